/* feed.c -- the feeds beside every list: the same selection as the page, 20 entries a page with
 * links between them (RFC 5005 §3). The address says the format
 * (p->format) and what it is of.
 */
#include "page.h"

enum { ENTRIES = 20 };

static th_str query_of(page *p, th_str qs, int64_t number, int64_t of)
{
	return number >= 1 && number <= of ? url_query(p, qs, number) : TH_NONE;
}

static void fill_paging(page *p, feed_view *f, th_str qs, int64_t of)
{
	f->query = url_query(p, qs, p->number);
	if (of < 2)
		return;
	f->first = url_query(p, qs, 1);
	f->last = url_query(p, qs, of);
	f->prev = query_of(p, qs, p->number - 1, of);
	f->next = query_of(p, qs, p->number + 1, of);
}

/* Hub and topic (WebSub §4): only of feeds at an address of their own, since of selections by a
 * query nobody tells the hub. */
static void add_hub(page *p, feed_view *f)
{
	if (p->asked.terms.n > 0 || p->asked.text.n > 0 || p->number > 1)
		return;
	f->hub = edition_meta(p->q.e, TH_S("websub"));
	if (f->hub.n > 0)
		reply_header(p, TH_S("Link"),
		    th_str_fmt(p->a, "<%.*s>; rel=\"hub\", <%.*sfeed.%s>; rel=\"self\"",
			TH_FMT(f->hub), TH_FMT(f->folder), th_feeds[p->format].ending));
}

static int write_feed(page *p, feed_view *f)
{
	static int (*const write[])(th_buf *, const feed_view *, th_err *) = {
#define FEED(id, ending, name, type, write) write,
#include "teamhub/feeds.def"
#undef FEED
	};
	add_hub(p, f);
	p->type = th_str_fmt(p->a, "%s; charset=utf-8", th_feeds[p->format].type);
	return write[p->format](&p->reply->body, f, p->log) == 0 ? 200 : 500;
}

static int64_t pages_of(int64_t total)
{
	return total == 0 ? 1 : (total + ENTRIES - 1) / ENTRIES;
}

/* All but the entries. `list`: the address of the page, where it is not the folder of the feed. */
static void describe(page *p, feed_view *f, th_str path, th_str list, th_str title, int64_t of)
{
	th_str qs = selection_query(p, &p->asked);
	f->origin = p->origin;
	f->folder = url_absolute(p, url_of(p, path, TH_NONE, 1));
	f->alternate = url_absolute(p, url_of(p, list, qs, 1));
	f->id = f->alternate;
	f->title = title.n ? th_str_fmt(p->a, "%.*s: %.*s", TH_FMT(p->site.title), TH_FMT(title))
			   : p->site.title;
	f->subtitle = p->site.tagline;
	f->lang = p->q.ui;
	f->rights = p->site.company;
	f->generator = TH_S("Teamhub");
	fill_paging(p, f, qs, of);
	if (f->updated == TH_NEVER) /* an empty feed must have a date too (RFC 4287 §4.1.1) */
		f->updated = p->modified == TH_NEVER ? 0 : p->modified;
}

static int answer(page *p, th_str path, th_str list, th_str title)
{
	feed_view *f = TH_NEW(p->a, feed_view);
	p->all.feed = true;
	int64_t of = pages_of(query_count(&p->q, &p->all));
	if (p->number > of)
		return 404;
	page_begin(p, "stories", TH_NONE, TH_NONE); /* for the site's own words */
	p->modified = query_modified(&p->q, &p->all);
	query_feed_entries(&p->q, &p->all, (p->number - 1) * ENTRIES, ENTRIES, f);
	describe(p, f, path, list, title, of);
	return write_feed(p, f);
}

static th_str moment(page *p, const view_date *d)
{
	return d->time.n ? th_str_fmt(p->a, "%.*s, %.*s", TH_FMT(d->label), TH_FMT(d->time))
			 : d->label;
}

/* "3. Dezember 2026, 08:30 – 09:30": on the page of an event that stands above its text. */
static void add_when(page *p, const view_item *item, feed_entry *x)
{
	const view_date *from = item->start, *to = item->end;
	if (from == NULL)
		return;
	th_str value = moment(p, from), until = TH_NONE;
	if (to != NULL && !th_str_eq(from->label, to->label))
		until = moment(p, to);
	else if (to != NULL && to->time.n > 0 && from->time.n > 0)
		until = to->time;
	if (until.n > 0)
		value = th_str_fmt(p->a, "%.*s – %.*s", TH_FMT(value), TH_FMT(until));
	*TH_ADD(p->a, &x->facts) = (view_fact){.label = word(p, "fact_when"), .value = value};
}

/* What is no story: `want` without its page. */
static int answer_items(page *p, feed_wish want, th_str path, th_str title)
{
	feed_view *f = TH_NEW(p->a, feed_view);
	view_items items = {0};
	selection all = {0};
	want.offset = (p->number - 1) * ENTRIES;
	want.limit = ENTRIES;
	int64_t of = pages_of(query_feed_items(&p->q, &want, f, &items));
	if (p->number > of)
		return 404;
	page_begin(p, "items", TH_NONE, TH_NONE); /* for the site's own words */
	for (size_t i = 0; i < f->entries.n; i++) {
		view_item_page item = {.kind = want.kind, .item = items.v[i]};
		add_when(p, &item.item, &f->entries.v[i]);
		facts_fill(p, &item);
		for (size_t k = 0; k < item.facts.n; k++)
			*TH_ADD(p->a, &f->entries.v[i].facts) = item.facts.v[k];
	}
	p->modified = query_modified(&p->q, &all);
	describe(p, f, path, path, title, of);
	return write_feed(p, f);
}

int feed_people_list(page *p)
{
	if (!selection_read(p))
		return 404;
	th_str words = selection_words(p, &p->all), people = word(p, "people");
	feed_wish want = {.kind = TH_S("person"), .selection = &p->all};
	return answer_items(p, want, TH_S("/people/"),
	    words.n ? th_str_fmt(p->a, "%.*s, %.*s", TH_FMT(people), TH_FMT(words)) : people);
}

int feed_items(page *p)
{
	feed_wish want = {.kind = th_strz(th_kind_name[p->kind])};
	if (!selection_is_none(p))
		return 404;
	return answer_items(p, want, kind_path(p, p->kind), kind_label(p, p->kind));
}

int feed_terms(page *p)
{
	feed_wish want = {.kind = p->facet->kind, .facet = p->facet->name};
	if (!selection_is_none(p))
		return 404;
	return answer_items(p, want, th_str_fmt(p->a, "/%.*s/", TH_FMT(p->facet->path)),
	    edition_facet_label(p->q.e, p->facet->name, p->q.ui, true));
}

int feed_stories(page *p)
{
	th_str path = TH_S("/stories/");
	return selection_read(p) ? answer(p, path, path, selection_words(p, &p->all)) : 404;
}

int feed_term(page *p)
{
	th_str path;
	if (!selection_of_term(p, &path))
		return 404;
	return answer(p, path, path, selection_words(p, &p->all));
}

int feed_person_stories(page *p)
{
	th_str path, name;
	if (!selection_of_person(p, &path, &name))
		return 404;
	return answer(p, path, path, word_fill(p, "feed_of", name, TH_NONE));
}

/* What answers a question, the newest first: whoever subscribes wants to hear of new stories. */
int feed_search(page *p)
{
	if (!selection_read(p) || p->asked.text.n == 0)
		return 404;
	return answer(p, TH_S("/search/"), TH_S("/search"), selection_words(p, &p->all));
}

/* /feed.atom is what people guess. */
int feed_root(page *p)
{
	p->location = url_of(p, th_str_fmt(p->a, "/stories/%s", th_feeds[p->format].file),
	    url_encode_query(p, p->r->raw_query), 1);
	return 301;
}
