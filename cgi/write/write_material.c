/* write_material.c -- rows of what authors need: what changed in a guideline, in words and with
 * those who took part, and files to take along. Called by the publish pipeline, from the one thread
 * that writes. */
#include "teamhub/writing.h"

void writer_put_amendment(edition_writer *w, const row_amendment *r)
{
	sqlite3_stmt *st = writer_ask(w, "INSERT INTO amendment VALUES(?1, ?2, ?3, ?4, ?5, ?6)");
	writer_bind(st, 1, r->doc);
	writer_bind(st, 2, r->ui);
	writer_bind_int(st, 3, r->n);
	writer_bind(st, 4, r->version);
	writer_bind(st, 5, r->what);
	writer_bind(st, 6, r->lang);
	writer_run(w, st);
}

void writer_put_amendment_person(
    edition_writer *w, th_str doc, int64_t n, int64_t ord, th_str person)
{
	sqlite3_stmt *st = writer_ask(w, "INSERT INTO amendment_person VALUES(?1, ?2, ?3, ?4)");
	writer_bind(st, 1, doc);
	writer_bind_int(st, 2, n);
	writer_bind_int(st, 3, ord);
	writer_bind(st, 4, person);
	writer_run(w, st);
}

void writer_put_download(edition_writer *w, const row_download *r)
{
	sqlite3_stmt *st =
	    writer_ask(w, "INSERT INTO download VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
	writer_bind(st, 1, r->doc);
	writer_bind(st, 2, r->ui);
	writer_bind_int(st, 3, r->n);
	writer_bind(st, 4, r->title);
	writer_bind(st, 5, r->title_lang);
	writer_bind(st, 6, r->licence);
	writer_bind(st, 7, r->licence_lang);
	writer_bind(st, 8, r->picture);
	writer_run(w, st);
}

void writer_put_download_file(edition_writer *w, const row_download_file *r)
{
	sqlite3_stmt *st =
	    writer_ask(w, "INSERT INTO download_file VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");
	writer_bind(st, 1, r->doc);
	writer_bind_int(st, 2, r->n);
	writer_bind_int(st, 3, r->ord);
	writer_bind(st, 4, r->href);
	writer_bind(st, 5, r->name);
	writer_bind(st, 6, r->format);
	writer_bind_int(st, 7, r->bytes);
	writer_bind_int(st, 8, r->width);
	writer_bind_int(st, 9, r->height);
	writer_run(w, st);
}
