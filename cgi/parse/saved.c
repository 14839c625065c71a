/* saved.c -- a document as bytes: what content_parse read, so that the next publish need not parse
 * an unchanged file; and what link made of it, so that publish can tell whether anything changed.
 * Called by load.c and publish.
 *
 * One function visits every member of a struct for both directions, and the tables that the structs
 * are made of (doc_parts.def, parsed_doc.def, linked_doc.def) make it: reading and writing cannot
 * differ, and no member is forgotten. The bytes are only for this machine and this
 * version of the program; whoever stores them must return them undamaged. Reading never leaves the
 * bytes, whatever they contain. */
#include "fields.h"

typedef struct visit {
	th_buf *out; /* writing; NULL: reading */
	th_str in;
	size_t at;
	th_arena *a;
	bool bad;
} visit;

/* ---- values ---- */

static void visit_bytes(visit *v, void *p, size_t n)
{
	if (v->out != NULL) {
		th_buf_add(v->out, th_strn(p, n));
	} else if (v->bad || n > v->in.n - v->at) {
		v->bad = true;
		memset(p, 0, n);
	} else {
		memcpy(p, v->in.p + v->at, n);
		v->at += n;
	}
}

/* Mostly small numbers: seven bits per octet. */
static void visit_u64(visit *v, uint64_t *x)
{
	if (v->out != NULL) {
		uint64_t rest = *x;
		for (; rest >= 128; rest >>= 7)
			th_buf_addc(v->out, (char)(rest | 128));
		th_buf_addc(v->out, (char)rest);
		return;
	}
	if (v->at < v->in.n && (uint8_t)v->in.p[v->at] < 128) { /* nearly always */
		*x = (uint8_t)v->in.p[v->at++];
		return;
	}
	*x = 0;
	for (int shift = 0; shift < 64; shift += 7) {
		uint8_t octet;
		visit_bytes(v, &octet, 1);
		*x |= (uint64_t)(octet & 127) << shift;
		if (octet < 128)
			return;
	}
	v->bad = true;
}

static void visit_size_t(visit *v, size_t *x)
{
	uint64_t wide = *x;
	visit_u64(v, &wide);
	*x = (size_t)wide;
}

static void visit_int(visit *v, int *x)
{
	uint64_t wide = (uint32_t)*x;
	visit_u64(v, &wide);
	*x = (int)(uint32_t)wide;
}

static void visit_int64_t(visit *v, int64_t *x)
{
	visit_bytes(v, x, sizeof(*x));
}

static void visit_th_time(visit *v, th_time *x)
{
	visit_bytes(v, x, sizeof(*x));
}

static void visit_uint16_t(visit *v, uint16_t *x)
{
	visit_bytes(v, x, sizeof(*x));
}

static void visit_bool(visit *v, bool *x)
{
	uint8_t octet = *x;
	visit_bytes(v, &octet, 1);
	*x = octet != 0;
}

static void visit_th_str(visit *v, th_str *s)
{
	visit_size_t(v, &s->n);
	if (v->out != NULL) {
		th_buf_add(v->out, *s);
	} else if (v->bad || s->n > v->in.n - v->at) {
		v->bad = true;
		*s = TH_NONE;
	} else {
		s->p = v->in.p + v->at;
		v->at += s->n;
	}
}

/* The elements of a list, allocated when reading; each takes at least an octet. */
static bool visit_count(visit *v, size_t *n, size_t *cap, void **items, size_t size)
{
	visit_size_t(v, n);
	if (v->out == NULL) {
		if (v->bad || *n > v->in.n - v->at) {
			v->bad = true;
			*n = 0;
		}
		*items = *n > 0 ? th_alloc_array(v->a, *n, size) : NULL;
		*cap = *n;
	}
	return *n > 0;
}

#define EACH(v, list, item)                                                                        \
	void *items_##item = (list)->v;                                                            \
	visit_count((v), &(list)->n, &(list)->cap, &items_##item, sizeof(*(list)->v));             \
	(list)->v = items_##item;                                                                  \
	for (size_t item = 0; item < (list)->n; item++)

static void visit_th_strs(visit *v, th_strs *list)
{
	EACH(v, list, i) visit_th_str(v, &list->v[i]);
}

static void visit_th_pairs(visit *v, th_pairs *list)
{
	EACH(v, list, i)
	{
		visit_th_str(v, &list->v[i].key);
		visit_th_str(v, &list->v[i].value);
	}
}

static void visit_th_texts(visit *v, th_texts *list)
{
	EACH(v, list, i)
	{
		visit_th_str(v, &list->v[i].lang);
		visit_th_str(v, &list->v[i].text);
	}
}

static bool is_when(const th_when *w, th_time at)
{
	return w->at == at && w->offset == 0 && !w->day_only && w->parts == 0 && w->line == 0;
}

/* Most documents have one of ten times; each missing one takes an octet. */
static void visit_th_when(visit *v, th_when *w)
{
	enum { NEVER, ZERO, WHOLE };
	uint8_t kind = v->out == NULL         ? NEVER
		       : is_when(w, TH_NEVER) ? NEVER
		       : is_when(w, 0)        ? ZERO
					      : WHOLE;
	visit_bytes(v, &kind, 1);
	if (kind != WHOLE) {
		if (v->out == NULL)
			*w = (th_when){.at = kind == NEVER ? TH_NEVER : 0};
		return;
	}
	visit_th_time(v, &w->at);
	visit_int(v, &w->offset);
	visit_bool(v, &w->day_only);
	visit_bytes(v, &w->parts, sizeof(w->parts));
	visit_int(v, &w->line);
}

static void visit_th_recur(visit *v, th_recur *recur)
{
	visit_bytes(v, recur, sizeof(*recur));
}

static void visit_th_kind(visit *v, th_kind *kind)
{
	uint64_t wide = *kind;
	visit_u64(v, &wide);
	*kind = wide < TH_KIND_COUNT ? (th_kind)wide : TH_STORY;
}

static void visit_th_audience(visit *v, th_audience *audience)
{
	uint64_t wide = *audience;
	visit_u64(v, &wide);
	*audience = wide < TH_INTERNAL ? (th_audience)wide : TH_INTERNAL;
}

/* ---- documents ---- */

/* clang-format off */
#define STRUCT(name) static void visit_##name(visit *v, name *x) {
#define MEMBER(type, name) visit_##type(v, &x->name);
#define OPTIONAL(type, name)                                                                       \
	bool has_##name = x->name != NULL;                                                         \
	visit_bool(v, &has_##name);                                                                \
	if (has_##name && v->out == NULL)                                                          \
		x->name = TH_NEW(v->a, type);                                                      \
	if (has_##name)                                                                            \
		visit_##type(v, x->name);
#define END(name) }
#define LIST(name, type)                                                                           \
	static void visit_##name(visit *v, name *list) { EACH(v, list, i) visit_##type(v, &list->v[i]); }
#include "teamhub/doc_parts.def"
/* clang-format on */

static void visit_parsed_doc(visit *v, parsed_doc *x)
{
#define MEMBER(type, name) visit_##type(v, &x->name);
#define NOT_SAVED(type, name)
#include "teamhub/parsed_doc.def"
}

static void visit_linked_doc(visit *v, linked_doc *x)
{
#define MEMBER(type, name) visit_##type(v, &x->name);
#define NOT_SAVED(type, name)
#include "teamhub/linked_doc.def"
}

static void visit_finding(visit *v, th_finding *f)
{
	uint64_t rule = f->rule != NULL ? (uint64_t)(f->rule - th_rules) : 0;
	uint64_t severity = f->severity;
	visit_u64(v, &rule);
	visit_u64(v, &severity);
	f->rule = &th_rules[rule < TH_RULE_COUNT ? rule : 0];
	f->severity = severity <= TH_ERROR ? (th_severity)severity : TH_ERROR;
	visit_th_str(v, &f->at.file);
	visit_int(v, &f->at.line);
	visit_int(v, &f->at.column);
	for (size_t w = 0; w < TH_COUNT(f->words); w++) {
		bool there = f->words[w].p != NULL;
		visit_bool(v, &there);
		if (there)
			visit_th_str(v, &f->words[w]);
	}
}

static void visit_findings(visit *v, th_findings *f)
{
	EACH(v, &f->list, i) visit_finding(v, &f->list.v[i]);
}

void content_save(th_buf *out, const th_doc *doc)
{
	th_doc copy = *doc;
	visit v = {.out = out};
	visit_parsed_doc(&v, &copy.parsed);
	visit_linked_doc(&v, &copy.linked);
}

void content_save_findings(th_buf *out, const th_findings *f)
{
	th_findings copy = *f;
	visit_findings(&(visit){.out = out}, &copy);
}

int content_restore_findings(th_findings *f, th_str saved)
{
	th_findings own = {.arena = f->arena};
	visit v = {.in = saved, .a = f->arena};
	visit_findings(&v, &own);
	if (v.bad || v.at != saved.n)
		return -1;
	findings_join(f, &own);
	return 0;
}

void content_save_parsed(th_buf *out, const parsed_doc *doc, const th_findings *said)
{
	parsed_doc copy = *doc;
	th_findings found = *said;
	visit v = {.out = out};
	visit_parsed_doc(&v, &copy);
	visit_findings(&v, &found);
}

int content_restore(
    parsed_doc *doc, const th_entry *e, th_str saved, th_arena *a, th_findings *said)
{
	th_findings own = {.arena = a};
	visit v = {.in = saved, .a = a};
	*doc = (parsed_doc){.entry = e, .path = e->path};
	visit_parsed_doc(&v, doc);
	visit_findings(&v, &own);
	if (v.bad || v.at != saved.n)
		return -1;
	findings_join(said, &own);
	return 0;
}
