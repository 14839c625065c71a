/* query_person.c -- people: beside a story, on the people page, and on their own page. Called by
 * the handlers and by other query files. A person as lists show them is cached with the edition,
 * since the same few dozen appear on every page. */
#include "query_rows.h"

typedef struct kept_view {
	view_person v;
	th_time from, until;
} kept_view;

static th_str first_term_label(query *q, th_str doc, th_str facet)
{
	th_str label = TH_S("");
	sqlite3_stmt *st = ASK(q->e,
	    "SELECT t.title FROM doc_term x JOIN term y ON y.facet = x.facet AND y.slug = x.term"
	    " JOIN text t ON t.doc = y.doc AND t.ui = ?3"
	    " WHERE x.doc = ?1 AND x.facet = ?2 ORDER BY x.ord LIMIT 1",
	    doc, facet, q->ui);
	ASK_ONE(q->e, q->a, st, &label);
	return label;
}

typedef struct person_row {
	th_str href, name, role, summary, alt, pronouns, role_lang, summary_lang;
	th_time from, until;
	bool former;
	picture_row portrait;
} person_row;

#define ROW person_row
static const row_column person_columns[] = {
    TEXT(href, "d.href"),
    NUMBER(from, "d.visible_from"),
    NUMBER(until, "d.visible_until"),
    FLAG(former, "d.former"),
    TEXT(name, "t.title"),
    TEXT(role, "t.subtitle"),
    TEXT(summary, "t.summary"),
    TEXT(alt, "t.picture_alt"),
    TEXT(pronouns, "(SELECT value FROM field f WHERE f.doc = d.id AND f.name = 'pronouns')"),
    TEXT(role_lang, "t.subtitle_lang"),
    TEXT(summary_lang, "t.summary_lang"),
    PICTURE(portrait),
};
static const row_desc person_desc = ROW_READ(person_columns);
#undef ROW

static const row_select person_of = {&person_desc,
    "FROM doc d JOIN text t ON t.doc = d.id AND t.ui = ?2"
    " LEFT JOIN picture p ON p.id = d.picture WHERE d.id = ?1 AND d.kind = 'person'"};

static kept_view *load_person(query *q, th_str doc)
{
	person_row r;
	sqlite3_stmt *st = ASK_FOR(q->e, &person_of, doc, q->ui);
	if (!ask_read(q->e, q->a, st, &person_desc, &r))
		return NULL;
	ask_done(st);
	kept_view *k = TH_NEW(q->a, kept_view);
	view_person *v = &k->v;
	v->id = th_str_dup(q->a, th_str_sub(doc, sizeof "person/" - 1, doc.n));
	v->href = th_str_cat(q->a, q->base, r.href);
	k->from = r.from;
	k->until = r.until;
	v->former = r.former;
	v->name = r.name;
	v->role = r.role;
	v->summary = r.summary;
	v->pronouns = r.pronouns;
	v->portrait = picture_view(q, &r.portrait, r.alt);
	v->role_lang = query_lang(q, r.role_lang);
	v->summary_lang = query_lang(q, r.summary_lang);
	v->initials = th_str_initials(q->a, v->name);
	v->page = true;
	v->place = first_term_label(q, doc, TH_S("place"));
	v->team = first_term_label(q, doc, TH_S("team"));
	return k;
}

const view_person *kept_person(query *q, th_str doc)
{
	ui_kept *kept = kept_of(q);
	kept_view *k = th_map_get(&kept->people, doc);
	if (k == NULL) {
		bool keep = kept_room(q->e) && kept->people.arena == q->e->a;
		query own = *q;
		own.a = keep ? q->e->a : q->a;
		k = load_person(&own, doc);
		if (k == NULL)
			return NULL;
		if (keep) {
			th_map_put(&kept->people, th_str_dup(own.a, doc), k);
			kept_count_one(q->e);
		}
	}
	return k->from <= q->now && q->now < k->until ? &k->v : NULL;
}

th_strs query_targets(query *q, th_str doc, const char *role)
{
	return query_ids(
	    q, ASK(q->e, "SELECT target FROM rel WHERE doc = ?1 AND role = ?2 ORDER BY ord", doc,
		   role));
}

void query_doc_people(query *q, th_str doc, const char *role, view_people *out)
{
	th_strs ids = query_targets(q, doc, role);
	for (size_t i = 0; i < ids.n; i++) {
		const view_person *p = kept_person(q, ids.v[i]);
		if (p != NULL)
			*TH_ADD(q->a, out) = *p;
	}
}

static const view_person *person_at(query *q, int64_t pos)
{
	th_str id = TH_NONE;
	sqlite3_stmt *st = ASK(q->e, "SELECT id FROM doc WHERE kind = 'person' AND pos = ?1", pos);
	ASK_ONE(q->e, q->a, st, &id);
	return id.n > 0 ? kept_person(q, id) : NULL;
}

void query_byline(query *q, th_str doc, view_people *authors, view_people *byline)
{
	th_strs ids = {0}, names = {0};
	th_str id, name;
	int64_t ord;
	sqlite3_stmt *st = ASK(q->e,
	    "SELECT ord, target, '' FROM rel WHERE doc = ?1 AND role = 'author'"
	    " UNION ALL SELECT ord, '', name FROM byline WHERE doc = ?1 ORDER BY 1",
	    doc);
	while (ASK_ROW(q->e, q->a, st, &ord, &id, &name)) {
		*TH_ADD(q->a, &ids) = id;
		*TH_ADD(q->a, &names) = name;
	}
	for (size_t i = 0; i < ids.n; i++) {
		const view_person *p = ids.v[i].n > 0 ? kept_person(q, ids.v[i]) : NULL;
		if (names.v[i].n > 0)
			*TH_ADD(q->a, byline) = (view_person){.name = names.v[i]};
		if (p == NULL)
			continue;
		*TH_ADD(q->a, byline) = *p;
		*TH_ADD(q->a, authors) = *p;
	}
}

void query_people(query *q, const selection *s, view_people *out)
{
	th_set set = set_select(q, RANK_PERSON, s, TH_NONE);
	for (int64_t pos = set_below(&set, INT64_MAX); pos >= 0; pos = set_below(&set, pos)) {
		const view_person *p = person_at(q, pos);
		if (p != NULL)
			*TH_ADD(q->a, out) = *p;
	}
}

/* ---- the page ---- */

/* Topics that they can be asked about link to the topic's page, if there is one. */
static void person_links(query *q, th_str doc, view_person_page *out)
{
	th_strs topics = {0};
	th_str name, value, topic;
	sqlite3_stmt *st = ASK(q->e,
	    "SELECT l.name, l.value, t.slug FROM link l"
	    " LEFT JOIN rel r ON r.doc = l.doc AND r.role = 'ask' AND r.ord = l.ord"
	    " LEFT JOIN doc t ON t.id = r.target WHERE l.doc = ?1 ORDER BY l.ord",
	    doc);
	while (ASK_ROW(q->e, q->a, st, &name, &value, &topic)) {
		if (name.n > 0) {
			*TH_ADD(q->a, &out->links) = (view_link){.href = value, .label = name};
			continue;
		}
		TH_ADD(q->a, &out->asks)->label = value;
		*TH_ADD(q->a, &topics) = topic;
	}
	for (size_t i = 0; i < topics.n; i++) {
		const view_term *t =
		    topics.v[i].n > 0 ? kept_term(q, TH_S("topic"), topics.v[i]) : NULL;
		if (t == NULL)
			continue;
		out->asks.v[i].href = t->href;
		out->asks.v[i].slug = t->slug;
	}
}

static void person_kudos(query *q, th_str doc, view_items *out)
{
	th_strs ids = query_ids(
	    q, ASK(q->e,
		   "SELECT r.doc FROM rel r JOIN doc d ON d.id = r.doc WHERE r.target = ?1"
		   " AND r.role = 'to' AND d.kind = 'kudos' ORDER BY d.pos DESC LIMIT 24",
		   doc));
	query_items_of(q, &ids, out);
}

static void person_colleagues(query *q, th_str doc, th_str team, view_people *out)
{
	enum { COLLEAGUES = 12 };
	th_strs ids = {0};
	th_str id;
	sqlite3_stmt *st = ASK(q->e,
	    "SELECT x.doc FROM doc_term x JOIN doc d ON d.id = x.doc"
	    " WHERE x.facet = 'team' AND x.term = ?1 AND x.kind = 'person' AND d.former = 0"
	    " ORDER BY d.pos DESC LIMIT 40",
	    team);
	while (ASK_ROW(q->e, q->a, st, &id))
		if (!th_str_eq(id, doc))
			*TH_ADD(q->a, &ids) = id;
	for (size_t i = 0; i < ids.n && out->n < COLLEAGUES; i++) {
		const view_person *p = kept_person(q, ids.v[i]);
		if (p != NULL)
			*TH_ADD(q->a, out) = *p;
	}
}

bool query_person(query *q, th_str slug, view_person *out)
{
	const view_person *p = kept_person(q, th_str_cat(q->a, TH_S("person/"), slug));
	if (p == NULL)
		return false;
	*out = *p;
	return true;
}

bool query_person_page(query *q, th_str slug, view_person_page *out, th_time *modified)
{
	enum { STORIES = 24, JOBS = 4 };
	th_str doc = th_str_cat(q->a, TH_S("person/"), slug);
	const view_person *p = kept_person(q, doc);
	if (p == NULL)
		return false;
	out->person = *p;
	th_str lang = TH_NONE;
	th_time at, from;
	bool derived;
	sqlite3_stmt *st = ASK(q->e,
	    "SELECT d.modified, d.visible_from, t.lang, t.derived FROM doc d"
	    " JOIN text t ON t.doc = d.id AND t.ui = ?2 WHERE d.id = ?1",
	    doc, q->ui);
	if (ASK_ONE(q->e, q->a, st, &at, &from, &lang, &derived)) {
		*modified = at > from ? at : from;
		out->lang = query_lang(q, lang);
		if (!derived)
			out->lead = p->summary;
	}
	query_doc_body(q, doc, lang, &out->html);
	query_doc_terms(q, doc, &out->terms);
	person_links(q, doc, out);
	selection_term author = {TH_S("author"), slug};
	selection own = {.terms = {&author, 1, 1}};
	query_cards(q, &own, 0, STORIES, &out->stories);
	th_time newest = query_modified(q, &own);
	if (newest > *modified)
		*modified = newest;
	person_kudos(q, doc, &out->kudos);
	query_jobs_near(q, &out->terms, JOBS, &out->jobs, &out->work_with);
	for (size_t i = 0; i < out->terms.n; i++) {
		const view_term *t = &out->terms.v[i];
		if (th_str_eqz(t->facet, "team"))
			person_colleagues(q, doc, t->slug, &out->colleagues);
	}
	out->fields = query_doc_fields(q, doc);
	query_memberships(q, doc, &out->memberships);
	return true;
}
