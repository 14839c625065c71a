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

/* git_history.c, as source.h says */
int git_revisions(const th_source *s, const char *since, bool *whole,
    void (*each)(void *ctx, const th_revision *r), void *ctx, th_err *err);
th_str git_author(const th_source *s, th_str commit, th_arena *a);

#endif
