/* cmd_receive_publish.c -- `teamhub receive-publish`: called by the post-receive hook. Publishes
 * the branch as it is now (not as this push left it: when two pushes race, the one that waits for
 * the lock finds both) and prints the addresses that are live, changed or gone.
 *
 * The commits are already in the repository, so nothing can be lost here, and a publish that fails
 * leaves the hub as it was. Continues when the author hangs up. */
#include "tell.h"

#include "teamhub/cmd.h"
#include "teamhub/edition.h"
#include "teamhub/publish.h"
#include "teamhub/publish_steps.h"
#include "teamhub/push.h"
#include "teamhub/spawn.h"
#include "teamhub/texts.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <syslog.h>
#include <time.h>
#include <unistd.h>

enum {
	SHOWN = 25, /* addresses of a kind, before the rest is only counted */
	WAIT = 300, /* seconds to wait for others who publish */
	NICE = 5,
	EXPORT_SECONDS = 1800,
};

typedef TH_LIST(edition_difference) differences;

typedef struct telling {
	th_arena *a;
	differences all;
	bool compared;
	th_err err; /* set unless `compared` */
	const publish_outcome *done;
	const push_settings *push;
	struct telling *internal; /* of the internal hub */
} telling;

/* OLD of the line "OLD NEW REF" that moved the published branch; NULL: none did. */
static const char *moved_branch(const push_settings *d, th_arena *a)
{
	char *line = NULL;
	size_t cap = 0;
	ssize_t n;
	const char *old = NULL;
	while ((n = getline(&line, &cap, stdin)) > 0) {
		th_str ref = th_str_trim(th_str_dup(a, th_strn(line, (size_t)n)));
		ptrdiff_t space = th_str_rchr(ref, ' ');
		if (th_str_eq(th_str_sub(ref, (size_t)(space + 1), ref.n), d->ref))
			old = th_str_z(a, th_str_sub(ref, 0, 40));
	}
	free(line);
	return old;
}

static void note(void *ctx, const edition_difference *d)
{
	telling *t = ctx;
	edition_difference *one = TH_ADD(t->a, &t->all);
	*one = *d;
	one->url = th_str_dup(t->a, d->url);
	one->title = th_str_dup(t->a, d->title);
	one->target = th_str_dup(t->a, d->target);
	one->kind = th_str_dup(t->a, d->kind);
	one->lang = th_str_dup(t->a, d->lang);
}

static th_str lang_of(const push_settings *d, const telling *t, th_str first)
{
	th_strs stories = {0};
	for (size_t i = 0; i < t->all.n; i++)
		if (th_str_eqz(t->all.v[i].kind, "story"))
			*TH_ADD(t->a, &stories) = t->all.v[i].lang;
	return push_lang(d, &stories, first);
}

static void say(th_str lang, enum text_id id)
{
	catalogue_print(stdout, lang, id, TEXT_ALONE);
}

/* "2026-12-01 09:00" */
static th_str minute(th_arena *a, th_time at, int offset)
{
	th_str s = th_time_rfc3339(a, at, offset);
	return th_str_fmt(a, "%.10s %.5s", s.p, s.p + 11);
}

static void print_one(const edition_difference *d, th_str lang, th_arena *a)
{
	enum { WIDTH = 9 };
	static const enum text_id changes[] = {TEXT_CHANGE_LIVE, TEXT_CHANGE_CHANGED,
	    TEXT_CHANGE_GONE, TEXT_CHANGE_WITHDRAWN, TEXT_CHANGE_MOVED, TEXT_CHANGE_LATER};
	th_buf b = {0};
	th_str what = catalogue_get(lang, changes[d->change]), url = d->url;
	if (d->change == EDITION_LATER)
		url = catalogue_str(a, lang, TEXT_CHANGE_LATER_AT,
		    TEXT_WITH(
			TEXT_S("address", url), TEXT_S("time", minute(a, d->from, d->offset))));
	th_buf_addf(&b, "  %.*s", TH_FMT(what));
	for (size_t n = th_utf8_length(what); n < WIDTH; n++)
		th_buf_addc(&b, ' ');
	th_buf_addf(&b, " %.*s", TH_FMT(url));
	if (d->change == EDITION_MOVED)
		th_buf_addf(&b, "\n            → %.*s", TH_FMT(d->target));
	printf("%.*s\n", TH_FMT(th_buf_str(&b)));
	th_buf_free(&b);
}

static void print_all(const telling *t, th_str lang)
{
	size_t of_kind[EDITION_LATER + 1] = {0}, more = 0;
	for (size_t i = 0; i < t->all.n; i++)
		if (of_kind[t->all.v[i].change]++ < SHOWN)
			print_one(&t->all.v[i], lang, t->a);
		else
			more++;
	if (more > 0)
		catalogue_print(stdout, lang, TEXT_MORE_LINES, TEXT_WITH(TEXT_N("n", more)));
}

static th_str first_language(const char *file, th_arena *a)
{
	edition *e;
	if (edition_open(&e, file, NULL) != 0)
		return TH_NONE;
	const th_strs *all = edition_languages(e);
	th_str first = all->n ? th_str_dup(a, all->v[0]) : TH_NONE;
	edition_close(e);
	return first;
}

/* Faults that only publishing finds: a layout that cannot be used. */
static void tell_layout(const publish_outcome *done, th_str lang)
{
	th_buf b = {0};
	for (size_t i = 0; i < done->findings.list.n; i++)
		if (strncmp(done->findings.list.v[i].rule->name, "shell.", 6) == 0)
			finding_write_text(&b, &done->findings.list.v[i], lang);
	fwrite(b.p ? b.p : "", 1, b.n, stdout);
	th_buf_free(&b);
}

/* "/team/stories/x/" and what became of it, wherever the hub is. */
static th_str place_of(const edition_difference *d, th_arena *a)
{
	ptrdiff_t at = th_str_find(d->url, TH_S("://"));
	th_str rest = th_str_sub(d->url, at < 0 ? 0 : (size_t)at + 3, d->url.n);
	ptrdiff_t slash = th_str_chr(rest, '/');
	return th_str_fmt(a, "%d %.*s", (int)d->change,
	    TH_FMT(th_str_sub(rest, slash < 0 ? rest.n : (size_t)slash, rest.n)));
}

static th_str prefix_of(const char *file, th_arena *a)
{
	edition *e;
	if (edition_open(&e, file, NULL) != 0)
		return TH_NONE;
	th_str prefix = th_str_dup(a, edition_meta(e, TH_S("prefix")));
	edition_close(e);
	return prefix;
}

/* While the former edition is still untouched. */
static void compare(void *ctx, const publish_outcome *out)
{
	telling *t = ctx;
	bool outside = out == t->done;
	if (!outside)
		t = t->internal;
	t->compared = edition_compare(out->before.n ? out->before.p : NULL, out->after.p,
			  out->copied ? &out->differing : NULL, time(NULL), note, t, &t->err) == 0;
	if (!outside || out->later == 0)
		return;
	catalogue_print(stdout, lang_of(t->push, t, out->lang), TEXT_PUSH_PAGES_LIVE, TEXT_ALONE);
	fflush(stdout);
}

/* For the internal hub, only what did not happen to the public one too. */
static void tell_internal(const publish_outcome *done, const telling *outside, th_str lang)
{
	const publish_outcome *in = done->internal;
	const telling *t = outside->internal;
	th_arena *a = outside->a;
	telling own = {.a = a};
	th_map known;
	if (in == NULL || in->unchanged)
		return;
	if (!t->compared) {
		puts(t->err.msg);
		return;
	}
	th_str before = prefix_of(done->after.p, a), internal = prefix_of(in->after.p, a);
	th_map_init(&known, a);
	for (size_t i = 0; i < outside->all.n; i++)
		th_map_put(&known, place_of(&outside->all.v[i], a), (void *)outside);
	for (size_t i = 0; i < t->all.n; i++) {
		th_str place = place_of(&t->all.v[i], a); /* "0 /intern/stories/x/" */
		if (th_str_starts(th_str_sub(place, 2, place.n), internal))
			place = th_str_fmt(a, "%.2s%.*s%.*s", place.p, TH_FMT(before),
			    TH_FMT(th_str_sub(place, 2 + internal.n, place.n)));
		if (th_map_get(&known, place) == NULL)
			*TH_ADD(a, &own.all) = t->all.v[i];
	}
	if (own.all.n > 0)
		say(lang, TEXT_PUSH_INTERNAL_ONLY);
	print_all(&own, lang);
}

static void tell_live(const telling *t, double seconds, th_str lang)
{
	bool same = t->compared && t->all.n == 0;
	catalogue_print(stdout, lang, same ? TEXT_PUSH_PUBLISHED_SAME : TEXT_PUSH_PUBLISHED,
	    TEXT_WITH(TEXT_S("seconds", th_str_fmt(t->a, "%.1f", seconds))));
	print_all(t, lang);
	if (!t->compared)
		puts(t->err.msg);
}

/* For the operator, who does not see the output of a push. */
static void note_in_log(const push_settings *d, const char *what, const th_err *err)
{
	openlog("teamhub", LOG_PID, LOG_USER);
	syslog(LOG_ERR, "%s: %s after a push: %s", d->repo, what, err->msg);
	closelog();
}

/* What was withdrawn may remain in an earlier edition, which nobody is answered from. */
static void tell_untidy(const push_settings *d, const publish_outcome *done, th_str lang)
{
	if (done->untidy.msg[0] == '\0')
		return;
	say(lang, TEXT_PUSH_UNTIDY);
	printf("  %s\n", done->untidy.msg);
	note_in_log(d, "not cleared away", &done->untidy);
}

/* Time is limited; what is left is not the author's fault. */
static void tell_later(
    const push_settings *d, const publish_outcome *done, th_str lang, th_arena *a)
{
	if (done->later > 0)
		puts(catalogue_count(a, lang, PLURAL_PUSH_LATER, (int64_t)done->later, TEXT_ALONE)
			 .p);
	if (done->helpless.msg[0] == '\0')
		return;
	say(lang, TEXT_PUSH_HELPLESS);
	printf("  %s\n", done->helpless.msg);
	note_in_log(d, "no pictures", &done->helpless);
}

static void tell(const push_settings *d, const char *old, const publish_outcome *done,
    const telling *t, double seconds)
{
	th_str lang = lang_of(d, t, done->lang);
	if (done->unchanged || (done->only_pictures && t->all.n == 0)) {
		say(lang, TEXT_PUSH_TAKEN_ALONG);
		return;
	}
	tell_live(t, seconds, lang);
	tell_internal(done, t, lang);
	tell_layout(done, lang);
	tell_pictures(d, old, &done->findings, lang, t->a);
	tell_later(d, done, lang, t->a);
	tell_untidy(d, done, lang);
}

/* The public hub has this push, the internal one does not. */
static void tell_half(const publish_outcome *done, const telling *t, double seconds, th_str lang)
{
	if (done->unchanged)
		say(lang, TEXT_PUSH_PUBLIC_SAME);
	else
		tell_live(t, seconds, lang);
	say(lang, TEXT_PUSH_HALF);
}

static void tell_failure(const push_settings *d, const publish_outcome *done, const telling *t,
    const th_err *err, double seconds)
{
	th_str first = done->before.n ? first_language(done->before.p, t->a) : cmd_lang(NULL);
	th_str lang = lang_of(d, t, first);
	if (done->public_done)
		tell_half(done, t, seconds, lang);
	else
		say(lang, TEXT_PUSH_FAILED);
	printf("  %s\n", err->msg);
	note_in_log(d, "not published", err);
}

/* The hub as files, where the repository names a folder for them: by a program of its own, which
 * also removes what is gone. What fails is not the author's fault. */
static void export_files(const push_settings *d, th_str lang, th_arena *a)
{
	const char *const argv[] = {"/proc/self/exe", "export", "--edition",
	    th_str_z(a, d->edition), "--out", th_str_z(a, d->files), NULL};
	th_buf said = {0};
	th_err err = {""};
	int rc = spawn_run(argv, &(spawn_options){.seconds = EXPORT_SECONDS}, &said, &err);
	if (rc > 0)
		th_fail(&err, "%.*s", TH_FMT(th_str_trim(th_buf_str(&said))));
	if (rc != 0) {
		say(lang, TEXT_PUSH_NO_FILES);
		printf("  %s\n", err.msg);
		note_in_log(d, "not exported", &err);
	}
	th_buf_free(&said);
}

static int publish(const push_settings *d, const char *old, th_arena *a)
{
	publish_outcome done;
	telling internal = {.a = a, .err = {"-"}};
	telling t = {.a = a, .err = {"-"}, .done = &done, .push = d, .internal = &internal};
	th_err err = {""};
	publish_request request = {.live = compare,
	    .live_ctx = &t,
	    .source = d->repo,
	    .ref = d->ref.p,
	    .edition = d->edition.p,
	    .theme = d->theme.n ? d->theme.p : NULL,
	    .shell_root = cmd_shell_root(d->shell_root.n ? d->shell_root.p : NULL),
	    .websub_allow = d->websub_allow.n ? d->websub_allow.p : NULL,
	    .keep = d->keep,
	    .wait = WAIT};
	double started = progress_seconds();
	if (publish_run(&done, &request, a, &err) != 0) {
		tell_failure(d, &done, &t, &err, progress_seconds() - started);
		if (done.public_done && d->files.n > 0) /* what was withdrawn goes there, too */
			export_files(d, lang_of(d, &t, done.lang), a);
		return CMD_NOTHING;
	}
	tell(d, old, &done, &t, progress_seconds() - started);
	if (d->files.n > 0)
		export_files(d, lang_of(d, &t, done.lang), a);
	return CMD_CLEAN;
}

int cmd_receive_publish(int argc, char **argv)
{
	push_settings d;
	th_err err = {""};
	th_arena *a = th_arena_new();
	const char *old = NULL;
	int rc = CMD_CLEAN;
	signal(SIGPIPE, SIG_IGN);
	signal(SIGHUP, SIG_IGN);
	if (nice(NICE) == -1) /* visitors come before publishing */
		errno = 0;    /* limited by the machine: then without */
	if (cmd_options(argc, argv, NULL, 0, NULL) != 0)
		rc = CMD_MISUSE;
	else if (push_settings_read(&d, ".", a, &err) != 0)
		rc = cmd_fail("receive-publish", &err);
	else if ((old = moved_branch(&d, a)) == NULL)
		rc = CMD_CLEAN;
	else if (d.edition.n == 0)
		say(push_lang(&d, &(th_strs){0}, cmd_lang(NULL)), TEXT_PUSH_NO_EDITION);
	else
		rc = publish(&d, old, a);
	th_arena_free(a);
	return rc;
}
