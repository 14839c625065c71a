/* publish_design.h -- puts design: of hub.yml into the edition. Between publish_design.c,
 * publish_run.c and publish_shell.c. */
#ifndef TEAMHUB_PUBLISH_DESIGN_H
#define TEAMHUB_PUBLISH_DESIGN_H

#include "teamhub/publish_steps.h"

/* Writes the tokens of hub.yml as rules (CSS Custom Properties 1), and those of each programme
 * within .th-in-PROGRAMME. Without `dark`, the page is light whatever the visitor prefers. Writes
 * nothing when no token is set. */
void design_write_css(th_buf *out, const th_content *c, bool dark);
/* Adds the style sheet to the edition, beside the theme's own. -1: it cannot be written. */
int design_put(
    const th_content *c, const theme *t, edition_writer *w, const char *assets_dir, th_err *err);

#endif
