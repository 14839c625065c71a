/* query_term.c -- terms of facets: beside a story or person, all terms of a facet, and the page of
 * one. Called by the handlers and by other query files. A term as a label is cached with the
 * edition. Two facets have no row: `author` (its terms are people) and `lang` (its terms have no
 * page). */
#include "query.h"
#include "query_rows.h"

#include "teamhub/texts.h"

typedef struct kept_view {
	view_term v;
	th_time from, until;
} kept_view;

static th_str facet_label(query *q, th_str facet)
{
	if (edition_facet_named(q->e, facet) != NULL)
		return edition_facet_label(q->e, facet, q->ui, false);
	/* Every hub has these two; the theme may rename them. */
	const th_dict *words = edition_words(q->e, q->ui);
	bool lang = th_str_eqz(facet, "lang");
	th_str word =
	    words ? th_dict_get(words, lang ? TH_S("facet_lang") : TH_S("facet_author")) : TH_NONE;
	if (word.n > 0)
		return word;
	return catalogue_get(q->ui, lang ? TEXT_FACET_LANG : TEXT_FACET_AUTHOR);
}

/* Languages by their own names, so that their speakers find them. */
static const struct {
	const char *code, *name;
} lang_names[] = {
    {"ar", "العربية"},
    {"bg", "Български"},
    {"cs", "Čeština"},
    {"da", "Dansk"},
    {"de", "Deutsch"},
    {"el", "Ελληνικά"},
    {"en", "English"},
    {"es", "Español"},
    {"et", "Eesti"},
    {"fa", "فارسی"},
    {"fi", "Suomi"},
    {"fr", "Français"},
    {"ga", "Gaeilge"},
    {"hr", "Hrvatski"},
    {"hu", "Magyar"},
    {"it", "Italiano"},
    {"ja", "日本語"},
    {"ko", "한국어"},
    {"lt", "Lietuvių"},
    {"lv", "Latviešu"},
    {"nb", "Norsk bokmål"},
    {"nl", "Nederlands"},
    {"pl", "Polski"},
    {"pt", "Português"},
    {"ro", "Română"},
    {"ru", "Русский"},
    {"sk", "Slovenčina"},
    {"sl", "Slovenščina"},
    {"sv", "Svenska"},
    {"tr", "Türkçe"},
    {"uk", "Українська"},
    {"vi", "Tiếng Việt"},
    {"zh", "中文"},
};

static th_str lang_name(th_str code)
{
	for (size_t i = 0; i < TH_COUNT(lang_names); i++)
		if (th_str_eqz(code, lang_names[i].code))
			return th_strz(lang_names[i].name);
	return code;
}

typedef struct term_row {
	th_str href, title, summary, alt;
	th_time from, until;
	picture_row picture;
} term_row;

#define ROW term_row
static const row_column term_columns[] = {
    TEXT(href, "d.href"),
    NUMBER(from, "d.visible_from"),
    NUMBER(until, "d.visible_until"),
    TEXT(title, "t.title"),
    TEXT(summary, "t.summary"),
    TEXT(alt, "t.picture_alt"),
    PICTURE(picture),
};
static const row_desc term_desc = ROW_READ(term_columns);
#undef ROW

static const row_select term_of = {&term_desc,
    "FROM doc d JOIN text t ON t.doc = d.id AND t.ui = ?2"
    " LEFT JOIN picture p ON p.id = d.picture WHERE d.id = ?1"};

static kept_view *load_term(query *q, th_str facet, th_str slug)
{
	th_str doc;
	sqlite3_stmt *st =
	    ASK(q->e, "SELECT doc FROM term WHERE facet = ?1 AND slug = ?2", facet, slug);
	if (!ASK_ONE(q->e, q->a, st, &doc))
		return NULL;
	kept_view *k = TH_NEW(q->a, kept_view);
	view_term *v = &k->v;
	v->facet = th_str_dup(q->a, facet);
	v->slug = th_str_dup(q->a, slug);
	v->facet_label = facet_label(q, facet);
	if (doc.n == 0) {
		v->label = th_str_dup(q->a, lang_name(slug));
		v->href =
		    th_str_fmt(q->a, "%.*s/stories/?lang=%.*s", TH_FMT(q->base), TH_FMT(slug));
		k->from = INT64_MIN;
		k->until = INT64_MAX;
		return k;
	}
	term_row r;
	st = ASK_FOR(q->e, &term_of, doc, q->ui);
	if (!ask_read(q->e, q->a, st, &term_desc, &r))
		return NULL;
	ask_done(st);
	v->href = th_str_cat(q->a, q->base, r.href);
	k->from = r.from;
	k->until = r.until;
	v->value = th_str_starts(doc, TH_S("value/"));
	v->label = r.title;
	v->summary = r.summary;
	v->picture = picture_view(q, &r.picture, r.alt);
	if (th_str_starts(doc, TH_S("programme/")))
		v->tone = row_tone(q, TH_S("programme"), v->slug, query_doc_fields(q, doc));
	return k;
}

const view_term *kept_term(query *q, th_str facet, th_str slug)
{
	ui_kept *kept = kept_of(q);
	char key[400];
	if (facet.n == 0 || facet.n + slug.n + 1 > sizeof key)
		return NULL;
	memcpy(key, facet.p, facet.n);
	key[facet.n] = '/';
	if (slug.n > 0)
		memcpy(key + facet.n + 1, slug.p, slug.n);
	th_str id = th_strn(key, facet.n + 1 + slug.n);
	kept_view *k = th_map_get(&kept->terms, id);
	if (k == NULL) {
		bool keep = kept_room(q->e) && kept->terms.arena == q->e->a;
		query own = *q;
		own.a = keep ? q->e->a : q->a;
		k = load_term(&own, facet, slug);
		if (k == NULL)
			return NULL;
		if (keep) {
			th_map_put(&kept->terms, th_str_dup(own.a, id), k);
			kept_count_one(q->e);
		}
	}
	return k->from <= q->now && q->now < k->until ? &k->v : NULL;
}

void query_doc_terms(query *q, th_str doc, view_terms *out)
{
	enum { TERMS_MAX = 100 };
	th_pairs found = {0};
	th_pair one;
	sqlite3_stmt *st =
	    ASK(q->e, "SELECT facet, term FROM doc_term WHERE doc = ?1 ORDER BY facet, ord", doc);
	while (found.n < TERMS_MAX && ASK_ROW(q->e, q->a, st, &one.key, &one.value))
		*TH_ADD(q->a, &found) = one;
	ask_done(st);
	for (size_t f = 0; f < q->e->facet_count; f++)
		for (size_t i = 0; i < found.n; i++) {
			if (!th_str_eq(found.v[i].key, q->e->facets[f].name))
				continue;
			const view_term *t = kept_term(q, found.v[i].key, found.v[i].value);
			if (t != NULL)
				*TH_ADD(q->a, out) = *t;
		}
}

bool query_term(query *q, th_str facet, th_str slug, view_term *out)
{
	const view_term *t = kept_term(q, facet, slug);
	if (t == NULL)
		return false;
	*out = *t;
	return true;
}

/* Terms of kind value or programme are documents; those of team, place, topic get a document made
 * up for them when nobody wrote one. */
void query_terms(query *q, th_str facet, view_items *out)
{
	const facet_list *l = set_facet(q, RANK_STORY, facet);
	th_set visible = set_select(q, RANK_STORY, NULL, TH_NONE);
	for (size_t i = 0; i < l->n; i++) {
		const facet_entry *x = &l->v[l->in_order[i]];
		view_item item = {0};
		if (x->doc.n == 0 || !query_item_of(q, x->doc, &item))
			continue;
		item.count = (int64_t)set_count_entry(&visible, x);
		item.value = th_str_starts(x->doc, TH_S("value/"));
		*TH_ADD(q->a, out) = item;
	}
}

bool query_has_terms(query *q, th_str facet)
{
	return ask_any(q->e, ASK(q->e,
				 "SELECT 1 FROM term y JOIN doc d ON d.id = y.doc"
				 " JOIN text t ON t.doc = d.id AND t.ui = ?2 WHERE y.facet = ?1"
				 " AND d.visible_from <= ?3 AND ?3 < d.visible_until LIMIT 1",
				 facet, q->ui, q->now));
}

bool query_has_term_page(query *q, th_str facet, th_str slug)
{
	return ask_any(q->e,
	    ASK(q->e,
		"SELECT 1 FROM term y JOIN doc d ON d.id = y.doc"
		" JOIN text t ON t.doc = d.id AND t.ui = ?3 WHERE y.facet = ?1 AND y.slug = ?2"
		" AND d.visible_from <= ?4 AND ?4 < d.visible_until",
		facet, slug, q->ui, q->now));
}

bool query_term_page(query *q, th_str facet, th_str slug, view_list *out, th_time *modified)
{
	enum { PEOPLE = 24, JOBS = 12 };
	const facet_entry *x = facet_find(set_facet(q, RANK_STORY, facet), slug);
	view_item *item = TH_NEW(q->a, view_item);
	if (x == NULL || x->doc.n == 0 || !query_item_of(q, x->doc, item))
		return false;
	th_set visible = set_select(q, RANK_STORY, NULL, TH_NONE);
	item->count = (int64_t)set_count_entry(&visible, x);
	out->term = item;
	out->heading = item->title;
	out->intro = item->lead;
	out->picture = item->picture;
	th_str lang = TH_NONE;
	row_moment updated;
	th_time at, from;
	sqlite3_stmt *st = ASK(q->e,
	    "SELECT d.modified, d.visible_from, t.lang, d.updated, d.updated_offset, d.updated_day"
	    " FROM doc d JOIN text t ON t.doc = d.id AND t.ui = ?2 WHERE d.id = ?1",
	    x->doc, q->ui);
	if (ASK_ONE(q->e, q->a, st, &at, &from, &lang, &updated.at, &updated.offset,
		&updated.day_only)) {
		*modified = at > from ? at : from;
		out->updated = moment_date(q, &updated);
	}
	if (query_has_versions(q, x->doc, lang))
		out->versions = th_str_cat(q->a, item->href, TH_S("versions/"));
	query_doc_body(q, x->doc, lang, &out->html);
	selection_term own = {facet, slug};
	selection s = {.terms = {&own, 1, 1}};
	query_people(q, &s, &out->people);
	if (out->people.n > PEOPLE)
		out->people.n = PEOPLE;
	query_jobs_of(q, facet, slug, JOBS, &out->jobs);
	query_programmes_of(q, facet, slug, &out->programmes);
	query_contacts(q, x->doc, &out->asked);
	out->value = item->value = th_str_starts(x->doc, TH_S("value/"));
	if (out->value) {
		query_material_of(q, facet, slug, &out->material);
		query_doc_downloads(q, x->doc, &out->downloads);
	}
	th_time newest = query_modified(q, &s);
	if (newest > *modified)
		*modified = newest;
	return true;
}
