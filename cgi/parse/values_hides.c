/* values_hides.c -- fields that hide, end or limit: drafts, days, withdrawals, who is in a picture.
 *
 * Called by values.c. If something is given twice, under whatever names, the stricter one counts;
 * what is not clearly public is not public. */
#include "values.h"

/* If given twice, under several names: the later beginning, the earlier end, the later birth. */
void value_keep_stricter(const parsed_doc *doc, th_when *now, const th_when *old)
{
	bool begins = now == &doc->publish || now == &doc->person.born;
	bool ends = now == &doc->expires || now == &doc->person.left || now == &doc->job.until;
	if (old->at != TH_NEVER && ((begins && old->at > now->at) || (ends && old->at < now->at)))
		*now = *old;
}

/* Once is enough, whatever else the file says; anything but a clear no is yes. */
void value_read_draft(field_job *job, th_str written, const yaml_node *n)
{
	bool yes = true;
	if (!yaml_bool(n, &yes))
		value_refuse(job, TH_RULE_DRAFT_UNCLEAR, written, n, TH_NONE);
	job->doc->draft = job->doc->draft || yes;
}

/* published: false is a draft in Jekyll; others write a day. */
void value_read_published(field_job *job, th_str written, const yaml_node *n)
{
	bool yes;
	th_when when = {.at = TH_NEVER}, old = job->doc->publish;
	th_str text;
	if (n->kind == YAML_TEXT && yaml_is_null(n))
		return;
	if (yaml_bool(n, &yes)) {
		job->doc->draft = job->doc->draft || !yes;
	} else if (n->kind == YAML_TEXT && value_one_text(job, written, n, &text) &&
		   hub_date_parse(&when, text, job->hub)) {
		when.line = n->line;
		job->doc->publish = when;
		value_keep_stricter(job->doc, &job->doc->publish, &old);
		field_keep(job, written, n);
	} else {
		value_refuse(job, TH_RULE_DRAFT_UNCLEAR, written, n, TH_NONE);
		job->doc->draft = true;
	}
}

/* versions: false keeps earlier texts private; so does anything that is not clearly true. */
void value_read_kept_bool(field_job *job, const field_def *def, th_str written, const yaml_node *n)
{
	bool yes = !(def->flags & HIDES);
	if (n->kind == YAML_TEXT && yaml_is_null(n))
		return;
	bool clear = yaml_bool(n, &yes);
	if (!clear)
		value_refuse(job, TH_RULE_FIELD_BOOL, written, n, TH_NONE);
	if (clear || def->flags & HIDES) {
		yaml_node text = *n;
		text.kind = YAML_TEXT;
		text.text = yes ? TH_S("true") : TH_S("false");
		field_keep(job, th_strz(def->name), &text);
	}
}

void value_read_withdrawn(field_job *job, const field_def *def, th_str written, const yaml_node *n)
{
	parsed_doc *doc = job->doc;
	bool yes, at_once = doc->withdrawn && doc->withdrawal.at == TH_NEVER;
	if (yaml_bool(n, &yes)) {
		doc->withdrawn = doc->withdrawn || yes;
		if (yes)
			doc->withdrawal = (th_when){.at = TH_NEVER};
		doc->withdrawal.line = n->line;
		return;
	}
	value_read_date(job, def, &doc->withdrawal, written, n);
	if (at_once)
		doc->withdrawal.at = TH_NEVER;
	doc->withdrawn = at_once || doc->withdrawal.at != TH_NEVER;
}

void value_refuse_part(field_job *job, const char *field, const yaml_node *n, th_str hint)
{
	th_mark at = {job->doc->path, n->key_line ? n->key_line : n->line,
	    n->key_column ? n->key_column : n->column};
	finding_add(job->findings, hint.n ? TH_RULE_PART_SUGGEST : TH_RULE_PART_UNKNOWN, at,
	    th_strz(field), n->key, hint.n ? hint : field_parts(field, job->scratch));
	job->bad = true;
}

/* False: it does not say who, and the file is left out. */
static bool check_one_shown(field_job *job, th_str written, const yaml_node *one)
{
	bool good = true;
	for (const yaml_node *n = one->kind == YAML_MAP ? one->first : NULL; n; n = n->next) {
		th_str hint;
		if (field_part("shown", n->key, &hint, job->scratch).n > 0)
			continue;
		value_refuse_part(job, "shown", n, hint);
		good = false;
	}
	if (!good || one->kind == YAML_TEXT || (one->kind == YAML_MAP && value_named(one) != NULL))
		return good;
	finding_add(job->findings, TH_RULE_SHOWN_UNREAD,
	    (th_mark){job->doc->path, one->line, one->column}, written, TH_NONE, TH_NONE);
	job->bad = true;
	return false;
}

/* People who can be recognised in a picture: one that is ignored would not be asked for consent. */
void value_read_shown(field_job *job, th_refs *refs, th_str written, const yaml_node *n)
{
	bool list = n->kind == YAML_LIST;
	for (const yaml_node *one = list ? n->first : n; one; one = list ? one->next : NULL)
		if (!check_one_shown(job, written, one))
			return;
	value_read_refs(job, refs, written, n);
}
