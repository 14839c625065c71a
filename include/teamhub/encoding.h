/* encoding.h -- content codings (RFC 9110 §8.4.1): compresses answers, and the files that web
 * servers send as they are. */
#ifndef TEAMHUB_ENCODING_H
#define TEAMHUB_ENCODING_H

#include "teamhub/base.h"

typedef enum th_coding {
	TH_CODING_NONE,
	TH_CODING_BR, /* the better first */
	TH_CODING_GZIP,
	TH_CODING_COUNT
} th_coding;

/* The name in Content-Encoding: "br"; and what a compressed copy's file name ends with: ".br".
 * Static; empty for TH_CODING_NONE. */
const char *coding_name(th_coding coding);
const char *coding_suffix(th_coding coding);

/* Adds `in`, compressed, to `out`. `best`: as small as can be, for what is made once and sent for
 * years, and a hundred times slower. Equal bytes in give equal bytes out, with the same libraries.
 * Out of memory it ends the process, as all of base does. */
void coding_compress(th_buf *out, th_coding coding, th_str in, bool best);

/* Is a file of this name text, worth compressing? */
bool coding_wants_file(th_str name, size_t size);
/* Writes PATH.br and PATH.gz for a file with these bytes, where they are smaller. To be called
 * before the file itself is written: servers send a copy without looking at the file. `how` is that
 * of file_write. -1 with errno. */
int coding_write_copies(const char *path, th_str bytes, unsigned how);
/* file_put, for a file that servers send: with its copies. */
int coding_put_file(const char *path, size_t from, th_str bytes, th_err *err);

#endif
