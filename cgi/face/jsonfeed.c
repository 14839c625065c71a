/* jsonfeed.c -- a feed as JSON Feed 1.1 (jsonfeed.org/version/1.1). Called by pages/feed.c. */
#include "teamhub/face.h"
#include "teamhub/json.h"

typedef struct feed {
	th_json j;
	bool bad; /* a text was not valid */
} feed;

static void text(feed *f, const char *key, th_str s)
{
	f->bad = f->bad || !th_xml_valid(s, NULL);
	if (!f->bad)
		json_text(&f->j, key, s);
}

static void text_if(feed *f, const char *key, th_str s)
{
	if (s.n > 0)
		text(f, key, s);
}

static void authors(feed *f, const feed_entry *e)
{
	if (e->authors.n == 0)
		return;
	json_begin(&f->j, "authors", '[');
	for (size_t i = 0; i < e->authors.n; i++) {
		json_begin(&f->j, NULL, '{');
		text(f, "name", e->authors.v[i].name);
		text_if(f, "url", e->authors.v[i].url);
		json_end(&f->j, '}');
	}
	json_end(&f->j, ']');
}

static void tags(feed *f, const feed_entry *e)
{
	if (e->categories.n == 0)
		return;
	json_begin(&f->j, "tags", '[');
	for (size_t i = 0; i < e->categories.n; i++)
		text(f, NULL,
		    e->categories.v[i].label.n ? e->categories.v[i].label
					       : e->categories.v[i].term);
	json_end(&f->j, ']');
}

static void item(feed *f, th_arena *a, const feed_view *v, const feed_entry *e, th_buf *html)
{
	feed_html(html, v, e);
	json_begin(&f->j, NULL, '{');
	text(f, "id", e->id);
	text(f, "url", e->url);
	text(f, "title", e->title);
	text_if(f, "summary", e->summary);
	text(f, "content_html", th_buf_str(html));
	text_if(f, "image", e->image);
	if (e->published != TH_NEVER)
		text(f, "date_published", th_time_rfc3339(a, e->published, 0));
	text(f, "date_modified", th_time_rfc3339(a, e->updated, 0));
	text_if(f, "language", e->lang);
	authors(f, e);
	tags(f, e);
	json_end(&f->j, '}');
}

int feed_write_json(th_buf *out, const feed_view *v, th_err *err)
{
	size_t was = out->n;
	th_buf html = {0};
	th_arena *a = th_arena_new();
	feed f = {.j = {.out = out}};
	json_begin(&f.j, NULL, '{');
	text(&f, "version", TH_S("https://jsonfeed.org/version/1.1"));
	text(&f, "title", v->title);
	text(&f, "home_page_url", v->alternate);
	text(&f, "feed_url", v->self);
	text_if(&f, "description", v->subtitle);
	text_if(&f, "language", v->lang);
	text_if(&f, "icon", v->icon);
	if (v->next.p != NULL)
		text(&f, "next_url", v->next);
	if (v->hub.n > 0) {
		json_begin(&f.j, "hubs", '[');
		json_begin(&f.j, NULL, '{');
		text(&f, "type", TH_S("WebSub"));
		text(&f, "url", v->hub);
		json_end(&f.j, '}');
		json_end(&f.j, ']');
	}
	json_begin(&f.j, "items", '[');
	for (size_t i = 0; i < v->entries.n; i++)
		item(&f, a, v, &v->entries.v[i], &html);
	json_end(&f.j, ']');
	json_end(&f.j, '}');
	th_buf_addc(out, '\n');
	th_buf_free(&html);
	th_arena_free(a);
	if (!f.bad)
		return 0;
	th_buf_cut(out, was);
	return th_fail(err, "a feed cannot be written: a text holds a character that feeds do not "
			    "allow: publish again");
}
