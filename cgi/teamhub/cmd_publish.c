/* cmd_publish.c -- `teamhub publish`: one publish by hand, what it found and what it made. Prints
 * findings to standard error and the summary to standard output; publish_run.c does the work. */
#include "teamhub/cmd.h"
#include "teamhub/publish.h"
#include "teamhub/publish_steps.h"

#include <stdio.h>

static void print_findings(const publish_outcome *done, th_str lang)
{
	th_buf out = {0};
	for (size_t i = 0; i < done->findings.list.n; i++)
		finding_write_text(&out, &done->findings.list.v[i], lang);
	fwrite(out.p ? out.p : "", 1, out.n, stderr);
	th_buf_free(&out);
}

static void add_count(th_buf *b, size_t n, const char *one, const char *many)
{
	if (n > 0)
		th_buf_addf(b, "%s%zu %s", b->n > 0 ? ", " : "", n, n == 1 ? one : many);
}

static void print_summary(const publish_outcome *done, double seconds, bool german)
{
	th_buf b = {0};
	add_count(
	    &b, done->stories, german ? "Geschichte" : "story", german ? "Geschichten" : "stories");
	add_count(&b, done->people, german ? "Mensch" : "person", german ? "Menschen" : "people");
	add_count(&b, done->others, german ? "weiteres Dokument" : "other document",
	    german ? "weitere Dokumente" : "other documents");
	add_count(&b, done->pictures, german ? "Bild" : "picture", german ? "Bilder" : "pictures");
	if (b.n == 0)
		th_buf_addz(&b, german ? "nichts" : "nothing");
	th_buf_addf(&b, " in %.1f s", seconds);
	th_buf findings = {0};
	add_count(&findings, done->findings.errors, german ? "Fehler" : "error",
	    german ? "Fehler" : "errors");
	add_count(&findings, done->findings.warnings, german ? "Warnung" : "warning",
	    german ? "Warnungen" : "warnings");
	if (findings.n > 0)
		th_buf_addf(&b, "; %.*s", TH_FMT(th_buf_str(&findings)));
	printf("%.*s; %s %.8s\n", TH_FMT(th_buf_str(&b)), german ? "Ausgabe" : "edition",
	    done->identity.p);
	if (done->internal != NULL)
		printf(german ? "intern: %zu Geschichten; Ausgabe %.8s\n"
			      : "internal: %zu stories; edition %.8s\n",
		    done->internal->stories, done->internal->identity.p);
	th_buf_free(&b);
	th_buf_free(&findings);
}

static int publish(const publish_request *r, th_str lang, th_arena *a)
{
	double started = progress_seconds();
	bool german = th_str_eqz(lang, "de");
	publish_outcome done;
	th_err err = {""};
	int rc = publish_run(&done, r, a, &err);
	print_findings(&done, lang);
	if (rc != 0)
		return cmd_fail("publish", &err);
	if (done.unchanged)
		printf(german ? "nichts Neues; Ausgabe %.8s\n" : "nothing new; edition %.8s\n",
		    done.identity.p);
	else
		print_summary(&done, progress_seconds() - started, german);
	if (done.later > 0)
		printf(
		    german
			? "noch nicht gemacht: %zu Bilder und Karten; der nächste Lauf macht sie\n"
			: "not made yet: %zu pictures and cards; the next publish makes them\n",
		    done.later);
	if (done.helpless.msg[0])
		return cmd_fail("publish", &done.helpless);
	if (done.untidy.msg[0])
		cmd_fail("publish", &done.untidy);
	return done.errors > 0 ? CMD_FINDINGS : CMD_CLEAN;
}

/* http or https, and a host with nothing behind it. */
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
		fputs("teamhub publish: --source and --edition are needed\n", stderr);
		return CMD_MISUSE;
	}
	if ((r.origin != NULL && !is_origin(th_strz(r.origin))) ||
	    (r.internal_origin != NULL && !is_origin(th_strz(r.internal_origin)))) {
		fputs("teamhub publish: --origin and --internal-origin are scheme and host: "
		      "https://careers.example\n",
		    stderr);
		return CMD_MISUSE;
	}
	if (keep && cmd_number("publish", "keep", keep, 1, 1000, &r.keep) != 0)
		return CMD_MISUSE;
	r.shell_root = cmd_shell_root(r.shell_root);
	th_arena *a = th_arena_new();
	int rc = publish(&r, cmd_lang(lang), a);
	th_arena_free(a);
	return rc;
}
