/* write_report.c -- the rows behind the lead's report. Called by publish for the internal edition,
 * and for the temporary one of `teamhub report --source`; never for a public one. */
#include "teamhub/row_desc.h"
#include "teamhub/writing.h"

void writer_forget_report(edition_writer *w)
{
	writer_exec(w, "DELETE FROM report; DELETE FROM report_term; DELETE FROM report_label;"
		       "DELETE FROM report_doc; DELETE FROM report_author;"
		       "DELETE FROM report_member; DELETE FROM report_override");
}

void writer_put_report(edition_writer *w, const char *name, th_str value)
{
	WRITE(w, "INSERT INTO report VALUES(?1, ?2)", name, value);
}

#define ROW row_report_term
static const row_column report_term_columns[] = {
    TEXT(facet, "facet"),
    TEXT(term, "term"),
    NUMBER(ord, "ord"),
    TIME(target, "target"),
    OPTIONAL(doc, "doc"),
};
const row_desc report_term_desc =
    ROW_INSERT("INSERT OR IGNORE INTO report_term", report_term_columns);
#undef ROW

void writer_put_report_term(edition_writer *w, const row_report_term *t)
{
	row_report_term row = *t;
	if (row.target < 0)
		row.target = TH_NEVER; /* NULL */
	writer_put(w, &report_term_desc, &row);
}

void writer_put_report_label(edition_writer *w, th_str facet, th_str term, th_str ui, th_str label)
{
	WRITE(
	    w, "INSERT OR IGNORE INTO report_label VALUES(?1, ?2, ?3, ?4)", facet, term, ui, label);
}

#define ROW row_report_doc
static const row_column report_doc_columns[] = {
    TEXT(doc, "doc"),
    TEXT(kind, "kind"),
    TEXT(path, "path"),
    TEXT(title, "title"),
    NUMBER(ord, "ord"),
    TIME(at.at, "at"),
    INT(at.offset, "at_offset"),
    NUMBER(visible_from, "visible_from"),
    NUMBER(visible_until, "visible_until"),
    TIME(left, "left_at"),
    TIME(consent_until.at, "consent_until"),
    INT(consent_until.offset, "consent_offset"),
    TEXT(agreed, "agreed"),
    FLAG(agreed_now, "agreed_now"),
};
const row_desc report_doc_desc = ROW_INSERT("INSERT INTO report_doc", report_doc_columns);
#undef ROW

void writer_put_report_doc(edition_writer *w, const row_report_doc *d)
{
	writer_put(w, &report_doc_desc, d);
}

void writer_put_report_author(edition_writer *w, th_str doc, int64_t ord, th_str person)
{
	WRITE(w, "INSERT INTO report_author VALUES(?1, ?2, ?3)", doc, ord, person);
}

void writer_put_report_member(edition_writer *w, th_str facet, th_str term, th_str doc)
{
	WRITE(w, "INSERT OR IGNORE INTO report_member VALUES(?1, ?2, ?3)", facet, term, doc);
}

void writer_put_report_override(
    edition_writer *w, th_str path, int64_t line, th_str rule, th_str reason, th_str doc)
{
	WRITE(w, "INSERT OR IGNORE INTO report_override VALUES(?1, ?2, ?3, ?4, ?5)", path, line,
	    rule, reason, doc);
}
