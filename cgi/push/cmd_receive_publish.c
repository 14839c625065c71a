/* cmd_receive_publish.c -- `teamhub receive-publish`: what the post-receive hook calls. Publishes
 * the branch as it is now (not as this push left it: of two pushes the one that waits for the lock
 * finds both) and prints the addresses that are live, changed or gone.
 *
 * The commits are in the repository by now. Whatever happens here loses nothing, and a publish that
 * fails leaves the hub as it was. Goes on when the author hangs up. */
#include "tell.h"

#include "teamhub/cmd.h"
#include "teamhub/desk.h"
#include "teamhub/edition.h"
#include "teamhub/publish.h"
#include "teamhub/publish_steps.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <syslog.h>
#include <time.h>
#include <unistd.h>

enum {
	SHOWN = 25, /* addresses of a kind, before the rest is only counted */
	WAIT = 300, /* seconds for those who publish before us */
	NICE = 5,
};

typedef TH_LIST(edition_difference) differences;

typedef struct telling {
	th_arena *a;
	differences all;
	bool compared;
	th_err err; /* unless compared */
	const publish_outcome *done;
	const desk *desk;
	struct telling *inside; /* of the internal hub */
} telling;

/* OLD of the line "OLD NEW REF" that moved the published branch; NULL: none did. */
static const char *moved_branch(const desk *d, th_arena *a)
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

static bool speaks_german(const desk *d, const telling *t, th_str first)
{
	th_strs stories = {0};
	for (size_t i = 0; i < t->all.n; i++)
		if (th_str_eqz(t->all.v[i].kind, "story"))
			*TH_ADD(t->a, &stories) = t->all.v[i].lang;
	return th_str_eqz(desk_lang(d, &stories, first), "de");
}

/* "2026-12-01 09:00" */
static th_str minute(th_arena *a, th_time at, int offset)
{
	th_str s = th_time_rfc3339(a, at, offset);
	return th_str_fmt(a, "%.10s %.5s", s.p, s.p + 11);
}

static void print_one(const edition_difference *d, bool german, th_arena *a)
{
	static const char *const en[] = {
	    "live     ", "changed  ", "gone     ", "410      ", "moved    ", "later    "};
	static const char *const de[] = {
	    "live     ", "geändert ", "weg      ", "410      ", "umgezogen", "später   "};
	th_buf b = {0};
	th_buf_addf(&b, "  %s %.*s", (german ? de : en)[d->change], TH_FMT(d->url));
	if (d->change == EDITION_MOVED)
		th_buf_addf(&b, "\n            → %.*s", TH_FMT(d->target));
	if (d->change == EDITION_LATER)
		th_buf_addf(
		    &b, german ? " (ab %s)" : " (from %s)", minute(a, d->from, d->offset).p);
	printf("%.*s\n", TH_FMT(th_buf_str(&b)));
	th_buf_free(&b);
}

static void print_all(const telling *t, bool german)
{
	size_t of_kind[EDITION_LATER + 1] = {0}, more = 0;
	for (size_t i = 0; i < t->all.n; i++)
		if (of_kind[t->all.v[i].change]++ < SHOWN)
			print_one(&t->all.v[i], german, t->a);
		else
			more++;
	if (more > 0)
		printf(german ? "  … und %zu weitere\n" : "  … and %zu more\n", more);
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

/* What only publishing sees: a layout that cannot be worn. */
static void tell_layout(const publish_outcome *done, bool german)
{
	th_buf b = {0};
	for (size_t i = 0; i < done->findings.list.n; i++)
		if (strncmp(done->findings.list.v[i].rule->name, "shell.", 6) == 0)
			finding_write_text(
			    &b, &done->findings.list.v[i], german ? TH_S("de") : TH_S("en"));
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

/* While what was live before is as it was. */
static void compare(void *ctx, const publish_outcome *out)
{
	telling *t = ctx;
	bool outside = out == t->done;
	if (!outside)
		t = t->inside;
	t->compared = edition_compare(out->before.n ? out->before.p : NULL, out->after.p,
			  out->copied ? &out->differing : NULL, time(NULL), note, t, &t->err) == 0;
	if (!outside || out->later == 0)
		return;
	puts(speaks_german(t->desk, t, out->lang)
		 ? "Die Seiten sind schon zu sehen; Bilder werden noch gemacht …"
		 : "The pages are live; pictures are still being made …");
	fflush(stdout);
}

/* Of the internal hub what did not happen to the public one likewise. */
static void tell_inside(const publish_outcome *done, const telling *outside, bool german)
{
	const publish_outcome *in = done->internal;
	const telling *t = outside->inside;
	th_arena *a = outside->a;
	telling own = {.a = a};
	th_map known;
	if (in == NULL || in->unchanged)
		return;
	if (!t->compared) {
		puts(t->err.msg);
		return;
	}
	th_str before = prefix_of(done->after.p, a), inside = prefix_of(in->after.p, a);
	th_map_init(&known, a);
	for (size_t i = 0; i < outside->all.n; i++)
		th_map_put(&known, place_of(&outside->all.v[i], a), (void *)outside);
	for (size_t i = 0; i < t->all.n; i++) {
		th_str place = place_of(&t->all.v[i], a); /* "0 /intern/stories/x/" */
		if (th_str_starts(th_str_sub(place, 2, place.n), inside))
			place = th_str_fmt(a, "%.2s%.*s%.*s", place.p, TH_FMT(before),
			    TH_FMT(th_str_sub(place, 2 + inside.n, place.n)));
		if (th_map_get(&known, place) == NULL)
			*TH_ADD(a, &own.all) = t->all.v[i];
	}
	if (own.all.n > 0)
		puts(german ? "Nur intern:" : "Internal only:");
	print_all(&own, german);
}

static void tell_live(const telling *t, double seconds, bool german)
{
	if (t->compared && t->all.n == 0)
		printf(german
			   ? "Veröffentlicht in %.1f s. An den Seiten hat sich nichts geändert.\n"
			   : "Published in %.1f s. No page has changed.\n",
		    seconds);
	else
		printf(german ? "Veröffentlicht in %.1f s:\n" : "Published in %.1f s:\n", seconds);
	print_all(t, german);
	if (!t->compared)
		puts(t->err.msg);
}

/* For the operator, who does not read what a push prints. */
static void note_in_log(const desk *d, const char *what, const th_err *err)
{
	openlog("teamhub", LOG_PID, LOG_USER);
	syslog(LOG_ERR, "%s: %s after a push: %s", d->repo, what, err->msg);
	closelog();
}

/* What was withdrawn may still lie in an earlier edition, which nobody is answered from. */
static void tell_untidy(const desk *d, const publish_outcome *done, bool german)
{
	if (done->untidy.msg[0] == '\0')
		return;
	puts(german ? "Nicht alles ließ sich aufräumen; der nächste Push versucht es wieder. Sag "
		      "dem, der den Hub betreibt:"
		    : "Not everything could be cleared away; the next push tries again. Tell "
		      "whoever runs the hub:");
	printf("  %s\n", done->untidy.msg);
	note_in_log(d, "not cleared away", &done->untidy);
}

/* There is no time without end; what is left is no fault of the author's. */
static void tell_later(const desk *d, const publish_outcome *done, bool german)
{
	if (done->later > 0)
		printf(german ? "Noch nicht gemacht, das holt der nächste Push nach: %zu %s.\n"
			      : "Not made yet, the next push makes up for it: %zu %s.\n",
		    done->later,
		    german ? (done->later == 1 ? "Bild" : "Bilder")
			   : (done->later == 1 ? "picture" : "pictures"));
	if (done->helpless.msg[0] == '\0')
		return;
	puts(german ? "Bilder lassen sich hier zurzeit nicht machen. Sag dem, der den Hub betreibt:"
		    : "No picture can be made here at the moment. Tell whoever runs the hub:");
	printf("  %s\n", done->helpless.msg);
	note_in_log(d, "no pictures", &done->helpless);
}

static void tell(
    const desk *d, const char *old, const publish_outcome *done, const telling *t, double seconds)
{
	bool german = speaks_german(d, t, done->lang);
	if (done->unchanged || (done->only_pictures && t->all.n == 0)) {
		puts(german
			 ? "Veröffentlicht ist das schon: Ein Push vor deinem hat es mitgenommen."
			 : "This is published already: a push before yours took it along.");
		return;
	}
	tell_live(t, seconds, german);
	tell_inside(done, t, german);
	tell_layout(done, german);
	tell_pictures(d, old, &done->findings, german, t->a);
	tell_later(d, done, german);
	tell_untidy(d, done, german);
}

/* The public hub is as this push has it, and the internal one as before. */
static void tell_half(const publish_outcome *done, const telling *t, double seconds, bool german)
{
	if (done->unchanged)
		puts(german ? "Am öffentlichen Hub gab es nichts Neues."
			    : "There was nothing new for the public hub.");
	else
		tell_live(t, seconds, german);
	puts(german
		 ? "Das gilt für den öffentlichen Hub. Der interne ließ sich nicht "
		   "veröffentlichen: Er zeigt, was\ner vorher zeigte, auch was inzwischen "
		   "zurückgezogen ist. Deine Commits sind sicher, der nächste\nPush holt es "
		   "nach. Sag dem, der den Hub betreibt:"
		 : "That is the public hub. The internal one could not be published: it shows "
		   "what it showed\nbefore, also what has been withdrawn since. Your commits are "
		   "safe, and the next push makes up\nfor it. Tell whoever runs the hub:");
}

static void tell_failure(
    const desk *d, const publish_outcome *done, const telling *t, const th_err *err, double seconds)
{
	th_str first = done->before.n ? first_language(done->before.p, t->a) : cmd_lang(NULL);
	bool german = speaks_german(d, t, first);
	if (done->public_done)
		tell_half(done, t, seconds, german);
	else
		puts(german ? "Deine Commits sind angekommen und sicher. Das Veröffentlichen ist "
			      "aber misslungen;\nder Hub zeigt, was er vorher zeigte. Der nächste "
			      "Push holt es nach. Sag dem, der den Hub betreibt:"
			    : "Your commits have arrived and are safe. But publishing failed; the "
			      "hub shows what it\nshowed before. The next push makes up for it. "
			      "Tell whoever runs the hub:");
	printf("  %s\n", err->msg);
	note_in_log(d, "not published", err);
}

static int publish(const desk *d, const char *old, th_arena *a)
{
	publish_outcome done;
	telling inside = {.a = a, .err = {"-"}};
	telling t = {.a = a, .err = {"-"}, .done = &done, .desk = d, .inside = &inside};
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
		return CMD_NOTHING;
	}
	tell(d, old, &done, &t, progress_seconds() - started);
	return CMD_CLEAN;
}

int cmd_receive_publish(int argc, char **argv)
{
	desk d;
	th_err err = {""};
	th_arena *a = th_arena_new();
	const char *old = NULL;
	int rc = CMD_CLEAN;
	signal(SIGPIPE, SIG_IGN);
	signal(SIGHUP, SIG_IGN);
	if (nice(NICE) == -1) /* whoever reads comes before whoever publishes */
		errno = 0;    /* a limit of the machine: then equally soon */
	if (cmd_options(argc, argv, NULL, 0, NULL) != 0)
		rc = CMD_MISUSE;
	else if (desk_open(&d, ".", a, &err) != 0)
		rc = cmd_fail("receive-publish", &err);
	else if ((old = moved_branch(&d, a)) == NULL)
		rc = CMD_CLEAN;
	else if (d.edition.n == 0)
		puts("Accepted. Nothing is published yet: whoever runs the hub names the edition "
		     "with "
		     "git config teamhub.edition FILE");
	else
		rc = publish(&d, old, a);
	th_arena_free(a);
	return rc;
}
