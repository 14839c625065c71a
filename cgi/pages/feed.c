/* feed.c -- the feeds beside every list: the same selection as the page, 20 entries per page with
 * links between pages (RFC 5005 §3). The address contains the format. */
#include "item.h"
#include "teamhub/route.h"
#include "teamhub/selection.h"

enum { ENTRIES = 20, FILE_PAGES = 5 };

static void fill_paging(hub_site *site, const request *req, feed_view *f, th_str path, int64_t of)
{
	th_str qs = selection_query(site->q.a, &req->queried);
	th_str file = th_str_cat(site->q.a, path, th_strz(th_feeds[req->format].file));
	const int64_t n = req->number;
	f->self = url_absolute(site, url_of(site, file, qs, n));
	if (of < 2)
		return;
	f->first = url_absolute(site, url_of(site, file, qs, 1));
	f->last = url_absolute(site, url_of(site, file, qs, of));
	if (n > 1)
		f->prev = url_absolute(site, url_of(site, file, qs, n - 1));
	if (n < of)
		f->next = url_absolute(site, url_of(site, file, qs, n + 1));
}

/* Hub and topic (WebSub §4): only for feeds with an address of their own, since no hub is notified
 * about selections by query. */
static void add_hub(answer *ans, hub_site *site, const request *req, feed_view *f)
{
	if (req->queried.terms.n > 0 || req->queried.text.n > 0 || req->number > 1)
		return;
	f->hub = edition_meta(site->q.e, TH_S("websub"));
	if (f->hub.n > 0)
		answer_header(ans, TH_S("Link"),
		    th_str_fmt(site->q.a, "<%.*s>; rel=\"hub\", <%.*s>; rel=\"self\"",
			TH_FMT(f->hub), TH_FMT(f->self)));
}

static int write_feed(answer *ans, hub_site *site, const request *req, feed_view *f)
{
	static int (*const write[])(th_buf *, const feed_view *, th_err *) = {
#define FEED(id, ending, name, type, write) write,
#include "teamhub/feeds.def"
#undef FEED
	};
	add_hub(ans, site, req, f);
	ans->type = th_str_fmt(site->q.a, "%s; charset=utf-8", th_feeds[req->format].type);
	return write[req->format](&ans->reply->body, f, ans->log) == 0 ? 200 : 500;
}

/* As files a feed has its newest pages: nobody reads on in the others, and all lists have three. */
static int64_t pages_of(const hub_site *site, int64_t total)
{
	int64_t of = total == 0 ? 1 : (total + ENTRIES - 1) / ENTRIES;
	return site->files != NULL && of > FILE_PAGES ? FILE_PAGES : of;
}

/* Everything except entries. `list`: the address of the page, if it is not the folder of the
 * feed. */
static void describe(hub_site *site, const request *req, feed_view *f, th_str path, th_str list,
    th_str title, int64_t of)
{
	th_str qs = selection_query(site->q.a, &req->queried);
	f->origin = site->origin;
	f->alternate = url_absolute(site, url_of(site, list, qs, 1));
	f->id = f->alternate;
	f->title = site_title(site);
	if (title.n > 0)
		f->title = th_str_fmt(site->q.a, "%.*s: %.*s", TH_FMT(f->title), TH_FMT(title));
	f->subtitle = site_tagline(site);
	f->lang = site->q.ui;
	f->rights = edition_meta(site->q.e, TH_S("company"));
	f->generator = TH_S("Teamhub");
	fill_paging(site, req, f, path, of);
	if (f->updated == TH_NEVER) /* an empty feed needs a date, too (RFC 4287 §4.1.1) */
		f->updated = query_changed_at(&site->q);
}

static int answer_stories(
    answer *ans, hub_site *site, request *req, th_str path, th_str list, th_str title)
{
	feed_view *f = TH_NEW(site->q.a, feed_view);
	req->selected.feed = true;
	int64_t of = pages_of(site,
	    query_feed_entries(&site->q, &req->selected, (req->number - 1) * ENTRIES, ENTRIES, f));
	if (req->number > of)
		return 404;
	ans->modified = query_modified(&site->q, &req->selected);
	describe(site, req, f, path, list, title, of);
	return write_feed(ans, site, req, f);
}

static th_str moment(th_arena *a, const view_date *d)
{
	return d->time.n ? th_str_fmt(a, "%.*s, %.*s", TH_FMT(d->label), TH_FMT(d->time))
			 : d->label;
}

/* "3. Dezember 2026, 08:30 – 09:30": on an event's page this is above its text. */
static void add_when(hub_site *site, const view_item *item, feed_entry *x)
{
	const view_date *from = item->start, *to = item->end;
	if (from == NULL)
		return;
	th_str value = moment(site->q.a, from), until = TH_NONE;
	if (to != NULL && !th_str_eq(from->label, to->label))
		until = moment(site->q.a, to);
	else if (to != NULL && to->time.n > 0 && from->time.n > 0)
		until = to->time;
	if (until.n > 0)
		value = th_str_fmt(site->q.a, "%.*s – %.*s", TH_FMT(value), TH_FMT(until));
	*TH_ADD(site->q.a, &x->facts) =
	    (view_fact){.label = word(site, "fact_when"), .value = value};
}

/* Anything except stories: `want` without its page. */
static int answer_items(
    answer *ans, hub_site *site, const request *req, feed_wish want, th_str path, th_str title)
{
	feed_view *f = TH_NEW(site->q.a, feed_view);
	view_items items = {0};
	selection all = {0};
	want.offset = (req->number - 1) * ENTRIES;
	want.limit = ENTRIES;
	int64_t of = pages_of(site, query_feed_items(&site->q, &want, f, &items));
	if (req->number > of)
		return 404;
	for (size_t i = 0; i < f->entries.n; i++) {
		view_item_page item = {.kind = want.kind, .item = items.v[i]};
		add_when(site, &item.item, &f->entries.v[i]);
		facts_fill(site, &item);
		for (size_t k = 0; k < item.facts.n; k++)
			*TH_ADD(site->q.a, &f->entries.v[i].facts) = item.facts.v[k];
	}
	ans->modified = query_modified(&site->q, &all);
	describe(site, req, f, path, path, title, of);
	return write_feed(ans, site, req, f);
}

int feed_people_list(answer *ans, hub_site *site, request *req)
{
	if (!selection_read(site, req))
		return 404;
	th_str words = selection_words(site, &req->selected), people = word(site, "people");
	feed_wish want = {.kind = TH_S("person"), .selection = &req->selected};
	return answer_items(ans, site, req, want, TH_S("/people/"),
	    words.n ? th_str_fmt(site->q.a, "%.*s, %.*s", TH_FMT(people), TH_FMT(words)) : people);
}

int feed_items(answer *ans, hub_site *site, request *req)
{
	feed_wish want = {.kind = th_strz(th_kind_name[req->kind])};
	if (!selection_is_none(site, req))
		return 404;
	return answer_items(
	    ans, site, req, want, kind_path(site->q.a, req->kind), kind_label(site, req->kind));
}

int feed_terms(answer *ans, hub_site *site, request *req)
{
	feed_wish want = {.kind = req->facet->kind, .facet = req->facet->name};
	if (!selection_is_none(site, req))
		return 404;
	return answer_items(ans, site, req, want,
	    th_str_fmt(site->q.a, "/%.*s/", TH_FMT(req->facet->path)),
	    edition_facet_label(site->q.e, req->facet->name, site->q.ui, true));
}

int feed_stories(answer *ans, hub_site *site, request *req)
{
	th_str path = TH_S("/stories/");
	return selection_read(site, req) ? answer_stories(ans, site, req, path, path,
					       selection_words(site, &req->selected))
					 : 404;
}

int feed_term(answer *ans, hub_site *site, request *req)
{
	th_str path;
	if (!selection_of_term(site, req, &path))
		return 404;
	return answer_stories(ans, site, req, path, path, selection_words(site, &req->selected));
}

int feed_person_stories(answer *ans, hub_site *site, request *req)
{
	th_str path, name;
	if (!selection_of_person(site, req, &path, &name))
		return 404;
	return answer_stories(
	    ans, site, req, path, path, word_fill(site, "feed_of", name, TH_NONE));
}

/* Results of a search, newest first: subscribers want to hear about new stories. */
int feed_search(answer *ans, hub_site *site, request *req)
{
	if (!selection_read(site, req) || req->queried.text.n == 0)
		return 404;
	return answer_stories(ans, site, req, TH_S("/search/"), TH_S("/search"),
	    selection_words(site, &req->selected));
}

/* People guess /feed.atom. */
int feed_root(answer *ans, hub_site *site, request *req)
{
	ans->location =
	    url_of(site, th_str_fmt(site->q.a, "/stories/%s", th_feeds[req->format].file),
		url_encode_query(site->q.a, req->sent->raw_query), 1);
	return 301;
}
