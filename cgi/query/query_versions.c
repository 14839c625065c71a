/* query_versions.c -- the versions of a guideline or value as publish wrote them, and whether a
 * document may have a share card. Called by the handlers and by pages that link to versions. */
#include "query.h"

bool query_has_versions(query *q, th_str doc, th_str lang)
{
	return ask_any(q->e,
	    ASK(q->e, "SELECT 1 FROM version WHERE doc = ?1 AND lang = ?2 AND n = 2", doc, lang));
}

void query_version_people(query *q, th_str doc, th_str lang, view_version *v)
{
	th_strs ids = query_ids(
	    q, ASK(q->e,
		   "SELECT target FROM version_author WHERE doc = ?1 AND lang = ?2 AND n = ?3"
		   " ORDER BY ord",
		   doc, lang, v->number));
	for (size_t i = 0; i < ids.n; i++) {
		const view_person *person = kept_person(q, ids.v[i]);
		if (person != NULL)
			*TH_ADD(q->a, &v->people) = *person;
	}
}

bool query_versions(query *q, th_str kind, th_str slug, view_versions *out, th_time *modified)
{
	th_str doc = th_str_fmt(q->a, "%.*s/%.*s", TH_FMT(kind), TH_FMT(slug)), lang = TH_NONE;
	sqlite3_stmt *st = ASK(q->e,
	    "SELECT t.lang, t.title, d.modified FROM doc d"
	    " JOIN text t ON t.doc = d.id AND t.ui = ?2"
	    " WHERE d.id = ?1 AND d.visible_from <= ?3 AND ?3 < d.visible_until",
	    doc, q->ui, q->now);
	if (!ASK_ONE(q->e, q->a, st, &lang, &out->title, modified) ||
	    !query_has_versions(q, doc, lang))
		return false;
	out->lang = query_lang(q, lang);
	th_time at;
	int64_t offset;
	view_version one = {0};
	st = ASK(q->e,
	    "SELECT n, at, at_offset, html FROM version WHERE doc = ?1 AND lang = ?2"
	    " ORDER BY n DESC",
	    doc, lang);
	while (ASK_ROW(q->e, q->a, st, &one.number, &at, &offset, &one.html)) {
		one.date = row_date(q, at, offset, true);
		*TH_ADD(q->a, &out->versions) = one;
	}
	for (size_t i = 0; i < out->versions.n; i++)
		query_version_people(q, doc, lang, &out->versions.v[i]);
	return true;
}

th_str query_person_link(query *q, th_str id, const char *name)
{
	th_str value = TH_NONE;
	sqlite3_stmt *st = ASK(q->e,
	    "SELECT value FROM link WHERE doc = ?1 AND lower(name) = ?2 ORDER BY ord LIMIT 1",
	    th_str_cat(q->a, TH_S("person/"), id), name);
	ASK_ONE(q->e, q->a, st, &value);
	return value;
}

const view_picture *query_share(query *q, th_str kind, th_str slug, th_str lang)
{
	view_picture p = {.type = TH_S("image/jpeg")};
	th_str doc = th_str_fmt(q->a, "%.*s/%.*s", TH_FMT(kind), TH_FMT(slug));
	sqlite3_stmt *st = ASK(q->e,
	    "SELECT src, alt, width, height FROM share WHERE doc = ?1 AND lang = ?2", doc, lang);
	if (!ASK_ONE(q->e, q->a, st, &p.src, &p.alt, &p.width, &p.height))
		return NULL;
	view_picture *out = TH_NEW(q->a, view_picture);
	*out = p;
	return out;
}

bool query_may_have_card(query *q, th_str kind, th_str slug)
{
	bool may = false;
	th_str doc = th_str_fmt(q->a, "%.*s/%.*s", TH_FMT(kind), TH_FMT(slug));
	ASK_ONE(q->e, NULL, ASK(q->e, "SELECT card FROM doc WHERE id = ?1", doc), &may);
	return may;
}
