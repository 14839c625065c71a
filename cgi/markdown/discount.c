/* discount.c -- the engine of the hub's own dialect. The one file that knows libmarkdown (discount
 * 2.2.7, both releases of Debian). What it reads otherwise than CommonMark, or in time that is no
 * longer linear, is written so in habits.c that it does not matter. */
#include "engine.h"
#include "habits.h"

#include <mkdio.h>
#include <stdlib.h>

/* The dialect: tables, fenced code, footnotes, both styles of definition lists, links from bare
 * addresses. Off: typographic replacement (it makes English quotes of German ones), pseudo
 * addresses (raw:, class:), %title lines, >%class% blocks, lettered lists, 2^10 as superscript,
 * taking <style> apart. A list of numbers does not continue one of bullets. */
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
	th_buf own = {0};
	habits_mend(&own, md, j);
	/* The search for bare addresses looks to the end of the word at every letter: a third of
	 * the time for ordinary texts, and quadratic for what is one word. */
	if (!j->long_word && (th_str_find(md, TH_S("://")) >= 0 || th_str_chr(md, '@') >= 0))
		flags |= MKD_AUTOLINK;
	MMIOT *doc = mkd_string(own.p, (int)own.n, flags);
	char *text = NULL;
	int n = -1;
	if (doc != NULL && mkd_compile(doc, flags))
		n = mkd_document(doc, &text);
	if (n > 0 && text != NULL)
		prepare_bytes(out, th_strn(text, (size_t)n));
	if (doc != NULL)
		mkd_cleanup(doc);
	th_buf_free(&own);
	return n < 0 ? -1 : 0;
}

const engine engine_discount = {start, html};
