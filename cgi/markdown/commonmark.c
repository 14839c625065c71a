/* commonmark.c -- the engine for texts that other generators publish, too: CommonMark with the
 * extensions that all of them have (tables, footnotes, ~~strikethrough~~). The one file that knows
 * libcmark-gfm (0.29.0.gfm.6 on Debian 12, gfm.13 on 13). Task lists and bare addresses are handled
 * before, in the same way for both engines. */
#include "engine.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <pthread.h>
#include <stdlib.h>

enum {
	DIALECT = CMARK_OPT_UNSAFE | CMARK_OPT_FOOTNOTES | CMARK_OPT_STRIKETHROUGH_DOUBLE_TILDE,
	NOTES = 2000, /* footnotes that get links back */
};

/* The library keeps the special characters of its extensions in a table shared by all parsers, and
 * changes it when a parser begins and ends inline text: so one parser at a time. (0.29.0.gfm.6;
 * later versions keep it in the parser.) */
static pthread_mutex_t one_parser = PTHREAD_MUTEX_INITIALIZER;

static void *zeroed(size_t n, size_t size)
{
	void *p = th_malloc(n * size);
	memset(p, 0, n * size);
	return p;
}

static void *resized(void *p, size_t n)
{
	return th_realloc(p, n);
}

/* The library's own allocator aborts. */
static cmark_mem memory = {zeroed, resized, free};

static void start(void)
{
	cmark_gfm_core_extensions_ensure_registered();
}

/* ---- footnotes, with the ids that the allow-list knows ---- */

static cmark_node *raw(cmark_node_type type, const char *html)
{
	cmark_node *n = cmark_node_new_with_mem(type, &memory);
	cmark_node_set_literal(n, html);
	return n;
}

static void put_reference(cmark_node *ref, bool seen[NOTES], th_arena *a)
{
	unsigned long number = strtoul(cmark_node_get_literal(ref), NULL, 10);
	bool first = number < NOTES && !seen[number];
	if (first)
		seen[number] = true;
	th_str s = first ? th_str_fmt(a, "<sup id=\"fnref:%lu\"><a href=\"#fn:%lu\">%lu</a></sup>",
			       number, number, number)
			 : th_str_fmt(a, "<sup><a href=\"#fn:%lu\">%lu</a></sup>", number, number);
	cmark_node_insert_before(ref, raw(CMARK_NODE_HTML_INLINE, s.p));
	cmark_node_free(ref);
}

static void put_references(cmark_node *root, th_arena *a)
{
	bool *seen = th_alloc(a, NOTES * sizeof(*seen));
	cmark_iter *i = cmark_iter_new(root);
	cmark_event_type event;
	while ((event = cmark_iter_next(i)) != CMARK_EVENT_DONE) {
		cmark_node *n = cmark_iter_get_node(i);
		if (event == CMARK_EVENT_EXIT &&
		    cmark_node_get_type(n) == CMARK_NODE_FOOTNOTE_REFERENCE)
			put_reference(n, seen, a);
	}
	cmark_iter_free(i);
}

/* Footnotes are at the end of the document, in the order of their numbers. */
static void put_notes(cmark_node *root, th_arena *a)
{
	cmark_node *n = cmark_node_first_child(root), *next;
	unsigned number = 0;
	while (n != NULL && cmark_node_get_type(n) != CMARK_NODE_FOOTNOTE_DEFINITION)
		n = cmark_node_next(n);
	if (n == NULL)
		return;
	put_references(root, a);
	cmark_node_insert_before(
	    n, raw(CMARK_NODE_HTML_BLOCK, "<div class=\"footnotes\">\n<hr>\n<ol>\n"));
	for (; n != NULL; n = next) {
		next = cmark_node_next(n);
		number++;
		cmark_node_insert_before(
		    n, raw(CMARK_NODE_HTML_BLOCK, th_str_fmt(a, "<li id=\"fn:%u\">\n", number).p));
		th_str back = th_str_fmt(a, " <a href=\"#fnref:%u\">\xe2\x86\xa9</a>", number);
		cmark_node *last = cmark_node_last_child(n), *child;
		if (last != NULL && cmark_node_get_type(last) == CMARK_NODE_PARAGRAPH)
			cmark_node_append_child(last, raw(CMARK_NODE_HTML_INLINE, back.p));
		else
			cmark_node_append_child(n, raw(CMARK_NODE_HTML_BLOCK, back.p));
		while ((child = cmark_node_first_child(n)) != NULL)
			cmark_node_insert_before(n, child);
		cmark_node_insert_before(n, raw(CMARK_NODE_HTML_BLOCK, "</li>\n"));
		cmark_node_free(n);
	}
	cmark_node_append_child(root, raw(CMARK_NODE_HTML_BLOCK, "</ol>\n</div>\n"));
}

/* ---- the whole ---- */

static int html(th_buf *out, th_str md, render_job *j)
{
	static const char *const extensions[] = {"table", "strikethrough"};
	cmark_parser *parser = cmark_parser_new_with_mem(DIALECT, &memory);
	for (size_t i = 0; i < TH_COUNT(extensions); i++) {
		cmark_syntax_extension *e = cmark_find_syntax_extension(extensions[i]);
		if (e != NULL)
			cmark_parser_attach_syntax_extension(parser, e);
	}
	th_buf words = {0};
	inline_mend(&words, md, j, false);
	cmark_parser_feed(parser, words.p, words.n);
	th_buf_free(&words);
	pthread_mutex_lock(&one_parser);
	cmark_node *root = cmark_parser_finish(parser);
	pthread_mutex_unlock(&one_parser);
	put_notes(root, j->a);
	char *text = cmark_render_html_with_mem(
	    root, DIALECT, cmark_parser_get_syntax_extensions(parser), &memory);
	prepare_output(out, th_strz(text));
	free(text);
	cmark_node_free(root);
	cmark_parser_free(parser);
	return 0;
}

const engine engine_commonmark = {start, html};
