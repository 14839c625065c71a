/* query_report_cover.c -- the arithmetic of the lead's report: shares, how many stories a group
 * lacks, and which groups are too small to show. Called by query_report.c. No SQL, no clock. */
#include "report.h"

int64_t report_permille(int64_t part, int64_t of)
{
	return of > 0 ? (part * 1000 + of / 2) / of : 0;
}

/* The smallest x with (stories + x) / (all + x) >= target. */
int64_t report_missing(int64_t stories, int64_t all, int64_t target)
{
	if (target <= 0 || target >= 1000)
		return 0;
	if (all == 0)
		return 1;
	int64_t lack = target * all - 1000 * stories;
	return lack > 0 ? (lack + (1000 - target) - 1) / (1000 - target) : 0;
}

typedef struct hidden {
	size_t n;
	int64_t people, stories, least, most;
	bool others; /* a group that is shown has stories */
} hidden;

/* Totals of the groups of `from` to `upto` people, if all of these are hidden. */
static hidden hide(const report_part *p, int64_t from, int64_t upto)
{
	hidden h = {.least = INT64_MAX};
	for (size_t i = 0; i < p->groups.n; i++) {
		const report_group *g = &p->groups.v[i];
		if (g->people < from || g->people > upto) {
			h.others = h.others || g->stories > 0;
			continue;
		}
		h.n++;
		h.people += g->people;
		h.stories += g->stories;
		h.least = g->people < h.least ? g->people : h.least;
		h.most = g->people > h.most ? g->people : h.most;
	}
	return h;
}

/* The number of people in the next larger group; -1: there is none. */
static int64_t next_above(const report_part *p, int64_t people)
{
	int64_t next = -1;
	for (size_t i = 0; i < p->groups.n; i++)
		if (p->groups.v[i].people > people && (next < 0 || p->groups.v[i].people < next))
			next = p->groups.v[i].people;
	return next;
}

/* At least two groups, not all of one size, at least `small` people, and a story: then neither the
 * total nor the rule for choosing them reveals a single group. */
static bool is_enough(const hidden *h, int64_t small)
{
	return h->n > 1 && h->least < h->most && h->people >= small &&
	       (h->stories > 0 || !h->others);
}

static void take_out(report_part *p, int64_t from, int64_t upto)
{
	size_t kept = 0;
	bool target = false;
	p->rest = (report_group){0};
	for (size_t i = 0; i < p->groups.n; i++) {
		const report_group g = p->groups.v[i];
		if (g.people < from || g.people > upto) {
			p->groups.v[kept++] = g;
			continue;
		}
		p->small++;
		p->rest.people += g.people;
		p->rest.stories += g.stories;
		p->rest.target += g.target >= 0 ? g.target : 0;
		target = target || g.target >= 0;
	}
	p->groups.n = kept;
	p->rest.share = report_permille(p->rest.stories, p->stories);
	if (!target)
		p->rest.target = REPORT_NO_TARGET;
	else if (p->basis == REPORT_PEOPLE) /* rounded shares, added up, would reveal something
					     * about each */
		p->rest.target = report_permille(p->rest.people, p->people);
	p->rest.missing = report_missing(p->rest.stories, p->stories, p->rest.target);
}

void report_suppress(report_part *part, int64_t small)
{
	int64_t upto = small - 1;
	part->small = 0;
	hidden h = hide(part, 1, upto);
	if (h.n == 0)
		return;
	while (!is_enough(&h, small)) {
		int64_t next = next_above(part, upto);
		if (next < 0)
			break;
		upto = next;
		h = hide(part, 1, upto);
	}
	/* When no group with people remains to be shown, hide those without people, too: otherwise
	 * five groups of one could be worked out from four hidden ones and one without people. */
	bool all = next_above(part, upto) < 0;
	take_out(part, all ? 0 : 1, upto);
}
