/* write_ranks.c -- the order of every kind (doc.pos) and, for stories and people, the sets that
 * queries work with: when each is visible, and who has a term. Called when an edition is finished.
 *
 * The last in an order gets pos 0, the first the highest: a new story, which comes first, changes
 * no other place. Stories and whatever has a date: newest first; events: the latest first; the rest
 * by `order`, then title, then id. */
#include "writing.h"

#include <stdlib.h>

typedef struct placed {
	th_str id;
	uint32_t pos;
	bool feed;
} placed;

static void add_le(th_buf *b, uint64_t v, int octets)
{
	for (int i = 0; i < octets; i++)
		th_buf_addc(b, (char)(v >> 8 * i));
}

static bool has_sets(th_str kind)
{
	return th_str_eqz(kind, "story") || th_str_eqz(kind, "person");
}

static void put_blob(edition_writer *w, sqlite3_stmt *st, int i, const th_buf *b)
{
	sqlite3_bind_blob(st, i, b->n > 0 ? b->p : "", (int)b->n, SQLITE_STATIC);
	writer_run(w, st);
}

static void rank_kind(edition_writer *w, th_str kind, const char *sql, th_map *places)
{
	TH_LIST(placed) list = {0};
	th_buf spans = {0};
	sqlite3_stmt *st = writer_ask(w, sql);
	writer_bind(st, 1, kind);
	while (writer_row(w, st)) {
		placed *p = TH_ADD(places->arena, &list);
		*p = (placed){writer_column(places->arena, st, 0), (uint32_t)(list.n - 1),
		    sqlite3_column_int(st, 4) != 0};
		for (int i = 1; i <= 3; i++)
			add_le(&spans, (uint64_t)sqlite3_column_int64(st, i), 8);
	}
	for (size_t i = 0; i < list.n; i++) {
		st = writer_ask(w, "UPDATE doc SET pos = ?2 WHERE id = ?1 AND pos <> ?2");
		writer_bind(st, 1, list.v[i].id);
		writer_bind_int(st, 2, (int64_t)i);
		writer_run(w, st);
		if (has_sets(kind)) {
			placed *p = TH_NEW(places->arena, placed);
			*p = list.v[i];
			th_map_put(places, p->id, p);
		}
	}
	if (has_sets(kind)) {
		st = writer_ask(w, "INSERT INTO rank VALUES(?1, ?2, ?3)");
		writer_bind(st, 1, kind);
		writer_bind_int(st, 2, (int64_t)list.n);
		put_blob(w, st, 3, &spans);
	}
	th_buf_free(&spans);
}

typedef struct postings { /* of the term that is being gathered */
	th_str kind, facet, term;
	TH_LIST(uint32_t) docs;
} postings;

static int by_number(const void *x, const void *y)
{
	uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
	return (a > b) - (a < b);
}

static void put_posting(edition_writer *w, postings *p)
{
	if (p->docs.n > 0) {
		th_buf b = {0};
		qsort(p->docs.v, p->docs.n, sizeof *p->docs.v, by_number);
		for (size_t i = 0; i < p->docs.n; i++)
			add_le(&b, p->docs.v[i], 4);
		sqlite3_stmt *st = writer_ask(w, "INSERT INTO posting VALUES(?1, ?2, ?3, ?4)");
		writer_bind(st, 1, p->kind);
		writer_bind(st, 2, p->facet);
		writer_bind(st, 3, p->term);
		put_blob(w, st, 4, &b);
		th_buf_free(&b);
	}
	p->docs.n = 0;
}

static void put_postings(edition_writer *w, const th_map *places)
{
	postings p = {0};
	sqlite3_stmt *st = writer_ask(w,
	    "SELECT facet, term, kind, doc FROM doc_term WHERE kind IN ('story', 'person')"
	    " ORDER BY facet, term, kind");
	while (writer_row(w, st)) {
		th_str v[3] = {writer_peek(st, 0), writer_peek(st, 1), writer_peek(st, 2)};
		if (!th_str_eq(v[0], p.facet) || !th_str_eq(v[1], p.term) ||
		    !th_str_eq(v[2], p.kind)) {
			put_posting(w, &p);
			p.facet = th_str_dup(places->arena, v[0]);
			p.term = th_str_dup(places->arena, v[1]);
			p.kind = th_str_dup(places->arena, v[2]);
		}
		const placed *x = th_map_get(places, writer_peek(st, 3));
		if (x != NULL)
			*TH_ADD(places->arena, &p.docs) = x->pos;
	}
	put_posting(w, &p);
	p = (postings){.kind = TH_S("story"), .facet = TH_S(""), .term = TH_S("feed")};
	for (size_t i = 0; i < places->n; i++) {
		const placed *x = places->items[i].value;
		if (x->feed && th_str_starts(x->id, TH_S("story/")))
			*TH_ADD(places->arena, &p.docs) = x->pos;
	}
	put_posting(w, &p);
	writer_exec(w, "INSERT OR IGNORE INTO term VALUES('', 'feed', '')");
}

void writer_rank(edition_writer *w)
{
	static const char by_date[] =
	    "SELECT id, visible_from, visible_until, modified, feed FROM doc"
	    " WHERE kind = ?1 ORDER BY published, id DESC";
	static const char by_start[] = "SELECT id, visible_from, visible_until, modified, feed"
				       " FROM doc WHERE kind = ?1 ORDER BY start_at, id DESC";
	static const char by_order[] =
	    "SELECT id, visible_from, visible_until, modified, feed"
	    " FROM doc WHERE kind = ?1 ORDER BY ord DESC, sort DESC, id DESC";
	static const struct {
		const char *kind, *sql;
	} orders[] = {{"story", by_date}, {"kudos", by_date}, {"job", by_date}, {"event", by_start},
	    {"person", by_order}, {"value", by_order}, {"guideline", by_order},
	    {"programme", by_order}, {"term", by_order}};
	th_map places;
	th_map_init(&places, th_arena_new());
	for (size_t i = 0; i < TH_COUNT(orders); i++)
		rank_kind(w, th_strz(orders[i].kind), orders[i].sql, &places);
	put_postings(w, &places);
	th_arena_free(places.arena);
}
