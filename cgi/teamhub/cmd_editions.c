/* cmd_editions.c -- `teamhub editions` lists the editions that are kept, `teamhub rollback` goes
 * back to one. Run by the operator. A rollback replaces one symlink, so it is as fast with ten
 * thousand stories; workers follow with the next request. Never writes an edition, never reads
 * content. */
#include "teamhub/cmd.h"
#include "teamhub/publish.h"
#include "teamhub/publish_steps.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

enum { SHORT = 8, WAIT = 60 };

static void say(enum text_id id, const text_arg *args)
{
	catalogue_print(stdout, cmd_lang(NULL), id, args);
}

/* Short enough to read. */
static th_str name_of(th_str hash)
{
	return th_str_sub(hash, 0, SHORT);
}

static th_str local_time(th_arena *a, th_time at)
{
	time_t t = (time_t)at;
	struct tm tm;
	char text[32];
	localtime_r(&t, &tm);
	strftime(text, sizeof(text), "%Y-%m-%d %H:%M:%S", &tm);
	return th_str_dup(a, th_strz(text));
}

static th_str size_of(th_arena *a, uint64_t bytes)
{
	return th_str_fmt(a, "%.1f MB", (double)bytes / (1 << 20));
}

int cmd_editions(int argc, char **argv)
{
	const char *file = NULL;
	const cmd_option options[] = {{"edition", &file, NULL}};
	shelf_editions all;
	th_err err;
	if (cmd_options(argc, argv, options, TH_COUNT(options), NULL) != 0)
		return CMD_MISUSE;
	if (file == NULL) {
		return cmd_say("editions", TEXT_CMD_EDITION_NEEDED, TEXT_ALONE);
	}
	th_arena *a = th_arena_new();
	int rc = CMD_CLEAN;
	if (shelf_list(file, a, &all, &err) != 0)
		rc = cmd_fail("editions", &err);
	else
		catalogue_print(stdout, cmd_lang(NULL), TEXT_EDITIONS_HEAD, TEXT_ALONE);
	for (size_t i = 0; rc == CMD_CLEAN && i < all.n; i++) {
		const shelf_edition *e = &all.v[i];
		th_str fault = catalogue_str(
		    a, cmd_lang(NULL), TEXT_EDITIONS_FAULT, TEXT_WITH(TEXT_S("why", e->fault)));
		printf("%c %-8.*s  %-8.*s  %s  %s%s%s\n", e->current ? '*' : ' ', SHORT,
		    e->identity.p, (int)(e->revision.n < SHORT ? e->revision.n : SHORT),
		    e->revision.n ? e->revision.p : "", local_time(a, e->published).p,
		    size_of(a, e->size).p, e->fault.n ? "  " : "", e->fault.n ? fault.p : "");
	}
	th_arena_free(a);
	return rc;
}

/* The one whose name or commit begins with `id`; NULL with err: none, or several. */
static const shelf_edition *named(const shelf_editions *all, th_str id, th_err *err)
{
	for (int by_commit = 0; by_commit < 2; by_commit++) {
		const shelf_edition *found = NULL;
		for (size_t i = 0; i < all->n; i++) {
			const shelf_edition *e = &all->v[i];
			if (!th_str_starts(by_commit ? e->revision : e->identity, id))
				continue;
			if (found != NULL && !by_commit) {
				th_fail(err, "several editions begin with %.*s: write more of it",
				    TH_FMT(id));
				return NULL;
			}
			if (found == NULL) /* of several editions of one commit, the newest */
				found = e;
		}
		if (found != NULL)
			return found;
	}
	th_fail(err, "no edition begins with %.*s: teamhub editions lists them", TH_FMT(id));
	return NULL;
}

/* The next older one that can be opened. */
static const shelf_edition *before_current(const shelf_editions *all, th_err *err)
{
	bool passed = false, any = false;
	for (size_t i = 0; i < all->n; i++)
		any |= all->v[i].current;
	for (size_t i = 0; i < all->n; i++) {
		if ((passed || !any) && all->v[i].fault.n == 0)
			return &all->v[i];
		passed |= all->v[i].current;
	}
	th_fail(err, "there is no older edition to go back to: teamhub editions lists them");
	return NULL;
}

/* Rolls the internal edition back to the same commit, so that both agree. If there is none, it
 * stays: it is behind a login anyway. */
static int roll_back_internal(const char *file, th_str revision, th_arena *a, th_err *err)
{
	ptrdiff_t slash = th_str_rchr(th_strz(file), '/');
	const char *internal = th_str_fmt(a, "%.*sinternal/current", (int)(slash + 1), file).p;
	shelf_editions all;
	shelf *s;
	if (access(internal, F_OK) != 0 || shelf_list(internal, a, &all, err) != 0)
		return 0;
	const shelf_edition *to = NULL;
	for (size_t i = 0; i < all.n && to == NULL; i++)
		if (th_str_eq(all.v[i].revision, revision) && all.v[i].fault.n == 0)
			to = &all.v[i];
	if (to == NULL) {
		say(TEXT_ROLLBACK_INTERNAL_STAYS, TEXT_ALONE);
		return 0;
	}
	if (shelf_open(&s, internal, WAIT, err) != 0)
		return -1;
	int rc = shelf_point(s, to->identity, err);
	shelf_close(s);
	if (rc == 0)
		say(TEXT_ROLLBACK_INTERNAL, TEXT_WITH(TEXT_S("edition", name_of(to->identity))));
	return rc;
}

static int go_back(const char *file, th_str id, th_arena *a, th_err *err)
{
	shelf_editions all;
	shelf *s;
	double started = progress_seconds();
	if (shelf_list(file, a, &all, err) != 0)
		return -1;
	const shelf_edition *to = id.n ? named(&all, id, err) : before_current(&all, err);
	if (to == NULL)
		return -1;
	if (to->fault.n > 0)
		return th_fail(err, "workers could not open that one: %.*s", TH_FMT(to->fault));
	if (shelf_open(&s, file, WAIT, err) != 0)
		return -1;
	int rc = shelf_point(s, to->identity, err);
	shelf_close(s);
	if (rc != 0)
		return -1;
	say(TEXT_ROLLBACK_LIVE,
	    TEXT_WITH(TEXT_S("edition", name_of(to->identity)),
		TEXT_S("commit", name_of(to->revision)),
		TEXT_S("time", local_time(a, to->published)),
		TEXT_S("seconds", th_str_fmt(a, "%.2f", progress_seconds() - started))));
	rc = roll_back_internal(file, to->revision, a, err);
	for (size_t i = 0; i < all.n; i++)
		if (all.v[i].current && &all.v[i] != to)
			say(TEXT_ROLLBACK_FORWARD,
			    TEXT_WITH(TEXT_S("file", th_strz(file)),
				TEXT_S("edition", name_of(all.v[i].identity))));
	return rc;
}

int cmd_rollback(int argc, char **argv)
{
	const char *file = NULL, *id = NULL;
	const cmd_option options[] = {{"edition", &file, NULL}};
	th_err err;
	if (cmd_options(argc, argv, options, TH_COUNT(options), &id) != 0)
		return CMD_MISUSE;
	if (file == NULL) {
		return cmd_say("rollback", TEXT_CMD_EDITION_NEEDED, TEXT_ALONE);
	}
	th_arena *a = th_arena_new();
	int rc = go_back(file, th_strz(id), a, &err) == 0 ? CMD_CLEAN : cmd_fail("rollback", &err);
	th_arena_free(a);
	return rc;
}
