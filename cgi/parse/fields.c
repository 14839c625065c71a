/* fields.c -- assigns every entry of front matter to its field, by the table of fields.def, the
 * hub's facets and the collection's mapping.
 *
 * Called by parse.c with the tree of one file. An unknown name is kept as text for the theme. A
 * name that is nearly that of a field is reported (field_names.c), and if that field hides, ends or
 * limits something, the file is left out. values.c reads the value of each type. */
#include "values.h"

#include "teamhub/kind_bits.h"

/* ---- fields that are kept ---- */

static void keep_text(field_job *job, th_str name, th_str text, const yaml_node *n)
{
	if (job->doc->fields.n >= MAX_KEPT)
		return;
	text = text_clean(job, text, n->line, n->column);
	*TH_ADD(job->arena, &job->doc->fields) =
	    (th_pair){th_str_dup(job->arena, name), th_str_dup(job->arena, text)};
}

static bool all_texts(const yaml_node *list)
{
	for (const yaml_node *n = list->first; n; n = n->next)
		if (n->kind != YAML_TEXT)
			return false;
	return true;
}

void field_keep(field_job *job, th_str name, const yaml_node *n)
{
	int index = 0;
	if (n->kind == YAML_TEXT) {
		if (!yaml_is_null(n))
			keep_text(job, name, n->text, n);
		return;
	}
	if (n->kind == YAML_LIST && all_texts(n)) {
		th_str joined = TH_NONE;
		for (const yaml_node *one = n->first; one; one = one->next)
			joined = joined.p == NULL ? one->text
						  : th_str_fmt(job->scratch, "%.*s, %.*s",
							TH_FMT(joined), TH_FMT(one->text));
		if (joined.p != NULL)
			keep_text(job, name, joined, n);
		return;
	}
	for (const yaml_node *one = n->first; one; one = one->next, index++) {
		th_str below =
		    n->kind == YAML_MAP
			? th_str_fmt(job->scratch, "%.*s.%.*s", TH_FMT(name), TH_FMT(one->key))
			: th_str_fmt(job->scratch, "%.*s.%d", TH_FMT(name), index);
		if (below.n <= 200)
			field_keep(job, below, one);
	}
}

/* ---- one entry ---- */

bool field_apply(field_job *job, th_str target, th_str written, const yaml_node *n)
{
	const field_def *def = field_find(job->doc->kind, target);
	const th_facet *facet = def ? NULL : hub_facet(job->hub, target);
	if (def == NULL && facet == NULL)
		return false;
	*TH_ADD(job->scratch, &job->given) = def ? th_strz(def->name) : facet->name;
	if (facet != NULL) {
		if (job->doc->kind == TH_PERSON && facet->kind == TH_PROGRAMME)
			value_read_memberships(job, facet, written, n);
		else
			value_read_terms(job, facet, written, n);
		return true;
	}
	value_read(job, def, written, n);
	if (def->flags & KEEP && !(def->type == F_URL))
		field_keep(job, th_strz(def->name), n);
	return true;
}

/* A name that is not a field's: perhaps one in other letters, or one that is meant. False: nobody
 * knows it. */
static bool apply_meant(field_job *job, th_str target, th_str written, const yaml_node *n)
{
	if (field_is_own(job->mapping, target))
		return false;
	field_guess g = field_meant(job->hub, job->doc->kind, target, job->scratch);
	th_mark at = {job->doc->path, n->key_line ? n->key_line : n->line,
	    n->key_column ? n->key_column : n->column};
	if (!g.same && !g.hides && th_str_eq(target, written) &&
	    !th_strs_has(&job->hub->theme_fields, target)) {
		th_str hidden = field_hidden_by(target, n, job->scratch);
		if (hidden.n == 0)
			hidden = field_hidden_in(target, n, job->scratch);
		if (hidden.n > 0)
			g = (field_guess){.name = hidden, .hides = true};
	}
	if (g.name.n == 0)
		return false;
	enum th_rule_id rule = g.same    ? TH_RULE_FIELD_SPELLED
			       : g.hides ? TH_RULE_FIELD_NEARLY
					 : TH_RULE_FIELD_MEANT;
	finding_add(job->findings, rule, at, target, g.name, th_strz(th_kind_path[job->doc->kind]));
	if (g.same)
		return field_apply(job, g.name, written, n);
	if (g.hides)
		job->bad = true;
	return g.hides || g.drop;
}

/* Our name for a name in the file; in any case, as generators read it, unless it is exactly one of
 * ours. NULL: not mapped. */
static const th_str *mapped_name(const field_job *job, th_str name)
{
	const th_mapping *m = job->mapping;
	const th_str *found = m != NULL ? th_map_get(&m->fields, name) : NULL;
	if (m == NULL || found != NULL || field_find(job->doc->kind, name) != NULL)
		return found;
	for (size_t i = 0; found == NULL && i < m->fields.n; i++)
		if (th_str_caseeq(m->fields.items[i].key, name))
			found = m->fields.items[i].value;
	return found;
}

static bool has_mapping_below(const th_mapping *m, th_str name)
{
	for (size_t i = 0; m && i < m->fields.n; i++) {
		th_str key = m->fields.items[i].key;
		if (key.n > name.n && key.p[name.n] == '.' &&
		    th_str_caseeq(th_str_sub(key, 0, name.n), name))
			return true;
	}
	return false;
}

static void collect_categories(field_job *job, const yaml_node *n)
{
	if (!th_str_eqz(n->key, "categories") && !th_str_eqz(n->key, "category"))
		return;
	value_texts(job, &job->categories, n->key, n);
}

static void read_entry(field_job *job, th_str name, const yaml_node *n, bool nested);

/* What themes of other generators call a person's links. */
static bool apply_links(field_job *job, th_str name, const yaml_node *n)
{
	if (job->mapping == NULL || !job->mapping->mapped || job->doc->kind != TH_PERSON)
		return false;
	bool list = n->kind != YAML_TEXT && value_is_links_name(name);
	if (!list && !(n->kind == YAML_TEXT && value_is_place(name)))
		return false;
	value_read_links(job, &job->doc->person.links, name, n);
	return true;
}

/* Reads the mapped parts of a map and leaves the others to the field itself. */
static void read_below(field_job *job, th_str name, const yaml_node *n)
{
	yaml_node rest = *n, *last = NULL;
	bool own = field_find(job->doc->kind, name) != NULL;
	rest.first = NULL;
	rest.count = 0;
	for (const yaml_node *one = n->first; one; one = one->next) {
		th_str below =
		    th_str_fmt(job->scratch, "%.*s.%.*s", TH_FMT(name), TH_FMT(one->key));
		if (!own || mapped_name(job, below) != NULL) {
			read_entry(job, below, one, true);
			continue;
		}
		yaml_node *kept = TH_NEW(job->scratch, yaml_node);
		*kept = *one;
		kept->next = NULL;
		if (last == NULL)
			rest.first = kept;
		else
			last->next = kept;
		last = kept;
		rest.count++;
	}
	if (rest.count > 0)
		field_apply(job, name, name, &rest);
}

static void read_entry(field_job *job, th_str name, const yaml_node *n, bool nested)
{
	const th_str *mapped = mapped_name(job, name);
	if (mapped != NULL) {
		if (th_str_eqz(*mapped, "-") || field_apply(job, *mapped, name, n) ||
		    apply_meant(job, *mapped, name, n))
			return;
		field_keep(job, *mapped, n);
		return;
	}
	if (n->kind == YAML_MAP && has_mapping_below(job->mapping, name)) {
		if (!nested && field_hidden_in(name, n, job->scratch).n > 0)
			apply_meant(job, name, name, n);
		read_below(job, name, n);
		return;
	}
	if (!nested && (field_apply(job, name, name, n) || apply_links(job, name, n) ||
			   apply_meant(job, name, name, n)))
		return;
	field_keep(job, name, n);
}

void field_read(field_job *job, th_str name, const yaml_node *n)
{
	read_entry(job, name, n, false);
}

void fields_read(field_job *job, const yaml_node *map)
{
	for (const yaml_node *n = map->first; n; n = n->next) {
		collect_categories(job, n);
		field_read(job, n->key, n);
	}
	site_fields(job, map);
}

/* ---- fields that the file does not have ---- */

static void apply_default(field_job *job, th_str target, th_str text)
{
	yaml_node list = {.kind = YAML_LIST}, *tail = NULL;
	th_str rest = text, part;
	while (th_str_split(&rest, '\n', &part)) {
		yaml_node *one = TH_NEW(job->scratch, yaml_node);
		*one = (yaml_node){
		    .kind = YAML_TEXT, .plain = true, .text = part, .line = 1, .column = 1};
		if (tail == NULL)
			list.first = one;
		else
			tail->next = one;
		tail = one;
		list.count++;
	}
	const yaml_node *n = list.count == 1 ? list.first : &list;
	if (!field_apply(job, target, target, n) && !apply_meant(job, target, target, n))
		field_keep(job, target, n);
}

static bool given(const field_job *job, const char *name)
{
	return th_strs_has(&job->given, th_strz(name));
}

static void missing(field_job *job, enum th_rule_id rule, const char *name)
{
	finding_add(job->findings, rule, (th_mark){job->doc->path, job->line, 1}, th_strz(name),
	    TH_NONE, TH_NONE);
	job->bad = true;
}

/* A date that could not be read was reported already. */
static bool is_filled(const field_job *job, const field_def *def)
{
	const char *at = (const char *)job->doc + def->where;
	switch (def->type) {
	case F_TITLE:
		return ((const th_texts *)at)->n > 0;
	case F_REFS:
		return ((const th_refs *)at)->n > 0;
	case F_DATE:
	case F_START:
		return ((const th_when *)at)->at != TH_NEVER || given(job, def->name);
	default:
		return given(job, def->name);
	}
}

static void check_needed(field_job *job)
{
	static const struct {
		const char *name;
		unsigned kinds;
		enum th_rule_id rule;
	} needed[] = {
#define NEEDED(name, kinds, rule) {#name, kinds, TH_RULE_##rule},
#include "teamhub/fields.def"
	};
	for (size_t i = 0; i < TH_COUNT(needed); i++)
		if ((needed[i].kinds & (1u << job->doc->kind)) &&
		    !is_filled(job, field_find(job->doc->kind, th_strz(needed[i].name)))) {
			missing(job, needed[i].rule, needed[i].name);
			return;
		}
}

void fields_finish(field_job *job)
{
	parsed_doc *doc = job->doc;
	th_strs own = job->given; /* defaults do not hide one another */
	for (size_t i = 0; job->mapping && i < job->mapping->defaults.n; i++) {
		const th_map_item *item = &job->mapping->defaults.items[i];
		field_guess g = field_find(doc->kind, item->key) == NULL
				    ? field_meant(job->hub, doc->kind, item->key, job->scratch)
				    : (field_guess){0};
		if (!th_strs_has(&own, g.same ? g.name : item->key))
			apply_default(job, item->key, *(const th_str *)item->value);
	}
	bool unfinished = doc->draft || doc->withdrawn; /* or has been emptied */
	if (doc->title.n == 0 && (unfinished || doc->kind == TH_TERM))
		*TH_ADD(job->arena, &doc->title) = (th_in_lang){.text = doc->slug};
	if (!unfinished)
		check_needed(job);
	if (doc->kind == TH_EVENT)
		event_read(job);
	if (doc->slug.n == 0 && !job->bad) {
		finding_add(job->findings, TH_RULE_SLUG_EMPTY, (th_mark){doc->path, job->line, 1},
		    path_base(path_stem(doc->path)), TH_NONE, TH_NONE);
		job->bad = true;
	}
}
