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

static bool matches(const th_hub *hub, th_str pattern, th_str href)
{
	th_str want, got;
	while (pattern.n > 0 && href.n > 0) {
		th_str_split(&pattern, '/', &want);
		th_str_split(&href, '/', &got);
		bool bound = th_str_eqz(want, "*") && got.n > 0;
		bool facet = th_str_eqz(want, "FACET") && is_facet(hub, got);
		bool feed = th_str_eqz(want, "FEED") && feed_of_file(got) != TH_FEED_COUNT;
		if (!bound && !facet && !feed && !th_str_eq(want, got))
			return false;
	}
	return pattern.n == 0 && href.n == 0; /* whether a slash ends them makes no difference */
}

/* Quickly, for most of the table: the first segments begin differently. */
static bool may_match(const char *pattern, th_str href)
{
	char first = href.n > 1 ? href.p[1] : '\0';
	return pattern[1] == first || pattern[1] == '*' || strncmp(pattern + 1, "FACET", 5) == 0 ||
	       strncmp(pattern + 1, "FEED", 4) == 0;
}

bool hub_owns_address(const th_hub *hub, th_str href)
{
	for (size_t i = 0; i < TH_COUNT(folders); i++)
		if (th_str_starts(href, th_strz(folders[i])))
			return true;
	for (size_t i = 0; i < TH_COUNT(patterns); i++)
		if (may_match(patterns[i], href) && matches(hub, th_strz(patterns[i]), href) &&
		    !is_page(th_strz(patterns[i])))
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
