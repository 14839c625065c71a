/* write_search.c -- the search index: words of documents as rows (search.h says how they lie).
 * search_put and search_drop take a document that stands in the edition and read its rows, so that
 * whoever changes an edition needs to know nothing else. A drop reads the same words from the same
 * rows again and takes out exactly what the put brought: nothing of a withdrawn text stays.
 *
 * Where words stand is gathered in memory for a chunk of documents, sorted, and written; how often
 * they are there, for as many words as WORDS_KEPT. So memory does not grow with the hub. */
#include "teamhub/kinds.h"
#include "teamhub/search.h"
#include "teamhub/words.h"
#include "teamhub/writing.h"

#include <stdlib.h>

enum { WORDS_KEPT = 150000, VOCABULARY_MIN = 3 };

typedef struct stem_row {
	th_str stem;
	TH_LIST(uint32_t) docs; /* of the chunk at hand, as the spots */
	TH_LIST(char) spots;
	int64_t n; /* documents; not counted in the table yet */
	uint64_t chunks;
	uint32_t last;  /* place in the document at hand; 0: not yet in it */
	uint32_t doc;   /* the document at hand, number + 1 */
	uint32_t entry; /* its tf, flags, offset */
} stem_row;

typedef struct word_row {
	th_str low, fold;
	stem_row *stem;
	uint32_t doc; /* number + 1 of the last document that had it */
	int64_t n;
} word_row;

struct search_writer {
	th_arena *a; /* words and stems */
	th_map words, stems;
	th_arena *lists; /* of the chunk at hand */
	TH_LIST(stem_row *) present;
	TH_LIST(stem_row *) touched; /* by the document at hand */
	int64_t chunk;               /* at hand; -1: none */
	int64_t written;             /* the last chunk that has rows; -1: none */
	int64_t next;                /* number; -1: not known yet */
	stemmers stemmers;
	/* of the document at hand */
	uint32_t num, place;
};

static void empty_chunk(search_writer *s)
{
	for (size_t i = 0; i < s->present.n; i++) {
		stem_row *r = s->present.v[i];
		r->docs.v = NULL;
		r->docs.n = r->docs.cap = 0;
		r->spots.v = NULL;
		r->spots.n = r->spots.cap = 0;
	}
	s->present.v = s->touched.v = NULL;
	s->present.n = s->present.cap = s->touched.n = s->touched.cap = 0;
	s->chunk = -1;
	th_arena_reset(s->lists);
}

static void empty(search_writer *s)
{
	empty_chunk(s);
	th_arena_reset(s->a);
	th_map_init(&s->words, s->a);
	th_map_init(&s->stems, s->a);
}

static void init(search_writer *s)
{
	*s = (search_writer){
	    .a = th_arena_new(), .lists = th_arena_new(), .written = INT64_MAX, .next = -1};
	empty(s);
}

static search_writer *writer_of(edition_writer *w)
{
	if (w->search == NULL) {
		w->search = TH_NEW(w->a, search_writer);
		init(w->search);
	}
	return w->search;
}

static void done(search_writer *s)
{
	stemmers_close(&s->stemmers);
	th_arena_free(s->lists);
	th_arena_free(s->a);
}

void writer_search_free(edition_writer *w)
{
	if (w->search != NULL)
		done(w->search);
	w->search = NULL;
}

/* ---- the words of one document, in memory ---- */

static word_row *word_of(search_writer *s, th_str lang, th_str low)
{
	char key[WORD_MAX + 16], buf[WORD_MAX];
	size_t n = lang.n < 15 ? lang.n : 15;
	if (n > 0)
		memcpy(key, lang.p, n);
	key[n++] = '/';
	memcpy(key + n, low.p, low.n);
	th_str id = th_strn(key, n + low.n);
	word_row *row = th_map_get(&s->words, id);
	if (row != NULL)
		return row;
	row = TH_NEW(s->a, word_row);
	id = th_str_dup(s->a, id);
	row->low = th_str_sub(id, n, id.n);
	row->fold = th_str_dup(s->a, word_fold(low, buf));
	th_str stem = word_stem(&s->stemmers, lang, low, buf);
	row->stem = th_map_get(&s->stems, stem);
	if (row->stem == NULL) {
		row->stem = TH_NEW(s->a, stem_row);
		row->stem->stem = th_str_dup(s->a, stem);
		th_map_put(&s->stems, row->stem->stem, row->stem);
	}
	th_map_put(&s->words, id, row);
	return row;
}

static void add_number(search_writer *s, stem_row *r, uint32_t v)
{
	while (v >= 128) {
		*TH_ADD(s->lists, &r->spots) = (char)(v | 128);
		v >>= 7;
	}
	*TH_ADD(s->lists, &r->spots) = (char)v;
}

static void take_word(search_writer *s, th_str lang, const text_word *x, uint32_t flag)
{
	word_row *row = word_of(s, lang, x->low);
	stem_row *r = row->stem;
	if (row->doc != s->num + 1) {
		row->doc = s->num + 1;
		row->n++;
	}
	if (r->doc != s->num + 1) {
		r->doc = s->num + 1;
		r->last = r->entry = 0;
		*TH_ADD(s->lists, &s->touched) = r;
	}
	uint32_t tf = search_tf(r->entry), offset = search_offset(r->entry);
	if (flag == 0) {
		uint32_t at = (uint32_t)(x->from / SEARCH_OFFSET_UNIT);
		if (tf == 0)
			offset = at < SEARCH_OFFSET_MAX ? at : SEARCH_OFFSET_MAX;
		tf += tf < SEARCH_TF_MAX;
	}
	r->entry = search_entry(0, tf, search_flags(r->entry) | flag, offset);
	if (s->place > r->last && s->place <= SEARCH_SPOT_MAX) {
		add_number(s, r, s->place - r->last);
		r->last = s->place;
	}
}

static void take_text(search_writer *s, th_str lang, th_str text, bool html, uint32_t flag)
{
	word_reader r = {.s = text, .html = html};
	text_word x;
	s->place++; /* no phrase reaches from one text into another */
	while (word_next(&r, &x)) {
		if (!x.again)
			s->place += x.gap ? 2 : 1;
		take_word(s, lang, &x, flag);
	}
}

static void take_row(search_writer *s, th_str lang, const th_str texts[3])
{
	take_text(s, lang, texts[0], false, SEARCH_TITLE);
	take_text(s, lang, texts[1], false, SEARCH_HEAD);
	take_text(s, lang, texts[2], false, SEARCH_SUMMARY);
}

static void take_texts(edition_writer *w, search_writer *s, th_str doc)
{
	th_str lang = TH_NONE, title = TH_NONE;
	th_arena *a = th_arena_new();
	sqlite3_stmt *st = writer_ask(
	    w, "SELECT lang, title, subtitle, summary, ui FROM text WHERE doc = ?1 ORDER BY ui");
	writer_bind(st, 1, doc);
	while (writer_row(w, st)) {
		th_str l = writer_peek(st, 0), ui = writer_peek(st, 4);
		const th_str texts[3] = {
		    writer_peek(st, 1), writer_peek(st, 2), writer_peek(st, 3)};
		/* The interface's languages mostly share one text. */
		if (title.n > 0 && th_str_eq(l, lang) && th_str_eq(texts[0], title))
			continue;
		take_row(s, l, texts);
		if (ui.n > 0 && !th_str_eq(ui, l)) /* may be the title in that language */
			take_row(s, ui, texts);
		lang = th_str_dup(a, l);
		title = th_str_dup(a, texts[0]);
	}
	th_arena_free(a);
	st = writer_ask(w, "SELECT d.lang, l.value FROM link l JOIN doc d ON d.id = l.doc"
			   " WHERE l.doc = ?1 AND l.name = '' ORDER BY l.ord");
	writer_bind(st, 1, doc);
	while (writer_row(w, st))
		take_text(s, writer_peek(st, 0), writer_peek(st, 1), false, SEARCH_HEAD);
	st = writer_ask(w, "SELECT lang, html FROM body WHERE doc = ?1 ORDER BY lang");
	writer_bind(st, 1, doc);
	while (writer_row(w, st))
		take_text(s, writer_peek(st, 0), writer_peek(st, 1), true, 0);
}

/* All words of the document that stands in the edition, as number `num`. */
static void gather(edition_writer *w, search_writer *s, th_str doc, uint32_t num)
{
	s->num = num;
	s->place = 0;
	s->touched.n = 0;
	s->chunk = num / SEARCH_CHUNK;
	take_texts(w, s, doc);
	for (size_t i = 0; i < s->touched.n; i++) {
		stem_row *r = s->touched.v[i];
		if (r->docs.n == 0)
			*TH_ADD(s->lists, &s->present) = r;
		r->n++;
		r->chunks |= UINT64_C(1) << s->chunk % 64;
		*TH_ADD(s->lists, &r->docs) = r->entry | search_entry(num % SEARCH_CHUNK, 0, 0, 0);
		*TH_ADD(s->lists, &r->spots) = 0;
	}
}

/* ---- from memory into the tables ---- */

static int by_stem(const void *x, const void *y)
{
	const stem_row *const *a = x, *const *b = y;
	return th_str_cmp((*a)->stem, (*b)->stem);
}

static int by_word(const void *x, const void *y)
{
	const word_row *const *a = x, *const *b = y;
	int c = th_str_cmp((*a)->fold, (*b)->fold);
	if (c == 0)
		c = th_str_cmp((*a)->low, (*b)->low);
	return c != 0 ? c : th_str_cmp((*a)->stem->stem, (*b)->stem->stem);
}

static void add_le(th_buf *b, uint32_t v)
{
	char octets[4] = {(char)v, (char)(v >> 8), (char)(v >> 16), (char)(v >> 24)};
	th_buf_add(b, th_strn(octets, 4));
}

static void bind_blob(sqlite3_stmt *st, int i, const th_buf *b)
{
	sqlite3_bind_blob(st, i, b->n > 0 ? b->p : "", (int)b->n, SQLITE_STATIC);
}

static bool load_post(edition_writer *w, th_str stem, int64_t chunk, th_buf *docs, th_buf *spots)
{
	th_buf_cut(docs, 0);
	th_buf_cut(spots, 0);
	sqlite3_stmt *st =
	    writer_ask(w, "SELECT docs, spots FROM search_post WHERE stem = ?1 AND chunk = ?2");
	writer_bind(st, 1, stem);
	writer_bind_int(st, 2, chunk);
	if (!writer_row(w, st))
		return false;
	const char *p = sqlite3_column_blob(st, 0);
	th_buf_add(docs, th_strn(p, (size_t)sqlite3_column_bytes(st, 0)));
	p = sqlite3_column_blob(st, 1);
	th_buf_add(spots, th_strn(p, (size_t)sqlite3_column_bytes(st, 1)));
	sqlite3_reset(st);
	return true;
}

static void save_post(
    edition_writer *w, th_str stem, int64_t chunk, const th_buf *docs, const th_buf *spots)
{
	sqlite3_stmt *st =
	    writer_ask(w, "INSERT OR REPLACE INTO search_post VALUES(?2, ?1, ?3, ?4)");
	writer_bind(st, 1, stem);
	writer_bind_int(st, 2, chunk);
	bind_blob(st, 3, docs);
	bind_blob(st, 4, spots);
	writer_run(w, st);
}

/* The stem backwards, by letters: compounds that end in a word lie side by side. */
static th_str tail_of(th_str stem, char *into)
{
	size_t at = stem.n;
	for (size_t i = 0; i < stem.n;) {
		size_t from = i;
		th_utf8_next(stem, &i);
		at -= i - from;
		memcpy(into + at, stem.p + from, i - from);
	}
	return th_strn(into, stem.n);
}

static void count_stem(edition_writer *w, th_str stem, uint64_t chunks, int64_t n)
{
	char tail[WORD_MAX];
	sqlite3_stmt *st =
	    writer_ask(w, "INSERT INTO search_stem VALUES(?1, ?2, ?3, ?4) ON CONFLICT(stem)"
			  " DO UPDATE SET n = n + excluded.n, chunks = chunks | excluded.chunks");
	writer_bind(st, 1, stem);
	writer_bind_int(st, 2, n);
	writer_bind_int(st, 3, (int64_t)chunks);
	if (stem.n >= SEARCH_TAIL_MIN)
		writer_bind(st, 4, tail_of(stem, tail));
	else if (st != NULL)
		sqlite3_bind_null(st, 4);
	writer_run(w, st);
}

/* What is suggested for a typing error, and completed: words, not numbers. */
static bool is_vocabulary(const word_row *x)
{
	return x->low.n >= VOCABULARY_MIN && !(x->low.p[0] >= '0' && x->low.p[0] <= '9');
}

static void count_word(edition_writer *w, const word_row *x, int64_t n)
{
	sqlite3_stmt *st =
	    writer_ask(w, "INSERT INTO search_word VALUES(?1, ?2, ?3, ?4)"
			  " ON CONFLICT(fold, word, stem) DO UPDATE SET n = n + excluded.n");
	writer_bind(st, 1, x->fold);
	writer_bind(st, 2, x->low);
	writer_bind(st, 3, x->stem->stem);
	writer_bind_int(st, 4, n);
	writer_run(w, st);
}

/* Where the words of the chunk stand. */
static void flush_chunk(edition_writer *w, search_writer *s)
{
	th_buf docs = {0}, spots = {0};
	if (s->present.n > 0)
		qsort(s->present.v, s->present.n, sizeof *s->present.v, by_stem);
	for (size_t i = 0; i < s->present.n; i++) {
		stem_row *r = s->present.v[i];
		if (s->chunk <= s->written)
			load_post(w, r->stem, s->chunk, &docs, &spots);
		for (size_t k = 0; k < r->docs.n; k++)
			add_le(&docs, r->docs.v[k]);
		th_buf_add(&spots, th_strn(r->spots.v, r->spots.n));
		save_post(w, r->stem, s->chunk, &docs, &spots);
		th_buf_cut(&docs, 0);
		th_buf_cut(&spots, 0);
	}
	if (s->chunk > s->written)
		s->written = s->chunk;
	th_buf_free(&docs);
	th_buf_free(&spots);
	empty_chunk(s);
}

/* The same, and how often they are there. */
static void flush(edition_writer *w, search_writer *s)
{
	flush_chunk(w, s);
	stem_row **stems = th_alloc_array(s->a, s->stems.n, sizeof(stem_row *));
	for (size_t i = 0; i < s->stems.n; i++)
		stems[i] = s->stems.items[i].value;
	qsort(stems, s->stems.n, sizeof *stems, by_stem);
	for (size_t i = 0; i < s->stems.n; i++)
		count_stem(w, stems[i]->stem, stems[i]->chunks, stems[i]->n);
	word_row **words = th_alloc_array(s->a, s->words.n, sizeof(word_row *));
	for (size_t i = 0; i < s->words.n; i++)
		words[i] = s->words.items[i].value;
	qsort(words, s->words.n, sizeof *words, by_word);
	for (size_t i = 0; i < s->words.n; i++)
		if (is_vocabulary(words[i]))
			count_word(w, words[i], words[i]->n);
	empty(s);
}

/* ---- putting and dropping ---- */

static int64_t number_of(edition_writer *w, th_str doc)
{
	sqlite3_stmt *st = writer_ask(w, "SELECT num FROM search_doc WHERE doc = ?1");
	writer_bind(st, 1, doc);
	int64_t num = -1;
	if (writer_row(w, st)) {
		num = sqlite3_column_int64(st, 0);
		sqlite3_reset(st);
	}
	return num;
}

static int64_t next_number(edition_writer *w, search_writer *s)
{
	if (s->next < 0) {
		sqlite3_stmt *st =
		    writer_ask(w, "SELECT coalesce(max(num) + 1, 0) FROM search_doc");
		if (writer_row(w, st)) {
			s->next = sqlite3_column_int64(st, 0);
			s->written = s->next > 0 ? (s->next - 1) / SEARCH_CHUNK : -1;
			sqlite3_reset(st);
		}
	}
	return s->next++;
}

void search_put(edition_writer *w, th_str doc)
{
	search_writer *s = writer_of(w);
	int64_t num = next_number(w, s);
	if (w->failed)
		return;
	if (s->words.n > WORDS_KEPT)
		flush(w, s);
	else if (s->chunk != num / SEARCH_CHUNK)
		flush_chunk(w, s);
	gather(w, s, doc, (uint32_t)num);
	sqlite3_stmt *st = writer_ask(w, "INSERT INTO search_doc VALUES(?1, ?2, ?3)");
	writer_bind_int(st, 1, num);
	writer_bind(st, 2, doc);
	writer_bind_int(st, 3, s->place);
	writer_run(w, st);
}

/* Past the places of one document. */
static size_t spots_end(const th_buf *spots, size_t from)
{
	while (from < spots->n && spots->p[from] != 0) {
		while (from < spots->n && (spots->p[from] & 128) != 0)
			from++;
		from++;
	}
	return from < spots->n ? from + 1 : spots->n;
}

static void cut_out(th_buf *b, size_t from, size_t to)
{
	memmove(b->p + from, b->p + to, b->n - to);
	th_buf_cut(b, b->n - (to - from));
}

static void drop_stem(edition_writer *w, th_str stem, uint32_t num, th_buf *docs, th_buf *spots)
{
	int64_t chunk = num / SEARCH_CHUNK;
	size_t at = 0;
	if (!load_post(w, stem, chunk, docs, spots))
		return;
	for (size_t i = 0; i + 4 <= docs->n; i += 4) {
		size_t end = spots_end(spots, at);
		uint32_t entry = search_u32((const unsigned char *)docs->p + i);
		if (search_local(entry) == num % SEARCH_CHUNK) {
			cut_out(docs, i, i + 4);
			cut_out(spots, at, end);
			count_stem(w, stem, 0, -1);
			break;
		}
		at = end;
	}
	if (docs->n > 0) {
		save_post(w, stem, chunk, docs, spots);
		return;
	}
	sqlite3_stmt *st = writer_ask(w, "DELETE FROM search_post WHERE stem = ?1 AND chunk = ?2");
	writer_bind(st, 1, stem);
	writer_bind_int(st, 2, chunk);
	writer_run(w, st);
	st = writer_ask(w, "DELETE FROM search_stem WHERE stem = ?1 AND n <= 0");
	writer_bind(st, 1, stem);
	writer_run(w, st);
}

void search_drop(edition_writer *w, th_str doc)
{
	search_writer *kept = writer_of(w), own;
	th_buf docs = {0}, spots = {0};
	flush(w, kept);
	int64_t num = number_of(w, doc);
	if (num < 0 || w->failed)
		return;
	init(&own);
	gather(w, &own, doc, (uint32_t)num);
	for (size_t i = 0; i < own.touched.n; i++)
		drop_stem(w, own.touched.v[i]->stem, (uint32_t)num, &docs, &spots);
	for (size_t i = 0; i < own.words.n; i++) {
		const word_row *x = own.words.items[i].value;
		if (!is_vocabulary(x))
			continue;
		count_word(w, x, -x->n);
		sqlite3_stmt *st =
		    writer_ask(w, "DELETE FROM search_word WHERE fold = ?1 AND word = ?2"
				  " AND stem = ?3 AND n <= 0");
		writer_bind(st, 1, x->fold);
		writer_bind(st, 2, x->low);
		writer_bind(st, 3, x->stem->stem);
		writer_run(w, st);
	}
	sqlite3_stmt *st = writer_ask(w, "DELETE FROM search_doc WHERE num = ?1");
	writer_bind_int(st, 1, num);
	writer_run(w, st);
	th_buf_free(&docs);
	th_buf_free(&spots);
	done(&own);
}

/* ---- finishing ---- */

static uint32_t place_of(th_str kind, int64_t pos)
{
	th_kind k;
	if (!kind_named(&k, kind) || th_kinds[k].search == 0)
		return SEARCH_NOWHERE;
	return (th_kinds[k].search - 1u) << 28 | (uint32_t)(pos & 0x0fffffff);
}

static void put_places(edition_writer *w)
{
	th_buf places = {0};
	int64_t n = 0, words = 0;
	sqlite3_stmt *st = writer_ask(w, "SELECT s.num, s.words, d.kind, d.pos FROM search_doc s"
					 " JOIN doc d ON d.id = s.doc ORDER BY s.num");
	while (writer_row(w, st)) {
		size_t num = (size_t)sqlite3_column_int64(st, 0);
		while (places.n < num * 8)
			add_le(&places, SEARCH_NOWHERE);
		add_le(&places, place_of(writer_peek(st, 2), sqlite3_column_int64(st, 3)));
		add_le(&places, (uint32_t)sqlite3_column_int64(st, 1));
		words += sqlite3_column_int64(st, 1);
		n++;
	}
	st = writer_ask(w, "INSERT OR REPLACE INTO search_place VALUES(1, ?1, ?2, ?3)");
	writer_bind_int(st, 1, n);
	writer_bind_int(st, 2, words);
	if (st != NULL)
		bind_blob(st, 3, &places);
	writer_run(w, st);
	th_buf_free(&places);
}

void writer_search(edition_writer *w)
{
	th_strs missing = {0};
	th_arena *a = th_arena_new();
	sqlite3_stmt *st = writer_ask(w, "SELECT id FROM doc WHERE id NOT IN"
					 " (SELECT doc FROM search_doc) ORDER BY id");
	while (writer_row(w, st))
		*TH_ADD(a, &missing) = writer_column(a, st, 0);
	for (size_t i = 0; i < missing.n; i++)
		search_put(w, missing.v[i]);
	flush(w, writer_of(w));
	put_places(w);
	th_arena_free(a);
}
