/* site_job.h -- between site.c, which goes through the files of a source, and site_layers.c, which
 * reads those that affect others. */
#ifndef TEAMHUB_HUB_SITE_JOB_H
#define TEAMHUB_HUB_SITE_JOB_H

#include "settings.h"

#include "teamhub/site.h"

typedef struct site_job {
	th_hub *hub;
	struct th_site *site;
	const th_source *source;
	th_arena *arena;
	th_findings *findings;
	th_buf key; /* what the reading of a text depends on */
} site_job;

void site_read_section(site_job *job, const th_entry *e);
void site_read_data(site_job *job, const th_entry *e);
void site_read_jekyll(site_job *job, const th_entry *e);
/* hugo.toml and its other names. */
void site_read_hugo(site_job *job, const th_entry *e);
/* For config/_default/hugo.toml the folder above config/. */
th_str site_hugo_folder(th_str path);
void site_read_zola(site_job *job, const th_entry *e);
void site_read_ignore(site_job *job, const th_entry *e);
/* Scripts are not run: a warning where one seems to keep pages from being published. */
void site_read_script(site_job *job, const th_entry *e);

/* ---- site_addresses.c: where the site's pages are, by its settings ---- */

void site_read_jekyll_addresses(site_job *job, const th_entry *config, const yaml_node *map);
/* `folder` contains content/. */
void site_read_hugo_addresses(site_job *job, th_str folder, const yaml_node *map);

/* ---- site_templates.c ---- */

bool site_is_template(th_str path);
/* Eleventy's pages of tags. */
void site_read_template(site_job *job, const th_entry *e);

#endif
