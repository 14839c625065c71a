/* write_ranks.c -- the order of every kind (doc.pos) and, for stories and people, the sets that
 * queries use: when each is visible, and what has a term. Called when an edition is finished.
 *
 * In a copy of an edition, documents that stayed keep their order, so their sets are carried over
 * position by position, and only re-inserted documents are looked up.
 *
 * The last document in an order has pos 0, the first has the highest, so that a new story, which
 * comes first, moves no other. Order: what has a date, newest first; events, latest first; the rest
 * by `order`, then title, then id. */
#include "teamhub/ask.h"
#include "teamhub/kinds.h"
#include "teamhub/row_desc.h"
#include "teamhub/writing.h"

#include <stdlib.h>

#define NOWHERE UINT32_MAX

typedef struct placed {
	th_str id, sort;
	int64_t key; /* the lowest is last; ties: the highest `sort`, then the highest id */
	th_time published, in_feeds_at, from, until, modified;
	int64_t was; /* doc.pos before */
	bool feed, critical, fresh;
} placed;

typedef struct ranking { /* of one kind */
	th_arena *a;
	th_str kind;
	th_order by;
	bool has_sets;
	TH_LIST(placed) list;  /* by pos */
	TH_LIST(uint32_t) now; /* indexed by the old position: the new one, or NOWHERE */
	bool carried;          /* `now` is usable */
} ranking;

static void add_le(th_buf *b, uint64_t v, int octets)
{
	for (int i = 0; i < octets; i++)
		th_buf_addc(b, (char)(v >> 8 * i));
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

typedef struct placing { /* a document as read */
	th_str id, kind, sort;
	th_time published, added_at, start, from, until, modified;
	int64_t ord, pos;
	bool feed, critical;
} placing;

#define ROW placing
static const row_column placing_columns[] = {
    TEXT(id, "id"),
    TEXT(kind, "kind"),
    TIME(published, "published"),
    TIME(added_at, "came"),
    TIME(start, "start_at"),
    NUMBER(ord, "ord"),
    BLOB(sort, "sort"),
    NUMBER(from, "visible_from"),
    NUMBER(until, "visible_until"),
    NUMBER(modified, "modified"),
    FLAG(feed, "feed"),
    NUMBER(pos, "pos"),
    FLAG(critical, "critical"),
};
static const row_desc placing_desc = ROW_READ(placing_columns);
#undef ROW

static void add_placed(edition_writer *w, ranking *r, const placing *x)
{
	placed *p = TH_ADD(r->a, &r->list);
	*p = (placed){.id = th_str_dup(r->a, x->id),
	    .published = x->published,
	    .in_feeds_at = x->added_at > x->from ? x->added_at : x->from,
	    .from = x->from,
	    .until = x->until,
	    .modified = x->modified,
	    .feed = x->feed,
	    .was = x->pos,
	    .critical = x->critical};
	p->key = r->by == TH_ORDER_NEWEST   ? x->published
		 : r->by == TH_ORDER_LATEST ? x->start
					    : -x->ord;
	if (r->by == TH_ORDER_BY_ORDER)
		p->sort = th_str_dup(r->a, x->sort);
	p->fresh = !w->incremental || th_map_get(&w->fresh, p->id) != NULL;
}

static int by_place(const void *x, const void *y)
{
	const placed *a = x, *b = y;
	if (a->key != b->key)
		return a->key < b->key ? -1 : 1;
	int order = th_str_cmp(b->sort, a->sort);
	return order != 0 ? order : th_str_cmp(b->id, a->id);
}

/* Reads all documents at once; an index by kind would look each one up again. */
static const row_select all_documents = {&placing_desc, "FROM doc NOT INDEXED"};

static void load(edition_writer *w, ranking *all, size_t n)
{
	placing x;
	sqlite3_stmt *st = writer_ask_for(w, &all_documents);
	while (writer_row(w, st)) {
		row_read(st, NULL, &placing_desc, &x);
		for (size_t i = 0; i < n; i++)
			if (th_str_eq(x.kind, all[i].kind)) {
				add_placed(w, &all[i], &x);
				break;
			}
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
	for (size_t i = 0; i < r->list.n; i++)
		if (r->list.v[i].was != (int64_t)i)
			WRITE(w, "UPDATE doc SET pos = ?2 WHERE id = ?1", r->list.v[i].id, i);
}

typedef struct feed_place {
	th_time at;
	uint32_t pos;
} feed_place;

static int by_newest_in_feeds(const void *x, const void *y)
{
	const feed_place *a = x, *b = y;
	if (a->at != b->at)
		return a->at > b->at ? -1 : 1;
	return (a->pos < b->pos) - (a->pos > b->pos);
}

/* Lists are sorted by date, feeds by when a reader could first see a document. */
static void add_feed_order(th_buf *out, const ranking *r)
{
	feed_place *places = th_alloc_array(r->a, r->list.n + 1, sizeof *places);
	for (size_t i = 0; i < r->list.n; i++)
		places[i] = (feed_place){r->list.v[i].in_feeds_at, (uint32_t)i};
	qsort(places, r->list.n, sizeof *places, by_newest_in_feeds);
	for (size_t i = 0; i < r->list.n; i++)
		add_le(out, places[i].pos, 4);
}

static void put_rank(edition_writer *w, const ranking *r)
{
	th_buf spans = {0}, order = {0};
	for (size_t i = 0; i < r->list.n; i++) {
		const placed *p = &r->list.v[i];
		add_le(&spans, (uint64_t)p->from, 8);
		add_le(&spans, (uint64_t)p->until, 8);
		add_le(&spans, (uint64_t)p->modified, 8);
	}
	add_feed_order(&order, r);
	WRITE(w, "INSERT OR REPLACE INTO rank VALUES(?1, ?2, ?3, ?4)", r->kind, r->list.n, &spans,
	    &order);
	th_buf_free(&spans);
	th_buf_free(&order);
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

/* Sets of the last edition, moved to the new positions. */
static void carry_sets(edition_writer *w, const ranking *r, th_map *sets)
{
	th_str facet, term, docs;
	sqlite3_stmt *st =
	    WRITER_ASK(w, "SELECT facet, term, docs FROM posting WHERE kind = ?1", r->kind);
	while (WRITER_ROW(w, NULL, st, &facet, &term, &docs)) {
		set *s = set_of(sets, facet, term);
		const unsigned char *p = (const unsigned char *)docs.p;
		for (size_t i = 0; i + 4 <= docs.n; i += 4) {
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
		th_str facet, term;
		sqlite3_stmt *st =
		    WRITER_ASK(w, "SELECT facet, term FROM doc_term WHERE doc = ?1 AND kind = ?2",
			r->list.v[i].id, r->kind);
		while (WRITER_ROW(w, NULL, st, &facet, &term))
			add_member(set_of(sets, facet, term), r->a, (uint32_t)i);
	}
}

/* For a fresh edition, which has no index by document yet. */
static void add_all(edition_writer *w, const ranking *r, th_map *sets)
{
	th_map places;
	set *s = NULL;
	th_map_init(&places, r->a);
	for (size_t i = 0; i < r->list.n; i++)
		th_map_put(&places, r->list.v[i].id, &r->list.v[i]);
	th_str facet, term, doc;
	sqlite3_stmt *st = WRITER_ASK(w,
	    "SELECT facet, term, doc FROM doc_term WHERE kind = ?1 ORDER BY facet, term, kind",
	    r->kind);
	while (WRITER_ROW(w, NULL, st, &facet, &term, &doc)) {
		if (s == NULL || !th_str_eq(facet, s->facet) || !th_str_eq(term, s->term))
			s = set_of(sets, facet, term);
		const placed *x = th_map_get(&places, doc);
		if (x != NULL)
			add_member(s, r->a, (uint32_t)(x - r->list.v));
	}
}

static void put_set(edition_writer *w, th_str kind, set *s)
{
	th_buf b = {0};
	if (s->docs.n > 0)
		qsort(s->docs.v, s->docs.n, sizeof *s->docs.v, by_number);
	for (size_t i = 0; i < s->docs.n; i++)
		add_le(&b, s->docs.v[i], 4);
	if (s->docs.n > 0)
		WRITE(w, "INSERT OR REPLACE INTO posting VALUES(?1, ?2, ?3, ?4)", kind, s->facet,
		    s->term, &b);
	else
		WRITE(w, "DELETE FROM posting WHERE kind = ?1 AND facet = ?2 AND term = ?3", kind,
		    s->facet, s->term);
	th_buf_free(&b);
}

static void put_sets(edition_writer *w, const ranking *r)
{
	th_map sets;
	th_map_init(&sets, r->a);
	bool carried = w->incremental && r->carried;
	if (carried)
		carry_sets(w, r, &sets);
	else if (w->incremental)
		WRITE(w, "DELETE FROM posting WHERE kind = ?1", r->kind);
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
	writer_exec(
	    w, "INSERT OR IGNORE INTO term VALUES('', 'feed', NULL), ('', 'critical', NULL)");
	th_arena_free(a);
}
