/* face_html.h -- the HTML face: writes a view through a theme's templates, compiled once.
 *
 * Templates are files of the theme, named by their path below it:
 *	layouts/KIND.mustache     "layouts/KIND": the page for page.kind (start, stories, story …);
 *	                          a kind without one uses layouts/page
 *	partials/NAME.mustache    "NAME", for {{> NAME}}; may have folders: {{> card/small}}
 * A parent {{< NAME}} is a partial, or else layouts/NAME. A template "/shell.LANG" is not a file of
 * the theme: publish makes it from a page of the host site, and it replaces layouts/base on pages
 * in that language.
 *
 * For each list NAME of a view, has_NAME says whether it has items: {{#jobs}} opens once per item,
 * {{#has_jobs}} once. */
#ifndef TEAMHUB_FACE_HTML_H
#define TEAMHUB_FACE_HTML_H

#include "teamhub/texts.h"
#include "teamhub/view.h"

typedef struct face_html face_html;

/* The template name of a file in a theme, a part of `path`; false when the file is not a
 * template. */
bool face_html_name(th_str path, th_str *name);

face_html *face_html_new(void);
void face_html_free(face_html *f); /* NULL-safe */
/* Adds a template of the theme ("layouts/story", "card"); it is copied. -1 with err
 * "FILE:LINE:COLUMN: sentence" on a syntax error or when the name is taken. */
int face_html_add(face_html *f, th_str name, th_str text, th_err *err);
/* The name of the shell's template for a language. */
th_str face_html_shell_name(th_arena *a, th_str lang);
/* Are pages in `lang` framed by the host's layout? */
bool face_html_has_shell(const face_html *f, th_str lang);
/* The names in site.assets, for the check; without them every name passes. Kept, not copied. */
void face_html_assets(face_html *f, const th_dict *assets);
/* Does the theme have a layout for this very kind? */
bool face_html_has(const face_html *f, th_str kind);
/* Does every kind of page have a layout, of its own or layouts/page? */
bool face_html_complete(const face_html *f);
/* Appends the page to `out`, using the layout of view->page->kind or else layouts/page. -1 with
 * err, and `out` unchanged, when there is neither or a limit of mustache.h is reached. Only reads:
 * several threads may write at once. */
int face_html_write(const face_html *f, const view *v, th_buf *out, th_err *err);

/* Called for each fault in a theme: file (below the theme), line and column from 1. `what` ends
 * with the call. */
typedef void (*face_problem)(
    void *ctx, th_str file, int line, int column, const text_sentence *what);

/* Like face_html_add, but reports the place in numbers. */
int face_html_add_checked(face_html *f, th_str name, th_str text, face_problem report, void *ctx);

/* Checks all layouts and what they use: names that views do not have, missing partials and blocks,
 * text printed unescaped, kinds of page without a layout, {{t.KEY}} that is not in `words` (sorted;
 * NULL: not checked). Reports each place once. Returns the number of problems; `report` may be
 * NULL. Call it for each language. */
size_t face_html_check(const face_html *f, const th_dict *words, face_problem report, void *ctx);

#endif
