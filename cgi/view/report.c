/* report.c -- descriptors of the lead's report. */
#include "desc.h"

#define VIEW view_report_line
static const th_field report_line_fields[] = {
    TEXT(href, "Address; may be empty."),
    TEXT(label, "Who or what."),
    TEXT(text, "What is said of it."),
};
static DESC(report_line, "A line that names somebody or something.")
#undef VIEW

#define VIEW view_report_section
    static const th_field report_section_fields[] = {
	TEXT(id, "For id=."),
	TEXT(heading, "For <h2>."),
	TEXT(intro, "A sentence below it; may be empty."),
	TEXT(empty, "What to say without lines."),
	ITEMS(lines, report_line, "The lines, in order of name or of a day."),
};
static DESC(report_section, "Whom to invite, what waits …")
#undef VIEW

#define VIEW view_report_row
    static const th_field report_row_fields[] = {
	TEXT(label, "The group."),
	TEXT(people, "How many people; empty: they are not counted."),
	TEXT(stories, "How many stories."),
	TEXT(share, "Their share: 28.6%."),
	TEXT(target, "What it is compared with; empty: nothing."),
	TEXT(missing, "So many stories more would reach it; empty: it is reached."),
	TEXT(bar, "Width of its bar."),
	TEXT(mark, "Place of the mark of the target; empty: none."),
	NUMBER(text_y, "Place of its label, in pixels from above."),
	NUMBER(bar_y, "Of its bar."),
	NUMBER(mark_y, "Where its mark begins."),
	NUMBER(mark_end, "And ends."),
	FLAG(rest, "Small groups together."),
};
static DESC(report_row, "A group: a row of the table, a bar of the drawing.")
#undef VIEW

#define VIEW view_report_part
    static const th_field report_part_fields[] = {
	TEXT(id, "For id=."),
	TEXT(heading, "For <h2>: Team."),
	TEXT(basis, "What shares are compared with."),
	TEXT(desc, "The drawing in a sentence."),
	TEXT(target_label, "Head of the column of targets."),
	FLAG(of_people, "People are counted too."),
	NUMBER(height, "Of the drawing, in pixels."),
	ITEMS(rows, report_row, "The groups."),
};
static DESC(report_part, "Coverage of a facet.")
#undef VIEW

#define VIEW view_report
    static const th_field report_fields[] = {
	TEXT(heading, "For <h1>."),
	TEXT(intro, "Whom it is for."),
	TEXT(summary, "How many people and stories."),
	TEXT(note, "On small groups, and what is wanted."),
	ITEMS(parts, report_part, "Coverage, facet by facet."),
	ITEMS(sections, report_section,
	    "People and files by name; none where programme.yml says so."),
};
DESC(report, "The lead's report; in the internal edition alone.")
#undef VIEW
