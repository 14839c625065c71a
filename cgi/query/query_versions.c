/* query_versions.c -- the versions of a guideline or value as publish wrote them, and whether a
 * document may have a share card. Called by the web room and by the pages that lead there. */
#include "query.h"

bool query_has_versions(query *q, th_str doc, th_str lang)
{
	sqlite3_stmt *st =
	    ask(q->e, "SELECT 1 FROM version WHERE doc = ?1 AND lang = ?2 AND n = 2");
	ask_str(st, 1, doc);
	ask_str(st, 2, lang);
	bool has = ask_row(q->e, st);
	ask_done(st);
	return has;
}

void query_version_people(query *q, th_str doc, th_str lang, view_version *v)
{
	th_strs ids = {0};
	sqlite3_stmt *st = ask(q->e, "SELECT target FROM version_author WHERE doc = ?1 AND lang = "
				     "?2 AND n = ?3 ORDER BY ord");
	ask_str(st, 1, doc);
	ask_str(st, 2, lang);
	ask_int(st, 3, v->number);
	while (ask_row(q->e, st))
		*TH_ADD(q->a, &ids) = row_str(q->a, st, 0);
	for (size_t i = 0; i < ids.n; i++) {
		const view_person *person = kept_person(q, ids.v[i]);
		if (person != NULL)
			*TH_ADD(q->a, &v->people) = *person;
	}
}

bool query_versions(query *q, th_str kind, th_str slug, view_versions *out, th_time *modified)
{
	th_str doc = th_str_fmt(q->a, "%.*s/%.*s", TH_FMT(kind), TH_FMT(slug)), lang = TH_NONE;
	sqlite3_stmt *st = ask(q->e,
	    "SELECT t.lang, t.title, d.modified FROM doc d JOIN text t ON t.doc = d.id AND t.ui = "
	    "?2 WHERE d.id = ?1 AND d.visible_from <= ?3 AND ?3 < d.visible_until");
	ask_str(st, 1, doc);
	ask_str(st, 2, q->ui);
	ask_int(st, 3, q->now);
	bool visible = ask_row(q->e, st);
	if (visible) {
		lang = row_str(q->a, st, 0);
		out->title = row_str(q->a, st, 1);
		out->lang = row_lang(q, st, 0);
		*modified = row_time(st, 2);
	}
	ask_done(st);
	if (!visible || !query_has_versions(q, doc, lang))
		return false;
	st = ask(q->e, "SELECT n, at, at_offset, html FROM version WHERE doc = ?1 AND lang = ?2"
		       " ORDER BY n DESC");
	ask_str(st, 1, doc);
	ask_str(st, 2, lang);
	while (ask_row(q->e, st)) {
		view_version *v = TH_ADD(q->a, &out->versions);
		v->number = sqlite3_column_int64(st, 0);
		v->date = row_date(q, row_time(st, 1), sqlite3_column_int64(st, 2), true);
		v->html = row_str(q->a, st, 3);
	}
	for (size_t i = 0; i < out->versions.n; i++)
		query_version_people(q, doc, lang, &out->versions.v[i]);
	return true;
}

th_str query_person_link(query *q, th_str id, const char *name)
{
	sqlite3_stmt *st = ask(q->e, "SELECT value FROM link WHERE doc = ?1 AND lower(name) = ?2"
				     " ORDER BY ord LIMIT 1");
	ask_str(st, 1, th_str_cat(q->a, TH_S("person/"), id));
	ask_str(st, 2, th_strz(name));
	th_str value = ask_row(q->e, st) ? row_str(q->a, st, 0) : TH_NONE;
	ask_done(st);
	return value;
}

const view_picture *query_share(query *q, th_str kind, th_str slug, th_str lang)
{
	view_picture *p = NULL;
	sqlite3_stmt *st =
	    ask(q->e, "SELECT src, alt, width, height FROM share WHERE doc = ?1 AND lang = ?2");
	ask_str(st, 1, th_str_fmt(q->a, "%.*s/%.*s", TH_FMT(kind), TH_FMT(slug)));
	ask_str(st, 2, lang);
	if (ask_row(q->e, st)) {
		p = TH_NEW(q->a, view_picture);
		p->src = row_str(q->a, st, 0);
		p->type = TH_S("image/jpeg");
		p->alt = row_str(q->a, st, 1);
		p->width = sqlite3_column_int64(st, 2);
		p->height = sqlite3_column_int64(st, 3);
	}
	ask_done(st);
	return p;
}

bool query_may_have_card(query *q, th_str kind, th_str slug)
{
	sqlite3_stmt *st = ask(q->e, "SELECT card FROM doc WHERE id = ?1");
	ask_str(st, 1, th_str_fmt(q->a, "%.*s/%.*s", TH_FMT(kind), TH_FMT(slug)));
	bool may = ask_row(q->e, st) && sqlite3_column_int(st, 0) != 0;
	ask_done(st);
	return may;
}
