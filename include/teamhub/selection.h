/* selection.h -- from a query to a selection and back, in one canonical spelling. */
#ifndef TEAMHUB_SELECTION_H
#define TEAMHUB_SELECTION_H

#include "teamhub/hub_site.h"
#include "teamhub/request.h"

/* Reads the query of a list: req->queried, req->selected, req->number. False: unknown facet, term
 * or page. */
bool selection_read(hub_site *site, request *req);
/* The same below a term's or a person's page, the one that the address names, and where that page
 * is; false: there is no such page. */
bool selection_of_term(hub_site *site, request *req, th_str *path);
bool selection_of_person(hub_site *site, request *req, th_str *path, th_str *name);
/* For lists without filters: nothing is selected, req->number is read. False: there is more in the
 * query than a page. */
bool selection_is_none(hub_site *site, request *req);
/* The canonical query of a selection: "" or "team=platform&place=leipzig", without a page. */
th_str selection_query(th_arena *a, const selection *s);
/* With the term added, or without it. */
selection selection_with(const hub_site *site, const selection *s, th_str facet, th_str term);
selection selection_without(th_arena *a, const selection *s, th_str facet, th_str term);
bool selection_has(const selection *s, th_str facet, th_str term);
/* In words: "Plattform, Leipzig"; empty for the empty selection. */
th_str selection_words(hub_site *site, const selection *s);

#endif
