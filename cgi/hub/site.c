/* site.c -- which generator builds a site from the same files, and which of them it leaves out.
 *
 * Called by hub_load, which passes the result to classify.c. A file that the generator does not
 * publish is not published here. When the generator is not known, everything that any of the three
 * would leave out is left out. */
#include "site_job.h"

#include "teamhub/digest.h"

/* ---- which generator ---- */

static const struct {
	const char *file;
	th_generator generator;
} signs[] = {
    {"_config.yml", TH_GENERATOR_JEKYLL},
    {"_config.yaml", TH_GENERATOR_JEKYLL},
    {"_config.toml", TH_GENERATOR_JEKYLL},
    {"hugo.toml", TH_GENERATOR_HUGO},
    {"hugo.yaml", TH_GENERATOR_HUGO},
    {"hugo.yml", TH_GENERATOR_HUGO},
    {"hugo.json", TH_GENERATOR_HUGO},
    {"config.toml", TH_GENERATOR_HUGO},
    {"config.yaml", TH_GENERATOR_HUGO},
    {"config.yml", TH_GENERATOR_HUGO},
    {"config.json", TH_GENERATOR_HUGO},
    {"config/_default/hugo.toml", TH_GENERATOR_HUGO},
    {"config/_default/hugo.yaml", TH_GENERATOR_HUGO},
    {"config/_default/hugo.yml", TH_GENERATOR_HUGO},
    {"config/_default/hugo.json", TH_GENERATOR_HUGO},
    {"config/_default/config.toml", TH_GENERATOR_HUGO},
    {"config/_default/config.yaml", TH_GENERATOR_HUGO},
    {"config/_default/config.yml", TH_GENERATOR_HUGO},
    {"config/_default/config.json", TH_GENERATOR_HUGO},
    {".eleventy.js", TH_GENERATOR_ELEVENTY},
    {"eleventy.config.js", TH_GENERATOR_ELEVENTY},
    {"eleventy.config.mjs", TH_GENERATOR_ELEVENTY},
    {"eleventy.config.cjs", TH_GENERATOR_ELEVENTY},
    {"eleventy.config.ts", TH_GENERATOR_ELEVENTY},
    {"zola.toml", TH_GENERATOR_ZOLA},
};

/* Hugo and Zola have a config.toml; only Zola's must say base_url. */
static th_generator told_apart(const site_job *job, const th_entry *e, th_generator generator)
{
	th_str bytes;
	bool either = th_str_eqz(path_base(e->path), "config.toml") &&
		      th_str_find(e->path, TH_S("config/_default/")) < 0;
	if (!either || source_read(job->source, e, CONTENT_MAX_FILE, job->arena, &bytes, NULL) != 0)
		return generator;
	bool zola =
	    th_str_starts(bytes, TH_S("base_url")) || th_str_find(bytes, TH_S("\nbase_url")) >= 0;
	return zola ? TH_GENERATOR_ZOLA : TH_GENERATOR_HUGO;
}

/* The generator whose settings are in `root`; TH_GENERATOR_ANY: none, or several. */
static th_generator generator_at(const site_job *job, th_str root)
{
	th_generator found = TH_GENERATOR_ANY;
	for (size_t i = 0; i < TH_COUNT(signs); i++) {
		th_str path = th_str_cat(job->arena, root, th_strz(signs[i].file));
		const th_entry *e = source_find(job->source, path);
		if (e == NULL || e->kind != TH_ENTRY_FILE || found == signs[i].generator)
			continue;
		if (found != TH_GENERATOR_ANY)
			return TH_GENERATOR_ANY;
		found = told_apart(job, e, signs[i].generator);
	}
	return found;
}

/* "a/b/" → "a/"; "" when there is nothing above. */
static th_str folder_above(th_str folder)
{
	return folder.n == 0 ? folder : path_folder(th_str_sub(folder, 0, folder.n - 1));
}

static th_str with_slash(th_arena *a, th_str folder)
{
	return folder.n == 0 ? TH_S("") : th_str_cat(a, folder, TH_S("/"));
}

static void recognise(site_job *job, th_mapping *m)
{
	if (!m->mapped)
		return;
	m->generator = job->hub->generator;
	for (size_t i = 0; i < m->folders.n && m->generator == TH_GENERATOR_ANY; i++) {
		th_str root = with_slash(job->arena, m->folders.v[i]);
		m->generator = generator_at(job, root);
		while (root.n > 0 && m->generator == TH_GENERATOR_ANY) {
			root = folder_above(root);
			m->generator = generator_at(job, root);
		}
	}
}

/* ---- what a site says of its files ---- */

/* Does a file in `folder` matter to a mapping of that generator (or of an unknown one): is it in
 * one of its folders, or in a folder above one? */
static bool matters_below(const site_job *job, th_str folder, th_generator generator)
{
	for (size_t i = 0; i < job->hub->mappings.n; i++) {
		const th_mapping *m = &job->hub->mappings.v[i];
		if (m->generator != generator && m->generator != TH_GENERATOR_ANY)
			continue;
		for (size_t k = 0; k < m->folders.n; k++) {
			th_str own = m->folders.v[k];
			if (folder.n == 0 || path_in(folder, own) || path_in(own, folder) ||
			    (own.n + 1 == folder.n && th_str_starts(folder, own)))
				return true;
		}
	}
	return false;
}

static bool matters(const site_job *job, th_str path, th_generator generator)
{
	return matters_below(job, path_folder(path), generator);
}

static bool builds(const site_job *job, th_generator generator)
{
	for (size_t i = 0; i < job->hub->mappings.n; i++)
		if (job->hub->mappings.v[i].generator == generator)
			return true;
	return false;
}

static bool is_page(th_str ending)
{
	static const char *const endings[] = {"md", "markdown", "mdown", "html", "htm", "org",
	    "adoc", "asciidoc", "ad", "rst", "pdc", "pandoc"};
	for (size_t i = 0; i < TH_COUNT(endings); i++)
		if (th_str_caseeq(ending, th_strz(endings[i])))
			return true;
	return false;
}

/* index.md, index.en.md: `name` is "index". */
static bool is_called(th_str base, const char *name)
{
	size_t n = strlen(name);
	ptrdiff_t dot = th_str_rchr(base, '.');
	return base.n > n && base.p[n] == '.' && th_str_starts(base, th_strz(name)) &&
	       is_page(th_str_sub(base, (size_t)dot + 1, base.n));
}

static bool is_data(const site_job *job, th_str path)
{
	static const char *const endings[] = {".11tydata.json", ".json"};
	static const char *const texts[] = {".md", ".markdown", ".mdx"};
	th_str folder = path_folder(path), base = path_base(path);
	th_str own = path_base(th_str_sub(folder, 0, folder.n ? folder.n - 1 : 0));
	for (size_t i = 0; i < TH_COUNT(endings); i++) {
		th_str ending = th_strz(endings[i]);
		if (!th_str_ends(base, ending))
			continue;
		th_str stem = th_str_sub(path, 0, path.n - ending.n);
		if (th_str_eq(path_base(stem), own))
			return true;
		for (size_t k = 0; k < TH_COUNT(texts); k++)
			if (source_find(
				job->source, th_str_cat(job->arena, stem, th_strz(texts[k]))))
				return true;
	}
	return false;
}

/* config/_default/languages.toml and its like say one key each. */
static bool is_in_hugo_config(th_str path)
{
	th_str folder = path_folder(path), own = TH_S("config/_default/");
	bool inside = th_str_eq(folder, own) || th_str_ends(folder, TH_S("/config/_default/"));
	return inside && (th_str_ends(path, TH_S(".toml")) || th_str_ends(path, TH_S(".yaml")) ||
			     th_str_ends(path, TH_S(".yml")) || th_str_ends(path, TH_S(".json")));
}

static bool is_hugo_config(th_str path)
{
	if (is_in_hugo_config(path))
		return true;
	for (size_t i = 0; i < TH_COUNT(signs); i++) {
		th_str file = th_strz(signs[i].file);
		if (signs[i].generator == TH_GENERATOR_HUGO && th_str_ends(path, file) &&
		    (path.n == file.n || path.p[path.n - file.n - 1] == '/'))
			return true;
	}
	return false;
}

static void take_entry(site_job *job, const th_entry *e)
{
	th_str base = path_base(e->path), folder = path_folder(e->path);
	if (is_called(base, "_index") && matters(job, e->path, TH_GENERATOR_HUGO)) {
		th_map_put(&job->site->branches, folder, job->site);
		site_read_section(job, e);
	} else if (is_called(base, "index") && matters(job, e->path, TH_GENERATOR_HUGO)) {
		th_map_put(&job->site->bundles, folder, job->site);
	} else if ((th_str_find(base, TH_S(".11tydata.")) >= 0 ||
		       th_str_starts(base, TH_S("eleventyComputed."))) &&
		   !th_str_ends(base, TH_S(".json")) &&
		   matters(job, e->path, TH_GENERATOR_ELEVENTY)) {
		site_read_script(job, e);
	} else if (th_str_ends(base, TH_S(".json")) &&
		   matters(job, e->path, TH_GENERATOR_ELEVENTY) && is_data(job, e->path)) {
		site_read_data(job, e);
	} else if ((th_str_eqz(base, ".eleventyignore") || th_str_eqz(base, ".gitignore")) &&
		   matters(job, e->path, TH_GENERATOR_ELEVENTY)) {
		site_read_ignore(job, e);
	} else if ((th_str_eqz(base, "config.toml") || th_str_eqz(base, "zola.toml")) &&
		   told_apart(job, e, TH_GENERATOR_ZOLA) == TH_GENERATOR_ZOLA &&
		   matters(job, e->path, TH_GENERATOR_ZOLA)) {
		site_read_zola(job, e);
	} else if (is_hugo_config(e->path) &&
		   matters_below(job, site_hugo_folder(e->path), TH_GENERATOR_HUGO)) {
		site_read_hugo(job, e);
	} else if ((th_str_eqz(base, "_config.yml") || th_str_eqz(base, "_config.yaml")) &&
		   matters(job, e->path, TH_GENERATOR_JEKYLL)) {
		site_read_jekyll(job, e);
	} else if (site_is_template(base) && builds(job, TH_GENERATOR_ELEVENTY)) {
		site_read_template(job, e);
	}
}

/* Whether a text is left out depends on other files, too. */
static void note_passed(site_job *job, const th_entry *e)
{
	th_str folder;
	const th_mapping *m = path_mapping(job->hub, e->path, &folder);
	if (m != NULL && site_passes_over(job->hub, m, folder, e->path)) {
		th_buf_add(&job->key, e->path);
		th_buf_addc(&job->key, '\n');
	}
}

void site_read(th_hub *hub, const th_source *s, th_arena *a, th_findings *f)
{
	site_job job = {.hub = hub, .source = s, .arena = a, .findings = f};
	struct th_site *site = job.site = TH_NEW(a, struct th_site);
	size_t count;
	bool any = false;
	th_map *maps[] = {&site->layers, &site->bundles, &site->branches, &site->ignored};
	for (size_t i = 0; i < TH_COUNT(maps); i++)
		th_map_init(maps[i], a);
	for (size_t i = 0; i < hub->mappings.n; i++) {
		recognise(&job, &hub->mappings.v[i]);
		any = any || hub->mappings.v[i].generator != TH_GENERATOR_NONE;
	}
	hub->site = site;
	if (!any)
		return;
	const th_entry *entries = source_entries(s, &count);
	for (size_t i = 0; i < count; i++)
		if (entries[i].kind == TH_ENTRY_FILE)
			take_entry(&job, &entries[i]);
	for (size_t i = 0; i < hub->mappings.n; i++)
		th_buf_addf(&job.key, "%d\n", (int)hub->mappings.v[i].generator);
	for (size_t i = 0; i < count; i++)
		if (entries[i].kind == TH_ENTRY_FILE)
			note_passed(&job, &entries[i]);
	char *hex = th_alloc(a, 65);
	digest_sha256(hex, th_buf_str(&job.key));
	hub->site_key = th_strz(hex);
	th_buf_free(&job.key);
}

bool site_add(th_hub *hub, th_str url, th_arena *a)
{
	ptrdiff_t at = th_str_find(url, TH_S("//"));
	if (at < 0)
		return false;
	url = th_str_sub(url, (size_t)at + 2, url.n);
	while (th_str_ends(url, TH_S("/")))
		url.n--;
	if (url.n == 0 || th_str_starts(url, TH_S("/")) || th_str_chr(url, ' ') >= 0)
		return false;
	if (!th_strs_has(&hub->moved_from, url))
		*TH_ADD(a, &hub->moved_from) = th_str_dup(a, url);
	return true;
}

/* ---- what is left out ---- */

static bool is_generator(const th_mapping *m, th_generator generator)
{
	return m->generator == generator || m->generator == TH_GENERATOR_ANY;
}

/* A folder that begins with an underscore, and that Jekyll reads nevertheless. */
static bool is_jekyll_folder(const th_hub *hub, const th_mapping *m, th_str folder, th_str segment)
{
	if (!is_generator(m, TH_GENERATOR_JEKYLL))
		return false;
	if (th_strs_has(&hub->site->labels, segment))
		return folder.n == 0;
	return th_str_eqz(segment, "_posts") && !path_in(folder, TH_S("_posts")) &&
	       !th_str_eqz(path_base(folder), "_posts");
}

/* Editors and people use such names for what is private; Hugo publishes names that begin with an
 * underscore. */
static bool is_hidden_name(const th_hub *hub, const th_mapping *m, th_str folder, th_str path)
{
	th_str rest = th_str_sub(path, folder.n ? folder.n + 1 : 0, path.n), segment;
	while (th_str_split(&rest, '/', &segment)) {
		if (segment.n == 0)
			continue;
		if (strchr(".#~", segment.p[0]) != NULL || segment.p[segment.n - 1] == '~')
			return true;
		if (segment.p[0] != '_' || m->generator == TH_GENERATOR_HUGO)
			continue;
		if (rest.p == NULL ? !is_called(segment, "_index")
				   : !is_jekyll_folder(hub, m, folder, segment))
			return true;
	}
	return false;
}

/* Hugo: a text beside or below the index.md of its folder is a part of that page. When the
 * generator is not known, an index.md in the mapped folder itself may be a list of everything. */
static bool is_in_bundle(const th_hub *hub, const th_mapping *m, th_str folder, th_str path)
{
	if (!is_generator(m, TH_GENERATOR_HUGO))
		return false;
	size_t least = m->generator == TH_GENERATOR_HUGO ? 1 : folder.n + 2;
	bool own = is_called(path_base(path), "index");
	for (th_str at = path_folder(path); at.n >= least; at = folder_above(at)) {
		if (!own && th_map_get(&hub->site->bundles, at) &&
		    !th_map_get(&hub->site->branches, at))
			return true;
		own = false;
	}
	return false;
}

static bool is_excluded(const th_hub *hub, th_str path)
{
	const struct th_site *site = hub->site;
	if (th_map_get(&site->ignored, path) != NULL)
		return true;
	for (size_t i = 0; i < site->excludes.n; i++) {
		const site_exclude *x = &site->excludes.v[i];
		if (!th_str_starts(path, x->folder))
			continue;

		th_str below = th_str_sub(path, x->folder.n, path.n);
		if (x->prefix && th_str_starts(below, x->pattern))
			return true;
		for (size_t k = 1; k <= below.n; k++) /* leaving out a folder leaves out
						       * everything in it */
			if ((k == below.n || below.p[k] == '/') &&
			    glob_match(x->pattern, th_str_sub(below, 0, k),
				x->prefix ? GLOB_STAR_CROSSES : 0))
				return true;
	}
	return false;
}

/* 2024-05-01-name: for Jekyll, other names are not posts. */
static bool is_dated(th_str base)
{
	size_t n = path_date(base);
	return n > 0 && base.p[n] != '.';
}

static bool is_undated_post(const th_mapping *m, th_str path)
{
	return m->generator == TH_GENERATOR_JEKYLL &&
	       (th_str_starts(path, TH_S("_posts/")) || th_str_find(path, TH_S("/_posts/")) >= 0) &&
	       !is_dated(path_base(path));
}

bool site_passes_over(const th_hub *hub, const th_mapping *m, th_str folder, th_str path)
{
	if (hub->site == NULL)
		return false;
	while (folder.n > 0 && folder.p[folder.n - 1] == '/')
		folder.n--;
	return is_hidden_name(hub, m, folder, path) || is_in_bundle(hub, m, folder, path) ||
	       is_undated_post(m, path) ||
	       (m->generator != TH_GENERATOR_NONE && is_excluded(hub, path));
}
