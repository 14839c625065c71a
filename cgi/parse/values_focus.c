/* values_focus.c -- what must stay visible when a picture is cropped: "30% 20%", "left top", "0.3
 * 0.2", or one word. Called by values.c. Stored as two percentages in steps of ten, since a theme
 * has a class for each (the pages' security policy forbids inline styles). */
#include "values.h"

static const struct {
	const char *word;
	int axis, percent; /* axis -1: either */
} words[] = {
    {"left", 0, 0},
    {"right", 0, 100},
    {"top", 1, 0},
    {"bottom", 1, 100},
    {"center", -1, 50},
    {"centre", -1, 50},
    {"middle", -1, 50},
};

/* "30%", "30", "0.3"; -1: none of them. */
static int percent_of(th_str s)
{
	uint64_t whole = 0, tenth = 0;
	bool percent = th_str_ends(s, TH_S("%"));
	if (percent)
		s = th_str_sub(s, 0, s.n - 1);
	ptrdiff_t dot = th_str_chr(s, '.');
	if (dot < 0)
		return th_str_uint(s, 100, &whole) ? (int)whole : -1;
	if ((dot > 0 && !th_str_uint(th_str_sub(s, 0, (size_t)dot), 100, &whole)) ||
	    !th_str_uint(th_str_sub(s, (size_t)dot + 1, (size_t)dot + 2), 9, &tenth))
		return -1;
	if (percent || whole > 1)
		return (int)whole;
	return whole == 1 ? 100 : (int)(tenth * 10);
}

static bool place(th_str word, int turn, int at[2])
{
	for (size_t i = 0; i < TH_COUNT(words); i++)
		if (th_str_eqz(word, words[i].word)) {
			at[words[i].axis < 0 ? turn : words[i].axis] = words[i].percent;
			return true;
		}
	int n = percent_of(word);
	if (n >= 0)
		at[turn] = n;
	return n >= 0;
}

void value_read_focus(field_job *job, th_str written, const yaml_node *n)
{
	th_str text, rest, word;
	int at[2] = {50, 50}, turn = 0;
	if (!value_one_text(job, written, n, &text))
		return;
	rest = th_str_lower(job->scratch, text);
	while (th_str_split(&rest, ' ', &word)) {
		if (word.n == 0)
			continue;
		if (turn > 1 || !place(word, turn++, at)) {
			value_refuse(job, TH_RULE_FIELD_FOCUS, written, n, text);
			return;
		}
	}
	job->doc->focus =
	    th_str_fmt(job->arena, "%d %d", (at[0] + 5) / 10 * 10, (at[1] + 5) / 10 * 10);
}
