/* openapi.c -- /openapi.json: what programs can read from this hub, as an OpenAPI document
 * (spec.openapis.org/oas/v3.1.0). Addresses come from the table of routes and the hub's facets,
 * what they answer from the descriptors of the views, so that it cannot differ from what is
 * answered. */
#include "teamhub/json.h"
#include "teamhub/route.h"

/* Pages that are for people's eyes alone. */
static bool is_left_out(const hub_site *site, const char *pattern)
{
	return strcmp(pattern, "/fragments/stories/") == 0 ||
	       strcmp(pattern, "/feeds/poster/") == 0 ||
	       (strcmp(pattern, "/report/") == 0 && !site->internal);
}

/* Lists that can be filtered and have further pages. */
static bool is_list(const char *pattern)
{
	static const char *const lists[] = {
	    "/stories/", "/people/", "/search/", "/events/", "/feeds/", "/FACET/*/"};
	for (size_t i = 0; i < TH_COUNT(lists); i++)
		if (strcmp(pattern, lists[i]) == 0)
			return true;
	return false;
}

static void write_parameter(th_json *j, const char *name, th_str what, const char *in)
{
	bool path = strcmp(in, "path") == 0, page = strcmp(name, "page") == 0;
	json_begin(j, NULL, '{');
	json_text(j, "name", th_strz(name));
	json_text(j, "in", th_strz(in));
	json_bool(j, "required", path);
	json_text(j, "description", what);
	json_begin(j, "schema", '{');
	json_text(j, "type", page ? TH_S("integer") : TH_S("string"));
	if (page)
		json_number(j, "minimum", 1);
	json_end(j, '}');
	json_end(j, '}');
}

static void write_parameters(th_json *j, hub_site *site, const char *pattern)
{
	size_t n;
	const edition_facet *facets = edition_facets(site->q.e, &n);
	json_begin(j, "parameters", '[');
	if (strchr(pattern, '*') != NULL)
		write_parameter(j, "slug", TH_S("its name in addresses"), "path");
	if (is_list(pattern)) {
		write_parameter(j, "page", TH_S("of the list, from 1"), "query");
		for (size_t i = 0; i < n; i++)
			write_parameter(j, th_str_z(site->q.a, facets[i].name),
			    TH_S("a term; several with commas are alternatives"), "query");
		write_parameter(j, "lang", TH_S("language of the stories"), "query");
		write_parameter(j, "author", TH_S("a person"), "query");
	}
	if (strcmp(pattern, "/search/") == 0)
		write_parameter(j, "q", TH_S("words to look for"), "query");
	json_end(j, ']');
}

static void write_response(th_json *j, const char *status, const char *what, bool body)
{
	json_begin(j, status, '{');
	json_text(j, "description", th_strz(what));
	if (body) {
		json_begin(j, "content", '{');
		json_begin(j, "application/json", '{');
		json_begin(j, "schema", '{');
		json_text(j, "$ref", TH_S("#/components/schemas/view"));
		json_end(j, '}');
		json_end(j, '}');
		json_end(j, '}');
	}
	json_end(j, '}');
}

/* "/teams/{slug}/index.json" */
static th_str path_of(th_arena *a, const char *pattern, const edition_facet *facet)
{
	th_str rest = th_strz(pattern), segment, out = TH_S("");
	while (th_str_split(&rest, '/', &segment)) {
		if (segment.n == 0)
			continue;
		if (th_str_eqz(segment, "FACET"))
			segment = facet->path;
		else if (th_str_eqz(segment, "*"))
			segment = TH_S("{slug}");
		out = th_str_fmt(a, "%.*s/%.*s", TH_FMT(out), TH_FMT(segment));
	}
	return th_str_cat(a, out, TH_S("/index.json"));
}

static th_str id_of(th_arena *a, th_str path)
{
	th_str id = th_str_dup(a, path);
	char *p = th_str_z(a, id);
	for (size_t i = 0; i < id.n; i++)
		if (!th_is_alnum(p[i]))
			p[i] = '_';
	return th_strn(p + 1, id.n - TH_S("/index.json").n - (id.n > TH_S("/index.json").n));
}

static void write_path(th_json *j, hub_site *site, const route *r, const edition_facet *facet)
{
	th_str path = path_of(site->q.a, r->pattern, facet), id = id_of(site->q.a, path);
	th_str what = facet != NULL ? edition_facet_label(site->q.e, facet->name, site->q.ui, true)
		      : r->kind != TH_KIND_COUNT ? kind_label(site, r->kind)
						 : site_title(site);
	json_begin(j, th_str_z(site->q.a, path), '{');
	json_begin(j, "get", '{');
	json_text(j, "operationId", id.n > 0 ? id : TH_S("start"));
	json_text(j, "summary", what);
	write_parameters(j, site, r->pattern);
	json_begin(j, "responses", '{');
	write_response(j, "200", "What the page of the same address shows.", true);
	write_response(j, "301", "It is elsewhere now: Location says where.", false);
	write_response(j, "400", "The query cannot be read.", false);
	write_response(j, "404", "There is no such thing.", true);
	write_response(j, "410", "It was withdrawn: forget it.", true);
	json_end(j, '}');
	json_end(j, '}');
	json_end(j, '}');
}

static void write_paths(th_json *j, hub_site *site)
{
	size_t n;
	const edition_facet *facets = edition_facets(site->q.e, &n);
	json_begin(j, "paths", '{');
	for (size_t i = 0; i < web_route_count; i++) {
		const route *r = &web_routes[i];
		if (!th_str_ends(th_strz(r->pattern), TH_S("/")) || is_left_out(site, r->pattern))
			continue;
		bool each = th_str_starts(th_strz(r->pattern), TH_S("/FACET"));
		for (size_t k = 0; k < (each ? n : 1); k++)
			write_path(j, site, r, each ? &facets[k] : NULL);
	}
	json_end(j, '}');
}

static void write_servers(th_json *j, hub_site *site)
{
	const th_strs *langs = edition_languages(site->q.e);
	json_begin(j, "servers", '[');
	for (size_t i = 0; i < langs->n; i++) {
		json_begin(j, NULL, '{');
		json_text(j, "url", url_absolute(site, url_base(site, langs->v[i])));
		json_text(j, "description", word_in(site, langs->v[i], "language_name"));
		json_end(j, '}');
	}
	json_end(j, ']');
}

int openapi_answer(answer *ans, hub_site *site, request *req)
{
	th_json j = {.out = &ans->reply->body};
	if (!req->native || site->files != NULL)
		return 404;
	ans->type = TH_S("application/json; charset=utf-8");
	req->json = true; /* programs in browsers may read it as what it describes */
	json_begin(&j, NULL, '{');
	json_text(&j, "openapi", TH_S("3.1.0"));
	json_begin(&j, "info", '{');
	json_text(&j, "title", site_title(site));
	json_text(&j, "version", th_str_fmt(site->q.a, "%d", VIEW_JSON_VERSION));
	json_text(&j, "description",
	    TH_S("Each page of the hub as data: index.json beside it, with the same query. For "
		 "reading; cached and conditional as pages are."));
	json_end(&j, '}');
	write_servers(&j, site);
	write_paths(&j, site);
	json_begin(&j, "components", '{');
	json_begin(&j, "schemas", '{');
	view_write_schemas(&j);
	json_end(&j, '}');
	json_end(&j, '}');
	json_end(&j, '}');
	th_buf_addc(&ans->reply->body, '\n');
	return 200;
}
