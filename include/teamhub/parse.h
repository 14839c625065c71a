/* parse.h -- front matter into a document, and such a document as bytes and back. */
#ifndef TEAMHUB_PARSE_H
#define TEAMHUB_PARSE_H

#include "teamhub/doc.h"
#include "teamhub/finding.h"
#include "teamhub/hub.h"
#include "teamhub/yaml.h"

/* Reads the front matter of `bytes` (the whole file) into `doc`. Faults become findings; -1 when
 * the file cannot be published at all. Keeps no pointer into `bytes`. Thread-safe. */
int content_parse(parsed_doc *doc, const th_hub *hub, th_str bytes, th_arena *a, th_findings *f);

/* Reports field names in hub.yml (mappings, defaults) that nearly match ours; if the field that is
 * meant hides something, every file reports it, too. */
void content_check_names(const th_hub *hub, th_arena *a, th_findings *f);

/* A document from an entry of a data file (_data/authors.yml). */
int content_parse_data(
    parsed_doc *doc, const th_hub *hub, const yaml_node *map, th_arena *a, th_findings *f);

/* Appends the colours of a programme's file, and those derived from them, as tokens to `out`.
 * False: it names none. */
bool programme_colours(th_tokens *out, const parsed_doc *doc, const th_hub *hub, th_arena *a);

/* saved.c: a document as bytes, for this version of the program on this machine. */
void content_save(th_buf *out, const th_doc *doc); /* everything except pointers to others */
void content_save_parsed(th_buf *out, const parsed_doc *doc, const th_findings *said);
/* A document as content_parse left it, with its findings. Strings are views into `saved`. -1: not
 * such bytes. */
int content_restore(
    parsed_doc *doc, const th_entry *e, th_str saved, th_arena *a, th_findings *said);
void content_save_findings(th_buf *out, const th_findings *f);
/* Adds the saved findings to `f`. -1: not such bytes. */
int content_restore_findings(th_findings *f, th_str saved);

/* Do two states of a file say the same? Ignores the order and notation of fields, and white space
 * in text. Faulty front matter must be equal byte for byte. */
bool content_same(th_str before, th_str after, th_arena *a);

/* An event's meetings; `zone` is the zone that e->zone names. */
th_series event_series(const th_event *e, const th_zone *zone);

#endif
