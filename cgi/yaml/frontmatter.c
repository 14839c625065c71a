/* frontmatter.c -- where the fields at the top of a file end and the text begins.
 *
 * Called by parse.c with the whole file, which may hold anything. Only finds the lines; their YAML
 * is read by yaml.c. Understands line ends of every system and a byte order mark. */
#include "teamhub/yaml.h"

typedef struct lines {
	th_str s;
	size_t at;
	int number; /* of the line that next_line returned last */
} lines;

static bool next_line(lines *l, th_str *line, size_t *start)
{
	if (l->at >= l->s.n)
		return false;
	size_t i = l->at;
	*start = i;
	while (i < l->s.n && l->s.p[i] != '\n' && l->s.p[i] != '\r')
		i++;
	*line = th_str_sub(l->s, *start, i);
	if (i < l->s.n)
		i += l->s.p[i] == '\r' && i + 1 < l->s.n && l->s.p[i + 1] == '\n' ? 2 : 1;
	l->at = i;
	l->number++;
	return true;
}

static th_str without_trailing_space(th_str s)
{
	while (s.n > 0 && (s.p[s.n - 1] == ' ' || s.p[s.n - 1] == '\t'))
		s.n--;
	return s;
}

static int fail(th_findings *f, enum th_rule_id rule, th_str file, int line, th_str word)
{
	finding_add(f, rule, (th_mark){file, line, 1}, word, TH_NONE, TH_NONE);
	return -1;
}

int front_split(front *out, th_str bytes, th_str file, th_arena *a, th_findings *f)
{
	lines l = {.s = bytes};
	th_str line = TH_NONE;
	size_t start = 0;
	if (th_str_starts(bytes, TH_S("\xef\xbb\xbf")))
		l.at = 3;
	*out = (front){.body_line = 1};
	bool any;
	while ((any = next_line(&l, &line, &start)) && th_str_trim(line).n == 0)
		; /* empty lines above the first --- are forgiven */
	line = without_trailing_space(line);
	if (!any)
		return fail(f, TH_RULE_FRONT_MISSING, file, 1, TH_NONE);
	if (th_str_eqz(line, "+++"))
		return fail(f, TH_RULE_FRONT_TOML, file, l.number, TH_NONE);
	if (line.p[0] == '{')
		return fail(f, TH_RULE_FRONT_JSON, file, l.number, TH_NONE);
	if (!th_str_eqz(line, "---"))
		return fail(f, TH_RULE_FRONT_MISSING, file, l.number, TH_NONE);
	size_t from = l.at;
	int opened = l.number;
	out->yaml_line = l.number + 1;
	while (next_line(&l, &line, &start)) {
		line = without_trailing_space(line);
		if (th_str_eqz(line, "---") || th_str_eqz(line, "...")) {
			out->yaml = th_str_sub(bytes, from, start);
			out->body_at = l.at;
			out->body_line = l.number + 1;
			return 0;
		}
		if (l.at - from > YAML_MAX_FRONT)
			return fail(f, TH_RULE_FRONT_LARGE, file, opened,
			    th_str_fmt(a, "%d KB", YAML_MAX_FRONT / 1024));
	}
	return fail(f, TH_RULE_FRONT_OPEN, file, opened, TH_NONE);
}
