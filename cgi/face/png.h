/* png.h -- between qr.c and png.c. */
#ifndef FACE_PNG_H
#define FACE_PNG_H

#include "teamhub/base.h"

/* `rows`: height rows of (width + 7) / 8 octets, the leftmost pixel in the highest bit, 1 is white.
 */
int png_write_bits(
    th_buf *out, const unsigned char *rows, uint32_t width, uint32_t height, th_err *err);

#endif
