/* near.c -- which terms a visitor may have meant whose address or query names an unknown one: a
 * typing error, a term of old, one in capitals. Called by error.c for a page that does not exist.
 * Such a page costs as much as the list of the facet's terms. */
#include "reply.h"

#include "teamhub/selection.h"

enum { NEAR_MAX = 5 };

typedef struct near_term {
	th_str slug, label;
	size_t distance;
} near_term;

static th_str item_slug(const view_item *item)
{
	ptrdiff_t slash = th_str_rchr(item->id, '/');
	return th_str_sub(item->id, (size_t)(slash + 1), item->id.n);
}

/* How far two words are apart: a part of the other is nearer than a typing error. SIZE_MAX: not
 * near. */
static size_t distance(th_str wanted, th_str slug)
{
	enum { PART_MIN = 3 };
	size_t shorter = wanted.n < slug.n ? wanted.n : slug.n;
	size_t most = 1 + shorter / 4;
	size_t far = th_distance(wanted, slug, most);
	if (far <= most)
		return far;
	bool part = shorter >= PART_MIN &&
		    (th_str_find(slug, wanted) >= 0 || th_str_find(wanted, slug) >= 0);
	return part ? most : SIZE_MAX;
}

/* The nearest terms of a facet, the nearest first; returns how many. */
static size_t find_near(hub_site *site, th_str facet, th_str written, near_term near[NEAR_MAX])
{
	view_items terms = {0};
	th_str wanted = th_str_lower(site->q.a, written);
	size_t n = 0;
	query_terms(&site->q, facet, &terms);
	for (size_t i = 0; i < terms.n; i++) {
		near_term one = {item_slug(&terms.v[i]), terms.v[i].title, 0};
		one.distance = distance(wanted, one.slug);
		size_t at = n;
		while (at > 0 && near[at - 1].distance > one.distance)
			at--;
		if (one.distance == SIZE_MAX || at == NEAR_MAX)
			continue;
		n += n < NEAR_MAX;
		for (size_t k = n - 1; k > at; k--)
			near[k] = near[k - 1];
		near[at] = one;
	}
	return n;
}

/* A page of a term: /teams/montag/ and what is below it. */
static void near_page(hub_site *site, const request *req, view_links *out)
{
	near_term near[NEAR_MAX];
	size_t n = find_near(site, req->facet->name, req->slug, near);
	for (size_t i = 0; i < n; i++) {
		th_str path = th_str_fmt(
		    site->q.a, "/%.*s/%.*s/", TH_FMT(req->facet->path), TH_FMT(near[i].slug));
		*TH_ADD(site->q.a, out) =
		    (view_link){.href = url_of(site, path, TH_NONE, 1), .label = near[i].label};
	}
}

static bool is_facet(const hub_site *site, th_str name)
{
	size_t n;
	const edition_facet *f = edition_facets(site->q.e, &n);
	for (size_t i = 0; i < n; i++)
		if (th_str_eq(f[i].name, name))
			return true;
	return false;
}

/* A list whose query names one unknown term: the same list with a near one instead, and the rest of
 * the selection as it is. */
static void near_selection(hub_site *site, const request *req, view_links *out)
{
	selection known = {0};
	selection_term unknown = {0};
	for (size_t i = 0; i < req->sent->query.n; i++) {
		const th_param *param = &req->sent->query.v[i];
		th_str rest = param->value, slug;
		while (is_facet(site, param->name) && th_str_split(&rest, ',', &slug)) {
			view_term term = {0};
			if (query_term(&site->q, param->name, slug, &term))
				known = selection_with(site, &known, param->name, slug);
			else if (unknown.term.n > 0)
				return; /* several: nobody knows what was meant */
			else
				unknown = (selection_term){param->name, slug};
		}
	}
	near_term near[NEAR_MAX];
	size_t n = unknown.term.n > 0 ? find_near(site, unknown.facet, unknown.term, near) : 0;
	for (size_t i = 0; i < n; i++) {
		selection s = selection_with(site, &known, unknown.facet, near[i].slug);
		*TH_ADD(site->q.a, out) =
		    (view_link){.href = url_of(site, req->path, selection_query(site->q.a, &s), 1),
			.label = selection_words(site, &s)};
	}
}

void near_addresses(hub_site *site, const request *req, view_links *out)
{
	view_term term = {0};
	bool page = req->facet != NULL && req->slug.n > 0;
	if (page && !query_term(&site->q, req->facet->name, req->slug, &term))
		near_page(site, req, out);
	else if (page || req->slug.n == 0)
		near_selection(site, req, out);
}
