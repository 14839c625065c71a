/* shell_head.c -- where the head of the host's page ends, and what in it concerns only that page
 * and must go, because the theme's head says it for the current page. Tables to extend; called by
 * shell.c. */
#include "shell_parts.h"

/* By name= or property=; a "*" at the end matches anything. */
static const char *const metas[] = {"description", "keywords", "robots", "googlebot", "bingbot",
    "author", "og:*", "article:*", "profile:*", "twitter:*", "fediverse:*", "dc.*", "dcterms.*",
    "citation_*"};
/* By http-equiv=; a page that redirects cannot be used as a layout. */
static const char *const equivalents[] = {"refresh", "content-language"};
/* By rel=. */
static const char *const links[] = {"canonical", "prev", "next", "shortlink", "amphtml"};
/* Alternates of the page itself; the host's feeds stay. */
static const char *const alternates[] = {
    "application/json+oembed", "text/xml+oembed", "application/xml+oembed", "text/html", ""};

/* Start tags that do not end the head (§13.2.6.4.1 to 4 of the HTML standard), and end tags that
 * do; others are ignored there. */
static const char *const in_head[] = {"html", "head", "base", "basefont", "bgsound", "link", "meta",
    "title", "noscript", "noframes", "style", "script", "template"};
static const char *const enders[] = {"head", "body", "html", "br"};

static bool ends_head(th_str page, const scan_token *t)
{
	switch (t->kind) {
	case SCAN_TEXT:
		for (size_t i = t->from; i < t->to; i++)
			if (!th_is_space(page.p[i]))
				return true;
		return false;
	case SCAN_TAG:
		return !scan_is_one_of(t->name, in_head, TH_COUNT(in_head));
	case SCAN_END_TAG:
		return scan_is_one_of(t->name, enders, TH_COUNT(enders));
	default:
		return false;
	}
}

void head_follow(head_walk *w, th_str page, const scan_token *t)
{
	bool tag = t->kind == SCAN_TAG || t->kind == SCAN_END_TAG;
	if (w->over)
		return;
	if (tag && scan_is(t->name, "noscript")) {
		w->noscript = t->kind == SCAN_TAG;
	} else if (!w->noscript && ends_head(page, t)) {
		w->over = true;
		w->end = t->from;
	}
}

static bool matches(th_str name, const char *pattern)
{
	th_str p = th_strz(pattern);
	if (!th_str_ends(p, TH_S("*")))
		return th_str_caseeq(name, p);
	return name.n >= p.n - 1 &&
	       th_str_caseeq(th_str_sub(name, 0, p.n - 1), th_str_sub(p, 0, p.n - 1));
}

static bool meta_removes(th_str page, const scan_token *t)
{
	scan_attribute a;
	const char *const by[] = {"name", "property"};
	for (size_t k = 0; k < TH_COUNT(by); k++) {
		if (!scan_attribute_find(page, t, by[k], &a))
			continue;
		for (size_t i = 0; i < TH_COUNT(metas); i++)
			if (matches(th_str_trim(a.value), metas[i]))
				return true;
	}
	return scan_attribute_find(page, t, "http-equiv", &a) &&
	       scan_is_one_of(th_str_trim(a.value), equivalents, TH_COUNT(equivalents));
}

static bool link_removes(th_str page, const scan_token *t)
{
	scan_attribute rel, a;
	bool alternate = false, sheet = false;
	if (!scan_attribute_find(page, t, "rel", &rel))
		return false;
	for (th_str rest = th_str_trim(rel.value), word; th_str_split(&rest, ' ', &word);) {
		if (scan_is_one_of(word, links, TH_COUNT(links)))
			return true;
		alternate = alternate || scan_is(word, "alternate");
		sheet = sheet || scan_is(word, "stylesheet");
	}
	if (!alternate || sheet)
		return false;
	if (scan_attribute_find(page, t, "hreflang", &a))
		return true;
	th_str type = scan_attribute_find(page, t, "type", &a) ? th_str_trim(a.value) : TH_NONE;
	return scan_is_one_of(type, alternates, TH_COUNT(alternates));
}

bool head_removes(th_str page, const scan_token *t)
{
	if (scan_is(t->name, "meta"))
		return meta_removes(page, t);
	if (scan_is(t->name, "link"))
		return link_removes(page, t);
	return false;
}

bool head_is_data(th_str page, const scan_token *t)
{
	scan_attribute a;
	return scan_is(t->name, "script") && scan_attribute_find(page, t, "type", &a) &&
	       scan_is(th_str_trim(a.value), "application/ld+json");
}

bool shell_is_dark(th_str page)
{
	scanner scan = {.page = page};
	scan_token t;
	scan_attribute a;
	while (scan_next(&scan, &t))
		if (t.kind == SCAN_TAG && scan_is(t.name, "meta") &&
		    scan_attribute_find(page, &t, "name", &a) && scan_is(a.value, "color-scheme") &&
		    scan_attribute_find(page, &t, "content", &a) &&
		    th_str_find(a.value, TH_S("dark")) >= 0)
			return true;
	return false;
}
