/* check_birthday.c -- somebody's birthday in a text: "born on 3 May 1991", "Geburtstag am 12.4.".
 *
 * Called by check_text.c. A day and a month must be near one of the words in rules.yml ("geboren
 * am", "birthday"); a year, a month or a place alone is not a birthday. */
#include "check.h"

enum { NEAR = 5, PAST = 1915 /* somebody born earlier is history */ };

static const char *const months[][5] = {
    {"januar", "january", "jan", "jänner"},
    {"februar", "february", "feb"},
    {"märz", "march", "mar", "mär", "maerz"},
    {"april", "apr"},
    {"mai", "may"},
    {"juni", "june", "jun"},
    {"juli", "july", "jul"},
    {"august", "aug"},
    {"september", "sep", "sept"},
    {"oktober", "october", "okt", "oct"},
    {"november", "nov"},
    {"dezember", "december", "dez", "dec"},
};

static bool month(th_str word)
{
	for (size_t m = 0; m < TH_COUNT(months); m++)
		for (size_t k = 0; k < TH_COUNT(months[m]) && months[m][k]; k++)
			if (th_str_eqz(word, months[m][k]))
				return true;
	return false;
}

/* 1 to `most`, or 3rd and 12th. */
static bool day(th_str word, uint64_t most)
{
	static const char *const ordinal[] = {"st", "nd", "rd", "th"};
	uint64_t value;
	for (size_t k = 0; k < TH_COUNT(ordinal); k++)
		if (th_str_ends(word, th_strz(ordinal[k])))
			word.n -= 2;
	return word.n > 0 && word.n <= 2 && th_str_uint(word, most, &value) && value >= 1;
}

static th_str key_at(const prose *p, size_t i)
{
	return i < p->words.n ? prose_key(p, i) : TH_NONE;
}

/* The text between word i - 1 and word i. */
static th_str gap(const prose *p, size_t i)
{
	if (i == 0 || i >= p->words.n)
		return TH_NONE;
	return th_str_sub(p->file, p->words.v[i - 1].to, p->words.v[i].from);
}

static bool year(const prose *p, size_t i, uint64_t *value)
{
	th_str key = key_at(p, i);
	return key.n == 4 && th_str_uint(key, 2100, value) && *value >= 1000;
}

/* The number of words in the date that begins at word i, or 0; *when is its year, or 0. */
static size_t date(const prose *p, size_t i, uint64_t *when)
{
	th_str first = key_at(p, i), second = key_at(p, i + 1), third = key_at(p, i + 2);
	size_t n = 0, numeric = 0;
	*when = 0;
	if (year(p, i, when) && th_str_eqz(gap(p, i + 1), "-") && day(second, 12) && day(third, 31))
		return 3;
	*when = 0;
	if (day(first, 31) && month(second))
		n = 2;
	else if (day(first, 31) && th_str_eqz(second, "of") && month(third))
		n = 3;
	else if (month(first) && day(second, 31))
		n = 2;
	else if (day(first, 31) && day(second, 12) &&
		 (th_str_starts(gap(p, i + 1), TH_S(".")) || th_str_eqz(gap(p, i + 1), "/")))
		numeric = n = 2;
	if (n > 0 && gap(p, i + n).n <= 2 && year(p, i + n, when))
		return n + 1;
	*when = 0;
	/* 12.4. is a day, 3.5 is a number */
	size_t end = numeric ? p->words.v[i + 1].to : 0;
	return numeric && (end >= p->file.n || p->file.p[end] != '.') ? 0 : n;
}

/* Does a sentence or block end before word i? A colon, or the full stop of an abbreviation, right
 * after the cue does not count. */
static bool barrier(const prose *p, const prose_hit *cue, size_t i)
{
	const prose_word *w = &p->words.v[i];
	th_str between = gap(p, i);
	if (memchr(p->kind + w[-1].to, PROSE_BREAK, between.n) != NULL)
		return true;
	if (i == cue->end)
		return th_str_chr(between, '.') >= 0 &&
		       !th_str_eqz(prose_key(p, cue->first), "geb");
	return w->apart || th_str_starts(between, TH_S(". "));
}

static void report(check *c, size_t from, size_t end, uint64_t when)
{
	const prose *p = c->prose;
	if (when > 0 && when < PAST)
		return;
	size_t at = p->words.v[from].from, to = p->words.v[end - 1].to;
	check_report(c, GUIDELINE_BIRTHDAY, at, th_str_sub(p->file, at, to));
}

static bool after(check *c, const prose_hit *cue)
{
	const prose *p = c->prose;
	uint64_t when;
	for (size_t i = cue->end; i < p->words.n && i < cue->end + NEAR; i++) {
		if (barrier(p, cue, i))
			return false;
		size_t n = date(p, i, &when);
		if (n > 0) {
			report(c, cue->first, i + n, when);
			return true;
		}
	}
	return false;
}

/* "Am 12. April hat Jana Geburtstag", "am 3. Mai 1991 geboren". */
static void before(check *c, const prose_hit *cue)
{
	const prose *p = c->prose;
	th_str key = prose_key(p, cue->first);
	uint64_t when;
	bool noun = th_str_starts(key, TH_S("geburtstag")) || th_str_starts(key, TH_S("birthday"));
	for (size_t back = 1; back <= NEAR + 1 && back <= cue->first; back++) {
		size_t i = cue->first - back, n = date(p, i, &when);
		if (n > 0 && i + n <= cue->first && (noun || (when > 0 && i + n == cue->first))) {
			report(c, i, cue->end, when);
			return;
		}
		if (p->words.v[i + 1].apart)
			return;
	}
}

void check_birthday(check *c)
{
	for (size_t i = 0; i < c->prose->hits.n; i++) {
		const prose_hit *cue = &c->prose->hits.v[i];
		if (cue->role == WORD_BORN && !after(c, cue))
			before(c, cue);
	}
}
