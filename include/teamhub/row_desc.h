/* row_desc.h -- how descriptors of rows are written (rows.h). Set ROW to the struct, list its
 * columns, make the descriptor:
 *
 *	#define ROW row_link
 *	static const row_column link_columns[] = {
 *		TEXT(doc, "doc"),
 *		NUMBER(ord, "ord"),
 *	};
 *	const row_desc link_desc = ROW_INSERT("INSERT INTO link", link_columns);
 *	#undef ROW
 *
 * The compiler checks each line against the struct: a wrong name or type is an error. A test checks
 * each descriptor against the schema. */
#ifndef TEAMHUB_ROW_DESC_H
#define TEAMHUB_ROW_DESC_H

#include "teamhub/rows.h"

/* 0, or no program when ROW.member is not of the type. */
#define ROW_IS(member, type) (0 * sizeof(_Generic(((const ROW *)0)->member, type : 1)))
#define COLUMN(member, kind, type, sql)                                                            \
	{                                                                                          \
		sql, kind, offsetof(ROW, member) + ROW_IS(member, type)                            \
	}

#define TEXT(member, sql) COLUMN(member, COLUMN_TEXT, th_str, sql)
#define OPTIONAL(member, sql) COLUMN(member, COLUMN_OPTIONAL, th_str, sql)
#define BLOB(member, sql) COLUMN(member, COLUMN_BLOB, th_str, sql)
#define NUMBER(member, sql) COLUMN(member, COLUMN_NUMBER, int64_t, sql)
#define INT(member, sql) COLUMN(member, COLUMN_INT, int, sql)
#define FLAG(member, sql) COLUMN(member, COLUMN_FLAG, bool, sql)
#define TIME(member, sql) COLUMN(member, COLUMN_TIME, th_time, sql)
/* An instant, its offset, and whether only the day was given; `at` is TH_NEVER for SQL NULL. */
#define WHEN(member, sql_at, sql)                                                                  \
	TIME(member.at, sql_at), INT(member.offset, sql "_offset"),                                \
	    FLAG(member.day_only, sql "_day")

#define ROW_INSERT(sql, columns)                                                                   \
	{                                                                                          \
		sql, columns, TH_COUNT(columns)                                                    \
	}
#define ROW_READ(columns)                                                                          \
	{                                                                                          \
		NULL, columns, TH_COUNT(columns)                                                   \
	}

#endif
