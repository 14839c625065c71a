/* erase_pictures.c -- takes a picture out of an edition that is being rewritten, wherever it is
 * shown: beside a document, on its card, in texts, to take along. Called by shelf_erase.c, for
 * portraits without consent and for pictures of somebody who withdrew. The file itself leaves the
 * disk when no edition refers to it any more. */
#include "teamhub/writing.h"

#include "files.h"

static void run_with(edition_writer *w, const char *sql, th_str key)
{
	sqlite3_stmt *st = writer_ask(w, sql);
	writer_bind(st, 1, key);
	writer_run(w, st);
}

/* A text without the pictures whose address holds `file`; without any when that is empty. They are
 * in the sanitiser's own spelling: <picture>…</picture> round an <img …>, or an <img …> alone. */
static void strip(th_buf *out, th_str html, th_str file)
{
	const th_str open = TH_S("<picture>"), close = TH_S("</picture>"), img = TH_S("<img ");
	while (html.n > 0) {
		ptrdiff_t group = th_str_find(html, open), one = th_str_find(html, img);
		bool grouped = group >= 0 && (one < 0 || group < one);
		ptrdiff_t at = grouped ? group : one;
		if (at < 0)
			break;
		th_str rest = th_str_sub(html, (size_t)at, html.n);
		ptrdiff_t end = grouped ? th_str_find(rest, close) : th_str_chr(rest, '>');
		size_t n = end < 0 ? rest.n : (size_t)end + (grouped ? close.n : 1);
		th_str whole = th_str_sub(rest, 0, n);
		th_buf_add(out, th_str_sub(html, 0, (size_t)at));
		if (file.n > 0 && th_str_find(whole, file) < 0)
			th_buf_add(out, whole);
		html = th_str_sub(rest, n, rest.n);
	}
	th_buf_add(out, html);
}

typedef struct body {
	th_str doc, lang, html;
} body;

static void strip_found(edition_writer *w, sqlite3_stmt *found, th_str file)
{
	TH_LIST(body) list = {0};
	while (writer_row(w, found))
		*TH_ADD(w->a, &list) = (body){writer_column(w->a, found, 0),
		    writer_column(w->a, found, 1), writer_column(w->a, found, 2)};
	for (size_t i = 0; i < list.n; i++) {
		th_buf b = {0};
		strip(&b, list.v[i].html, file);
		sqlite3_stmt *st =
		    writer_ask(w, "UPDATE body SET html = ?3 WHERE doc = ?1 AND lang = ?2");
		writer_bind(st, 1, list.v[i].doc);
		writer_bind(st, 2, list.v[i].lang);
		writer_bind(st, 3, th_buf_str(&b));
		writer_run(w, st);
		th_buf_free(&b);
	}
}

/* "8806…fd22" of /team/media/8806…fd22-800.png: it is in the address of each of its files. */
static th_str file_of(th_str src)
{
	th_str name = th_str_sub(src, (size_t)(th_str_rchr(src, '/') + 1), src.n);
	ptrdiff_t end = th_str_chr(name, '-');
	return th_str_sub(name, 0, end < 0 ? name.n : (size_t)end);
}

/* ?1 is the picture. */
static const char *const forget[] = {
    "DELETE FROM share WHERE doc IN (SELECT id FROM doc WHERE picture = ?1)",
    "UPDATE text SET picture_alt = '' WHERE doc IN (SELECT id FROM doc WHERE picture = ?1)",
    "UPDATE doc SET picture = NULL WHERE picture = ?1",
    ("DELETE FROM download_file WHERE (doc, n) IN"
     " (SELECT doc, n FROM download WHERE picture = ?1)"),
    "DELETE FROM download WHERE picture = ?1",
    "DELETE FROM depends WHERE on_path = ?1",
    "DELETE FROM picture WHERE id = ?1",
};

void erase_picture(edition_writer *w, th_str id)
{
	th_str file = TH_NONE;
	sqlite3_stmt *st = writer_ask(w, "SELECT src FROM picture WHERE id = ?1");
	writer_bind(st, 1, id);
	while (writer_row(w, st))
		file = file_of(writer_column(w->a, st, 0));
	if (file.n == 0)
		return;
	for (size_t i = 0; i < TH_COUNT(forget); i++)
		run_with(w, forget[i], id);
	st = writer_ask(w, "SELECT doc, lang, html FROM body WHERE instr(html, ?1) > 0");
	writer_bind(st, 1, file);
	strip_found(w, st, file);
}

void erase_shown(edition_writer *w, th_str doc)
{
	th_strs ids = {0};
	sqlite3_stmt *st = writer_ask(w,
	    "SELECT picture FROM doc WHERE id = ?1 AND picture IS NOT NULL UNION SELECT d.on_path"
	    " FROM depends d JOIN source s ON s.path = d.path JOIN picture p ON p.id = d.on_path"
	    " WHERE s.doc = ?1");
	writer_bind(st, 1, doc);
	while (writer_row(w, st))
		*TH_ADD(w->a, &ids) = writer_column(w->a, st, 0);
	for (size_t i = 0; i < ids.n; i++)
		erase_picture(w, ids.v[i]);
	st = writer_ask(w, "SELECT doc, lang, html FROM body WHERE doc = ?1");
	writer_bind(st, 1, doc);
	strip_found(w, st, TH_NONE);
	run_with(w, "DELETE FROM share WHERE doc = ?1", doc);
}
