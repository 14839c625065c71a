/* yaml.c -- the one file that knows libyaml: builds a small tree from its events.
 *
 * Called for front matter, hub.yml and data files, on any thread. Everything is bounded before
 * libyaml sees it or while it reads: it is superlinear in nested brackets, accepts duplicate keys,
 * and passes aliases on, which multiply when expanded. Must never expand one. */
#include "teamhub/yaml.h"

#include <stdio.h>
#include <stdlib.h>
#include <yaml.h>

enum { MAX_BRACKETS = 128 };

typedef struct reader {
	yaml_parser_t parser;
	th_str text, file;
	int line0;
	th_arena *arena;
	th_findings *findings;
	bool last_counts; /* for a name that appears twice at the top level */
} reader;

static th_mark mark(const reader *r, yaml_mark_t m)
{
	return (th_mark){r->file, r->line0 + (int)m.line, (int)m.column + 1};
}

static int fail(reader *r, enum th_rule_id rule, yaml_mark_t m, th_str w0, th_str w1)
{
	finding_add(r->findings, rule, mark(r, m), w0, w1, TH_NONE);
	return -1;
}

static int fail_deep(reader *r, yaml_mark_t m)
{
	return fail(
	    r, TH_RULE_YAML_DEEP, m, th_str_fmt(r->arena, "%d", (int)YAML_MAX_DEPTH), TH_NONE);
}

/* Counts brackets, even inside quotes: a text may contain a few unclosed ones, but no honest front
 * matter has a hundred. */
static int check_brackets(reader *r)
{
	int depth = 0;
	yaml_mark_t m = {0};
	for (size_t i = 0; i < r->text.n; i++) {
		char c = r->text.p[i];
		if (c == '[' || c == '{')
			depth++;
		else if ((c == ']' || c == '}') && depth > 0)
			depth--;
		if (depth > MAX_BRACKETS)
			return fail_deep(r, m);
		m.column++;
		if (c == '\n') {
			m.line++;
			m.column = 0;
		}
	}
	return 0;
}

/* The line (from 0), at or next above `line`, whose indentation contains a tab; -1. */
static int tab_line(th_str text, int line)
{
	th_str part;
	int found = -1;
	for (int at = 0; at <= line && th_str_split(&text, '\n', &part); at++) {
		size_t i = 0;
		while (i < part.n && part.p[i] == ' ')
			i++;
		if (i < part.n && part.p[i] == '\t' && th_str_trim(part).n > 0)
			found = at;
	}
	return found;
}

/* Maps libyaml's messages for programmers to rules for authors. First match wins; `at_context`:
 * report where the fault began, not where reading stopped. */
static const struct {
	const char *problem, *context;
	enum th_rule_id rule;
	bool at_context;
} explained[] = {
    {"mapping values are not allowed", "", TH_RULE_YAML_COLON, false},
    {"", "quoted scalar", TH_RULE_YAML_QUOTE, true},
    {"", "flow sequence", TH_RULE_YAML_BRACKET, true},
    {"", "flow mapping", TH_RULE_YAML_BRACKET, true},
    {"", "flow node", TH_RULE_YAML_BRACKET, false},
    {"", "simple key", TH_RULE_YAML_INDENT, true},
    {"did not find expected key", "", TH_RULE_YAML_INDENT, false},
    {"did not find expected '-' indicator", "", TH_RULE_YAML_INDENT, false},
    {"", "", TH_RULE_YAML_SYNTAX, false},
};

static int last_line(th_str text)
{
	int lines = 0;
	for (size_t i = 0; i + 1 < text.n; i++)
		lines += text.p[i] == '\n';
	return lines;
}

static int fail_syntax(reader *r)
{
	yaml_mark_t m = r->parser.problem_mark;
	const char *problem = r->parser.problem ? r->parser.problem : "";
	const char *context = r->parser.context ? r->parser.context : "";
	int tab = tab_line(r->text, (int)m.line);
	if (tab >= 0 && (int)m.line - tab <= 1)
		return fail(
		    r, TH_RULE_YAML_TAB, (yaml_mark_t){.line = (size_t)tab}, TH_NONE, TH_NONE);
	size_t i = 0;
	while (strstr(problem, explained[i].problem) == NULL ||
	       strstr(context, explained[i].context) == NULL)
		i++;
	if (explained[i].at_context)
		m = r->parser.context_mark;
	if (m.line > (size_t)last_line(r->text))
		m = (yaml_mark_t){.line = (size_t)last_line(r->text)};
	return fail(r, explained[i].rule, m, TH_NONE, TH_NONE);
}

static int next(reader *r, yaml_event_t *e)
{
	if (yaml_parser_parse(&r->parser, e))
		return 0;
	if (r->parser.error == YAML_MEMORY_ERROR) /* not the author's fault */
		th_no_memory();
	return fail_syntax(r);
}

static int read_node(reader *r, yaml_event_t *e, yaml_node **out, int depth);

static void append(yaml_node *parent, yaml_node *child, yaml_node ***tail)
{
	**tail = child;
	*tail = &child->next;
	parent->count++;
}

static int read_list(reader *r, yaml_node *list, int depth)
{
	yaml_node **tail = &list->first;
	for (;;) {
		yaml_event_t e;
		if (next(r, &e) < 0)
			return -1;
		if (e.type == YAML_SEQUENCE_END_EVENT) {
			yaml_event_delete(&e);
			return 0;
		}
		yaml_node *child;
		if (read_node(r, &e, &child, depth) < 0)
			return -1;
		append(list, child, &tail);
	}
}

/* Do not guess which of two values is meant when one may keep a text from being published. */
static bool may_hide(th_str key)
{
	static const char *const names[] = {"draft", "published", "publish", "publishdate",
	    "pubdate", "expires", "expirydate", "unpublishdate", "withdrawn", "audience", "consent",
	    "permalink", "_build", "build", "headless", "shown", "eleventyExcludeFromCollections"};
	for (size_t i = 0; i < TH_COUNT(names); i++)
		if (th_str_caseeq(key, th_strz(names[i])))
			return true;
	return false;
}

/* The later value replaces the earlier one. */
static int replace(reader *r, yaml_node *before, th_str key, yaml_mark_t at, int depth)
{
	yaml_event_t e;
	yaml_node *child, *next_one = before->next;
	fail(r, TH_RULE_YAML_DUPLICATE, at, key, th_str_fmt(r->arena, "%d", before->key_line));
	finding_set_severity(
	    r->findings, &r->findings->list.v[r->findings->list.n - 1], TH_WARNING);
	if (next(r, &e) < 0 || read_node(r, &e, &child, depth) < 0)
		return -1;
	child->key = before->key;
	child->key_line = r->line0 + (int)at.line;
	child->key_column = (int)at.column + 1;
	*before = *child;
	before->next = next_one;
	return 0;
}

static int read_map(reader *r, yaml_node *map, int depth)
{
	yaml_node **tail = &map->first;
	th_map seen; /* only made when a linear search would cost */
	th_map_init(&seen, r->arena);
	for (;;) {
		yaml_event_t e;
		if (next(r, &e) < 0)
			return -1;
		if (e.type == YAML_MAPPING_END_EVENT) {
			yaml_event_delete(&e);
			return 0;
		}
		yaml_mark_t at = e.start_mark;
		if (e.type != YAML_SCALAR_EVENT) {
			bool alias = e.type == YAML_ALIAS_EVENT;
			yaml_node *child;
			if (alias)
				return read_node(r, &e, &child, depth);
			yaml_event_delete(&e);
			return fail(r, TH_RULE_YAML_SHAPE, at, TH_NONE, TH_NONE);
		}
		th_str key = th_str_dup(
		    r->arena, (th_str){(const char *)e.data.scalar.value, e.data.scalar.length});
		bool merge =
		    e.data.scalar.style == YAML_PLAIN_SCALAR_STYLE && th_str_eqz(key, "<<");
		yaml_event_delete(&e);
		if (merge) /* could bring in a draft: that nobody here would notice */
			return fail(r, TH_RULE_YAML_MERGE, at, TH_NONE, TH_NONE);
		yaml_node *before = NULL;
		if (map->count < 24) {
			before = (yaml_node *)yaml_get(map, key);
		} else {
			if (map->count == 24)
				for (yaml_node *n = map->first; n; n = n->next)
					th_map_put(&seen, n->key, n);
			before = th_map_get(&seen, key);
		}
		if (before != NULL && r->last_counts && depth == 1 && !may_hide(key)) {
			if (replace(r, before, key, at, depth) < 0)
				return -1;
			continue;
		}
		if (before != NULL)
			return fail(r, TH_RULE_YAML_DUPLICATE, at, key,
			    th_str_fmt(r->arena, "%d", before->key_line));
		yaml_node *child;
		if (next(r, &e) < 0 || read_node(r, &e, &child, depth) < 0)
			return -1;
		child->key = key;
		child->key_line = r->line0 + (int)at.line;
		child->key_column = (int)at.column + 1;
		append(map, child, &tail);
		if (map->count > 24)
			th_map_put(&seen, key, child);
	}
}

/* Takes ownership of the event. */
static int read_node(reader *r, yaml_event_t *e, yaml_node **out, int depth)
{
	yaml_node *n = TH_NEW(r->arena, yaml_node);
	int rc = 0;
	*out = n;
	n->line = r->line0 + (int)e->start_mark.line;
	n->column = (int)e->start_mark.column + 1;
	yaml_event_type_t type = e->type;
	yaml_mark_t at = e->start_mark;
	if (type == YAML_SCALAR_EVENT) {
		n->text = th_str_dup(
		    r->arena, (th_str){(const char *)e->data.scalar.value, e->data.scalar.length});
		n->plain = e->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
	} else if (type == YAML_ALIAS_EVENT) {
		rc = fail(r, TH_RULE_YAML_ALIAS, at, th_strz((const char *)e->data.alias.anchor),
		    TH_NONE);
	}
	yaml_event_delete(e);
	if (type != YAML_SEQUENCE_START_EVENT && type != YAML_MAPPING_START_EVENT)
		return rc;
	if (depth >= YAML_MAX_DEPTH)
		return fail_deep(r, at);
	n->kind = type == YAML_SEQUENCE_START_EVENT ? YAML_LIST : YAML_MAP;
	return n->kind == YAML_LIST ? read_list(r, n, depth + 1) : read_map(r, n, depth + 1);
}

static int read_document(reader *r, yaml_node **out)
{
	for (;;) {
		yaml_event_t e;
		if (next(r, &e) < 0)
			return -1;
		switch (e.type) {
		case YAML_STREAM_START_EVENT:
		case YAML_DOCUMENT_START_EVENT:
			yaml_event_delete(&e);
			break;
		case YAML_STREAM_END_EVENT:
		case YAML_DOCUMENT_END_EVENT:
			yaml_event_delete(&e);
			return 0;
		default:
			return read_node(r, &e, out, 0);
		}
	}
}

/* What follows the first value must be readable too, up to the end of the document. */
static int read_end(reader *r)
{
	yaml_event_t e;
	if (next(r, &e) < 0)
		return -1;
	yaml_event_delete(&e);
	return 0;
}

static int read_text(yaml_node **out, th_str text, th_str file, int line, bool last_counts,
    th_arena *a, th_findings *f)
{
	reader r = {.text = text,
	    .file = file,
	    .line0 = line,
	    .arena = a,
	    .findings = f,
	    .last_counts = last_counts};
	yaml_node *root = NULL;
	*out = NULL;
	if (check_brackets(&r) < 0)
		return -1;
	if (!yaml_parser_initialize(&r.parser))
		th_no_memory();
	yaml_parser_set_encoding(&r.parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(
	    &r.parser, (const unsigned char *)(text.p ? text.p : ""), text.n);
	int rc = read_document(&r, &root);
	if (rc == 0 && root != NULL)
		rc = read_end(&r);
	yaml_parser_delete(&r.parser);
	if (rc < 0)
		return -1;
	if (root == NULL || yaml_is_null(root)) {
		root = TH_NEW(a, yaml_node);
		root->kind = YAML_MAP;
		root->line = line;
		root->column = 1;
	}
	*out = root;
	return 0;
}

int yaml_read(yaml_node **out, th_str text, th_str file, int line, th_arena *a, th_findings *f)
{
	return read_text(out, text, file, line, false, a, f);
}

int yaml_read_last(yaml_node **out, th_str text, th_str file, int line, th_arena *a, th_findings *f)
{
	return read_text(out, text, file, line, true, a, f);
}

bool yaml_has_more(th_str text)
{
	yaml_parser_t parser;
	yaml_event_t e;
	int documents = 0;
	if (!yaml_parser_initialize(&parser))
		th_no_memory();
	yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(
	    &parser, (const unsigned char *)(text.p ? text.p : ""), text.n);
	for (bool end = false; !end && documents < 2;) {
		if (!yaml_parser_parse(&parser, &e)) {
			documents = 2;
			break;
		}
		documents += e.type == YAML_DOCUMENT_START_EVENT;
		end = e.type == YAML_STREAM_END_EVENT;
		yaml_event_delete(&e);
	}
	yaml_parser_delete(&parser);
	return documents > 1;
}

const yaml_node *yaml_get(const yaml_node *map, th_str key)
{
	if (map == NULL || map->kind != YAML_MAP)
		return NULL;
	for (const yaml_node *n = map->first; n; n = n->next)
		if (th_str_eq(n->key, key))
			return n;
	return NULL;
}

bool yaml_is_null(const yaml_node *n)
{
	return n->kind == YAML_TEXT && n->plain &&
	       (n->text.n == 0 || th_str_eqz(n->text, "~") || th_str_caseeq(n->text, TH_S("null")));
}

bool yaml_bool(const yaml_node *n, bool *out)
{
	static const char *const words[][2] = {
	    {"false", "true"}, {"no", "yes"}, {"off", "on"}, {"nein", "ja"}, {"falsch", "wahr"}};
	if (n->kind != YAML_TEXT)
		return false;
	for (size_t i = 0; i < TH_COUNT(words); i++)
		for (int value = 0; value < 2; value++)
			if (th_str_caseeq(n->text, th_strz(words[i][value]))) {
				*out = value == 1;
				return true;
			}
	return false;
}
