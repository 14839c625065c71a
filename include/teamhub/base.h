/* base.h -- what every room stands on: strings with a length, arenas, buffers, errors, UTF-8,
 * escaping, time. Knows libc and nothing of the hub.
 *
 * Memory: an arena lives as long as its purpose (one request, one file, one publish). A failed
 * allocation ends the process with one line on standard error: the publisher has then changed
 * nothing that is live, and a worker is replaced while nginx asks the next one. */
#ifndef TEAMHUB_BASE_H
#define TEAMHUB_BASE_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define TH_PRINTF(f, a) __attribute__((format(printf, f, a)))
#define TH_COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* ---- th_str: a pointer and a length. Not terminated unless a function says so. ---- */

typedef struct th_str {
	const char *p;
	size_t n;
} th_str;

#define TH_S(literal) ((th_str){"" literal, sizeof(literal) - 1})
#define TH_NONE ((th_str){NULL, 0})
/* For printf: printf("%.*s", TH_FMT(s)). */
#define TH_FMT(s) (int)(s).n, (s).p ? (s).p : ""

static inline th_str th_strz(const char *z)
{
	return z ? (th_str){z, strlen(z)} : TH_NONE;
}
static inline th_str th_strn(const char *p, size_t n)
{
	return (th_str){p, n};
}
bool th_str_eq(th_str a, th_str b);
bool th_str_eqz(th_str a, const char *z);
/* ASCII case folded. */
bool th_str_caseeq(th_str a, th_str b);
/* Bytewise, shorter first: negative, zero, positive. */
int th_str_cmp(th_str a, th_str b);
bool th_str_starts(th_str s, th_str prefix);
bool th_str_ends(th_str s, th_str suffix);
/* Offset of the first `c` or `needle`, or -1. */
ptrdiff_t th_str_chr(th_str s, char c);
ptrdiff_t th_str_rchr(th_str s, char c);
ptrdiff_t th_str_find(th_str s, th_str needle);
/* Cut to [from, to), both clamped. */
th_str th_str_sub(th_str s, size_t from, size_t to);
/* Without ASCII white space at both ends. */
th_str th_str_trim(th_str s);
bool th_is_space(char c); /* ASCII: blank, tab, line ends, form feed */
/* Takes the part before `sep` off *rest and returns it; false when *rest was used up.
 * An empty string yields one empty part; *rest starts as the whole string. */
bool th_str_split(th_str *rest, char sep, th_str *part);
/* Decimal digits only, no sign; false on anything else or above `max`. */
bool th_str_uint(th_str s, uint64_t max, uint64_t *out);
uint64_t th_str_hash(th_str s); /* FNV-1a; for tables in memory, not for identities */

/* Letters (octets) changed, left out, added, or two neighbours swapped; `most` + 1 when more, or
 * when a word is longer than TH_DISTANCE_MAX. */
size_t th_distance(th_str a, th_str b, size_t most);
enum { TH_DISTANCE_MAX = 64 };

/* ---- th_arena ---- */

typedef struct th_arena th_arena;

/* Ends the process with a line for the operator, as all of these do when there is no memory: what
 * was to be made is not, what is live stays. For libraries that say so by a code. */
_Noreturn void th_no_memory(void);
/* malloc, realloc and strdup that end so, for libraries that take such functions: what they make
 * of no memory is now an error, now half of the answer. */
void *th_malloc(size_t n);
void *th_realloc(void *p, size_t n);
char *th_strdup(const char *s);

th_arena *th_arena_new(void);
void th_arena_free(th_arena *a);  /* NULL-safe */
void th_arena_reset(th_arena *a); /* forgets everything, keeps one block */
/* What lives in `from` lives as long as `into` from now on; `from` is empty and still usable. */
void th_arena_adopt(th_arena *into, th_arena *from);
/* Zeroed, aligned for any type. n == 0 gives a valid pointer. */
void *th_alloc(th_arena *a, size_t n);
/* Array of `count` zeroed elements; ends the process when the product overflows. */
void *th_alloc_array(th_arena *a, size_t count, size_t size);
#define TH_NEW(a, type) ((type *)th_alloc((a), sizeof(type)))
/* Copies; the copy is followed by a NUL that is not counted. */
th_str th_str_dup(th_arena *a, th_str s);
char *th_str_z(th_arena *a, th_str s);
th_str th_str_fmt(th_arena *a, const char *fmt, ...) TH_PRINTF(2, 3);
th_str th_str_cat(th_arena *a, th_str x, th_str y);
/* ASCII letters lowered. */
th_str th_str_lower(th_arena *a, th_str s);

/* ---- growing arrays in an arena: TH_LIST(th_str) names; *TH_ADD(a, &names) = s; ---- */

#define TH_LIST(type)                                                                              \
	struct {                                                                                   \
		type *v;                                                                           \
		size_t n, cap;                                                                     \
	}
#define TH_ADD(a, list)                                                                            \
	((list)->n == (list)->cap ? ((list)->v = th_list_grow((a), (list)->v, (list)->n,           \
					 &(list)->cap, sizeof(*(list)->v)))                        \
				  : NULL,                                                          \
	    &(list)->v[(list)->n++])
void *th_list_grow(th_arena *a, void *v, size_t n, size_t *cap, size_t size);

typedef TH_LIST(th_str) th_strs;
typedef struct th_pair {
	th_str key, value;
} th_pair;
typedef TH_LIST(th_pair) th_pairs;
bool th_strs_has(const th_strs *list, th_str s);

/* ---- th_map: text to pointer, in an arena, remembers the order of insertion ---- */

typedef struct th_map_item {
	th_str key; /* the caller's bytes: must outlive the map */
	void *value;
	uint64_t hash; /* the map's own */
} th_map_item;

typedef struct th_map {
	th_arena *arena;
	th_map_item *items; /* in order of insertion */
	size_t n, cap;
	uint32_t *slots;
	size_t slot_count;
} th_map;

void th_map_init(th_map *m, th_arena *a);
/* The value, or NULL. */
void *th_map_get(const th_map *m, th_str key);
/* Adds or replaces. */
void th_map_put(th_map *m, th_str key, void *value);

/* ---- th_buf: bytes that grow (malloc). Initialise with {0}. ---- */

typedef struct th_buf {
	char *p;
	size_t n, cap;
} th_buf;

void th_buf_free(th_buf *b); /* NULL-safe; b may be used again */
void th_buf_reserve(th_buf *b, size_t more);
void th_buf_add(th_buf *b, th_str s);
void th_buf_addz(th_buf *b, const char *z);
void th_buf_addc(th_buf *b, char c);
void th_buf_addf(th_buf *b, const char *fmt, ...) TH_PRINTF(2, 3);
void th_buf_cut(th_buf *b, size_t n); /* shorten to n */
static inline th_str th_buf_str(const th_buf *b)
{
	return (th_str){b->p, b->n};
}

/* ---- th_err: what an operator reads: one line, naming the path and the next step ---- */

typedef struct th_err {
	char msg[1024];
} th_err;

/* Formats into err (NULL-safe), line breaks become spaces. Always returns -1, so that
 * `return th_fail(err, "...")` reads well. */
int th_fail(th_err *err, const char *fmt, ...) TH_PRINTF(2, 3);

/* ---- UTF-8 (RFC 3629) and XML 1.0 characters ---- */

/* Decodes one code point at *i and moves *i past it; -1 for an ill-formed sequence (then *i
 * moves by one byte). */
int32_t th_utf8_next(th_str s, size_t *i);
void th_utf8_put(th_buf *b, uint32_t cp);
/* True when well-formed; else *bad (may be NULL) is the offset of the first bad byte. */
size_t th_utf8_length(th_str s); /* code points: columns, nearly */
bool th_utf8_valid(th_str s, size_t *bad);
/* True when every code point is a Char of XML 1.0 (§2.2); implies well-formed UTF-8. */
bool th_xml_valid(th_str s, size_t *bad);
/* At most `max` code points of s, cut at the last space when that loses little, with an
 * ellipsis when something was cut. */
th_str th_str_shorten(th_arena *a, th_str s, size_t max);

/* A quotation mark of any kind comes first. */
bool th_str_begins_quoted(th_str s);
/* The first letters of the first and the last part of a name, academic titles ("Dr.") left out. */
th_str th_str_initials(th_arena *a, th_str name);

/* ---- escaping ---- */

/* & < > " ' as character references: safe in HTML and XML text and in quoted attributes. */
void th_buf_add_html(th_buf *b, th_str s);
/* Percent-encodes all but unreserved characters (RFC 3986 §2.3) and those in `keep`. */
void th_buf_add_url(th_buf *b, th_str s, const char *keep);
/* A JSON string with its quotes (RFC 8259), `<`, `>` and `&` as \u003c …: safe in <script>. */
void th_buf_add_json(th_buf *b, th_str s);
/* %XX decoded; `+` becomes a space when `form`. False when a % is not followed by two hex
 * digits or a decoded byte is NUL; the result is not checked for UTF-8. */
bool th_url_decode(th_arena *a, th_str s, bool form, th_str *out);

/* ---- time: seconds since 1970-01-01T00:00:00Z, proleptic Gregorian ---- */

typedef int64_t th_time;
#define TH_NEVER INT64_MIN /* "not set" */

typedef struct th_civil {
	int year, month, day, hour, minute, second; /* month and day from 1 */
} th_civil;

/* Milliseconds of a clock that only goes forward: for waiting, not for dates. */
int64_t th_clock_ms(void);
th_time th_time_of(th_civil c); /* as UTC */
th_civil th_civil_of(th_time t);
bool th_civil_valid(th_civil c); /* an existing day, 00:00:00 to 23:59:59 */
int th_weekday(th_time t);       /* 0 Sunday … 6 Saturday */
/* RFC 3339 with the given offset east of UTC in minutes: 2026-11-23T09:00:00+01:00, or Z. */
th_str th_time_rfc3339(th_arena *a, th_time t, int offset);
/* RFC 822 as RSS 2.0 wants it: Mon, 23 Nov 2026 08:00:00 +0000. */
th_str th_time_rfc822(th_arena *a, th_time t);
/* IMF-fixdate (RFC 9110 §5.6.7): Mon, 23 Nov 2026 08:00:00 GMT. */
th_str th_time_http(th_arena *a, th_time t);
bool th_time_parse_http(th_str s, th_time *out);
/* Strict RFC 3339 date-time: 2026-11-23T08:00:00Z or with an offset; fractions are dropped. */
bool th_time_parse_rfc3339(th_str s, th_time *out);

/* White space at the ends gone, and runs of it one space. */
th_str text_line(th_arena *a, th_str text);

/* ---- path.c ---- */

/* Without the last ending; the base name. */
th_str path_stem(th_str path);
th_str path_base(th_str path);
th_str path_folder(th_str path); /* with its slash; empty at the root */
bool path_in(th_str path, th_str folder);

#endif
