/* query_programme.c -- programmes: who has belonged to one since when, who speaks on its topics,
 * whom to ask about its jobs, its places, events and rules. Called by the handlers for a
 * programme's start page, and by the pages of people, jobs and terms, which show parts of it.
 *
 * Never names people who are not visible now, or who do not belong yet. */
#include "query.h"

enum { MEMBERS_MAX = 200, JOBS = 12, ASK = 3, EVENTS = 6, EXPERTS = 24 };

static th_str field_of(const view_item *item, const char *name)
{
	return th_dict_get(item->fields, th_strz(name));
}

/* join.text.de, else join.text, else the first language of the hub for which there is one. */
static th_str text_of(query *q, const view_item *item, const char *name)
{
	const th_strs *langs = edition_languages(q->e);
	th_str key = th_str_fmt(q->a, "%s.%.*s", name, TH_FMT(q->ui));
	th_str found = th_dict_get(item->fields, key);
	if (found.n == 0)
		found = field_of(item, name);
	for (size_t i = 0; i < langs->n && found.n == 0; i++)
		found = th_dict_get(
		    item->fields, th_str_fmt(q->a, "%s.%.*s", name, TH_FMT(langs->v[i])));
	return found;
}

/* A bare mail address is accepted where a link is expected. */
static th_str href_of(query *q, th_str address)
{
	bool mail = th_str_chr(address, '@') > 0 && th_str_chr(address, ':') < 0 &&
		    th_str_chr(address, '/') < 0;
	return mail ? th_str_cat(q->a, TH_S("mailto:"), address) : address;
}

static th_str label_of(query *q, th_str written)
{
	return written.n > 4 ? row_day(q, written) : written;
}

/* ---- members ---- */

static void add_member(
    query *q, view_members *out, const view_person *p, th_str since, th_str until)
{
	view_member *m = TH_ADD(q->a, out);
	m->person = *p;
	m->since_iso = since;
	m->since = label_of(q, since);
	m->until = label_of(q, until);
}

typedef struct member_row {
	th_str doc, since, until;
	bool over;
} member_row;

static void load_members(query *q, th_str facet, th_str slug, view_programme *out)
{
	TH_LIST(member_row) rows = {0};
	member_row r;
	sqlite3_stmt *st = ASK(q->e,
	    "SELECT m.doc, m.since, m.until, m.until_at IS NOT NULL AND m.until_at <= ?3"
	    " FROM member m JOIN doc d ON d.id = m.doc WHERE m.facet = ?1 AND m.term = ?2"
	    " AND (m.since_at IS NULL OR m.since_at <= ?3)"
	    " ORDER BY m.since_at IS NULL, m.since_at DESC, d.pos DESC LIMIT ?4",
	    facet, slug, q->now, MEMBERS_MAX);
	while (ASK_ROW(q->e, q->a, st, &r.doc, &r.since, &r.until, &r.over))
		*TH_ADD(q->a, &rows) = r;
	for (size_t i = 0; i < rows.n; i++) {
		r = rows.v[i];
		const view_person *p = kept_person(q, r.doc);
		if (p != NULL)
			add_member(q, r.over || p->former ? &out->alumni : &out->members, p,
			    r.since, r.until);
	}
}

void query_memberships(query *q, th_str person, view_memberships *out)
{
	TH_LIST(view_membership) rows = {0};
	view_membership one = {0};
	sqlite3_stmt *st = ASK(q->e,
	    "SELECT facet, term, since, until FROM member WHERE doc = ?1"
	    " AND (since_at IS NULL OR since_at <= ?2) ORDER BY since_at IS NULL, since_at, term",
	    person, q->now);
	while (ASK_ROW(
	    q->e, q->a, st, &one.programme.facet, &one.programme.slug, &one.since_iso, &one.until))
		*TH_ADD(q->a, &rows) = one;
	for (size_t i = 0; i < rows.n; i++) {
		view_membership *m = &rows.v[i];
		const view_term *t = kept_term(q, m->programme.facet, m->programme.slug);
		if (t == NULL)
			continue;
		m->programme = *t;
		m->since = label_of(q, m->since_iso);
		m->until = label_of(q, m->until);
		*TH_ADD(q->a, out) = *m;
	}
}

/* ---- topics and their experts ---- */

void query_contacts(query *q, th_str topic, view_people *out)
{
	th_strs ids = query_ids(
	    q, ASK(q->e,
		   "SELECT r.doc FROM rel r JOIN doc d ON d.id = r.doc WHERE r.target = ?1"
		   " AND r.role = 'ask' AND d.former = 0 ORDER BY d.pos DESC LIMIT ?2",
		   topic, EXPERTS));
	for (size_t i = 0; i < ids.n; i++) {
		const view_person *p = kept_person(q, ids.v[i]);
		if (p != NULL)
			*TH_ADD(q->a, out) = *p;
	}
}

static bool belongs(const view_members *members, th_str person)
{
	for (size_t i = 0; i < members->n; i++)
		if (th_str_eq(members->v[i].person.id, person))
			return true;
	return false;
}

static int64_t count_of(query *q, th_str facet, const view_programme *p, const view_term *t)
{
	selection_term both[] = {{facet, p->item.id}, {t->facet, t->slug}};
	selection s = {.terms = {both, 2, 2}};
	return query_count(q, &s);
}

static void add_topic(query *q, th_str facet, view_programme *out, const view_term *t)
{
	view_people all = {0};
	view_expertise *x = TH_ADD(q->a, &out->topics);
	x->topic = *t;
	query_contacts(q, th_str_fmt(q->a, "term/topic/%.*s", TH_FMT(t->slug)), &all);
	for (size_t i = 0; i < all.n; i++)
		if (belongs(&out->members, all.v[i].id))
			*TH_ADD(q->a, &x->people) = all.v[i];
	x->topic.count = count_of(q, facet, out, t);
}

/* The topics that the programme names; if it names none, those its experts can be asked about. */
static void load_topics(query *q, th_str facet, th_str slug, view_programme *out)
{
	th_strs slugs = {0};
	for (size_t i = 0; i < out->item.terms.n; i++)
		if (th_str_eqz(out->item.terms.v[i].facet, "topic"))
			*TH_ADD(q->a, &slugs) = out->item.terms.v[i].slug;
	if (slugs.n == 0 && th_str_eqz(field_of(&out->item, "stories"), "experts"))
		slugs = query_ids(
		    q, ASK(q->e,
			   "SELECT DISTINCT t.slug FROM member m JOIN rel r ON r.doc = m.doc"
			   " AND r.role = 'ask' JOIN doc t ON t.id = r.target WHERE m.facet = ?1"
			   " AND m.term = ?2 ORDER BY t.pos DESC LIMIT ?3",
			   facet, slug, EXPERTS));
	for (size_t i = 0; i < slugs.n; i++) {
		const view_term *t = kept_term(q, TH_S("topic"), slugs.v[i]);
		if (t != NULL)
			add_topic(q, facet, out, t);
	}
}

/* ---- jobs, and whom to ask ---- */

/* Ambassadors of the teams of job ?1, nearest first. */
static const char sql_ambassadors[] =
    "SELECT m.doc, m.facet, m.term, EXISTS(SELECT 1 FROM doc_term j JOIN doc_term x"
    " ON x.doc = m.doc AND x.facet = 'place' AND x.term = j.term"
    " WHERE j.doc = ?1 AND j.facet = 'place') AS near"
    " FROM member m JOIN doc d ON d.id = m.doc JOIN term t ON t.facet = m.facet"
    " AND t.slug = m.term JOIN doc p ON p.id = t.doc JOIN field f ON f.doc = p.id"
    " AND f.name = 'jobs' WHERE d.former = 0"
    " AND p.visible_from <= ?2 AND ?2 < p.visible_until"
    " AND (m.since_at IS NULL OR m.since_at <= ?2)"
    " AND (m.until_at IS NULL OR ?2 < m.until_at)"
    " AND EXISTS(SELECT 1 FROM doc_term j JOIN doc_term x ON x.doc = m.doc"
    " AND x.facet = 'team' AND x.term = j.term WHERE j.doc = ?1 AND j.facet = 'team')"
    " ORDER BY near DESC, m.since_at IS NULL, m.since_at, d.pos DESC LIMIT 24";

/* The people that the job names; else those. */
static void contact_ids(query *q, th_str job, th_strs *ids, th_str *facet, th_str *term)
{
	*ids = query_targets(q, job, "ambassador");
	bool named = ids->n > 0, near;
	th_str person, of, programme;
	sqlite3_stmt *st = ASK(q->e, sql_ambassadors, job, q->now);
	while (ASK_ROW(q->e, q->a, st, &person, &of, &programme, &near)) {
		if (!named)
			*TH_ADD(q->a, ids) = person;
		if (term->n == 0) {
			*facet = of;
			*term = programme;
		}
	}
}

const view_term *query_ambassadors(query *q, th_str job, view_people *out)
{
	th_strs ids = {0};
	th_str facet = TH_NONE, term = TH_NONE;
	contact_ids(q, job, &ids, &facet, &term);
	for (size_t i = 0; i < ids.n && out->n < ASK; i++) {
		const view_person *p = kept_person(q, ids.v[i]);
		if (p != NULL)
			*TH_ADD(q->a, out) = *p;
	}
	return out->n > 0 && term.n > 0 ? kept_term(q, facet, term) : NULL;
}

static th_strs team_slugs(query *q, th_str facet, th_str slug, const view_item *item)
{
	th_strs own = {0};
	for (size_t i = 0; i < item->terms.n; i++)
		if (th_str_eqz(item->terms.v[i].facet, "team"))
			*TH_ADD(q->a, &own) = item->terms.v[i].slug;
	if (own.n > 0)
		return own;
	return query_ids(
	    q, ASK(q->e,
		   "SELECT DISTINCT x.term FROM member m JOIN doc_term x ON x.doc = m.doc"
		   " AND x.facet = 'team' WHERE m.facet = ?1 AND m.term = ?2"
		   " ORDER BY x.term LIMIT 40",
		   facet, slug));
}

static void load_jobs(query *q, th_str facet, th_str slug, view_programme *out)
{
	view_items jobs = {0};
	if (!th_str_eqz(field_of(&out->item, "jobs"), "true"))
		return;
	th_strs teams = team_slugs(q, facet, slug, &out->item);
	for (size_t i = 0; i < teams.n; i++)
		query_jobs_of(q, TH_S("team"), teams.v[i], JOBS, &jobs);
	for (size_t i = 0; i < jobs.n; i++) {
		view_position *x = TH_ADD(q->a, &out->jobs);
		x->job = jobs.v[i];
		query_ambassadors(q, th_str_cat(q->a, TH_S("job/"), jobs.v[i].id), &x->people);
	}
}

/* ---- places, meetings, rules ---- */

static void load_places(query *q, th_str facet, view_programme *out)
{
	for (size_t i = 0; i < out->item.terms.n; i++) {
		const view_term *t = &out->item.terms.v[i];
		if (!th_str_eqz(t->facet, "place"))
			continue;
		view_town *x = TH_ADD(q->a, &out->places);
		x->place = *t;
		x->place.count = count_of(q, facet, out, t);
	}
}

static void load_events(query *q, th_str facet, th_str slug, view_items *out)
{
	th_strs ids = query_ids(
	    q, ASK(q->e,
		   "SELECT x.doc FROM doc_term x JOIN doc d ON d.id = x.doc WHERE x.facet = ?1"
		   " AND x.term = ?2 AND x.kind = 'event' ORDER BY d.start_at, d.id LIMIT 200",
		   facet, slug));
	for (size_t i = 0; i < ids.n && out->n < EVENTS; i++) {
		view_item item = {0};
		if (query_item_of(q, ids.v[i], &item) && !item.past)
			*TH_ADD(q->a, out) = item;
	}
}

static void load_rules(query *q, th_str doc, view_items *out)
{
	th_strs ids = query_targets(q, doc, "rule");
	query_items_of(q, &ids, out);
}

void query_programmes_of(query *q, th_str facet, th_str slug, view_items *out)
{
	th_strs ids = query_ids(
	    q, ASK(q->e,
		   "SELECT x.doc FROM doc_term x JOIN doc d ON d.id = x.doc WHERE x.facet = ?1"
		   " AND x.term = ?2 AND x.kind = 'programme' ORDER BY d.pos DESC LIMIT 24",
		   facet, slug));
	query_items_of(q, &ids, out);
}

/* ---- the order of sections ---- */

/* As the programme's file says; else what it has most of. */
static th_str first_of(const view_programme *p)
{
	th_str said = field_of(&p->item, "first");
	if (said.n > 0)
		return said;
	return p->jobs.n > 0     ? TH_S("jobs")
	       : p->topics.n > 0 ? TH_S("topics")
	       : p->places.n > 0 ? TH_S("places")
				 : TH_S("stories");
}

static void order_sections(query *q, view_programme *out)
{
	const struct {
		const char *name;
		bool any;
	} all[] = {
	    {"people", out->members.n > 0},
	    {"stories", true},
	    {"jobs", out->jobs.n > 0},
	    {"topics", out->topics.n > 0},
	    {"places", out->places.n > 0},
	};
	out->first = first_of(out);
	bool told = false;
	for (int pass = 0; pass < 2; pass++)
		for (size_t i = 0; i < TH_COUNT(all); i++) {
			if (!all[i].any || th_str_eqz(out->first, all[i].name) != (pass == 0))
				continue;
			view_section *s = TH_ADD(q->a, &out->sections);
			bool *flags[] = {&s->people, &s->stories, &s->jobs, &s->topics, &s->places};
			*flags[i] = true;
			if (!told)
				TH_ADD(q->a, &out->sections)->about = true;
			told = true;
		}
}

bool query_programme(query *q, th_str facet, th_str slug, view_programme *out)
{
	const facet_entry *x = facet_find(set_facet(q, RANK_STORY, facet), slug);
	if (x == NULL || x->doc.n == 0 || !query_item_of(q, x->doc, &out->item))
		return false;
	out->join = text_of(q, &out->item, "join.text");
	out->join_label = text_of(q, &out->item, "join.label");
	out->contact_label = field_of(&out->item, "contact");
	out->contact = href_of(q, out->contact_label);
	th_str url = field_of(&out->item, "join.url");
	out->join_href = url.n > 0 ? href_of(q, url) : out->contact;
	load_members(q, facet, slug, out);
	load_topics(q, facet, slug, out);
	load_jobs(q, facet, slug, out);
	load_places(q, facet, out);
	load_events(q, facet, slug, &out->events);
	load_rules(q, x->doc, &out->rules);
	order_sections(q, out);
	return true;
}
