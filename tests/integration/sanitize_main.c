/* sanitize_main.c -- for tests/browser/xss.test.mjs: renders every *.md of a folder by both ways
 * in, to NAME.rendered.html (the whole way of a text, with generator tags) and NAME.sanitized.html
 * (the allow-list alone). No picture and no page exists, so that nothing may be asked for. usage:
 * sanitize_main FOLDER */
#include "../unit/support_sanitize.h"
#include "teamhub/markdown.h"

#include <dirent.h>
#include <stdio.h>

static bool no_page(void *ctx, th_str target, th_str *href)
{
	(void)ctx;
	(void)target;
	(void)href;
	return false;
}

static bool no_picture(void *ctx, th_str target, th_picture *out)
{
	(void)ctx;
	(void)target;
	(void)out;
	return false;
}

static th_str read_file(th_arena *a, const char *path)
{
	FILE *in = fopen(path, "rb");
	char *p = th_alloc(a, 1 << 20);
	size_t n = in ? fread(p, 1, 1 << 20, in) : 0;
	if (in != NULL)
		fclose(in);
	return (th_str){p, n};
}

static int write_page(const char *path, th_str body)
{
	FILE *out = fopen(path, "wb");
	if (out == NULL)
		return -1;
	fprintf(out,
	    "<!doctype html><meta "
	    "charset=\"utf-8\"><title>x</title><body>%.*s\n<p>after</p></body>\n",
	    TH_FMT(body));
	return fclose(out);
}

static int render_file(const char *folder, th_str name)
{
	th_arena *a = th_arena_new();
	th_findings f = {.arena = a};
	render_links links = {.page = no_page, .picture = no_picture};
	render_options o = {.heading = 2, .generator_tags = true};
	render_result r;
	th_buf out = {0};
	th_str md = read_file(a, th_str_fmt(a, "%s/%.*s.md", folder, TH_FMT(name)).p);
	int rc = markdown_render(&r, md, (th_mark){name, 1, 1}, &o, &links, a, &f);
	support_sanitize(&out, md, &links, a);
	if (rc == 0)
		rc = write_page(
		    th_str_fmt(a, "%s/%.*s.rendered.html", folder, TH_FMT(name)).p, r.html);
	if (rc == 0)
		rc = write_page(th_str_fmt(a, "%s/%.*s.sanitized.html", folder, TH_FMT(name)).p,
		    th_buf_str(&out));
	th_buf_free(&out);
	th_arena_free(a);
	return rc;
}

int main(int argc, char **argv)
{
	DIR *d = argc == 2 ? opendir(argv[1]) : NULL;
	if (d == NULL) {
		fputs("usage: sanitize_main FOLDER\n", stderr);
		return 2;
	}
	int rc = 0;
	render_start();
	for (struct dirent *e; rc == 0 && (e = readdir(d)) != NULL;) {
		th_str name = th_strz(e->d_name);
		if (th_str_ends(name, TH_S(".md")))
			rc = render_file(argv[1], th_str_sub(name, 0, name.n - 3));
	}
	closedir(d);
	return rc == 0 ? 0 : 1;
}
