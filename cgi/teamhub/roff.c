/* roff.c -- writes mdoc(7), as groff, man-db and mandoc read it. Called by manual.c. Lines stay
 * below 80 bytes and begin anew with a sentence, as `mandoc -T lint` has it. */
#include "manual.h"

enum { WIDTH = 72 }; /* before words are escaped */

static void add_escaped(th_buf *out, th_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == '\\')
			th_buf_addz(out, "\\e");
		else if (s.p[i] == '-')
			th_buf_addz(out, "\\-");
		else
			th_buf_addc(out, s.p[i]);
}

/* A line that began with one of these would be a request. */
static void guard(th_buf *out, th_str s)
{
	if (s.n > 0 && (s.p[0] == '.' || s.p[0] == '\''))
		th_buf_addz(out, "\\&");
}

void roff_word(th_buf *out, th_str word)
{
	add_escaped(out, word);
}

static bool ends_sentence(th_str word, th_str rest)
{
	char last = word.n > 0 ? word.p[word.n - 1] : 0;
	return (last == '.' || last == '?') && rest.n > 0 && rest.p[0] >= 'A' && rest.p[0] <= 'Z';
}

void roff_text(th_buf *out, th_str text)
{
	th_str word;
	size_t column = 0;
	while (th_str_split(&text, ' ', &word)) {
		if (word.n == 0)
			continue;
		if (column > 0 && column + word.n + 1 > WIDTH) {
			th_buf_addc(out, '\n');
			column = 0;
		}
		if (column > 0)
			th_buf_addc(out, ' ');
		else
			guard(out, word);
		add_escaped(out, word);
		column += word.n + 1;
		if (ends_sentence(word, text)) {
			th_buf_addc(out, '\n');
			column = 0;
		}
	}
	if (column > 0)
		th_buf_addc(out, '\n');
}

void roff_literal(th_buf *out, th_str text)
{
	th_str line;
	th_buf_addz(out, ".Bd -literal\n");
	while (th_str_split(&text, '\n', &line)) {
		if (text.n == 0 && line.n == 0)
			break;
		guard(out, line);
		add_escaped(out, line);
		th_buf_addc(out, '\n');
	}
	th_buf_addz(out, ".Ed\n");
}

void roff_option(th_buf *out, const command_option *o)
{
	th_buf_addz(out, "Fl \\-");
	add_escaped(out, o->name);
	if (o->value.n > 0) {
		th_buf_addz(out, " Ar ");
		add_escaped(out, o->value);
	}
}

/* ---- the synopsis ---- */

static void add_operand(th_buf *out, th_str word, bool is_value)
{
	if (word.n > 1 && word.p[0] == '"')
		word = th_str_sub(word, 1, word.n - (word.p[word.n - 1] == '"'));
	bool literal = !is_value && word.n > 0 && word.p[0] >= 'a' && word.p[0] <= 'z';
	th_buf_addz(out, literal ? "Cm " : "Ar ");
	add_escaped(out, word);
}

void roff_usage(th_buf *out, th_str usage)
{
	th_str word;
	bool within = false, after_option = false, on_line = false;
	while (usage.n > 0 && th_str_split(&usage, ' ', &word)) {
		bool opens = word.n > 0 && word.p[0] == '[';
		if (opens)
			word = th_str_sub(word, 1, word.n);
		bool closes = word.n > 0 && word.p[word.n - 1] == ']';
		if (closes)
			word.n--;
		if (word.n > 0 && word.p[word.n - 1] == ',')
			word.n--;
		bool option = th_str_starts(word, TH_S("--")), or = th_str_eqz(word, "|");
		if (opens)
			th_buf_addz(out, on_line ? "\n.Op " : ".Op ");
		else if (!within && !after_option && ! or)
			th_buf_addz(out, on_line ? "\n." : ".");
		else
			th_buf_addc(out, ' ');
		if (or)
			th_buf_addc(out, '|');
		else if (option)
			roff_option(out, &(command_option){.name = th_str_sub(word, 2, word.n)});
		else
			add_operand(out, word, after_option);
		within = (within || opens) && !closes;
		after_option = (option || (or &&!within)) && !closes;
		on_line = true;
	}
	if (on_line)
		th_buf_addc(out, '\n');
}
