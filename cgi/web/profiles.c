/* profiles.c -- what a person's own addresses are called: by the names that the services give
 * themselves, not as their keys stand in front matter. Called by page_person.c. A theme's words may
 * say link_KEY otherwise. */
#include "page.h"

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

/* "strava" as Strava; names that are written with care already stay. */
static th_str with_capital(page *p, th_str name)
{
	for (size_t i = 0; i < name.n; i++)
		if (name.p[i] >= 'A' && name.p[i] <= 'Z')
			return name;
	if (name.n == 0 || name.p[0] < 'a' || name.p[0] > 'z')
		return name;
	char *s = th_str_z(p->a, name);
	s[0] = (char)(s[0] - 'a' + 'A');
	return th_strn(s, name.n);
}

th_str profile_label(page *p, th_str name)
{
	th_str key = th_str_lower(p->a, name);
	const char *asked = th_str_fmt(p->a, "link_%.*s", TH_FMT(key)).p;
	th_str said = word(p, asked);
	if (!th_str_eqz(said, asked))
		return said;
	for (size_t i = 0; i < TH_COUNT(services); i++)
		if (th_str_eqz(key, services[i].key))
			return th_strz(services[i].name);
	return with_capital(p, name);
}
