/* query_sitemap.c -- every canonical page with the time of its last change and its counterparts in
 * other languages. A story has one address, in its own language; all other pages have one per
 * language of the interface. Called by the handlers. Order: by language as hub.yml lists them;
 * within each, lists first, then documents by address. */
#include "query.h"

#include "teamhub/kinds.h"

typedef struct walk {
	query *q;
	int64_t skip, left, total;
	th_str origin;
	const th_strs *languages;
	sitemap_view *out;
} walk;

static th_str address(const walk *w, th_str lang, th_str href)
{
	th_str base = query_base_of(w->q, lang);
	return th_str_fmt(w->q->a, "%.*s%.*s%.*s", TH_FMT(w->origin), TH_FMT(base), TH_FMT(href));
}

/* The entry to fill, or NULL when it is not on this page of the sitemap. */
static sitemap_entry *take(walk *w)
{
	w->total++;
	if (w->skip > 0) {
		w->skip--;
		return NULL;
	}
	if (w->left <= 0)
		return NULL;
	w->left--;
	sitemap_entry *x = TH_ADD(w->q->a, w->out);
	*x = (sitemap_entry){.lastmod = TH_NEVER};
	return x;
}

static void in_all_languages(walk *w, sitemap_entry *x, th_str href)
{
	if (w->languages->n < 2)
		return;
	for (size_t i = 0; i < w->languages->n; i++) {
		th_str lang = w->languages->v[i];
		*TH_ADD(w->q->a, &x->alternates) =
		    (sitemap_alternate){.lang = lang, .loc = address(w, lang, href)};
	}
}

static void add_list(walk *w, th_str lang, th_str href, th_time modified)
{
	sitemap_entry *x = take(w);
	if (x == NULL)
		return;
	x->loc = address(w, lang, href);
	x->lastmod = modified;
	in_all_languages(w, x, href);
}

/* Is there any document whose id begins like this ("job/", "term/team/"), and when did one last
 * change? */
static bool has_some(query *q, th_str begin, th_time *newest)
{
	th_str end = th_str_cat(q->a, th_str_sub(begin, 0, begin.n - 1), TH_S("0")); /* after '/' */
	int64_t n = 0;
	sqlite3_stmt *st = ASK(q->e,
	    "SELECT count(*), max(max(modified, visible_from)) FROM doc WHERE id >= ?1 AND id < ?2"
	    " AND visible_from <= ?3 AND ?3 < visible_until",
	    begin, end, q->now);
	*newest = TH_NEVER;
	bool has = ASK_ONE(q->e, NULL, st, &n, newest) && n > 0;
	return has;
}

static void add_lists(walk *w, th_str lang)
{
	query *q = w->q;
	th_time stories = query_modified(q, NULL), newest;
	add_list(w, lang, TH_S("/"), stories);
	for (unsigned i = 1; kind_at(TH_IN_SITEMAP, i) != TH_KIND_COUNT; i++) {
		th_kind kind = kind_at(TH_IN_SITEMAP, i);
		if (has_some(q, th_str_fmt(q->a, "%s/", th_kind_name[kind]), &newest))
			add_list(w, lang, th_str_fmt(q->a, "/%s/", th_kind_path[kind]), newest);
	}
	for (size_t i = 0; i < q->e->facet_count; i++) {
		const edition_facet *f = &q->e->facets[i];
		th_str begin = th_str_cat(q->a, f->kind, TH_S("/"));
		if (th_str_eqz(f->kind, "term"))
			begin = th_str_fmt(q->a, "term/%.*s/", TH_FMT(f->name));
		has_some(q, begin, &newest); /* lists show the number of their stories */
		if (set_facet(q, RANK_STORY, f->name)->n > 0)
			add_list(w, lang, th_str_fmt(q->a, "/%.*s/", TH_FMT(f->path)),
			    newest > stories ? newest : stories);
	}
}

static void story_alternates(walk *w, sitemap_entry *x, th_str doc, th_str lang)
{
	query *q = w->q;
	sitemap_alternate other;
	th_str href;
	sqlite3_stmt *st = ASK(q->e,
	    "SELECT x.lang, d.href FROM translation x JOIN doc d ON d.id = x.other"
	    " WHERE x.doc = ?1 AND d.visible_from <= ?2 AND ?2 < d.visible_until ORDER BY x.lang",
	    doc, q->now);
	while (ASK_ROW(q->e, q->a, st, &other.lang, &href)) {
		if (x->alternates.n == 0)
			*TH_ADD(q->a, &x->alternates) = (sitemap_alternate){lang, x->loc};
		other.loc = address(w, other.lang, href);
		*TH_ADD(q->a, &x->alternates) = other;
	}
}

static void add_docs(walk *w, size_t language)
{
	query *q = w->q;
	th_str lang = w->languages->v[language];
	th_str all = th_str_fmt(q->a, ",%.*s,", TH_FMT(edition_meta(q->e, TH_S("languages"))));
	th_str id, kind, href, own;
	th_time at, from;
	sqlite3_stmt *st = ASK(q->e,
	    "SELECT id, kind, href, lang, modified, visible_from FROM doc INDEXED BY doc_by_href"
	    " WHERE visible_from <= ?1 AND ?1 < visible_until AND (kind <> 'story' OR lang = ?2"
	    " OR (?3 AND instr(?4, ',' || lang || ',') = 0)) ORDER BY href, id",
	    q->now, lang, language == 0, all);
	while (ASK_ROW(q->e, NULL, st, &id, &kind, &href, &own, &at, &from)) {
		sitemap_entry *x = take(w);
		if (x == NULL)
			continue;
		href = th_str_dup(q->a, href);
		x->loc = address(w, lang, href);
		x->lastmod = at > from ? at : from;
		if (th_str_eqz(kind, "story"))
			story_alternates(w, x, th_str_dup(q->a, id), th_str_dup(q->a, own));
		else
			in_all_languages(w, x, href);
	}
}

int64_t query_sitemap_count(query *q)
{
	edition *e = q->e;
	th_time last, next;
	sitemap_view none = {0};
	edition_boundaries(e, q->now, &last, &next);
	if (!e->between.has_sitemap) {
		e->between.sitemap = query_sitemap(q, 0, 0, &none);
		e->between.has_sitemap = !e->failed;
	}
	return e->between.sitemap;
}

int64_t query_sitemap(query *q, int64_t offset, int64_t limit, sitemap_view *out)
{
	walk w = {.q = q,
	    .skip = offset,
	    .left = limit,
	    .origin = edition_meta(q->e, TH_S("origin")),
	    .languages = edition_languages(q->e),
	    .out = out};
	for (size_t i = 0; i < w.languages->n; i++) {
		add_lists(&w, w.languages->v[i]);
		add_docs(&w, i);
	}
	return w.total;
}
