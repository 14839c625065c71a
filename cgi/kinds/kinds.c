/* kinds.c -- the tables of kinds, feed formats and reserved names, expanded; texts in several
 * languages. Called by everything that knows documents or their addresses. */
#include "teamhub/kinds.h"

const char *const th_kind_name[TH_KIND_COUNT] = {
#define KIND(id, name, ...) #name,
#include "teamhub/kinds.def"
#undef KIND
};

const char *const th_kind_path[TH_KIND_COUNT] = {
#define KIND(id, name, path, ...) #path,
#include "teamhub/kinds.def"
#undef KIND
};

enum { FEEDS = TH_FEEDS, WITH_TERMS = TH_WITH_TERMS };

const th_kind_row th_kinds[TH_KIND_COUNT] = {
#define KIND(id, name, path, label, pages, order, header, footer, search, sitemap, flags)          \
	{label, TH_PAGES_##pages, TH_ORDER_##order, header, footer, search, sitemap, flags},
#include "teamhub/kinds.def"
#undef KIND
};

bool kind_named(th_kind *kind, th_str name)
{
	for (int k = 0; k < TH_KIND_COUNT; k++)
		if (th_str_eqz(name, th_kind_name[k])) {
			*kind = (th_kind)k;
			return true;
		}
	return false;
}

th_kind kind_at(th_places column, unsigned place)
{
	for (int k = 0; place > 0 && k < TH_KIND_COUNT; k++)
		if (((const unsigned char *)&th_kinds[k])[column] == place)
			return (th_kind)k;
	return TH_KIND_COUNT;
}

/* ---- feeds ---- */

const th_feed_row th_feeds[TH_FEED_COUNT] = {
#define FEED(id, ending, name, type, write) {"feed." #ending, #ending, name, type},
#include "teamhub/feeds.def"
#undef FEED
};

th_feed feed_of_file(th_str name)
{
	int f = 0;
	while (f < TH_FEED_COUNT && !th_str_eqz(name, th_feeds[f].file))
		f++;
	return (th_feed)f;
}

/* ---- reserved names ---- */

static const char *const campaigns[] = {
#define PARAM(id, name)
#define FACET(name)
#define CAMPAIGN(name) name,
#include "teamhub/params.def"
#undef PARAM
#undef FACET
#undef CAMPAIGN
};

static const char *const params[] = {
#define PARAM(id, name) #name,
#define FACET(name) #name,
#define CAMPAIGN(name)
#include "teamhub/params.def"
#undef PARAM
#undef FACET
#undef CAMPAIGN
};

static const char *const addresses[] = {
#define ROUTE(pattern, handler, kind) pattern,
#define FOLDER(pattern) pattern,
#include "teamhub/routes.def"
#undef ROUTE
#undef FOLDER
};

bool kinds_is_campaign(th_str name)
{
	for (size_t i = 0; i < TH_COUNT(campaigns); i++) {
		th_str c = th_strz(campaigns[i]);
		if (c.p[c.n - 1] == '*' ? th_str_starts(name, th_str_sub(c, 0, c.n - 1))
					: th_str_eq(name, c))
			return true;
	}
	return false;
}

bool kinds_is_reserved_param(th_str name)
{
	for (size_t i = 0; i < TH_COUNT(params); i++)
		if (th_str_eqz(name, params[i]))
			return true;
	return kinds_is_campaign(name);
}

bool kinds_is_reserved_path(th_str path)
{
	for (int k = 0; k < TH_KIND_COUNT; k++)
		if (th_str_eqz(path, th_kind_path[k]))
			return true;
	for (size_t i = 0; i < TH_COUNT(addresses); i++) {
		th_str rest = th_strz(addresses[i] + 1), first;
		if (path.n > 0 && th_str_split(&rest, '/', &first) && th_str_eq(first, path))
			return true;
	}
	return false;
}

/* ---- texts ---- */

th_str texts_get(const th_texts *t, th_str lang, th_str fallback)
{
	const th_in_lang *found = NULL;
	for (size_t i = 0; i < t->n; i++) {
		if (th_str_eq(t->v[i].lang, lang))
			return t->v[i].text;
		if (found == NULL && th_str_eq(t->v[i].lang, fallback))
			found = &t->v[i];
	}
	return found ? found->text : t->n ? t->v[0].text : TH_NONE;
}
