/* rows.h -- values into statements and rows out of them, without column numbers. For the rooms that
 * have SQL (edition, search, query, write, shelf).
 *
 * A few values or columns are named in the order in which the statement has them:
 *
 *	st = ASK(e, "SELECT title, minutes FROM … WHERE doc = ?1 AND ui = ?2", doc, q->ui);
 *	while (ASK_ROW(e, a, st, &title, &minutes))
 *
 * Wide rows have a descriptor (row_desc.h): one line a column says what it is called in SQL and
 * which member of the struct it fills. INSERT, binding, the list of a SELECT and reading all follow
 * from it, so a new column is a new line. */
#ifndef TEAMHUB_ROWS_H
#define TEAMHUB_ROWS_H

#include "teamhub/base.h"

#include <sqlite3.h>

typedef enum row_type {
	COLUMN_TEXT,     /* th_str */
	COLUMN_OPTIONAL, /* th_str; NULL: empty */
	COLUMN_BLOB,     /* th_str */
	COLUMN_NUMBER,   /* int64_t */
	COLUMN_INT,      /* int */
	COLUMN_FLAG,     /* bool */
	COLUMN_TIME,     /* th_time; NULL: TH_NEVER */
} row_type;

typedef struct row_column {
	const char *sql; /* its name, or what is selected for it */
	row_type type;
	size_t offset; /* of the member */
} row_column;

typedef struct row_desc {
	const char *insert; /* "INSERT INTO doc"; NULL: read only */
	const row_column *columns;
	size_t n;
} row_desc;

/* A SELECT with the columns of a descriptor; `rest` begins with FROM. */
typedef struct row_select {
	const row_desc *row;
	const char *rest;
} row_select;

/* ---- a few values, a few columns ---- */

typedef struct row_value {
	row_type type; /* COLUMN_TEXT, COLUMN_BLOB, COLUMN_NUMBER */
	th_str text;
	int64_t number;
} row_value;

typedef struct row_target {
	row_type type;
	void *at;
} row_target;

static inline row_value row_value_text(th_str s)
{
	return (row_value){COLUMN_TEXT, s, 0};
}
static inline row_value row_value_z(const char *s)
{
	return (row_value){COLUMN_TEXT, th_strz(s), 0};
}
static inline row_value row_value_blob(const th_buf *b)
{
	return (row_value){COLUMN_BLOB, th_buf_str(b), 0};
}
static inline row_value row_value_number(int64_t n)
{
	return (row_value){COLUMN_NUMBER, TH_NONE, n};
}
static inline row_value row_value_time(th_time at) /* NULL when TH_NEVER */
{
	return (row_value){COLUMN_TIME, TH_NONE, at};
}
static inline row_value row_value_itself(row_value v)
{
	return v;
}

#define ROW_VALUE(x)                                                                               \
	_Generic((x), th_str                                                                       \
		 : row_value_text, char *                                                          \
		 : row_value_z, const char *                                                       \
		 : row_value_z, th_buf *                                                           \
		 : row_value_blob, const th_buf *                                                  \
		 : row_value_blob, row_value                                                       \
		 : row_value_itself, default                                                       \
		 : row_value_number)(x)
#define ROW_TARGET(p)                                                                                \
	{                                                                                            \
		_Generic((p), th_str *                                                             \
			 : COLUMN_TEXT, int64_t *                                                  \
			 : COLUMN_TIME, int *                                                      \
			 : COLUMN_INT, bool *                                                      \
			 : COLUMN_FLAG),                                                           \
		    (p) \
	}

#define ROW_MAP1(m, a) m(a)
#define ROW_MAP2(m, a, ...) m(a), ROW_MAP1(m, __VA_ARGS__)
#define ROW_MAP3(m, a, ...) m(a), ROW_MAP2(m, __VA_ARGS__)
#define ROW_MAP4(m, a, ...) m(a), ROW_MAP3(m, __VA_ARGS__)
#define ROW_MAP5(m, a, ...) m(a), ROW_MAP4(m, __VA_ARGS__)
#define ROW_MAP6(m, a, ...) m(a), ROW_MAP5(m, __VA_ARGS__)
#define ROW_MAP7(m, a, ...) m(a), ROW_MAP6(m, __VA_ARGS__)
#define ROW_MAP8(m, a, ...) m(a), ROW_MAP7(m, __VA_ARGS__)
#define ROW_MAP9(m, a, ...) m(a), ROW_MAP8(m, __VA_ARGS__)
#define ROW_PICK(a, b, c, d, e, f, g, h, i, name, ...) name
#define ROW_MAP(m, ...)                                                                            \
	ROW_PICK(__VA_ARGS__, ROW_MAP9, ROW_MAP8, ROW_MAP7, ROW_MAP6, ROW_MAP5, ROW_MAP4,          \
	    ROW_MAP3, ROW_MAP2, ROW_MAP1, )                                                        \
	(m, __VA_ARGS__)
#define ROW_COUNT(...) ROW_PICK(__VA_ARGS__, 9, 8, 7, 6, 5, 4, 3, 2, 1, )

/* Makes two arguments for the functions below: an array and its length. */
#define ROW_VALUES(...) (const row_value[]){ROW_MAP(ROW_VALUE, __VA_ARGS__)}, ROW_COUNT(__VA_ARGS__)
#define ROW_TARGETS(...)                                                                           \
	(const row_target[]){ROW_MAP(ROW_TARGET, __VA_ARGS__)}, ROW_COUNT(__VA_ARGS__)

/* Binds ?1, ?2 … Texts must live until the last row is read. */
void row_bind(sqlite3_stmt *st, const row_value *values, size_t n);
/* Reads the columns of the current row. Texts are copied into `a`; NULL: valid until the next row.
 * False when the statement does not have n columns. */
bool row_get(sqlite3_stmt *st, th_arena *a, const row_target *targets, size_t n);

/* The first column only, valid until the next row: for skipping most rows. */
th_str row_first(sqlite3_stmt *st);

/* ---- rows by descriptor ---- */

/* "SELECT … FROM …", in `a`. */
const char *row_select_sql(th_arena *a, const row_select *s);
/* "INSERT INTO doc(…) VALUES(?1, …)", in `a`. */
const char *row_insert_sql(th_arena *a, const row_desc *d);
/* The struct's members, in the order of row_insert_sql. */
void row_bind_all(sqlite3_stmt *st, const row_desc *d, const void *row);
/* Reads the current row into the struct; texts as with row_get. */
void row_read(sqlite3_stmt *st, th_arena *a, const row_desc *d, void *row);

/* Statements that are kept, by the address of what they were made from. */
typedef struct row_statement {
	const void *key; /* a text or a descriptor; NULL: a free place */
	sqlite3_stmt *st;
} row_statement;

/* The place of `key` among `n`: where it is, or a free one. NULL: all are taken. */
row_statement *row_statement_of(row_statement *kept, size_t n, const void *key);

#endif
