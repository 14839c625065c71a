/* picture.c -- from a picture in the repository to the files that pages show. A helper makes them
 * (cgi/media/picture.c); here they are named and written.
 *
 * A file name is a hash of the source's bytes and of the recipe, so one name never means two
 * pictures, and existing files are never made again. The sidecar HASH.txt, written last, says that
 * all files of the hash are complete, and what a page needs to know about them. */
#include "parts.h"

#include <stdio.h>
#include <unistd.h>

#define RECIPE "4" /* raise it when the files made from equal bytes change */

enum { WIDTHS = 8 };

typedef struct work {
	const picture_job *job;
	th_arena *a;
	th_str hash;
	bool png; /* has transparency, or is a drawing */
	char colour[8];
	int made[WIDTHS], heights[WIDTHS]; /* widths, ascending */
	size_t n;
	int64_t bytes;                   /* of the file in src= */
	int moving_width, moving_height; /* 0: it does not move */
	bool still;                      /* it would, but must not */
} work;

/* What the sidecar says of a picture that moves, and whose motion was left out. */
#define STILL " still"

static th_str file_name(const work *w, int width, const char *suffix)
{
	return th_str_fmt(w->a, "%.*s-%d.%s", TH_FMT(w->hash), width, suffix);
}

static th_str sidecar_name(const work *w)
{
	return th_str_cat(w->a, w->hash, TH_S(".txt"));
}

static th_str moving_name(const work *w)
{
	return th_str_cat(w->a, w->hash, TH_S("-moving.webp"));
}

static const char *other(const work *w)
{
	return w->png ? "png" : "jpg";
}

/* ---- the sidecar ---- */

/* "1 png #aabbcc 4711 400x300 800x600 moving 800x600\n": recipe, fallback, colour, octets of src,
 * sizes; of an animation its size, or "still" */
static int write_sidecar(const work *w, th_err *err)
{
	th_buf b = {0};
	th_buf_addf(&b, RECIPE " %s %s %lld", other(w), w->colour, (long long)w->bytes);
	for (size_t i = 0; i < w->n; i++)
		th_buf_addf(&b, " %dx%d", w->made[i], w->heights[i]);
	if (w->moving_width > 0)
		th_buf_addf(&b, " moving %dx%d", w->moving_width, w->moving_height);
	if (w->still)
		th_buf_addz(&b, STILL);
	th_buf_addc(&b, '\n');
	int rc = media_write(w->job->media_dir, sidecar_name(w), th_buf_str(&b), w->a, err);
	th_buf_free(&b);
	return rc;
}

static const char *file_path(const work *w, const char *dir, th_str name)
{
	return th_str_fmt(w->a, "%s/%.*s", dir, TH_FMT(name)).p;
}

/* True when every file of the hash exists; fills the rest of `w`. */
static bool read_sidecar(work *w, const char *dir)
{
	char line[256] = {0}, kind[4], colour[8];
	FILE *in = fopen(file_path(w, dir, sidecar_name(w)), "rbe");
	if (in == NULL)
		return false;
	size_t n = fread(line, 1, sizeof(line) - 1, in);
	fclose(in);
	long long bytes;
	int used = 0;
	if (n == 0 || sscanf(line, RECIPE " %3s %7s %lld%n", kind, colour, &bytes, &used) != 3)
		return false;
	w->png = strcmp(kind, "png") == 0;
	memcpy(w->colour, colour, sizeof(colour));
	w->bytes = bytes;
	w->n = 0;
	const char *p = line + used;
	int width, height;
	while (w->n < WIDTHS && sscanf(p, " %dx%d%n", &width, &height, &used) == 2) {
		w->made[w->n] = width;
		w->heights[w->n++] = height;
		p += used;
		if (access(file_path(w, dir, file_name(w, width, "webp")), R_OK) != 0 ||
		    access(file_path(w, dir, file_name(w, width, other(w))), R_OK) != 0)
			return false;
	}
	w->still = strncmp(p, STILL, strlen(STILL)) == 0;
	if (sscanf(p, " moving %dx%d", &width, &height) == 2) {
		w->moving_width = width;
		w->moving_height = height;
		if (access(file_path(w, dir, moving_name(w)), R_OK) != 0)
			return false;
	}
	return w->n > 0;
}

/* Links the files from where they exist already, the sidecar last. */
static bool borrow(work *w)
{
	const picture_job *job = w->job;
	bool ok = job->lender != NULL && read_sidecar(w, job->lender);
	for (size_t i = 0; i < w->n && ok; i++)
		ok = media_borrow(
			 job->lender, job->media_dir, file_name(w, w->made[i], "webp"), w->a) &&
		     media_borrow(
			 job->lender, job->media_dir, file_name(w, w->made[i], other(w)), w->a);
	if (ok && w->moving_width > 0)
		ok = media_borrow(job->lender, job->media_dir, moving_name(w), w->a);
	return ok && media_borrow(job->lender, job->media_dir, sidecar_name(w), w->a);
}

/* ---- making ---- */

/* Takes each width as WebP and as JPEG or PNG, ascending. */
static int take_file(void *ctx, int width, int height, th_str suffix, th_str bytes, th_err *err)
{
	work *w = ctx;
	if (th_str_eqz(suffix, "moving") && w->n > 0) {
		w->moving_width = width;
		w->moving_height = height;
		return media_write(w->job->media_dir, moving_name(w), bytes, w->a, err);
	}
	bool webp = th_str_eqz(suffix, "webp"), png = th_str_eqz(suffix, "png");
	if (!webp && !png && !th_str_eqz(suffix, "jpg"))
		return 1;
	size_t i = 0;
	while (i < w->n && w->made[i] != width)
		i++;
	if (i == WIDTHS || (i == w->n && i > 0 && width < w->made[i - 1]))
		return 1;
	w->made[i] = width;
	w->heights[i] = height;
	w->n = i == w->n ? i + 1 : w->n;
	w->png = w->png || png;
	if (!webp && width <= 1200)
		w->bytes = (int64_t)bytes.n;
	return media_write(
	    w->job->media_dir, file_name(w, width, th_str_z(w->a, suffix)), bytes, w->a, err);
}

static picture_outcome refuse(
    const work *w, th_findings *f, enum th_rule_id id, th_str is, th_str most)
{
	finding_add(f, id, w->job->at, w->job->name, is, most);
	return PICTURE_REFUSED;
}

/* "picture.large 123 MP" */
static picture_outcome refused(const work *w, th_findings *f, th_str said)
{
	th_str rule;
	th_str_split(&said, ' ', &rule);
	if (th_str_eqz(rule, MEDIA_NO_PICTURE))
		return refuse(w, f, TH_RULE_PICTURE_KIND, TH_NONE, TH_NONE);
	if (th_str_eqz(rule, MEDIA_LARGE))
		return refuse(w, f, TH_RULE_PICTURE_LARGE, th_str_shorten(w->a, said, 16),
		    th_str_fmt(w->a, "%d MP", MEDIA_PICTURE_PIXELS / 1000000));
	return refuse(w, f, TH_RULE_PICTURE_BROKEN, TH_NONE, TH_NONE);
}

static bool is_colour(th_str s)
{
	bool is = s.n == 7 && s.p[0] == '#';
	for (size_t i = 1; is && i < s.n; i++)
		is = strchr("0123456789abcdef", s.p[i]) != NULL;
	return is;
}

static picture_outcome make(work *w, th_findings *f, th_err *err)
{
	help job = {
	    .kind = MEDIA_PICTURE, .rest = w->job->bytes, .file = take_file, .ctx = w, .a = w->a};
	w->n = 0;
	w->png = false;
	w->bytes = 0;
	help_outcome outcome = helpers_do(w->job->helpers, &job, err);
	w->still = outcome == HELP_DONE && th_str_ends(job.said, TH_S(STILL));
	if (w->still)
		job.said.n -= strlen(STILL);
	if (outcome == HELP_DONE && w->n > 0 && is_colour(job.said)) {
		memcpy(w->colour, job.said.p, job.said.n);
		w->colour[job.said.n] = '\0';
		return write_sidecar(w, err) == 0 ? PICTURE_MADE : PICTURE_FAILED;
	}
	if (outcome == HELP_FAILED)
		return PICTURE_FAILED;
	if (outcome == HELP_LATER)
		return PICTURE_LATER;
	if (outcome == HELP_REFUSED)
		return refused(w, f, job.said);
	refusals_add(w->job->refusals, w->hash);
	return refuse(w, f, TH_RULE_PICTURE_BROKEN, TH_NONE, TH_NONE);
}

/* ---- the result ---- */

static th_str candidates(const work *w, const char *suffix)
{
	th_buf b = {0};
	for (size_t i = 0; i < w->n; i++) {
		if (i > 0)
			th_buf_addz(&b, ", ");
		th_buf_add(&b, w->job->prefix);
		th_buf_add(&b, file_name(w, w->made[i], suffix));
		th_buf_addf(&b, " %dw", w->made[i]);
	}
	th_str s = th_str_dup(w->a, th_buf_str(&b));
	th_buf_free(&b);
	return s;
}

static void fill(th_picture *out, const work *w)
{
	size_t best = 0;
	for (size_t i = 0; i < w->n; i++)
		if (w->made[i] <= 1200)
			best = i;
	int width = w->made[best];
	*out = (th_picture){
	    .src = th_str_cat(w->a, w->job->prefix, file_name(w, width, other(w))),
	    .type = w->png ? TH_S("image/png") : TH_S("image/jpeg"),
	    .srcset = candidates(w, other(w)),
	    .webp = candidates(w, "webp"),
	    .colour = th_str_dup(w->a, th_strz(w->colour)),
	    .width = width,
	    .height = w->heights[best],
	    .bytes = w->bytes,
	};
	if (w->moving_width > 0)
		out->moving = th_str_cat(w->a, w->job->prefix, moving_name(w));
}

picture_outcome picture_publish(
    th_picture *out, const picture_job *job, th_arena *a, th_findings *f, th_err *err)
{
	/* "whole" is left from a time when there were other kinds. */
	const th_str parts[] = {{"teamhub picture " RECIPE, sizeof("teamhub picture " RECIPE)},
	    TH_S("whole"), job->bytes};
	work w = {.job = job, .a = a};
	*out = (th_picture){0};
	if (job->bytes.n > MEDIA_PICTURE_BYTES)
		return refuse(&w, f, TH_RULE_PICTURE_LARGE,
		    th_str_fmt(a, "%zu MB", job->bytes.n / 1000000),
		    th_str_fmt(a, "%d MB", MEDIA_PICTURE_BYTES / 1000000));
	if (job->bytes.n == 0)
		return refuse(&w, f, TH_RULE_PICTURE_BROKEN, TH_NONE, TH_NONE);
	w.hash = media_hash(a, parts, TH_COUNT(parts));
	if (!read_sidecar(&w, job->media_dir) && !borrow(&w)) {
		if (refusals_have(job->refusals, w.hash))
			return refuse(&w, f, TH_RULE_PICTURE_BROKEN, TH_NONE, TH_NONE);
		picture_outcome outcome = make(&w, f, err);
		if (outcome != PICTURE_MADE)
			return outcome;
	}
	fill(out, &w);
	if (w.still)
		finding_add(f, TH_RULE_PICTURE_STILL, job->at, job->name,
		    th_str_fmt(a, "%d", MEDIA_MOVING_MS / 1000),
		    th_str_fmt(a, "%d", MEDIA_MOVING_FRAMES));
	return PICTURE_MADE;
}
