/* file.c -- names files of the media folder and writes them there. Called from several threads: two
 * that write the same file write the same bytes. */
#include "teamhub/file.h"
#include "parts.h"
#include "teamhub/digest.h"
#include "teamhub/encoding.h"

#include <errno.h>
#include <unistd.h>

th_str media_hash(th_arena *a, const th_str *parts, size_t n)
{
	char hex[65];
	digest_sha256_parts(hex, parts, n);
	return th_str_dup(a, th_strn(hex, NAME_DIGITS));
}

/* shelf_swap syncs the folder before the edition goes live: an edition never names a file that a
 * crash could take away. */
int media_write(const char *media_dir, th_str name, th_str bytes, th_arena *a, th_err *err)
{
	const char *path = th_str_fmt(a, "%s/%.*s", media_dir, TH_FMT(name)).p;
	enum { HOW = FILE_FLUSHED | FILE_MANY };
	if (coding_write_copies(path, bytes, HOW) == 0 && file_write(path, bytes, 0644, HOW) == 0)
		return 0;
	return th_fail(err,
	    "cannot write %s: %s: free some space, or let the publisher write into that folder",
	    path, strerror(errno));
}

bool media_borrow(const char *lender, const char *media_dir, th_str name, th_arena *a)
{
	const char *from = th_str_fmt(a, "%s/%.*s", lender, TH_FMT(name)).p;
	const char *to = th_str_fmt(a, "%s/%.*s", media_dir, TH_FMT(name)).p;
	return link(from, to) == 0 || errno == EEXIST;
}
