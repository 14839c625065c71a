/* page_report.c -- the lead's report as a page: coverage with charts, whom to invite, what waits.
 * Only an internal edition has its data; a public one answers as if the address did not exist.
 * Names people if programme.yml says so (page: all). */
#include "teamhub/page.h"
#include "teamhub/route.h"

#include "teamhub/report.h"

#include <inttypes.h>

enum { ROW = 46, TEXT_AT = 15, BAR_AT = 22, MARK_FROM = 22, MARK_TO = 43 };

static th_str percent(hub_site *site, int64_t permille)
{
	if (permille < 0)
		return TH_S("");
	return word_fill(site, "report_percent", th_str_fmt(site->q.a, "%" PRId64, permille / 10),
	    th_str_fmt(site->q.a, "%" PRId64, permille % 10));
}

static th_str number(th_arena *a, int64_t n)
{
	return th_str_fmt(a, "%" PRId64, n);
}

/* ---- coverage ---- */

/* The longest bar fills the drawing. */
static th_str length(th_arena *a, int64_t permille, int64_t most)
{
	int64_t n = most > 0 ? permille * 1000 / most : 0;
	return th_str_fmt(a, "%" PRId64 ".%" PRId64 "%%", n / 10, n % 10);
}

static void add_row(hub_site *site, view_report_part *v, const report_part *part,
    const report_group *g, th_str label, int64_t most)
{
	int64_t top = (int64_t)v->rows.n * ROW;
	*TH_ADD(site->q.a, &v->rows) = (view_report_row){.label = label,
	    .people = part->of_people ? number(site->q.a, g->people) : TH_S(""),
	    .stories = number(site->q.a, g->stories),
	    .share = percent(site, g->share),
	    .target = percent(site, g->target),
	    .missing = g->missing > 0 ? number(site->q.a, g->missing) : TH_S(""),
	    .bar = length(site->q.a, g->share, most),
	    .mark = g->target >= 0 ? length(site->q.a, g->target, most) : TH_S(""),
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

static void add_part(hub_site *site, view_report *r, const report_part *part)
{
	static const char *const bases[] = {
	    "report_by_target", "report_by_people", "report_by_equal"};
	view_report_part *v = TH_ADD(site->q.a, &r->parts);
	bool target = part->basis == REPORT_TARGET;
	int64_t most = most_of(part);
	*v = (view_report_part){.id = th_str_cat(site->q.a, TH_S("report-"), part->facet),
	    .heading = part->label,
	    .basis = word(site, bases[part->basis]),
	    .target_label = word(site, target ? "report_target" : "report_compared"),
	    .of_people = part->of_people};
	for (size_t i = 0; i < part->groups.n; i++) {
		const report_group *g = &part->groups.v[i];
		add_row(site, v, part, g, g->slug.n ? g->label : word(site, "report_unsaid"), most);
	}
	if (part->small > 0) {
		th_str n = number(site->q.a, (int64_t)part->small);
		add_row(
		    site, v, part, &part->rest, word_fill(site, "report_rest", n, TH_NONE), most);
		v->rows.v[v->rows.n - 1].rest = true;
	}
	v->desc =
	    word_fill(site, "report_desc", number(site->q.a, (int64_t)v->rows.n), v->target_label);
}

/* ---- people and files ---- */

static view_report_section *add_section(hub_site *site, view_report *r, const char *id,
    const char *heading, th_str intro, const char *empty)
{
	view_report_section *s = TH_ADD(site->q.a, &r->sections);
	*s = (view_report_section){.id = th_str_cat(site->q.a, TH_S("report-"), th_strz(id)),
	    .heading = word(site, heading),
	    .intro = intro,
	    .empty = word(site, empty)};
	return s;
}

static void add_line(th_arena *a, view_report_section *s, th_str href, th_str label, th_str text)
{
	*TH_ADD(a, &s->lines) = (view_report_line){href, label, text};
}

static void add_quiet(hub_site *site, view_report *r, const report *from)
{
	view_report_section *s = add_section(site, r, "quiet", "report_quiet",
	    word_fill(site, "report_quiet_intro", number(site->q.a, from->quiet), TH_NONE),
	    "report_nobody");
	for (size_t i = 0; i < from->quiet_people.n; i++) {
		const report_person *one = &from->quiet_people.v[i];
		th_str text = one->date == NULL ? word(site, "report_never")
						: word_fill(site, "report_last", one->date->label,
						      number(site->q.a, one->days));
		add_line(site->q.a, s, one->href, one->name, text);
	}
}

static void add_tandems(hub_site *site, view_report *r, const report *from)
{
	view_report_section *s = add_section(site, r, "tandems", "report_tandems",
	    word(site, "report_tandems_intro"), "report_none");
	for (size_t i = 0; i < from->tandems.n; i++) {
		const report_tandem *t = &from->tandems.v[i];
		th_str text = word_fill(site, "report_with", t->frequent.name, TH_NONE);
		if (t->topics.n > 0)
			text = th_str_fmt(site->q.a, "%.*s %.*s", TH_FMT(text),
			    TH_FMT(word_fill(site, "report_topics",
				th_strs_join(site->q.a, &t->topics, ", "), TH_NONE)));
		if (t->places.n > 0)
			text = th_str_fmt(site->q.a, "%.*s%s %.*s", TH_FMT(text),
			    t->topics.n > 0 ? ";" : "",
			    TH_FMT(word_fill(site, "report_places",
				th_strs_join(site->q.a, &t->places, ", "), TH_NONE)));
		add_line(site->q.a, s, t->hesitant.href, t->hesitant.name, text);
	}
}

static void add_drafts(hub_site *site, view_report *r, const report *from)
{
	view_report_section *s =
	    add_section(site, r, "drafts", "report_drafts", TH_S(""), "report_none");
	for (size_t i = 0; i < from->drafts.n; i++) {
		const report_draft *d = &from->drafts.v[i];
		th_str text = d->path;
		if (d->authors.n > 0)
			text = th_str_fmt(site->q.a, "%.*s, %.*s",
			    TH_FMT(th_strs_join(site->q.a, &d->authors, ", ")), TH_FMT(text));
		if (d->date != NULL)
			text = th_str_fmt(
			    site->q.a, "%.*s, %.*s", TH_FMT(text), TH_FMT(d->date->label));
		add_line(site->q.a, s, TH_S(""), d->title, text);
	}
}

static void add_consents(hub_site *site, view_report *r, const report *from)
{
	view_report_section *s = add_section(site, r, "consents", "report_consents",
	    word_fill(site, "report_consents_intro", number(site->q.a, from->consent), TH_NONE),
	    "report_none");
	for (size_t i = 0; i < from->consents.n; i++) {
		const report_person *one = &from->consents.v[i];
		add_line(site->q.a, s, one->href, one->name,
		    word_fill(
			site, "report_until", one->date->label, number(site->q.a, one->days)));
	}
}

/* The people who agreed to one version, on one line. */
static void add_version(hub_site *site, view_report_section *s, const report *from, th_str version)
{
	th_strs names = {0};
	for (size_t i = 0; i < from->agreements.n; i++)
		if (th_str_eq(from->agreements.v[i].version, version))
			*TH_ADD(site->q.a, &names) = from->agreements.v[i].name;
	add_line(site->q.a, s, TH_S(""), version.n > 0 ? version : word(site, "report_no_version"),
	    th_strs_join(site->q.a, &names, ", "));
}

static void add_agreements(hub_site *site, view_report *r, const report *from)
{
	th_strs versions = {0};
	if (from->guidelines.n == 0)
		return;
	view_report_section *s = add_section(site, r, "agreements", "report_agreements",
	    word_fill(site, "report_agreements_intro", from->guidelines, TH_NONE), "report_nobody");
	for (size_t i = 0; i < from->agreements.n; i++)
		if (!th_strs_has(&versions, from->agreements.v[i].version))
			*TH_ADD(site->q.a, &versions) = from->agreements.v[i].version;
	for (size_t i = 0; i < versions.n; i++)
		add_version(site, s, from, versions.v[i]);
}

static void add_overrides(hub_site *site, view_report *r, const report *from)
{
	view_report_section *s =
	    add_section(site, r, "overrides", "report_overrides", TH_S(""), "report_none");
	for (size_t i = 0; i < from->overrides.n; i++) {
		const report_override *o = &from->overrides.v[i];
		add_line(site->q.a, s, TH_S(""),
		    th_str_fmt(site->q.a, "%.*s:%" PRId64, TH_FMT(o->path), o->line),
		    th_str_fmt(site->q.a, "%.*s: %.*s", TH_FMT(o->rule),
			TH_FMT(word_fill(site, "search_quoted", o->reason, TH_NONE))));
	}
}

int page_report(answer *ans, hub_site *site, request *req)
{
	report from;
	view_report *r = TH_NEW(site->q.a, view_report);
	th_str path = TH_S("/report/");
	if (req->sent->query.n > 0 || !site_has_layout(site, "report") ||
	    !query_report(&site->q, &from))
		return 404;
	r->heading = word(site, "report");
	r->intro = word(site, "report_intro");
	r->summary = word_fill(site, "report_summary",
	    word_fill(site, "report_sum", number(site->q.a, from.people),
		number(site->q.a, from.stories)),
	    number(site->q.a, from.window));
	r->note = word_fill(site, "report_note", number(site->q.a, from.small), TH_NONE);
	page *p = page_begin(site, req, "report", r->heading, TH_NONE);
	page_address(p, path, TH_NONE, 1, 1);
	p->head.noindex = true;
	page_crumb(p, r->heading, url_of(site, path, TH_NONE, 1));
	for (size_t i = 0; i < from.parts.n; i++)
		add_part(site, r, &from.parts.v[i]);
	if (from.by_name) {
		add_quiet(site, r, &from);
		add_tandems(site, r, &from);
		add_drafts(site, r, &from);
		add_consents(site, r, &from);
		add_agreements(site, r, &from);
		add_overrides(site, r, &from);
	}
	/* It counts days, so tomorrow it is another page. */
	ans->turn_since = site->q.now - ((site->q.now % 86400) + 86400) % 86400;
	ans->turn_until = ans->turn_since + 86400;
	p->v.report = r;
	return page_show(ans, p);
}
