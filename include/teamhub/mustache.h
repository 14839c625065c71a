/* mustache.h -- the template language of the themes: Mustache with inheritance and dynamic names,
 * by its specification (github.com/mustache/spec, v1.4), without lambdas.
 *
 * A set of templates is compiled once into flat programs and then only read: rendering allocates
 * nothing but output. The engine knows no views: it asks a `mu_data` for names and items, so that
 * JSON (in tests) and view structs (in face/html.c) come in the same way. */
#ifndef TEAMHUB_MUSTACHE_H
#define TEAMHUB_MUSTACHE_H

#include "teamhub/texts.h"

typedef enum mu_kind {
	MU_NULL, /* absent, null: falsy, prints nothing */
	MU_BOOL,
	MU_NUM,  /* prints as decimal; truthy when the data source sets `truth` */
	MU_TEXT, /* escaped when printed; empty text is falsy */
	MU_HTML, /* already safe: printed as it is, even by {{x}} */
	MU_LIST, /* `count` items; empty is falsy */
	MU_OBJECT,
} mu_kind;

/* A value of the data source; `ref` and `type` are the source's own business. */
typedef struct mu_value {
	mu_kind kind;
	bool truth;  /* MU_BOOL, MU_NUM */
	th_str text; /* MU_TEXT, MU_HTML, and MU_NUM when it prints differently from `num` */
	int64_t num;
	size_t count; /* for MU_LIST */
	const void *ref;
	const void *type;
} mu_value;

typedef struct mu_data {
	/* The member `name` (one segment, no dot) of an object; false when it has none. */
	bool (*member)(const mu_value *object, th_str name, mu_value *out);
	/* Item i < count of a list. */
	void (*item)(const mu_value *list, size_t i, mu_value *out);
} mu_data;

typedef struct mustache mustache;

/* An empty set with its own memory. */
mustache *mustache_new(void);
void mustache_free(mustache *m); /* NULL-safe */

/* Called for each fault in a template: line and column from 1, the column in characters. `what`
 * ends with the call. */
typedef void (*mu_problem)(
    void *ctx, th_str template_name, int line, int column, const text_sentence *what);

/* Compiles `text` under `name` ("layouts/story", as partials name it; both are copied). -1 on a
 * syntax error, which `report` (may be NULL) is told. Names are unique: adding one again is an
 * error. At most 512 KiB of UTF-8 and 64 nested tags. */
int mustache_compile(mustache *m, th_str name, th_str text, mu_problem report, void *ctx);
/* Makes `alias` another name of template `name`, until a template is added under it. -1 when there
 * is no template `name`, or already one under `alias`. */
int mustache_alias(mustache *m, th_str alias, th_str name);
bool mustache_has(const mustache *m, th_str name);

/* Appends the rendered template `name` to `out`. A missing partial prints nothing (as the
 * specification says; mustache_check finds it). -1 with err, and `out` unchanged, when there is no
 * such template, or beyond 64 nested partials, 256 nested sections, 5,000,000 steps or 64 MB. A
 * template called as the parent `parent` is replaced with `instead` (both in the set; if either is
 * missing, nothing is replaced). */
int mustache_render(const mustache *m, th_str name, th_str parent, th_str instead,
    const mu_data *data, const mu_value *root, th_buf *out, th_err *err);

/* ---- the check of a theme: the same walk over types instead of values ---- */

typedef struct mu_typing {
	/* The type of member `name` of `type`; NULL: no such member. *list is set for a list (the
	 * type is then that of an item). Text-like members return the address of any static. */
	const void *(*member)(const void *type, th_str name, bool *list);
	/* True when `type` accepts any name (a dictionary of unknown keys). */
	bool (*open)(const void *type);
	/* May be NULL. The name of member i, for "did you mean"; TH_NONE after the last. */
	th_str (*name)(const void *type, size_t i);
	/* May be NULL. True for text that must not be printed unescaped with {{{x}}} or {{&x}}. */
	bool (*unsafe)(const void *type);
} mu_typing;

/* Walks template `name` from `root` through sections, partials, parents and blocks, and reports
 * each name that the type stack does not know, each missing partial, each block given to a parent
 * without a block of that name, and unsafe printing; once per place. Returns the number of
 * problems. */
size_t mustache_check(const mustache *m, th_str name, const mu_typing *typing, const void *root,
    mu_problem report, void *ctx);

#endif
