/* markdown.c -- takes a text through all steps: generator's tags, bounds, Markdown, allow-list; and
 * extracts plain text, summary and words. Called by publish and check from several threads.
 * The caller chooses the parser (engine.h), whose output is never trusted. */
#include "engine.h"

#include <libxml/parser.h>
#include <libxml/xmlmemory.h>
#include <stdlib.h>

static const engine *const engines[] = {
    [RENDER_DISCOUNT] = &engine_discount,
    [RENDER_COMMONMARK] = &engine_commonmark,
};

void render_start(void)
{
	/* Out of memory, libxml2 would continue with half a text. */
	xmlMemSetup(free, th_malloc, th_realloc, th_strdup);
	xmlInitParser();
	for (size_t i = 0; i < TH_COUNT(engines); i++)
		engines[i]->start();
}

static int64_t count_words(th_str s)
{
	int64_t words = 0;
	bool in = false;
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if (c <= ' ')
			in = false;
		else if (!in && (c >= 0x80 || th_is_digit(c) ||
				    ((c | 0x20) >= 'a' && (c | 0x20) <= 'z'))) {
			in = true;
			words++;
		}
	}
	return words;
}

static th_str one_line(th_arena *a, th_str s)
{
	char *p = th_str_z(a, s);
	for (size_t i = 0; i < s.n; i++)
		if (p[i] == '\n')
			p[i] = ' ';
	return (th_str){p, s.n};
}

/* The first paragraph; in a text without one, its first block. */
static th_str summary_of(const render_job *j, th_str text)
{
	th_str s = th_str_sub(text, j->summary_from, j->summary_to);
	if (s.n == 0 && th_str_split(&text, '\n', &s))
		s = th_str_trim(s);
	return one_line(j->a, th_str_shorten(j->a, s, 200));
}

int markdown_render(render_result *out, th_str markdown, th_mark at, const render_options *o,
    const render_links *links, th_arena *a, th_findings *f)
{
	size_t limit = o->limit ? o->limit : RENDER_LIMIT;
	*out = (render_result){0};
	if (markdown.n > limit) {
		finding_add(f, TH_RULE_FILE_LARGE, at,
		    th_str_fmt(a, "%zu KiB", (markdown.n + 1023) / 1024),
		    th_str_fmt(a, "%zu KiB", limit / 1024), TH_NONE);
		return -1;
	}
	th_buf clean = {0}, scripts = {0}, tags = {0}, seen = {0}, md = {0}, html = {0}, page = {0};
	prepare_bytes(&clean, markdown);
	markdown = th_buf_str(&clean);
	render_job j = {.a = a,
	    .engine = engines[o->engine],
	    .links = links,
	    .heading = o->heading >= 1 && o->heading <= 6 ? o->heading : 2,
	    .f = f,
	    .source = markdown,
	    .at = at,
	    .alt_checked = o->alt_checked,
	    .html_source = o->html,
	    .tags = o->generator_tags,
	    .own_tags = o->tags,
	    .code_tags = o->code_tags,
	    .out = &page};
	th_map_init(&j.reported, a);
	if (o->mdx) {
		mdx_take(&scripts, markdown, &j);
		markdown = th_buf_str(&scripts);
	}
	generator_translate(&tags, markdown, &j);
	markdown = th_buf_str(&tags);
	unseen_take(&seen, markdown, &j);
	int rc = 0;
	if (o->html) {
		th_buf_add(&html, th_buf_str(&seen));
	} else {
		prepare_markdown(&md, th_buf_str(&seen), &j);
		rc = j.engine->html(&html, th_buf_str(&md), &j);
	}
	if (rc == 0) {
		j.cursor = 0;
		sanitize_html(&j, th_buf_str(&html));
		out->html = th_str_dup(a, th_buf_str(&page));
		out->text = th_str_dup(a, th_str_trim(th_buf_str(&j.text)));
		/* ranges count from the untrimmed text, which begins with no space */
		out->summary = summary_of(&j, th_buf_str(&j.text));
		out->words = count_words(out->text);
		out->targets = j.targets;
	} else {
		finding_add(
		    f, TH_RULE_TEXT_DEEP, at, th_str_fmt(a, "%d", RENDER_QUOTES), TH_NONE, TH_NONE);
	}
	th_buf_free(&clean);
	th_buf_free(&scripts);
	th_buf_free(&tags);
	th_buf_free(&seen);
	th_buf_free(&md);
	th_buf_free(&html);
	th_buf_free(&page);
	th_buf_free(&j.text);
	return rc;
}
