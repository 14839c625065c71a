/* settings.c -- texts that hub.yml names: the guide to writing, the links at the foot of every
 * page. Called by link.c. A text that is not there is a finding; publish leaves the link out. */
#include "resolver.h"

static void check(resolver *r, th_str path, int line)
{
	if (path.n > 0 && th_map_get(&r->content->by_path, path) == NULL)
		finding_add(r->findings, TH_RULE_LINK_MISSING, (th_mark){TH_S("hub.yml"), line, 1},
		    path, TH_NONE, TH_NONE);
}

static void check_file(resolver *r, th_str path, int line)
{
	const th_entry *e = path.n > 0 ? source_find(r->content->source, path) : NULL;
	if (path.n > 0 && (e == NULL || e->kind != TH_ENTRY_FILE))
		finding_add(r->findings, TH_RULE_LINK_MISSING, (th_mark){TH_S("hub.yml"), line, 1},
		    path, TH_NONE, TH_NONE);
}

void link_settings(resolver *r)
{
	const th_hub *hub = r->content->hub;
	check_file(r, hub->logo.light, hub->logo.line);
	check_file(r, hub->logo.dark, hub->logo.line);
	if (!th_str_starts(hub->write, TH_S("https://")))
		check(r, hub->write, hub->write_line);
	for (size_t i = 0; i < hub->footer.n; i++)
		for (size_t k = 0; k < hub->footer.v[i].url.n; k++)
			if (!address_is_link(hub->footer.v[i].url.v[k].text))
				check(r, hub->footer.v[i].url.v[k].text, hub->footer.v[i].line);
}
