/* blame.c -- which findings a change is responsible for. Called by the pre-receive hook and by
 * `check --staged` and `--range`; reads two states of the content, writes nothing.
 *
 * The state before is read only when a file that did not change has findings: most pushes never
 * need it. */
#include "blame.h"
#include "teamhub/cmd.h"
#include "teamhub/publish_parse_cache.h"
#include "teamhub/publish_steps.h"
#include "teamhub/texts.h"

#include <stdlib.h>

static const size_t pointer_limit = 1024; /* a Git LFS pointer has about 130 octets */

/* ---- what differs ---- */

typedef struct noting {
	blame_result *j;
	th_arena *a;
} noting;

static void note_change(void *ctx, th_str path, th_change change)
{
	static const th_change mark[] = {TH_CHANGE_ADDED, TH_CHANGE_MODIFIED, TH_CHANGE_REMOVED};
	noting *n = ctx;
	th_map_put(&n->j->changed, th_str_dup(n->a, path), (void *)&mark[change]);
}

static bool changed(const blame_result *j, th_str path)
{
	return th_map_get(&j->changed, path) != NULL;
}

/* ---- files that no parser looks at ---- */

static bool is_pointer(const th_source *s, const th_entry *e)
{
	th_str bytes, begin = TH_S("version https://git-lfs.github.com/spec/");
	th_arena *a = th_arena_new();
	bool pointer = source_size(s, e) <= pointer_limit &&
		       source_read(s, e, pointer_limit, a, &bytes, NULL) == 0 &&
		       th_str_starts(bytes, begin);
	th_arena_free(a);
	return pointer;
}

/* Size limits, and LFS pointers instead of files, in what the change adds. */
static void look_at_files(
    blame_result *j, const th_source *fresh, uint64_t max_file, th_findings *f, th_arena *a)
{
	for (size_t i = 0; i < j->changed.n; i++) {
		const th_entry *e = source_find(fresh, j->changed.items[i].key);
		if (e == NULL || e->kind != TH_ENTRY_FILE)
			continue;
		th_mark whole = {.file = e->path};
		uint64_t size = source_size(fresh, e);
		if (size > max_file)
			finding_add(f, TH_RULE_FILE_HEAVY, whole, push_format_size(a, size),
			    push_format_size(a, max_file), TH_NONE);
		if (is_pointer(fresh, e))
			finding_add(f, TH_RULE_FILE_LFS, whole, TH_NONE, TH_NONE, TH_NONE);
	}
}

/* ---- the texts themselves ---- */

static bool picture_exists(void *ctx, th_str target, th_picture *out)
{
	const link_context *x = ctx;
	*out = (th_picture){.src = TH_S("/")};
	return content_find_file(x->content, x->doc->path, target) != NULL;
}

/* Links, pictures and forbidden HTML in the texts that the change adds. */
static void read_texts(blame_result *j, const th_source *fresh, th_findings *f)
{
	enum { MAX_TEXT = 1 << 20 };
	render_start();
	for (size_t i = 0; i < j->content.docs.n; i++) {
		const th_doc *doc = j->content.docs.v[i];
		th_arena *a = th_arena_new();
		th_str bytes;
		render_result result;
		link_context x = {.content = &j->content, .doc = doc, .a = a, .f = f};
		render_links links = publish_links(&x);
		links.picture = picture_exists;
		render_options options = publish_text_options(&j->hub, doc);
		options.alt_checked =
		    guideline_covers(j->content.rules, &doc->parsed, GUIDELINE_DESCRIPTION);
		if (!doc->broken && doc->entry != NULL && changed(j, doc->path) &&
		    source_read(fresh, doc->entry, MAX_TEXT, a, &bytes, NULL) == 0 &&
		    doc->body_at <= bytes.n)
			markdown_render(&result, th_str_sub(bytes, doc->body_at, bytes.n),
			    (th_mark){doc->path, doc->body_line, 1}, &options, &links, a, f);
		th_arena_free(a);
	}
}

/* ---- before and after ---- */

/* Files that have not changed since the last publish are not parsed again. */
static void remember(
    th_content *c, const th_hub *hub, const th_source *s, const parse_cache *m, th_arena *a)
{
	if (m == NULL || !th_str_eq(m->parsing, parse_cache_key(hub, s, a)))
		return;
	c->recall = parse_cache_recall;
	c->recall_ctx = (void *)m;
}

const char *blame_theme(const blame_request *r)
{
	return r->push == NULL ? r->theme : r->push->theme.n > 0 ? r->push->theme.p : NULL;
}

/* *settled: hub.yml could be read; otherwise there is a finding, and documents are checked by the
 * defaults. `t` is opened as far as there is one; the caller closes it. */
static int load(th_content *c, th_hub *hub, theme *t, bool *settled, const th_source *s,
    const parse_cache *m, const blame_request *r, th_arena *a, th_findings *f, th_err *err)
{
	*c = (th_content){.now = r->now};
	*settled = hub_load(hub, s, a, f, err) == 0;
	if (!*settled && f->errors == 0)
		return -1;
	hub->audience = TH_INTERNAL; /* internal documents are checked like all others */
	if (theme_open_to_check(t, blame_theme(r), s, hub->theme, a, NULL) == 0)
		theme_fields(t, &hub->theme_fields, a);
	remember(c, hub, s, m, a);
	return content_load(c, s, hub, cmd_threads(), a, f, err);
}

/* File, rule and words; not the line, which moves when something above it changes. */
static th_str key_of(const th_finding *f, th_arena *a)
{
	th_buf b = {0};
	th_buf_add(&b, f->at.file);
	th_buf_addf(&b, "%c%s%c", 0, f->rule->name, '0' + (int)f->severity);
	for (size_t i = 0; i < TH_COUNT(f->words); i++) {
		th_buf_addc(&b, 0);
		th_buf_add(&b, f->words[i]);
	}
	th_str key = th_str_dup(a, th_buf_str(&b));
	th_buf_free(&b);
	return key;
}

/* Authors of texts in this change are reminded of the guidelines; others are when they next
 * push. */
static bool is_for_author(const blame_result *j, const th_finding *f)
{
	const th_doc *person = th_map_get(&j->content.by_path, f->at.file);
	for (size_t i = 0; person != NULL && i < j->content.docs.n; i++) {
		const th_doc *doc = j->content.docs.v[i];
		for (size_t k = 0; doc->kind == TH_STORY && k < doc->authors.n; k++)
			if (th_str_eq(doc->authors.v[k].slug, person->slug) &&
			    changed(j, doc->path))
				return true;
	}
	return false;
}

/* ---- the state before, read on demand ---- */

typedef struct past {
	const blame_request *r;
	const parse_cache *m;
	th_arena *a;
	th_err *err;
	th_source *source; /* NULL: not read yet */
	theme theme;
	th_hub hub;
	th_content content;
	bool settled;
	th_map findings; /* key_of → a pointer without meaning */
} past;

static int past_read(past *p)
{
	th_findings f = {.arena = p->a};
	if (p->source != NULL)
		return 0;
	if (source_open(&p->source, p->r->repo, p->r->old, false, p->err) != 0 ||
	    load(&p->content, &p->hub, &p->theme, &p->settled, p->source, p->m, p->r, p->a, &f,
		p->err) != 0)
		return -1;
	th_map_init(&p->findings, p->a);
	for (size_t i = 0; i < f.list.n; i++)
		th_map_put(&p->findings, key_of(&f.list.v[i], p->a), p);
	return 0;
}

static int past_content(void *ctx, th_content **was, th_source **source)
{
	past *p = ctx;
	*was = &p->content;
	if (past_read(p) != 0)
		return -1;
	*source = p->source;
	return 0;
}

/* ---- whose a finding is ---- */

static void join_one(th_findings *into, th_finding *one)
{
	findings_join(into, &(th_findings){.arena = into->arena, .list = {.v = one, .n = 1}});
}

/* For a file that the change did not touch. */
static int sort_others(blame_result *j, past *p, th_finding *one)
{
	if (one->severity == TH_NOTE)
		return 0;
	if (past_read(p) != 0)
		return -1;
	bool there = th_map_get(&p->findings, key_of(one, p->a)) != NULL;
	bool was_read = th_map_get(&p->content.by_path, one->at.file) != NULL;
	bool arrives = !there && !was_read && p->r->push != NULL && changed(j, TH_S("hub.yml"));
	join_one(there ? &j->before : arrives ? &j->arrived : &j->mine, one);
	j->caused += !there && !arrives;
	return 0;
}

static int sort_findings(blame_result *j, past *p, const th_findings *all)
{
	bool has_past = p->r->old != NULL && strspn(p->r->old, "0") != strlen(p->r->old);
	for (size_t i = 0; i < all->list.n; i++) {
		th_finding *one = &all->list.v[i];
		bool own = !has_past || changed(j, one->at.file);
		bool reminder = guideline_is_reminder(one);
		if (!own && reminder && !is_for_author(j, one))
			continue;
		j->reminders += reminder;
		if (j->first && !hub_own_file(one->at.file))
			join_one(&j->arrived, one);
		else if (own || reminder)
			join_one(&j->mine, one);
		else if (sort_others(j, p, one) != 0)
			return -1;
	}
	return 0;
}

/* ---- everything together ---- */

static int assign_blame(blame_result *j, past *p, theme *t, th_arena *a, th_err *err)
{
	const blame_request *r = p->r;
	th_findings all = {.arena = a};
	bool has_past = r->old != NULL && strspn(r->old, "0") != strlen(r->old), settled;
	if (source_changes(r->fresh, r->old, note_change, &(noting){j, a}, err) != 0 ||
	    load(&j->content, &j->hub, t, &settled, r->fresh, p->m, r, a, &all, err) != 0)
		return -1;
	j->first = !has_past && r->push != NULL;
	look_at_files(j, r->fresh, r->max_file, j->first ? &j->arrived : &j->mine, a);
	read_texts(j, r->fresh, j->first ? &j->arrived : &j->mine);
	if (sort_findings(j, p, &all) != 0)
		return -1;
	bool new_settings = j->first || changed(j, TH_S("hub.yml"));
	if (r->push != NULL && settled)
		blame_publish(&j->mine, j, r->push, r->fresh, t, new_settings, a);
	if (settled && blame_withdrawn(j, r, p->m, has_past, a, err) != 0)
		return -1;
	if (!has_past)
		return 0;
	if (settled)
		blame_moved(j, r, a);
	if (settled && blame_may_restore(j)) {
		if (past_read(p) != 0)
			return -1;
		blame_restored(j, &p->content, r->fresh, a);
	}
	if (new_settings && settled) {
		bool own_theme = r->push != NULL && r->push->theme.n > 0;
		if (past_read(p) != 0 || (p->settled && blame_settings(&j->settings, j, &p->content,
							    own_theme, a, err) != 0))
			return -1;
	}
	return blame_links(j, r->fresh, p->m, past_content, p, a);
}

int blame_change(blame_result *j, const blame_request *r, th_arena *a, th_err *err)
{
	parse_cache noted;
	past p = {.r = r, .a = a, .err = err};
	theme t = {.source = NULL};
	*j = (blame_result){.mine = {.arena = a}, .before = {.arena = a}, .arrived = {.arena = a}};
	th_map_init(&j->changed, a);
	if (r->edition.n > 0 && parse_cache_read(&noted, th_str_z(a, r->edition), a) == 0)
		p.m = &noted;
	int rc = assign_blame(j, &p, &t, a, err);
	theme_close(&t);
	theme_close(&p.theme);
	source_close(p.source);
	findings_sort(&j->mine);
	findings_sort(&j->before);
	findings_sort(&j->arrived);
	findings_sort(&j->dead);
	return rc;
}

/* ---- in words ---- */

void blame_write_places(th_buf *out, const th_findings *f, size_t named, th_str lang)
{
	size_t n = f->list.n;
	th_buf places = {0};
	for (size_t i = 0; i < n && i < named; i++) {
		th_buf line = {0};
		finding_write_text(
		    &line, &f->list.v[i], TH_S("en")); /* its place, made safe to print */
		ptrdiff_t end = th_str_find(th_buf_str(&line), TH_S(": "));
		th_buf_addf(&places, "%s%.*s", i ? ", " : "", (int)(end < 0 ? 0 : end), line.p);
		th_buf_free(&line);
	}
	if (n > named)
		catalogue_add(out, lang, TEXT_MORE_PLACES,
		    TEXT_WITH(TEXT_S("places", th_buf_str(&places)), TEXT_N("n", n - named)));
	else
		th_buf_add(out, th_buf_str(&places));
	th_buf_free(&places);
}

void blame_write_before(th_buf *out, const blame_result *j, th_str lang)
{
	if (j->before.list.n == 0)
		return;
	th_buf places = {0};
	blame_write_places(&places, &j->before, 3, lang);
	catalogue_add_line(
	    out, lang, TEXT_THERE_BEFORE, TEXT_WITH(TEXT_S("places", th_buf_str(&places))));
	th_buf_free(&places);
}
