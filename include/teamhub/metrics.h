/* metrics.h -- numbers for a monitoring system, which all workers of a pool count together:
 * requests by route and status, how long answers took, how much was sent. Nothing that a visitor
 * sent is kept: no address, no search word, no name. */
#ifndef TEAMHUB_METRICS_H
#define TEAMHUB_METRICS_H

#include "teamhub/base.h"

typedef struct metrics metrics;

/* Opens the file that the workers share, or makes it (mode 0640). `routes`: what the numbers of
 * metrics_count mean; they must stay. A file of another version is replaced; a worker that still
 * has that one counts into nothing. -1: it cannot be made, or is no file of ours. */
int metrics_open(
    metrics **out, const char *file, const char *const *routes, size_t count, th_err *err);
void metrics_close(metrics *m); /* NULL-safe */
/* One answer: octets of its body as sent. Any number of processes may count at once. */
void metrics_count(metrics *m, size_t route, int status, uint64_t octets, uint64_t microseconds);
/* Appends all of it in the text format of Prometheus (exposition format 0.0.4). */
void metrics_write(const metrics *m, th_buf *out);

/* For handlers that add numbers of their own: "# HELP", "# TYPE", and one sample. `labels`: as
 * written between braces, or empty. */
void metrics_add(th_buf *out, const char *name, const char *type, const char *help);
void metrics_sample(th_buf *out, const char *name, th_str labels, double value);

#endif
