/* tags.c -- the meaning of common tags of Jekyll, Hugo and Eleventy: pictures, links between files;
 * figures.c writes pictures, and embeds.c handles tags that stand for a frame. Called by
 * generator.c. All output goes through the Markdown parser and the allow-list like the author's own
 * text. */
#include "tags.h"

/* ---- arguments: src="a.jpg" alt='b', "a", b, 50% ---- */

static bool is_name(char c)
{
	return th_is_alnum(c) || c == '_' || c == '-';
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

/* ---- tags that only their own site knows ---- */

static bool is_named_picture(th_str s, th_arena *a)
{
	static const char *const ends[] = {
	    ".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg", ".avif"};
	th_str lower = th_str_lower(a, s);
	for (size_t i = 0; i < TH_COUNT(ends); i++)
		if (th_str_ends(lower, th_strz(ends[i])))
			return true;
	return false;
}

static bool is_picture(th_str s, render_job *j)
{
	th_picture p;
	return is_named_picture(s, j->a) && j->links != NULL && j->links->picture != NULL &&
	       j->links->picture(j->links->ctx, s, &p);
}

/* If one of the arguments is an existing picture, the tag becomes that picture. */
static bool put_found_picture(th_buf *out, tag_args *g, render_job *j)
{
	for (size_t i = 0; i < g->named.n; i++)
		if (is_picture(g->named.v[i].value, j))
			return tag_put_picture(out, g, g->named.v[i].value, j);
	for (size_t i = 0; i < g->plain.n; i++)
		if (is_picture(g->plain.v[i], j))
			return tag_put_picture(out, g, g->plain.v[i], j);
	return false;
}

/* If the argument of that name, or the only one, names a person, the tag becomes their name. */
static bool put_person(th_buf *out, const tag_args *g, render_job *j)
{
	th_str word = tag_named(g, "author\0person\0people\0member\0employee\0user\0"), name;
	if (word.n == 0 && g->named.n + g->plain.n == 1)
		word = g->named.n > 0 ? g->named.v[0].value : g->plain.v[0];
	if (word.n == 0 || j->links == NULL || j->links->person == NULL ||
	    !j->links->person(j->links->ctx, word, &name))
		return false;
	tag_put_words(out, name);
	return true;
}

/* The meaning of a tag in hub.yml, or TH_NONE. */
static th_str own_meaning(const render_job *j, th_str name)
{
	for (size_t i = 0; j->own_tags != NULL && i < j->own_tags->n; i++)
		if (tag_is_called(name, th_str_z(j->a, j->own_tags->v[i].key)))
			return j->own_tags->v[i].value;
	return TH_NONE;
}

/* "/img/{src}" with the arguments of these names; {src} and {id} may be the first unnamed one. */
static th_str fill(th_str pattern, const tag_args *g, render_job *j)
{
	th_buf b = {0};
	bool whole = true;
	for (size_t i = 0; i < pattern.n; i++) {
		ptrdiff_t end =
		    pattern.p[i] == '{' ? th_str_chr(th_str_sub(pattern, i, pattern.n), '}') : -1;
		if (end < 0) {
			th_buf_addc(&b, pattern.p[i]);
			continue;
		}
		th_str hole = th_str_sub(pattern, i + 1, i + (size_t)end), value = TH_NONE;
		for (size_t k = 0; k < g->named.n && value.n == 0; k++)
			if (th_str_caseeq(g->named.v[k].key, hole))
				value = g->named.v[k].value;
		if (value.n == 0 && g->plain.n > 0 &&
		    (th_str_eqz(hole, "src") || th_str_eqz(hole, "id")))
			value = g->plain.v[0];
		whole = whole && value.n > 0;
		th_buf_add(&b, value);
		i += (size_t)end;
	}
	th_str s = whole ? th_str_dup(j->a, th_buf_str(&b)) : TH_NONE;
	th_buf_free(&b);
	return s;
}

static bool put_meant(th_buf *out, th_str means, tag_args *g, render_job *j)
{
	if (th_str_eqz(means, "inner"))
		return true;
	if (th_str_eqz(means, "picture"))
		return tag_put_picture(out, g, TH_NONE, j);
	if (th_str_eqz(means, "person"))
		return put_person(out, g, j);
	th_str address = fill(means, g, j), title = tag_named(g, "title\0caption\0alt\0text\0");
	if (address.n == 0)
		return false;
	if (is_named_picture(address, j->a))
		tag_put_img(out, address, title);
	else if (title.n > 0)
		tag_put_link(out, address, title);
	else
		tag_put_link(out, address,
		    embed_is_web(address) ? embed_of(address, TH_NONE, j->a).label : address);
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

static bool put_tag(th_buf *out, th_str name, tag_args *g, render_job *j)
{
	bool included = th_str_eqz(name, "include") || th_str_eqz(name, "include_relative") ||
			th_str_eqz(name, "render");
	if (included) {
		if (g->plain.n == 0)
			return false;
		name = g->plain.v[0];
		g->plain.v++;
		g->plain.n--;
	}
	th_str meant = own_meaning(j, name);
	if (meant.n > 0)
		return put_meant(out, meant, g, j);
	for (size_t i = 0; i < TH_COUNT(known); i++) {
		if (!tag_is_called(name, known[i].name))
			continue;
		switch (known[i].what) {
		case PICTURE:
			return tag_put_picture(out, g, TH_NONE, j);
		case REF:
			return !included && put_ref(out, name, g);
		}
	}
	return embed_tag(out, name, g, j->a) || put_found_picture(out, g, j) ||
	       put_person(out, g, j);
}

tag_meaning generator_tag(th_buf *out, th_str name, th_str text, render_job *j)
{
	tag_args g = parse(text, j->a);
	bool found = put_tag(out, name, &g, j);
	return g.lost ? TAG_PARTLY : found ? TAG_KNOWN : TAG_UNKNOWN;
}
