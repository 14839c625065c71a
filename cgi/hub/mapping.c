/* mapping.c -- the collections in hub.yml: where files are, what their names mean, how their fields
 * are called; and the facets that documents are sorted by.
 *
 * Called by hub.c. A collection that hub.yml does not mention keeps its folder and field names. */
#include "settings.h"

void mappings_default(th_hub *hub, th_arena *a)
{
	for (int kind = 0; kind < TH_KIND_COUNT; kind++) {
		th_mapping *m = TH_ADD(a, &hub->mappings);
		*m = (th_mapping){.kind = (th_kind)kind};
		*TH_ADD(a, &m->folders) = th_strz(th_kind_path[kind]);
		*TH_ADD(a, &m->names) = TH_S("{year}-{month}-{day}-{slug}");
		*TH_ADD(a, &m->names) = TH_S("{slug}");
		th_map_init(&m->fields, a);
		th_map_init(&m->defaults, a);
	}
}

static void refuse_pattern(hub_job *job, const yaml_node *n, th_str pattern, th_str bad)
{
	finding_add(job->findings, TH_RULE_HUB_PATTERN,
	    (th_mark){TH_S("hub.yml"), n->line, n->column}, pattern, bad, TH_NONE);
}

static void read_folders(hub_job *job, const yaml_node *n, const char *name)
{
	th_strs folders = {0};
	setting_short_list(job, n, name, &folders);
	job->mapping->mapped = true;
	job->mapping->folders = (th_strs){0};
	for (size_t i = 0; i < folders.n; i++) {
		th_str folder = folders.v[i];
		while (folder.n > 0 && folder.p[folder.n - 1] == '/')
			folder.n--;
		while (th_str_starts(folder, TH_S("./")) || th_str_starts(folder, TH_S("/")))
			folder = th_str_sub(folder, folder.p[0] == '.' ? 2 : 1, folder.n);
		if (th_str_eqz(folder, ".")) {
			folder = TH_S("");
		} else if (folder.n == 0 || path_leaves(folders.v[i])) {
			setting_refuse_one(job, n, name, folders.v[i], "–", "[stories]");
			continue;
		}
		*TH_ADD(job->arena, &job->mapping->folders) = folder;
	}
}

static void read_names(hub_job *job, const yaml_node *n, const char *name)
{
	th_strs patterns = {0};
	th_str bad;
	setting_short_list(job, n, name, &patterns);
	job->mapping->names = (th_strs){0};
	for (size_t i = 0; i < patterns.n; i++) {
		if (th_str_ends(patterns.v[i], TH_S(".md")))
			patterns.v[i].n -= 3;
		if (pattern_check(patterns.v[i], &bad))
			*TH_ADD(job->arena, &job->mapping->names) = patterns.v[i];
		else
			refuse_pattern(job, n, patterns.v[i], bad);
	}
}

static void read_permalinks(hub_job *job, const yaml_node *n, const char *name)
{
	th_strs patterns = {0};
	th_str bad;
	job->mapping->mapped = true;
	setting_short_list(job, n, name, &patterns);
	for (size_t i = 0; i < patterns.n; i++) {
		patterns.v[i] = permalink_style(patterns.v[i]);
		if (permalink_check(patterns.v[i], &bad))
			*TH_ADD(job->arena, &job->mapping->permalinks) = patterns.v[i];
		else
			refuse_pattern(job, n, patterns.v[i], bad);
	}
}

static th_str *boxed(th_arena *a, th_str s)
{
	th_str *box = TH_NEW(a, th_str);
	*box = s;
	return box;
}

static void note_named(hub_job *job, th_str name, int line, int column)
{
	*TH_ADD(job->arena, &job->hub->named) = (th_named){job->mapping->kind, name, line, column};
}

static void read_field_names(hub_job *job, const yaml_node *n, const char *name)
{
	th_str ours;
	job->mapping->mapped = true;
	if (n->kind != YAML_MAP)
		setting_refuse(job, n, name, "–", "{tags: topic, excerpt: summary}");
	for (const yaml_node *one = n->kind == YAML_MAP ? n->first : NULL; one; one = one->next) {
		if (!setting_text(job, one, &ours) || ours.n == 0) {
			setting_refuse(job, one, name, "–", "{tags: topic, layout: \"-\"}");
			continue;
		}
		th_map_put(&job->mapping->fields, th_str_dup(job->arena, one->key),
		    boxed(job->arena, ours));
		note_named(job, ours, one->line, one->column);
	}
}

static void read_field_defaults(hub_job *job, const yaml_node *n, const char *name)
{
	if (n->kind != YAML_MAP)
		setting_refuse(job, n, name, "–", "{lang: de}");
	for (const yaml_node *one = n->kind == YAML_MAP ? n->first : NULL; one; one = one->next) {
		th_strs values = {0};
		th_str joined = TH_NONE;
		setting_short_list(job, one, name, &values);
		for (size_t i = 0; i < values.n; i++)
			joined = i == 0 ? values.v[0]
					: th_str_fmt(job->arena, "%.*s\n%.*s", TH_FMT(joined),
					      TH_FMT(values.v[i]));
		if (joined.n == 0)
			continue;
		if (th_str_eqz(one->key, "lang")) {
			job->mapping->lang = joined;
			continue;
		}
		th_str key = th_str_dup(job->arena, one->key);
		th_map_put(&job->mapping->defaults, key, boxed(job->arena, joined));
		note_named(job, key, one->key_line, one->key_column);
	}
}

static void read_words(hub_job *job, const yaml_node *n, const char *name)
{
	setting_short_list(job, n, name, &job->mapping->words);
}

static void read_split(hub_job *job, const yaml_node *n, const char *name)
{
	setting_short_list(job, n, name, &job->mapping->split);
}

static void read_skip(hub_job *job, const yaml_node *n, const char *name)
{
	setting_short_list(job, n, name, &job->mapping->skip);
}

static void read_data(hub_job *job, const yaml_node *n, const char *name)
{
	th_str path = TH_NONE;
	if (!setting_text(job, n, &path) || path_leaves(path))
		setting_refuse(job, n, name, "–", "_data/authors.yml");
	else
		job->mapping->data = path;
}

static const setting parts[] = {
    {"folders", read_folders},
    {"names", read_names},
    {"permalinks", read_permalinks},
    {"permalink", read_permalinks},
    {"fields", read_field_names},
    {"defaults", read_field_defaults},
    {"words", read_words},
    {"split", read_split},
    {"skip", read_skip},
    {"data", read_data},
};

static void read_mapping(hub_job *job, const yaml_node *n, const char *name)
{
	for (size_t i = 0; i < job->hub->mappings.n; i++)
		if (strcmp(th_kind_path[job->hub->mappings.v[i].kind], name) == 0)
			job->mapping = &job->hub->mappings.v[i];
	settings_read(job, n, parts, TH_COUNT(parts), name);
}

void mappings_read(hub_job *job, const yaml_node *n, const char *name)
{
	setting collections[TH_KIND_COUNT];
	for (int kind = 0; kind < TH_KIND_COUNT; kind++)
		collections[kind] = (setting){th_kind_path[kind], read_mapping};
	settings_read(job, n, collections, TH_COUNT(collections), name);
}

/* ---- facets ---- */

static void read_path(hub_job *job, const yaml_node *n, const char *name)
{
	th_str path = TH_NONE;
	if (!setting_text(job, n, &path) || !th_str_eq(slug_of(job->arena, path), path) ||
	    path.n == 0)
		setting_refuse(job, n, name, "–", "teams");
	else
		job->facet->path = path;
}

static void read_label(hub_job *job, const yaml_node *n, const char *name)
{
	setting_texts(job, n, name, &job->facet->label);
}

static void read_plural(hub_job *job, const yaml_node *n, const char *name)
{
	setting_texts(job, n, name, &job->facet->plural);
}

static void read_inherit(hub_job *job, const yaml_node *n, const char *name)
{
	if (!yaml_bool(n, &job->facet->inherit))
		setting_refuse(job, n, name, "false", "true");
}

static void read_pages(hub_job *job, const yaml_node *n, const char *name)
{
	th_str folder = TH_NONE;
	setting_text(job, n, &folder);
	while (folder.n > 0 && folder.p[folder.n - 1] == '/')
		folder.n--;
	for (size_t i = 0; i < job->hub->mappings.n; i++) {
		const th_mapping *m = &job->hub->mappings.v[i];
		if ((th_kinds[m->kind].flags & TH_WITH_TERMS) &&
		    (th_strs_has(&m->folders, folder) ||
			th_str_eqz(folder, th_kind_path[m->kind]))) {
			job->facet->kind = m->kind;
			return;
		}
	}
	setting_refuse(job, n, name, "terms/", "values");
}

static const setting facet_parts[] = {
    {"path", read_path},
    {"label", read_label},
    {"plural", read_plural},
    {"inherit", read_inherit},
    {"pages", read_pages},
};

/* Does its name or path mean something else in a query or an address? */
static bool reserved(const th_hub *hub, const th_facet *facet)
{
	if (kinds_is_reserved_param(facet->name))
		return true;
	if (kinds_is_reserved_path(facet->path) &&
	    !th_str_eqz(facet->path, th_kind_path[facet->kind]))
		return true;
	for (size_t i = 0; i < hub->facets.n; i++)
		if (th_str_eq(hub->facets.v[i].path, facet->path) ||
		    (facet->kind != TH_TERM && hub->facets.v[i].kind == facet->kind))
			return true;
	return th_strs_has(&hub->languages, facet->path);
}

static th_str capitalised(th_arena *a, th_str s)
{
	char *p = th_str_z(a, s);
	if (s.n > 0 && p[0] >= 'a' && p[0] <= 'z')
		p[0] = (char)(p[0] - 32);
	return (th_str){p, s.n};
}

void facets_read(hub_job *job, const yaml_node *n)
{
	if (n->kind != YAML_MAP) {
		setting_refuse(job, n, "facets", "–", "{team: {path: teams}}");
		return;
	}
	for (const yaml_node *one = n->first; one; one = one->next) {
		if (job->hub->facets.n == HUB_MAX_FACETS) {
			setting_many(job, n, "facets", n->count, HUB_MAX_FACETS);
			break;
		}
		th_facet facet = {.name = th_str_dup(job->arena, one->key),
		    .kind = TH_TERM,
		    .line = one->key_line};
		facet.path = th_str_cat(job->arena, facet.name, TH_S("s"));
		job->facet = &facet;
		settings_read(job, one, facet_parts, TH_COUNT(facet_parts), "facets");
		if (!th_str_eq(slug_of(job->arena, facet.name), facet.name) || facet.name.n == 0 ||
		    reserved(job->hub, &facet)) {
			yaml_node name = {.kind = YAML_TEXT,
			    .text = facet.name,
			    .line = one->key_line,
			    .column = one->key_column};
			setting_refuse(job, &name, "facets", "–", "{team: {path: teams}}");
			continue;
		}
		if (facet.label.n == 0)
			*TH_ADD(job->arena, &facet.label) =
			    (th_in_lang){.text = capitalised(job->arena, facet.name)};
		if (facet.plural.n == 0)
			facet.plural = facet.label;
		*TH_ADD(job->arena, &job->hub->facets) = facet;
	}
}
