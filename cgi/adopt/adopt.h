/* adopt.h -- `teamhub adopt`: a repository that another generator builds, looked at, and a hub.yml
 * for it, guess by guess.
 *
 *   recognise   which generator, what its settings say           → adoption.generator, title …
 *   survey      where posts and people lie, what they are called → folders, names, fields …
 *   draft       all that as a hub.yml, with what each line rests on
 *   score       what would be published by such a hub.yml, which old addresses lead on, what is
 * lost
 *
 * Everything is a guess that its reader is to check, so every guess says what it rests on. */
#ifndef TEAMHUB_ADOPT_H
#define TEAMHUB_ADOPT_H

#include "teamhub/content.h"
#include "teamhub/texts.h"

/* One row of the table in recognise.c. */
typedef struct generator {
	const char *name;
	const char *files[6];   /* one of these, at the root of the site, has its settings … */
	const char *says;       /* … and contains this word; NULL: not checked */
	const char *word;       /* its word for generator: in hub.yml; NULL: it has none */
	const char *posts;      /* where posts usually are; "": anywhere */
	const char *permalinks; /* their addresses, unless its settings differ */
	const char *media[3];   /* folders copied to the root of the site */
	const char *title, *url, *permalink, *language; /* keys of its settings; NULL: none */
} generator;

/* A value and the reason for it, for a comment: "url in _config.yml". */
typedef struct guess {
	th_str value, why;
} guess;

typedef struct field_guess {
	th_str theirs, ours;
	size_t files; /* files with it */
} field_guess;
typedef TH_LIST(field_guess) field_guesses;

typedef struct adoption {
	th_arena *a;
	th_str lang; /* of the reasons */
	const th_source *source;
	const generator *generator; /* NULL: not recognised */
	th_str marker, root; /* path of its settings; the site's folder with a slash, or empty */
	guess title, base_url, language, timezone;
	TH_LIST(guess) permalinks, dropped; /* dropped: those that the hub does not understand */
	/* survey */
	size_t posts, unread; /* files with a date; files among them of a kind that is not read */
	th_strs folders, names, words, split, skip, media, facets;
	th_strs languages;
	field_guesses dates, fields; /* dates: other names of date: */
	th_strs people_folders, people_names, people_permalinks;
	th_str people_data;
	field_guesses people_fields;
} adoption;

/* The generator, and what its settings say. */
void adopt_recognise(adoption *ad);

/* Folders, names and fields. -1: the source cannot be read. */
int adopt_survey(adoption *ad, th_err *err);

/* ---- between survey.c, folders.c, fields.c and people.c ---- */

/* All texts of a source, as if each were a story. */
typedef struct survey {
	adoption *ad;
	th_content content;
	TH_LIST(const th_doc *) posts; /* with a date, in front matter or in the name */
	TH_LIST(const th_doc *) pages; /* without */
} survey;

/* The folders of posts, for ad->folders. */
void adopt_find_folders(survey *s);

/* Reads the source with those settings; `c` then has no source, its texts live in ad->a. */
int adopt_load(adoption *ad, th_content *c, th_str hub_yml, th_err *err);
bool adopt_in_folders(const adoption *ad, th_str path); /* of the posts */
/* The folder of a text; for name/index.md the one above. With a slash, or empty. */
th_str adopt_home(th_str path);
/* "blog" for content/blog: the folder on the site. */
th_str adopt_on_the_site(const adoption *ad, th_str folder);
/* Finds other names of date: in texts without it, for ad->dates. */
void adopt_find_dates(adoption *ad);
/* Counts fields of a story or person that the tables know. */
void adopt_count_fields(adoption *ad, field_guesses *out, const th_doc *doc);
/* Sorts by use, and notes facets. */
void adopt_settle_fields(adoption *ad, field_guesses *f);
int adopt_find_people(adoption *ad, th_err *err);

/* ---- draft.c, score.c ---- */

/* Writes a hub.yml with all that; comments in `lang`. */
void adopt_draft(th_buf *out, const adoption *ad, th_str lang);

/* Writes a table of what that hub.yml makes of the source; *whole: everything was published.
 * `site`: the folder with the built site, or NULL. -1: cannot be read. */
int adopt_score(th_buf *out, bool *whole, const adoption *ad, th_str hub_yml, const char *site,
    th_str lang, th_err *err);

#endif
