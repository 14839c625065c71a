/* write_ranks.c -- the order of every kind (doc.pos) and, for stories and people, the sets that
 * queries work with: when each is visible, and who has a term. Called when an edition is finished.
 *
 * In a copy of an edition the documents that stayed have the places they had, in the same order
 * among each other: sets are carried over place by place, and only those that were put are looked
 * up.
 *
 * The last in an order gets pos 0, the first the highest: a new story, which comes first, changes
 * no other place. Stories and whatever has a date: newest first; events: the latest first; the rest
 * by `order`, then title, then id. */
#include "teamhub/ask.h"
#include "teamhub/kinds.h"
#include "teamhub/writing.h"

#include <stdlib.h>

#define NOWHERE UINT32_MAX

typedef struct placed {
	th_str id, sort;
	int64_t key; /* the lowest comes last; then the highest `sort`, then the highest id */
	th_time published, from, until, modified;
	int64_t was; /* doc.pos */
	bool feed, critical, fresh;
} placed;

typedef struct ranking { /* of one kind */
	th_arena *a;
	th_str kind;
	th_order by;
	bool has_sets;
	TH_LIST(placed) list;  /* by pos */
	TH_LIST(uint32_t) now; /* by the place in the edition before: the one now, or NOWHERE */
	bool carried;          /* `now` can be used */
} ranking;

static void add_le(th_buf *b, uint64_t v, int octets)
{
	for (int i = 0; i < octets; i++)
		th_buf_addc(b, (char)(v >> 8 * i));
}

static void put_blob(edition_writer *w, sqlite3_stmt *st, int i, const th_buf *b)
{
	sqlite3_bind_blob(st, i, b->n > 0 ? b->p : "", (int)b->n, SQLITE_STATIC);
	writer_run(w, st);
}

/* ---- places ---- */

static void carry(ranking *r, int64_t was, uint32_t pos)
{
	if (was < 0 || (size_t)was < r->now.n) {
		r->carried = false;
		return;
	}
	while (r->now.n < (size_t)was)
		*TH_ADD(r->a, &r->now) = NOWHERE;
	*TH_ADD(r->a, &r->now) = pos;
}

static th_time time_or_never(sqlite3_stmt *st, int i)
{
	return sqlite3_column_type(st, i) == SQLITE_NULL ? TH_NEVER : sqlite3_column_int64(st, i);
}

static void add_placed(edition_writer *w, ranking *r, sqlite3_stmt *st)
{
	placed *p = TH_ADD(r->a, &r->list);
	*p = (placed){.id = writer_column(r->a, st, 0),
	    .published = time_or_never(st, 2),
	    .from = sqlite3_column_int64(st, 6),
	    .until = sqlite3_column_int64(st, 7),
	    .modified = sqlite3_column_int64(st, 8),
	    .feed = sqlite3_column_int(st, 9) != 0,
	    .was = sqlite3_column_int64(st, 10),
	    .critical = sqlite3_column_int(st, 11) != 0};
	p->key = r->by == TH_ORDER_NEWEST   ? p->published
		 : r->by == TH_ORDER_LATEST ? time_or_never(st, 3)
					    : -sqlite3_column_int64(st, 4);
	if (r->by == TH_ORDER_BY_ORDER) {
		const char *sort = sqlite3_column_blob(st, 5);
		p->sort =
		    th_str_dup(r->a, th_strn(sort, sort ? (size_t)sqlite3_column_bytes(st, 5) : 0));
	}
	p->fresh = !w->again || th_map_get(&w->fresh, p->id) != NULL;
}

static int by_place(const void *x, const void *y)
{
	const placed *a = x, *b = y;
	if (a->key != b->key)
		return a->key < b->key ? -1 : 1;
	int order = th_str_cmp(b->sort, a->sort);
	return order != 0 ? order : th_str_cmp(b->id, a->id);
}

/* One reading of all documents; the index by kind would look each up once more. */
static void load(edition_writer *w, ranking *all, size_t n)
{
	sqlite3_stmt *st = writer_ask(w,
	    "SELECT id, kind, published, start_at, ord, sort, visible_from, visible_until,"
	    " modified, feed, pos, critical FROM doc NOT INDEXED");
	while (writer_row(w, st))
		for (size_t i = 0; i < n; i++)
			if (th_str_eq(writer_peek(st, 1), all[i].kind)) {
				add_placed(w, &all[i], st);
				break;
			}
}

static void place(ranking *r)
{
	if (r->list.n > 1)
		qsort(r->list.v, r->list.n, sizeof *r->list.v, by_place);
	for (size_t i = 0; i < r->list.n; i++)
		if (!r->list.v[i].fresh)
			carry(r, r->list.v[i].was, (uint32_t)i);
}

static void put_places(edition_writer *w, const ranking *r)
{
	for (size_t i = 0; i < r->list.n; i++) {
		if (r->list.v[i].was == (int64_t)i)
			continue;
		sqlite3_stmt *st = writer_ask(w, "UPDATE doc SET pos = ?2 WHERE id = ?1");
		writer_bind(st, 1, r->list.v[i].id);
		writer_bind_int(st, 2, (int64_t)i);
		writer_run(w, st);
	}
}

static void put_rank(edition_writer *w, const ranking *r)
{
	th_buf spans = {0};
	for (size_t i = 0; i < r->list.n; i++) {
		const placed *p = &r->list.v[i];
		add_le(&spans, (uint64_t)p->from, 8);
		add_le(&spans, (uint64_t)p->until, 8);
		add_le(&spans, (uint64_t)p->modified, 8);
	}
	sqlite3_stmt *st = writer_ask(w, "INSERT OR REPLACE INTO rank VALUES(?1, ?2, ?3)");
	writer_bind(st, 1, r->kind);
	writer_bind_int(st, 2, (int64_t)r->list.n);
	put_blob(w, st, 3, &spans);
	th_buf_free(&spans);
}

/* ---- sets ---- */

typedef struct set { /* of one term */
	th_str facet, term;
	TH_LIST(uint32_t) docs;
	bool changed;
} set;

static int by_number(const void *x, const void *y)
{
	uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
	return (a > b) - (a < b);
}

static set *set_of(th_map *sets, th_str facet, th_str term)
{
	th_arena *a = sets->arena;
	th_str key = th_str_fmt(a, "%.*s/%.*s", TH_FMT(facet), TH_FMT(term));
	set *s = th_map_get(sets, key);
	if (s == NULL) {
		s = TH_NEW(a, set);
		s->facet = th_str_dup(a, facet);
		s->term = th_str_dup(a, term);
		th_map_put(sets, key, s);
	}
	return s;
}

static void add_member(set *s, th_arena *a, uint32_t pos)
{
	*TH_ADD(a, &s->docs) = pos;
	s->changed = true;
}

/* Those of the edition before, at the places of now. */
static void carry_sets(edition_writer *w, const ranking *r, th_map *sets)
{
	sqlite3_stmt *st = writer_ask(w, "SELECT facet, term, docs FROM posting WHERE kind = ?1");
	writer_bind(st, 1, r->kind);
	while (writer_row(w, st)) {
		set *s = set_of(sets, writer_peek(st, 0), writer_peek(st, 1));
		const unsigned char *p = sqlite3_column_blob(st, 2);
		for (int i = 0; i + 4 <= sqlite3_column_bytes(st, 2); i += 4) {
			uint32_t was = (uint32_t)p[i] | (uint32_t)p[i + 1] << 8 |
				       (uint32_t)p[i + 2] << 16 | (uint32_t)p[i + 3] << 24;
			uint32_t pos = was < r->now.n ? r->now.v[was] : NOWHERE;
			s->changed |= pos != was;
			if (pos != NOWHERE)
				*TH_ADD(r->a, &s->docs) = pos;
		}
	}
}

static void add_fresh(edition_writer *w, const ranking *r, th_map *sets)
{
	for (size_t i = 0; i < r->list.n; i++) {
		if (!r->list.v[i].fresh)
			continue;
		sqlite3_stmt *st =
		    writer_ask(w, "SELECT facet, term FROM doc_term WHERE doc = ?1 AND kind = ?2");
		writer_bind(st, 1, r->list.v[i].id);
		writer_bind(st, 2, r->kind);
		while (writer_row(w, st))
			add_member(set_of(sets, writer_peek(st, 0), writer_peek(st, 1)), r->a,
			    (uint32_t)i);
	}
}

/* Of a fresh edition: there is no index by document yet. */
static void add_all(edition_writer *w, const ranking *r, th_map *sets)
{
	th_map places;
	set *s = NULL;
	th_map_init(&places, r->a);
	for (size_t i = 0; i < r->list.n; i++)
		th_map_put(&places, r->list.v[i].id, &r->list.v[i]);
	sqlite3_stmt *st = writer_ask(w, "SELECT facet, term, doc FROM doc_term WHERE kind = ?1"
					 " ORDER BY facet, term, kind");
	writer_bind(st, 1, r->kind);
	while (writer_row(w, st)) {
		th_str facet = writer_peek(st, 0), term = writer_peek(st, 1);
		if (s == NULL || !th_str_eq(facet, s->facet) || !th_str_eq(term, s->term))
			s = set_of(sets, facet, term);
		const placed *x = th_map_get(&places, writer_peek(st, 2));
		if (x != NULL)
			add_member(s, r->a, (uint32_t)(x - r->list.v));
	}
}

static void put_set(edition_writer *w, th_str kind, set *s)
{
	th_buf b = {0};
	sqlite3_stmt *st = writer_ask(
	    w, s->docs.n > 0 ? "INSERT OR REPLACE INTO posting VALUES(?1, ?2, ?3, ?4)"
			     : "DELETE FROM posting WHERE kind = ?1 AND facet = ?2 AND term = ?3");
	if (s->docs.n > 0)
		qsort(s->docs.v, s->docs.n, sizeof *s->docs.v, by_number);
	for (size_t i = 0; i < s->docs.n; i++)
		add_le(&b, s->docs.v[i], 4);
	writer_bind(st, 1, kind);
	writer_bind(st, 2, s->facet);
	writer_bind(st, 3, s->term);
	if (s->docs.n > 0)
		put_blob(w, st, 4, &b);
	else
		writer_run(w, st);
	th_buf_free(&b);
}

static void clear_sets(edition_writer *w, th_str kind)
{
	sqlite3_stmt *st = writer_ask(w, "DELETE FROM posting WHERE kind = ?1");
	writer_bind(st, 1, kind);
	writer_run(w, st);
}

static void put_sets(edition_writer *w, const ranking *r)
{
	th_map sets;
	th_map_init(&sets, r->a);
	bool carried = w->again && r->carried;
	if (carried)
		carry_sets(w, r, &sets);
	else if (w->again)
		clear_sets(w, r->kind);
	if (carried)
		add_fresh(w, r, &sets);
	else
		add_all(w, r, &sets);
	if (th_str_eqz(r->kind, "story")) {
		set *feed = set_of(&sets, TH_S(""), TH_S("feed"));
		set *critical = set_of(&sets, TH_S(""), TH_S("critical"));
		for (size_t i = 0; i < r->list.n; i++) {
			if (carried && !r->list.v[i].fresh)
				continue;
			if (r->list.v[i].feed)
				add_member(feed, r->a, (uint32_t)i);
			if (r->list.v[i].critical)
				add_member(critical, r->a, (uint32_t)i);
		}
	}
	for (size_t i = 0; i < sets.n; i++) {
		set *s = sets.items[i].value;
		if (s->changed)
			put_set(w, r->kind, s);
	}
}

void writer_rank(edition_writer *w)
{
	ranking all[TH_KIND_COUNT];
	th_arena *a = th_arena_new();
	for (size_t i = 0; i < TH_KIND_COUNT; i++) {
		all[i] = (ranking){.a = a,
		    .kind = th_strz(th_kind_name[i]),
		    .by = th_kinds[i].order,
		    .carried = true};
		for (size_t k = 0; k < RANK_COUNT; k++)
			all[i].has_sets |= th_str_eqz(all[i].kind, rank_kind_name[k]);
	}
	load(w, all, TH_COUNT(all));
	for (size_t i = 0; i < TH_COUNT(all); i++) {
		place(&all[i]);
		put_places(w, &all[i]);
		if (all[i].has_sets) {
			put_rank(w, &all[i]);
			put_sets(w, &all[i]);
		}
	}
	writer_exec(w, "INSERT OR IGNORE INTO term VALUES('', 'feed', ''), ('', 'critical', '')");
	th_arena_free(a);
}
