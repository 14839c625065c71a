/* flatten.c -- a YAML file as plain pairs: the words of a theme (i18n/de.yml). Called by publish.
 * Nested keys are joined by dots; the items of a list are numbered. */
#include "teamhub/yaml.h"

static void flatten(th_pairs *out, const yaml_node *n, th_str name, th_arena *a)
{
	if (n->kind == YAML_TEXT) {
		th_pair *p = TH_ADD(a, out);
		p->key = name;
		p->value = yaml_is_null(n) ? TH_S("") : th_str_dup(a, n->text);
		return;
	}
	size_t i = 0;
	for (const yaml_node *child = n->first; child != NULL; child = child->next, i++) {
		th_str key = n->kind == YAML_MAP ? child->key : th_str_fmt(a, "%zu", i);
		th_str full = name.n > 0 ? th_str_fmt(a, "%.*s.%.*s", TH_FMT(name), TH_FMT(key))
					 : th_str_dup(a, key);
		flatten(out, child, full, a);
	}
}

void yaml_flatten(th_pairs *out, const yaml_node *root, th_arena *a)
{
	flatten(out, root, TH_NONE, a);
}

int content_flatten(th_pairs *out, th_str text, th_str file, th_arena *a, th_findings *f)
{
	yaml_node *root;
	if (yaml_read(&root, text, file, 1, a, f) != 0)
		return -1;
	flatten(out, root, TH_NONE, a);
	return 0;
}
