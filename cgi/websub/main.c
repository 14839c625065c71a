/* main.c -- `teamhub-websub`: finds out which feeds differ between two editions and notifies a hub
 * (WebSub §7: a form with hub.mode=publish and hub.url), so that subscribers learn of it within
 * seconds. Started by `teamhub` when a new edition is live. Forks a process that does the work
 * without the publisher's lock, terminal and pipes: a hub that is down, slow or missing costs that
 * process some time, which is bounded, and a line in syslog.
 *
 * To find what changed, it requests every feed that has an address of its own from both editions,
 * as a visitor would have when the hub was last notified, and would now. The clock alone can make a
 * difference: both may be the same edition. Nobody needs to hear of a feed that is as empty as
 * before. */
#include "tell.h"

#include "teamhub/edition.h"
#include "teamhub/kinds.h"
#include "teamhub/web.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

enum {
	OPENING = 2000, /* milliseconds that a publish waits until both editions are open */
	SECONDS = 60,   /* for everything */
	NICE = 10,
	TOPICS = 5000,
};

/* ---- what changed ---- */

typedef struct finding_out {
	th_arena *a;
	hub_worker *was, *is;
	th_time since, now;
	th_str origin, prefix;
	th_map seen;    /* paths that were looked at */
	th_strs topics; /* addresses of feeds */
} finding_out;

static bool ask(hub_worker *w, th_time now, th_str path, th_reply *reply, th_arena *a)
{
	th_request r = {.a = a, .now = now, .method = TH_S("GET"), .path = path};
	worker_answer(w, &r, 0, reply, NULL);
	return reply->status == 200;
}

/* Markup in the text of an entry is escaped. */
static bool holds(const th_reply *atom, const char *element)
{
	return th_str_find(th_buf_str(&atom->body), th_strz(element)) >= 0;
}

/* Withdrawals are told in every feed of stories, and are no news in one that nobody knew. Of a feed
 * that is gone with its last entry the hub can end its subscriptions. */
static bool is_news(const th_reply *was, bool had, const th_reply *is, bool has)
{
	if (!has)
		return had && holds(was, "<entry");
	if (holds(is, "<entry") || (had && holds(is, "<at:deleted-entry")))
		return !had || !th_str_eq(th_buf_str(&was->body), th_buf_str(&is->body));
	return had && holds(was, "<entry"); /* now it is empty */
}

/* Adds the list at `path` (below the prefix, with its language) in each format, if any of them
 * differs. */
static void look_at(finding_out *f, th_str path)
{
	th_arena *a = th_arena_new();
	th_reply was, is;
	th_str feed = th_str_cat(a, path, th_strz(th_feeds[0].file));
	if (th_map_get(&f->seen, path) == NULL && f->topics.n < TOPICS) {
		th_map_put(&f->seen, th_str_dup(f->a, path), f);
		bool had = ask(f->was, f->since, feed, &was, a),
		     has = ask(f->is, f->now, feed, &is, a);
		if (is_news(&was, had, &is, has))
			for (size_t i = 0; i < TH_FEED_COUNT; i++)
				*TH_ADD(f->a, &f->topics) =
				    th_str_fmt(f->a, "%.*s%.*s%.*s%s", TH_FMT(f->origin),
					TH_FMT(f->prefix), TH_FMT(path), th_feeds[i].file);
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

/* Everything in one language that has a feed at an address of its own in that edition. */
static void look_at_language(finding_out *f, edition *e, th_time now, th_str lang, bool first)
{
	th_str base = first ? TH_S("") : th_str_cat(f->a, TH_S("/"), lang);
	query q = {.e = e, .a = f->a, .now = now, .ui = lang, .prefix = f->prefix};
	size_t n;
	const edition_facet *facets = edition_facets(e, &n);
	q.base = th_str_cat(f->a, f->prefix, base);
	for (int k = 0; k < TH_KIND_COUNT; k++)
		if (th_kinds[k].flags & TH_FEEDS)
			look_at(f, th_str_fmt(f->a, "%.*s/%s/", TH_FMT(base), th_kind_path[k]));
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

static void look_at_all(finding_out *f, edition *e, th_time now)
{
	const th_strs *langs = edition_languages(e);
	for (size_t i = 0; i < langs->n; i++)
		look_at_language(f, e, now, langs->v[i], i == 0);
}

/* An edition made by another version of the program cannot be read: then no change is known. */
static bool opens(finding_out *f, hub_worker *w)
{
	th_arena *a = th_arena_new();
	th_reply reply;
	bool does = ask(w, f->now, TH_S("/healthz"), &reply, a);
	reply_free(&reply);
	th_arena_free(a);
	return does;
}

/* `ready` is closed once both are open; the older edition may be removed from then on. */
static int find_out(finding_out *f, const char *before, const char *after, int ready)
{
	edition *was = NULL, *is = NULL;
	f->was = worker_new(before);
	f->is = worker_new(after);
	bool both = opens(f, f->was) && opens(f, f->is) && edition_open(&was, before, NULL) == 0 &&
		    edition_open(&is, after, NULL) == 0;
	close(ready);
	if (both) {
		f->origin = edition_meta(is, TH_S("origin"));
		f->prefix = edition_meta(is, TH_S("prefix"));
		look_at_all(f, is, f->now);
		if (th_str_eq(edition_meta(was, TH_S("prefix")), f->prefix))
			look_at_all(f, was, f->since);
	}
	worker_free(f->was);
	worker_free(f->is);
	edition_close(was);
	edition_close(is);
	return both ? 0 : -1;
}

/* HUB BEFORE AFTER SINCE NOW NAMED, as cgi/publish/publish_websub.c passes them. */
int main(int argc, char **argv)
{
	uint64_t since, now;
	int ready[2];
	if (argc != 7 || !th_str_uint(th_strz(argv[4]), INT64_MAX, &since) ||
	    !th_str_uint(th_strz(argv[5]), INT64_MAX, &now)) {
		fputs("teamhub-websub is started by teamhub publish\n", stderr);
		return 2;
	}
	if (pipe(ready) != 0)
		return EXIT_FAILURE;
	pid_t child = fork();
	if (child != 0) { /* the publisher waits for this process only */
		struct pollfd opened = {.fd = ready[0], .events = POLLIN};
		close(ready[1]);
		poll(&opened, 1, child > 0 ? OPENING : 0);
		return child > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
	}
	const char *named = argv[6][0] != '\0' ? argv[6] : getenv("TEAMHUB_WEBSUB_ALLOW");
	close(ready[0]);
	signal(SIGALRM, SIG_DFL);
	alarm(SECONDS);
	setpriority(PRIO_PROCESS, 0, NICE);
	finding_out f = {.a = th_arena_new(), .since = (th_time)since, .now = (th_time)now};
	th_map_init(&f.seen, f.a);
	if (find_out(&f, argv[2], argv[3], ready[1]) == 0 && f.topics.n > 0)
		websub_notify(argv[1], named, &f.topics);
	th_arena_free(f.a);
	return EXIT_SUCCESS;
}
