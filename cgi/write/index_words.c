/* index_words.c -- the words of documents in memory: read from a document's rows, counted, with
 * their positions. Called by write_search.c, which adds them to the tables or removes them: the
 * same rows give the same words both times. Only index_read and index_take_doc ask the edition; the
 * others may be called on another thread (index_ahead.c). */
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
	th_str fold = word_fold(low, buf);
	row->fold = th_str_eq(fold, row->low) ? row->low : th_str_dup(s->a, fold);
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

static void take_text(search_writer *s, const doc_text *t)
{
	word_reader r = {.s = t->text, .html = t->html};
	text_word x;
	s->place++; /* so that no phrase spans two texts */
	while (word_next(&r, &x)) {
		if (!x.same_place)
			s->place += x.gap ? 2 : 1;
		take_word(s, t->lang, &x, t->flag);
	}
}

/* ---- the texts of one document ---- */

static void add_text(
    doc_texts *out, th_arena *a, th_str lang, th_str text, bool html, uint32_t flag)
{
	*TH_ADD(a, out) =
	    (doc_text){th_str_dup(a, lang), th_str_dup(a, text), .html = html, .flag = flag};
}

static void add_row(doc_texts *out, th_arena *a, th_str lang, const th_str texts[3])
{
	add_text(out, a, lang, texts[0], false, SEARCH_TITLE);
	add_text(out, a, lang, texts[1], false, SEARCH_HEAD);
	add_text(out, a, lang, texts[2], false, SEARCH_SUMMARY);
}

void index_read(edition_writer *w, th_str doc, doc_texts *out, th_arena *a)
{
	th_str lang, texts[3], ui, last_lang = TH_NONE, last_title = TH_NONE;
	sqlite3_stmt *st = WRITER_ASK(w,
	    "SELECT lang, title, subtitle, summary, ui FROM text WHERE doc = ?1 ORDER BY ui", doc);
	while (WRITER_ROW(w, NULL, st, &lang, &texts[0], &texts[1], &texts[2], &ui)) {
		/* The interface languages mostly share one text. */
		if (last_title.n > 0 && th_str_eq(lang, last_lang) &&
		    th_str_eq(texts[0], last_title))
			continue;
		add_row(out, a, lang, texts);
		if (ui.n > 0 && !th_str_eq(ui, lang)) /* may be the title in that language */
			add_row(out, a, ui, texts);
		last_lang = th_str_dup(a, lang);
		last_title = th_str_dup(a, texts[0]);
	}
	th_str text;
	st = WRITER_ASK(w,
	    "SELECT d.lang, l.value FROM link l JOIN doc d ON d.id = l.doc"
	    " WHERE l.doc = ?1 AND l.name = '' ORDER BY l.ord",
	    doc);
	while (WRITER_ROW(w, NULL, st, &lang, &text))
		add_text(out, a, lang, text, false, SEARCH_HEAD);
	st = WRITER_ASK(w, "SELECT lang, html FROM body WHERE doc = ?1 ORDER BY lang", doc);
	while (WRITER_ROW(w, NULL, st, &lang, &text))
		add_text(out, a, lang, text, true, 0);
}

void index_take(search_writer *s, const doc_texts *texts)
{
	s->nth++;
	s->place = 0;
	s->touched.n = 0;
	for (size_t i = 0; i < texts->n; i++)
		take_text(s, &texts->v[i]);
	for (size_t i = 0; i < s->touched.n; i++)
		*TH_ADD(s->lists, &s->touched.v[i]->spots) = 0;
}

void index_take_doc(edition_writer *w, search_writer *s, th_str doc)
{
	doc_texts texts = {0};
	th_arena *a = th_arena_new();
	index_read(w, doc, &texts, a);
	index_take(s, &texts);
	th_arena_free(a);
}

void index_gather(search_writer *s, const doc_texts *texts, uint32_t num)
{
	s->chunk = num / SEARCH_CHUNK;
	index_take(s, texts);
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
