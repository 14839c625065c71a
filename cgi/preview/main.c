/* main.c -- `teamhub-preview`, the program that `teamhub preview` starts in its place. */
#include "teamhub/cmd.h"

#include <stdio.h>

int main(int argc, char **argv)
{
	int rc = cmd_preview(argc, argv);
	if (rc == CMD_MISUSE)
		fputs("see teamhub preview --help\n", stderr);
	return rc;
}
