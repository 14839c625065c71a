/* healthz.c -- for monitoring: 200 and the edition in use. Without an edition, worker.c has already
 * answered 503. */
#include "teamhub/route.h"

int healthz_answer(answer *ans, hub_site *site, request *req)
{
	(void)req;
	th_buf_addf(&ans->reply->body, "ok\nedition %.*s\nprefix %.*s\nversion %s\n",
	    TH_FMT(edition_meta(site->q.e, TH_S("identity"))), TH_FMT(site->q.prefix), TH_VERSION);
	ans->type = TH_S("text/plain; charset=utf-8");
	return 200;
}
