/* page_report.c -- the lead's report as a page: coverage with drawings, whom to invite, what waits.
 * Only an internal edition holds what it is made of; a public one answers as if the address did not
 * exist. People are named where programme.yml says so (page: all). */
#include "page.h"

#include "teamhub/report.h"

#include <inttypes.h>

enum { ROW = 46, TEXT_AT = 15, BAR_AT = 22, MARK_FROM = 22, MARK_TO = 43 };

static th_str percent(page *p, int64_t permille)
{
	if (permille < 0)
		return TH_S("");
	return word_fill(p, "report_percent", th_str_fmt(p->a, "%" PRId64, permille / 10),
	    th_str_fmt(p->a, "%" PRId64, permille % 10));
}

static th_str number(page *p, int64_t n)
{
	return th_str_fmt(p->a, "%" PRId64, n);
}

/* ---- coverage ---- */

/* The longest bar is as long as the drawing. */
static th_str length(page *p, int64_t permille, int64_t most)
{
	int64_t n = most > 0 ? permille * 1000 / most : 0;
	return th_str_fmt(p->a, "%" PRId64 ".%" PRId64 "%%", n / 10, n % 10);
}

static void add_row(page *p, view_report_part *v, const report_part *part, const report_group *g,
    th_str label, int64_t most)
{
	int64_t top = (int64_t)v->rows.n * ROW;
	*TH_ADD(p->a, &v->rows) = (view_report_row){.label = label,
	    .people = part->of_people ? number(p, g->people) : TH_S(""),
	    .stories = number(p, g->stories),
	    .share = percent(p, g->share),
	    .target = percent(p, g->target),
	    .missing = g->missing > 0 ? number(p, g->missing) : TH_S(""),
	    .bar = length(p, g->share, most),
	    .mark = g->target >= 0 ? length(p, g->target, most) : TH_S(""),
	    .text_y = top + TEXT_AT,
	    .bar_y = top + BAR_AT,
	    .mark_y = top + MARK_FROM,
	    .mark_end = top + MARK_TO};
	v->height = top + ROW;
}

static int64_t most_of(const report_part *part)
{
	int64_t most = part->rest.share > part->rest.target ? part->rest.share : part->rest.target;
	if (part->small == 0)
		most = 0;
	for (size_t i = 0; i < part->groups.n; i++) {
		const report_group *g = &part->groups.v[i];
		most = g->share > most ? g->share : most;
		most = g->target > most ? g->target : most;
	}
	return most;
}

static void add_part(page *p, view_report *r, const report_part *part)
{
	static const char *const bases[] = {
	    "report_by_target", "report_by_people", "report_by_equal"};
	view_report_part *v = TH_ADD(p->a, &r->parts);
	bool target = part->basis == REPORT_TARGET;
	int64_t most = most_of(part);
	*v = (view_report_part){.id = th_str_cat(p->a, TH_S("report-"), part->facet),
	    .heading = part->label,
	    .basis = word(p, bases[part->basis]),
	    .target_label = word(p, target ? "report_target" : "report_compared"),
	    .of_people = part->of_people};
	for (size_t i = 0; i < part->groups.n; i++) {
		const report_group *g = &part->groups.v[i];
		add_row(p, v, part, g, g->slug.n ? g->label : word(p, "report_unsaid"), most);
	}
	if (part->small > 0) {
		th_str n = number(p, (int64_t)part->small);
		add_row(p, v, part, &part->rest, word_fill(p, "report_rest", n, TH_NONE), most);
		v->rows.v[v->rows.n - 1].rest = true;
	}
	v->desc = word_fill(p, "report_desc", number(p, (int64_t)v->rows.n), v->target_label);
}

/* ---- people and files ---- */

static view_report_section *add_section(
    page *p, view_report *r, const char *id, const char *heading, th_str intro, const char *empty)
{
	view_report_section *s = TH_ADD(p->a, &r->sections);
	*s = (view_report_section){.id = th_str_cat(p->a, TH_S("report-"), th_strz(id)),
	    .heading = word(p, heading),
	    .intro = intro,
	    .empty = word(p, empty)};
	return s;
}

static th_str joined(page *p, const th_strs *list)
{
	th_str out = TH_S("");
	for (size_t i = 0; i < list->n; i++)
		out = i > 0 ? th_str_fmt(p->a, "%.*s, %.*s", TH_FMT(out), TH_FMT(list->v[i]))
			    : list->v[i];
	return out;
}

static void add_line(page *p, view_report_section *s, th_str href, th_str label, th_str text)
{
	*TH_ADD(p->a, &s->lines) = (view_report_line){href, label, text};
}

static void add_quiet(page *p, view_report *r, const report *from)
{
	view_report_section *s = add_section(p, r, "quiet", "report_quiet",
	    word_fill(p, "report_quiet_intro", number(p, from->quiet), TH_NONE), "report_nobody");
	for (size_t i = 0; i < from->quiet_people.n; i++) {
		const report_person *one = &from->quiet_people.v[i];
		th_str text = one->date == NULL ? word(p, "report_never")
						: word_fill(p, "report_last", one->date->label,
						      number(p, one->days));
		add_line(p, s, one->href, one->name, text);
	}
}

static void add_tandems(page *p, view_report *r, const report *from)
{
	view_report_section *s = add_section(
	    p, r, "tandems", "report_tandems", word(p, "report_tandems_intro"), "report_none");
	for (size_t i = 0; i < from->tandems.n; i++) {
		const report_tandem *t = &from->tandems.v[i];
		th_str text = word_fill(p, "report_with", t->frequent.name, TH_NONE);
		if (t->topics.n > 0)
			text = th_str_fmt(p->a, "%.*s %.*s", TH_FMT(text),
			    TH_FMT(word_fill(p, "report_topics", joined(p, &t->topics), TH_NONE)));
		if (t->places.n > 0)
			text = th_str_fmt(p->a, "%.*s%s %.*s", TH_FMT(text),
			    t->topics.n > 0 ? ";" : "",
			    TH_FMT(word_fill(p, "report_places", joined(p, &t->places), TH_NONE)));
		add_line(p, s, t->hesitant.href, t->hesitant.name, text);
	}
}

static void add_drafts(page *p, view_report *r, const report *from)
{
	view_report_section *s =
	    add_section(p, r, "drafts", "report_drafts", TH_S(""), "report_none");
	for (size_t i = 0; i < from->drafts.n; i++) {
		const report_draft *d = &from->drafts.v[i];
		th_str text = d->path;
		if (d->authors.n > 0)
			text = th_str_fmt(
			    p->a, "%.*s, %.*s", TH_FMT(joined(p, &d->authors)), TH_FMT(text));
		if (d->date != NULL)
			text = th_str_fmt(p->a, "%.*s, %.*s", TH_FMT(text), TH_FMT(d->date->label));
		add_line(p, s, TH_S(""), d->title, text);
	}
}

static void add_consents(page *p, view_report *r, const report *from)
{
	view_report_section *s = add_section(p, r, "consents", "report_consents",
	    word_fill(p, "report_consents_intro", number(p, from->consent), TH_NONE),
	    "report_none");
	for (size_t i = 0; i < from->consents.n; i++) {
		const report_person *one = &from->consents.v[i];
		add_line(p, s, one->href, one->name,
		    word_fill(p, "report_until", one->date->label, number(p, one->days)));
	}
}

/* Who agreed to one version, in one line. */
static void add_version(page *p, view_report_section *s, const report *from, th_str version)
{
	th_strs names = {0};
	for (size_t i = 0; i < from->agreements.n; i++)
		if (th_str_eq(from->agreements.v[i].version, version))
			*TH_ADD(p->a, &names) = from->agreements.v[i].name;
	add_line(p, s, TH_S(""), version.n > 0 ? version : word(p, "report_no_version"),
	    joined(p, &names));
}

static void add_agreements(page *p, view_report *r, const report *from)
{
	th_strs versions = {0};
	if (from->guidelines.n == 0)
		return;
	view_report_section *s = add_section(p, r, "agreements", "report_agreements",
	    word_fill(p, "report_agreements_intro", from->guidelines, TH_NONE), "report_nobody");
	for (size_t i = 0; i < from->agreements.n; i++)
		if (!th_strs_has(&versions, from->agreements.v[i].version))
			*TH_ADD(p->a, &versions) = from->agreements.v[i].version;
	for (size_t i = 0; i < versions.n; i++)
		add_version(p, s, from, versions.v[i]);
}

static void add_overrides(page *p, view_report *r, const report *from)
{
	view_report_section *s =
	    add_section(p, r, "overrides", "report_overrides", TH_S(""), "report_none");
	for (size_t i = 0; i < from->overrides.n; i++) {
		const report_override *o = &from->overrides.v[i];
		add_line(p, s, TH_S(""),
		    th_str_fmt(p->a, "%.*s:%" PRId64, TH_FMT(o->path), o->line),
		    th_str_fmt(p->a, "%.*s: %.*s", TH_FMT(o->rule),
			TH_FMT(word_fill(p, "search_quoted", o->reason, TH_NONE))));
	}
}

int page_report(page *p)
{
	report from;
	view_report *r = TH_NEW(p->a, view_report);
	th_str path = TH_S("/report/");
	if (p->r->query.n > 0 || !share_has(p, "report") || !query_report(&p->q, &from))
		return 404;
	r->heading = word(p, "report");
	r->intro = word(p, "report_intro");
	r->summary = word_fill(p, "report_summary",
	    word_fill(p, "report_sum", number(p, from.people), number(p, from.stories)),
	    number(p, from.window));
	r->note = word_fill(p, "report_note", number(p, from.small), TH_NONE);
	page_begin(p, "report", r->heading, TH_NONE);
	page_address(p, path, TH_NONE, 1, 1);
	p->head.noindex = true;
	page_crumb(p, r->heading, url_of(p, path, TH_NONE, 1));
	for (size_t i = 0; i < from.parts.n; i++)
		add_part(p, r, &from.parts.v[i]);
	if (from.by_name) {
		add_quiet(p, r, &from);
		add_tandems(p, r, &from);
		add_drafts(p, r, &from);
		add_consents(p, r, &from);
		add_agreements(p, r, &from);
		add_overrides(p, r, &from);
	}
	/* Days are counted, so it is another page tomorrow. */
	p->turn_since = p->r->now - ((p->r->now % 86400) + 86400) % 86400;
	p->turn_until = p->turn_since + 86400;
	p->v.report = r;
	return page_show(p);
}
