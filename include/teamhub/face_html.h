/* face_html.h -- writes a view as HTML through a theme. */
#ifndef TEAMHUB_FACE_HTML_H
#define TEAMHUB_FACE_HTML_H

#include "teamhub/view.h"

typedef struct face_html face_html;

face_html *face_html_new(void);
void face_html_free(face_html *f); /* NULL-safe */
/* One template of the theme: "layouts/story", "card"; copied. -1 with FILE:LINE:COLUMN and sentence. */
int face_html_add(face_html *f, th_str name, th_str text, th_err *err);
/* The layout of view->page->kind; when the theme has none, layouts/page. */
int face_html_write(const face_html *f, const view *v, th_buf *out, th_err *err);

#endif
