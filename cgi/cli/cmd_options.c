/* cmd_options.c -- what all commands share at the command line: options by a table, numbers, the
 * language of the person at the terminal. */
#include "teamhub/cmd.h"

#include <sched.h>
#include <stdio.h>
#include <stdlib.h>

static const cmd_option *find(const cmd_option *options, size_t count, th_str name)
{
	for (size_t i = 0; i < count; i++)
		if (th_str_eqz(name, options[i].name))
			return &options[i];
	return NULL;
}

int cmd_options(
    int argc, char **argv, const cmd_option *options, size_t count, const char **operand)
{
	for (int i = 1; i < argc; i++) {
		th_str arg = th_strz(argv[i]);
		if (!th_str_starts(arg, TH_S("--")) || arg.n == 2) {
			if (operand == NULL || *operand != NULL) {
				cmd_say(argv[0], TEXT_CMD_WHAT_IS, TEXT_WITH(TEXT_S("word", arg)));
				return -1;
			}
			*operand = argv[i];
			continue;
		}
		ptrdiff_t equals = th_str_chr(arg, '=');
		th_str name = th_str_sub(arg, 2, equals < 0 ? arg.n : (size_t)equals);
		const cmd_option *o = find(options, count, name);
		if (o == NULL) {
			cmd_say(argv[0], TEXT_CMD_NO_OPTION, TEXT_WITH(TEXT_S("option", arg)));
			return -1;
		}
		if (o->flag != NULL && equals < 0) {
			*o->flag = true;
			continue;
		}
		if (o->flag != NULL || (equals < 0 && i + 1 == argc)) {
			cmd_say(argv[0], o->flag ? TEXT_CMD_NO_VALUE : TEXT_CMD_VALUE,
			    TEXT_WITH(TEXT_S("option", th_strz(o->name))));
			return -1;
		}
		*o->value = equals < 0 ? argv[++i] : argv[i] + equals + 1;
	}
	return 0;
}

int cmd_number(
    const char *command, const char *option, const char *value, int least, int most, int *out)
{
	uint64_t n;
	if (!th_str_uint(th_strz(value), (uint64_t)most, &n) || n < (uint64_t)least) {
		cmd_say(command, TEXT_CMD_NUMBER,
		    TEXT_WITH(TEXT_S("option", th_strz(option)), TEXT_N("least", least),
			TEXT_N("most", most), TEXT_S("value", th_strz(value))));
		return -1;
	}
	*out = (int)n;
	return 0;
}

int cmd_fail(const char *command, const th_err *err)
{
	fprintf(stderr, "teamhub %s: %s\n", command, err->msg);
	return CMD_NOTHING;
}

int cmd_say(const char *command, enum text_id id, const text_arg *args)
{
	fprintf(stderr, "teamhub %s: ", command);
	catalogue_print(stderr, cmd_lang(NULL), id, args);
	return CMD_MISUSE;
}

bool cmd_lang_known(const char *command, const char *lang)
{
	if (lang == NULL || catalogue_has_language(th_strz(lang)))
		return true;
	th_arena *a = th_arena_new();
	cmd_say(command, TEXT_CMD_LANG,
	    TEXT_WITH(TEXT_S("languages",
		catalogue_languages(a, catalogue_get(cmd_lang(NULL), TEXT_CMD_OR).p))));
	th_arena_free(a);
	return false;
}

th_str cmd_lang(const char *given)
{
	static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
	for (size_t i = 0; i < TH_COUNT(names) && (given == NULL || *given == '\0'); i++)
		given = getenv(names[i]);
	return catalogue_language(th_strz(given));
}

const char *cmd_shell_root(const char *given)
{
	return given != NULL ? given : getenv("TEAMHUB_SHELL_ROOT");
}

int cmd_threads(void)
{
	cpu_set_t set;
	int n = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
	return n < 1 ? 1 : n > 16 ? 16 : n;
}
