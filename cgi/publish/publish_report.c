/* publish_report.c -- the content as rows for the lead's report: people, stories, drafts, what they
 * belong to, when consents end, who agreed to which guidelines, which rules were overridden. Must
 * never be called for a public edition. */
#include "teamhub/publish_report.h"

#include "teamhub/guideline.h"
#include "teamhub/plan.h"
#include "teamhub/texts.h"

#include <stdlib.h>

typedef struct putting {
	edition_writer *w;
	const th_content *c;
	th_arena *a;
} putting;

static bool is_first(const th_content *c, const th_doc *d)
{
	return th_map_get(&c->by_id, d->id) == d;
}

static bool is_published(const th_content *c, const th_doc *d, th_kind kind)
{
	return d->kind == kind && !d->left_out && is_first(c, d);
}

/* ---- settings, facets ---- */

static void put_number(putting *p, const char *name, int n)
{
	writer_put_report(p->w, name, th_str_fmt(p->a, "%d", n));
}

static void put_settings(putting *p, const th_plan *plan)
{
	static const char *const pages[] = {"coverage", "all", "none"};
	put_number(p, "window", plan->window);
	put_number(p, "quiet", plan->quiet);
	put_number(p, "consent", plan->consent);
	put_number(p, "small", plan->small);
	put_number(p, "planned", plan->given);
	writer_put_report(p->w, "page", th_strz(pages[plan->page]));
	if (p->c->guideline_versions.n > 0)
		writer_put_report(p->w, "guidelines", p->c->guideline_versions.v[0]);
}

static void put_term(putting *p, th_str facet, th_str term, int64_t ord, int64_t target, th_str doc)
{
	writer_put_report_term(p->w, &(row_report_term){facet, term, ord, target, doc});
}

static void put_labels(putting *p, th_str facet, th_str term, const th_texts *texts, th_str lang)
{
	const th_strs *langs = &p->c->hub->languages;
	for (size_t i = 0; i < langs->n; i++) {
		th_str label = texts_get(texts, langs->v[i], lang);
		writer_put_report_label(p->w, facet, term, langs->v[i],
		    label.n  ? label
		    : term.n ? term
			     : facet);
	}
}

static int64_t target_of(const th_plan *plan, th_str facet, th_str term)
{
	for (size_t i = 0; i < plan->targets.n; i++)
		if (th_str_eq(plan->targets.v[i].facet, facet) &&
		    th_str_eq(plan->targets.v[i].term, term))
			return plan->targets.v[i].permille;
	return -1;
}

/* In the order of their pages: by `order`, then name. */
typedef struct ordered {
	const th_doc *doc;
	int64_t order;
	th_str key;
} ordered;

static int by_order(const void *x, const void *y)
{
	const ordered *a = x, *b = y;
	if (a->order != b->order)
		return a->order < b->order ? -1 : 1;
	int c = th_str_cmp(a->key, b->key);
	return c != 0 ? c : th_str_cmp(a->doc->id, b->doc->id);
}

static void add_ordered(putting *p, const th_doc *d, ordered *one)
{
	th_str lang = p->c->hub->languages.v[0];
	*one = (ordered){.doc = d,
	    .order = d->kind == TH_PERSON ? 0 : d->order,
	    .key = sort_key(p->a, texts_get(&d->title, lang, d->lang), lang)};
}

static void put_facet(putting *p, const th_plan *plan, const th_facet *f, int64_t ord)
{
	const th_content *c = p->c;
	TH_LIST(ordered) terms = {0};
	put_term(p, f->name, TH_S(""), ord, -1, TH_NONE);
	put_labels(p, f->name, TH_S(""), &f->label, c->hub->languages.v[0]);
	for (size_t i = 0; i < c->docs.n; i++) {
		const th_doc *d = c->docs.v[i];
		if (is_published(c, d, f->kind) &&
		    (f->kind != TH_TERM || th_str_eq(d->facet, f->name)))
			add_ordered(p, d, TH_ADD(p->a, &terms));
	}
	if (terms.n > 1)
		qsort(terms.v, terms.n, sizeof *terms.v, by_order);
	for (size_t i = 0; i < terms.n; i++) {
		const th_doc *d = terms.v[i].doc;
		th_texts names = {0};
		put_term(p, f->name, d->slug, (int64_t)i, target_of(plan, f->name, d->slug), d->id);
		for (const th_doc *l = d; l != NULL; l = l->next_lang)
			for (size_t k = 0; k < l->title.n; k++)
				*TH_ADD(p->a, &names) = (th_in_lang){
				    l->title.v[k].lang.n ? l->title.v[k].lang : l->lang,
				    l->title.v[k].text};
		put_labels(p, f->name, d->slug, &names, d->lang);
	}
}

/* The text in every language of the catalogues. */
static th_texts in_all_languages(putting *p, enum text_id id)
{
	th_texts all = {0};
	th_str lang;
	for (size_t i = 0; (lang = catalogue_language_at(i)).n > 0; i++)
		*TH_ADD(p->a, &all) = (th_in_lang){lang, catalogue_get(lang, id)};
	return all;
}

/* "German" in languages that have a word for it, else its own name, else its code. */
static th_texts language_names(putting *p, th_str lang)
{
	enum text_id id;
	th_texts own = {0};
	if (catalogue_find(&id, th_str_fmt(p->a, "lang_name_%.*s", TH_FMT(lang))))
		return in_all_languages(p, id);
	if (catalogue_has_language(lang))
		*TH_ADD(p->a, &own) = (th_in_lang){lang, catalogue_get(lang, TEXT_LANGUAGE_NAME)};
	return own;
}

/* The hub's languages, and those that stories are or should be written in. */
static void put_languages(putting *p, const th_plan *plan)
{
	const th_content *c = p->c;
	th_strs langs = {0};
	th_texts label = in_all_languages(p, TEXT_FACET_LANG);
	for (size_t i = 0; i < c->hub->languages.n; i++)
		*TH_ADD(p->a, &langs) = c->hub->languages.v[i];
	for (size_t i = 0; i < c->docs.n; i++)
		if (is_published(c, c->docs.v[i], TH_STORY) &&
		    !th_strs_has(&langs, c->docs.v[i]->lang))
			*TH_ADD(p->a, &langs) = c->docs.v[i]->lang;
	for (size_t i = 0; i < plan->targets.n; i++)
		if (th_str_eqz(plan->targets.v[i].facet, "lang") &&
		    !th_strs_has(&langs, plan->targets.v[i].term))
			*TH_ADD(p->a, &langs) = plan->targets.v[i].term;
	put_term(p, TH_S("lang"), TH_S(""), (int64_t)c->hub->facets.n, -1, TH_NONE);
	put_labels(p, TH_S("lang"), TH_S(""), &label, TH_S("de"));
	for (size_t i = 0; i < langs.n; i++) {
		th_texts names = language_names(p, langs.v[i]);
		put_term(p, TH_S("lang"), langs.v[i], (int64_t)i,
		    target_of(plan, TH_S("lang"), langs.v[i]), TH_NONE);
		put_labels(p, TH_S("lang"), langs.v[i], &names, TH_S("en"));
	}
}

/* ---- documents ---- */

static void put_members(putting *p, const th_doc *d)
{
	for (size_t i = 0; i < d->terms.n; i++)
		if (d->terms.v[i].ref.slug.n > 0)
			writer_put_report_member(
			    p->w, d->terms.v[i].facet, d->terms.v[i].ref.slug, d->id);
	if (d->kind == TH_STORY)
		writer_put_report_member(p->w, TH_S("lang"), d->lang, d->id);
}

static row_when when_of(const th_when *w)
{
	return (row_when){w->at, w->offset, w->day_only};
}

static void put_person(putting *p, const th_doc *d, int64_t ord)
{
	const th_content *c = p->c;
	row_report_doc row = {.doc = d->id,
	    .path = d->path,
	    .title = texts_get(&d->title, c->hub->languages.v[0], d->lang),
	    .kind = TH_S("person"),
	    .ord = ord,
	    .at = {.at = TH_NEVER},
	    .visible_from = d->visible_from,
	    .visible_until = d->visible_until,
	    .left = d->person.left.at,
	    .consent_until = {.at = TH_NEVER},
	    .agreed = d->person.agreed.written,
	    .agreed_now = guideline_agreed(c, d) == GUIDELINE_AGREED_CURRENT};
	if (d->person.consent.until != TH_NEVER) { /* the last second of the last day */
		th_time last = d->person.consent.until - 1;
		row.consent_until = (row_when){last, hub_date_offset(c->hub, last), true};
	}
	writer_put_report_doc(p->w, &row);
	put_members(p, d);
}

static void put_people(putting *p)
{
	TH_LIST(ordered) people = {0};
	for (size_t i = 0; i < p->c->docs.n; i++)
		if (is_published(p->c, p->c->docs.v[i], TH_PERSON))
			add_ordered(p, p->c->docs.v[i], TH_ADD(p->a, &people));
	if (people.n > 1)
		qsort(people.v, people.n, sizeof *people.v, by_order);
	for (size_t i = 0; i < people.n; i++)
		put_person(p, people.v[i].doc, (int64_t)i);
}

/* People who must not be seen are not stored; a name that link did not resolve is looked up
 * here. */
static void put_authors(putting *p, const th_doc *d, th_str id)
{
	const th_content *c = p->c;
	for (size_t i = 0; i < d->authors.n; i++) {
		const th_ref *ref = &d->authors.v[i];
		th_str slug = ref->slug.n ? ref->slug : slug_of(p->a, ref->written);
		const th_doc *person = content_doc(c, TH_PERSON, TH_NONE, slug);
		if (person != NULL && !person->left_out)
			writer_put_report_author(p->w, id, (int64_t)i, person->id);
	}
}

static void put_overrides(putting *p, const th_doc *d)
{
	for (size_t i = 0; i < d->overrides.n; i++)
		writer_put_report_override(p->w, d->path, d->overrides.v[i].line,
		    d->overrides.v[i].rule, d->overrides.v[i].reason, d->id);
}

static void put_story(putting *p, const th_doc *d)
{
	row_report_doc row = {.doc = d->id,
	    .path = d->path,
	    .title = texts_get(&d->title, d->lang, d->lang),
	    .kind = TH_S("story"),
	    .at = when_of(&d->date),
	    .visible_from = d->visible_from,
	    .visible_until = d->visible_until,
	    .left = TH_NEVER,
	    .consent_until = {.at = TH_NEVER}};
	writer_put_report_doc(p->w, &row);
	put_members(p, d);
	put_authors(p, d, d->id);
}

/* A draft may have the name of a published story, so it goes by its path. */
static void put_draft(putting *p, const th_doc *d)
{
	th_str id = th_str_cat(p->a, TH_S("draft/"), d->path);
	row_report_doc row = {.doc = id,
	    .path = d->path,
	    .title = texts_get(&d->title, d->lang, d->lang),
	    .kind = TH_S("draft"),
	    .at = when_of(&d->date),
	    .visible_from = TH_NEVER,
	    .visible_until = PUBLISH_FOREVER,
	    .left = TH_NEVER,
	    .consent_until = {.at = TH_NEVER}};
	if (d->date.at == p->c->now) /* set by link, for lack of a date */
		row.at.at = TH_NEVER;
	writer_put_report_doc(p->w, &row);
	put_authors(p, d, id);
}

static bool is_waiting(const th_doc *d)
{
	return d->kind == TH_STORY && d->draft && !d->broken && !d->withdrawn;
}

void report_put(edition_writer *w, const th_content *c)
{
	const th_plan none = {.window = 365, .quiet = 180, .consent = 60, .small = TH_PLAN_SMALL};
	const th_plan *plan = c->plan != NULL ? c->plan : &none;
	putting p = {w, c, th_arena_new()};
	writer_forget_report(w);
	put_settings(&p, plan);
	for (size_t i = 0; i < c->hub->facets.n; i++)
		put_facet(&p, plan, &c->hub->facets.v[i], (int64_t)i);
	put_languages(&p, plan);
	put_people(&p);
	for (size_t i = 0; i < c->docs.n; i++) {
		const th_doc *d = c->docs.v[i];
		if (is_waiting(d))
			put_draft(&p, d);
		else if (is_published(c, d, TH_STORY))
			put_story(&p, d);
		if (!d->left_out || is_waiting(d))
			put_overrides(&p, d);
	}
	th_arena_free(p.a);
}
