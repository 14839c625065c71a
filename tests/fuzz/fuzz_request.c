/* fuzz_request.c -- a request of any bytes through the whole answering side, over a small edition.
 * Input: four lines (path, query, If-None-Match, If-Modified-Since), method GET. A reply must have
 * a status of ours, headers that are one line each, and a body where one is due. */
#include "../unit/support_web.h"

typedef struct world {
	asking k;
	bool ready;
} world;

static void enter(world *w)
{
	char file[64];
	snprintf(file, sizeof file, "/tmp/teamhub-fuzz-%d.edition", (int)getpid());
	support_hub(file, NULL, NULL);
	w->k.w = worker_new(file);
	w->k.a = th_arena_new();
	w->k.now = support_day(100);
	ask_path(&w->k, "/", ""); /* opens it */
	unlink(file);
	support_hub(file, NULL, NULL);
	w->ready = true;
}

static void must(bool ok)
{
	if (!ok)
		abort();
}

static void judge(const th_reply *r)
{
	static const int known[] = {200, 301, 304, 400, 404, 410, 414};
	bool found = false;
	for (size_t i = 0; i < TH_COUNT(known); i++)
		found = found || known[i] == r->status;
	must(found);
	for (size_t i = 0; i < r->headers.n; i++)
		for (size_t k = 0; k < r->headers.v[i].value.n; k++)
			must((unsigned char)r->headers.v[i].value.p[k] >= 0x20);
	must(r->body.n > 0 || r->status == 301);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static world w;
	th_str rest = th_strn((const char *)data, size), part;
	char *lines[4] = {NULL};
	if (!w.ready)
		enter(&w);
	if (size > 8192)
		return 0;
	th_arena *a = th_arena_new();
	for (size_t i = 0; i < 4 && rest.n > 0 && th_str_split(&rest, '\n', &part); i++)
		lines[i] = th_str_z(a, part);
	ask_for(&w.k, (variables){.path = lines[0],
			  .query = lines[1],
			  .if_none_match = lines[2],
			  .if_modified_since = lines[3]});
	judge(&w.k.reply);
	th_arena_free(a);
	return 0;
}
