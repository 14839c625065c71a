/* values_audience.c -- the field audience:. What is not clearly external is internal. */
#include "values.h"

static bool says(th_str text, const char *word)
{
	return th_str_caseeq(text, th_strz(word));
}

void value_read_audience(field_job *job, th_str written, const yaml_node *n)
{
	parsed_doc *doc = job->doc;
	th_str text = n->kind == YAML_TEXT ? th_str_trim(n->text) : TH_S("[…]");
	th_strs words = {0};
	doc->audience_line = n->line;
	if (says(text, "external")) {
		if (doc->audience != TH_INTERNAL)
			doc->audience = TH_EXTERNAL;
		return;
	}
	doc->audience = TH_INTERNAL;
	if (says(text, "internal"))
		return;
	*TH_ADD(job->scratch, &words) = TH_S("internal");
	*TH_ADD(job->scratch, &words) = TH_S("external");
	th_str hint = nearest(th_str_lower(job->scratch, text), &words);
	finding_add(job->findings, hint.p ? TH_RULE_AUDIENCE_SUGGEST : TH_RULE_AUDIENCE_UNKNOWN,
	    (th_mark){doc->path, n->line, n->column}, written,
	    text.n > 0 ? th_str_shorten(job->scratch, text, 40) : TH_S("–"), hint);
}
