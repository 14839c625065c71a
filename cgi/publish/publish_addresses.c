/* publish_addresses.c -- finds the document that a link in a text means by address: its present
 * address, one it had on a generator's site, or a name as Hugo's ref looks it up. Called by
 * publish_links.c, on any thread; only reads. */
#include "publish_addresses.h"

/* ---- addresses ---- */

/* May find a document that is internal: the caller must not link to that. */
static const th_doc *exact(const th_content *c, th_str path)
{
	const th_doc *doc = th_map_get(&c->hrefs, path);
	if (doc == NULL)
		doc = th_map_get(&c->moved, path);
	return doc != NULL ? doc : th_map_get(&c->hidden, path);
}

/* As written, as a folder, or as a file: servers treat these alike. */
static const th_doc *lenient(const th_content *c, th_str path, th_arena *a)
{
	if (th_str_ends(path, TH_S("/index.html")))
		path.n -= TH_S("index.html").n;
	const th_doc *doc = exact(c, path);
	bool folder = th_str_ends(path, TH_S("/"));
	th_str bare = th_str_sub(path, 0, path.n - folder);
	if (th_str_ends(bare, TH_S(".html")))
		bare.n -= TH_S(".html").n;
	const char *const ends[] = {"", "/", ".html"};
	for (size_t i = 0; i < TH_COUNT(ends) && doc == NULL && bare.n > 0; i++)
		doc = exact(c, th_str_cat(a, bare, th_strz(ends[i])));
	return doc;
}

/* A story's address in another language of the hub: below "/en". */
static const th_doc *by_language(const th_content *c, th_str path, th_arena *a)
{
	const th_doc *doc = lenient(c, path, a);
	for (size_t i = 0; i < c->hub->languages.n && doc == NULL; i++) {
		th_str before = th_str_fmt(a, "/%.*s/", TH_FMT(c->hub->languages.v[i]));
		if (th_str_starts(path, before))
			doc = lenient(c, th_str_sub(path, before.n - 1, path.n), a);
	}
	return doc;
}

/* Removes `base` from a path below it. */
static bool below(th_str *path, th_str base)
{
	if (base.n == 0 || !th_str_starts(*path, base) || path->n <= base.n ||
	    path->p[base.n] != '/')
		return false;
	*path = th_str_sub(*path, base.n, path->n);
	return true;
}

const th_doc *address_document(const th_content *c, th_str path, th_arena *a)
{
	const th_hub *hub = c->hub;
	th_str rest = path;
	const th_doc *doc = below(&rest, hub->prefix) ? by_language(c, rest, a) : NULL;
	if (doc == NULL)
		doc = by_language(c, path, a);
	for (size_t i = 0; i < hub->moved_from.n && doc == NULL; i++) {
		th_str site = hub->moved_from.v[i];
		ptrdiff_t slash = th_str_chr(site, '/');
		rest = path;
		if (slash > 0 && below(&rest, th_str_sub(site, (size_t)slash, site.n)))
			doc = by_language(c, rest, a);
	}
	return doc;
}

/* ---- addresses with their host ---- */

static th_str without_scheme(th_str url)
{
	static const char *const schemes[] = {"https://", "http://", "//"};
	for (size_t i = 0; i < TH_COUNT(schemes); i++)
		if (th_str_starts(url, th_strz(schemes[i]))) {
			url = th_str_sub(url, strlen(schemes[i]), url.n);
			return th_str_starts(url, TH_S("www."))
				   ? th_str_sub(url, TH_S("www.").n, url.n)
				   : url;
		}
	return TH_NONE;
}

static bool is_host(th_str rest, th_str site, th_str *path)
{
	ptrdiff_t slash = th_str_chr(site, '/');
	th_str host = th_str_sub(site, 0, slash < 0 ? site.n : (size_t)slash);
	if (th_str_starts(host, TH_S("www.")))
		host = th_str_sub(host, 4, host.n);
	if (host.n == 0 || rest.n <= host.n || rest.p[host.n] != '/' ||
	    !th_str_caseeq(th_str_sub(rest, 0, host.n), host))
		return false;
	*path = th_str_sub(rest, host.n, rest.n);
	return true;
}

bool address_is_own(const th_hub *hub, th_str url, th_str *path)
{
	th_str rest = without_scheme(url);
	if (is_host(rest, without_scheme(hub->origin), path))
		return true;
	for (size_t i = 0; i < hub->moved_from.n; i++)
		if (is_host(rest, hub->moved_from.v[i], path))
			return true;
	return false;
}

/* ---- relative addresses ---- */

const th_doc *address_relative(const th_content *c, const th_doc *from, th_str target, th_arena *a)
{
	const th_doc *doc = NULL;
	for (size_t i = 0; i < from->aliases.n && doc == NULL; i++)
		doc = address_document(c, path_joined(a, from->aliases.v[i], target), a);
	return doc;
}

/* ---- names, as in Hugo's ref ---- */

static bool is_called(const th_doc *doc, th_str name, const th_hub *hub)
{
	th_str stem = path_stem(doc->path), lang = TH_NONE;
	th_str base = path_base(doc->path);
	if (th_str_caseeq(base, name) || th_str_caseeq(path_base(stem), name))
		return true;
	path_split_lang(&stem, &lang, hub);
	if (th_str_ends(name, TH_S(".md")))
		name.n -= TH_S(".md").n;
	if (th_str_eqz(path_base(stem), "index"))
		stem = th_str_sub(stem, 0, stem.n - TH_S("/index").n);
	return th_str_caseeq(path_base(stem), name);
}

const th_doc *address_by_name(const th_content *c, const th_doc *from, th_str name)
{
	const th_doc *found = NULL;
	for (size_t i = 0; i < c->docs.n; i++) {
		const th_doc *doc = c->docs.v[i];
		if (doc->entry == NULL || !is_called(doc, name, c->hub))
			continue;
		bool better = found == NULL || (th_str_eq(doc->lang, from->lang) &&
						   !th_str_eq(found->lang, from->lang));
		if (!better &&
		    (th_str_eq(doc->lang, from->lang) || !th_str_eq(found->lang, from->lang)))
			return NULL; /* the name is ambiguous */
		if (better)
			found = doc;
	}
	return found;
}

const th_doc *address_in_language(const th_doc *doc, th_str lang)
{
	const th_doc *d = doc;
	while (d->translation != NULL && !th_str_eq(d->lang, lang)) {
		d = d->translation;
		if (d == doc)
			return doc;
	}
	return th_str_eq(d->lang, lang) ? d : doc;
}

/* ---- sections and other pages of the site ---- */

/* "content/blog" → "content/", "site/content" → "site/content/". */
static th_str content_root(th_str folder)
{
	th_str rest = folder, segment;
	size_t n = 0;
	while (th_str_split(&rest, '/', &segment)) {
		n += segment.n + 1;
		if (th_str_eqz(segment, "content"))
			return th_str_sub(folder, 0, n < folder.n ? n : folder.n);
	}
	ptrdiff_t slash = th_str_chr(folder, '/');
	return th_str_sub(folder, 0, slash < 0 ? folder.n : (size_t)slash + 1);
}

/* The address that Hugo gives to the page of a file that is not the hub's. */
static th_str site_address(th_str path, th_arena *a)
{
	th_str stem = path_stem(path), base = path_base(stem);
	if (th_str_eqz(base, "index") || th_str_eqz(base, "_index"))
		stem = path_folder(stem);
	while (th_str_ends(stem, TH_S("/")))
		stem.n--;
	th_str low = th_str_lower(a, stem);
	char *p = th_str_z(a, low);
	for (size_t i = 0; i < low.n; i++)
		if (p[i] == ' ')
			p[i] = '-';
	return th_str_fmt(a, low.n > 0 ? "/%s/" : "/%s", p);
}

static bool is_list(const th_mapping *m, th_str folder)
{
	while (th_str_ends(folder, TH_S("/")))
		folder.n--;
	for (size_t i = 0; i < m->folders.n; i++)
		if (th_str_eq(m->folders.v[i], folder) || path_in(folder, m->folders.v[i]))
			return true;
	return false;
}

static bool is_file(const th_content *c, th_str path)
{
	return source_find(c->source, path) != NULL;
}

const th_doc *address_in_content(
    const th_content *c, const th_mapping *m, th_str target, th_arena *a)
{
	return m->folders.n > 0
		   ? th_map_get(&c->by_path, th_str_cat(a, content_root(m->folders.v[0]), target))
		   : NULL;
}

bool address_of_section(
    const th_content *c, const th_mapping *m, th_str target, th_arena *a, th_str *href)
{
	if (m->folders.n == 0)
		return false;
	th_str root = content_root(m->folders.v[0]), path = target;
	while (th_str_starts(path, TH_S("/")))
		path = th_str_sub(path, 1, path.n);
	path = th_str_cat(a, root, path);
	while (th_str_ends(path, TH_S("/")))
		path.n--;
	th_str base = path_base(path);
	if (th_str_eqz(base, "_index.md") || th_str_eqz(base, "_index"))
		path = th_str_sub(path, 0, path_folder(path).n ? path_folder(path).n - 1 : 0);
	th_str folder = th_str_cat(a, path, TH_S("/"));
	bool section = is_file(c, th_str_cat(a, folder, TH_S("_index.md")));
	if (is_list(m, path)) {
		*href = th_str_fmt(a, "/%s/", th_kind_path[m->kind]);
		return section || path.n == m->folders.v[0].n;
	}
	const th_str pages[] = {path, th_str_cat(a, path, TH_S(".md")),
	    th_str_cat(a, folder, TH_S("index.md")), th_str_cat(a, folder, TH_S("_index.md"))};
	for (size_t i = 0; i < TH_COUNT(pages); i++)
		if (th_str_ends(pages[i], TH_S(".md")) && is_file(c, pages[i]) &&
		    th_str_starts(pages[i], root)) {
			*href = site_address(th_str_sub(pages[i], root.n, pages[i].n), a);
			return true;
		}
	return false;
}
