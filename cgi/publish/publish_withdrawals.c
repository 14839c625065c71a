/* publish_withdrawals.c -- which addresses would answer 410 if these files were published. Called
 * by check and by the hook before a push; reads and links like publish, then runs the same step
 * (publish_withdrawn.c) without writing.
 *
 * publish itself reads with content_read_with_history. */
#include "teamhub/cmd.h"
#include "teamhub/publish_parse_cache.h"

#include <stdlib.h>

int content_read_with_history(th_content *c, histories *h, const th_source *s, const th_hub *hub,
    int threads, th_str before, th_arena *a, th_findings *f, th_err *err)
{
	const th_content fresh = *c;
	const histories unread = *h;
	const th_findings said = *f;
	for (;;) {
		if (content_load(c, s, hub, threads, a, f, err) != 0 ||
		    histories_read(h, c, before, a, err) != 0)
			return -1;
		if (histories_add_past_matches(h, c) == 0)
			break;
		th_content next = fresh;
		next.past_matches.v = c->past_matches.v;
		next.past_matches.n = c->past_matches.n;
		next.past_matches.cap = c->past_matches.cap;
		next.faces = c->faces;
		next.former_names.v = c->former_names.v;
		next.former_names.n = c->former_names.n;
		next.former_names.cap = c->former_names.cap;
		histories_close(h);
		*c = next;
		histories_restart(h, &unread);
		*f = said;
	}
	histories_suggest(h, c, f);
	return 0;
}

static bool is_in_use(const th_content *c, th_str href)
{
	if (th_map_get(&c->hrefs, href) != NULL)
		return true;
	for (size_t i = 0; i < c->docs.n; i++)
		if (!c->docs.v[i]->left_out && th_strs_has(&c->docs.v[i]->aliases, href))
			return true;
	return false;
}

static int by_text(const void *x, const void *y)
{
	return th_str_cmp(*(const th_str *)x, *(const th_str *)y);
}

/* Skips parsing and walking what has not changed since the last publish: an author is waiting. */
static th_str recall(th_content *c, const gone_request *r, const th_hub *hub, th_arena *a)
{
	if (r->cache != NULL && th_str_eq(r->cache->parsing, parse_cache_key(hub, r->files, a))) {
		c->recall = parse_cache_recall;
		c->recall_ctx = (void *)r->cache;
	}
	/* The public edition knows nothing about the history of internal files. */
	char *real = r->edition.n > 0 && !hub->internal.wanted
			 ? realpath(th_str_z(a, r->edition), NULL)
			 : NULL;
	th_str before = real != NULL ? th_str_dup(a, th_strz(real)) : TH_NONE;
	free(real);
	return before;
}

int publish_withdrawals(
    th_strs *hrefs, th_findings *f, const gone_request *r, th_arena *a, th_err *err)
{
	th_hub hub;
	th_findings unused = {.arena = a};
	th_content c = {.now = r->now};
	histories h = {.given = r->history};
	if (hub_load(&hub, r->files, a, &unused, err) != 0)
		return unused.errors > 0 ? 0 : -1; /* a finding elsewhere reports it */
	theme_note_fields(&hub, r->theme, r->files, a);
	th_str before = recall(&c, r, &hub, a);
	if (content_read_with_history(
		&c, &h, r->files, &hub, cmd_threads(), before, a, &unused, err) != 0)
		return -1;
	publish_rows rows = {.content = &c, .histories = &h, .all = a, .a = th_arena_new()};
	th_map_init(&rows.agreed, a);
	erasure gone = {0};
	rows_put_withdrawn(&rows, &gone);
	for (size_t i = 0; i < gone.gone.n; i++)
		if ((gone.gone.v[i].at == TH_NEVER || gone.gone.v[i].at <= r->now) &&
		    !is_in_use(&c, gone.gone.v[i].href) && !th_strs_has(hrefs, gone.gone.v[i].href))
			*TH_ADD(a, hrefs) = gone.gone.v[i].href;
	if (hrefs->n > 1)
		qsort(hrefs->v, hrefs->n, sizeof(*hrefs->v), by_text);
	histories_suggest(&h, &c, f);
	histories_close(&h);
	th_arena_free(rows.a);
	return 0;
}

/* Things without a file of their own may have existed and left no trace in history. */
static bool may_be_a_row(const th_hub *hub, th_kind kind)
{
	for (size_t i = 0; i < hub->mappings.n; i++)
		if (hub->mappings.v[i].kind == kind && hub->mappings.v[i].data.n > 0)
			return true;
	return kind == TH_TERM;
}

/* A bare address is withdrawn as such, whoever had it; so is an entry with aliases:. */
void histories_suggest(const histories *h, th_content *c, th_findings *f)
{
	for (size_t i = 0; i < c->withdrawals.n; i++) {
		const th_withdrawal *w = c->withdrawals.v[i];
		bool address = w->kind == TH_KIND_COUNT;
		if (w->found.n > 0 || histories_of_entry(h, i)->n > 0)
			continue;
		th_str hint = withdrawal_hint(c, w);
		if (hint.n == 0 && (address || w->with_aliases))
			continue;
		th_finding *one = finding_add(f,
		    hint.n > 0 ? TH_RULE_WITHDRAWN_SUGGEST : TH_RULE_WITHDRAWN_NOTHING, w->at,
		    w->written, hint, TH_NONE);
		/* It may have existed before the history that we know. */
		if (!histories_can_be_kept(h) || address ||
		    (hint.n == 0 && may_be_a_row(c->hub, w->kind)))
			finding_set_severity(f, one, TH_WARNING);
	}
}
