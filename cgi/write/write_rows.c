/* write_rows.c -- rows of the edition: descriptors for wide tables (they follow the structs of
 * write.h), statements for narrow ones. Called by publish, from the one thread that writes. To add
 * a column, add it to schema.sql, the struct and the descriptor; a test compares descriptors and
 * schema. */
#include "teamhub/row_desc.h"
#include "teamhub/writing.h"

/* ---- documents ---- */

#define ROW row_doc
static const row_column doc_columns[] = {
    TEXT(id, "id"),
    TEXT(kind, "kind"),
    TEXT(slug, "slug"),
    NUMBER(pos, "pos"),
    TEXT(href, "href"),
    TEXT(lang, "lang"),
    WHEN(published, "published", "published"),
    WHEN(updated, "updated", "updated"),
    NUMBER(modified, "modified"),
    TIME(added_at, "came"),
    NUMBER(visible_from, "visible_from"),
    NUMBER(visible_until, "visible_until"),
    WHEN(start, "start_at", "start"),
    WHEN(end, "end_at", "end"),
    NUMBER(ord, "ord"),
    BLOB(sort, "sort"),
    OPTIONAL(picture, "picture"),
    NUMBER(minutes, "minutes"),
    FLAG(critical, "critical"),
    FLAG(former, "former"),
    FLAG(draft, "draft"),
    FLAG(feed, "feed"),
    FLAG(card, "card"),
    TEXT(uid, "uid"),
};
const row_desc doc_desc = ROW_INSERT("INSERT INTO doc", doc_columns);
#undef ROW

/* Clears the other members of a time that is not set. */
static void clear_unset(row_when *t)
{
	if (t->at == TH_NEVER)
		*t = (row_when){.at = TH_NEVER};
}

void writer_put_doc(edition_writer *w, const row_doc *d)
{
	row_doc row = *d;
	if (w->incremental)
		th_map_put(&w->fresh, th_str_dup(w->a, d->id), w);
	clear_unset(&row.published);
	clear_unset(&row.updated);
	clear_unset(&row.start);
	clear_unset(&row.end);
	writer_put(w, &doc_desc, &row);
}

#define ROW row_text
static const row_column text_columns[] = {
    TEXT(doc, "doc"),
    TEXT(ui, "ui"),
    TEXT(lang, "lang"),
    TEXT(title, "title"),
    TEXT(subtitle, "subtitle"),
    TEXT(summary, "summary"),
    TEXT(picture_alt, "picture_alt"),
    TEXT(quote, "quote"),
    TEXT(title_lang, "title_lang"),
    TEXT(subtitle_lang, "subtitle_lang"),
    TEXT(summary_lang, "summary_lang"),
    FLAG(derived, "derived"),
};
const row_desc text_desc = ROW_INSERT("INSERT INTO text", text_columns);
#undef ROW

void writer_put_text(edition_writer *w, const row_text *t)
{
	row_text row = *t;
	th_str *const langs[] = {&row.title_lang, &row.subtitle_lang, &row.summary_lang};
	for (size_t i = 0; i < TH_COUNT(langs); i++)
		if (langs[i]->n == 0)
			*langs[i] = t->lang;
	writer_put(w, &text_desc, &row);
}

void writer_put_body(edition_writer *w, th_str doc, th_str lang, th_str html)
{
	WRITE(w, "INSERT INTO body VALUES(?1, ?2, ?3)", doc, lang, html);
}

void writer_put_field(edition_writer *w, th_str doc, th_str name, th_str value)
{
	WRITE(w, "INSERT OR REPLACE INTO field VALUES(?1, ?2, ?3)", doc, name, value);
}

void writer_put_link(edition_writer *w, th_str doc, int64_t ord, th_str name, th_str value)
{
	WRITE(w, "INSERT INTO link VALUES(?1, ?2, ?3, ?4)", doc, ord, name, value);
}

void writer_put_byline(edition_writer *w, th_str doc, int64_t ord, th_str name)
{
	WRITE(w, "INSERT INTO byline VALUES(?1, ?2, ?3)", doc, ord, name);
}

/* ---- relations between documents ---- */

#define ROW row_term
static const row_column doc_term_columns[] = {
    TEXT(facet, "facet"),
    TEXT(term, "term"),
    TEXT(kind, "kind"),
    NUMBER(published, "published"),
    TEXT(doc, "doc"),
    NUMBER(ord, "ord"),
};
const row_desc doc_term_desc = ROW_INSERT("INSERT OR IGNORE INTO doc_term", doc_term_columns);
#undef ROW

void writer_put_doc_term(edition_writer *w, const row_term *t)
{
	row_term row = *t;
	if (row.published == TH_NEVER)
		row.published = 0;
	writer_put(w, &doc_term_desc, &row);
}

void writer_put_term(edition_writer *w, th_str facet, th_str slug, th_str doc)
{
	WRITE(w, "INSERT OR IGNORE INTO term VALUES(?1, ?2, nullif(?3, ''))", facet, slug, doc);
}

void writer_put_rel(edition_writer *w, th_str doc, const char *role, int64_t ord, th_str target)
{
	WRITE(w, "INSERT INTO rel VALUES(?1, ?2, ?3, ?4)", doc, role, ord, target);
}

void writer_put_translation(edition_writer *w, th_str doc, th_str lang, th_str other)
{
	WRITE(w, "INSERT OR IGNORE INTO translation VALUES(?1, ?2, ?3)", doc, lang, other);
}

#define ROW row_member
static const row_column member_columns[] = {
    TEXT(facet, "facet"),
    TEXT(term, "term"),
    TEXT(doc, "doc"),
    TEXT(since, "since"),
    TIME(since_at, "since_at"),
    TEXT(until, "until"),
    TIME(until_at, "until_at"),
};
const row_desc member_desc = ROW_INSERT("INSERT OR IGNORE INTO member", member_columns);
#undef ROW

void writer_put_member(edition_writer *w, const row_member *m)
{
	writer_put(w, &member_desc, m);
}

/* ---- pictures ---- */

#define ROW row_picture_data
static const row_column picture_columns[] = {
    TEXT(id, "id"),
    TEXT(src, "src"),
    TEXT(type, "type"),
    TEXT(srcset, "srcset"),
    TEXT(webp, "webp"),
    TEXT(colour, "colour"),
    NUMBER(width, "width"),
    NUMBER(height, "height"),
    NUMBER(bytes, "bytes"),
};
const row_desc picture_desc = ROW_INSERT("INSERT OR REPLACE INTO picture", picture_columns);
#undef ROW

void writer_put_picture(edition_writer *w, const row_picture_data *p)
{
	writer_put(w, &picture_desc, p);
}

#define ROW row_share
static const row_column share_columns[] = {
    TEXT(doc, "doc"),
    TEXT(lang, "lang"),
    TEXT(src, "src"),
    TEXT(alt, "alt"),
    NUMBER(width, "width"),
    NUMBER(height, "height"),
    NUMBER(bytes, "bytes"),
};
const row_desc share_desc = ROW_INSERT("INSERT OR REPLACE INTO share", share_columns);
#undef ROW

void writer_put_share(edition_writer *w, const row_share *s)
{
	writer_put(w, &share_desc, s);
}

/* ---- states of a document ---- */

#define ROW row_version
static const row_column version_columns[] = {
    TEXT(doc, "doc"),
    TEXT(lang, "lang"),
    NUMBER(n, "n"),
    NUMBER(at, "at"),
    INT(offset, "at_offset"),
    TEXT(html, "html"),
};
const row_desc version_desc = ROW_INSERT("INSERT INTO version", version_columns);
#undef ROW

void writer_put_version(edition_writer *w, const row_version *v)
{
	writer_put(w, &version_desc, v);
}

void writer_put_version_author(edition_writer *w, const row_version *v, int64_t ord, th_str person)
{
	WRITE(w, "INSERT INTO version_author VALUES(?1, ?2, ?3, ?4, ?5)", v->doc, v->lang, v->n,
	    ord, person);
}

#define ROW row_amendment
static const row_column amendment_columns[] = {
    TEXT(doc, "doc"),
    TEXT(ui, "ui"),
    NUMBER(n, "n"),
    TEXT(version, "version"),
    TEXT(what, "what"),
    TEXT(lang, "lang"),
};
const row_desc amendment_desc = ROW_INSERT("INSERT INTO amendment", amendment_columns);
#undef ROW

void writer_put_amendment(edition_writer *w, const row_amendment *r)
{
	writer_put(w, &amendment_desc, r);
}

void writer_put_amendment_person(
    edition_writer *w, th_str doc, int64_t n, int64_t ord, th_str person)
{
	WRITE(w, "INSERT INTO amendment_person VALUES(?1, ?2, ?3, ?4)", doc, n, ord, person);
}

/* ---- files to take along ---- */

#define ROW row_download
static const row_column download_columns[] = {
    TEXT(doc, "doc"),
    TEXT(ui, "ui"),
    NUMBER(n, "n"),
    TEXT(title, "title"),
    TEXT(title_lang, "title_lang"),
    TEXT(licence, "licence"),
    TEXT(licence_lang, "licence_lang"),
    TEXT(picture, "picture"),
};
const row_desc download_desc = ROW_INSERT("INSERT INTO download", download_columns);
#undef ROW

void writer_put_download(edition_writer *w, const row_download *r)
{
	writer_put(w, &download_desc, r);
}

#define ROW row_download_file
static const row_column download_file_columns[] = {
    TEXT(doc, "doc"),
    NUMBER(n, "n"),
    NUMBER(ord, "ord"),
    TEXT(href, "href"),
    TEXT(name, "name"),
    TEXT(format, "format"),
    NUMBER(bytes, "bytes"),
    NUMBER(width, "width"),
    NUMBER(height, "height"),
};
const row_desc download_file_desc = ROW_INSERT("INSERT INTO download_file", download_file_columns);
#undef ROW

void writer_put_download_file(edition_writer *w, const row_download_file *r)
{
	writer_put(w, &download_file_desc, r);
}

/* ---- addresses that no document has ---- */

void writer_put_moved(edition_writer *w, th_str href, th_str target)
{
	WRITE(w, "INSERT OR IGNORE INTO moved VALUES(?1, ?2)", href, target);
}

void writer_put_gone(edition_writer *w, th_str href, th_time at)
{
	WRITE(w,
	    "INSERT INTO gone VALUES(?1, ?2)"
	    " ON CONFLICT(href) DO UPDATE SET at = min(at, excluded.at)",
	    href, at == TH_NEVER ? 0 : at);
}

void writer_put_tombstone(edition_writer *w, th_str uid, th_time at, th_str href, th_str kind)
{
	WRITE(w, "INSERT OR REPLACE INTO tombstone VALUES(?1, ?2, ?3, ?4)", uid, at, href, kind);
}

/* ---- the hub and its theme ---- */

void writer_put_meta(edition_writer *w, th_str key, th_str value)
{
	WRITE(w, "INSERT OR REPLACE INTO meta VALUES(?1, ?2)", key, value);
}

void writer_put_facet(edition_writer *w, th_str name, int64_t ord, th_str path, th_str kind)
{
	WRITE(w, "INSERT INTO facet VALUES(?1, ?2, ?3, ?4)", name, ord, path, kind);
}

void writer_put_facet_label(edition_writer *w, th_str facet, th_str ui, th_str label, th_str plural)
{
	WRITE(w, "INSERT OR REPLACE INTO facet_label VALUES(?1, ?2, ?3, ?4)", facet, ui, label,
	    plural);
}

void writer_put_template(edition_writer *w, th_str name, th_str text)
{
	WRITE(w, "INSERT INTO template VALUES(?1, ?2)", name, text);
}

void writer_put_word(edition_writer *w, th_str ui, th_str key, th_str value)
{
	WRITE(w, "INSERT OR REPLACE INTO word VALUES(?1, ?2, ?3)", ui, key, value);
}

void writer_put_asset(edition_writer *w, th_str name, th_str path)
{
	WRITE(w, "INSERT INTO asset VALUES(?1, ?2)", name, path);
}

/* ---- for the next publish ---- */

void writer_put_source(edition_writer *w, th_str path, th_str blob, th_str doc, th_str lang)
{
	WRITE(w, "INSERT OR REPLACE INTO source VALUES(?1, ?2, ?3, ?4)", path, blob, doc, lang);
}

void writer_put_depends(edition_writer *w, th_str path, th_str on_path)
{
	WRITE(w, "INSERT OR IGNORE INTO depends VALUES(?1, ?2)", path, on_path);
}

#define ROW row_revision
static const row_column history_columns[] = {
    TEXT(path, "path"),
    NUMBER(ord, "ord"),
    NUMBER(at, "at"),
    NUMBER(kind, "kind"),
    TEXT(commit, "\"commit\""),
    TEXT(blob, "blob"),
    TEXT(was, "was"),
};
const row_desc history_desc = ROW_INSERT("INSERT OR REPLACE INTO history", history_columns);
#undef ROW

void writer_put_revision(edition_writer *w, const row_revision *r)
{
	writer_put(w, &history_desc, r);
}
