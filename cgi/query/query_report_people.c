/* query_report_people.c -- the part of the lead's report that names people: whom to ask for a story
 * and a partner to write it with, whose consent ends, who agreed to which guidelines. Called by
 * query_report.c. Always sorted by name (by date where a deadline matters), never by numbers. */
#include "report.h"

#include <stdlib.h>

enum { DAY = 86400, FREQUENT = 3, TANDEMS_EACH = 2 };

static report_person person_of(facts *f, const fact_person *p, th_time at, int64_t offset)
{
	query *q = f->q;
	th_str id = th_str_sub(p->doc, sizeof "person/" - 1, p->doc.n);
	return (report_person){.id = id,
	    .href = th_str_fmt(q->a, "%.*s/people/%.*s/", TH_FMT(q->base), TH_FMT(id)),
	    .name = p->name,
	    .date = row_date(q, at, offset, true),
	    .days = -1};
}

static bool is_quiet(const facts *f, const fact_person *p)
{
	return p->present &&
	       (p->last == TH_NEVER || p->last <= f->q->now - f->out->quiet * (int64_t)DAY);
}

static report_person quiet_of(facts *f, const fact_person *p)
{
	report_person r = person_of(f, p, p->last, p->last_offset);
	if (p->last != TH_NEVER)
		r.days = (f->q->now - p->last) / DAY;
	return r;
}

/* ---- tandems ---- */

static size_t common(const th_strs *a, const th_strs *b)
{
	size_t n = 0;
	for (size_t i = 0; i < a->n; i++)
		n += th_strs_has(b, a->v[i]);
	return n;
}

/* The person who has most in common with them (a topic counts like two places), then the one with
 * fewest tandems, then by name. NULL: nobody has anything in common, or everybody suitable has
 * enough to do. */
static fact_person *partner_of(facts *f, const fact_person *shy)
{
	fact_person *best = NULL;
	size_t most = 0;
	for (size_t i = 0; i < f->people.n; i++) {
		fact_person *p = f->people.v[i];
		if (!p->present || p->recent < FREQUENT || p->tandems >= TANDEMS_EACH ||
		    is_quiet(f, p))
			continue;
		size_t shared =
		    2 * common(&shy->topics, &p->topics) + common(&shy->places, &p->places);
		if (shared > most ||
		    (best != NULL && shared > 0 && shared == most && p->tandems < best->tandems)) {
			best = p;
			most = shared;
		}
	}
	return best;
}

static void add_common(
    facts *f, const char *facet, const th_strs *a, const th_strs *b, th_strs *labels)
{
	for (size_t i = 0; i < a->n; i++)
		if (th_strs_has(b, a->v[i]))
			*TH_ADD(f->q->a, labels) = report_label(f, th_strz(facet), a->v[i]);
}

static void add_tandem(facts *f, const fact_person *shy)
{
	fact_person *p = partner_of(f, shy);
	if (p == NULL)
		return;
	p->tandems++;
	report_tandem *t = TH_ADD(f->q->a, &f->out->tandems);
	*t = (report_tandem){
	    .frequent = person_of(f, p, TH_NEVER, 0), .hesitant = person_of(f, shy, TH_NEVER, 0)};
	add_common(f, "topic", &shy->topics, &p->topics, &t->topics);
	add_common(f, "place", &shy->places, &p->places, &t->places);
}

/* ---- consent, guidelines ---- */

static int by_end(const void *x, const void *y)
{
	const report_person *a = x, *b = y;
	if (a->date->at != b->date->at)
		return a->date->at < b->date->at ? -1 : 1;
	return th_str_cmp(a->id, b->id);
}

static void add_consent(facts *f, const fact_person *p)
{
	if (!p->present || p->consent_until == TH_NEVER)
		return;
	th_time left = p->consent_until - f->q->now;
	if (left > f->out->consent * (int64_t)DAY)
		return;
	report_person r = person_of(f, p, p->consent_until, p->consent_offset);
	r.days = left > 0 ? left / DAY : 0;
	*TH_ADD(f->q->a, &f->out->consents) = r;
}

/* For people who write. */
static void add_agreement(facts *f, const fact_person *p)
{
	if (!p->present || p->last == TH_NEVER || f->out->guidelines.n == 0)
		return;
	report_person r = person_of(f, p, TH_NEVER, 0);
	r.version = p->agreed;
	r.current = p->agreed_now;
	*TH_ADD(f->q->a, &f->out->agreements) = r;
}

void report_add_people(facts *f)
{
	for (size_t i = 0; i < f->people.n; i++) {
		const fact_person *p = f->people.v[i];
		if (is_quiet(f, p)) {
			*TH_ADD(f->q->a, &f->out->quiet_people) = quiet_of(f, p);
			add_tandem(f, p);
		}
		add_consent(f, p);
		add_agreement(f, p);
	}
	if (f->out->consents.n > 1)
		qsort(f->out->consents.v, f->out->consents.n, sizeof *f->out->consents.v, by_end);
}
