/* run.c -- renders a compiled template: walks the flat program, asks the data source for names,
 * copies text runs. Called by face/html.c and tests. Allocates nothing but output; nesting, steps
 * and output are bounded, whatever the templates contain. */
#include "program.h"

/* White space put before each line by callers, the innermost first. */
typedef struct indent {
	const struct indent *outer;
	th_str text;
} indent;

typedef struct runner {
	const mustache *set;
	const mu_data *data;
	th_buf *out;
	th_str name; /* of the outermost template */
	th_err *err;
	const mu_program *parent, *instead; /* NULL: nothing is replaced */
	size_t limit;                       /* of out->n */
	size_t steps;
	size_t calls;
	size_t levels;
	size_t depth;
	mu_value stack[MU_MAX_CONTEXT]; /* the innermost last */
} runner;

/* What a template runs with; passed by value. */
typedef struct scope {
	const mu_program *program;
	const mu_frame *frame;
	const indent *indent;
} scope;

static bool run(runner *r, scope s, uint32_t pc, uint32_t end);

static void put_indent(th_buf *out, const indent *in)
{
	if (in == NULL)
		return;
	put_indent(out, in->outer);
	th_buf_add(out, in->text);
}

static bool line_is_empty(th_str s)
{
	return s.n == 0 || s.p[0] == '\n' || (s.p[0] == '\r' && s.n > 1 && s.p[1] == '\n');
}

static void put_text(th_buf *out, const mu_op *op, const indent *in)
{
	if (in == NULL) {
		th_buf_add(out, op->text);
		return;
	}
	bool bol = op->bol;
	for (th_str rest = op->text; rest.n > 0; bol = true) {
		if (bol && !line_is_empty(rest))
			put_indent(out, in);
		ptrdiff_t nl = th_str_chr(rest, '\n');
		size_t n = nl < 0 ? rest.n : (size_t)nl + 1;
		th_buf_add(out, th_str_sub(rest, 0, n));
		rest = th_str_sub(rest, n, rest.n);
	}
}

static void put_number(th_buf *out, int64_t num)
{
	char digits[24];
	size_t i = sizeof(digits);
	uint64_t rest = num < 0 ? 0 - (uint64_t)num : (uint64_t)num;
	do
		digits[--i] = (char)('0' + rest % 10);
	while (rest /= 10);
	if (num < 0)
		digits[--i] = '-';
	th_buf_add(out, th_strn(digits + i, sizeof(digits) - i));
}

static void put_value(th_buf *out, const mu_value *v, bool raw)
{
	switch (v->kind) {
	case MU_TEXT:
		if (raw)
			th_buf_add(out, v->text);
		else
			th_buf_add_html(out, v->text);
		return;
	case MU_HTML:
		th_buf_add(out, v->text);
		return;
	case MU_NUM:
		if (v->text.n > 0)
			th_buf_add_html(out, v->text);
		else
			put_number(out, v->num);
		return;
	case MU_BOOL:
		th_buf_addz(out, v->truth ? "true" : "false");
		return;
	case MU_NULL:
	case MU_LIST:
	case MU_OBJECT:
		return;
	}
}

/* Searches for the first part from the innermost context outwards, for the others only in what was
 * found (spec, interpolation: "Context Precedence"). Absent: MU_NULL. */
static void look_up(const runner *r, const mu_path *path, mu_value *out)
{
	if (path->n == 0) {
		*out = r->stack[r->depth - 1];
		return;
	}
	bool found = false;
	for (size_t i = r->depth; i > 0 && !found; i--)
		if (r->stack[i - 1].kind == MU_OBJECT)
			found = r->data->member(&r->stack[i - 1], path->part[0], out);
	for (size_t k = 1; k < path->n && found; k++) {
		mu_value object = *out;
		found = object.kind == MU_OBJECT && r->data->member(&object, path->part[k], out);
	}
	if (!found)
		*out = (mu_value){.kind = MU_NULL};
}

static bool is_true(const mu_value *v)
{
	switch (v->kind) {
	case MU_NULL:
		return false;
	case MU_BOOL:
	case MU_NUM:
		return v->truth;
	case MU_TEXT:
	case MU_HTML:
		return v->text.n > 0;
	case MU_LIST:
		return v->count > 0;
	case MU_OBJECT:
		return true;
	}
	return false;
}

static bool stop(runner *r, const char *why)
{
	th_fail(r->err, "%.*s: %s", TH_FMT(r->name), why);
	return false;
}

static bool run_section(runner *r, scope s, uint32_t pc)
{
	mu_value v;
	const mu_op *op = &s.program->ops[pc];
	look_up(r, op->path, &v);
	if (!is_true(&v))
		return true;
	if (r->depth == MU_MAX_CONTEXT)
		return stop(r, "sections nest too deep while rendering: does a partial in them "
			       "include itself?");
	mu_value *top = &r->stack[r->depth++];
	bool going = true;
	if (v.kind == MU_LIST) {
		for (size_t i = 0; i < v.count && going; i++) {
			*top = (mu_value){.kind = MU_NULL};
			r->data->item(&v, i, top);
			going = run(r, s, pc + 1, op->end);
		}
	} else {
		*top = v;
		going = run(r, s, pc + 1, op->end);
	}
	r->depth--;
	return going;
}

/* Content for a standalone tag is indented like its line; within a line it is not. */
static const indent *indent_of(const mu_op *op, const indent *outer, const indent *own)
{
	if (!op->alone)
		return NULL;
	return op->text.n > 0 ? own : outer;
}

/* A partial, or a parent, whose arguments become a frame. */
static bool run_call(runner *r, scope s, const mu_op *op)
{
	const mu_slot *slot = op->slot;
	if (op->dynamic) {
		mu_value v;
		look_up(r, op->path, &v);
		slot = v.kind == MU_TEXT ? th_map_get(&r->set->slots, v.text) : NULL;
	}
	if (slot == NULL || slot->program == NULL)
		return true;
	if (r->calls == MU_MAX_CALLS)
		return stop(r, "partials nest deeper than 64 levels: does one include itself?");
	const mu_program *program = slot->program;
	if (op->code == OP_PARENT && program == r->parent)
		program = r->instead;
	const mu_frame frame = {.outer = s.frame, .program = s.program, .parent = op};
	const indent in = {.outer = s.indent, .text = op->text};
	scope inner = {
	    .program = program,
	    .frame = op->arg_count > 0 ? &frame : s.frame,
	    .indent = indent_of(op, s.indent, &in),
	};
	r->calls++;
	bool going = run(r, inner, 0, program->n);
	r->calls--;
	return going;
}

/* The outermost parent tag that gives this block wins. */
static const mu_arg *find_arg(const mu_frame *frame, const th_str *block, const mu_frame **in)
{
	const mu_arg *found = NULL;
	for (; frame != NULL; frame = frame->outer)
		for (size_t i = 0; i < frame->parent->arg_count; i++)
			if (frame->parent->args[i].name == block) {
				found = &frame->parent->args[i];
				*in = frame;
			}
	return found;
}

static bool run_block(runner *r, scope s, uint32_t pc)
{
	const mu_op *op = &s.program->ops[pc];
	const mu_frame *frame = NULL;
	const mu_arg *arg = find_arg(s.frame, op->block, &frame);
	if (arg == NULL)
		return run(r, s, pc + 1, op->end);
	if (arg->from == arg->end)
		return true;
	/* Content sees the arguments in force where it was written, so that the page around a
	 * component does not override the component's blocks. */
	const indent in = {.outer = s.indent, .text = op->text};
	scope inner = {
	    .program = frame->program,
	    .frame = frame->outer,
	    .indent = indent_of(op, s.indent, &in),
	};
	if (op->alone && arg->inline_start)
		put_indent(r->out, inner.indent);
	if (!run(r, inner, arg->from, arg->end))
		return false;
	if (op->whole && arg->inline_end)
		th_buf_addc(r->out, '\n');
	return true;
}

static bool run(runner *r, scope s, uint32_t pc, uint32_t end)
{
	mu_value v;
	if (r->levels == MU_MAX_LEVELS)
		return stop(r, "blocks and partials nest too deep: does one include itself?");
	r->levels++;
	while (pc < end) {
		const mu_op *op = &s.program->ops[pc];
		if (r->steps-- == 0)
			return stop(r, "the page takes more than 5000000 steps: does it repeat "
				       "lists within lists?");
		if (r->out->n > r->limit)
			return stop(r, "the page grows beyond 64 MB: does it repeat lists within "
				       "lists?");
		switch (op->code) {
		case OP_TEXT:
			put_text(r->out, op, s.indent);
			pc++;
			break;
		case OP_INDENT:
			put_indent(r->out, s.indent);
			pc++;
			break;
		case OP_VAR:
		case OP_RAW:
			look_up(r, op->path, &v);
			put_value(r->out, &v, op->code == OP_RAW);
			pc++;
			break;
		case OP_SECTION:
			if (!run_section(r, s, pc))
				return false;
			pc = op->end;
			break;
		case OP_INVERTED:
			look_up(r, op->path, &v);
			pc = is_true(&v) ? op->end : pc + 1;
			break;
		case OP_PARTIAL:
		case OP_PARENT:
			if (!run_call(r, s, op))
				return false;
			pc = op->end;
			break;
		case OP_BLOCK:
			if (!run_block(r, s, pc))
				return false;
			pc = op->end;
			break;
		}
	}
	r->levels--;
	return true;
}

static const mu_program *program_of(const mustache *m, th_str name)
{
	const mu_slot *slot = th_map_get(&m->slots, name);
	return slot ? slot->program : NULL;
}

int mustache_render(const mustache *m, th_str name, th_str parent, th_str instead,
    const mu_data *data, const mu_value *root, th_buf *out, th_err *err)
{
	const mu_program *program = program_of(m, name);
	if (program == NULL)
		return th_fail(err, "%.*s: there is no template of this name", TH_FMT(name));
	size_t before = out->n;
	runner r; /* the stack is large and need not be cleared */
	r.set = m;
	r.data = data;
	r.out = out;
	r.name = name;
	r.err = err;
	r.instead = program_of(m, instead);
	r.parent = r.instead ? program_of(m, parent) : NULL;
	r.limit = before + MU_MAX_OUTPUT;
	r.steps = MU_MAX_STEPS;
	r.calls = 0;
	r.levels = 0;
	r.depth = 1;
	r.stack[0] = *root;
	scope s = {.program = program};
	if (run(&r, s, 0, program->n))
		return 0;
	th_buf_cut(out, before);
	return -1;
}
