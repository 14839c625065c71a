/* encoding.c -- compresses (see encoding.h). Called by web for pages, and by what writes the files
 * of themes and pictures. Never decompresses anything. */
#include "teamhub/encoding.h"

#include "teamhub/file.h"

#include <brotli/encode.h>
#include <errno.h>
#include <zlib.h>

enum {
	FILE_LEAST = 600, /* smaller ones fit into one packet anyway */
	GZIP_FAST = 6,
	GZIP_BEST = 9,
	GZIP_WINDOW = 15 + 16, /* with gzip's header, which holds neither name nor time */
	BROTLI_FAST = 5,
	BROTLI_BEST = 11
};

static const struct {
	const char *name, *suffix;
} codings[] = {[TH_CODING_NONE] = {"", ""},
    [TH_CODING_BR] = {"br", ".br"},
    [TH_CODING_GZIP] = {"gzip", ".gz"}};

const char *coding_name(th_coding coding)
{
	return codings[coding].name;
}

const char *coding_suffix(th_coding coding)
{
	return codings[coding].suffix;
}

static bool add_gzip(th_buf *out, th_str in, bool best)
{
	z_stream z = {0};
	if (deflateInit2(&z, best ? GZIP_BEST : GZIP_FAST, Z_DEFLATED, GZIP_WINDOW, MAX_MEM_LEVEL,
		Z_DEFAULT_STRATEGY) != Z_OK)
		return false;
	th_buf_reserve(out, deflateBound(&z, in.n));
	z.next_in = (Bytef *)in.p;
	z.avail_in = (uInt)in.n;
	z.next_out = (Bytef *)out->p + out->n;
	z.avail_out = (uInt)(out->cap - out->n);
	int rc = deflate(&z, Z_FINISH);
	if (rc == Z_STREAM_END)
		out->n += z.total_out;
	deflateEnd(&z);
	return rc == Z_STREAM_END;
}

static bool add_brotli(th_buf *out, th_str in, bool best)
{
	size_t n = BrotliEncoderMaxCompressedSize(in.n);
	th_buf_reserve(out, n);
	if (!BrotliEncoderCompress(best ? BROTLI_BEST : BROTLI_FAST, BROTLI_DEFAULT_WINDOW,
		BROTLI_MODE_TEXT, in.n, (const uint8_t *)in.p, &n, (uint8_t *)out->p + out->n))
		return false;
	out->n += n;
	return true;
}

void coding_compress(th_buf *out, th_coding coding, th_str in, bool best)
{
	if (!(coding == TH_CODING_BR ? add_brotli : add_gzip)(out, in, best))
		th_no_memory();
}

/* ---- copies beside files ---- */

bool coding_wants_file(th_str name, size_t size)
{
	static const char *const texts[] = {".css", ".js", ".mjs", ".svg", ".json", ".webmanifest"};
	for (size_t i = 0; i < TH_COUNT(texts) && size >= FILE_LEAST; i++)
		if (th_str_ends(name, th_strz(texts[i])))
			return true;
	return false;
}

int coding_write_copies(const char *path, th_str bytes, unsigned how)
{
	int rc = 0;
	if (!coding_wants_file(th_strz(path), bytes.n))
		return 0;
	for (th_coding c = TH_CODING_BR; c < TH_CODING_COUNT && rc == 0; c++) {
		th_arena *a = th_arena_new();
		th_buf b = {0};
		coding_compress(&b, c, bytes, true);
		if (b.n < bytes.n)
			rc = file_write(th_str_fmt(a, "%s%s", path, coding_suffix(c)).p,
			    th_buf_str(&b), 0644, how);
		th_buf_free(&b);
		th_arena_free(a);
	}
	return rc;
}

int coding_put_file(const char *path, size_t from, th_str bytes, th_err *err)
{
	if (file_make_folders(path, from, 0755) != 0 ||
	    coding_write_copies(path, bytes, FILE_SYNCED) != 0)
		return th_fail(err, "%s: cannot be written (%s)", path, strerror(errno));
	return file_put(path, from, bytes, err);
}
