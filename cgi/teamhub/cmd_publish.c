/* cmd_publish.c -- `teamhub publish`: from the files of a directory or a commit to an edition that
 * workers open. Takes the lock, reads, renders, writes a draft and swaps it in; whatever goes wrong
 * on the way leaves the live edition as it is. The steps stand in publish_*.c. */
#include "cmd.h"
#include "publish_steps.h"

#include "teamhub/edition.h"

#include <stdio.h>
#include <time.h>

typedef struct publish_options {
	const char *source, *ref, *edition, *theme, *keep, *lang;
	bool force;
	int kept;
} publish_options;

typedef struct publish_job {
	publish_options o;
	th_arena *a;
	th_findings findings;
	shelf *shelf;
	th_source *source;
	th_hub hub;
	th_content content;
	theme theme;
	pictures pictures;
	publish_rows rows;
	progress progress;
	char identity[65];
	size_t picture_count;
} publish_job;

/* Hash of all that an answer can depend on. */
static void identify(publish_job *j)
{
	char hub[65];
	digest_sha256(hub, j->hub.raw);
	th_str all =
	    th_str_fmt(j->a, "%.*s\n%s\n%.*s\n%d\n%s\n", TH_FMT(source_revision(j->source)), hub,
		TH_FMT(source_revision(j->theme.source)), EDITION_SCHEMA, TH_VERSION);
	digest_sha256(j->identity, all);
}

static void note_touched(void *ctx, const th_touched *t)
{
	publish_job *j = ctx;
	th_time *last = TH_NEW(j->a, th_time);
	*last = t->last;
	th_map_put(&j->rows.history, th_str_dup(j->a, t->path), last);
}

static void take_one(void *ctx, const rendered *r)
{
	publish_job *j = ctx;
	rows_take(&j->rows, r);
}

static void show_progress(void *ctx, size_t done, size_t total)
{
	publish_job *j = ctx;
	progress_step(&j->progress, done, total);
}

/* Everything that is written, between begin and finish of the draft. */
static int fill(publish_job *j, th_err *err)
{
	edition_writer *w = j->rows.w;
	rows_put_hub(&j->rows);
	if (theme_put(&j->theme, w, &j->hub, shelf_assets(j->shelf), &j->findings, err) != 0)
		return -1;
	render_batch batch = {.content = &j->content,
	    .pictures = &j->pictures,
	    .findings = &j->findings,
	    .threads = cmd_threads(),
	    .each = take_one,
	    .progress = show_progress,
	    .ctx = j};
	progress_start(&j->progress, "publishing");
	int rc = publish_render(&batch, err);
	progress_end(&j->progress);
	if (rc != 0)
		return -1;
	if (j->pictures.failed) {
		*err = j->pictures.err;
		return -1;
	}
	j->picture_count = pictures_put(&j->pictures, w);
	rows_put_withdrawn(&j->rows);
	writer_put_meta(w, TH_S("errors"), th_str_fmt(j->a, "%zu", j->findings.errors));
	writer_put_meta(w, TH_S("warnings"), th_str_fmt(j->a, "%zu", j->findings.warnings));
	writer_days days = {date_label, &j->hub.languages};
	return writer_finish(w, th_strz(j->identity), &days, err);
}

static int make_edition(publish_job *j, th_err *err)
{
	th_map_init(&j->rows.history, j->a);
	if (content_load(&j->content, j->source, &j->hub, cmd_threads(), j->a, &j->findings, err) !=
		0 ||
	    source_history(j->source, note_touched, j, err) != 0 ||
	    writer_begin(&j->rows.w, shelf_draft(j->shelf), err) != 0)
		return -1;
	j->rows.content = &j->content;
	j->rows.a = th_arena_new();
	pictures_init(&j->pictures, j->source, shelf_media(j->shelf), j->hub.prefix);
	int rc = fill(j, err);
	writer_free(j->rows.w);
	pictures_free(&j->pictures);
	th_arena_free(j->rows.a);
	return rc == 0 ? shelf_swap(j->shelf, th_strz(j->identity), err) : -1;
}

static void print_findings(publish_job *j, th_str lang)
{
	th_buf out = {0};
	findings_sort(&j->findings);
	for (size_t i = 0; i < j->findings.list.n; i++)
		finding_write_text(&out, &j->findings.list.v[i], lang);
	fwrite(out.p ? out.p : "", 1, out.n, stderr);
	th_buf_free(&out);
}

static void add_count(th_buf *b, size_t n, const char *one, const char *many)
{
	if (n > 0)
		th_buf_addf(b, "%s%zu %s", b->n > 0 ? ", " : "", n, n == 1 ? one : many);
}

static void print_summary(const publish_job *j, double seconds, bool german)
{
	th_buf b = {0};
	const publish_rows *r = &j->rows;
	add_count(
	    &b, r->stories, german ? "Geschichte" : "story", german ? "Geschichten" : "stories");
	add_count(&b, r->people, german ? "Mensch" : "person", german ? "Menschen" : "people");
	add_count(&b, r->others, german ? "weiteres Dokument" : "other document",
	    german ? "weitere Dokumente" : "other documents");
	add_count(
	    &b, j->picture_count, german ? "Bild" : "picture", german ? "Bilder" : "pictures");
	if (b.n == 0)
		th_buf_addz(&b, german ? "nichts" : "nothing");
	th_buf_addf(&b, " in %.1f s", seconds);
	th_buf findings = {0};
	add_count(&findings, j->findings.errors, german ? "Fehler" : "error",
	    german ? "Fehler" : "errors");
	add_count(&findings, j->findings.warnings, german ? "Warnung" : "warning",
	    german ? "Warnungen" : "warnings");
	if (findings.n > 0)
		th_buf_addf(&b, "; %.*s", TH_FMT(th_buf_str(&findings)));
	printf(
	    "%.*s; %s %.8s\n", TH_FMT(th_buf_str(&b)), german ? "Ausgabe" : "edition", j->identity);
	th_buf_free(&b);
	th_buf_free(&findings);
}

/* The errors that were found when the current edition was made. */
static uint64_t known_errors(const char *file)
{
	edition *e;
	uint64_t n = 0;
	if (edition_open(&e, file, NULL) != 0)
		return 0;
	th_str_uint(edition_meta(e, TH_S("errors")), UINT32_MAX, &n);
	edition_close(e);
	return n;
}

static int publish(publish_job *j, th_err *err)
{
	enum { WAIT = 120 };
	double started = progress_seconds();
	th_str lang = cmd_lang(j->o.lang);
	bool german = th_str_eqz(lang, "de");
	if (shelf_open(&j->shelf, j->o.edition, WAIT, err) != 0 ||
	    source_open(&j->source, j->o.source, j->o.ref, false, err) != 0 ||
	    hub_load(&j->hub, j->source, j->a, &j->findings, err) != 0 ||
	    theme_open(&j->theme, j->o.theme, j->hub.theme, j->a, err) != 0)
		return CMD_NOTHING;
	identify(j);
	if (!j->o.force && shelf_is_current(j->shelf, th_strz(j->identity))) {
		uint64_t errors = known_errors(j->o.edition);
		printf(german ? "nichts Neues; Ausgabe %.8s\n" : "nothing new; edition %.8s\n",
		    j->identity);
		return errors > 0 ? CMD_FINDINGS : CMD_CLEAN;
	}
	int rc = make_edition(j, err);
	print_findings(j, lang);
	if (rc != 0)
		return CMD_NOTHING;
	th_err untidy;
	if (shelf_tidy(j->shelf, j->o.kept, &untidy) != 0)
		cmd_fail("publish", &untidy);
	print_summary(j, progress_seconds() - started, german);
	return j->findings.errors > 0 ? CMD_FINDINGS : CMD_CLEAN;
}

static int read_options(publish_options *o, int argc, char **argv)
{
	const cmd_option options[] = {{"source", &o->source, NULL}, {"ref", &o->ref, NULL},
	    {"edition", &o->edition, NULL}, {"theme", &o->theme, NULL}, {"keep", &o->keep, NULL},
	    {"lang", &o->lang, NULL}, {"force", NULL, &o->force}};
	if (cmd_options(argc, argv, options, TH_COUNT(options), NULL) != 0)
		return -1;
	if (o->source == NULL || o->edition == NULL) {
		fputs("teamhub publish: --source and --edition are needed\n", stderr);
		return -1;
	}
	o->kept = 5;
	return o->keep ? cmd_number("publish", "keep", o->keep, 1, 1000, &o->kept) : 0;
}

int cmd_publish(int argc, char **argv)
{
	publish_job j = {.a = th_arena_new()};
	j.findings.arena = j.a;
	j.content.now = (th_time)time(NULL);
	th_err err = {""};
	int rc = CMD_MISUSE;
	if (read_options(&j.o, argc, argv) == 0) {
		render_start();
		rc = publish(&j, &err);
		render_stop();
	}
	if (rc == CMD_NOTHING)
		cmd_fail("publish", &err);
	theme_close(&j.theme);
	source_close(j.source);
	shelf_close(j.shelf);
	th_arena_free(j.a);
	return rc;
}
