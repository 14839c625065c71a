/* parts.h -- what the files of cgi/picture share. */
#ifndef TEAMHUB_PICTURE_PARTS_H
#define TEAMHUB_PICTURE_PARTS_H

#include "teamhub/picture.h"

void picture_start(void);  /* before anything of libvips; from any thread, any number of times */
void card_text_stop(void); /* lets go of this thread's fonts */
/* media.c: has `name` in media_dir by a hard link to the one in `lender`; false: not possible. */
bool media_borrow(const char *lender, const char *media_dir, th_str name, th_arena *a);
/* webp.c: takes metadata out in place; false: not a whole WebP file. */
bool webp_strip(char *p, size_t *n);

#endif
