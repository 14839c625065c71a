/* withdrawals.c -- withdrawn.yml: what is taken back though its file may be gone.
 *
 * A list of {story: SLUG, date: DAY}; instead of story: any collection's word, or address: for one
 * address alone; aliases: names more addresses; audience: internal leaves it out of what is public.
 * Called by load.c, then by link.c once every document has its id. A document whose file is still
 * there is withdrawn as if it said so itself; for one without a file a document is made up that
 * only says so: whoever wrote with that person is then judged as for any withdrawn person, and
 * nobody is made up in their place. */
#include "resolver.h"
#include "teamhub/yaml.h"

#define FILE_NAME TH_S("withdrawn.yml")

static th_str text_of(const yaml_node *map, const char *key)
{
	const yaml_node *n = yaml_get(map, th_strz(key));
	return n != NULL && n->kind == YAML_TEXT && !yaml_is_null(n) ? th_str_trim(n->text)
								     : TH_NONE;
}

static th_when date_of(th_content *c, const yaml_node *entry, th_str what, th_findings *f)
{
	th_when at = {.at = TH_NEVER};
	th_str written = text_of(entry, "date");
	if (written.n == 0 || !hub_date_parse(&at, written, c->hub)) {
		finding_add(f, TH_RULE_WITHDRAWN_DATE, (th_mark){FILE_NAME, entry->line, 1}, what,
		    TH_NONE, TH_NONE);
		at = (th_when){.at = TH_NEVER};
	}
	at.line = entry->line;
	return at;
}

/* The slug, or a path that was the document's file. */
static th_str slug_in(th_content *c, th_kind kind, th_str written)
{
	th_doc doc;
	th_findings none = {.arena = c->arena};
	th_entry e = {.path = written, .kind = TH_ENTRY_FILE};
	if (th_str_chr(written, '/') >= 0 && content_classify(&doc, c->hub, &e, c->arena, &none) &&
	    doc.kind == kind)
		return doc.slug;
	while (th_str_ends(written, TH_S("/")))
		written.n--;
	return slug_of(c->arena, path_base(written));
}

static void add_addresses(th_content *c, const yaml_node *n, const th_doc *doc)
{
	const yaml_node *one = n != NULL && n->kind == YAML_LIST ? n->first : n;
	for (; one != NULL; one = n->kind == YAML_LIST ? one->next : NULL) {
		if (one->kind != YAML_TEXT)
			continue;
		th_str href = address_normalise(c, doc, one->text);
		if (href.n > 0)
			*TH_ADD(c->arena, &c->gone) = (th_gone){href, doc->withdrawal};
	}
}

/* A document of which only its address and its end are known. */
static th_doc *note(th_content *c, th_kind kind, th_str slug)
{
	th_doc *doc = TH_NEW(c->arena, th_doc);
	*doc = doc_empty(kind, FILE_NAME);
	doc->slug = slug;
	doc->lang = c->hub->languages.v[0];
	doc_address(doc, c->hub, c->arena);
	doc->withdrawn = doc->left_out = true;
	return doc;
}

/* As everywhere, what is not clearly external is internal. */
static bool is_internal(const yaml_node *entry)
{
	return yaml_get(entry, TH_S("audience")) != NULL &&
	       !th_str_caseeq(text_of(entry, "audience"), TH_S("external"));
}

static void read_entry(th_content *c, const yaml_node *entry, th_findings *f)
{
	th_str address = text_of(entry, "address");
	th_doc *doc = NULL;
	if (address.n > 0) {
		th_doc any = doc_empty(TH_STORY, FILE_NAME);
		any.href = TH_S("/stories/x/");
		any.withdrawal = date_of(c, entry, address, f);
		size_t before = c->gone.n;
		add_addresses(c, yaml_get(entry, TH_S("address")), &any);
		if (c->gone.n > before)
			return;
	}
	for (int kind = 0; kind < TH_TERM && address.n == 0 && doc == NULL; kind++) {
		th_str written = text_of(entry, th_kind_name[kind]);
		th_str slug = written.n > 0 ? slug_in(c, (th_kind)kind, written) : TH_NONE;
		if (slug.n > 0)
			doc = note(c, (th_kind)kind, slug);
	}
	if (doc == NULL) {
		finding_add(f, TH_RULE_WITHDRAWN_ENTRY, (th_mark){FILE_NAME, entry->line, 1},
		    TH_NONE, TH_NONE, TH_NONE);
		return;
	}
	doc->withdrawal = date_of(c, entry, doc->slug, f);
	if (is_internal(entry))
		doc->audience = TH_INTERNAL;
	add_addresses(c, yaml_get(entry, TH_S("aliases")), doc);
	*TH_ADD(c->arena, &c->withdrawals) = doc;
}

int withdrawals_load(th_content *c, th_findings *f, th_err *err)
{
	const th_entry *e = source_find(c->source, FILE_NAME);
	th_mark whole = {.file = FILE_NAME};
	th_str bytes;
	yaml_node *root;
	if (e == NULL)
		return 0;
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
	if (yaml_read(&root, bytes, FILE_NAME, 1, c->arena, f) < 0)
		return 0;
	c->unsure = root->kind != YAML_LIST && root->first != NULL;
	if (c->unsure)
		finding_add(f, TH_RULE_WITHDRAWN_ENTRY, (th_mark){FILE_NAME, root->line, 1},
		    TH_NONE, TH_NONE, TH_NONE);
	for (const yaml_node *n = root->first; n != NULL && !c->unsure; n = n->next) {
		size_t before = c->gone.n;
		read_entry(c, n, f);
		if (is_internal(n) && c->hub->audience != TH_INTERNAL)
			c->gone.n = before;
	}
	return 0;
}

void link_withdrawals(resolver *r)
{
	th_content *c = r->content;
	for (size_t i = 0; i < c->withdrawals.n; i++) {
		th_doc *noted = c->withdrawals.v[i];
		th_doc *doc = th_map_get(&c->by_id, noted->id);
		if (doc == NULL) {
			*TH_ADD(c->arena, &c->docs) = noted;
			th_map_put(&c->by_id, noted->id, noted);
		} else if (!doc->withdrawn) {
			doc->withdrawn = true;
			doc->withdrawal = noted->withdrawal;
		}
	}
}
