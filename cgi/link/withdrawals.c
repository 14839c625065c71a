/* withdrawals.c -- reads withdrawn.yml: what is taken back, whether its file still exists or not.
 *
 * A list of {story: NAME, date: DAY}; instead of story: the word of any collection, or address:;
 * aliases: lists more addresses; audience: internal keeps it out of what is public. A name may be a
 * slug, the name of a file or person, a path or an address. Called by load.c; withdrawn.c finds
 * what is meant. */
#include "resolver.h"
#include "teamhub/yaml.h"

/* ---- reading ---- */

/* Keys in any case: a line that is nearly right must not be ignored. */
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

/* Asks which instant is meant, or reports that it is not a date. */
static void report_date(th_content *c, th_mark at, th_str written, th_findings *f)
{
	th_doubt doubt;
	bool doubtful = date_doubt(&doubt, written, c->arena);
	bool known = doubtful && doubt.choices.n > 0;
	th_finding *one = finding_add(f,
	    !doubtful ? TH_RULE_DATE_INVALID
	    : known   ? TH_RULE_DATE_UNCLEAR
		      : TH_RULE_DATE_ZONE,
	    at, TH_S("date"), written,
	    !doubtful ? TH_NONE
	    : known   ? doubt.choices
		      : doubt.zone);
	finding_set_severity(f, one, TH_WARNING);
}

/* No day, or an unreadable one, means at once. */
static th_when date_of(
    th_content *c, const yaml_node *entry, th_mark at, th_str what, th_findings *f)
{
	th_when when = {.at = TH_NEVER};
	th_str written = text_of(get(entry, "date"));
	if (written.n > 0 && hub_date_parse(&when, written, c->hub))
		return when;
	if (written.n > 0)
		report_date(c, at, written, f);
	finding_add(f, TH_RULE_WITHDRAWN_DATE, at, what, TH_NONE, TH_NONE);
	return (th_when){.at = TH_NEVER};
}

/* As everywhere, what is not clearly external is internal. */
static bool is_internal(const yaml_node *entry)
{
	const yaml_node *n = get(entry, "audience");
	return n != NULL && !th_str_caseeq(text_of(n), TH_S("external"));
}

/* ---- paths ---- */

static th_str without_ending(th_content *c, th_str path)
{
	th_str lower = th_str_lower(c->arena, path);
	return path_is_text(lower) ? path_stem(path) : path;
}

/* A path in a form that is equal for two spellings of it: slugs separated by slashes, no extension,
 * a folder instead of its index. */
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

/* ---- what an entry names ---- */

/* A document of which only the address and the end are known. */
static th_doc *note(th_content *c, th_kind kind, th_str facet, th_str slug, th_str file)
{
	th_doc *doc = TH_NEW(c->arena, th_doc);
	*doc = doc_empty(kind, file);
	doc->facet = facet;
	doc->slug = doc->name = slug;
	doc->lang = c->hub->languages.v[0];
	doc_address(&doc->parsed, c->hub, c->arena);
	doc->withdrawn = doc->left_out = true;
	return doc;
}

/* The document at that address: /stories/x/, /teams/platform/. */
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

/* The document that a file with that path would be. */
th_doc *withdrawal_note_file(th_content *c, th_kind kind, th_str path, th_str file)
{
	parsed_doc doc;
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

/* Reads {KIND: written}; `name`: what else an address may mean. False: nothing that could be
 * withdrawn. */
static bool read_name(
    th_content *c, const th_withdrawal *entry, th_kind kind, th_str written, th_str name)
{
	th_withdrawal w = *entry;
	w.kind = kind;
	w.written = th_str_dup(c->arena, written);
	if (is_address(written)) {
		th_doc any = doc_empty(TH_STORY, entry->at.file);
		any.href = TH_S("/stories/x/");
		w.kind = TH_KIND_COUNT;
		w.href = withdrawal_address(c, written, &any);
		if (w.href.n == 0)
			return false;
		w.noted = note_at(c, w.href, entry->at.file);
		w.slug = name;
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

static void tell_elsewhere(th_content *c, const th_withdrawal *w, th_str written, th_findings *f)
{
	th_str path = address_without_host(written);
	if (address_is_elsewhere(c->hub, written))
		finding_add(f, TH_RULE_WITHDRAWN_HOST, w->at, written, path, c->hub->origin);
}

/* More addresses of the same document, of an unknown one, or old ones of a document that stays.
 * False: one of them is invalid. */
static bool read_aliases(
    th_content *c, const th_withdrawal *entry, const yaml_node *list, th_findings *f)
{
	const th_doc *noted =
	    c->withdrawals.n > 0 ? c->withdrawals.v[c->withdrawals.n - 1]->noted : NULL;
	th_doc any = doc_empty(TH_STORY, entry->at.file);
	bool all = list->kind != YAML_MAP;
	any.href = TH_S("/stories/x/");
	for (const yaml_node *n = first_text(list); n != NULL; n = next_text(list, n)) {
		th_str href = withdrawal_address(c, text_of(n), noted ? noted : &any);
		all = all && href.n > 0;
		if (href.n == 0)
			continue;
		tell_elsewhere(c, entry, text_of(n), f);
		*TH_ADD(c->arena, &c->gone) = (th_gone){href, entry->when, entry->internal};
	}
	return all;
}

/* ---- one entry ---- */

static const char *const further[] = {"address", "date", "aliases", "audience"};
static const char *const remarks[] = {
    "reason", "note", "comment", "by", "grund", "bemerkung", "kommentar", "von"};

static bool is_one_of(th_str key, const char *const *names, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (th_str_caseeq(key, th_strz(names[i])))
			return true;
	return false;
}

/* What an unknown key may mean: the plural or folder of a collection, or a typing error. */
static th_str key_meant(th_content *c, th_str key)
{
	static const char *const german[][2] = {{"geschichte", "story"}, {"geschichten", "story"},
	    {"personen", "person"}, {"adresse", "address"}, {"adressen", "address"},
	    {"addresses", "address"}, {"url", "address"}, {"datum", "date"}, {"day", "date"},
	    {"persons", "person"}, {"name", "person"}, {"alias", "aliases"}};
	th_str lower = th_str_lower(c->arena, key);
	th_strs known = {0};
	for (int kind = 0; kind < TH_KIND_COUNT; kind++) {
		*TH_ADD(c->arena, &known) = th_strz(th_kind_name[kind]);
		if (th_kind_path[kind] != NULL && th_str_eqz(lower, th_kind_path[kind]))
			return th_strz(th_kind_name[kind]);
	}
	for (size_t i = 0; i < TH_COUNT(german); i++)
		if (th_str_eqz(lower, german[i][0]))
			return th_strz(german[i][1]);
	for (size_t i = 0; i < TH_COUNT(further); i++)
		*TH_ADD(c->arena, &known) = th_strz(further[i]);
	th_str near = nearest(lower, &known);
	return near.n > 0 ? near : TH_S("story");
}

/* The collection of a key; TH_KIND_COUNT: address; -1: neither. */
static int kind_of(th_str key)
{
	for (int kind = 0; kind < TH_KIND_COUNT; kind++)
		if (th_str_caseeq(key, th_strz(th_kind_name[kind])))
			return kind;
	return th_str_caseeq(key, TH_S("address")) ? TH_KIND_COUNT : -1;
}

static bool read_names(
    th_content *c, const th_withdrawal *w, int kind, const yaml_node *list, th_findings *f)
{
	bool all = list->kind != YAML_MAP && first_text(list) != NULL;
	for (const yaml_node *n = first_text(list); n != NULL; n = next_text(list, n)) {
		th_str written = text_of(n), name = TH_NONE;
		if (kind == TH_KIND_COUNT && !is_address(written)) {
			if (th_str_chr(written, '/') < 0)
				name = slug_of(c->arena, without_ending(c, written));
			written = th_str_cat(c->arena, TH_S("/"), written);
		}
		bool read = written.n > 0 && read_name(c, w, (th_kind)kind, written, name);
		if (read)
			tell_elsewhere(c, w, written, f);
		all = all && read;
	}
	return all;
}

/* If an entry cannot be understood, nobody knows who is meant, so nothing may be published. */
static void read_entry(th_content *c, const yaml_node *entry, th_str file, th_findings *f)
{
	th_withdrawal w = {.at = {file, entry->line, 1}, .kind = TH_KIND_COUNT};
	bool any = false, all = true;
	const yaml_node *aliases = get(entry, "aliases");
	w.internal = is_internal(entry);
	w.with_aliases = aliases != NULL;
	for (const yaml_node *n = entry->first; n != NULL; n = n->next) {
		if (kind_of(n->key) >= 0) {
			if (!any)
				w.when = date_of(c, entry, w.at, text_of(first_text(n)), f);
			any = true;
			all = read_names(c, &w, kind_of(n->key), n, f) && all;
		} else if (!is_one_of(n->key, further, TH_COUNT(further)) &&
			   !is_one_of(n->key, remarks, TH_COUNT(remarks))) {
			finding_add(f, TH_RULE_WITHDRAWN_KEY,
			    (th_mark){file, n->key_line ? n->key_line : n->line, 1}, n->key,
			    key_meant(c, n->key), TH_NONE);
			c->unsure = true;
		}
	}
	if (any && aliases != NULL)
		all = read_aliases(c, &w, aliases, f) && all;
	if ((any && all) || (!any && c->unsure))
		return;
	finding_add(f, TH_RULE_WITHDRAWN_ENTRY, w.at, TH_NONE, TH_NONE, TH_NONE);
	c->unsure = true;
}

/* The first item that is not a map; NULL: all are, or there are none. */
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
	c->unsure = true; /* until it is clear who is meant */
	if (e->kind != TH_ENTRY_FILE) {
		if (e->kind != TH_ENTRY_SYMLINK) /* load.c has reported it */
			finding_add(f, TH_RULE_WITHDRAWN_FOLDER, whole, TH_NONE, TH_NONE, TH_NONE);
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
	bool understood = !c->unsure;
	for (const yaml_node *n = root->first; n != NULL && understood; n = n->next)
		read_entry(c, n, e->path, f);
	return 0;
}

static bool is_the_file(th_str path)
{
	return th_str_caseeq(path, TH_S("withdrawn.yml")) ||
	       th_str_caseeq(path, TH_S("withdrawn.yaml"));
}

/* In the root folder: withdrawn.json, widthdrawn.yml, zurückgezogen.yml. */
static bool is_nearly_the_file(th_content *c, th_str path)
{
	static const char *const names[] = {
	    "withdrawn", "withdrawals", "withdraw", "zurueckgezogen", "widerrufen"};
	if (th_str_chr(path, '/') >= 0)
		return false;
	ptrdiff_t dot = th_str_chr(path, '.');
	th_str stem = slug_of(c->arena, th_str_sub(path, 0, dot < 0 ? path.n : (size_t)dot));
	for (size_t i = 0; i < TH_COUNT(names); i++)
		if (stem.n > 0 && th_distance(stem, th_strz(names[i]), 2) <= 2)
			return true;
	return false;
}

/* A folder of that name, a file elsewhere, or one saved under another name. */
static void look_at_other(th_content *c, th_str path, th_findings *f)
{
	th_mark at = {.file = path};
	th_str rest = path, first;
	th_str_split(&rest, '/', &first);
	if (is_the_file(first)) {
		finding_add(f, TH_RULE_WITHDRAWN_FOLDER, at, TH_NONE, TH_NONE, TH_NONE);
		c->unsure = true;
	} else if (is_the_file(path_base(path)) || is_nearly_the_file(c, path)) {
		finding_add(f, TH_RULE_WITHDRAWN_ELSEWHERE, at, TH_NONE, TH_NONE, TH_NONE);
	}
}

/* Finds withdrawn.yml in any case: nobody may be public because of a capital letter. */
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
