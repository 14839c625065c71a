/* hub_tags.c -- tags: in hub.yml, the meaning of tags that a site defined itself. Used by
 * cgi/markdown. */
#include "settings.h"

enum { TAGS_MAX = 200 };

/* An address with a scheme, or from the root, for links and pictures. */
static bool is_pattern(th_str s)
{
	bool starts = th_str_starts(s, TH_S("https://")) || th_str_starts(s, TH_S("http://")) ||
		      (th_str_starts(s, TH_S("/")) && !th_str_starts(s, TH_S("//")));
	return starts && th_str_chr(s, '{') > 0 && th_str_chr(s, ' ') < 0;
}

void tags_read(hub_job *job, const yaml_node *n, const char *name)
{
	static const char example[] = "{photo_box: picture, note: inner, old: \"/img/{src}\"}";
	size_t count = 0;
	if (n->kind != YAML_MAP) {
		setting_refuse(job, n, name, "–", example);
		return;
	}
	for (const yaml_node *one = n->first; one != NULL; one = one->next) {
		th_str means;
		bool ok = setting_text(job, one, &means) &&
			  (th_str_eqz(means, "picture") || th_str_eqz(means, "inner") ||
			      th_str_eqz(means, "person") || is_pattern(means));
		if (!ok)
			setting_refuse(job, one, name, "–", example);
		else if (++count <= TAGS_MAX)
			*TH_ADD(job->arena, &job->hub->tags) = (th_pair){one->key, means};
	}
	if (count > TAGS_MAX)
		setting_many(job, n, name, count, TAGS_MAX);
}
