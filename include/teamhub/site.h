/* site.h -- the site that a generator builds from the same files: which generator, what it does not
 * publish, and which fields its files get from elsewhere.
 *
 * hub_load fills it once per commit; after that it is only read, by any thread. */
#ifndef TEAMHUB_SITE_H
#define TEAMHUB_SITE_H

#include "teamhub/hub.h"
#include "teamhub/yaml.h"

/* ---- glob.c ---- */

enum {
	GLOB_STAR_CROSSES = 1, /* * and ? match slashes, too */
	GLOB_ANY_CASE = 2,
};

bool glob_match(th_str pattern, th_str text, unsigned flags);

/* ---- what is known about a site ---- */

typedef enum layer_kind {
	LAYER_SECTION,  /* Hugo: _index.md, for what lies below it */
	LAYER_DATA,     /* Eleventy: posts/posts.json, posts/a.11tydata.json */
	LAYER_DEFAULTS, /* Jekyll: defaults: of _config.yml */
} layer_kind;

/* Fields that one file gives to others. */
typedef struct site_layer {
	layer_kind kind;
	th_str path;             /* of the file that contains them */
	th_str folder;           /* they apply to everything below: "" or ends with a slash */
	th_str stem;             /* the one file that they apply to, without extension; or empty */
	th_str lang;             /* LAYER_SECTION: _index.en.md; empty: the site's own */
	const yaml_node *fields; /* a map, or NULL; lines are 0: they are not the document's */
	const yaml_node *own;    /* LAYER_SECTION: what the section says about itself; or NULL */
	const yaml_node *target; /* LAYER_SECTION: _target, or NULL */
	th_str scope, type;      /* LAYER_DEFAULTS */
} site_layer;
typedef TH_LIST(site_layer) site_layers;

typedef struct site_exclude {
	th_str folder, pattern; /* the pattern is relative to the folder */
	bool prefix;            /* Jekyll: also leaves out what begins like this */
} site_exclude;

struct th_site {
	th_map layers;   /* folder → site_layers *, nearest first within a folder */
	th_map bundles;  /* folders with an index.*, */
	th_map branches; /* and those with an _index.*: the site itself */
	th_strs labels;  /* Jekyll's collections: "_notes" */
	/* Where pages are published, by the generator's settings. */
	th_str jekyll_root;       /* folder of _config.yml, with its slash; empty: the root */
	th_str jekyll_permalink;  /* a pattern */
	th_pairs collections;     /* "_notes" → its pattern */
	th_pairs hugo_permalinks; /* section → pattern */
	/* field, in singular or plural → "/tag/:name/", or "/tag/:written/" as authors write it */
	th_pairs term_pages;
	/* Hugo's frontmatter.date has :filename: a date in a file's name counts and is no part of
	 * the address; first: even where the file says another. */
	bool names_date, names_date_first;
	bool git_date, git_date_first; /* the same for :git and :fileModTime: the last commit */
	/* Hugo's contentDir, with a slash at the end, longest first → its language, or empty */
	th_pairs content_folders;
	th_str lang;         /* the site's own language; empty: not said */
	const th_zone *zone; /* Jekyll's timezone; NULL: the hub's */
	TH_LIST(site_exclude) excludes;
	th_map ignored; /* Hugo's ignoreFiles: path → the site itself */
};

/* ---- site.c ---- */

/* Recognises the generator of each mapping, reads what the site says about its files, and fills
 * hub->site and hub->site_key. What cannot be read is a finding. */
void site_read(th_hub *hub, const th_source *s, th_arena *a, th_findings *f);

/* Records that the site is or was at `url`; false: not an address. */
bool site_add(th_hub *hub, th_str url, th_arena *a);

/* Does the generator leave out the file at `path`, which the mapping found below `folder`? */
bool site_passes_over(const th_hub *hub, const th_mapping *m, th_str folder, th_str path);

#endif
