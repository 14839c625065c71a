/* write_first.c -- which story is somebody's first, and which two voices tell together (tables
 * first and tandem). Called when an edition is finished; README.md has the definitions. No counts
 * are published: a first story gets a welcome, and the welcome ends.
 *
 * A story and its translations count as one. A person's stories are ordered by date, then by id. */
#include "teamhub/writing.h"

#include <stdlib.h>

enum { WELCOME_DAYS = 90, FREQUENT = 1, DAY = 86400 };

typedef struct story_told { /* a story with its translations */
	th_str id;          /* the smallest of their ids */
	th_strs people;
	TH_LIST(size_t) before; /* how many stories each of the people had told before */
} story_told;

typedef struct telling { /* one story by one person */
	th_str person, doc;
	th_time published, from;
	story_told *story;
} telling;

typedef struct tellings {
	th_arena *a;
	th_map first_of; /* document → the smallest id of it and its translations, as th_str* */
	th_map stories;  /* that → story_told* */
	TH_LIST(telling) all; /* by person */
} tellings;

static void load_translations(edition_writer *w, tellings *t)
{
	sqlite3_stmt *st =
	    writer_ask(w, "SELECT doc, min(other) FROM translation GROUP BY doc ORDER BY doc");
	th_str doc, other;
	while (WRITER_ROW(w, t->a, st, &doc, &other)) {
		th_str *first = TH_NEW(t->a, th_str);
		*first = other;
		if (th_str_cmp(doc, *first) < 0)
			*first = doc;
		th_map_put(&t->first_of, doc, first);
	}
}

static void load_stories(edition_writer *w, tellings *t)
{
	sqlite3_stmt *st = writer_ask(w,
	    "SELECT x.term, x.doc, d.published, d.visible_from FROM doc_term x"
	    " JOIN doc d ON d.id = x.doc WHERE x.facet = 'author' AND x.kind = 'story'"
	    " AND d.published IS NOT NULL AND d.draft = 0 ORDER BY x.term");
	telling one = {0};
	while (WRITER_ROW(w, t->a, st, &one.person, &one.doc, &one.published, &one.from)) {
		telling *x = TH_ADD(t->a, &t->all);
		*x = one;
		const th_str *first = th_map_get(&t->first_of, x->doc);
		th_str id = first != NULL ? *first : x->doc;
		x->story = th_map_get(&t->stories, id);
		if (x->story == NULL) {
			x->story = TH_NEW(t->a, story_told);
			x->story->id = id;
			th_map_put(&t->stories, id, x->story);
		}
	}
}

static int in_order(const void *a, const void *b)
{
	const telling *x = a, *y = b;
	int order = th_str_cmp(x->person, y->person);
	if (order == 0)
		order = (x->published > y->published) - (x->published < y->published);
	if (order == 0)
		order = th_str_cmp(x->story->id, y->story->id);
	return order ? order : th_str_cmp(x->doc, y->doc);
}

static bool has(const story_told *s, th_str person)
{
	return th_strs_has(&s->people, person);
}

static void number(tellings *t)
{
	size_t before = 0;
	for (size_t i = 0; i < t->all.n; i++) {
		telling *x = &t->all.v[i];
		if (i == 0 || !th_str_eq(x->person, t->all.v[i - 1].person))
			before = 0;
		if (has(x->story, x->person)) /* in another language */
			continue;
		*TH_ADD(t->a, &x->story->people) = x->person;
		*TH_ADD(t->a, &x->story->before) = before++;
	}
}

static size_t before_of(const story_told *s, th_str person)
{
	for (size_t i = 0; i < s->people.n; i++)
		if (th_str_eq(s->people.v[i], person))
			return s->before.v[i];
	return 0;
}

static bool is_tandem(const story_told *s)
{
	return s->people.n == 2 && ((s->before.v[0] == 0 && s->before.v[1] >= FREQUENT) ||
				       (s->before.v[1] == 0 && s->before.v[0] >= FREQUENT));
}

static void put(edition_writer *w, const telling *x)
{
	th_time since = x->from > x->published ? x->from : x->published;
	WRITE(w, "INSERT OR IGNORE INTO first VALUES(?1, ?2, ?3)", x->doc, x->person,
	    since + (th_time)WELCOME_DAYS * DAY);
	if (is_tandem(x->story))
		WRITE(w, "INSERT OR IGNORE INTO tandem VALUES(?1)", x->doc);
}

void writer_first(edition_writer *w)
{
	tellings t = {.a = th_arena_new()};
	th_map_init(&t.first_of, t.a);
	th_map_init(&t.stories, t.a);
	load_translations(w, &t);
	load_stories(w, &t);
	if (t.all.n > 1)
		qsort(t.all.v, t.all.n, sizeof(*t.all.v), in_order);
	number(&t);
	for (size_t i = 0; i < t.all.n; i++)
		if (before_of(t.all.v[i].story, t.all.v[i].person) == 0)
			put(w, &t.all.v[i]);
	th_arena_free(t.a);
}
