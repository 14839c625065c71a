/* publish_cards.c -- the share cards of stories, people and programmes, and portraits made from
 * initials: fills the theme's templates card.svg and portrait.svg with what may be shown, and has
 * them drawn. Called by publish_render.c from several threads, for each text.
 *
 * Nobody is on a card without having agreed to it: not as an author, not with a portrait, not in a
 * story's picture. A theme without a template makes no cards. */
#include "teamhub/publish_steps.h"
#include "teamhub/texts.h"

enum { PEOPLE_MAX = 4, QUOTE_MAX = 240, TITLE_MAX = 300 };

static const th_str card_kind = {"card.svg", 8}, portrait_kind = {"portrait.svg", 12};

/* ---- who agreed ---- */

static const th_doc *person_of(const th_content *c, th_str slug)
{
	return content_doc(c, TH_PERSON, TH_NONE, slug);
}

static bool agreed(const th_doc *person)
{
	return person == NULL || person->entry == NULL ||
	       person->person.consent.card_since != TH_NEVER;
}

bool cards_allowed(const th_content *c, const th_doc *doc)
{
	if (doc->kind == TH_PERSON)
		return agreed(doc);
	const th_refs *lists[] = {&doc->authors, &doc->kudos.to};
	for (size_t k = 0; k < TH_COUNT(lists); k++)
		for (size_t i = 0; i < lists[k]->n; i++)
			if (!agreed(person_of(c, lists[k]->v[i].slug)))
				return false;
	return true;
}

/* False when somebody recognisable in the document's pictures is known not to have agreed. */
static bool picture_allowed(const th_content *c, const th_doc *doc, th_arena *a)
{
	for (size_t i = 0; i < doc->shown.n; i++) {
		th_str slug = slug_of(a, doc->shown.v[i].written);
		const th_doc *person = person_of(c, slug);
		if (person == NULL || !agreed(person))
			return false;
	}
	return true;
}

/* ---- what is on a card ---- */

typedef struct card_work {
	const cards *c;
	rendered *r;
	th_arena *a;
	th_findings *f;
	th_str ui;
	bool waits; /* for a picture on it */
	view_site site;
	view_head head;
	view_share share;
	view_words words;
	view v;
} card_work;

static const view_picture *picture_of(card_work *k, const th_doc *doc)
{
	th_str path = doc->picture, rest = doc->focus, part;
	const th_entry *e = path.n > 0 ? source_find(k->c->content->source, path) : NULL;
	th_picture made;
	picture_outcome outcome =
	    e != NULL ? pictures_get(k->c->pictures, e, k->f, &made) : PICTURE_REFUSED;
	k->waits = k->waits || outcome == PICTURE_LATER;
	if (outcome != PICTURE_MADE)
		return NULL;
	view_picture *p = TH_NEW(k->a, view_picture);
	*p = (view_picture){.src = made.src,
	    .type = made.type,
	    .srcset = made.srcset,
	    .webp = made.webp,
	    .colour = made.colour,
	    .width = made.width,
	    .height = made.height};
	if (doc->focus.n > 0 && th_str_split(&rest, ' ', &part)) {
		p->focus_x = part;
		p->focus_y = rest;
	}
	return p;
}

static void add_person(card_work *k, const th_doc *person, th_str written)
{
	const th_strs *languages = &k->c->content->hub->languages;
	if (k->share.people.n == PEOPLE_MAX)
		return;
	view_person *p = TH_ADD(k->a, &k->share.people);
	p->name = person ? texts_get(&person->title, k->ui, person->lang) : written;
	p->initials = th_str_initials(k->a, p->name);
	if (person == NULL)
		return;
	p->id = person->slug;
	p->role = texts_get(&person->subtitle, k->ui, languages->v[0]);
	p->portrait = picture_of(k, person);
}

static int64_t hue_of(th_str id)
{
	return (int64_t)(th_str_hash(id) % 360);
}

static void join_names(card_work *k)
{
	view_share *s = &k->share;
	for (size_t i = 0; i < s->people.n; i++) {
		const char *between = i == 0 ? "" : i + 1 == s->people.n ? " & " : ", ";
		s->name = th_str_fmt(
		    k->a, "%.*s%s%.*s", TH_FMT(s->name), between, TH_FMT(s->people.v[i].name));
		const view_picture *face = s->people.v[i].portrait;
		if (face != NULL && s->portrait == NULL)
			s->portrait = face;
		else if (face != NULL && s->other == NULL)
			s->other = face;
	}
	if (s->people.n > 0)
		s->initials = s->people.v[0].initials;
	if (s->people.n == 1)
		s->role = s->people.v[0].role;
}

/* Colours and type from hub.yml, so that a card looks like the pages. */
static void add_design(view_share *s, const th_tokens *design)
{
	struct {
		const char *name;
		th_str *to;
	} shown[] = {{"stage", &s->stage}, {"stage-ink", &s->stage_ink},
	    {"stage-soft", &s->stage_soft}, {"glow", &s->glow}, {"serif", &s->serif},
	    {"sans", &s->sans}};
	for (size_t i = 0; i < design->n; i++)
		for (size_t k = 0; k < TH_COUNT(shown) && !design->v[i].dark; k++)
			if (th_str_eqz(design->v[i].name, shown[k].name))
				*shown[k].to = design->v[i].value;
}

/* ---- a programme's colours ---- */

/* The programme itself, or the first that a story belongs to. */
static const th_doc *programme_of(const th_content *c, const th_doc *doc)
{
	if (doc->kind == TH_PROGRAMME)
		return content_doc(c, TH_PROGRAMME, TH_NONE, doc->slug);
	for (size_t i = 0; doc->kind == TH_STORY && i < doc->terms.n; i++) {
		const th_facet *facet = hub_facet(c->hub, doc->terms.v[i].facet);
		if (facet != NULL && facet->kind == TH_PROGRAMME)
			return content_doc(c, TH_PROGRAMME, TH_NONE, doc->terms.v[i].ref.slug);
	}
	return NULL;
}

static void add_programme(card_work *k)
{
	const th_content *c = k->c->content;
	const th_doc *programme = programme_of(c, k->r->doc);
	th_tokens tokens = {0};
	if (programme == NULL || programme->left_out)
		return;
	k->share.hashtag = texts_get(&programme->subtitle, k->ui, programme->lang);
	if (programme_colours(&tokens, &programme->parsed, c->hub, k->a))
		add_design(&k->share, &tokens);
}

/* The people, name and colour of a document. */
static void fill(card_work *k, th_str ui)
{
	const th_content *content = k->c->content;
	const th_hub *hub = content->hub;
	const th_doc *doc = k->r->doc;
	k->ui = ui;
	k->site = (view_site){.title = texts_get(&hub->title, ui, hub->languages.v[0]),
	    .tagline = texts_get(&hub->tagline, ui, hub->languages.v[0]),
	    .company = hub->company,
	    .lang = ui};
	k->head = (view_head){.lang = ui};
	k->share = (view_share){.lang = ui, .hue = hue_of(doc->id)};
	k->share.kind = th_strz(th_kind_name[doc->kind]);
	add_design(&k->share, &hub->design);
	add_programme(k);
	k->words = (view_words){theme_words(k->c->theme, ui), ui};
	k->v = (view){.site = &k->site, .page = &k->head, .t = &k->words, .share = &k->share};
	if (doc->kind == TH_PERSON)
		add_person(k, doc, TH_NONE);
	for (size_t i = 0; i < doc->authors.n; i++) {
		const th_doc *person = person_of(content, doc->authors.v[i].slug);
		if (person == NULL || !person->left_out)
			add_person(k, person, doc->authors.v[i].written);
	}
	join_names(k);
}

/* Fills the template of that kind; empty: the theme has none, or it failed. */
static th_str print(card_work *k, th_str kind)
{
	th_buf out = {0};
	th_err ignored;
	k->head.kind = kind;
	if (!face_html_has(k->c->theme->face, kind) ||
	    face_html_write(k->c->theme->face, &k->v, &out, &ignored) != 0)
		th_buf_cut(&out, 0);
	th_str s = th_str_dup(k->a, th_buf_str(&out));
	th_buf_free(&out);
	return s;
}

/* ---- cards ---- */

static th_str description(card_work *k)
{
	const view_share *s = &k->share;
	if (s->quote.n > 0)
		return catalogue_str(k->a, k->ui, s->quoted ? TEXT_CARD_QUOTED : TEXT_CARD_QUOTE,
		    TEXT_WITH(TEXT_S("quote", s->quote), TEXT_S("name", s->name)));
	if (th_str_eqz(s->kind, "programme"))
		return s->title;
	if (th_str_eqz(s->kind, "story"))
		return th_str_fmt(k->a, "%.*s – %.*s", TH_FMT(s->title), TH_FMT(s->name));
	return s->role.n ? th_str_fmt(k->a, "%.*s, %.*s", TH_FMT(s->name), TH_FMT(s->role))
			 : s->name;
}

static int make_card(card_work *k, th_str ui, th_err *err)
{
	const cards *c = k->c;
	const th_doc *doc = k->r->doc, *first = k->r->first;
	fill(k, ui);
	view_share *s = &k->share;
	s->title = th_str_shorten(
	    k->a, texts_get(doc->title.n ? &doc->title : &first->title, ui, doc->lang), TITLE_MAX);
	s->quote =
	    doc->kind == TH_STORY ? doc->story.quote : texts_get(&doc->summary, ui, doc->lang);
	if (th_utf8_length(s->quote) > QUOTE_MAX)
		s->quote = TH_NONE;
	s->quoted = th_str_is_quoted(s->quote);
	if (doc->kind == TH_PROGRAMME) {
		s->quoted = true; /* not a quotation */
		s->name = s->title;
	}
	if (doc->kind != TH_PERSON && picture_allowed(c->content, doc, k->a))
		s->picture = picture_of(k, doc);
	card_job job = {.helpers = c->pictures->helpers,
	    .refusals = c->pictures->refusals,
	    .media_dir = c->pictures->media,
	    .prefix = c->pictures->prefix,
	    .svg = print(k, card_kind),
	    .lang = ui,
	    .name = doc->id,
	    .at = {
		th_str_fmt(k->a, "%.*s/layouts/card.svg.mustache", TH_FMT(c->theme->dir)), 0, 0}};
	made_card card = {.ui = ui, .alt = description(k)};
	if (job.svg.n == 0)
		return 0;
	if (k->waits) { /* without the picture it would be a different card */
		k->r->waits = true;
		return 0;
	}
	picture_outcome rc = card_publish(&card.picture, &job, k->a, k->f, err);
	if (rc == PICTURE_MADE)
		*TH_ADD(k->a, &k->r->cards) = card;
	if (rc == PICTURE_LATER) {
		k->r->waits = true;
		pictures_note_later(c->pictures);
	}
	return rc == PICTURE_FAILED ? -1 : 0;
}

/* Is this the language of the document that a page in `ui` shows? */
static bool speaks_for(const rendered *r, th_str ui)
{
	const th_doc *best = r->first;
	for (const th_doc *d = r->first; d != NULL; d = d->next_lang)
		if (!d->left_out && th_str_eq(d->lang, ui))
			best = d;
	return best == r->doc;
}

static void make_portrait(card_work *k)
{
	th_picture made;
	fill(k, k->r->doc->lang);
	th_str svg = print(k, portrait_kind);
	if (svg.n > 0)
		pictures_draw(k->c->pictures, svg, k->f, k->a, &k->r->drawn, &made);
}

bool cards_of_kind(th_kind kind)
{
	return kind == TH_STORY || kind == TH_PERSON || kind == TH_PROGRAMME;
}

int cards_make(const cards *c, rendered *r, th_arena *a, th_findings *f, th_err *err)
{
	card_work k = {.c = c, .r = r, .a = a, .f = f};
	const th_doc *doc = r->doc;
	const th_strs *languages = &c->content->hub->languages;
	int rc = 0;
	if (doc->kind == TH_PERSON && doc->picture.n == 0 && doc == r->first)
		make_portrait(&k);
	if (!c->wanted || !cards_of_kind(doc->kind) || !cards_allowed(c->content, doc))
		return 0;
	if (doc->kind == TH_STORY)
		return make_card(&k, doc->lang, err);
	for (size_t i = 0; i < languages->n && rc == 0; i++)
		if (speaks_for(r, languages->v[i]))
			rc = make_card(&k, languages->v[i], err);
	return rc;
}
