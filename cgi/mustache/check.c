/* check.c -- walks templates over types instead of values: finds unknown names, missing partials
 * and blocks, and text that would be printed unescaped. Called by face/html.c when a theme is
 * published. Never renders; bounded like run.c. */
#include "program.h"

enum { MAX_WALK = 200000, MAX_SAID = 1000 };

typedef struct checker {
	const mustache *set;
	const mu_typing *typing;
	mu_problem report;
	void *ctx;
	th_arena *arena;
	th_map said;     /* places already reported */
	size_t problems; /* their number */
	size_t steps, calls, depth, levels;
	const mu_program *path[MU_MAX_CALLS]; /* templates being walked */
	const void *stack[MU_MAX_CONTEXT];    /* types, the innermost last; NULL: any name passes */
} checker;

typedef struct scope {
	const mu_program *program;
	const mu_frame *frame;
} scope;

/* What was found for a name. */
typedef struct found {
	const void *type; /* NULL: unknown, do not check further */
	bool list;
} found;

static void walk(checker *k, scope s, uint32_t pc, uint32_t end);

static void say(
    checker *k, scope s, uint32_t line, uint32_t column, enum text_id id, const text_arg *args)
{
	if (k->problems == MAX_SAID)
		return;
	th_str place = th_str_fmt(k->arena, "%.*s:%u:%u", TH_FMT(s.program->name), line, column);
	if (th_map_get(&k->said, place) != NULL)
		return;
	th_map_put(&k->said, place, k);
	k->problems++;
	const text_sentence what = {id, args};
	if (k->report)
		k->report(k->ctx, s.program->name, (int)line, (int)column, &what);
}

/* ---- did you mean ---- */

typedef struct guess {
	th_str wanted, best;
	size_t edits;
} guess;

static guess guess_for(th_str wanted)
{
	size_t most = wanted.n < 2 ? 0 : wanted.n < 6 ? 1 : wanted.n < 9 ? 2 : 3;
	return (guess){.wanted = wanted, .edits = most + 1};
}

static void guess_name(guess *g, th_str name)
{
	size_t d = g->edits > 0 ? th_distance(g->wanted, name, g->edits - 1) : 0;
	if (d < g->edits) {
		g->edits = d;
		g->best = name;
	}
}

static void guess_member(const checker *k, guess *g, const void *type)
{
	if (k->typing->name == NULL || type == NULL || k->typing->open(type))
		return;
	for (size_t i = 0; i < 10000; i++) {
		th_str name = k->typing->name(type, i);
		if (name.p == NULL)
			return;
		guess_name(g, name);
	}
}

/* `near` is said when there is a guess: it ends with "did you mean {hint}?". */
static void say_unknown(checker *k, scope s, uint32_t line, uint32_t column, const guess *g,
    th_str owner, enum text_id id, enum text_id near)
{
	say(k, s, line, column, g->best.p ? near : id,
	    TEXT_WITH(TEXT_S("owner", owner), TEXT_S("name", g->wanted), TEXT_S("hint", g->best)));
}

/* ---- names ---- */

/* A type that knows the name takes precedence over an open one inside it, whose keys are
 * unknown. */
static found find_first(checker *k, scope s, const mu_op *op, th_str name)
{
	found f = {0};
	const void *open = NULL;
	for (size_t i = k->depth; i > 0; i--) {
		const void *type = k->stack[i - 1];
		if (type == NULL)
			return f;
		if (k->typing->open(type)) {
			open = open ? open : type;
			continue;
		}
		f.type = k->typing->member(type, name, &f.list);
		if (f.type != NULL)
			return f;
	}
	if (open != NULL) {
		f.type = k->typing->member(open, name, &f.list);
		return f;
	}
	guess g = guess_for(name);
	for (size_t i = k->depth; i > 0; i--)
		guess_member(k, &g, k->stack[i - 1]);
	say_unknown(
	    k, s, op->line, op->column, &g, TH_NONE, TEXT_TEMPLATE_NAME, TEXT_TEMPLATE_NAME_NEAR);
	return f;
}

static found find_next(checker *k, scope s, const mu_op *op, th_str before, th_str name, found f)
{
	if (f.list) {
		say(k, s, op->line, op->column, TEXT_TEMPLATE_LIST,
		    TEXT_WITH(TEXT_S("list", before), TEXT_S("name", name)));
		return (found){0};
	}
	found next = {0};
	next.type = k->typing->member(f.type, name, &next.list);
	if (next.type != NULL || k->typing->open(f.type))
		return next;
	guess g = guess_for(name);
	guess_member(k, &g, f.type);
	say_unknown(k, s, op->line, op->column, &g, before, TEXT_TEMPLATE_MEMBER,
	    TEXT_TEMPLATE_MEMBER_NEAR);
	return next;
}

static found find(checker *k, scope s, const mu_op *op)
{
	const mu_path *path = op->path;
	if (path->n == 0)
		return (found){.type = k->stack[k->depth - 1]};
	found f = find_first(k, s, op, path->part[0]);
	for (size_t i = 1; i < path->n && f.type != NULL; i++)
		f = find_next(k, s, op, path->part[i - 1], path->part[i], f);
	return f;
}

/* ---- the walk ---- */

static void walk_section(checker *k, scope s, uint32_t pc)
{
	const mu_op *op = &s.program->ops[pc];
	found f = find(k, s, op);
	if (k->depth == MU_MAX_CONTEXT)
		return;
	k->stack[k->depth++] = f.type;
	walk(k, s, pc + 1, op->end);
	k->depth--;
}

static bool is_walked(const checker *k, const mu_program *p)
{
	size_t times = 0;
	for (size_t i = 0; i < k->calls; i++)
		times += k->path[i] == p;
	return times > 1; /* twice: a list nested in one of its own kind was seen from inside */
}

static void report_unused(checker *k, scope s, const mu_op *op, const bool *used)
{
	for (size_t i = 0; i < op->arg_count; i++) {
		const mu_arg *arg = &op->args[i];
		if (used[i])
			continue;
		guess g = guess_for(*arg->name);
		const mu_program *parent = op->slot->program;
		for (uint32_t pc = 0; pc < parent->n; pc++)
			if (parent->ops[pc].code == OP_BLOCK)
				guess_name(&g, *parent->ops[pc].block);
		say_unknown(k, s, arg->line, arg->column, &g, op->slot->name, TEXT_TEMPLATE_BLOCK,
		    TEXT_TEMPLATE_BLOCK_NEAR);
	}
}

static void walk_call(checker *k, scope s, const mu_op *op)
{
	if (op->dynamic) { /* the data decides which template this is */
		find(k, s, op);
		return;
	}
	const mu_program *p = op->slot->program;
	if (p == NULL) {
		guess g = guess_for(op->slot->name);
		for (size_t i = 0; i < k->set->slots.n; i++) {
			const mu_slot *slot = k->set->slots.items[i].value;
			if (slot->program != NULL)
				guess_name(&g, slot->name);
		}
		say_unknown(k, s, op->line, op->column, &g, TH_NONE, TEXT_TEMPLATE_PARTIAL,
		    TEXT_TEMPLATE_PARTIAL_NEAR);
		return;
	}
	if (k->calls == MU_MAX_CALLS || is_walked(k, p))
		return;
	bool *used = th_alloc_array(k->arena, op->arg_count, sizeof(bool));
	const mu_frame frame = {
	    .outer = s.frame,
	    .program = s.program,
	    .parent = op,
	    .used = used,
	};
	scope inner = {.program = p, .frame = op->arg_count > 0 ? &frame : s.frame};
	k->path[k->calls++] = p;
	walk(k, inner, 0, p->n);
	k->calls--;
	report_unused(k, s, op, used);
}

static void walk_block(checker *k, scope s, uint32_t pc)
{
	const mu_op *op = &s.program->ops[pc];
	const mu_arg *arg = NULL;
	const mu_frame *in = NULL;
	for (const mu_frame *f = s.frame; f != NULL; f = f->outer)
		for (size_t i = 0; i < f->parent->arg_count; i++)
			if (f->parent->args[i].name == op->block) {
				arg = &f->parent->args[i];
				in = f;
				f->used[i] = true;
			}
	if (arg == NULL) {
		walk(k, s, pc + 1, op->end);
		return;
	}
	scope inner = {.program = in->program, .frame = in->outer};
	walk(k, inner, arg->from, arg->end);
}

static void check_raw(checker *k, scope s, const mu_op *op)
{
	found f = find(k, s, op);
	if (f.type != NULL && !f.list && k->typing->unsafe && k->typing->unsafe(f.type))
		say(k, s, op->line, op->column, TEXT_TEMPLATE_UNESCAPED, TEXT_ALONE);
}

static void walk(checker *k, scope s, uint32_t pc, uint32_t end)
{
	if (k->levels == MU_MAX_LEVELS)
		return;
	k->levels++;
	while (pc < end && k->steps < MAX_WALK) {
		const mu_op *op = &s.program->ops[pc];
		k->steps++;
		switch (op->code) {
		case OP_TEXT:
		case OP_INDENT:
			pc++;
			break;
		case OP_VAR:
		case OP_INVERTED:
			find(k, s, op);
			pc++;
			break;
		case OP_RAW:
			check_raw(k, s, op);
			pc++;
			break;
		case OP_SECTION:
			walk_section(k, s, pc);
			pc = op->end;
			break;
		case OP_PARTIAL:
		case OP_PARENT:
			walk_call(k, s, op);
			pc = op->end;
			break;
		case OP_BLOCK:
			walk_block(k, s, pc);
			pc = op->end;
			break;
		}
	}
	k->levels--;
}

size_t mustache_check(const mustache *m, th_str name, const mu_typing *typing, const void *root,
    mu_problem report, void *ctx)
{
	const mu_slot *slot = th_map_get(&m->slots, name);
	if (slot == NULL || slot->program == NULL) {
		const text_sentence what = {TEXT_TEMPLATE_NONE, TEXT_ALONE};
		if (report)
			report(ctx, name, 1, 1, &what);
		return 1;
	}
	checker k = {
	    .set = m,
	    .typing = typing,
	    .report = report,
	    .ctx = ctx,
	    .arena = th_arena_new(),
	    .depth = 1,
	};
	k.stack[0] = root;
	th_map_init(&k.said, k.arena);
	k.path[k.calls++] = slot->program;
	walk(&k, (scope){.program = slot->program}, 0, slot->program->n);
	th_arena_free(k.arena);
	return k.problems;
}
