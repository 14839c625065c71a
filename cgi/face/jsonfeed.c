/* jsonfeed.c -- a feed as JSON Feed 1.1 (jsonfeed.org/version/1.1). Called by pages/feed.c. Small
 * enough to write by hand, so the answering program needs no JSON library. */
#include "teamhub/face.h"

typedef struct json {
	th_buf *out;
	bool comma; /* needed before the next member or element */
	bool bad;   /* a text was not valid */
} json;

static void next(json *j)
{
	if (j->comma)
		th_buf_addc(j->out, ',');
	j->comma = true;
}

static void begin(json *j, char bracket)
{
	next(j);
	th_buf_addc(j->out, bracket);
	j->comma = false;
}

static void end(json *j, char bracket)
{
	th_buf_addc(j->out, bracket);
	j->comma = true;
}

static void name(json *j, const char *key)
{
	next(j);
	th_buf_add_json(j->out, th_strz(key));
	th_buf_addc(j->out, ':');
	j->comma = false;
}

static void value(json *j, th_str s)
{
	next(j);
	j->bad = j->bad || !th_xml_valid(s, NULL);
	if (!j->bad)
		th_buf_add_json(j->out, s);
}

static void text(json *j, const char *key, th_str s)
{
	name(j, key);
	value(j, s);
}

static void text_if(json *j, const char *key, th_str s)
{
	if (s.n > 0)
		text(j, key, s);
}

static void authors(json *j, const feed_entry *e)
{
	if (e->authors.n == 0)
		return;
	name(j, "authors");
	begin(j, '[');
	for (size_t i = 0; i < e->authors.n; i++) {
		begin(j, '{');
		text(j, "name", e->authors.v[i].name);
		text_if(j, "url", e->authors.v[i].url);
		end(j, '}');
	}
	end(j, ']');
}

static void tags(json *j, const feed_entry *e)
{
	if (e->categories.n == 0)
		return;
	name(j, "tags");
	begin(j, '[');
	for (size_t i = 0; i < e->categories.n; i++)
		value(j, e->categories.v[i].label.n ? e->categories.v[i].label
						    : e->categories.v[i].term);
	end(j, ']');
}

static void item(json *j, th_arena *a, const feed_view *v, const feed_entry *e, th_buf *html)
{
	feed_html(html, v, e);
	begin(j, '{');
	text(j, "id", e->id);
	text(j, "url", e->url);
	text(j, "title", e->title);
	text_if(j, "summary", e->summary);
	text(j, "content_html", th_buf_str(html));
	text_if(j, "image", e->image);
	if (e->published != TH_NEVER)
		text(j, "date_published", th_time_rfc3339(a, e->published, 0));
	text(j, "date_modified", th_time_rfc3339(a, e->updated, 0));
	text_if(j, "language", e->lang);
	authors(j, e);
	tags(j, e);
	end(j, '}');
}

int feed_write_json(th_buf *out, const feed_view *v, th_err *err)
{
	size_t was = out->n;
	th_buf html = {0};
	th_arena *a = th_arena_new();
	json j = {.out = out};
	begin(&j, '{');
	text(&j, "version", TH_S("https://jsonfeed.org/version/1.1"));
	text(&j, "title", v->title);
	text(&j, "home_page_url", v->alternate);
	text(&j, "feed_url",
	    th_str_fmt(a, "%.*sfeed.json%.*s", TH_FMT(v->folder), TH_FMT(v->query)));
	text_if(&j, "description", v->subtitle);
	text_if(&j, "language", v->lang);
	text_if(&j, "icon", v->icon);
	if (v->next.p != NULL)
		text(&j, "next_url",
		    th_str_fmt(a, "%.*sfeed.json%.*s", TH_FMT(v->folder), TH_FMT(v->next)));
	if (v->hub.n > 0) {
		name(&j, "hubs");
		begin(&j, '[');
		begin(&j, '{');
		text(&j, "type", TH_S("WebSub"));
		text(&j, "url", v->hub);
		end(&j, '}');
		end(&j, ']');
	}
	name(&j, "items");
	begin(&j, '[');
	for (size_t i = 0; i < v->entries.n; i++)
		item(&j, a, v, &v->entries.v[i], &html);
	end(&j, ']');
	end(&j, '}');
	th_buf_addc(out, '\n');
	th_buf_free(&html);
	th_arena_free(a);
	if (!j.bad)
		return 0;
	th_buf_cut(out, was);
	return th_fail(err, "a feed cannot be written: a text holds a character that feeds do not "
			    "allow: publish again");
}
