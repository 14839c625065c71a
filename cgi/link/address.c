/* address.c -- which addresses are in use, where old ones lead, and which stories are one story in
 * several languages.
 *
 * Called by link.c at the end. An alias never takes an address that is in use; if two files claim
 * one, the first by path gets it. */
#include "resolver.h"

static bool is_hub_page(const th_hub *hub, th_str alias)
{
	th_str inner = th_str_sub(alias, 1, alias.n);
	if (inner.n > 0)
		inner.n--;
	if (inner.n == 0)
		return true;
	for (int kind = 0; kind < TH_TERM; kind++)
		if (th_str_eqz(inner, th_kind_path[kind]))
			return true;
	for (size_t i = 0; i < hub->facets.n; i++)
		if (th_str_eq(inner, hub->facets.v[i].path))
			return true;
	return false;
}

/* Below the prefix, with slashes at both ends unless it ends in a file name; TH_NONE: not an
 * address. */
th_str address_normalise(th_content *c, const th_doc *doc, th_str written)
{
	const th_hub *hub = c->hub;
	th_str s = th_str_trim(written);
	if (hub->origin.n > 0 && th_str_starts(s, hub->origin))
		s = th_str_sub(s, hub->origin.n, s.n);
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == '?' || s.p[i] == '#')
			s.n = i;
	if (s.n > 0 && s.p[0] != '/')
		s = doc->kind == TH_PERSON && th_str_chr(s, '/') < 0
			? th_str_fmt(c->arena, "/people/%.*s/", TH_FMT(slug_of(c->arena, s)))
			: path_joined(c->arena, th_str_sub(doc->href, 0, doc->href.n - 1), s);
	if (hub->prefix.n > 0 && th_str_starts(s, hub->prefix) && s.n > hub->prefix.n &&
	    s.p[hub->prefix.n] == '/')
		s = th_str_sub(s, hub->prefix.n, s.n);
	if (th_str_ends(s, TH_S("/index.html")))
		s.n -= TH_S("index.html").n;
	if (s.n < 2 || s.n > 500 || s.p[0] != '/' || s.p[1] == '/' ||
	    th_str_find(s, TH_S("/../")) >= 0 || th_str_ends(s, TH_S("/..")) ||
	    th_str_chr(s, ':') >= 0 || th_str_chr(s, '\\') >= 0 || th_str_chr(s, ' ') >= 0)
		return TH_NONE;
	th_str decoded;
	if (!th_url_decode(c->arena, s, false, &decoded) || !th_xml_valid(decoded, NULL) ||
	    th_str_find(decoded, TH_S("/../")) >= 0)
		return TH_NONE;
	bool file = th_str_chr(path_base(decoded), '.') >= 0;
	if (!file && decoded.p[decoded.n - 1] != '/')
		decoded = th_str_cat(c->arena, decoded, TH_S("/"));
	return is_hub_page(hub, decoded) ? TH_NONE : decoded;
}

/* First those that give way to none; `late`: then the others, of which nothing is told. */
static void link_aliases(resolver *r, th_map *taken, th_doc *doc, bool late)
{
	th_content *c = r->content;
	th_strs kept = {0};
	th_mark at = {doc->path, doc->aliases_line ? doc->aliases_line : 1, 1};
	size_t firm = doc->aliases.n > doc->aliases_late ? doc->aliases.n - doc->aliases_late : 0;
	bool tell = !doc->withdrawn && !late;
	for (size_t i = 0; i < doc->aliases.n; i++) {
		if (late != (i >= firm)) {
			*TH_ADD(c->arena, &kept) = doc->aliases.v[i];
			continue;
		}
		th_str alias = address_normalise(c, doc, doc->aliases.v[i]);
		if (alias.n == 0) {
			if (tell)
				finding_add(r->findings, TH_RULE_ALIAS_INVALID, at,
				    doc->aliases.v[i], TH_NONE, TH_NONE);
			continue;
		}
		if (th_str_eq(alias, doc->href) || th_strs_has(&kept, alias))
			continue;
		if (hub_owns_address(c->hub, alias)) {
			if (tell)
				finding_add(
				    r->findings, TH_RULE_ALIAS_OWN, at, alias, TH_NONE, TH_NONE);
			continue;
		}
		const th_doc *other = th_map_get(&c->hrefs, alias);
		if (other == NULL)
			other = th_map_get(taken, alias);
		if (other != NULL) {
			if (tell)
				finding_add(r->findings, TH_RULE_ALIAS_TAKEN, at, alias,
				    other->path.n ? other->path : other->href, TH_NONE);
			continue;
		}
		th_map_put(taken, alias, doc);
		if (!doc->withdrawn)
			th_map_put(&c->moved, alias, doc);
		*TH_ADD(c->arena, &kept) = alias;
	}
	doc->aliases = kept;
}

void content_link_alone(th_content *c, th_doc *doc)
{
	th_strs kept = {0};
	for (size_t i = 0; i < doc->aliases.n; i++) {
		th_str alias = address_normalise(c, doc, doc->aliases.v[i]);
		if (alias.n > 0)
			*TH_ADD(c->arena, &kept) = alias;
	}
	th_str apart = apart_by_day(c, doc);
	if (apart.n > 0) { /* it may have stood there beside one of the same name */
		th_doc other = *doc;
		other.slug = apart;
		doc_address(&other.parsed, c->hub, c->arena);
		*TH_ADD(c->arena, &kept) = other.href;
	}
	doc->aliases = kept;
}

void link_hrefs(resolver *r)
{
	th_content *c = r->content;
	th_map taken;
	th_map_init(&taken, c->arena);
	for (size_t i = 0; i < c->docs.n; i++) {
		th_doc *doc = c->docs.v[i];
		if (!doc->left_out && doc_is_first_lang(doc, c))
			th_map_put(&c->hrefs, doc->href, doc);
	}
	for (int pass = 0; pass < 4; pass++) /* living documents before withdrawn ones */
		for (size_t i = 0; i < c->docs.n; i++) {
			th_doc *doc = c->docs.v[i];
			if (pass >= 2 ? doc->withdrawn : !doc->left_out)
				link_aliases(r, &taken, doc, pass % 2 == 1);
			else if (doc->left_out && !doc->withdrawn)
				doc->aliases.n = 0;
		}
	link_old_terms(r, &taken);
}

/* ---- translations ---- */

/* "stories/2026/week.en.md" and "…/week.md" share "stories/2026/week"; "_posts/en/week.md" and
 * "_posts/de/week.md" share "_posts/week". */
th_str translation_group(const th_content *c, th_str path)
{
	th_str stem = path_stem(path);
	ptrdiff_t dot = th_str_rchr(path_base(stem), '.');
	if (dot > 0) {
		size_t at = path_folder(stem).n + (size_t)dot;
		if (th_strs_has(&c->hub->languages, th_str_sub(stem, at + 1, stem.n)))
			stem.n = at;
	}
	th_lang_folder of = path_lang_folder(c->hub, path);
	if (of.lang.n > 0)
		return th_str_cat(
		    c->arena, th_str_sub(stem, 0, of.from), th_str_sub(stem, of.to, stem.n));
	return stem;
}

const th_doc *translation_original(const th_content *c, const th_doc *doc)
{
	const th_doc *found = th_map_get(&c->by_path, doc->story.translates);
	if (found == NULL) {
		const th_entry *e = content_find_file(c, doc->path, doc->story.translates);
		found = e ? th_map_get(&c->by_path, e->path) : NULL;
	}
	if (found == NULL)
		found = content_doc(c, TH_STORY, TH_NONE, doc->story.translates);
	return found != NULL && found->kind == TH_STORY && found != doc ? found : NULL;
}

static bool ring_has(const th_doc *ring, th_str lang)
{
	const th_doc *d = ring;
	do {
		if (th_str_eq(d->lang, lang))
			return true;
		d = d->translation;
	} while (d != NULL && d != ring);
	return false;
}

static void join(th_doc *first, th_doc *doc)
{
	if (ring_has(first, doc->lang))
		return;
	th_doc *last = first;
	if (first->translation == NULL)
		first->translation = first;
	while (last->translation != first)
		last = last->translation;
	last->translation = doc;
	doc->translation = first;
}

void link_translations(resolver *r)
{
	th_content *c = r->content;
	th_map groups;
	th_map_init(&groups, c->arena);
	for (int pass = 0; pass < 2; pass++) /* originals first, so that rings begin with them */
		for (size_t i = 0; i < c->docs.n; i++) {
			th_doc *doc = c->docs.v[i];
			if (doc->kind != TH_STORY || doc->left_out ||
			    (doc->story.translates.n > 0) != pass)
				continue;
			th_str key = translation_group(c, doc->path);
			if (pass == 1) {
				const th_doc *original = translation_original(c, doc);
				if (original == NULL) {
					finding_add(r->findings, TH_RULE_TRANSLATION_MISSING,
					    (th_mark){doc->path, doc->story.translates_line, 1},
					    doc->story.translates, TH_NONE, TH_NONE);
					continue;
				}
				key = translation_group(c, original->path);
			}
			th_doc *first = th_map_get(&groups, key);
			if (first == NULL)
				th_map_put(&groups, key, doc);
			else
				join(first, doc);
		}
}
