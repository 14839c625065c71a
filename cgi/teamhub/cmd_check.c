/* cmd_check.c -- `teamhub check PATH`: what authors should mend, line by line, without publishing.
 *
 * Called by hand, by hooks and by the CI of a content repository. Findings go to standard output,
 * so that other programs can read them, the summary and the operator's errors to standard error.
 * Writes no file. Exit 0: nothing to mend (notes may stand there), 1: findings, 2: misuse, or PATH
 * cannot be read. */
#include "cmd.h"
#include "report_formats.h"
#include "teamhub/content.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum { MAX_THREADS = 16 };

typedef struct options {
	const char *path, *ref;
	bool worktree;
	th_str lang;
	report_format format;
} options;

static const char usage[] = "usage: teamhub check [--ref REF] [--worktree] [--lang de|en] "
			    "[--format text|sarif|gitlab] [PATH]\n";

/* The first of LC_ALL, LC_MESSAGES and LANG that is set decides, as everywhere. */
static th_str user_language(void)
{
	static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
	for (size_t i = 0; i < TH_COUNT(names); i++) {
		th_str value = th_strz(getenv(names[i]));
		if (value.n > 0)
			return th_str_starts(value, TH_S("de")) ? TH_S("de") : TH_S("en");
	}
	return TH_S("en");
}

static int misuse(const char *what)
{
	fprintf(stderr, "teamhub check: %s\n%s", what, usage);
	return -1;
}

static int read_options(options *o, int argc, char **argv)
{
	static const struct option known[] = {{"ref", required_argument, NULL, 'r'},
	    {"worktree", no_argument, NULL, 'w'}, {"lang", required_argument, NULL, 'l'},
	    {"format", required_argument, NULL, 'f'}, {NULL, 0, NULL, 0}};
	int c;
	*o = (options){.path = ".", .lang = user_language(), .format = REPORT_TEXT};
	optind = 1;
	opterr = 0;
	while ((c = getopt_long(argc, argv, "", known, NULL)) != -1) {
		if (c == 'r') {
			o->ref = optarg;
		} else if (c == 'w') {
			o->worktree = true;
		} else if (c == 'l') {
			o->lang = th_strz(optarg);
			if (!th_str_eqz(o->lang, "de") && !th_str_eqz(o->lang, "en"))
				return misuse("--lang is de or en");
		} else if (c == 'f') {
			if (!report_format_of(th_strz(optarg), &o->format))
				return misuse("--format is text, sarif or gitlab");
		} else {
			return misuse("unknown option, or an option without its value");
		}
	}
	if (optind < argc)
		o->path = argv[optind++];
	return optind < argc ? misuse("more than one PATH") : 0;
}

static int processors(void)
{
	long n = sysconf(_SC_NPROCESSORS_ONLN);
	return n < 1 ? 1 : n > MAX_THREADS ? MAX_THREADS : (int)n;
}

/* 0, or -1 when the source or hub.yml cannot be read; findings so far are kept. */
static int check(const options *o, size_t *documents, th_arena *a, th_findings *f, th_err *err)
{
	th_source *source;
	th_hub hub;
	th_content content = {.now = time(NULL)};
	if (source_open(&source, o->path, o->ref, o->worktree, err) < 0)
		return -1;
	/* A hub.yml with a fault is a finding; the documents are judged by the defaults then. */
	int rc = hub_load(&hub, source, a, f, err);
	if (rc < 0 && f->errors > 0)
		rc = 0;
	if (rc == 0)
		rc = content_load(&content, source, &hub, processors(), a, f, err);
	*documents = content.docs.n;
	source_close(source);
	return rc;
}

static void sum_up(const options *o, size_t documents, const th_findings *f)
{
	if (th_str_eqz(o->lang, "de"))
		fprintf(stderr, "%zu Dokumente, %zu Fehler, %zu Warnungen\n", documents, f->errors,
		    f->warnings);
	else
		fprintf(stderr, "%zu documents, %zu errors, %zu warnings\n", documents, f->errors,
		    f->warnings);
}

int cmd_check(int argc, char **argv)
{
	options o;
	if (read_options(&o, argc, argv) < 0)
		return 2;
	th_arena *a = th_arena_new();
	th_findings f = {.arena = a};
	th_err err = {0};
	th_buf out = {0};
	size_t documents = 0;
	int status;
	if (check(&o, &documents, a, &f, &err) < 0) {
		fprintf(stderr, "teamhub check: %s\n", err.msg);
		status = 2;
	} else {
		findings_sort(&f);
		report_write(&out, &f, o.format, o.lang);
		if (out.n > 0 && fwrite(out.p, 1, out.n, stdout) != out.n)
			fprintf(stderr, "teamhub check: standard output cannot be written\n");
		fflush(stdout);
		sum_up(&o, documents, &f);
		status = f.errors + f.warnings > 0 ? 1 : 0;
	}
	th_buf_free(&out);
	th_arena_free(a);
	return status;
}
