/* support_content.h -- a content repository in a temporary folder, written by a test line by line,
 * and loaded like publish does, on a fixed day: 2026-11-24, 12:00 UTC. */
#ifndef SUPPORT_CONTENT_H
#define SUPPORT_CONTENT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "teamhub/content.h"

#define NOW ((th_time)1795521600)

/* Settings that most tests share. */
#define HUB                                                                                        \
	"title: Hub\nbase_url: https://careers.example\nlanguages: [de, en]\n"                     \
	"timezone: Europe/Berlin\n"                                                                \
	"facets:\n  team: {path: teams, inherit: true}\n  topic: {path: topics}\n"                 \
	"  value: {path: values, pages: values}\n  programme: {path: programmes, pages: "          \
	"programmes}\n"
#define ALL_CONSENT                                                                                \
	"consent: {public: 2026-01-01, portrait: 2026-01-01, story: 2026-01-01, feed: "            \
	"2026-01-01, card: 2026-01-01, kudos: 2026-01-01}\n"
#define JANA "---\nname: Jana Weber\nteam: montage\n" ALL_CONSENT "---\n"
#define STORY "---\ntitle: A\ndate: 2026-03-02\nauthors: [jana-weber]\n---\nText\n"

typedef struct tree {
	char dir[64];
	th_arena *arena;
	th_source *source;
	th_hub hub;
	th_content content;
	th_findings findings;
	th_err err;
	int hub_rc;
} tree;

static int tree_new(void **state)
{
	tree *t = calloc(1, sizeof(*t));
	strncpy(t->dir, "/tmp/teamhub-content-XXXXXX", sizeof(t->dir) - 1);
	t->arena = th_arena_new();
	*state = t;
	return mkdtemp(t->dir) ? 0 : -1;
}

static int tree_free(void **state)
{
	tree *t = *state;
	char line[128];
	source_close(t->source);
	th_arena_free(t->arena);
	snprintf(line, sizeof(line), "rm -rf '%s'", t->dir);
	int rc = system(line);
	free(t);
	return rc;
}

static inline void tree_put_bytes(tree *t, const char *path, const void *bytes, size_t n)
{
	char *full = th_str_z(t->arena, th_str_fmt(t->arena, "%s/%s", t->dir, path));
	for (char *p = full + strlen(t->dir) + 1; *p; p++)
		if (*p == '/') {
			*p = 0;
			mkdir(full, 0700);
			*p = '/';
		}
	FILE *f = fopen(full, "wb");
	assert_non_null(f);
	assert_int_equal(fwrite(bytes, 1, n, f), n);
	assert_int_equal(fclose(f), 0);
}

static inline void tree_put(tree *t, const char *path, const char *text)
{
	tree_put_bytes(t, path, text, strlen(text));
}

static inline void tree_load_threads(tree *t, int threads)
{
	if (source_open(&t->source, t->dir, NULL, true, &t->err) < 0)
		fail_msg("%s", t->err.msg);
	t->findings = (th_findings){.arena = t->arena};
	t->hub_rc = hub_load(&t->hub, t->source, t->arena, &t->findings, &t->err);
	t->content.now = NOW;
	assert_int_equal(
	    content_load(&t->content, t->source, &t->hub, threads, t->arena, &t->findings, &t->err),
	    0);
	findings_sort(&t->findings);
}

static inline void tree_load(tree *t)
{
	tree_load_threads(t, 2);
}

static inline void tree_print_findings(const tree *t)
{
	th_buf b = {0};
	for (size_t i = 0; i < t->findings.list.n; i++)
		finding_write_text(&b, &t->findings.list.v[i], TH_S("en"));
	print_error("%.*s", TH_FMT(th_buf_str(&b)));
	th_buf_free(&b);
}

/* The one finding of `rule` in `file` at `line`; the test fails when there is none. */
static inline const th_finding *finding_at(
    const tree *t, const char *file, int line, const char *rule)
{
	for (size_t i = 0; i < t->findings.list.n; i++) {
		const th_finding *f = &t->findings.list.v[i];
		if (th_str_eqz(f->at.file, file) && f->at.line == line &&
		    strcmp(f->rule->name, rule) == 0)
			return f;
	}
	tree_print_findings(t);
	fail_msg("no %s at %s:%d", rule, file, line);
	return NULL;
}

static inline void assert_findings(const tree *t, size_t count)
{
	if (t->findings.list.n != count) {
		tree_print_findings(t);
		fail_msg("%zu findings instead of %zu", t->findings.list.n, count);
	}
}

static inline th_doc *find_doc(const tree *t, const char *id)
{
	return th_map_get(&t->content.by_id, th_strz(id));
}

static inline th_doc *shown(const tree *t, const char *id)
{
	th_doc *d = find_doc(t, id);
	if (d == NULL || d->left_out) {
		tree_print_findings(t);
		fail_msg("%s is not shown", id);
	}
	return d;
}

static inline void assert_hidden(const tree *t, const char *id)
{
	const th_doc *d = find_doc(t, id);
	if (d != NULL && !d->left_out)
		fail_msg("%s is shown", id);
}

static inline void assert_str(th_str s, const char *expected)
{
	if (!th_str_eqz(s, expected))
		fail_msg("\"%.*s\" instead of \"%s\"", TH_FMT(s), expected);
}

/* "team=montage topic=a,b" of a document, in its own order. */
static inline bool has_term(const th_doc *d, const char *facet, const char *slug)
{
	for (size_t i = 0; i < d->terms.n; i++)
		if (th_str_eqz(d->terms.v[i].facet, facet) &&
		    th_str_eqz(d->terms.v[i].ref.slug, slug))
			return true;
	return false;
}

static inline th_str field_of(const parsed_doc *d, const char *name)
{
	for (size_t i = 0; i < d->fields.n; i++)
		if (th_str_eqz(d->fields.v[i].key, name))
			return d->fields.v[i].value;
	return TH_NONE;
}

#define TREE_TEST(name) cmocka_unit_test_setup_teardown(name, tree_new, tree_free)

#endif
