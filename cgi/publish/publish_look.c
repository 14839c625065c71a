/* publish_look.c -- how pages look: templates, words, assets, colours, the host's layout. Called by
 * publish_run.c before texts are rendered. Reading, compiling and checking sixty templates takes
 * longer than the rest of a push, so in a copy of the last edition they stay when theme, settings
 * and colours are the same, and their findings are repeated. */
#include "publish_look.h"

#include "teamhub/digest.h"

#include "publish_design.h"

#include <sys/stat.h>

/* Programmes have colours, too. */
static th_str fingerprint(const look *l)
{
	th_buf css = {0};
	char *hex = th_alloc(l->a, 65);
	th_buf_addf(&css, "%s\n", l->identity);
	design_write_css(&css, l->content, true);
	digest_sha256(hex, th_buf_str(&css));
	th_buf_free(&css);
	return th_strz(hex);
}

static bool stays(const look *l, th_str wanted)
{
	struct stat st;
	const incremental *g = l->incremental;
	return g->used && th_str_eq(g->old.look, wanted) &&
	       stat(th_str_fmt(l->a, "%s/%s", l->assets, l->theme->assets).p, &st) == 0;
}

/* Will a share card or a portrait from initials be drawn? */
static bool will_draw(const look *l)
{
	for (size_t i = 0; i < l->content->docs.n; i++) {
		const th_doc *d = l->content->docs.v[i];
		bool portrait = d->kind == TH_PERSON && d->picture.n == 0;
		if (portrait || (l->cards && cards_of_kind(d->kind))) {
			const th_doc *first = th_map_get(&l->content->by_id, d->id);
			if (!d->left_out && first != NULL &&
			    incremental_wants(l->incremental, first))
				return true;
		}
	}
	return false;
}

static int put_all(const look *l, th_findings *said, th_err *err)
{
	if (l->incremental->used)
		writer_forget_look(l->w);
	if (theme_put(l->theme, l->w, l->content->hub, l->assets, said, err) != 0 ||
	    design_put(l->content, l->theme, l->w, l->assets, err) != 0)
		return -1;
	return shells_put(l->shells, l->content, l->theme, l->w, l->assets, err);
}

int look_put(const look *l, th_err *err)
{
	parse_cache *now = &l->incremental->now;
	th_findings said = {.arena = l->a}, known = {.arena = l->a};
	now->look = fingerprint(l);
	if (stays(l, now->look)) {
		now->look_said = l->incremental->old.look_said;
		if (now->look_said.n > 0)
			content_restore_findings(l->findings, now->look_said);
		return will_draw(l) ? theme_put(l->theme, NULL, l->content->hub, NULL, &known, err)
				    : 0;
	}
	int rc = put_all(l, &said, err);
	th_buf b = {0};
	if (said.list.n > 0)
		content_save_findings(&b, &said);
	now->look_said = th_str_dup(l->a, th_buf_str(&b));
	th_buf_free(&b);
	findings_join(l->findings, &said);
	return rc;
}
