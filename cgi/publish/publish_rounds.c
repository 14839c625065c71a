/* publish_rounds.c -- publishes until all pictures are made: each round goes live with what there
 * was time for (publish_budget.c), and gives the lock to a publish that waits for it. Called by the
 * commands that publish. */
#include "publish_rounds.h"

/* Reports a finding of both editions once. */
void publish_join_findings(th_findings *into, const th_findings *from)
{
	th_map known;
	th_map_init(&known, into->arena);
	for (int pass = 0; pass < 2; pass++) {
		const th_findings *f = pass == 0 ? into : from;
		size_t n = f->list.n; /* ignores those added meanwhile */
		for (size_t i = 0; i < n; i++) {
			th_finding *one = &f->list.v[i];
			th_buf b = {0};
			finding_write_text(&b, one, TH_S("en"));
			bool there = th_map_get(&known, th_buf_str(&b)) != NULL;
			if (!there)
				th_map_put(&known, th_str_dup(into->arena, th_buf_str(&b)), into);
			th_buf_free(&b);
			if (pass == 1 && !there)
				findings_join(into,
				    &(th_findings){.arena = into->arena, .list = {one, 1, 1}});
		}
	}
}

/* Was nothing new in this edition? */
static bool is_same(const publish_outcome *out)
{
	return th_str_eq(out->before, out->after);
}

/* Replaces the outcome of the rounds so far by that of the last one. All of it lives in `a`. */
static void take_over(publish_outcome *out, const publish_outcome *now, th_arena *a)
{
	publish_outcome was = *out;
	if (is_same(now)) {
		out->later = now->later;
		publish_join_findings(&out->findings, &now->findings);
	} else {
		*out = *now;
		out->before = was.before;
		out->copied = was.copied && now->copied;
		out->differing = was.differing;
		for (size_t i = 0; i < now->differing.n; i++)
			*TH_ADD(a, &out->differing) = now->differing.v[i];
		out->only_pictures = was.only_pictures;
		out->internal = was.internal;
		/* An edition that did not change repeats no findings. */
		if (was.internal != NULL && now->internal != NULL && is_same(now->internal))
			publish_join_findings(&out->findings, &was.internal->findings);
	}
	findings_sort(&out->findings);
	out->errors = out->findings.errors;
	out->unchanged = was.unchanged && now->unchanged;
	if (was.internal != NULL && now->internal != NULL)
		take_over(was.internal, now->internal, a);
}

int publish_run(publish_outcome *out, const publish_request *r, th_arena *a, th_err *err)
{
	publish_request rest = *r;
	size_t before = SIZE_MAX;
	rest.live = NULL;
	rest.force = false;
	int rc = publish_once(out, r, a, err);
	/* While there is progress; if another publish waits, that one goes on. */
	while (rc == 0 && !r->one_round && out->later > 0 && out->later < before &&
	       out->helpless.msg[0] == '\0') {
		publish_outcome now;
		th_err why = {""};
		before = out->later;
		if (publish_once(&now, &rest, a, &why) != 0) {
			out->untidy = out->untidy.msg[0] ? out->untidy : why;
			break;
		}
		take_over(out, &now, a);
	}
	return rc;
}
