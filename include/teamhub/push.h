/* push.h -- the repository that authors push to, its settings, and which findings a push is
 * responsible for. Shared by cmd_receive.c, cmd_check.c (--staged, --range) and cmd_watch.c.
 *
 * Settings are kept in the repository's own configuration, where no push can reach them:
 *   teamhub.edition      FILE that workers open; unset: pushes are checked and not published
 *   teamhub.theme        folder of the theme, or content:FOLDER, in the commit itself; unset: the
 *                        installed one that hub.yml names
 *   teamhub.shellRoot    folders that shell: in hub.yml may name files of, colons between them
 *   teamhub.websubAllow  hosts that WebSub may ask whatever their address, commas between them
 *   teamhub.keep         editions that are kept for rollback (5)
 *   teamhub.branch       the one that is published (main)
 *   teamhub.lang         de or en: what authors are spoken to in; unset: that of their story
 *   teamhub.maxFileSize  of one file, with k, m or g (20m)
 *   teamhub.allowForce   true: a push may take published commits away (to remove them from history)
 *   teamhub.allowSettings  true: a push may change addresses and look of the whole hub by hub.yml
 */
#ifndef TEAMHUB_PUSH_H
#define TEAMHUB_PUSH_H

#include "teamhub/content.h"

typedef struct push_settings {
	const char *repo;                /* absolute */
	th_str theme;                    /* empty: the hub's */
	th_str shell_root, websub_allow; /* empty: from the environment */
	int keep;
	th_str edition;     /* empty: none */
	th_str files;       /* folder for `teamhub export`; empty: none */
	th_str branch, ref; /* "main", "refs/heads/main" */
	th_str lang;        /* requested with the push, or set in the repository; empty: neither */
	uint64_t max_file;
	bool allow_force, allow_settings;
} push_settings;

/* Reads the settings of the repository at `repo` (in a hook: "."). -1: not a repository, or an
 * invalid setting. */
int push_settings_read(push_settings *d, const char *repo, th_arena *a, th_err *err);

/* The language for messages: the one requested; else that of the stories concerned, if they share
 * one; else the hub's first. Always one with a catalogue. `stories` may be empty. */
th_str push_lang(const push_settings *d, const th_strs *stories, th_str first);

/* "20 MB", "512 KB", "17 bytes" */
th_str push_format_size(th_arena *a, uint64_t bytes);
/* Reads 20m, 512k, 1g or plain octets. */
bool push_read_size(th_str s, uint64_t *out);

/* ---- blame.c: what a change answers for ---- */

/* An address that a change of settings removes; `to` empty: it ends. */
typedef struct settings_move {
	th_str from, to;
} settings_move;

typedef struct settings_count {
	size_t n;
	TH_LIST(settings_move) examples; /* the first of them */
} settings_count;

/* What a change of hub.yml does to the hub as a whole, regardless of other changes. */
typedef struct settings_change {
	th_strs said;        /* "prefix: /team → /crew"; empty: nothing important */
	size_t before, same; /* addresses before, and how many of them stay; before 0: nothing
			      * was public yet */
	settings_count moved, redirected, ended; /* moved: the old address leads nowhere */
	size_t hidden;                           /* no longer shown: consent:, ignore: … */
	th_str feeds_was, feeds_now;             /* the beginning of ids in feeds */
	bool grave; /* addresses move or end, or all pages or feeds change identity */
} settings_change;

typedef struct blame_result {
	th_hub hub;
	th_content content;
	th_map changed;     /* path → a pointer without meaning, for each path that differs */
	th_findings mine;   /* in changed files, or not there before the change; sorted */
	th_findings before; /* errors and warnings that were there before */
	/* In files that the hub reads for the first time and that nobody wrote for this push: a
	 * whole repository, or a folder newly named in hub.yml. Reported, not blamed. */
	th_findings arrived;
	bool first;       /* the hub was empty */
	size_t reminders; /* those of `mine` that merely remind an author of the guidelines */
	th_findings
	    dead;      /* links that the change breaks in files it did not touch; not in `mine` */
	size_t caused; /* those of `mine` in files that did not change */
	settings_change settings;
	/* addresses below the prefix that will answer 410 because of the change */
	th_strs gone;
} blame_result;

typedef struct blame_request {
	const th_source *fresh;   /* a commit or the index of `repo`; outlives the result */
	const th_source *history; /* the commit whose history to use; NULL: fresh */
	const char *repo;
	const char *old; /* the commit before; NULL or zeros: everything is new */
	/* Its settings: also checks what publish needs (theme, layout), and treats a first push as
	 * a repository that arrives. NULL: documents only (`check`). */
	const push_settings *push;
	const char *theme; /* without `push`: its folder; NULL: the one that hub.yml names */
	th_str edition;    /* FILE; the parse cache of its last publish saves parsing unchanged
			    * files; may be empty */
	uint64_t max_file;
	th_time now;
} blame_request;

/* Compares a state of the content with the one before. A finding in an unchanged file belongs to
 * the change only if it was not there before: deleting a person's file makes you answer for the
 * stories that name them. -1: a state cannot be read. */
int blame_change(blame_result *j, const blame_request *r, th_arena *a, th_err *err);
/* Writes what changed in hub.yml's settings and the addresses that follow. Nothing if nothing
 * did. */
void blame_write_settings(th_buf *out, const blame_result *j, th_str lang);
/* Writes the addresses that will answer 410. Nothing if there are none. */
void blame_write_gone(th_buf *out, const blame_result *j, th_str lang);
/* Writes one line about findings that were there before: their places, and that they are not the
 * author's. Nothing if there are none. */
void blame_write_before(th_buf *out, const blame_result *j, th_str lang);

/* Writes the places of findings, the first `named` of them: "stories/x.md:4:1, … and 2 more". */
void blame_write_places(th_buf *out, const th_findings *f, size_t named, th_str lang);
/* The same for links of others that now lead nowhere. */
void blame_write_dead(th_buf *out, const blame_result *j, th_str lang);

#endif
