/* site_fields.c -- what a generator adds to a document's own fields: whether it is published at
 * all, and the fields that other files give to it.
 *
 * Called by fields.c on any thread, after the document's own fields. If such a field cannot be
 * understood, the document is left out. */
#include "fields.h"
#include "values.h"

#include "teamhub/site.h"

/* ---- does this layer apply to this document? ---- */

static th_str suffix_of(const field_job *job)
{
	th_str name = path_stem(job->doc->path), lang = TH_NONE;
	path_split_lang(&name, &lang, job->hub);
	return lang;
}

static bool is_site_lang(const field_job *job, th_str lang)
{
	return lang.n == 0 || th_str_eq(lang, job->hub->languages.v[0]) ||
	       th_str_eq(lang, job->mapping->lang);
}

/* /blog/a.md, /blog/a, and for a bundle /blog/a/index.md and /blog/a: it is not known here which
 * folder Hugo starts from, so each is tried. */
static bool path_fits(th_str pattern, th_str path)
{
	th_str stem = path_stem(path);
	th_str folder = path_folder(path);
	th_str forms[3] = {path, stem, th_str_sub(folder, 0, folder.n ? folder.n - 1 : 0)};
	bool bundle = th_str_starts(path_base(path), TH_S("index."));
	for (size_t i = 0; i < 2u + bundle; i++)
		for (size_t k = 0; k < forms[i].n; k++)
			if (forms[i].p[k] == '/' &&
			    glob_match(pattern, th_str_sub(forms[i], k, forms[i].n), GLOB_ANY_CASE))
				return true;
	return false;
}

static bool kind_fits(th_str pattern, th_str path)
{
	static const char *const lists[] = {"section", "home", "term", "taxonomy"};
	if (!th_str_starts(path_base(path), TH_S("_index.")))
		return glob_match(pattern, TH_S("page"), GLOB_ANY_CASE);
	for (size_t i = 0; i < TH_COUNT(lists); i++)
		if (glob_match(pattern, th_strz(lists[i]), GLOB_ANY_CASE))
			return true;
	return false;
}

static bool target_fits(const field_job *job, const yaml_node *target)
{
	for (const yaml_node *n = target->first; n; n = n->next) {
		th_str key = n->key, pattern = n->text;
		if (n->kind != YAML_TEXT)
			continue;
		if ((th_str_caseeq(key, TH_S("path")) && !path_fits(pattern, job->doc->path)) ||
		    (th_str_caseeq(key, TH_S("kind")) && !kind_fits(pattern, job->doc->path)) ||
		    (th_str_caseeq(key, TH_S("lang")) &&
			!glob_match(pattern, job->doc->lang, GLOB_ANY_CASE)) ||
		    (th_str_caseeq(key, TH_S("environment")) &&
			!glob_match(pattern, TH_S("production"), GLOB_ANY_CASE)))
			return false;
	}
	return true;
}

static bool section_fits(const field_job *job, const site_layer *l)
{
	th_str lang = suffix_of(job);
	if (th_str_eq(l->path, job->doc->path) && l->own != NULL)
		return false; /* its own fields, already read */
	if (!th_str_eq(l->lang, lang) && !(is_site_lang(job, l->lang) && is_site_lang(job, lang)))
		return false;
	return l->target == NULL || target_fits(job, l->target);
}

static bool scope_fits(const field_job *job, const site_layer *l)
{
	th_str path = th_str_sub(job->doc->path, l->folder.n, job->doc->path.n);
	th_str label = th_str_fmt(job->scratch, "_%.*s/", TH_FMT(l->type));
	th_str inner = th_str_cat(job->scratch, TH_S("/"), label);
	if (l->type.n > 0 && !th_str_starts(path, label) && th_str_find(path, inner) < 0)
		return false;
	if (th_str_chr(l->scope, '*') < 0)
		return th_str_starts(path, l->scope);
	for (size_t k = 1; k <= path.n; k++)
		if ((k == path.n || path.p[k] == '/') &&
		    glob_match(l->scope, th_str_sub(path, 0, k), 0))
			return true;
	return false;
}

static bool fits(const field_job *job, const site_layer *l)
{
	switch (l->kind) {
	case LAYER_SECTION:
		return section_fits(job, l);
	case LAYER_DATA:
		return l->stem.n == 0 || th_str_eq(l->stem, path_stem(job->doc->path));
	default:
		return scope_fits(job, l);
	}
}

/* Of two layers of one folder: is this the more specific one? */
static bool goes_before(const site_layer *a, const site_layer *b)
{
	if (a->kind == LAYER_DATA && b->kind == LAYER_DATA) {
		if ((a->stem.n > 0) != (b->stem.n > 0))
			return a->stem.n > 0;
		return th_str_ends(a->path, TH_S(".11tydata.json")) &&
		       !th_str_ends(b->path, TH_S(".11tydata.json"));
	}
	if (a->kind == LAYER_DEFAULTS && b->kind == LAYER_DEFAULTS && a->scope.n != b->scope.n)
		return a->scope.n > b->scope.n;
	return a->kind == LAYER_DEFAULTS && b->kind == LAYER_DEFAULTS && a->type.n > 0 &&
	       b->type.n == 0;
}

typedef TH_LIST(const site_layer *) layer_list;

static void collect(const field_job *job, layer_list *out)
{
	for (th_str at = path_folder(job->doc->path);;) {
		const site_layers *list = th_map_get(&job->hub->site->layers, at);
		size_t from = out->n;
		for (size_t i = 0; list != NULL && i < list->n; i++) {
			if (!fits(job, &list->v[i]))
				continue;
			*TH_ADD(job->scratch, out) = &list->v[i];
			for (size_t k = out->n - 1; k > from; k--) {
				const site_layer *last = out->v[k];
				if (!goes_before(last, out->v[k - 1]))
					break;
				out->v[k] = out->v[k - 1];
				out->v[k - 1] = last;
			}
		}
		if (at.n == 0)
			return;
		at = path_folder(th_str_sub(at, 0, at.n - 1));
	}
}

/* ---- what hides ---- */

static bool may_be(th_generator as, th_generator generator)
{
	return as == generator || as == TH_GENERATOR_ANY;
}

static bool is_generator(const field_job *job, th_generator generator)
{
	return may_be(job->mapping->generator, generator);
}

/* Anything except a plain "no". */
static bool is_on(const yaml_node *n)
{
	bool yes = false;
	if (n->kind == YAML_TEXT && yaml_is_null(n))
		return false;
	return n->kind != YAML_TEXT || !yaml_bool(n, &yes) || yes;
}

/* {render: never, list: never}: anything but "always" keeps a page out of something. */
static bool hides_build(const yaml_node *n)
{
	if (n->kind != YAML_MAP)
		return !(n->kind == YAML_TEXT && yaml_is_null(n));
	for (const yaml_node *one = n->first; one; one = one->next) {
		bool yes = false;
		if (!th_str_caseeq(one->key, TH_S("render")) &&
		    !th_str_caseeq(one->key, TH_S("list")))
			continue;
		if (one->kind != YAML_TEXT)
			return true;
		if (!th_str_caseeq(one->text, TH_S("always")) &&
		    !th_str_caseeq(one->text, TH_S("local")) && !(yaml_bool(one, &yes) && yes))
			return true;
	}
	return false;
}

static void hide(field_job *job, th_str name, int line)
{
	if (!job->doc->draft)
		finding_add(job->findings, TH_RULE_SITE_HIDDEN, (th_mark){job->doc->path, line, 1},
		    name, TH_NONE, TH_NONE);
	job->doc->draft = true;
}

/* Computed from something unknown here: hides unless it clearly does not. */
static bool hides_computed(const yaml_node *n)
{
	bool yes, clear = yaml_bool(n, &yes);
	if (th_str_caseeq(n->key, TH_S("draft")))
		return !(clear && !yes);
	return th_str_caseeq(n->key, TH_S("published")) && !(clear && yes);
}

static bool hides_eleventy(th_str name, const yaml_node *n)
{
	bool yes = true;
	if (th_str_eqz(name, "eleventyExcludeFromCollections"))
		return is_on(n);
	if (th_str_eqz(name, "permalink"))
		return n->kind == YAML_TEXT && yaml_bool(n, &yes) && !yes;
	if (th_str_eqz(name, "eleventyComputed") && n->kind == YAML_MAP)
		for (const yaml_node *one = n->first; one; one = one->next)
			if (hides_eleventy(one->key, one) || hides_computed(one))
				return true;
	return false;
}

/* Does a field with that name and value keep a page from being published? */
static bool hides_as(th_generator as, th_str name, const yaml_node *n)
{
	if (may_be(as, TH_GENERATOR_HUGO)) {
		if (th_str_caseeq(name, TH_S("_build")) || th_str_caseeq(name, TH_S("build")))
			return hides_build(n);
		if (th_str_caseeq(name, TH_S("draft")) || th_str_caseeq(name, TH_S("headless")))
			return is_on(n);
	}
	if (may_be(as, TH_GENERATOR_JEKYLL) && th_str_eqz(name, "published"))
		return n->kind == YAML_TEXT && yaml_is_null(n);
	return may_be(as, TH_GENERATOR_ELEVENTY) && hides_eleventy(name, n);
}

static bool hides(const field_job *job, th_str name, const yaml_node *n)
{
	return hides_as(job->mapping->generator, name, n);
}

/* Hugo's names for two dates of ours. */
static const char *date_meant(const field_job *job, th_str name, const yaml_node *n)
{
	static const char *const names[][2] = {{"expirydate", "expires"},
	    {"unpublishdate", "expires"}, {"publishdate", "publish"}, {"pubdate", "publish"},
	    {"published", "publish"}};
	bool flag;
	if (!is_generator(job, TH_GENERATOR_HUGO) || (n->kind == YAML_TEXT && yaml_bool(n, &flag)))
		return NULL;
	for (size_t i = 0; i < TH_COUNT(names); i++)
		if (th_str_caseeq(name, th_strz(names[i][0])))
			return names[i][1];
	return NULL;
}

/* The name that hub.yml gives a field; TH_NONE: none, or "-", which does not undo hiding. */
static th_str mapped(const field_job *job, th_str name)
{
	const th_str *to = th_map_get(&job->mapping->fields, name);
	return to == NULL || th_str_eqz(*to, "-") ? TH_NONE : *to;
}

static void read_hiding(field_job *job, const yaml_node *n)
{
	if (mapped(job, n->key).n > 0)
		return;
	const char *date = date_meant(job, n->key, n);
	if (hides(job, n->key, n))
		hide(job, n->key, n->line);
	if (date != NULL && !th_strs_has(&job->given, th_strz(date)))
		field_apply(job, th_strz(date), n->key, n);
}

/* ---- fields from elsewhere ---- */

static bool is_given(const field_job *job, const th_strs *given, th_str name)
{
	for (size_t i = 0; i < given->n; i++)
		if (th_str_eq(given->v[i], name) ||
		    (is_generator(job, TH_GENERATOR_HUGO) && th_str_caseeq(given->v[i], name)))
			return true;
	return false;
}

/* Fields that say nothing about a page, or are merged rather than given. */
static bool is_for_others(const site_layer *l, th_str name)
{
	if (l->kind == LAYER_SECTION)
		return th_str_caseeq(name, TH_S("_target")) ||
		       th_str_caseeq(name, TH_S("target")) || th_str_caseeq(name, TH_S("cascade"));
	return l->kind == LAYER_DATA && th_str_eqz(name, "tags");
}

/* A fault in it is not this document's author's, who is told that it is left out. */
static void read_given(field_job *job, const site_layer *l, const yaml_node *n)
{
	th_findings *findings = job->findings, muted = {.arena = job->scratch};
	bool bad = job->bad;
	job->findings = &muted;
	job->bad = false;
	field_read(job, n->key, n);
	job->findings = findings;
	read_hiding(job, n);
	if (job->bad) {
		finding_add(findings, TH_RULE_SITE_FIELD, (th_mark){.file = job->doc->path}, n->key,
		    l->path, TH_NONE);
		job->doc->draft = true;
	}
	job->bad = bad;
}

/* A section that is not shown hides everything below it, whatever that says itself. */
static void limit(field_job *job, const site_layer *l)
{
	parsed_doc section = parsed_empty(job->doc->kind, l->path), *doc = job->doc;
	th_findings muted = {.arena = job->scratch};
	field_job as = *job;
	as.doc = &section;
	as.findings = &muted;
	as.given = (th_strs){0};
	as.bad = false;
	for (const yaml_node *n = l->own->first; n; n = n->next) {
		const char *date = date_meant(job, n->key, n);
		bool build = th_str_caseeq(n->key, TH_S("_build")) ||
			     th_str_caseeq(n->key, TH_S("build")) ||
			     th_str_caseeq(n->key, TH_S("headless"));
		if (!build && hides(job, n->key, n))
			section.draft = true;
		if (date != NULL)
			field_apply(&as, th_strz(date), n->key, n);
		else if (th_str_caseeq(n->key, TH_S("date")))
			field_apply(&as, TH_S("date"), n->key, n);
	}
	if (section.draft || as.bad)
		hide(job, l->path, 0);
	if (section.publish.at == TH_NEVER)
		section.publish = section.date;
	if (section.publish.at != TH_NEVER && section.publish.at > doc->publish.at &&
	    section.publish.at > doc->date.at)
		doc->publish = section.publish;
	if (section.expires.at != TH_NEVER &&
	    (doc->expires.at == TH_NEVER || section.expires.at < doc->expires.at))
		doc->expires = section.expires;
}

/* What the generator assumes for a file without these: Jekyll takes a title from the name, Hugo the
 * day of publishing as date. */
static void make_up(field_job *job)
{
	parsed_doc *doc = job->doc;
	if (doc->title.n == 0 && doc->kind == TH_STORY && doc->slug.n > 0 &&
	    is_generator(job, TH_GENERATOR_JEKYLL)) {
		char *p = th_str_z(job->arena, doc->slug);
		for (size_t i = 0; i < doc->slug.n; i++) {
			bool first = i == 0 || p[i - 1] == ' ';
			p[i] = p[i] == '-'                           ? ' '
			       : first && p[i] >= 'a' && p[i] <= 'z' ? (char)(p[i] - 32)
								     : p[i];
		}
		*TH_ADD(job->arena, &doc->title) = (th_in_lang){.text = th_strn(p, doc->slug.n)};
	}
	if (doc->date.at == TH_NEVER && is_generator(job, TH_GENERATOR_HUGO))
		doc->date = doc->publish;
	th_str name = path_stem(doc->path);
	if (th_str_eqz(path_base(name), "index"))
		name = th_str_sub(name, 0, name.n - TH_S("/index").n);
	if (job->mapping->generator == TH_GENERATOR_HUGO && job->hub->site->names_date_first &&
	    path_date(path_base(name)) > 0)
		hub_date_parse(&doc->date, th_str_sub(path_base(name), 0, 10), job->hub);
	if (is_generator(job, TH_GENERATOR_HUGO) && doc->kind == TH_STORY &&
	    (job->hub->site->git_date_first ||
		(job->hub->site->git_date && doc->date.at == TH_NEVER)))
		job->bad |= !value_date_of_file(job, &doc->date, TH_S("date"), 0, false);
}

/* ---- texts that are written for the hub ---- */

/* A generator would keep such a text from being seen; here nobody would. */
static bool hides_elsewhere(const field_job *job, const yaml_node *n)
{
	bool build = th_str_caseeq(n->key, TH_S("_build")) || th_str_caseeq(n->key, TH_S("build"));
	if (!th_str_caseeq(n->key, TH_S("cascade")))
		return (!build || n->kind == YAML_MAP) && hides_as(TH_GENERATOR_ANY, n->key, n);
	for (const yaml_node *one = n->first; one; one = one->next) {
		yaml_node cascade = *one;
		cascade.key = n->key;
		if (n->kind == YAML_LIST ? hides_elsewhere(job, &cascade)
					 : hides_elsewhere(job, one))
			return true;
	}
	return field_hidden_in(TH_S("params"), n, job->scratch).n > 0;
}

static void refuse_hiding(field_job *job, const yaml_node *n)
{
	if (field_find(job->doc->kind, n->key) != NULL || hub_facet(job->hub, n->key) != NULL ||
	    field_is_own(job->mapping, n->key) || th_strs_has(&job->hub->theme_fields, n->key) ||
	    !hides_elsewhere(job, n) ||
	    field_meant(job->hub, job->doc->kind, n->key, job->scratch).name.n > 0)
		return; /* among these: what fields.c knows */
	finding_add(job->findings, TH_RULE_FIELD_NEARLY,
	    (th_mark){job->doc->path, n->key_line ? n->key_line : n->line,
		n->key_column ? n->key_column : n->column},
	    n->key, TH_S("draft"), th_strz(th_kind_path[job->doc->kind]));
	job->bad = true;
}

/* stories/drafts/x.md: what known generators make of it, their sites show already. */
static void hide_by_folder(field_job *job)
{
	th_str folder;
	if (path_mapping(job->hub, job->doc->path, &folder) == NULL)
		return;
	th_str below = th_str_sub(path_folder(job->doc->path), folder.n, job->doc->path.n);
	th_str name = folder_that_hides(below, job->doc->kind == TH_TERM, job->scratch);
	if (name.n == 0)
		return;
	finding_add(job->findings, TH_RULE_DRAFT_FOLDER, (th_mark){.file = job->doc->path}, name,
	    TH_NONE, TH_NONE);
	job->doc->draft = true;
}

void site_fields(field_job *job, const yaml_node *own)
{
	th_strs given = {0}, here = {0};
	layer_list layers = {0};
	if (job->mapping != NULL && job->mapping->generator <= TH_GENERATOR_ANY)
		hide_by_folder(job);
	for (const yaml_node *n = own->first; n; n = n->next)
		if (job->mapping != NULL && !job->mapping->mapped)
			refuse_hiding(job, n);
	if (job->mapping == NULL || job->mapping->generator == TH_GENERATOR_NONE ||
	    job->hub->site == NULL)
		return;
	for (const yaml_node *n = own->first; n; n = n->next) {
		*TH_ADD(job->scratch, &given) = n->key;
		read_hiding(job, n);
	}
	if (is_generator(job, TH_GENERATOR_JEKYLL) &&
	    (th_str_starts(job->doc->path, TH_S("_drafts/")) ||
		th_str_find(job->doc->path, TH_S("/_drafts/")) >= 0))
		hide(job, TH_S("_drafts"), 0);
	collect(job, &layers);
	for (size_t i = 0; i < layers.n; i++) {
		const site_layer *l = layers.v[i];
		for (const yaml_node *n = l->fields ? l->fields->first : NULL; n; n = n->next) {
			if (is_for_others(l, n->key) || is_given(job, &given, n->key))
				continue;
			if (is_given(job, &here, n->key)) /* the same file has it twice */
				read_hiding(job, n);
			else
				read_given(job, l, n);
			*TH_ADD(job->scratch, &here) = n->key;
		}
		if (i + 1 == layers.n || !th_str_eq(layers.v[i + 1]->path, l->path)) {
			for (size_t k = 0; k < here.n; k++)
				*TH_ADD(job->scratch, &given) = here.v[k];
			here.n = 0;
		}
	}
	make_up(job);
	for (size_t i = 0; i < layers.n; i++)
		if (layers.v[i]->own != NULL)
			limit(job, layers.v[i]);
}
