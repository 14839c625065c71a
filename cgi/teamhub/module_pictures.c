/* module_pictures.c -- stands in `teamhub` for the functions of the render room that make pictures
 * and share cards (picture.c, card.c, card_text.c, which know libvips and Pango). The first picture
 * that has to be made opens their module; a publish that makes none never loads it. From any
 * thread. */
#include "module.h"
#include "teamhub/markdown.h"

#include <pthread.h>

typedef int picture_fn(
    th_picture *out, const picture_job *job, th_arena *a, th_findings *f, th_err *err);
typedef int card_fn(th_picture *out, const card_job *job, th_arena *a, th_findings *f, th_err *err);

/* As the libraries in it, the module is the process's. */
static pthread_once_t asked = PTHREAD_ONCE_INIT;
static module pictures = {.name = "pictures"};
static picture_fn *make_picture;
static card_fn *make_card;

static void open_module(void)
{
	if (!module_open(&pictures))
		return;
	*(void **)&make_picture = module_function(&pictures, "picture_publish");
	*(void **)&make_card = module_function(&pictures, "card_publish");
}

int picture_publish(
    th_picture *out, const picture_job *job, th_arena *a, th_findings *f, th_err *err)
{
	pthread_once(&asked, open_module);
	if (make_picture == NULL)
		return th_fail(err, "%s", pictures.err.msg);
	return make_picture(out, job, a, f, err);
}

int card_publish(th_picture *out, const card_job *job, th_arena *a, th_findings *f, th_err *err)
{
	pthread_once(&asked, open_module);
	if (make_card == NULL)
		return th_fail(err, "%s", pictures.err.msg);
	return make_card(out, job, a, f, err);
}
