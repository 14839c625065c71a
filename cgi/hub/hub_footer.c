/* hub_footer.c -- footer: in hub.yml, links at the foot of every page: imprint, privacy,
 * accessibility. Used by cgi/publish; cgi/teamhub checks that a German hub has an imprint. */
#include "settings.h"

static const char example[] = "[{label: Impressum, url: /impressum/}]";
enum { LINKS_MAX = 12 };

bool address_is_link(th_str s)
{
	bool starts = address_authority(s) > 0 || th_str_starts(s, TH_S("mailto:")) ||
		      (th_str_starts(s, TH_S("/")) && !th_str_starts(s, TH_S("//")));
	for (size_t i = 0; i < s.n; i++)
		starts = starts && (unsigned char)s.p[i] > ' ' && s.p[i] != '\\';
	return starts;
}

/* A Markdown file of the content: "pages/imprint.md". */
static bool is_text(th_str s)
{
	return path_is_text(s) && !path_leaves(s);
}

static void read_label(hub_job *job, const yaml_node *n, const char *name)
{
	setting_texts(job, n, name, &job->foot_link->label);
}

static void read_url(hub_job *job, const yaml_node *n, const char *name)
{
	th_texts urls = {0};
	setting_texts(job, n, name, &urls);
	for (size_t i = 0; i < urls.n; i++)
		if (address_is_link(urls.v[i].text) || is_text(urls.v[i].text))
			*TH_ADD(job->arena, &job->foot_link->url) = urls.v[i];
		else
			setting_refuse_one(job, n, name, urls.v[i].text, "–", "/impressum/");
}

static const setting parts[] = {
    {"label", read_label},
    {"url", read_url},
};

void footer_read(hub_job *job, const yaml_node *n, const char *name)
{
	size_t count = 0;
	if (n->kind != YAML_LIST) {
		if (!yaml_is_null(n))
			setting_refuse(job, n, name, "–", example);
		return;
	}
	for (const yaml_node *one = n->first; one != NULL; one = one->next) {
		th_foot_link link = {.line = one->line};
		size_t before = job->findings->list.n;
		job->foot_link = &link;
		settings_read(job, one, parts, TH_COUNT(parts), name);
		bool whole = link.label.n > 0 && link.url.n > 0;
		if (!whole && job->findings->list.n == before)
			setting_refuse(job, one, name, "–", example);
		if (whole && ++count <= LINKS_MAX)
			*TH_ADD(job->arena, &job->hub->footer) = link;
	}
	if (count > LINKS_MAX)
		setting_many(job, n, name, count, LINKS_MAX);
}

static bool says_imprint(const th_texts *texts, th_arena *a)
{
	static const char *const words[] = {
	    "impressum", "imprint", "legal-notice", "legal notice", "anbieterkennzeichnung"};
	for (size_t i = 0; i < texts->n; i++)
		for (size_t k = 0; k < TH_COUNT(words); k++)
			if (th_str_find(th_str_lower(a, texts->v[i].text), th_strz(words[k])) >= 0)
				return true;
	return false;
}

bool hub_lacks_imprint(const th_hub *hub)
{
	bool local = th_str_find(hub->base_url, TH_S("//localhost")) > 0 ||
		     th_str_find(hub->base_url, TH_S("//127.")) > 0;
	if (local || hub->shell.n > 0 || !th_strs_has(&hub->languages, TH_S("de")))
		return false;
	bool found = false;
	th_arena *a = th_arena_new();
	for (size_t i = 0; i < hub->footer.n && !found; i++)
		found = says_imprint(&hub->footer.v[i].label, a) ||
			says_imprint(&hub->footer.v[i].url, a);
	th_arena_free(a);
	return !found;
}
