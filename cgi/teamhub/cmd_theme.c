/* cmd_theme.c -- `teamhub theme --reference` prints all names that a template may use, from the
 * tables that pages are written with. For web designers. Reads no theme and no content. */
#include "teamhub/cmd.h"
#include "teamhub/view.h"

#include <stdio.h>

int cmd_theme(int argc, char **argv)
{
	bool reference = false;
	const cmd_option options[] = {{"reference", NULL, &reference}};
	if (cmd_options(argc, argv, options, TH_COUNT(options), NULL) != 0)
		return CMD_MISUSE;
	if (!reference) {
		return cmd_say("theme", TEXT_CMD_REFERENCE_NEEDED, TEXT_ALONE);
	}
	th_buf out = {0};
	view_write_reference(&out, cmd_lang(NULL));
	size_t written = fwrite(out.p, 1, out.n, stdout);
	bool whole = written == out.n && fflush(stdout) == 0;
	th_buf_free(&out);
	return whole ? CMD_CLEAN : CMD_NOTHING;
}
