/* webp.c -- takes metadata out of a WebP file (RFC 9649 §2.7): libvips 8.14 writes an EXIF chunk
 * even when it is told to strip. Called by picture.c on what was just encoded. Only moves bytes
 * within the file; one whose chunks do not add up is refused. */
#include "parts.h"

enum { HEAD = 12, CHUNK = 8 };
enum { FLAG_XMP = 0x04, FLAG_EXIF = 0x08, FLAG_ICC = 0x20 }; /* of VP8X */

static size_t get32(const char *p)
{
	const unsigned char *u = (const unsigned char *)p;
	return (size_t)u[0] | (size_t)u[1] << 8 | (size_t)u[2] << 16 | (size_t)u[3] << 24;
}

static void put32(char *p, size_t n)
{
	for (int i = 0; i < 4; i++)
		p[i] = (char)(n >> (8 * i) & 0xff);
}

bool webp_strip(char *p, size_t *n)
{
	size_t in = HEAD, out = HEAD;
	if (*n < HEAD || memcmp(p, "RIFF", 4) != 0 || memcmp(p + 8, "WEBP", 4) != 0)
		return false;
	while (in < *n) {
		if (*n - in < CHUNK)
			return false;
		size_t size = get32(p + in + 4);
		size_t whole = CHUNK + size + (size & 1);
		if (size > *n || whole > *n - in)
			return false;
		bool drop = memcmp(p + in, "EXIF", 4) == 0 || memcmp(p + in, "XMP ", 4) == 0 ||
			    memcmp(p + in, "ICCP", 4) == 0;
		if (memcmp(p + in, "VP8X", 4) == 0 && size > 0)
			p[in + CHUNK] = (char)(p[in + CHUNK] & ~(FLAG_XMP | FLAG_EXIF | FLAG_ICC));
		if (!drop) {
			memmove(p + out, p + in, whole);
			out += whole;
		}
		in += whole;
	}
	put32(p + 4, out - 8);
	*n = out;
	return true;
}
