/* search_find.c -- which documents match a query, and how well. A document must have every word:
 * the word itself, a compound that contains it, for the last word anything that begins with it, or
 * the name of its author, team, place or topic. Called by query_set.c for selections with search
 * words, and by query_search.c.
 *
 * Scores are integers computed from integers, so every machine finds the same order (BM25 with k1
 * 1.2 and b 0.75; a word in a title counts most). The last result is cached. */
#include "teamhub/searching.h"

enum {
	ONCE = 256, /* the score of a word that occurs once in a text of average length */
	IN_TITLE = 5 * ONCE,
	IN_HEAD = 2 * ONCE,
	IN_SUMMARY = ONCE / 2,
	BY_NAME = 3 * ONCE, /* for a story whose author, team … has that name */
	NAMES_MAX = 24,
	SYNONYM_WEIGHT = 9, /* sixteenths */
	PART_WEIGHT = 12,
};

/* ---- loaded once ---- */

static void add_language(edition *e, searching *s, th_str lang)
{
	if (lang.n > 0 && s->languages.n < WORD_LANGUAGES && !th_strs_has(&s->languages, lang))
		*TH_ADD(e->a, &s->languages) = th_str_dup(e->a, lang);
}

static void load_places(edition *e, searching *s)
{
	int64_t words = 1;
	th_str docs;
	sqlite3_stmt *st = ask(e, "SELECT n, words, docs FROM search_place WHERE id = 1");
	if (!ASK_ROW(e, NULL, st, &s->docs, &words, &docs))
		return;
	const unsigned char *p = (const unsigned char *)docs.p;
	s->n = docs.n / 8;
	s->place = th_alloc_array(e->a, s->n, sizeof *s->place);
	s->norm = th_alloc_array(e->a, s->n, sizeof *s->norm);
	s->score = th_alloc_array(e->a, s->n, sizeof *s->score);
	s->best = th_alloc_array(e->a, s->n, sizeof *s->best);
	int64_t middle = s->docs > 0 ? words / s->docs + 1 : 1;
	for (size_t i = 0; i < s->n; i++) {
		int64_t length = search_u32(p + 8 * i + 4);
		s->place[i] = search_u32(p + 8 * i);
		int64_t norm = (48 * middle + 144 * length) / (10 * middle) + 1;
		s->norm[i] = (uint8_t)(norm < 255 ? norm : 255);
	}
	ask_done(st);
	for (size_t i = 0; i < s->n; i++) {
		uint32_t k = search_kind(s, (uint32_t)i);
		if (k < RANK_COUNT && search_pos(s, (uint32_t)i) < s->n &&
		    search_pos(s, (uint32_t)i) >= s->ranked[k])
			s->ranked[k] = search_pos(s, (uint32_t)i) + 1;
	}
	for (size_t k = 0; k < RANK_COUNT; k++) {
		s->nums[k] = th_alloc_array(e->a, s->ranked[k], sizeof *s->nums[k]);
		memset(s->nums[k], 0xff, s->ranked[k] * sizeof *s->nums[k]);
	}
	for (size_t i = 0; i < s->n; i++) {
		uint32_t k = search_kind(s, (uint32_t)i), pos = search_pos(s, (uint32_t)i);
		if (k < RANK_COUNT && pos < s->ranked[k])
			s->nums[k][pos] = (uint32_t)i;
	}
}

static void search_free(searching *s)
{
	stemmers_close(&s->stemmers);
	th_arena_free(s->a);
}

searching *search_of(query *q)
{
	edition *e = q->e;
	if (e->search != NULL)
		return e->search;
	searching *s = e->search = TH_NEW(e->a, searching);
	e->search_free = search_free;
	s->a = th_arena_new();
	th_map_init(&s->wholes, e->a);
	for (size_t i = 0; i < e->languages.n; i++)
		add_language(e, s, e->languages.v[i]);
	th_str lang;
	sqlite3_stmt *st = ask(e, "SELECT slug FROM term WHERE facet = 'lang' ORDER BY slug");
	while (ASK_ROW(e, NULL, st, &lang))
		add_language(e, s, lang);
	for (uint32_t tf = 1; tf < 16; tf++)
		for (uint32_t norm = 0; norm < 256; norm++)
			s->gain[tf][norm] = (uint16_t)(ONCE * tf * 35 / (tf * 16 + norm));
	for (int k = 0; k < TH_KIND_COUNT; k++)
		if (k == TH_PERSON || th_kinds[k].pages == TH_PAGES_TERMS)
			s->sorters |= (uint16_t)(1u << (th_kinds[k].search - 1));
	load_places(e, s);
	search_load_synonyms(e, s);
	return s;
}

th_str search_doc(query *q, uint32_t num)
{
	th_str doc = TH_S("");
	ASK_ONE(q->e, q->a, ASK(q->e, "SELECT doc FROM search_doc WHERE num = ?1", num), &doc);
	return doc;
}

/* ---- one word ---- */

typedef struct finding_word {
	query *q;
	searching *s;
	uint32_t *best;            /* by number */
	uint16_t *offset;          /* by number */
	uint32_t names[NAMES_MAX]; /* people and terms with that name */
	size_t names_n;
	uint32_t names_weight;
	bool names_only; /* of people */
} finding_word;

/* 16 × log2 of docs / n, at least 8: how specific a word is. */
static uint32_t rarity(int64_t docs, int64_t n)
{
	uint64_t x = ((uint64_t)(docs > 0 ? docs : 0) * 256 + 256) / (uint64_t)(n > 0 ? n + 1 : 1);
	if (x < 256)
		x = 256;
	unsigned top = 63 - (unsigned)__builtin_clzll(x);
	uint32_t log = 16 * (top - 8) + (uint32_t)((x << 4 >> top) & 15);
	return log < 8 ? 8 : log;
}

/* A word in a title, heading or summary: adds to the score, and may be somebody's name. */
static uint32_t take_flags(finding_word *f, uint32_t num, uint32_t flags)
{
	uint32_t kind = search_kind(f->s, num);
	if ((flags & SEARCH_TITLE) != 0 && (f->s->sorters >> kind & 1) != 0 &&
	    f->names_n < NAMES_MAX)
		f->names[f->names_n++] = num;
	return (flags & SEARCH_TITLE ? IN_TITLE : 0) + (flags & SEARCH_HEAD ? IN_HEAD : 0) +
	       (flags & SEARCH_SUMMARY ? IN_SUMMARY : 0);
}

static inline void take_entry(finding_word *f, uint32_t num, uint32_t entry, uint32_t factor)
{
	uint32_t tf = search_tf(entry), flags = search_flags(entry);
	if (f->names_only && ((flags & SEARCH_TITLE) == 0 || search_kind(f->s, num) != RANK_PERSON))
		return;
	uint32_t value = f->s->gain[tf][f->s->norm[num]];
	if (flags != 0)
		value += take_flags(f, num, flags);
	value = (value * factor >> 4) + 1;
	if (value > f->best[num]) {
		f->best[num] = value;
		if (tf > 0)
			f->offset[num] = (uint16_t)search_offset(entry);
	}
}

static void take_row(finding_word *f, th_str docs, size_t base, uint32_t factor)
{
	const unsigned char *p = (const unsigned char *)docs.p;
	size_t n = docs.n / 4;
	for (size_t i = 0; i < n; i++) {
		uint32_t entry = search_u32(p + 4 * i);
		size_t num = base + search_local(entry);
		if (num < f->s->n)
			take_entry(f, (uint32_t)num, entry, factor);
	}
}

/* Adds the documents of one stem; weight in sixteenths. */
static void take_stem(finding_word *f, th_str stem, uint32_t rare, uint32_t weight)
{
	uint64_t chunks = search_stem_chunks(f->q, stem);
	for (size_t chunk = 0; chunk * SEARCH_CHUNK < f->s->n; chunk++) {
		if ((chunks >> chunk % 64 & 1) == 0)
			continue;
		th_str docs;
		sqlite3_stmt *st = ASK(f->q->e,
		    "SELECT docs FROM search_post WHERE chunk = ?1 AND stem = ?2", chunk, stem);
		if (ASK_ROW(f->q->e, NULL, st, &docs))
			take_row(f, docs, chunk * SEARCH_CHUNK, rare * weight >> 4);
		ask_done(st);
	}
}

static void take_members(finding_word *f, rank_kind k, th_str facet, th_str slug, uint32_t value)
{
	const facet_entry *x = facet_find(set_facet(f->q, k, facet), slug);
	for (size_t i = 0; x != NULL && i < x->docs.n; i++) {
		uint32_t pos = posting_at(x->docs, i);
		uint32_t num = pos < f->s->ranked[k] ? f->s->nums[k][pos] : SEARCH_NOWHERE;
		if (num != SEARCH_NOWHERE && f->best[num] < value)
			f->best[num] = value;
	}
}

/* Jobs, events and other documents that belong to a term of that name, although their own text does
 * not contain it. */
static void take_others(finding_word *f, th_str facet, th_str slug, uint32_t value)
{
	int64_t num;
	sqlite3_stmt *st = ASK(f->q->e,
	    "SELECT s.num FROM doc_term t JOIN search_doc s ON s.doc = t.doc"
	    " WHERE t.facet = ?1 AND t.term = ?2 AND t.kind IN ('job', 'event')",
	    facet, slug);
	while (ASK_ROW(f->q->e, NULL, st, &num))
		if ((size_t)num < f->s->n && f->best[num] < value)
			f->best[num] = value;
}

/* Stories, people, jobs and events that belong to a person or term of that name. */
static void take_names(finding_word *f)
{
	uint32_t value = BY_NAME * f->names_weight >> 4;
	for (size_t i = 0; i < f->names_n; i++) {
		th_str doc = search_doc(f->q, f->names[i]), kind, facet = TH_S("author");
		if (!th_str_split(&doc, '/', &kind) || doc.n == 0)
			continue;
		if (th_str_eqz(kind, "term")) {
			if (!th_str_split(&doc, '/', &facet) || doc.n == 0)
				continue;
		} else if (!th_str_eqz(kind, "person")) {
			for (size_t k = 0; k < f->q->e->facet_count; k++)
				if (th_str_eq(f->q->e->facets[k].kind, kind))
					facet = f->q->e->facets[k].name;
		}
		take_members(f, RANK_STORY, facet, doc, value);
		if (!th_str_eqz(kind, "person")) {
			take_members(f, RANK_PERSON, facet, doc, value / 2);
			take_others(f, facet, doc, value);
		}
	}
}

static void mark_later(search_found *found, th_arena *a, th_str stem)
{
	if (stem.n == 0 || th_map_get(&found->stems, stem) != NULL)
		return;
	th_str own = th_str_dup(a, stem);
	th_map_put(&found->stems, own, found);
	found->first[(unsigned char)own.p[0]] = true;
}

/* Adds the documents of a stem that can replace the word, if it is at least as rare as `rarest`;
 * weight in sixteenths. */
static bool take_part(
    finding_word *f, search_found *found, th_str stem, uint32_t rarest, uint32_t weight)
{
	const search_stems *wholes = search_wholes(f->q, stem);
	int64_t n = search_stem_count(f->q, stem), wide = n;
	for (size_t i = 0; i < wholes->n; i++)
		wide += wholes->v[i].n;
	uint32_t rare = rarity(f->s->docs, wide);
	if (rare > rarest)
		rare = rarest;
	f->names_weight = rare * weight >> 4;
	mark_later(found, f->s->a, stem);
	if (n > 0)
		take_stem(f, stem, rare, weight);
	for (size_t i = 0; i < wholes->n; i++) {
		mark_later(found, f->s->a, wholes->v[i].stem);
		take_stem(f, wholes->v[i].stem, rare, wholes->v[i].weight * weight >> 4);
	}
	take_names(f);
	return wide > 0;
}

/* A compound that nobody wrote: documents with both of its words; if there are none, with the
 * first, which says more: for "Ausbildungsplatz", "Ausbildung". */
static bool take_parts(finding_word *f, search_found *found, const search_parts *parts)
{
	searching *s = f->s;
	uint32_t *first = th_alloc_array(f->q->a, s->n, sizeof *first);
	bool any = false;
	if (parts->first.n == 0)
		return false;
	take_part(f, found, parts->first, UINT32_MAX, PART_WEIGHT);
	memcpy(first, s->best, s->n * sizeof *first);
	memset(s->best, 0, s->n * sizeof *s->best);
	f->names_n = 0;
	take_part(f, found, parts->last, UINT32_MAX, PART_WEIGHT);
	for (size_t i = 0; i < s->n; i++)
		any = any || (first[i] > 0 && s->best[i] > 0);
	for (size_t i = 0; i < s->n; i++)
		s->best[i] = !any                             ? first[i]
			     : first[i] > 0 && s->best[i] > 0 ? first[i] + s->best[i]
							      : 0;
	return true;
}

/* Fills s->best and the word's offsets. */
static void find_word(query *q, searching *s, search_found *found, size_t which)
{
	question_word *own = &found->question.words[which];
	finding_word f = {.q = q,
	    .s = s,
	    .best = s->best,
	    .offset = s->offset[which],
	    .names_only = found->question.common};
	th_strs stems = {0};
	search_stems more = {0};
	int64_t n = 0;
	search_stems_of(s, own->low, q->a, &stems);
	for (size_t i = 0; i < stems.n; i++) {
		int64_t has = search_stem_count(q, stems.v[i]);
		n = has > n ? has : n;
		if (own->phrase != 0)
			continue;
		const search_stems *wholes = search_wholes(q, stems.v[i]);
		for (size_t k = 0; k < wholes->n; k++)
			*TH_ADD(q->a, &more) = wholes->v[k];
	}
	if (own->open && own->phrase == 0)
		search_complete(q, own->fold, &more);
	int64_t wide = n;
	for (size_t i = 0; i < more.n && n == 0; i++)
		wide += more.v[i].n;
	uint32_t rare = rarity(s->docs, wide);
	f.names_weight = rare;
	own->known = n > 0 || more.n > 0;
	for (size_t i = 0; i < stems.n; i++) {
		mark_later(found, s->a, stems.v[i]);
		if (n > 0)
			take_stem(&f, stems.v[i], rare, 16);
	}
	for (size_t i = 0; i < more.n; i++) {
		if (th_strs_has(&stems, more.v[i].stem))
			continue;
		mark_later(found, s->a, more.v[i].stem);
		take_stem(&f, more.v[i].stem, rare, more.v[i].weight);
	}
	take_names(&f);
	if (own->phrase != 0)
		return;
	th_strs others = {0};
	search_synonyms(s, &stems, &others);
	for (size_t i = 0; i < others.n; i++)
		own->known = take_part(&f, found, others.v[i], rare, SYNONYM_WEIGHT) || own->known;
	search_parts parts;
	if (!own->known && search_split(q, own, &parts))
		own->known = take_parts(&f, found, &parts);
}

/* ---- all words together ---- */

static void require_phrases(query *q, searching *s, search_found *found)
{
	for (unsigned phrase = 1; phrase <= found->question.phrases; phrase++) {
		search_nums nums = {0};
		size_t k = 0;
		search_phrase(q, &found->question, phrase, &nums);
		for (size_t num = 0; num < s->n; num++) {
			while (k < nums.n && nums.v[k] < num)
				k++;
			if (k == nums.n || nums.v[k] != num)
				s->score[num] = 0;
		}
	}
}

static void sort_out(searching *s, search_found *found)
{
	for (size_t k = 0; k < RANK_COUNT; k++) {
		found->sets[k].words = s->ranked[k] / 64 + 1;
		found->sets[k].w =
		    th_alloc_array(s->a, found->sets[k].words, sizeof *found->sets[k].w);
	}
	for (size_t num = 0; num < s->n; num++) {
		if (s->score[num] == 0 || s->place[num] == SEARCH_NOWHERE)
			continue;
		uint32_t k = search_kind(s, (uint32_t)num), pos = search_pos(s, (uint32_t)num);
		if (k >= RANK_COUNT)
			*TH_ADD(s->a, &found->others) = (uint32_t)num;
		else if (pos < s->ranked[k])
			found->sets[k].w[pos / 64] |= UINT64_C(1) << pos % 64;
	}
}

/* Every word is required. */
static void add_up(searching *s, bool first)
{
	for (size_t num = 0; num < s->n; num++) {
		uint32_t before = first ? 1 : s->score[num], now = s->best[num];
		uint32_t sum = first ? now : before + now;
		s->score[num] = before != 0 && now != 0 ? sum : 0;
	}
}

static search_found *find(query *q, searching *s, th_str text)
{
	search_found *found = TH_NEW(s->a, search_found);
	th_map_init(&found->stems, s->a);
	search_read(&found->question, text, s->a);
	if (found->question.n == 0)
		memset(s->score, 0, s->n * sizeof *s->score);
	for (size_t i = 0; i < found->question.n; i++) {
		if (s->offset[i] == NULL)
			s->offset[i] = th_alloc_array(q->e->a, s->n, sizeof *s->offset[i]);
		memset(s->offset[i], 0xff, s->n * sizeof *s->offset[i]);
		memset(s->best, 0, s->n * sizeof *s->best);
		find_word(q, s, found, i);
		add_up(s, i == 0);
	}
	require_phrases(q, s, found);
	sort_out(s, found);
	return found;
}

const search_found *search_find(query *q, th_str text)
{
	searching *s = search_of(q);
	if (s->found != NULL && th_str_eq(s->found->question.text, text))
		return s->found;
	s->found = NULL;
	th_arena_reset(s->a);
	s->found = find(q, s, text);
	return s->found;
}

const th_set *search_set(query *q, rank_kind k, th_str text)
{
	return &search_find(q, text)->sets[k];
}
