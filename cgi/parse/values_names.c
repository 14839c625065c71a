/* values_names.c -- the language of a file and its name in addresses. Called by values.c. */
#include "values.h"

void value_read_lang(field_job *job, th_str *out, th_str written, const yaml_node *n)
{
	th_str text;
	if (!value_one_text(job, written, n, &text))
		return;
	char *p = th_str_z(job->arena, text);
	bool ok = text.n >= 2 && text.n <= 20;
	size_t primary = 0;
	for (size_t i = 0; i < text.n; i++) {
		if (p[i] == '_')
			p[i] = '-';
		if (primary == 0 && p[i] == '-')
			primary = i;
		ok = ok && (th_is_letter(p[i]) || (i > 2 && th_is_digit(p[i])) ||
			       (p[i] == '-' && i >= 2));
	}
	size_t length = primary ? primary : text.n;
	if (!ok || length > 3 || p[text.n - 1] == '-') {
		value_refuse(job, TH_RULE_LANG_UNKNOWN, text, n, TH_NONE);
		return;
	}
	th_str base = th_str_lower(job->arena, (th_str){p, length});
	*out = th_strs_has(&job->hub->languages, base) ? base : (th_str){p, text.n};
}

void value_read_slug(field_job *job, th_str *out, th_str written, const yaml_node *n)
{
	th_str text;
	if (!value_one_text(job, written, n, &text))
		return;
	*out = slug_of(job->arena, text);
	if (out->n == 0) {
		value_refuse(job, TH_RULE_SLUG_EMPTY, text, n, TH_NONE);
		job->bad = true;
	}
	doc_address(job->doc, job->hub, job->arena);
}
