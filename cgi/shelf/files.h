/* files.h -- what the files of cgi/shelf share. */
#ifndef TEAMHUB_SHELF_FILES_H
#define TEAMHUB_SHELF_FILES_H

#include "teamhub/shelf.h"
#include "teamhub/write.h"

/* Calls `each` with the name of every file in media/ and every folder in assets/ that the edition
 * at `path` refers to. -1: it cannot be read. */
int edition_files(const char *path, void (*each)(void *ctx, th_str name), void *ctx);

const char *shelf_file(const shelf *s);
const char *shelf_editions_dir(const shelf *s);

/* erase_pictures.c: removes a picture everywhere; removes all pictures of a document, also where
 * others show them. */
void erase_picture(edition_writer *w, th_str id);
void erase_pictures_of(edition_writer *w, th_str doc);

#endif
