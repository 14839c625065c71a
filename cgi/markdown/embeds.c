/* embeds.c -- for what other servers show in a frame (a film, slides, a map, a post), the page on
 * which a reader finds the same. The hub's pages make no requests to other servers, so such a
 * frame, or a generator's tag for one, becomes a link with a title. Called by sanitize_pictures.c
 * for elements and by tags.c for tags. */
#include "tags.h"

static bool starts(th_str s, const char *z)
{
	return th_str_caseeq(th_str_sub(s, 0, strlen(z)), th_strz(z));
}

/* ---- the page of a frame ---- */

/* {} is what follows `frame`, up to the next /, ? or &; {=} is a whole address, encoded. */
static const struct {
	const char *frame; /* the beginning of the address, without scheme and www. */
	const char *page;  /* NULL: the frame's own address is the page */
	const char *label;
} frames[] = {
    {"youtube.com/embed/videoseries?list=", "https://www.youtube.com/playlist?list={}",
	"Playlist (YouTube)"},
    {"youtube.com/embed/", "https://www.youtube.com/watch?v={}", "Video (YouTube)"},
    {"youtube.com/v/", "https://www.youtube.com/watch?v={}", "Video (YouTube)"},
    {"youtube.com/shorts/", "https://www.youtube.com/watch?v={}", "Video (YouTube)"},
    {"youtube.com/live/", "https://www.youtube.com/watch?v={}", "Video (YouTube)"},
    {"youtube.com/watch?v=", "https://www.youtube.com/watch?v={}", "Video (YouTube)"},
    {"youtube.com/playlist?list=", "https://www.youtube.com/playlist?list={}",
	"Playlist (YouTube)"},
    {"youtube-nocookie.com/embed/", "https://www.youtube.com/watch?v={}", "Video (YouTube)"},
    {"youtu.be/", "https://www.youtube.com/watch?v={}", "Video (YouTube)"},
    {"player.vimeo.com/video/", "https://vimeo.com/{}", "Video (Vimeo)"},
    {"vimeo.com/", NULL, "Video (Vimeo)"},
    {"dailymotion.com/embed/video/", "https://www.dailymotion.com/video/{}", "Video (Dailymotion)"},
    {"loom.com/embed/", "https://www.loom.com/share/{}", "Video (Loom)"},
    {"player.twitch.tv/?video=", "https://www.twitch.tv/videos/{}", "Video (Twitch)"},
    {"google.com/maps", NULL, "Google Maps"},
    {"maps.google.", NULL, "Google Maps"},
    {"openstreetmap.org/", NULL, "OpenStreetMap"},
    {"docs.google.com/forms/", NULL, "Google Forms"},
    {"docs.google.com/presentation/", NULL, "Google Slides"},
    {"slideshare.net/", NULL, "SlideShare"},
    {"speakerdeck.com/", NULL, "Speaker Deck"},
    {"open.spotify.com/embed/track/", "https://open.spotify.com/track/{}", "Spotify"},
    {"open.spotify.com/embed/episode/", "https://open.spotify.com/episode/{}", "Spotify"},
    {"open.spotify.com/embed/show/", "https://open.spotify.com/show/{}", "Spotify"},
    {"open.spotify.com/embed/playlist/", "https://open.spotify.com/playlist/{}", "Spotify"},
    {"w.soundcloud.com/player/?url=", "{=}", "SoundCloud"},
    {"codepen.io/", NULL, "CodePen"},
    {"codesandbox.io/embed/", "https://codesandbox.io/s/{}", "CodeSandbox"},
    {"jsfiddle.net/", NULL, "JSFiddle"},
    {"gist.github.com/", NULL, "Gist (GitHub)"},
    {"asciinema.org/a/", NULL, "asciinema"},
};

/* Titles of copied frames that are the same for every film. */
static const char *const said_of_all[] = {
    "YouTube video player", "YouTube video", "Vimeo video player", "video", "iframe", "embed"};

bool embed_is_web(th_str src)
{
	return starts(src, "https://") || starts(src, "http://") ||
	       (starts(src, "//") && src.n > 2 && src.p[2] != '/');
}

/* Without scheme, slashes and www. */
static th_str bare_address(th_str src)
{
	ptrdiff_t slashes = th_str_find(src, TH_S("//"));
	th_str s = th_str_sub(src, (size_t)slashes + 2, src.n);
	return starts(s, "www.") ? th_str_sub(s, 4, s.n) : s;
}

/* `pattern` with values for its first {} and, if it has one, its second. */
static th_str fill(const char *pattern, th_str first, th_str second, th_arena *a)
{
	th_buf b = {0};
	for (const char *p = pattern; *p; p++) {
		if (p[0] != '{') {
			th_buf_addc(&b, *p);
			continue;
		}
		th_buf_add(&b, first);
		first = second;
		p++;
	}
	th_str s = th_str_dup(a, th_buf_str(&b));
	th_buf_free(&b);
	return s;
}

/* The page for a frame whose address continues with `rest`; TH_NONE: none. */
static th_str page_of(const char *pattern, th_str rest, th_arena *a)
{
	bool whole = strcmp(pattern, "{=}") == 0;
	size_t n = 0;
	while (n < rest.n && strchr(whole ? "&#" : "/?&#", rest.p[n]) == NULL)
		n++;
	th_str part = th_str_sub(rest, 0, n), plain;
	if (whole) {
		bool web = th_url_decode(a, part, true, &plain) && embed_is_web(plain);
		return web ? plain : TH_NONE;
	}
	return part.n > 0 ? fill(pattern, part, TH_NONE, a) : TH_NONE;
}

embed embed_of(th_str src, th_str title, th_arena *a)
{
	embed out = {.address = starts(src, "//") ? th_str_cat(a, TH_S("https:"), src) : src};
	th_str bare = bare_address(src), host = bare;
	const char *label = NULL;
	for (size_t i = 0; i < bare.n && host.n == bare.n; i++)
		if (strchr("/?#", bare.p[i]) != NULL)
			host = th_str_sub(bare, 0, i);
	for (size_t i = 0; i < TH_COUNT(frames) && label == NULL; i++) {
		if (!starts(bare, frames[i].frame))
			continue;
		th_str rest = th_str_sub(bare, strlen(frames[i].frame), bare.n);
		th_str page = frames[i].page ? page_of(frames[i].page, rest, a) : TH_NONE;
		label = frames[i].label;
		if (page.n > 0)
			out.address = page;
	}
	title = th_str_trim(title);
	for (size_t i = 0; i < TH_COUNT(said_of_all); i++)
		if (th_str_caseeq(title, th_strz(said_of_all[i])))
			title = TH_NONE;
	if (title.n > 0)
		out.label = th_str_fmt(a, "%.*s (%.*s)", TH_FMT(title), TH_FMT(host));
	else
		out.label = label ? th_strz(label) : host;
	return out;
}

/* ---- tags ---- */

static const struct {
	const char *name;
	const char *one; /* with only an id; NULL: an address is needed */
	const char *two; /* with a user as well: {} and {} */
	const char *label;
} tags[] = {
    {"youtube", "https://www.youtube.com/watch?v={}", NULL, "Video (YouTube)"},
    {"youtubeplayer", "https://www.youtube.com/watch?v={}", NULL, "Video (YouTube)"},
    {"youtube-lite", "https://www.youtube.com/watch?v={}", NULL, "Video (YouTube)"},
    {"youtubelite", "https://www.youtube.com/watch?v={}", NULL, "Video (YouTube)"},
    {"yt", "https://www.youtube.com/watch?v={}", NULL, "Video (YouTube)"},
    {"vimeo", "https://vimeo.com/{}", NULL, "Video (Vimeo)"},
    {"dailymotion", "https://www.dailymotion.com/video/{}", NULL, "Video (Dailymotion)"},
    {"loom", "https://www.loom.com/share/{}", NULL, "Video (Loom)"},
    {"bilibili", "https://www.bilibili.com/video/{}", NULL, "Video (bilibili)"},
    {"asciinema", "https://asciinema.org/a/{}", NULL, "asciinema"},
    {"speakerdeck", "https://speakerdeck.com/player/{}", NULL, "Speaker Deck"},
    {"slideshare", "https://www.slideshare.net/slideshow/embed_code/{}", NULL, "SlideShare"},
    {"gist", "https://gist.github.com/{}", "https://gist.github.com/{}/{}", "Gist (GitHub)"},
    {"github", NULL, "https://github.com/{}/{}", "GitHub"},
    {"tweet", "https://twitter.com/i/status/{}", "https://twitter.com/{}/status/{}", "Twitter"},
    {"twitter", "https://twitter.com/i/status/{}", "https://twitter.com/{}/status/{}", "Twitter"},
    {"twitter_simple", "https://twitter.com/i/status/{}", "https://twitter.com/{}/status/{}",
	"Twitter"},
    {"x", "https://x.com/i/status/{}", "https://x.com/{}/status/{}", "X"},
    {"x_simple", "https://x.com/i/status/{}", "https://x.com/{}/status/{}", "X"},
    {"instagram", "https://www.instagram.com/p/{}/", NULL, "Instagram"},
    {"codepen", NULL, "https://codepen.io/{}/pen/{}", "CodePen"},
    {"codesandbox", "https://codesandbox.io/s/{}", NULL, "CodeSandbox"},
    {"jsfiddle", "https://jsfiddle.net/{}/", "https://jsfiddle.net/{}/{}/", "JSFiddle"},
    {"spotify", "https://open.spotify.com/track/{}", NULL, "Spotify"},
    {"soundcloud", NULL, "https://soundcloud.com/{}/{}", "SoundCloud"},
    {"mastodon", NULL, NULL, NULL},
    {"iframe", NULL, NULL, NULL},
    {"embed", NULL, NULL, NULL},
    {"oembed", NULL, NULL, NULL},
    {"googlemap", NULL, NULL, "Google Maps"},
    {"googlemaps", NULL, NULL, "Google Maps"},
    {"map", NULL, NULL, NULL},
    {"video", NULL, NULL, NULL},
    {"audio", NULL, NULL, NULL},
};

static bool is_id(th_str s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		if (!th_is_digit(c) && !((c | 0x20) >= 'a' && (c | 0x20) <= 'z') && c != '-' &&
		    c != '_')
			return false;
	}
	return s.n > 0 && s.n <= 64;
}

static th_str web_argument(const tag_args *g)
{
	for (size_t i = 0; i < g->named.n; i++)
		if (embed_is_web(g->named.v[i].value))
			return g->named.v[i].value;
	for (size_t i = 0; i < g->plain.n; i++)
		if (embed_is_web(g->plain.v[i]))
			return g->plain.v[i];
	return TH_NONE;
}

/* The user and the id: user="a" id="b", a b, a/b, b. */
static void read_ids(const tag_args *g, bool two, th_str *user, th_str *id)
{
	*user = tag_named(g, "user\0username\0owner\0account\0");
	*id = tag_named(g, "id\0video\0code\0hash\0key\0slug\0repo\0pen\0video_id\0");
	size_t i = 0;
	if (id->n == 0 && i < g->plain.n) {
		*id = g->plain.v[i++];
		ptrdiff_t slash = th_str_chr(*id, '/');
		if (two && slash > 0) {
			*user = th_str_sub(*id, 0, (size_t)slash);
			*id = th_str_sub(*id, (size_t)slash + 1, id->n);
		} else if (two && user->n == 0 && i < g->plain.n && is_id(g->plain.v[i])) {
			*user = *id;
			*id = g->plain.v[i];
		}
	}
}

/* {% include video id="x" provider="vimeo" %} */
static th_str provider_of(th_str name, const tag_args *g)
{
	th_str provider = tag_named(g, "provider\0service\0type\0");
	return th_str_caseeq(name, TH_S("video")) && provider.n > 0 ? provider : name;
}

bool embed_tag(th_buf *out, th_str name, const tag_args *g, th_arena *a)
{
	size_t i = 0;
	name = provider_of(name, g);
	while (i < TH_COUNT(tags) && !tag_is_called(name, tags[i].name))
		i++;
	if (i == TH_COUNT(tags))
		return false;
	th_str src = web_argument(g), user, id, title = tag_named(g, "title\0caption\0alt\0");
	embed card = {0};
	if (src.n > 0) {
		card = embed_of(src, title, a);
	} else {
		read_ids(g, tags[i].two != NULL, &user, &id);
		if (!is_id(id) || (user.n > 0 && !is_id(user)))
			return false;
		if (tags[i].two != NULL && user.n > 0)
			src = fill(tags[i].two, user, id, a);
		else if (tags[i].one != NULL)
			src = fill(tags[i].one, id, TH_NONE, a);
		else
			return false;
		card = (embed){
		    src, title.n > 0 ? embed_of(src, title, a).label : th_strz(tags[i].label)};
	}
	tag_put_link(out, card.address, card.label);
	return true;
}
