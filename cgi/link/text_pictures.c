/* text_pictures.c -- the files that a text shows below its front matter.
 *
 * Called by pictures.c for the few texts whose pictures are withheld, before anything is rendered.
 * Accepts anything that could be the path of a file, in any notation (Markdown, HTML, a generator's
 * tags): better to withhold one file too many than one too few. */
#include "resolver.h"

enum { MAX_NAME = 1024 };

static th_str without_escapes(th_arena *a, th_str s)
{
	th_buf b = {0};
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] != '\\' || i + 1 == s.n)
			th_buf_addc(&b, s.p[i]);
	th_str plain = th_str_dup(a, th_buf_str(&b));
	th_buf_free(&b);
	return plain;
}

static void withhold(th_content *c, th_doc *doc, th_str written)
{
	const th_entry *e = content_find_file(c, doc->path, written);
	if (e != NULL && th_map_get(&c->by_path, e->path) == NULL)
		th_map_put(&c->withheld, e->path, doc);
}

/* As written, without query, fragment and closing bracket. */
static void try_path(th_content *c, th_doc *doc, th_str s, th_arena *a)
{
	s = th_str_trim(s);
	if (s.n == 0 || s.n > MAX_NAME || th_str_chr(s, '.') < 0)
		return;
	if (th_str_chr(s, '\\') >= 0)
		s = without_escapes(a, s);
	withhold(c, doc, s);
	for (size_t i = 1; i < s.n; i++)
		if (s.p[i] == '?' || s.p[i] == '#' || (s.p[i] == ')' && i + 1 == s.n))
			withhold(c, doc, th_str_sub(s, 0, i));
}

/* Everything between two characters of `ends`. */
static void try_between(th_content *c, th_doc *doc, th_str text, const char *ends, th_arena *a)
{
	size_t from = 0;
	for (size_t i = 0; i <= text.n; i++)
		if (i == text.n || (text.p[i] != '\0' && strchr(ends, text.p[i]) != NULL)) {
			try_path(c, doc, th_str_sub(text, from, i), a);
			from = i + 1;
		}
}

void text_pictures_withhold(th_content *c, th_doc *doc)
{
	static const char *const ends[] = {
	    " \t\r\n()<>[]\"'=|{},", /* ![](a.jpg "title"), src=a.jpg, [ref]: a.jpg */
	    "\r\n<>\"'",             /* <my week.jpg>, src="my week.jpg" */
	    " \t\r\n<>\"'",          /* [ref]: a(1).jpg */
	};
	th_str bytes;
	th_err err = {0};
	if (c->source == NULL || doc->entry == NULL || doc->entry->kind != TH_ENTRY_FILE)
		return;
	th_arena *a = th_arena_new();
	/* content_load reports a file that cannot be read; it is not shown. */
	if (source_read(c->source, doc->entry, CONTENT_MAX_FILE, a, &bytes, &err) == 0) {
		bytes = th_str_sub(bytes, doc->body_at, bytes.n);
		for (size_t i = 0; i < TH_COUNT(ends); i++)
			try_between(c, doc, bytes, ends[i], a);
		for (size_t i = 0; i + 1 < bytes.n; i++) /* ](a(1).jpg) */
			if (bytes.p[i] == ']' && bytes.p[i + 1] == '(') {
				th_str rest = th_str_sub(bytes, i + 2, bytes.n), line;
				th_str_split(&rest, '\n', &line);
				th_str_split(&line, ' ', &rest);
				try_path(c, doc, rest, a);
			}
	}
	th_arena_free(a);
}
