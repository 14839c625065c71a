/* hub_shell.c -- shell: in hub.yml: the pages of the host site, one per language, whose layout the
 * hub takes, and their addresses on the site.
 *
 * Called by hub.c. publish_shell.c finds out whether the files exist. */
#include "settings.h"

static void read_url(hub_job *job, const yaml_node *n, th_str lang)
{
	th_str url = TH_NONE;
	bool good =
	    setting_text(job, n, &url) && (th_str_starts(url, TH_S("/")) || address_authority(url));
	if (good)
		*TH_ADD(job->arena, &job->hub->shell_url) = (th_in_lang){lang, url};
	else
		setting_refuse(job, n, "shell.url", "–", "/team/");
}

static void read_file(hub_job *job, const yaml_node *n, th_str lang)
{
	th_str file = TH_NONE;
	if (setting_text(job, n, &file) && file.n > 0)
		*TH_ADD(job->arena, &job->hub->shell) = (th_in_lang){lang, file};
	else
		setting_refuse(job, n, "shell", "–", "{file: layout/index.html, url: /team/}");
}

/* One text for all languages, or {de: …, en: …}. */
static void in_languages(
    hub_job *job, const yaml_node *n, void (*read)(hub_job *job, const yaml_node *n, th_str lang))
{
	if (n->kind != YAML_MAP)
		read(job, n, TH_NONE);
	for (const yaml_node *one = n->kind == YAML_MAP ? n->first : NULL; one; one = one->next)
		read(job, one, th_str_dup(job->arena, one->key));
}

/* A page, in one of four ways: FILE; {file: FILE, url: /x/}, each also {de: …, en: …}; {de: FILE};
 * {de: {file: FILE, url: /x/}}. */
static void read_page(hub_job *job, const yaml_node *n, th_str lang)
{
	const yaml_node *file = yaml_get(n, TH_S("file")), *url = yaml_get(n, TH_S("url"));
	if (n->kind != YAML_MAP)
		read_file(job, n, lang);
	else if (file == NULL)
		setting_refuse(job, n, "shell", "–", "{file: layout/index.html, url: /team/}");
	else if (lang.n > 0)
		read_file(job, file, lang);
	else
		in_languages(job, file, read_file);
	if (file != NULL && url != NULL && lang.n > 0)
		read_url(job, url, lang);
	else if (file != NULL && url != NULL)
		in_languages(job, url, read_url);
}

void shell_read(hub_job *job, const yaml_node *n, const char *name)
{
	(void)name;
	job->hub->shell_line = n->line;
	if (yaml_is_null(n))
		return;
	if (n->kind != YAML_MAP || yaml_get(n, TH_S("file")) || yaml_get(n, TH_S("url")))
		read_page(job, n, TH_NONE);
	else
		in_languages(job, n, read_page);
}
