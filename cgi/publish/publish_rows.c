/* publish_rows.c -- a document as rows of the edition. Called in order of the documents, from the
 * one thread that writes. What a document lacks in one language is taken from the hub's first
 * language. */
#include "teamhub/publish_steps.h"

static th_str first_language(const publish_rows *p)
{
	const th_hub *hub = p->content->hub;
	return hub->languages.n > 0 ? hub->languages.v[0] : TH_S("en");
}

/* ---- times ---- */

static row_when when_of(const th_when *w)
{
	return (row_when){.at = w->at, .offset = w->offset, .day_only = w->day_only};
}

/* From the repository's history, else from what the author says. TH_NEVER: unknown, and then
 * nothing is claimed. */
static th_time modified_of(const publish_rows *p)
{
	th_time newest = TH_NEVER;
	for (size_t i = 0; i < p->langs.n; i++) {
		const th_doc *d = p->langs.v[i].doc;
		const row_revision *last =
		    d->entry ? histories_last(histories_of(p->histories, d)) : NULL;
		th_time said = d->updated.at > d->date.at ? d->updated.at : d->date.at;
		th_time at = last ? last->at : said;
		if (at > newest)
			newest = at;
	}
	return newest;
}

/* As the author says; else the last commit that changed content which was already public: not the
 * one that added the file, and at least a day after publication. */
static row_when updated_of(const publish_rows *p)
{
	const th_doc *doc = p->langs.v[0].doc;
	const th_hub *hub = p->content->hub;
	th_time newest = TH_NEVER, shown = doc->date.at;
	if (doc->updated.at != TH_NEVER)
		return when_of(&doc->updated);
	for (size_t i = 0; i < p->langs.n; i++) {
		const th_doc *d = p->langs.v[i].doc;
		const row_revision *last =
		    d->entry ? histories_changed(histories_of(p->histories, d)) : NULL;
		if (last != NULL && last->at > newest)
			newest = last->at;
	}
	if (doc->publish.at > shown)
		shown = doc->publish.at;
	if (newest == TH_NEVER || (shown != TH_NEVER && newest < shown + 24 * 60 * 60))
		return (row_when){.at = TH_NEVER};
	return (row_when){newest, hub_date_offset(hub, newest), true};
}

/* ---- people ---- */

static const th_doc *person_of(const publish_rows *p, th_str slug)
{
	return content_doc(p->content, TH_PERSON, TH_NONE, slug);
}

/* For a person and for thanks: those named agreed. For a story: every author who has a file did. */
static bool may_be_in_feeds(const publish_rows *p, const th_doc *doc)
{
	if (doc->kind == TH_PERSON || doc->kind == TH_KUDOS)
		return doc->in_feeds;
	for (size_t i = 0; doc->kind == TH_STORY && i < doc->authors.n; i++) {
		const th_doc *person = person_of(p, doc->authors.v[i].slug);
		if (person != NULL && person->entry != NULL &&
		    person->person.consent.feed_since == TH_NEVER)
			return false;
	}
	return true;
}

static void put_rels(
    publish_rows *p, const th_doc *doc, const char *role, const th_refs *refs, const char *kind)
{
	for (size_t i = 0; i < refs->n; i++)
		writer_put_rel(p->w, doc->id, role, (int64_t)i,
		    th_str_fmt(p->a, "%s/%.*s", kind, TH_FMT(refs->v[i].slug)));
}

/* In the order of the byline, which includes names without a file. */
static void put_authors(publish_rows *p, const th_doc *doc)
{
	for (size_t i = 0; i < doc->authors.n; i++)
		writer_put_rel(p->w, doc->id, "author", doc->authors.v[i].rank,
		    th_str_cat(p->a, TH_S("person/"), doc->authors.v[i].slug));
	for (size_t i = 0; i < doc->byline.n; i++)
		writer_put_byline(p->w, doc->id, doc->byline.v[i].rank, doc->byline.v[i].name);
}

static void put_people(publish_rows *p, const th_doc *doc)
{
	if (doc->kind == TH_STORY)
		put_authors(p, doc);
	if (doc->kind == TH_KUDOS)
		put_rels(p, doc, "from", &doc->authors, "person");
	put_rels(p, doc, "to", &doc->kudos.to, "person");
	put_rels(p, doc, "story", &doc->event.stories, "story");
	put_rels(p, doc, "rule", &doc->programme.rules, "guideline");
	put_rels(p, doc, "ambassador", &doc->job.ambassadors, "person");
}

/* Those who changed the file and may be named, by first change; authors are named already. */
static void put_contributors(publish_rows *p)
{
	const th_doc *doc = p->langs.v[0].doc;
	th_strs seen = {0};
	for (size_t i = 0; i < doc->authors.n; i++)
		*TH_ADD(p->a, &seen) = doc->authors.v[i].slug;
	size_t known = seen.n;
	for (size_t i = 0; i < p->langs.n && doc->kind != TH_PERSON; i++) {
		const th_doc *d = p->langs.v[i].doc;
		const revisions *list = d->entry ? histories_of(p->histories, d) : NULL;
		for (size_t k = list ? list->n : 0; k-- > 0;) {
			if (list->v[k].kind == REVISION_MOVED)
				continue;
			const th_doc *person = histories_author(p->histories, list->v[k].commit);
			if (person == NULL || th_strs_has(&seen, person->slug))
				continue;
			writer_put_rel(
			    p->w, doc->id, "contributor", (int64_t)(seen.n - known), person->id);
			*TH_ADD(p->a, &seen) = person->slug;
		}
	}
}

/* ---- terms ---- */

static void put_member(publish_rows *p, const th_doc *doc, th_str facet, th_str term, size_t ord)
{
	row_term row = {
	    facet, term, th_strz(th_kind_name[doc->kind]), doc->id, doc->date.at, (int64_t)ord};
	if (term.n > 0)
		writer_put_doc_term(p->w, &row);
}

static void put_terms(publish_rows *p, const th_doc *doc)
{
	const th_hub *hub = p->content->hub;
	for (size_t i = 0; i < doc->terms.n; i++)
		put_member(p, doc, doc->terms.v[i].facet, doc->terms.v[i].ref.slug, i);
	if (doc->kind == TH_STORY) {
		put_member(p, doc, TH_S("lang"), doc->lang, 0);
		writer_put_term(p->w, TH_S("lang"), doc->lang, TH_NONE);
		for (size_t i = 0; i < doc->authors.n; i++)
			put_member(p, doc, TH_S("author"), doc->authors.v[i].slug, i);
	}
	if (doc->kind == TH_PERSON)
		writer_put_term(p->w, TH_S("author"), doc->slug, doc->id);
	for (size_t i = 0; i < hub->facets.n; i++) {
		const th_facet *f = &hub->facets.v[i];
		if (doc->kind == f->kind &&
		    (doc->kind != TH_TERM || th_str_eq(doc->facet, f->name)))
			writer_put_term(p->w, f->name, doc->slug, doc->id);
	}
}

/* ---- programmes ---- */

/* With the precision given: 2024, 2024-05, 2024-05-17. */
static th_str as_written(publish_rows *p, const th_when *w)
{
	if (w->parts == 0)
		return TH_NONE;
	size_t n = w->parts == 1 ? 4 : w->parts == 2 ? 7 : 10;
	return th_str_sub(th_time_rfc3339(p->a, w->at, w->offset), 0, n);
}

static void put_member_of(publish_rows *p, const th_doc *person, const th_term_ref *t)
{
	row_member row = {.facet = t->facet,
	    .term = t->ref.slug,
	    .doc = person->id,
	    .since = as_written(p, &t->since),
	    .since_at = t->since.parts > 0 ? t->since.at : TH_NEVER,
	    .until = as_written(p, &t->until),
	    .until_at = t->until.parts > 0 ? hub_date_end(p->content->hub, t->until) : TH_NEVER};
	writer_put_member(p->w, &row);
}

/* The programmes they belong to and the topics they can be asked about. */
static void put_voice(publish_rows *p, const th_doc *person)
{
	const th_hub *hub = p->content->hub;
	for (size_t i = 0; i < person->terms.n; i++) {
		const th_facet *facet = hub_facet(hub, person->terms.v[i].facet);
		if (facet != NULL && facet->kind == TH_PROGRAMME)
			put_member_of(p, person, &person->terms.v[i]);
	}
	for (size_t i = 0; i < person->ask_topics.n; i++)
		if (person->ask_topics.v[i].n > 0)
			writer_put_rel(p->w, person->id, "ask",
			    (int64_t)(person->person.links.n + i),
			    th_str_fmt(p->a, "term/topic/%.*s", TH_FMT(person->ask_topics.v[i])));
}

/* ---- texts ---- */

/* The language of the text that texts_get returns. */
static th_str lang_of(const th_texts *t, th_str want, th_str own)
{
	const th_str wanted[] = {want, own};
	for (size_t k = 0; k < TH_COUNT(wanted); k++)
		for (size_t i = 0; i < t->n; i++)
			if (th_str_eq(t->v[i].lang, wanted[k]))
				return wanted[k];
	return t->n > 0 && t->v[0].lang.n > 0 ? t->v[0].lang : own;
}

static void put_text(publish_rows *p, th_str ui, const rendered *r)
{
	const th_doc *d = r->doc, *first = r->first;
	th_str want = ui.n > 0 ? ui : d->lang;
	row_text row = {.doc = d->id,
	    .ui = ui,
	    .lang = d->lang,
	    .title = texts_get(d->title.n ? &d->title : &first->title, want, d->lang),
	    .subtitle = texts_get(d->subtitle.n ? &d->subtitle : &first->subtitle, want, d->lang),
	    .summary = texts_get(&d->summary, want, d->lang),
	    .picture_alt =
		texts_get(d->picture_alt.n ? &d->picture_alt : &first->picture_alt, want, d->lang),
	    .quote = d->story.quote};
	row.title_lang = lang_of(d->title.n ? &d->title : &first->title, want, d->lang);
	row.subtitle_lang = lang_of(d->subtitle.n ? &d->subtitle : &first->subtitle, want, d->lang);
	row.summary_lang = lang_of(&d->summary, want, d->lang);
	row.derived = row.summary.n == 0;
	if (row.derived)
		row.summary = r->text.summary;
	if (row.picture_alt.n == 0 && d->kind == TH_PERSON)
		row.picture_alt = row.title;
	if (row.title.n == 0 && d->kind == TH_KUDOS) { /* links and feeds need one */
		row.title = catalogue_get(want, TEXT_SEARCH_KUDOS);
		row.title_lang = want;
	}
	writer_put_text(p->w, &row);
}

static void put_texts(publish_rows *p)
{
	const rendered *first = &p->langs.v[0];
	if (first->doc->kind == TH_STORY) {
		put_text(p, TH_S(""), first);
		return;
	}
	const th_strs *languages = &p->content->hub->languages;
	for (size_t i = 0; i < languages->n; i++) {
		const rendered *best = first;
		for (size_t k = 0; k < p->langs.n; k++)
			if (th_str_eq(p->langs.v[k].doc->lang, languages->v[i]))
				best = &p->langs.v[k];
		put_text(p, languages->v[i], best);
	}
}

/* ---- fields ---- */

static void put_month(publish_rows *p, const th_doc *doc, const char *name, const th_when *w)
{
	if (w->at != TH_NEVER)
		writer_put_field(p->w, doc->id, th_strz(name), as_written(p, w));
}

static void put_fields(publish_rows *p, const th_doc *doc)
{
	for (size_t i = 0; i < doc->fields.n; i++)
		writer_put_field(p->w, doc->id, doc->fields.v[i].key, doc->fields.v[i].value);
	if (doc->audience == TH_INTERNAL)
		writer_put_field(p->w, doc->id, TH_S("audience"), TH_S("internal"));
	if (doc->focus.n > 0 && doc->picture.n > 0)
		writer_put_field(p->w, doc->id, TH_S("focus"), doc->focus);
	if (doc->kind != TH_PERSON)
		return;
	put_month(p, doc, "joined", &doc->person.joined);
	put_month(p, doc, "left", &doc->person.left);
	if (doc->person.pronouns.n > 0)
		writer_put_field(p->w, doc->id, TH_S("pronouns"), doc->person.pronouns);
	int64_t ord = 0;
	for (size_t i = 0; i < doc->person.links.n; i++)
		writer_put_link(
		    p->w, doc->id, ord++, doc->person.links.v[i].key, doc->person.links.v[i].value);
	for (size_t i = 0; i < doc->person.asks.n; i++)
		writer_put_link(p->w, doc->id, ord++, TH_S(""), doc->person.asks.v[i]);
}

/* ---- one document ---- */

static void put_doc(publish_rows *p)
{
	enum { WORDS_A_MINUTE = 200 };
	const rendered *r = &p->langs.v[0];
	const th_doc *doc = r->doc;
	/* A preview shows what is to appear later, marked like a draft. */
	bool later = p->content->drafts && doc->visible_from > p->content->now;
	int64_t minutes = (r->text.words + WORDS_A_MINUTE / 2) / WORDS_A_MINUTE;
	row_doc row = {.id = doc->id,
	    .kind = th_strz(th_kind_name[doc->kind]),
	    .slug = doc->slug,
	    .href = doc->href,
	    .lang = doc->lang,
	    .published = when_of(&doc->date),
	    .updated = updated_of(p),
	    .start = when_of(&doc->event.start),
	    .end = when_of(doc->kind == TH_JOB ? &doc->job.until : &doc->event.end),
	    .modified = modified_of(p),
	    .added_at = rows_added_at(p),
	    .visible_from = later ? TH_NEVER : doc->visible_from,
	    .visible_until = doc->visible_until,
	    .ord = doc->order,
	    .minutes = minutes > 0 ? minutes : 1,
	    .picture = doc->picture.n ? doc->picture : r->drawn,
	    .critical = doc->story.critical,
	    .former = doc->person.left.at != TH_NEVER && doc->person.left.at <= p->content->now,
	    .draft = doc->draft || later,
	    .feed = may_be_in_feeds(p, doc),
	    .card = cards_allowed(p->content, doc),
	    .uid = doc_uid(&doc->parsed, p->content->hub->feed_authority, p->a)};
	if (doc->kind != TH_STORY) { /* stories are sorted by date */
		th_str lang = first_language(p);
		row.sort = sort_key(p->a, texts_get(&doc->title, lang, doc->lang), lang);
	}
	writer_put_doc(p->w, &row);
}

static void put_translations(publish_rows *p, const th_doc *doc)
{
	if (doc->translation == NULL)
		return;
	for (const th_doc *t = doc->translation; t != doc; t = t->translation)
		if (!t->left_out)
			writer_put_translation(p->w, doc->id, t->lang, t->id);
}

void rows_count(publish_rows *p, th_kind kind)
{
	if (kind == TH_STORY)
		p->stories++;
	else if (kind == TH_PERSON)
		p->people++;
	else if (kind != TH_TERM)
		p->others++;
}

static void put_all(publish_rows *p)
{
	const th_doc *doc = p->langs.v[0].doc;
	put_doc(p);
	put_texts(p);
	put_fields(p, doc);
	put_people(p, doc);
	put_contributors(p);
	put_terms(p, doc);
	if (doc->kind == TH_PERSON)
		put_voice(p, doc);
	put_translations(p, doc);
	rows_put_material(p);
	rows_put_event(p, doc);
	for (size_t i = 0; i < p->langs.n; i++) {
		const th_doc *d = p->langs.v[i].doc;
		for (size_t k = 0; k < d->aliases.n; k++)
			writer_put_moved(p->w, d->aliases.v[k], d->id);
		if (d->kind == TH_GUIDELINE || d->kind == TH_VALUE)
			rows_put_versions(p, d);
	}
	rows_count(p, doc->kind);
}

/* Stores what this text depends on, so that a later publish renders it again when any of it
 * changes. */
static void put_source(publish_rows *p, const rendered *r)
{
	const th_doc *d = r->doc;
	if (d->entry == NULL)
		return;
	writer_put_source(p->w, d->path, d->entry->id, d->id, d->lang);
	for (size_t i = 0; i < r->used.n; i++)
		writer_put_depends(p->w, d->path, r->used.v[i]);
	for (size_t i = 0; i < d->authors.n; i++) {
		const th_doc *person = person_of(p, d->authors.v[i].slug);
		if (person != NULL && person->entry != NULL)
			writer_put_depends(p->w, d->path, person->path);
	}
}

void rows_take(publish_rows *p, const rendered *r)
{
	const th_doc *d = r->doc;
	if (r->text.html.n > 0)
		writer_put_body(p->w, d->id, d->lang, r->text.html);
	for (size_t i = 0; i < r->cards.n; i++) {
		const made_card *c = &r->cards.v[i];
		row_share row = {d->id, c->ui, c->picture.src, c->alt, c->picture.width,
		    c->picture.height, c->picture.bytes};
		writer_put_share(p->w, &row);
	}
	put_source(p, r);
	rendered *kept = TH_ADD(p->a, &p->langs);
	*kept = *r;
	kept->text.summary = th_str_dup(p->a, r->text.summary);
	kept->text.html = kept->text.text = TH_NONE;
	kept->drawn = th_str_dup(p->a, r->drawn);
	kept->cards.n = 0;
	kept->files.v = NULL;
	kept->files.n = kept->files.cap = 0;
	for (size_t i = 0; i < r->files.n; i++) {
		made_file *f = TH_ADD(p->a, &kept->files);
		*f = r->files.v[i];
		f->href = th_str_dup(p->a, f->href);
		f->name = th_str_dup(p->a, f->name);
	}
	if (!r->last)
		return;
	put_all(p);
	search_put_ahead(p->w, d->id);
	p->langs.v = NULL;
	p->langs.n = p->langs.cap = 0;
	th_arena_reset(p->a);
}
