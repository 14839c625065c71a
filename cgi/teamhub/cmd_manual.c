/* cmd_manual.c -- `teamhub manual PAGE`: a man page (manual.c) or a completion (completion.c); used
 * by `make install`, and by whoever has the program without its pages. */
#include "manual.h"
#include "teamhub/cmd.h"

#include <stdio.h>

int cmd_manual(int argc, char **argv)
{
	const char *page = NULL, *lang = NULL;
	const cmd_option options[] = {{"lang", &lang, NULL}};
	if (cmd_options(argc, argv, options, TH_COUNT(options), &page) != 0 ||
	    !cmd_lang_known("manual", lang))
		return CMD_MISUSE;
	th_arena *a = th_arena_new();
	th_buf out = {0};
	int rc = CMD_CLEAN;
	if (page == NULL) {
		th_strs pages = {0};
		manual_pages(&pages, a);
		for (size_t i = 0; i < pages.n; i++)
			th_buf_addf(&out, "%.*s\n", TH_FMT(pages.v[i]));
	} else if (strcmp(page, "bash") == 0) {
		completion_bash(&out, a);
	} else if (strcmp(page, "zsh") == 0) {
		completion_zsh(&out, a);
	} else if (!manual_write(&out, th_strz(page), cmd_lang(lang), a)) {
		rc = cmd_say("manual", TEXT_CMD_MANUAL_WHAT, TEXT_ALONE);
	}
	fwrite(out.p, 1, out.n, stdout);
	th_buf_free(&out);
	th_arena_free(a);
	return rc;
}
