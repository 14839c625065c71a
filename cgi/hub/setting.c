/* setting.c -- how a setting in hub.yml is read: a text, texts by language, a list, a map with a
 * table of readers. Called by hub.c, mapping.c and design.c, which define the settings; knows none
 * of them by name. An unusable value becomes a finding. */
#include "settings.h"

void setting_many(hub_job *job, const yaml_node *n, const char *name, size_t given, int most)
{
	finding_add(job->findings, TH_RULE_HUB_MANY, (th_mark){TH_S("hub.yml"), n->line, n->column},
	    th_strz(name), th_str_fmt(job->arena, "%zu", given),
	    th_str_fmt(job->arena, "%d", most));
}

void setting_refuse_one(hub_job *job, const yaml_node *n, const char *name, th_str written,
    const char *used, const char *example)
{
	th_finding *one = finding_add(job->findings, TH_RULE_HUB_VALUE,
	    (th_mark){TH_S("hub.yml"), n->line, n->column}, th_strz(name), written, th_strz(used));
	one->words[3] = th_strz(example);
}

void setting_refuse(
    hub_job *job, const yaml_node *n, const char *name, const char *used, const char *example)
{
	setting_refuse_one(
	    job, n, name, n->kind == YAML_TEXT ? n->text : TH_S("[…]"), used, example);
}

bool path_leaves(th_str path)
{
	th_str segment;
	if (th_str_starts(path, TH_S("/")) && path.n == 1)
		return true;
	while (th_str_split(&path, '/', &segment))
		if (th_str_eqz(segment, "..") || th_str_chr(segment, '\\') >= 0 ||
		    th_str_chr(segment, ':') >= 0)
			return true;
	return false;
}

bool setting_text(hub_job *job, const yaml_node *n, th_str *out)
{
	if (n->kind != YAML_TEXT || !th_xml_valid(n->text, NULL))
		return false;
	*out = text_line(job->arena, n->text);
	return true;
}

void setting_texts(hub_job *job, const yaml_node *n, const char *name, th_texts *out)
{
	th_str text;
	if (setting_text(job, n, &text) && text.n > 0) {
		*TH_ADD(job->arena, out) = (th_in_lang){TH_NONE, text};
		return;
	}
	for (const yaml_node *one = n->kind == YAML_MAP ? n->first : NULL; one; one = one->next)
		if (setting_text(job, one, &text))
			*TH_ADD(job->arena, out) =
			    (th_in_lang){th_str_dup(job->arena, one->key), text};
	if (out->n == 0 && !yaml_is_null(n))
		setting_refuse(job, n, name, "–", "{de: \"…\", en: \"…\"}");
}

void setting_list(hub_job *job, const yaml_node *n, const char *name, th_strs *out)
{
	th_str text;
	bool list = n->kind == YAML_LIST;
	for (const yaml_node *one = list ? n->first : n; one; one = list ? one->next : NULL) {
		if (!setting_text(job, one, &text))
			setting_refuse(job, one, name, "–", "[one, two]");
		else if (text.n > 0)
			*TH_ADD(job->arena, out) = text;
	}
}

void setting_short_list(hub_job *job, const yaml_node *n, const char *name, th_strs *out)
{
	setting_list(job, n, name, out);
	if (out->n <= SETTING_LIST_MAX)
		return;
	finding_add(job->findings, TH_RULE_HUB_LIST, (th_mark){TH_S("hub.yml"), n->line, n->column},
	    th_strz(name), th_str_fmt(job->arena, "%d", SETTING_LIST_MAX), TH_NONE);
	out->n = SETTING_LIST_MAX;
}

static void unknown(hub_job *job, const yaml_node *n, th_str name, const th_strs *known)
{
	th_str hint = nearest(n->key, known);
	finding_add(job->findings, hint.p ? TH_RULE_HUB_SUGGEST : TH_RULE_HUB_UNKNOWN,
	    (th_mark){TH_S("hub.yml"), n->key_line, n->key_column}, name, hint, TH_NONE);
}

void settings_read(
    hub_job *job, const yaml_node *map, const setting *table, size_t count, const char *where)
{
	if (map->kind != YAML_MAP) {
		if (!yaml_is_null(map))
			setting_refuse(job, map, where, "–", "{…}");
		return;
	}
	for (const yaml_node *n = map->first; n; n = n->next) {
		size_t i = 0;
		while (i < count && !th_str_eqz(n->key, table[i].name))
			i++;
		if (i < count) {
			table[i].read(job, n, table[i].name);
			continue;
		}
		th_strs known = {0};
		for (i = 0; i < count; i++)
			*TH_ADD(job->arena, &known) = th_strz(table[i].name);
		unknown(job, n,
		    *where ? th_str_fmt(job->arena, "%s.%.*s", where, TH_FMT(n->key)) : n->key,
		    &known);
	}
}
