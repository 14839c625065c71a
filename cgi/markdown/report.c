/* report.c -- findings in texts. HTML events have no line numbers, so the words that a finding is
 * about are searched for in the Markdown: from the last place found, since events come in the order
 * of the text, else from the start. */
#include "parts.h"

th_mark report_mark(th_str source, th_mark at, size_t offset)
{
	if (offset > source.n)
		offset = source.n;
	size_t line = 0, from = 0;
	for (size_t i = 0; i < offset; i++)
		if (source.p[i] == '\n') {
			line++;
			from = i + 1;
		}
	th_mark m = at;
	m.line = (at.line ? at.line : 1) + (int)line;
	m.column = (int)(offset - from) + 1;
	return m;
}

/* `needle` after one of the characters in `before`; `any`: after anything. */
static ptrdiff_t find_after(th_str s, th_str needle, const char *before)
{
	size_t from = 0;
	for (;;) {
		ptrdiff_t hit = th_str_find(th_str_sub(s, from, s.n), needle);
		if (hit < 0)
			return -1;
		size_t at = from + (size_t)hit;
		if (before == NULL || (at > 0 && s.p[at - 1] != 0 && strchr(before, s.p[at - 1])))
			return (ptrdiff_t)at;
		from = at + 1;
	}
}

/* An address follows one of these; otherwise it is searched as any text. */
static ptrdiff_t find_any(th_str s, th_str needle)
{
	ptrdiff_t hit = find_after(s, needle, "(<\"'= \n");
	return hit >= 0 ? hit : find_after(s, needle, NULL);
}

th_mark report_find(render_job *j, th_str needle)
{
	ptrdiff_t hit = -1;
	if (needle.n > 0) {
		size_t from = j->cursor < j->source.n ? j->cursor : 0;
		hit = find_any(th_str_sub(j->source, from, j->source.n), needle);
		if (hit >= 0)
			hit += (ptrdiff_t)from;
		else
			hit = find_any(j->source, needle);
		if (hit < 0 && needle.p[0] == '<') { /* tags: also in capitals */
			th_str lower = th_str_lower(j->a, j->source);
			hit = th_str_find(lower, needle);
		}
	}
	if (hit < 0)
		return report_mark(j->source, j->at, 0);
	j->cursor = (size_t)hit + needle.n;
	return report_mark(j->source, j->at, (size_t)hit);
}

/* Looking up a line takes time: a text with hundreds of faults has enough findings. */
bool report_wanted(render_job *j)
{
	return j->f != NULL && ++j->reports <= RENDER_REPORTS;
}

void report_add(render_job *j, enum th_rule_id id, th_str needle, th_str word)
{
	if (!report_wanted(j))
		return;
	finding_add(j->f, id, report_find(j, needle), word, TH_NONE, TH_NONE);
}

void report_once(render_job *j, enum th_rule_id id, th_str needle, th_str key)
{
	if (j->f == NULL || th_map_get(&j->reported, key) != NULL || j->reported.n > 200)
		return;
	th_map_put(&j->reported, th_str_dup(j->a, key), j);
	report_add(j, id, needle, key);
}

void report_flattened(render_job *j, size_t offset)
{
	if (j->flattened)
		return;
	j->flattened = true;
	if (j->f != NULL)
		finding_add(j->f, TH_RULE_TEXT_FLATTENED, report_mark(j->source, j->at, offset),
		    TH_NONE, TH_NONE, TH_NONE);
}

void report_table(render_job *j, size_t offset)
{
	if (j->table_cut)
		return;
	j->table_cut = true;
	if (j->f != NULL)
		finding_add(j->f, TH_RULE_TEXT_TABLE, report_mark(j->source, j->at, offset),
		    TH_NONE, TH_NONE, TH_NONE);
}
