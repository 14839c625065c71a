/* words.c -- what a word is: extracted from text or from HTML that publish sanitised, lower-cased,
 * folded, stemmed. Called by write_search.c for texts and by cgi/search for queries: both must
 * agree on every word. The one file that knows libstemmer, which is tables and a loop and parses
 * nothing. */
#include "teamhub/words.h"

#include <libstemmer.h>

/* U+00C0 … U+017F: lower case without accents, except "ä", "ö", "ü"; ' ' is not a letter. */
static const char *const latin[] = {"a", "a", "a", "a", "ä", "a", "a", "c", "e", "e", "e", "e", "i",
    "i", "i", "i", "d", "n", "o", "o", "o", "o", "ö", " ", "o", "u", "u", "u", "ü", "y", "th", "ss",
    "a", "a", "a", "a", "ä", "a", "a", "c", "e", "e", "e", "e", "i", "i", "i", "i", "d", "n", "o",
    "o", "o", "o", "ö", " ", "o", "u", "u", "u", "ü", "y", "th", "y", "a", "a", "a", "a", "a", "a",
    "c", "c", "c", "c", "c", "c", "c", "c", "d", "d", "d", "d", "e", "e", "e", "e", "e", "e", "e",
    "e", "e", "e", "g", "g", "g", "g", "g", "g", "g", "g", "h", "h", "h", "h", "i", "i", "i", "i",
    "i", "i", "i", "i", "i", "i", "ij", "ij", "j", "j", "k", "k", "k", "l", "l", "l", "l", "l", "l",
    "l", "l", "l", "l", "n", "n", "n", "n", "n", "n", "n", "n", "n", "o", "o", "o", "o", "o", "o",
    "o", "o", "r", "r", "r", "r", "r", "r", "s", "s", "s", "s", "s", "s", "s", "s", "t", "t", "t",
    "t", "t", "t", "u", "u", "u", "u", "u", "u", "u", "u", "u", "u", "u", "u", "w", "w", "y", "y",
    "y", "z", "z", "z", "z", "z", "z", "s"};

_Static_assert(TH_COUNT(latin) == 0x180 - 0xc0, "a letter is missing");

/* U+0180 … U+024F and U+1E00 … U+1EFF (Romanian, Vietnamese and others): the base letter; '.' means
 * it stays as it is. */
static const char extended[] = "................................oo.............uu..............."
			       ".............aaiioouuuuuuuuuu.aaaa....ggkkoooo..j...gg..nnaa...."
			       "aaaaeeeeiiiioooorrrruuuusstt..hh......aaeeooooooooyy............"
			       "................";
static const char additional[] = "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmm"
				 "mmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv"
				 "wwwwwwwwwwxxxxyyzzzzzzhtwyasss..aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee"
				 "eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy..vvyy";

_Static_assert(sizeof extended == 0x250 - 0x180 + 1, "a letter is missing");
_Static_assert(sizeof additional == 0x1f00 - 0x1e00 + 1, "a letter is missing");

enum { GENDERED_MIN = 4 }; /* octets before ":in" */

typedef enum sort { SORT_PARTS, SORT_LETTER, SORT_INVISIBLE } sort;

/* Separators beyond Latin: punctuation, symbols, pictographs, private use. */
static bool is_symbol(int32_t c)
{
	static const struct {
		int32_t from, to;
	} symbols[] = {{0x2000, 0x206f}, {0x20a0, 0x20cf}, {0x2100, 0x2bff}, {0x2e00, 0x2e7f},
	    {0x3000, 0x3004}, {0x3008, 0x3020}, {0xd800, 0xf8ff}, {0xfe10, 0xfe6f},
	    {0xff00, 0xff0f}, {0xff1a, 0xff20}, {0xffe0, 0xffff}, {0x1f000, 0x10ffff}};
	for (size_t i = 0; i < TH_COUNT(symbols); i++)
		if (c >= symbols[i].from && c <= symbols[i].to)
			return true;
	return false;
}

/* The ASCII form of letters and digits in other shapes: CO₂, m², ﬁ, Ｃ; NULL: none. */
static const char *plain_form(int32_t c)
{
	static const char digits[] = "0\0001\0002\0003\0004\0005\0006\0007\0008\0009";
	static const char letters[] = "a\0b\0c\0d\0e\0f\0g\0h\0i\0j\0k\0l\0m\0n\0o\0p\0q\0r"
				      "\0s\0t\0u\0v\0w\0x\0y\0z";
	static const char *const ligatures[] = {"ff", "fi", "fl", "ffi", "ffl", "st", "st"};
	if (c == 0xb9 || c == 0xb2 || c == 0xb3)
		return c == 0xb9 ? "1" : c == 0xb2 ? "2" : "3";
	if (c == 0x2070 || (c >= 0x2074 && c <= 0x2079))
		return digits + 2 * (c - 0x2070);
	if (c >= 0x2080 && c <= 0x2089)
		return digits + 2 * (c - 0x2080);
	if (c >= 0xfb00 && c <= 0xfb06)
		return ligatures[c - 0xfb00];
	if (c >= 0xff10 && c <= 0xff19)
		return digits + 2 * (c - 0xff10);
	if ((c >= 0xff21 && c <= 0xff3a) || (c >= 0xff41 && c <= 0xff5a))
		return letters + 2 * ((c - 0xff21) & 31);
	return NULL;
}

static bool is_invisible(int32_t c)
{
	return c == 0xad || (c >= 0x300 && c <= 0x36f) || (c >= 0x200b && c <= 0x200d) ||
	       c == 0x2060 || c == 0xfeff || (c >= 0xfe00 && c <= 0xfe0f);
}

static size_t put_utf8(char *into, int32_t c)
{
	if (c < 0x800) {
		into[0] = (char)(0xc0 | c >> 6);
		into[1] = (char)(0x80 | (c & 0x3f));
		return 2;
	}
	if (c < 0x10000) {
		into[0] = (char)(0xe0 | c >> 12);
		into[1] = (char)(0x80 | (c >> 6 & 0x3f));
		into[2] = (char)(0x80 | (c & 0x3f));
		return 3;
	}
	into[0] = (char)(0xf0 | c >> 18);
	into[1] = (char)(0x80 | (c >> 12 & 0x3f));
	into[2] = (char)(0x80 | (c >> 6 & 0x3f));
	into[3] = (char)(0x80 | (c & 0x3f));
	return 4;
}

/* Fast path for most letters: the ASCII letter in lower case, or 0. */
static inline char ascii_letter(int32_t c)
{
	if ((c >= 'a' && c <= 'z') || th_is_digit(c))
		return (char)c;
	return c >= 'A' && c <= 'Z' ? (char)(c + 'a' - 'A') : 0;
}

/* The letter in lower case, at most four octets, into `into`; *n is their number. */
static sort letter(int32_t c, char *into, size_t *n)
{
	*n = 0;
	if (c < 0)
		return SORT_PARTS;
	if (c < 0x80) {
		into[0] = ascii_letter(c);
		*n = into[0] != 0;
		return *n > 0 ? SORT_LETTER : SORT_PARTS;
	}
	if (is_invisible(c))
		return SORT_INVISIBLE;
	const char *plain = c < 0xc0 || c >= 0x2070 ? plain_form(c) : NULL;
	if (plain != NULL) {
		*n = strlen(plain);
		memcpy(into, plain, *n);
		return SORT_LETTER;
	}
	if (c < 0xc0 || is_symbol(c))
		return SORT_PARTS;
	if (c <= 0x17f || c == 0x1e9e) {
		const char *s = c == 0x1e9e ? "ss" : latin[c - 0xc0];
		if (s[0] == ' ')
			return SORT_PARTS;
		*n = strlen(s);
		memcpy(into, s, *n);
		return SORT_LETTER;
	}
	char below = c < 0x250                   ? extended[c - 0x180]
		     : c >= 0x1e00 && c < 0x1f00 ? additional[c - 0x1e00]
						 : '.';
	if (below != '.') {
		into[(*n)++] = below;
		return SORT_LETTER;
	}
	if (c >= 0x391 && c <= 0x3a9) /* Greek */
		c += 0x20;
	else if (c >= 0x410 && c <= 0x42f) /* Cyrillic */
		c += 0x20;
	else if (c >= 0x400 && c <= 0x40f)
		c += 0x50;
	*n = put_utf8(into, c);
	return SORT_LETTER;
}

static int32_t peek(const word_reader *r, size_t *after)
{
	*after = r->i;
	unsigned char c = (unsigned char)r->s.p[r->i];
	if (c < 0x80) {
		(*after)++;
		return c;
	}
	return th_utf8_next(r->s, after);
}

bool word_tag_is_inline(th_str name)
{
	static const char *const names[] = {"a", "abbr", "b", "br", "cite", "code", "del", "em",
	    "i", "ins", "kbd", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup",
	    "time", "u", "var", "wbr"};
	for (size_t i = 0; i < TH_COUNT(names); i++)
		if (name.n > 0 && name.p[0] == names[i][0] && th_str_eqz(name, names[i]))
			return true;
	return false;
}

/* Skips the tag at r->i; true when it ends a phrase. */
static bool skip_tag(word_reader *r)
{
	size_t from = r->i + 1;
	char quote = 0;
	if (from < r->s.n && r->s.p[from] == '/')
		from++;
	size_t to = from;
	while (to < r->s.n && ((r->s.p[to] >= 'a' && r->s.p[to] <= 'z') || th_is_digit(r->s.p[to])))
		to++;
	for (r->i = to; r->i < r->s.n; r->i++) {
		char c = r->s.p[r->i];
		if (quote != 0)
			quote = c == quote ? 0 : quote;
		else if (c == '"' || c == '\'')
			quote = c;
		else if (c == '>')
			break;
	}
	if (r->i < r->s.n)
		r->i++;
	return !word_tag_is_inline(th_str_sub(r->s, from, to));
}

static void skip_reference(word_reader *r)
{
	size_t end = r->i + 1;
	while (end < r->s.n && end < r->i + 10 && r->s.p[end] != ';' && r->s.p[end] != '<' &&
	       r->s.p[end] != ' ')
		end++;
	r->i = end < r->s.n && r->s.p[end] == ';' ? end + 1 : r->i + 1;
}

/* "jana's", "l'eau", "don’t": an apostrophe between letters; a following s is dropped. */
static bool skip_apostrophe(word_reader *r, int32_t c, size_t after)
{
	char ignored[4];
	size_t n, next;
	if ((c != '\'' && c != 0x2019) || after >= r->s.n)
		return false;
	word_reader ahead = {.s = r->s, .i = after};
	int32_t d = peek(&ahead, &next);
	if (letter(d, ignored, &n) != SORT_LETTER)
		return false;
	r->i = after;
	if (d == 's' || d == 'S') {
		ahead.i = next;
		if (next >= r->s.n || letter(peek(&ahead, &after), ignored, &n) != SORT_LETTER)
			r->i = next;
	}
	return true;
}

static bool is_letter_at(word_reader *r, size_t i)
{
	char ignored[4];
	size_t n, after;
	word_reader ahead = {.s = r->s, .i = i};
	return i < r->s.n && letter(peek(&ahead, &after), ignored, &n) == SORT_LETTER;
}

/* "Entwickler:innen", "Entwickler*in", "Entwickler/-in", "Entwickler(in)": skips the sign so that
 * the word continues, because authors and visitors may use different ones. */
static bool skip_gender(word_reader *r, int32_t c, size_t after)
{
	static const char *const endings[] = {"innen", "in"};
	if (c != ':' && c != '*' && c != '_' && c != '/' && c != '(' && c != 0xb7 && c != 0x2022)
		return false;
	if (c == '/' && after < r->s.n && r->s.p[after] == '-')
		after++;
	for (size_t i = 0; i < TH_COUNT(endings); i++) {
		th_str ending = th_strz(endings[i]);
		size_t end = after + ending.n;
		if (end <= r->s.n && th_str_caseeq(th_str_sub(r->s, after, end), ending) &&
		    !is_letter_at(r, end) && (c != '(' || (end < r->s.n && r->s.p[end] == ')'))) {
			r->i = after;
			return true;
		}
	}
	return false;
}

/* "C++" and "C#" are words of their own. Appends the sign to r->low; returns the octets added. */
static size_t take_sign(word_reader *r, size_t n, int32_t c, size_t after)
{
	size_t signs = c == '+' && after < r->s.n && r->s.p[after] == '+' ? 2
		       : c == '#' && n == 1                               ? 1
									  : 0;
	if (signs == 0 || n + signs > WORD_MAX || is_letter_at(r, r->i + signs))
		return 0;
	memcpy(r->low + n, r->s.p + r->i, signs);
	r->i += signs;
	return signs;
}

static void join(word_reader *r, th_str low, size_t from)
{
	if (r->parts == 0) {
		r->joined_n = 0;
		r->joined_from = from;
	}
	r->parts++;
	if (r->joined_n + low.n > WORD_MAX) { /* too long for a word: do not join */
		r->joined_n = WORD_MAX + 1;
		return;
	}
	memcpy(r->joined + r->joined_n, low.p, low.n);
	r->joined_n += low.n;
}

/* Reads the letters from r->i on; true when they form a word that is not too long. */
static bool read_word(word_reader *r, text_word *out)
{
	size_t n = 0, more, after;
	char c[4];
	out->from = r->i;
	while (r->i < r->s.n) {
		char plain = ascii_letter((unsigned char)r->s.p[r->i]);
		if (plain != 0) {
			if (n < WORD_MAX)
				r->low[n] = plain;
			n++;
			r->i++;
			continue;
		}
		int32_t cp = peek(r, &after);
		sort what = letter(cp, c, &more);
		if (what == SORT_PARTS) {
			if (n > 0 && skip_apostrophe(r, cp, after))
				continue;
			if (n >= GENDERED_MIN && skip_gender(r, cp, after))
				continue;
			n += n > 0 ? take_sign(r, n, cp, after) : 0;
			break;
		}
		if (n + more <= WORD_MAX)
			memcpy(r->low + n, c, more);
		n += more;
		r->i = after;
	}
	out->to = r->i;
	out->low = th_strn(r->low, n);
	return n > 0 && n <= WORD_MAX;
}

/* Is there a hyphen followed by a letter, so that the word continues? */
static bool goes_on(word_reader *r)
{
	size_t n, after;
	char c[4];
	if (r->i >= r->s.n)
		return false;
	int32_t hyphen = peek(r, &after);
	if ((hyphen != '-' && hyphen != 0x2010 && hyphen != 0x2011) || after >= r->s.n)
		return false;
	word_reader ahead = {.s = r->s, .i = after};
	return letter(peek(&ahead, &n), c, &n) == SORT_LETTER;
}

bool word_next(word_reader *r, text_word *out)
{
	*out = (text_word){0};
	if (r->give_joined) {
		r->give_joined = false;
		r->parts = 0;
		*out = (text_word){.low = th_strn(r->joined, r->joined_n),
		    .from = r->joined_from,
		    .to = r->i,
		    .same_place = true};
		return true;
	}
	while (r->i < r->s.n) {
		size_t after, n;
		char c[4];
		if (r->html && r->s.p[r->i] == '<') {
			out->gap = skip_tag(r) || out->gap;
			continue;
		}
		if (r->html && r->s.p[r->i] == '&') {
			skip_reference(r);
			continue;
		}
		if (ascii_letter((unsigned char)r->s.p[r->i]) == 0 &&
		    letter(peek(r, &after), c, &n) != SORT_LETTER) {
			r->i = after;
			continue;
		}
		bool gap = out->gap, fits = read_word(r, out);
		bool on = goes_on(r);
		if (fits && (on || r->parts > 0))
			join(r, out->low, out->from);
		if (!on) {
			r->give_joined = r->parts > 1 && r->joined_n <= WORD_MAX;
			if (!r->give_joined)
				r->parts = 0;
		}
		if (fits) {
			out->gap = gap;
			return true;
		}
		*out = (text_word){.gap = gap};
		if (r->give_joined)
			return word_next(r, out);
	}
	return false;
}

th_str word_backwards(th_str s, char *into)
{
	size_t at = s.n;
	for (size_t i = 0; i < s.n;) {
		size_t from = i;
		th_utf8_next(s, &i);
		at -= i - from;
		memcpy(into + at, s.p + from, i - from);
	}
	return th_strn(into, s.n);
}

th_str word_fold(th_str low, char *into)
{
	size_t n = 0;
	for (size_t i = 0; i < low.n; i++) {
		char c = low.p[i];
		if (c == '\xc3' && i + 1 < low.n) { /* ä ö ü are all that is left of that block */
			unsigned char d = (unsigned char)low.p[++i];
			into[n++] = d == 0xa4 ? 'a' : d == 0xb6 ? 'o' : 'u';
			continue;
		}
		into[n++] = c;
		if ((c == 'a' || c == 'o' || c == 'u') && i + 1 < low.n && low.p[i + 1] == 'e')
			i++;
	}
	return th_strn(into, n);
}

/* ---- stems ---- */

void stemmers_close(stemmers *s)
{
	for (size_t i = 0; i < s->n; i++)
		sb_stemmer_delete(s->v[i].snowball);
	s->n = 0;
}

static struct sb_stemmer *stemmer_of(stemmers *s, th_str lang)
{
	for (size_t i = 0; i < s->n; i++)
		if (th_str_eqz(lang, s->v[i].lang))
			return s->v[i].snowball;
	if (s->n == WORD_LANGUAGES || lang.n == 0 || lang.n >= sizeof s->v[0].lang)
		return NULL;
	memcpy(s->v[s->n].lang, lang.p, lang.n);
	s->v[s->n].lang[lang.n] = '\0';
	s->v[s->n].snowball = sb_stemmer_new(s->v[s->n].lang, "UTF_8");
	return s->v[s->n++].snowball;
}

/* "Entwicklerinnen", "Ingenieurin", "Studentin" become the masculine word, which the stemmer does
 * not do. Only after endings of words for people, so that Berlin and Termin stay. */
static th_str without_feminine(th_str low)
{
	static const char *const people[] = {
	    "er", "or", "ent", "ant", "ist", "eur", "log", "leg", "chef", "wirt", "ärzt", "wält"};
	th_str base = low;
	if (th_str_ends(low, TH_S("innen")))
		base = th_str_sub(low, 0, low.n - 5);
	else if (th_str_ends(low, TH_S("in")))
		base = th_str_sub(low, 0, low.n - 2);
	for (size_t i = 0; base.n < low.n && base.n >= GENDERED_MIN && i < TH_COUNT(people); i++)
		if (th_str_ends(base, th_strz(people[i])))
			return base;
	return low;
}

th_str word_stem(stemmers *s, th_str lang, th_str low, char *into)
{
	struct sb_stemmer *snowball = stemmer_of(s, lang);
	if (low.n > GENDERED_MIN && th_str_eqz(lang, "de"))
		low = without_feminine(low);
	const sb_symbol *stem =
	    snowball ? sb_stemmer_stem(snowball, (const sb_symbol *)low.p, (int)low.n) : NULL;
	if (stem == NULL)
		return word_fold(low, into);
	size_t n = (size_t)sb_stemmer_length(snowball);
	if (n > 6 && th_str_eqz(lang, "de") && memcmp(stem + n - 3, "inn", 3) == 0)
		n--; /* Kolleginnen is treated like Kollegin */
	return word_fold(th_strn((const char *)stem, n < WORD_MAX ? n : WORD_MAX), into);
}
