/* blame_links.c -- links that a change breaks in texts it did not touch: somebody deletes a story,
 * a person or a picture that others link to. Called by blame.c when a push or a range is checked.
 * Whoever made the change is told, and nobody is blamed: withdrawing is a right, and a link to what
 * is gone is shown as plain words.
 *
 * Only texts that contain the name of something that went are read; the parse cache of the last
 * publish can spare even that. */
#include "blame.h"
#include "teamhub/cmd.h"
#include "teamhub/publish_parse_cache.h"
#include "teamhub/texts.h"

enum { MAX_TEXT = 1 << 20 };

/* "night-shift" of stories/2025/night-shift.md and of stories/night-shift/index.md */
static th_str name_of(th_str path)
{
	ptrdiff_t slash = th_str_rchr(path, '/');
	th_str base = th_str_sub(path, (size_t)(slash + 1), path.n);
	ptrdiff_t dot = th_str_rchr(base, '.');
	if (dot > 0)
		base = th_str_sub(base, 0, (size_t)dot);
	return th_str_eqz(base, "index") && slash > 0 ? name_of(th_str_sub(path, 0, (size_t)slash))
						      : base;
}

/* What the change removed: deleted files, and documents that are no longer shown. */
static void find_gone(const blame_result *j, const th_source *fresh, th_strs *names, th_arena *a)
{
	for (size_t i = 0; i < j->changed.n; i++) {
		th_str path = j->changed.items[i].key, name = name_of(path);
		const th_doc *doc = th_map_get(&j->content.by_path, path);
		bool gone = doc != NULL ? doc->left_out : source_find(fresh, path) == NULL;
		if (gone && name.n > 2 && !th_strs_has(names, name))
			*TH_ADD(a, names) = name;
	}
}

static bool names_one(th_str text, const th_strs *names)
{
	for (size_t i = 0; i < names->n; i++)
		if (th_str_find(text, names->v[i]) >= 0)
			return true;
	return false;
}

/* Uses the cached look-ups of the same file; true when there are none. */
static bool may_lead_there(const parse_cache *m, const th_doc *doc, const th_strs *names)
{
	const parse_cache_text *t = m != NULL ? th_map_get(&m->texts, doc->path) : NULL;
	if (t == NULL || !th_str_eq(t->blob, doc->entry->id))
		return true;
	for (size_t i = 0; i < t->lookups.n; i++)
		if (names_one(t->lookups.v[i], names))
			return true;
	return false;
}

static bool picture_exists(void *ctx, th_str target, th_picture *out)
{
	const link_context *x = ctx;
	const th_entry *e = content_find_file(x->content, x->doc->path, target);
	*out = (th_picture){.src = TH_S("/")};
	return e != NULL && th_map_get(&x->content->by_path, e->path) == NULL;
}

/* Adds to `out` the links and pictures of a text that lead nowhere in `c`. */
static void find_dead(const th_content *c, const th_doc *doc, th_str bytes, th_findings *out)
{
	th_arena *a = th_arena_new();
	th_findings all = {.arena = a};
	render_result result;
	link_context x = {.content = c, .doc = doc, .a = a, .f = &all};
	render_links links = publish_links(&x);
	links.picture = picture_exists;
	render_options options = publish_text_options(c->hub, doc);
	markdown_render(&result, th_str_sub(bytes, doc->body_at, bytes.n),
	    (th_mark){doc->path, doc->body_line, 1}, &options, &links, a, &all);
	for (size_t i = 0; i < all.list.n; i++) {
		th_finding *one = &all.list.v[i];
		if (one->rule == &th_rules[TH_RULE_LINK_MISSING] ||
		    one->rule == &th_rules[TH_RULE_PICTURE_MISSING])
			findings_join(out, &(th_findings){.arena = a, .list = {.v = one, .n = 1}});
	}
	th_arena_free(a);
}

/* Drops those that led nowhere before. */
static void drop_known(th_findings *f, const th_findings *known)
{
	size_t kept = 0;
	for (size_t i = 0; i < f->list.n; i++) {
		const th_finding *one = &f->list.v[i];
		bool old = false;
		for (size_t k = 0; k < known->list.n && !old; k++) {
			const th_mark *at = &known->list.v[k].at;
			old = th_str_eq(at->file, one->at.file) && at->line == one->at.line &&
			      at->column == one->at.column &&
			      th_str_eq(known->list.v[k].words[0], one->words[0]);
		}
		if (!old)
			f->list.v[kept++] = *one;
	}
	f->list.n = kept;
}

/* The same texts as they were before the change. */
static void find_before(
    const th_content *was, const th_source *source, const th_findings *now, th_findings *out)
{
	th_str last = TH_NONE;
	for (size_t i = 0; i < now->list.n; i++) {
		th_str path = now->list.v[i].at.file, bytes;
		const th_doc *doc = th_map_get(&was->by_path, path);
		if (th_str_eq(path, last) || doc == NULL || doc->broken || doc->entry == NULL)
			continue;
		last = path;
		if (source_read(source, doc->entry, MAX_TEXT, out->arena, &bytes, NULL) == 0 &&
		    doc->body_at <= bytes.n)
			find_dead(was, doc, bytes, out);
	}
}

int blame_links(blame_result *j, const th_source *fresh, const parse_cache *m,
    int (*before)(void *ctx, th_content **was, th_source **source), void *ctx, th_arena *a)
{
	th_strs gone = {0};
	j->dead = (th_findings){.arena = a};
	find_gone(j, fresh, &gone, a);
	for (size_t i = 0; gone.n > 0 && i < j->content.docs.n; i++) {
		const th_doc *doc = j->content.docs.v[i];
		th_arena *own = th_arena_new();
		th_str bytes;
		if (doc->entry != NULL && !doc->broken && !doc->left_out &&
		    th_map_get(&j->changed, doc->path) == NULL && may_lead_there(m, doc, &gone) &&
		    source_read(fresh, doc->entry, MAX_TEXT, own, &bytes, NULL) == 0 &&
		    doc->body_at <= bytes.n && names_one(bytes, &gone))
			find_dead(&j->content, doc, bytes, &j->dead);
		th_arena_free(own);
	}
	if (j->dead.list.n == 0)
		return 0;
	th_content *was;
	th_source *source;
	th_findings known = {.arena = a};
	if (before(ctx, &was, &source) != 0)
		return -1;
	find_before(was, source, &j->dead, &known);
	drop_known(&j->dead, &known);
	return 0;
}

void blame_write_dead(th_buf *out, const blame_result *j, th_str lang)
{
	if (j->dead.list.n == 0)
		return;
	th_buf places = {0};
	blame_write_places(&places, &j->dead, 5, lang);
	catalogue_add_line(
	    out, lang, TEXT_DEAD_LINKS, TEXT_WITH(TEXT_S("places", th_buf_str(&places))));
	th_buf_free(&places);
}
