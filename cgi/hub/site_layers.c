/* site_layers.c -- fields that one file gives to others: Hugo's _index.md with cascade:, Eleventy's
 * data files of folders and files, Jekyll's defaults:; and a generator's lists of files to leave
 * out. Called by site.c for each file that may contain them. */
#include "site_job.h"

#include <regex.h>

static void add_layer(site_job *job, site_layer layer)
{
	site_layers *list = th_map_get(&job->site->layers, layer.folder);
	if (list == NULL) {
		list = TH_NEW(job->arena, site_layers);
		th_map_put(&job->site->layers, layer.folder, list);
	}
	*TH_ADD(job->arena, list) = layer;
}

/* Their line numbers mean nothing in the files that receive them. */
static void forget_lines(yaml_node *n)
{
	n->line = n->column = n->key_line = n->key_column = 0;
	for (yaml_node *one = n->first; one; one = one->next)
		forget_lines(one);
}

static void refuse(site_job *job, const th_entry *e)
{
	finding_add(job->findings, TH_RULE_SITE_UNREADABLE, (th_mark){.file = e->path}, TH_NONE,
	    TH_NONE, TH_NONE);
}

static bool read_bytes(site_job *job, const th_entry *e, th_str *bytes)
{
	th_buf_add(&job->key, e->path);
	th_buf_addc(&job->key, '\n');
	th_buf_add(&job->key, e->id);
	th_buf_addc(&job->key, '\n');
	if (source_read(job->source, e, CONTENT_MAX_FILE, job->arena, bytes, NULL) == 0 &&
	    th_utf8_valid(*bytes, NULL))
		return true;
	refuse(job, e);
	return false;
}

/* Reads a map; false (and a finding) when it is not one. */
static bool read_map(site_job *job, const th_entry *e, th_str bytes, yaml_node **map)
{
	th_findings unused = {.arena = job->arena};
	if (th_str_starts(bytes, TH_S("\xef\xbb\xbf")))
		bytes = th_str_sub(bytes, 3, bytes.n);
	front as = {.text = bytes, .line = 1};
	as.format = th_str_ends(e->path, TH_S(".toml"))   ? FRONT_TOML
		    : th_str_ends(e->path, TH_S(".json")) ? FRONT_JSON
							  : FRONT_YAML;
	if (front_read(map, &as, e->path, job->arena, &unused) == 0 && (*map)->kind == YAML_MAP) {
		forget_lines(*map);
		return true;
	}
	refuse(job, e);
	return false;
}

/* Finds a key in any case, as Hugo does. */
static const yaml_node *get(const yaml_node *map, const char *key)
{
	for (const yaml_node *n = map->first; n; n = n->next)
		if (th_str_caseeq(n->key, th_strz(key)))
			return n;
	return NULL;
}

/* ---- Hugo ---- */

static void add_cascade(site_job *job, site_layer layer, const yaml_node *cascade)
{
	if (cascade->kind == YAML_LIST) {
		for (const yaml_node *one = cascade->first; one; one = one->next)
			add_cascade(job, layer, one);
		return;
	}
	if (cascade->kind != YAML_MAP)
		return;
	layer.fields = cascade;
	layer.target = get(cascade, "_target");
	if (layer.target == NULL)
		layer.target = get(cascade, "target");
	add_layer(job, layer);
}

void site_read_section(site_job *job, const th_entry *e)
{
	th_str bytes;
	front parts;
	yaml_node *map;
	th_findings unused = {.arena = job->arena};
	if (!read_bytes(job, e, &bytes))
		return;
	if (front_split(&parts, bytes, e->path, job->arena, &unused) < 0)
		return; /* no fields, or reported where the file is a document */
	if (front_read(&map, &parts, e->path, job->arena, &unused) < 0 || map->kind != YAML_MAP) {
		refuse(job, e);
		return;
	}
	forget_lines(map);
	th_str stem = path_stem(path_base(e->path));
	site_layer layer = {.kind = LAYER_SECTION,
	    .path = e->path,
	    .folder = path_folder(e->path),
	    .lang = th_str_sub(stem, TH_S("_index.").n, stem.n)};
	const yaml_node *cascade = get(map, "cascade");
	site_layer own = layer;
	own.own = map;
	add_layer(job, own);
	if (cascade != NULL)
		add_cascade(job, layer, cascade);
}

/* Go's \\d for POSIX; the rest of what people write there is the same in both. */
static char *posix(th_arena *a, th_str pattern)
{
	th_buf b = {0};
	for (size_t i = 0; i < pattern.n; i++) {
		bool digit = pattern.p[i] == '\\' && i + 1 < pattern.n && pattern.p[i + 1] == 'd';
		if (digit)
			th_buf_addz(&b, "[0-9]");
		else
			th_buf_addc(&b, pattern.p[i]);
		i += digit;
	}
	char *out = th_str_z(a, th_buf_str(&b));
	th_buf_free(&b);
	return out;
}

/* ignoreFiles: compared with all texts once. */
static void ignore_files(site_job *job, const th_entry *config, th_str folder, th_str pattern)
{
	regex_t regex;
	size_t count;
	char name[1024];
	const th_entry *entries = source_entries(job->source, &count);
	if (regcomp(&regex, posix(job->arena, pattern), REG_EXTENDED | REG_NOSUB) != 0) {
		refuse(job, config);
		return;
	}
	for (size_t i = 0; i < count; i++) {
		th_str path = entries[i].path;
		th_str below = th_str_sub(path, folder.n, path.n);
		if (!path_is_text(path) || !th_str_starts(path, folder) ||
		    below.n + 2 > sizeof name)
			continue;
		name[0] = '/';
		memcpy(name + 1, below.p, below.n);
		name[below.n + 1] = 0;
		if (regexec(&regex, name, 0, NULL, 0) == 0)
			th_map_put(&job->site->ignored, path, job->site);
	}
	regfree(&regex);
}

th_str site_hugo_folder(th_str path)
{
	ptrdiff_t at = th_str_find(path, TH_S("config/_default/"));
	return at < 0 ? path_folder(path) : th_str_sub(path, 0, (size_t)at);
}

/* The settings in languages.en.toml are those of languages: {en: …}. */
static yaml_node *below_its_name(const site_job *job, th_str path, yaml_node *map)
{
	th_str stem = path_stem(path_base(path));
	if (th_str_find(path, TH_S("config/_default/")) < 0 || th_str_eqz(stem, "hugo") ||
	    th_str_eqz(stem, "config"))
		return map;
	while (stem.n > 0) {
		ptrdiff_t dot = th_str_rchr(stem, '.');
		yaml_node *outer = TH_NEW(job->arena, yaml_node);
		*outer = (yaml_node){.kind = YAML_MAP, .first = map, .count = 1};
		map->key = th_str_sub(stem, (size_t)(dot + 1), stem.n);
		map = outer;
		stem = th_str_sub(stem, 0, dot < 0 ? 0 : (size_t)dot);
	}
	return map;
}

void site_read_hugo(site_job *job, const th_entry *e)
{
	th_str bytes, folder = site_hugo_folder(e->path);
	yaml_node *map;
	if (!read_bytes(job, e, &bytes) || !read_map(job, e, bytes, &map))
		return;
	map = below_its_name(job, e->path, map);
	site_read_hugo_addresses(job, folder, map);
	const yaml_node *base = get(map, "baseURL"), *ignore = get(map, "ignoreFiles");
	const yaml_node *cascade = get(map, "cascade");
	if (base != NULL && base->kind == YAML_TEXT)
		site_add(job->hub, base->text, job->arena);
	for (const yaml_node *n = ignore ? ignore->first : NULL; n; n = n->next)
		if (n->kind == YAML_TEXT)
			ignore_files(job, e, folder, n->text);
	if (ignore != NULL && ignore->kind == YAML_TEXT)
		ignore_files(job, e, folder, ignore->text);
	if (cascade != NULL)
		add_cascade(job,
		    (site_layer){.kind = LAYER_SECTION, .path = e->path, .folder = folder},
		    cascade);
}

void site_read_zola(site_job *job, const th_entry *e)
{
	th_str bytes;
	yaml_node *map;
	if (!read_bytes(job, e, &bytes) || !read_map(job, e, bytes, &map))
		return;
	const yaml_node *base = get(map, "base_url"), *lang = get(map, "default_language");
	if (base == NULL)
		return; /* Hugo's, of a site whose generator is not known */
	if (base->kind == YAML_TEXT)
		site_add(job->hub, base->text, job->arena);
	if (lang != NULL && lang->kind == YAML_TEXT)
		job->site->lang = lang->text;
}

/* ---- Eleventy ---- */

/* The file's fields apply to the text of its name, and to its folder if it has that name too. */
static void add_data(site_job *job, const th_entry *e, const yaml_node *map, th_str ending)
{
	th_str folder = path_folder(e->path);
	th_str stem = th_str_sub(e->path, 0, e->path.n - ending.n);
	site_layer layer = {
	    .kind = LAYER_DATA, .path = e->path, .folder = folder, .fields = map, .stem = stem};
	add_layer(job, layer);
	th_str name = th_str_sub(folder, 0, folder.n ? folder.n - 1 : 0);
	if (th_str_eq(
		path_base(name), path_base(stem))) { /* posts/posts.json: for the folder, too */
		layer.stem = TH_NONE;
		add_layer(job, layer);
	}
}

void site_read_data(site_job *job, const th_entry *e)
{
	th_str bytes;
	yaml_node *map;
	if (!read_bytes(job, e, &bytes) || !read_map(job, e, bytes, &map))
		return;
	bool longer = th_str_ends(e->path, TH_S(".11tydata.json"));
	add_data(job, e, map, longer ? TH_S(".11tydata.json") : TH_S(".json"));
}

/* name: value, "name": value, as written in a script. */
static bool says(th_str script, th_str name, th_str value)
{
	static const char between[] = " \t\n\r\"'`:";
	for (th_str rest = script;;) {
		ptrdiff_t hit = th_str_find(rest, name);
		if (hit < 0)
			return false;
		rest = th_str_sub(rest, (size_t)hit + name.n, rest.n);
		size_t i = 0;
		bool colon = false;
		for (; i < rest.n && strchr(between, rest.p[i]) != NULL; i++)
			colon = colon || rest.p[i] == ':';
		th_str after = th_str_sub(rest, i, rest.n);
		char end = after.n > value.n ? after.p[value.n] : ' ';
		if (colon && th_str_starts(after, value) && strchr(" \t\n\r,;})/", end) != NULL)
			return true;
	}
}

/* What a script states plainly applies to all of its texts; what it computes is reported. */
void site_read_script(site_job *job, const th_entry *e)
{
	static const char *const plain[][2] = {{"permalink", "false"}, {"draft", "true"},
	    {"published", "false"}, {"eleventyExcludeFromCollections", "true"}};
	static const char *const words[] = {"permalink", "draft", "eleventyExclude"};
	th_str bytes;
	if (!read_bytes(job, e, &bytes))
		return;
	yaml_node *map = TH_NEW(job->arena, yaml_node), **tail = &map->first;
	map->kind = YAML_MAP;
	for (size_t i = 0; i < TH_COUNT(plain); i++) {
		th_str name = th_strz(plain[i][0]), value = th_strz(plain[i][1]);
		if (!says(bytes, name, value))
			continue;
		yaml_node *one = TH_NEW(job->arena, yaml_node);
		*one = (yaml_node){.kind = YAML_TEXT, .plain = true, .key = name, .text = value};
		*tail = one;
		tail = &one->next;
		map->count++;
	}
	ptrdiff_t ending = th_str_find(e->path, TH_S(".11tydata."));
	if (map->first != NULL && ending > 0) {
		add_data(job, e, map, th_str_sub(e->path, (size_t)ending, e->path.n));
		return;
	}
	for (size_t i = 0; i < TH_COUNT(words); i++)
		if (th_str_find(bytes, th_strz(words[i])) >= 0) {
			finding_add(job->findings, TH_RULE_SITE_SCRIPT, (th_mark){.file = e->path},
			    th_strz(words[i]), TH_NONE, TH_NONE);
			return;
		}
}

static void add_exclude(site_job *job, th_str folder, th_str pattern, bool prefix)
{
	while (th_str_starts(pattern, TH_S("./")) || th_str_starts(pattern, TH_S("/")))
		pattern = th_str_sub(pattern, pattern.p[0] == '/' ? 1 : 2, pattern.n);
	while (!prefix && th_str_ends(pattern, TH_S("/")))
		pattern.n--;
	if (pattern.n > 0)
		*TH_ADD(job->arena, &job->site->excludes) = (site_exclude){folder, pattern, prefix};
}

/* One pattern per line. What a line with ! takes back stays out, as in Eleventy. */
void site_read_ignore(site_job *job, const th_entry *e)
{
	th_str rest, line;
	if (!read_bytes(job, e, &rest))
		return;
	while (th_str_split(&rest, '\n', &line)) {
		line = th_str_trim(line);
		if (line.n > 0 && line.p[0] != '#' && line.p[0] != '!')
			add_exclude(job, path_folder(e->path), line, false);
	}
}

/* ---- Jekyll ---- */

static void add_default(site_job *job, const th_entry *e, const yaml_node *one)
{
	const yaml_node *scope = get(one, "scope"), *values = get(one, "values");
	if (values == NULL || values->kind != YAML_MAP)
		return;
	site_layer layer = {.kind = LAYER_DEFAULTS,
	    .path = e->path,
	    .folder = path_folder(e->path),
	    .fields = values};
	const yaml_node *path = scope ? get(scope, "path") : NULL;
	const yaml_node *type = scope ? get(scope, "type") : NULL;
	if (path != NULL && path->kind == YAML_TEXT && !yaml_is_null(path))
		layer.scope = th_str_starts(path->text, TH_S("/"))
				  ? th_str_sub(path->text, 1, path->text.n)
				  : path->text;
	if (type != NULL && type->kind == YAML_TEXT)
		layer.type = type->text;
	add_layer(job, layer);
}

void site_read_jekyll(site_job *job, const th_entry *e)
{
	th_str bytes;
	yaml_node *map;
	if (!read_bytes(job, e, &bytes) || !read_map(job, e, bytes, &map))
		return;
	const yaml_node *exclude = get(map, "exclude"), *labels = get(map, "collections");
	const yaml_node *defaults = get(map, "defaults");
	site_read_jekyll_addresses(job, e, map);
	const yaml_node *url = get(map, "url"), *base = get(map, "baseurl");
	th_str host =
	    url != NULL && url->kind == YAML_TEXT && url->text.n > 0 ? url->text : job->hub->origin;
	th_str below = base != NULL && base->kind == YAML_TEXT ? base->text : TH_NONE;
	site_add(job->hub, th_str_cat(job->arena, host, below), job->arena);
	for (const yaml_node *n = exclude ? exclude->first : NULL; n; n = n->next)
		if (n->kind == YAML_TEXT)
			add_exclude(job, path_folder(e->path), n->text, true);
	for (const yaml_node *n = labels ? labels->first : NULL; n; n = n->next)
		*TH_ADD(job->arena, &job->site->labels) =
		    th_str_cat(job->arena, TH_S("_"), labels->kind == YAML_MAP ? n->key : n->text);
	for (const yaml_node *n = defaults ? defaults->first : NULL; n; n = n->next)
		if (n->kind == YAML_MAP)
			add_default(job, e, n);
}
