/* tokens.c -- the tokens with which feed readers read an internal edition: one line each, in a file
 * that `teamhub token` maintains: SHA-256 in hex, the day, the person. Called by access.c.
 *
 * The file is read for each request with a token, so that revoking works at once. A token is 32
 * random bytes: its digest needs no salt, and is compared in constant time. */
#include "access.h"

#include "teamhub/digest.h"
#include "teamhub/file.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FILE_MAX = 1 << 20, HEX = 64 };

/* Looks at all lines, whichever matches. */
static bool has_line(th_str text, const char hex[HEX])
{
	th_str line;
	unsigned found = 0;
	while (th_str_split(&text, '\n', &line)) {
		unsigned differs = line.n <= HEX || line.p[HEX] != ' ';
		for (size_t i = 0; i < HEX && line.n > HEX; i++)
			differs |= (unsigned char)line.p[i] ^ (unsigned char)hex[i];
		found |= differs == 0;
	}
	return found != 0;
}

bool tokens_hold(const char *file, th_str token, th_err *log)
{
	char hex[HEX + 1];
	struct stat st;
	th_buf b = {0};
	bool held = false;
	if (token.n < TOKEN_MIN || token.n > TOKEN_MAX)
		return false;
	int fd = open(file, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	if (fd < 0 && errno == ENOENT)
		return false;
	if (fd < 0 || fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) || st.st_size > FILE_MAX)
		th_fail(log, "%s: cannot be read (%s): let the internal workers read it", file,
		    strerror(errno));
	else if (st.st_mode & 0027)
		th_fail(
		    log, "%s: others may read or write it, so no token counts: chmod 0640", file);
	else if (file_read_open(&b, fd, (size_t)st.st_size) == 0) {
		digest_sha256(hex, token);
		held = has_line(th_buf_str(&b), hex);
	}
	if (fd >= 0)
		close(fd);
	th_buf_free(&b);
	return held;
}
