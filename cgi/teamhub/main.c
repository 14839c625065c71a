/* main.c -- the command line of the hub: from words to commands (commands.def). Each command is a
 * cmd_*.c. */
#include "manual.h"
#include "teamhub/cmd.h"
#include "teamhub/edition.h"

#include <stdio.h>

static th_str usage_of(const command *c, th_arena *a)
{
	return th_str_trim(th_str_fmt(a, "teamhub %s %.*s", c->name, TH_FMT(command_usage(c, a))));
}

static int usage(FILE *out, th_str lang, th_arena *a)
{
	catalogue_print(out, lang, TEXT_CMD_USAGE_ALL, TEXT_ALONE);
	fputc('\n', out);
	for (size_t i = 0; i < command_count; i++)
		fprintf(out, "  %.*s\n      %s\n", TH_FMT(usage_of(&commands[i], a)),
		    catalogue_get(lang, commands[i].does).p);
	fputs("  teamhub --help | --version\n\n", out);
	catalogue_print(out, lang, TEXT_CMD_EXIT_STATUS, TEXT_ALONE);
	return out == stdout ? CMD_CLEAN : CMD_MISUSE;
}

static void usage_of_one(FILE *out, const command *c, th_str lang, th_arena *a)
{
	catalogue_print(out, lang, TEXT_CMD_USAGE, TEXT_WITH(TEXT_S("call", usage_of(c, a))));
}

/* Usage, what the command does, and what its options are for. */
static void help_with(const command *c, th_str lang, th_arena *a)
{
	command_options options = {0};
	command_list_options(&options, c, a);
	usage_of_one(stdout, c, lang, a);
	printf("  %s\n", catalogue_get(lang, c->does).p);
	for (size_t i = 0; i < options.n; i++) {
		const command_option *o = &options.v[i];
		th_str call = th_str_fmt(a, "--%.*s %.*s", TH_FMT(o->name), TH_FMT(o->value));
		printf("\n  %.*s\n      %s\n", TH_FMT(th_str_trim(call)),
		    catalogue_get(lang, o->what).p);
	}
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
	for (size_t i = 0; i < command_count; i++) {
		const command *c = &commands[i];
		if (!th_str_eqz(word, c->name))
			continue;
		if (argc > 2 && asks_for_help(th_strz(argv[2]))) {
			help_with(c, lang, a);
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
	edition_start();
	int rc = run(argc, argv, a);
	th_arena_free(a);
	return rc;
}
