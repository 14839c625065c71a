/* old_defaults.c -- where each generator publishes a text when neither the text nor hub.yml says
 * so: by its settings, and by where the file is. Called by old_address.c. */
#include "old_address.h"

void old_jekyll_default(old_job *job)
{
	const struct th_site *site = job->field->hub->site;
	th_str pattern = site->jekyll_permalink;
	if (pattern.n == 0) /* there is no _config.yml */
		pattern = permalink_style(TH_S("date"));
	old_see_as(job, TH_GENERATOR_JEKYLL);
	th_str first = th_str_sub(job->page.path, 0,
	    th_str_chr(job->page.path, '/') < 0 ? 0 : (size_t)th_str_chr(job->page.path, '/'));
	for (size_t i = 0; i < site->collections.n; i++)
		if (th_str_eq(site->collections.v[i].key, first))
			pattern = site->collections.v[i].value;
	old_add_pattern(job, pattern, TH_GENERATOR_JEKYLL);
}

/* Hugo: by the permalinks of its first section, else by where the file is. */
void old_hugo_default(old_job *job)
{
	const struct th_site *site = job->field->hub->site;
	old_see_as(job, TH_GENERATOR_HUGO);
	ptrdiff_t slash = th_str_chr(job->page.path, '/');
	th_str section = th_str_sub(job->page.path, 0, slash < 0 ? 0 : (size_t)slash);
	bool list = th_str_starts(path_base(job->page.path), TH_S("_index."));
	for (size_t i = 0; i < site->hugo_permalinks.n && !list; i++)
		if (th_str_eq(site->hugo_permalinks.v[i].key, section)) {
			old_add_pattern(job, site->hugo_permalinks.v[i].value, TH_GENERATOR_HUGO);
			return;
		}
	th_arena *a = job->field->arena;
	th_str slug = job->page.slug, name = TH_NONE;
	if (!list)
		name = slug.n > 0 ? slug_hugo(a, slug, true) : slug_hugo(a, job->page.stem, true);
	th_str address =
	    th_str_fmt(a, "%.*s%.*s%s", TH_FMT(job->folders), TH_FMT(name), name.n > 0 ? "/" : "");
	if (job->lang.n > 0)
		address = th_str_fmt(a, "/%.*s%.*s", TH_FMT(job->lang), TH_FMT(address));
	old_add(job, old_encoded(a, address));
}

/* Eleventy: by where the file is below its input folder, which only a script knows. Unlike in
 * page.fileSlug, the date stays in the name. */
void old_eleventy_default(old_job *job)
{
	th_arena *a = job->field->arena;
	th_str stem = path_stem(job->field->doc->path);
	th_str folder = path_folder(stem);
	if (!old_is_index(stem))
		folder = th_str_cat(a, stem, TH_S("/"));
	ptrdiff_t slash = th_str_chr(folder, '/');
	old_add(job, old_encoded(a, th_str_cat(a, TH_S("/"), folder)));
	if (slash >= 0)
		old_add(job, old_encoded(a, th_str_sub(folder, (size_t)slash, folder.n)));
}

/* 2023-09-01_name as well as 2023-09-01-name. */
static th_str without_any_date(th_str name)
{
	th_str cut = old_without_date(name);
	bool dated = name.n > 11 && name.p[10] == '_' && name.p[4] == '-' && name.p[7] == '-';
	return cut.n == name.n && dated ? th_str_sub(name, 11, name.n) : cut;
}

/* Zola: by where the file is below content/; names are spelt in plain letters, folders may be. */
void old_zola_default(old_job *job)
{
	th_arena *a = job->field->arena;
	th_str path = old_content_path(job->field->hub, job->field->doc->path), lang, segment;
	th_str stem = path_stem(path), folder, slug = old_text(job->map, "slug", false);
	path_split_lang(&stem, &lang, job->field->hub);
	if (th_str_eqz(path_base(stem), "index"))
		stem = th_str_sub(stem, 0, stem.n > 6 ? stem.n - 6 : 0);
	folder = path_folder(stem);
	slug = slug_zola(a, slug.n > 0 ? slug : without_any_date(path_base(stem)));
	th_str lead = job->lang.n > 0 ? th_str_fmt(a, "/%.*s/", TH_FMT(job->lang)) : TH_S("/");
	th_str plain = lead, rest = folder;
	while (rest.n > 0 && th_str_split(&rest, '/', &segment))
		if (segment.n > 0)
			plain = th_str_fmt(
			    a, "%.*s%.*s/", TH_FMT(plain), TH_FMT(slug_zola(a, segment)));
	old_add(job, old_encoded(a, th_str_fmt(a, "%.*s%.*s%.*s/", TH_FMT(lead), TH_FMT(folder),
					TH_FMT(slug))));
	old_add(job, th_str_fmt(a, "%.*s%.*s/", TH_FMT(plain), TH_FMT(slug)));
}
