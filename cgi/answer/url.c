/* url.c -- how this hub spells addresses, in one place. Called by all handlers. Every address made
 * here is percent-encoded and begins with the prefix; none depends on what the visitor sent, except
 * through a checked selection. */
#include "teamhub/hub_site.h"

#include <inttypes.h>

/* Characters that a path may contain unencoded (RFC 3986 §3.3). */
static bool is_plain(char c)
{
	return (c >= 'a' && c <= 'z') || th_is_digit(c) || c == '/' || c == '-' || c == '.' ||
	       c == '_' || (c >= 'A' && c <= 'Z');
}

th_str url_encode_path(th_arena *a, th_str path)
{
	size_t i = 0;
	while (i < path.n && is_plain(path.p[i]))
		i++;
	if (i == path.n) /* nearly always: our own slugs */
		return path;
	th_buf b = {0};
	th_buf_add_url(&b, path, "/:@!$&'()*+,;=");
	th_str s = th_str_dup(a, th_buf_str(&b));
	th_buf_free(&b);
	return s;
}

th_str url_encode_query(th_arena *a, th_str qs)
{
	th_buf b = {0};
	th_buf_add_url(&b, qs, "/:@!$&'()*+,;=?%");
	th_str s = th_str_dup(a, th_buf_str(&b));
	th_buf_free(&b);
	return s;
}

th_str url_below(const hub_site *site, th_str base, th_str path, th_str qs, int64_t number)
{
	th_arena *a = site->q.a;
	path = url_encode_path(a, path);
	if (number > 1)
		qs = th_str_fmt(a, "%.*s%spage=%" PRId64, TH_FMT(qs), qs.n ? "&" : "", number);
	if (site->files != NULL)
		return th_str_cat(a, base, url_as_file(a, path, qs));
	return qs.n == 0 ? th_str_cat(a, base, path)
			 : th_str_fmt(a, "%.*s%.*s?%.*s", TH_FMT(base), TH_FMT(path), TH_FMT(qs));
}

th_str url_of(const hub_site *site, th_str path, th_str qs, int64_t number)
{
	return url_below(site, site->q.base, path, qs, number);
}

th_str url_absolute(const hub_site *site, th_str path)
{
	return th_str_cat(site->q.a, site->origin, path);
}

th_str url_base(const hub_site *site, th_str lang)
{
	const th_strs *langs = edition_languages(site->q.e);
	if (langs->n == 0 || th_str_eq(langs->v[0], lang) || !th_strs_has(langs, lang))
		return site->q.prefix;
	return th_str_fmt(site->q.a, "%.*s/%.*s", TH_FMT(site->q.prefix), TH_FMT(lang));
}
