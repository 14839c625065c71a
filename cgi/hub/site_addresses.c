/* site_addresses.c -- what a generator's settings say about the addresses of its pages: patterns,
 * time zone, languages, folders. Called by site_layers.c when it reads these settings. */
#include "site_job.h"

static const yaml_node *get(const yaml_node *map, const char *key)
{
	for (const yaml_node *n = map ? map->first : NULL; n; n = n->next)
		if (th_str_caseeq(n->key, th_strz(key)))
			return n;
	return NULL;
}

static th_str text(const yaml_node *map, const char *key)
{
	const yaml_node *n = get(map, key);
	return n != NULL && n->kind == YAML_TEXT && !yaml_is_null(n) ? n->text : TH_NONE;
}

/* Jekyll: the end of a collection's addresses when it has no pattern of its own. */
static th_str collection_pattern(th_str permalink)
{
	if (th_str_ends(permalink, TH_S("/")))
		return TH_S("/:collection/:path/");
	return th_str_ends(permalink, TH_S(".html")) || th_str_ends(permalink, TH_S(":output_ext"))
		   ? TH_S("/:collection/:path.html")
		   : TH_S("/:collection/:path");
}

/* jekyll-archives: {permalinks: {tag: "/tag/:name/"}} */
static void read_archives(site_job *job, const yaml_node *map)
{
	const yaml_node *archives = get(map, "jekyll-archives");
	const yaml_node *pages =
	    archives != NULL && archives->kind == YAML_MAP ? get(archives, "permalinks") : NULL;
	for (const yaml_node *n = pages ? pages->first : NULL; n; n = n->next)
		if (n->kind == YAML_TEXT && th_str_find(n->text, TH_S(":name")) >= 0)
			*TH_ADD(job->arena, &job->site->term_pages) = (th_pair){n->key, n->text};
}

void site_read_jekyll_addresses(site_job *job, const th_entry *config, const yaml_node *map)
{
	read_archives(job, map);
	struct th_site *site = job->site;
	const yaml_node *collections = get(map, "collections");
	th_str permalink = text(map, "permalink"), zone = text(map, "timezone"), bad;
	site->jekyll_root = path_folder(config->path);
	permalink = permalink_style(permalink.n > 0 ? permalink : TH_S("date"));
	site->jekyll_permalink =
	    permalink_check(permalink, &bad) ? permalink : permalink_style(TH_S("date"));
	if (zone.n > 0)
		site->zone = zone_make(job->arena, zone);
	for (const yaml_node *n = collections ? collections->first : NULL; n; n = n->next) {
		bool named = collections->kind == YAML_MAP;
		th_str own = named ? text(n, "permalink") : TH_NONE;
		th_str label = named ? n->key : n->text;
		if (th_str_eqz(label, "posts")) {
			if (own.n > 0 && permalink_check(own, &bad))
				site->jekyll_permalink = permalink_style(own);
			continue;
		}
		*TH_ADD(job->arena, &site->collections) =
		    (th_pair){th_str_cat(job->arena, TH_S("_"), label),
			own.n > 0 && permalink_check(own, &bad) ? permalink_style(own)
								: collection_pattern(permalink)};
	}
}

static void add_content(site_job *job, th_str folder, th_str name, th_str lang)
{
	while (th_str_starts(name, TH_S("./")))
		name = th_str_sub(name, 2, name.n);
	while (th_str_ends(name, TH_S("/")))
		name.n--;
	if (name.n == 0)
		return;
	th_pairs *all = &job->site->content_folders;
	*TH_ADD(job->arena, all) =
	    (th_pair){th_str_fmt(job->arena, "%.*s%.*s/", TH_FMT(folder), TH_FMT(name)), lang};
	for (size_t i = all->n - 1; i > 0 && all->v[i].key.n > all->v[i - 1].key.n; i--) {
		th_pair last = all->v[i];
		all->v[i] = all->v[i - 1];
		all->v[i - 1] = last;
	}
}

/* [frontmatter] date = [":filename", ":default"] */
static void read_hugo_dates(struct th_site *site, const yaml_node *list)
{
	const yaml_node *first = list != NULL && list->kind == YAML_LIST ? list->first : list;
	for (const yaml_node *n = first; n; n = first == list ? NULL : n->next)
		if (n->kind == YAML_TEXT && th_str_caseeq(n->text, TH_S(":filename"))) {
			site->names_date = true;
			site->names_date_first = n == first;
		} else if (n->kind == YAML_TEXT &&
			   (th_str_caseeq(n->text, TH_S(":git")) ||
			       th_str_caseeq(n->text, TH_S(":fileModTime")))) {
			site->git_date = true;
			site->git_date_first |= n == first;
		}
}

void site_read_hugo_addresses(site_job *job, th_str folder, const yaml_node *map)
{
	struct th_site *site = job->site;
	const yaml_node *permalinks = get(map, "permalinks"), *languages = get(map, "languages");
	th_str bad;
	if (text(map, "defaultContentLanguage").n > 0)
		site->lang = text(map, "defaultContentLanguage");
	read_hugo_dates(site, get(get(map, "frontmatter"), "date"));
	add_content(job, folder, text(map, "contentDir"), TH_NONE);
	for (const yaml_node *n = languages ? languages->first : NULL; n; n = n->next)
		add_content(job, folder, text(n, "contentDir"), n->key);
	/* since 0.112 they may be below page: */
	const yaml_node *pages = get(permalinks, "page");
	if (pages != NULL && pages->kind == YAML_MAP)
		permalinks = pages;
	for (const yaml_node *n = permalinks ? permalinks->first : NULL; n; n = n->next)
		if (n->kind == YAML_TEXT && permalink_check(n->text, &bad))
			*TH_ADD(job->arena, &site->hugo_permalinks) = (th_pair){n->key, n->text};
}
