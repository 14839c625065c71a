/* indexing.h -- what the files of the search index share: words in memory (index_words.c), their
 * rows (index_tables.c), and adding and dropping documents (write_search.c). Private to
 * cgi/write. */
#ifndef TEAMHUB_WRITE_INDEXING_H
#define TEAMHUB_WRITE_INDEXING_H

#include "teamhub/search.h"
#include "teamhub/words.h"
#include "teamhub/writing.h"

enum { VOCABULARY_MIN = 3 };

typedef struct stem_row {
	th_str stem;
	TH_LIST(uint32_t) docs; /* in the current chunk, like the spots */
	TH_LIST(char) spots;
	int64_t n; /* documents not yet counted in the table */
	uint64_t chunks;
	uint32_t last;  /* position in the current document; 0: not seen in it */
	uint32_t doc;   /* the current document, number + 1 */
	uint32_t entry; /* its tf, flags, offset */
} stem_row;

typedef struct word_row {
	th_str low, fold;
	stem_row *stem;
	uint32_t doc; /* number + 1 of the last document that had it */
	int64_t n;
} word_row;

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
	/* in the current document */
	uint32_t num, place;
};

/* ---- index_words.c ---- */

void index_init(search_writer *s);
void index_done(search_writer *s);
void index_empty(search_writer *s);       /* forgets all words */
void index_empty_chunk(search_writer *s); /* forgets the word positions of the chunk */
/* Collects all words of a document that is in the edition, under the number `num`. */
void index_gather(edition_writer *w, search_writer *s, th_str doc, uint32_t num);
/* Can the word be suggested for a typing error, or completed? Numbers cannot. */
bool index_is_vocabulary(const word_row *x);

/* ---- index_tables.c ---- */

/* Writes the word positions of the chunk; the second also writes how often words occur. */
void index_flush_chunk(edition_writer *w, search_writer *s);
void index_flush(edition_writer *w, search_writer *s);
void index_count_word(edition_writer *w, const word_row *x, int64_t n);
/* Removes the document from the rows of a stem. */
void index_drop_stem(edition_writer *w, th_str stem, uint32_t num, th_buf *docs, th_buf *spots);
void index_add_le(th_buf *b, uint32_t v);

#endif
