/* file.h -- whole files, read and written in one piece: a reader sees the old file or the new one.
 */
#ifndef TEAMHUB_FILE_H
#define TEAMHUB_FILE_H

#include "teamhub/base.h"

enum file_how {
	FILE_FLUSHED = 1,   /* its bytes are on the disk; whoever calls syncs the folder */
	FILE_SYNCED = 3,    /* its name is, too */
	FILE_MANY = 4,      /* several threads may write this file, or others beside it, at once */
	FILE_SAME_OWNER = 8 /* the owner of the file that is replaced stays, if there is one */
};

/* Writes the file beside `path` and moves it there. -1 with errno: what was there is as it was,
 * nothing is left beside it. The mode is `mode`, whatever the umask. */
int file_write(const char *path, th_str bytes, unsigned mode, unsigned how);
/* Writes a file that must not be there yet, with the mode that the umask leaves of 0666. -1 with
 * errno (EEXIST): nothing was written. */
int file_create(const char *path, th_str bytes);
/* Makes the folders of `path` that its octets from `from` on name, those before are there: with the
 * mode that the umask leaves of `mode`, each synced. -1 with errno. */
int file_make_folders(const char *path, size_t from, unsigned mode);
/* Both, synced, readable by all; -1 with err. */
int file_put(const char *path, size_t from, th_str bytes, th_err *err);
/* Reads a whole file of at most `limit` octets. -1: errno says why, EFBIG for one that is larger,
 * EISDIR for what is no file. */
int file_read(const char *path, size_t limit, th_arena *a, th_str *out);
/* Adds what can be read from `fd` up to `size` octets in all. -1 with errno. */
int file_read_open(th_buf *out, int fd, size_t size);

#endif
