/* address.c -- addresses in links and pictures (RFC 3986, with the leniency of browsers: WHATWG
 * URL): which are allowed on a page, how files of the source become pages, what a fragment means;
 * and the escaping of all output. Called by sanitize.c. No address leaves here that a browser could
 * take for another scheme than http, https, mailto or tel, or for another host than the one
 * written. */
#include "parts.h"

/* ---- escaping ---- */

/* Code points that XML allows and HTML does not: DEL, C1, non-characters. Called when s.p[i] >=
 * 0x7f. */
static size_t forbidden(th_str s, size_t i)
{
	size_t at = i;
	int32_t cp = th_utf8_next(s, &i);
	bool bad = cp < 0 || (cp >= 0x7f && cp < 0xa0) || (cp >= 0xfdd0 && cp <= 0xfdef) ||
		   (cp & 0xfffe) == 0xfffe;
	return bad ? i - at : 0;
}

void escape_text(th_buf *out, th_str s)
{
	size_t from = 0;
	for (size_t i = 0; i < s.n;) {
		if (s.p[i] >= '?' && s.p[i] <= 'z') { /* most of all words */
			i++;
			continue;
		}
		unsigned char c = (unsigned char)s.p[i];
		const char *as = NULL;
		size_t skip = 1;
		if (c == '&')
			as = "&amp;";
		else if (c == '<')
			as = "&lt;";
		else if (c == '>')
			as = "&gt;";
		else if (c == '"')
			as = "&quot;";
		else if ((c < 0x20 && c != '\t' && c != '\n') || c == 0x7f)
			as = "";
		else if ((c == 0xc2 || c >= 0xef) && (skip = forbidden(s, i)) > 0)
			as = "";
		if (as == NULL) {
			i++;
			continue;
		}
		th_buf_add(out, th_str_sub(s, from, i));
		th_buf_addz(out, as);
		i += skip;
		from = i;
	}
	th_buf_add(out, th_str_sub(s, from, s.n));
}

/* ---- slugs ---- */

static const char *fold_latin(uint32_t cp)
{
	static const char *const folded[] = {"a", "a", "a", "a", "ae", "a", "ae", "c", "e", "e",
	    "e", "e", "i", "i", "i", "i", "d", "n", "o", "o", "o", "o", "oe", "", "o", "u", "u",
	    "u", "ue", "y", "th", "ss", "a", "a", "a", "a", "ae", "a", "ae", "c", "e", "e", "e",
	    "e", "i", "i", "i", "i", "d", "n", "o", "o", "o", "o", "oe", "", "o", "u", "u", "u",
	    "ue", "y", "th", "y"};
	return cp >= 0xc0 && cp <= 0xff ? folded[cp - 0xc0] : NULL;
}

/* Punctuation and pictographs beyond ASCII separate words in an id. */
static bool is_separator(uint32_t cp)
{
	return cp < 0xc0 || cp == 0xd7 || cp == 0xf7 || (cp >= 0x2000 && cp <= 0x2bff) ||
	       (cp >= 0x2e00 && cp <= 0x2e7f) || (cp >= 0x3000 && cp <= 0x303f) ||
	       (cp >= 0xe000 && cp <= 0xf8ff) || (cp >= 0xfd3e && cp <= 0xfdef) ||
	       (cp >= 0xfe00 && cp <= 0xfe6f) || (cp >= 0xff00 && cp <= 0xff20) || cp >= 0xfff0;
}

void address_slug(th_buf *out, th_str text)
{
	bool gap = false, any = false;
	size_t start = out->n;
	for (size_t i = 0; i < text.n && out->n - start < 80;) {
		size_t at = i;
		int32_t cp = th_utf8_next(text, &i);
		bool letter = th_is_digit(cp) || th_is_letter(cp);
		const char *folded = cp > 0 ? fold_latin((uint32_t)cp) : NULL;
		if (cp == '\'' || cp == 0x2019) /* isn't → isnt */
			continue;
		if (!letter && (cp < 0x80 || is_separator((uint32_t)cp))) {
			gap = any;
			continue;
		}
		if (gap)
			th_buf_addc(out, '-');
		gap = false;
		any = true;
		if (letter)
			th_buf_addc(out, (char)(cp >= 'A' && cp <= 'Z' ? cp + 32 : cp));
		else if (folded != NULL)
			th_buf_addz(out, folded);
		else
			th_buf_add(out, th_str_sub(text, at, i));
	}
}

/* ---- the parts of an address ---- */

typedef struct address {
	th_str scheme;                /* lower case; TH_NONE: relative */
	th_str rest;                  /* after the colon, or everything */
	th_str path, query, fragment; /* of a relative one; query and fragment with their mark */
} address;

/* As in browsers: removes controls and spaces at both ends, and controls in the middle. */
static th_str clean(th_arena *a, th_str raw)
{
	while (raw.n > 0 && (unsigned char)raw.p[0] <= ' ')
		raw.p++, raw.n--;
	while (raw.n > 0 && (unsigned char)raw.p[raw.n - 1] <= ' ')
		raw.n--;
	char *p = th_alloc(a, raw.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < raw.n; i++)
		if ((unsigned char)raw.p[i] >= ' ' && raw.p[i] != 0x7f)
			p[n++] = raw.p[i];
	return (th_str){p, n};
}

/* False: could be taken for a scheme, but is not one: "java script:", "1:2". */
static bool split(address *u, th_str s, th_arena *a)
{
	*u = (address){.rest = s, .path = s};
	size_t i = 0;
	while (i < s.n && s.p[i] != ':' && s.p[i] != '/' && s.p[i] != '?' && s.p[i] != '#' &&
	       s.p[i] != '\\')
		i++;
	if (i < s.n && s.p[i] == ':') {
		for (size_t k = 0; k < i; k++) {
			char c = s.p[k];
			if (!th_is_letter(c) &&
			    (k == 0 || !(th_is_digit(c) || c == '+' || c == '-' || c == '.')))
				return false;
		}
		if (i == 0)
			return false;
		u->scheme = th_str_lower(a, th_str_sub(s, 0, i));
		u->rest = th_str_sub(s, i + 1, s.n);
		return true;
	}
	if (s.n >= 2 && (s.p[0] == '/' || s.p[0] == '\\') && (s.p[1] == '/' || s.p[1] == '\\')) {
		u->scheme = TH_S("https"); /* the page's own scheme; ours is https */
		return true;
	}
	ptrdiff_t hash = th_str_chr(u->path, '#');
	if (hash >= 0) {
		u->fragment = th_str_sub(u->path, (size_t)hash, u->path.n);
		u->path = th_str_sub(u->path, 0, (size_t)hash);
	}
	ptrdiff_t mark = th_str_chr(u->path, '?');
	if (mark >= 0) {
		u->query = th_str_sub(u->path, (size_t)mark, u->path.n);
		u->path = th_str_sub(u->path, 0, (size_t)mark);
	}
	return true;
}

static bool is_hex(char c)
{
	return th_is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/* Percent-encodes what an address must not contain; letters beyond ASCII stay (RFC 3987). */
static void put_encoded(th_buf *out, th_str s)
{
	bool fragment = false;
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if (c >= 0x80) {
			size_t at = i;
			int32_t cp = th_utf8_next(s, &i);
			bool space = cp == 0xa0 || (cp >= 0x2000 && cp <= 0x206f) || cp == 0x3000;
			if (!space && forbidden(s, at) == 0) {
				th_buf_add(out, th_str_sub(s, at, i));
			} else {
				for (; at < i; at++)
					th_buf_addf(out, "%%%02X", (unsigned char)s.p[at]);
			}
			i--;
			continue;
		}
		bool loose =
		    (c == '%' && !(i + 2 < s.n && is_hex(s.p[i + 1]) && is_hex(s.p[i + 2]))) ||
		    (c == '#' && fragment);
		fragment = fragment || c == '#';
		if (c == '&')
			th_buf_addz(out, "&amp;");
		else if (loose || c <= ' ' || strchr("\"'<>[]\\^`{|}", c) || c == 0x7f)
			th_buf_addf(out, "%%%02X", c);
		else
			th_buf_addc(out, (char)c);
	}
}

/* "//host…": a host of letters, digits and the like (RFC 3986 §3.2), so that every checker and
 * browser reads the same; credentials are refused. */
static bool put_web(th_buf *out, const address *u)
{
	th_str s = u->rest;
	if (s.n < 3 || s.p[0] != '/' || s.p[1] != '/')
		return false;
	size_t i = 2;
	bool port = false;
	for (; i < s.n && s.p[i] != '/' && s.p[i] != '?' && s.p[i] != '#'; i++) {
		unsigned char c = (unsigned char)s.p[i];
		bool ok = port ? th_is_digit((char)c)
			       : th_is_letter((char)c) || th_is_digit((char)c) || c >= 0x80 ||
				     (i > 2 && (c == '-' || c == '.' || c == '_' || c == ':'));
		if (!ok)
			return false;
		port = port || c == ':';
	}
	if (i == 2)
		return false;
	th_buf_add(out, u->scheme);
	th_buf_addc(out, ':');
	put_encoded(out, s);
	return true;
}

static th_str decoded_path(th_str path, th_arena *a)
{
	th_str plain;
	return th_url_decode(a, path, false, &plain) && th_utf8_valid(plain, NULL) ? plain : path;
}

static bool put_other(th_buf *out, const address *u, th_arena *a)
{
	bool any = false;
	th_buf_add(out, u->scheme);
	th_buf_addc(out, ':');
	size_t from = out->n;
	for (size_t i = 0; i < u->rest.n; i++)
		any = any || u->rest.p[i] != ' ';
	if (th_str_eqz(u->scheme, "tel")) {
		th_str number = decoded_path(u->rest, a); /* "+49 341" comes as +49%20341 */
		for (size_t i = 0; i < number.n; i++)
			if (th_is_digit(number.p[i]) || number.p[i] == '+')
				th_buf_addc(out, number.p[i]);
		return out->n > from;
	}
	put_encoded(out, u->rest);
	return any;
}

/* ---- links ---- */

static th_str fragment_id(th_str fragment, th_arena *a)
{
	th_str text = th_str_sub(fragment, 1, fragment.n);
	th_str plain;
	if (th_url_decode(a, text, false, &plain))
		text = plain;
	if (th_str_starts(text, TH_S("s-")))
		text = th_str_sub(text, 2, text.n);
	th_buf slug = {0};
	th_buf_addz(&slug, "s-");
	address_slug(&slug, text);
	th_str id = slug.n > 2 ? th_str_dup(a, th_buf_str(&slug)) : TH_NONE;
	th_buf_free(&slug);
	return id;
}

static void want(render_job *j, th_str target)
{
	if (j->targets.n < 2000 && !th_strs_has(&j->targets, target))
		*TH_ADD(j->a, &j->targets) = th_str_dup(j->a, target);
}

/* True when the link must be dropped. */
static bool is_secret(render_job *j, th_str url, th_str raw, th_str target)
{
	bool keep_link = true;
	if (j->links == NULL || j->links->secret == NULL ||
	    !j->links->secret(j->links->ctx, url, &keep_link))
		return false;
	report_add(j, TH_RULE_LINK_INTERNAL, raw, target);
	return !keep_link;
}

static bool put_relative(th_buf *out, const address *u, th_str raw, render_job *j)
{
	th_str id = u->fragment.n > 1 ? fragment_id(u->fragment, j->a) : TH_NONE;
	if (u->path.n == 0) { /* within this text */
		if (id.n == 0 || u->query.n > 0)
			return false;
		th_buf_addc(out, '#');
		escape_text(out, id);
		return true;
	}
	if (j->links == NULL) {
		ptrdiff_t colon = th_str_chr(u->path, ':'), slash = th_str_chr(u->path, '/');
		if (colon >= 0 && (slash < 0 || colon < slash)) /* RFC 3986 §4.2 */
			th_buf_addz(out, "./");
		put_encoded(out, u->path);
		put_encoded(out, u->query);
	} else {
		th_str target = decoded_path(u->path, j->a), href = TH_NONE;
		th_picture picture = {0};
		want(j, target);
		if (j->links->page && j->links->page(j->links->ctx, target, &href)) {
			if (is_secret(j, TH_NONE, raw, target))
				return false;
			put_encoded(out, href);
		} else if (j->links->picture &&
			   j->links->picture(j->links->ctx, target, &picture)) {
			if (picture.src.n == 0)
				return false;
			put_encoded(out, picture.src);
			return true;
		} else {
			report_add(j, TH_RULE_LINK_MISSING, raw, target);
			return false;
		}
		put_encoded(out, u->query);
	}
	if (id.n > 0) {
		th_buf_addc(out, '#');
		escape_text(out, id);
	}
	return true;
}

/* An absolute address of the hub is written as if it had no host. */
static bool put_own(th_buf *out, th_str s, th_str raw, render_job *j, bool *dropped)
{
	th_str href = TH_NONE, url = s, fragment = TH_NONE;
	*dropped = false;
	for (size_t i = 0; i < url.n; i++)
		if (url.p[i] == '#' || url.p[i] == '?')
			url.n = i;
	if (j->links == NULL || j->links->own == NULL || !j->links->own(j->links->ctx, url, &href))
		return false;
	*dropped = is_secret(j, TH_NONE, raw, th_str_shorten(j->a, s, 80));
	if (*dropped)
		return false;
	put_encoded(out, href);
	ptrdiff_t hash = th_str_chr(s, '#');
	if (hash >= 0)
		fragment = fragment_id(th_str_sub(s, (size_t)hash, s.n), j->a);
	if (fragment.n > 0) {
		th_buf_addc(out, '#');
		escape_text(out, fragment);
	}
	return true;
}

bool address_link(th_buf *out, th_str raw, render_job *j, bool *external)
{
	address u;
	th_str s = clean(j->a, raw);
	size_t before = out->n;
	bool ok = split(&u, s, j->a), relative = ok && u.scheme.p == NULL;
	*external = false;
	if (relative) {
		ok = put_relative(out, &u, raw, j);
		if (ok || u.path.n > 0)
			goto out;
	} else if (ok && (th_str_eqz(u.scheme, "https") || th_str_eqz(u.scheme, "http"))) {
		bool dropped = false;
		if (put_own(out, s, raw, j, &dropped) || dropped) {
			ok = !dropped;
			goto out;
		}
		ok = put_web(out, &u);
		*external = ok;
		if (ok && is_secret(j, th_str_sub(th_buf_str(out), before, out->n), raw,
			      th_str_shorten(j->a, s, 80))) {
			ok = *external = false;
			goto out;
		}
	} else if (ok) {
		ok = (th_str_eqz(u.scheme, "mailto") || th_str_eqz(u.scheme, "tel")) &&
		     put_other(out, &u, j->a);
	}
	if (!ok)
		report_add(j, TH_RULE_LINK_ADDRESS, raw, th_str_shorten(j->a, s, 80));
out:
	if (!ok)
		th_buf_cut(out, before);
	return ok;
}

bool address_picture(th_picture *out, th_str raw, render_job *j, th_str *remote)
{
	address u;
	th_str s = clean(j->a, raw);
	*remote = TH_NONE;
	*out = (th_picture){0};
	if (!split(&u, s, j->a) || u.scheme.p != NULL) {
		bool web = u.scheme.p != NULL && th_str_starts(u.scheme, TH_S("http"));
		report_add(j, TH_RULE_PICTURE_ELSEWHERE, raw, th_str_shorten(j->a, s, 80));
		if (web)
			*remote = s;
		return false;
	}
	th_str target = decoded_path(u.path, j->a);
	if (target.n > 0 && j->links != NULL) {
		want(j, target);
		if (j->links->picture && j->links->picture(j->links->ctx, target, out))
			return out->src.n > 0; /* otherwise it is known and left out */
	}
	if (j->links != NULL)
		report_add(j, TH_RULE_PICTURE_MISSING, raw, target);
	return false;
}
