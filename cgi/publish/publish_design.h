/* publish_design.h -- design: of hub.yml on its way into the edition; between publish_design.c,
 * publish_run.c and publish_shell.c. */
#ifndef TEAMHUB_PUBLISH_DESIGN_H
#define TEAMHUB_PUBLISH_DESIGN_H

#include "teamhub/publish_steps.h"

/* The tokens that hub.yml sets, and within .th-in-PROGRAMME those that a programme sets, as rules
 * (CSS Custom Properties 1); without `dark` those for a page that is light whatever the visitor
 * prefers. Nothing when none is set. */
void design_write_css(th_buf *out, const th_content *c, bool dark);
/* The style sheet beside the theme's own, and into the edition. -1: it cannot be written. */
int design_put(
    const th_content *c, const theme *t, edition_writer *w, const char *assets_dir, th_err *err);

#endif
