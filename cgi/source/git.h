/* git.h -- between git.c and git_history.c, the only files that know libgit2. */
#ifndef TEAMHUB_SOURCE_GIT_H
#define TEAMHUB_SOURCE_GIT_H

#include "source.h"

#include <git2.h>

typedef struct git_state {
	git_repository *repo;
	git_odb *odb;
	git_commit *commit; /* NULL: the index */
	git_tree *tree;
	git_index *index;
} git_state;

const char *git_last_words(void);

/* ---- git_arrival.c ---- */

/* A walk from the tip of the branch, in which every commit comes before its parents. */
typedef struct arrivals {
	git_oid next; /* on the branch's own line */
	size_t taken; /* commits on that line so far */
	th_map brought;
	th_arena *arena;
} arrivals;

void arrivals_init(arrivals *w, const git_oid *tip, th_arena *a);
/* When `c`, the next commit of the walk, reached the branch. */
th_time arrivals_take(arrivals *w, git_commit *c);
/* `id` is the tip or was it once: dates that a walk to it told hold still. */
bool arrival_is_on_branch(git_repository *repo, const git_oid *tip, const git_oid *id);

/* git_history.c: fills s->extent. -1 with err: the repository cannot be read. */
int git_read_extent(th_source *s, th_err *err);
/* as source.h says */
int git_revisions(const th_source *s, const char *since, bool *whole,
    void (*each)(void *ctx, const th_revision *r), void *ctx, th_err *err);
th_str git_author(const th_source *s, th_str commit, th_arena *a);

#endif
