/* files.h -- files beside the edition: assets, the last good shell. Used by publish_*.c. */
#ifndef TEAMHUB_FILES_H
#define TEAMHUB_FILES_H

#include "teamhub/base.h"

/* Writes the file anew, its folders below the first `from` octets of the path too: beside it,
 * synced, moved into place. -1 with err: it is as it was. */
int publish_write(const char *path, size_t from, th_str bytes, th_err *err);
/* Reads a whole file of at most `limit` octets, which need not be a source's. -1: errno says why,
 * EFBIG for one that is larger, EISDIR for what is no file. */
int publish_read(const char *path, size_t limit, th_arena *a, th_str *out);

#endif
