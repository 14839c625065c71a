/* parse.h -- front matter into a document, and such a document as bytes and back. */
#ifndef TEAMHUB_PARSE_H
#define TEAMHUB_PARSE_H

#include "teamhub/doc.h"
#include "teamhub/finding.h"
#include "teamhub/hub.h"
#include "teamhub/yaml.h"

/* Reads front matter of `bytes` (the whole file) into `doc`. A fault becomes a finding; -1 when the
 * file cannot be published at all. Never keeps a pointer into `bytes`. Thread-safe. */
int content_parse(th_doc *doc, const th_hub *hub, th_str bytes, th_arena *a, th_findings *f);

/* Names of fields in hub.yml (mappings, defaults) that are nearly ours: every file says so too,
 * where what is meant hides. */
void content_check_names(const th_hub *hub, th_arena *a, th_findings *f);

/* A document from an entry of a data file (_data/authors.yml). */
int content_parse_data(
    th_doc *doc, const th_hub *hub, const yaml_node *map, th_arena *a, th_findings *f);

/* The colours that a programme's file names and those that follow, as tokens behind those of `out`.
 * False: it names none. */
bool programme_colours(th_tokens *out, const th_doc *doc, const th_hub *hub, th_arena *a);

/* saved.c: a document as bytes, for this version of the program on this machine. */
void content_save(th_buf *out, const th_doc *doc); /* all that is not a pointer to others */
void content_save_parsed(th_buf *out, const th_doc *doc, const th_findings *said);
/* A document as content_parse left it, and what was said of it then. Strings are views into
 * `saved`. -1: these are no such bytes. */
int content_restore(th_doc *doc, const th_entry *e, th_str saved, th_arena *a, th_findings *said);
void content_save_findings(th_buf *out, const th_findings *f);
/* Adds them to `f`. -1: these are no such bytes. */
int content_restore_findings(th_findings *f, th_str saved);

/* True when two states of a file say the same: fields without regard to their order and notation,
 * text without regard to white space. Faulty front matter is the same only byte for byte. */
bool content_same(th_str before, th_str after, th_arena *a);

/* An event's meetings; `zone` is e->zone's. */
th_series event_series(const th_event *e, const th_zone *zone);

#endif
