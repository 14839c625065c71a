/* cmd_adopt.c -- `teamhub adopt REPO`: examines a repository that another generator builds, writes
 * a hub.yml with its guesses, and reports how much of it would be published. An existing hub.yml is
 * kept and tried instead. Writes nothing else. Exit 1: something would be lost. */
#include "adopt.h"
#include "teamhub/cmd.h"
#include "teamhub/file.h"
#include "teamhub/texts.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

enum { MAX_HUB_YML = 256 * 1024 };

typedef struct adopting {
	const char *path, *ref, *out, *site;
	th_str lang;
	th_arena *a;
} adopting;

/* The existing hub.yml, for a folder even if it is not committed. */
static bool is_there(const adopting *x, const th_source *source, th_str *text)
{
	const th_entry *e = source_find(source, TH_S("hub.yml"));
	if (e != NULL && e->kind == TH_ENTRY_FILE &&
	    source_read(source, e, MAX_HUB_YML, x->a, text, NULL) == 0)
		return true;
	return file_read(th_str_fmt(x->a, "%s/hub.yml", x->path).p, MAX_HUB_YML, x->a, text) == 0;
}

static bool is_bare(const adopting *x)
{
	struct stat st;
	return stat(th_str_fmt(x->a, "%s/objects/info", x->path).p, &st) == 0;
}

static int write_out(const adopting *x, th_str text, th_err *err)
{
	if ((x->out != NULL && strcmp(x->out, "-") == 0) || (x->out == NULL && is_bare(x))) {
		fwrite(text.p, 1, text.n, stdout);
		fflush(stdout);
		return 0;
	}
	const char *path = x->out ? x->out : th_str_fmt(x->a, "%s/hub.yml", x->path).p;
	if (file_create(path, text) != 0)
		return th_fail(err,
		    errno == EEXIST
			? "%s: already exists: remove it, or name another with --out (%s)"
			: "%s: cannot be written (%s)",
		    path, strerror(errno));
	catalogue_print(
	    stderr, x->lang, TEXT_ADOPT_WRITTEN, TEXT_WITH(TEXT_S("file", th_strz(path))));
	return 0;
}

static void say_what(const adopting *x, const adoption *ad)
{
	th_str name = ad->generator ? th_strz(ad->generator->name)
				    : catalogue_get(x->lang, TEXT_ADOPT_NO_GENERATOR);
	fprintf(stderr, "%.*s%s%.*s\n", TH_FMT(name), ad->marker.n ? ": " : "", TH_FMT(ad->marker));
	if (ad->posts == 0)
		catalogue_print(stderr, x->lang, TEXT_ADOPT_NO_TEXT, TEXT_ALONE);
}

static int adopt(const adopting *x, const th_source *source, bool *whole, th_err *err)
{
	adoption ad = {.a = x->a, .lang = x->lang, .source = source};
	th_buf draft = {0}, table = {0};
	th_str text;
	adopt_recognise(&ad);
	bool there = is_there(x, source, &text) && x->out == NULL;
	int rc = 0;
	if (!there) {
		rc = adopt_survey(&ad, err);
		adopt_draft(&draft, &ad, x->lang);
		text = th_buf_str(&draft);
		if (rc == 0)
			say_what(x, &ad);
		if (rc == 0)
			rc = write_out(x, text, err);
	} else {
		catalogue_print(stderr, x->lang, TEXT_ADOPT_IS_THERE, TEXT_ALONE);
	}
	if (rc == 0)
		rc = adopt_score(&table, whole, &ad, text, x->site, x->lang, err);
	FILE *to = x->out != NULL && strcmp(x->out, "-") == 0 ? stderr : stdout;
	if (rc == 0)
		fwrite(table.p ? table.p : "", 1, table.n, to);
	th_buf_free(&draft);
	th_buf_free(&table);
	return rc;
}

int cmd_adopt(int argc, char **argv)
{
	const char *lang = NULL;
	adopting x = {.path = NULL};
	const cmd_option options[] = {{"ref", &x.ref, NULL}, {"out", &x.out, NULL},
	    {"site", &x.site, NULL}, {"lang", &lang, NULL}};
	if (cmd_options(argc, argv, options, TH_COUNT(options), &x.path) != 0)
		return CMD_MISUSE;
	if (!cmd_lang_known("adopt", lang))
		return CMD_MISUSE;
	if (x.path == NULL)
		x.path = ".";
	th_source *source;
	th_err err = {""};
	bool whole = false;
	x.a = th_arena_new();
	x.lang = cmd_lang(lang);
	struct stat st;
	int rc = x.site != NULL && (stat(x.site, &st) != 0 || !S_ISDIR(st.st_mode))
		     ? th_fail(&err, "%s: no such folder: name the site as its generator built it",
			   x.site)
		     : 0;
	if (rc == 0)
		rc = source_open(&source, x.path, x.ref, false, &err);
	if (rc == 0) {
		rc = adopt(&x, source, &whole, &err);
		source_close(source);
	}
	th_arena_free(x.a);
	return rc != 0 ? cmd_fail("adopt", &err) : whole ? CMD_CLEAN : CMD_FINDINGS;
}
