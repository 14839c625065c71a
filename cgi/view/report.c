/* report.c -- descriptors of the lead's report. */
#include "desc.h"

#define VIEW view_report_line
static const th_field report_line_fields[] = {
    TEXT(href),
    TEXT(label),
    TEXT(text),
};
static DESC(report_line)
#undef VIEW

#define VIEW view_report_section
    static const th_field report_section_fields[] = {
	TEXT(id),
	TEXT(heading),
	TEXT(intro),
	TEXT(empty),
	ITEMS(lines, report_line),
};
static DESC(report_section)
#undef VIEW

#define VIEW view_report_row
    static const th_field report_row_fields[] = {
	TEXT(label),
	TEXT(people),
	TEXT(stories),
	TEXT(share),
	TEXT(target),
	TEXT(missing),
	TEXT(bar),
	TEXT(mark),
	NUMBER(text_y),
	NUMBER(bar_y),
	NUMBER(mark_y),
	NUMBER(mark_end),
	FLAG(rest),
};
static DESC(report_row)
#undef VIEW

#define VIEW view_report_part
    static const th_field report_part_fields[] = {
	TEXT(id),
	TEXT(heading),
	TEXT(basis),
	TEXT(desc),
	TEXT(target_label),
	FLAG(of_people),
	NUMBER(height),
	ITEMS(rows, report_row),
};
static DESC(report_part)
#undef VIEW

#define VIEW view_report
    static const th_field report_fields[] = {
	TEXT(heading),
	TEXT(intro),
	TEXT(summary),
	TEXT(note),
	ITEMS(parts, report_part),
	ITEMS(sections, report_section),
};
DESC(report)
#undef VIEW
