/* share.h -- what the share kit, its files, posters, fragments and oEmbed share (share.c). */
#ifndef PAGES_SHARE_H
#define PAGES_SHARE_H

#include "teamhub/page.h"

/* The best address of the selection: that of a term or person if it is the only one, else of the
 * list with its query. Call after selection_read. */
void share_list(hub_site *site, const request *req, th_str *path, th_str *qs);
/* The page of its only term: "/teams/platform/"; TH_NONE: not a single term. */
th_str share_term_page(hub_site *site, const selection *s);
/* That address, absolute, with the campaign tag. */
th_str share_url(hub_site *site, const request *req);
/* The selection's query with the tag, for addresses below /feeds/; `more`: "size=a6" or "". */
th_str share_query(th_arena *a, const request *req, const char *more);
/* "People at Example: Platform, Leipzig". */
th_str share_title(hub_site *site, const request *req);
/* Absolute address of the fragment of the selection. */
th_str share_frame(hub_site *site, const request *req);
/* Is there a share kit for that selection, and what belongs to it? Of files, for one term at most.
 */
bool share_has_kit(const hub_site *site, const request *req);
/* Absolute address of the oEmbed answer for the page at `url`. */
th_str share_oembed(const hub_site *site, th_str url);

#endif
