/* report_json.c -- the lead's report as JSON (RFC 8259), for other programs. Called by
 * cmd_report.c. Names never change meaning; new ones may be added. */
#include "report_write.h"

#include "teamhub/json.h"

/* What cannot be told is null. */
static void number(th_json *j, const char *key, int64_t n)
{
	if (n < 0)
		json_none(j, key);
	else
		json_number(j, key, n);
}

static void text_or_none(th_json *j, const char *key, th_str s)
{
	if (s.n == 0)
		json_none(j, key);
	else
		json_text(j, key, s);
}

static void percent(th_json *j, const char *key, int64_t permille)
{
	th_arena *a = th_arena_new();
	if (permille < 0)
		json_none(j, key);
	else
		json_raw(j, key,
		    th_str_fmt(
			a, "%lld.%lld", (long long)(permille / 10), (long long)(permille % 10)));
	th_arena_free(a);
}

static void date(th_json *j, const char *key, const view_date *d)
{
	text_or_none(j, key, d != NULL ? th_str_sub(d->iso, 0, 10) : TH_NONE);
}

static void strings(th_json *j, const char *key, const th_strs *list)
{
	json_begin(j, key, '[');
	for (size_t i = 0; i < list->n; i++)
		json_text(j, NULL, list->v[i]);
	json_end(j, ']');
}

static void group(th_json *j, const report_part *p, const report_group *g)
{
	number(j, "people", p->of_people ? g->people : -1);
	number(j, "stories", g->stories);
	percent(j, "share", g->share);
	percent(j, "target", g->target);
	number(j, "missing", g->target < 0 ? -1 : g->missing);
}

static void part(th_json *j, const report_part *p)
{
	static const char *const bases[] = {"target", "people", "equal"};
	json_begin(j, NULL, '{');
	json_text(j, "facet", p->facet);
	json_text(j, "label", p->label);
	json_text(j, "basis", th_strz(bases[p->basis]));
	json_begin(j, "groups", '[');
	for (size_t i = 0; i < p->groups.n; i++) {
		json_begin(j, NULL, '{');
		text_or_none(j, "term", p->groups.v[i].slug);
		json_text(j, "label", p->groups.v[i].label);
		group(j, p, &p->groups.v[i]);
		json_end(j, '}');
	}
	json_end(j, ']');
	if (p->small > 0) {
		json_begin(j, "together", '{');
		number(j, "groups", (int64_t)p->small);
		group(j, p, &p->rest);
		json_end(j, '}');
	} else {
		json_none(j, "together");
	}
	json_end(j, '}');
}

/* The caller ends it. */
static void person(th_json *j, const char *key, const report_person *p)
{
	json_begin(j, key, '{');
	json_text(j, "id", p->id);
	json_text(j, "name", p->name);
}

static void people(th_json *j, const char *key, const report_people *list, const char *day)
{
	json_begin(j, key, '[');
	for (size_t i = 0; i < list->n; i++) {
		person(j, NULL, &list->v[i]);
		date(j, day, list->v[i].date);
		number(j, "days", list->v[i].days);
		json_end(j, '}');
	}
	json_end(j, ']');
}

static void tandems(th_json *j, const report *r)
{
	json_begin(j, "tandems", '[');
	for (size_t i = 0; i < r->tandems.n; i++) {
		const report_tandem *t = &r->tandems.v[i];
		json_begin(j, NULL, '{');
		person(j, "frequent", &t->frequent);
		json_end(j, '}');
		person(j, "hesitant", &t->hesitant);
		json_end(j, '}');
		strings(j, "topics", &t->topics);
		strings(j, "places", &t->places);
		json_end(j, '}');
	}
	json_end(j, ']');
}

static void drafts(th_json *j, const report *r)
{
	json_begin(j, "drafts", '[');
	for (size_t i = 0; i < r->drafts.n; i++) {
		json_begin(j, NULL, '{');
		json_text(j, "path", r->drafts.v[i].path);
		json_text(j, "title", r->drafts.v[i].title);
		strings(j, "authors", &r->drafts.v[i].authors);
		date(j, "date", r->drafts.v[i].date);
		json_end(j, '}');
	}
	json_end(j, ']');
}

static void guidelines(th_json *j, const report *r)
{
	json_begin(j, "guidelines", '{');
	text_or_none(j, "version", r->guidelines);
	json_begin(j, "authors", '[');
	for (size_t i = 0; i < r->agreements.n; i++) {
		const report_person *p = &r->agreements.v[i];
		person(j, NULL, p);
		text_or_none(j, "agreed", p->version);
		json_bool(j, "current", p->current);
		json_end(j, '}');
	}
	json_end(j, ']');
	json_end(j, '}');
}

static void overrides(th_json *j, const report *r)
{
	json_begin(j, "overrides", '[');
	for (size_t i = 0; i < r->overrides.n; i++) {
		const report_override *o = &r->overrides.v[i];
		json_begin(j, NULL, '{');
		json_text(j, "path", o->path);
		number(j, "line", o->line);
		json_text(j, "rule", o->rule);
		json_text(j, "reason", o->reason);
		json_end(j, '}');
	}
	json_end(j, ']');
}

void report_write_json(th_buf *out, const report *r, th_time now)
{
	th_arena *a = th_arena_new();
	th_json j = {.out = out, .lines = 2};
	json_begin(&j, NULL, '{');
	json_text(&j, "at", th_time_rfc3339(a, now, 0));
	number(&j, "window_days", r->window);
	number(&j, "quiet_days", r->quiet);
	number(&j, "consent_days", r->consent);
	number(&j, "smallest_group", r->small);
	json_bool(&j, "planned", r->planned);
	number(&j, "people", r->people);
	number(&j, "stories", r->stories);
	json_begin(&j, "coverage", '[');
	for (size_t i = 0; i < r->parts.n; i++)
		part(&j, &r->parts.v[i]);
	json_end(&j, ']');
	people(&j, "not_heard", &r->quiet_people, "last");
	tandems(&j, r);
	drafts(&j, r);
	people(&j, "consents_ending", &r->consents, "until");
	guidelines(&j, r);
	overrides(&j, r);
	json_end(&j, '}');
	th_buf_addc(out, '\n');
	th_arena_free(a);
}
