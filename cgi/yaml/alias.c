/* alias.c -- anchors and the aliases that refer to them (&jana, *jana, <<: *jana) in data files of
 * a site, where they are common. Called by yaml.c. An expanded alias shares the nodes of its anchor
 * and takes no memory; but every walk of the tree visits them again, so they are counted. */
#include "parts.h"

enum { EXPANDED_MAX = 20000 };

/* Nodes below `n`, itself included, up to `most`; `depth` gets the deepest level. */
static size_t count(const yaml_node *n, size_t most, int level, int *depth)
{
	size_t all = 1;
	if (level > *depth)
		*depth = level;
	for (const yaml_node *c = n->first; c != NULL && all <= most; c = c->next)
		all += count(c, most - all, level + 1, depth);
	return all;
}

static bool may_take(yaml_anchors *x, const yaml_node *n, int depth)
{
	size_t left = EXPANDED_MAX - x->expanded;
	int deepest = depth;
	size_t all = count(n, left, depth, &deepest);
	if (all > left || deepest > YAML_MAX_DEPTH)
		return false;
	x->expanded += all;
	return true;
}

/* The value of `from` with the place, the key and the neighbour of `n`. */
static void copy_value(yaml_node *n, const yaml_node *from)
{
	n->kind = from->kind;
	n->plain = from->plain;
	n->text = from->text;
	n->first = from->first;
	n->count = from->count;
}

bool yaml_expand(yaml_anchors *x, yaml_node *n, th_str name, int depth)
{
	yaml_node *anchor = th_map_get(&x->named, name);
	n->kind = YAML_TEXT;
	n->plain = true;
	if (anchor == NULL || !may_take(x, anchor, depth))
		return false;
	copy_value(n, anchor);
	anchor->shared = true;
	return true;
}

static bool merge_one(yaml_anchors *x, yaml_node *map, const yaml_node *from, th_arena *a)
{
	if (from->kind != YAML_MAP)
		return false;
	for (const yaml_node *c = from->first; c != NULL; c = c->next) {
		yaml_node **end = &map->first;
		if (yaml_get(map, c->key) != NULL)
			continue;
		if (++x->expanded > EXPANDED_MAX)
			return false;
		while (*end != NULL)
			end = &(*end)->next;
		*end = TH_NEW(a, yaml_node);
		**end = *c;
		(*end)->next = NULL;
		map->count++;
	}
	return true;
}

bool yaml_merge(yaml_anchors *x, yaml_node *map, const yaml_node *from, th_arena *a)
{
	bool all = true;
	if (from->kind != YAML_LIST)
		return merge_one(x, map, from, a);
	for (const yaml_node *c = from->first; c != NULL; c = c->next)
		all = merge_one(x, map, c, a) && all;
	return all;
}
