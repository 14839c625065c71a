/* hub.c -- reads hub.yml into the settings of a hub.
 *
 * Called once per commit, before any document. Every setting has a reader in the table below. An
 * unusable setting becomes a finding and keeps its default, so one wrong line does not take the hub
 * down. Only a hub.yml that cannot be read at all stops a publish: guessing the address of a whole
 * site would be worse. Collections and mappings are in mapping.c. */
#include "settings.h"

#include "teamhub/site.h"

const th_facet *hub_facet(const th_hub *hub, th_str name)
{
	for (size_t i = 0; i < hub->facets.n; i++)
		if (th_str_eq(hub->facets.v[i].name, name))
			return &hub->facets.v[i];
	return NULL;
}

/* ---- the settings ---- */

static void read_title(hub_job *job, const yaml_node *n, const char *name)
{
	setting_texts(job, n, name, &job->hub->title);
}

static void read_tagline(hub_job *job, const yaml_node *n, const char *name)
{
	setting_texts(job, n, name, &job->hub->tagline);
}

static void plain(hub_job *job, const yaml_node *n, const char *name, th_str *out)
{
	if (!setting_text(job, n, out))
		setting_refuse(job, n, name, "–", "…");
}

static void read_company(hub_job *job, const yaml_node *n, const char *name)
{
	if (n->kind != YAML_MAP) {
		plain(job, n, name, &job->hub->company);
		return;
	}
	const yaml_node *company = yaml_get(n, TH_S("name")), *url = yaml_get(n, TH_S("url"));
	if (company)
		plain(job, company, "company.name", &job->hub->company);
	if (url)
		plain(job, url, "company.url", &job->hub->company_url);
	th_str s = job->hub->company_url;
	if (s.n > 0 && s.p[0] != '/' && !th_str_starts(s, TH_S("https://")) &&
	    !th_str_starts(s, TH_S("http://"))) {
		setting_refuse(job, url, "company.url", "/", "https://careers.example/");
		job->hub->company_url = TH_S("/");
	}
}

static void read_contact(hub_job *job, const yaml_node *n, const char *name)
{
	plain(job, n, name, &job->hub->contact);
}

static void read_base_url(hub_job *job, const yaml_node *n, const char *name)
{
	setting_url(
	    job, n, name, "http://localhost:8080", "https://careers.example", &job->hub->base_url);
}

static void read_prefix(hub_job *job, const yaml_node *n, const char *name)
{
	setting_path(job, n, name, &job->hub->prefix);
}

static void read_internal_url(hub_job *job, const yaml_node *n, const char *name)
{
	(void)name;
	setting_url(job, n, "internal.base_url", "base_url", "https://hub.intern.example",
	    &job->hub->internal.base_url);
}

static void read_internal_prefix(hub_job *job, const yaml_node *n, const char *name)
{
	(void)name;
	setting_path(job, n, "internal.prefix", &job->hub->internal.prefix);
}

static const setting internal_parts[] = {
    {"base_url", read_internal_url},
    {"prefix", read_internal_prefix},
};

/* internal: true, or {base_url: …, prefix: …}. */
static void read_internal(hub_job *job, const yaml_node *n, const char *name)
{
	if (n->kind == YAML_TEXT && yaml_bool(n, &job->hub->internal.wanted))
		return;
	job->hub->internal.wanted = n->kind == YAML_MAP;
	settings_read(job, n, internal_parts, TH_COUNT(internal_parts), name);
}

static bool is_language(th_str s)
{
	if (s.n < 2 || s.n > 3)
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] < 'a' || s.p[i] > 'z')
			return false;
	return true;
}

static void read_languages(hub_job *job, const yaml_node *n, const char *name)
{
	th_strs all = {0}, good = {0};
	setting_list(job, n, name, &all);
	for (size_t i = 0; i < all.n; i++) {
		if (!is_language(all.v[i]))
			setting_refuse(job, n, name, "en", "[de, en]");
		else if (!th_strs_has(&good, all.v[i]))
			*TH_ADD(job->arena, &good) = all.v[i];
	}
	if (good.n > HUB_MAX_LANGUAGES) {
		setting_many(job, n, name, good.n, HUB_MAX_LANGUAGES);
		good.n = HUB_MAX_LANGUAGES;
	}
	if (good.n > 0)
		job->hub->languages = good;
}

static void read_timezone(hub_job *job, const yaml_node *n, const char *name)
{
	th_str zone = TH_NONE;
	const th_zone *made = setting_text(job, n, &zone) ? zone_make(job->arena, zone) : NULL;
	if (made == NULL) {
		setting_refuse(job, n, name, "UTC", "Europe/Berlin");
		return;
	}
	job->hub->timezone = zone;
	job->hub->zone = made;
}

static void read_theme(hub_job *job, const yaml_node *n, const char *name)
{
	th_str theme = TH_NONE;
	job->hub->theme_line = n->line;
	if (setting_text(job, n, &theme) && theme.n > 0 && theme.p[0] != '.' &&
	    address_path_is_plain(theme))
		job->hub->theme = theme;
	else
		setting_refuse(job, n, name, "default", "default");
}

static void read_authority(hub_job *job, const yaml_node *n, const char *name)
{
	th_str s = TH_NONE;
	if (setting_text(job, n, &s) && th_str_chr(s, ',') > 0 && th_str_chr(s, ' ') < 0 &&
	    th_str_chr(s, '/') < 0)
		job->hub->feed_authority = s;
	else
		setting_refuse(job, n, name, "base_url", "careers.example,2026");
}

static void read_facets(hub_job *job, const yaml_node *n, const char *name)
{
	(void)name;
	job->facets = n; /* they name folders of collections, which must be known first */
}

static void read_collections(hub_job *job, const yaml_node *n, const char *name)
{
	mappings_read(job, n, name);
}

static void read_embed_allow(hub_job *job, const yaml_node *n, const char *name)
{
	enum { SITES_MAX = 32 };
	th_strs all = {0};
	setting_list(job, n, name, &all);
	for (size_t i = 0; i < all.n; i++) {
		while (all.v[i].n > 0 && th_str_ends(all.v[i], TH_S("/")))
			all.v[i].n--;
		if (!address_is_site(all.v[i]) || job->hub->embed_allow.n == SITES_MAX)
			setting_refuse(job, n, "embed.allow", "–", "[https://careers.example]");
		else if (!th_strs_has(&job->hub->embed_allow, all.v[i]))
			*TH_ADD(job->arena, &job->hub->embed_allow) = all.v[i];
	}
}

static const setting embed_parts[] = {
    {"allow", read_embed_allow},
};

static void read_embed(hub_job *job, const yaml_node *n, const char *name)
{
	settings_read(job, n, embed_parts, TH_COUNT(embed_parts), name);
}

/* A whole address in which nothing has to be escaped. */
static bool plain_url(hub_job *job, const yaml_node *n, th_str *url)
{
	bool plain = setting_text(job, n, url);
	for (size_t i = 0; i < url->n; i++)
		plain = plain && (unsigned char)url->p[i] > ' ' && url->p[i] != '"' &&
			url->p[i] != '<' && url->p[i] != '>' && url->p[i] != '\\';
	return plain && address_authority(*url) > 0;
}

/* {path} is replaced by the file's path. */
static void read_edit_url(hub_job *job, const yaml_node *n, const char *name)
{
	th_str url = TH_NONE;
	if (plain_url(job, n, &url) && th_str_find(url, TH_S("{path}")) > 0)
		job->hub->edit_url = url;
	else
		setting_refuse(
		    job, n, name, "–", "https://git.example/team/content/edit/main/{path}");
}

/* The WebSub hub to notify of changed feeds. */
static void read_websub(hub_job *job, const yaml_node *n, const char *name)
{
	th_str url = TH_NONE;
	if (plain_url(job, n, &url))
		job->hub->websub = url;
	else
		setting_refuse(job, n, name, "–", "https://hub.example/");
}

static void read_write(hub_job *job, const yaml_node *n, const char *name)
{
	job->hub->write_line = n->line;
	if (!setting_text(job, n, &job->hub->write))
		setting_refuse(job, n, name, "–", "guidelines/first-story.md");
}

/* One group of words per line; separated by commas or blanks. */
static bool add_synonyms(hub_job *job, const yaml_node *group, th_buf *all)
{
	enum { GROUPS_LENGTH_MAX = 64 * 1024 };
	const yaml_node *word = group->kind == YAML_LIST ? group->first : group;
	for (; word != NULL; word = group->kind == YAML_LIST ? word->next : NULL) {
		th_str text = TH_NONE;
		if (!setting_text(job, word, &text) || all->n + text.n > GROUPS_LENGTH_MAX)
			return false;
		for (size_t i = 0; i < text.n; i++)
			th_buf_addc(all, text.p[i] == '\n' ? ' ' : text.p[i]);
		th_buf_addc(all, ' ');
	}
	th_buf_addc(all, '\n');
	return true;
}

/* Words that search treats alike. */
static void read_synonyms(hub_job *job, const yaml_node *n, const char *name)
{
	th_buf all = {0};
	bool good = n->kind == YAML_LIST;
	for (const yaml_node *x = n->first; good && x != NULL; x = x->next)
		good = add_synonyms(job, x, &all);
	if (good)
		job->hub->synonyms = th_str_dup(job->arena, th_buf_str(&all));
	else
		setting_refuse(job, n, name, "–", "[[azubi, lehrling], [wp, wärmepumpe]]");
	th_buf_free(&all);
}

static void read_ignore(hub_job *job, const yaml_node *n, const char *name)
{
	setting_short_list(job, n, name, &job->hub->ignore);
}

static void read_media(hub_job *job, const yaml_node *n, const char *name)
{
	th_strs all = {0};
	setting_short_list(job, n, name, &all);
	for (size_t i = 0; i < all.n; i++)
		if (path_leaves(all.v[i]))
			setting_refuse_one(job, n, name, all.v[i], "–", "[static]");
		else
			*TH_ADD(job->arena, &job->hub->media) = all.v[i];
}

/* Where the files were published before. */
static void read_moved_from(hub_job *job, const yaml_node *n, const char *name)
{
	th_strs all = {0};
	setting_list(job, n, name, &all);
	for (size_t i = 0; i < all.n; i++)
		if (address_authority(all.v[i]) == 0 || !site_add(job->hub, all.v[i], job->arena))
			setting_refuse(job, n, name, "–", "[https://blog.example/news]");
}

static void read_generator(hub_job *job, const yaml_node *n, const char *name)
{
	static const char *const words[] = {"none", "", "jekyll", "hugo", "eleventy", "zola"};
	for (size_t i = 0; i < TH_COUNT(words); i++)
		if (n->kind == YAML_TEXT && n->text.n > 0 &&
		    th_str_caseeq(n->text, th_strz(words[i]))) {
			job->hub->generator = (th_generator)i;
			return;
		}
	setting_refuse(job, n, name, "–", "jekyll");
}

static void read_markdown(hub_job *job, const yaml_node *n, const char *name)
{
	if (n->kind == YAML_TEXT && th_str_eqz(n->text, "commonmark"))
		job->hub->dialect = TH_DIALECT_COMMONMARK;
	else if (n->kind == YAML_TEXT && th_str_eqz(n->text, "discount"))
		job->hub->dialect = TH_DIALECT_DISCOUNT;
	else
		setting_refuse(
		    job, n, name, "commonmark in mapped collections, else discount", "commonmark");
}

static const setting settings[] = {
#define SETTING(name, read, id) {#name, read},
#include "teamhub/settings.def"
#undef SETTING
};

/* ---- all of it ---- */

static void set_defaults(th_hub *hub, th_arena *a)
{
	*hub = (th_hub){.base_url = TH_S("http://localhost:8080"),
	    .prefix = TH_S("/team"),
	    .timezone = TH_S("UTC"),
	    .theme = TH_S("default"),
	    .missing_author = TH_POLICY_BYLINE,
	    .consent_required = true,
	    .per_page = 12,
	    .share_cards = true,
	    .generator = TH_GENERATOR_ANY,
	    .audience = TH_EXTERNAL};
	hub->zone = zone_make(a, hub->timezone);
	mappings_default(hub, a);
}

static void finish(th_hub *hub, th_arena *a)
{
	if (hub->languages.n == 0)
		*TH_ADD(a, &hub->languages) = TH_S("en");
	if (hub->title.n == 0)
		*TH_ADD(a, &hub->title) = (th_in_lang){.text = TH_S("Team")};
	if (hub->internal.base_url.n == 0)
		hub->internal.base_url = hub->base_url;
	if (hub->internal.prefix.p == NULL)
		hub->internal.prefix = hub->prefix;
	size_t end = address_authority(hub->base_url);
	hub->origin = th_str_sub(hub->base_url, 0, end);
	if (hub->feed_authority.n > 0)
		return;
	size_t start = (size_t)th_str_find(hub->origin, TH_S("//")) + 2;
	th_str host = th_str_sub(hub->origin, start, hub->origin.n);
	ptrdiff_t colon = th_str_rchr(host, ':');
	if (colon > 0 && host.p[0] != '[')
		host.n = (size_t)colon;
	hub->feed_authority = th_str_fmt(a, "%.*s,2026", TH_FMT(th_str_lower(a, host)));
}

void hub_make_internal(th_hub *hub)
{
	hub->audience = TH_INTERNAL;
	hub->base_url = hub->internal.base_url;
	hub->prefix = hub->internal.prefix;
	hub->origin = th_str_sub(hub->base_url, 0, address_authority(hub->base_url));
}

static void miss(
    hub_job *job, const yaml_node *root, const char *name, const char *used, const char *example)
{
	if (yaml_get(root, th_strz(name)) == NULL)
		finding_add(job->findings, TH_RULE_HUB_MISSING, (th_mark){TH_S("hub.yml"), 1, 1},
		    th_strz(name), th_strz(used), th_strz(example));
}

int hub_read(th_hub *hub, th_str bytes, th_arena *a, th_findings *f, th_err *err)
{
	yaml_node *root;
	size_t bad;
	set_defaults(hub, a);
	hub->raw = th_str_dup(a, bytes);
	hub_job job = {.hub = hub, .arena = a, .findings = f};
	int rc = -1;
	if (th_str_starts(bytes, TH_S("\xef\xbb\xbf")))
		bytes = th_str_sub(bytes, 3, bytes.n);
	if (!th_utf8_valid(bytes, &bad) || th_str_chr(bytes, 0) >= 0)
		finding_add(f, TH_RULE_TEXT_ENCODING, (th_mark){TH_S("hub.yml"), 1, 1},
		    TH_S("Latin-1"), TH_NONE, TH_NONE);
	else
		rc = yaml_read(&root, bytes, TH_S("hub.yml"), 1, a, f);
	if (rc == 0 && root->kind != YAML_MAP) {
		finding_add(f, TH_RULE_YAML_SHAPE,
		    (th_mark){TH_S("hub.yml"), root->line, root->column}, TH_NONE, TH_NONE,
		    TH_NONE);
		rc = -1;
	}
	if (rc == 0) {
		settings_read(&job, root, settings, TH_COUNT(settings), "");
		if (job.facets != NULL)
			facets_read(&job, job.facets);
		miss(&job, root, "title", "Team", "\"People at Example\"");
		miss(&job, root, "base_url", "http://localhost:8080", "https://careers.example");
		miss(&job, root, "languages", "en", "[de, en]");
		content_key(hub, root, a);
		if (!job.tags_given)
			hub->generator_tags =
			    yaml_get(root, TH_S("collections")) != NULL || hub->tags.n > 0;
	}
	finish(hub, a);
	return rc == 0 ? 0 : th_fail(err, "hub.yml cannot be read: fix it as `teamhub check` says");
}

enum { MAX_HUB = YAML_MAX_FRONT * 4 };

int hub_load(th_hub *hub, const th_source *s, th_arena *a, th_findings *f, th_err *err)
{
	const th_entry *e = source_find(s, TH_S("hub.yml"));
	th_str bytes;
	if (e == NULL || e->kind != TH_ENTRY_FILE) {
		finding_add(f, TH_RULE_HUB_ABSENT, (th_mark){.file = TH_S("hub.yml")}, TH_NONE,
		    TH_NONE, TH_NONE);
		set_defaults(hub, a);
		finish(hub, a);
		site_read(hub, s, a, f);
		return 0;
	}
	uint64_t size = source_size(s, e);
	if (size > MAX_HUB)
		finding_add(f, TH_RULE_FILE_LARGE, (th_mark){.file = TH_S("hub.yml")},
		    th_str_fmt(a, "%llu KB", (unsigned long long)(size / 1024)),
		    th_str_fmt(a, "%d KB", MAX_HUB / 1024), TH_NONE);
	if (source_read(s, e, MAX_HUB, a, &bytes, err) < 0) {
		set_defaults(hub, a);
		finish(hub, a);
		return -1;
	}
	int rc = hub_read(hub, bytes, a, f, err);
	site_read(hub, s, a, f);
	return rc;
}
