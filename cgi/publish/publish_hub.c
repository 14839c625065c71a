/* publish_hub.c -- what an edition holds besides documents: the hub's settings and facets. Called
 * by publish. */
#include "teamhub/publish_steps.h"

#include "teamhub/edition.h"

static void put_in_languages(publish_rows *p, const char *name, const th_texts *texts)
{
	const th_strs *languages = &p->content->hub->languages;
	for (size_t i = 0; i < languages->n; i++) {
		th_str lang = languages->v[i];
		writer_put_meta(p->w, th_str_fmt(p->a, "%s.%.*s", name, TH_FMT(lang)),
		    texts_get(texts, lang, languages->v[0]));
	}
}

static void put_facets(publish_rows *p)
{
	const th_hub *hub = p->content->hub;
	for (size_t i = 0; i < hub->facets.n; i++) {
		const th_facet *f = &hub->facets.v[i];
		writer_put_facet(
		    p->w, f->name, (int64_t)i, f->path, th_strz(th_kind_name[f->kind]));
		for (size_t k = 0; k < hub->languages.n; k++) {
			th_str ui = hub->languages.v[k], first = hub->languages.v[0];
			th_str label = texts_get(&f->label, ui, first);
			th_str plural = texts_get(&f->plural, ui, first);
			writer_put_facet_label(p->w, f->name, ui, label.n ? label : f->name,
			    plural.n  ? plural
			    : label.n ? label
				      : f->name);
		}
	}
}

/* The page that explains how to write a story: the text that hub.yml names, or an address. */
static th_str path_to_write(const publish_rows *p)
{
	th_str said = p->content->hub->write;
	const th_doc *doc = th_map_get(&p->content->by_path, said);
	if (doc != NULL)
		return doc->left_out ? TH_NONE : doc->href;
	return th_str_starts(said, TH_S("https://")) ? said : TH_NONE;
}

/* Where a link at the foot leads, for pages in `lang`: an address as it is, or the text's own,
 * below the prefix of that language. TH_NONE: nowhere, such a text is not public. */
static th_str foot_href(const publish_rows *p, const th_foot_link *link, th_str lang)
{
	const th_hub *hub = p->content->hub;
	th_str said = texts_get(&link->url, lang, hub->languages.v[0]);
	if (address_is_link(said))
		return said;
	const th_doc *doc = th_map_get(&p->content->by_path, said);
	if (doc == NULL || doc->left_out)
		return TH_NONE;
	th_str first = hub->languages.v[0];
	return th_str_fmt(p->a, "%.*s%s%.*s%.*s", TH_FMT(hub->prefix),
	    th_str_eq(lang, first) ? "" : "/", TH_FMT(th_str_eq(lang, first) ? TH_NONE : lang),
	    TH_FMT(doc->href));
}

/* The links at the foot of every page, by language: a line each, "address label". */
static void put_footer(publish_rows *p)
{
	const th_hub *hub = p->content->hub;
	for (size_t i = 0; hub->footer.n > 0 && i < hub->languages.n; i++) {
		th_str lang = hub->languages.v[i];
		th_buf lines = {0};
		for (size_t k = 0; k < hub->footer.n; k++) {
			const th_foot_link *link = &hub->footer.v[k];
			th_str href = foot_href(p, link, lang);
			th_str label = texts_get(&link->label, lang, hub->languages.v[0]);
			if (href.n > 0)
				th_buf_addf(&lines, "%.*s %.*s\n", TH_FMT(href), TH_FMT(label));
		}
		writer_put_meta(
		    p->w, th_str_fmt(p->a, "footer.%.*s", TH_FMT(lang)), th_buf_str(&lines));
		th_buf_free(&lines);
	}
}

void rows_put_hub(publish_rows *p)
{
	const th_hub *hub = p->content->hub;
	const th_source *source = p->content->source;
	th_buf languages = {0};
	for (size_t i = 0; i < hub->languages.n; i++) {
		if (i > 0)
			th_buf_addc(&languages, ',');
		th_buf_add(&languages, hub->languages.v[i]);
	}
	th_buf sites = {0};
	for (size_t i = 0; i < hub->embed_allow.n; i++) {
		if (i > 0)
			th_buf_addc(&sites, ' ');
		th_buf_add(&sites, hub->embed_allow.v[i]);
	}
	const struct {
		const char *key;
		th_str value;
	} settings[] = {
	    {"languages", th_buf_str(&languages)},
	    {"revision", source_revision(source)},
	    {"audience", hub->audience == TH_INTERNAL ? TH_S("internal")
			 : p->content->drafts         ? TH_S("preview")
						      : TH_S("public")},
	    {"base_url", hub->base_url},
	    {"origin", hub->origin},
	    {"prefix", hub->prefix},
	    {"timezone", hub->timezone},
	    {"per_page", th_str_fmt(p->a, "%d", hub->per_page)},
	    {"company", hub->company},
	    {"company_url", hub->company_url},
	    {"contact", hub->contact},
	    {"feed_authority", hub->feed_authority},
	    {"embed_allow", th_buf_str(&sites)},
	    {"edit_url", hub->edit_url},
	    {"websub", hub->audience == TH_INTERNAL ? TH_NONE : hub->websub},
	    {"synonyms", hub->synonyms},
	    {"write", path_to_write(p)},
	    {"built_by", TH_S(TH_VERSION)},
	    {"schema", th_str_fmt(p->a, "%d", EDITION_SCHEMA)},
	};
	for (size_t i = 0; i < TH_COUNT(settings); i++)
		writer_put_meta(p->w, th_strz(settings[i].key), settings[i].value);
	writer_put_meta(p->w, TH_S("meetings_until"),
	    th_str_fmt(p->a, "%lld", (long long)p->content->meetings_until));
	if (source_time(source) != TH_NEVER)
		writer_put_meta(p->w, TH_S("committed"),
		    th_str_fmt(p->a, "%lld", (long long)source_time(source)));
	put_in_languages(p, "title", &hub->title);
	put_in_languages(p, "tagline", &hub->tagline);
	put_footer(p);
	put_facets(p);
	th_buf_free(&languages);
	th_buf_free(&sites);
	th_arena_reset(p->a);
}
