/* blame_withdrawn.c -- which addresses will answer 410 after a publish, for `check`; and for a push
 * that changes withdrawn.yml, whether its lines name anything and what becomes public again because
 * lines were removed. Called by blame.c.
 *
 * Removing a line is the way to bring something back, so it is done and reported. The whole file
 * disappears only by accident (a merge, `git rm`, a folder copied without it), and with it
 * everything that anybody ever took back: that is refused. An author who means it leaves an empty
 * file. */
#include "blame.h"

#include "teamhub/publish_steps.h"
#include "teamhub/texts.h"

static bool is_file(th_str path)
{
	return th_str_caseeq(path, TH_S("withdrawn.yml")) ||
	       th_str_caseeq(path, TH_S("withdrawn.yaml"));
}

/* Does the change touch withdrawn.yml, or a withdrawn file? */
static bool changes_anything(const blame_result *j)
{
	for (size_t i = 0; i < j->changed.n; i++) {
		const th_doc *d = th_map_get(&j->content.by_path, j->changed.items[i].key);
		if (is_file(j->changed.items[i].key) || (d != NULL && d->withdrawn))
			return true;
	}
	return false;
}

int blame_withdrawn(blame_result *j, const blame_request *r, const struct parse_cache *m,
    bool has_past, th_arena *a, th_err *err)
{
	bool any = j->content.withdrawals.n + j->content.gone.n > 0;
	for (size_t i = 0; i < j->content.docs.n && !any; i++)
		any = j->content.docs.v[i]->withdrawn;
	if (!any || j->content.unsure || (has_past && !changes_anything(j)))
		return 0;
	return publish_withdrawals(&j->gone, &j->mine,
	    &(gone_request){.files = r->fresh,
		.history = r->history != NULL ? r->history : r->fresh,
		.theme = blame_theme(r),
		.cache = m,
		.edition = r->edition,
		.now = r->now},
	    a, err);
}

/* ---- what comes back ---- */

enum { LISTED_MAX = 20 };

static bool has_file(const th_source *s)
{
	size_t n;
	const th_entry *entries = source_entries(s, &n);
	for (size_t i = 0; i < n; i++)
		if (is_file(entries[i].path))
			return true;
	return false;
}

static bool is_said_again(const th_content *now, const th_withdrawal *was)
{
	for (size_t i = 0; i < now->withdrawals.n; i++) {
		const th_withdrawal *w = now->withdrawals.v[i];
		bool same = w->kind == was->kind && th_str_caseeq(w->written, was->written);
		bool document = w->noted != NULL && was->noted != NULL &&
				th_str_eq(w->noted->id, was->noted->id);
		if (same || document || (was->href.n > 0 && th_str_caseeq(w->href, was->href)))
			return true;
	}
	return false;
}

/* The first visible file that the line named, by what it was or is; NULL: none. */
static const th_doc *shown_again(blame_result *j, const th_withdrawal *was)
{
	for (size_t i = 0; i < j->content.docs.n; i++) {
		const th_doc *d = j->content.docs.v[i];
		if (d->left_out || d->entry == NULL)
			continue;
		th_names names = content_names(&j->content, d);
		bool is = withdrawal_names(was, &names);
		for (size_t k = 0; k < was->found.n && !is; k++)
			is = th_str_eq(was->found.v[k]->path, d->path);
		if (is)
			return d;
	}
	return NULL;
}

/* "max, stories/week and 3 more" */
static th_str all_of(const th_content *past, th_arena *a)
{
	th_buf b = {0};
	size_t n = past->withdrawals.n;
	for (size_t i = 0; i < n && i < LISTED_MAX; i++)
		th_buf_addf(
		    &b, "%s%.*s", i > 0 ? ", " : "", TH_FMT(past->withdrawals.v[i]->written));
	if (n > LISTED_MAX)
		th_buf_addf(&b, ", … (%zu)", n);
	th_str all = th_str_dup(a, th_buf_str(&b));
	th_buf_free(&b);
	return all;
}

bool blame_may_restore(const blame_result *j)
{
	for (size_t i = 0; i < j->changed.n; i++)
		if (is_file(j->changed.items[i].key))
			return !j->content.unsure;
	return false;
}

void blame_restored(blame_result *j, const th_content *past, const th_source *fresh, th_arena *a)
{
	th_mark whole = {.file = TH_S("withdrawn.yml")};
	size_t listed = 0;
	if (past->unsure || past->withdrawals.n == 0)
		return;
	if (!has_file(fresh)) {
		finding_add(
		    &j->mine, TH_RULE_WITHDRAWN_DELETED, whole, all_of(past, a), TH_NONE, TH_NONE);
		return;
	}
	for (size_t i = 0; i < past->withdrawals.n && listed < LISTED_MAX; i++) {
		const th_withdrawal *was = past->withdrawals.v[i];
		if (is_said_again(&j->content, was))
			continue;
		const th_doc *d = shown_again(j, was);
		finding_add(&j->mine,
		    d != NULL ? TH_RULE_WITHDRAWN_RESTORED : TH_RULE_WITHDRAWN_FORGOTTEN, whole,
		    was->written, d != NULL ? d->path : TH_NONE, TH_NONE);
		listed++;
	}
}

void blame_write_gone(th_buf *out, const blame_result *j, th_str lang)
{
	enum { SHOWN = 40 };
	const th_hub *hub = &j->hub;
	if (j->gone.n == 0)
		return;
	catalogue_add_line(out, lang, TEXT_GONE_ADDRESSES, TEXT_ALONE);
	for (size_t i = 0; i < j->gone.n && i < SHOWN; i++)
		th_buf_addf(out, "  %.*s%.*s%.*s\n", TH_FMT(hub->origin), TH_FMT(hub->prefix),
		    TH_FMT(j->gone.v[i]));
	if (j->gone.n > SHOWN)
		catalogue_add_line(
		    out, lang, TEXT_MORE_LINES, TEXT_WITH(TEXT_N("n", j->gone.n - SHOWN)));
}
