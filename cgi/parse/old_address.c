/* old_address.c -- the addresses at which a text's generator published it, which become aliases and
 * lead to the hub's page. By the patterns of hub.yml, or if there are none and the generator is
 * known, by the generator's own settings. Called by parse.c when all fields are read. */
#include "old_address.h"

void old_add(old_job *job, th_str address)
{
	field_job *f = job->field;
	if (address.n > 0 && !th_strs_has(&f->doc->aliases, address))
		*TH_ADD(f->arena, &f->doc->aliases) = address;
}

th_str old_text(const yaml_node *map, const char *name, bool any_case)
{
	for (const yaml_node *n = map->first; n; n = n->next)
		if (n->kind == YAML_TEXT && !yaml_is_null(n) &&
		    (th_str_eqz(n->key, name) ||
			(any_case && th_str_caseeq(n->key, th_strz(name)))))
			return th_str_trim(n->text);
	return TH_NONE;
}

th_str old_encoded(th_arena *a, th_str path)
{
	th_buf b = {0};
	th_buf_add_url(&b, path, "/%!$&'()*+,;=@:");
	th_str out = th_str_dup(a, th_buf_str(&b));
	th_buf_free(&b);
	return out;
}

/* ---- the page as the generator sees it ---- */

static th_str below(th_str path, th_str root)
{
	return th_str_starts(path, root) ? th_str_sub(path, root.n, path.n) : path;
}

/* The path below the folder with the site's contents: content/, or the one in Hugo's settings. */
th_str old_content_path(const th_hub *hub, th_str path)
{
	const struct th_site *site = hub->site;
	for (size_t i = 0; site != NULL && i < site->content_folders.n; i++)
		if (th_str_starts(path, site->content_folders.v[i].key))
			return below(path, site->content_folders.v[i].key);
	ptrdiff_t at = th_str_find(path, TH_S("/content/"));
	if (th_str_starts(path, TH_S("content/")))
		return below(path, TH_S("content/"));
	return at < 0 ? path : th_str_sub(path, (size_t)at + TH_S("/content/").n, path.n);
}

bool old_is_index(th_str stem)
{
	th_str base = path_base(stem);
	return th_str_eqz(base, "index") || th_str_eqz(base, "_index");
}

th_str old_without_date(th_str name)
{
	return th_str_sub(name, path_date(name), name.n);
}

static th_str folder_name(th_str folder)
{
	return path_base(th_str_sub(folder, 0, folder.n ? folder.n - 1 : 0));
}

/* As the generator cuts it: Jekyll and Eleventy take the date off, Hugo and Eleventy the language
 * (Eleventy does not). */
static th_str stem_of(const old_job *job, th_generator as)
{
	th_str stem = path_stem(job->field->doc->path), lang = TH_NONE;
	if (as != TH_GENERATOR_JEKYLL && as != TH_GENERATOR_ELEVENTY)
		path_split_lang(&stem, &lang, job->field->hub);
	bool index = old_is_index(stem) && as != TH_GENERATOR_JEKYLL;
	th_str name = index ? folder_name(path_folder(stem)) : path_base(stem);
	if (as != TH_GENERATOR_HUGO)
		name = old_without_date(name);
	while (as == TH_GENERATOR_JEKYLL && th_str_ends(name, TH_S(".")))
		name.n--;
	return name;
}

/* Hugo: the first folder, and those below with an _index.md. *folders: all of them, as in an
 * address. */
static void read_sections(old_job *job, th_str *folders)
{
	const field_job *f = job->field;
	th_str full = f->doc->path, folder = path_folder(job->page.path), segment, rest;
	size_t root = full.n - job->page.path.n, at = root;
	bool index = th_str_starts(path_base(full), TH_S("index."));
	if (index && folder.n > 0)
		folder = path_folder(th_str_sub(folder, 0, folder.n - 1));
	th_buf b = {0};
	rest = th_str_sub(folder, 0, folder.n ? folder.n - 1 : 0);
	th_buf_addc(&b, '/');
	while (rest.n > 0 && th_str_split(&rest, '/', &segment)) {
		at += segment.n + 1;
		bool section = at == root + segment.n + 1 ||
			       (f->hub->site != NULL &&
				   th_map_get(&f->hub->site->branches, th_str_sub(full, 0, at)));
		if (section)
			*TH_ADD(f->scratch, &job->page.sections) = segment;
		th_buf_add(&b, slug_hugo(f->scratch, segment, true));
		th_buf_addc(&b, '/');
	}
	*folders = th_str_dup(f->arena, th_buf_str(&b));
	th_buf_free(&b);
}

/* Jekyll: folders above _posts, then the file's, then its one category. */
static void read_categories(old_job *job)
{
	th_arena *a = job->field->scratch;
	th_strs *out = &job->page.categories;
	ptrdiff_t posts = th_str_find(job->page.path, TH_S("_posts/"));
	th_str rest = th_str_sub(job->page.path, 0, posts > 0 ? (size_t)posts - 1 : 0), word;
	while (rest.n > 0 && th_str_split(&rest, '/', &word))
		*TH_ADD(a, out) = word;
	const yaml_node *many = yaml_get(job->map, TH_S("categories"));
	if (many != NULL && many->kind == YAML_TEXT && !yaml_is_null(many)) {
		rest = many->text;
		while (th_str_split(&rest, ' ', &word))
			if (word.n > 0)
				*TH_ADD(a, out) = word;
	}
	for (const yaml_node *n = many ? many->first : NULL; n; n = n->next)
		if (n->kind == YAML_TEXT)
			*TH_ADD(a, out) = n->text;
	const yaml_node *one = yaml_get(job->map, TH_S("category"));
	if (one != NULL && one->kind == YAML_TEXT && !yaml_is_null(one))
		*TH_ADD(a, out) = one->text;
	for (const yaml_node *n = one ? one->first : NULL; n; n = n->next)
		if (n->kind == YAML_TEXT)
			*TH_ADD(a, out) = n->text;
}

/* Jekyll takes an unquoted time with seconds and without a zone as UTC. */
static bool is_utc_to_jekyll(const old_job *job)
{
	const yaml_node *n = yaml_get(job->map, TH_S("date"));
	if (n == NULL || n->kind != YAML_TEXT || !n->plain)
		return false;
	ptrdiff_t first = th_str_chr(n->text, ':'), last = th_str_rchr(n->text, ':');
	return first > 0 && last > first;
}

/* The day by the site's clock (Jekyll), or by the file's (Hugo). */
static void read_date(old_job *job, th_generator as)
{
	const field_job *f = job->field;
	const th_when *date = &f->doc->date;
	const th_zone *zone =
	    f->hub->site != NULL && f->hub->site->zone != NULL ? f->hub->site->zone : f->hub->zone;
	job->page.dated = date->at != TH_NEVER;
	if (!job->page.dated)
		return;
	th_time wall = date->at + (th_time)date->offset * 60, at = date->at;
	if (as == TH_GENERATOR_JEKYLL && date->parts >= 4) {
		bool utc = date->parts == 4 && is_utc_to_jekyll(job);
		if (utc)
			at = wall;
		if (utc || date->parts == 5)
			wall = at + (th_time)zone_offset(zone, at) * 60;
	}
	job->page.date = th_civil_of(wall);
}

/* The hub's own slug without the language that classify appended. */
static th_str own_slug(const field_job *f)
{
	th_str slug = f->doc->slug, lang = path_lang(f->hub, f->doc->path);
	bool added = lang.n > 0 && slug.n > lang.n + 1 && th_str_ends(slug, lang) &&
		     slug.p[slug.n - lang.n - 1] == '-' && !th_strs_has(&f->given, TH_S("slug"));
	return added ? th_str_sub(slug, 0, slug.n - lang.n - 1) : slug;
}

/* With :filename among Hugo's dates the rest of such a name is the slug. */
static void take_date_off(old_job *job)
{
	const struct th_site *site = job->field->hub->site;
	size_t date = path_date(job->page.stem);
	if (site == NULL || !site->names_date || date == 0 || job->page.slug.n > 0)
		return;
	if (site->names_date_first || old_text(job->map, "date", true).n == 0)
		job->page.slug = th_str_sub(job->page.stem, date, job->page.stem.n);
}

void old_see_as(old_job *job, th_generator as)
{
	const field_job *f = job->field;
	const parsed_doc *doc = f->doc;
	th_str root = f->hub->site != NULL ? f->hub->site->jekyll_root : TH_NONE;
	job->page = (permalink_page){.as = as,
	    .path = as == TH_GENERATOR_HUGO ? old_content_path(f->hub, doc->path)
					    : below(doc->path, root),
	    .stem = stem_of(job, as),
	    .slug = old_text(job->map, "slug", as == TH_GENERATOR_HUGO),
	    .own_slug = own_slug(f),
	    .title = doc->title.n > 0 ? doc->title.v[0].text : TH_NONE,
	    .lang = doc->lang};
	if (as == TH_GENERATOR_HUGO)
		take_date_off(job);
	if (as == TH_GENERATOR_ANY)
		job->page.categories = f->categories;
	else if (as == TH_GENERATOR_JEKYLL)
		read_categories(job);
	else if (as == TH_GENERATOR_HUGO)
		read_sections(job, &job->folders);
	read_date(job, as);
}

/* ---- patterns ---- */

/* For Jekyll's /a/b there is a file /a/b.html, and both work. */
static void add_jekyll(old_job *job, th_str address)
{
	old_add(job, address);
	if (address.n > 1 && !th_str_ends(address, TH_S("/")) &&
	    !th_str_ends(address, TH_S(".html")))
		old_add(job, th_str_cat(job->field->arena, address, TH_S(".html")));
}

void old_add_pattern(old_job *job, th_str pattern, th_generator as)
{
	th_arena *a = job->field->arena;
	th_str last = TH_S("/:sections[last]");
	old_see_as(job, as);
	/* Of one section Hugo 0.111 leaves the last one out. Later versions may not, so both lead
	 * on. */
	ptrdiff_t at = th_str_find(pattern, last);
	if (as == TH_GENERATOR_HUGO && at >= 0 && job->page.sections.n == 1) {
		th_str without = th_str_cat(job->field->scratch, th_str_sub(pattern, 0, (size_t)at),
		    th_str_sub(pattern, (size_t)at + last.n, pattern.n));
		old_add_pattern(job, without, as);
		old_see_as(job, as);
	}
	th_str address = permalink_expand(a, pattern, &job->page);
	if (address.n == 0)
		return;
	if (job->lang.n > 0 && as != TH_GENERATOR_JEKYLL && th_str_find(pattern, TH_S(":lang")) < 0)
		address = th_str_fmt(a, "/%.*s%.*s", TH_FMT(job->lang), TH_FMT(address));
	if (as == TH_GENERATOR_JEKYLL)
		add_jekyll(job, address);
	else
		old_add(job, address);
}

/* {{ page.fileSlug }}, {{ title | slugify }} … in an address; TH_NONE: something else. */
static th_str fill_template(old_job *job, th_str text)
{
	th_arena *a = job->field->arena;
	th_buf b = {0};
	bool known = true;
	th_str stem = path_stem(job->field->doc->path);
	for (size_t i = 0; i < text.n && known; i++) {
		th_str rest = th_str_sub(text, i, text.n);
		ptrdiff_t end =
		    th_str_starts(rest, TH_S("{{")) ? th_str_find(rest, TH_S("}}")) : -1;
		if (end < 0) {
			known = rest.p[0] != '{';
			th_buf_addc(&b, rest.p[0]);
			continue;
		}
		th_str filters = th_str_sub(rest, 2, (size_t)end), name;
		th_str_split(&filters, '|', &name);
		name = th_str_trim(name);
		filters = th_str_trim(filters);
		bool slugged = th_str_starts(filters, TH_S("slug"));
		th_str value = TH_NONE;
		if (th_str_eqz(name, "page.fileSlug"))
			value = job->page.stem;
		else if (th_str_eqz(name, "page.filePathStem"))
			value = th_str_cat(a,
			    th_str_sub(
				path_folder(stem), (size_t)(th_str_chr(stem, '/') + 1), stem.n),
			    old_without_date(path_base(stem)));
		else if (th_str_eqz(name, "title"))
			value = job->page.title;
		else if (th_str_eqz(name, "slug"))
			value = job->page.slug;
		known = value.n > 0 && (filters.n == 0 || slugged);
		th_buf_add(&b, slugged ? slug_of(a, value) : value);
		i += (size_t)end + 1;
	}
	th_str out = known ? th_str_dup(a, th_buf_str(&b)) : TH_NONE;
	th_buf_free(&b);
	return out;
}

/* ---- what the file itself says ---- */

/* permalink: /p/:title.html, or with Eleventy's {{ … }}; also from a file that gives it to this
 * one. */
static bool own_permalink(old_job *job, th_generator as)
{
	const th_pairs *kept = &job->field->doc->fields;
	th_str text = old_text(job->map, "permalink", false);
	for (size_t i = 0; i < kept->n && text.n == 0; i++)
		if (th_str_eqz(kept->v[i].key, "permalink"))
			text = kept->v[i].value;
	if (text.n == 0 || th_str_eqz(text, "false"))
		return false;
	th_str bad;
	if (th_str_find(text, TH_S("{{")) >= 0) {
		old_see_as(job, TH_GENERATOR_ELEVENTY);
		text = fill_template(job, text);
		if (text.n > 0 && text.p[0] != '/')
			text = th_str_cat(job->field->arena, TH_S("/"), text);
		if (text.n > 0)
			old_add(job, old_encoded(job->field->arena, text));
	} else if (th_str_chr(text, ':') >= 0) {
		if (as != TH_GENERATOR_ELEVENTY && permalink_check(text, &bad))
			old_add_pattern(job, text, TH_GENERATOR_JEKYLL);
	} else {
		th_strs *all = &job->field->doc->aliases;
		th_str rooted = th_str_starts(text, TH_S("/"))
				    ? text
				    : th_str_cat(job->field->arena, TH_S("/"), text);
		rooted = old_encoded(job->field->arena, rooted);
		for (size_t i = 0; i < all->n; i++) /* as the field was read */
			if (th_str_eq(all->v[i], text))
				all->v[i] = rooted;
		if (as == TH_GENERATOR_JEKYLL)
			add_jekyll(job, rooted);
		else
			old_add(job, rooted);
	}
	return true;
}

/* Hugo's url:, and Zola's path:. */
static bool own_url(old_job *job)
{
	static const char *const names[] = {"url", "path"};
	for (size_t i = 0; i < TH_COUNT(names); i++) {
		th_str text = old_text(job->map, names[i], true);
		if (text.n == 0 || th_str_find(text, TH_S("//")) >= 0)
			continue;
		th_str slashed = th_str_starts(text, TH_S("/"))
				     ? text
				     : th_str_cat(job->field->arena, TH_S("/"), text);
		th_str address = old_encoded(job->field->arena, slashed);
		if (job->lang.n > 0)
			old_add(job, th_str_fmt(job->field->arena, "/%.*s%.*s", TH_FMT(job->lang),
					 TH_FMT(address)));
		old_add(job, address);
		return true;
	}
	return false;
}

/* "old/" at /blog/x/ and /blog/x/y.html is /blog/old/. */
static th_str beside(th_arena *a, th_str page, th_str written)
{
	if (th_str_ends(page, TH_S(".html")))
		page = path_folder(page);
	if (th_str_ends(page, TH_S("/")))
		page.n--;
	return path_joined(a, page, written);
}

/* Hugo's aliases without a leading slash are relative to the page's address, any of those made
 * here; `own` of them are from the file. */
static void place_aliases(old_job *job, size_t own)
{
	th_arena *a = job->field->arena;
	th_strs *all = &job->field->doc->aliases;
	size_t end = all->n;
	for (size_t i = 0; i < own; i++) {
		th_str written = all->v[i];
		if (th_str_starts(written, TH_S("/")) || th_str_find(written, TH_S("//")) >= 0)
			continue;
		written = old_encoded(a, written);
		all->v[i] = beside(a, own < end ? all->v[own] : TH_S("/x/"), written);
		for (size_t k = own + 1; k < end; k++)
			old_add(job, beside(a, all->v[k], written));
	}
}

/* The language in the name or of Hugo's contentDir, unless it is the site's own. */
static th_str foreign_lang(const field_job *f)
{
	th_lang_folder folder = path_lang_folder(f->hub, f->doc->path);
	th_str name = path_stem(f->doc->path), lang = TH_NONE;
	th_str own = f->hub->site != NULL && f->hub->site->lang.n > 0 ? f->hub->site->lang
								      : f->hub->languages.v[0];
	path_split_lang(&name, &lang, f->hub);
	if (lang.n == 0 && folder.from == 0 && f->mapping->generator == TH_GENERATOR_HUGO)
		lang = folder.lang;
	return th_str_eq(lang, own) ? TH_NONE : lang;
}

static void add_all(old_job *job, const th_mapping *m)
{
	th_generator as = m->generator;
	bool known = as > TH_GENERATOR_ANY;
	if (as != TH_GENERATOR_NONE && own_permalink(job, as) && as == TH_GENERATOR_JEKYLL)
		return;
	if ((as == TH_GENERATOR_HUGO || as == TH_GENERATOR_ZOLA) && own_url(job))
		return;
	for (size_t i = 0; i < m->permalinks.n; i++) {
		if (known) {
			old_add_pattern(job, m->permalinks.v[i], as);
			continue;
		}
		old_add_pattern(job, m->permalinks.v[i], TH_GENERATOR_ANY);
		if (as == TH_GENERATOR_ANY) {
			old_add_pattern(job, m->permalinks.v[i], TH_GENERATOR_JEKYLL);
			old_add_pattern(job, m->permalinks.v[i], TH_GENERATOR_HUGO);
		}
	}
	if (m->permalinks.n > 0 || !known || job->field->hub->site == NULL)
		return;
	if (as == TH_GENERATOR_JEKYLL)
		old_jekyll_default(job);
	else if (as == TH_GENERATOR_HUGO)
		old_hugo_default(job);
	else if (as == TH_GENERATOR_ZOLA)
		old_zola_default(job);
	else
		old_eleventy_default(job);
}

/* A date that moves with every commit moved the address with it. Another text may be there now. */
static void add_former_days(old_job *job)
{
	parsed_doc *doc = job->field->doc;
	th_time days[FILE_DAYS_MAX];
	const th_when now = doc->date;
	size_t n = job->field->date_moves && doc->file_dates != NULL
		       ? doc->file_dates->before(doc->file_dates->ctx, doc->path, days)
		       : 0;
	for (size_t i = 0; i < n; i++) {
		doc->date.at = days[i];
		add_all(job, job->field->mapping);
	}
	doc->date = now;
}

void old_addresses(field_job *field, const yaml_node *map)
{
	size_t own = field->doc->aliases.n;
	if (field->mapping == NULL || field->doc->entry == NULL)
		return;
	old_job job = {.field = field, .map = map, .lang = foreign_lang(field)};
	add_all(&job, field->mapping);
	size_t present = field->doc->aliases.n;
	add_former_days(&job);
	field->doc->aliases_late = field->doc->aliases.n - present;
	if (field->mapping->generator == TH_GENERATOR_HUGO)
		place_aliases(&job, own);
	for (size_t i = 0; field->mapping->generator == TH_GENERATOR_ZOLA && i < own; i++) {
		th_str *alias = &field->doc->aliases.v[i]; /* from the root, as all its paths */
		if (!th_str_starts(*alias, TH_S("/")) && th_str_find(*alias, TH_S("//")) < 0)
			*alias = th_str_cat(field->arena, TH_S("/"), *alias);
	}
}
