/* blame_moved.c -- a text or person that a change moves to another address, by a renamed file, a
 * slug or a title: the old address would answer 404, and readers' programs would show what they
 * have as new. The author is told the two lines that prevent both. Called by blame.c.
 *
 * Nothing is done automatically: somebody who changed their name may want the old one forgotten. */
#include "blame.h"

enum { TOLD_MAX = 50, PAIRS_MAX = 10000 };

typedef struct moves {
	blame_result *j;
	const blame_request *r;
	th_arena *a;
	size_t told, pairs;
} moves;

/* It was public, as far as its own fields say. */
static bool was_public(const moves *m, const th_doc *was)
{
	const th_hub *hub = &m->j->hub;
	th_time now = m->r->now;
	bool future = was->publish.at != TH_NEVER && was->publish.at > now;
	bool over = was->expires.at != TH_NEVER && was->expires.at <= now;
	bool hidden = was->draft || was->withdrawn || was->audience == TH_INTERNAL;
	bool person = was->kind == TH_PERSON && hub->consent_required;
	return !future && !over && !hidden &&
	       (!person || (was->person.consent.public_since != TH_NEVER &&
			       was->person.consent.public_since <= now));
}

/* What the file was; false: nothing that had an address. */
static bool read_before(const moves *m, th_str path, th_doc *was, th_str *bytes)
{
	th_findings none = {.arena = m->a};
	th_entry *e = TH_NEW(m->a, th_entry);
	*was = doc_empty(TH_STORY, path);
	return source_read_at(m->r->fresh, m->r->old, path, CONTENT_MAX_FILE, m->a, e, bytes) ==
		   0 &&
	       content_classify(&was->parsed, &m->j->hub, e, m->a, &none) &&
	       content_parse(&was->parsed, &m->j->hub, *bytes, m->a, &none) == 0 &&
	       was_public(m, was);
}

static void tell(moves *m, const th_doc *now, const th_doc *was)
{
	const th_content *c = &m->j->content;
	const th_doc *there = th_map_get(&c->hrefs, was->href);
	bool redirects = th_map_get(&c->moved, was->href) != NULL;
	th_str authority = m->j->hub.feed_authority;
	th_str id = doc_uid(&was->parsed, authority, m->a);
	bool same_id = th_str_eq(id, doc_uid(&now->parsed, authority, m->a));
	if (th_str_eq(now->href, was->href) || (there != NULL && there != now) ||
	    (redirects && same_id) || m->told++ >= TOLD_MAX)
		return;
	th_str uid = th_str_fmt(m->a, "uid: \"%.*s\"", TH_FMT(id));
	th_str aliases = th_str_fmt(m->a, "aliases: [%.*s]", TH_FMT(was->href));
	finding_add(&m->j->mine, redirects ? TH_RULE_UID_LEFT : TH_RULE_ADDRESS_LEFT,
	    (th_mark){now->path, 1, 1}, was->href, redirects ? uid : aliases,
	    redirects || same_id ? TH_NONE : uid);
}

/* ---- which file it is now ---- */

/* Of the lines of both, how many are in both: per cent. */
static int likeness(th_str before, th_str after, th_arena *a)
{
	th_map lines;
	th_str line;
	size_t all = 0, same = 0;
	th_map_init(&lines, a);
	while (th_str_split(&before, '\n', &line))
		if ((line = th_str_trim(line)).n > 3) {
			th_map_put(&lines, line, &lines);
			all++;
		}
	size_t most = all, others = 0;
	while (th_str_split(&after, '\n', &line))
		if ((line = th_str_trim(line)).n > 3) {
			same += th_map_get(&lines, line) != NULL;
			others++;
		}
	most = others > most ? others : most;
	return most > 0 ? (int)(100 * same / most) : 0;
}

/* The file of that kind, among those that the change adds or rewrites, that is most like it; NULL:
 * it is gone. */
static const th_doc *find_now(moves *m, const th_doc *was, th_str before)
{
	const th_doc *best = NULL;
	int most = 49;
	for (size_t i = 0; i < m->j->changed.n; i++) {
		const th_map_item *one = &m->j->changed.items[i];
		const th_doc *d = th_map_get(&m->j->content.by_path, one->key);
		th_str after;
		if (*(const th_change *)one->value == TH_CHANGE_REMOVED || d == NULL ||
		    d->left_out || d->kind != was->kind || d->entry == NULL)
			continue;
		if (th_str_eq(d->entry->id, was->entry->id))
			return d;
		if (m->pairs++ >= PAIRS_MAX ||
		    source_read(m->r->fresh, d->entry, CONTENT_MAX_FILE, m->a, &after, NULL) != 0)
			continue;
		int like = likeness(before, after, m->a);
		if (like > most) {
			most = like;
			best = d;
		}
	}
	return best;
}

void blame_moved(blame_result *j, const blame_request *r, th_arena *a)
{
	moves m = {.j = j, .r = r, .a = a};
	for (size_t i = 0; i < j->changed.n; i++) {
		th_str path = j->changed.items[i].key, before;
		th_change change = *(const th_change *)j->changed.items[i].value;
		th_doc was;
		if (change == TH_CHANGE_ADDED || !read_before(&m, path, &was, &before))
			continue;
		const th_doc *now = change == TH_CHANGE_REMOVED
					? find_now(&m, &was, before)
					: th_map_get(&j->content.by_path, path);
		if (now != NULL && !now->left_out && !now->withdrawn)
			tell(&m, now, &was);
	}
}
