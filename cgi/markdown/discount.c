/* discount.c -- the engine of the hub's own dialect. The one file that knows libmarkdown (discount
 * 2.2.7, both releases of Debian). habits.c rewrites what it reads differently from CommonMark, or
 * in more than linear time. */
#include "engine.h"
#include "habits.h"

#include <mkdio.h>
#include <stdlib.h>

/* The dialect: tables, fenced code, footnotes, both styles of definition lists. Off: links from
 * bare addresses (inline.c makes them; discount searches to the end of the word at every letter),
 * typographic replacement (it makes English quotation marks of German ones), pseudo addresses
 * (raw:, class:), %title lines, >%class% blocks, lettered lists, 2^10 as superscript, special
 * treatment of <style>. A numbered list does not continue a bulleted one. */
enum {
	DIALECT = (int)(MKD_NOPANTS | MKD_NO_EXT | MKD_NOHEADER | MKD_TABSTOP | MKD_NODIVQUOTE |
			MKD_NOALPHALIST | MKD_NOSUPERSCRIPT | MKD_NOSTYLE | MKD_EXTRA_FOOTNOTE |
			MKD_DLEXTRA | MKD_FENCEDCODE | MKD_EXPLICITLIST),
};

static void start(void)
{
	mkd_initialize();
}

static int html(th_buf *out, th_str md, render_job *j)
{
	mkd_flag_t flags = (mkd_flag_t)DIALECT;
	th_buf words = {0}, own = {0}, marked = {0};
	inline_mend(&words, md, j, true);
	habits_mend(&own, th_buf_str(&words), j);
	MMIOT *doc = mkd_string(own.p, (int)own.n, flags);
	char *text = NULL;
	int n = -1;
	if (doc != NULL && mkd_compile(doc, flags))
		n = mkd_document(doc, &text);
	if (n > 0 && text != NULL) {
		prepare_output(&marked, th_strn(text, (size_t)n));
		marks_restore(out, th_buf_str(&marked), &j->html);
	}
	th_buf_free(&marked);
	if (doc != NULL)
		mkd_cleanup(doc);
	th_buf_free(&words);
	th_buf_free(&own);
	return n < 0 ? -1 : 0;
}

const engine engine_discount = {start, html};
