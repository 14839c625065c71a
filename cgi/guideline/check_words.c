/* check_words.c -- finds the words and phrases of all lists in one pass over a text.
 *
 * Called by guideline_rules.c (which fills it once) and by check_text.c for each file, on any
 * thread. Compares folded words (ICU: case, composition, ß as ss, no invisible characters), so
 * „TROTTEL“ or a word with a soft hyphen is found. A list is a tree of bytes, and most words leave
 * it at their first or second letter. Must never match inside a word: „sauer“ is not „Sau“. */
#include "check.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

enum {
	MAX_WORD = 64,   /* folded octets that count */
	MAX_ENTRY = 160, /* octets of an entry */
	ANY = 1,         /* the byte for a * in the tree */
};

typedef struct meaning {
	word_role role;
	word_form form;
	bool except;
	struct meaning *next;
} meaning;

typedef struct node {
	unsigned char byte;
	struct node *child, *next;
	meaning *ends; /* entries that end here */
} node;

struct lexicon {
	node *first[256];
};

lexicon *lexicon_new(th_arena *a)
{
	return TH_NEW(a, lexicon);
}

/* ---- folding ---- */

static bool ignorable(int32_t cp)
{
	return cp == 0xad || (cp >= 0x200b && cp <= 0x200d) || cp == 0x2060 || cp == 0xfeff;
}

static bool in_word(int32_t cp)
{
	if (cp < 0)
		return false;
	if (cp < 0x80)
		return th_is_alnum(cp);
	return ignorable(cp) || u_isalnum(cp) || (U_GET_GC_MASK(cp) & U_GC_M_MASK) != 0;
}

static size_t put(char *out, size_t at, uint32_t cp)
{
	if (cp < 0x80) {
		out[at++] = (char)cp;
	} else if (cp < 0x800) {
		out[at++] = (char)(0xc0 | cp >> 6);
		out[at++] = (char)(0x80 | (cp & 0x3f));
	} else if (cp < 0x10000) {
		out[at++] = (char)(0xe0 | cp >> 12);
		out[at++] = (char)(0x80 | (cp >> 6 & 0x3f));
		out[at++] = (char)(0x80 | (cp & 0x3f));
	} else {
		out[at++] = (char)(0xf0 | cp >> 18);
		out[at++] = (char)(0x80 | (cp >> 12 & 0x3f));
		out[at++] = (char)(0x80 | (cp >> 6 & 0x3f));
		out[at++] = (char)(0x80 | (cp & 0x3f));
	}
	return at;
}

/* With NFKC_Casefold, for anything but plain Latin: composed and compatible forms become equal. */
static size_t fold_by_icu(char *out, size_t max, th_str word)
{
	UChar wide[MAX_WORD * 2], folded[MAX_WORD * 4];
	UErrorCode e = U_ZERO_ERROR;
	int32_t n = 0, m = 0;
	u_strFromUTF8(wide, TH_COUNT(wide), &n, word.p, (int32_t)word.n, &e);
	const UNormalizer2 *form = unorm2_getNFKCCasefoldInstance(&e);
	m = unorm2_normalize(form, wide, n, folded, TH_COUNT(folded), &e);
	u_strToUTF8(out, (int32_t)max, &n, folded, m, &e);
	return U_SUCCESS(e) ? (size_t)n : 0;
}

/* Writes at most MAX_WORD octets; the rest of an endless word does not count. */
static size_t fold(char out[MAX_WORD], th_str word)
{
	size_t n = 0;
	for (size_t i = 0; i < word.n && n + 4 <= MAX_WORD;) {
		unsigned char c = (unsigned char)word.p[i];
		if (c < 0x80) {
			out[n++] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
			i++;
			continue;
		}
		int32_t cp = th_utf8_next(word, &i);
		if (cp == 0xdf || cp == 0x1e9e) {
			out[n++] = 's';
			out[n++] = 's';
		} else if (cp > 0x24f && !ignorable(cp)) {
			return fold_by_icu(out, MAX_WORD, th_str_sub(word, 0, MAX_WORD * 2 - 4));
		} else if (cp >= 0 && !ignorable(cp)) {
			n = put(out, n, (uint32_t)u_foldCase(cp, U_FOLD_CASE_DEFAULT));
		}
	}
	return n;
}

/* ---- filling ---- */

static node *step(lexicon *l, th_arena *a, node *at, unsigned char byte)
{
	node **list = at ? &at->child : &l->first[byte];
	node *n = *list;
	while (n != NULL && n->byte != byte)
		n = n->next;
	if (n == NULL) {
		n = TH_NEW(a, node);
		n->byte = byte;
		n->next = *list;
		*list = n;
	}
	return n;
}

bool lexicon_add(lexicon *l, th_arena *a, th_str entry, word_role role, word_form form, bool except)
{
	node *at = NULL;
	bool letters = false;
	if (entry.n > MAX_ENTRY)
		return false;
	for (size_t i = 0; i < entry.n;) {
		size_t from = i;
		int32_t cp = th_utf8_next(entry, &i);
		if (!in_word(cp) && cp != '*')
			continue;
		size_t to = from;
		while (to < entry.n && entry.p[to] != '*') {
			i = to;
			if (!in_word(th_utf8_next(entry, &i)))
				break;
			to = i;
		}
		char key[MAX_WORD];
		size_t n = fold(key, th_str_sub(entry, from, to));
		if (at != NULL)
			at = step(l, a, at, ' ');
		for (size_t k = 0; k < n; k++)
			at = step(l, a, at, (unsigned char)key[k]);
		letters = letters || n > 0;
		i = to;
		if (to < entry.n && entry.p[to] == '*') {
			at = step(l, a, at, ANY);
			i++;
		}
	}
	if (!letters)
		return false;
	meaning *m = TH_NEW(a, meaning);
	*m = (meaning){role, form, except, at->ends};
	at->ends = m;
	return true;
}

/* ---- splitting ---- */

/* May this be between two words of a phrase? Only a few characters may. */
static bool joins(th_str gap)
{
	if (gap.n > 8)
		return false;
	for (size_t i = 0; i < gap.n; i++)
		if (memchr(":;!?|()[]{}\"", gap.p[i], 12) != NULL)
			return false;
	return true;
}

static bool any_break(const prose *p, size_t from, size_t to)
{
	return memchr(p->kind + from, PROSE_BREAK, to - from) != NULL;
}

static size_t word_end(const prose *p, size_t at)
{
	while (at < p->file.n && p->kind[at] == PROSE_TEXT) {
		size_t next = at + 1;
		int32_t cp = (unsigned char)p->file.p[at];
		if (cp >= 0x80) {
			next = at;
			cp = th_utf8_next(p->file, &next);
		}
		if (!in_word(cp))
			break;
		at = next;
	}
	return at;
}

void prose_split(prose *p, th_arena *a)
{
	size_t before = 0;
	for (size_t i = 0; i < p->file.n;) {
		size_t end = word_end(p, i);
		if (end == i) {
			i++;
			continue;
		}
		prose_word *w = TH_ADD(a, &p->words);
		*w = (prose_word){
		    .from = (uint32_t)i, .to = (uint32_t)end, .key = (uint32_t)p->keys.n};
		th_buf_reserve(&p->keys, MAX_WORD);
		w->key_n = (uint32_t)fold(p->keys.p + p->keys.n, th_str_sub(p->file, i, end));
		p->keys.n += w->key_n;
		bool blank = i == before + 1 && p->file.p[before] == ' ';
		w->apart =
		    before == 0 || p->kind[before] == PROSE_BREAK ||
		    (!blank && (any_break(p, before, i) || !joins(th_str_sub(p->file, before, i))));
		before = i = end;
	}
}

/* ---- matching ---- */

typedef struct walk {
	prose *p;
	size_t first;
	size_t end[WORD_ROLE_COUNT], except[WORD_ROLE_COUNT]; /* words; 0: not found */
} walk;

static bool ending(th_str rest, word_form form)
{
	static const char *const inflected[] = {
	    "s", "es", "n", "en", "ns", "e", "er", "em", "in", "innen", NULL};
	static const char *const genitive[] = {"s", NULL};
	return form != WORD_EXACT &&
	       word_listed(rest, form == WORD_GENITIVE ? genitive : inflected);
}

static void arrive(walk *w, const node *n, size_t word, th_str rest)
{
	for (const meaning *m = n->ends; m != NULL; m = m->next) {
		size_t *found = m->except ? &w->except[m->role] : &w->end[m->role];
		if ((rest.n == 0 || (!m->except && ending(rest, m->form))) && word + 1 > *found)
			*found = word + 1;
	}
}

static void go(walk *w, const node *list, size_t word, size_t i);

static void at_word_end(walk *w, const node *n, size_t word)
{
	arrive(w, n, word, TH_NONE);
	if (word + 1 >= w->p->words.n || w->p->words.v[word + 1].apart || word - w->first > 8)
		return;
	for (const node *c = n->child; c != NULL; c = c->next)
		if (c->byte == ' ')
			go(w, c->child, word + 1, 0);
}

/* Follows the key of `word` from octet `i` on through `list`. */
static void go(walk *w, const node *list, size_t word, size_t i)
{
	th_str key = prose_key(w->p, word);
	for (;;) {
		const node *found = NULL;
		for (const node *n = list; n != NULL; n = n->next) {
			if (n->byte == ANY)
				at_word_end(w, n, word);
			else if (i < key.n && n->byte == (unsigned char)key.p[i])
				found = n;
		}
		if (found == NULL)
			return;
		i++;
		if (i == key.n)
			at_word_end(w, found, word);
		else if (found->ends != NULL)
			arrive(w, found, word, th_str_sub(key, i, key.n));
		list = found->child;
	}
}

void prose_match(prose *p, const lexicon *l, th_arena *a)
{
	size_t spared[WORD_ROLE_COUNT] = {0}; /* no match of the role counts up to this word */
	for (size_t i = 0; i < p->words.n; i++) {
		th_str key = prose_key(p, i);
		const node *list = key.n > 0 ? l->first[(unsigned char)key.p[0]] : NULL;
		if (list == NULL && l->first[ANY] == NULL)
			continue;
		walk w = {.p = p, .first = i};
		if (list != NULL)
			go(&w, list, i, 0);
		if (l->first[ANY] != NULL)
			go(&w, l->first[ANY], i, 0);
		for (size_t r = 0; r < WORD_ROLE_COUNT; r++) {
			if (w.except[r] > spared[r])
				spared[r] = w.except[r];
			if (w.end[r] > 0 && i >= spared[r])
				*TH_ADD(a, &p->hits) = (prose_hit){(word_role)r, i, w.end[r]};
		}
	}
}

bool word_listed(th_str word, const char *const *list)
{
	for (; *list != NULL; list++)
		if (th_str_caseeq(word, th_strz(*list)))
			return true;
	return false;
}
