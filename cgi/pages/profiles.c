/* profiles.c -- names for a person's own addresses: as the services write themselves, not the keys
 * in front matter. Called by page_person.c. A theme can replace them with link_KEY. */
#include "item.h"

static const struct {
	const char *key, *name;
} services[] = {
    {"artstation", "ArtStation"},
    {"behance", "Behance"},
    {"bluesky", "Bluesky"},
    {"codeberg", "Codeberg"},
    {"devto", "DEV"},
    {"facebook", "Facebook"},
    {"flickr", "Flickr"},
    {"github", "GitHub"},
    {"gitlab", "GitLab"},
    {"instagram", "Instagram"},
    {"kununu", "kununu"},
    {"linkedin", "LinkedIn"},
    {"mastodon", "Mastodon"},
    {"matrix", "Matrix"},
    {"medium", "Medium"},
    {"orcid", "ORCID"},
    {"peertube", "PeerTube"},
    {"pixelfed", "Pixelfed"},
    {"researchgate", "ResearchGate"},
    {"soundcloud", "SoundCloud"},
    {"stackoverflow", "Stack Overflow"},
    {"threads", "Threads"},
    {"tiktok", "TikTok"},
    {"twitter", "Twitter"},
    {"vimeo", "Vimeo"},
    {"x", "X"},
    {"xing", "XING"},
    {"youtube", "YouTube"},
};

/* "strava" becomes Strava; a name that is not all lower case stays. */
static th_str with_capital(th_arena *a, th_str name)
{
	for (size_t i = 0; i < name.n; i++)
		if (name.p[i] >= 'A' && name.p[i] <= 'Z')
			return name;
	if (name.n == 0 || name.p[0] < 'a' || name.p[0] > 'z')
		return name;
	char *s = th_str_z(a, name);
	s[0] = (char)(s[0] - 'a' + 'A');
	return th_strn(s, name.n);
}

th_str profile_label(const hub_site *site, th_str name)
{
	th_str key = th_str_lower(site->q.a, name);
	const char *word_key = th_str_fmt(site->q.a, "link_%.*s", TH_FMT(key)).p;
	th_str said = word(site, word_key);
	if (!th_str_eqz(said, word_key))
		return said;
	for (size_t i = 0; i < TH_COUNT(services); i++)
		if (th_str_eqz(key, services[i].key))
			return th_strz(services[i].name);
	return with_capital(site->q.a, name);
}
