/* publish_websub.c -- notifies the WebSub hub that hub.yml names: starts the program
 * `teamhub-websub` (cgi/websub), which finds out which feeds changed. Called by publish when the
 * new edition is live, and when nothing is new, since what the clock shows, hides and ends is news,
 * too. */
#include "publish_websub.h"

#include "teamhub/cmd.h"
#include "teamhub/edition.h"
#include "teamhub/file.h"
#include "teamhub/helper.h"
#include "teamhub/process.h"

#include <syslog.h>

static const char *notified_file(const char *file, th_arena *a)
{
	ptrdiff_t slash = th_str_rchr(th_strz(file), '/');
	return th_str_fmt(a, "%.*snotified", (int)(slash + 1), file).p;
}

/* When the hub was last notified; `now` when that is not known. */
static th_time notified_at(const char *file, th_time now, th_arena *a)
{
	enum { LONGEST = 32 };
	th_str text;
	uint64_t at;
	if (file_read(notified_file(file, a), LONGEST, a, &text) != 0 ||
	    !th_str_uint(th_str_trim(text), INT64_MAX, &at) || (th_time)at > now)
		return now;
	return (th_time)at;
}

static void note(const char *file, th_time now, th_arena *a)
{
	const char *path = notified_file(file, a);
	if (file_write(path, th_str_fmt(a, "%lld\n", (long long)now), 0644, 0) != 0)
		syslog(LOG_WARNING,
		    "websub: %s cannot be written: what the clock changes until "
		    "the next publish is not told to the hub",
		    path);
}

static bool clock_changed(const char *file, th_time since, th_time now)
{
	edition *e;
	th_time last = TH_NEVER, next;
	if (edition_open(&e, file, NULL) != 0)
		return false;
	edition_boundaries(e, now, &last, &next);
	edition_close(e);
	return last != TH_NEVER && last > since;
}

bool publish_has_news(const char *file, th_time now)
{
	edition *e;
	if (edition_open(&e, file, NULL) != 0)
		return false;
	bool tells = edition_meta(e, TH_S("websub")).n > 0;
	edition_close(e);
	th_arena *a = th_arena_new();
	bool has = tells && clock_changed(file, notified_at(file, now, a), now);
	th_arena_free(a);
	return has;
}

static void start(const th_hub *hub, const publish_request *r, const publish_outcome *out,
    th_time since, th_time now, th_arena *a)
{
	th_err err = {""};
	pid_t pid;
	const char *argv[] = {helper_find("websub", a, &err), th_str_z(a, hub->websub),
	    th_str_z(a, out->before), th_str_z(a, out->after),
	    th_str_fmt(a, "%lld", (long long)since).p, th_str_fmt(a, "%lld", (long long)now).p,
	    r->websub_allow != NULL ? r->websub_allow : "", NULL};
	if (argv[0] == NULL)
		syslog(LOG_WARNING, "websub: %s", err.msg);
	else if (process_start(&pid, argv, &(process_options){.session = true}) == 0)
		process_wait(pid); /* it leaves a child behind and ends at once */
}

void websub_announce(const th_hub *hub, const publish_request *r, const publish_outcome *out)
{
	if (hub->websub.n == 0 || hub->audience == TH_INTERNAL || r->drafts)
		return;
	th_arena *a = th_arena_new();
	th_time now = publish_now(), since = notified_at(r->edition, now, a);
	bool differs = !th_str_eq(out->before, out->after);
	if (out->before.n > 0 && (differs || clock_changed(r->edition, since, now)))
		start(hub, r, out, since, now, a);
	note(r->edition, now, a);
	th_arena_free(a);
}
