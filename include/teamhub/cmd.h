/* cmd.h -- the commands of `teamhub`: one cmd_*.c each, one row in main.c's table. A command parses
 * its own options by a table, does its job and returns how it went; nothing else exits. */
#ifndef TEAMHUB_CMD_H
#define TEAMHUB_CMD_H

#include "teamhub/base.h"
#include "teamhub/texts.h"

enum cmd_status {
	CMD_CLEAN = 0,
	CMD_FINDINGS = 1, /* done, but with findings of error severity */
	CMD_MISUSE = 2,
	CMD_NOTHING = 3, /* not done: one line on standard error says why */
};

/* argv[0] is the command's own name; what each takes stands in main.c's table. */
int cmd_publish(int argc, char **argv);
int cmd_check(int argc, char **argv);
int cmd_init_repo(int argc, char **argv);
int cmd_receive_check(int argc, char **argv);
int cmd_receive_publish(int argc, char **argv);
int cmd_new(int argc, char **argv);
int cmd_adopt(int argc, char **argv);
int cmd_editions(int argc, char **argv);
int cmd_report(int argc, char **argv);
int cmd_theme(int argc, char **argv);
int cmd_schema(int argc, char **argv);
int cmd_rollback(int argc, char **argv);
int cmd_watch(int argc, char **argv);
int cmd_preview(int argc, char **argv);       /* in `teamhub-preview` */
int cmd_preview_start(int argc, char **argv); /* … which this becomes */
int cmd_token(int argc, char **argv);

/* One option: --name VALUE or --name=VALUE into *value, or --name alone into *flag. */
typedef struct cmd_option {
	const char *name;
	const char **value;
	bool *flag;
} cmd_option;

/* Reads argv[1…]. What is no option goes to *operand (one at most; NULL: none is taken). -1 after
 * one line on standard error: unknown option, value missing, too many operands. */
int cmd_options(
    int argc, char **argv, const cmd_option *options, size_t count, const char **operand);

/* The value as a number from `least` to `most`; -1 after one line on standard error. */
int cmd_number(
    const char *command, const char *option, const char *value, int least, int most, int *out);

/* "teamhub COMMAND: MESSAGE" on standard error; returns CMD_NOTHING. */
int cmd_fail(const char *command, const th_err *err);

/* The language for people at this terminal, one of the catalogues', from `given` (--lang; may be
 * NULL) or the environment (LC_ALL, LC_MESSAGES, LANG). */
th_str cmd_lang(const char *given);

/* Whether --lang names a catalogue; NULL does. False after one line on standard error. */
bool cmd_lang_known(const char *command, const char *lang);

/* "teamhub COMMAND: …" on standard error, for the person at this terminal; returns CMD_MISUSE, for
 * that it mostly tells what is wrong with a call. */
int cmd_say(const char *command, enum text_id id, const text_arg *args);

/* Folders, colons between them, that the layout of a host site may be read from: `given`
 * (--shell-root; may be NULL), else TEAMHUB_SHELL_ROOT of the environment; NULL: none. */
const char *cmd_shell_root(const char *given);

/* How many threads may work: the processors this process may use, at most 16. */
int cmd_threads(void);

/* The clock; TEAMHUB_NOW in the environment stands for it, in tests. */
th_time publish_now(void);

/* ---- progress ---- */

typedef struct progress {
	double started, drawn_at;
	bool tty, drawn;
	const char *label;
} progress;

double progress_seconds(void); /* of a clock that only goes forward */
/* A bar on standard error, when that is a terminal and half a second has passed. */
void progress_start(progress *p, const char *label);
void progress_step(progress *p, size_t done, size_t total);
void progress_end(progress *p); /* the line is empty again */

#endif
