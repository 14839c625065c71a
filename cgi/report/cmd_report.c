/* cmd_report.c -- `teamhub report`: whose voice is missing, whom to invite, what waits; for the
 * lead of the programme only. Reads the internal edition beside FILE, or the content itself: then
 * it makes a temporary edition with what the report needs, and removes it afterwards. */
#include "report_write.h"
#include "teamhub/cmd.h"
#include "teamhub/publish.h"
#include "teamhub/publish_report.h"
#include "teamhub/publish_steps.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

typedef struct options {
	const char *edition, *source, *ref;
	bool json;
	th_str lang;
} options;

static int misuse(enum text_id id)
{
	cmd_say("report", id, TEXT_ALONE);
	return -1;
}

static int read_options(options *o, int argc, char **argv)
{
	const char *lang = NULL, *format = NULL;
	const cmd_option known[] = {{"edition", &o->edition, NULL}, {"source", &o->source, NULL},
	    {"ref", &o->ref, NULL}, {"lang", &lang, NULL}, {"format", &format, NULL}};
	*o = (options){0};
	if (cmd_options(argc, argv, known, TH_COUNT(known), NULL) != 0)
		return -1;
	if ((o->edition != NULL) == (o->source != NULL))
		return misuse(TEXT_CMD_REPORT_ONE);
	if (o->ref != NULL && o->source == NULL)
		return misuse(TEXT_CMD_REPORT_REF);
	if (!cmd_lang_known("report", lang))
		return -1;
	if (format != NULL && strcmp(format, "text") != 0 && strcmp(format, "json") != 0)
		return misuse(TEXT_CMD_REPORT_FORMAT);
	o->json = format != NULL && strcmp(format, "json") == 0;
	o->lang = cmd_lang(lang);
	return 0;
}

/* ---- reading the report ---- */

/* 0: done; 1: that edition holds no report; -1 with err. */
static int ask_file(const char *file, const options *o, th_arena *a, th_buf *out, th_err *err)
{
	edition *e;
	report r;
	if (edition_open(&e, file, err) != 0)
		return -1;
	const th_strs *langs = edition_languages(e);
	query q = {.e = e, .a = a, .now = publish_now(), .prefix = edition_meta(e, TH_S("prefix"))};
	q.base = q.prefix;
	q.ui = th_strs_has(langs, o->lang) ? o->lang : langs->n > 0 ? langs->v[0] : o->lang;
	bool has = query_report(&q, &r), failed = edition_failed(e, err);
	if (has && !failed && o->json)
		report_write_json(out, &r, q.now);
	else if (has && !failed)
		report_write_text(out, &r, q.now, o->lang);
	edition_close(e);
	return failed ? -1 : !has;
}

static int from_edition(const options *o, th_arena *a, th_buf *out, th_err *err)
{
	int rc = ask_file(o->edition, o, a, out, err);
	th_str file = th_strz(o->edition);
	ptrdiff_t slash = th_str_rchr(file, '/');
	th_str dir = slash < 0 ? TH_S("") : th_str_sub(file, 0, (size_t)slash + 1);
	const char *internal = th_str_fmt(a, "%.*sinternal/current", TH_FMT(dir)).p;
	if (rc == 1 && access(internal, F_OK) == 0)
		rc = ask_file(internal, o, a, out, err);
	if (rc == 1)
		return th_fail(err,
		    "%s: there is no internal edition beside it, and the public one holds nothing "
		    "of "
		    "the report: set internal: in hub.yml and publish, or use --source",
		    o->edition);
	return rc;
}

/* ---- from the files ---- */

static int make_edition(const char *file, const th_content *c, th_err *err)
{
	edition_writer *w;
	th_str langs = TH_S("");
	if (writer_begin(&w, file, err) != 0)
		return -1;
	for (size_t i = 0; i < c->hub->languages.n; i++)
		langs = th_str_fmt(c->arena, "%.*s%s%.*s", TH_FMT(langs), i > 0 ? "," : "",
		    TH_FMT(c->hub->languages.v[i]));
	writer_put_meta(w, TH_S("languages"), langs);
	writer_put_meta(w, TH_S("prefix"), c->hub->prefix);
	report_put(w, c);
	writer_days days = {date_label, &c->hub->languages, date_month_label};
	int rc = writer_finish(w, TH_S("report"), &days, err);
	writer_free(w);
	return rc;
}

/* Reports faults in programme.yml only: `check` and `publish` report the rest. */
static void tell(const th_findings *f, th_str lang)
{
	th_buf out = {0};
	for (size_t i = 0; i < f->list.n; i++) {
		if (!th_str_eqz(f->list.v[i].at.file, "programme.yml"))
			continue;
		finding_write_text(&out, &f->list.v[i], lang);
		th_buf_addc(&out, '\n');
	}
	if (out.n > 0)
		fwrite(out.p, 1, out.n, stderr);
	th_buf_free(&out);
}

static int read_files(const options *o, const char *file, th_arena *a, th_err *err)
{
	th_source *s = NULL;
	th_hub hub;
	th_content c = {.now = publish_now()};
	th_findings f = {.arena = a};
	int rc = source_open(&s, o->source, o->ref, false, err);
	if (rc == 0)
		rc = hub_load(&hub, s, a, &f, err);
	if (rc == 0) {
		hub_make_internal(&hub);
		theme_note_fields(&hub, NULL, s, a);
		rc = content_load(&c, s, &hub, cmd_threads(), a, &f, err);
	}
	if (rc == 0 && c.unsure)
		rc = th_fail(err, "withdrawn.yml cannot be read: fix it first");
	if (rc == 0) {
		findings_sort(&f);
		tell(&f, o->lang);
		rc = make_edition(file, &c, err);
	}
	source_close(s);
	return rc;
}

static int from_source(const options *o, th_arena *a, th_buf *out, th_err *err)
{
	const char *tmp = getenv("TMPDIR");
	char *dir = th_str_z(
	    a, th_str_fmt(a, "%s/teamhub-report-XXXXXX", tmp != NULL && *tmp ? tmp : "/tmp"));
	if (mkdtemp(dir) == NULL)
		return th_fail(
		    err, "%s: cannot be made; set TMPDIR to a folder for passing files", dir);
	const char *file = th_str_z(a, th_str_fmt(a, "%s/edition.sqlite", dir));
	int rc = read_files(o, file, a, err);
	if (rc == 0)
		rc = ask_file(file, o, a, out, err);
	unlink(file);
	rmdir(dir);
	return rc;
}

int cmd_report(int argc, char **argv)
{
	options o;
	th_err err = {""};
	th_buf out = {0};
	if (read_options(&o, argc, argv) != 0)
		return CMD_MISUSE;
	th_arena *a = th_arena_new();
	int rc =
	    o.edition != NULL ? from_edition(&o, a, &out, &err) : from_source(&o, a, &out, &err);
	if (rc == 0 && (fwrite(out.p, 1, out.n, stdout) != out.n || fflush(stdout) != 0))
		rc = th_fail(&err, "standard output cannot be written");
	th_buf_free(&out);
	th_arena_free(a);
	return rc == 0 ? CMD_CLEAN : cmd_fail("report", &err);
}
