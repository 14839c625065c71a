/* cmd_export.c -- `teamhub export`: the hub as files, for a host that runs no program. Run by the
 * operator or a timer, after each publish. Reads the public edition, and nothing that authors
 * wrote. */
#include "export.h"
#include "teamhub/cmd.h"
#include "teamhub/file.h"
#include "teamhub/hub_site.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

/* Pages for two terms at once are made if they are no more than this in a language. */
enum { TRIES = 3, PAIRS_MAX = 5000 };

typedef struct options {
	const char *edition, *dir, *changes;
	bool dry, search;
} options;

typedef struct exported {
	size_t files, added, changed, removed;
	th_str changes; /* absolute addresses, a line each */
	th_time next;   /* something appears or ends then; TH_NEVER: nothing */
	size_t pairs;   /* pages that there would be for two terms; 0: none */
	bool outdated;  /* another edition was published meanwhile */
} exported;

/* ---- one export ---- */

/* About how many pages lists of two terms would have: each pair has one, and a story is in as many
 * as there are pairs of facets. */
static size_t count_pairs(query *q)
{
	view_filters filters = {0};
	selection all = {0};
	size_t terms = 0, stories = (size_t)query_count(q, &all);
	query_filters(q, &all, &filters);
	for (size_t i = 0; i < filters.n; i++)
		terms += filters.v[i].options.n;
	size_t facets = filters.n < 2 ? 0 : filters.n * (filters.n - 1) / 2;
	return facets == 0 ? 0 : terms * terms / 2 + stories * facets / (size_t)site_per_page(q->e);
}

static void add(crawl *c, th_str base, const char *path)
{
	crawl_add(c, th_str_cat(c->a, base, th_strz(path)));
}

/* What no page needs to name. */
static void add_seeds(crawl *c, const th_strs *langs, const th_strs *moved)
{
	for (size_t i = 0; i < langs->n || i == 0; i++) {
		th_str lang = i == 0 ? TH_NONE : langs->v[i];
		th_str base = th_str_fmt(
		    c->a, "%.*s%s%.*s", TH_FMT(c->prefix), i == 0 ? "" : "/", TH_FMT(lang));
		add(c, base, "/");
	}
	add(c, c->prefix, "/sitemap.xml");
	add(c, c->prefix, "/robots.txt");
	for (size_t i = 0; i < moved->n; i++)
		crawl_add(c, th_str_cat(c->a, c->prefix, url_encode_path(c->a, moved->v[i])));
}

static int put_errors(crawl *c, const th_strs *langs, th_err *err)
{
	int rc = 0;
	for (size_t i = 0; rc == 0 && (i < langs->n || i == 0); i++) {
		th_str file = i == 0 ? TH_S("404.html")
				     : th_str_fmt(c->a, "%.*s/404.html", TH_FMT(langs->v[i]));
		rc = crawl_put_error(
		    c, th_str_fmt(c->a, "%.*s/%.*s", TH_FMT(c->prefix), TH_FMT(file)), file, err);
	}
	return rc;
}

static th_str address_of(const crawl *c, th_str path)
{
	const th_str index = TH_S("index.html");
	if (th_str_eq(path_base(path), index))
		path = th_str_sub(path, 0, path.n - index.n);
	return th_str_fmt(c->a, "%.*s%.*s/%.*s", TH_FMT(c->origin), TH_FMT(c->prefix),
	    TH_FMT(url_encode_path(c->a, path)));
}

static int crawl_all(crawl *c, const th_strs *langs, const th_strs *gone, th_err *err)
{
	int rc = crawl_run(c, err);
	if (rc == 0)
		rc = put_errors(c, langs, err);
	if (rc == 0)
		rc = crawl_run(c, err);
	for (size_t i = 0; i < gone->n; i++)
		gone->v[i] = th_str_cat(c->a, c->prefix, url_encode_path(c->a, gone->v[i]));
	return rc == 0 ? redirects_write(c, gone, err) : rc;
}

static void sum_up(const crawl *c, exported *x)
{
	const out_folder *out = c->out;
	th_buf b = {0};
	x->files = out->now.n;
	x->added = out->added;
	x->changed = out->changed;
	x->removed = out->removed;
	for (size_t i = 0; i < out->touched.n; i++)
		th_buf_addf(&b, "%.*s\n", TH_FMT(address_of(c, out->touched.v[i])));
	x->changes = th_str_dup(c->a, th_buf_str(&b));
	th_buf_free(&b);
}

static int export_open(const options *o, edition *e, th_arena *a, exported *x, th_err *err)
{
	out_folder out;
	th_time last;
	th_strs moved = {0}, gone = {0};
	if (th_str_eqz(edition_meta(e, TH_S("audience")), "internal"))
		return th_fail(err,
		    "%s is internal: files on a host are for everybody. Name the public edition",
		    o->edition);
	if (o->search && edition_asset(e, TH_S("search.js")).n == 0)
		return th_fail(err,
		    "the theme has no assets/search.js, which the search needs: take it and "
		    "layouts/search.mustache from the default theme, or leave --search out");
	crawl c = {.a = a,
	    .scratch = th_arena_new(),
	    .out = &out,
	    .origin = edition_meta(e, TH_S("origin")),
	    .prefix = edition_meta(e, TH_S("prefix")),
	    .now = publish_now()};
	query q = {.e = e, .a = a, .now = c.now, .prefix = c.prefix, .base = c.prefix};
	const th_strs *langs = edition_languages(e);
	q.ui = langs->n > 0 ? langs->v[0] : TH_S("en");
	x->pairs = count_pairs(&q);
	c.files = (th_files){.terms = x->pairs <= PAIRS_MAX ? 2 : 1, .search = o->search};
	query_former(&q, &moved, &gone);
	edition_boundaries(e, c.now, &last, &x->next);
	th_map_init(&c.seen, a);
	c.worker = worker_new(o->edition);
	int rc = edition_failed(e, err) ? -1 : out_open(&out, o->dir, o->dry, a, err);
	if (rc == 0) {
		add_seeds(&c, langs, &moved);
		rc = crawl_all(&c, langs, &gone, err);
		x->outdated = edition_moved(e, o->edition);
		if (rc == 0 && !x->outdated)
			rc = out_finish(&out, err);
		sum_up(&c, x);
		out_close(&out);
	}
	worker_free(c.worker);
	th_arena_free(c.scratch);
	return rc;
}

static int export_once(const options *o, th_arena *a, exported *x, th_err *err)
{
	edition *e;
	*x = (exported){.next = TH_NEVER};
	if (edition_open(&e, o->edition, err) != 0)
		return -1;
	int rc = export_open(o, e, a, x, err);
	edition_close(e);
	return rc;
}

/* ---- the command ---- */

static int read_options(options *o, int argc, char **argv)
{
	const cmd_option known[] = {{"edition", &o->edition, NULL}, {"out", &o->dir, NULL},
	    {"changes", &o->changes, NULL}, {"search", NULL, &o->search},
	    {"dry-run", NULL, &o->dry}};
	*o = (options){0};
	if (cmd_options(argc, argv, known, TH_COUNT(known), NULL) != 0)
		return -1;
	if (o->edition == NULL)
		return cmd_say("export", TEXT_CMD_EDITION_NEEDED, TEXT_ALONE), -1;
	if (o->dir == NULL || *o->dir == '\0')
		return cmd_say("export", TEXT_CMD_EXPORT_OUT, TEXT_ALONE), -1;
	return 0;
}

static int write_changes(const char *file, th_str changes, th_err *err)
{
	if (strcmp(file, "-") == 0)
		return fwrite(changes.p, 1, changes.n, stdout) == changes.n && fflush(stdout) == 0
			   ? 0
			   : th_fail(err, "the list of changes cannot be written (%s)",
				 strerror(errno));
	return file_put(file, strlen(file), changes, err);
}

static void tell(const options *o, const exported *x, th_arena *a)
{
	th_str lang = cmd_lang(NULL);
	catalogue_print(stderr, lang, o->dry ? TEXT_EXPORT_WOULD : TEXT_EXPORT_DONE,
	    TEXT_WITH(TEXT_N("files", (int64_t)x->files), TEXT_S("dir", th_strz(o->dir)),
		TEXT_N("added", (int64_t)x->added), TEXT_N("changed", (int64_t)x->changed),
		TEXT_N("removed", (int64_t)x->removed)));
	if (x->pairs > PAIRS_MAX)
		catalogue_print(stderr, lang, TEXT_EXPORT_SINGLE,
		    TEXT_WITH(TEXT_N("pages", (int64_t)x->pairs), TEXT_N("most", PAIRS_MAX)));
	if (x->next != TH_NEVER)
		catalogue_print(stderr, lang, TEXT_EXPORT_NEXT,
		    TEXT_WITH(TEXT_S("at", th_time_rfc3339(a, x->next, 0))));
}

int cmd_export(int argc, char **argv)
{
	options o;
	exported x;
	th_err err;
	if (read_options(&o, argc, argv) != 0)
		return CMD_MISUSE;
	th_arena *a = th_arena_new();
	int tries = 0;
	/* A list that cannot be written would be lost: the next export finds nothing to tell. */
	int rc = o.changes != NULL ? write_changes(o.changes, TH_S(""), &err) : 0;
	while (rc == 0 && (rc = export_once(&o, a, &x, &err)) == 0 && x.outdated && ++tries < TRIES)
		;
	if (rc == 0 && x.outdated)
		rc =
		    th_fail(&err, "the hub is published faster than it can be exported: try again");
	if (rc == 0 && o.changes != NULL)
		rc = write_changes(o.changes, x.changes, &err);
	if (rc == 0)
		tell(&o, &x, a);
	th_arena_free(a);
	return rc == 0 ? CMD_CLEAN : cmd_fail("export", &err);
}
