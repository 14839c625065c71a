/* completion.c -- completions for bash and zsh, from the usage lines of all commands: their
 * options, the values of an option that has a fixed set, and files where a file is wanted. Called
 * by cmd_manual.c. */
#include "manual.h"
#include "teamhub/kinds.h"

enum value { NOTHING, FILES, WORDS };

/* What can be completed of an option's value: one of some words, or a file. */
static enum value kind_of(th_str value)
{
	static const char *const files[] = {
	    "PATH", "FILE", "DIR", "REPO", "TOKENS", "FILE|-", "DIR|content:DIR"};
	bool words = th_str_chr(value, '|') > 0;
	for (size_t i = 0; i < TH_COUNT(files); i++)
		if (th_str_eqz(value, files[i]))
			return FILES;
	for (size_t i = 0; i < value.n; i++)
		words = words && value.p[i] >= 'a' && (value.p[i] <= 'z' || value.p[i] == '|');
	return words ? WORDS : NOTHING;
}

static void add_words(th_buf *out, th_str value)
{
	for (size_t i = 0; i < value.n; i++)
		th_buf_addc(out, value.p[i] == '|' ? ' ' : value.p[i]);
}

/* What may stand where no option does, as words; nothing: a file. */
static void add_operands(th_buf *out, const command *c, th_arena *a)
{
	if (strcmp(c->name, "new") == 0 || strcmp(c->name, "schema") == 0)
		for (int k = 0; k < TH_KIND_COUNT; k++)
			th_buf_addf(out, "%s ", th_kind_name[k]);
	if (strcmp(c->name, "new") == 0)
		th_buf_addz(out, "hub guidelines");
	if (strcmp(c->name, "token") == 0)
		th_buf_addz(out, "add list revoke");
	if (strcmp(c->name, "manual") == 0) {
		th_strs pages = {0};
		manual_pages(&pages, a);
		for (size_t i = 0; i < pages.n; i++)
			th_buf_addf(out, "%.*s ", TH_FMT(pages.v[i]));
		th_buf_addz(out, "bash zsh");
	}
}

static void bash_command(th_buf *out, const command *c, th_arena *a)
{
	command_options options = {0};
	th_buf files = {0};
	command_list_options(&options, c, a);
	th_buf_addf(out, "\t%s)\n\t\tcase $before in\n", c->name);
	for (size_t i = 0; i < options.n; i++) {
		const command_option *o = &options.v[i];
		if (kind_of(o->value) == WORDS) {
			th_buf_addf(out, "\t\t--%.*s) words='", TH_FMT(o->name));
			add_words(out, o->value);
			th_buf_addz(out, "' ;;\n");
		} else if (o->value.n > 0 && kind_of(o->value) == FILES) {
			th_buf_addf(&files, "%s--%.*s", files.n ? " | " : "", TH_FMT(o->name));
		}
	}
	if (files.n > 0)
		th_buf_addf(out, "\t\t%.*s) ;;\n", TH_FMT(th_buf_str(&files)));
	th_buf_free(&files);
	th_buf_addz(out, "\t\t*) words='");
	for (size_t i = 0; i < options.n; i++)
		th_buf_addf(out, "--%.*s ", TH_FMT(options.v[i].name));
	add_operands(out, c, a);
	th_buf_addz(out, "' ;;\n\t\tesac ;;\n");
}

void completion_bash(th_buf *out, th_arena *a)
{
	th_buf_addz(out,
	    "# teamhub: completion for bash, made by `teamhub manual bash`\n"
	    "_teamhub() {\n"
	    "\tlocal current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} "
	    "words=\n"
	    "\tif [ \"$COMP_CWORD\" -eq 1 ]; then\n\t\twords='");
	for (size_t i = 0; i < command_count; i++)
		th_buf_addf(out, "%s ", commands[i].name);
	th_buf_addz(out, "--help --version'\n\telse\n\tcase ${COMP_WORDS[1]} in\n");
	for (size_t i = 0; i < command_count; i++)
		bash_command(out, &commands[i], a);
	th_buf_addz(out, "\tesac\n\tfi\n"
			 "\t# Of words that fit none is left: then it is a file.\n"
			 "\tmapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$current\")\n"
			 "}\n"
			 "complete -o default -F _teamhub teamhub\n");
}

/* ---- zsh ---- */

/* Within single quotes and brackets. */
static void add_zsh(th_buf *out, th_str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '\'')
			th_buf_addz(out, "'\\'");
		else if (s.p[i] == '[' || s.p[i] == ']' || s.p[i] == ':' || s.p[i] == '\\')
			th_buf_addc(out, '\\');
		th_buf_addc(out, s.p[i]);
	}
}

static void zsh_command(th_buf *out, const command *c, th_arena *a)
{
	command_options options = {0};
	th_buf operands = {0};
	command_list_options(&options, c, a);
	th_buf_addf(out, "\t%s)\n\t\t_arguments", c->name);
	for (size_t i = 0; i < options.n; i++) {
		const command_option *o = &options.v[i];
		th_buf_addf(out, " \\\n\t\t\t'--%.*s[", TH_FMT(o->name));
		add_zsh(out, catalogue_get(TH_S("en"), o->what));
		th_buf_addc(out, ']');
		if (o->value.n > 0) {
			th_buf_addz(out, ":value:");
			if (kind_of(o->value) == FILES)
				th_buf_addz(out, "_files");
			if (kind_of(o->value) == WORDS) {
				th_buf_addc(out, '(');
				add_words(out, o->value);
				th_buf_addc(out, ')');
			}
		}
		th_buf_addc(out, '\'');
	}
	add_operands(&operands, c, a);
	if (operands.n > 0)
		th_buf_addf(out, " \\\n\t\t\t'1:operand:(%.*s)'", TH_FMT(th_buf_str(&operands)));
	th_buf_addz(out, " \\\n\t\t\t'*:file:_files' ;;\n");
	th_buf_free(&operands);
}

void completion_zsh(th_buf *out, th_arena *a)
{
	th_buf_addz(out, "#compdef teamhub\n# teamhub: completion for zsh, made by `teamhub manual "
			 "zsh`\nlocal -a commands\ncommands=(\n");
	for (size_t i = 0; i < command_count; i++) {
		th_buf_addf(out, "\t'%s:", commands[i].name);
		add_zsh(out, catalogue_get(TH_S("en"), commands[i].does));
		th_buf_addz(out, "'\n");
	}
	th_buf_addz(out, ")\n"
			 "if ((CURRENT == 2)); then\n"
			 "\t_describe command commands\n"
			 "\treturn\n"
			 "fi\n"
			 "shift words\n"
			 "((CURRENT--))\n"
			 "case $words[1] in\n");
	for (size_t i = 0; i < command_count; i++)
		zsh_command(out, &commands[i], a);
	th_buf_addz(out, "esac\n");
}
