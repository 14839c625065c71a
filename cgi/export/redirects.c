/* redirects.c -- what leads from former addresses to the present ones, and says that a page was
 * withdrawn, for hosts that run no program. Called by cmd_export.c. Each host has its own way: a
 * page that leads on works on all of them, the files beside it answer with the right status. */
#include "export.h"

/* A page that leads on by itself, for hosts that know nothing better. */
static int put_page(crawl *c, th_str from, th_str to, th_err *err)
{
	th_str file = crawl_file(c->scratch, c->prefix, from);
	bool page = th_str_ends(file, TH_S(".html")) || th_str_ends(file, TH_S(".htm"));
	if (!page || th_map_get(&c->out->now, file) != NULL)
		return 0;
	th_buf b = {0};
	th_buf where = {0};
	th_buf_add_html(&where, to);
	th_buf_addf(&b,
	    "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>%.*s</title>\n"
	    "<meta name=\"robots\" content=\"noindex\">\n"
	    "<link rel=\"canonical\" href=\"%.*s%.*s\">\n"
	    "<meta http-equiv=\"refresh\" content=\"0; url=%.*s\">\n"
	    "<p><a href=\"%.*s\">%.*s</a></p>\n</html>\n",
	    TH_FMT(th_buf_str(&where)), TH_FMT(c->origin), TH_FMT(th_buf_str(&where)),
	    TH_FMT(th_buf_str(&where)), TH_FMT(th_buf_str(&where)), TH_FMT(th_buf_str(&where)));
	int rc = out_put(c->out, file, th_buf_str(&b), err);
	th_buf_free(&where);
	th_buf_free(&b);
	return rc;
}

/* "/team/a+b/" as a regular expression for exactly that. */
static void add_pattern(th_buf *b, th_str path)
{
	th_buf_addz(b, "\"^");
	for (size_t i = 0; i < path.n; i++) {
		if (strchr("\\^$.|?*+()[]{}\"", path.p[i]) != NULL)
			th_buf_addc(b, '\\');
		th_buf_addc(b, path.p[i]);
	}
	th_buf_addz(b, "$\"");
}

/* A string of nginx's configuration, in which $ would begin a variable. Each address is a location:
 * a map would refuse to start for one that is longer than its buckets. */
static void add_quoted(th_buf *b, th_str s)
{
	th_buf_addc(b, '"');
	for (size_t i = 0; i < s.n; i++) {
		if (strchr("\\\"", s.p[i]) != NULL)
			th_buf_addc(b, '\\');
		th_buf_addc(b, s.p[i]);
	}
	th_buf_addc(b, '"');
}

/* As a server compares it: decoded. TH_NONE: what no file of settings can hold. */
static th_str plain(crawl *c, th_str href)
{
	th_str path;
	if (!th_url_decode(c->scratch, href, false, &path) || th_str_chr(path, '$') >= 0)
		return TH_NONE;
	for (size_t i = 0; i < path.n; i++)
		if ((unsigned char)path.p[i] <= ' ')
			return TH_NONE;
	return path;
}

static void begin(th_buf *apache, th_buf *nginx, const crawl *c)
{
	th_buf_addf(apache,
	    "# Apache: read where AllowOverride has FileInfo and Indexes.\n"
	    "DirectoryIndex index.html\nErrorDocument 404 %.*s/404.html\n"
	    "AddCharset utf-8 .html .atom .rss .json .ics .xml .css .svg\n"
	    "AddType application/atom+xml .atom\nAddType application/rss+xml .rss\n"
	    "AddType text/calendar .ics\n"
	    "<Files \"feed.json\">\n\tForceType \"application/feed+json; "
	    "charset=utf-8\"\n</Files>\n",
	    TH_FMT(c->prefix));
	th_buf_addf(nginx,
	    "# nginx: include this file in the server {} of the site, and say there\n"
	    "#     error_page 404 410 %.*s/404.html;\n",
	    TH_FMT(c->prefix));
}

int redirects_write(crawl *c, const th_strs *gone, th_err *err)
{
	th_buf netlify = {0}, apache = {0}, nginx = {0};
	th_map told; /* servers refuse an address that stands there twice */
	int rc = 0;
	th_map_init(&told, c->scratch);
	begin(&apache, &nginx, c);
	for (size_t i = 0; rc == 0 && i < c->moved.n; i++) {
		th_str from = c->moved.v[i].key, to = c->moved.v[i].value, path = plain(c, from);
		rc = put_page(c, from, to, err);
		if (path.n == 0 || th_str_chr(to, '$') >= 0 || th_map_get(&told, path) != NULL)
			continue;
		th_map_put(&told, path, c);
		th_buf_addf(&netlify, "%.*s %.*s 301\n", TH_FMT(from), TH_FMT(to));
		th_buf_addz(&apache, "RedirectMatch 301 ");
		add_pattern(&apache, path);
		th_buf_addf(&apache, " \"%.*s\"\n", TH_FMT(to));
		th_buf_addz(&nginx, "location = ");
		add_quoted(&nginx, path);
		th_buf_addz(&nginx, " { return 301 ");
		add_quoted(&nginx, to);
		th_buf_addz(&nginx, "; }\n");
	}
	for (size_t i = 0; i < gone->n; i++) {
		th_str path = plain(c, gone->v[i]);
		th_str file = crawl_file(c->scratch, c->prefix, gone->v[i]);
		if (path.n == 0 || th_map_get(&told, path) != NULL ||
		    th_map_get(&c->out->now, file) != NULL)
			continue;
		th_map_put(&told, path, c);
		th_buf_addz(&apache, "RedirectMatch 410 ");
		add_pattern(&apache, path);
		th_buf_addz(&apache, "\n");
		th_buf_addz(&nginx, "location = ");
		add_quoted(&nginx, path);
		th_buf_addz(&nginx, " { return 410; }\n");
	}
	if (rc == 0 && netlify.n > 0)
		rc = out_put(c->out, TH_S("_redirects"), th_buf_str(&netlify), err);
	if (rc == 0)
		rc = out_put(c->out, TH_S(".htaccess"), th_buf_str(&apache), err);
	if (rc == 0)
		rc = out_put(c->out, TH_S("redirects.nginx.conf"), th_buf_str(&nginx), err);
	th_buf_free(&netlify);
	th_buf_free(&apache);
	th_buf_free(&nginx);
	return rc;
}
