/* cmd.h -- the commands of `teamhub`, each a file cmd_*.c, called by main.c's table.
 * argv[0] is the command's own name. They return the exit status: 0 done, 1 findings or failure,
 * 2 misuse. Only here clock, environment, terminal and number of processors are asked. */
#ifndef TEAMHUB_CMD_H
#define TEAMHUB_CMD_H

/* teamhub check [--ref REF] [--worktree] [--lang de|en] [--format text|sarif|gitlab] [PATH] */
int cmd_check(int argc, char **argv);

#endif
