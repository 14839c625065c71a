/* compile.c -- turns the tokens of a template into a flat program: text runs as long as the source
 * allows, dotted names split, sections and blocks as ranges of ops, partials as slots that are
 * filled when their template arrives.
 *
 * White space with inheritance (spec, ~inheritance): the content for a block loses the indentation
 * of its own first line here, and gets that of the place it is put when it is run. */
#include "program.h"

/* An open tag. */
typedef struct opened {
	const mu_token *tag;
	uint32_t op;   /* section, parent, block: its op */
	uint32_t arg;  /* argument of a parent: its index in args */
	uint32_t args; /* parent: the number of arguments before its own */
	bool is_arg;
	th_str dedent; /* the one in force around it */
} opened;

typedef struct compiler {
	mustache *set;
	th_arena *scratch;
	th_str src;
	th_str dedent; /* removed from every line */
	opened stack[MU_MAX_NESTING];
	size_t depth;
	TH_LIST(mu_op) ops;
	TH_LIST(mu_arg) args; /* for the parents that are open */
	mu_fault *fault;
} compiler;

static int fail_at(compiler *c, const mu_token *t, enum text_id id, const text_arg *args)
{
	return mu_fault_set(c->fault, t->line, t->column, id, args);
}

static mu_op *add_op(compiler *c, mu_code code, const mu_token *t)
{
	mu_op *op = TH_ADD(c->scratch, &c->ops);
	*op = (mu_op){
	    .code = code,
	    .line = (uint32_t)t->line,
	    .column = (uint32_t)t->column,
	};
	return op;
}

/* Removes from `s` as much of `prefix` as it begins with. */
static th_str without_prefix(th_str s, th_str prefix)
{
	size_t i = 0;
	while (i < s.n && i < prefix.n && s.p[i] == prefix.p[i])
		i++;
	return th_str_sub(s, i, s.n);
}

/* The indentation of the first non-blank line from `at` on; *where: its first character. */
static th_str first_indent(th_str src, size_t at, size_t *where)
{
	size_t line = at < src.n ? at : src.n, i = line;
	for (; i < src.n; i++) {
		char ch = src.p[i];
		if (ch == '\n')
			line = i + 1;
		else if (ch != ' ' && ch != '\t' && ch != '\r')
			break;
	}
	*where = i;
	return th_str_sub(src, line, i);
}

static const mu_path *split_path(compiler *c, const mu_token *t, th_str name)
{
	size_t dots = 0;
	for (size_t i = 0; i < name.n; i++)
		dots += name.p[i] == '.';
	if (th_str_eq(name, TH_S(".")))
		return TH_NEW(c->set->arena, mu_path);
	mu_path *path =
	    th_alloc(c->set->arena, sizeof(mu_path) + (dots + 1) * sizeof(path->part[0]));
	th_str rest = name, part;
	while (th_str_split(&rest, '.', &part)) {
		if (part.n == 0) {
			fail_at(c, t, TEXT_TEMPLATE_DOTS, TEXT_ALONE);
			return NULL;
		}
		path->part[path->n++] = part;
	}
	if (path->n != dots + 1) { /* a dot at the end */
		fail_at(c, t, TEXT_TEMPLATE_DOTS, TEXT_ALONE);
		return NULL;
	}
	return path;
}

static void add_text(compiler *c, const mu_token *t)
{
	th_str s = t->bol ? without_prefix(t->text, c->dedent) : t->text;
	if (s.n == 0)
		return;
	mu_op *last = c->ops.n ? &c->ops.v[c->ops.n - 1] : NULL;
	if (last && last->code == OP_TEXT && last->text.p + last->text.n == s.p) {
		last->text.n += s.n;
		return;
	}
	mu_op *op = add_op(c, OP_TEXT, t);
	op->text = s;
	op->bol = t->bol;
}

static int add_var(compiler *c, const mu_token *t)
{
	const mu_path *path = split_path(c, t, t->text);
	if (path == NULL)
		return -1;
	add_op(c, t->kind == TOK_RAW ? OP_RAW : OP_VAR, t)->path = path;
	return 0;
}

static int push(compiler *c, const mu_token *t, opened o)
{
	if (c->depth == MU_MAX_NESTING)
		return fail_at(
		    c, t, TEXT_TEMPLATE_NESTING, TEXT_WITH(TEXT_N("max", MU_MAX_NESTING)));
	o.tag = t;
	o.dedent = c->dedent;
	c->stack[c->depth++] = o;
	return 0;
}

static int open_section(compiler *c, const mu_token *t)
{
	if (push(c, t, (opened){.op = (uint32_t)c->ops.n}) < 0)
		return -1;
	const mu_path *path = split_path(c, t, t->text);
	if (path == NULL)
		return -1;
	add_op(c, t->kind == TOK_SECTION ? OP_SECTION : OP_INVERTED, t)->path = path;
	return 0;
}

/* A partial or parent: by name, or {{>*path}} by a value. */
static int add_call(compiler *c, const mu_token *t)
{
	mu_op *op = add_op(c, t->kind == TOK_PARTIAL ? OP_PARTIAL : OP_PARENT, t);
	op->alone = t->alone;
	op->text = t->alone ? without_prefix(t->indent, c->dedent) : TH_NONE;
	op->end = (uint32_t)c->ops.n;
	if (t->text.n > 1 && t->text.p[0] == '*') {
		op->dynamic = true;
		th_str name = th_str_sub(t->text, 1, t->text.n);
		op->path = split_path(c, t, th_str_dup(c->set->arena, name));
		return op->path ? 0 : -1;
	}
	op->slot = mu_slot_of(c->set, t->text);
	return 0;
}

static int open_parent(compiler *c, const mu_token *t)
{
	opened o = {.op = (uint32_t)c->ops.n, .args = (uint32_t)c->args.n};
	return push(c, t, o) < 0 ? -1 : add_call(c, t);
}

static int open_argument(compiler *c, const mu_token *t, const opened *parent)
{
	const th_str *name = mu_block_name(c->set, t->text);
	for (size_t i = parent->args; i < c->args.n; i++)
		if (c->args.v[i].name == name)
			return fail_at(
			    c, t, TEXT_TEMPLATE_BLOCK_TWICE, TEXT_WITH(TEXT_S("name", t->text)));
	if (push(c, t, (opened){.is_arg = true, .arg = (uint32_t)c->args.n}) < 0)
		return -1;
	size_t where;
	c->dedent = t->alone ? first_indent(c->src, t->next, &where) : TH_NONE;
	*TH_ADD(c->scratch, &c->args) = (mu_arg){
	    .name = name,
	    .from = (uint32_t)c->ops.n,
	    .line = (uint32_t)t->line,
	    .column = (uint32_t)t->column,
	    .inline_start = !t->alone,
	};
	return 0;
}

static int open_block(compiler *c, const mu_token *t)
{
	if (push(c, t, (opened){.op = (uint32_t)c->ops.n}) < 0)
		return -1;
	mu_op *op = add_op(c, OP_BLOCK, t);
	op->block = mu_block_name(c->set, t->text);
	op->alone = t->alone;
	return 0;
}

static void close_parent(compiler *c, const opened *o)
{
	mu_op *op = &c->ops.v[o->op];
	op->arg_count = c->args.n - o->args;
	mu_arg *args = th_alloc_array(c->set->arena, op->arg_count, sizeof(mu_arg));
	if (op->arg_count > 0)
		memcpy(args, c->args.v + o->args, op->arg_count * sizeof(mu_arg));
	op->args = args;
	c->args.n = o->args;
}

/* Content for a block is indented like the block's default, or like the tag. */
static void close_block(compiler *c, const opened *o, const mu_token *t)
{
	mu_op *op = &c->ops.v[o->op];
	op->whole = op->alone && t->alone;
	if (!op->alone)
		return;
	size_t where;
	th_str indent = first_indent(c->src, o->tag->next, &where);
	if (where >= t->at) /* no default */
		indent = o->tag->indent;
	op->text = without_prefix(indent, c->dedent);
}

static int close_tag(compiler *c, const mu_token *t)
{
	if (c->depth == 0)
		return fail_at(
		    c, t, TEXT_TEMPLATE_CLOSES_NOTHING, TEXT_WITH(TEXT_S("name", t->text)));
	opened o = c->stack[c->depth - 1];
	if (!th_str_eq(o.tag->text, t->text))
		return fail_at(c, t, TEXT_TEMPLATE_CLOSES_OTHER,
		    TEXT_WITH(TEXT_S("name", t->text), TEXT_S("open", o.tag->text),
			TEXT_N("line", o.tag->line), TEXT_N("column", o.tag->column)));
	c->depth--;
	c->dedent = o.dedent;
	if (o.is_arg) {
		mu_arg *arg = &c->args.v[o.arg];
		arg->end = (uint32_t)c->ops.n;
		arg->inline_end = !t->alone;
		return 0;
	}
	c->ops.v[o.op].end = (uint32_t)c->ops.n;
	if (o.tag->kind == TOK_PARENT)
		close_parent(c, &o);
	else if (o.tag->kind == TOK_BLOCK)
		close_block(c, &o, t);
	return 0;
}

static int compile_token(compiler *c, const mu_token *t)
{
	const opened *top = c->depth ? &c->stack[c->depth - 1] : NULL;
	bool in_parent = top && top->tag->kind == TOK_PARENT;
	if (in_parent && t->kind == TOK_BLOCK)
		return open_argument(c, t, top);
	if (in_parent && t->kind != TOK_CLOSE) {
		if (t->kind == TOK_TEXT || t->kind == TOK_SILENT)
			return 0;
		return fail_at(
		    c, t, TEXT_TEMPLATE_VANISHES, TEXT_WITH(TEXT_S("parent", top->tag->text)));
	}
	if (t->bol && t->kind != TOK_TEXT)
		add_op(c, OP_INDENT, t);
	switch (t->kind) {
	case TOK_TEXT:
		add_text(c, t);
		return 0;
	case TOK_VAR:
	case TOK_RAW:
		return add_var(c, t);
	case TOK_SECTION:
	case TOK_INVERTED:
		return open_section(c, t);
	case TOK_PARTIAL:
		return add_call(c, t);
	case TOK_PARENT:
		return open_parent(c, t);
	case TOK_BLOCK:
		return open_block(c, t);
	case TOK_CLOSE:
		return close_tag(c, t);
	case TOK_SILENT:
		return 0;
	}
	return 0;
}

const mu_program *mu_compile(mustache *m, th_str name, th_str text, mu_fault *fault)
{
	compiler c = {.set = m, .scratch = th_arena_new(), .src = text, .fault = fault};
	mu_tokens tokens = {0};
	mu_program *program = NULL;
	if (mu_lex(c.scratch, text, &tokens, fault) < 0)
		goto out;
	for (size_t i = 0; i < tokens.n; i++)
		if (compile_token(&c, &tokens.v[i]) < 0)
			goto out;
	if (c.depth > 0) {
		const mu_token *t = c.stack[c.depth - 1].tag;
		fail_at(&c, t, TEXT_TEMPLATE_NEVER_CLOSED, TEXT_WITH(TEXT_S("name", t->text)));
		goto out;
	}
	program = TH_NEW(m->arena, mu_program);
	mu_op *ops = th_alloc_array(m->arena, c.ops.n, sizeof(mu_op));
	if (c.ops.n > 0)
		memcpy(ops, c.ops.v, c.ops.n * sizeof(mu_op));
	*program = (mu_program){.name = name, .ops = ops, .n = (uint32_t)c.ops.n};
out:
	th_arena_free(c.scratch);
	return program;
}
