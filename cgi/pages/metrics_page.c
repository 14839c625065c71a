/* metrics_page.c -- /metrics, for Prometheus and what reads its format. Answered only where the
 * server says that the operator asks (TEAMHUB_OPERATOR), which no visitor can; for anybody else
 * there is no such page. */
#include "teamhub/metrics.h"
#include "teamhub/route.h"

static void gauge(th_buf *out, const char *name, const char *help, double value)
{
	metrics_add(out, name, "gauge", help);
	metrics_sample(out, name, TH_NONE, value);
}

static double number_of(const edition *e, const char *key)
{
	uint64_t n = 0;
	th_str_uint(edition_meta(e, th_strz(key)), UINT32_MAX, &n);
	return (double)n;
}

int metrics_answer(answer *ans, hub_site *site, request *req)
{
	const edition *e = site->q.e;
	th_buf *out = &ans->reply->body;
	if (!req->sent->by_operator || ans->metrics == NULL)
		return 404;
	metrics_write(ans->metrics, out);
	metrics_add(out, "teamhub_edition_info", "gauge", "The edition in use.");
	metrics_sample(out, "teamhub_edition_info",
	    th_str_fmt(ans->a, "edition=\"%.8s\",version=\"%s\"",
		th_str_z(ans->a, edition_meta(e, TH_S("identity"))), TH_VERSION),
	    1);
	gauge(out, "teamhub_edition_live_timestamp_seconds", "Since when it is live.",
	    (double)edition_linked_since(e));
	gauge(out, "teamhub_edition_errors", "Errors in the content, whose files were left out.",
	    number_of(e, "errors"));
	gauge(out, "teamhub_edition_warnings", "Warnings about the content.",
	    number_of(e, "warnings"));
	gauge(out, "teamhub_edition_pictures_waiting",
	    "Pictures and share cards that the next round makes.", number_of(e, "later"));
	ans->type = TH_S("text/plain; version=0.0.4; charset=utf-8");
	ans->no_store = true;
	return 200;
}
