/* publish_budget.c -- when to stop making pictures (see publish_budget.h). What is public and
 * changes or goes must do so within two seconds, whatever pictures came by the same push; and so
 * must what the next push takes back, which waits for the lock. All else may wait for its pictures
 * longer: a page goes live whole where that is possible. */
#include "publish_budget.h"

#include "teamhub/cmd.h"

/* In seconds, since pictures are made. A helper starts and makes a picture or two in the least. */
static const double least = 0.6, when_awaited = 0.7, most = 60;

bool budget_is_spent(void *ctx)
{
	const budget *b = ctx;
	double spent = progress_seconds() - b->started;
	if (spent < least)
		return false;
	if (b->urgent || spent > most)
		return true;
	return spent > when_awaited &&
	       (shelf_is_awaited(b->shelf) || (b->outer != NULL && shelf_is_awaited(b->outer)));
}
