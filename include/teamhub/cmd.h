/* cmd.h -- the commands of `teamhub`: each is one cmd_*.c and one row of commands.def. A command
 * parses its own options, does its job and returns a status; nothing but main exits. */
#ifndef TEAMHUB_CMD_H
#define TEAMHUB_CMD_H

#include "teamhub/base.h"
#include "teamhub/texts.h"

enum cmd_status {
	CMD_CLEAN = 0,
	CMD_FINDINGS = 1, /* done, but with findings of error severity */
	CMD_MISUSE = 2,
	CMD_NOTHING = 3, /* not done: one line on standard error gives the reason */
};

/* argv[0] is the command's own name; commands.def lists the arguments of each. */
int cmd_publish(int argc, char **argv);
int cmd_check(int argc, char **argv);
int cmd_init_repo(int argc, char **argv);
int cmd_receive_check(int argc, char **argv);
int cmd_receive_publish(int argc, char **argv);
int cmd_new(int argc, char **argv);
int cmd_adopt(int argc, char **argv);
int cmd_editions(int argc, char **argv);
int cmd_report(int argc, char **argv);
int cmd_export(int argc, char **argv);
int cmd_theme(int argc, char **argv);
int cmd_schema(int argc, char **argv);
int cmd_manual(int argc, char **argv);
int cmd_rollback(int argc, char **argv);
int cmd_watch(int argc, char **argv);
int cmd_preview(int argc, char **argv);       /* in `teamhub-preview` */
int cmd_preview_start(int argc, char **argv); /* starts teamhub-preview, which runs the one above */
int cmd_token(int argc, char **argv);

/* An option: --name VALUE or --name=VALUE sets *value; --name alone sets *flag. */
typedef struct cmd_option {
	const char *name;
	const char **value;
	bool *flag;
} cmd_option;

/* Reads argv[1…]. The operand goes to *operand (at most one; NULL: none allowed). -1 after one line
 * on standard error: unknown option, missing value, too many operands. */
int cmd_options(
    int argc, char **argv, const cmd_option *options, size_t count, const char **operand);

/* Reads a number from `least` to `most`; -1 after one line on standard error. */
int cmd_number(
    const char *command, const char *option, const char *value, int least, int most, int *out);

/* Prints "teamhub COMMAND: MESSAGE" on standard error; returns CMD_NOTHING. */
int cmd_fail(const char *command, const th_err *err);

/* The language of messages on this terminal: one that has a catalogue, from `given` (--lang; may be
 * NULL) or the environment (LC_ALL, LC_MESSAGES, LANG). */
th_str cmd_lang(const char *given);

/* Is there a catalogue for --lang (or is it NULL)? False after one line on standard error. */
bool cmd_lang_known(const char *command, const char *lang);

/* Prints "teamhub COMMAND: …" on standard error, in the language of the terminal. Returns
 * CMD_MISUSE, since it is mostly used for wrong calls. */
int cmd_say(const char *command, enum text_id id, const text_arg *args);

/* The folders, separated by colons, from which a host site's layout may be read: `given`
 * (--shell-root; may be NULL), else TEAMHUB_SHELL_ROOT from the environment; NULL: none. */
const char *cmd_shell_root(const char *given);

/* How many threads to use: the processors available to this process, at most 16. */
int cmd_threads(void);

/* The current time. Tests set it with TEAMHUB_NOW in the environment. */
th_time publish_now(void);

/* ---- progress ---- */

typedef struct progress {
	double started, drawn_at;
	bool tty, drawn;
	const char *label;
} progress;

double progress_seconds(void); /* on a monotonic clock */
/* A progress bar on standard error, drawn only on a terminal and after half a second. */
void progress_start(progress *p, const char *label);
void progress_step(progress *p, size_t done, size_t total);
void progress_end(progress *p); /* clears the line */

#endif
