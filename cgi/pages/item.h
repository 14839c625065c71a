/* item.h -- what pages say beside a text: facts of a job or an event, where one proposes a change,
 * how large files are, what a person's addresses are called. */
#ifndef PAGES_ITEM_H
#define PAGES_ITEM_H

#include "teamhub/hub_site.h"
#include "teamhub/request.h"

/* ---- facts.c ---- */

/* What is said of a job or an event, into item->facts. */
void facts_fill(hub_site *site, view_item_page *item);
/* Where an event is, in one line: "Canteen, house 2, Hafenstraße 4, 25813 Husum". */
th_str facts_location(hub_site *site, const view_item *item);

/* ---- material.c ---- */

/* Where one proposes a change of the document of this page: the file in the repository, or a mail
 * to the contact that is begun already; TH_NONE: the hub names neither. */
th_str material_propose(hub_site *site, const request *req, th_str kind, th_str title);
/* Where it is told how one writes a story; TH_NONE: nowhere. */
th_str material_write(const hub_site *site);
/* The sizes of files in words. */
void material_sizes(const hub_site *site, view_downloads *downloads);

/* ---- profiles.c ---- */

/* What an address of a person is called: Mastodon, LinkedIn, Website. */
th_str profile_label(const hub_site *site, th_str name);

#endif
