/* slug.c -- names for addresses, and keys for sorting.
 *
 * Called for every file name and term. Most are ASCII already and need one pass; Latin letters lose
 * their accents by decomposition; only other scripts need ICU's transliterator, which is slow to
 * open. A text must always give the same slug: addresses are for ever. */
#include "teamhub/locale.h"

#include <stdlib.h>
#include <unicode/ucol.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>

enum { MAX_SLUG = 96, MAX_WIDE = 1024 };

/* Letters that do not decompose, or that German spells differently. */
static const struct {
	uint32_t cp;
	const char *text;
} spelt[] = {
    {0xe4, "ae"},
    {0xf6, "oe"},
    {0xfc, "ue"},
    {0xc4, "ae"},
    {0xd6, "oe"},
    {0xdc, "ue"},
    {0xdf, "ss"},
    {0x1e9e, "ss"},
    {0xe6, "ae"},
    {0xc6, "ae"},
    {0xf8, "oe"},
    {0xd8, "oe"},
    {0x153, "oe"},
    {0x152, "oe"},
    {0x142, "l"},
    {0x141, "l"},
    {0x131, "i"},
    {0x111, "d"},
    {0x110, "d"},
    {0xf0, "d"},
    {0xd0, "d"},
    {0xfe, "th"},
    {0xde, "th"},
    {0x27, ""},
    {0x2019, ""},
    {0x2bc, ""},
    {0xad, ""},
};

static const char *spell(uint32_t cp)
{
	for (size_t i = 0; i < TH_COUNT(spelt); i++)
		if (spelt[i].cp == cp)
			return spelt[i].text;
	return NULL;
}

typedef struct writer {
	char p[MAX_SLUG];
	size_t n;
	bool gap;
} writer;

static void put(writer *w, char c)
{
	if (c >= 'A' && c <= 'Z')
		c = (char)(c + 32);
	if (!((c >= 'a' && c <= 'z') || th_is_digit(c))) {
		w->gap = w->n > 0;
		return;
	}
	if (w->n + 2 > MAX_SLUG)
		return;
	if (w->gap)
		w->p[w->n++] = '-';
	w->gap = false;
	w->p[w->n++] = c;
}

/* Any script into Latin letters; the length, or 0 when ICU cannot. */
static int32_t to_latin(UChar *wide, int32_t n, int32_t cap)
{
	static const UChar id[] = {'A', 'n', 'y', '-', 'L', 'a', 't', 'i', 'n', ';', 'L', 'a', 't',
	    'i', 'n', '-', 'A', 'S', 'C', 'I', 'I', 0};
	UErrorCode status = U_ZERO_ERROR;
	UTransliterator *t = utrans_openU(id, -1, UTRANS_FORWARD, NULL, 0, NULL, &status);
	int32_t limit = n;
	if (U_SUCCESS(status))
		utrans_transUChars(t, wide, &n, cap, 0, &limit, &status);
	utrans_close(t);
	return U_SUCCESS(status) && n <= cap ? n : 0;
}

/* Removes accents; `left` says whether letters outside ASCII remain. */
static int32_t decompose(UChar *out, int32_t cap, th_str text, bool *left)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar wide[MAX_WIDE];
	int32_t n = 0, kept = 0;
	const UNormalizer2 *nfkd = unorm2_getNFKDInstance(&status);
	u_strFromUTF8WithSub(
	    wide, MAX_WIDE / 4, &n, text.p, (int32_t)text.n, 0xfffd, NULL, &status);
	if (U_FAILURE(status))
		return 0;
	int32_t m = unorm2_normalize(nfkd, wide, n, out, cap, &status);
	if (U_FAILURE(status))
		return 0;
	*left = false;
	for (int32_t i = 0; i < m;) {
		UChar32 cp;
		int32_t at = i;
		U16_NEXT(out, i, m, cp);
		int8_t type = u_charType(cp);
		if (type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK)
			continue;
		if (cp >= 0x80 && u_isalpha(cp))
			*left = true;
		for (; at < i; at++)
			out[kept++] = out[at];
	}
	return kept;
}

static void put_other(writer *w, th_str text)
{
	UChar wide[MAX_WIDE];
	bool left = false;
	int32_t n = decompose(wide, MAX_WIDE, text, &left);
	if (left)
		n = to_latin(wide, n, MAX_WIDE);
	for (int32_t i = 0; i < n; i++)
		put(w, wide[i] < 0x80 ? (char)wide[i] : ' ');
}

th_str text_compose(th_arena *a, th_str text)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar wide[MAX_WIDE], whole[MAX_WIDE];
	int32_t n = 0, bytes = 0;
	char out[MAX_WIDE * 3];
	const UNormalizer2 *nfc = unorm2_getNFCInstance(&status);
	u_strFromUTF8WithSub(wide, MAX_WIDE, &n, text.p, (int32_t)text.n, 0xfffd, NULL, &status);
	n = U_SUCCESS(status) ? unorm2_normalize(nfc, wide, n, whole, MAX_WIDE, &status) : 0;
	if (U_SUCCESS(status))
		u_strToUTF8(out, sizeof(out), &bytes, whole, n, &status);
	return U_SUCCESS(status) ? th_str_dup(a, (th_str){out, (size_t)bytes}) : text;
}

th_str slug_of(th_arena *a, th_str text)
{
	writer w = {.n = 0};
	size_t i = 0;
	bool ascii = true;
	if (text.n > 400)
		text = th_str_sub(text, 0, 400);
	for (size_t k = 0; k < text.n && ascii; k++)
		ascii = (unsigned char)text.p[k] < 0x80;
	if (!ascii)
		text = text_compose(a, text);
	while (i < text.n) {
		size_t at = i;
		int32_t cp = th_utf8_next(text, &i);
		const char *known = cp == '\'' || cp >= 0x80 ? spell((uint32_t)cp) : NULL;
		if (known != NULL) {
			for (; *known; known++)
				put(&w, *known);
		} else if (cp >= 0 && cp < 0x80) {
			put(&w, (char)cp);
		} else if (cp >= 0) { /* a run of other letters at once, since scripts are read
				       * in context */
			size_t end = i;
			while (i < text.n) {
				end = i;
				cp = th_utf8_next(text, &i);
				if (cp < 0x80 || spell((uint32_t)cp) != NULL) {
					i = end;
					break;
				}
				end = i;
			}
			put_other(&w, th_str_sub(text, at, end));
		} else {
			put(&w, ' ');
		}
	}
	return th_str_dup(a, (th_str){w.p, w.n});
}

/* Accents are dropped, not spelt out: ü is u. */
th_str slug_zola(th_arena *a, th_str text)
{
	writer w = {.n = 0};
	text = th_str_sub(text, 0, 400);
	for (size_t i = 0; i < text.n;) {
		size_t end = i;
		while (end < text.n && (unsigned char)text.p[end] >= 0x80)
			end++;
		if (end > i)
			put_other(&w, th_str_sub(text, i, end));
		else
			put(&w, text.p[end++]);
		i = end;
	}
	return th_str_dup(a, (th_str){w.p, w.n});
}

static bool is_ascii_word(char c)
{
	return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

th_str slug_of_term(th_arena *a, th_str text)
{
	th_buf b = {0};
	if (th_str_chr(text, '+') < 0 && th_str_chr(text, '#') < 0)
		return slug_of(a, text);
	for (size_t i = 0; i < text.n;) {
		size_t end = i;
		while (end < text.n && (text.p[end] == '+' || text.p[end] == '#'))
			end++;
		bool behind = i > 0 && is_ascii_word(text.p[i - 1]);
		bool ends = end == text.n || !is_ascii_word(text.p[end]);
		for (; i < end; i++)
			th_buf_addf(&b, "%s",
			    !behind || !ends   ? " "
			    : text.p[i] == '+' ? " plus"
					       : " sharp");
		if (i < text.n)
			th_buf_addc(&b, text.p[i++]);
	}
	th_str slug = slug_of(a, th_buf_str(&b));
	th_buf_free(&b);
	return slug;
}

th_str sort_key(th_arena *a, th_str text, th_str lang)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar wide[512];
	uint8_t key[1024];
	char locale[32] = "en";
	int32_t n = 0, bytes = 0;
	if (lang.n > 0 && lang.n < sizeof(locale)) {
		memcpy(locale, lang.p, lang.n);
		locale[lang.n] = 0;
	}
	text = th_str_sub(text, 0, 500);
	UCollator *collator = ucol_open(locale, &status);
	if (U_SUCCESS(status))
		u_strFromUTF8WithSub(wide, TH_COUNT(wide), &n, text.p ? text.p : "",
		    (int32_t)text.n, 0xfffd, NULL, &status);
	if (U_SUCCESS(status))
		bytes = ucol_getSortKey(collator, wide, n, key, sizeof(key));
	ucol_close(collator);
	if (bytes <= 1 || (size_t)bytes > sizeof(key))
		return th_str_lower(a, text);
	return th_str_dup(a, (th_str){(const char *)key, (size_t)bytes - 1});
}
