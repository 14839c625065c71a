/* finding.c -- collects what authors must fix, and prints it in their language.
 *
 * Called by every room that reads what authors wrote; printed by `check` and `publish`. One very
 * faulty file must not drown the others: after `limit` findings for a file, only their number is
 * kept. Must never print bytes of a file or its name raw, since a terminal obeys control
 * characters. */
#include "teamhub/finding.h"

#include "teamhub/texts.h"

#include <stdlib.h>

const th_rule th_rules[TH_RULE_COUNT] = {
#define RULE(id, name, severity) {name, severity, TEXT_FINDING_##id, TEXT_REMEDY_##id},
#include "teamhub/rules.def"
#undef RULE
};

static void count(th_findings *f, th_severity severity, int by)
{
	if (severity == TH_ERROR)
		f->errors += (size_t)by;
	else if (severity == TH_WARNING)
		f->warnings += (size_t)by;
}

/* How many of the last findings are about this file, up to `limit`. */
static size_t run_length(const th_findings *f, th_str file, size_t limit)
{
	size_t n = 0;
	for (size_t i = f->list.n; i > 0 && n <= limit; i--, n++)
		if (!th_str_eq(f->list.v[i - 1].at.file, file))
			break;
	return n;
}

/* One beyond the limit: the last finding of the file counts the rest. */
static th_finding *add_further(th_findings *f, th_finding *last, th_str file)
{
	const th_rule *further = &th_rules[TH_RULE_FURTHER];
	uint64_t n = 0;
	if (last->rule != further) {
		last = TH_ADD(f->arena, &f->list);
		*last = (th_finding){.at = {.file = th_str_dup(f->arena, file)},
		    .rule = further,
		    .severity = further->severity};
	} else {
		th_str_uint(last->words[0], UINT32_MAX, &n);
	}
	last->words[0] = th_str_fmt(f->arena, "%llu", (unsigned long long)(n + 1));
	return last;
}

th_finding *finding_add(
    th_findings *f, enum th_rule_id id, th_mark at, th_str w0, th_str w1, th_str w2)
{
	size_t limit = f->limit ? f->limit : 50;
	if (run_length(f, at.file, limit) >= limit)
		return add_further(f, &f->list.v[f->list.n - 1], at.file);
	th_finding *one = TH_ADD(f->arena, &f->list);
	th_str words[3] = {w0, w1, w2};
	*one = (th_finding){.at = at, .rule = &th_rules[id], .severity = th_rules[id].severity};
	one->at.file = th_str_dup(f->arena, at.file);
	for (int i = 0; i < 3; i++)
		one->words[i] = words[i].p ? th_str_dup(f->arena, words[i]) : TH_NONE;
	count(f, one->severity, 1);
	return one;
}

void finding_set_severity(th_findings *f, th_finding *one, th_severity severity)
{
	count(f, one->severity, -1);
	one->severity = severity;
	count(f, severity, 1);
}

void findings_join(th_findings *into, const th_findings *from)
{
	for (size_t i = 0; i < from->list.n; i++) {
		th_finding *one = TH_ADD(into->arena, &into->list);
		*one = from->list.v[i];
		one->at.file = th_str_dup(into->arena, one->at.file);
		for (size_t w = 0; w < TH_COUNT(one->words); w++)
			if (one->words[w].p)
				one->words[w] = th_str_dup(into->arena, one->words[w]);
		if (one->said)
			one->said = catalogue_keep(into->arena, one->said->id, one->said->args);
		count(into, one->severity, 1);
	}
}

static int by_place(const void *a, const void *b)
{
	const th_finding *x = a, *y = b;
	int order = th_str_cmp(x->at.file, y->at.file);
	if (order == 0)
		order = (x->rule == &th_rules[TH_RULE_FURTHER]) -
			(y->rule == &th_rules[TH_RULE_FURTHER]);
	if (order == 0)
		order = (x->at.line > y->at.line) - (x->at.line < y->at.line);
	if (order == 0)
		order = (x->at.column > y->at.column) - (x->at.column < y->at.column);
	if (order == 0)
		order = (x->rule > y->rule) - (x->rule < y->rule);
	for (size_t w = 0; order == 0 && w < TH_COUNT(x->words); w++)
		order = th_str_cmp(x->words[w], y->words[w]);
	return order;
}

void findings_sort(th_findings *f)
{
	if (f->list.n > 1)
		qsort(f->list.v, f->list.n, sizeof(*f->list.v), by_place);
}

/* ---- printing ---- */

/* Invisible, or able to change what a terminal shows: C0, C1, DEL, direction marks, line ends. */
static bool unsafe(int32_t cp)
{
	return cp < 0x20 || (cp >= 0x7f && cp < 0xa0) || (cp >= 0x200b && cp <= 0x200f) ||
	       (cp >= 0x2028 && cp <= 0x202e) || (cp >= 0x2066 && cp <= 0x2069) || cp == 0xfeff;
}

static void add_shown(th_buf *out, th_str s, size_t max)
{
	size_t i = 0, shown = 0;
	while (i < s.n) {
		size_t at = i;
		int32_t cp = th_utf8_next(s, &i);
		if (shown++ == max) {
			th_buf_addz(out, "…");
			return;
		}
		if (cp >= 0 && !unsafe(cp)) {
			th_buf_add(out, th_str_sub(s, at, i));
			continue;
		}
		for (; at < i; at++)
			th_buf_addf(out, "\\x%02X", (unsigned char)s.p[at]);
	}
}

static void add_said(th_buf *out, const text_sentence *said, th_str lang)
{
	enum { LONGEST = 600 };
	th_buf whole = {0};
	catalogue_add(&whole, lang, said->id, said->args);
	add_shown(out, th_buf_str(&whole), LONGEST);
	th_buf_free(&whole);
}

static void add_sentence(th_buf *out, const th_finding *f, th_str lang, enum text_id id)
{
	enum { WORDS = TH_COUNT(f->words) };
	static const char *const names[WORDS] = {"0", "1", "2", "3"};
	th_buf shown[WORDS] = {0};
	text_arg args[WORDS + 1] = {{.name = NULL}};
	for (size_t i = 0; i < WORDS; i++) {
		if (i == 0 && f->said != NULL)
			add_said(&shown[i], f->said, lang);
		else
			add_shown(&shown[i], f->words[i], 200);
		if (th_str_trim(th_buf_str(&shown[i])).n == 0) {
			th_buf_cut(&shown[i], 0);
			add_shown(&shown[i], catalogue_get(lang, TEXT_FINDING_EMPTY), 200);
		}
		args[i] = TEXT_S(names[i], th_buf_str(&shown[i]));
	}
	catalogue_add(out, lang, id, args);
	for (size_t i = 0; i < WORDS; i++)
		th_buf_free(&shown[i]);
}

th_str finding_severity(th_severity severity, th_str lang)
{
	static const enum text_id names[] = {
	    TEXT_SEVERITY_NOTE, TEXT_SEVERITY_WARNING, TEXT_SEVERITY_ERROR};
	return catalogue_get(lang, names[severity]);
}

void finding_write_text(th_buf *out, const th_finding *f, th_str lang)
{
	add_shown(out, f->at.file, 1024);
	if (f->at.line > 0)
		th_buf_addf(out, ":%d:%d", f->at.line, f->at.column > 0 ? f->at.column : 1);
	th_buf_addf(out, ": %.*s: ", TH_FMT(finding_severity(f->severity, lang)));
	finding_write_what(out, f, lang);
	th_buf_addc(out, ' ');
	finding_write_remedy(out, f, lang);
	th_buf_addf(out, " [%s]\n", f->rule->name);
}

void finding_write_what(th_buf *out, const th_finding *f, th_str lang)
{
	add_sentence(out, f, lang, f->rule->what);
}

void finding_write_remedy(th_buf *out, const th_finding *f, th_str lang)
{
	add_sentence(out, f, lang, f->rule->remedy);
}
