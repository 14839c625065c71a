/* publish_parse_cache.c -- reads and writes the parse cache, the file `memory` beside the edition:
 * written whole and moved into place, read whole. Called by publish_incremental.c, and by the hook
 * that checks a push, which parses only what the push brought. A fingerprint protects the bytes: a
 * file left half written by a crash is ignored. */
#include "teamhub/publish_parse_cache.h"
#include "teamhub/digest.h"

#include "teamhub/file.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static const char magic[] = "teamhub memory 3\n";

/* ---- fingerprints ---- */

static uint64_t mix(uint64_t h, uint64_t word, uint64_t by)
{
	h = (h ^ word) * by;
	return h ^ h >> 29;
}

/* Two independent products over words of eight octets: compares trusted data, is not a digest. */
page_fingerprint fingerprint_of(th_str bytes)
{
	page_fingerprint p = {{0x9e3779b97f4a7c15u ^ bytes.n, 0xc2b2ae3d27d4eb4fu + bytes.n}};
	size_t i = 0;
	for (uint64_t word; i + 8 <= bytes.n; i += 8) {
		memcpy(&word, bytes.p + i, 8);
		p.v[0] = mix(p.v[0], word, 0xff51afd7ed558ccdu);
		p.v[1] = mix(p.v[1], word, 0xc4ceb9fe1a85ec53u);
	}
	uint64_t last = 0;
	if (i < bytes.n)
		memcpy(&last, bytes.p + i, bytes.n - i);
	p.v[0] = mix(mix(p.v[0], last, 0xff51afd7ed558ccdu), 1, 0x9fb21c651e98df25u);
	p.v[1] = mix(mix(p.v[1], last, 0xc4ceb9fe1a85ec53u), 2, 0xd6e8feb86659fd93u);
	return p;
}

bool fingerprint_eq(page_fingerprint a, page_fingerprint b)
{
	return a.v[0] == b.v[0] && a.v[1] == b.v[1];
}

/* ---- bytes ---- */

static void put_size(th_buf *b, size_t n)
{
	uint32_t narrow = (uint32_t)n;
	th_buf_add(b, th_strn((const char *)&narrow, sizeof narrow));
}

static void put_str(th_buf *b, th_str s)
{
	put_size(b, s.n);
	th_buf_add(b, s);
}

static void put_strs(th_buf *b, const th_strs *list)
{
	put_size(b, list->n);
	for (size_t i = 0; i < list->n; i++)
		put_str(b, list->v[i]);
}

static void put_fingerprint(th_buf *b, page_fingerprint p)
{
	th_buf_add(b, th_strn((const char *)&p, sizeof p));
}

typedef struct reading {
	th_str in;
	size_t at;
	th_arena *a;
	bool bad;
} reading;

static th_str get_bytes(reading *r, size_t n)
{
	if (r->bad || n > r->in.n - r->at) {
		r->bad = true;
		return TH_NONE;
	}
	r->at += n;
	return th_strn(r->in.p + r->at - n, n);
}

static size_t get_size(reading *r)
{
	uint32_t n = 0;
	th_str s = get_bytes(r, sizeof n);
	if (s.n > 0)
		memcpy(&n, s.p, sizeof n);
	return n;
}

static th_str get_str(reading *r)
{
	return get_bytes(r, get_size(r));
}

static th_strs get_strs(reading *r)
{
	th_strs list = {0};
	for (size_t n = get_size(r); n > 0 && !r->bad; n--)
		*TH_ADD(r->a, &list) = get_str(r);
	return list;
}

static page_fingerprint get_fingerprint(reading *r)
{
	page_fingerprint p = {{0, 0}};
	th_str s = get_bytes(r, sizeof p);
	if (s.n > 0)
		memcpy(&p, s.p, sizeof p);
	return p;
}

/* ---- the whole cache ---- */

void parse_cache_init(parse_cache *m, th_arena *a)
{
	*m = (parse_cache){0};
	th_map_init(&m->texts, a);
	th_map_init(&m->pages, a);
	th_map_init(&m->pictures, a);
}

static th_str path_of(const char *edition, const char *name, th_arena *a)
{
	ptrdiff_t slash = th_str_rchr(th_strz(edition), '/');
	return slash < 0 ? th_str_dup(a, th_strz(name))
			 : th_str_fmt(a, "%.*s/%s", (int)slash, edition, name);
}

static void write_all(const parse_cache *m, th_buf *b)
{
	put_str(b, m->parsing);
	put_str(b, m->settings);
	put_str(b, m->identity);
	put_str(b, m->look);
	put_str(b, m->look_said);
	put_fingerprint(b, m->people);
	put_size(b, m->texts.n);
	for (size_t i = 0; i < m->texts.n; i++) {
		const parse_cache_text *t = m->texts.items[i].value;
		put_str(b, t->path);
		put_str(b, t->blob);
		put_str(b, t->saved);
		put_strs(b, &t->lookups);
		put_fingerprint(b, t->history);
		th_buf_addc(b, (char)t->noted);
	}
	put_size(b, m->pages.n);
	for (size_t i = 0; i < m->pages.n; i++) {
		const parse_cache_page *p = m->pages.items[i].value;
		put_str(b, p->id);
		put_fingerprint(b, p->fingerprint);
		put_str(b, p->said);
		put_str(b, p->drawn);
		th_buf_addc(b, (char)p->waits);
	}
	put_size(b, m->pictures.n);
	for (size_t i = 0; i < m->pictures.n; i++) {
		const parse_cache_picture *p = m->pictures.items[i].value;
		put_str(b, p->path);
		put_str(b, p->said);
	}
	put_strs(b, &m->lost);
}

static void read_all(parse_cache *m, reading *r)
{
	m->parsing = get_str(r);
	m->settings = get_str(r);
	m->identity = get_str(r);
	m->look = get_str(r);
	m->look_said = get_str(r);
	m->people = get_fingerprint(r);
	for (size_t n = get_size(r); n > 0 && !r->bad; n--) {
		parse_cache_text *t = TH_NEW(r->a, parse_cache_text);
		t->path = get_str(r);
		t->blob = get_str(r);
		t->saved = get_str(r);
		t->lookups = get_strs(r);
		t->history = get_fingerprint(r);
		th_str noted = get_bytes(r, 1);
		t->noted = noted.n > 0 && noted.p[0] != 0;
		th_map_put(&m->texts, t->path, t);
	}
	for (size_t n = get_size(r); n > 0 && !r->bad; n--) {
		parse_cache_page *p = TH_NEW(r->a, parse_cache_page);
		p->id = get_str(r);
		p->fingerprint = get_fingerprint(r);
		p->said = get_str(r);
		p->drawn = get_str(r);
		th_str waits = get_bytes(r, 1);
		p->waits = waits.n > 0 && waits.p[0] != 0;
		th_map_put(&m->pages, p->id, p);
	}
	for (size_t n = get_size(r); n > 0 && !r->bad; n--) {
		parse_cache_picture *p = TH_NEW(r->a, parse_cache_picture);
		p->path = get_str(r);
		p->said = get_str(r);
		th_map_put(&m->pictures, p->path, p);
	}
	m->lost = get_strs(r);
}

int parse_cache_read(parse_cache *m, const char *edition, th_arena *a)
{
	enum { PARSE_CACHE_MAX = 1 << 30 };
	th_str bytes, head;
	reading r = {.a = a};
	parse_cache_init(m, a);
	if (file_read(path_of(edition, "memory", a).p, PARSE_CACHE_MAX, a, &bytes) != 0)
		return -1;
	r.in = bytes;
	head = get_bytes(&r, sizeof magic - 1);
	page_fingerprint fingerprint = get_fingerprint(&r);
	if (r.bad || !th_str_eqz(head, magic) ||
	    !fingerprint_eq(fingerprint, fingerprint_of(th_str_sub(bytes, r.at, bytes.n))))
		return -1;
	read_all(m, &r);
	if (!r.bad && r.at == bytes.n)
		return 0;
	parse_cache_init(m, a);
	return -1;
}

void parse_cache_write(const parse_cache *m, const char *edition)
{
	th_arena *a = th_arena_new();
	const char *path = path_of(edition, "memory", a).p;
	th_buf b = {0};
	th_buf_addz(&b, magic);
	put_fingerprint(&b, (page_fingerprint){{0, 0}});
	size_t from = b.n;
	write_all(m, &b);
	page_fingerprint fingerprint = fingerprint_of(th_str_sub(th_buf_str(&b), from, b.n));
	memcpy(b.p + from - sizeof fingerprint, &fingerprint, sizeof fingerprint);
	if (file_write(path, th_buf_str(&b), 0600, 0) != 0)
		unlink(path);
	th_buf_free(&b);
	th_arena_free(a);
}

th_str parse_cache_recall(void *ctx, const th_entry *e)
{
	const parse_cache *m = ctx;
	const parse_cache_text *t = th_map_get(&m->texts, e->path);
	return t != NULL && th_str_eq(t->blob, e->id) ? t->saved : TH_NONE;
}

/* A rebuilt program may read files differently, even under the same version. */
static th_str program(th_arena *a)
{
	struct stat st;
	if (stat("/proc/self/exe", &st) != 0)
		return TH_S(TH_VERSION);
	return th_str_fmt(a, "%s %lld %lld.%09ld", TH_VERSION, (long long)st.st_size,
	    (long long)st.st_mtim.tv_sec, st.st_mtim.tv_nsec);
}

th_str parse_cache_key(const th_hub *hub, const th_source *s, th_arena *a)
{
	const th_entry *rules = source_find(s, TH_S("guidelines/rules.yml"));
	char *hex = th_alloc(a, 65);
	char own[65];
	th_str all = hub->content_key;
	for (size_t i = 0; i < hub->theme_fields.n; i++)
		all = th_str_fmt(a, "%.*s\n%.*s", TH_FMT(all), TH_FMT(hub->theme_fields.v[i]));
	digest_sha256(own, all);
	digest_sha256(hex, th_str_fmt(a, "%s\n%.*s\n%.*s\n%.*s\n", own,
			       TH_FMT(rules != NULL ? rules->id : TH_NONE), TH_FMT(hub->site_key),
			       TH_FMT(program(a))));
	return th_strz(hex);
}
