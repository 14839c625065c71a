/* files.h -- files beside the edition: assets, the last good shell. Used by publish_*.c. */
#ifndef TEAMHUB_FILES_H
#define TEAMHUB_FILES_H

#include "teamhub/base.h"

/* Replaces a file: writes a new one beside it, syncs, renames. Creates missing folders below the
 * first `from` octets of the path. On -1 (with err) the old file is untouched. */
int publish_write(const char *path, size_t from, th_str bytes, th_err *err);
/* Reads a whole file of at most `limit` octets; it need not belong to a source. -1 with errno:
 * EFBIG when it is larger, EISDIR when it is not a file. */
int publish_read(const char *path, size_t limit, th_arena *a, th_str *out);

#endif
