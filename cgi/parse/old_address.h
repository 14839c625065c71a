/* old_address.h -- between old_address.c and old_defaults.c. */
#ifndef TEAMHUB_PARSE_OLD_ADDRESS_H
#define TEAMHUB_PARSE_OLD_ADDRESS_H

#include "fields.h"

#include "teamhub/site.h"

typedef struct old_job {
	field_job *field;
	const yaml_node *map; /* the file's own fields */
	permalink_page page;
	th_str lang;    /* in the name, if it is not the site's own: "en" */
	th_str folders; /* of the file, as Hugo writes them: "/blog/2024/" */
} old_job;

/* Adds an alias, once. */
void old_add(old_job *job, th_str address);
th_str old_encoded(th_arena *a, th_str path);
/* The file's own field. */
th_str old_text(const yaml_node *map, const char *name, bool any_case);
/* The path below the folder with the site's contents: content/, or the one in Hugo's settings. */
th_str old_content_path(const th_hub *hub, th_str path);
th_str old_without_date(th_str name);
bool old_is_index(th_str stem);
/* Fills job->page as that generator sees the text. */
void old_see_as(old_job *job, th_generator as);
void old_add_pattern(old_job *job, th_str pattern, th_generator as);

/* ---- old_defaults.c ---- */

void old_jekyll_default(old_job *job);
void old_hugo_default(old_job *job);
void old_zola_default(old_job *job);
void old_eleventy_default(old_job *job);

#endif
