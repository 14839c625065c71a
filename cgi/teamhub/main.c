/* main.c -- the command line of the hub: a table from words to commands. Each command is a
 * cmd_*.c. */
#include "teamhub/cmd.h"

#include <stdio.h>

typedef struct command {
	const char *name;
	int (*run)(int argc, char **argv);
	const char *usage; /* options and operands; {langs} is the list of languages with a
			    * catalogue */
	enum text_id does;
} command;

static const command commands[] = {
    {"publish", cmd_publish,
	"--source PATH [--ref NAME] --edition FILE [--theme DIR|content:DIR] [--origin URL] "
	"[--internal-origin URL] [--shell-root DIR] [--keep N] [--lang {langs}] [--force]",
	TEXT_CMD_PUBLISH},
    {"token", cmd_token, "add|revoke PERSON | list, --edition FILE | --file TOKENS",
	TEXT_CMD_TOKEN},
    {"check", cmd_check,
	"[--staged | --range A..B | --ref REF] [--lang {langs}] [--format text|sarif|gitlab] "
	"[PATH]",
	TEXT_CMD_CHECK},
    {"new", cmd_new,
	"KIND \"TITLE\" | guidelines [--author ID] [--to ID] [--lang {langs}] [--dir DIR]",
	TEXT_CMD_NEW},
    {"adopt", cmd_adopt, "[--ref NAME] [--out FILE|-] [--site DIR] [--lang {langs}] [REPO]",
	TEXT_CMD_ADOPT},
    {"preview", cmd_preview_start,
	"[--port 8081] [--theme DIR|content:DIR] [--shell-root DIR] [--lang {langs}] [--poll] "
	"[PATH]",
	TEXT_CMD_PREVIEW},
    {"init-repo", cmd_init_repo, "DIR [--edition FILE] [--branch main] [--lang {langs}] [--shared]",
	TEXT_CMD_INIT_REPO},
    {"watch", cmd_watch,
	"--source REPO --edition FILE [--fetch] [--remote origin] [--branch main] [--every 60] "
	"[--theme DIR|content:DIR] [--shell-root DIR] [--keep N] [--once]",
	TEXT_CMD_WATCH},
    {"report", cmd_report,
	"--edition FILE | --source PATH [--ref NAME] [--format text|json] [--lang {langs}]",
	TEXT_CMD_REPORT},
    {"editions", cmd_editions, "--edition FILE", TEXT_CMD_EDITIONS},
    {"rollback", cmd_rollback, "--edition FILE [ID]", TEXT_CMD_ROLLBACK},
    {"theme", cmd_theme, "--reference", TEXT_CMD_THEME},
    {"schema", cmd_schema, "[KIND]", TEXT_CMD_SCHEMA},
    {"receive-check", cmd_receive_check, "", TEXT_CMD_RECEIVE_CHECK},
    {"receive-publish", cmd_receive_publish, "", TEXT_CMD_RECEIVE_PUBLISH},
};

static th_str usage_of(const command *c, th_arena *a)
{
	th_buf b = {0};
	th_buf_addf(&b, "teamhub %s%s", c->name, c->usage[0] ? " " : "");
	catalogue_fill(
	    &b, th_strz(c->usage), TEXT_WITH(TEXT_S("langs", catalogue_languages(a, "|"))));
	th_str out = th_str_dup(a, th_buf_str(&b));
	th_buf_free(&b);
	return out;
}

static int usage(FILE *out, th_str lang, th_arena *a)
{
	catalogue_print(out, lang, TEXT_CMD_USAGE_ALL, TEXT_ALONE);
	fputc('\n', out);
	for (size_t i = 0; i < TH_COUNT(commands); i++)
		fprintf(out, "  %s\n      %s\n", usage_of(&commands[i], a).p,
		    catalogue_get(lang, commands[i].does).p);
	fputs("  teamhub --help | --version\n\n", out);
	catalogue_print(out, lang, TEXT_CMD_EXIT_STATUS, TEXT_ALONE);
	return out == stdout ? CMD_CLEAN : CMD_MISUSE;
}

static void usage_of_one(FILE *out, const command *c, th_str lang, th_arena *a)
{
	catalogue_print(out, lang, TEXT_CMD_USAGE, TEXT_WITH(TEXT_S("call", usage_of(c, a))));
}

static bool asks_for_help(th_str word)
{
	return th_str_eqz(word, "--help") || th_str_eqz(word, "-h");
}

static int run(int argc, char **argv, th_arena *a)
{
	th_str lang = cmd_lang(NULL);
	if (argc < 2)
		return usage(stderr, lang, a);
	th_str word = th_strz(argv[1]);
	if (asks_for_help(word) || th_str_eqz(word, "help"))
		return usage(stdout, lang, a);
	if (th_str_eqz(word, "--version")) {
		puts("teamhub " TH_VERSION);
		return CMD_CLEAN;
	}
	for (size_t i = 0; i < TH_COUNT(commands); i++) {
		const command *c = &commands[i];
		if (!th_str_eqz(word, c->name))
			continue;
		if (argc > 2 && asks_for_help(th_strz(argv[2]))) {
			usage_of_one(stdout, c, lang, a);
			printf("  %s\n", catalogue_get(lang, c->does).p);
			return CMD_CLEAN;
		}
		int rc = c->run(argc - 1, argv + 1);
		if (rc == CMD_MISUSE)
			usage_of_one(stderr, c, lang, a);
		return rc;
	}
	catalogue_print(stderr, lang, TEXT_CMD_UNKNOWN, TEXT_WITH(TEXT_S("word", word)));
	return CMD_MISUSE;
}

int main(int argc, char **argv)
{
	th_arena *a = th_arena_new();
	int rc = run(argc, argv, a);
	th_arena_free(a);
	return rc;
}
