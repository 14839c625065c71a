/* healthz.c -- for whoever watches: 200 and the edition that is being served. Without an edition
 * worker.c has answered 503 before it comes to this. */
#include "page.h"

int healthz_answer(page *p)
{
	th_buf_addf(&p->reply->body, "ok\nedition %.*s\nprefix %.*s\nversion %s\n",
	    TH_FMT(edition_meta(p->q.e, TH_S("identity"))), TH_FMT(p->q.prefix), TH_VERSION);
	p->type = TH_S("text/plain; charset=utf-8");
	return 200;
}
