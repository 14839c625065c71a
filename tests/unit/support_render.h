/* support_render.h -- a small world for tests of the markdown and picture rooms: which files exist,
 * what a picture is, and how to read and compare output. */
#ifndef TEAMHUB_SUPPORT_RENDER_H
#define TEAMHUB_SUPPORT_RENDER_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "teamhub/markdown.h"

/* Every Markdown file exists unless its name holds "missing"; stories/x.md is /team/x/. */
static inline bool world_page(void *ctx, th_str target, th_str *href)
{
	th_arena *a = ctx;
	if (!th_str_ends(target, TH_S(".md")) || th_str_find(target, TH_S("missing")) >= 0)
		return false;
	ptrdiff_t slash = th_str_rchr(target, '/');
	*href =
	    th_str_fmt(a, "/team/%.*s/", (int)(target.n - 4 - (size_t)slash), target.p + slash + 1);
	return true;
}

/* Every picture exists unless its name holds "missing"; one with "plain" has no candidates. */
static inline bool world_picture(void *ctx, th_str target, th_picture *out)
{
	(void)ctx;
	bool picture = th_str_ends(target, TH_S(".jpg")) || th_str_ends(target, TH_S(".png"));
	if (!picture || th_str_find(target, TH_S("missing")) >= 0)
		return false;
	*out = (th_picture){.src = TH_S("/m/p-800.jpg"), .width = 800, .height = 450};
	if (th_str_find(target, TH_S("plain")) < 0) {
		out->srcset = TH_S("/m/p-400.jpg 400w, /m/p-800.jpg 800w");
		out->webp = TH_S("/m/p-400.webp 400w, /m/p-800.webp 800w");
	}
	return true;
}

/* One person is known. */
static inline bool world_person(void *ctx, th_str word, th_str *name)
{
	(void)ctx;
	*name = TH_S("Jana Weber");
	return th_str_eqz(word, "jana-weber") || th_str_eqz(word, "Jana Weber");
}

typedef struct rendered {
	th_arena *a;
	th_findings f;
	render_result r;
	int rc;
} rendered;

static inline rendered render_by(render_engine engine, th_str md, bool tags)
{
	rendered x = {.a = th_arena_new()};
	render_links links = {
	    .ctx = x.a, .page = world_page, .person = world_person, .picture = world_picture};
	render_options o = {.engine = engine, .heading = 2, .generator_tags = tags};
	x.f.arena = x.a;
	x.f.limit = 1000;
	x.rc = markdown_render(&x.r, md, (th_mark){TH_S("x.md"), 1, 1}, &o, &links, x.a, &x.f);
	return x;
}

static inline rendered render_text(th_str md, bool tags)
{
	return render_by(RENDER_DISCOUNT, md, tags);
}

static inline void rendered_free(rendered *x)
{
	th_arena_free(x->a);
}

static inline th_str findings_text(rendered *x)
{
	th_buf b = {0};
	findings_sort(&x->f);
	for (size_t i = 0; i < x->f.list.n; i++) {
		const th_finding *f = &x->f.list.v[i];
		th_buf_addf(&b, "%d:%d %s", f->at.line, f->at.column, f->rule->name);
		if (f->words[0].n > 0)
			th_buf_addf(&b, " %.*s", TH_FMT(f->words[0]));
		th_buf_addc(&b, '\n');
	}
	th_str s = th_str_dup(x->a, th_buf_str(&b));
	th_buf_free(&b);
	return s;
}

static inline th_str read_whole(th_arena *a, const char *path)
{
	FILE *in = fopen(path, "rb");
	if (in == NULL)
		return TH_NONE;
	th_buf b = {0};
	char part[4096];
	for (size_t n; (n = fread(part, 1, sizeof(part), in)) > 0;)
		th_buf_add(&b, th_strn(part, n));
	fclose(in);
	th_str s = th_str_dup(a, th_buf_str(&b));
	th_buf_free(&b);
	return s;
}

static inline bool has(th_str s, const char *part)
{
	return th_str_find(s, th_strz(part)) >= 0;
}

#define assert_html(md, want)                                                                      \
	do {                                                                                       \
		rendered x_ = render_text(th_strz(md), false);                                     \
		assert_int_equal(x_.rc, 0);                                                        \
		assert_string_equal(th_str_z(x_.a, th_str_trim(x_.r.html)), want);                 \
		rendered_free(&x_);                                                                \
	} while (0)

#define assert_finds(md, tags, want)                                                               \
	do {                                                                                       \
		rendered x_ = render_text(th_strz(md), tags);                                      \
		assert_string_equal(findings_text(&x_).p, want);                                   \
		rendered_free(&x_);                                                                \
	} while (0)

#endif
