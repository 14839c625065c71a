/* fields.c -- the table of fields: what may stand in front matter, for which kind, of which type,
 * and where it goes in th_doc.
 *
 * Called by parse.c with the tree of one file. To add a field, add a line to the table. A name that
 * stands neither here nor among the hub's facets is kept as text for the theme. How a value of each
 * type is read stands in values.c. */
#include "values.h"

#define STORY (1u << TH_STORY)
#define PERSON (1u << TH_PERSON)
#define PROGRAMME (1u << TH_PROGRAMME)
#define EVENT (1u << TH_EVENT)
#define KUDOS (1u << TH_KUDOS)
#define JOB (1u << TH_JOB)
#define GUIDELINE (1u << TH_GUIDELINE)
#define VALUE (1u << TH_VALUE)
#define BRAND (1u << TH_BRAND)
#define ANY ((1u << TH_KIND_COUNT) - 1)
#define AT(member) offsetof(th_doc, member)
#define NOWHERE 0

static const field_def table[] = {
    /* name, kinds, type, where, flags */
    {"title", ANY & ~PERSON, F_TEXTS, AT(title), 0},
    {"name", PERSON, F_TEXTS, AT(title), 0},
    {"subtitle", ANY & ~(PERSON | PROGRAMME | EVENT), F_TEXTS, AT(subtitle), 0},
    {"role", PERSON, F_TEXTS, AT(subtitle), 0},
    {"hashtag", PROGRAMME, F_TEXTS, AT(subtitle), KEEP},
    {"where", EVENT, F_TEXTS, AT(subtitle), KEEP},
    {"summary", ANY, F_TEXTS, AT(summary), 0},
    {"lang", ANY, F_LANG, AT(lang), 0},
    {"slug", ANY, F_SLUG, AT(slug), 0},
    {"draft", ANY, F_BOOL, AT(draft), 0},
    {"audience", ANY, F_AUDIENCE, AT(audience), 0},
    {"published", ANY, F_PUBLISHED, AT(draft), 0},
    {"permalink", ANY, F_PERMALINK, AT(aliases), 0},
    {"aliases", ANY, F_ALIASES, AT(aliases), 0},
    {"redirect_from", ANY, F_ALIASES, AT(aliases), 0},
    {"picture", ANY & ~PERSON, F_PICTURE, AT(picture), 0},
    {"portrait", PERSON, F_PICTURE, AT(picture), 0},
    {"picture_alt", ANY & ~PERSON, F_TEXTS, AT(picture_alt), 0},
    {"portrait_alt", PERSON, F_TEXTS, AT(picture_alt), 0},
    {"focus", ANY, F_FOCUS, AT(focus), 0},
    {"order", ANY, F_INT, AT(order), 0},
    {"updated", ANY, F_DATE, AT(updated), 0},
    {"withdrawn", ANY, F_WITHDRAWN, AT(withdrawal), FATAL},
    {"date", ANY & ~PERSON, F_DATE, AT(date), FATAL},
    {"publish", ANY & ~PERSON, F_DATE, AT(publish), FATAL},
    {"expires", ANY & ~PERSON, F_DATE, AT(expires), FATAL},
    {"start", EVENT, F_DATE, AT(start), FATAL},
    {"end", EVENT, F_DATE, AT(end), FATAL},
    {"until", JOB, F_DATE, AT(end), FATAL},
    {"timezone", EVENT, F_EVENT, EVENT_ZONE, KEEP},
    {"rrule", EVENT, F_EVENT, EVENT_RRULE, KEEP},
    {"until", EVENT, F_EVENT, EVENT_UNTIL, 0},
    {"count", EVENT, F_EVENT, EVENT_COUNT, 0},
    {"exdate", EVENT, F_EVENT, EVENT_EXDATE, 0},
    {"rdate", EVENT, F_EVENT, EVENT_RDATE, 0},
    {"cancelled", EVENT, F_EVENT, EVENT_CANCELLED, 0},
    {"call", EVENT, F_URL, NOWHERE, KEEP},
    {"authors", ANY & ~(PERSON | KUDOS), F_REFS, AT(authors), 0},
    {"author", ANY & ~(PERSON | KUDOS), F_REFS, AT(authors), 0},
    {"from", KUDOS, F_REFS, AT(authors), 0},
    {"to", KUDOS, F_REFS, AT(to), 0},
    {"stories", EVENT, F_REFS, AT(to), 0},
    {"stories", PROGRAMME, F_OWN, NOWHERE, 0},
    {"rules", PROGRAMME, F_REFS, AT(to), 0},
    {"ambassadors", JOB, F_REFS, AT(to), 0},
    {"colours", PROGRAMME, F_COLOURS, NOWHERE, 0},
    {"colors", PROGRAMME, F_COLOURS, NOWHERE, 0},
    {"join", PROGRAMME, F_JOIN, NOWHERE, 0},
    {"first", PROGRAMME, F_FIRST, NOWHERE, 0},
    {"jobs", PROGRAMME, F_JOBS, NOWHERE, 0},
    {"critical", STORY, F_BOOL, AT(critical), 0},
    {"translates", STORY, F_TRANSLATES, AT(translates), 0},
    {"uid", ANY, F_TEXT, AT(uid), 0},
    {"pronouns", PERSON, F_TEXT, AT(pronouns), 0},
    {"joined", PERSON, F_DATE, AT(joined), 0},
    {"left", PERSON, F_DATE, AT(left), 0},
    {"born", PERSON, F_DATE, AT(born), FATAL},
    {"asks", PERSON, F_STRS, AT(asks), 0},
    {"links", PERSON, F_LINKS, AT(links), 0},
    {"consent", PERSON, F_CONSENT, AT(consent), FATAL},
    {"guidelines", PERSON, F_REF, AT(agreed), 0},
    {"changes", GUIDELINE | VALUE, F_CHANGES, NOWHERE, 0},
    {"downloads", BRAND | VALUE, F_DOWNLOADS, NOWHERE, 0},
    {"shown", ANY, F_REFS, AT(shown), 0},
    {"overrides", ANY, F_OVERRIDES, NOWHERE, 0},
    {"url", ANY & ~(STORY | PERSON), F_URL, NOWHERE, KEEP},
    {"contact", ANY, F_URL, NOWHERE, KEEP},
};

static const field_def *find(th_kind kind, th_str name)
{
	for (size_t i = 0; i < TH_COUNT(table); i++)
		if ((table[i].kinds & (1u << kind)) && th_str_eqz(name, table[i].name))
			return &table[i];
	return NULL;
}

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
	const field_def *def = find(job->doc->kind, target);
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

static bool has_mapping_below(const th_mapping *m, th_str name)
{
	for (size_t i = 0; m && i < m->fields.n; i++) {
		th_str key = m->fields.items[i].key;
		if (key.n > name.n && th_str_starts(key, name) && key.p[name.n] == '.')
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

void field_read(field_job *job, th_str name, const yaml_node *n)
{
	const th_str *mapped = job->mapping ? th_map_get(&job->mapping->fields, name) : NULL;
	if (mapped != NULL) {
		if (th_str_eqz(*mapped, "-") || field_apply(job, *mapped, name, n))
			return;
		field_keep(job, *mapped, n);
		return;
	}
	if (n->kind == YAML_MAP && has_mapping_below(job->mapping, name)) {
		for (const yaml_node *one = n->first; one; one = one->next)
			field_read(job,
			    th_str_fmt(job->scratch, "%.*s.%.*s", TH_FMT(name), TH_FMT(one->key)),
			    one);
		return;
	}
	if (th_str_chr(name, '.') < 0 &&
	    (field_apply(job, name, name, n) || value_read_near_audience(job, name, n)))
		return;
	field_keep(job, name, n);
}

void fields_read(field_job *job, const yaml_node *map)
{
	for (const yaml_node *n = map->first; n; n = n->next) {
		collect_categories(job, n);
		field_read(job, n->key, n);
	}
	site_fields(job, map);
}

/* ---- what the file does not say ---- */

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
	if (!field_apply(job, target, target, n))
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

void fields_finish(field_job *job)
{
	th_doc *doc = job->doc;
	th_strs own = job->given; /* defaults do not hide one another */
	for (size_t i = 0; job->mapping && i < job->mapping->defaults.n; i++) {
		const th_map_item *item = &job->mapping->defaults.items[i];
		if (!th_strs_has(&own, item->key))
			apply_default(job, item->key, *(const th_str *)item->value);
	}
	if (doc->draft || doc->withdrawn) { /* may be unfinished, or emptied */
		if (doc->title.n == 0)
			*TH_ADD(job->arena, &doc->title) = (th_in_lang){.text = doc->slug};
	} else if (doc->title.n == 0 && doc->kind == TH_PERSON)
		missing(job, TH_RULE_NAME_MISSING, "name");
	else if (doc->title.n == 0 && doc->kind == TH_TERM)
		*TH_ADD(job->arena, &doc->title) = (th_in_lang){.text = doc->slug};
	else if (doc->title.n == 0 && doc->kind != TH_KUDOS)
		missing(job, TH_RULE_TITLE_MISSING, "title");
	else if (doc->kind == TH_KUDOS && doc->authors.n == 0)
		missing(job, TH_RULE_FIELD_MISSING, "from");
	else if (doc->kind == TH_KUDOS && doc->to.n == 0)
		missing(job, TH_RULE_FIELD_MISSING, "to");
	else if (doc->kind == TH_STORY && doc->date.at == TH_NEVER && !given(job, "date"))
		missing(job, TH_RULE_DATE_MISSING, "date");
	else if (doc->kind == TH_EVENT && doc->start.at == TH_NEVER && !given(job, "start"))
		missing(job, TH_RULE_DATE_MISSING, "start");
	if (doc->kind == TH_EVENT)
		event_read(job);
	if (doc->slug.n == 0 && !job->bad) {
		finding_add(job->findings, TH_RULE_SLUG_EMPTY, (th_mark){doc->path, job->line, 1},
		    path_base(path_stem(doc->path)), TH_NONE, TH_NONE);
		job->bad = true;
	}
}
