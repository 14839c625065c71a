/* support_room.h -- a worker on the small hub of support_hub.h, for one test: setup and teardown of
 * the programs that ask for pages. */
#ifndef TESTS_SUPPORT_ROOM_H
#define TESTS_SUPPORT_ROOM_H

#include "support_web.h"

typedef struct room {
	asking k;
	char file[64], other[80]; /* the edition; a name for one that takes its place */
} room;

static inline int support_room(void **state)
{
	room *r = calloc(1, sizeof *r);
	snprintf(r->file, sizeof r->file, "/tmp/teamhub-room-%d.edition", (int)getpid());
	snprintf(r->other, sizeof r->other, "%s.new", r->file);
	support_hub(r->file, NULL, NULL);
	r->k.w = worker_new(r->file);
	r->k.a = th_arena_new();
	r->k.now = support_day(99); /* no first story ceases to be welcomed just then */
	*state = r;
	return 0;
}

static inline int support_room_left(void **state)
{
	room *r = *state;
	reply_free(&r->k.reply);
	worker_free(r->k.w);
	th_arena_free(r->k.a);
	unlink(r->file);
	unlink(r->other);
	free(r);
	return 0;
}

#endif
