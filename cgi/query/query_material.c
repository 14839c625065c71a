/* query_material.c -- what authors need beside texts: what changed in a guideline and who took
 * part, files to take along, which file of the repository a page is made of. Called by the web room
 * and by the pages that show it. */
#include "query.h"

static void add_people(query *q, th_str doc, int64_t n, view_people *out)
{
	th_strs ids = {0};
	sqlite3_stmt *st = ask(q->e, "SELECT target FROM amendment_person WHERE doc = ?1 AND n = ?2"
				     " ORDER BY ord");
	ask_str(st, 1, doc);
	ask_int(st, 2, n);
	while (ask_row(q->e, st))
		*TH_ADD(q->a, &ids) = row_str(q->a, st, 0);
	for (size_t i = 0; i < ids.n; i++) {
		const view_person *person = kept_person(q, ids.v[i]);
		if (person != NULL)
			*TH_ADD(q->a, out) = *person;
	}
}

static void add_changes(query *q, th_str doc, view_item_page *out)
{
	sqlite3_stmt *st = ask(q->e, "SELECT version, what, lang FROM amendment WHERE doc = ?1 AND"
				     " ui = ?2 ORDER BY n");
	ask_str(st, 1, doc);
	ask_str(st, 2, q->ui);
	while (ask_row(q->e, st)) {
		view_amendment *x = TH_ADD(q->a, &out->changes);
		x->version = row_str(q->a, st, 0);
		x->text = row_str(q->a, st, 1);
		x->lang = row_lang(q, st, 2);
	}
	for (size_t i = 0; i < out->changes.n; i++)
		add_people(q, doc, (int64_t)i, &out->changes.v[i].people);
}

/* Without words of their own the last states, by the repository's history: when, and who. */
static void add_history(query *q, th_str doc, th_str lang, view_item_page *out)
{
	enum { SHOWN = 3 };
	sqlite3_stmt *st =
	    ask(q->e, "SELECT n, at, at_offset FROM version WHERE doc = ?1 AND lang ="
		      " ?2 ORDER BY n DESC LIMIT ?3");
	ask_str(st, 1, doc);
	ask_str(st, 2, lang);
	ask_int(st, 3, SHOWN);
	while (ask_row(q->e, st)) {
		view_version *v = TH_ADD(q->a, &out->history);
		v->number = sqlite3_column_int64(st, 0);
		v->date = row_date(q, row_time(st, 1), sqlite3_column_int64(st, 2), true);
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
	sqlite3_stmt *st = ask(q->e, "SELECT href, name, format, bytes, width, height FROM"
				     " download_file WHERE doc = ?1 AND n = ?2 ORDER BY ord");
	ask_str(st, 1, doc);
	ask_int(st, 2, n);
	while (ask_row(q->e, st)) {
		view_file *f = TH_ADD(q->a, &d->files);
		f->href = row_str(q->a, st, 0);
		f->name = row_str(q->a, st, 1);
		f->format = row_str(q->a, st, 2);
		f->bytes = sqlite3_column_int64(st, 3);
		f->width = sqlite3_column_int64(st, 4);
		f->height = sqlite3_column_int64(st, 5);
	}
}

void query_doc_downloads(query *q, th_str doc, view_downloads *out)
{
	TH_LIST(int64_t) numbers = {0};
	sqlite3_stmt *st = ask(q->e,
	    "SELECT x.n, x.title, x.title_lang, x.licence, x.licence_lang," PICTURE_COLUMNS
	    " FROM download x JOIN doc d ON d.id = x.doc JOIN picture p ON p.id = x.picture"
	    " WHERE x.doc = ?1 AND x.ui = ?2 ORDER BY x.n");
	ask_str(st, 1, doc);
	ask_str(st, 2, q->ui);
	while (ask_row(q->e, st)) {
		view_download *d = TH_ADD(q->a, out);
		*TH_ADD(q->a, &numbers) = sqlite3_column_int64(st, 0);
		d->title = row_str(q->a, st, 1);
		d->title_lang = row_lang(q, st, 2);
		d->licence = row_str(q->a, st, 3);
		d->licence_lang = row_lang(q, st, 4);
		d->picture = row_picture(q, st, 5, TH_S(""));
	}
	for (size_t i = 0; i < out->n; i++)
		add_files(q, doc, numbers.v[i], &out->v[i]);
}

void query_material_of(query *q, th_str facet, th_str term, view_items *out)
{
	th_strs ids = {0};
	sqlite3_stmt *st = ask(q->e,
	    "SELECT x.doc FROM doc_term x JOIN doc d ON d.id = x.doc WHERE x.facet = ?1 AND"
	    " x.term = ?2 AND x.kind = 'brand' ORDER BY d.pos DESC LIMIT 12");
	ask_str(st, 1, facet);
	ask_str(st, 2, term);
	while (ask_row(q->e, st))
		*TH_ADD(q->a, &ids) = row_str(q->a, st, 0);
	for (size_t i = 0; i < ids.n; i++) {
		view_item item = {0};
		if (query_item_of(q, ids.v[i], &item))
			*TH_ADD(q->a, out) = item;
	}
}

th_str query_file(query *q, th_str kind, th_str slug)
{
	th_str path = TH_NONE;
	sqlite3_stmt *st =
	    ask(q->e, "SELECT s.path FROM source s JOIN text t ON t.doc = s.doc AND t.lang = s.lang"
		      " WHERE t.doc = ?1 AND t.ui = ?2 ORDER BY s.path LIMIT 1");
	ask_str(st, 1, th_str_fmt(q->a, "%.*s/%.*s", TH_FMT(kind), TH_FMT(slug)));
	ask_str(st, 2, q->ui);
	if (ask_row(q->e, st))
		path = row_str(q->a, st, 0);
	ask_done(st);
	return path;
}
