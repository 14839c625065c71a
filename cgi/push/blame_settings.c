/* blame_settings.c -- what a change of hub.yml does to the hub as a whole: addresses that move,
 * redirect or end, another theme, other ids in feeds. Called by blame.c when hub.yml differs.
 *
 * Reads the new files twice, by the old settings and by the new ones, so that what authors wrote or
 * deleted in the same push does not count. What settings merely hide (consent, ignore) is listed
 * separately and never held against anybody: hiding is a right. Writes nothing. */
#include "blame.h"
#include "teamhub/cmd.h"
#include "teamhub/publish_steps.h"
#include "teamhub/texts.h"

enum { EXAMPLES = 3 }; /* of addresses that move, redirect or end */

typedef struct page {
	th_str url, lang, facet; /* facet: of a term or of its list */
	const th_doc *doc;       /* NULL: a list */
} page;

typedef struct hub_pages {
	th_arena *a;
	const th_content *content;
	const th_hub *hub; /* as its audience sees it */
	bool internal;
	th_map pages;     /* what the page is, and its language → page* */
	th_map redirects; /* address → itself */
} hub_pages;

static th_str address(const hub_pages *p, th_str lang, th_str href)
{
	return th_str_fmt(p->a, "%.*s%.*s%.*s", TH_FMT(p->hub->origin),
	    TH_FMT(publish_base(p->hub, lang, p->a)), TH_FMT(href));
}

static void put(hub_pages *p, th_str key, const page *what, th_str href)
{
	/* A story has one page, whatever language it is taken to be in. */
	bool story = what->doc != NULL && what->doc->kind == TH_STORY;
	key = th_str_fmt(p->a, "%.*s\n%.*s", TH_FMT(key), TH_FMT(story ? TH_NONE : what->lang));
	if (th_map_get(&p->pages, key) != NULL)
		return;
	page *one = TH_NEW(p->a, page);
	*one = *what;
	one->url = address(p, what->lang, href);
	th_map_put(&p->pages, key, one);
}

/* A file is the same document whatever its address; a document without a file goes by its id. */
static th_str key_of(const th_doc *doc)
{
	return doc->entry != NULL ? doc->path : doc->id;
}

static bool is_shown(const hub_pages *p, const th_doc *doc)
{
	th_time now = p->content->now;
	return !doc->left_out && !doc->broken &&
	       (doc->visible_from == TH_NEVER || doc->visible_from <= now) &&
	       now < doc->visible_until && (p->internal || doc->audience != TH_INTERNAL) &&
	       (doc->kind == TH_STORY || th_map_get(&p->content->by_id, doc->id) == doc);
}

/* "/stories/" of "/stories/x/" */
static th_str list_of(th_str href)
{
	ptrdiff_t slash = th_str_chr(th_str_sub(href, 1, href.n), '/');
	return slash < 0 ? href : th_str_sub(href, 0, (size_t)slash + 2);
}

static void take(hub_pages *p, const th_doc *doc, th_str lang)
{
	th_str facet = doc->kind == TH_TERM ? doc->facet : TH_NONE;
	put(p, key_of(doc), &(page){.lang = lang, .facet = facet, .doc = doc}, doc->href);
	for (size_t i = 0; i < doc->aliases.n; i++) {
		th_map_put(&p->redirects, address(p, lang, doc->aliases.v[i]), (void *)doc);
		th_map_put(&p->redirects, address(p, TH_NONE, doc->aliases.v[i]), (void *)doc);
	}
}

static void list_pages(hub_pages *p)
{
	const th_strs *all = &p->hub->languages;
	th_map_init(&p->pages, p->a);
	th_map_init(&p->redirects, p->a);
	for (size_t i = 0; i < p->content->docs.n; i++) {
		const th_doc *doc = p->content->docs.v[i];
		th_str facet = doc->kind == TH_TERM ? doc->facet : TH_NONE;
		th_str list = th_str_fmt(p->a, "%s %.*s", th_kind_name[doc->kind], TH_FMT(facet));
		if (!is_shown(p, doc))
			continue;
		if (doc->kind == TH_STORY)
			take(p, doc, doc->lang);
		for (size_t k = 0; k < all->n; k++) {
			page whole = {.lang = all->v[k], .facet = facet};
			if (doc->kind != TH_STORY)
				take(p, doc, all->v[k]);
			put(p, TH_S("start"), &whole, TH_S("/"));
			put(p, list, &whole, list_of(doc->href));
		}
	}
}

/* Hidden because the settings say so: not an address that was lost. */
static bool is_hidden(const hub_pages *after, const page *old)
{
	const th_doc *doc = old->doc;
	if (doc == NULL) /* a list that is empty now */
		return th_strs_has(&after->hub->languages, old->lang) &&
		       (old->facet.n == 0 || hub_facet(after->hub, old->facet) != NULL);
	if (doc->entry == NULL)
		return doc->kind == TH_PERSON;
	for (size_t i = 0; i < after->hub->ignore.n; i++)
		if (th_str_starts(doc->path, after->hub->ignore.v[i]))
			return true;
	const th_doc *now = th_map_get(&after->content->by_path, doc->path);
	return now != NULL && !is_shown(after, now);
}

static void count(settings_count *of, const page *old, const page *new, th_arena *a)
{
	if (of->n++ < EXAMPLES)
		*TH_ADD(a, &of->examples) =
		    (settings_move){old->url, new != NULL ? new->url : TH_NONE};
}

/* `was` and `now`: the new files by the old and new settings. Only what `past` had could lose an
 * address. `now` NULL: that hub no longer exists. */
static void compare(
    settings_change *s, const hub_pages *past, const hub_pages *was, const hub_pages *now)
{
	for (size_t i = 0; i < was->pages.n; i++) {
		if (th_map_get(&past->pages, was->pages.items[i].key) == NULL)
			continue;
		s->before++;
		const page *old = was->pages.items[i].value;
		const page *new =
		    now != NULL ? th_map_get(&now->pages, was->pages.items[i].key) : NULL;
		if (new != NULL && th_str_eq(old->url, new->url))
			s->same++;
		else if (new == NULL && now != NULL &&is_hidden(now, old))
			s->hidden += old->doc != NULL;
		else if (now != NULL && th_map_get(&now->redirects, old->url) != NULL)
			count(&s->redirected, old, new, was->a);
		else
			count(new != NULL ? &s->moved : &s->ended, old, new, was->a);
	}
}

/* ---- the settings themselves ---- */

static void differ(settings_change *s, const char *name, th_str was, th_str now, th_arena *a)
{
	if (!th_str_eq(was, now))
		*TH_ADD(a, &s->said) = th_str_fmt(a, "%s: %.*s → %.*s", name,
		    TH_FMT(was.n ? was : TH_S("–")), TH_FMT(now.n ? now : TH_S("–")));
}

static void differ_facets(settings_change *s, const th_hub *was, const th_hub *now, th_arena *a)
{
	for (size_t i = 0; i < was->facets.n; i++) {
		const th_facet *old = &was->facets.v[i], *new = hub_facet(now, old->name);
		const char *name = th_str_fmt(a, "facets.%.*s", TH_FMT(old->name)).p;
		differ(s, name, old->path, new != NULL ? new->path : TH_NONE, a);
	}
	for (size_t i = 0; i < now->facets.n; i++) {
		const th_facet *new = &now->facets.v[i];
		if (hub_facet(was, new->name) == NULL)
			differ(s, th_str_fmt(a, "facets.%.*s", TH_FMT(new->name)).p, TH_NONE,
			    new->path, a);
	}
}

/* A new host changes the ids of all entries, unless feed_authority: keeps them, and every reader
 * shows everything again. */
static void differ_all(
    settings_change *s, const th_hub *was, const th_hub *now, bool own_theme, th_arena *a)
{
	differ(s, "base_url", was->base_url, now->base_url, a);
	differ(s, "prefix", was->prefix, now->prefix, a);
	if (was->internal.wanted && now->internal.wanted) {
		differ(s, "internal.base_url", was->internal.base_url, now->internal.base_url, a);
		differ(s, "internal.prefix", was->internal.prefix, now->internal.prefix, a);
	} else if (was->internal.wanted) {
		differ(s, "internal", TH_S("true"), TH_S("false"), a);
	}
	differ(s, "languages", th_strs_join(a, &was->languages, ", "),
	    th_strs_join(a, &now->languages, ", "), a);
	if (!own_theme)
		differ(s, "theme", was->theme, now->theme, a);
	differ(s, "feed_authority", was->feed_authority, now->feed_authority, a);
	differ_facets(s, was, now, a);
}

static void list_of_hub(hub_pages *p, const th_content *c, th_hub *hub, bool internal, th_arena *a)
{
	*hub = *c->hub;
	if (internal)
		hub_make_internal(hub);
	*p = (hub_pages){.a = a, .content = c, .hub = hub, .internal = internal};
	list_pages(p);
}

/* For the public hub and the internal one. */
static void compare_all(settings_change *s, const th_content *past, const th_content *then,
    const th_content *now, th_arena *a)
{
	for (int internal = 0; internal <= then->hub->internal.wanted; internal++) {
		th_hub hubs[3];
		hub_pages before, was, is;
		list_of_hub(&before, past, &hubs[0], internal, a);
		list_of_hub(&was, then, &hubs[1], internal, a);
		list_of_hub(&is, now, &hubs[2], internal, a);
		compare(s, &before, &was, internal && !now->hub->internal.wanted ? NULL : &is);
	}
}

int blame_settings(settings_change *s, const blame_result *j, const th_content *past,
    bool own_theme, th_arena *a, th_err *err)
{
	*s = (settings_change){.before = 0};
	th_content then = {.now = j->content.now};
	th_findings unused = {.arena = a};
	const th_hub *was = past->hub;
	if (content_load(&then, j->content.source, was, cmd_threads(), a, &unused, err) != 0)
		return -1;
	compare_all(s, past, &then, &j->content, a);
	if (s->before == 0) /* nothing was public before: these are the first settings */
		return 0;
	s->feeds_was = was->feed_authority;
	s->feeds_now = j->hub.feed_authority;
	differ_all(s, was, &j->hub, own_theme, a);
	size_t gone = s->moved.n + s->redirected.n + s->ended.n;
	if (gone > 0 && s->said.n == 0)
		*TH_ADD(a, &s->said) = TH_S("collections");
	s->grave = gone > 0 || (!own_theme && !th_str_eq(was->theme, j->hub.theme)) ||
		   !th_str_eq(was->feed_authority, j->hub.feed_authority);
	return 0;
}

/* ---- telling ---- */

static void write_count(th_buf *out, const settings_count *c, enum text_id what, th_str lang)
{
	if (c->n == 0)
		return;
	catalogue_add_line(out, lang, what, TEXT_WITH(TEXT_N("n", c->n)));
	for (size_t i = 0; i < c->examples.n; i++) {
		const settings_move *m = &c->examples.v[i];
		th_buf_addf(out, "  %.*s\n", TH_FMT(m->from));
		if (m->to.n > 0)
			th_buf_addf(out, "    → %.*s\n", TH_FMT(m->to));
	}
	if (c->n > c->examples.n)
		catalogue_add_line(
		    out, lang, TEXT_MORE_LINES, TEXT_WITH(TEXT_N("n", c->n - c->examples.n)));
}

void blame_write_settings(th_buf *out, const blame_result *j, th_str lang)
{
	const settings_change *s = &j->settings;
	if (s->said.n == 0 && s->hidden == 0)
		return;
	catalogue_add_line(out, lang, TEXT_HUB_CHANGES, TEXT_ALONE);
	for (size_t i = 0; i < s->said.n; i++)
		th_buf_addf(out, "  %.*s\n", TH_FMT(s->said.v[i]));
	catalogue_add_line(out, lang, TEXT_HUB_ADDRESSES,
	    TEXT_WITH(TEXT_N("before", s->before), TEXT_N("same", s->same)));
	write_count(out, &s->moved, TEXT_HUB_MOVED, lang);
	write_count(out, &s->redirected, TEXT_HUB_REDIRECTED, lang);
	write_count(out, &s->ended, TEXT_HUB_ENDED, lang);
	if (s->hidden > 0)
		catalogue_add_line(out, lang, TEXT_HUB_HIDDEN, TEXT_WITH(TEXT_N("n", s->hidden)));
}
