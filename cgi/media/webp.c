/* webp.c -- takes metadata out of a WebP file (RFC 9649 §2.7): libvips 8.14 writes an EXIF chunk of
 * its own even when it is told to strip. Called by picture.c on what was just encoded. */
#include "make.h"

#include <webp/mux.h>

bool media_strip_webp(const void *bytes, size_t n, void **out, size_t *out_n)
{
	static const char *const chunks[] = {"EXIF", "XMP ", "ICCP"};
	WebPData file = {bytes, n}, clean;
	WebPMux *mux = WebPMuxCreate(&file, 0);
	if (mux == NULL)
		return false;
	for (size_t i = 0; i < TH_COUNT(chunks); i++)
		while (WebPMuxDeleteChunk(mux, chunks[i]) == WEBP_MUX_OK)
			continue;
	bool done = WebPMuxAssemble(mux, &clean) == WEBP_MUX_OK;
	WebPMuxDelete(mux);
	if (!done)
		return false;
	*out = (void *)clean.bytes;
	*out_n = clean.size;
	return true;
}

void media_free_webp(void *bytes)
{
	WebPFree(bytes);
}
