/* cmd_publish.c -- `teamhub publish`: one publish by hand. Prints findings to standard error and
 * the summary to standard output; publish_run.c does the work. */
#include "teamhub/cmd.h"
#include "teamhub/publish.h"
#include "teamhub/publish_steps.h"
#include "teamhub/texts.h"

#include <stdio.h>

static void print_findings(const publish_outcome *done, th_str lang)
{
	th_buf out = {0};
	for (size_t i = 0; i < done->findings.list.n; i++)
		finding_write_text(&out, &done->findings.list.v[i], lang);
	fwrite(out.p ? out.p : "", 1, out.n, stderr);
	th_buf_free(&out);
}

static void add_count(th_buf *b, th_str lang, size_t n, enum text_plural what)
{
	if (n == 0)
		return;
	if (b->n > 0)
		th_buf_addz(b, ", ");
	catalogue_add_count(b, lang, what, (int64_t)n, TEXT_ALONE);
}

/* Short enough to read. */
static th_str edition_name(const publish_outcome *done)
{
	return th_str_sub(done->identity, 0, 8);
}

static void print_summary(const publish_outcome *done, double seconds, th_str lang, th_arena *a)
{
	th_buf what = {0}, findings = {0};
	add_count(&what, lang, done->stories, PLURAL_COUNT_STORIES);
	add_count(&what, lang, done->people, PLURAL_COUNT_PEOPLE);
	add_count(&what, lang, done->others, PLURAL_COUNT_DOCUMENTS);
	add_count(&what, lang, done->pictures, PLURAL_COUNT_PICTURES);
	if (what.n == 0)
		th_buf_add(&what, catalogue_get(lang, TEXT_PUBLISH_NOTHING));
	add_count(&findings, lang, done->findings.errors, PLURAL_COUNT_ERRORS);
	add_count(&findings, lang, done->findings.warnings, PLURAL_COUNT_WARNINGS);
	catalogue_print(stdout, lang,
	    findings.n > 0 ? TEXT_PUBLISH_MADE_FINDINGS : TEXT_PUBLISH_MADE,
	    TEXT_WITH(TEXT_S("what", th_buf_str(&what)),
		TEXT_S("seconds", th_str_fmt(a, "%.1f", seconds)),
		TEXT_S("findings", th_buf_str(&findings)), TEXT_S("edition", edition_name(done))));
	if (done->internal != NULL)
		catalogue_print(stdout, lang, TEXT_PUBLISH_INTERNAL,
		    TEXT_WITH(TEXT_N("n", done->internal->stories),
			TEXT_S("edition", edition_name(done->internal))));
	th_buf_free(&what);
	th_buf_free(&findings);
}

static int publish(const publish_request *r, th_str lang, th_arena *a)
{
	double started = progress_seconds();
	publish_outcome done;
	th_err err = {""};
	int rc = publish_run(&done, r, a, &err);
	print_findings(&done, lang);
	if (rc != 0)
		return cmd_fail("publish", &err);
	if (done.unchanged)
		catalogue_print(stdout, lang, TEXT_PUBLISH_SAME,
		    TEXT_WITH(TEXT_S("edition", edition_name(&done))));
	else
		print_summary(&done, progress_seconds() - started, lang, a);
	if (done.later > 0)
		catalogue_print(
		    stdout, lang, TEXT_PUBLISH_LATER, TEXT_WITH(TEXT_N("n", done.later)));
	if (done.helpless.msg[0])
		return cmd_fail("publish", &done.helpless);
	if (done.untidy.msg[0])
		cmd_fail("publish", &done.untidy);
	return done.errors > 0 ? CMD_FINDINGS : CMD_CLEAN;
}

/* http or https and a host, with nothing after it. */
static bool is_origin(th_str s)
{
	ptrdiff_t at = th_str_find(s, TH_S("://"));
	th_str scheme = th_str_sub(s, 0, at < 0 ? 0 : (size_t)at);
	th_str host = th_str_sub(s, at < 0 ? s.n : (size_t)at + 3, s.n);
	for (size_t i = 0; i < host.n; i++)
		if (host.p[i] <= ' ' || strchr("/?#\"<>\\", host.p[i]) != NULL)
			return false;
	return host.n > 0 && (th_str_eqz(scheme, "http") || th_str_eqz(scheme, "https"));
}

int cmd_publish(int argc, char **argv)
{
	enum { WAIT = 120, KEEP = 5 };
	publish_request r = {.keep = KEEP, .wait = WAIT, .bar = true};
	const char *keep = NULL, *lang = NULL;
	const cmd_option options[] = {{"source", &r.source, NULL}, {"ref", &r.ref, NULL},
	    {"edition", &r.edition, NULL}, {"theme", &r.theme, NULL}, {"origin", &r.origin, NULL},
	    {"internal-origin", &r.internal_origin, NULL}, {"keep", &keep, NULL},
	    {"lang", &lang, NULL}, {"shell-root", &r.shell_root, NULL}, {"force", NULL, &r.force}};
	if (cmd_options(argc, argv, options, TH_COUNT(options), NULL) != 0)
		return CMD_MISUSE;
	if (r.source == NULL || r.edition == NULL) {
		return cmd_say("publish", TEXT_CMD_PUBLISH_NEEDED, TEXT_ALONE);
	}
	if ((r.origin != NULL && !is_origin(th_strz(r.origin))) ||
	    (r.internal_origin != NULL && !is_origin(th_strz(r.internal_origin)))) {
		return cmd_say("publish", TEXT_CMD_PUBLISH_ORIGIN, TEXT_ALONE);
	}
	if (keep && cmd_number("publish", "keep", keep, 1, 1000, &r.keep) != 0)
		return CMD_MISUSE;
	r.shell_root = cmd_shell_root(r.shell_root);
	th_arena *a = th_arena_new();
	int rc = publish(&r, cmd_lang(lang), a);
	th_arena_free(a);
	return rc;
}
