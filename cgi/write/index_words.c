/* index_words.c -- the words of documents in memory: read from a document's rows, counted, with
 * their positions. Called by write_search.c, which adds them to the tables or removes them: the
 * same rows give the same words both times. */
#include "indexing.h"

void index_empty_chunk(search_writer *s)
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

void index_empty(search_writer *s)
{
	index_empty_chunk(s);
	th_arena_reset(s->a);
	th_map_init(&s->words, s->a);
	th_map_init(&s->stems, s->a);
}

void index_init(search_writer *s)
{
	*s = (search_writer){.a = th_arena_new(),
	    .lists = th_arena_new(),
	    .written = INT64_MAX,
	    .next = -1,
	    .sign = 1};
	index_empty(s);
}

void index_done(search_writer *s)
{
	stemmers_close(&s->stemmers);
	th_arena_free(s->lists);
	th_arena_free(s->a);
}

/* ---- the words of one document ---- */

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
	if (row->nth != s->nth) {
		row->nth = s->nth;
		row->n += s->sign;
	}
	if (r->nth != s->nth) {
		r->nth = s->nth;
		r->last = r->entry = 0;
		r->from = r->spots.n;
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
	s->place++; /* so that no phrase spans two texts */
	while (word_next(&r, &x)) {
		if (!x.same_place)
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
	th_str lang, texts[3], ui, last_lang = TH_NONE, last_title = TH_NONE;
	th_arena *a = th_arena_new();
	sqlite3_stmt *st = WRITER_ASK(w,
	    "SELECT lang, title, subtitle, summary, ui FROM text WHERE doc = ?1 ORDER BY ui", doc);
	while (WRITER_ROW(w, NULL, st, &lang, &texts[0], &texts[1], &texts[2], &ui)) {
		/* The interface languages mostly share one text. */
		if (last_title.n > 0 && th_str_eq(lang, last_lang) &&
		    th_str_eq(texts[0], last_title))
			continue;
		take_row(s, lang, texts);
		if (ui.n > 0 && !th_str_eq(ui, lang)) /* may be the title in that language */
			take_row(s, ui, texts);
		last_lang = th_str_dup(a, lang);
		last_title = th_str_dup(a, texts[0]);
	}
	th_arena_free(a);
	th_str text;
	st = WRITER_ASK(w,
	    "SELECT d.lang, l.value FROM link l JOIN doc d ON d.id = l.doc"
	    " WHERE l.doc = ?1 AND l.name = '' ORDER BY l.ord",
	    doc);
	while (WRITER_ROW(w, NULL, st, &lang, &text))
		take_text(s, lang, text, false, SEARCH_HEAD);
	st = WRITER_ASK(w, "SELECT lang, html FROM body WHERE doc = ?1 ORDER BY lang", doc);
	while (WRITER_ROW(w, NULL, st, &lang, &text))
		take_text(s, lang, text, true, 0);
}

void index_take(edition_writer *w, search_writer *s, th_str doc)
{
	s->nth++;
	s->place = 0;
	s->touched.n = 0;
	take_texts(w, s, doc);
	for (size_t i = 0; i < s->touched.n; i++)
		*TH_ADD(s->lists, &s->touched.v[i]->spots) = 0;
}

void index_gather(edition_writer *w, search_writer *s, th_str doc, uint32_t num)
{
	s->chunk = num / SEARCH_CHUNK;
	index_take(w, s, doc);
	for (size_t i = 0; i < s->touched.n; i++) {
		stem_row *r = s->touched.v[i];
		if (r->docs.n == 0)
			*TH_ADD(s->lists, &s->present) = r;
		r->n++;
		r->chunks |= UINT64_C(1) << s->chunk % 64;
		*TH_ADD(s->lists, &r->docs) = r->entry | search_entry(num % SEARCH_CHUNK, 0, 0, 0);
	}
}

bool index_is_vocabulary(const word_row *x)
{
	return x->low.n >= VOCABULARY_MIN && !th_is_digit(x->low.p[0]);
}
