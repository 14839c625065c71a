/* base.h -- what every room builds on: strings with a length, arenas, buffers, errors, UTF-8,
 * escaping, time. Depends on libc only and knows nothing about hubs.
 *
 * Memory: an arena lives as long as its purpose (one request, one file, one publish). A failed
 * allocation ends the process with one line on standard error. That is safe: a publish has not yet
 * changed anything live, and when a worker dies nginx asks the next one. */
#ifndef TEAMHUB_BASE_H
#define TEAMHUB_BASE_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define TH_PRINTF(f, a) __attribute__((format(printf, f, a)))
#define TH_COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* ---- th_str: a pointer and a length; NUL-terminated only where a function says so ---- */

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
/* Ignores ASCII case. */
bool th_str_caseeq(th_str a, th_str b);
/* Compares bytes; a prefix sorts first. Negative, zero or positive. */
int th_str_cmp(th_str a, th_str b);
bool th_str_starts(th_str s, th_str prefix);
bool th_str_ends(th_str s, th_str suffix);
/* Offset of the first `c` or `needle`, or -1. */
ptrdiff_t th_str_chr(th_str s, char c);
ptrdiff_t th_str_rchr(th_str s, char c);
ptrdiff_t th_str_find(th_str s, th_str needle);
/* The part [from, to), both clamped. */
th_str th_str_sub(th_str s, size_t from, size_t to);
/* Without ASCII white space at either end. */
th_str th_str_trim(th_str s);
static inline bool th_is_blank(char c)
{
	return c == ' ' || c == '\t';
}
static inline bool th_is_space(char c) /* ASCII: blanks, line ends, form feed */
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}
static inline bool th_is_digit(int c)
{
	return c >= '0' && c <= '9';
}
static inline bool th_is_letter(int c) /* ASCII */
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
static inline bool th_is_alnum(int c)
{
	return th_is_letter(c) || th_is_digit(c);
}
/* Nothing but white space. */
bool th_str_is_blank(th_str s);
/* Cuts the part before `sep` off *rest; false when *rest is used up. *rest starts as the whole
 * string; an empty string yields one empty part. */
bool th_str_split(th_str *rest, char sep, th_str *part);
/* Decimal digits only, no sign; false on anything else or above `max`. */
bool th_str_uint(th_str s, uint64_t max, uint64_t *out);
uint64_t th_str_hash(th_str s); /* FNV-1a: for hash tables in memory, not for identities */

/* Edit distance in octets: changed, missing, extra, or two neighbours swapped. Returns `most` + 1
 * when it is larger, or when a word is longer than TH_DISTANCE_MAX. */
size_t th_distance(th_str a, th_str b, size_t most);
enum { TH_DISTANCE_MAX = 64 };

/* ---- th_arena ---- */

typedef struct th_arena th_arena;

/* Ends the process with a line for the operator, as every function here does when memory runs out.
 * For libraries that report this by an error code. */
_Noreturn void th_no_memory(void);
/* malloc, realloc and strdup that end the process on failure, for libraries that accept such
 * functions: left alone, some report running out of memory as an error and some return half a
 * result. */
void *th_malloc(size_t n);
void *th_realloc(void *p, size_t n);
char *th_strdup(const char *s);

th_arena *th_arena_new(void);
void th_arena_free(th_arena *a);  /* NULL-safe */
void th_arena_reset(th_arena *a); /* frees all its memory but one block */
/* Moves everything in `from` to `into`; `from` is empty then, and still usable. */
void th_arena_adopt(th_arena *into, th_arena *from);
/* Zeroed, aligned for any type. n == 0 gives a valid pointer. */
void *th_alloc(th_arena *a, size_t n);
/* A zeroed array of `count` elements; ends the process when the product overflows. */
void *th_alloc_array(th_arena *a, size_t count, size_t size);
#define TH_NEW(a, type) ((type *)th_alloc((a), sizeof(type)))
/* Copies; a NUL that is not counted follows. */
th_str th_str_dup(th_arena *a, th_str s);
char *th_str_z(th_arena *a, th_str s);
th_str th_str_fmt(th_arena *a, const char *fmt, ...) TH_PRINTF(2, 3);
th_str th_str_cat(th_arena *a, th_str x, th_str y);
/* Lower-cases ASCII letters. */
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
/* All of them with `between` in between. */
th_str th_strs_join(th_arena *a, const th_strs *list, const char *between);

/* ---- th_map: text to pointer, in an arena; keeps the order of insertion ---- */

typedef struct th_map_item {
	th_str key; /* belongs to the caller: must outlive the map */
	void *value;
	uint64_t hash; /* private to the map */
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

/* ---- th_buf: bytes that grow, from malloc. Initialise with {0}. ---- */

typedef struct th_buf {
	char *p;
	size_t n, cap;
} th_buf;

void th_buf_free(th_buf *b); /* NULL-safe; b can be used again */
void th_buf_reserve(th_buf *b, size_t more);
void th_buf_add(th_buf *b, th_str s);
void th_buf_addz(th_buf *b, const char *z);
void th_buf_addc(th_buf *b, char c);
void th_buf_addf(th_buf *b, const char *fmt, ...) TH_PRINTF(2, 3);
void th_buf_cut(th_buf *b, size_t n); /* shortens to n */
static inline th_str th_buf_str(const th_buf *b)
{
	return (th_str){b->p, b->n};
}

/* ---- th_err: one line for the operator, naming the path and the next step ---- */

typedef struct th_err {
	char msg[1024];
} th_err;

/* Formats into err (NULL-safe); line breaks become spaces. Always returns -1, so that callers can
 * write `return th_fail(err, "...")`. */
int th_fail(th_err *err, const char *fmt, ...) TH_PRINTF(2, 3);

/* ---- UTF-8 (RFC 3629) and XML 1.0 characters ---- */

/* Decodes the code point at *i and moves *i past it; -1 for an ill-formed sequence (*i then moves
 * by one byte). */
int32_t th_utf8_next(th_str s, size_t *i);
void th_utf8_put(th_buf *b, uint32_t cp);
/* True when well-formed; else *bad (may be NULL) is the offset of the first bad byte. */
size_t th_utf8_length(th_str s); /* counts code points: nearly columns */
bool th_utf8_valid(th_str s, size_t *bad);
/* True when every code point is a Char of XML 1.0 (§2.2); implies well-formed UTF-8. */
bool th_xml_valid(th_str s, size_t *bad);
/* At most `max` code points of s; cut at a space when that loses little, and marked with an
 * ellipsis when cut. */
th_str th_str_shorten(th_arena *a, th_str s, size_t max);

/* Does the text begin and end with quotation marks of any kind, before a full stop at most? */
bool th_str_is_quoted(th_str s);
/* The initials of the first and last part of a name, without academic titles ("Dr."). */
th_str th_str_initials(th_arena *a, th_str name);

/* ---- escaping ---- */

/* Writes & < > " ' as character references: safe in HTML and XML text and in quoted attributes. */
void th_buf_add_html(th_buf *b, th_str s);
/* Percent-encodes everything except unreserved characters (RFC 3986 §2.3) and those in `keep`. */
void th_buf_add_url(th_buf *b, th_str s, const char *keep);
/* Writes a JSON string with its quotes (RFC 8259); `<`, `>` and `&` become \u003c …, so it is safe
 * in <script>. */
void th_buf_add_json(th_buf *b, th_str s);
/* Decodes %XX, and `+` as a space when `form`. False when a % is not followed by two hex digits or
 * a decoded byte is NUL. The result is not checked for UTF-8. */
bool th_url_decode(th_arena *a, th_str s, bool form, th_str *out);

/* ---- time: seconds since 1970-01-01T00:00:00Z, proleptic Gregorian ---- */

typedef int64_t th_time;
#define TH_NEVER INT64_MIN /* "not set" */

typedef struct th_civil {
	int year, month, day, hour, minute, second; /* month and day start at 1 */
} th_civil;

/* Milliseconds on a monotonic clock: for waiting, not for dates. */
int64_t th_clock_ms(void);
th_time th_time_of(th_civil c); /* takes `c` as UTC */
th_civil th_civil_of(th_time t);
bool th_civil_valid(th_civil c); /* the day exists, and the time is 00:00:00 to 23:59:59 */
int th_weekday(th_time t);       /* 0 Sunday … 6 Saturday */
/* RFC 3339; `offset` in minutes east of UTC: 2026-11-23T09:00:00+01:00, or Z. */
th_str th_time_rfc3339(th_arena *a, th_time t, int offset);
/* RFC 822 in the form RSS 2.0 requires: Mon, 23 Nov 2026 08:00:00 +0000. */
th_str th_time_rfc822(th_arena *a, th_time t);
/* IMF-fixdate (RFC 9110 §5.6.7): Mon, 23 Nov 2026 08:00:00 GMT. */
th_str th_time_http(th_arena *a, th_time t);
bool th_time_parse_http(th_str s, th_time *out);
/* Strict RFC 3339 date-time: 2026-11-23T08:00:00Z or with an offset; fractions are dropped. */
bool th_time_parse_rfc3339(th_str s, th_time *out);

/* Trims white space and collapses runs of it into one space. */
th_str text_line(th_arena *a, th_str text);

/* ---- path.c ---- */

/* path_base: the name without its folder; path_stem: the path without its last extension. */
th_str path_stem(th_str path);
th_str path_base(th_str path);
th_str path_folder(th_str path); /* ends with a slash; empty at the root */
bool path_in(th_str path, th_str folder);
/* Octets of the date and the dash that a name begins with, as Jekyll reads them; 0 if there is
 * none, or nothing behind it: 2026-05-01-name. */
size_t path_date(th_str base);
/* `target` seen from the page at `from`: "/2024/x/" and "../y/" → "/2024/y/". In `a`. */
th_str path_joined(th_arena *a, th_str from, th_str target);

#endif
