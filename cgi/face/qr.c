/* qr.c -- QR codes as SVG and PNG. Called only by pages/share_files.c. libqrencode makes the
 * matrix: it is small, computes on the bytes it is given and parses nothing. Always black on white,
 * since phones do not read everything else. */
#include "png.h"
#include "teamhub/face_share.h"
#include "xml.h"

#include <errno.h>
#include <qrencode.h>
#include <stdlib.h>

enum { QUIET = 4, PIXELS = 1000 };

static QRcode *encode(th_str text, th_err *err)
{
	if (text.n == 0 || text.n > QR_TEXT_MAX) {
		th_fail(err, "a QR code holds 1 to %d octets, not %zu", QR_TEXT_MAX, text.n);
		return NULL;
	}
	QRcode *code =
	    QRcode_encodeData((int)text.n, (const unsigned char *)text.p, 0, QR_ECLEVEL_M);
	if (code == NULL)
		th_fail(err, "a QR code cannot be made: %s", strerror(errno));
	return code;
}

static bool is_dark(const QRcode *code, int x, int y)
{
	return x >= 0 && y >= 0 && x < code->width && y < code->width &&
	       (code->data[y * code->width + x] & 1) != 0;
}

/* Each run of dark modules is a rectangle: M left top h width v1 h-width z. */
static void add_path(th_buf *d, const QRcode *code)
{
	for (int y = 0; y < code->width; y++)
		for (int x = 0; x < code->width; x++) {
			int run = 0;
			while (is_dark(code, x + run, y))
				run++;
			if (run > 0)
				th_buf_addf(d, "M%d %dh%dv1h-%dz", x + QUIET, y + QUIET, run, run);
			x += run;
		}
}

int qr_write_svg(th_buf *out, th_str text, th_str label, th_err *err)
{
	QRcode *code = encode(text, err);
	if (code == NULL)
		return -1;
	int size = code->width + 2 * QUIET;
	th_buf d = {0}, box = {0};
	th_buf_addf(&box, "0 0 %d %d", size, size);
	add_path(&d, code);
	xml x;
	xml_begin(&x, err);
	xml_open(&x, "svg");
	xml_attr(&x, "xmlns", TH_S("http://www.w3.org/2000/svg"));
	xml_attr(&x, "viewBox", th_buf_str(&box));
	xml_attr(&x, "role", TH_S("img"));
	xml_attr(&x, "shape-rendering", TH_S("crispEdges"));
	xml_element(&x, "title", label);
	xml_open(&x, "rect");
	xml_attr(&x, "width", TH_S("100%"));
	xml_attr(&x, "height", TH_S("100%"));
	xml_attr(&x, "fill", TH_S("#fff"));
	xml_close(&x);
	xml_open(&x, "path");
	xml_attr(&x, "d", th_buf_str(&d));
	xml_attr(&x, "fill", TH_S("#000"));
	xml_close(&x);
	xml_close(&x);
	int rc = xml_end(&x, out);
	th_buf_free(&d);
	th_buf_free(&box);
	QRcode_free(code);
	return rc;
}

int qr_write_png(th_buf *out, th_str text, th_err *err)
{
	QRcode *code = encode(text, err);
	if (code == NULL)
		return -1;
	int modules = code->width + 2 * QUIET;
	int scale = (PIXELS + modules - 1) / modules;
	size_t side = (size_t)(modules * scale), row = (side + 7) / 8;
	unsigned char *rows = malloc(row * side);
	if (rows == NULL)
		abort();
	memset(rows, 0xff, row * side);
	for (size_t y = 0; y < side; y++)
		for (size_t x = 0; x < side; x++)
			if (is_dark(code, (int)x / scale - QUIET, (int)y / scale - QUIET))
				rows[y * row + x / 8] &= (unsigned char)~(0x80 >> x % 8);
	int rc = png_write_bits(out, rows, (uint32_t)side, (uint32_t)side, err);
	free(rows);
	QRcode_free(code);
	return rc;
}
