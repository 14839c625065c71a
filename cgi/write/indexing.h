/* indexing.h -- what the files of the search index share: words in memory (index_words.c), their
 * rows (index_tables.c), documents that change (index_change.c), and adding and dropping documents
 * (write_search.c). Private to cgi/write. */
#ifndef TEAMHUB_WRITE_INDEXING_H
#define TEAMHUB_WRITE_INDEXING_H

#include "teamhub/search.h"
#include "teamhub/words.h"
#include "teamhub/writing.h"

enum { VOCABULARY_MIN = 3 };

typedef struct stem_change { /* of one document's entry in the rows of a stem */
	uint32_t num;
	uint32_t was, now;                         /* tf, flags, offset; 0: it has not the stem */
	size_t was_from, was_to, now_from, now_to; /* its positions, in stem_row.spots */
} stem_change;

typedef struct stem_row {
	th_str stem;
	TH_LIST(uint32_t) docs; /* in the current chunk, like the spots */
	TH_LIST(char) spots;
	TH_LIST(stem_change) changes; /* index_change.c */
	size_t dropped;               /* of these, by number: they come first */
	int64_t n;                    /* documents not yet counted in the table */
	uint64_t chunks;
	uint32_t nth;   /* the last document that has it */
	uint32_t last;  /* position in that document; 0: only its flags */
	uint32_t entry; /* its tf, flags, offset */
	size_t from;    /* its positions, in `spots` */
} stem_row;

typedef struct word_row {
	th_str low, fold;
	stem_row *stem;
	uint32_t nth; /* the last document that had it */
	int64_t n;
} word_row;

/* A text of a document, in the order in which its words are counted. */
typedef struct doc_text {
	th_str lang, text;
	bool html;
	uint32_t flag; /* SEARCH_TITLE …; 0: the text itself */
} doc_text;
typedef TH_LIST(doc_text) doc_texts;

struct search_writer {
	th_arena *a; /* words and stems */
	th_map words, stems;
	th_arena *lists; /* for the current chunk */
	TH_LIST(stem_row *) present;
	TH_LIST(stem_row *) touched; /* in the current document */
	int64_t chunk;               /* the current one; -1: none */
	int64_t written;             /* the last chunk that has rows; -1: none */
	int64_t next;                /* number; -1: not known yet */
	stemmers stemmers;
	int sign;       /* what a document adds to the counts of its words: 1, or -1 */
	uint32_t nth;   /* of the documents whose words were taken, the current one; from 1 */
	uint32_t place; /* in it */
};

/* ---- index_words.c ---- */

void index_init(search_writer *s);
void index_done(search_writer *s);
void index_empty(search_writer *s);       /* forgets all words */
void index_empty_chunk(search_writer *s); /* forgets the word positions of the chunk */
/* Reads the texts of a document that is in the edition, into `a`. */
void index_read(edition_writer *w, th_str doc, doc_texts *out, th_arena *a);
/* Takes all words of a document: their stems are in `touched`, with its entry and its positions,
 * which end with 0. */
void index_take(search_writer *s, const doc_texts *texts);
void index_take_doc(edition_writer *w, search_writer *s, th_str doc); /* both */
/* Takes the words and adds them to the current chunk under the number `num`. */
void index_gather(search_writer *s, const doc_texts *texts, uint32_t num);
/* Can the word be suggested for a typing error, or completed? Numbers cannot. */
bool index_is_vocabulary(const word_row *x);

/* ---- index_tables.c ---- */

/* Writes the word positions of the chunk; the second also writes how often words occur. */
void index_flush_chunk(edition_writer *w, search_writer *s);
void index_flush(edition_writer *w, search_writer *s);
/* Adds to the counts of words; those that no document has any more go. */
void index_count_words(edition_writer *w, search_writer *s);
/* Applies the changes, which are sorted by number. */
void index_change_stem(edition_writer *w, const stem_row *r);
void index_add_le(th_buf *b, uint32_t v);

/* ---- index_ahead.c ---- */

/* Hands a document of a fresh edition, under the number `num`, to the thread that takes words.
 * False: there is no such thread. */
bool index_ahead_put(edition_writer *w, th_str doc, uint32_t num);
/* Writes all that the thread took, and ends it. */
void index_ahead_finish(edition_writer *w);
void index_ahead_free(edition_writer *w); /* NULL-safe */

/* ---- index_change.c ---- */

/* Notes the words that a document has now, which go from the rows of its number. */
void index_note_dropped(edition_writer *w, th_str doc, uint32_t num);
/* It has other words now, and its number again. False if it was not dropped. */
bool index_note_changed(edition_writer *w, th_str doc);
/* Writes all that was noted. */
void index_settle(edition_writer *w);
void index_changes_free(edition_writer *w); /* NULL-safe */

#endif
