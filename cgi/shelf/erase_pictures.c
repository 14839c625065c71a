/* erase_pictures.c -- removes a picture from an edition that is being rewritten, wherever it
 * appears: with a document, on its card, in texts, among downloads. Called by shelf_erase.c for
 * portraits without consent and for pictures of somebody who withdrew. The file leaves the disk
 * once no edition refers to it. */
#include "teamhub/writing.h"

#include "files.h"

/* Copies a text without the pictures whose address contains `file`, or without any picture when
 * `file` is empty. Relies on the sanitiser's spelling: <picture>…</picture> around an <img …>, or
 * an <img …> alone. */
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
	body one;
	while (WRITER_ROW(w, w->a, found, &one.doc, &one.lang, &one.html))
		*TH_ADD(w->a, &list) = one;
	for (size_t i = 0; i < list.n; i++) {
		th_buf b = {0};
		strip(&b, list.v[i].html, file);
		WRITE(w, "UPDATE body SET html = ?3 WHERE doc = ?1 AND lang = ?2", list.v[i].doc,
		    list.v[i].lang, th_buf_str(&b));
		th_buf_free(&b);
	}
}

/* "8806…fd22" of /team/media/8806…fd22-800.png: part of the address of each of its files. */
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
	th_str src = TH_NONE;
	WRITER_ONE(w, w->a, WRITER_ASK(w, "SELECT src FROM picture WHERE id = ?1", id), &src);
	th_str file = file_of(src);
	if (file.n == 0)
		return;
	for (size_t i = 0; i < TH_COUNT(forget); i++)
		WRITE(w, forget[i], id);
	strip_found(w,
	    WRITER_ASK(w, "SELECT doc, lang, html FROM body WHERE instr(html, ?1) > 0", file),
	    file);
}

void erase_pictures_of(edition_writer *w, th_str doc)
{
	th_strs ids = {0};
	th_str id;
	sqlite3_stmt *st = WRITER_ASK(w,
	    "SELECT picture FROM doc WHERE id = ?1 AND picture IS NOT NULL"
	    " UNION SELECT d.on_path FROM depends d JOIN source s ON s.path = d.path"
	    " JOIN picture p ON p.id = d.on_path WHERE s.doc = ?1",
	    doc);
	while (WRITER_ROW(w, w->a, st, &id))
		*TH_ADD(w->a, &ids) = id;
	for (size_t i = 0; i < ids.n; i++)
		erase_picture(w, ids.v[i]);
	strip_found(
	    w, WRITER_ASK(w, "SELECT doc, lang, html FROM body WHERE doc = ?1", doc), TH_NONE);
	WRITE(w, "DELETE FROM share WHERE doc = ?1", doc);
}
