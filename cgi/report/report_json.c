/* report_json.c -- the lead's report as JSON (RFC 8259), for other programs. Called by
 * cmd_report.c. Names never change meaning; new ones may be added. */
#include "report_write.h"

#include <inttypes.h>

static void key(th_buf *out, const char *before, const char *name)
{
	th_buf_addf(out, "%s\"%s\":", before, name);
}

static void text(th_buf *out, const char *before, const char *name, th_str s)
{
	key(out, before, name);
	th_buf_add_json(out, s);
}

/* A list's comma. */
static const char *comma(size_t i)
{
	return i > 0 ? "," : "";
}

static void number(th_buf *out, const char *before, const char *name, int64_t n)
{
	key(out, before, name);
	if (n < 0)
		th_buf_addz(out, "null");
	else
		th_buf_addf(out, "%" PRId64, n);
}

static void permille(th_buf *out, const char *before, const char *name, int64_t n)
{
	key(out, before, name);
	if (n < 0)
		th_buf_addz(out, "null");
	else
		th_buf_addf(out, "%" PRId64 ".%" PRId64, n / 10, n % 10);
}

static void date(th_buf *out, const char *before, const char *name, const view_date *d)
{
	key(out, before, name);
	if (d == NULL)
		th_buf_addz(out, "null");
	else
		th_buf_add_json(out, th_str_sub(d->iso, 0, 10));
}

static void strings(th_buf *out, const char *before, const char *name, const th_strs *list)
{
	key(out, before, name);
	th_buf_addc(out, '[');
	for (size_t i = 0; i < list->n; i++) {
		th_buf_addz(out, comma(i));
		th_buf_add_json(out, list->v[i]);
	}
	th_buf_addc(out, ']');
}

static void group(th_buf *out, const report_part *p, const report_group *g)
{
	number(out, "", "people", p->of_people ? g->people : -1);
	number(out, ",", "stories", g->stories);
	permille(out, ",", "share", g->share);
	permille(out, ",", "target", g->target);
	number(out, ",", "missing", g->target < 0 ? -1 : g->missing);
	th_buf_addc(out, '}');
}

static void part(th_buf *out, const report_part *p)
{
	static const char *const bases[] = {"target", "people", "equal"};
	text(out, "{", "facet", p->facet);
	text(out, ",", "label", p->label);
	text(out, ",", "basis", th_strz(bases[p->basis]));
	key(out, ",", "groups");
	th_buf_addc(out, '[');
	for (size_t i = 0; i < p->groups.n; i++) {
		const report_group *g = &p->groups.v[i];
		th_buf_addz(out, comma(i));
		key(out, "{", "term");
		if (g->slug.n > 0)
			th_buf_add_json(out, g->slug);
		else
			th_buf_addz(out, "null");
		text(out, ",", "label", g->label);
		th_buf_addc(out, ',');
		group(out, p, g);
	}
	key(out, "],", "together");
	if (p->small > 0) {
		number(out, "{", "groups", (int64_t)p->small);
		th_buf_addc(out, ',');
		group(out, p, &p->rest);
	} else {
		th_buf_addz(out, "null");
	}
	th_buf_addc(out, '}');
}

static void person(th_buf *out, const report_person *p)
{
	text(out, "{", "id", p->id);
	text(out, ",", "name", p->name);
}

static void people(th_buf *out, const char *name, const report_people *list, const char *day)
{
	key(out, ",\n", name);
	th_buf_addc(out, '[');
	for (size_t i = 0; i < list->n; i++) {
		th_buf_addz(out, comma(i));
		person(out, &list->v[i]);
		date(out, ",", day, list->v[i].date);
		number(out, ",", "days", list->v[i].days);
		th_buf_addc(out, '}');
	}
	th_buf_addc(out, ']');
}

static void tandems(th_buf *out, const report *r)
{
	key(out, ",\n", "tandems");
	th_buf_addc(out, '[');
	for (size_t i = 0; i < r->tandems.n; i++) {
		const report_tandem *t = &r->tandems.v[i];
		th_buf_addz(out, comma(i));
		key(out, "{", "frequent");
		person(out, &t->frequent);
		key(out, "},", "hesitant");
		person(out, &t->hesitant);
		strings(out, "},", "topics", &t->topics);
		strings(out, ",", "places", &t->places);
		th_buf_addc(out, '}');
	}
	th_buf_addc(out, ']');
}

static void drafts(th_buf *out, const report *r)
{
	key(out, ",\n", "drafts");
	th_buf_addc(out, '[');
	for (size_t i = 0; i < r->drafts.n; i++) {
		th_buf_addz(out, comma(i));
		text(out, "{", "path", r->drafts.v[i].path);
		text(out, ",", "title", r->drafts.v[i].title);
		strings(out, ",", "authors", &r->drafts.v[i].authors);
		date(out, ",", "date", r->drafts.v[i].date);
		th_buf_addc(out, '}');
	}
	th_buf_addc(out, ']');
}

static void guidelines(th_buf *out, const report *r)
{
	key(out, ",\n", "guidelines");
	key(out, "{", "version");
	if (r->guidelines.n > 0)
		th_buf_add_json(out, r->guidelines);
	else
		th_buf_addz(out, "null");
	key(out, ",", "authors");
	th_buf_addc(out, '[');
	for (size_t i = 0; i < r->agreements.n; i++) {
		const report_person *p = &r->agreements.v[i];
		th_buf_addz(out, comma(i));
		person(out, p);
		key(out, ",", "agreed");
		if (p->version.n > 0)
			th_buf_add_json(out, p->version);
		else
			th_buf_addz(out, "null");
		key(out, ",", "current");
		th_buf_addz(out, p->current ? "true}" : "false}");
	}
	th_buf_addz(out, "]}");
}

static void overrides(th_buf *out, const report *r)
{
	key(out, ",\n", "overrides");
	th_buf_addc(out, '[');
	for (size_t i = 0; i < r->overrides.n; i++) {
		const report_override *o = &r->overrides.v[i];
		th_buf_addz(out, comma(i));
		text(out, "{", "path", o->path);
		number(out, ",", "line", o->line);
		text(out, ",", "rule", o->rule);
		text(out, ",", "reason", o->reason);
		th_buf_addc(out, '}');
	}
	th_buf_addc(out, ']');
}

void report_write_json(th_buf *out, const report *r, th_time now)
{
	th_arena *a = th_arena_new();
	text(out, "{", "at", th_time_rfc3339(a, now, 0));
	th_arena_free(a);
	number(out, ",", "window_days", r->window);
	number(out, ",", "quiet_days", r->quiet);
	number(out, ",", "consent_days", r->consent);
	number(out, ",", "smallest_group", r->small);
	key(out, ",", "planned");
	th_buf_addz(out, r->planned ? "true" : "false");
	number(out, ",", "people", r->people);
	number(out, ",", "stories", r->stories);
	key(out, ",\n", "coverage");
	th_buf_addc(out, '[');
	for (size_t i = 0; i < r->parts.n; i++) {
		th_buf_addz(out, i > 0 ? ",\n" : "");
		part(out, &r->parts.v[i]);
	}
	th_buf_addc(out, ']');
	people(out, "not_heard", &r->quiet_people, "last");
	tandems(out, r);
	drafts(out, r);
	people(out, "consents_ending", &r->consents, "until");
	guidelines(out, r);
	overrides(out, r);
	th_buf_addz(out, "}\n");
}
