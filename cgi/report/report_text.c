/* report_text.c -- the lead's report for reading in a terminal or a mail, in German or English.
 * Called by cmd_report.c. It invites; it never says who is first or last. */
#include "report_write.h"

#include <inttypes.h>

enum { LABEL_MAX = 34 };

typedef struct writing {
	th_buf *out;
	const report *r;
	bool de;
	th_arena *a;
} writing;

/* A macro, so that the compiler sees the formats. */
#define SAY(w, german, english) ((w)->de ? (german) : (english))

static size_t width(th_str s)
{
	size_t n = 0;
	for (size_t i = 0; i < s.n; n++)
		th_utf8_next(s, &i);
	return n;
}

static void spaces(writing *w, size_t n)
{
	for (; n > 0; n--)
		th_buf_addc(w->out, ' ');
}

static void left(writing *w, th_str s, size_t n)
{
	th_buf_add(w->out, s);
	spaces(w, width(s) < n ? n - width(s) : 0);
}

static void right(writing *w, th_str s, size_t n)
{
	spaces(w, 2 + (width(s) < n ? n - width(s) : 0));
	th_buf_add(w->out, s);
}

static th_str percent(writing *w, int64_t permille)
{
	if (permille < 0)
		return TH_S("–");
	return th_str_fmt(w->a, w->de ? "%" PRId64 ",%" PRId64 " %%" : "%" PRId64 ".%" PRId64 "%%",
	    permille / 10, permille % 10);
}

static th_str count(writing *w, int64_t n)
{
	return n < 0 ? TH_S("–") : th_str_fmt(w->a, "%" PRId64, n);
}

static void heading(writing *w, th_str s)
{
	th_buf_addf(w->out, "\n%.*s\n", TH_FMT(s));
	for (size_t n = width(s); n > 0; n--)
		th_buf_addc(w->out, '-');
	th_buf_addc(w->out, '\n');
}

static th_str join(writing *w, const th_strs *list)
{
	th_str out = TH_S("");
	for (size_t i = 0; i < list->n; i++)
		out = i > 0 ? th_str_fmt(w->a, "%.*s, %.*s", TH_FMT(out), TH_FMT(list->v[i]))
			    : list->v[i];
	return out;
}

static th_str day(writing *w, const view_date *d)
{
	th_str iso = th_str_sub(d->iso, 0, 10);
	if (!w->de)
		return iso;
	return th_str_fmt(w->a, "%.*s.%.*s.%.*s", TH_FMT(th_str_sub(iso, 8, 10)),
	    TH_FMT(th_str_sub(iso, 5, 7)), TH_FMT(th_str_sub(iso, 0, 4)));
}

/* ---- coverage ---- */

static const char *basis(const writing *w, const report_part *p)
{
	switch (p->basis) {
	case REPORT_TARGET:
		return SAY(w, "Ziele aus programme.yml", "targets from programme.yml");
	case REPORT_PEOPLE:
		return SAY(w, "ohne Ziele; verglichen mit dem Anteil der Menschen",
		    "no targets; compared with the share of the people");
	default:
		return SAY(w, "ohne Ziele; verglichen mit gleichen Anteilen",
		    "no targets; compared with equal shares");
	}
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
	heading(w, th_str_fmt(w->a, "%.*s (%s)", TH_FMT(p->label), basis(w, p)));
	th_buf_addz(w->out, "  ");
	spaces(w, LABEL_MAX);
	if (p->of_people)
		right(w, th_strz(SAY(w, "Menschen", "people")), 8);
	right(w, th_strz(SAY(w, "Geschichten", "stories")), 11);
	right(w, th_strz(SAY(w, "Anteil", "share")), 8);
	right(w, th_strz(SAY(w, "Ziel", "target")), 8);
	right(w, th_strz(SAY(w, "gesucht", "wanted")), 7);
	th_buf_addc(w->out, '\n');
	for (size_t i = 0; i < p->groups.n; i++) {
		const report_group *g = &p->groups.v[i];
		row(w, p, g->slug.n ? g->label : th_strz(SAY(w, "ohne Angabe", "not stated")), g);
	}
	if (p->small > 0)
		row(w, p,
		    th_str_fmt(
			w->a, SAY(w, "%zu Gruppen zusammen", "%zu groups together"), p->small),
		    &p->rest);
}

static void coverage(writing *w)
{
	for (size_t i = 0; i < w->r->parts.n; i++)
		part(w, &w->r->parts.v[i]);
	th_buf_addf(w->out,
	    SAY(w,
		"\nGruppen von weniger als %" PRId64
		" Menschen werden nicht einzeln gezeigt, und so viele "
		"andere mit ihnen,\ndass sie sich auch nicht ausrechnen lassen. „Gesucht“ sind so "
		"viele "
		"Geschichten, bis der Anteil erreicht ist.\n",
		"\nGroups of fewer than %" PRId64
		" people are not shown one by one, and so many others "
		"with them that they\ncannot be worked out either. \"Wanted\" are so many stories "
		"until "
		"the share is reached.\n"),
	    w->r->small);
}

/* ---- people ---- */

static void nothing(writing *w)
{
	th_buf_addf(w->out, "  %s\n", SAY(w, "niemand", "nobody"));
}

static void quiet(writing *w)
{
	const report *r = w->r;
	heading(
	    w, th_strz(SAY(w, "Wen eine Einladung freuen könnte", "Who might like an invitation")));
	th_buf_addf(w->out,
	    SAY(w, "  Länger als %" PRId64 " Tage nichts erzählt; nach Namen.\n",
		"  Have told nothing for %" PRId64 " days; by name.\n"),
	    r->quiet);
	for (size_t i = 0; i < r->quiet_people.n; i++) {
		const report_person *p = &r->quiet_people.v[i];
		th_buf_addf(w->out, "  %.*s: ", TH_FMT(p->name));
		if (p->date == NULL)
			th_buf_addz(w->out, SAY(w, "noch keine Geschichte\n", "no story yet\n"));
		else
			th_buf_addf(w->out,
			    SAY(w, "zuletzt am %.*s (vor %" PRId64 " Tagen)\n",
				"last on %.*s (%" PRId64 " days ago)\n"),
			    TH_FMT(day(w, p->date)), p->days);
	}
	if (r->quiet_people.n == 0)
		nothing(w);
}

static void tandems(writing *w)
{
	heading(w, th_strz(SAY(w, "Wer zusammen schreiben könnte", "Who might write together")));
	for (size_t i = 0; i < w->r->tandems.n; i++) {
		const report_tandem *t = &w->r->tandems.v[i];
		th_buf_addf(w->out, "  %.*s %s %.*s:", TH_FMT(t->hesitant.name),
		    SAY(w, "mit", "with"), TH_FMT(t->frequent.name));
		if (t->topics.n > 0)
			th_buf_addf(w->out, " %s %.*s",
			    SAY(w, "beide erzählen von", "both tell about"),
			    TH_FMT(join(w, &t->topics)));
		if (t->places.n > 0)
			th_buf_addf(w->out, "%s %s %.*s", t->topics.n ? ";" : "",
			    SAY(w, "beide in", "both in"), TH_FMT(join(w, &t->places)));
		th_buf_addc(w->out, '\n');
	}
	if (w->r->tandems.n == 0)
		nothing(w);
}

static void drafts(writing *w)
{
	const report *r = w->r;
	heading(
	    w, th_strz(SAY(w, "Geschichten, die als Entwurf warten", "Stories waiting as drafts")));
	for (size_t i = 0; i < r->drafts.n; i++) {
		const report_draft *d = &r->drafts.v[i];
		th_buf_addf(w->out, "  %.*s: %.*s", TH_FMT(d->path), TH_FMT(d->title));
		if (d->authors.n > 0)
			th_buf_addf(w->out, " (%.*s)", TH_FMT(join(w, &d->authors)));
		if (d->date != NULL)
			th_buf_addf(w->out, ", %.*s", TH_FMT(day(w, d->date)));
		th_buf_addc(w->out, '\n');
	}
	if (r->drafts.n == 0)
		th_buf_addf(w->out, "  %s\n", SAY(w, "keine", "none"));
}

static void consents(writing *w)
{
	const report *r = w->r;
	heading(w, th_strz(SAY(w, "Einwilligungen, die bald enden", "Consents that end soon")));
	for (size_t i = 0; i < r->consents.n; i++) {
		const report_person *p = &r->consents.v[i];
		th_buf_addf(w->out,
		    SAY(w, "  %.*s: bis %.*s (noch %" PRId64 " Tage)\n",
			"  %.*s: until %.*s (%" PRId64 " days)\n"),
		    TH_FMT(p->name), TH_FMT(day(w, p->date)), p->days);
	}
	if (r->consents.n == 0)
		nothing(w);
}

static void agreements(writing *w)
{
	const report *r = w->r;
	if (r->guidelines.n == 0)
		return;
	heading(w, th_str_fmt(w->a,
		       SAY(w, "Spielregeln: wer welcher Fassung zugestimmt hat (neueste: %.*s)",
			   "Guidelines: who agreed to which version (newest: %.*s)"),
		       TH_FMT(r->guidelines)));
	for (size_t i = 0; i < r->agreements.n; i++) {
		const report_person *p = &r->agreements.v[i];
		th_str version =
		    p->version.n ? p->version : th_strz(SAY(w, "noch keiner", "none yet"));
		th_buf_addf(w->out, "  %.*s: %.*s\n", TH_FMT(p->name), TH_FMT(version));
	}
}

static void overrides(writing *w)
{
	const report *r = w->r;
	heading(w, th_strz(SAY(w, "Regeln, die jemand mit Begründung übergangen hat",
		       "Rules that somebody set aside, with the reason")));
	for (size_t i = 0; i < r->overrides.n; i++) {
		const report_override *o = &r->overrides.v[i];
		th_buf_addf(w->out,
		    SAY(w, "  %.*s:%" PRId64 ": %.*s: „%.*s“\n",
			"  %.*s:%" PRId64 ": %.*s: “%.*s”\n"),
		    TH_FMT(o->path), o->line, TH_FMT(o->rule), TH_FMT(o->reason));
	}
	if (r->overrides.n == 0)
		th_buf_addf(w->out, "  %s\n", SAY(w, "keine", "none"));
}

void report_write_text(th_buf *out, const report *r, th_time now, th_str lang)
{
	writing w = {out, r, th_str_eqz(lang, "de"), th_arena_new()};
	th_str today = th_str_sub(th_time_rfc3339(w.a, now, 0), 0, 10);
	th_buf_addf(out,
	    SAY(&w, "Bericht für die Programmleitung, %.*s\n\n",
		"Report for the programme lead, %.*s\n\n"),
	    TH_FMT(day(&w, &(view_date){.iso = today})));
	th_buf_addf(out,
	    SAY(&w,
		"%" PRId64 " Menschen; %" PRId64 " Geschichten in den letzten %" PRId64 " Tagen.\n",
		"%" PRId64 " people; %" PRId64 " stories in the last %" PRId64 " days.\n"),
	    r->people, r->stories, r->window);
	coverage(&w);
	quiet(&w);
	tandems(&w);
	drafts(&w);
	consents(&w);
	agreements(&w);
	overrides(&w);
	th_arena_free(w.a);
}
