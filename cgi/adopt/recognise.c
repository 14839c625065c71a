/* recognise.c -- which generator builds a site from these files, and what its settings say: title,
 * address, language, addresses of posts. Called by cmd_adopt.c. Settings are read line by line and
 * never run: a guess is enough, since its reason is given. */
#include "adopt.h"

enum { MAX_SETTINGS = 256 * 1024 };

/* In this order: a generator that builds on another's files comes before it. */
static const generator generators[] = {
    {"Docusaurus",
	{"docusaurus.config.js", "docusaurus.config.ts", "docusaurus.config.mjs",
	    "docusaurus.config.cjs"},
	NULL, NULL, "blog", "/blog/:year/:month/:day/:title/ /blog/:slug/", {"static"}, "title",
	"url", NULL, "defaultLocale"},
    {"Eleventy",
	{".eleventy.js", "eleventy.config.js", "eleventy.config.mjs", "eleventy.config.cjs",
	    "eleventy.config.ts"},
	NULL, "eleventy", "", "/:folder/:slug/", {"src", "public", "assets"}, NULL, NULL, NULL,
	NULL},
    {"Eleventy", {"package.json"}, "@11ty/eleventy", "eleventy", "", "/:folder/:slug/",
	{"src", "public", "assets"}, NULL, NULL, NULL, NULL},
    {"Hexo", {"_config.yml"}, "new_post_name", NULL, "source/_posts", "/:year/:month/:day/:title/",
	{"source"}, "title", "url", "permalink", "language"},
    {"Jekyll", {"_config.yml", "_config.yaml", "_config.toml"}, NULL, "jekyll", "_posts",
	"/:categories/:year/:month/:day/:title.html", {""}, "title", "url", "permalink", "lang"},
    {"Hugo",
	{"hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "config/_default/hugo.toml",
	    "config/_default/hugo.yaml"},
	NULL, "hugo", "content", "/:folder/:slugorfilename/", {"static", "assets"}, "title",
	"baseURL", NULL, "defaultContentLanguage"},
    {"Hugo",
	{"config.toml", "config.yaml", "config.yml", "config.json", "config/_default/config.toml",
	    "config/_default/config.yaml"},
	"baseURL", "hugo", "content", "/:folder/:slugorfilename/", {"static", "assets"}, "title",
	"baseURL", NULL, "defaultContentLanguage"},
    {"Hugo", {"config.toml", "config.yaml"}, "baseurl", "hugo", "content",
	"/:folder/:slugorfilename/", {"static", "assets"}, "title", "baseurl", NULL,
	"defaultContentLanguage"},
    {"Hugo", {"content/_index.md", "archetypes/default.md"}, NULL, "hugo", "content",
	"/:folder/:slugorfilename/", {"static", "assets"}, NULL, NULL, NULL, NULL},
    {"Zola", {"config.toml", "zola.toml"}, "base_url", "zola", "content", "/:folder/:slug/",
	{"static"}, "title", "base_url", NULL, "default_language"},
    {"Ember", {"ember-cli-build.js"}, NULL, NULL, "content", "/:slug/", {"public"}, NULL, NULL,
	NULL, NULL},
    {"Gatsby", {"gatsby-config.js", "gatsby-config.ts", "gatsby-config.mjs"}, NULL, NULL, "content",
	"/:folder/:slug/ /:slug/", {"static"}, "title", "siteUrl", NULL, NULL},
    {"Astro", {"astro.config.mjs", "astro.config.ts", "astro.config.js"}, NULL, NULL, "src/content",
	"/blog/:slug/", {"public"}, "title", "site", NULL, NULL},
    {"VitePress/VuePress",
	{"docs/.vitepress/config.ts", "docs/.vuepress/config.js", ".vitepress/config.ts",
	    ".vuepress/config.js"},
	NULL, NULL, "", "/:folder/:filename.html", {"public"}, "title", NULL, NULL, "lang"},
    {"MkDocs", {"mkdocs.yml"}, NULL, NULL, "docs", "/:folder/:slug/", {"docs"}, "site_name",
	"site_url", NULL, "language"},
};

/* What follows `key` and = or : on a line; TH_NONE: the line has something else. */
static th_str value_on(th_str line, th_str key)
{
	line = th_str_trim(line);
	bool quoted = line.n > 0 && strchr("\"'`", line.p[0]) != NULL;
	line = th_str_sub(line, quoted, line.n);
	if (!th_str_starts(line, key))
		return TH_NONE;
	line = th_str_sub(line, key.n + quoted, line.n);
	line = th_str_trim(line);
	if (line.n < 2 || (line.p[0] != ':' && line.p[0] != '='))
		return TH_NONE;
	return th_str_trim(th_str_sub(line, 1, line.n));
}

/* Without quotes, and without a comma and a comment at the end. A value that continues on the next
 * line does not count. */
static th_str bare(th_str s)
{
	if (s.n == 0 || strchr("|>{[(#", s.p[0]) != NULL)
		return TH_NONE;
	if (strchr("\"'`", s.p[0]) != NULL) {
		ptrdiff_t end = th_str_chr(th_str_sub(s, 1, s.n), s.p[0]);
		return end < 0 ? TH_NONE : th_str_sub(s, 1, (size_t)end + 1);
	}
	ptrdiff_t comment = th_str_find(s, TH_S(" #"));
	if (comment >= 0)
		s.n = (size_t)comment;
	s = th_str_trim(s);
	while (s.n > 0 && strchr(",;", s.p[s.n - 1]) != NULL)
		s.n--;
	return s;
}

/* The value of `key` in settings of any notation (YAML, TOML, JSON, an object of JavaScript): the
 * first line that gives it one, without quotes. TH_NONE: none. A guess. */
static th_str setting(th_str settings, th_str key, th_arena *a)
{
	th_str line;
	while (th_str_split(&settings, '\n', &line)) {
		th_str value = bare(value_on(line, key));
		if (value.n > 0 && value.n < 400)
			return th_str_dup(a, value);
	}
	return TH_NONE;
}

static th_str read_settings(const adoption *ad, th_str path)
{
	th_str text = TH_NONE;
	const th_entry *e = source_find(ad->source, path);
	if (e == NULL || e->kind != TH_ENTRY_FILE ||
	    source_read(ad->source, e, MAX_SETTINGS, ad->a, &text, NULL) != 0)
		return TH_NONE;
	return text;
}

/* The settings of that generator, nearest to the root; NULL: none. */
static const th_entry *find_marker(const adoption *ad, const generator *g)
{
	size_t n;
	const th_entry *all = source_entries(ad->source, &n), *best = NULL;
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < TH_COUNT(g->files) && g->files[k] != NULL; k++) {
			th_str path = all[i].path, file = th_strz(g->files[k]);
			bool here = th_str_eq(path, file) ||
				    (th_str_ends(path, file) && path.p[path.n - file.n - 1] == '/');
			if (!here || (best != NULL && best->path.n <= path.n))
				continue;
			if (g->says == NULL ||
			    th_str_find(read_settings(ad, path), th_strz(g->says)) >= 0)
				best = &all[i];
		}
	return best;
}

/* How many folders a path goes down. */
static size_t depth(th_str path)
{
	size_t n = 0;
	for (size_t i = 0; i < path.n; i++)
		n += path.p[i] == '/';
	return n;
}

static th_str in_settings(const adoption *ad, const char *key)
{
	return catalogue_str(ad->a, ad->lang, TEXT_ADOPT_SETTING,
	    TEXT_WITH(TEXT_S("key", th_strz(key)), TEXT_S("file", ad->marker)));
}

static void guess_from(const adoption *ad, guess *out, th_str settings, const char *key)
{
	if (key == NULL || out->value.n > 0)
		return;
	out->value = setting(settings, th_strz(key), ad->a);
	if (out->value.n > 0)
		out->why = in_settings(ad, key);
}

/* Hugo: the block "permalinks", in either notation. */
static void hugo_permalinks(adoption *ad, th_str settings)
{
	th_str line;
	bool inside = false;
	while (th_str_split(&settings, '\n', &line)) {
		th_str trimmed = th_str_trim(line);
		bool opens = th_str_find(trimmed, TH_S("permalinks")) >= 0;
		if (opens) {
			inside = true;
			continue;
		}
		if (inside &&
		    (trimmed.n == 0 || trimmed.p[0] == '[' ||
			(line.p[0] != ' ' && line.p[0] != '\t' && th_str_chr(trimmed, '/') < 0)))
			inside = false;
		ptrdiff_t at = th_str_find(trimmed, TH_S("/"));
		if (!inside || at < 0 || th_str_chr(trimmed, ':') < 0)
			continue;
		th_str value = th_str_sub(trimmed, (size_t)at, trimmed.n);
		while (value.n > 0 && strchr("\"', ", value.p[value.n - 1]) != NULL)
			value.n--;
		*TH_ADD(ad->a, &ad->permalinks) =
		    (guess){th_str_dup(ad->a, value), in_settings(ad, "permalinks")};
	}
}

static bool is_style(th_str s)
{
	static const char *const styles[] = {"pretty", "date", "none", "ordinal", "weekdate"};
	for (size_t i = 0; i < TH_COUNT(styles); i++)
		if (th_str_eqz(s, styles[i]))
			return true;
	return th_str_chr(s, ':') >= 0;
}

static void find_permalinks(adoption *ad, th_str settings)
{
	const generator *g = ad->generator;
	guess own = {TH_NONE, TH_NONE};
	guess_from(ad, &own, settings, g->permalink);
	if (is_style(own.value)) {
		if (own.value.p[0] != '/' && th_str_chr(own.value, ':') >= 0)
			own.value = th_str_cat(ad->a, TH_S("/"), own.value);
		*TH_ADD(ad->a, &ad->permalinks) = own;
	}
	if (g->word != NULL && strcmp(g->word, "hugo") == 0)
		hugo_permalinks(ad, settings);
	if (own.value.n > 0 && ad->permalinks.n > 0)
		return;
	/* Hugo's are those of one section each: the others are where they always are */
	th_str rest = th_strz(g->permalinks), one;
	while (th_str_split(&rest, ' ', &one))
		*TH_ADD(ad->a, &ad->permalinks) =
		    (guess){one, catalogue_str(ad->a, ad->lang, TEXT_ADOPT_DEFAULT,
				     TEXT_WITH(TEXT_S("generator", th_strz(g->name))))};
}

/* Eleventy and its like keep what is said of the site in a data file. */
static void look_into_data(adoption *ad)
{
	static const char *const files[] = {"src/_data/site.json", "src/_data/metadata.json",
	    "src/_data/meta.json", "_data/site.json", "_data/metadata.json", "_data/metadata.js",
	    "_data/meta.json", "src/_data/site.js", "src/_data/metadata.js", "package.json",
	    "config/environment.js"};
	th_str marker = ad->marker;
	for (size_t i = 0; i < TH_COUNT(files); i++) {
		th_str path = th_str_cat(ad->a, ad->root, th_strz(files[i]));
		th_str settings = read_settings(ad, path);
		ad->marker = path;
		guess_from(ad, &ad->title, settings, "title");
		guess_from(ad, &ad->base_url, settings, "url");
		guess_from(ad, &ad->base_url, settings, "homepage");
		guess_from(ad, &ad->language, settings, "lang");
		guess_from(ad, &ad->language, settings, "language");
	}
	ad->marker = marker;
}

/* "de-DE" becomes de; anything that does not begin with two letters is dropped. */
static void shorten_language(guess *g)
{
	g->value.n =
	    g->value.n > 2 && (g->value.p[2] == '-' || g->value.p[2] == '_') ? 2 : g->value.n;
	bool good = g->value.n == 2;
	for (size_t i = 0; good && i < 2; i++)
		good = g->value.p[i] >= 'a' && g->value.p[i] <= 'z';
	if (!good)
		*g = (guess){TH_NONE, TH_NONE};
}

static void check_address(guess *g)
{
	bool web =
	    th_str_starts(g->value, TH_S("https://")) || th_str_starts(g->value, TH_S("http://"));
	if (!web || th_str_chr(g->value, ' ') >= 0)
		*g = (guess){TH_NONE, TH_NONE};
	while (th_str_ends(g->value, TH_S("/")))
		g->value.n--;
}

void adopt_recognise(adoption *ad)
{
	const th_entry *found = NULL;
	for (size_t i = 0; i < TH_COUNT(generators); i++) {
		const th_entry *e = find_marker(ad, &generators[i]);
		if (e == NULL || (found != NULL && depth(found->path) <= depth(e->path)))
			continue;
		found = e;
		ad->generator = &generators[i];
	}
	if (found == NULL)
		return;
	size_t k = 0;
	while (!th_str_ends(found->path, th_strz(ad->generator->files[k])))
		k++;
	ad->marker = found->path;
	ad->root = th_str_sub(found->path, 0, found->path.n - strlen(ad->generator->files[k]));
	th_str settings = read_settings(ad, found->path);
	guess_from(ad, &ad->title, settings, ad->generator->title);
	guess_from(ad, &ad->base_url, settings, ad->generator->url);
	guess_from(ad, &ad->language, settings, ad->generator->language);
	guess_from(ad, &ad->language, settings, "languageCode");
	guess_from(ad, &ad->language, settings, "locale");
	guess_from(ad, &ad->timezone, settings, "timezone");
	guess_from(ad, &ad->timezone, settings, "timeZone");
	check_address(&ad->base_url);
	look_into_data(ad);
	check_address(&ad->base_url);
	shorten_language(&ad->language);
	find_permalinks(ad, settings);
}
