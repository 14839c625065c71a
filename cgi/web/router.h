/* router.h -- from an address to its handler, and the language; files beside the edition. */
#ifndef WEB_ROUTER_H
#define WEB_ROUTER_H

#include "teamhub/answer.h"

/* ---- router.c ---- */

/* Answers the request except for the headers that all replies have. Returns the status. */
int route_answer(answer *ans, hub_site *site, request *req);
/* Sets ans->location to a path of this host, with the visitor's query. Returns 301. */
int route_redirect(answer *ans, const request *req, th_str target);

/* ---- old_list.c ---- */

/* 301 to the hub's list or feed for that of a former site, or 404. */
int route_old_list(answer *ans, hub_site *site, request *req);

/* ---- negotiate.c ---- */

/* The member of `langs` that best matches an Accept-Language header; TH_NONE: none. */
th_str negotiate_language(th_arena *a, const th_strs *langs, th_str accept);

/* 0 to 1000, from the parameters behind a `;`: 1000 without a weight, 0 if not understood. */
int negotiate_weight(th_str params);

/* ---- files.c ---- */

/* 200 with the file beside the edition `file` or 404. */
int files_answer(answer *ans, const request *req, const char *file);

#endif
