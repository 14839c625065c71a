/* tell_pictures.c -- reports pictures that cannot be shown. They are decoded only when publishing,
 * so the post-receive hook tells whoever pushed them. Called by cmd_receive_publish.c. */
#include "tell.h"

#include "teamhub/source.h"

#include <stdio.h>

static bool is_of_publish(const th_finding *f)
{
	static const enum th_rule_id rules[] = {TH_RULE_PICTURE_BROKEN, TH_RULE_PICTURE_KIND,
	    TH_RULE_PICTURE_LARGE, TH_RULE_PICTURE_STILL};
	for (size_t i = 0; i < TH_COUNT(rules); i++)
		if (f->rule == &th_rules[rules[i]])
			return true;
	return false;
}

typedef struct pushed {
	th_arena *a;
	th_map paths;
} pushed;

static void note_path(void *ctx, th_str path, th_change change)
{
	pushed *p = ctx;
	(void)change;
	th_map_put(&p->paths, th_str_dup(p->a, path), p);
}

/* The paths in this push. False: unknown. */
static bool read_pushed(pushed *p, const push_settings *d, const char *old)
{
	th_source *s = NULL;
	bool read = source_open(&s, d->repo, d->ref.p, false, NULL) == 0 &&
		    source_changes(s, old, note_path, p, NULL) == 0;
	source_close(s);
	return read;
}

void tell_pictures(
    const push_settings *d, const char *old, const th_findings *f, th_str lang, th_arena *a)
{
	pushed p = {.a = a};
	th_buf b = {0};
	bool pushed_read = false, known = false;
	th_map_init(&p.paths, a);
	for (size_t i = 0; i < f->list.n; i++) {
		const th_finding *one = &f->list.v[i];
		if (!is_of_publish(one))
			continue;
		if (!pushed_read)
			known = read_pushed(&p, d, old);
		pushed_read = true;
		if (!known || th_map_get(&p.paths, one->at.file) != NULL)
			finding_write_text(&b, one, lang);
	}
	fwrite(b.p ? b.p : "", 1, b.n, stdout);
	th_buf_free(&b);
}
