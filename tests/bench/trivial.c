/* trivial.c -- the limit that the workers are held to: a FastCGI program that returns the bytes of
 * a file by the path that is asked for, with a content type, and does nothing else. Started by the
 * bench behind the hub's own nginx settings. */
#include <dirent.h>
#include <fcgiapp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FILES = 8, BYTES = 1 << 20 };

static struct {
	char path[256]; /* "_team_stories_" */
	size_t n;
	char bytes[BYTES];
} files[FILES];

static int read_files(const char *dir)
{
	DIR *d = dir != NULL ? opendir(dir) : NULL;
	struct dirent *x;
	int n = 0;
	while (d != NULL && n < FILES && (x = readdir(d)) != NULL) {
		char place[1024];
		snprintf(place, sizeof place, "%s/%s", dir, x->d_name);
		FILE *f = x->d_name[0] == '_' ? fopen(place, "rb") : NULL;
		if (f == NULL)
			continue;
		snprintf(files[n].path, sizeof files[n].path, "%s", x->d_name);
		files[n].n = fread(files[n].bytes, 1, BYTES, f);
		fclose(f);
		n++;
	}
	if (d != NULL)
		closedir(d);
	return n;
}

int main(void)
{
	int n = read_files(getenv("TRIVIAL_BODIES"));
	if (n == 0) {
		fprintf(stderr, "trivial: set TRIVIAL_BODIES to the folder of what to return\n");
		return 2;
	}
	FCGX_Request request;
	if (FCGX_Init() != 0 || FCGX_InitRequest(&request, 0, 0) != 0)
		return 1;
	while (FCGX_Accept_r(&request) == 0) {
		char path[256];
		const char *asked = FCGX_GetParam("PATH_INFO", request.envp);
		int i = 0;
		snprintf(path, sizeof path, "%s", asked != NULL ? asked : "");
		for (char *p = path; (p = strchr(p, '/')) != NULL;)
			*p = '_';
		while (i < n && strcmp(files[i].path, path) != 0)
			i++;
		FCGX_FPrintF(request.out,
		    "Status: %d\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n"
		    "Cache-Control: public, max-age=60\r\nETag: \"same\"\r\n\r\n",
		    i < n ? 200 : 404, i < n ? (int)files[i].n : 0);
		if (i < n)
			FCGX_PutStr(files[i].bytes, (int)files[i].n, request.out);
		FCGX_Finish_r(&request);
	}
	return 0;
}
