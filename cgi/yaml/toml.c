/* toml.c -- a TOML text as the same tree that YAML becomes. Called by frontmatter.c for text
 * between +++ lines, and for a generator's settings. */
#include "teamhub/yaml.h"

#include "toml_walk.h"

typedef struct build {
	yaml_node *stack[YAML_MAX_DEPTH + 1]; /* open maps and lists */
	yaml_node *last[YAML_MAX_DEPTH + 1];  /* the last child of each */
	size_t depth;
	size_t too_deep; /* maps and lists that were passed over */
	th_str key;
	int key_line, key_column;
	int line0;
	yaml_node *root;
	th_arena *a;
} build;

static yaml_node *add(build *b, yaml_kind kind, unsigned line, unsigned column)
{
	yaml_node *n = TH_NEW(b->a, yaml_node);
	*n = (yaml_node){.kind = kind,
	    .line = b->line0 + (int)line - 1,
	    .column = (int)column,
	    .key = b->key,
	    .key_line = b->key_line,
	    .key_column = b->key_column};
	b->key = TH_NONE;
	if (b->depth == 0) {
		b->root = n;
		return n;
	}
	size_t top = b->depth - 1;
	if (b->last[top] == NULL)
		b->stack[top]->first = n;
	else
		b->last[top]->next = n;
	b->last[top] = n;
	b->stack[top]->count++;
	return n;
}

static void on_key(void *ctx, const char *key, size_t n, unsigned line, unsigned column)
{
	build *b = ctx;
	b->key = th_str_dup(b->a, th_strn(key, n));
	b->key_line = b->line0 + (int)line - 1;
	b->key_column = (int)column;
}

static void on_open(void *ctx, bool list, unsigned line, unsigned column)
{
	build *b = ctx;
	if (b->too_deep > 0 || b->depth > YAML_MAX_DEPTH) {
		b->too_deep++;
		return;
	}
	yaml_node *n = add(b, list ? YAML_LIST : YAML_MAP, line, column);
	b->stack[b->depth] = n;
	b->last[b->depth] = NULL;
	b->depth++;
}

static void on_close(void *ctx)
{
	build *b = ctx;
	if (b->too_deep > 0)
		b->too_deep--;
	else
		b->depth--;
}

static void on_text(
    void *ctx, const char *text, size_t n, bool plain, unsigned line, unsigned column)
{
	build *b = ctx;
	if (b->too_deep > 0)
		return;
	yaml_node *one = add(b, YAML_TEXT, line, column);
	one->text = th_str_dup(b->a, th_strn(text, n));
	one->plain = plain;
}

static int fail(
    th_findings *f, enum th_rule_id rule, th_str file, int line, int column, th_str word)
{
	finding_add(f, rule, (th_mark){file, line, column}, word, TH_NONE, TH_NONE);
	return -1;
}

/* The library nests one level for each dot in a key: a.b.c. Returns the line with more dots than
 * levels are allowed, or 0. */
static int too_many_dots(th_str text)
{
	th_str rest = text, line;
	for (int number = 1; th_str_split(&rest, '\n', &line); number++) {
		int dots = 0;
		bool between = false;
		for (size_t i = 0; i < line.n && line.p[i] != '='; i++) {
			dots += line.p[i] == '.' && between;
			between = line.p[i] != '.' && (between || line.p[i] > ' ');
		}
		if (dots > YAML_MAX_DEPTH)
			return number;
	}
	return 0;
}

int toml_read(yaml_node **out, th_str text, th_str file, int line, th_arena *a, th_findings *f)
{
	build b = {.line0 = line, .a = a};
	toml_sink sink = {&b, on_key, on_open, on_close, on_text};
	unsigned bad_line = 1, bad_column = 1;
	int dots = too_many_dots(text);
	*out = NULL;
	if (dots > 0)
		return fail(f, TH_RULE_YAML_DEEP, file, line + dots - 1, 1,
		    th_str_fmt(a, "%d", YAML_MAX_DEPTH));
	if (!toml_walk(text.p ? text.p : "", text.n, &sink, &bad_line, &bad_column))
		return fail(f, TH_RULE_TOML_SYNTAX, file, line + (int)bad_line - 1, (int)bad_column,
		    TH_NONE);
	*out = b.root;
	return 0;
}
