/* withdrawals.c -- reads withdrawn.yml: what is taken back, whether its file is still there or not.
 *
 * A list of {story: NAME, date: DAY}; instead of story: any collection's word, or address:;
 * aliases: names more addresses; audience: internal leaves it out of what is public. A name may be
 * a slug, the name of a file or a person, a path or an address. Called by load.c; withdrawn.c says
 * what is meant. */
#include "resolver.h"
#include "teamhub/yaml.h"

/* ---- reading ---- */

/* Keys in any case: a line that is nearly right must not be passed over. */
static const yaml_node *get(const yaml_node *map, const char *key)
{
	const yaml_node *n = map->kind == YAML_MAP ? map->first : NULL;
	while (n != NULL && !th_str_caseeq(n->key, th_strz(key)))
		n = n->next;
	return n;
}

/* One text, or each text of a list. */
static const yaml_node *first_text(const yaml_node *n)
{
	return n != NULL && n->kind == YAML_LIST ? n->first : n;
}

static const yaml_node *next_text(const yaml_node *list, const yaml_node *one)
{
	return list->kind == YAML_LIST ? one->next : NULL;
}

static th_str text_of(const yaml_node *n)
{
	return n != NULL && n->kind == YAML_TEXT && !yaml_is_null(n) ? th_str_trim(n->text)
								     : TH_NONE;
}

/* No day, or one that cannot be read: at once. */
static th_when date_of(
    th_content *c, const yaml_node *entry, th_mark at, th_str what, th_findings *f)
{
	th_when when = {.at = TH_NEVER};
	th_str written = text_of(get(entry, "date"));
	if (written.n == 0 || !hub_date_parse(&when, written, c->hub)) {
		finding_add(f, TH_RULE_WITHDRAWN_DATE, at, what, TH_NONE, TH_NONE);
		when = (th_when){.at = TH_NEVER};
	}
	return when;
}

/* As everywhere, what is not clearly external is internal. */
static bool is_internal(const yaml_node *entry)
{
	const yaml_node *n = get(entry, "audience");
	return n != NULL && !th_str_caseeq(text_of(n), TH_S("external"));
}

/* ---- names ---- */

static th_str without_ending(th_content *c, th_str path)
{
	th_str lower = th_str_lower(c->arena, path);
	return path_is_text(lower) ? path_stem(path) : path;
}

/* A path by which two spellings of it are equal: slugs with slashes between them, no ending, a
 * folder instead of its index. */
th_str path_key(th_content *c, th_str path)
{
	th_buf b = {0};
	th_str rest = without_ending(c, path), segment;
	if (th_str_eqz(path_base(rest), "index") && path_folder(rest).n > 1)
		rest = th_str_sub(rest, 0, path_folder(rest).n - 1);
	while (th_str_split(&rest, '/', &segment)) {
		th_str slug = slug_of(c->arena, segment);
		if (slug.n > 0)
			th_buf_addf(&b, "/%.*s", TH_FMT(slug));
	}
	th_str key = th_str_dup(c->arena, th_buf_str(&b));
	th_buf_free(&b);
	return key;
}

static bool is_address(th_str written)
{
	return (th_str_starts(written, TH_S("/")) && !path_is_text(written)) ||
	       th_str_find(written, TH_S("://")) > 0;
}

/* ---- addresses ---- */

/* "/stories/x/feed.atom" → "/stories/x/": what goes with its page. */
static th_str page_of(th_str href)
{
	static const char *const tails[] = {
	    "subscribe", "versions", "event.ics", "events.ics", "index.html"};
	th_str s = href;
	if (th_str_ends(s, TH_S("/")))
		s.n--;
	th_str last = path_base(s);
	bool tail = th_str_starts(last, TH_S("feed."));
	for (size_t i = 0; i < TH_COUNT(tails); i++)
		tail = tail || th_str_eqz(last, tails[i]);
	return tail && path_folder(s).n > 1 ? path_folder(s) : href;
}

/* Where there is nothing but what the hub itself makes. */
static bool is_hubs_own(th_str href)
{
	static const char *const names[] = {"search", "feeds", "fragments", "oembed", "healthz",
	    "report", "assets", "media", "sitemap.xml", "robots.txt", "events.ics"};
	th_str rest = th_str_sub(href, 1, href.n), first;
	th_str_split(&rest, '/', &first);
	for (size_t i = 0; i < TH_COUNT(names); i++)
		if (th_str_eqz(first, names[i]))
			return true;
	return false;
}

/* Without scheme and host: what stands in this file is meant for this hub, whatever its host is
 * called today. */
static th_str without_host(th_str s)
{
	ptrdiff_t at = th_str_find(s, TH_S("://"));
	if (at <= 0)
		return s;
	s = th_str_sub(s, (size_t)at + 3, s.n);
	ptrdiff_t slash = th_str_chr(s, '/');
	return slash < 0 ? TH_S("/") : th_str_sub(s, (size_t)slash, s.n);
}

static th_str without_first(th_str s, th_str lead)
{
	return lead.n > 0 && th_str_starts(s, lead) && s.n > lead.n && s.p[lead.n] == '/'
		   ? th_str_sub(s, lead.n, s.n)
		   : s;
}

/* The address as the hub knows it: below prefix and language. TH_NONE: none of a document's. */
static th_str address_of(th_content *c, th_str written, const th_doc *doc)
{
	th_str s = without_host(th_str_trim(written));
	s = without_first(s, c->hub->internal.prefix);
	s = address_normalise(c, doc, s);
	for (size_t i = 0; s.n > 0 && i < c->hub->languages.n; i++) {
		th_str lead = th_str_cat(c->arena, TH_S("/"), c->hub->languages.v[i]);
		th_str inner = without_first(s, lead);
		if (inner.n < s.n) {
			s = address_normalise(c, doc, inner);
			break;
		}
	}
	if (s.n > 0)
		s = address_normalise(c, doc, page_of(s));
	return s.n > 0 && !is_hubs_own(s) ? s : TH_NONE;
}

/* ---- what an entry names ---- */

/* A document of which only its address and its end are known. */
static th_doc *note(th_content *c, th_kind kind, th_str facet, th_str slug, th_str file)
{
	th_doc *doc = TH_NEW(c->arena, th_doc);
	*doc = doc_empty(kind, file);
	doc->facet = facet;
	doc->slug = doc->name = slug;
	doc->lang = c->hub->languages.v[0];
	doc_address(doc, c->hub, c->arena);
	doc->withdrawn = doc->left_out = true;
	return doc;
}

/* The document that would have that address: /stories/x/, /teams/platform/. */
static th_doc *note_at(th_content *c, th_str href, th_str file)
{
	th_str rest = th_str_sub(href, 1, href.n), folder, name;
	if (!th_str_split(&rest, '/', &folder) || !th_str_split(&rest, '/', &name) || rest.n > 0)
		return NULL;
	th_str slug = slug_of(c->arena, name);
	for (int kind = 0; kind < TH_TERM && slug.n > 0; kind++) {
		th_doc *doc = note(c, (th_kind)kind, TH_NONE, slug, file);
		if (th_str_eq(doc->href, href))
			return doc;
	}
	for (size_t i = 0; i < c->hub->facets.n && slug.n > 0; i++)
		if (c->hub->facets.v[i].kind == TH_TERM &&
		    th_str_eq(c->hub->facets.v[i].path, folder))
			return note(c, TH_TERM, c->hub->facets.v[i].name, slug, file);
	return NULL;
}

/* The document that a file of that path would be. */
th_doc *withdrawal_note_file(th_content *c, th_kind kind, th_str path, th_str file)
{
	th_doc doc;
	th_findings none = {.arena = c->arena};
	while (th_str_starts(path, TH_S("/")) || th_str_starts(path, TH_S("./")))
		path = th_str_sub(path, 1, path.n);
	while (th_str_ends(path, TH_S("/")))
		path.n--;
	th_str named = path_is_text(path) ? path : th_str_cat(c->arena, path, TH_S(".md"));
	th_entry e = {.path = named, .kind = TH_ENTRY_FILE};
	if (th_str_chr(path, '/') >= 0 && content_classify(&doc, c->hub, &e, c->arena, &none))
		return note(c, doc.kind, doc.facet, doc.slug, file);
	th_str slug = slug_of(c->arena, path_base(without_ending(c, path)));
	return slug.n > 0 && kind != TH_TERM ? note(c, kind, TH_NONE, slug, file) : NULL;
}

static th_withdrawal *add(th_content *c, const th_withdrawal *entry)
{
	th_withdrawal *w = TH_NEW(c->arena, th_withdrawal);
	*w = *entry;
	*TH_ADD(c->arena, &c->withdrawals) = w;
	return w;
}

/* What {KIND: written} means. False: nothing that could be withdrawn. */
static bool read_name(th_content *c, const th_withdrawal *entry, th_kind kind, th_str written)
{
	th_withdrawal w = *entry;
	w.kind = kind;
	w.written = th_str_dup(c->arena, written);
	if (is_address(written)) {
		th_doc any = doc_empty(TH_STORY, entry->at.file);
		any.href = TH_S("/stories/x/");
		w.kind = TH_KIND_COUNT;
		w.href = address_of(c, written, &any);
		if (w.href.n == 0)
			return false;
		w.noted = note_at(c, w.href, entry->at.file);
	} else {
		w.noted = withdrawal_note_file(c, kind, written, entry->at.file);
		if (th_str_chr(written, '/') >= 0)
			w.path = path_key(c, written);
		else
			w.slug = slug_of(c->arena, without_ending(c, written));
		if (w.noted == NULL && w.path.n == 0)
			return false;
		if (w.noted != NULL)
			w.href = w.noted->href;
	}
	if (w.noted != NULL)
		w.noted->audience = w.internal ? TH_INTERNAL : TH_UNSAID;
	add(c, &w);
	return true;
}

/* More addresses of the same document, of no document that is known, or old ones of a document that
 * stays. */
static void read_aliases(th_content *c, const th_withdrawal *entry, const yaml_node *list)
{
	const th_doc *noted =
	    c->withdrawals.n > 0 ? c->withdrawals.v[c->withdrawals.n - 1]->noted : NULL;
	th_doc any = doc_empty(TH_STORY, entry->at.file);
	any.href = TH_S("/stories/x/");
	for (const yaml_node *n = first_text(list); n != NULL; n = next_text(list, n)) {
		th_str href =
		    n->kind == YAML_TEXT ? address_of(c, n->text, noted ? noted : &any) : TH_NONE;
		if (href.n > 0)
			*TH_ADD(c->arena, &c->gone) = (th_gone){href, entry->when, entry->internal};
	}
}

static void read_entry(th_content *c, const yaml_node *entry, th_str file, th_findings *f)
{
	th_withdrawal w = {.at = {file, entry->line, 1}, .kind = TH_KIND_COUNT};
	bool any = false, all = true, dated = false;
	w.internal = is_internal(entry);
	w.with_aliases = get(entry, "aliases") != NULL;
	for (int kind = 0; kind <= TH_KIND_COUNT; kind++) { /* the last: address */
		const char *key = kind < TH_KIND_COUNT ? th_kind_name[kind] : "address";
		const yaml_node *list = get(entry, key);
		for (const yaml_node *n = first_text(list); n; n = next_text(list, n)) {
			th_str written = text_of(n);
			if (!dated)
				w.when = date_of(c, entry, w.at, written, f);
			dated = any = true;
			if (kind == TH_KIND_COUNT && !is_address(written))
				written = th_str_cat(c->arena, TH_S("/"), written);
			all = all && written.n > 0 && read_name(c, &w, (th_kind)kind, written);
		}
	}
	if (!any || !all)
		finding_add(f, TH_RULE_WITHDRAWN_ENTRY, w.at, TH_NONE, TH_NONE, TH_NONE);
	if (any && get(entry, "aliases") != NULL)
		read_aliases(c, &w, get(entry, "aliases"));
}

/* What is no list of maps; NULL: all of it is, or there is nothing. */
static const yaml_node *not_understood(const yaml_node *root)
{
	if (root->kind != YAML_LIST)
		return root->kind == YAML_TEXT || root->first != NULL ? root : NULL;
	const yaml_node *n = root->first;
	while (n != NULL && n->kind == YAML_MAP)
		n = n->next;
	return n;
}

static int load(th_content *c, const th_entry *e, th_findings *f, th_err *err)
{
	th_mark whole = {.file = e->path};
	th_str bytes;
	yaml_node *root;
	c->unsure = true; /* until it is understood who is meant */
	if (e->kind != TH_ENTRY_FILE) {
		if (e->kind != TH_ENTRY_SYMLINK) /* load.c has said so */
			finding_add(f, TH_RULE_FILE_UNREADABLE, whole,
			    TH_S("it is not a regular file"), TH_NONE, TH_NONE);
		return 0;
	}
	uint64_t size = source_size(c->source, e);
	if (size > CONTENT_MAX_FILE) {
		finding_add(f, TH_RULE_FILE_LARGE, whole,
		    th_str_fmt(c->arena, "%llu KB", (unsigned long long)(size / 1024)),
		    th_str_fmt(c->arena, "%d KB", CONTENT_MAX_FILE / 1024), TH_NONE);
		return 0;
	}
	if (source_read(c->source, e, CONTENT_MAX_FILE, c->arena, &bytes, err) < 0)
		return -1;
	if (!th_xml_valid(bytes, NULL)) {
		finding_add(f, TH_RULE_TEXT_ENCODING, whole, TH_S("Latin-1"), TH_NONE, TH_NONE);
		return 0;
	}
	if (yaml_read(&root, bytes, e->path, 1, c->arena, f) < 0)
		return 0;
	const yaml_node *wrong = not_understood(root);
	c->unsure = wrong != NULL || yaml_has_more(bytes);
	if (c->unsure)
		finding_add(f, TH_RULE_WITHDRAWN_ENTRY,
		    (th_mark){e->path, wrong != NULL ? wrong->line : 1, 1}, TH_NONE, TH_NONE,
		    TH_NONE);
	for (const yaml_node *n = root->first; n != NULL && !c->unsure; n = n->next)
		read_entry(c, n, e->path, f);
	return 0;
}

static bool is_the_file(th_str path)
{
	return th_str_caseeq(path, TH_S("withdrawn.yml")) ||
	       th_str_caseeq(path, TH_S("withdrawn.yaml"));
}

/* Of a folder of that name, of one elsewhere, or one that an editor saved as a text. */
static void look_at_other(th_content *c, th_str path, th_findings *f)
{
	th_mark at = {.file = path};
	th_str rest = path, first;
	th_str_split(&rest, '/', &first);
	bool text = th_str_caseeq(path, TH_S("withdrawn.yml.txt")) ||
		    th_str_caseeq(path, TH_S("withdrawn.yaml.txt"));
	if (is_the_file(first)) {
		finding_add(f, TH_RULE_FILE_UNREADABLE, at, TH_S("withdrawn.yml is a folder"),
		    TH_NONE, TH_NONE);
		c->unsure = true;
	} else if (text || is_the_file(path_base(path))) {
		finding_add(f, TH_RULE_WITHDRAWN_ELSEWHERE, at, TH_NONE, TH_NONE, TH_NONE);
	}
}

/* withdrawn.yml, however its name is spelt: nobody is public for a capital letter. */
int withdrawals_load(th_content *c, th_findings *f, th_err *err)
{
	size_t count;
	const th_entry *entries = source_entries(c->source, &count);
	for (size_t i = 0; i < count && !c->unsure; i++) {
		const th_entry *e = &entries[i];
		if (!is_the_file(e->path))
			look_at_other(c, e->path, f);
		else if (load(c, e, f, err) < 0)
			return -1;
	}
	return 0;
}
