/* check_front.c -- the rules that an author overrides in the front matter (overrides:), which are
 * not reported. */
#include "check.h"

bool check_overridden(const parsed_doc *doc, guideline_rule_id id)
{
	for (size_t i = 0; i < doc->overrides.n; i++)
		if (th_str_eqz(doc->overrides.v[i].rule, guideline_name(id)))
			return true;
	return false;
}
