/* load.c -- all files of a commit: classified, read and parsed on several threads, then linked.
 *
 * Called by publish, check and preview. Each thread takes one document after the other and has its
 * own list of findings; the lists are joined in the order of paths, so the result does not depend
 * on the number of threads. Never follows a symbolic link. */
#include "teamhub/content.h"
#include "teamhub/guideline.h"
#include "teamhub/plan.h"
#include "teamhub/site.h"

#include "file_dates.h"

#include <pthread.h>
#include <stdatomic.h>

enum { MAX_THREADS = 64 };

/* ---- names of files ---- */

/* The first character that a path must not contain, or a segment "..", in words; TH_NONE: the path
 * is fine. */
static th_str bad_in_name(th_str path)
{
	th_str rest = path, segment;
	for (size_t i = 0; i < path.n;) {
		size_t at = i;
		int32_t cp = th_utf8_next(path, &i);
		if (cp < 0x20 || cp == 0x7f || cp == 0x2028 || cp == 0x2029 || cp == 0xfffe)
			return th_str_sub(path, at, i);
		if (cp == '\\')
			return th_str_sub(path, at, i);
	}
	while (th_str_split(&rest, '/', &segment))
		if (th_str_eqz(segment, "..") || th_str_eqz(segment, "."))
			return segment;
	return TH_NONE;
}

static bool ignored(const th_hub *hub, th_str path)
{
	for (size_t i = 0; i < hub->ignore.n; i++)
		if (th_str_starts(path, hub->ignore.v[i]))
			return true;
	return false;
}

/* Is `path` in `folder`, or the folder itself, or one of its parents? A symbolic link in its place
 * concerns us. */
static bool concerns(th_str path, th_str folder)
{
	while (folder.n > 0 && folder.p[folder.n - 1] == '/')
		folder.n--;
	return path_in(path, folder) || th_str_eq(path, folder) || path_in(folder, path);
}

/* Most files of a whole site are not for the hub: a link to node_modules, a theme as a submodule,
 * names that only another program reads. */
static bool is_ours(const th_hub *hub, th_str path)
{
	for (size_t i = 0; i < hub->mappings.n; i++) {
		const th_mapping *m = &hub->mappings.v[i];
		if (m->data.n > 0 && concerns(path, m->data))
			return true;
		for (size_t k = 0; k < m->folders.n; k++)
			if (concerns(path, m->folders.v[k]))
				return true;
	}
	return false;
}

static bool usable(const th_hub *hub, const th_entry *e, th_findings *f)
{
	th_mark at = {.file = e->path};
	bool own = hub_own_file(e->path);
	if (!own && ignored(hub, e->path))
		return false;
	th_str bad = bad_in_name(e->path);
	if (bad.n == 0 && e->kind == TH_ENTRY_FILE)
		return true;
	if (!own && !is_ours(hub, e->path))
		return false;
	if (bad.n > 0)
		finding_add(f, TH_RULE_FILE_NAME, at, bad, TH_NONE, TH_NONE);
	else if (e->kind == TH_ENTRY_SYMLINK)
		finding_add(f, TH_RULE_FILE_SYMLINK, at, TH_NONE, TH_NONE, TH_NONE);
	else if (e->kind == TH_ENTRY_SUBMODULE)
		finding_add(f, TH_RULE_FILE_SUBMODULE, at, TH_NONE, TH_NONE, TH_NONE);
	return false;
}

/* ---- threads ---- */

typedef struct outcome {
	struct worker *worker;
	size_t from, to;      /* in the worker's findings */
	th_findings recalled; /* of a file restored from the parse cache: worker is NULL */
} outcome;

typedef struct pool {
	th_content *content;
	outcome *outcomes;
	atomic_size_t next;
} pool;

typedef struct worker {
	pool *pool;
	th_arena *arena;
	th_findings findings;
	pthread_t thread;
} worker;

static int parse_one(worker *w, th_arena *bytes_arena, th_doc *doc)
{
	th_content *c = w->pool->content;
	th_str bytes;
	th_err err = {0};
	uint64_t size = source_size(c->source, doc->entry);
	if (size > CONTENT_MAX_FILE) {
		finding_add(&w->findings, TH_RULE_FILE_LARGE, (th_mark){.file = doc->path},
		    th_str_fmt(w->arena, "%llu KB", (unsigned long long)(size / 1024)),
		    th_str_fmt(w->arena, "%d KB", CONTENT_MAX_FILE / 1024), TH_NONE);
		return -1;
	}
	if (source_read(c->source, doc->entry, CONTENT_MAX_FILE, bytes_arena, &bytes, &err) < 0)
		return -1; /* content_load reports it: not the author's fault */
	if (content_parse(&doc->parsed, c->hub, bytes, w->arena, &w->findings) < 0)
		return -1;
	return guideline_check(c->rules, &doc->parsed, bytes, &w->findings) == 0 ? 0 : -1;
}

/* What is never published is not cached either: drafts, birthdays, guardians, people in
 * pictures. Nor is what other commits than the file's last may change. */
static bool may_be_saved(const parsed_doc *doc)
{
	return !doc->draft && !doc->withdrawn && !doc->dated_by_history &&
	       doc->person.born.at == TH_NEVER && doc->person.consent.guardian.n == 0 &&
	       doc->shown.n == 0;
}

static void save_one(worker *w, th_doc *doc, size_t from)
{
	th_findings said = {0};
	if (w->findings.list.n > from) {
		said.list.v = w->findings.list.v + from;
		said.list.n = w->findings.list.n - from;
	}
	th_buf b = {0};
	content_save_parsed(&b, &doc->parsed, &said);
	doc->saved = th_str_dup(w->arena, th_buf_str(&b));
	th_buf_free(&b);
}

static void *work(void *arg)
{
	worker *w = arg;
	th_content *c = w->pool->content;
	th_arena *bytes = th_arena_new();
	for (;;) {
		size_t i = atomic_fetch_add(&w->pool->next, 1);
		if (i >= c->docs.n)
			break;
		outcome *o = &w->pool->outcomes[i];
		th_doc *doc = c->docs.v[i];
		if (doc->saved.n > 0)
			continue;
		*o = (outcome){.worker = w, .from = w->findings.list.n};
		if (parse_one(w, bytes, doc) < 0)
			doc->broken = true;
		else if (c->save && may_be_saved(&doc->parsed))
			save_one(w, doc, o->from);
		o->to = w->findings.list.n;
		th_arena_reset(bytes);
	}
	th_arena_free(bytes);
	return NULL;
}

static void take_findings(th_findings *into, const outcome *o)
{
	th_findings part = {.arena = into->arena};
	if (o->recalled.list.n > 0)
		findings_join(into, &o->recalled);
	for (size_t i = o->from; i < o->to; i++) {
		*TH_ADD(into->arena, &part.list) = o->worker->findings.list.v[i];
	}
	if (part.list.n > 0)
		findings_join(into, &part);
}

static void parse_all(th_content *c, outcome *outcomes, size_t known, int threads, th_findings *f)
{
	worker workers[MAX_THREADS];
	pool p = {.content = c, .outcomes = outcomes};
	int count = threads < 1 ? 1 : threads > MAX_THREADS ? MAX_THREADS : threads;
	if ((size_t)count > (c->docs.n - known) / 16 + 1)
		count = (int)((c->docs.n - known) / 16 + 1);
	for (int i = 0; i < count; i++) {
		workers[i] = (worker){.pool = &p, .arena = th_arena_new()};
		workers[i].findings = (th_findings){.arena = workers[i].arena, .limit = f->limit};
	}
	int started = 1;
	while (started < count &&
	       pthread_create(&workers[started].thread, NULL, work, &workers[started]) == 0)
		started++;
	work(&workers[0]); /* this thread works too, so without any other it is only slower */
	for (int i = 1; i < started; i++)
		pthread_join(workers[i].thread, NULL);
	for (size_t i = 0; i < c->docs.n; i++)
		take_findings(f, &p.outcomes[i]);
	for (int i = 0; i < count; i++) {
		th_arena_adopt(c->arena, workers[i].arena);
		th_arena_free(workers[i].arena);
	}
}

/* ---- data files ---- */

static th_doc *data_doc(th_content *c, const th_mapping *m, const th_entry *e, const yaml_node *n)
{
	th_doc *doc = TH_NEW(c->arena, th_doc);
	*doc = doc_empty(m->kind, e->path);
	const yaml_node *key = NULL;
	static const char *const names[] = {"slug", "id", "key", "username", "name"};
	for (size_t i = 0; i < TH_COUNT(names) && key == NULL; i++)
		key = yaml_get(n, th_strz(names[i]));
	th_str name = n->key.n > 0 ? n->key : key && key->kind == YAML_TEXT ? key->text : TH_NONE;
	doc->slug = doc->name = slug_of(c->arena, name);
	doc->lang = th_str_dup(c->arena, m->lang.n ? m->lang : c->hub->languages.v[0]);
	doc->title_line = n->key_line ? n->key_line : n->line;
	doc_address(&doc->parsed, c->hub, c->arena);
	return doc;
}

/* A map of key and person, or a list of persons. */
/* "defaults: &d {team: yard}" is there for those that begin with "<<: *d". */
static bool is_only_shared(const th_mapping *m, const yaml_node *entry)
{
	static const char *const names[] = {"name", "title"};
	for (const yaml_node *n = entry->first; n != NULL; n = n->next) {
		const th_str *ours = th_map_get(&m->fields, n->key);
		for (size_t i = 0; i < TH_COUNT(names); i++)
			if (th_str_caseeq(ours != NULL ? *ours : n->key, th_strz(names[i])))
				return false;
	}
	return entry->shared;
}

static void load_data(th_content *c, const th_mapping *m, th_findings *f)
{
	ptrdiff_t hash = th_str_chr(m->data, '#'); /* _config.yml#authors: below that key */
	th_str path = th_str_sub(m->data, 0, hash < 0 ? m->data.n : (size_t)hash);
	const th_entry *e = source_find(c->source, path);
	th_mark whole = {.file = path};
	th_str bytes;
	th_err err = {0};
	yaml_node *root;
	if (e == NULL || e->kind != TH_ENTRY_FILE) {
		finding_add(f, TH_RULE_FILE_UNREADABLE, whole, TH_S("–"), TH_NONE, TH_NONE);
		return;
	}
	if (source_read(c->source, e, CONTENT_MAX_FILE, c->arena, &bytes, &err) < 0) {
		if (!source_failed(c->source, NULL)) /* it is too large */
			finding_add(
			    f, TH_RULE_FILE_UNREADABLE, whole, th_strz(err.msg), TH_NONE, TH_NONE);
		return;
	}
	size_t bad;
	if (!th_utf8_valid(bytes, &bad)) {
		finding_add(f, TH_RULE_TEXT_ENCODING, whole, TH_S("Latin-1"), TH_NONE, TH_NONE);
		return;
	}
	front as = {.text = bytes, .line = 1, .data = true};
	as.format = th_str_ends(path, TH_S(".toml"))   ? FRONT_TOML
		    : th_str_ends(path, TH_S(".json")) ? FRONT_JSON
						       : FRONT_YAML;
	if (front_read(&root, &as, e->path, c->arena, f) < 0)
		return;
	if (hash >= 0) {
		const yaml_node *below =
		    yaml_get(root, th_str_sub(m->data, (size_t)hash + 1, m->data.n));
		if (below == NULL)
			finding_add(f, TH_RULE_YAML_SHAPE, whole, TH_NONE, TH_NONE, TH_NONE);
		root = (yaml_node *)below;
	}
	for (const yaml_node *n = root ? root->first : NULL; n; n = n->next) {
		if (n->kind != YAML_MAP) {
			finding_add(f, TH_RULE_YAML_SHAPE, (th_mark){e->path, n->line, n->column},
			    TH_NONE, TH_NONE, TH_NONE);
			continue;
		}
		if (is_only_shared(m, n))
			continue;
		th_doc *doc = data_doc(c, m, e, n);
		if (content_parse_data(&doc->parsed, c->hub, n, c->arena, f) < 0)
			doc->broken = true;
		*TH_ADD(c->arena, &c->docs) = doc;
	}
}

/* Restores a file that has not changed and was in one of the collections then. */
static bool recall(th_content *c, const th_entry *e, th_doc *doc, th_findings *said)
{
	th_str saved = TH_NONE;
	if (c->recall != NULL && e->kind == TH_ENTRY_FILE)
		saved = c->recall(c->recall_ctx, e);
	if (saved.n == 0 || content_restore(&doc->parsed, e, saved, c->arena, said) != 0)
		return false;
	doc->saved = saved;
	return true;
}

/* Pages for their generator, in formats that the hub does not read. A template that lists other
 * pages is usually called index. */
static bool is_unread_page(th_str path)
{
	static const char *const endings[] = {".html", ".htm", ".org", ".adoc", ".asciidoc", ".rst",
	    ".textile", ".pandoc", ".njk", ".liquid", ".ipynb"};
	th_str base = path_base(path);
	for (size_t i = 0; i < TH_COUNT(endings); i++)
		if (th_str_ends(base, th_strz(endings[i])))
			return !th_str_starts(base, TH_S("index.")) && base.p[0] != '_';
	return false;
}

/* HTML without front matter or date is a part of the site. */
static void drop_templates(th_content *c)
{
	size_t kept = 0;
	for (size_t i = 0; i < c->docs.n; i++)
		if (!c->docs.v[i]->no_document)
			c->docs.v[kept++] = c->docs.v[i];
	c->docs.n = kept;
}

/* One line for all. */
static void tell_unread(const th_content *c, th_findings *f)
{
	size_t count, unread = 0;
	th_map read;
	th_map_init(&read, c->arena);
	for (size_t i = 0; i < c->docs.n; i++)
		if (path_is_html(c->docs.v[i]->path))
			th_map_put(&read, c->docs.v[i]->path, c->docs.v[i]);
	const th_entry *entries = source_entries(c->source, &count), *first = NULL;
	for (size_t i = 0; i < count; i++) {
		th_str folder, path = entries[i].path;
		if (entries[i].kind != TH_ENTRY_FILE || !is_unread_page(path) ||
		    ignored(c->hub, path) || th_map_get(&read, path) != NULL)
			continue;
		const th_mapping *m = path_mapping(c->hub, path, &folder);
		if (m != NULL && m->mapped && !site_passes_over(c->hub, m, folder, path) &&
		    unread++ == 0)
			first = &entries[i];
	}
	if (unread > 0)
		finding_add(f, TH_RULE_SITE_UNREAD, (th_mark){.file = first->path},
		    th_str_fmt(f->arena, "%zu", unread), TH_NONE, TH_NONE);
}

/* One line for each mapping, not one for each file. */
static void tell_passed_over(const th_content *c, th_findings *f)
{
	size_t count, passed[TH_KIND_COUNT] = {0};
	const th_entry *entries = source_entries(c->source, &count), *first[TH_KIND_COUNT];
	for (size_t i = 0; i < count; i++) {
		th_str folder, path = entries[i].path;
		const th_mapping *m = path_is_text(path) && !ignored(c->hub, path)
					  ? path_mapping(c->hub, path, &folder)
					  : NULL;
		if (m != NULL && site_passes_over(c->hub, m, folder, path) &&
		    passed[m->kind]++ == 0)
			first[m->kind] = &entries[i];
	}
	for (int kind = 0; kind < TH_KIND_COUNT; kind++)
		if (passed[kind] > 0)
			finding_add(f, TH_RULE_SITE_PASSED_OVER,
			    (th_mark){.file = first[kind]->path},
			    th_str_fmt(f->arena, "%zu", passed[kind]), TH_NONE, TH_NONE);
}

/* A limit for all texts together. Unchanged files were counted when they were first read. */
typedef struct load_budget {
	size_t texts;
	uint64_t bytes;
} load_budget;

static bool within_budget(
    load_budget *b, th_content *c, const th_entry *e, bool recalled, th_findings *f)
{
	uint64_t size = recalled ? 0 : source_size(c->source, e);
	if (size <= CONTENT_MAX_FILE) /* a larger one is reported, and not read */
		b->bytes += size;
	if (++b->texts <= CONTENT_MAX_TEXTS && b->bytes <= CONTENT_MAX_BYTES)
		return true;
	finding_add(f, TH_RULE_FILE_MANY, (th_mark){.file = e->path},
	    th_str_fmt(c->arena, "%d", CONTENT_MAX_TEXTS),
	    th_str_fmt(c->arena, "%d MB", CONTENT_MAX_BYTES / 1024 / 1024), TH_NONE);
	return false;
}

int content_load(th_content *c, const th_source *s, const th_hub *hub, int threads, th_arena *a,
    th_findings *f, th_err *err)
{
	size_t count;
	c->arena = a;
	c->hub = hub;
	c->source = s;
	if (guideline_rules_load(&c->rules, s, a, f, err) < 0)
		return -1;
	const th_entry *entries = source_entries(s, &count);
	outcome *outcomes = th_alloc_array(a, count, sizeof(outcome));
	size_t known = 0;
	load_budget load = {0};
	file_dates dates;
	file_dates_open(&dates, s, c->now);
	for (size_t i = 0; i < count; i++) {
		th_doc candidate = doc_empty(TH_STORY, TH_NONE);
		th_findings *said = &outcomes[c->docs.n].recalled;
		*said = (th_findings){.arena = a};
		bool recalled = recall(c, &entries[i], &candidate, said);
		if (!recalled && (!usable(hub, &entries[i], f) ||
				     !content_classify(&candidate.parsed, hub, &entries[i], a, f)))
			continue;
		if (!within_budget(&load, c, &entries[i], recalled, f))
			continue;
		known += recalled;
		th_doc *doc = TH_NEW(a, th_doc);
		*doc = candidate;
		doc->file_dates = &dates.lookup;
		*TH_ADD(a, &c->docs) = doc;
	}
	content_check_names(hub, a, f);
	parse_all(c, outcomes, known, threads, f);
	for (size_t i = 0; i < c->docs.n; i++)
		c->docs.v[i]->file_dates = NULL;
	file_dates_close(&dates);
	drop_templates(c);
	if (withdrawals_load(c, f, err) < 0)
		return -1;
	for (size_t i = 0; i < hub->mappings.n; i++)
		if (hub->mappings.v[i].data.n > 0)
			load_data(c, &hub->mappings.v[i], f);
	tell_passed_over(c, f);
	tell_unread(c, f);
	content_link(c, f);
	/* Checked once, where all terms are known. */
	if (!hub->internal.wanted || hub->audience == TH_INTERNAL) {
		c->plan = TH_NEW(a, th_plan);
		if (plan_load(c->plan, c, f, err) != 0)
			return -1;
	}
	return source_failed(s, err) ? -1 : 0;
}
