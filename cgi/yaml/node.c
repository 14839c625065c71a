/* node.c -- asking the small tree that YAML, TOML and JSON become. Knows no library. */
#include "parts.h"

const yaml_node *yaml_get(const yaml_node *map, th_str key)
{
	if (map == NULL || map->kind != YAML_MAP)
		return NULL;
	for (const yaml_node *n = map->first; n; n = n->next)
		if (th_str_eq(n->key, key))
			return n;
	return NULL;
}

bool yaml_is_null(const yaml_node *n)
{
	return n->kind == YAML_TEXT && n->plain &&
	       (n->text.n == 0 || th_str_eqz(n->text, "~") || th_str_caseeq(n->text, TH_S("null")));
}

bool yaml_bool(const yaml_node *n, bool *out)
{
	static const char *const words[][2] = {
	    {"false", "true"}, {"no", "yes"}, {"off", "on"}, {"nein", "ja"}, {"falsch", "wahr"}};
	if (n->kind != YAML_TEXT)
		return false;
	for (size_t i = 0; i < TH_COUNT(words); i++)
		for (int value = 0; value < 2; value++)
			if (th_str_caseeq(n->text, th_strz(words[i][value]))) {
				*out = value == 1;
				return true;
			}
	return false;
}

bool yaml_may_hide(th_str key)
{
	static const char *const names[] = {"draft", "published", "publish", "publishdate",
	    "publish_date", "pubdate", "published_at", "published_on", "published_date",
	    "date_published", "publication_date", "expires", "expirydate", "unpublishdate",
	    "withdrawn", "audience", "consent", "permalink", "_build", "build", "headless", "shown",
	    "eleventyExcludeFromCollections"};
	for (size_t i = 0; i < TH_COUNT(names); i++)
		if (th_str_caseeq(key, th_strz(names[i])))
			return true;
	return false;
}

void yaml_tell_twice(th_findings *f, th_mark at, th_str key, int before)
{
	th_finding *one = finding_add(
	    f, TH_RULE_YAML_DUPLICATE, at, key, th_str_fmt(f->arena, "%d", before), TH_NONE);
	finding_set_severity(f, one, TH_WARNING);
}

void yaml_make_unclear(yaml_node *n)
{
	n->kind = YAML_TEXT;
	n->plain = false;
	n->text = TH_S("?");
	n->first = NULL;
	n->count = 0;
}
