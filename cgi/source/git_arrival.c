/* git_arrival.c -- when a commit reached the branch that is published. Called by git_history.c.
 *
 * An author date says when somebody wrote something; if their branch was merged ten weeks later,
 * readers saw it ten weeks later. So a commit on the published branch's own line (first parents)
 * counts from its committer date, which a rebase or cherry-pick renews; a commit that came with a
 * merge counts from the date of that merge. All of this is in the commits themselves, so every
 * clone gives the same dates. */
#include "git.h"

typedef struct arrival {
	size_t order; /* of the commit on the branch that brought it: larger is older */
	th_time at;
} arrival;

void arrivals_init(arrivals *w, const git_oid *tip, th_arena *a)
{
	*w = (arrivals){.next = *tip, .arena = a};
	th_map_init(&w->brought, a);
}

static th_str key_of(const git_oid *id)
{
	return th_strn((const char *)id->id, GIT_OID_RAWSZ);
}

static void note(arrivals *w, const git_oid *id, size_t order, th_time at)
{
	arrival *known = th_map_get(&w->brought, key_of(id));
	if (known == NULL) {
		known = TH_NEW(w->arena, arrival);
		th_map_put(&w->brought, th_str_dup(w->arena, key_of(id)), known);
	}
	if (order > known->order)
		*known = (arrival){order, at};
}

/* "Merge branch 'main' of host:hub", as `git pull` writes it: what others had published already is
 * the second parent, the own work the first. */
static bool is_pull(git_commit *c)
{
	static const char *const begins[] = {
	    "Merge branch '", "Merge remote-tracking branch 'origin/"};
	th_str subject = th_strz(git_commit_summary(c)), into = TH_NONE;
	for (size_t i = 0; i < TH_COUNT(begins); i++) {
		th_str name, rest;
		if (!th_str_starts(subject, th_strz(begins[i])))
			continue;
		rest = th_str_sub(subject, strlen(begins[i]), subject.n);
		if (!th_str_split(&rest, '\'', &name))
			return false;
		ptrdiff_t at = th_str_find(rest, TH_S(" into "));
		if (i == 0 && !th_str_starts(rest, TH_S(" of ")))
			return false; /* a branch of one's own */
		if (at < 0)           /* git leaves out the name of the main branch */
			return th_str_eqz(name, "main") || th_str_eqz(name, "master");
		into = th_str_sub(rest, (size_t)at + 6, rest.n);
		return th_str_eq(into, name);
	}
	return false;
}

static unsigned main_parent(git_commit *c)
{
	return git_commit_parentcount(c) == 2 && is_pull(c) ? 1 : 0;
}

th_time arrivals_take(arrivals *w, git_commit *c)
{
	const git_oid *id = git_commit_id(c);
	unsigned parents = git_commit_parentcount(c), own = parents;
	arrival here = {0, git_commit_committer(c)->when.time};
	const arrival *known = th_map_get(&w->brought, key_of(id));
	if (git_oid_equal(id, &w->next)) {
		here.order = ++w->taken;
		own = main_parent(c);
		if (parents > 0)
			w->next = *git_commit_parent_id(c, own);
	} else if (known != NULL) {
		here = *known;
	}
	for (unsigned i = 0; i < parents; i++)
		if (i != own)
			note(w, git_commit_parent_id(c, i), here.order, here.at);
	return here.at;
}

bool arrival_is_on_branch(git_repository *repo, const git_oid *tip, const git_oid *id)
{
	git_oid at = *tip;
	bool more = true;
	while (more && !git_oid_equal(&at, id)) {
		git_commit *c = NULL;
		more = git_commit_lookup(&c, repo, &at) == 0 && git_commit_parentcount(c) > 0;
		if (more)
			at = *git_commit_parent_id(c, main_parent(c));
		git_commit_free(c);
	}
	return more;
}
