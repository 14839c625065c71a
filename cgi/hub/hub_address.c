/* hub_address.c -- addresses in hub.yml: of a site, of a path on it, of sites that may frame the
 * hub. What passes here is safe in a header, a link and a configuration without escaping. */
#include "settings.h"

size_t address_authority(th_str url)
{
	size_t start = th_str_starts(url, TH_S("https://"))  ? 8
		       : th_str_starts(url, TH_S("http://")) ? 7
							     : 0;
	size_t i = start;
	while (start && i < url.n && url.p[i] != '/') {
		char c = url.p[i];
		if (!(th_is_alnum(c) || strchr(".-:[]", c)))
			return 0;
		i++;
	}
	return i > start ? i : 0;
}

bool address_path_is_plain(th_str path)
{
	for (size_t i = 0; i < path.n; i++) {
		char c = path.p[i];
		if (!(th_is_alnum(c) || strchr("/.-_~", c)))
			return false;
	}
	return th_str_find(path, TH_S("..")) < 0 && th_str_find(path, TH_S("//")) < 0;
}

void setting_url(hub_job *job, const yaml_node *n, const char *name, const char *used,
    const char *example, th_str *out)
{
	th_str url = TH_NONE;
	size_t end = setting_text(job, n, &url) ? address_authority(url) : 0;
	if (end == 0 || !address_path_is_plain(th_str_sub(url, end, url.n))) {
		setting_refuse(job, n, name, used, example);
		return;
	}
	while (url.p[url.n - 1] == '/')
		url.n--;
	*out = url;
}

void setting_path(hub_job *job, const yaml_node *n, const char *name, th_str *out)
{
	th_str s = TH_NONE;
	if (yaml_is_null(n) || (setting_text(job, n, &s) && (s.n == 0 || th_str_eqz(s, "/")))) {
		*out = TH_S("");
		return;
	}
	if (s.n > 0 && s.p[s.n - 1] == '/')
		s.n--;
	if (s.n > 0 && s.p[0] != '/')
		s = th_str_cat(job->arena, TH_S("/"), s);
	if (s.n == 0 || !address_path_is_plain(s))
		setting_refuse(job, n, name, "/team", "/team");
	else
		*out = s;
}

bool address_is_site(th_str s)
{
	if (th_str_find(s, TH_S("://*.")) > 0) /* address_authority does not allow wildcards */
		s = th_str_sub(s, (size_t)th_str_find(s, TH_S("*.")) + 2, s.n);
	else if (address_authority(s) != s.n)
		return false;
	else
		return s.n > 0;
	for (size_t i = 0; i < s.n; i++)
		if (!((s.p[i] >= 'a' && s.p[i] <= 'z') || th_is_digit(s.p[i]) ||
			strchr(".-:", s.p[i])))
			return false;
	return s.n > 0;
}
