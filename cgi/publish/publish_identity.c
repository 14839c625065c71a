/* publish_identity.c -- what makes two editions the same: hashes of everything that an answer can
 * depend on, so that equal commits give equal answers on every machine. Called by publish_run.c. */
#include "publish_identity.h"

#include "teamhub/content.h"
#include "teamhub/digest.h"
#include "teamhub/edition.h"

#include <stdlib.h>

void identity_begin(edition_identity *id, const identity_parts *of, th_arena *a)
{
	char hub[65];
	digest_sha256(hub, of->hub->raw);
	th_str look =
	    th_str_fmt(a, "%s\n%.*s\n%s\n", hub, TH_FMT(source_revision(of->theme)), of->shells);
	th_str same =
	    th_str_fmt(a, "%.*s\n%d\n%s\n", TH_FMT(of->hub->origin), EDITION_SCHEMA, TH_VERSION);
	if (of->drafts)
		same = th_str_cat(a, same, TH_S("drafts\n"));
	if (of->hub->audience == TH_INTERNAL)
		same = th_str_cat(a, same, TH_S("internal\n"));
	if (source_extent(of->source).n > 0) /* history says less there */
		same = th_str_cat(a, same, source_extent(of->source));
	digest_sha256(id->base, th_str_fmt(a, "%.*s\n%.*s%.*s", TH_FMT(source_revision(of->source)),
				    TH_FMT(look), TH_FMT(same)));
	digest_sha256(id->look, th_str_cat(a, look, same));
	/* Otherwise rows of unchanged events would still end where last year's end. */
	th_time from, until;
	content_meetings(of->now, &from, &until);
	digest_sha256(id->settings,
	    th_str_fmt(a, "%.*s\n%.*s%d %d %lld\n%.*s", TH_FMT(of->hub->content_key), TH_FMT(same),
		source_is_git(of->source), source_is_shallow(of->source), (long long)until,
		TH_FMT(of->drawings)));
}

void identity_at(edition_identity *id, th_time boundary, th_arena *a)
{
	digest_sha256(id->now, th_str_fmt(a, "%s\n%lld\n", id->base, (long long)boundary));
}

static int by_bytes(const void *x, const void *y)
{
	return th_str_cmp(*(const th_str *)x, *(const th_str *)y);
}

void identity_add_missing(edition_identity *id, const th_source *s, const th_strs *waiting,
    const th_findings *f, th_arena *a)
{
	th_strs all = {0};
	th_buf b = {0};
	for (size_t i = 0; i < waiting->n; i++)
		*TH_ADD(a, &all) = waiting->v[i];
	for (size_t i = 0; i < f->list.n; i++)
		if (f->list.v[i].rule == &th_rules[TH_RULE_PICTURE_BROKEN] ||
		    f->list.v[i].rule == &th_rules[TH_RULE_THEME_CARD])
			*TH_ADD(a, &all) = th_str_cat(a, TH_S("!"), f->list.v[i].words[0]);
	if (source_lacking(s) != 0)
		*TH_ADD(a, &all) = th_str_fmt(a, "?%016llx", (unsigned long long)source_lacking(s));
	if (all.n == 0)
		return;
	qsort(all.v, all.n, sizeof *all.v, by_bytes);
	th_buf_addf(&b, "%s\n", id->now);
	for (size_t i = 0; i < all.n; i++)
		if (i == 0 || !th_str_eq(all.v[i], all.v[i - 1]))
			th_buf_addf(&b, "%.*s\n", TH_FMT(all.v[i]));
	digest_sha256(id->now, th_buf_str(&b));
	th_buf_free(&b);
}
