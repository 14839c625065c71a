/* judge.c -- which findings a change answers for. Called by the pre-receive hook and by `check
 * --staged` and `--range`; reads two states of the content, writes nothing.
 *
 * The state before is read only when there is something in files that did not change: most pushes
 * never need it. */
#include "teamhub/cmd.h"
#include "teamhub/desk.h"
#include "teamhub/publish_memory.h"
#include "teamhub/publish_steps.h"

#include <stdlib.h>

static const size_t pointer_limit = 1024; /* a Git LFS pointer has about 130 octets */

/* ---- what differs ---- */

typedef struct noting {
	judgement *j;
	th_arena *a;
} noting;

static void note_change(void *ctx, th_str path, th_change change)
{
	static const th_change mark[] = {TH_CHANGE_ADDED, TH_CHANGE_MODIFIED, TH_CHANGE_REMOVED};
	noting *n = ctx;
	th_map_put(&n->j->changed, th_str_dup(n->a, path), (void *)&mark[change]);
}

static bool changed(const judgement *j, th_str path)
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

/* Size, and pointers instead of files, of what the change brings in. */
static void look_at_files(judgement *j, const th_source *fresh, uint64_t max_file, th_arena *a)
{
	for (size_t i = 0; i < j->changed.n; i++) {
		const th_entry *e = source_find(fresh, j->changed.items[i].key);
		if (e == NULL || e->kind != TH_ENTRY_FILE)
			continue;
		th_mark whole = {.file = e->path};
		uint64_t size = source_size(fresh, e);
		if (size > max_file)
			finding_add(&j->mine, TH_RULE_FILE_HEAVY, whole, desk_size(a, size),
			    desk_size(a, max_file), TH_NONE);
		if (is_pointer(fresh, e))
			finding_add(&j->mine, TH_RULE_FILE_LFS, whole, TH_NONE, TH_NONE, TH_NONE);
	}
}

/* ---- the texts themselves ---- */

static bool picture_exists(void *ctx, th_str target, th_picture *out)
{
	const link_context *x = ctx;
	*out = (th_picture){.src = TH_S("/")};
	return content_find_file(x->content, x->doc->path, target) != NULL;
}

/* Links, pictures and forbidden HTML in the texts that the change brings in. */
static void read_texts(judgement *j, const th_source *fresh)
{
	enum { MAX_TEXT = 1 << 20 };
	render_start();
	for (size_t i = 0; i < j->content.docs.n; i++) {
		const th_doc *doc = j->content.docs.v[i];
		th_arena *a = th_arena_new();
		th_str bytes;
		render_result result;
		link_context x = {.content = &j->content, .doc = doc, .a = a, .f = &j->mine};
		render_links links = publish_links(&x);
		links.picture = picture_exists;
		if (!doc->broken && doc->entry != NULL && changed(j, doc->path) &&
		    source_read(fresh, doc->entry, MAX_TEXT, a, &bytes, NULL) == 0 &&
		    doc->body_at <= bytes.n)
			markdown_render(&result, th_str_sub(bytes, doc->body_at, bytes.n),
			    (th_mark){doc->path, doc->body_line, 1},
			    &(render_options){.generator_tags = j->hub.generator_tags,
				.heading = 2,
				.alt_checked =
				    guideline_covers(j->content.rules, doc, GUIDELINE_DESCRIPTION)},
			    &links, a, &j->mine);
		th_arena_free(a);
	}
}

/* ---- before and after ---- */

/* Files that are as they were when the hub was published last are not parsed again. */
static void remember(
    th_content *c, const th_hub *hub, const th_source *s, const memory *m, th_arena *a)
{
	if (m == NULL || !th_str_eq(m->parsing, memory_parsing(hub, s, a)))
		return;
	c->recall = memory_recall;
	c->recall_ctx = (void *)m;
}

static int load(th_content *c, th_hub *hub, const th_source *s, const memory *m, th_time now,
    th_arena *a, th_findings *f, th_err *err)
{
	*c = (th_content){.now = now};
	int rc = hub_load(hub, s, a, f, err);
	/* A hub.yml with a fault is a finding; the documents are judged by the defaults then. */
	if (rc < 0 && f->errors == 0)
		return -1;
	hub->audience = TH_INTERNAL; /* what is internal is checked like all else */
	remember(c, hub, s, m, a);
	return content_load(c, s, hub, cmd_threads(), a, f, err);
}

/* File, rule and words: not the line, which moves when something above it is written. */
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

/* Who wrote one of the texts that the change brings is reminded of the guidelines; the others are
 * when they come by themselves. */
static bool is_for_author(const judgement *j, const th_finding *f)
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

static int findings_at(th_map *known, const char *repo, const char *old, const memory *m,
    th_time now, th_arena *a, th_err *err)
{
	th_source *was;
	th_content content;
	th_hub hub;
	th_findings f = {.arena = a};
	if (source_open(&was, repo, old, false, err) != 0)
		return -1;
	int rc = load(&content, &hub, was, m, now, a, &f, err);
	for (size_t i = 0; rc == 0 && i < f.list.n; i++)
		th_map_put(known, key_of(&f.list.v[i], a), &f.list.v[i]);
	source_close(was);
	return rc;
}

typedef struct loading {
	const char *repo, *old;
	const memory *m;
	th_time now;
	th_arena *a;
	th_err *err;
	th_hub hub;
} loading;

static int load_before(void *ctx, th_content *was, th_source **source)
{
	loading *l = ctx;
	th_findings unused = {.arena = l->a};
	if (source_open(source, l->repo, l->old, false, l->err) != 0)
		return -1;
	if (load(was, &l->hub, *source, l->m, l->now, l->a, &unused, l->err) == 0)
		return 0;
	source_close(*source);
	return -1;
}

int desk_judge(judgement *j, const th_source *fresh, const char *repo, const char *old,
    th_str edition, uint64_t max_file, th_time now, th_arena *a, th_err *err)
{
	memory noted, *m = NULL;
	bool had_before = old != NULL && strspn(old, "0") != strlen(old), read_before = false;
	th_findings all = {.arena = a};
	th_map known;
	*j = (judgement){.mine = {.arena = a}, .before = {.arena = a}};
	th_map_init(&j->changed, a);
	th_map_init(&known, a);
	if (edition.n > 0 && memory_read(&noted, th_str_z(a, edition), a) == 0)
		m = &noted;
	if (source_changes(fresh, old, note_change, &(noting){j, a}, err) != 0 ||
	    load(&j->content, &j->hub, fresh, m, now, a, &all, err) != 0)
		return -1;
	look_at_files(j, fresh, max_file, a);
	read_texts(j, fresh);
	for (size_t i = 0; i < all.list.n; i++) {
		th_finding *one = &all.list.v[i];
		bool own = !had_before || changed(j, one->at.file), there = false;
		if (!own && one->severity == TH_NOTE)
			continue;
		bool reminder = guideline_is_reminder(one);
		if (!own && reminder && !is_for_author(j, one))
			continue;
		j->reminders += reminder;
		own = own || reminder;
		if (!own && !read_before) {
			if (findings_at(&known, repo, old, m, now, a, err) != 0)
				return -1;
			read_before = true;
		}
		if (!own)
			there = th_map_get(&known, key_of(one, a)) != NULL;
		findings_join(there ? &j->before : &j->mine,
		    &(th_findings){.arena = a, .list = {.v = one, .n = 1}});
		j->caused += !own && !there;
	}
	findings_sort(&j->mine);
	findings_sort(&j->before);
	loading l = {repo, old, m, now, a, err, {.raw = TH_NONE}};
	if (had_before && judge_links(j, fresh, m, load_before, &l, a) != 0)
		return -1;
	findings_sort(&j->dead);
	return 0;
}

void desk_write_places(th_buf *out, const th_findings *f, size_t named, bool german)
{
	size_t n = f->list.n;
	for (size_t i = 0; i < n && i < named; i++) {
		th_buf line = {0};
		finding_write_text(
		    &line, &f->list.v[i], TH_S("en")); /* its place, made safe to print */
		ptrdiff_t end = th_str_find(th_buf_str(&line), TH_S(": "));
		th_buf_addf(out, "%s%.*s", i ? ", " : "", (int)(end < 0 ? 0 : end), line.p);
		th_buf_free(&line);
	}
	if (n > named)
		th_buf_addf(out, german ? " und %zu weitere" : " and %zu more", n - named);
}

void desk_write_before(th_buf *out, const judgement *j, bool german)
{
	if (j->before.list.n == 0)
		return;
	th_buf_addz(out, german ? "Schon vorher da: " : "Also there before: ");
	desk_write_places(out, &j->before, 3, german);
	th_buf_addz(out, german ? "; nicht von dir.\n" : "; not yours.\n");
}
