/* generator_slug.c -- how site generators turn a name into part of an address. Used for the old
 * addresses of a text; each rule was compared with the program itself
 * (tests/integration/addresses.test.mjs). For the hub's own addresses see slug.c. */
#include "teamhub/locale.h"

#include <unicode/uchar.h>

static bool is_word(int32_t cp)
{
	return u_isalpha(cp) || u_charType(cp) == U_DECIMAL_DIGIT_NUMBER ||
	       (U_GET_GC_MASK(cp) & U_GC_M_MASK) != 0;
}

static th_str taken(th_buf *b, th_arena *a)
{
	th_str out = th_str_dup(a, th_buf_str(b));
	th_buf_free(b);
	return out;
}

th_str slug_jekyll(th_arena *a, th_str text, bool pretty)
{
	th_buf b = {0};
	bool gap = false;
	for (size_t i = 0; i < text.n;) {
		int32_t cp = th_utf8_next(text, &i);
		bool kept =
		    cp >= 0 &&
		    (is_word(cp) || (pretty && cp < 0x80 && strchr("._~!$&'()+,;=@", cp) != NULL));
		if (!kept) {
			gap = true;
			continue;
		}
		if (gap && b.n > 0)
			th_buf_addc(&b, '-');
		gap = false;
		th_utf8_put(&b, (uint32_t)(pretty ? cp : u_tolower(cp)));
	}
	return taken(&b, a);
}

th_str slug_hugo(th_arena *a, th_str text, bool file)
{
	th_buf b = {0};
	bool space = false, hyphen = false;
	for (size_t i = 0; i < text.n;) {
		int32_t cp = th_utf8_next(text, &i);
		if (cp == '+' && !file)
			cp = ' ';
		bool kept = cp > 0 && (u_isalpha(cp) || u_isdigit(cp) ||
					  (U_GET_GC_MASK(cp) & U_GC_M_MASK) != 0 ||
					  (cp < 0x80 && strchr("./\\_#+~-@", cp) != NULL));
		if (cp == '%' && i + 1 < text.n && u_isxdigit(text.p[i]) &&
		    u_isxdigit(text.p[i + 1]))
			kept = true;
		if (!kept) {
			space = space || (b.n > 0 && !hyphen && cp > 0 && u_isspace(cp));
			continue;
		}
		hyphen = cp == '-';
		if (space && !hyphen)
			th_buf_addc(&b, '-');
		space = false;
		th_utf8_put(&b, (uint32_t)u_tolower(cp));
	}
	return taken(&b, a);
}

th_str text_lower(th_arena *a, th_str text)
{
	th_buf b = {0};
	for (size_t i = 0; i < text.n;) {
		int32_t cp = th_utf8_next(text, &i);
		th_utf8_put(&b, (uint32_t)(cp < 0 ? 0xfffd : u_tolower(cp)));
	}
	return taken(&b, a);
}
