/* cmd_check.c -- `teamhub check PATH`: what authors should fix, line by line, without publishing.
 *
 * Run by hand, before a commit, and by the CI of a content repository: on the working files, on
 * what is staged, on a commit, or on what a range of commits changed. Findings go to standard
 * output, so that other programs can read them; the summary and errors for the operator go to
 * standard error. Writes no file. Exit 0: nothing to fix (there may be notes), 1: findings. */
#include "report_formats.h"
#include "teamhub/cmd.h"
#include "teamhub/push.h"
#include "teamhub/texts.h"

#include <stdio.h>
#include <sys/stat.h>
#include <time.h>

typedef struct options {
	const char *path, *ref, *range;
	bool worktree, staged;
	th_str lang;
	report_format format;
} options;

static int misuse(enum text_id id)
{
	cmd_say("check", id, TEXT_ALONE);
	return -1;
}

static int read_options(options *o, int argc, char **argv)
{
	const char *lang = NULL, *format = NULL;
	const cmd_option known[] = {{"ref", &o->ref, NULL}, {"range", &o->range, NULL},
	    {"worktree", NULL, &o->worktree}, {"staged", NULL, &o->staged}, {"lang", &lang, NULL},
	    {"format", &format, NULL}};
	*o = (options){.format = REPORT_TEXT};
	if (cmd_options(argc, argv, known, TH_COUNT(known), &o->path) != 0)
		return -1;
	if ((o->ref != NULL) + (o->range != NULL) + o->worktree + o->staged > 1)
		return misuse(TEXT_CMD_CHECK_ONE);
	if (!cmd_lang_known("check", lang))
		return -1;
	if (format != NULL && !report_format_of(th_strz(format), &o->format))
		return misuse(TEXT_CMD_CHECK_FORMAT);
	o->lang = cmd_lang(lang);
	if (o->path == NULL)
		o->path = ".";
	return 0;
}

/* In a folder with .git the working files are read; a bare repository has none. */
static bool is_working_copy(const char *path, th_arena *a)
{
	struct stat st;
	return lstat(th_str_fmt(a, "%s/.git", path).p, &st) == 0;
}

/* A..B; either may be missing: from the beginning, to HEAD. */
static int split_range(
    const char *range, const char **from, const char **to, th_arena *a, th_err *err)
{
	th_str whole = th_strz(range), dots = TH_S("..");
	ptrdiff_t at = th_str_find(whole, dots);
	if (at < 0 || th_str_starts(th_str_sub(whole, (size_t)at, whole.n), TH_S("...")))
		return th_fail(err, "--range is A..B, for example origin/main..HEAD");
	th_str first = th_str_sub(whole, 0, (size_t)at);
	th_str last = th_str_sub(whole, (size_t)at + dots.n, whole.n);
	*from = first.n ? th_str_z(a, first) : NULL;
	*to = last.n ? th_str_z(a, last) : "HEAD";
	return 0;
}

static int open_source(th_source **s, const char **old, const options *o, th_arena *a, th_err *err)
{
	const char *to = o->ref;
	*old = NULL;
	if (o->staged) {
		/* before the first commit, everything is new */
		*old = source_resolve(o->path, "HEAD", a).n ? "HEAD" : NULL;
		return source_open_staged(s, o->path, err);
	}
	if (o->range != NULL && split_range(o->range, old, &to, a, err) != 0)
		return -1;
	bool files = o->worktree || (to == NULL && is_working_copy(o->path, a));
	if (files && source_is_sparse(o->path))
		catalogue_print(stderr, o->lang, TEXT_CHECK_SPARSE, TEXT_ALONE);
	return source_open(s, o->path, to, files, err);
}

static void sum_up(const options *o, const blame_result *j)
{
	th_buf before = {0};
	blame_write_settings(&before, j, o->lang);
	blame_write_before(&before, j, o->lang);
	blame_write_dead(&before, j, o->lang);
	blame_write_gone(&before, j, o->lang);
	fwrite(before.p ? before.p : "", 1, before.n, stderr);
	th_buf_free(&before);
	catalogue_print(stderr, o->lang, TEXT_CHECK_SUM,
	    TEXT_WITH(TEXT_N("documents", j->content.docs.n), TEXT_N("errors", j->mine.errors),
		TEXT_N("warnings", j->mine.warnings)));
}

static int check(const options *o, th_arena *a)
{
	th_source *source, *history = NULL;
	blame_result j;
	push_settings d;
	const char *old;
	th_err err = {""};
	if (open_source(&source, &old, o, a, &err) != 0)
		return cmd_fail("check", &err);
	/* Working files are not a commit; the last one tells what is withdrawn. */
	if (o->ref == NULL && o->range == NULL && source_resolve(o->path, "HEAD", a).n > 0)
		source_open(&history, o->path, "HEAD", false, NULL);
	if (push_settings_read(&d, o->path, a, &err) != 0 ||
	    blame_change(&j,
		&(blame_request){.fresh = source,
		    .history = history,
		    .repo = o->path,
		    .old = old,
		    .theme = d.theme.n ? d.theme.p : NULL,
		    .max_file = d.max_file,
		    .now = time(NULL)},
		a, &err) != 0) {
		source_close(source);
		source_close(history);
		return cmd_fail("check", &err);
	}
	if (o->range == NULL && !o->staged && hub_lacks_imprint(&j.hub))
		finding_add(&j.mine, TH_RULE_HUB_IMPRINT, (th_mark){TH_S("hub.yml"), 1, 1}, TH_NONE,
		    TH_NONE, TH_NONE);
	th_buf out = {0};
	report_write(&out, &j.mine, o->format, o->lang);
	bool written = out.n == 0 || fwrite(out.p, 1, out.n, stdout) == out.n;
	th_buf_free(&out);
	source_close(source);
	source_close(history);
	if (fflush(stdout) != 0 || !written) {
		th_fail(&err, "standard output cannot be written");
		return cmd_fail("check", &err);
	}
	sum_up(o, &j);
	return j.mine.errors + j.mine.warnings > j.reminders ? CMD_FINDINGS : CMD_CLEAN;
}

int cmd_check(int argc, char **argv)
{
	options o;
	if (read_options(&o, argc, argv) != 0)
		return CMD_MISUSE;
	th_arena *a = th_arena_new();
	int rc = check(&o, a);
	th_arena_free(a);
	return rc;
}
