/* withdrawal_address.c -- which address of the hub an entry of withdrawn.yml means: with any host,
 * the prefix or a language, of a page, its feed or what else belongs to it. Called by
 * withdrawals.c. */
#include "resolver.h"

/* "/stories/x/feed.atom" → "/stories/x/": what belongs to a page goes with it. */
static th_str page_of(th_str href)
{
	static const char *const tails[] = {
	    "subscribe", "versions", "event.ics", "events.ics", "index.html"};
	th_str s = href;
	if (th_str_ends(s, TH_S("/")))
		s.n--;
	th_str last = path_base(s);
	bool tail = th_str_starts(last, TH_S("feed."));
	for (size_t i = 0; i < TH_COUNT(tails); i++)
		tail = tail || th_str_eqz(last, tails[i]);
	return tail && path_folder(s).n > 1 ? path_folder(s) : href;
}

/* Does this folder contain only what the hub itself makes? */
static bool is_hubs_own(th_str href)
{
	th_str rest = th_str_sub(href, 1, href.n), first;
	th_str_split(&rest, '/', &first);
	return hub_owns_folder(first);
}

/* https://careers.example/team → careers.example */
static th_str host_of(th_str url)
{
	ptrdiff_t at = th_str_find(url, TH_S("://"));
	if (at <= 0)
		return TH_NONE;
	th_str host = th_str_sub(url, (size_t)at + 3, url.n), rest = host;
	return th_str_split(&rest, '/', &host) ? host : TH_NONE;
}

bool address_is_elsewhere(const th_hub *hub, th_str written)
{
	th_str host = host_of(written);
	if (host.n == 0 || th_str_caseeq(host, host_of(hub->base_url)) ||
	    th_str_caseeq(host, host_of(hub->internal.base_url)))
		return false;
	for (size_t i = 0; i < hub->moved_from.n; i++) {
		th_str rest = hub->moved_from.v[i], was;
		if (th_str_split(&rest, '/', &was) && th_str_caseeq(host, was))
			return false;
	}
	return true;
}

th_str address_without_host(th_str s)
{
	ptrdiff_t at = th_str_find(s, TH_S("://"));
	if (at <= 0)
		return s;
	s = th_str_sub(s, (size_t)at + 3, s.n);
	ptrdiff_t slash = th_str_chr(s, '/');
	return slash < 0 ? TH_S("/") : th_str_sub(s, (size_t)slash, s.n);
}

static th_str without_first(th_str s, th_str lead)
{
	return lead.n > 0 && th_str_starts(s, lead) && s.n > lead.n && s.p[lead.n] == '/'
		   ? th_str_sub(s, lead.n, s.n)
		   : s;
}

th_str withdrawal_address(th_content *c, th_str written, const th_doc *doc)
{
	th_str s = address_without_host(th_str_trim(written));
	s = without_first(s, c->hub->internal.prefix);
	s = address_normalise(c, doc, s);
	for (size_t i = 0; s.n > 0 && i < c->hub->languages.n; i++) {
		th_str lead = th_str_cat(c->arena, TH_S("/"), c->hub->languages.v[i]);
		th_str inner = without_first(s, lead);
		if (inner.n < s.n) {
			s = address_normalise(c, doc, inner);
			break;
		}
	}
	if (s.n > 0)
		s = address_normalise(c, doc, page_of(s));
	return s.n > 0 && !is_hubs_own(s) ? s : TH_NONE;
}
