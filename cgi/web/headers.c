/* headers.c -- the headers that protect a page, whatever server is in front: content security
 * policy, who may frame it, what a browser may tell others about it. Called by reply.c for every
 * answer. A server can replace them with its own (nginx/README.md). */
#include "reply.h"

/* No inline style or script, nothing from another host; frame-ancestors follows. */
#define CONTENT                                                                                    \
	"default-src 'none'; img-src 'self'; media-src 'self'; style-src 'self'; "                 \
	"script-src 'self'; font-src 'self'; connect-src 'self'; manifest-src 'self'; "            \
	"form-action 'self'; base-uri 'none'; frame-ancestors 'self'"

const char *const reply_protection[][2] = {
    {"Content-Security-Policy", CONTENT},
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "strict-origin-when-cross-origin"},
    {"Permissions-Policy",
	"accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), "
	"microphone=(), payment=(), usb=()"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
};
const size_t reply_protection_count = TH_COUNT(reply_protection);

void reply_protect(answer *ans, const hub_site *site)
{
	for (size_t i = 0; i < TH_COUNT(reply_protection); i++) {
		th_str name = th_strz(reply_protection[i][0]);
		th_str value = th_strz(reply_protection[i][1]);
		if (i == 0 && ans->frames.n > 0)
			value =
			    th_str_fmt(site->q.a, "%.*s %.*s", TH_FMT(value), TH_FMT(ans->frames));
		if (site->internal && th_str_eqz(name, "Referrer-Policy"))
			value = TH_S("no-referrer");
		answer_header(ans, name, value);
	}
	if (site->internal) {
		answer_header(ans, TH_S("Cross-Origin-Resource-Policy"), TH_S("same-origin"));
		answer_header(ans, TH_S("X-Robots-Tag"), TH_S("noindex, nofollow, noarchive"));
	}
}
