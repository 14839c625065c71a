/* judge_withdrawn.c -- which addresses will answer 410, as publish will have it, for `check`; and
 * for a push that changes withdrawn.yml, whether its lines name anything. Called by judge.c. */
#include "judge.h"

#include "teamhub/publish_steps.h"

static bool is_file(th_str path)
{
	return th_str_caseeq(path, TH_S("withdrawn.yml")) ||
	       th_str_caseeq(path, TH_S("withdrawn.yaml"));
}

/* withdrawn.yml is another, or a file that is withdrawn is. */
static bool changes_anything(const judgement *j)
{
	for (size_t i = 0; i < j->changed.n; i++) {
		const th_doc *d = th_map_get(&j->content.by_path, j->changed.items[i].key);
		if (is_file(j->changed.items[i].key) || (d != NULL && d->withdrawn))
			return true;
	}
	return false;
}

int judge_withdrawn(judgement *j, const judge_request *r, const struct memory *m, bool has_past,
    th_arena *a, th_err *err)
{
	bool any = j->content.withdrawals.n + j->content.gone.n > 0;
	for (size_t i = 0; i < j->content.docs.n && !any; i++)
		any = j->content.docs.v[i]->withdrawn;
	if (!any || j->content.unsure || (has_past && !changes_anything(j)))
		return 0;
	return publish_withdrawals(&j->gone, &j->mine,
	    &(told_request){.files = r->fresh,
		.history = r->history != NULL ? r->history : r->fresh,
		.theme = judge_theme(r),
		.memory = m,
		.edition = r->edition,
		.now = r->now},
	    a, err);
}

void desk_write_gone(th_buf *out, const judgement *j, bool german)
{
	enum { SHOWN = 40 };
	const th_hub *hub = &j->hub;
	if (j->gone.n == 0)
		return;
	th_buf_addz(out, german ? "Veröffentlicht antworten diese Adressen 410 (nicht mehr da):\n"
				: "When this is published, these addresses answer 410 (gone):\n");
	for (size_t i = 0; i < j->gone.n && i < SHOWN; i++)
		th_buf_addf(out, "  %.*s%.*s%.*s\n", TH_FMT(hub->origin), TH_FMT(hub->prefix),
		    TH_FMT(j->gone.v[i]));
	if (j->gone.n > SHOWN)
		th_buf_addf(out, german ? "  … und %zu weitere\n" : "  … and %zu more\n",
		    j->gone.n - SHOWN);
}
