/* view_common.c -- what every page has: the site round it, head, languages, crumbs, feeds, the
 * numbers of a long list; and the step from a filled view to HTML. Called by all page handlers. */
#include "page.h"

#include <stdio.h>

static th_str site_text(page *p, const char *key)
{
	th_str name = th_str_fmt(p->a, "%s.%.*s", key, TH_FMT(p->q.ui));
	th_str text = edition_meta(p->q.e, name);
	return text.n ? text : edition_meta(p->q.e, th_strz(key));
}

static void nav_add(page *p, view_links *to, th_str label, th_str path)
{
	*TH_ADD(p->a, to) = (view_link){.href = url_of(p, path, TH_NONE, 1), .label = label};
}

/* The lists that have a place there: those of stories and people, or the others. */
static void nav_kinds(page *p, view_links *to, const worker_shows *shows, th_places where, bool own)
{
	for (unsigned place = 1; kind_at(where, place) != TH_KIND_COUNT; place++) {
		th_kind kind = kind_at(where, place);
		if (shows->kinds[kind] && (th_kinds[kind].pages == TH_PAGES_OWN) == own)
			nav_add(p, to, kind_label(p, kind), kind_path(p, kind));
	}
}

void page_nav(page *p, const worker_shows *shows, view_links *nav, view_links *footer)
{
	size_t n;
	const edition_facet *f = edition_facets(p->q.e, &n);
	nav_kinds(p, nav, shows, TH_IN_HEADER, true);
	for (size_t i = 0; i < n && i < TH_COUNT(shows->facets); i++)
		if (shows->facets[i])
			nav_add(p, nav, edition_facet_label(p->q.e, f[i].name, p->q.ui, true),
			    th_str_fmt(p->a, "/%.*s/", TH_FMT(f[i].path)));
	nav_kinds(p, nav, shows, TH_IN_HEADER, false);
	nav_kinds(p, footer, shows, TH_IN_FOOTER, false);
	nav_add(p, footer, word(p, "feeds"), TH_S("/stories/subscribe/"));
	if (share_has(p, "share"))
		nav_add(p, footer, word(p, "share"), TH_S("/feeds/"));
	if (shows->report)
		nav_add(p, footer, word(p, "report"), TH_S("/report/"));
}

/* The page's own copy, with the entry marked that leads to where we are. */
static view_links nav_copy(page *p, const view_links *kept)
{
	view_links out = {0};
	th_str here = th_str_cat(p->a, p->q.base, p->rest);
	for (size_t i = 0; i < kept->n; i++) {
		*TH_ADD(p->a, &out) = kept->v[i];
		out.v[i].current = th_str_starts(here, kept->v[i].href);
	}
	return out;
}

static void fill_nav(page *p)
{
	const view_links *nav, *footer;
	worker_nav(p->w, p, &nav, &footer);
	p->site.nav = nav_copy(p, nav);
	p->site.footer = nav_copy(p, footer);
}

static void fill_site(page *p)
{
	view_site *s = &p->site;
	*s = (view_site){.title = site_text(p, "title"),
	    .tagline = site_text(p, "tagline"),
	    .company = edition_meta(p->q.e, TH_S("company")),
	    .company_url = edition_meta(p->q.e, TH_S("company_url")),
	    .contact = edition_meta(p->q.e, TH_S("contact")),
	    .base = p->q.base,
	    .home = url_of(p, TH_S("/"), TH_NONE, 1),
	    .search = url_of(p, TH_S("/search"), TH_NONE, 1),
	    .lang = p->q.ui,
	    .internal = p->internal};
	worker_assets(p->w, p);
	fill_nav(p);
}

bool page_speak(page *p, th_str lang)
{
	if (th_str_eq(lang, p->q.ui) || !th_strs_has(edition_languages(p->q.e), lang))
		return false;
	p->q.ui = lang;
	p->q.base = url_base(p, lang);
	return true;
}

void page_begin(page *p, const char *kind, th_str title, th_str description)
{
	fill_site(p);
	view_head *h = &p->head;
	*h = (view_head){.title = title.n ? title : p->site.title,
	    .full_title =
		title.n ? th_str_fmt(p->a, "%.*s – %.*s", TH_FMT(title), TH_FMT(p->site.title))
			: p->site.title,
	    .description = description.n ? description : p->site.tagline,
	    .lang = p->q.ui,
	    .kind = th_strz(kind),
	    .og_type = TH_S("website")};
	view_words *words = TH_NEW(p->a, view_words);
	*words = (view_words){edition_words(p->q.e, p->q.ui), p->q.ui};
	p->v = (view){.site = &p->site, .page = h, .t = words};
	if (title.n > 0)
		page_crumb(p, word(p, "home"), p->site.home);
}

void page_crumb(page *p, th_str label, th_str href)
{
	view_links *crumbs = &p->head.crumbs;
	if (crumbs->n > 0)
		crumbs->v[crumbs->n - 1].current = false;
	*TH_ADD(p->a, crumbs) = (view_link){.href = href, .label = label, .current = true};
}

void page_address(page *p, th_str path, th_str qs, int64_t number, int64_t of)
{
	view_head *h = &p->head;
	const th_strs *langs = edition_languages(p->q.e);
	h->canonical = url_absolute(p, url_of(p, path, qs, number));
	if (number > 1)
		h->prev = url_absolute(p, url_of(p, path, qs, number - 1));
	if (number < of)
		h->next = url_absolute(p, url_of(p, path, qs, number + 1));
	th_str tail = th_str_cat(p->a, url_encode_path(p, path), url_query(p, qs, number));
	for (size_t i = 0; i < langs->n && langs->n > 1; i++) {
		th_str href = th_str_cat(p->a, url_base(p, langs->v[i]), tail);
		bool here = th_str_eq(langs->v[i], p->q.ui);
		*TH_ADD(p->a, &p->site.languages) = (view_link){.href = href,
		    .label = word_in(p, langs->v[i], "language_name"),
		    .lang = langs->v[i],
		    .current = here};
		*TH_ADD(p->a, &h->alternates) =
		    (view_link){.href = url_absolute(p, href), .label = langs->v[i]};
	}
	if (langs->n > 1)
		*TH_ADD(p->a, &h->alternates) =
		    (view_link){.href = url_absolute(p, th_str_cat(p->a, p->q.prefix, tail)),
			.label = TH_S("x-default")};
}

void page_feeds(page *p, view_feed_links *out, th_str path, th_str qs, th_str title)
{
	for (int i = 0; i < TH_FEED_COUNT; i++) {
		const th_feed_row *feed = &th_feeds[i];
		th_str href = url_of(p, th_str_cat(p->a, path, th_strz(feed->file)), qs, 1);
		*TH_ADD(p->a, out) = (view_feed_link){.href = href,
		    .url = url_absolute(p, href),
		    .type = th_strz(feed->type),
		    .title = th_str_fmt(p->a, "%.*s (%s)", TH_FMT(title), feed->name),
		    .format = th_strz(feed->name)};
	}
}

void page_subscribe(
    page *p, view_feed_links *feeds, th_str *subscribe, th_str path, th_str qs, th_str title)
{
	page_feeds(p, feeds, path, qs,
	    th_str_fmt(p->a, "%.*s: %.*s", TH_FMT(p->site.title), TH_FMT(title)));
	p->head.feeds = *feeds;
	if (subscribe != NULL)
		*subscribe = url_of(p, th_str_cat(p->a, path, TH_S("subscribe/")), qs, 1);
}

/* The first, the last, and two on each side of the present one; a gap between. */
static bool is_near(int64_t i, int64_t number, int64_t of)
{
	return i == 1 || i == of || (i >= number - 2 && i <= number + 2);
}

const view_pages *page_numbers(page *p, th_str path, th_str qs, int64_t number, int64_t of)
{
	if (of < 2)
		return NULL;
	view_pages *pages = TH_NEW(p->a, view_pages);
	pages->number = number;
	pages->of = of;
	pages->label = word_fill(p, "page_of", word_number(p, number), word_number(p, of));
	if (number > 1)
		pages->prev = url_of(p, path, qs, number - 1);
	if (number < of)
		pages->next = url_of(p, path, qs, number + 1);
	for (int64_t i = 1; i <= of; i++) {
		if (is_near(i, number, of)) {
			*TH_ADD(p->a, &pages->numbers) = (view_link){.href = url_of(p, path, qs, i),
			    .label = word_number(p, i),
			    .current = i == number};
		} else {
			*TH_ADD(p->a, &pages->numbers) = (view_link){0};
			i = i < number ? number - 3 : of - 1;
		}
	}
	return pages;
}

/* Not for pages that search engines are to leave alone. */
static void add_jsonld(page *p)
{
	th_buf b = {0};
	if (p->head.noindex)
		return;
	jsonld_write(&b, &p->v, p->origin);
	p->head.jsonld = th_str_dup(p->a, th_buf_str(&b));
	th_buf_free(&b);
}

int page_show(page *p)
{
	p->head.noindex = p->head.noindex || p->internal;
	add_jsonld(p);
	p->type = TH_S("text/html; charset=utf-8");
	/* A page without a feed of its own leads to that of all stories. */
	if (p->head.feeds.n == 0)
		page_feeds(p, &p->head.feeds, TH_S("/stories/"), TH_NONE, p->site.title);
	return face_html_write(worker_face(p->w), &p->v, &p->reply->body, p->log) == 0 ? 200 : 500;
}

/* "@jana@social.example" of https://social.example/@jana, as Mastodon and its relatives have it. */
static th_str handle_of(page *p, th_str url)
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
	return user.n == 0 ? TH_NONE : th_str_fmt(p->a, "@%.*s@%.*s", TH_FMT(user), TH_FMT(host));
}

const view_picture *page_early(page *p, const view_picture *picture)
{
	if (picture == NULL)
		return NULL;
	view_picture *early = TH_NEW(p->a, view_picture);
	*early = *picture;
	early->early = true;
	return early;
}

void page_share(page *p, th_str kind, th_str slug, const view_picture *picture)
{
	view_head *h = &p->head;
	if (!query_may_have_card(&p->q, kind, slug)) {
		h->og_type = TH_S("");
		return;
	}
	const view_picture *card = query_share(&p->q, kind, slug, h->lang);
	if (card != NULL)
		picture = card;
	if (picture == NULL || picture->generated)
		return;
	h->image = url_absolute(p, picture->src);
	h->image_alt = picture->alt;
	h->image_type = picture->type;
	h->image_width = picture->width;
	h->image_height = picture->height;
}

void page_creator(page *p, const view_people *people)
{
	for (size_t i = 0; i < people->n && p->head.creator.n == 0 && p->head.og_type.n > 0; i++)
		p->head.creator =
		    handle_of(p, query_person_link(&p->q, people->v[i].id, "mastodon"));
}
