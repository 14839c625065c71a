/* values_overrides.c -- overrides: which guideline rules an author overrides, and why.
 *
 * An override without a written reason, or for a rule that does not exist, is a finding and has no
 * effect. */
#include "teamhub/guideline.h"
#include "values.h"

static void say(field_job *job, enum th_rule_id rule, const yaml_node *n, th_str w0, th_str w1)
{
	finding_add(
	    job->findings, rule, (th_mark){job->doc->path, n->line, n->column}, w0, w1, TH_NONE);
}

static void unknown_rule(field_job *job, const yaml_node *name)
{
	th_strs known = {0};
	for (guideline_rule_id id = 0; id < GUIDELINE_RULE_COUNT; id++)
		*TH_ADD(job->scratch, &known) = th_strz(guideline_name(id));
	th_str hint = nearest(name->text, &known);
	say(job, hint.n ? TH_RULE_OVERRIDE_SUGGEST : TH_RULE_OVERRIDE_UNKNOWN, name, name->text,
	    hint);
}

static bool has_letter(th_str text)
{
	for (size_t i = 0; i < text.n; i++)
		if (((unsigned char)text.p[i] | 32) >= 'a')
			return true;
	return false;
}

static void read_override(field_job *job, const yaml_node *n)
{
	const yaml_node *name = yaml_get(n, TH_S("rule")), *reason = yaml_get(n, TH_S("reason"));
	if (name == NULL || name->kind != YAML_TEXT || (reason && reason->kind != YAML_TEXT)) {
		say(job, TH_RULE_OVERRIDE_SHAPE, n, TH_NONE, TH_NONE);
		return;
	}
	guideline_rule_id id = guideline_find(name->text);
	if (id == GUIDELINE_RULE_COUNT) {
		unknown_rule(job, name);
		return;
	}
	if (reason == NULL || yaml_is_null(reason) || !has_letter(reason->text)) {
		say(job, TH_RULE_OVERRIDE_REASON, reason ? reason : n, name->text, TH_NONE);
		return;
	}
	th_str text = text_clean(job, reason->text, reason->line, reason->column);
	*TH_ADD(job->arena, &job->doc->overrides) =
	    (th_override){th_strz(guideline_name(id)), text_line(job->arena, text), name->line};
}

void value_read_overrides(field_job *job, const yaml_node *n)
{
	if (n->kind == YAML_MAP)
		read_override(job, n);
	else if (n->kind == YAML_TEXT && !yaml_is_null(n))
		say(job, TH_RULE_OVERRIDE_SHAPE, n, TH_NONE, TH_NONE);
	for (const yaml_node *one = n->kind == YAML_LIST ? n->first : NULL; one; one = one->next)
		read_override(job, one);
}
