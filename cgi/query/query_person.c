/* query_person.c -- people: as shown beside a story, on the people wall, and on their own page.
 * Called by the web room and by the other query files. A person as shown in lists is kept with the
 * edition, since the same few dozen stand on every page. */
#include "query.h"

typedef struct kept_view {
	view_person v;
	th_time from, until;
} kept_view;

static th_str first_term_label(query *q, th_str doc, th_str facet)
{
	th_str label = TH_S("");
	sqlite3_stmt *st = ask(q->e,
	    "SELECT t.title FROM doc_term x JOIN term y ON y.facet = x.facet AND y.slug = x.term"
	    " JOIN text t ON t.doc = y.doc AND t.ui = ?3"
	    " WHERE x.doc = ?1 AND x.facet = ?2 ORDER BY x.ord LIMIT 1");
	ask_str(st, 1, doc);
	ask_str(st, 2, facet);
	ask_str(st, 3, q->ui);
	if (ask_row(q->e, st))
		label = row_str(q->a, st, 0);
	ask_done(st);
	return label;
}

static kept_view *load_person(query *q, th_str doc)
{
	sqlite3_stmt *st = ask(q->e,
	    "SELECT d.href, d.visible_from, d.visible_until, d.former, t.title, t.subtitle, "
	    "t.summary,"
	    " t.picture_alt, (SELECT value FROM field f WHERE f.doc = d.id AND f.name = "
	    "'pronouns')," PICTURE_COLUMNS ", t.subtitle_lang, t.summary_lang"
	    " FROM doc d JOIN text t ON t.doc = d.id AND t.ui = ?2"
	    " LEFT JOIN picture p ON p.id = d.picture WHERE d.id = ?1 AND d.kind = 'person'");
	ask_str(st, 1, doc);
	ask_str(st, 2, q->ui);
	if (!ask_row(q->e, st))
		return NULL;
	kept_view *k = TH_NEW(q->a, kept_view);
	view_person *v = &k->v;
	v->id = th_str_dup(q->a, th_str_sub(doc, sizeof "person/" - 1, doc.n));
	v->href = th_str_cat(q->a, q->base, row_peek(st, 0));
	k->from = row_time(st, 1);
	k->until = row_time(st, 2);
	v->former = sqlite3_column_int(st, 3) != 0;
	v->name = row_str(q->a, st, 4);
	v->role = row_str(q->a, st, 5);
	v->summary = row_str(q->a, st, 6);
	v->pronouns = row_str(q->a, st, 8);
	v->portrait = row_picture(q, st, 9, row_str(q->a, st, 7));
	v->role_lang = row_lang(q, st, 18);
	v->summary_lang = row_lang(q, st, 19);
	ask_done(st);
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
	th_strs ids = {0};
	sqlite3_stmt *st =
	    ask(q->e, "SELECT target FROM rel WHERE doc = ?1 AND role = ?2 ORDER BY ord");
	ask_str(st, 1, doc);
	ask_str(st, 2, th_strz(role));
	while (ask_row(q->e, st))
		*TH_ADD(q->a, &ids) = row_str(q->a, st, 0);
	return ids;
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
	sqlite3_stmt *st = ask(q->e, "SELECT id FROM doc WHERE kind = 'person' AND pos = ?1");
	ask_int(st, 1, pos);
	th_str id = ask_row(q->e, st) ? row_str(q->a, st, 0) : TH_NONE;
	ask_done(st);
	return id.n > 0 ? kept_person(q, id) : NULL;
}

void query_byline(query *q, th_str doc, view_people *authors, view_people *byline)
{
	th_strs ids = {0}, names = {0};
	sqlite3_stmt *st =
	    ask(q->e, "SELECT ord, target, '' FROM rel WHERE doc = ?1 AND role = 'author'"
		      " UNION ALL SELECT ord, '', name FROM byline WHERE doc = ?1 ORDER BY 1");
	ask_str(st, 1, doc);
	while (ask_row(q->e, st)) {
		*TH_ADD(q->a, &ids) = row_str(q->a, st, 1);
		*TH_ADD(q->a, &names) = row_str(q->a, st, 2);
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

bool query_has_people(query *q)
{
	selection all = {0};
	th_set set = set_select(q, RANK_PERSON, &all, TH_NONE);
	for (int64_t pos = set_below(&set, INT64_MAX); pos >= 0; pos = set_below(&set, pos))
		if (person_at(q, pos) != NULL)
			return true;
	return false;
}

/* ---- the page ---- */

/* What is asked for leads to its topic, where it is one. */
static void person_links(query *q, th_str doc, view_person_page *out)
{
	TH_LIST(th_str) topics = {0};
	sqlite3_stmt *st =
	    ask(q->e, "SELECT l.name, l.value, coalesce(t.slug, '') FROM link l LEFT JOIN rel r"
		      " ON r.doc = l.doc AND r.role = 'ask' AND r.ord = l.ord LEFT JOIN doc t"
		      " ON t.id = r.target WHERE l.doc = ?1 ORDER BY l.ord");
	ask_str(st, 1, doc);
	while (ask_row(q->e, st)) {
		th_str name = row_str(q->a, st, 0), value = row_str(q->a, st, 1);
		if (name.n > 0) {
			*TH_ADD(q->a, &out->links) = (view_link){.href = value, .label = name};
			continue;
		}
		TH_ADD(q->a, &out->asks)->label = value;
		*TH_ADD(q->a, &topics) = row_str(q->a, st, 2);
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
	th_strs ids = {0};
	sqlite3_stmt *st = ask(q->e, "SELECT r.doc FROM rel r JOIN doc d ON d.id = r.doc"
				     " WHERE r.target = ?1 AND r.role = 'to' AND d.kind = 'kudos'"
				     " ORDER BY d.pos DESC LIMIT 24");
	ask_str(st, 1, doc);
	while (ask_row(q->e, st))
		*TH_ADD(q->a, &ids) = row_str(q->a, st, 0);
	for (size_t i = 0; i < ids.n; i++) {
		view_item item = {0};
		if (query_item_of(q, ids.v[i], &item))
			*TH_ADD(q->a, out) = item;
	}
}

static void person_colleagues(query *q, th_str doc, th_str team, view_people *out)
{
	enum { COLLEAGUES = 12 };
	th_strs ids = {0};
	sqlite3_stmt *st = ask(q->e,
	    "SELECT x.doc FROM doc_term x JOIN doc d ON d.id = x.doc"
	    " WHERE x.facet = 'team' AND x.term = ?1 AND x.kind = 'person' AND d.former = 0"
	    " ORDER BY d.pos DESC LIMIT 40");
	ask_str(st, 1, team);
	while (ask_row(q->e, st))
		if (!th_str_eq(row_peek(st, 0), doc))
			*TH_ADD(q->a, &ids) = row_str(q->a, st, 0);
	for (size_t i = 0; i < ids.n && out->n < COLLEAGUES; i++) {
		const view_person *p = kept_person(q, ids.v[i]);
		if (p != NULL)
			*TH_ADD(q->a, out) = *p;
	}
}

bool query_person(query *q, th_str slug, view_person_page *out, th_time *modified)
{
	enum { STORIES = 24, JOBS = 4 };
	th_str doc = th_str_cat(q->a, TH_S("person/"), slug);
	const view_person *p = kept_person(q, doc);
	if (p == NULL)
		return false;
	out->person = *p;
	sqlite3_stmt *st =
	    ask(q->e, "SELECT d.modified, d.visible_from, t.lang, t.derived FROM doc d"
		      " JOIN text t ON t.doc = d.id AND t.ui = ?2 WHERE d.id = ?1");
	ask_str(st, 1, doc);
	ask_str(st, 2, q->ui);
	th_str lang = TH_NONE;
	if (ask_row(q->e, st)) {
		th_time at = row_time(st, 0), from = row_time(st, 1);
		*modified = at > from ? at : from;
		lang = row_str(q->a, st, 2);
		out->lang = row_lang(q, st, 2);
		if (sqlite3_column_int(st, 3) == 0)
			out->lead = p->summary;
	}
	ask_done(st);
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
