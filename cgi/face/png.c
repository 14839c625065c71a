/* png.c -- writes a PNG of one bit per pixel (ISO/IEC 15948): signature, IHDR, IDAT, IEND. Called
 * by qr.c. Uses zlib, which libxml2 loads anyway, and not libpng, which would bring a decoder
 * along. Never reads a PNG. */
#include "png.h"

#include <stdlib.h>
#include <zlib.h>

static void add_number(th_buf *out, uint32_t n)
{
	for (int shift = 24; shift >= 0; shift -= 8)
		th_buf_addc(out, (char)(n >> shift));
}

static void add_chunk(th_buf *out, const char name[5], th_str data)
{
	add_number(out, (uint32_t)data.n);
	size_t from = out->n;
	th_buf_add(out, th_strn(name, 4));
	th_buf_add(out, data);
	uLong crc = crc32(0, (const Bytef *)out->p + from, (uInt)(data.n + 4));
	add_number(out, (uint32_t)crc);
}

static void add_header(th_buf *out, uint32_t width, uint32_t height)
{
	th_buf head = {0};
	add_number(&head, width);
	add_number(&head, height);
	/* one bit, grey, deflate, the usual filters, not interlaced */
	th_buf_add(&head, th_strn("\1\0\0\0\0", 5));
	add_chunk(out, "IHDR", th_buf_str(&head));
	th_buf_free(&head);
}

/* The rows, each with the number of its filter (none) before it, compressed. */
static int add_pixels(
    th_buf *out, const unsigned char *rows, uint32_t width, uint32_t height, th_err *err)
{
	size_t row = (width + 7) / 8;
	th_buf plain = {0};
	for (uint32_t y = 0; y < height; y++) {
		th_buf_addc(&plain, 0);
		th_buf_add(&plain, th_strn((const char *)rows + y * row, row));
	}
	uLongf length = compressBound(plain.n);
	th_buf packed = {0};
	th_buf_reserve(&packed, length);
	int rc = compress2((Bytef *)packed.p, &length, (const Bytef *)plain.p, plain.n, 9);
	if (rc == Z_OK)
		add_chunk(out, "IDAT", th_strn(packed.p, length));
	th_buf_free(&plain);
	th_buf_free(&packed);
	return rc == Z_OK ? 0 : th_fail(err, "a PNG cannot be compressed (out of memory?)");
}

int png_write_bits(
    th_buf *out, const unsigned char *rows, uint32_t width, uint32_t height, th_err *err)
{
	size_t before = out->n;
	th_buf_add(out, TH_S("\x89PNG\r\n\x1a\n"));
	add_header(out, width, height);
	if (add_pixels(out, rows, width, height, err) != 0) {
		th_buf_cut(out, before);
		return -1;
	}
	add_chunk(out, "IEND", TH_S(""));
	return 0;
}
