/* write_report.c -- the rows that the lead's report is made from. Called by the publish pipeline
 * for the internal edition, and for the passing edition that `teamhub report --source` makes; never
 * for a public one. */
#include "teamhub/writing.h"

static void bind_when(sqlite3_stmt *st, int i, th_time at)
{
	if (at == TH_NEVER)
		sqlite3_bind_null(st, i);
	else
		writer_bind_int(st, i, at);
}

void writer_forget_report(edition_writer *w)
{
	writer_exec(w, "DELETE FROM report; DELETE FROM report_term; DELETE FROM report_label;"
		       "DELETE FROM report_doc; DELETE FROM report_author;"
		       "DELETE FROM report_member; DELETE FROM report_override");
}

void writer_put_report(edition_writer *w, const char *name, th_str value)
{
	sqlite3_stmt *st = writer_ask(w, "INSERT INTO report VALUES(?1, ?2)");
	writer_bind(st, 1, th_strz(name));
	writer_bind(st, 2, value);
	writer_run(w, st);
}

void writer_put_report_term(
    edition_writer *w, th_str facet, th_str term, int64_t ord, int64_t target)
{
	sqlite3_stmt *st =
	    writer_ask(w, "INSERT OR IGNORE INTO report_term VALUES(?1, ?2, ?3, ?4)");
	writer_bind(st, 1, facet);
	writer_bind(st, 2, term);
	writer_bind_int(st, 3, ord);
	bind_when(st, 4, target < 0 ? TH_NEVER : target);
	writer_run(w, st);
}

void writer_put_report_label(edition_writer *w, th_str facet, th_str term, th_str ui, th_str label)
{
	sqlite3_stmt *st =
	    writer_ask(w, "INSERT OR IGNORE INTO report_label VALUES(?1, ?2, ?3, ?4)");
	writer_bind(st, 1, facet);
	writer_bind(st, 2, term);
	writer_bind(st, 3, ui);
	writer_bind(st, 4, label);
	writer_run(w, st);
}

void writer_put_report_doc(edition_writer *w, const row_report_doc *d)
{
	sqlite3_stmt *st = writer_ask(w, "INSERT INTO report_doc VALUES(?1, ?2, ?3, ?4, ?5, ?6,"
					 " ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)");
	writer_bind(st, 1, d->doc);
	writer_bind(st, 2, th_strz(d->kind));
	writer_bind(st, 3, d->path);
	writer_bind(st, 4, d->title);
	writer_bind_int(st, 5, d->ord);
	bind_when(st, 6, d->at.at);
	writer_bind_int(st, 7, d->at.offset);
	writer_bind_int(st, 8, d->visible_from);
	writer_bind_int(st, 9, d->visible_until);
	bind_when(st, 10, d->left);
	bind_when(st, 11, d->consent_until.at);
	writer_bind_int(st, 12, d->consent_until.offset);
	writer_bind(st, 13, d->agreed);
	writer_bind_int(st, 14, d->agreed_now);
	writer_run(w, st);
}

void writer_put_report_author(edition_writer *w, th_str doc, int64_t ord, th_str person)
{
	sqlite3_stmt *st = writer_ask(w, "INSERT INTO report_author VALUES(?1, ?2, ?3)");
	writer_bind(st, 1, doc);
	writer_bind_int(st, 2, ord);
	writer_bind(st, 3, person);
	writer_run(w, st);
}

void writer_put_report_member(edition_writer *w, th_str facet, th_str term, th_str doc)
{
	sqlite3_stmt *st = writer_ask(w, "INSERT OR IGNORE INTO report_member VALUES(?1, ?2, ?3)");
	writer_bind(st, 1, facet);
	writer_bind(st, 2, term);
	writer_bind(st, 3, doc);
	writer_run(w, st);
}

void writer_put_report_override(
    edition_writer *w, th_str path, int64_t line, th_str rule, th_str reason, th_str doc)
{
	sqlite3_stmt *st =
	    writer_ask(w, "INSERT OR IGNORE INTO report_override VALUES(?1, ?2, ?3, ?4, ?5)");
	writer_bind(st, 1, path);
	writer_bind_int(st, 2, line);
	writer_bind(st, 3, rule);
	writer_bind(st, 4, reason);
	writer_bind(st, 5, doc);
	writer_run(w, st);
}
