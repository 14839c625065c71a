/* toml_walk.h -- between toml.c and the C++ library that reads TOML: plain C on both sides. */
#ifndef TEAMHUB_YAML_TOML_WALK_H
#define TEAMHUB_YAML_TOML_WALK_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Receives what the walk finds, in the order of the text. Strings live until the call returns. */
typedef struct toml_sink {
	void *ctx;
	void (*key)(void *ctx, const char *key, size_t n, unsigned line, unsigned column);
	void (*open)(void *ctx, bool list, unsigned line, unsigned column);
	void (*close)(void *ctx);
	/* `plain`: a number, a date, true or false, as it is written in YAML. */
	void (*text)(
	    void *ctx, const char *text, size_t n, bool plain, unsigned line, unsigned column);
} toml_sink;

/* Walks the table in `text`. False: not valid TOML; *line and *column say where. */
bool toml_walk(const char *text, size_t n, const toml_sink *sink, unsigned *line, unsigned *column);

#ifdef __cplusplus
}
#endif

#endif
