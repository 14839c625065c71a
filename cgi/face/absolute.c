/* absolute.c -- makes the addresses in a story's HTML absolute, for feed readers. Called by the
 * feed faces. Understands only the HTML that our sanitiser writes: lower-case tags and attributes,
 * values in double quotes; copies anything else as it is. */
#include "teamhub/face.h"

typedef struct reader {
	th_str html;
	size_t at;
	th_buf *out;
	th_str origin, url;
} reader;

static char peek(const reader *r)
{
	return r->at < r->html.n ? r->html.p[r->at] : '\0';
}

static th_str until(reader *r, const char *stops)
{
	size_t from = r->at;
	while (r->at < r->html.n && strchr(stops, r->html.p[r->at]) == NULL)
		r->at++;
	return th_str_sub(r->html, from, r->at);
}

static bool is_rooted(th_str s)
{
	return s.n > 0 && s.p[0] == '/' && !(s.n > 1 && s.p[1] == '/');
}

static void add_address(reader *r, th_str value)
{
	if (is_rooted(value))
		th_buf_add(r->out, r->origin);
	else if (value.n > 0 && value.p[0] == '#')
		th_buf_add(r->out, r->url);
	th_buf_add(r->out, value);
}

/* "/a.jpg 480w, /b.jpg 960w" */
static void add_srcset(reader *r, th_str value)
{
	th_str candidate;
	bool first = true;
	while (value.n > 0 && th_str_split(&value, ',', &candidate)) {
		if (!first)
			th_buf_addz(r->out, ", ");
		first = false;
		add_address(r, th_str_trim(candidate));
	}
}

static void copy_attribute(reader *r)
{
	th_str name = until(r, " \t\n=>/");
	th_buf_add(r->out, name);
	if (peek(r) != '=')
		return;
	th_buf_addc(r->out, '=');
	r->at++;
	if (peek(r) != '"')
		return;
	r->at++;
	th_str value = until(r, "\"");
	th_buf_addc(r->out, '"');
	if (th_str_eqz(name, "srcset"))
		add_srcset(r, value);
	else if (th_str_eqz(name, "href") || th_str_eqz(name, "src") || th_str_eqz(name, "poster"))
		add_address(r, value);
	else
		th_buf_add(r->out, value);
	if (peek(r) == '"') {
		th_buf_addc(r->out, '"');
		r->at++;
	}
}

/* Copies from '<' to after '>'. */
static void copy_tag(reader *r)
{
	th_buf_add(r->out, until(r, " \t\n>"));
	while (r->at < r->html.n && peek(r) != '>') {
		if (strchr(" \t\n/=", peek(r)) != NULL)
			th_buf_addc(r->out, r->html.p[r->at++]);
		else
			copy_attribute(r);
	}
}

void html_absolute(th_buf *out, th_str html, th_str origin, th_str url)
{
	reader r = {html, 0, out, origin, url};
	th_buf_reserve(out, html.n);
	while (r.at < html.n) {
		const char *tag = memchr(html.p + r.at, '<', html.n - r.at);
		size_t to = tag ? (size_t)(tag - html.p) : html.n;
		th_buf_add(out, th_str_sub(html, r.at, to));
		r.at = to;
		if (r.at + 1 < html.n && html.p[r.at + 1] >= 'a' && html.p[r.at + 1] <= 'z')
			copy_tag(&r);
		else if (r.at < html.n)
			th_buf_addc(out, html.p[r.at++]);
	}
}
