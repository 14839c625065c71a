/* support_template.h -- templates without a theme: added and rendered by name. */
#ifndef TESTS_SUPPORT_TEMPLATE_H
#define TESTS_SUPPORT_TEMPLATE_H

#include "teamhub/mustache.h"

static inline void support_template_fault(
    void *ctx, th_str name, int line, int column, const text_sentence *what)
{
	th_buf b = {0};
	catalogue_add(&b, TH_S("en"), what->id, what->args);
	th_fail(ctx, "%.*s:%d:%d: %.*s", TH_FMT(name), line, column, TH_FMT(th_buf_str(&b)));
	th_buf_free(&b);
}

/* -1 with err "NAME:LINE:COLUMN: sentence" on a syntax error. */
static inline int support_template_add(mustache *m, th_str name, th_str text, th_err *err)
{
	return mustache_compile(m, name, text, support_template_fault, err);
}

static inline int support_template_render(const mustache *m, th_str name, const mu_data *data,
    const mu_value *root, th_buf *out, th_err *err)
{
	return mustache_render(m, name, TH_NONE, TH_NONE, data, root, out, err);
}

#endif
