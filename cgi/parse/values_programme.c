/* values_programme.c -- what a programme says about itself (how to join, which stories are its
 * own), and since when a person belongs to one. Called by values.c.
 *
 * What is not understood is a finding and is not used. An unreadable date is no reason to leave a
 * person out; but nobody is shown in a programme for longer than they may have meant. */
#include "values.h"

void value_unknown_key(field_job *job, th_str written, const yaml_node *n, const th_strs *known)
{
	th_mark at = {job->doc->path, n->key_line ? n->key_line : n->line, 1};
	th_str meant = nearest(n->key, known);
	if (meant.n > 0) {
		finding_add(job->findings, TH_RULE_FIELD_SUGGEST, at, written, n->key, meant);
		return;
	}
	finding_add(job->findings, TH_RULE_FIELD_KEY, at, written, n->key,
	    th_strs_join(job->scratch, known, ", "));
}

static th_strs names_of(field_job *job, const char *const *names, size_t count)
{
	th_strs out = {0};
	for (size_t i = 0; i < count; i++)
		*TH_ADD(job->scratch, &out) = th_strz(names[i]);
	return out;
}

/* ---- join: "Write to us", or {text: …, label: …, url: …} ---- */

void value_read_join(field_job *job, th_str written, const yaml_node *n)
{
	static const char *const parts[] = {"text", "label", "url"};
	th_strs known = names_of(job, parts, TH_COUNT(parts));
	th_str url;
	if (n->kind == YAML_TEXT) {
		field_keep(job, TH_S("join.text"), n);
		return;
	}
	if (n->kind != YAML_MAP) {
		value_refuse(job, TH_RULE_FIELD_MAP, written, n, TH_NONE);
		return;
	}
	for (const yaml_node *one = n->first; one != NULL; one = one->next) {
		th_str name = th_str_fmt(job->scratch, "join.%.*s", TH_FMT(one->key));
		if (!th_strs_has(&known, one->key))
			value_unknown_key(job, written, one, &known);
		else if (th_str_eqz(one->key, "url") ? value_url(job, name, one, &url)
						     : one->kind != YAML_LIST)
			field_keep(job, name, one);
		else if (one->kind == YAML_LIST)
			value_refuse(job, TH_RULE_FIELD_TEXT, name, one, TH_NONE);
	}
}

/* ---- one of a few words ---- */

static void read_choice(field_job *job, const char *field, const char *const *words, size_t count,
    th_str written, const yaml_node *n)
{
	th_strs known = names_of(job, words, count);
	th_str text;
	if (!value_one_text(job, written, n, &text))
		return;
	if (th_strs_has(&known, text)) {
		field_keep(job, th_strz(field), n);
		return;
	}
	yaml_node wrong = *n;
	wrong.key = text;
	value_unknown_key(job, written, &wrong, &known);
}

void value_read_stories(field_job *job, th_str written, const yaml_node *n)
{
	static const char *const words[] = {"named", "ambassadors", "experts"};
	read_choice(job, "stories", words, TH_COUNT(words), written, n);
}

void value_read_first(field_job *job, th_str written, const yaml_node *n)
{
	static const char *const words[] = {"people", "stories", "jobs", "topics", "places"};
	read_choice(job, "first", words, TH_COUNT(words), written, n);
}

void value_read_jobs(field_job *job, th_str written, const yaml_node *n)
{
	bool yes = false;
	if (yaml_bool(n, &yes) && yes)
		*TH_ADD(job->arena, &job->doc->fields) = (th_pair){TH_S("jobs"), TH_S("true")};
	else if (!yaml_bool(n, &yes) && !yaml_is_null(n))
		value_refuse(job, TH_RULE_FIELD_BOOL, written, n, TH_NONE);
}

/* A hashtag that people can type: one word. */
void value_check_hashtag(field_job *job, const yaml_node *n)
{
	for (size_t i = 0; i < job->doc->subtitle.n; i++) {
		th_str tag = job->doc->subtitle.v[i].text;
		bool good = tag.n > 1 && tag.p[0] == '#';
		for (size_t k = 1; k < tag.n; k++)
			good = good && tag.p[k] != ' ' && tag.p[k] != '#' && tag.p[k] != ',';
		if (good)
			continue;
		th_buf joined = {0};
		th_buf_addc(&joined, '#');
		for (size_t k = 0; k < tag.n; k++)
			if (tag.p[k] != ' ' && tag.p[k] != '#' && tag.p[k] != ',')
				th_buf_addc(&joined, tag.p[k]);
		value_refuse(job, TH_RULE_FIELD_HASHTAG, th_buf_str(&joined), n, tag);
		th_buf_free(&joined);
		return;
	}
}

/* ---- programme: [werkstolz, {id: fachstimmen, since: 2024-05, until: 2026}] ---- */

/* False: it cannot be read. */
static bool read_day(field_job *job, th_when *out, th_str name, const yaml_node *n)
{
	if ((n->kind == YAML_TEXT && yaml_is_null(n)) || value_when(job, out, name, n))
		return true;
	value_soften(job);
	return false;
}

static void read_membership(
    field_job *job, const th_facet *facet, th_str written, const yaml_node *map)
{
	static const char *const parts[] = {"id", "since", "until"};
	th_strs known = names_of(job, parts, TH_COUNT(parts));
	bool readable = true;
	const yaml_node *id = value_named(map);
	th_str text;
	if (id == NULL || !value_one_text(job, written, id, &text)) {
		value_refuse(job, TH_RULE_MEMBER_NAME, written, map, TH_NONE);
		return;
	}
	th_term_ref one = {.facet = facet->name, .ref = {.written = text, .line = id->line}};
	for (const yaml_node *n = map->first; n != NULL; n = n->next) {
		th_str meant, name = field_part("member", n->key, &meant, job->scratch);
		if (th_str_eqz(name, "since"))
			readable = read_day(job, &one.since, name, n) && readable;
		else if (th_str_eqz(name, "until"))
			readable = read_day(job, &one.until, name, n) && readable;
		else if (th_str_eqz(meant, "since") || th_str_eqz(meant, "until")) {
			finding_add(job->findings, TH_RULE_FIELD_SUGGEST,
			    (th_mark){job->doc->path, n->key_line ? n->key_line : n->line, 1},
			    written, n->key, meant);
			readable = false;
		} else if (name.n == 0)
			value_unknown_key(job, written, n, &known);
	}
	if (!readable)
		return;
	if (one.since.parts > 0 && one.until.parts > 0 && one.until.at < one.since.at) {
		finding_add(job->findings, TH_RULE_MEMBER_ENDS,
		    (th_mark){job->doc->path, one.until.line, 1}, text, TH_NONE, TH_NONE);
		one.since = (th_when){0}; /* if both are given, the earlier end */
	}
	*TH_ADD(job->arena, &job->doc->terms) = one;
}

void value_read_memberships(
    field_job *job, const th_facet *facet, th_str written, const yaml_node *n)
{
	if (n->kind == YAML_MAP) {
		read_membership(job, facet, written, n);
		return;
	}
	if (n->kind == YAML_TEXT) {
		value_read_terms(job, facet, written, n);
		return;
	}
	for (const yaml_node *one = n->first; one != NULL; one = one->next) {
		if (job->doc->terms.n >= MAX_KEPT)
			return;
		if (one->kind == YAML_MAP)
			read_membership(job, facet, written, one);
		else
			value_read_terms(job, facet, written, one);
	}
}
