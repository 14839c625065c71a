/* arena.c -- memory that lives as long as its purpose, and the arrays and maps in it. In the
 * sanitizer build (TH_ARENA_MALLOC) every allocation is its own malloc, so that overruns are
 * found. */
#include "teamhub/base.h"

#include <stdio.h>
#include <stdlib.h>

enum { BLOCK = 32 * 1024, ALIGN = 16 };

typedef struct block {
	struct block *next;
	size_t cap, used;
	_Alignas(ALIGN) char bytes[];
} block;

struct th_arena {
	block *blocks; /* the newest first */
};

void th_no_memory(void)
{
	fputs("teamhub: out of memory: give the process more, or publish fewer at once\n", stderr);
	exit(71); /* EX_OSERR */
}

static void *must(void *p)
{
	if (p == NULL)
		th_no_memory();
	return p;
}

void *th_malloc(size_t n)
{
	return must(malloc(n > 0 ? n : 1));
}

void *th_realloc(void *p, size_t n)
{
	return must(realloc(p, n > 0 ? n : 1));
}

char *th_strdup(const char *s)
{
	return must(strdup(s));
}

th_arena *th_arena_new(void)
{
	return must(calloc(1, sizeof(th_arena)));
}

static void free_blocks(block *b)
{
	while (b != NULL) {
		block *next = b->next;
		free(b);
		b = next;
	}
}

void th_arena_free(th_arena *a)
{
	if (a == NULL)
		return;
	free_blocks(a->blocks);
	free(a);
}

void th_arena_reset(th_arena *a)
{
	block *keep = a->blocks;
	if (keep == NULL)
		return;
	free_blocks(keep->next);
	keep->next = NULL;
	keep->used = 0;
#ifdef TH_ARENA_MALLOC
	free(keep);
	a->blocks = NULL;
#endif
}

void th_arena_adopt(th_arena *into, th_arena *from)
{
	block *last = from->blocks;
	if (last == NULL)
		return;
	while (last->next != NULL)
		last = last->next;
	if (into->blocks == NULL) {
		into->blocks = from->blocks;
	} else { /* behind the newest block, which may have room left */
		last->next = into->blocks->next;
		into->blocks->next = from->blocks;
	}
	from->blocks = NULL;
}

void *th_alloc(th_arena *a, size_t n)
{
	if (n > SIZE_MAX - 2 * BLOCK)
		must(NULL);
#ifdef TH_ARENA_MALLOC
	block *one = must(calloc(1, sizeof(block) + (n ? n : 1)));
	one->next = a->blocks;
	a->blocks = one;
	return one->bytes;
#else
	size_t want = (n + ALIGN - 1) & ~(size_t)(ALIGN - 1);
	if (want == 0)
		want = ALIGN;
	block *b = a->blocks;
	if (b == NULL || b->cap - b->used < want) {
		size_t cap = want > BLOCK / 4 ? want : BLOCK;
		block *fresh = must(malloc(sizeof(block) + cap));
		fresh->cap = cap;
		fresh->used = 0;
		if (b != NULL && cap != BLOCK) { /* a large one must not hide a half-empty block */
			fresh->next = b->next;
			b->next = fresh;
		} else {
			fresh->next = b;
			a->blocks = fresh;
		}
		b = fresh;
	}
	void *p = b->bytes + b->used;
	b->used += want;
	return memset(p, 0, want);
#endif
}

void *th_alloc_array(th_arena *a, size_t count, size_t size)
{
	size_t n;
	if (__builtin_mul_overflow(count, size, &n))
		must(NULL);
	return th_alloc(a, n);
}

void *th_list_grow(th_arena *a, void *v, size_t n, size_t *cap, size_t size)
{
	size_t more = *cap ? *cap * 2 : 8;
	void *grown = th_alloc_array(a, more, size);
	if (n > 0)
		memcpy(grown, v, n * size);
	*cap = more;
	return grown;
}

th_str th_strs_join(th_arena *a, const th_strs *list, const char *between)
{
	th_buf b = {0};
	for (size_t i = 0; i < list->n; i++)
		th_buf_addf(&b, "%s%.*s", i > 0 ? between : "", TH_FMT(list->v[i]));
	th_str out = th_str_dup(a, th_buf_str(&b));
	th_buf_free(&b);
	return out;
}

bool th_strs_has(const th_strs *list, th_str s)
{
	for (size_t i = 0; i < list->n; i++)
		if (th_str_eq(list->v[i], s))
			return true;
	return false;
}

/* ---- map: open addressing, slots hold item index + 1 ---- */

void th_map_init(th_map *m, th_arena *a)
{
	*m = (th_map){.arena = a};
}

/* Eight octets at a time: keys are paths and ids, and each document is looked up many times. */
static uint64_t hash_of(th_str key)
{
	uint64_t h = 0x9e3779b97f4a7c15u ^ key.n, word = 0;
	size_t i = 0;
	for (; i + 8 <= key.n; i += 8) {
		memcpy(&word, key.p + i, 8);
		h = (h ^ word) * 0xff51afd7ed558ccdu;
		h ^= h >> 32;
	}
	word = 0;
	if (i < key.n)
		memcpy(&word, key.p + i, key.n - i);
	h = (h ^ word) * 0xc4ceb9fe1a85ec53u;
	return h ^ h >> 29;
}

static uint32_t *find_slot(const th_map *m, th_str key, uint64_t hash)
{
	size_t i = (size_t)hash & (m->slot_count - 1);
	for (; m->slots[i] != 0; i = (i + 1) & (m->slot_count - 1)) {
		const th_map_item *item = &m->items[m->slots[i] - 1];
		if (item->hash == hash && th_str_eq(item->key, key))
			break;
	}
	return &m->slots[i];
}

void *th_map_get(const th_map *m, th_str key)
{
	if (m->n == 0)
		return NULL;
	uint32_t at = *find_slot(m, key, hash_of(key));
	return at ? m->items[at - 1].value : NULL;
}

static void grow(th_map *m)
{
	m->slot_count = m->slot_count ? m->slot_count * 2 : 16;
	m->slots = th_alloc_array(m->arena, m->slot_count, sizeof(*m->slots));
	for (size_t k = 0; k < m->n; k++) {
		size_t i = (size_t)m->items[k].hash & (m->slot_count - 1);
		while (m->slots[i] != 0)
			i = (i + 1) & (m->slot_count - 1);
		m->slots[i] = (uint32_t)(k + 1);
	}
}

void th_map_put(th_map *m, th_str key, void *value)
{
	if ((m->n + 1) * 2 > m->slot_count)
		grow(m);
	uint64_t hash = hash_of(key);
	uint32_t *slot = find_slot(m, key, hash);
	if (*slot != 0) {
		m->items[*slot - 1].value = value;
		return;
	}
	if (m->n == m->cap)
		m->items = th_list_grow(m->arena, m->items, m->n, &m->cap, sizeof(*m->items));
	m->items[m->n++] = (th_map_item){key, value, hash};
	*slot = (uint32_t)m->n;
}

/* ---- th_buf ---- */

void th_buf_free(th_buf *b)
{
	if (b == NULL)
		return;
	free(b->p);
	*b = (th_buf){0};
}

void th_buf_reserve(th_buf *b, size_t more)
{
	if (b->cap - b->n >= more)
		return;
	if (more > SIZE_MAX / 4 - b->n)
		must(NULL);
	size_t cap = b->cap ? b->cap : 256;
	while (cap - b->n < more)
		cap *= 2;
	b->p = must(realloc(b->p, cap));
	b->cap = cap;
}

void th_buf_add(th_buf *b, th_str s)
{
	if (s.n == 0)
		return;
	if (b->cap - b->n < s.n)
		th_buf_reserve(b, s.n);
	memcpy(b->p + b->n, s.p, s.n);
	b->n += s.n;
}

void th_buf_addz(th_buf *b, const char *z)
{
	th_buf_add(b, th_strz(z));
}

void th_buf_addc(th_buf *b, char c)
{
	th_buf_reserve(b, 1);
	b->p[b->n++] = c;
}

void th_buf_addf(th_buf *b, const char *fmt, ...)
{
	va_list args, again;
	va_start(args, fmt);
	va_copy(again, args);
	int n = vsnprintf(NULL, 0, fmt, args);
	va_end(args);
	if (n > 0) {
		th_buf_reserve(b, (size_t)n + 1);
		vsnprintf(b->p + b->n, (size_t)n + 1, fmt, again);
		b->n += (size_t)n;
	}
	va_end(again);
}

void th_buf_cut(th_buf *b, size_t n)
{
	if (n < b->n)
		b->n = n;
}
