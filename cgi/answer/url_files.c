/* url_files.c -- how addresses are spelt when the hub lies in files and no program answers (teamhub
 * export): there is no query then, so what it selects becomes folders, name and value in turn,
 * after one that is called "by". Read back by worker.c, so that pages are made from such an address
 * as from any other. A value is percent-encoded in the name of its folder, so that this is plain
 * ASCII on every host. */
#include "teamhub/hub_site.h"
#include "teamhub/request.h"

static const th_str by = {"by/", sizeof "by/" - 1};
static const th_str sitemap = {"/sitemap.xml", sizeof "/sitemap.xml" - 1};
static const th_str part_of_sitemap = {"/sitemap-", sizeof "/sitemap-" - 1};
static const th_str oembed = {"oembed.json", sizeof "oembed.json" - 1};

th_str url_as_file(th_arena *a, th_str path, th_str qs)
{
	th_str rest = qs, param;
	if (th_str_chr(path_base(path), '.') < 0 && !th_str_ends(path, TH_S("/")))
		path = th_str_cat(a, path, TH_S("/"));
	if (qs.n == 0)
		return path;
	if (th_str_ends(path, sitemap)) /* must lie above all it names (sitemaps.org) */
		return th_str_fmt(a, "%.*s%.*s.xml", TH_FMT(part_of_sitemap),
		    TH_FMT(th_str_sub(qs, (size_t)th_str_chr(qs, '=') + 1, qs.n)));
	th_buf b = {0};
	th_buf_add(&b, path_folder(path));
	th_buf_add(&b, by);
	while (th_str_split(&rest, '&', &param)) {
		ptrdiff_t equals = th_str_chr(param, '=');
		if (equals < 1 || (size_t)equals + 1 == param.n)
			continue;
		th_buf_add(&b, th_str_sub(param, 0, (size_t)equals));
		th_buf_addc(&b, '/');
		th_buf_add_url(&b, th_str_sub(param, (size_t)equals + 1, param.n), "");
		th_buf_addc(&b, '/');
	}
	th_buf_add(&b, path_base(path));
	th_str out = th_str_dup(a, th_buf_str(&b));
	th_buf_free(&b);
	return out;
}

/* Adds what the folders select, "team/platform/page/2"; false: they are no such folders. */
static bool read_folders(th_request *r, th_str folders)
{
	th_str rest = folders, name, value;
	size_t n = 1;
	for (size_t i = 0; i < folders.n; i++)
		n += folders.p[i] == '/';
	if (n % 2 != 0)
		return false;
	th_buf raw = {0};
	while (th_str_split(&rest, '/', &name) && th_str_split(&rest, '/', &value))
		th_buf_addf(&raw, "%s%.*s=%.*s", raw.n > 0 ? "&" : "", TH_FMT(name), TH_FMT(value));
	th_str qs = th_str_dup(r->a, th_buf_str(&raw));
	th_buf_free(&raw);
	if (request_read_query(r, qs) != 0)
		return false;
	r->raw_query = qs;
	return true;
}

static void add(th_request *r, const char *name, th_str value)
{
	*TH_ADD(r->a, &r->query) = (th_param){th_strz(name), value};
}

static th_str without_end(th_str s, size_t n)
{
	return th_str_sub(s, 0, s.n - n);
}

void url_from_file(const hub_site *site, th_request *r)
{
	th_str path = r->path, folder = path_folder(path), mark = TH_S("/by/");
	if (th_str_starts(path, part_of_sitemap) && th_str_ends(path, TH_S(".xml"))) {
		add(r, "part", th_str_sub(path, part_of_sitemap.n, path.n - TH_S(".xml").n));
		r->path = sitemap;
		return;
	}
	if (th_str_eq(path_base(path), oembed)) {
		th_str page = th_str_cat(r->a, site->q.prefix, without_end(path, oembed.n));
		add(r, "url", th_str_cat(r->a, site->origin, url_encode_path(r->a, page)));
		r->path = TH_S("/oembed");
		return;
	}
	ptrdiff_t at = th_str_find(folder, mark);
	if (at < 0 || folder.n <= (size_t)at + mark.n)
		return;
	th_str chosen = th_str_sub(folder, (size_t)at + mark.n, folder.n - 1);
	if (read_folders(r, chosen))
		r->path = th_str_cat(r->a, th_str_sub(path, 0, (size_t)at + 1), path_base(path));
}

bool url_has_page(const hub_site *site, const selection *s)
{
	if (site->files == NULL)
		return true;
	for (size_t i = 1; i < s->terms.n; i++) /* sorted by facet */
		if (th_str_eq(s->terms.v[i].facet, s->terms.v[i - 1].facet))
			return false;
	return s->text.n == 0 && s->terms.n <= site->files->terms;
}
