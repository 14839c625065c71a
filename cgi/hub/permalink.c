/* permalink.c -- the address that a site generator gave a page, by one of its patterns:
 * /:categories/:year/:title/. Jekyll and Hugo share some names with different meanings; each is
 * computed as that program does. Called by cgi/parse for every text of a mapping that names its old
 * addresses, or whose generator is known. */
#include "teamhub/hub.h"

typedef enum token {
	L_YEAR,
	L_SHORT_YEAR,
	L_MONTH,
	L_I_MONTH,
	L_SHORT_MONTH,
	L_LONG_MONTH,
	L_DAY,
	L_I_DAY,
	L_Y_DAY,
	L_YEARDAY,
	L_SHORT_DAY,
	L_LONG_DAY,
	L_W_DAY,
	L_WEEKDAY,
	L_WEEK,
	L_W_YEAR,
	L_HOUR,
	L_MINUTE,
	L_SECOND,
	L_DATES, /* all above need a date */
	L_TITLE,
	L_SLUG,
	L_SLUG_OR_FILENAME,
	L_FILENAME,
	L_NAME,
	L_CATEGORIES,
	L_SLUGIFIED_CATEGORIES,
	L_COLLECTION,
	L_PATH,
	L_SECTION,
	L_SECTIONS,
	L_LANG,
	L_OUTPUT_EXT
} token;

static const struct {
	const char *name;
	token what;
} tokens[] = {
    {"year", L_YEAR},
    {"short_year", L_SHORT_YEAR},
    {"month", L_MONTH},
    {"i_month", L_I_MONTH},
    {"short_month", L_SHORT_MONTH},
    {"long_month", L_LONG_MONTH},
    {"monthname", L_LONG_MONTH},
    {"day", L_DAY},
    {"i_day", L_I_DAY},
    {"y_day", L_Y_DAY},
    {"yearday", L_YEARDAY},
    {"short_day", L_SHORT_DAY},
    {"long_day", L_LONG_DAY},
    {"weekdayname", L_LONG_DAY},
    {"w_day", L_W_DAY},
    {"weekday", L_WEEKDAY},
    {"week", L_WEEK},
    {"w_year", L_W_YEAR},
    {"hour", L_HOUR},
    {"minute", L_MINUTE},
    {"second", L_SECOND},
    {"title", L_TITLE},
    {"slug", L_SLUG},
    {"slugorfilename", L_SLUG_OR_FILENAME},
    {"slugorcontentbasename", L_SLUG_OR_FILENAME},
    {"filename", L_FILENAME},
    {"contentbasename", L_FILENAME},
    {"basename", L_FILENAME},
    {"name", L_NAME},
    {"categories", L_CATEGORIES},
    {"slugified_categories", L_SLUGIFIED_CATEGORIES},
    {"collection", L_COLLECTION},
    {"path", L_PATH},
    {"section", L_SECTION},
    {"sections", L_SECTIONS},
    {"lang", L_LANG},
    {"output_ext", L_OUTPUT_EXT},
};

static th_str word_at(th_str pattern, size_t i)
{
	size_t end = i + 1;
	while (end < pattern.n &&
	       ((pattern.p[end] >= 'a' && pattern.p[end] <= 'z') || pattern.p[end] == '_'))
		end++;
	return th_str_sub(pattern, i + 1, end);
}

/* The token at pattern[i], its name in *word: "year" of ":year_". */
static int token_at(th_str pattern, size_t i, th_str *word)
{
	*word = word_at(pattern, i);
	for (int pass = 0; pass < 2; pass++) {
		for (size_t k = 0; k < TH_COUNT(tokens); k++)
			if (th_str_eqz(*word, tokens[k].name))
				return (int)tokens[k].what;
		if (!th_str_ends(*word, TH_S("_")))
			return -1;
		word->n--;
	}
	return -1;
}

th_str permalink_style(th_str name)
{
	static const char *const styles[][2] = {
	    {"pretty", "/:categories/:year/:month/:day/:title/"},
	    {"date", "/:categories/:year/:month/:day/:title.html"},
	    {"ordinal", "/:categories/:year/:y_day/:title.html"},
	    {"weekdate", "/:categories/:year/W:week/:short_day/:title.html"},
	    {"none", "/:categories/:title.html"},
	};
	for (size_t i = 0; i < TH_COUNT(styles); i++)
		if (th_str_eqz(name, styles[i][0]))
			return th_strz(styles[i][1]);
	return name;
}

bool permalink_check(th_str pattern, th_str *bad)
{
	for (size_t i = 0; i < pattern.n; i++) {
		if (pattern.p[i] != ':')
			continue;
		if (token_at(pattern, i, bad) < 0)
			return false;
		i += bad->n;
		ptrdiff_t close = th_str_chr(th_str_sub(pattern, i, pattern.n), ']');
		if (i + 1 < pattern.n && pattern.p[i + 1] == '[' && close > 0)
			i += (size_t)close; /* :sections[1:] */
	}
	return true;
}

/* ---- dates ---- */

static int64_t day_number(int year, int month, int day)
{
	return th_time_of((th_civil){year, month, day, 0, 0, 0}) / 86400;
}

/* Monday is 1. */
static int weekday(const th_civil *c)
{
	int64_t n = day_number(c->year, c->month, c->day) + 3; /* 1970-01-01 was a Thursday */
	return (int)((n % 7 + 7) % 7) + 1;
}

/* The year and week of ISO 8601. */
static int iso_week(const th_civil *c, int *year)
{
	int64_t thursday = day_number(c->year, c->month, c->day) + 4 - weekday(c);
	th_civil of = th_civil_of(thursday * 86400);
	*year = of.year;
	return (int)((thursday - day_number(of.year, 1, 1)) / 7) + 1;
}

static void put_date(th_buf *b, token what, const th_civil *c)
{
	static const char *const months[] = {"January", "February", "March", "April", "May", "June",
	    "July", "August", "September", "October", "November", "December"};
	static const char *const days[] = {
	    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
	const char *month = months[c->month - 1], *day = days[weekday(c) - 1];
	int of_year = (int)(day_number(c->year, c->month, c->day) - day_number(c->year, 1, 1)) + 1;
	int year, week = iso_week(c, &year);
	switch (what) {
	case L_YEAR:
		th_buf_addf(b, "%04d", c->year);
		break;
	case L_SHORT_YEAR:
		th_buf_addf(b, "%02d", c->year % 100);
		break;
	case L_MONTH:
	case L_DAY:
		th_buf_addf(b, "%02d", what == L_MONTH ? c->month : c->day);
		break;
	case L_I_MONTH:
	case L_I_DAY:
		th_buf_addf(b, "%d", what == L_I_MONTH ? c->month : c->day);
		break;
	case L_SHORT_MONTH:
	case L_SHORT_DAY:
		th_buf_addf(b, "%.3s", what == L_SHORT_MONTH ? month : day);
		break;
	case L_LONG_MONTH:
	case L_LONG_DAY:
		th_buf_addz(b, what == L_LONG_MONTH ? month : day);
		break;
	case L_Y_DAY:
		th_buf_addf(b, "%03d", of_year);
		break;
	case L_YEARDAY:
		th_buf_addf(b, "%d", of_year);
		break;
	case L_W_DAY:
	case L_WEEKDAY:
		th_buf_addf(b, "%d", what == L_W_DAY ? weekday(c) : weekday(c) % 7);
		break;
	case L_WEEK:
		th_buf_addf(b, "%02d", week);
		break;
	case L_W_YEAR:
		th_buf_addf(b, "%04d", year);
		break;
	default:
		th_buf_addf(b, "%02d",
		    what == L_HOUR     ? c->hour
		    : what == L_MINUTE ? c->minute
				       : c->second);
		break;
	}
}

/* ---- names ---- */

static void put_sections(th_buf *b, th_arena *a, const th_strs *sections, size_t from, size_t to)
{
	for (size_t i = from; i < sections->n && i < to; i++) {
		if (i > from)
			th_buf_addc(b, '/');
		th_buf_add(b, slug_hugo(a, sections->v[i], true));
	}
}

static void put_categories(th_buf *b, th_arena *a, const permalink_page *p, bool slugified)
{
	th_strs seen = {0};
	for (size_t i = 0; i < p->categories.n; i++) {
		th_str one = slugified ? slug_jekyll(a, p->categories.v[i], false)
				       : text_lower(a, p->categories.v[i]);
		if (p->as == TH_GENERATOR_ANY)
			one = slug_of(a, p->categories.v[i]);
		if (th_strs_has(&seen, one))
			continue;
		if (seen.n > 0)
			th_buf_addc(b, '/');
		th_buf_add(b, one);
		*TH_ADD(a, &seen) = one;
	}
}

/* The name of the page by the token, or TH_NONE. */
static th_str name_of(th_arena *a, token what, const permalink_page *p)
{
	th_str slug = p->slug.n > 0 ? p->slug : p->stem;
	switch (p->as) {
	case TH_GENERATOR_JEKYLL:
		if (what == L_TITLE)
			return slug_jekyll(a, slug, true);
		return slug_jekyll(a, what == L_NAME ? path_base(path_stem(p->path)) : slug, false);
	case TH_GENERATOR_HUGO:
		if (what == L_TITLE || (what == L_SLUG && p->slug.n == 0))
			return slug_hugo(a, p->title, false);
		return slug_hugo(a, what == L_FILENAME || what == L_NAME ? p->stem : slug, false);
	case TH_GENERATOR_ELEVENTY:
		return p->stem;
	default:
		return what == L_SLUG || what == L_SLUG_OR_FILENAME ? p->own_slug : p->stem;
	}
}

static bool expand(th_buf *b, th_arena *a, token what, const permalink_page *p)
{
	th_str path = path_stem(p->path);
	switch (what) {
	case L_TITLE:
	case L_SLUG:
	case L_SLUG_OR_FILENAME:
	case L_FILENAME:
	case L_NAME: {
		th_str name = name_of(a, what, p);
		th_buf_add(b, name);
		return name.n > 0;
	}
	case L_CATEGORIES:
	case L_SLUGIFIED_CATEGORIES:
		put_categories(b, a, p, what == L_SLUGIFIED_CATEGORIES);
		return true;
	case L_COLLECTION: /* _notes/a.md → notes */
		th_buf_add(
		    b, th_str_sub(p->path, p->path.n > 0 && p->path.p[0] == '_',
			   th_str_chr(p->path, '/') < 0 ? 0 : (size_t)th_str_chr(p->path, '/')));
		return true;
	case L_PATH:
		if (th_str_starts(path, TH_S("_")))
			path = th_str_sub(path, (size_t)(th_str_chr(path, '/') + 1), path.n);
		th_buf_add(b, path);
		return true;
	case L_SECTION:
		put_sections(b, a, &p->sections, 0, 1);
		return true;
	case L_SECTIONS:
		put_sections(b, a, &p->sections, 0, SIZE_MAX);
		return true;
	case L_LANG:
		th_buf_add(b, p->lang);
		return true;
	case L_OUTPUT_EXT:
		th_buf_addz(b, ".html");
		return true;
	default: {
		if (!p->dated)
			return false;
		size_t from = b->n;
		put_date(b, what, &p->date);
		for (size_t i = from; i < b->n && p->as == TH_GENERATOR_HUGO; i++)
			if (b->p[i] >= 'A' && b->p[i] <= 'Z')
				b->p[i] = (char)(b->p[i] + 32);
		return true;
	}
	}
}

/* Hugo's [n], [n:m], [last] after :sections, at pattern[i]; returns its length. */
static size_t take_slice(th_buf *b, th_arena *a, th_str pattern, size_t i, const permalink_page *p)
{
	th_str rest = th_str_sub(pattern, i, pattern.n), from, to;
	ptrdiff_t close = th_str_chr(rest, ']');
	uint64_t first = 0, end = SIZE_MAX;
	size_t count = p->sections.n;
	if (rest.n == 0 || rest.p[0] != '[' || close < 0)
		return 0;
	to = th_str_sub(rest, 1, (size_t)close);
	bool range = th_str_chr(to, ':') >= 0;
	th_str_split(&to, ':', &from);
	if (th_str_eqz(from, "last"))
		first = count > 0 ? count - 1 : 0;
	else if (from.n > 0 && !th_str_uint(from, 100, &first))
		return 0;
	if (!range)
		end = first + 1;
	else if (th_str_eqz(to, "last"))
		end = count > 0 ? count - 1 : 0;
	else if (to.n > 0 && !th_str_uint(to, 100, &end))
		return 0;
	put_sections(b, a, &p->sections, (size_t)first, (size_t)end);
	return (size_t)close + 1;
}

/* Removes "//" where a part is empty, and "..", "./", as Jekyll does; then encodes. */
static th_str tidy(th_arena *a, th_str s, bool jekyll)
{
	th_buf b = {0}, out = {0};
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		if (jekyll && c == '.' && i + 1 < s.n && s.p[i + 1] == '.')
			c = '/', i++;
		else if (jekyll && c == '.' && i + 1 < s.n && s.p[i + 1] == '/') {
			i++;
			continue;
		}
		if (c != '/' || b.n == 0 || b.p[b.n - 1] != '/')
			th_buf_addc(&b, c);
	}
	th_buf_add_url(&out, th_buf_str(&b), "/!$&'()*+,;=@");
	th_str done = th_str_dup(a, th_buf_str(&out));
	th_buf_free(&b);
	th_buf_free(&out);
	return done;
}

th_str permalink_expand(th_arena *a, th_str pattern, const permalink_page *page)
{
	th_buf b = {0};
	bool known = true;
	if (!th_str_starts(pattern, TH_S("/")))
		th_buf_addc(&b, '/');
	for (size_t i = 0; i < pattern.n && known; i++) {
		th_str word;
		if (pattern.p[i] != ':') {
			th_buf_addc(&b, pattern.p[i]);
			continue;
		}
		int what = token_at(pattern, i, &word);
		size_t slice =
		    what == L_SECTIONS ? take_slice(&b, a, pattern, i + 1 + word.n, page) : 0;
		known = what >= 0 && (slice > 0 || expand(&b, a, (token)what, page));
		i += word.n + slice;
	}
	th_str out = known ? tidy(a, th_buf_str(&b), page->as == TH_GENERATOR_JEKYLL) : TH_NONE;
	th_buf_free(&b);
	return out;
}
