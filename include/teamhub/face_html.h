/* face_html.h -- the HTML face: writes a view through a theme's templates, compiled once.
 *
 * Templates are files of the theme, named by their path below it:
 *	layouts/KIND.mustache     "layouts/KIND": the page for page.kind (start, stories, story …);
 *	                          layouts/page is taken for a kind that has none
 *	partials/NAME.mustache    "NAME", for {{> NAME}}; may have folders: {{> card/small}}
 * A parent {{< NAME}} is a partial, or else layouts/NAME.
 * A template "/shell.LANG" (no file of a theme: made at publish of a page of the host site) takes
 * the place of layouts/base in pages of that language.
 *
 * For each list NAME of a view, has_NAME says whether it is not empty: {{#jobs}} opens once an
 *item,
 * {{#has_jobs}} once. */
#ifndef TEAMHUB_FACE_HTML_H
#define TEAMHUB_FACE_HTML_H

#include "teamhub/view.h"

typedef struct face_html face_html;

/* The name of the template in a theme's file; false when the file is none. Part of `path`. */
bool face_html_name(th_str path, th_str *name);

face_html *face_html_new(void);
void face_html_free(face_html *f); /* NULL-safe */
/* One template of the theme: "layouts/story", "card"; copied. -1 with err
 * "FILE:LINE:COLUMN: sentence" on a syntax error or a second template of the name. */
int face_html_add(face_html *f, th_str name, th_str text, th_err *err);
/* The name of the shell's template for a language. */
th_str face_html_shell_name(th_arena *a, th_str lang);
/* True when pages in `lang` stand in a host's layout. */
bool face_html_has_shell(const face_html *f, th_str lang);
/* The names in site.assets, for the check; without, any name goes. Kept, not copied. */
void face_html_assets(face_html *f, const th_dict *assets);
/* True when there is a layout of the kind itself. */
bool face_html_has(const face_html *f, th_str kind);
/* True when each kind of page has a layout, or layouts/page is there for those that have none. */
bool face_html_complete(const face_html *f);
/* Writes the page at the end of `out`, by the layout of view->page->kind; when the theme has none,
 * by layouts/page. -1 with err, and nothing in `out`, when there is neither or a bound of
 * mustache.h is met. Reads only: several threads may write at once. */
int face_html_write(const face_html *f, const view *v, th_buf *out, th_err *err);

/* Told of what is wrong in a theme: file below the theme, line and column from 1, a sentence. */
typedef void (*face_problem)(void *ctx, th_str file, int line, int column, const char *sentence);

/* The same as face_html_add, for who wants the place in numbers. */
int face_html_add_checked(face_html *f, th_str name, th_str text, face_problem report, void *ctx);

/* Checks all layouts and what they use: names that views do not have, partials and blocks that do
 * not exist, text printed unescaped, kinds of page without a layout, {{t.KEY}} that `words`
 * (sorted; NULL: not checked) does not have. Each place once. Returns the number of problems;
 * `report` may be NULL. Call it for each language. */
size_t face_html_check(const face_html *f, const th_dict *words, face_problem report, void *ctx);

#endif
