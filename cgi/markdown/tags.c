/* tags.c -- what the common tags of Jekyll, Hugo and Eleventy mean in Markdown: pictures, links
 * between files; what stands for a frame is asked of embeds.c. Called by generator.c. Everything it
 * puts out goes through the Markdown parser and the allow-list like the author's own text. */
#include "tags.h"

/* ---- arguments: src="a.jpg" alt='b', "a", b, 50% ---- */

static bool is_name(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '_' || c == '-';
}

static th_str take_value(th_str s, size_t *i)
{
	size_t from = *i;
	char q = s.p[from];
	if (q == '"' || q == '\'' || q == '`') {
		for ((*i)++; *i < s.n && s.p[*i] != q; (*i)++)
			if (s.p[*i] == '\\' && *i + 1 < s.n)
				(*i)++;
		th_str value = th_str_sub(s, from + 1, *i);
		*i += *i < s.n;
		return value;
	}
	while (*i < s.n && s.p[*i] != ' ' && s.p[*i] != ',' && s.p[*i] != '\n' && s.p[*i] != '\t')
		(*i)++;
	return th_str_sub(s, from, *i);
}

/* alt: "x", but not https://x */
static bool is_colon(th_str s, size_t k)
{
	return k + 1 < s.n && s.p[k] == ':' && strchr(" \"'", s.p[k + 1]) != NULL;
}

static tag_args parse(th_str s, th_arena *a)
{
	tag_args out = {0};
	size_t i = 0;
	while (i < s.n && out.named.n + out.plain.n < 32) {
		if (strchr(" ,\t\n\r", s.p[i]) != NULL) {
			i++;
			continue;
		}
		size_t k = i;
		while (k < s.n && is_name(s.p[k]))
			k++;
		size_t sign = k;
		while (sign < s.n && s.p[sign] == ' ')
			sign++;
		if (k > i && sign < s.n && (s.p[sign] == '=' || is_colon(s, k))) {
			th_pair *p = TH_ADD(a, &out.named);
			p->key = th_str_sub(s, i, k);
			i = sign + 1;
			while (i < s.n && s.p[i] == ' ')
				i++;
			p->value = i < s.n ? take_value(s, &i) : TH_S("");
		} else {
			*TH_ADD(a, &out.plain) = take_value(s, &i);
		}
	}
	return out;
}

th_str tag_named(const tag_args *g, const char *names)
{
	for (const char *p = names; *p; p += strlen(p) + 1)
		for (size_t i = 0; i < g->named.n; i++)
			if (th_str_caseeq(g->named.v[i].key, th_strz(p)))
				return g->named.v[i].value;
	return TH_NONE;
}

/* ---- Markdown ---- */

/* In square brackets or quotes: no line break, no mark that ends it. */
void tag_put_words(th_buf *out, th_str s, char end)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		if (c == '\\' && i + 1 < s.n && (s.p[i + 1] == '"' || s.p[i + 1] == '\''))
			continue;
		if (c == '\n' || c == '\r')
			c = ' ';
		if (c == '"' && end == '"')
			th_buf_addz(out, "&quot;");
		else if (c == '[' || c == ']')
			th_buf_addf(out, "\\%c", c);
		else if (c == '<')
			th_buf_addz(out, "&lt;"); /* words, not HTML */
		else
			th_buf_addc(out, c);
	}
}

void tag_put_address(th_buf *out, th_str s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if (c <= ' ' || strchr("()<>\"'", c) != NULL)
			th_buf_addf(out, "%%%02X", c);
		else
			th_buf_addc(out, (char)c);
	}
}

static bool looks_like_file(th_str s)
{
	return th_str_chr(s, '.') > 0 || th_str_chr(s, '/') >= 0;
}

static bool put_picture(th_buf *out, const tag_args *g)
{
	th_str src = tag_named(g, "src\0url\0image_path\0path\0image\0file\0");
	th_str alt = tag_named(g, "alt\0description\0");
	th_str caption = tag_named(g, "caption\0title\0attr\0");
	size_t i = 0;
	while (src.n == 0 && i < g->plain.n) {
		if (looks_like_file(g->plain.v[i]))
			src = g->plain.v[i];
		i++;
	}
	for (; i < g->plain.n; i++) { /* "alt" "caption"; sizes and classes say nothing */
		th_str s = g->plain.v[i];
		uint64_t number;
		if (th_str_uint(s, 99999, &number) || th_str_chr(s, '%') >= 0)
			continue;
		if (alt.n == 0)
			alt = s;
		else if (caption.n == 0)
			caption = s;
	}
	if (src.n == 0)
		return false;
	th_buf_addz(out, "![");
	tag_put_words(out, alt, ']');
	th_buf_addz(out, "](");
	tag_put_address(out, src);
	if (caption.n > 0) {
		th_buf_addz(out, " \"");
		tag_put_words(out, caption, '"');
		th_buf_addc(out, '"');
	}
	th_buf_addc(out, ')');
	return true;
}

/* {% post_url 2024-05-01-title %}, {% link _posts/x.md %}, {{< ref "blog/x.md" >}}: an address. */
static bool put_ref(th_buf *out, th_str name, const tag_args *g)
{
	th_str path = tag_named(g, "path\0");
	if (path.n == 0 && g->plain.n > 0)
		path = g->plain.v[0];
	if (path.n == 0)
		return false;
	if (th_str_eqz(name, "post_url")) {
		th_buf_addz(out, "/_posts/");
		tag_put_address(out, path);
		th_buf_addz(out, ".md");
	} else {
		if (th_str_eqz(name, "link") && path.p[0] != '/')
			th_buf_addc(out, '/');
		tag_put_address(out, path);
	}
	return true;
}

/* ---- the table ---- */

typedef enum means {
	PICTURE,
	REF,
} means;

static const struct {
	const char *name;
	means what;
} known[] = {
    {"figure", PICTURE},
    {"image", PICTURE},
    {"img", PICTURE},
    {"picture", PICTURE},
    {"post_url", REF},
    {"link", REF},
    {"ref", REF},
    {"relref", REF},
    {"responsive_image", PICTURE},
    {"respimg", PICTURE},
};

/* "figure.html", "components/figure", "figure" → figure; captions: image-with-caption */
bool tag_is_called(th_str name, const char *want)
{
	ptrdiff_t slash = th_str_rchr(name, '/');
	if (slash >= 0)
		name = th_str_sub(name, (size_t)slash + 1, name.n);
	ptrdiff_t dot = th_str_chr(name, '.');
	if (dot >= 0)
		name = th_str_sub(name, 0, (size_t)dot);
	return th_str_caseeq(name, th_strz(want));
}

bool generator_tag(th_buf *out, th_str name, th_str text, th_arena *a)
{
	tag_args g = parse(text, a);
	bool included = th_str_eqz(name, "include") || th_str_eqz(name, "include_relative") ||
			th_str_eqz(name, "render");
	if (included) {
		if (g.plain.n == 0)
			return false;
		name = g.plain.v[0];
		g.plain.v++;
		g.plain.n--;
	}
	for (size_t i = 0; i < TH_COUNT(known); i++) {
		if (!tag_is_called(name, known[i].name))
			continue;
		switch (known[i].what) {
		case PICTURE:
			return put_picture(out, &g);
		case REF:
			return !included && put_ref(out, name, &g);
		}
	}
	return embed_tag(out, name, &g, a);
}
