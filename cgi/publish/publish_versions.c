/* publish_versions.c -- the states of a guideline or value, day by day, each with the difference
 * from the one before. Called by publish for each language of such a document; the answering
 * program only shows what is written here. `versions: false` in the file shows none, since there
 * may be a reason why something was removed from a text. */
#include "teamhub/publish_steps.h"

enum { VERSIONS_MAX = 60, FILE_MAX = 1024 * 1024 + 64 * 1024 };

typedef struct state {
	size_t first, last; /* indexes in the list, which is newest first: last <= first */
	th_time at;
	int offset;
} state;

static bool any_page(void *ctx, th_str target, th_str *href)
{
	(void)ctx;
	*href = target;
	return true;
}

static bool no_picture(void *ctx, th_str target, th_picture *out)
{
	(void)ctx;
	(void)target;
	(void)out;
	return false;
}

static void add_line(th_buf *b, th_str text)
{
	if (text.n == 0)
		return;
	th_buf_addz(b, "<p>");
	th_buf_add_html(b, text);
	th_buf_addz(b, "</p>");
}

/* Title, summary and text as the file was then; false when it cannot be read, or was internal. */
static bool text_of(
    const publish_rows *p, const th_doc *d, const row_revision *r, th_arena *a, th_buf *html)
{
	const th_content *c = p->content;
	th_entry entry = {.path = d->path, .kind = TH_ENTRY_FILE};
	th_findings none = {.arena = a};
	render_links links = {.page = any_page, .picture = no_picture};
	render_options options = publish_text_options(c->hub, d);
	render_result text = {0};
	th_doc was = doc_empty(d->kind, d->path);
	th_str bytes;
	if (!content_classify(&was.parsed, c->hub, &entry, a, &none) ||
	    source_read_blob(c->source, r->blob, FILE_MAX, a, &bytes, NULL) != 0 ||
	    content_parse(&was.parsed, c->hub, bytes, a, &none) != 0 || content_hides(c, &was) ||
	    markdown_render(&text, th_str_sub(bytes, was.body_at, bytes.n),
		(th_mark){d->path, was.body_line, 1}, &options, &links, a, &none) != 0)
		return false;
	th_buf_cut(html, 0);
	add_line(html, texts_get(&was.title, d->lang, d->lang));
	add_line(html, texts_get(&was.summary, d->lang, d->lang));
	th_buf_add(html, text.html);
	return true;
}

static bool is_hidden(const th_doc *d)
{
	for (size_t i = 0; i < d->fields.n; i++)
		if (th_str_eqz(d->fields.v[i].key, "versions"))
			return th_str_caseeq(d->fields.v[i].value, TH_S("false")) ||
			       th_str_caseeq(d->fields.v[i].value, TH_S("no"));
	return false;
}

static void put_authors(
    publish_rows *p, const row_version *v, const revisions *list, const state *s)
{
	th_strs seen = {0};
	for (size_t i = s->first + 1; i-- > s->last;) {
		const th_doc *person = list->v[i].kind == REVISION_MOVED
					   ? NULL
					   : histories_author(p->histories, list->v[i].commit);
		if (person == NULL || th_strs_has(&seen, person->id))
			continue;
		writer_put_version_author(p->w, v, (int64_t)seen.n, person->id);
		*TH_ADD(p->a, &seen) = person->id;
	}
}

void rows_put_versions(publish_rows *p, const th_doc *d)
{
	const th_hub *hub = p->content->hub;
	const revisions *list = histories_of(p->histories, d);
	TH_LIST(state) states = {0};
	if (d->entry == NULL || is_hidden(d))
		return;
	for (size_t i = list->n; i-- > 0;) {
		if (list->v[i].kind == REVISION_MOVED)
			continue;
		th_time at = list->v[i].at;
		int offset = hub_date_offset(hub, at);
		state *last = states.n > 0 ? &states.v[states.n - 1] : NULL;
		if (last == NULL ||
		    (at + offset * 60) / 86400 != (last->at + last->offset * 60) / 86400) {
			last = TH_ADD(p->a, &states);
			last->first = i;
		}
		last->last = i;
		last->at = at;
		last->offset = offset;
	}
	th_buf before = {0}, now = {0}, html = {0};
	th_arena *a = th_arena_new();
	size_t from = states.n > VERSIONS_MAX ? states.n - VERSIONS_MAX : 0;
	int64_t n = 0;
	for (size_t i = from; i < states.n; i++) {
		if (!text_of(p, d, &list->v[states.v[i].last], a, &now))
			continue;
		th_buf_cut(&html, 0);
		if (n > 0)
			difference_write(&html, th_buf_str(&before), th_buf_str(&now), a);
		row_version v = {
		    d->id, d->lang, n + 1, states.v[i].at, states.v[i].offset, th_buf_str(&html)};
		if (n == 0 || html.n > 0) {
			writer_put_version(p->w, &v);
			put_authors(p, &v, list, &states.v[i]);
			n++;
		}
		th_buf_cut(&before, 0);
		th_buf_add(&before, th_buf_str(&now));
		th_arena_reset(a);
	}
	th_arena_free(a);
	th_buf_free(&before);
	th_buf_free(&now);
	th_buf_free(&html);
}
