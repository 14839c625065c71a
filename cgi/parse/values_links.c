/* values_links.c -- a person's other addresses: a map of names and addresses, or one of the lists
 * that themes use. In mapped collections an account name is enough if the form of the service's
 * addresses is known: {github: ada}. Called by values.c. */
#include "values.h"

/* {} is the account. Without an address, only a complete one is read. */
static const struct {
	const char *name, *host, *address;
} places[] = {
    {"github", "github.com", "https://github.com/{}"},
    {"gitlab", "gitlab.com", "https://gitlab.com/{}"},
    {"codeberg", "codeberg.org", "https://codeberg.org/{}"},
    {"linkedin", "linkedin.com", "https://www.linkedin.com/in/{}"},
    {"xing", "xing.com", "https://www.xing.com/profile/{}"},
    {"twitter", "twitter.com", "https://x.com/{}"},
    {"x", "x.com", "https://x.com/{}"},
    {"bluesky", "bsky.app", "https://bsky.app/profile/{}"},
    {"instagram", "instagram.com", "https://www.instagram.com/{}"},
    {"facebook", "facebook.com", "https://www.facebook.com/{}"},
    {"threads", "threads.net", "https://www.threads.net/@{}"},
    {"youtube", "youtube.com", "https://www.youtube.com/@{}"},
    {"medium", "medium.com", "https://medium.com/@{}"},
    {"dev", "dev.to", "https://dev.to/{}"},
    {"orcid", "orcid.org", "https://orcid.org/{}"},
    {"keybase", "keybase.io", "https://keybase.io/{}"},
    {"dribbble", "dribbble.com", "https://dribbble.com/{}"},
    {"stackoverflow", "stackoverflow.com", "https://stackoverflow.com/users/{}"},
    {"mastodon", "", ""},
    {"website", "", ""},
    {"homepage", "", ""},
    {"blog", "", ""},
};

bool value_is_place(th_str name)
{
	for (size_t i = 0; i < TH_COUNT(places); i++)
		if (th_str_caseeq(name, th_strz(places[i].name)))
			return true;
	return false;
}

bool value_is_links_name(th_str name)
{
	static const char *const names[] = {"links", "social", "socials", "social_links",
	    "sociallinks", "social-links", "social_media", "socialmedia", "socialicons",
	    "profiles"};
	for (size_t i = 0; i < TH_COUNT(names); i++)
		if (th_str_caseeq(name, th_strz(names[i])))
			return true;
	return false;
}

static const yaml_node *text_of(const yaml_node *map, const char *const *keys, size_t count)
{
	const yaml_node *n = value_first_of(map, keys, count);
	return n != NULL && n->kind == YAML_TEXT && !yaml_is_null(n) ? n : NULL;
}

static bool is_account(th_str text)
{
	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i] | 0x20;
		bool fits = (c >= 'a' && c <= 'z') || (text.p[i] >= '0' && text.p[i] <= '9') ||
			    text.p[i] == '-' || text.p[i] == '_' || text.p[i] == '.';
		if (!fits)
			return false;
	}
	return text.n > 0;
}

/* @ada@social.example → https://social.example/@ada; TH_NONE: not a handle. */
static th_str fediverse(th_str text, th_arena *a)
{
	th_str account = th_str_starts(text, TH_S("@")) ? th_str_sub(text, 1, text.n) : text;
	ptrdiff_t at = th_str_chr(account, '@');
	if (at <= 0)
		return TH_NONE;
	th_str host = th_str_sub(account, (size_t)at + 1, account.n);
	account = th_str_sub(account, 0, (size_t)at);
	if (!is_account(account) || !is_account(host) || th_str_chr(host, '.') < 0)
		return TH_NONE;
	return th_str_fmt(a, "https://%.*s/@%.*s", TH_FMT(host), TH_FMT(account));
}

/* The address of an account with that service; `text` itself if it is not an account. */
static th_str account_address(th_str place, th_str text, th_arena *a)
{
	th_str account = th_str_starts(text, TH_S("@")) ? th_str_sub(text, 1, text.n) : text;
	if (th_str_caseeq(place, TH_S("mastodon"))) {
		th_str whole = fediverse(text, a);
		return whole.n > 0 ? whole : text;
	}
	for (size_t i = 0; i < TH_COUNT(places); i++) {
		th_str pattern = th_strz(places[i].address), host = th_strz(places[i].host);
		ptrdiff_t hole = th_str_find(pattern, TH_S("{}"));
		if (!th_str_caseeq(place, th_strz(places[i].name)) || hole < 0)
			continue;
		if (th_str_starts(account, host) && account.n > host.n && account.p[host.n] == '/')
			return th_str_fmt(a, "https://%.*s", TH_FMT(account));
		return is_account(account)
			   ? th_str_fmt(a, "%.*s%.*s", TH_FMT(th_str_sub(pattern, 0, (size_t)hole)),
				 TH_FMT(account))
			   : text;
	}
	return text;
}

/* "https://www.github.com/ada" → github, "https://ada.example/x" → ada.example. */
static th_str name_of(th_str url)
{
	ptrdiff_t from = th_str_find(url, TH_S("://"));
	th_str host = th_str_sub(url, from < 0 ? 0 : (size_t)from + 3, url.n);
	ptrdiff_t end = th_str_chr(host, '/');
	host = th_str_sub(host, 0, end < 0 ? host.n : (size_t)end);
	if (th_str_starts(host, TH_S("www.")))
		host = th_str_sub(host, 4, host.n);
	for (size_t i = 0; i < TH_COUNT(places); i++)
		if (places[i].host[0] != 0 && th_str_caseeq(host, th_strz(places[i].host)))
			return th_strz(places[i].name);
	return host;
}

static void add_link(field_job *job, th_pairs *links, th_str name, const yaml_node *n)
{
	yaml_node as = *n;
	th_str url;
	if (links->n >= CONTENT_MAX_NAMES || (n->kind == YAML_TEXT && yaml_is_null(n)))
		return;
	if (n->kind == YAML_TEXT && job->mapping != NULL && job->mapping->mapped)
		as.text = account_address(name, th_str_trim(n->text), job->arena);
	if (!value_url(job, name, &as, &url))
		return;
	name = text_line(job->arena, text_clean(job, name, n->line, n->column));
	*TH_ADD(job->arena, links) = (th_pair){name.n > 0 ? name : name_of(url), url};
}

/* {label: Mastodon, url: …}, {platform: github, handle: ada}, {github: ada}, "https://…". */
static bool read_item(field_job *job, th_pairs *links, const yaml_node *one)
{
	static const char *const names[] = {
	    "label", "name", "title", "platform", "service", "network", "type", "site", "rel"};
	static const char *const urls[] = {"url", "href", "link", "uri", "address", "handle",
	    "username", "user", "account", "id", "value"};
	if (one->kind == YAML_TEXT) {
		if (th_str_find(one->text, TH_S("://")) < 0)
			return false;
		add_link(job, links, TH_NONE, one);
		return true;
	}
	if (one->kind != YAML_MAP)
		return false;
	const yaml_node *name = text_of(one, names, TH_COUNT(names));
	const yaml_node *url = text_of(one, urls, TH_COUNT(urls));
	if (url != NULL) {
		add_link(job, links, name != NULL ? name->text : TH_NONE, url);
		return true;
	}
	if (name != NULL || one->count == 0)
		return false;
	for (const yaml_node *each = one->first; each; each = each->next)
		add_link(job, links, each->key, each);
	return true;
}

void value_read_links(field_job *job, th_pairs *links, th_str written, const yaml_node *n)
{
	if (n->kind == YAML_TEXT) {
		if (value_is_place(written)) /* twitter: ada, at the top level */
			add_link(job, links, written, n);
		else if (!yaml_is_null(n))
			value_refuse(job, TH_RULE_FIELD_MAP, written, n, TH_NONE);
		return;
	}
	for (const yaml_node *one = n->first; one; one = one->next) {
		if (n->kind == YAML_MAP)
			add_link(job, links, one->key, one);
		else if (!read_item(job, links, one))
			value_refuse(job, TH_RULE_FIELD_MAP, written, one, TH_NONE);
	}
}
