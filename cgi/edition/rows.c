/* rows.c -- values into statements, rows into variables and structs. Used for reading through ask.h
 * and for writing through writing.h. */
#include "teamhub/rows.h"

static void bind_text(sqlite3_stmt *st, int i, th_str s)
{
	sqlite3_bind_text(st, i, s.p ? s.p : "", (int)s.n, SQLITE_STATIC);
}

static void bind_blob(sqlite3_stmt *st, int i, th_str s)
{
	sqlite3_bind_blob(st, i, s.p ? s.p : "", (int)s.n, SQLITE_STATIC);
}

static void bind_time(sqlite3_stmt *st, int i, th_time at)
{
	if (at == TH_NEVER)
		sqlite3_bind_null(st, i);
	else
		sqlite3_bind_int64(st, i, at);
}

void row_bind(sqlite3_stmt *st, const row_value *values, size_t n)
{
	for (size_t i = 0; i < n && st != NULL; i++) {
		if (values[i].type == COLUMN_TEXT)
			bind_text(st, (int)i + 1, values[i].text);
		else if (values[i].type == COLUMN_BLOB)
			bind_blob(st, (int)i + 1, values[i].text);
		else if (values[i].type == COLUMN_TIME)
			bind_time(st, (int)i + 1, values[i].number);
		else
			sqlite3_bind_int64(st, (int)i + 1, values[i].number);
	}
}

static th_str text_of(sqlite3_stmt *st, th_arena *a, int i)
{
	const char *p = sqlite3_column_type(st, i) == SQLITE_BLOB
			    ? sqlite3_column_blob(st, i)
			    : (const char *)sqlite3_column_text(st, i);
	th_str s = th_strn(p, p ? (size_t)sqlite3_column_bytes(st, i) : 0);
	return s.n == 0 ? TH_S("") : a != NULL ? th_str_dup(a, s) : s;
}

static void get(sqlite3_stmt *st, th_arena *a, int i, row_type type, void *at)
{
	switch (type) {
	case COLUMN_TEXT:
	case COLUMN_OPTIONAL:
	case COLUMN_BLOB:
		*(th_str *)at = text_of(st, a, i);
		break;
	case COLUMN_NUMBER:
		*(int64_t *)at = sqlite3_column_int64(st, i);
		break;
	case COLUMN_INT:
		*(int *)at = sqlite3_column_int(st, i);
		break;
	case COLUMN_FLAG:
		*(bool *)at = sqlite3_column_int(st, i) != 0;
		break;
	case COLUMN_TIME:
		*(th_time *)at = sqlite3_column_type(st, i) == SQLITE_NULL
				     ? TH_NEVER
				     : sqlite3_column_int64(st, i);
		break;
	}
}

bool row_get(sqlite3_stmt *st, th_arena *a, const row_target *targets, size_t n)
{
	if (sqlite3_column_count(st) != (int)n)
		return false;
	for (size_t i = 0; i < n; i++)
		get(st, a, (int)i, targets[i].type, targets[i].at);
	return true;
}

th_str row_first(sqlite3_stmt *st)
{
	return text_of(st, NULL, 0);
}

static void add_columns(th_buf *b, const row_desc *d)
{
	for (size_t i = 0; i < d->n; i++)
		th_buf_addf(b, "%s%s", i ? ", " : "", d->columns[i].sql);
}

static const char *text_in(th_arena *a, th_buf *b)
{
	const char *sql = th_str_z(a, th_buf_str(b));
	th_buf_free(b);
	return sql;
}

const char *row_select_sql(th_arena *a, const row_select *s)
{
	th_buf b = {0};
	th_buf_addz(&b, "SELECT ");
	add_columns(&b, s->row);
	th_buf_addf(&b, " %s", s->rest);
	return text_in(a, &b);
}

const char *row_insert_sql(th_arena *a, const row_desc *d)
{
	th_buf b = {0};
	th_buf_addf(&b, "%s(", d->insert);
	add_columns(&b, d);
	th_buf_addz(&b, ") VALUES(");
	for (size_t i = 0; i < d->n; i++)
		th_buf_addf(&b, "%s?%zu", i ? ", " : "", i + 1);
	th_buf_addz(&b, ")");
	return text_in(a, &b);
}

void row_bind_all(sqlite3_stmt *st, const row_desc *d, const void *row)
{
	for (size_t k = 0; k < d->n && st != NULL; k++) {
		int i = (int)k + 1;
		const void *at = (const char *)row + d->columns[k].offset;
		switch (d->columns[k].type) {
		case COLUMN_TEXT:
			bind_text(st, i, *(const th_str *)at);
			break;
		case COLUMN_OPTIONAL:
			if (((const th_str *)at)->n > 0)
				bind_text(st, i, *(const th_str *)at);
			else
				sqlite3_bind_null(st, i);
			break;
		case COLUMN_BLOB:
			bind_blob(st, i, *(const th_str *)at);
			break;
		case COLUMN_NUMBER:
			sqlite3_bind_int64(st, i, *(const int64_t *)at);
			break;
		case COLUMN_INT:
			sqlite3_bind_int(st, i, *(const int *)at);
			break;
		case COLUMN_FLAG:
			sqlite3_bind_int(st, i, *(const bool *)at);
			break;
		case COLUMN_TIME:
			bind_time(st, i, *(const th_time *)at);
			break;
		}
	}
}

void row_read(sqlite3_stmt *st, th_arena *a, const row_desc *d, void *row)
{
	for (size_t i = 0; i < d->n; i++)
		get(st, a, (int)i, d->columns[i].type, (char *)row + d->columns[i].offset);
}

row_statement *row_statement_of(row_statement *kept, size_t n, const void *key)
{
	size_t i = ((uintptr_t)key >> 3) % n;
	for (size_t tried = 0; tried < n; tried++, i = (i + 1) % n)
		if (kept[i].key == key || kept[i].key == NULL)
			return &kept[i];
	return NULL;
}
