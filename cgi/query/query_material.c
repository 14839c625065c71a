/* query_material.c -- what authors need besides texts: what changed in a guideline and who took
 * part, files to download, the file of the repository behind a page. Called by the handlers and by
 * pages that show it. */
#include "query_rows.h"

static void add_people(query *q, th_str doc, int64_t n, view_people *out)
{
	th_strs ids = query_ids(q,
	    ASK(q->e, "SELECT target FROM amendment_person WHERE doc = ?1 AND n = ?2 ORDER BY ord",
		doc, n));
	for (size_t i = 0; i < ids.n; i++) {
		const view_person *person = kept_person(q, ids.v[i]);
		if (person != NULL)
			*TH_ADD(q->a, out) = *person;
	}
}

static void add_changes(query *q, th_str doc, view_item_page *out)
{
	view_amendment x = {0};
	sqlite3_stmt *st = ASK(q->e,
	    "SELECT version, what, lang FROM amendment WHERE doc = ?1 AND ui = ?2 ORDER BY n", doc,
	    q->ui);
	while (ASK_ROW(q->e, q->a, st, &x.version, &x.text, &x.lang)) {
		x.lang = query_lang(q, x.lang);
		*TH_ADD(q->a, &out->changes) = x;
	}
	for (size_t i = 0; i < out->changes.n; i++)
		add_people(q, doc, (int64_t)i, &out->changes.v[i].people);
}

/* Without a description of changes, the last states by the repository's history: when, and by
 * whom. */
static void add_history(query *q, th_str doc, th_str lang, view_item_page *out)
{
	enum { SHOWN = 3 };
	view_version v = {0};
	th_time at;
	int64_t offset;
	sqlite3_stmt *st = ASK(q->e,
	    "SELECT n, at, at_offset FROM version WHERE doc = ?1 AND lang = ?2"
	    " ORDER BY n DESC LIMIT ?3",
	    doc, lang, SHOWN);
	while (ASK_ROW(q->e, q->a, st, &v.number, &at, &offset)) {
		v.date = row_date(q, at, offset, true);
		*TH_ADD(q->a, &out->history) = v;
	}
	for (size_t i = 0; i < out->history.n; i++)
		query_version_people(q, doc, lang, &out->history.v[i]);
}

void query_doc_changes(query *q, th_str doc, th_str lang, view_item_page *out)
{
	add_changes(q, doc, out);
	if (out->changes.n == 0)
		add_history(q, doc, lang, out);
}

static void add_files(query *q, th_str doc, int64_t n, view_download *d)
{
	view_file f = {0};
	sqlite3_stmt *st = ASK(q->e,
	    "SELECT href, name, format, bytes, width, height FROM download_file"
	    " WHERE doc = ?1 AND n = ?2 ORDER BY ord",
	    doc, n);
	while (ASK_ROW(q->e, q->a, st, &f.href, &f.name, &f.format, &f.bytes, &f.width, &f.height))
		*TH_ADD(q->a, &d->files) = f;
}

typedef struct download_row {
	int64_t n;
	th_str title, title_lang, licence, licence_lang;
	picture_row picture;
} download_row;

#define ROW download_row
static const row_column download_columns[] = {
    NUMBER(n, "x.n"),
    TEXT(title, "x.title"),
    TEXT(title_lang, "x.title_lang"),
    TEXT(licence, "x.licence"),
    TEXT(licence_lang, "x.licence_lang"),
    PICTURE(picture),
};
static const row_desc download_desc = ROW_READ(download_columns);
#undef ROW

static const row_select downloads_of = {&download_desc,
    "FROM download x JOIN doc d ON d.id = x.doc JOIN picture p ON p.id = x.picture"
    " WHERE x.doc = ?1 AND x.ui = ?2 ORDER BY x.n"};

void query_doc_downloads(query *q, th_str doc, view_downloads *out)
{
	TH_LIST(int64_t) numbers = {0};
	download_row r;
	sqlite3_stmt *st = ASK_FOR(q->e, &downloads_of, doc, q->ui);
	while (ask_read(q->e, q->a, st, &download_desc, &r)) {
		view_download *d = TH_ADD(q->a, out);
		*TH_ADD(q->a, &numbers) = r.n;
		d->title = r.title;
		d->title_lang = query_lang(q, r.title_lang);
		d->licence = r.licence;
		d->licence_lang = query_lang(q, r.licence_lang);
		d->picture = picture_view(q, &r.picture, TH_S(""));
	}
	for (size_t i = 0; i < out->n; i++)
		add_files(q, doc, numbers.v[i], &out->v[i]);
}

void query_material_of(query *q, th_str facet, th_str term, view_items *out)
{
	th_strs ids = query_ids(
	    q, ASK(q->e,
		   "SELECT x.doc FROM doc_term x JOIN doc d ON d.id = x.doc WHERE x.facet = ?1"
		   " AND x.term = ?2 AND x.kind = 'brand' ORDER BY d.pos DESC LIMIT 12",
		   facet, term));
	query_items_of(q, &ids, out);
}

th_str query_file(query *q, th_str kind, th_str slug)
{
	th_str path = TH_NONE;
	sqlite3_stmt *st = ASK(q->e,
	    "SELECT s.path FROM source s JOIN text t ON t.doc = s.doc AND t.lang = s.lang"
	    " WHERE t.doc = ?1 AND t.ui = ?2 ORDER BY s.path LIMIT 1",
	    th_str_fmt(q->a, "%.*s/%.*s", TH_FMT(kind), TH_FMT(slug)), q->ui);
	ASK_ONE(q->e, q->a, st, &path);
	return path;
}
