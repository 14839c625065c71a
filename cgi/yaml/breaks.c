/* breaks.c -- three characters that end a line in YAML 1.1 only: NEL, and Unicode's separators of
 * lines and paragraphs. They come with text that was pasted from word processors. libyaml ends a
 * value without quotes at them, and counts lines that no editor shows. Called by yaml.c, which
 * reads the text with characters for private use in their place. */
#include "parts.h"

static const uint32_t breaks[YAML_BREAKS] = {0x85, 0x2028, 0x2029};

static th_str as_text(char out[5], uint32_t cp)
{
	th_buf b = {0};
	th_utf8_put(&b, cp);
	size_t n = b.n;
	memcpy(out, b.p, n);
	th_buf_free(&b);
	return th_strn(out, n);
}

static th_str swap(th_str text, const uint32_t *from, const uint32_t *to, th_arena *a)
{
	th_buf b = {0};
	for (size_t i = 0; i < text.n;) {
		size_t at = i, k = 0;
		int32_t cp = th_utf8_next(text, &i);
		while (k < YAML_BREAKS && (cp < 0 || (uint32_t)cp != from[k]))
			k++;
		if (k < YAML_BREAKS)
			th_utf8_put(&b, to[k]);
		else
			th_buf_add(&b, th_str_sub(text, at, i));
	}
	th_str out = th_str_dup(a, th_buf_str(&b));
	th_buf_free(&b);
	return out;
}

th_str yaml_hide_breaks(yaml_breaks *b, th_str text, th_arena *a)
{
	char one[5];
	uint32_t cp = 0xf700;
	*b = (yaml_breaks){.any = false};
	for (size_t i = 0; i < YAML_BREAKS; i++)
		b->any = b->any || th_str_find(text, as_text(one, breaks[i])) >= 0;
	if (!b->any)
		return text;
	for (size_t i = 0; i < YAML_BREAKS; i++, cp++) {
		while (cp < 0xf8ff && th_str_find(text, as_text(one, cp)) >= 0)
			cp++;
		b->stand_in[i] = cp;
	}
	return swap(text, breaks, b->stand_in, a);
}

th_str yaml_show_breaks(const yaml_breaks *b, th_str text, th_arena *a)
{
	return b->any ? swap(text, b->stand_in, breaks, a) : text;
}
