/* publish_budget.c -- when to stop making pictures (see publish_budget.h). A public change or
 * removal must be live within two seconds, whatever pictures came with the same push; so must
 * whatever the next push, which waits for the lock, takes back. Everything else may wait longer for
 * its pictures, because a page should go live complete. */
#include "publish_budget.h"

#include "teamhub/cmd.h"

/* In seconds from the first picture. A helper starts and makes at least one or two pictures. */
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
