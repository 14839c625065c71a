/* doc.h -- a document: what its author wrote, and what became of it among the others.
 *
 * parsed_doc is one file, read alone: content_classify and content_parse fill it, on any thread,
 * and see nothing else. linked_doc is what all documents of a commit together say: content_link
 * fills it, and completes what was parsed: names get their slugs, and what may not be public is
 * taken away. Whoever comes later (publish, report, push) has a th_doc, which is both, and only
 * reads.
 *
 * The members are rows of doc_parts.def, parsed_doc.def and linked_doc.def. */
#ifndef TEAMHUB_DOC_H
#define TEAMHUB_DOC_H

#include "teamhub/calendar.h"
#include "teamhub/kinds.h"
#include "teamhub/locale.h"
#include "teamhub/source.h"

enum {
	CONTENT_MAX_FILE = 1024 * 1024,        /* a text with its front matter */
	CONTENT_MAX_TEXTS = 100000,            /* of a hub */
	CONTENT_MAX_BYTES = 512 * 1024 * 1024, /* of all that one publish reads anew */
	CONTENT_MAX_NAMES = 64,                /* list items of a field that are looked at */
};

/* clang-format off */
#define STRUCT(name) typedef struct name {
#define MEMBER(type, name) type name;
#define OPTIONAL(type, name) type *name;
#define END(name) } name;
#define LIST(name, type) typedef TH_LIST(type) name;
#include "teamhub/doc_parts.def"
/* clang-format on */

enum { FILE_DAYS_MAX = 64 };

/* When files came into the repository and when they last changed, for texts that name this as their
 * date. TH_NEVER: not known. Thread-safe. */
typedef struct th_file_dates {
	th_time (*at)(void *ctx, th_str path, bool came);
	/* When earlier commits changed it, newest first: at most FILE_DAYS_MAX, into `out`. */
	size_t (*before)(void *ctx, th_str path, th_time *out);
	void *ctx;
} th_file_dates;

typedef struct parsed_doc {
#define MEMBER(type, name) type name;
#define NOT_SAVED(type, name) type name;
#include "teamhub/parsed_doc.def"
} parsed_doc;

typedef struct linked_doc {
#define MEMBER(type, name) type name;
#define NOT_SAVED(type, name) type name;
#include "teamhub/linked_doc.def"
} linked_doc;

/* Each half has a name for those who may see only that one: doc->title is doc->parsed.title. */
typedef struct th_doc {
	union {
		parsed_doc parsed;
		struct {
#define MEMBER(type, name) type name;
#define NOT_SAVED(type, name) type name;
#include "teamhub/parsed_doc.def"
		};
	};
	union {
		linked_doc linked;
		struct {
#define MEMBER(type, name) type name;
#define NOT_SAVED(type, name) type name;
#include "teamhub/linked_doc.def"
		};
	};
} th_doc;

/* Nothing is written: no date, no consent. */
parsed_doc parsed_empty(th_kind kind, th_str path);
/* The same, and visible for ever. */
th_doc doc_empty(th_kind kind, th_str path);
/* The id of its entries in feeds and calendars: `uid:`, else a tag URI (RFC 4151) of the hub's
 * feed_authority and its id. In `a`, or of the document. */
th_str doc_uid(const parsed_doc *doc, th_str authority, th_arena *a);

#endif
