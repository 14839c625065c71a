/* files.h -- what the files of cgi/shelf share. */
#ifndef TEAMHUB_SHELF_FILES_H
#define TEAMHUB_SHELF_FILES_H

#include "teamhub/shelf.h"
#include "teamhub/write.h"

/* Calls `each` with the name of every file below media/ and every folder below assets/ that the
 * edition in `path` refers to. -1: it cannot be read. */
int edition_files(const char *path, void (*each)(void *ctx, th_str name), void *ctx);

const char *shelf_file(const shelf *s);
const char *shelf_editions_dir(const shelf *s);

/* erase_pictures.c: a picture, wherever it is shown; all pictures of a document, wherever else
 * these are shown. */
void erase_picture(edition_writer *w, th_str id);
void erase_pictures_of(edition_writer *w, th_str doc);

#endif
