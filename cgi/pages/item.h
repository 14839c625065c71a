/* item.h -- what pages show besides a text: facts about a job or an event, where to propose a
 * change, sizes of files, names of a person's addresses. */
#ifndef PAGES_ITEM_H
#define PAGES_ITEM_H

#include "teamhub/hub_site.h"
#include "teamhub/request.h"

/* ---- facts.c ---- */

/* Fills item->facts. */
void facts_fill(hub_site *site, view_item_page *item);
/* Where an event takes place, in one line: "Canteen, house 2, Hafenstraße 4, 25813 Husum". */
th_str facts_location(hub_site *site, const view_item *item);

/* ---- material.c ---- */

/* Where to propose a change of this page's document: the file in the repository, or a prepared mail
 * to the contact; TH_NONE: the hub has neither. */
th_str material_propose(hub_site *site, const request *req, th_str kind, th_str title);
/* The page that explains how to write a story; TH_NONE: none. */
th_str material_write(const hub_site *site);
/* The sizes of files in words. */
void material_sizes(const hub_site *site, view_downloads *downloads);

/* ---- profiles.c ---- */

/* The name of a person's address: Mastodon, LinkedIn, Website. */
th_str profile_label(const hub_site *site, th_str name);

#endif
