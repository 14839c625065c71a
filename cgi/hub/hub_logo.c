/* hub_logo.c -- logo: in hub.yml: the company's drawing at the head of every page, and one for dark
 * screens. Called by hub.c. publish_logo.c reads the files. */
#include "settings.h"

static const char example[] = "{light: media/logo.svg, dark: media/logo-dark.svg}";

static void read_file(hub_job *job, const yaml_node *n, const char *name, th_str *out)
{
	th_str file;
	if (!setting_text(job, n, &file) || file.n == 0)
		return;
	if (!path_leaves(file) && th_str_ends(th_str_lower(job->arena, file), TH_S(".svg")))
		*out = file;
	else
		setting_refuse_one(job, n, name, file, "–", example);
}

static void read_light(hub_job *job, const yaml_node *n, const char *name)
{
	read_file(job, n, name, &job->hub->logo.light);
}

static void read_dark(hub_job *job, const yaml_node *n, const char *name)
{
	read_file(job, n, name, &job->hub->logo.dark);
}

static const setting parts[] = {
    {"light", read_light},
    {"dark", read_dark},
};

void logo_read(hub_job *job, const yaml_node *n, const char *name)
{
	job->hub->logo.line = n->line;
	if (n->kind == YAML_MAP)
		settings_read(job, n, parts, TH_COUNT(parts), name);
	else
		read_light(job, n, name);
	if (n->kind == YAML_MAP && job->hub->logo.light.n == 0 && job->hub->logo.dark.n > 0) {
		setting_refuse(job, n, name, "–", example);
		job->hub->logo.dark = TH_NONE;
	}
}
