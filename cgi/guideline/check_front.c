/* check_front.c -- what an author silenced by overrides: in the front matter is not reported. */
#include "check.h"

bool check_overridden(const th_doc *doc, guideline_rule_id id)
{
	for (size_t i = 0; i < doc->overrides.n; i++)
		if (th_str_eqz(doc->overrides.v[i].rule, guideline_name(id)))
			return true;
	return false;
}
