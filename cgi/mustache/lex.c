/* lex.c -- cuts a template into text and tags, line by line, and removes lines that contain nothing
 * but a tag ("standalone", github.com/mustache/spec). Called by compile.c. Linear in the template's
 * size for any input; knows nothing about nesting. */
#include "program.h"

typedef struct lexer {
	th_arena *arena;
	th_str src;
	size_t pos;
	int line, column; /* of pos */
	th_str open, close;
	mu_tokens *out;
	mu_fault *fault;
} lexer;

int mu_fault_set(mu_fault *f, int line, int column, enum text_id id, const text_arg *args)
{
	f->line = line;
	f->column = column;
	f->what = catalogue_keep(f->arena, id, args);
	return -1;
}

static void move_to(lexer *x, size_t to)
{
	for (; x->pos < to; x->pos++) {
		unsigned char c = (unsigned char)x->src.p[x->pos];
		if (c == '\n') {
			x->line++;
			x->column = 1;
		} else if ((c & 0xc0) != 0x80) {
			x->column++;
		}
	}
}

static void add_token(lexer *x, mu_token_kind kind, th_str text)
{
	*TH_ADD(x->arena, x->out) = (mu_token){
	    .kind = kind,
	    .text = text,
	    .at = x->pos,
	    .line = x->line,
	    .column = x->column,
	};
}

static void lex_text(lexer *x, size_t to)
{
	while (x->pos < to) {
		th_str rest = th_str_sub(x->src, x->pos, to);
		ptrdiff_t nl = th_str_chr(rest, '\n');
		size_t n = nl < 0 ? rest.n : (size_t)nl + 1;
		add_token(x, TOK_TEXT, th_str_sub(rest, 0, n));
		move_to(x, x->pos + n);
	}
}

/* The name inside a tag, without the white space around it. */
static int check_name(lexer *x, th_str name)
{
	if (name.n == 0)
		return mu_fault_set(
		    x->fault, x->line, x->column, TEXT_TEMPLATE_NAMELESS, TEXT_ALONE);
	if (name.n > MU_MAX_NAME)
		return mu_fault_set(x->fault, x->line, x->column, TEXT_TEMPLATE_LONG_NAME,
		    TEXT_WITH(TEXT_N("max", MU_MAX_NAME), TEXT_S("close", x->close)));
	bool broken = th_str_find(name, x->open) >= 0;
	for (size_t i = 0; i < name.n && !broken; i++)
		broken = th_is_space(name.p[i]);
	if (broken)
		return mu_fault_set(x->fault, x->line, x->column, TEXT_TEMPLATE_BROKEN_NAME,
		    TEXT_WITH(TEXT_S("close", x->close)));
	return 0;
}

static int set_delimiters(lexer *x, th_str inner)
{
	th_str s = th_str_trim(inner);
	size_t gap = 0;
	while (gap < s.n && !th_is_space(s.p[gap]))
		gap++;
	th_str open = th_str_sub(s, 0, gap), close = th_str_trim(th_str_sub(s, gap, s.n));
	bool bad = open.n == 0 || close.n == 0 || th_str_chr(s, '=') >= 0;
	for (size_t i = 0; i < close.n && !bad; i++)
		bad = th_is_space(close.p[i]);
	if (bad || open.n > MU_MAX_DELIMITER || close.n > MU_MAX_DELIMITER)
		return mu_fault_set(x->fault, x->line, x->column, TEXT_TEMPLATE_DELIMITERS,
		    TEXT_WITH(TEXT_N("max", MU_MAX_DELIMITER)));
	add_token(x, TOK_SILENT, TH_NONE);
	x->open = open;
	x->close = close;
	return 0;
}

static mu_token_kind kind_of(char sigil)
{
	switch (sigil) {
	case '#':
		return TOK_SECTION;
	case '^':
		return TOK_INVERTED;
	case '/':
		return TOK_CLOSE;
	case '>':
		return TOK_PARTIAL;
	case '<':
		return TOK_PARENT;
	case '$':
		return TOK_BLOCK;
	case '&':
	case '{':
		return TOK_RAW;
	case '!':
	case '=':
		return TOK_SILENT;
	default:
		return TOK_VAR;
	}
}

/* A dynamic name, {{> *name}}; there may be space after the star. */
static bool is_dynamic(mu_token_kind kind, th_str name)
{
	bool may = kind == TOK_PARTIAL || kind == TOK_PARENT || kind == TOK_CLOSE;
	return may && name.n > 1 && name.p[0] == '*';
}

static th_str without_star(mu_token_kind kind, th_str name)
{
	return is_dynamic(kind, name) ? th_str_trim(th_str_sub(name, 1, name.n)) : name;
}

static th_str tag_name(th_arena *a, mu_token_kind kind, th_str name)
{
	th_str bare = without_star(kind, name);
	return bare.n + 1 < name.n ? th_str_cat(a, TH_S("*"), bare) : name;
}

/* The tag that begins at pos. */
static int lex_tag(lexer *x)
{
	size_t from = x->pos + x->open.n;
	while (from < x->src.n && th_is_space(x->src.p[from]))
		from++;
	char sigil = from < x->src.n ? x->src.p[from] : '\0';
	mu_token_kind kind = kind_of(sigil);
	if (kind != TOK_VAR)
		from++;

	/* {{{name}}} and {{=<% %>=}} have a character of their own before the closing delimiter. */
	th_str end = x->close;
	char with_sign[MU_MAX_DELIMITER + 1];
	if (sigil == '{' || sigil == '=') {
		with_sign[0] = sigil == '{' ? '}' : '=';
		memcpy(with_sign + 1, end.p, end.n);
		end = th_strn(with_sign, end.n + 1);
	}
	th_str rest = th_str_sub(x->src, from, x->src.n);
	ptrdiff_t hit = th_str_find(rest, end);
	if (hit < 0)
		return mu_fault_set(x->fault, x->line, x->column, TEXT_TEMPLATE_OPEN_TAG,
		    TEXT_WITH(TEXT_S("close", end)));
	size_t past = from + (size_t)hit + end.n;
	th_str inner = th_str_sub(rest, 0, (size_t)hit);

	if (sigil == '=') {
		if (set_delimiters(x, inner) < 0)
			return -1;
	} else if (kind == TOK_SILENT) {
		add_token(x, kind, TH_NONE);
	} else {
		th_str name = th_str_trim(inner);
		if (check_name(x, without_star(kind, name)) < 0)
			return -1;
		add_token(x, kind, tag_name(x->arena, kind, name));
	}
	move_to(x, past);
	return 0;
}

/* ---- standalone lines ---- */

typedef struct nesting {
	bool inherits[MU_MAX_NESTING]; /* opened by a parent or block tag */
	size_t n;
} nesting;

/* Does the tag belong to inheritance? Tracks what is open, but not deeper than compile.c allows. */
static bool belongs_to_inheritance(nesting *open, const mu_token *t)
{
	switch (t->kind) {
	case TOK_SECTION:
	case TOK_INVERTED:
	case TOK_PARENT:
	case TOK_BLOCK: {
		bool inherits = t->kind == TOK_PARENT || t->kind == TOK_BLOCK;
		if (open->n < MU_MAX_NESTING)
			open->inherits[open->n] = inherits;
		open->n++;
		return inherits;
	}
	case TOK_CLOSE:
		if (open->n == 0)
			return false;
		open->n--;
		return open->n < MU_MAX_NESTING && open->inherits[open->n];
	default:
		return false;
	}
}

/* tokens[from, to) is one line. It is standalone when it contains white space and either one tag
 * that prints nothing itself, or several of inheritance: {{<base}}{{$title}},
 * {{$main}}{{/main}}. */
static void mark_line(mu_token *t, size_t from, size_t to, nesting *open)
{
	size_t tags = 0, inheriting = 0, printing = 0;
	for (size_t i = from; i < to; i++) {
		if (t[i].kind == TOK_TEXT) {
			printing += !th_str_is_blank(t[i].text);
			continue;
		}
		tags++;
		inheriting += belongs_to_inheritance(open, &t[i]);
		printing += t[i].kind == TOK_VAR || t[i].kind == TOK_RAW;
	}
	if (tags == 0 || printing > 0 || (tags > 1 && inheriting < tags)) {
		t[from].bol = true;
		return;
	}
	th_str indent = t[from].kind == TOK_TEXT ? t[from].text : TH_NONE;
	const mu_token *last = &t[to - 1];
	size_t next = last->kind == TOK_TEXT ? last->at + last->text.n : SIZE_MAX;
	for (size_t i = from; i < to; i++) {
		if (t[i].kind == TOK_TEXT) {
			t[i].text.n = 0;
		} else {
			t[i].alone = true;
			t[i].indent = indent;
			t[i].next = next;
		}
	}
}

static void mark_lines(mu_tokens *tokens)
{
	nesting open = {.n = 0};
	size_t from = 0;
	for (size_t i = 0; i < tokens->n; i++) {
		const mu_token *t = &tokens->v[i];
		bool ends = t->kind == TOK_TEXT && th_str_ends(t->text, TH_S("\n"));
		if (!ends && i + 1 < tokens->n)
			continue;
		mark_line(tokens->v, from, i + 1, &open);
		from = i + 1;
	}
}

int mu_lex(th_arena *a, th_str text, mu_tokens *out, mu_fault *fault)
{
	lexer x = {
	    .arena = a,
	    .src = text,
	    .line = 1,
	    .column = 1,
	    .open = TH_S("{{"),
	    .close = TH_S("}}"),
	    .out = out,
	    .fault = fault,
	};
	if (text.n > MU_MAX_TEMPLATE)
		return mu_fault_set(fault, 1, 1, TEXT_TEMPLATE_LARGE,
		    TEXT_WITH(TEXT_N("max", MU_MAX_TEMPLATE), TEXT_N("n", text.n)));
	size_t bad = 0;
	if (!th_utf8_valid(text, &bad)) {
		move_to(&x, bad);
		return mu_fault_set(fault, x.line, x.column, TEXT_TEMPLATE_ENCODING, TEXT_ALONE);
	}
	while (x.pos < text.n) {
		th_str rest = th_str_sub(text, x.pos, text.n);
		ptrdiff_t hit = th_str_find(rest, x.open);
		lex_text(&x, hit < 0 ? text.n : x.pos + (size_t)hit);
		if (hit >= 0 && lex_tag(&x) < 0)
			return -1;
	}
	mark_lines(out);
	return 0;
}
