/* list.h -- what story lists, term pages, the search and the share kit share (list.c). */
#ifndef PAGES_LIST_H
#define PAGES_LIST_H

#include "teamhub/page.h"

/* Cards, filters, chips, pages, feeds of req->selected at `path`. False: no such page. */
bool list_fill(answer *ans, page *p, const request *req, view_list *list, th_str path);
/* "42 stories", or only "Stories" when a person is selected. */
th_str list_count_label(const hub_site *site, const request *req, int64_t n);
/* Ways to narrow the selection; without counts when a person is selected. */
void list_filters(hub_site *site, const request *req, view_filters *filters);
/* Addresses of the options: the list with them, or without. `more` is added to each query, such as
 * "order=voices". */
void list_link_options(
    hub_site *site, const request *req, view_filters *filters, th_str path, const char *more);
/* What is selected, each with the address of the list without it. */
void list_add_chips(
    hub_site *site, const request *req, view_links *chips, th_str path, const char *more);

#endif
