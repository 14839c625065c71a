/* withdrawn.c -- which documents withdrawn.yml names, and what goes with them: other languages,
 * translations. Called by link.c once every document has its id, and by the publish step that does
 * the same for earlier states.
 *
 * Everything that an entry may mean is withdrawn. For an entry that names nothing existing, a
 * document is made up that only records this: people who wrote with that person are then treated as
 * with any withdrawn person, and nobody is made up in their place. */
#include "resolver.h"

#include "teamhub/site.h"

/* ---- what entries name ---- */

/* _posts/week.md, if it exists, or else _posts/de/week.md of _posts/en/week.md. */
static th_str original_in_folder(th_content *c, th_str path, th_lang_folder of)
{
	th_str first = c->hub->languages.v[0], above = th_str_sub(path, 0, of.from);
	th_str below = th_str_sub(path, of.to, path.n), folder = TH_NONE;
	const struct th_site *site = c->hub->site;
	if (th_str_eq(of.lang, first))
		return TH_NONE;
	if (th_map_get(&c->by_path, th_str_cat(c->arena, above, below)) != NULL)
		return th_str_cat(c->arena, above, below);
	for (size_t i = 0; site != NULL && i < site->content_folders.n && folder.n == 0; i++)
		if (th_str_eq(site->content_folders.v[i].value, first))
			folder = site->content_folders.v[i].key;
	if (of.from > 0 || folder.n == 0)
		folder = th_str_fmt(c->arena, "%.*s%.*s/", TH_FMT(above), TH_FMT(first));
	return th_str_cat(c->arena, folder, below);
}

th_str content_original_path(th_content *c, th_str path)
{
	th_str group = translation_group(c, path), stem = path_stem(path);
	th_lang_folder of = path_lang_folder(c->hub, path);
	if (of.lang.n > 0 && stem.n - (of.to - of.from) == group.n)
		return original_in_folder(c, path, of);
	return th_str_eq(group, stem)
		   ? TH_NONE
		   : th_str_cat(c->arena, group, th_str_sub(path, stem.n, path.n));
}

th_names content_names(th_content *c, const th_doc *d)
{
	th_names n = {.doc = d};
	*TH_ADD(c->arena, &n.slugs) = d->slug;
	*TH_ADD(c->arena, &n.slugs) = d->name;
	if (path_is_text(d->path) || path_is_html(d->path)) {
		th_str original = d->kind == TH_STORY ? content_original_path(c, d->path) : TH_NONE;
		for (th_str at = d->path; at.n > 0; at = original, original = TH_NONE) {
			*TH_ADD(c->arena, &n.paths) = path_key(c, at);
			*TH_ADD(c->arena, &n.slugs) = slug_of(c->arena, path_base(path_stem(at)));
		}
	}
	for (size_t i = 0; d->kind == TH_PERSON && i < d->title.n; i++)
		*TH_ADD(c->arena, &n.slugs) = slug_of(c->arena, d->title.v[i].text);
	*TH_ADD(c->arena, &n.hrefs) = d->href;
	for (size_t i = 0; i < d->aliases.n; i++) {
		th_str alias = address_normalise(c, d, d->aliases.v[i]);
		if (alias.n > 0)
			*TH_ADD(c->arena, &n.hrefs) = alias;
	}
	return n;
}

bool withdrawal_names(const th_withdrawal *w, const th_names *n)
{
	bool same = w->kind == n->doc->kind || w->kind == TH_KIND_COUNT, is = false;
	if (w->noted != NULL && th_str_eq(n->doc->id, w->noted->id))
		return true;
	for (size_t i = 0; w->path.n > 0 && !is && i < n->paths.n; i++)
		is = th_str_eq(n->paths.v[i], w->path) ||
		     (same && th_str_ends(n->paths.v[i], w->path));
	for (size_t i = 0; w->slug.n > 0 && same && !is && i < n->slugs.n; i++)
		is = th_str_eq(n->slugs.v[i], w->slug);
	for (size_t i = 0; w->href.n > 0 && !is && i < n->hrefs.n; i++)
		is = th_str_caseeq(n->hrefs.v[i], w->href);
	return is;
}

/* The earlier of both dates; no date at all counts as earliest. */
static void withdraw(th_doc *doc, th_when when, bool listed)
{
	bool sooner = !doc->withdrawn || (doc->withdrawal.at != TH_NEVER &&
					     (when.at == TH_NEVER || when.at < doc->withdrawal.at));
	if (!sooner)
		return;
	doc->withdrawn = true;
	doc->withdrawal = when;
	if (listed)
		doc->withdrawal.line = 0;
}

static bool is_past_match(const th_content *c, size_t entry, const th_doc *d)
{
	for (size_t i = 0; i < c->past_matches.n; i++)
		if (c->past_matches.v[i].entry == entry &&
		    th_str_eq(c->past_matches.v[i].path, d->path))
			return true;
	return false;
}

bool content_is_note(const th_content *c, const th_doc *doc)
{
	for (size_t i = 0; doc->entry == NULL && i < c->withdrawals.n; i++)
		if (c->withdrawals.v[i]->noted == doc)
			return true;
	return false;
}

static bool is_known(const th_withdrawal *w, th_str id)
{
	for (size_t i = 0; i < w->found.n; i++)
		if (th_str_eq(w->found.v[i]->id, id))
			return true;
	return false;
}

/* Withdraws a document by every entry that names it. */
static void withdraw_named(th_content *c, th_doc *d)
{
	th_names names = content_names(c, d);
	th_doc *first = th_map_get(&c->by_id, d->id);
	for (size_t i = 0; i < c->withdrawals.n; i++) {
		th_withdrawal *w = c->withdrawals.v[i];
		if (!withdrawal_names(w, &names) && !is_past_match(c, i, d))
			continue;
		withdraw(d, w->when, true);
		if (first != NULL)
			withdraw(first, w->when, true);
		if (!is_known(w, d->id))
			*TH_ADD(c->arena, &w->found) = d;
	}
}

static void tell_several(resolver *r, const th_withdrawal *w)
{
	th_buf b = {0};
	size_t several = 0;
	for (size_t i = 0; i < w->found.n; i++) {
		const th_doc *d = w->found.v[i];
		bool translates =
		    d->kind == TH_STORY && content_original_path(r->content, d->path).n > 0;
		if (!translates || w->found.n == 1)
			th_buf_addf(&b, "%s%.*s", several++ > 0 ? ", " : "", TH_FMT(d->path));
	}
	if (several > 1)
		finding_add(r->findings, TH_RULE_WITHDRAWN_SEVERAL, w->at, w->written,
		    th_buf_str(&b), TH_NONE);
	th_buf_free(&b);
}

/* What is withdrawn in one language is withdrawn in all: they share an address. */
static void spread_to_first(th_content *c)
{
	for (size_t i = 0; i < c->by_id.n; i++) {
		th_doc *first = c->by_id.items[i].value;
		for (const th_doc *d = first->next_lang; d != NULL; d = d->next_lang)
			if (d->withdrawn)
				withdraw(first, d->withdrawal, d->withdrawal.line == 0);
	}
}

/* ---- translations ---- */

/* week.en.md beside week.md, or a file with translates:, tells the same story and goes with the
 * original. Returns that, or NULL; *path: where it would be, if it does not exist. */
static const th_doc *original_of(th_content *c, const th_doc *doc, th_str *path)
{
	if (doc->story.translates.n > 0) {
		*path = doc->story.translates;
		return translation_original(c, doc);
	}
	*path = content_original_path(c, doc->path);
	return path->n > 0 ? th_map_get(&c->by_path, *path) : NULL;
}

static void follow_originals(resolver *r)
{
	th_content *c = r->content;
	for (bool again = true; again;) {
		again = false;
		for (size_t i = 0; i < c->docs.n; i++) {
			th_doc *doc = c->docs.v[i];
			th_str path;
			if (doc->kind != TH_STORY || doc->entry == NULL || doc->withdrawn)
				continue;
			const th_doc *original = original_of(c, doc, &path);
			const th_doc *lost = original == NULL && path.n > 0
						 ? withdrawal_note_file(c, TH_STORY, path, path)
						 : NULL;
			bool goes = original != NULL && original->withdrawn;
			th_when when = goes ? original->withdrawal : (th_when){.at = TH_NEVER};
			th_names names = lost != NULL ? content_names(c, lost) : (th_names){0};
			for (size_t k = 0; lost != NULL && k < c->withdrawals.n && !goes; k++) {
				goes = withdrawal_names(c->withdrawals.v[k], &names);
				when = c->withdrawals.v[k]->when;
			}
			if (!goes)
				continue;
			withdraw(doc, when, true);
			doc->withdrawal.line = -1; /* reported here */
			finding_add(r->findings, TH_RULE_WITHDRAWN_TRANSLATION,
			    (th_mark){doc->path,
				doc->story.translates_line ? doc->story.translates_line : 1, 1},
			    path, TH_NONE, TH_NONE);
			again = true;
		}
	}
}

void link_withdrawals(resolver *r)
{
	th_content *c = r->content;
	for (size_t i = 0; c->withdrawals.n > 0 && i < c->docs.n; i++)
		withdraw_named(c, c->docs.v[i]);
	for (size_t i = 0; i < c->withdrawals.n; i++)
		tell_several(r, c->withdrawals.v[i]);
	spread_to_first(c);
	follow_originals(r);
	for (size_t i = 0; i < c->withdrawals.n; i++) {
		const th_withdrawal *w = c->withdrawals.v[i];
		if (w->noted == NULL || w->found.n > 0 ||
		    th_map_get(&c->by_id, w->noted->id) != NULL)
			continue;
		w->noted->withdrawal = w->when;
		*TH_ADD(c->arena, &c->docs) = w->noted;
		th_map_put(&c->by_id, w->noted->id, w->noted);
	}
}

/* ---- near misses ---- */

/* How an entry would name it unambiguously. */
static th_str surely(const th_doc *d)
{
	return d->entry != NULL && (path_is_text(d->path) || path_is_html(d->path)) ? d->path
										    : d->slug;
}

static bool has_title(th_content *c, const th_doc *d, th_str slug)
{
	for (size_t i = 0; i < d->title.n; i++)
		if (th_str_eq(slug_of(c->arena, d->title.v[i].text), slug))
			return true;
	return false;
}

static th_str with_slashes(th_content *c, th_str written)
{
	char *p = th_alloc_array(c->arena, written.n + 1, 1);
	for (size_t i = 0; i < written.n; i++)
		p[i] = written.p[i] == '\\' ? '/' : written.p[i];
	return (th_str){p, written.n};
}

/* The same name in another collection, its title, or its path with backslashes. */
static th_str hint_at_same(th_content *c, const th_withdrawal *w, th_str name)
{
	th_str whole = slug_of(c->arena, w->written);
	th_str path =
	    th_str_chr(w->written, '\\') >= 0 ? path_key(c, with_slashes(c, w->written)) : TH_NONE;
	for (size_t i = 0; i < c->docs.n; i++) {
		const th_doc *d = c->docs.v[i];
		if (d->left_out)
			continue;
		th_names n = content_names(c, d);
		bool is = (name.n > 0 && th_strs_has(&n.slugs, name)) ||
			  (whole.n > 0 && has_title(c, d, whole));
		for (size_t k = 0; path.n > 0 && !is && k < n.paths.n; k++)
			is = th_str_ends(n.paths.v[k], path);
		if (is)
			return surely(d);
	}
	return TH_NONE;
}

th_str withdrawal_hint(th_content *c, const th_withdrawal *w)
{
	th_strs known = {0};
	th_kind kind = w->noted != NULL ? w->noted->kind : w->kind;
	th_str name = w->noted != NULL ? w->noted->slug : w->slug;
	th_str same = w->kind != TH_KIND_COUNT ? hint_at_same(c, w, name) : TH_NONE;
	if (same.n > 0)
		return same;
	for (size_t i = 0; i < c->docs.n; i++)
		if (c->docs.v[i]->kind == kind && !c->docs.v[i]->left_out) {
			*TH_ADD(c->arena, &known) = c->docs.v[i]->slug;
			if (c->docs.v[i]->name.n > 0)
				*TH_ADD(c->arena, &known) = c->docs.v[i]->name;
		}
	return name.n > 0 ? nearest(name, &known) : TH_NONE;
}
