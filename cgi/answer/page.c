/* page.c -- what every HTML page has: the site around it, head, languages, crumbs, feeds, page
 * numbers; and the step from a filled view to HTML. Called by all page handlers. */
#include "teamhub/page.h"

#include <stdio.h>

/* The page's own copy, in which the current entry is marked. */
static view_links nav_copy(hub_site *site, const request *req, const view_links *kept)
{
	view_links out = {0};
	th_str here = th_str_cat(site->q.a, site->q.base, req->path);
	for (size_t i = 0; i < kept->n; i++) {
		*TH_ADD(site->q.a, &out) = kept->v[i];
		/* Links to other parts of the site, such as "/", are above the hub. */
		out.v[i].current =
		    kept->v[i].href.n > site->q.base.n + 1 && th_str_starts(here, kept->v[i].href);
	}
	return out;
}

static void fill_nav(page *p, const request *req)
{
	hub_site *site = p->site;
	const view_links *nav, *footer;
	site_theme_nav(site, &nav, &footer);
	p->frame.nav = nav_copy(site, req, nav);
	p->frame.footer = nav_copy(site, req, footer);
}

static void fill_site(page *p, const request *req)
{
	hub_site *site = p->site;
	view_site *s = &p->frame;
	*s = (view_site){.title = site_title(site),
	    .tagline = site_tagline(site),
	    .company = edition_meta(site->q.e, TH_S("company")),
	    .company_url = edition_meta(site->q.e, TH_S("company_url")),
	    .contact = edition_meta(site->q.e, TH_S("contact")),
	    .base = site->q.base,
	    .home = url_of(site, TH_S("/"), TH_NONE, 1),
	    .search = site_has_search(site) ? url_of(site, TH_S("/search"), TH_NONE, 1) : TH_NONE,
	    .lang = site->q.ui,
	    .internal = site->internal};
	site_theme_assets(site->theme, &site->q, s);
	fill_nav(p, req);
}

page *page_begin(
    hub_site *site, const request *req, const char *kind, th_str title, th_str description)
{
	page *p = TH_NEW(site->q.a, page);
	p->site = site;
	p->json = req->json;
	fill_site(p, req);
	view_head *h = &p->head;
	*h = (view_head){.title = title.n ? title : p->frame.title,
	    .full_title = title.n ? th_str_fmt(site->q.a, "%.*s – %.*s", TH_FMT(title),
					TH_FMT(p->frame.title))
				  : p->frame.title,
	    .description = description.n ? description : p->frame.tagline,
	    .lang = site->q.ui,
	    .kind = th_strz(kind),
	    .og_type = TH_S("website")};
	view_words *words = TH_NEW(site->q.a, view_words);
	*words = (view_words){edition_words(site->q.e, site->q.ui), site->q.ui};
	p->v = (view){.site = &p->frame, .page = h, .t = words};
	if (title.n > 0)
		page_crumb(p, word(site, "home"), p->frame.home);
	return p;
}

void page_crumb(page *p, th_str label, th_str href)
{
	hub_site *site = p->site;
	view_links *crumbs = &p->head.crumbs;
	if (crumbs->n > 0)
		crumbs->v[crumbs->n - 1].current = false;
	*TH_ADD(site->q.a, crumbs) = (view_link){.href = href, .label = label, .current = true};
}

void page_address(page *p, th_str path, th_str qs, int64_t number, int64_t of)
{
	hub_site *site = p->site;
	view_head *h = &p->head;
	const th_strs *langs = edition_languages(site->q.e);
	h->canonical = url_absolute(site, url_of(site, path, qs, number));
	if (number > 1)
		h->prev = url_absolute(site, url_of(site, path, qs, number - 1));
	if (number < of)
		h->next = url_absolute(site, url_of(site, path, qs, number + 1));
	for (size_t i = 0; i < langs->n && langs->n > 1; i++) {
		th_str href = url_below(site, url_base(site, langs->v[i]), path, qs, number);
		bool here = th_str_eq(langs->v[i], site->q.ui);
		*TH_ADD(site->q.a, &p->frame.languages) = (view_link){.href = href,
		    .label = word_in(site, langs->v[i], "language_name"),
		    .lang = langs->v[i],
		    .current = here};
		*TH_ADD(site->q.a, &h->alternates) =
		    (view_link){.href = url_absolute(site, href), .label = langs->v[i]};
	}
	if (langs->n > 1)
		*TH_ADD(site->q.a, &h->alternates) = (view_link){
		    .href = url_absolute(site, url_below(site, site->q.prefix, path, qs, number)),
		    .label = TH_S("x-default")};
}

void page_feeds(const hub_site *site, view_feed_links *out, th_str path, th_str qs, th_str title)
{
	for (int i = 0; i < TH_FEED_COUNT; i++) {
		const th_feed_row *feed = &th_feeds[i];
		th_str href = url_of(site, th_str_cat(site->q.a, path, th_strz(feed->file)), qs, 1);
		*TH_ADD(site->q.a, out) = (view_feed_link){.href = href,
		    .url = url_absolute(site, href),
		    .type = th_strz(feed->type),
		    .title = th_str_fmt(site->q.a, "%.*s (%s)", TH_FMT(title), feed->name),
		    .format = th_strz(feed->name)};
	}
}

void page_subscribe(
    page *p, view_feed_links *feeds, th_str *subscribe, th_str path, th_str qs, th_str title)
{
	hub_site *site = p->site;
	page_feeds(site, feeds, path, qs,
	    th_str_fmt(site->q.a, "%.*s: %.*s", TH_FMT(p->frame.title), TH_FMT(title)));
	p->head.feeds = *feeds;
	if (subscribe != NULL)
		*subscribe = url_of(site, th_str_cat(site->q.a, path, TH_S("subscribe/")), qs, 1);
}

/* The first, the last, and two on each side of the current one; gaps between. */
static bool is_near(int64_t i, int64_t number, int64_t of)
{
	return i == 1 || i == of || (i >= number - 2 && i <= number + 2);
}

const view_pages *page_numbers(
    const hub_site *site, th_str path, th_str qs, int64_t number, int64_t of)
{
	if (of < 2)
		return NULL;
	view_pages *pages = TH_NEW(site->q.a, view_pages);
	pages->number = number;
	pages->of = of;
	pages->label =
	    word_fill(site, "page_of", word_number(site->q.a, number), word_number(site->q.a, of));
	if (number > 1)
		pages->prev = url_of(site, path, qs, number - 1);
	if (number < of)
		pages->next = url_of(site, path, qs, number + 1);
	for (int64_t i = 1; i <= of; i++) {
		if (is_near(i, number, of)) {
			*TH_ADD(site->q.a, &pages->numbers) =
			    (view_link){.href = url_of(site, path, qs, i),
				.label = word_number(site->q.a, i),
				.current = i == number};
		} else {
			*TH_ADD(site->q.a, &pages->numbers) = (view_link){0};
			i = i < number ? number - 3 : of - 1;
		}
	}
	return pages;
}

/* Not for pages that search engines should ignore. */
static void add_jsonld(page *p)
{
	hub_site *site = p->site;
	th_buf b = {0};
	if (p->head.noindex)
		return;
	jsonld_write(&b, &p->v, site->origin);
	p->head.jsonld = th_str_dup(site->q.a, th_buf_str(&b));
	th_buf_free(&b);
}

void page_show_json(answer *ans, const page *p)
{
	ans->type = TH_S("application/json; charset=utf-8");
	answer_header(ans, TH_S("X-Robots-Tag"), TH_S("noindex"));
	view_write_json(&ans->reply->body, &p->v);
}

int page_show(answer *ans, page *p)
{
	hub_site *site = p->site;
	p->head.noindex = p->head.noindex || site->internal;
	if (p->json) {
		page_show_json(ans, p);
		return 200;
	}
	add_jsonld(p);
	ans->type = TH_S("text/html; charset=utf-8");
	/* A page without a feed of its own links to the feed of all stories. */
	if (p->head.feeds.n == 0)
		page_feeds(site, &p->head.feeds, TH_S("/stories/"), TH_NONE, p->frame.title);
	return face_html_write(site_theme_face(site->theme), &p->v, &ans->reply->body, ans->log) ==
		       0
		   ? 200
		   : 500;
}

/* "@jana@social.example" for https://social.example/@jana, as Mastodon and similar services write
 * it. */
static th_str handle_of(th_arena *a, th_str url)
{
	const th_str scheme = TH_S("https://");
	if (!th_str_starts(url, scheme))
		return TH_NONE;
	th_str rest = th_str_sub(url, scheme.n, url.n);
	ptrdiff_t slash = th_str_find(rest, TH_S("/@"));
	if (slash <= 0 || th_str_chr(rest, '/') != slash)
		return TH_NONE;
	th_str host = th_str_sub(rest, 0, (size_t)slash);
	th_str user = th_str_sub(rest, (size_t)slash + 2, rest.n);
	while (th_str_ends(user, TH_S("/")))
		user = th_str_sub(user, 0, user.n - 1);
	for (size_t i = 0; i < user.n; i++)
		if (strchr("/@?#\"<> ", user.p[i]) != NULL)
			return TH_NONE;
	return user.n == 0 ? TH_NONE : th_str_fmt(a, "@%.*s@%.*s", TH_FMT(user), TH_FMT(host));
}

const view_picture *page_early(th_arena *a, const view_picture *picture)
{
	if (picture == NULL)
		return NULL;
	view_picture *early = TH_NEW(a, view_picture);
	*early = *picture;
	early->early = true;
	return early;
}

void page_share(page *p, th_str kind, th_str slug, const view_picture *picture)
{
	hub_site *site = p->site;
	view_head *h = &p->head;
	if (!query_may_have_card(&site->q, kind, slug)) {
		h->og_type = TH_S("");
		return;
	}
	const view_picture *card = query_share(&site->q, kind, slug, h->lang);
	if (card != NULL)
		picture = card;
	if (picture == NULL || picture->generated)
		return;
	h->image = url_absolute(site, picture->src);
	h->image_alt = picture->alt;
	h->image_type = picture->type;
	h->image_width = picture->width;
	h->image_height = picture->height;
}

void page_creator(page *p, const view_people *people)
{
	hub_site *site = p->site;
	for (size_t i = 0; i < people->n && p->head.creator.n == 0 && p->head.og_type.n > 0; i++)
		p->head.creator =
		    handle_of(site->q.a, query_person_link(&site->q, people->v[i].id, "mastodon"));
}
