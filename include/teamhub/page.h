/* page.h -- an HTML page while a handler fills it: the site around it, its head, its contents. */
#ifndef TEAMHUB_PAGE_H
#define TEAMHUB_PAGE_H

#include "teamhub/answer.h"

typedef struct page {
	hub_site *site; /* whose page it is */
	bool json;      /* written as JSON instead of HTML */
	view_site frame;
	view_head head;
	view v; /* points to site and head, and to what the handler shows */
} page;

/* Sets title, language, canonical address, alternates, navigation. `title` empty: the site's own.
 * Lives as long as the request. */
page *page_begin(
    hub_site *site, const request *req, const char *kind, th_str title, th_str description);
/* Adds a crumb; home is there already. */
void page_crumb(page *p, th_str label, th_str href);
/* Canonical, prev and next, alternates for page `number` of `of` of the list at `path`. */
void page_address(page *p, th_str path, th_str qs, int64_t number, int64_t of);
/* Links to the pages of a list; NULL: there is only one. */
const view_pages *page_numbers(
    const hub_site *site, th_str path, th_str qs, int64_t number, int64_t of);
/* Addresses of the three feeds of the list at `path`; `query` without a page. */
void page_feeds(const hub_site *site, view_feed_links *out, th_str path, th_str qs, th_str title);
/* The same for a page with one feed of its own: for the head, and the address of the page that
 * explains it (`subscribe` may be NULL). `title` without the site's. */
void page_subscribe(
    page *p, view_feed_links *feeds, th_str *subscribe, th_str path, th_str qs, th_str title);
/* The same picture, to be loaded at once; NULL for NULL. For the first picture on a page. */
const view_picture *page_early(th_arena *a, const view_picture *picture);
/* The share card, or else `picture` (may be NULL); neither, and no words, if somebody has not
 * agreed. Call after head.lang and head.og_type are set. */
void page_share(page *p, th_str kind, th_str slug, const view_picture *picture);
/* The author to name where Mastodon shows the link; call after page_share. */
void page_creator(page *p, const view_people *people);
/* Writes the view through the theme, or as JSON; 200, or 500 with ans->log. */
int page_show(answer *ans, page *p);
/* Writes it as JSON. */
void page_show_json(answer *ans, const page *p);

#endif
