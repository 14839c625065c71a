/* settings.h -- shared by hub.c (settings), mapping.c (collections and facets), design.c, and
 * setting.c, which does the reading for them. */
#ifndef TEAMHUB_HUB_SETTINGS_H
#define TEAMHUB_HUB_SETTINGS_H

#include "teamhub/hub.h"
#include "teamhub/yaml.h"

typedef struct hub_job {
	th_hub *hub;
	th_arena *arena;
	th_findings *findings;
	th_mapping *mapping; /* the one that is being read */
	th_facet *facet;     /* likewise */
	th_foot_link *foot_link;
	const yaml_node *facets;
	bool tags_given;
	struct design *design; /* while design: is being read */
} hub_job;

typedef struct setting {
	const char *name;
	void (*read)(hub_job *job, const yaml_node *n, const char *name);
} setting;

/* Passes every entry of `map` to its reader; unknown names are findings. */
void settings_read(
    hub_job *job, const yaml_node *map, const setting *table, size_t count, const char *where);
/* One text, on one line; false: none. */
bool setting_text(hub_job *job, const yaml_node *n, th_str *out);
void setting_texts(hub_job *job, const yaml_node *n, const char *name, th_texts *out);
/* A text or a list of texts. */
void setting_list(hub_job *job, const yaml_node *n, const char *name, th_strs *out);
/* The same for patterns that are tried on each file: items beyond the limit are reported and
 * ignored. */
enum { SETTING_LIST_MAX = 64 };
void setting_short_list(hub_job *job, const yaml_node *n, const char *name, th_strs *out);
/* Adds a finding: there are `n`, and only `most` are used. */
void setting_many(hub_job *job, const yaml_node *n, const char *name, size_t given, int most);
void setting_refuse(
    hub_job *job, const yaml_node *n, const char *name, const char *used, const char *example);
/* The same for one of several values. */
void setting_refuse_one(hub_job *job, const yaml_node *n, const char *name, th_str written,
    const char *used, const char *example);
/* Does it lead out of the content, or is it no valid path: .., a drive, a backslash, the root of
 * the disk? */
bool path_leaves(th_str path);

void logo_read(hub_job *job, const yaml_node *n, const char *name); /* hub_logo.c */
/* Sets hub->content_key. */
void content_key(th_hub *hub, const yaml_node *root, th_arena *a);

/* hub_address.c: the end of scheme and authority in an http address, or 0. */
size_t address_authority(th_str url);
/* Letters, digits and "/.-_~", without ".." and "//". */
bool address_path_is_plain(th_str path);
/* An origin, whose host may begin with a wildcard: something that a policy can name, and nothing
 * that could end it. */
bool address_is_site(th_str s);
/* An http address without a slash at the end; when refused, *out stays. */
void setting_url(hub_job *job, const yaml_node *n, const char *name, const char *used,
    const char *example, th_str *out);
/* "/team", or "" for the root. */
void setting_path(hub_job *job, const yaml_node *n, const char *name, th_str *out);

void tags_read(hub_job *job, const yaml_node *n, const char *name);     /* hub_tags.c */
void policies_read(hub_job *job, const yaml_node *n, const char *name); /* hub_policies.c */
void shell_read(hub_job *job, const yaml_node *n, const char *name);    /* hub_shell.c */
void footer_read(hub_job *job, const yaml_node *n, const char *name);   /* hub_footer.c */
void mappings_default(th_hub *hub, th_arena *a);
void mappings_read(hub_job *job, const yaml_node *n, const char *name);
/* design.c: colours, lengths and fonts as tokens, those that follow included. */
void design_read(hub_job *job, const yaml_node *n, const char *name);
void facets_read(hub_job *job, const yaml_node *n);

#endif
