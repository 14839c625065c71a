/* report_text.c -- the lead's report as text for a terminal or an e-mail. Called by cmd_report.c.
 * It invites people; it never says who is first or last. */
#include "report_write.h"

#include "teamhub/texts.h"

#include <inttypes.h>

enum { LABEL_MAX = 34 };

typedef struct writing {
	th_buf *out;
	const report *r;
	th_str lang;
	th_arena *a;
} writing;

static th_str say(const writing *w, enum text_id id)
{
	return catalogue_get(w->lang, id);
}

static void spaces(writing *w, size_t n)
{
	for (; n > 0; n--)
		th_buf_addc(w->out, ' ');
}

static void left(writing *w, th_str s, size_t n)
{
	th_buf_add(w->out, s);
	spaces(w, th_utf8_length(s) < n ? n - th_utf8_length(s) : 0);
}

static void right(writing *w, th_str s, size_t n)
{
	spaces(w, 2 + (th_utf8_length(s) < n ? n - th_utf8_length(s) : 0));
	th_buf_add(w->out, s);
}

static th_str percent(writing *w, int64_t permille)
{
	if (permille < 0)
		return TH_S("–");
	return catalogue_str(w->a, w->lang, TEXT_REPORT_PERCENT,
	    TEXT_WITH(TEXT_N("n", permille / 10), TEXT_N("m", permille % 10)));
}

static th_str count(writing *w, int64_t n)
{
	return n < 0 ? TH_S("–") : th_str_fmt(w->a, "%" PRId64, n);
}

static void heading(writing *w, th_str s)
{
	th_buf_addf(w->out, "\n%.*s\n", TH_FMT(s));
	for (size_t n = th_utf8_length(s); n > 0; n--)
		th_buf_addc(w->out, '-');
	th_buf_addc(w->out, '\n');
}

static th_str day(writing *w, const view_date *d)
{
	th_str iso = th_str_sub(d->iso, 0, 10);
	return catalogue_str(w->a, w->lang, TEXT_DATE_NUMERIC,
	    TEXT_WITH(TEXT_S("day", th_str_sub(iso, 8, 10)), TEXT_S("month", th_str_sub(iso, 5, 7)),
		TEXT_S("year", th_str_sub(iso, 0, 4))));
}

/* ---- coverage ---- */

static th_str title(const writing *w, const report_part *p)
{
	enum text_id id = p->basis == REPORT_TARGET   ? TEXT_REPORT_TEXT_TARGETS
			  : p->basis == REPORT_PEOPLE ? TEXT_REPORT_TEXT_PEOPLE
						      : TEXT_REPORT_TEXT_EQUAL;
	return catalogue_str(w->a, w->lang, id, TEXT_WITH(TEXT_S("label", p->label)));
}

static void row(writing *w, const report_part *p, th_str label, const report_group *g)
{
	th_buf_addz(w->out, "  ");
	left(w, th_str_shorten(w->a, label, LABEL_MAX), LABEL_MAX);
	if (p->of_people)
		right(w, count(w, g->people), 8);
	right(w, count(w, g->stories), 11);
	right(w, percent(w, g->share), 8);
	right(w, percent(w, g->target), 8);
	right(w, g->missing > 0 ? count(w, g->missing) : TH_S(""), 7);
	th_buf_addc(w->out, '\n');
}

static void part(writing *w, const report_part *p)
{
	heading(w, title(w, p));
	th_buf_addz(w->out, "  ");
	spaces(w, LABEL_MAX);
	if (p->of_people)
		right(w, say(w, TEXT_REPORT_COLUMN_PEOPLE), 8);
	right(w, say(w, TEXT_REPORT_COLUMN_STORIES), 11);
	right(w, say(w, TEXT_REPORT_COLUMN_SHARE), 8);
	right(w, say(w, TEXT_REPORT_COLUMN_TARGET), 8);
	right(w, say(w, TEXT_REPORT_COLUMN_WANTED), 7);
	th_buf_addc(w->out, '\n');
	for (size_t i = 0; i < p->groups.n; i++) {
		const report_group *g = &p->groups.v[i];
		row(w, p, g->slug.n ? g->label : say(w, TEXT_REPORT_UNSAID), g);
	}
	if (p->small > 0)
		row(w, p,
		    catalogue_str(
			w->a, w->lang, TEXT_REPORT_REST, TEXT_WITH(TEXT_N("n", p->small))),
		    &p->rest);
}

static void coverage(writing *w)
{
	for (size_t i = 0; i < w->r->parts.n; i++)
		part(w, &w->r->parts.v[i]);
	th_buf_addc(w->out, '\n');
	catalogue_add_line(
	    w->out, w->lang, TEXT_REPORT_TEXT_SMALL, TEXT_WITH(TEXT_N("n", w->r->small)));
}

/* A line of a list. */
static void item(writing *w, th_str text)
{
	th_buf_addf(w->out, "  %.*s\n", TH_FMT(text));
}

static void item_with(writing *w, enum text_id id, const text_arg *args)
{
	th_buf_addz(w->out, "  ");
	catalogue_add_line(w->out, w->lang, id, args);
}

/* ---- people ---- */

static void quiet(writing *w)
{
	const report *r = w->r;
	heading(w, say(w, TEXT_REPORT_QUIET));
	item_with(w, TEXT_REPORT_TEXT_QUIET, TEXT_WITH(TEXT_N("days", r->quiet)));
	for (size_t i = 0; i < r->quiet_people.n; i++) {
		const report_person *p = &r->quiet_people.v[i];
		if (p->date == NULL)
			item_with(w, TEXT_REPORT_TEXT_NEVER, TEXT_WITH(TEXT_S("name", p->name)));
		else
			item_with(w, TEXT_REPORT_TEXT_LAST,
			    TEXT_WITH(TEXT_S("name", p->name), TEXT_S("day", day(w, p->date)),
				TEXT_N("days", p->days)));
	}
	if (r->quiet_people.n == 0)
		item(w, say(w, TEXT_REPORT_TEXT_NOBODY));
}

static void tandems(writing *w)
{
	heading(w, say(w, TEXT_REPORT_TANDEMS));
	for (size_t i = 0; i < w->r->tandems.n; i++) {
		const report_tandem *t = &w->r->tandems.v[i];
		th_buf_addz(w->out, "  ");
		catalogue_add(w->out, w->lang, TEXT_REPORT_TEXT_PAIR,
		    TEXT_WITH(TEXT_S("name", t->hesitant.name), TEXT_S("other", t->frequent.name)));
		if (t->topics.n > 0) {
			th_buf_addc(w->out, ' ');
			catalogue_add(w->out, w->lang, TEXT_REPORT_TEXT_TOPICS,
			    TEXT_WITH(TEXT_S("topics", th_strs_join(w->a, &t->topics, ", "))));
		}
		if (t->places.n > 0) {
			th_buf_addz(w->out, t->topics.n ? "; " : " ");
			catalogue_add(w->out, w->lang, TEXT_REPORT_TEXT_PLACES,
			    TEXT_WITH(TEXT_S("places", th_strs_join(w->a, &t->places, ", "))));
		}
		th_buf_addc(w->out, '\n');
	}
	if (w->r->tandems.n == 0)
		item(w, say(w, TEXT_REPORT_TEXT_NOBODY));
}

static void drafts(writing *w)
{
	const report *r = w->r;
	heading(w, say(w, TEXT_REPORT_DRAFTS));
	for (size_t i = 0; i < r->drafts.n; i++) {
		const report_draft *d = &r->drafts.v[i];
		th_buf_addf(w->out, "  %.*s: %.*s", TH_FMT(d->path), TH_FMT(d->title));
		if (d->authors.n > 0)
			th_buf_addf(
			    w->out, " (%.*s)", TH_FMT(th_strs_join(w->a, &d->authors, ", ")));
		if (d->date != NULL)
			th_buf_addf(w->out, ", %.*s", TH_FMT(day(w, d->date)));
		th_buf_addc(w->out, '\n');
	}
	if (r->drafts.n == 0)
		item(w, say(w, TEXT_REPORT_TEXT_NONE));
}

static void consents(writing *w)
{
	const report *r = w->r;
	heading(w, say(w, TEXT_REPORT_CONSENTS));
	for (size_t i = 0; i < r->consents.n; i++) {
		const report_person *p = &r->consents.v[i];
		item_with(w, TEXT_REPORT_TEXT_UNTIL,
		    TEXT_WITH(TEXT_S("name", p->name), TEXT_S("day", day(w, p->date)),
			TEXT_N("days", p->days)));
	}
	if (r->consents.n == 0)
		item(w, say(w, TEXT_REPORT_TEXT_NOBODY));
}

static void agreements(writing *w)
{
	const report *r = w->r;
	if (r->guidelines.n == 0)
		return;
	heading(w, catalogue_str(w->a, w->lang, TEXT_REPORT_TEXT_AGREEMENTS,
		       TEXT_WITH(TEXT_S("version", r->guidelines))));
	for (size_t i = 0; i < r->agreements.n; i++) {
		const report_person *p = &r->agreements.v[i];
		th_str version = p->version.n ? p->version : say(w, TEXT_REPORT_TEXT_NO_VERSION);
		th_buf_addf(w->out, "  %.*s: %.*s\n", TH_FMT(p->name), TH_FMT(version));
	}
}

static void overrides(writing *w)
{
	const report *r = w->r;
	heading(w, say(w, TEXT_REPORT_OVERRIDES));
	for (size_t i = 0; i < r->overrides.n; i++) {
		const report_override *o = &r->overrides.v[i];
		th_str place = th_str_fmt(w->a, "%.*s:%" PRId64, TH_FMT(o->path), o->line);
		item_with(w, TEXT_REPORT_TEXT_OVERRIDE,
		    TEXT_WITH(TEXT_S("place", place), TEXT_S("rule", o->rule),
			TEXT_S("reason", o->reason)));
	}
	if (r->overrides.n == 0)
		item(w, say(w, TEXT_REPORT_TEXT_NONE));
}

void report_write_text(th_buf *out, const report *r, th_time now, th_str lang)
{
	writing w = {out, r, lang, th_arena_new()};
	th_str today = th_str_sub(th_time_rfc3339(w.a, now, 0), 0, 10);
	catalogue_add_line(out, lang, TEXT_REPORT_TEXT_TITLE,
	    TEXT_WITH(TEXT_S("day", day(&w, &(view_date){.iso = today}))));
	th_buf_addc(out, '\n');
	catalogue_add_line(out, lang, TEXT_REPORT_TEXT_SUM,
	    TEXT_WITH(TEXT_N("people", r->people), TEXT_N("stories", r->stories),
		TEXT_N("days", r->window)));
	coverage(&w);
	quiet(&w);
	tandems(&w);
	drafts(&w);
	consents(&w);
	agreements(&w);
	overrides(&w);
	th_arena_free(w.a);
}
