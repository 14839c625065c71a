/* people.c -- finds authors: a data file, a folder of profiles, pages of a taxonomy; and what their
 * fields are called. Called by survey.c once the posts are known. */
#include "adopt.h"

static bool is_called(th_str name, const char *const *names, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (th_str_eqz(name, names[i]))
			return true;
	return false;
}

/* authors: of Jekyll's settings, where a theme has them: a map with more below each name. */
static void find_in_settings(adoption *ad)
{
	static const char *const keys[] = {"authors:", "people:", "team:"};
	enum { LOOK_AT = 1 << 20 };
	th_str text, line;
	const th_entry *e = source_find(ad->source, ad->marker);
	if (ad->people_data.n > 0 || e == NULL || !th_str_ends(ad->marker, TH_S(".yml")) ||
	    source_read(ad->source, e, LOOK_AT, ad->a, &text, NULL) != 0)
		return;
	while (th_str_split(&text, '\n', &line))
		for (size_t i = 0; i < TH_COUNT(keys); i++)
			if (th_str_eqz(th_str_trim(line), keys[i]) &&
			    !th_str_starts(line, TH_S(" ")) && th_str_starts(text, TH_S(" "))) {
				ad->people_data = th_str_fmt(ad->a, "%.*s#%.*s", TH_FMT(ad->marker),
				    (int)strlen(keys[i]) - 1, keys[i]);
				return;
			}
}

static void find_people(adoption *ad)
{
	static const char *const data[] = {"authors.yml", "authors.yaml", "authors.json",
	    "people.yml", "people.yaml", "people.json", "team.yml", "team.json",
	    "contributors.yml"};
	static const char *const folders[] = {
	    "_authors", "authors", "author", "_people", "people", "team", "_team"};
	size_t n, sections = 0, files = 0;
	const th_entry *all = source_entries(ad->source, &n);
	for (size_t i = 0; i < n; i++) {
		th_str path = all[i].path, base = path_base(path), folder = path_folder(path);
		if (!th_str_starts(path, ad->root) || all[i].kind != TH_ENTRY_FILE)
			continue;
		th_str place = path_base(th_str_sub(folder, 0, folder.n ? folder.n - 1 : 0));
		bool in_data = th_str_eqz(place, "_data") || th_str_eqz(place, "data") ||
			       th_str_eqz(place, "blog");
		if (in_data && ad->people_data.n == 0 && is_called(base, data, TH_COUNT(data)))
			ad->people_data = path;
		bool text = th_str_ends(base, TH_S(".md"));
		bool section = th_str_eqz(base, "_index.md");
		th_str home = section
				  ? path_folder(th_str_sub(folder, 0, folder.n ? folder.n - 1 : 0))
				  : adopt_home(path);
		th_str name = path_base(th_str_sub(home, 0, home.n ? home.n - 1 : 0));
		if (!text || home.n == 0 || adopt_in_folders(ad, path) ||
		    !is_called(name, folders, TH_COUNT(folders)))
			continue;
		sections += section;
		files++;
		th_str bare = th_str_sub(home, 0, home.n - 1);
		if (!th_strs_has(&ad->people_folders, bare))
			*TH_ADD(ad->a, &ad->people_folders) = bare;
	}
	if (sections * 2 > files)
		*TH_ADD(ad->a, &ad->people_names) = TH_S("{slug}/_index");
}

/* Profiles are in a folder of that name: /authors/jana/ for _authors and content/authors. */
static void find_profiles(adoption *ad)
{
	for (size_t i = 0; i < ad->people_folders.n; i++) {
		th_str folder = adopt_on_the_site(ad, ad->people_folders.v[i]), bad;
		if (th_str_starts(folder, TH_S("_")))
			folder = th_str_sub(folder, 1, folder.n);
		th_str pattern = th_str_fmt(ad->a, "/%.*s/:slug/", TH_FMT(folder));
		if (folder.n > 0 && permalink_check(pattern, &bad))
			*TH_ADD(ad->a, &ad->people_permalinks) = pattern;
	}
}

static int find_person_fields(adoption *ad, th_err *err)
{
	th_buf draft = {0};
	th_content people;
	if (ad->people_data.n == 0 && ad->people_folders.n == 0)
		return 0;
	adopt_draft(&draft, ad, TH_S("en"));
	int rc = adopt_load(ad, &people, th_buf_str(&draft), err);
	th_buf_free(&draft);
	size_t named = 0, titled = 0, all = 0;
	for (size_t i = 0; rc == 0 && i < people.docs.n; i++) {
		const th_doc *doc = people.docs.v[i];
		if (doc->kind != TH_PERSON || doc->path.n == 0)
			continue;
		all++;
		named += doc->title.n > 0;
		for (size_t k = 0; k < doc->fields.n; k++)
			titled += th_str_eqz(doc->fields.v[k].key, "title");
		adopt_count_fields(ad, &ad->people_fields, doc);
	}
	for (size_t i = 0; i < ad->people_fields.n; i++)
		if (th_str_eqz(ad->people_fields.v[i].ours, "name"))
			named += ad->people_fields.v[i].files;
	if (titled > 0) /* a page's title is the name; beside a name it is what they do */
		*TH_ADD(ad->a, &ad->people_fields) = (field_guess){
		    TH_S("title"), named * 2 > all ? TH_S("role") : TH_S("name"), titled};
	adopt_settle_fields(ad, &ad->people_fields);
	return rc;
}

int adopt_find_people(adoption *ad, th_err *err)
{
	find_people(ad);
	find_in_settings(ad);
	find_profiles(ad);
	return find_person_fields(ad, err);
}
