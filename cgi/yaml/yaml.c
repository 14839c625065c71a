/* yaml.c -- the one file that knows libyaml: builds a small tree from its events.
 *
 * Called for front matter, hub.yml and data files, on any thread. Everything is bounded before
 * libyaml sees it or while it reads: it takes superlinear time for nested brackets, accepts a key
 * twice, and does not expand aliases. Expanding them can multiply a text; only alias.c does it, for
 * data files. */
#include "parts.h"

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
	bool data;        /* aliases are expanded, and what is at fault costs itself only */
	yaml_breaks breaks;
	yaml_lines lines;
	yaml_anchors anchors;
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

static th_str scalar_text(reader *r, const yaml_event_t *e)
{
	th_str text = {(const char *)e->data.scalar.value, e->data.scalar.length};
	return th_str_dup(r->arena, yaml_show_breaks(&r->breaks, text, r->arena));
}

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

/* The later value replaces the earlier one. */
static int replace(reader *r, yaml_node *before, th_str key, yaml_mark_t at, int depth)
{
	yaml_event_t e;
	yaml_node *child, *next_one = before->next;
	yaml_tell_twice(r->findings, mark(r, at), key, before->key_line);
	if (next(r, &e) < 0 || read_node(r, &e, &child, depth) < 0)
		return -1;
	child->key = before->key;
	child->key_line = r->line0 + (int)at.line;
	child->key_column = (int)at.column + 1;
	if (yaml_may_hide(key))
		yaml_make_unclear(child);
	*before = *child;
	before->next = next_one;
	return 0;
}

static void take_merged(reader *r, yaml_node *map, const yaml_node *from)
{
	if (yaml_merge(&r->anchors, map, from, r->arena))
		return;
	th_finding *one = finding_add(r->findings, TH_RULE_YAML_MERGE,
	    (th_mark){r->file, from->line, from->column}, TH_NONE, TH_NONE, TH_NONE);
	finding_set_severity(r->findings, one, TH_WARNING);
}

static int read_map(reader *r, yaml_node *map, int depth)
{
	yaml_node **tail = &map->first;
	TH_LIST(yaml_node *) merged = {0};
	th_map seen; /* only made when a linear search would cost */
	th_map_init(&seen, r->arena);
	for (;;) {
		yaml_event_t e;
		if (next(r, &e) < 0)
			return -1;
		if (e.type == YAML_MAPPING_END_EVENT) {
			yaml_event_delete(&e);
			for (size_t i = 0; i < merged.n; i++)
				take_merged(r, map, merged.v[i]);
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
		th_str key = scalar_text(r, &e);
		bool merge =
		    e.data.scalar.style == YAML_PLAIN_SCALAR_STYLE && th_str_eqz(key, "<<");
		yaml_event_delete(&e);
		if (merge && !r->data) /* could bring in a draft: that nobody would notice */
			return fail(r, TH_RULE_YAML_MERGE, at, TH_NONE, TH_NONE);
		if (merge) {
			if (next(r, &e) < 0 ||
			    read_node(r, &e, TH_ADD(r->arena, &merged), depth) < 0)
				return -1;
			continue;
		}
		yaml_node *before = NULL;
		if (map->count < 24) {
			before = (yaml_node *)yaml_get(map, key);
		} else {
			if (map->count == 24)
				for (yaml_node *n = map->first; n; n = n->next)
					th_map_put(&seen, n->key, n);
			before = th_map_get(&seen, key);
		}
		bool last = r->data || (r->last_counts && depth == 1 && !yaml_may_hide(key));
		if (before != NULL && last) {
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
		if (child->lost && yaml_may_hide(key))
			yaml_make_unclear(child);
		append(map, child, &tail);
		if (map->count > 24)
			th_map_put(&seen, key, child);
	}
}

/* ---- values ---- */

static bool says_more(const yaml_node *n)
{
	bool yes, letter = n->text.n == 0;
	for (size_t i = 0; i < n->text.n && !letter; i++)
		letter = (unsigned char)(n->text.p[i] | 0x20) >= 'a';
	return letter && !yaml_bool(n, &yes);
}

/* "Mein Tag #Werkstolz" loses its end, "!Achtung Baustelle" and "&Co" their beginning. */
static void tell_lost(reader *r, const yaml_node *n, const yaml_event_t *e)
{
	const char *tag = (const char *)e->data.scalar.tag;
	const char *anchor = (const char *)e->data.scalar.anchor;
	th_str behind = yaml_comment_behind(&r->lines, e->end_mark.line, e->end_mark.column),
	       before = TH_NONE;
	if (behind.n > 0 && says_more(n))
		finding_add(r->findings, TH_RULE_YAML_HASH, mark(r, e->end_mark), behind,
		    th_str_trim(th_str_fmt(r->arena, "%.*s %.*s", TH_FMT(n->text), TH_FMT(behind))),
		    TH_NONE);
	if (tag != NULL && tag[0] == '!')
		before = th_strz(tag);
	else if (anchor != NULL && !r->data)
		before = th_str_fmt(r->arena, "&%s", anchor);
	if (before.n > 0)
		finding_add(r->findings, TH_RULE_YAML_TAG, mark(r, e->start_mark),
		    th_str_dup(r->arena, before),
		    th_str_fmt(r->arena, "%.*s %.*s", TH_FMT(before), TH_FMT(n->text)), TH_NONE);
}

static const char *anchor_of(const yaml_event_t *e)
{
	const yaml_char_t *name =
	    e->type == YAML_SCALAR_EVENT           ? e->data.scalar.anchor
	    : e->type == YAML_SEQUENCE_START_EVENT ? e->data.sequence_start.anchor
	    : e->type == YAML_MAPPING_START_EVENT  ? e->data.mapping_start.anchor
						   : NULL;
	return (const char *)name;
}

static int read_alias(reader *r, yaml_node *n, const yaml_event_t *e, int depth)
{
	th_str name = th_str_dup(r->arena, th_strz((const char *)e->data.alias.anchor));
	if (r->data && yaml_expand(&r->anchors, n, name, depth))
		return 0;
	fail(r, TH_RULE_YAML_ALIAS, e->start_mark, name, TH_NONE);
	if (!r->data)
		return -1;
	finding_set_severity(
	    r->findings, &r->findings->list.v[r->findings->list.n - 1], TH_WARNING);
	n->lost = true;
	return 0;
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
	th_str anchor = r->data ? th_str_dup(r->arena, th_strz(anchor_of(e))) : TH_NONE;
	if (type == YAML_SCALAR_EVENT) {
		n->text = scalar_text(r, e);
		n->plain = e->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
		if (n->plain)
			tell_lost(r, n, e);
	} else if (type == YAML_ALIAS_EVENT) {
		rc = read_alias(r, n, e, depth);
	}
	yaml_event_delete(e);
	if (type == YAML_SEQUENCE_START_EVENT || type == YAML_MAPPING_START_EVENT) {
		if (depth >= YAML_MAX_DEPTH)
			return fail_deep(r, at);
		n->kind = type == YAML_SEQUENCE_START_EVENT ? YAML_LIST : YAML_MAP;
		rc = n->kind == YAML_LIST ? read_list(r, n, depth + 1) : read_map(r, n, depth + 1);
	}
	if (rc == 0 && anchor.n > 0) /* complete now: nothing holds itself */
		th_map_put(&r->anchors.named, anchor, n);
	return rc;
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

static int read_text(yaml_node **out, reader r, int line)
{
	yaml_node *root = NULL;
	th_arena *a = r.arena;
	*out = NULL;
	r.line0 = line;
	r.text = yaml_hide_breaks(&r.breaks, r.text, a);
	r.lines = (yaml_lines){.text = r.text};
	th_map_init(&r.anchors.named, a);
	if (check_brackets(&r) < 0)
		return -1;
	if (!yaml_parser_initialize(&r.parser))
		th_no_memory();
	yaml_parser_set_encoding(&r.parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(
	    &r.parser, (const unsigned char *)(r.text.p ? r.text.p : ""), r.text.n);
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
	return read_text(
	    out, (reader){.text = text, .file = file, .arena = a, .findings = f}, line);
}

int yaml_read_last(yaml_node **out, th_str text, th_str file, int line, th_arena *a, th_findings *f)
{
	return read_text(out,
	    (reader){.text = text, .file = file, .arena = a, .findings = f, .last_counts = true},
	    line);
}

int yaml_read_data(yaml_node **out, th_str text, th_str file, int line, th_arena *a, th_findings *f)
{
	return read_text(out,
	    (reader){.text = text, .file = file, .arena = a, .findings = f, .data = true}, line);
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
