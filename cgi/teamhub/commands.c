/* commands.c -- the table of commands, and what their usage lines say about options. Knows no
 * format: --help, man pages and completions are written elsewhere. */
#include "manual.h"
#include "teamhub/cmd.h"

const command commands[] = {
#define COMMAND(name, function, usage, id) {name, function, usage, TEXT_CMD_##id, TEXT_MAN_##id},
#include "teamhub/commands.def"
#undef COMMAND
};
const size_t command_count = TH_COUNT(commands);

static const struct {
	const char *command, *name;
	enum text_id what;
} described[] = {
#define OPTION(command, name, id) {command, name, TEXT_OPT_##id},
#include "teamhub/options.def"
#undef OPTION
};

th_str command_usage(const command *c, th_arena *a)
{
	th_buf b = {0};
	catalogue_fill(
	    &b, th_strz(c->usage), TEXT_WITH(TEXT_S("langs", catalogue_languages(a, "|"))));
	th_str out = th_str_dup(a, th_buf_str(&b));
	th_buf_free(&b);
	return out;
}

static enum text_id describe(const command *c, th_str option)
{
	size_t i = 0;
	while (i + 1 < TH_COUNT(described) &&
	       !(th_str_eqz(option, described[i].name) &&
		   (described[i].command[0] == '\0' || strcmp(described[i].command, c->name) == 0)))
		i++;
	return described[i].what;
}

static th_str without_bracket(th_str word)
{
	while (word.n > 0 && (word.p[word.n - 1] == ']' || word.p[word.n - 1] == ','))
		word.n--;
	return word;
}

void command_list_options(command_options *out, const command *c, th_arena *a)
{
	th_str rest = command_usage(c, a), word;
	bool wants_value = false; /* the last word was an option, and nothing closed it */
	while (th_str_split(&rest, ' ', &word)) {
		if (word.n > 0 && word.p[0] == '[')
			word = th_str_sub(word, 1, word.n);
		th_str bare = without_bracket(word);
		if (th_str_starts(bare, TH_S("--"))) {
			th_str name = th_str_sub(bare, 2, bare.n);
			*TH_ADD(a, out) = (command_option){.name = name, .what = describe(c, name)};
			wants_value = bare.n == word.n;
			continue;
		}
		if (wants_value && !th_str_eqz(bare, "|"))
			out->v[out->n - 1].value = bare;
		wants_value = false;
	}
}
