/* parts.h -- what the files of this room share: the job of rendering one text, the table of
 * elements, and the steps between Markdown and the page. Only this room includes it. */
#ifndef TEAMHUB_MARKDOWN_PARTS_H
#define TEAMHUB_MARKDOWN_PARTS_H

#include "teamhub/markdown.h"

enum {
	RENDER_LIMIT = 512 * 1024, /* octets of Markdown, when options say nothing */
	RENDER_DEEP = 48,          /* open elements in the output; deeper tags are dropped */
	RENDER_QUOTES = 24,        /* list and quote marks at the start of a line */
	RENDER_INDENT = 96,        /* columns of white space at the start of a line */
	RENDER_BRACKETS = 24,      /* unclosed [ in one paragraph */
	RENDER_OPEN = 128,         /* unclosed < and ]( in one paragraph, backticks in a run */
	RENDER_TOGETHER = 500,     /* lines of a list item without a blank line */
	RENDER_FILLED = 20000,     /* table cells in a text that nobody wrote */
	RENDER_COLUMNS = 200,      /* pipes in a line */
	RENDER_MARKS = 50,         /* lines of |---| in a paragraph */
	RENDER_EXPANDED = 8 << 20, /* octets that definitions may add to a text */
	RENDER_LINE = 8192,        /* octets of a line given to the parser at once */
	RENDER_REPORTS = 500,      /* findings per text whose line is looked up */
	RENDER_SOURCE_DEEP = 1000, /* open elements in the incoming HTML */
	RENDER_TAG = 2048,         /* octets of a generator's tag */
	RENDER_LONG_TAG = 65536,   /* the same, where that generator builds the site */
};

struct engine;

/* The rendering of one text. Lives as long as the call. */
typedef struct render_job {
	th_arena *a;
	const struct engine *engine;
	const render_links *links; /* NULL: relative links stay, pictures are left out */
	int heading;               /* level of the top heading */
	th_findings *f;            /* NULL: nobody listens */
	th_str source;             /* the Markdown as written, to look up lines */
	th_mark at;
	size_t cursor; /* where the last finding was in source */
	size_t reports;
	th_map reported; /* one finding for each kind of tag */
	bool flattened;  /* reported once */
	bool table_cut;  /* reported once */
	bool alt_checked;
	bool html_source;                /* the text is HTML, not Markdown */
	bool tags;                       /* of other generators, and their extras */
	const th_pairs *own_tags;        /* meanings of tags in hub.yml; NULL: none */
	unsigned code_tags;              /* RENDER_LIQUID … */
	th_buf *out;                     /* HTML */
	th_strs html;                    /* blocks of it kept from discount */
	th_buf text;                     /* plain text, blocks separated by a line feed */
	size_t summary_from, summary_to; /* in text */
	th_strs targets;
} render_job;

/* ---- report.c: findings with the line of the source ---- */

/* False: nobody listens, or there are enough findings. Counts. */
bool report_wanted(render_job *j);
/* Where `needle` is in the source: after the last one found, else anywhere, else at the start. */
th_mark report_find(render_job *j, th_str needle);
th_mark report_mark(th_str source, th_mark at, size_t offset);
void report_add(render_job *j, enum th_rule_id id, th_str needle, th_str word);
/* The same, once for each `key`. */
void report_once(render_job *j, enum th_rule_id id, th_str needle, th_str key);
void report_flattened(render_job *j, size_t offset);
void report_table(render_job *j, size_t offset);

/* ---- prepare.c ---- */

/* Copies Markdown that is valid text, and makes it harmless for any parser. */
void prepare_markdown(th_buf *out, th_str md, render_job *j);
/* Copies `s` without what XML 1.0 forbids; ill-formed UTF-8 becomes U+FFFD. Also removes
 * non-characters, which have a meaning between our own steps. */
void prepare_bytes(th_buf *out, th_str s);
/* The same for the output of an engine. */
void prepare_output(th_buf *out, th_str s);
/* Length of a list mark with its space at `i`, or 0. */
size_t prepare_item_mark(th_str line, size_t i);
/* How many times `c` is repeated at `i`. */
size_t run_of(th_str s, size_t i, char c);

/* The offset of the next marked octet, from `i` on; words cost one look-up an octet. */
static inline size_t plain_until(th_str s, size_t i, const bool marks[256])
{
	while (i < s.n && !marks[(unsigned char)s.p[i]])
		i++;
	return i;
}

/* ---- mdx.c ---- */

/* Copies Markdown with JSX without its scripts and expressions. */
void mdx_take(th_buf *out, th_str s, render_job *j);

/* ---- inline.c: what both engines must read alike ---- */

/* Copies Markdown; `own`: for discount, whose output goes through marks_restore. */
void inline_mend(th_buf *out, th_str md, render_job *j, bool own);
/* Copies HTML, replacing marks by the characters and blocks they stand for. */
void marks_restore(th_buf *out, th_str html, const th_strs *blocks);
/* Writes the number of an item for tree.c, before its words. */
void number_put(th_buf *out, unsigned long n);
/* Writes the mark of a block of HTML that is kept aside. */
void html_put(th_buf *out, unsigned long n);

/* ---- notes.c: more references to a footnote, for discount ---- */

typedef struct footnote {
	unsigned number; /* 0: not referred to yet */
} footnote;

typedef struct footnotes {
	th_map defined; /* name → footnote */
	unsigned count;
} footnotes;

void notes_find(footnotes *ns, th_str md, th_arena *a);
/* For a reference at `i` of the line, writes the link and returns its length; 0: none, or the first
 * one, which the parser handles. */
size_t notes_put(th_buf *out, footnotes *ns, th_str line, size_t i);

/* ---- code.c: what is code in Markdown ---- */

typedef struct code_scan {
	bool off;   /* the text is HTML, where nothing of this is code */
	char fence; /* in a fenced block: its character */
	size_t fence_n;
	bool blank;    /* the line before was blank, or this is the first: true to begin with */
	bool list;     /* in a list, where an indented line is not code */
	bool indented; /* this line is indented code */
	size_t span;   /* in a code span: the length of its backticks */
} code_scan;

/* A line begins at `i`. */
void code_line(code_scan *c, th_str s, size_t i);
/* Backticks at `i` that may open or close a span: how many; 0: none. */
size_t code_marks(code_scan *c, th_str s, size_t i);
bool code_here(const code_scan *c);

/* ---- generator.c ---- */

/* Copies Markdown, translating or reporting the tags of Jekyll, Hugo and Eleventy. */
void generator_translate(th_buf *out, th_str md, render_job *j);
typedef enum tag_meaning {
	TAG_UNKNOWN,
	TAG_KNOWN,
	TAG_PARTLY, /* a link in it is lost */
} tag_meaning;

/* tags.c: writes what one tag stands for, if its meaning is known. */
tag_meaning generator_tag(th_buf *out, th_str name, th_str args, render_job *j);

/* ---- comments.c, unseen.c: what no reader sees ---- */

/* Copies Markdown without what no browser would show. */
void unseen_take(th_buf *out, th_str md, render_job *j);
/* The offset after a comment that ends at `end`, if others of its kind, opened in it from `from`
 * on, end as well. */
size_t comment_nested(th_str s, size_t from, size_t end, const char *open, const char *close);

/* ---- allow.c: what the output may contain ---- */

typedef enum element_kind {
	EL_UNWRAP, /* the tag goes, its content stays; also for unknown elements */
	EL_BREAK,  /* the same, but ends a paragraph: section, center … */
	EL_DROP,   /* removed with its content */
	EL_GONE,   /* a void element that is removed: input, meta */
	EL_FRAME,  /* filled by another server: becomes a link to it, or is removed with its
		    * content */
	EL_VOID,   /* br, wbr, hr; img is written by sanitize.c */
	EL_INLINE,
	EL_BLOCK,
	EL_HEADING,
	EL_ITEM, /* li */
	EL_TERM, /* dt, dd */
	EL_PART, /* caption, thead, tbody, tfoot */
	EL_ROW,
	EL_CELL,
} element_kind;

/* What an element may contain. */
typedef enum element_place {
	IN_FLOW,
	IN_PHRASING,
	IN_LIST,
	IN_TERMS,
	IN_TABLE,
	IN_ROWS,
	IN_ROW,
} element_place;

enum {
	AT_LANG = 1, /* lang, dir */
	AT_LINK = 2, /* href, title */
	AT_TITLE = 4,
	AT_LIST = 8, /* start, type, reversed */
	AT_CELL = 16,
	AT_CODE = 32, /* class="language-x" */
	AT_OPEN = 64,
	AT_DIR = 128,   /* dir, without which the tag means nothing */
	AT_NEED = 256,  /* without one of its attributes the tag is dropped */
	AT_NOTE = 512,  /* id="fnref:1", id="fn:1" */
	EL_EMPTY = 1024 /* stays when it is empty */
};

typedef struct element {
	const char *name; /* name in the input, lower case */
	const char *as;   /* name in the output */
	element_kind kind;
	element_place inside;
	unsigned flags;
} element;

/* Never NULL: unknown elements are unwrapped. */
const element *allow_element(const char *name);
/* Does the style hide an element from readers? Then its content is not for them. */
bool allow_style_hides(th_str style);

/* ---- address.c ---- */

/* Writes the value of href= for an address as the author wrote it; false: no link. Adds
 * findings. */
bool address_link(th_buf *out, th_str raw, render_job *j, bool *external);
/* Resolves src=. False: no picture; *remote is the address to link to instead, or empty. */
bool address_picture(th_picture *out, th_str raw, render_job *j, th_str *remote);
/* The id for a heading, or for a fragment, from text: "Drei Wochen!" → drei-wochen */
void address_slug(th_buf *out, th_str text);
/* Escapes & < > "; drops what HTML forbids. */
void escape_text(th_buf *out, th_str s);

/* ---- sanitize.c ---- */

void sanitize_html(render_job *j, th_str html);

/* ---- anchors.c: targets of links in a text ---- */

struct tree;
/* The id for an element with id= or name= that is about to be opened, or nothing. For an <a> in a
 * heading, the heading gets it. */
th_str anchor_take(struct tree *t, const element *e, th_str id, th_str name);

/* ---- tree.c: writes elements so that the result is always well-formed and balanced ---- */

typedef struct tree_open {
	const element *e;
	size_t start, inside; /* in out: of its tag, and after its tag */
	size_t text_from;     /* in text */
	int state;            /* dl: 1 dt, 2 dd; table: 1 has rows; heading: its level; … */
	bool implied;         /* made by us */
	bool mute;            /* its text is not in the plain text */
	bool summary;         /* details: has one; figure: has a caption */
	unsigned pictures;    /* p: how many it contains */
	bool words;           /* p: has text */
	bool keep;            /* kept even if empty: it has an id */
	th_str id;            /* heading: the id that the author gave */
} tree_open;

typedef struct tree_heading {
	size_t open, close; /* in out: of the digit in its tags */
	int level;
} tree_heading;

/* How often an id was requested. */
typedef struct tree_count {
	unsigned n;
} tree_count;

typedef struct tree {
	render_job *j;
	th_buf *out;
	tree_open open[RENDER_DEEP + 8]; /* [0] is the body */
	size_t n;
	unsigned pre, mute;
	th_map ids;      /* ids given so far → tree_count */
	th_pairs wanted; /* id and address of links within this text */
	TH_LIST(tree_heading) headings;
	th_str caption; /* title of the last picture */
	size_t caption_at, caption_end;
} tree;

void tree_start(tree *t, render_job *j);
/* `attributes` is copied (the caller escapes) and begins with a space or is empty. NULL: the tag
 * was dropped. */
tree_open *tree_element(tree *t, const element *e, th_str attributes);
void tree_end(tree *t, const element *e);
void tree_text(tree *t, th_str s);
/* Adds a picture written as HTML, except for its title, which becomes the caption if the picture is
 * alone in its paragraph. */
void tree_picture(tree *t, th_str head, th_str title, th_str tail);
void tree_finish(tree *t);
/* An unused id, reserved from now on; `s` lives in the arena. */
th_str tree_id(tree *t, th_str s);

#endif
