/* main.c -- the command line of the hub: a table from a word to a command. Each command stands in a
 * cmd_*.c of its own. */
#include "teamhub/cmd.h"

#include <stdio.h>

typedef struct command {
	const char *name;
	int (*run)(int argc, char **argv);
	const char *usage, *does;
} command;

static const command commands[] = {
    {"publish", cmd_publish,
	"--source PATH [--ref NAME] --edition FILE [--theme DIR|content:DIR] [--origin URL] "
	"[--internal-origin URL] [--shell-root DIR] [--keep N] [--lang de|en] [--force]",
	"make an edition of a directory or a commit and let FILE lead to it"},
    {"token", cmd_token, "add|revoke PERSON | list, --edition FILE | --file TOKENS",
	"the tokens by which feed readers read the internal edition"},
    {"check", cmd_check,
	"[--staged | --range A..B | --ref REF] [--lang de|en] [--format text|sarif|gitlab] [PATH]",
	"say what authors should mend"},
    {"new", cmd_new,
	"KIND \"TITLE\" | guidelines [--author ID] [--to ID] [--lang de|en] [--dir DIR]",
	"begin a story (person, event, kudos, job, value …) with its fields explained"},
    {"adopt", cmd_adopt, "[--ref NAME] [--out FILE|-] [--site DIR] [--lang de|en] [REPO]",
	"look at a repository of Jekyll, Hugo, Eleventy …, write a hub.yml, and say how far it "
	"goes"},
    {"preview", cmd_preview_start,
	"[--port 8081] [--theme DIR|content:DIR] [--shell-root DIR] [--lang de|en] [--poll] [PATH]",
	"show a folder as it is being written, drafts included, on this machine alone"},
    {"init-repo", cmd_init_repo, "DIR [--edition FILE] [--branch main] [--lang de|en] [--shared]",
	"make the bare repository that authors push to, with its hooks"},
    {"watch", cmd_watch,
	"--source REPO --edition FILE [--fetch] [--remote origin] [--branch main] [--every 60] "
	"[--theme DIR|content:DIR] [--shell-root DIR] [--keep N] [--once]",
	"publish whenever the branch has moved, here or where it is fetched from"},
    {"report", cmd_report,
	"--edition FILE | --source PATH [--ref NAME] [--format text|json] [--lang de|en]",
	"whose voice is missing, whom to invite, what waits; for the lead of the programme"},
    {"editions", cmd_editions, "--edition FILE", "list what can be gone back to"},
    {"rollback", cmd_rollback, "--edition FILE [ID]", "go back to the edition before, or to ID"},
    {"theme", cmd_theme, "--reference", "print the names that the templates of a theme may use"},
    {"schema", cmd_schema, "[KIND]",
	"print the fields of a kind as JSON Schema, for editors; without KIND: all, as a table"},
    {"receive-check", cmd_receive_check, "", "judge a push; called by the hook of that repository"},
    {"receive-publish", cmd_receive_publish, "",
	"publish what was pushed; called by the hook of that repository"},
};

static int usage(FILE *out)
{
	fputs("usage: teamhub COMMAND …\n\n", out);
	for (size_t i = 0; i < TH_COUNT(commands); i++)
		fprintf(out, "  teamhub %s%s%s\n      %s\n", commands[i].name,
		    commands[i].usage[0] ? " " : "", commands[i].usage, commands[i].does);
	fputs("  teamhub --help | --version\n\n"
	      "exit status: 0 done, 1 done with errors in the content, 2 misuse, 3 not done\n",
	    out);
	return out == stdout ? CMD_CLEAN : CMD_MISUSE;
}

static bool asks_for_help(th_str word)
{
	return th_str_eqz(word, "--help") || th_str_eqz(word, "-h");
}

int main(int argc, char **argv)
{
	if (argc < 2)
		return usage(stderr);
	th_str word = th_strz(argv[1]);
	if (asks_for_help(word) || th_str_eqz(word, "help"))
		return usage(stdout);
	if (th_str_eqz(word, "--version")) {
		puts("teamhub " TH_VERSION);
		return CMD_CLEAN;
	}
	for (size_t i = 0; i < TH_COUNT(commands); i++) {
		if (!th_str_eqz(word, commands[i].name))
			continue;
		if (argc > 2 && asks_for_help(th_strz(argv[2]))) {
			printf("usage: teamhub %s %s\n  %s\n", commands[i].name, commands[i].usage,
			    commands[i].does);
			return CMD_CLEAN;
		}
		int rc = commands[i].run(argc - 1, argv + 1);
		if (rc == CMD_MISUSE)
			fprintf(
			    stderr, "usage: teamhub %s %s\n", commands[i].name, commands[i].usage);
		return rc;
	}
	fprintf(stderr, "teamhub: no command \"%s\"; teamhub --help lists them\n", argv[1]);
	return CMD_MISUSE;
}
