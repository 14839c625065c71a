/* metrics.c -- counters in a file that all workers of a pool map into their memory. Called by
 * web/worker.c for each answer and by pages/metrics_page.c. */
#include "teamhub/metrics.h"

#include "teamhub/digest.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* Upper bounds in microseconds; the last bucket has none. */
static const uint64_t bounds[] = {
    250, 500, 1000, 2500, 5000, 10000, 25000, 50000, 100000, 250000, 1000000};
enum { BUCKETS = TH_COUNT(bounds) + 1 };

/* The last one stands for any other. */
static const int statuses[] = {200, 301, 302, 304, 400, 401, 403, 404, 405, 410, 414, 500, 503, 0};

typedef struct shared {
	char layout[64]; /* hex: of the version and all that the numbers mean */
	_Atomic uint64_t workers, octets, microseconds, buckets[BUCKETS];
	_Atomic uint64_t answers[]; /* by route, then status */
} shared;

struct metrics {
	shared *s;
	size_t size, count;
	const char *const *routes;
};

static void describe(char layout[65], const char *const *routes, size_t count)
{
	th_buf b = {0};
	th_buf_addf(&b, "%s %zu %zu\n", TH_VERSION, TH_COUNT(bounds), TH_COUNT(statuses));
	for (size_t i = 0; i < count; i++)
		th_buf_addf(&b, "%s\n", routes[i]);
	digest_sha256(layout, th_buf_str(&b));
	th_buf_free(&b);
}

/* Opens and locks it, although another worker may be replacing it. */
static int open_locked(const char *file)
{
	for (;;) {
		struct stat here, there;
		int fd = open(file, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0640);
		if (fd < 0)
			return -1;
		if (flock(fd, LOCK_EX) == 0 && fstat(fd, &here) == 0 && stat(file, &there) == 0 &&
		    here.st_ino == there.st_ino && here.st_dev == there.st_dev)
			return fd;
		close(fd);
	}
}

static bool begins_with(int fd, const char *layout)
{
	char found[64];
	return pread(fd, found, sizeof found, 0) == sizeof found &&
	       memcmp(found, layout, sizeof found) == 0;
}

/* A file that is not empty and does not begin like ours is not touched. */
static bool is_ours(int fd)
{
	char found[64];
	if (pread(fd, found, sizeof found, 0) != sizeof found)
		return false;
	for (size_t i = 0; i < sizeof found; i++)
		if (!th_is_digit(found[i]) && (found[i] < 'a' || found[i] > 'f'))
			return false;
	return true;
}

static int open_file(const char *file, const char *layout, size_t size, th_err *err)
{
	struct stat st;
	int fd = open_locked(file);
	if (fd < 0)
		return th_fail(err,
		    "%s cannot be made (%s): name a file in a folder that the "
		    "worker may write to",
		    file, strerror(errno));
	if (fstat(fd, &st) == 0 && st.st_size > 0 && !begins_with(fd, layout)) {
		if (!S_ISREG(st.st_mode) || !is_ours(fd)) {
			close(fd);
			return th_fail(err, "%s is not a file of metrics: name another", file);
		}
		unlink(file);
		close(fd);
		fd = open_locked(file);
		if (fd < 0)
			return th_fail(err, "%s cannot be made (%s)", file, strerror(errno));
	}
	if (!begins_with(fd, layout) &&
	    (ftruncate(fd, (off_t)size) != 0 || pwrite(fd, layout, 64, 0) != 64)) {
		close(fd);
		return th_fail(err, "%s cannot be written (%s)", file, strerror(errno));
	}
	return fd;
}

int metrics_open(
    metrics **out, const char *file, const char *const *routes, size_t count, th_err *err)
{
	char layout[65];
	size_t size = sizeof(shared) + count * TH_COUNT(statuses) * sizeof(uint64_t);
	*out = NULL;
	describe(layout, routes, count);
	int fd = open_file(file, layout, size, err);
	if (fd < 0)
		return -1;
	void *p = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	flock(fd, LOCK_UN); /* the mapping would keep it */
	close(fd);
	if (p == MAP_FAILED)
		return th_fail(err, "%s cannot be mapped (%s)", file, strerror(errno));
	metrics *m = th_malloc(sizeof *m);
	*m = (metrics){.s = p, .size = size, .count = count, .routes = routes};
	atomic_fetch_add(&m->s->workers, 1);
	*out = m;
	return 0;
}

void metrics_close(metrics *m)
{
	if (m == NULL)
		return;
	munmap(m->s, m->size);
	free(m);
}

static size_t status_index(int status)
{
	size_t i = 0;
	while (i + 1 < TH_COUNT(statuses) && statuses[i] != status)
		i++;
	return i;
}

void metrics_count(metrics *m, size_t route, int status, uint64_t octets, uint64_t microseconds)
{
	size_t bucket = 0;
	if (route >= m->count)
		return;
	while (bucket + 1 < BUCKETS && microseconds > bounds[bucket])
		bucket++;
	atomic_fetch_add(&m->s->octets, octets);
	atomic_fetch_add(&m->s->microseconds, microseconds);
	atomic_fetch_add(&m->s->buckets[bucket], 1);
	atomic_fetch_add(&m->s->answers[route * TH_COUNT(statuses) + status_index(status)], 1);
}

/* ---- as text ---- */

void metrics_add(th_buf *out, const char *name, const char *type, const char *help)
{
	th_buf_addf(out, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

void metrics_sample(th_buf *out, const char *name, th_str labels, double value)
{
	th_buf_addz(out, name);
	if (labels.n > 0)
		th_buf_addf(out, "{%.*s}", TH_FMT(labels));
	if (value == floor(value))
		th_buf_addf(out, " %.0f\n", value);
	else
		th_buf_addf(out, " %.6f\n", value);
}

static void write_answers(const metrics *m, th_buf *out)
{
	static const char name[] = "teamhub_requests_total";
	metrics_add(out, name, "counter", "Answers by route and status.");
	for (size_t i = 0; i < m->count; i++)
		for (size_t k = 0; k < TH_COUNT(statuses); k++) {
			uint64_t n = atomic_load(&m->s->answers[i * TH_COUNT(statuses) + k]);
			if (n == 0)
				continue;
			th_buf_addf(out, "%s{route=\"%s\",status=\"", name, m->routes[i]);
			if (statuses[k] != 0)
				th_buf_addf(out, "%d\"} %" PRIu64 "\n", statuses[k], n);
			else
				th_buf_addf(out, "other\"} %" PRIu64 "\n", n);
		}
}

static void write_seconds(const metrics *m, th_buf *out)
{
	static const char name[] = "teamhub_request_duration_seconds";
	uint64_t sum = 0;
	metrics_add(out, name, "histogram", "How long a worker took for an answer.");
	for (size_t i = 0; i < BUCKETS; i++) {
		sum += atomic_load(&m->s->buckets[i]);
		if (i + 1 < BUCKETS)
			th_buf_addf(out, "%s_bucket{le=\"%g\"} %" PRIu64 "\n", name,
			    (double)bounds[i] / 1e6, sum);
		else
			th_buf_addf(out, "%s_bucket{le=\"+Inf\"} %" PRIu64 "\n", name, sum);
	}
	th_buf_addf(out, "%s_sum %.6f\n", name, (double)atomic_load(&m->s->microseconds) / 1e6);
	th_buf_addf(out, "%s_count %" PRIu64 "\n", name, sum);
}

void metrics_write(const metrics *m, th_buf *out)
{
	write_answers(m, out);
	write_seconds(m, out);
	metrics_add(out, "teamhub_response_bytes_total", "counter", "Octets of bodies, as sent.");
	th_buf_addf(out, "teamhub_response_bytes_total %" PRIu64 "\n", atomic_load(&m->s->octets));
	metrics_add(out, "teamhub_workers_started_total", "counter",
	    "Workers that began to count since the file was made.");
	th_buf_addf(
	    out, "teamhub_workers_started_total %" PRIu64 "\n", atomic_load(&m->s->workers));
}
