/* fuzz_markdown.c -- the whole way of a text: any bytes as Markdown for each engine, with and
 * without the tags of other generators, and the same bytes as HTML through the allow-list alone.
 * What must hold is judged by the strict reader of support_allowed.h: only allowed elements,
 * attributes and addresses, balanced, by HTML's content model, XML characters; and plain text
 * without controls. */
#include <stdio.h>
#include <stdlib.h>

#include "../unit/support_allowed.h"
#include "../unit/support_sanitize.h"
#include "teamhub/markdown.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
const char *__lsan_default_suppressions(void);

/* libmarkdown 2.2.7 loses a few bytes on "=a=" without a description. */
const char *__lsan_default_suppressions(void)
{
	return "leak:libmarkdown\n";
}

/* Half of all files exist, by their name. */
static bool some_page(void *ctx, th_str target, th_str *href)
{
	(void)ctx;
	*href = TH_S("/team/stories/\"&<x>/");
	return th_str_hash(target) & 1;
}

static bool some_picture(void *ctx, th_str target, th_picture *out)
{
	(void)ctx;
	*out = (th_picture){.src = TH_S("/m/a-800.jpg"),
	    .srcset = TH_S("/m/a-400.jpg 400w"),
	    .webp = th_str_hash(target) & 2 ? TH_S("/m/a-400.webp 400w") : TH_NONE,
	    .width = 800,
	    .height = 450};
	return th_str_hash(target) & 1;
}

static void must(bool ok, const char *what)
{
	if (ok)
		return;
	fprintf(stderr, "does not hold: %s\n", what);
	abort();
}

static void judge(th_str html)
{
	allowed *reader = malloc(sizeof(*reader));
	if (reader == NULL)
		return;
	bool ok = allowed_html(reader, html);
	if (!ok)
		fprintf(stderr, "%s\nin: %.*s\n", reader->why, TH_FMT(html));
	free(reader);
	must(ok, "the output is allowed and well-formed");
}

__attribute__((constructor)) static void start(void)
{
	render_start();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	th_str in = {(const char *)data, size};
	render_links links = {.page = some_page, .picture = some_picture};
	for (int way = 0; way < 5; way++) {
		th_arena *a = th_arena_new();
		th_findings f = {.arena = a};
		render_options o = {
		    .engine = way & 1 ? RENDER_COMMONMARK : RENDER_DISCOUNT,
		    .heading = 2,
		    .mdx = way == 4,
		    .generator_tags = way & 2,
		};
		render_result r;
		if (markdown_render(&r, in, (th_mark){TH_S("x.md"), 1, 1}, &o, &links, a, &f) ==
		    0) {
			judge(r.html);
			must(th_xml_valid(r.text, NULL), "the text is text");
			must(r.summary.n <= 900, "the summary is short");
			must(th_str_chr(r.summary, '\n') < 0, "the summary is one line");
		}
		th_arena_free(a);
	}
	th_arena *a = th_arena_new();
	th_buf out = {0};
	support_sanitize(&out, in, size & 1 ? &links : NULL, a);
	judge(th_buf_str(&out));
	th_buf_free(&out);
	th_arena_free(a);
	return 0;
}
