/* json.c -- a JSON text as the same tree that YAML becomes. JSON is YAML with one exception:
 * characters beyond U+FFFF are written as two escapes, which YAML does not join. Called by
 * frontmatter.c and for authors' data files. */
#include "teamhub/yaml.h"

static int hex4(th_str s, size_t i)
{
	int value = 0;
	if (i + 6 > s.n || s.p[i] != '\\' || s.p[i + 1] != 'u')
		return -1;
	for (size_t k = i + 2; k < i + 6; k++) {
		char c = s.p[k];
		int digit = c >= '0' && c <= '9'   ? c - '0'
			    : c >= 'a' && c <= 'f' ? c - 'a' + 10
			    : c >= 'A' && c <= 'F' ? c - 'A' + 10
						   : -1;
		if (digit < 0)
			return -1;
		value = value * 16 + digit;
	}
	return value;
}

/* \\ud83d\\ude00 becomes the character; half a pair becomes U+FFFD. */
static void join_pairs(th_buf *out, th_str s)
{
	for (size_t i = 0; i < s.n;) {
		int high = hex4(s, i);
		if (s.p[i] == '\\' && (high < 0xd800 || high > 0xdfff)) { /* any other escape */
			th_buf_add(out, th_str_sub(s, i, i + 2));
			i += 2;
			continue;
		}
		if (s.p[i] != '\\') {
			th_buf_addc(out, s.p[i++]);
			continue;
		}
		int low = high < 0xdc00 ? hex4(s, i + 6) : -1;
		bool pair = low >= 0xdc00 && low <= 0xdfff;
		th_utf8_put(out,
		    pair ? 0x10000u + (((uint32_t)high - 0xd800) << 10) + ((uint32_t)low - 0xdc00)
			 : 0xfffd);
		i += pair ? 12 : 6;
	}
}

int json_read(yaml_node **out, th_str text, th_str file, int line, th_arena *a, th_findings *f)
{
	th_buf b = {0};
	join_pairs(&b, text);
	th_str yaml = th_str_dup(a, th_buf_str(&b));
	th_buf_free(&b);
	return yaml_read(out, yaml, file, line, a, f);
}
