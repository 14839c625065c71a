/* site_templates.c -- where Eleventy has the page of each tag: in a template that paginates the
 * site's collections, `permalink: "/themen/{{ tag | slugify }}/"`. Called by site.c for templates
 * anywhere in the repository; what it finds becomes old addresses of terms (link/old_terms.c). */
#include "site_job.h"

static th_str text_of(const yaml_node *map, const char *key)
{
	const yaml_node *n = map->kind == YAML_MAP ? yaml_get(map, th_strz(key)) : NULL;
	return n != NULL && n->kind == YAML_TEXT ? th_str_trim(n->text) : TH_NONE;
}

/* "tag | slugify" → :name, "tag" → :written; NULL: something else. */
static const char *mark_of(th_str inside, th_str alias)
{
	th_str rest = inside, name;
	th_str_split(&rest, '|', &name);
	rest = th_str_trim(rest);
	if (!th_str_eq(th_str_trim(name), alias) || th_str_chr(rest, '|') >= 0)
		return NULL;
	if (th_str_starts(rest, TH_S("slug")))
		return ":name";
	bool as_it_is = rest.n == 0 || th_str_eqz(rest, "url") || th_str_eqz(rest, "urlencode") ||
			th_str_eqz(rest, "url_encode");
	return as_it_is ? ":written" : NULL;
}

/* The pattern of the pages' addresses; TH_NONE: it depends on more than the tag. */
static th_str pattern_of(th_arena *a, th_str permalink, th_str alias)
{
	ptrdiff_t from = th_str_find(permalink, TH_S("{{"));
	ptrdiff_t to = th_str_find(permalink, TH_S("}}"));
	if (from < 0 || to < from)
		return TH_NONE;
	th_str before = th_str_sub(permalink, 0, (size_t)from);
	th_str after = th_str_sub(permalink, (size_t)to + 2, permalink.n);
	const char *mark = mark_of(th_str_sub(permalink, (size_t)from + 2, (size_t)to), alias);
	if (mark == NULL || th_str_chr(before, '{') >= 0 || th_str_chr(after, '{') >= 0)
		return TH_NONE;
	const char *slash = th_str_starts(before, TH_S("/")) ? "" : "/";
	return th_str_fmt(a, "%s%.*s%s%.*s", slash, TH_FMT(before), mark, TH_FMT(after));
}

bool site_is_template(th_str path)
{
	static const char *const endings[] = {
	    ".njk", ".liquid", ".html", ".hbs", ".mustache", ".webc", ".vto"};
	for (size_t i = 0; i < TH_COUNT(endings); i++)
		if (th_str_ends(path, th_strz(endings[i])))
			return true;
	return false;
}

void site_read_template(site_job *job, const th_entry *e)
{
	th_str bytes;
	front parts;
	yaml_node *map;
	th_findings unused = {.arena = job->arena}; /* templates are nobody's texts */
	if (source_size(job->source, e) > CONTENT_MAX_FILE ||
	    source_read(job->source, e, CONTENT_MAX_FILE, job->arena, &bytes, NULL) != 0 ||
	    !th_utf8_valid(bytes, NULL) || th_str_find(bytes, TH_S("pagination")) < 0 ||
	    front_split(&parts, bytes, e->path, job->arena, &unused) < 0 ||
	    front_read(&map, &parts, e->path, job->arena, &unused) < 0 || map->kind != YAML_MAP)
		return;
	const yaml_node *pages = yaml_get(map, TH_S("pagination"));
	th_str data = pages != NULL ? text_of(pages, "data") : TH_NONE;
	if (!th_str_eqz(data, "collections") && !th_str_starts(data, TH_S("collections.")))
		return;
	th_str alias = text_of(pages, "alias");
	th_str pattern = pattern_of(job->arena, text_of(map, "permalink"), alias);
	if (alias.n == 0 || pattern.n == 0)
		return;
	*TH_ADD(job->arena, &job->site->term_pages) = (th_pair){TH_S("tags"), pattern};
	th_buf_addf(&job->key, "%.*s\n%.*s\n", TH_FMT(e->path), TH_FMT(e->id));
}
