/* values_consent.c -- what a person agreed to, as written in their file.
 *
 * Called by values.c. A purpose counts from the day given; yes without a day does not count, since
 * nobody could say later when it was given. If anything is unreadable, the person is left out.
 * consent.c decides what it means. */
#include "values.h"

static void read_purpose(field_job *job, th_time *since, const yaml_node *map, const char *name)
{
	const yaml_node *n = yaml_get(map, th_strz(name));
	th_when when = {.at = TH_NEVER};
	bool yes = true;
	if (n == NULL || (n->plain && yaml_bool(n, &yes) && !yes))
		return;
	if (value_when(job, &when, th_strz(name), n))
		*since = when.at;
	else if (!yaml_is_null(n))
		job->bad = true;
}

/* The map again with the keys of fields.def; a key that is unknown or appears twice leaves the file
 * out. */
static const yaml_node *with_own_keys(field_job *job, const char *field, const yaml_node *n)
{
	yaml_node *map = TH_NEW(job->scratch, yaml_node), *last = NULL;
	*map = *n;
	map->first = NULL;
	for (const yaml_node *one = n->first; one != NULL; one = one->next) {
		th_str hint, name = field_part(field, one->key, &hint, job->scratch);
		const yaml_node *twice = name.n > 0 ? yaml_get(map, name) : NULL;
		th_mark at = {job->doc->path, one->key_line, one->key_column};
		if (name.n == 0) {
			value_refuse_part(job, field, one, hint);
			continue;
		}
		if (twice != NULL) {
			finding_add(job->findings, TH_RULE_YAML_DUPLICATE, at, name,
			    th_str_fmt(job->scratch, "%d", twice->key_line), TH_NONE);
			job->bad = true;
			continue;
		}
		if (!th_str_eq(name, one->key))
			finding_add(
			    job->findings, TH_RULE_FIELD_SPELLED, at, one->key, name, TH_NONE);
		yaml_node *own = TH_NEW(job->scratch, yaml_node);
		*own = *one;
		own->key = name;
		own->next = NULL;
		if (last == NULL)
			map->first = own;
		else
			last->next = own;
		last = own;
	}
	return map;
}

static void read_guardian(field_job *job, th_consent *c, const yaml_node *n)
{
	if (n->kind == YAML_MAP)
		n = with_own_keys(job, "guardian", n);
	const yaml_node *name = n->kind == YAML_MAP ? yaml_get(n, TH_S("name")) : n;
	if (name != NULL)
		value_one_text(job, TH_S("guardian"), name, &c->guardian);
	if (n->kind == YAML_MAP)
		read_purpose(job, &c->guardian_date, n, "date");
}

void value_read_consent(field_job *job, th_consent *c, th_str written, const yaml_node *n)
{
	c->line = n->key_line ? n->key_line : n->line;
	if (n->kind == YAML_TEXT && yaml_is_null(n))
		return;
	if (n->kind != YAML_MAP) {
		size_t before = job->findings->list.n;
		value_refuse(job, TH_RULE_FIELD_MAP, written, n, TH_NONE);
		if (job->findings->list.n >
		    before) /* not merely "is not used": the file is left out */
			finding_set_severity(
			    job->findings, &job->findings->list.v[before], TH_ERROR);
		job->bad = true;
		return;
	}
	if (c->present) { /* once under its own name, once under one that is mapped to it */
		finding_add(job->findings, TH_RULE_YAML_DUPLICATE,
		    (th_mark){job->doc->path, c->line, 1}, written, TH_S("–"), TH_NONE);
		job->bad = true;
	}
	c->present = true;
	n = with_own_keys(job, "consent", n);
	read_purpose(job, &c->public_since, n, "public");
	read_purpose(job, &c->portrait_since, n, "portrait");
	read_purpose(job, &c->story_since, n, "story");
	read_purpose(job, &c->feed_since, n, "feed");
	read_purpose(job, &c->card_since, n, "card");
	read_purpose(job, &c->kudos_since, n, "kudos");
	read_purpose(job, &c->until, n, "until");
	const yaml_node *guardian = yaml_get(n, TH_S("guardian"));
	if (guardian != NULL)
		read_guardian(job, c, guardian);
}
