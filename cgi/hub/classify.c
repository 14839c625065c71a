/* classify.c -- what a path means: which collection, which name, language and date.
 *
 * Called for every entry of the source, before anything is read; knows the mappings of hub.yml and
 * nothing about a file's contents. Files outside all collections are silently ignored. */
#include "settings.h"

#include "teamhub/site.h"

const th_mapping *hub_mapping(const th_hub *hub, th_kind kind)
{
	for (size_t i = 0; i < hub->mappings.n; i++)
		if (hub->mappings.v[i].kind == kind)
			return &hub->mappings.v[i];
	return NULL;
}

bool path_is_text(th_str path)
{
	th_str base = path_base(path);
	return th_str_ends(base, TH_S(".md")) || th_str_ends(base, TH_S(".markdown")) ||
	       th_str_ends(base, TH_S(".mdx"));
}

bool path_is_html(th_str path)
{
	return th_str_ends(path, TH_S(".html")) || th_str_ends(path, TH_S(".htm"));
}

const th_mapping *path_mapping(const th_hub *hub, th_str path, th_str *folder)
{
	const th_mapping *found = NULL;
	for (size_t i = 0; i < hub->mappings.n; i++) {
		const th_mapping *m = &hub->mappings.v[i];
		for (size_t k = 0; k < m->folders.n; k++)
			if (path_in(path, m->folders.v[k]) &&
			    (found == NULL || m->folders.v[k].n > folder->n)) {
				found = m;
				*folder = m->folders.v[k];
			}
	}
	return found;
}

void path_split_lang(th_str *name, th_str *lang, const th_hub *hub)
{
	ptrdiff_t dot = th_str_rchr(*name, '.');
	if (dot <= 0)
		return;
	th_str ending = th_str_sub(*name, (size_t)dot + 1, name->n);
	if (!th_strs_has(&hub->languages, ending))
		return;
	*lang = ending;
	name->n = (size_t)dot;
}

static bool maps_stories(const th_hub *hub)
{
	for (size_t i = 0; i < hub->mappings.n; i++)
		if (hub->mappings.v[i].mapped && hub->mappings.v[i].kind == TH_STORY)
			return true;
	return false;
}

th_lang_folder path_lang_folder(const th_hub *hub, th_str path)
{
	if (!maps_stories(hub)) /* most hubs: no need to look for the mapping of each path */
		return (th_lang_folder){.from = 0};
	th_str folder, rest = path_folder(path), segment;
	const th_mapping *m = path_mapping(hub, path, &folder);
	if (m == NULL || !m->mapped || m->kind != TH_STORY)
		return (th_lang_folder){.from = 0};
	for (size_t i = 0; hub->site != NULL && i < hub->site->content_folders.n; i++) {
		const th_pair *p = &hub->site->content_folders.v[i];
		if (th_str_starts(path, p->key) && th_strs_has(&hub->languages, p->value))
			return (th_lang_folder){p->value, 0, p->key.n};
	}
	for (size_t at = 0; th_str_split(&rest, '/', &segment); at += segment.n + 1)
		if (th_strs_has(&hub->languages, segment))
			return (th_lang_folder){segment, at, at + segment.n + 1};
	return (th_lang_folder){.from = 0};
}

th_str path_lang(const th_hub *hub, th_str path)
{
	th_str name = path_stem(path), lang = TH_NONE;
	path_split_lang(&name, &lang, hub);
	return lang.n > 0 ? lang : path_lang_folder(hub, path).lang;
}

/* `name` is the path below the folder without extension. A pattern without a slash is matched
 * against the last part, which for NAME/index is NAME. */
static bool match_name(name_parts *parts, const th_mapping *m, th_str name, const th_hub *hub)
{
	th_str lang = TH_NONE, whole = name;
	path_split_lang(&name, &lang, hub);
	th_str base = path_base(name), own = base;
	bool special = th_str_eqz(base, "_index") || th_str_caseeq(base, TH_S("readme"));
	if (th_str_eqz(base, "index")) {
		special = name.n == base.n;
		own = special ? base : path_base(th_str_sub(name, 0, name.n - TH_S("/index").n));
	}
	for (size_t i = 0; i < m->names.n; i++) {
		th_str pattern = m->names.v[i];
		bool deep = th_str_chr(pattern, '/') >= 0;
		if (special && th_str_find(pattern, TH_S("index")) < 0)
			continue;
		if (pattern_match(parts, pattern, deep ? name : own, &hub->languages) ||
		    (deep && pattern_match(parts, pattern, whole, &hub->languages))) {
			if (parts->lang.n == 0)
				parts->lang = lang;
			return true;
		}
	}
	*parts = (name_parts){.slug = own, .lang = lang};
	return !special;
}

void doc_address(parsed_doc *doc, const th_hub *hub, th_arena *a)
{
	th_str folder = th_strz(th_kind_path[doc->kind]);
	if (doc->kind == TH_TERM) {
		const th_facet *facet = hub_facet(hub, doc->facet);
		doc->id = th_str_fmt(a, "term/%.*s/%.*s", TH_FMT(doc->facet), TH_FMT(doc->slug));
		folder = facet ? facet->path : doc->facet;
	} else {
		doc->id = th_str_fmt(a, "%s/%.*s", th_kind_name[doc->kind], TH_FMT(doc->slug));
		for (size_t i = 0; i < hub->facets.n; i++)
			if (hub->facets.v[i].kind == doc->kind)
				folder = hub->facets.v[i].path;
	}
	doc->href = th_str_fmt(a, "/%.*s/%.*s/", TH_FMT(folder), TH_FMT(doc->slug));
}

/* terms/team/platform.md: the first folder is the facet. */
static bool take_facet(
    parsed_doc *doc, th_str *name, const th_hub *hub, th_arena *a, th_findings *f)
{
	ptrdiff_t slash = th_str_chr(*name, '/');
	th_str facet = th_str_sub(*name, 0, slash < 0 ? 0 : (size_t)slash);
	if (hub_facet(hub, facet) == NULL) {
		for (size_t i = 0; i < hub->facets.n; i++)
			if (th_str_eq(hub->facets.v[i].path, facet)) {
				doc->facet = hub->facets.v[i].name;
				*name = th_str_sub(*name, (size_t)slash + 1, name->n);
				return true;
			}
		if (slash >= 0)
			finding_add(f, TH_RULE_TERM_FACET, (th_mark){doc->path, 0, 0},
			    path_folder(doc->path), TH_NONE, TH_NONE);
		return false;
	}
	doc->facet = th_str_dup(a, facet);
	*name = th_str_sub(*name, (size_t)slash + 1, name->n);
	return true;
}

bool hub_own_file(th_str path)
{
	static const char *const files[] = {
	    "hub.yml", "withdrawn.yml", "programme.yml", "guidelines/rules.yml"};
	for (size_t i = 0; i < TH_COUNT(files); i++)
		if (th_str_eqz(path, files[i]))
			return true;
	return false;
}

bool content_classify(
    parsed_doc *doc, const th_hub *hub, const th_entry *e, th_arena *a, th_findings *f)
{
	th_str folder = TH_NONE;
	name_parts parts = {0};
	bool html = path_is_html(e->path);
	if (e->kind != TH_ENTRY_FILE || (!html && !path_is_text(e->path)))
		return false;
	for (size_t i = 0; i < hub->ignore.n; i++)
		if (th_str_starts(e->path, hub->ignore.v[i]))
			return false;
	const th_mapping *m = path_mapping(hub, e->path, &folder);
	if (m == NULL || site_passes_over(hub, m, folder, e->path))
		return false;
	if (!m->mapped && (html || th_str_ends(e->path, TH_S(".mdx"))))
		return false; /* nobody writes stories so here */
	th_str name = path_stem(e->path);
	while (folder.n > 0 && folder.p[folder.n - 1] == '/')
		folder.n--;
	if (folder.n > 0)
		name = th_str_sub(name, folder.n + 1, name.n);
	*doc = parsed_empty(m->kind, e->path);
	doc->entry = e;
	if (m->kind == TH_TERM && !take_facet(doc, &name, hub, a, f))
		return false;
	if (!match_name(&parts, m, name, hub))
		return false;
	if (parts.lang.n == 0)
		parts.lang = path_lang_folder(hub, e->path).lang;
	th_str first = hub->languages.n ? hub->languages.v[0] : TH_S("en");
	doc->lang = th_str_dup(a, parts.lang.n ? parts.lang : m->lang.n ? m->lang : first);
	doc->slug = m->kind == TH_TERM ? slug_of_term(a, parts.slug) : slug_of(a, parts.slug);
	/* A story's translation is a story with an address of its own. */
	if (m->kind == TH_STORY && parts.lang.n && !th_str_eq(parts.lang, first))
		doc->slug = th_str_fmt(a, "%.*s-%.*s", TH_FMT(doc->slug), TH_FMT(parts.lang));
	doc->name = doc->slug;
	th_civil day = {
	    parts.year, parts.month ? parts.month : 1, parts.day ? parts.day : 1, 0, 0, 0};
	if (parts.year > 0 && th_civil_valid(day))
		hub_date_parse(
		    &doc->date, th_str_fmt(a, "%04d-%02d-%02d", day.year, day.month, day.day), hub);
	if (parts.year > 0 && !th_civil_valid(day))
		finding_add(f, TH_RULE_DATE_INVALID, (th_mark){.file = e->path}, path_base(e->path),
		    th_str_fmt(a, "%04d-%02d-%02d", day.year, day.month, day.day), TH_NONE);
	doc_address(doc, hub, a);
	return true;
}
