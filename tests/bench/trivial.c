/* trivial.c -- the limit that the workers are held to: a FastCGI program that returns the bytes of
 * one file with a content type, and nothing else. Started by the bench behind the hub's own nginx
 * settings. */
#include <fcgiapp.h>
#include <stdio.h>
#include <stdlib.h>

int main(void)
{
	const char *path = getenv("TRIVIAL_BODY");
	FILE *f = path ? fopen(path, "rb") : NULL;
	static char body[1 << 20];
	if (f == NULL) {
		fprintf(stderr, "trivial: set TRIVIAL_BODY to the file to return\n");
		return 2;
	}
	size_t n = fread(body, 1, sizeof(body), f);
	fclose(f);
	FCGX_Request request;
	if (FCGX_Init() != 0 || FCGX_InitRequest(&request, 0, 0) != 0)
		return 1;
	while (FCGX_Accept_r(&request) == 0) {
		FCGX_FPrintF(request.out,
		    "Content-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n"
		    "Cache-Control: public, max-age=60\r\nETag: \"same\"\r\n\r\n",
		    (int)n);
		FCGX_PutStr(body, (int)n, request.out);
		FCGX_Finish_r(&request);
	}
	return 0;
}
