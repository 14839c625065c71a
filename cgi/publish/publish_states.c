/* publish_states.c -- earlier states of files, read by today's hub.yml and by each that was in
 * force since; and which entries of withdrawn.yml name them. Called by publish_removed.c and
 * publish_withdrawn.c.
 *
 * A withdrawal must be live at once even in a hub with a long history. So each state is parsed once
 * for all entries, a state that is today's document is not parsed at all, and a hub.yml is skipped
 * when it differs from a later one in nothing that affects names or addresses. */
#include "teamhub/publish_history.h"
#include "teamhub/yaml.h"

enum { FILE_MAX = 1024 * 1024 + 64 * 1024, HUBS_MAX = 64, MOVES_MAX = 50 };

#define HUB_FILE TH_S("hub.yml")

bool states_read(
    const histories *h, const th_hub *hub, th_str path, th_str blob, th_arena *a, th_doc *was)
{
	th_entry e = {.path = path, .kind = TH_ENTRY_FILE};
	th_findings none = {.arena = a};
	th_content own = *h->content;
	th_str bytes;
	own.hub = hub;
	own.arena = a;
	*was = doc_empty(TH_STORY, path);
	if (blob.n == 0 || !content_classify(&was->parsed, hub, &e, a, &none) ||
	    source_read_blob(h->source, blob, FILE_MAX, a, &bytes, NULL) != 0)
		return false;
	was->entry = NULL;
	content_parse(&was->parsed, hub, bytes, a, &none);
	content_link_alone(&own, was);
	return true;
}

/* How many of h->hubs, newest first, were in force since that instant; may be one too many where
 * clocks were wrong. */
static size_t hubs_since(const histories *h, th_time at)
{
	size_t n = h->hubs.n;
	while (n > 0 && h->hubs.v[n - 1].until <= at)
		n--;
	return n;
}

void histories_each_state(histories *h, th_str path, const row_revision *r, th_arena *a,
    void (*each)(void *ctx, th_doc *was), void *ctx)
{
	bool internal = h->content->hub->audience == TH_INTERNAL;
	size_t hubs = hubs_since(h, r->at);
	th_doc was;
	for (size_t i = 0; i <= hubs; i++) {
		const th_hub *hub = i == 0 ? h->content->hub : h->hubs.v[i - 1].hub;
		if (states_read(h, hub, path, r->blob, a, &was) &&
		    (internal || was.audience != TH_INTERNAL))
			each(ctx, &was);
	}
}

/* ---- settings that were in force ---- */

/* Settings that neither name a document nor give it an address, hide it or show it. */
static bool is_looks(th_str key)
{
	static const char *const keys[] = {"title", "tagline", "company", "contact", "theme",
	    "shell", "design", "feed_authority", "embed", "edit_url", "websub", "write", "footer"};
	for (size_t i = 0; i < TH_COUNT(keys); i++)
		if (th_str_eqz(key, keys[i]))
			return true;
	return false;
}

/* Two hub.yml with the same key read every file alike. */
static th_str naming_key(th_str bytes, th_arena *a)
{
	th_findings none = {.arena = a};
	yaml_node *root;
	th_buf b = {0};
	if (yaml_read(&root, bytes, HUB_FILE, 1, a, &none) < 0 || root->kind != YAML_MAP)
		return bytes;
	for (const yaml_node *n = root->first; n != NULL; n = n->next) {
		th_pairs pairs = {0};
		if (is_looks(n->key))
			continue;
		yaml_flatten(&pairs, n, a);
		th_buf_addf(&b, "%d%.*s\n", (int)n->kind, TH_FMT(n->key));
		for (size_t i = 0; i < pairs.n; i++)
			th_buf_addf(&b, "%zu %.*s %zu %.*s\n", pairs.v[i].key.n,
			    TH_FMT(pairs.v[i].key), pairs.v[i].value.n, TH_FMT(pairs.v[i].value));
	}
	th_str key = th_str_dup(a, th_buf_str(&b));
	th_buf_free(&b);
	return key;
}

void states_read_hubs(histories *h)
{
	revisions list = {0};
	th_strs known = {0};
	*TH_ADD(h->a, &known) = naming_key(h->content->hub->raw, h->a);
	h->hubs.n = 0;
	histories_follow(h, &list, HUB_FILE, HUB_FILE, 0);
	for (size_t i = 0; i < list.n && h->hubs.n < HUBS_MAX; i++) {
		const row_revision *r = &list.v[i];
		th_findings none = {.arena = h->a};
		th_str bytes;
		if (source_read_blob(h->source, r->blob, FILE_MAX, h->a, &bytes, NULL) != 0)
			continue;
		th_str key = naming_key(bytes, h->a);
		if (th_strs_has(&known, key)) /* a later one has the same key and was in force
					       * longer */
			continue;
		*TH_ADD(h->a, &known) = key;
		th_hub *hub = TH_NEW(h->a, th_hub);
		hub_read(hub, bytes, h->a, &none, NULL);
		hub->audience = h->content->hub->audience;
		*TH_ADD(h->a, &h->hubs) = (former_hub){hub, i > 0 ? list.v[i - 1].at : INT64_MAX};
	}
}

/* ---- which entries name a state ---- */

static th_str key_of(th_str path, th_str blob, size_t hubs, th_arena *a)
{
	return th_str_fmt(a, "%.*s %zu %.*s", TH_FMT(blob), hubs, TH_FMT(path));
}

/* For each entry, whether it names the state; NULL: none does. */
static const bool *names_of(histories *h, th_str path, th_str blob, th_time at)
{
	static const bool nothing = false;
	size_t count = h->content->withdrawals.n, hubs = hubs_since(h, at);
	th_arena *a = th_arena_new();
	th_str key = key_of(path, blob, hubs, a);
	const bool *known = th_map_get(&h->named, key);
	if (known == NULL) {
		bool *found = NULL;
		th_doc was;
		key = th_str_dup(h->a, key);
		for (size_t k = 0; k <= hubs; k++) {
			th_content own = *h->content;
			own.hub = k == 0 ? h->content->hub : h->hubs.v[k - 1].hub;
			own.arena = a;
			if (!states_read(h, own.hub, path, blob, a, &was))
				continue;
			th_names names = content_names(&own, &was);
			for (size_t n = 0; n < count; n++) {
				if (!withdrawal_names(own.withdrawals.v[n], &names))
					continue;
				if (found == NULL)
					found = th_alloc_array(h->a, count, sizeof(*found));
				found[n] = true;
			}
			th_arena_reset(a);
		}
		known = found != NULL ? found : &nothing;
		th_map_put(&h->named, key, (void *)known);
	}
	th_arena_free(a);
	return known != &nothing ? known : NULL;
}

void states_find_names(histories *h, const revisions *states, bool *found)
{
	for (size_t i = 0; i < states->n; i++) {
		const row_revision *r = &states->v[i];
		const bool *named = names_of(h, r->was, r->blob, r->at);
		for (size_t n = 0; named != NULL && n < h->content->withdrawals.n; n++)
			found[n] = found[n] || named[n];
	}
}

/* Is it today's state of the document? Entries that name it find the document itself. */
static bool is_today(const histories *h, th_str path, th_str blob, th_time at)
{
	const th_doc *d = th_map_get(&h->content->by_path, path);
	return d != NULL && d->entry != NULL && th_str_eq(d->entry->id, blob) &&
	       hubs_since(h, at) == 0;
}

/* Walks like histories_follow, without looking at what each commit changed. */
static bool path_may_be_named(histories *h, th_str path, size_t below, int moves)
{
	const raw_revisions *raw = th_map_get(&h->raw, path);
	for (size_t i = 0; raw != NULL && i < raw->n; i++) {
		const raw_revision *r = &raw->v[i];
		if (r->step <= below)
			continue;
		if (r->after.n == 0)
			return false;
		if (!is_today(h, path, r->after, r->at) && names_of(h, path, r->after, r->at))
			return true;
		if (r->was.n > 0)
			return moves < MOVES_MAX &&
			       path_may_be_named(h, r->was, r->step, moves + 1);
		if (r->before.n == 0)
			return false;
	}
	return false;
}

bool states_may_be_named(histories *h, const th_doc *d)
{
	return path_may_be_named(h, d->path, 0, 0);
}

/* ---- whose they are ---- */

static void add_slugs(th_strs *out, const th_refs *refs, th_arena *a)
{
	for (size_t i = 0; i < refs->n; i++)
		*TH_ADD(a, out) = slug_of(a, refs->v[i].written);
}

const th_strs *states_whose(histories *h, th_str path, th_str blob)
{
	th_str key = key_of(path, blob, 0, h->a);
	th_strs *known = th_map_get(&h->whose, key);
	if (known != NULL)
		return known;
	th_arena *a = th_arena_new();
	th_doc was;
	known = TH_NEW(h->a, th_strs);
	if (states_read(h, h->content->hub, path, blob, a, &was) &&
	    (was.kind == TH_STORY || was.kind == TH_KUDOS)) {
		add_slugs(known, &was.authors, h->a);
		add_slugs(known, &was.kudos.to, h->a);
	}
	th_map_put(&h->whose, key, known);
	th_arena_free(a);
	return known;
}
