/* hub_policies.c -- policies: in hub.yml, what the hub does when authors say nothing. */
#include "settings.h"

static void read_missing_author(hub_job *job, const yaml_node *n, const char *name)
{
	static const struct {
		const char *word;
		th_policy policy;
	} words[] = {{"byline", TH_POLICY_BYLINE}, {"warn", TH_POLICY_BYLINE},
	    {"page", TH_POLICY_PAGE}, {"refuse", TH_POLICY_REFUSE}, {"ignore", TH_POLICY_IGNORE}};
	for (size_t i = 0; i < TH_COUNT(words); i++)
		if (n->kind == YAML_TEXT && th_str_eqz(n->text, words[i].word)) {
			job->hub->missing_author = words[i].policy;
			return;
		}
	setting_refuse(job, n, name, "byline", "refuse");
}

static void read_consent(hub_job *job, const yaml_node *n, const char *name)
{
	if (n->kind == YAML_TEXT && th_str_eqz(n->text, "assumed"))
		job->hub->consent_required = false;
	else if (!(n->kind == YAML_TEXT && th_str_eqz(n->text, "required")))
		setting_refuse(job, n, name, "required", "assumed");
}

static void read_per_page(hub_job *job, const yaml_node *n, const char *name)
{
	uint64_t value;
	if (n->kind == YAML_TEXT && th_str_uint(n->text, 100, &value) && value > 0)
		job->hub->per_page = (int)value;
	else
		setting_refuse(job, n, name, "12", "12");
}

static void read_generator_tags(hub_job *job, const yaml_node *n, const char *name)
{
	if (!yaml_bool(n, &job->hub->generator_tags))
		setting_refuse(job, n, name, "false", "true");
	job->tags_given = true;
}

static void read_share_cards(hub_job *job, const yaml_node *n, const char *name)
{
	if (!yaml_bool(n, &job->hub->share_cards))
		setting_refuse(job, n, name, "true", "false");
}

static const setting policies[] = {
    {"missing_author", read_missing_author},
    {"consent", read_consent},
    {"per_page", read_per_page},
    {"generator_tags", read_generator_tags},
    {"share_cards", read_share_cards},
};

void policies_read(hub_job *job, const yaml_node *n, const char *name)
{
	settings_read(job, n, policies, TH_COUNT(policies), name);
}
