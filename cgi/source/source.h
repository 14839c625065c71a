/* source.h -- private to this room: what git.c and dir.c share. */
#ifndef TEAMHUB_SOURCE_PRIVATE_H
#define TEAMHUB_SOURCE_PRIVATE_H

#include "teamhub/source.h"

#include <pthread.h>

typedef struct source_ops {
	int (*read)(const th_source *s, const th_entry *e, size_t limit, th_arena *a, th_str *out,
	    th_err *err);
	uint64_t (*size)(const th_source *s, const th_entry *e); /* NULL: the entry has it */
	int (*read_blob)(
	    const th_source *s, th_str id, size_t limit, th_arena *a, th_str *out, th_err *err);
	int (*read_at)(const th_source *s, const char *commit, th_str path, size_t limit,
	    th_arena *a, th_entry *e, th_str *out);
	int (*revisions)(const th_source *s, const char *since, bool *whole,
	    void (*each)(void *ctx, const th_revision *r), void *ctx, th_err *err);
	th_str (*author)(const th_source *s, th_str commit, th_arena *a);
	int (*changes)(const th_source *s, const char *old,
	    void (*each)(void *ctx, th_str path, th_change change), void *ctx, th_err *err);
	int (*lost)(const th_source *s, const char *old, size_t *lost, th_err *err);
	void (*close)(th_source *s);
} source_ops;

/* Limits for one commit or folder, because there is work for each entry; folders count, too. */
enum { SOURCE_ENTRIES = 500000, SOURCE_DEPTH = 64, SOURCE_NAMES = 64 * 1024 * 1024 };

typedef struct source_fault {
	pthread_mutex_t lock;
	bool failed;
	uint64_t lacking; /* a sum over what was asked for and is elsewhere */
	th_err err;       /* the first */
} source_fault;

struct th_source {
	const source_ops *ops;
	source_fault *fault;
	th_arena *arena;
	TH_LIST(th_entry) entries;
	size_t met;   /* entries and folders so far, while opening */
	size_t names; /* octets of their paths */
	bool shallow;
	bool plain;    /* of a directory: entries have no ids, the source no revision */
	bool partial;  /* missing objects may be elsewhere (git clone --filter) */
	th_str extent; /* where the history that is here ends; TH_NONE: it is whole */
	th_str revision, label;
	th_str folder;            /* of files that are not a commit: where they lie; else empty */
	const th_source *follows; /* the source that this one differs from; NULL: none */
	th_time time;
	void *impl; /* git_state or dir_state */
};

/* Counts one more entry or folder at `path`. -1 with err: too many for a source. */
int source_count(th_source *s, th_str path, th_err *err);
/* Records a fault of the machine for source_failed; returns -1. `err`, if there is one, gets it
 * too. */
int source_fail(const th_source *s, th_err *err, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Notes that an object of this id is not in this clone. */
void source_note_lacking(const th_source *s, th_str id);

int source_open_git(th_source *s, const char *path, const char *ref, th_err *err);
int source_open_index(th_source *s, const char *path, th_err *err);
int source_open_dir(th_source *s, const char *path, th_err *err);
/* An empty source with its own arena. */
th_source *source_make(void);
/* Sets the revision of files that have no commit: a hash over all paths and ids. */
void source_hash(th_source *s);
/* Is `path` a repository itself (bare, or a folder with .git)? */
bool source_path_is_repository(const char *path);

#endif
