/* desk.h -- git as the editor's desk: the repository that authors push to, its settings, and the
 * judgement of a push. Shared by cmd_receive.c, cmd_check.c (--staged, --range) and cmd_watch.c.
 *
 * Settings stand in the repository's own configuration, where no push can reach them:
 *   teamhub.edition      FILE that workers open; unset: pushes are checked and not published
 *   teamhub.theme        folder of the theme; unset: the one that hub.yml names
 *   teamhub.shellRoot    folders that shell: in hub.yml may name files of, colons between them
 *   teamhub.websubAllow  hosts that WebSub may ask whatever their address, commas between them
 *   teamhub.keep         editions that stay for roll-back (5)
 *   teamhub.branch       the one that is published (main)
 *   teamhub.lang         de or en: what authors are spoken to in; unset: the language of their
 * story teamhub.maxFileSize  of one file, with k, m or g (20m) teamhub.allowForce   true: a push
 * may take published commits away (to remove them from history) */
#ifndef TEAMHUB_DESK_H
#define TEAMHUB_DESK_H

#include "teamhub/content.h"

typedef struct desk {
	const char *repo;                /* absolute */
	th_str theme;                    /* empty: the hub's */
	th_str shell_root, websub_allow; /* empty: as the environment says */
	int keep;
	th_str edition;     /* empty: none */
	th_str branch, ref; /* "main", "refs/heads/main" */
	th_str lang;        /* wish of the push or setting of the repository; empty: neither */
	uint64_t max_file;
	bool allow_force;
} desk;

/* Reads the settings of the repository at `repo` (in a hook: "."). -1: no repository, or a setting
 * that cannot be. */
int desk_open(desk *d, const char *repo, th_arena *a, th_err *err);

/* The language to speak: that of the desk; else of the stories in question, when it is one; else
 * the hub's first. Always "de" or "en". `stories` may be empty. */
th_str desk_lang(const desk *d, const th_strs *stories, th_str first);

/* "20 MB", "512 KB", "17 bytes" */
th_str desk_size(th_arena *a, uint64_t bytes);
/* 20m, 512k, 1g or plain octets. */
bool desk_read_size(th_str s, uint64_t *out);

/* ---- judge.c: what a change may be held responsible for ---- */

typedef struct judgement {
	th_hub hub;
	th_content content;
	th_map changed;     /* path → a pointer that says nothing, for each path that differs */
	th_findings mine;   /* in changed files, or not there before the change; sorted */
	th_findings before; /* errors and warnings that were there before */
	size_t reminders;   /* those of `mine` that only remind an author of the guidelines */
	th_findings
	    dead;      /* links in files that did not change, which the change cut; not in `mine` */
	size_t caused; /* those of `mine` that are in files that did not change */
} judgement;

/* Judges `fresh`, a commit or the index of the repository at `repo`, against the commit `old` (NULL
 * or zeros: everything is new). A finding in a file that did not change is the change's only when
 * the same finding was not there at `old`: who deletes a person's file answers for the stories that
 * name them. `fresh` must outlive the judgement.
 * `edition` (may be empty): FILE; what its last publish noted spares the parsing of what is the
 * same. */
int desk_judge(judgement *j, const th_source *fresh, const char *repo, const char *old,
    th_str edition, uint64_t max_file, th_time now, th_arena *a, th_err *err);
/* What can be said about findings that were there before, as one line: places, and that they are
 * not the author's. Nothing when there are none. */
void desk_write_before(th_buf *out, const judgement *j, bool german);

/* Where findings stand, the first `named` of them: "stories/x.md:4:1, … and 2 more". */
void desk_write_places(th_buf *out, const th_findings *f, size_t named, bool german);
/* The same about links of others that lead nowhere now. */
void desk_write_dead(th_buf *out, const judgement *j, bool german);

/* judge_links.c: fills j->dead. `before` loads the content before the change, and is called only
 * when something was found; *source is closed then. `m` may be NULL. */
struct memory;
int judge_links(judgement *j, const th_source *fresh, const struct memory *m,
    int (*before)(void *ctx, th_content *was, th_source **source), void *ctx, th_arena *a);

#endif
