/* driver.c -- runs a fuzz target over files, for compilers without libFuzzer: the corpus is part of
 * every test run. usage: fuzz_NAME FILE_OR_FOLDER… */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int run_file(const char *path)
{
	FILE *f = fopen(path, "rb");
	if (f == NULL)
		return 0;
	uint8_t *data = malloc(1 << 20);
	size_t n = data ? fread(data, 1, 1 << 20, f) : 0;
	fclose(f);
	LLVMFuzzerTestOneInput(data, n);
	free(data);
	return 1;
}

int main(int argc, char **argv)
{
	int count = 0;
	for (int i = 1; i < argc; i++) {
		DIR *d = opendir(argv[i]);
		if (d == NULL) {
			count += run_file(argv[i]);
			continue;
		}
		for (struct dirent *e; (e = readdir(d)) != NULL;) {
			char path[4096];
			if (e->d_name[0] != '.' && snprintf(path, sizeof(path), "%s/%s", argv[i],
						       e->d_name) < (int)sizeof(path))
				count += run_file(path);
		}
		closedir(d);
	}
	printf("%d inputs\n", count);
	return count > 0 ? 0 : 1;
}
