/* files.c -- pictures (media/) and theme files (assets/) beside the edition. A web server that can
 * serves them from disk itself, which costs nothing (nginx/README.md). Behind one that cannot
 * (HAProxy) or is not configured to, they are served here, and a missing one gets the hub's own
 * 404. Called by worker.c.
 *
 * Each name contains a hash of the contents: the name is its ETag, and it is cached for ever. Must
 * never open a file outside those two folders. */
#include "reply.h"
#include "router.h"

#include "teamhub/file.h"
#include "teamhub/web.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FILE_MAX = 64 << 20 };

const char *web_file_type(th_str name)
{
	static const char *const types[][2] = {{".css", "text/css; charset=utf-8"},
	    {".js", "text/javascript; charset=utf-8"}, {".mjs", "text/javascript; charset=utf-8"},
	    {".svg", "image/svg+xml"}, {".png", "image/png"}, {".jpg", "image/jpeg"},
	    {".jpeg", "image/jpeg"}, {".webp", "image/webp"}, {".avif", "image/avif"},
	    {".gif", "image/gif"}, {".ico", "image/x-icon"}, {".woff2", "font/woff2"},
	    {".json", "application/json"}, {".webmanifest", "application/manifest+json"}};
	for (size_t i = 0; i < TH_COUNT(types); i++)
		if (th_str_ends(name, th_strz(types[i][0])))
			return types[i][1];
	return "application/octet-stream";
}

int web_file_open(th_arena *a, const char *dir, th_str path, uint64_t *size)
{
	struct stat st;
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	th_str part;
	while (fd >= 0 && th_str_split(&path, '/', &part)) {
		int next = part.n == 0 || part.p[0] == '.'
			       ? -1
			       : openat(fd, th_str_z(a, part),
				     O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
		close(fd);
		fd = next;
	}
	if (fd >= 0 && (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))) {
		close(fd);
		fd = -1;
	}
	if (fd >= 0)
		*size = (uint64_t)st.st_size;
	return fd;
}

bool web_file_is(th_str path)
{
	static const char *const folders[] = {
#define ROUTE(pattern, handler, kind)
#define FOLDER(pattern) pattern,
#include "teamhub/routes.def"
#undef ROUTE
#undef FOLDER
	};
	for (size_t i = 0; i < TH_COUNT(folders); i++)
		if (th_str_starts(path, th_strz(folders[i])))
			return true;
	return false;
}

/* Characters allowed in an ETag, as in our own names. */
static bool is_plain(th_str name)
{
	for (size_t i = 0; i < name.n; i++)
		if ((unsigned char)name.p[i] <= ' ' || (unsigned char)name.p[i] >= 0x7f ||
		    strchr("\"\\,", name.p[i]) != NULL)
			return false;
	return name.n > 0;
}

/* The compressed copy of the file `fd`, which is closed then; if there is none, the file. */
static int open_copy(
    answer *ans, th_coding coding, int fd, const char *dir, th_str path, uint64_t *size)
{
	th_str copy = th_str_cat(ans->a, path, th_strz(coding_suffix(coding)));
	int found = coding == TH_CODING_NONE ? -1 : web_file_open(ans->a, dir, copy, size);
	if (found < 0)
		return fd;
	close(fd);
	ans->coding = coding;
	return found;
}

int files_answer(answer *ans, const request *req, const char *file)
{
	th_str path = th_str_sub(req->sent->path, 1, SIZE_MAX), folder = th_strz(file);
	th_str name = th_str_sub(path, (size_t)th_str_rchr(path, '/') + 1, path.n);
	uint64_t size = 0;
	folder = th_str_sub(folder, 0, (size_t)(th_str_rchr(folder, '/') + 1));
	const char *dir = folder.n > 0 ? th_str_z(ans->a, folder) : ".";
	int fd = web_file_open(ans->a, dir, path, &size);
	if (fd >= 0 && coding_wants_file(name, size)) {
		ans->by_encoding = true;
		fd = open_copy(ans, encode_accepted(req->sent), fd, dir, path, &size);
	}
	th_buf *body = &ans->reply->body;
	bool whole = fd >= 0 && size <= FILE_MAX && is_plain(name) &&
		     file_read_open(body, fd, size) == 0 && body->n == size;
	if (fd >= 0)
		close(fd);
	if (!whole)
		return 404;
	ans->type = th_strz(web_file_type(name));
	ans->tag = th_str_fmt(ans->a, "\"%.*s%s\"", TH_FMT(name), coding_suffix(ans->coding));
	return 200;
}
