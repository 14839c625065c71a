/* json.c -- a JSON text as the same small tree that YAML becomes. Called by frontmatter.c and for
 * data files of authors.
 *
 * jansson decides whether a text is JSON and decodes its strings. It keeps no line numbers, which
 * authors need; so a text that it accepted is walked once more, by code that may take it for valid.
 */
#include "parts.h"

#include <jansson.h>
#include <stdio.h>

typedef struct walk {
	th_str text, file;
	size_t at, line_at; /* line_at: where the line begins */
	int line;
	th_arena *a;
	th_findings *f;
	bool failed;
} walk;

/* Half a surrogate pair is what a text cut by length ends in: it becomes U+FFFD, of as many octets
 * as an escape. */
static th_str mend_halves(th_str text, th_arena *a)
{
	char *p = th_str_z(a, text);
	for (size_t i = 0; i + 6 <= text.n; i++) {
		unsigned code = 0, low = 0;
		if (p[i] != '\\')
			continue;
		if (p[i + 1] != 'u' || sscanf(p + i + 2, "%4x", &code) != 1 || code < 0xd800 ||
		    code > 0xdfff) {
			i++; /* the escaped character is none that escapes */
			continue;
		}
		if (code < 0xdc00 && i + 12 <= text.n && p[i + 6] == '\\' && p[i + 7] == 'u' &&
		    sscanf(p + i + 8, "%4x", &low) == 1 && low >= 0xdc00 && low <= 0xdfff) {
			i += 11;
			continue;
		}
		memcpy(p + i, "\\ufffd", 6);
		i += 5;
	}
	return th_strn(p, text.n);
}

static void skip_space(walk *w)
{
	for (; w->at < w->text.n; w->at++) {
		char c = w->text.p[w->at];
		if (c == '\n') {
			w->line++;
			w->line_at = w->at + 1;
		} else if (c != ' ' && c != '\t' && c != '\r') {
			return;
		}
	}
}

static char peek(const walk *w)
{
	return w->at < w->text.n ? w->text.p[w->at] : 0;
}

/* The string that begins here, decoded. */
static th_str take_string(walk *w)
{
	size_t from = w->at++;
	while (w->at < w->text.n && w->text.p[w->at] != '"')
		w->at += w->text.p[w->at] == '\\' ? 2 : 1;
	w->at++;
	json_t *one =
	    json_loadb(w->text.p + from, w->at - from, JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
	th_str out =
	    one != NULL ? th_str_dup(w->a, th_strn(json_string_value(one), json_string_length(one)))
			: TH_NONE;
	json_decref(one);
	return out;
}

static th_str take_word(walk *w)
{
	size_t from = w->at;
	while (w->at < w->text.n && strchr(",]} \t\r\n", w->text.p[w->at]) == NULL)
		w->at++;
	return th_str_dup(w->a, th_str_sub(w->text, from, w->at));
}

static yaml_node *take_value(walk *w, int depth);

/* If a name appears twice, the last one counts, as in every JSON reader. */
static void put(walk *w, yaml_node *map, yaml_node *child, th_map *seen, yaml_node ***tail)
{
	yaml_node *before = th_map_get(seen, child->key);
	if (before == NULL) {
		th_map_put(seen, child->key, child);
		**tail = child;
		*tail = &child->next;
		map->count++;
		return;
	}
	yaml_tell_twice(w->f, (th_mark){w->file, child->key_line, child->key_column}, child->key,
	    before->key_line);
	if (yaml_may_hide(child->key))
		yaml_make_unclear(child);
	child->next = before->next; /* where the last one ends is &before->next still */
	*before = *child;
}

static void take_children(walk *w, yaml_node *n, int depth)
{
	char end = n->kind == YAML_MAP ? '}' : ']';
	yaml_node **tail = &n->first;
	th_map seen;
	th_map_init(&seen, w->a);
	w->at++;
	for (skip_space(w); peek(w) != end && !w->failed; skip_space(w)) {
		th_str key = TH_NONE;
		int line = w->line, column = (int)(w->at - w->line_at) + 1;
		if (n->kind == YAML_MAP) {
			key = take_string(w);
			skip_space(w);
			w->at++; /* : */
			skip_space(w);
		}
		yaml_node *child = take_value(w, depth + 1);
		child->key = key;
		child->key_line = n->kind == YAML_MAP ? line : 0;
		child->key_column = n->kind == YAML_MAP ? column : 0;
		if (n->kind == YAML_MAP) {
			put(w, n, child, &seen, &tail);
		} else {
			*tail = child;
			tail = &child->next;
			n->count++;
		}
		skip_space(w);
		if (peek(w) == ',')
			w->at++;
	}
	w->at++;
}

static yaml_node *take_value(walk *w, int depth)
{
	yaml_node *n = TH_NEW(w->a, yaml_node);
	char c = peek(w);
	n->line = w->line;
	n->column = (int)(w->at - w->line_at) + 1;
	if (c == '"') {
		n->text = take_string(w);
	} else if (c != '{' && c != '[') {
		n->text = take_word(w);
		n->plain = true;
	} else if (depth >= YAML_MAX_DEPTH) {
		finding_add(w->f, TH_RULE_YAML_DEEP, (th_mark){w->file, n->line, n->column},
		    th_str_fmt(w->a, "%d", YAML_MAX_DEPTH), TH_NONE, TH_NONE);
		w->failed = true;
	} else {
		n->kind = c == '{' ? YAML_MAP : YAML_LIST;
		take_children(w, n, depth);
	}
	return n;
}

int json_read(yaml_node **out, th_str text, th_str file, int line, th_arena *a, th_findings *f)
{
	json_error_t error;
	*out = NULL;
	text = mend_halves(text, a);
	if (th_str_starts(text, TH_S("\xef\xbb\xbf")))
		text = th_str_sub(text, 3, text.n);
	json_t *whole = json_loadb(
	    text.p, text.n, JSON_DECODE_ANY | JSON_ALLOW_NUL | JSON_DECODE_INT_AS_REAL, &error);
	if (whole == NULL) {
		finding_add(f, TH_RULE_JSON_SYNTAX,
		    (th_mark){file, line + (error.line > 0 ? error.line : 1) - 1,
			error.column > 0 ? error.column : 1},
		    TH_NONE, TH_NONE, TH_NONE);
		return -1;
	}
	json_decref(whole);
	walk w = {.text = text, .file = file, .line = line, .a = a, .f = f};
	skip_space(&w);
	*out = take_value(&w, 0);
	return w.failed ? -1 : 0;
}
