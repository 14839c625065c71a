/* query_report.c -- the lead's report: reads the report_* tables that publish wrote, counts, and
 * fills a report. Called by the handlers (internal edition) and by `teamhub report`. Days are
 * counted here and not when publishing, so the same edition is right tomorrow, too. */
#include "report.h"

enum { DAY = 86400 };

/* ---- reading ---- */

static int64_t setting(query *q, const char *name, th_str *text)
{
	th_str value = TH_NONE;
	ASK_ONE(q->e, q->a, ASK(q->e, "SELECT value FROM report WHERE name = ?1", name), &value);
	uint64_t n = 0;
	if (text != NULL)
		*text = value;
	return th_str_uint(value, INT32_MAX, &n) ? (int64_t)n : -1;
}

static bool read_settings(query *q, report *out)
{
	th_str page;
	out->window = setting(q, "window", NULL);
	out->quiet = setting(q, "quiet", NULL);
	out->consent = setting(q, "consent", NULL);
	out->small = setting(q, "small", NULL);
	out->planned = setting(q, "planned", NULL) == 1;
	setting(q, "guidelines", &out->guidelines);
	setting(q, "page", &page);
	out->page = !th_str_eqz(page, "none");
	out->by_name = th_str_eqz(page, "all");
	return out->window > 0;
}

static void read_people(facts *f)
{
	query *q = f->q;
	fact_person one = {.last = TH_NEVER};
	sqlite3_stmt *st = ASK(q->e,
	    "SELECT doc, title, visible_from <= ?1 AND ?1 < visible_until"
	    " AND (left_at IS NULL OR left_at > ?1), consent_until, consent_offset, agreed,"
	    " agreed_now FROM report_doc WHERE kind = 'person' ORDER BY ord, doc",
	    q->now);
	while (ASK_ROW(q->e, q->a, st, &one.doc, &one.name, &one.present, &one.consent_until,
	    &one.consent_offset, &one.agreed, &one.agreed_now)) {
		fact_person *p = TH_NEW(q->a, fact_person);
		*p = one;
		*TH_ADD(q->a, &f->people) = p;
		th_map_put(&f->by_person, p->doc, p);
		f->out->people += p->present;
	}
}

static void read_stories(facts *f)
{
	query *q = f->q;
	th_time since = q->now - f->out->window * DAY;
	fact_story one = {0};
	sqlite3_stmt *st = ASK(q->e,
	    "SELECT doc, at, at_offset, visible_from <= ?1 AND ?1 < visible_until FROM report_doc"
	    " WHERE kind = 'story' ORDER BY doc",
	    q->now);
	while (ASK_ROW(q->e, q->a, st, &one.doc, &one.at, &one.offset, &one.visible)) {
		fact_story *s = TH_NEW(q->a, fact_story);
		*s = one;
		s->recent = s->visible && s->at > since && s->at <= q->now;
		*TH_ADD(q->a, &f->stories) = s;
		th_map_put(&f->by_story, s->doc, s);
		f->out->stories += s->recent;
	}
}

static void read_authors(facts *f)
{
	query *q = f->q;
	th_str doc, person;
	sqlite3_stmt *st = ask(q->e, "SELECT doc, person FROM report_author ORDER BY doc, ord");
	while (ASK_ROW(q->e, NULL, st, &doc, &person)) {
		fact_story *s = th_map_get(&f->by_story, doc);
		fact_person *p = th_map_get(&f->by_person, person);
		if (s == NULL || p == NULL)
			continue;
		*TH_ADD(q->a, &s->authors) = p;
		p->recent += s->recent;
		if (s->visible && (p->last == TH_NEVER || s->at > p->last)) {
			p->last = s->at;
			p->last_offset = s->offset;
		}
	}
}

th_str report_label(facts *f, th_str facet, th_str term)
{
	query *q = f->q;
	th_str label = term;
	sqlite3_stmt *st =
	    ASK(q->e, "SELECT label FROM report_label WHERE facet = ?1 AND term = ?2 AND ui = ?3",
		facet, term, q->ui);
	ASK_ONE(q->e, q->a, st, &label);
	return label;
}

/* ---- coverage ---- */

static void add_once(th_arena *a, th_strs *list, th_str s)
{
	if (!th_strs_has(list, s))
		*TH_ADD(a, list) = s;
}

/* Interests: topics of what people wrote and of their own files; places of their own files. */
static void note_interest(facts *f, th_str facet, th_str term, fact_person *p, fact_story *s)
{
	th_arena *a = f->q->a;
	if (th_str_eqz(facet, "place") && p != NULL)
		add_once(a, &p->places, term);
	if (!th_str_eqz(facet, "topic"))
		return;
	if (p != NULL)
		add_once(a, &p->topics, term);
	for (size_t i = 0; s != NULL && s->visible && i < s->authors.n; i++)
		add_once(a, &s->authors.v[i]->topics, term);
}

/* Counts people and stories by term; those without a term remain for the group "not specified". */
static void count_members(facts *f, report_part *part, const th_map *groups, th_map *said)
{
	query *q = f->q;
	th_str term, doc;
	sqlite3_stmt *st = ASK(q->e,
	    "SELECT term, doc FROM report_member WHERE facet = ?1 ORDER BY term, doc", part->facet);
	while (ASK_ROW(q->e, q->a, st, &term, &doc)) {
		report_group *g = th_map_get(groups, term);
		fact_person *p = th_map_get(&f->by_person, doc);
		fact_story *s = th_map_get(&f->by_story, doc);
		if (g == NULL)
			continue;
		note_interest(f, part->facet, term, p, s);
		if (p != NULL && p->present) {
			g->people++;
			part->of_people = true;
			th_map_put(said, doc, g);
		}
		if (s != NULL && s->recent) {
			g->stories++;
			th_map_put(said, doc, g);
		}
	}
}

static void add_silent(facts *f, report_part *part, const th_map *said)
{
	report_group none = {.target = REPORT_NO_TARGET};
	for (size_t i = 0; i < f->people.n && part->of_people; i++)
		none.people +=
		    f->people.v[i]->present && th_map_get(said, f->people.v[i]->doc) == NULL;
	for (size_t i = 0; i < f->stories.n; i++)
		none.stories +=
		    f->stories.v[i]->recent && th_map_get(said, f->stories.v[i]->doc) == NULL;
	if (none.people + none.stories > 0)
		*TH_ADD(f->q->a, &part->groups) = none;
}

static void set_targets(report_part *part, bool given)
{
	size_t terms = 0;
	for (size_t i = 0; i < part->groups.n; i++) {
		report_group *g = &part->groups.v[i];
		terms += g->slug.n > 0;
		part->people += g->people;
		part->stories += g->stories;
	}
	part->basis = given ? REPORT_TARGET : part->of_people ? REPORT_PEOPLE : REPORT_EQUAL;
	for (size_t i = 0; i < part->groups.n; i++) {
		report_group *g = &part->groups.v[i];
		if (!given && g->slug.n > 0)
			g->target = part->of_people ? report_permille(g->people, part->people)
						    : report_permille(1, (int64_t)terms);
		g->share = report_permille(g->stories, part->stories);
		g->missing = report_missing(g->stories, part->stories, g->target);
	}
}

static void add_part(facts *f, th_str facet)
{
	query *q = f->q;
	report_part part = {.facet = facet, .label = report_label(f, facet, TH_S(""))};
	TH_LIST(report_group *) list = {0};
	th_map groups, said;
	bool given = false;
	th_map_init(&groups, q->a);
	th_map_init(&said, q->a);
	th_str slug;
	int64_t target; /* NULL: TH_NEVER */
	sqlite3_stmt *st = ASK(q->e,
	    "SELECT term, target FROM report_term WHERE facet = ?1 AND term <> ''"
	    " ORDER BY ord, term",
	    facet);
	while (ASK_ROW(q->e, q->a, st, &slug, &target)) {
		report_group *g = TH_NEW(q->a, report_group);
		g->slug = slug;
		g->target = target == TH_NEVER ? (int64_t)REPORT_NO_TARGET : target;
		given = given || g->target >= 0;
		*TH_ADD(q->a, &list) = g;
		th_map_put(&groups, g->slug, g);
	}
	count_members(f, &part, &groups, &said);
	for (size_t i = 0; i < list.n; i++) {
		list.v[i]->label = report_label(f, facet, list.v[i]->slug);
		*TH_ADD(q->a, &part.groups) = *list.v[i];
	}
	add_silent(f, &part, &said);
	set_targets(&part, given);
	if (part.of_people)
		report_suppress(&part, f->out->small);
	if (list.n > 0)
		*TH_ADD(q->a, &f->out->parts) = part;
}

static void add_parts(facts *f)
{
	th_strs facets = query_ids(f->q,
	    ask(f->q->e, "SELECT facet FROM report_term WHERE term = '' ORDER BY ord, facet"));
	for (size_t i = 0; i < facets.n; i++)
		add_part(f, facets.v[i]);
}

/* ---- what waits ---- */

static void add_drafts(facts *f)
{
	query *q = f->q;
	th_strs ids = {0};
	th_str doc;
	report_draft one = {0};
	th_time at;
	int64_t offset;
	sqlite3_stmt *st =
	    ask(q->e, "SELECT doc, path, title, at, at_offset FROM report_doc WHERE kind = 'draft'"
		      " ORDER BY path");
	while (ASK_ROW(q->e, q->a, st, &doc, &one.path, &one.title, &at, &offset)) {
		one.date = row_date(q, at, offset, true);
		*TH_ADD(q->a, &ids) = doc;
		*TH_ADD(q->a, &f->out->drafts) = one;
	}
	for (size_t i = 0; i < ids.n; i++) {
		th_strs names = query_ids(q,
		    ASK(q->e,
			"SELECT d.title FROM report_author a JOIN report_doc d ON d.doc = a.person"
			" WHERE a.doc = ?1 ORDER BY a.ord",
			ids.v[i]));
		f->out->drafts.v[i].authors = names;
	}
}

static void add_overrides(facts *f)
{
	query *q = f->q;
	report_override one = {0};
	sqlite3_stmt *st = ask(
	    q->e, "SELECT path, line, rule, reason FROM report_override ORDER BY path, line, rule");
	while (ASK_ROW(q->e, q->a, st, &one.path, &one.line, &one.rule, &one.reason))
		*TH_ADD(q->a, &f->out->overrides) = one;
}

bool query_has_report(query *q)
{
	report settings = {0};
	return read_settings(q, &settings) && settings.page;
}

bool query_report(query *q, report *out)
{
	*out = (report){0};
	if (!read_settings(q, out))
		return false;
	facts f = {.q = q, .out = out};
	th_map_init(&f.by_person, q->a);
	th_map_init(&f.by_story, q->a);
	read_people(&f);
	read_stories(&f);
	read_authors(&f);
	add_parts(&f);
	report_add_people(&f);
	add_drafts(&f);
	add_overrides(&f);
	return true;
}
