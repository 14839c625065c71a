/* program.h -- what the files of this room share: tokens (lex.c → compile.c) and the flat program
 * (compile.c → run.c, check.c). Only cgi/mustache includes it. */
#ifndef MUSTACHE_PROGRAM_H
#define MUSTACHE_PROGRAM_H

#include "teamhub/mustache.h"

enum {
	MU_MAX_TEMPLATE = 512 * 1024,
	MU_MAX_NAME = 255,
	MU_MAX_DELIMITER = 16,
	MU_MAX_NESTING = 64,  /* open tags in one template */
	MU_MAX_CALLS = 64,    /* partials and parents within each other */
	MU_MAX_CONTEXT = 256, /* partials and parents nested in each other */
	MU_MAX_LEVELS = 512,  /* sections nested in each other, across templates */
	MU_MAX_STEPS = 5000000,
	MU_MAX_OUTPUT = 64 * 1024 * 1024,
};

/* Where and why a template does not compile. */
typedef struct mu_fault {
	th_arena *arena;  /* of `what` */
	int line, column; /* from 1; the column counts characters */
	const text_sentence *what;
} mu_fault;

/* Returns -1. */
int mu_fault_set(mu_fault *f, int line, int column, enum text_id id, const text_arg *args);

/* ---- tokens ---- */

typedef enum mu_token_kind {
	TOK_TEXT,
	TOK_VAR,     /* {{name}} */
	TOK_RAW,     /* {{{name}}}, {{&name}} */
	TOK_SECTION, /* {{#name}} */
	TOK_INVERTED,
	TOK_PARTIAL,
	TOK_PARENT,
	TOK_BLOCK,
	TOK_CLOSE,
	TOK_SILENT, /* comment, change of delimiters */
} mu_token_kind;

typedef struct mu_token {
	mu_token_kind kind;
	bool bol;      /* at the start of a printed line of the template */
	bool alone;    /* its line contains nothing but such tags and is not printed */
	th_str text;   /* TOK_TEXT: the bytes, at most one line; else the name */
	th_str indent; /* of its line, when alone */
	size_t at;     /* offset in the template */
	size_t next;   /* when alone: offset of the next line */
	int line, column;
} mu_token;

typedef TH_LIST(mu_token) mu_tokens;

/* Cuts `text` (must outlive the tokens) into tokens; standalone lines are already taken out.
 * 0, or -1 with the fault. */
int mu_lex(th_arena *a, th_str text, mu_tokens *out, mu_fault *fault);

/* ---- programs ---- */

typedef struct mu_program mu_program;

/* A template's name as used in partial tags; `program` is NULL until it is added. */
typedef struct mu_slot {
	th_str name;
	const mu_program *program;
	bool borrowed; /* an alias: gives way to a template of that name */
} mu_slot;

/* A dotted name, split; n == 0 is the implicit iterator. */
typedef struct mu_path {
	size_t n;
	th_str part[];
} mu_path;

typedef enum mu_code {
	OP_TEXT,
	OP_INDENT, /* a line begins with a tag: print the indentation the partial was called with */
	OP_VAR,
	OP_RAW,
	OP_SECTION,  /* body: the ops up to `end` */
	OP_INVERTED, /* likewise */
	OP_PARTIAL,
	OP_PARENT, /* bodies of its arguments: the ops up to `end` */
	OP_BLOCK,  /* default: the ops up to `end` */
} mu_code;

/* What a parent tag gives for a block of the parent. Block names are interned: compare pointers. */
typedef struct mu_arg {
	const th_str *name;
	uint32_t from, end; /* its body, in the program that contains the parent tag */
	uint32_t line, column;
	bool inline_start; /* the body begins on the line of its tag */
	bool inline_end;   /* the closing tag is on the last line of the body */
} mu_arg;

typedef struct mu_op {
	mu_code code;
	bool bol;     /* OP_TEXT: starts at the begin of a line */
	bool dynamic; /* OP_PARTIAL, OP_PARENT: `path` gives the name */
	bool alone;   /* calls and OP_BLOCK: the (opening) tag is alone, so content starts a line */
	bool whole;   /* OP_BLOCK: the closing tag too, so content is whole lines */
	uint32_t end;
	uint32_t line, column;
	th_str text; /* OP_TEXT; OP_PARTIAL, OP_PARENT, OP_BLOCK: indentation */
	union {
		const mu_path *path;
		const mu_slot *slot;
		const th_str *block;
	};
	const mu_arg *args; /* OP_PARENT */
	size_t arg_count;
} mu_op;

struct mu_program {
	th_str name;
	const mu_op *ops;
	uint32_t n;
};

struct mustache {
	th_arena *arena;
	th_map slots;  /* template name → mu_slot */
	th_map blocks; /* block name → the interned th_str */
};

mu_slot *mu_slot_of(mustache *m, th_str name);
const th_str *mu_block_name(mustache *m, th_str name);
/* Compiles `text` (which must live as long as the set). NULL with the fault. */
const mu_program *mu_compile(mustache *m, th_str name, th_str text, mu_fault *fault);

/* Arguments in force: the innermost parent tag first. */
typedef struct mu_frame {
	const struct mu_frame *outer;
	const mu_program *program; /* that contains the arguments */
	const mu_op *parent;       /* the tag that gives them */
	bool *used;                /* check.c: one per argument */
} mu_frame;

#endif
