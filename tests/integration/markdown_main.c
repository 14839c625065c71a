/* markdown_main.c -- for the tests that hold the engines against other readers of Markdown. Texts
 * come on standard input, each behind its length and a line feed, and their HTML goes out so.
 * Every link and picture exists and stays as it is written.
 * usage: markdown_main discount|commonmark [tags]
 *        markdown_main html               HTML through the allow-list alone */
#include "../unit/support_sanitize.h"
#include "teamhub/markdown.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool any_page(void *ctx, th_str target, th_str *href)
{
	*href = th_str_dup(ctx, target);
	return true;
}

static bool any_picture(void *ctx, th_str target, th_picture *out)
{
	*out = (th_picture){.src = th_str_dup(ctx, target), .width = 8, .height = 4};
	return true;
}

int main(int argc, char **argv)
{
	unsigned long n;
	if (argc < 2) {
		fputs("usage: markdown_main discount|commonmark|html [tags]\n", stderr);
		return 2;
	}
	render_options o = {
	    .engine = strcmp(argv[1], "commonmark") == 0 ? RENDER_COMMONMARK : RENDER_DISCOUNT,
	    .heading = 2,
	    .generator_tags = argc > 2,
	};
	render_start();
	while (scanf("%lu", &n) == 1 && getchar() == '\n' && n < 1 << 20) {
		th_arena *a = th_arena_new();
		th_findings f = {.arena = a};
		render_links links = {.ctx = a, .page = any_page, .picture = any_picture};
		render_result r = {0};
		char *p = th_alloc(a, n + 1);
		if (fread(p, 1, n, stdin) != n)
			return 1;
		if (strcmp(argv[1], "html") == 0) {
			th_buf clean = {0};
			support_sanitize(&clean, (th_str){p, n}, &links, a);
			r.html = th_str_dup(a, th_buf_str(&clean));
			th_buf_free(&clean);
		} else {
			markdown_render(
			    &r, (th_str){p, n}, (th_mark){TH_S("x.md"), 1, 1}, &o, &links, a, &f);
		}
		printf("%zu\n%.*s", r.html.n, TH_FMT(r.html));
		th_arena_free(a);
	}
	return 0;
}
