/* progress.c -- a progress bar on the terminal for anything that takes longer than half a second.
 * Called by publish from its own thread. Writes nothing when standard error is not a terminal. */
#include "teamhub/cmd.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

double progress_seconds(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

void progress_start(progress *p, const char *label)
{
	*p = (progress){
	    .started = progress_seconds(), .tty = isatty(STDERR_FILENO) == 1, .label = label};
}

void progress_step(progress *p, size_t done, size_t total)
{
	enum { WIDTH = 32 };
	if (!p->tty || total == 0)
		return;
	double now = progress_seconds();
	if (now - p->started < 0.5 || now - p->drawn_at < 0.1)
		return;
	char bar[WIDTH + 1];
	size_t full = done * WIDTH / total;
	for (size_t i = 0; i < WIDTH; i++)
		bar[i] = i < full ? '#' : '.';
	bar[WIDTH] = '\0';
	fprintf(stderr, "\r%s [%s] %zu/%zu", p->label, bar, done, total);
	p->drawn_at = now;
	p->drawn = true;
}

void progress_end(progress *p)
{
	if (p->drawn)
		fputs("\r\033[K", stderr);
	p->drawn = false;
}
