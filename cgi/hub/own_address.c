/* own_address.c -- addresses that the hub answers by itself, from the router's own table: pages,
 * feeds, services, files. Called where a document's address or one of its old ones could be
 * one of them, and where withdrawn.yml names one. A document's own page (/stories/x/) does not
 * count. */
#include "teamhub/hub.h"

static const char *const patterns[] = {
#define ROUTE(pattern, handler, kind) pattern,
#define FOLDER(pattern)
#include "teamhub/routes.def"
#undef ROUTE
#undef FOLDER
};

static const char *const folders[] = {
#define ROUTE(pattern, handler, kind)
#define FOLDER(pattern) pattern,
#include "teamhub/routes.def"
#undef ROUTE
#undef FOLDER
};

static bool is_facet(const th_hub *hub, th_str path)
{
	for (size_t i = 0; i < hub->facets.n; i++)
		if (th_str_eq(hub->facets.v[i].path, path))
			return true;
	return false;
}

/* "/stories/..." and "/FACET/..." where a document or a term has its page. */
static bool is_page(th_str pattern)
{
	th_str lead, bound;
	pattern = th_str_sub(pattern, 1, pattern.n);
	return th_str_split(&pattern, '/', &lead) && th_str_split(&pattern, '/', &bound) &&
	       th_str_eqz(bound, "*") && pattern.n == 0;
}

enum { DEPTH_MAX = 4 }; /* no pattern has more segments */

typedef struct segments {
	th_str v[DEPTH_MAX];
	size_t n;
} segments;

/* Whether a slash ends them makes no difference. False if there are too many. */
static bool split(segments *out, th_str path)
{
	path = th_str_sub(path, 1, path.n);
	out->n = 0;
	while (path.n > 0) {
		if (out->n == DEPTH_MAX)
			return false;
		th_str_split(&path, '/', &out->v[out->n++]);
	}
	return true;
}

static bool matches(const th_hub *hub, const segments *want, const segments *got)
{
	bool same = want->n == got->n;
	for (size_t i = 0; same && i < got->n; i++) {
		th_str w = want->v[i], g = got->v[i];
		same = th_str_eqz(w, "*")       ? g.n > 0
		       : th_str_eqz(w, "FACET") ? is_facet(hub, g)
		       : th_str_eqz(w, "FEED")  ? feed_of_file(g) != TH_FEED_COUNT
						: th_str_eq(w, g);
	}
	return same;
}

/* Quickly, for most of the table: may its first segment be `first`? */
static bool may_match(const char *pattern, th_str first, bool facet)
{
	const char *p = pattern + 1;
	if (*p == 'F') /* FACET, FEED: nothing else has a capital */
		return p[1] != 'A' || facet;
	return *p == '*' || first.n == 0 || (*p == first.p[0] && strncmp(p, first.p, first.n) == 0);
}

/* Called for every document of every publish. */
bool hub_owns_address(const th_hub *hub, th_str href)
{
	segments got, want;
	for (size_t i = 0; i < TH_COUNT(folders); i++)
		if (th_str_starts(href, th_strz(folders[i])))
			return true;
	if (!th_str_starts(href, TH_S("/")) || !split(&got, href))
		return false;
	th_str first = got.n > 0 ? got.v[0] : TH_S("");
	bool facet = is_facet(hub, first);
	for (size_t i = 0; i < TH_COUNT(patterns); i++)
		if (may_match(patterns[i], first, facet) && split(&want, th_strz(patterns[i])) &&
		    matches(hub, &want, &got) && !is_page(th_strz(patterns[i])))
			return true;
	return false;
}

bool hub_owns_folder(th_str name)
{
	bool fixed = false;
	for (size_t i = 0; i < TH_COUNT(folders); i++) {
		th_str rest = th_strz(folders[i] + 1), first;
		if (th_str_split(&rest, '/', &first) && th_str_eq(first, name))
			return true;
	}
	for (size_t i = 0; i < TH_COUNT(patterns); i++) {
		th_str pattern = th_strz(patterns[i]), first;
		th_str rest = th_str_sub(pattern, 1, pattern.n);
		th_str_split(&rest, '/', &first);
		if (!th_str_eq(first, name))
			continue;
		if (is_page(pattern))
			return false;
		fixed = true;
	}
	return fixed && name.n > 0;
}
