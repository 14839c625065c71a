/* card.c -- from the SVG that a theme's template gave to the picture that other sites show beside a
 * link. A helper draws it (cgi/media/card.c); here it is named and written.
 *
 * The name is a hash of the SVG and of the recipe: equal cards are one file, made once, and the
 * name is the same on machines with other fonts. The helper gets pictures of the media folder
 * only. */
#include "parts.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#define CARD_RECIPE "1" /* raise it when the file made from equal bytes changes */

typedef struct card {
	const card_job *job;
	th_arena *a;
	th_str name;
	int64_t bytes;
} card;

static int take_file(void *ctx, int width, int height, th_str suffix, th_str bytes, th_err *err)
{
	card *c = ctx;
	if (width != MEDIA_CARD_WIDTH || height != MEDIA_CARD_HEIGHT || !th_str_eqz(suffix, "jpg"))
		return 1;
	c->bytes = (int64_t)bytes.n;
	return media_write(c->job->media_dir, c->name, bytes, c->a, err);
}

/* The content of a file in the media folder; nothing: no such file. */
static th_str need_file(void *ctx, th_str name)
{
	card *c = ctx;
	struct stat st;
	if (name.n == 0 || name.n > 255 || name.p[0] == '.' || th_str_chr(name, '/') >= 0 ||
	    th_str_chr(name, '\0') >= 0)
		return TH_NONE;
	const char *path = th_str_fmt(c->a, "%s/%.*s", c->job->media_dir, TH_FMT(name)).p;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	size_t n = fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > 0 &&
			   st.st_size <= MEDIA_PICTURE_BYTES
		       ? (size_t)st.st_size
		       : 0;
	char *bytes = th_alloc(c->a, n);
	size_t done = 0;
	while (done < n) {
		ssize_t got = read(fd, bytes + done, n - done);
		if (got == 0 || (got < 0 && errno != EINTR))
			break;
		done += got > 0 ? (size_t)got : 0;
	}
	if (fd >= 0)
		close(fd);
	return done == n ? th_strn(bytes, n) : TH_NONE;
}

static picture_outcome refuse(const card *c, th_findings *f)
{
	finding_add(f, TH_RULE_THEME_CARD, c->job->at, c->job->name, TH_NONE, TH_NONE);
	return PICTURE_REFUSED;
}

static picture_outcome make(card *c, th_str hash, th_findings *f, th_err *err)
{
	const card_job *job = c->job;
	help work = {.kind = MEDIA_CARD,
	    .head = th_str_fmt(c->a, "%.*s\n%.*s\n", TH_FMT(job->lang), TH_FMT(job->prefix)),
	    .rest = job->svg,
	    .file = take_file,
	    .need = need_file,
	    .ctx = c,
	    .a = c->a};
	if (job->svg.n >= MEDIA_SVG_BYTES || refusals_have(job->refusals, hash))
		return refuse(c, f);
	help_outcome outcome = helpers_do(job->helpers, &work, err);
	if (outcome == HELP_DONE && c->bytes > 0)
		return PICTURE_MADE;
	if (outcome == HELP_FAILED)
		return PICTURE_FAILED;
	if (outcome == HELP_LATER)
		return PICTURE_LATER;
	if (outcome == HELP_DIED)
		refusals_add(job->refusals, hash);
	return refuse(c, f);
}

picture_outcome card_publish(
    th_picture *out, const card_job *job, th_arena *a, th_findings *f, th_err *err)
{
	const th_str parts[] = {{"teamhub card " CARD_RECIPE, sizeof("teamhub card " CARD_RECIPE)},
	    job->lang, {"", 1}, job->svg};
	card c = {.job = job, .a = a};
	struct stat st;
	*out = (th_picture){0};
	th_str hash = media_hash(a, parts, TH_COUNT(parts));
	c.name = th_str_cat(a, hash, TH_S(".jpg"));
	if (stat(th_str_fmt(a, "%s/%.*s", job->media_dir, TH_FMT(c.name)).p, &st) == 0 &&
	    st.st_size > 0) {
		c.bytes = st.st_size;
	} else {
		picture_outcome outcome = make(&c, hash, f, err);
		if (outcome != PICTURE_MADE)
			return outcome;
	}
	*out = (th_picture){.src = th_str_cat(a, job->prefix, c.name),
	    .type = TH_S("image/jpeg"),
	    .width = MEDIA_CARD_WIDTH,
	    .height = MEDIA_CARD_HEIGHT,
	    .bytes = c.bytes};
	return PICTURE_MADE;
}
