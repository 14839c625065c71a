/* websub.c -- after a publish, tells the hub that hub.yml names which feeds changed (WebSub §7:
 * a form with hub.mode=publish and hub.url), so that subscribers hear of it within seconds. Called
 * by the publish pipeline when the new edition is live.
 *
 * The work is done by a process of its own, without the lock, the terminal and the pipes of whoever
 * published: a hub that is down, slow or not to be found costs that process its time, which is
 * bounded, and a line in the system's log. What changed is found by asking both editions for every
 * feed that has an address of its own, as a visitor would. */
#include "teamhub/websub.h"

#include "teamhub/cmd.h"
#include "teamhub/web.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
	OPENING = 2000, /* milliseconds that a publish waits for both editions to be open */
	SECONDS = 60,   /* for all */
	NICE = 10,
	TOPICS = 5000,
};

extern char **environ;

void websub_announce(th_str hub, th_str before, th_str after, const char *named)
{
	th_arena *a = th_arena_new();
	char *argv[] = {(char *)"teamhub", (char *)"websub-ping", th_str_z(a, hub),
	    th_str_z(a, before), th_str_z(a, after), th_str_z(a, th_strz(named)), NULL};
	posix_spawn_file_actions_t files;
	posix_spawnattr_t how;
	pid_t pid;
	bool changed = hub.n > 0 && before.n > 0 && !th_str_eq(before, after);
	if (changed && posix_spawn_file_actions_init(&files) == 0) {
		posix_spawnattr_init(&how);
		posix_spawnattr_setflags(&how, POSIX_SPAWN_SETSID);
		for (int fd = 0; fd < 3; fd++)
			posix_spawn_file_actions_addopen(&files, fd, "/dev/null", O_RDWR, 0);
		posix_spawn_file_actions_addclosefrom_np(&files, 3);
		if (posix_spawn(&pid, "/proc/self/exe", &files, &how, argv, environ) == 0)
			while (waitpid(pid, NULL, 0) < 0 && errno == EINTR)
				continue; /* it leaves a child behind and ends at once */
		posix_spawn_file_actions_destroy(&files);
		posix_spawnattr_destroy(&how);
	}
	th_arena_free(a);
}

/* ---- what changed ---- */

typedef struct finding_out {
	th_arena *a;
	hub_worker *was, *is;
	th_time now;
	th_str origin, prefix;
	th_map seen;    /* paths that were looked at */
	th_strs topics; /* addresses of feeds */
} finding_out;

static bool ask(finding_out *f, hub_worker *w, th_str path, th_reply *reply, th_arena *a)
{
	th_request r = {.a = a, .now = f->now, .method = TH_S("GET"), .path = path};
	worker_answer(w, &r, 0, reply, NULL);
	return reply->status == 200;
}

/* The list at `path` (below the prefix, with its language) in the three formats, when one of them
 * reads differently now. */
static void look_at(finding_out *f, th_str path)
{
	static const char *const formats[] = {"feed.atom", "feed.rss", "feed.json"};
	th_arena *a = th_arena_new();
	th_reply was, is;
	th_str feed = th_str_cat(a, path, th_strz(formats[0]));
	if (th_map_get(&f->seen, path) == NULL && f->topics.n < TOPICS) {
		th_map_put(&f->seen, th_str_dup(f->a, path), f);
		bool had = ask(f, f->was, feed, &was, a), has = ask(f, f->is, feed, &is, a);
		if (has && (!had || !th_str_eq(th_buf_str(&was.body), th_buf_str(&is.body))))
			for (size_t i = 0; i < TH_COUNT(formats); i++)
				*TH_ADD(f->a, &f->topics) = th_str_fmt(f->a, "%.*s%.*s%.*s%s",
				    TH_FMT(f->origin), TH_FMT(f->prefix), TH_FMT(path), formats[i]);
		reply_free(&was);
		reply_free(&is);
	}
	th_arena_free(a);
}

static void look_at_items(finding_out *f, const view_items *items)
{
	for (size_t i = 0; i < items->n; i++)
		look_at(f, th_str_sub(items->v[i].href, f->prefix.n, items->v[i].href.n));
}

/* Everything that has a feed at an address of its own, in one language. */
static void look_at_all(finding_out *f, edition *e, th_str lang, bool first)
{
	static const char *const lists[] = {
	    "stories", "people", "jobs", "events", "kudos", "guidelines"};
	th_str base = first ? TH_S("") : th_str_cat(f->a, TH_S("/"), lang);
	query q = {.e = e, .a = f->a, .now = f->now, .ui = lang, .prefix = f->prefix};
	size_t n;
	const edition_facet *facets = edition_facets(e, &n);
	q.base = th_str_cat(f->a, f->prefix, base);
	for (size_t i = 0; i < TH_COUNT(lists); i++)
		look_at(f, th_str_fmt(f->a, "%.*s/%s/", TH_FMT(base), lists[i]));
	for (size_t i = 0; i < n; i++) {
		view_items terms = {0};
		look_at(f, th_str_fmt(f->a, "%.*s/%.*s/", TH_FMT(base), TH_FMT(facets[i].path)));
		query_terms(&q, facets[i].name, &terms);
		look_at_items(f, &terms);
	}
	view_people people = {0};
	selection all = {0};
	query_people(&q, &all, &people);
	for (size_t i = 0; i < people.n; i++)
		look_at(f, th_str_sub(people.v[i].href, f->prefix.n, people.v[i].href.n));
}

/* An edition that another version of the program made cannot be asked: then nothing is known to
 * have changed. */
static bool opens(finding_out *f, hub_worker *w)
{
	th_arena *a = th_arena_new();
	th_reply reply;
	bool does = ask(f, w, TH_S("/healthz"), &reply, a);
	reply_free(&reply);
	th_arena_free(a);
	return does;
}

/* `ready` is closed once both are open: from then on the older one may be removed. */
static int find_out(finding_out *f, const char *before, const char *after, int ready)
{
	edition *e = NULL;
	f->was = worker_new(before);
	f->is = worker_new(after);
	bool both = opens(f, f->was) && opens(f, f->is) && edition_open(&e, after, NULL) == 0;
	close(ready);
	if (!both) {
		worker_free(f->was);
		worker_free(f->is);
		return -1;
	}
	f->origin = edition_meta(e, TH_S("origin"));
	f->prefix = edition_meta(e, TH_S("prefix"));
	const th_strs *langs = edition_languages(e);
	for (size_t i = 0; i < langs->n; i++)
		look_at_all(f, e, langs->v[i], i == 0);
	worker_free(f->was);
	worker_free(f->is);
	edition_close(e);
	return 0;
}

int cmd_websub(int argc, char **argv)
{
	if (argc != 5)
		return CMD_MISUSE;
	int ready[2];
	if (pipe(ready) != 0)
		return CMD_NOTHING;
	pid_t child = fork();
	if (child != 0) { /* whoever published waits for this one only */
		struct pollfd opened = {.fd = ready[0], .events = POLLIN};
		close(ready[1]);
		poll(&opened, 1, child > 0 ? OPENING : 0);
		return child > 0 ? CMD_CLEAN : CMD_NOTHING;
	}
	const char *named = argv[4][0] != '\0' ? argv[4] : getenv("TEAMHUB_WEBSUB_ALLOW");
	close(ready[0]);
	signal(SIGALRM, SIG_DFL);
	alarm(SECONDS);
	setpriority(PRIO_PROCESS, 0, NICE);
	finding_out f = {.a = th_arena_new(), .now = publish_now()};
	th_map_init(&f.seen, f.a);
	if (find_out(&f, argv[2], argv[3], ready[1]) == 0 && f.topics.n > 0)
		websub_tell(argv[1], named, &f.topics);
	th_arena_free(f.a);
	return CMD_CLEAN;
}
