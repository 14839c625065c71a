/* frontmatter.c -- finds where the fields at the top of a file end and the text begins.
 *
 * Called by parse.c with the whole file, which may contain anything. Finds the lines between ---
 * (YAML) or +++ (TOML), or one JSON object, and has them read by yaml.c, toml.c or json.c. Accepts
 * the line ends of every system and a byte order mark. */
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
	while (s.n > 0 && th_is_blank(s.p[s.n - 1]))
		s.n--;
	return s;
}

static int fail(th_findings *f, enum th_rule_id rule, th_str file, int line, th_str word)
{
	finding_add(f, rule, (th_mark){file, line, 1}, word, word, TH_NONE);
	return -1;
}

static int fail_large(th_findings *f, th_str file, int line, th_arena *a)
{
	return fail(
	    f, TH_RULE_FRONT_LARGE, file, line, th_str_fmt(a, "%d KB", YAML_MAX_FRONT / 1024));
}

/* The offset after the } that ends the object at `from`; 0: it does not end. */
static size_t object_end(th_str s, size_t from)
{
	size_t open = 0;
	bool quoted = false;
	for (size_t i = from; i < s.n && i - from <= YAML_MAX_FRONT; i++) {
		char c = s.p[i];
		if (quoted && c == '\\')
			i++;
		else if (c == '"')
			quoted = !quoted;
		else if (!quoted && (c == '{' || c == '['))
			open++;
		else if (!quoted && (c == '}' || c == ']') && --open == 0)
			return i + 1;
	}
	return 0;
}

static int split_object(
    front *out, lines *l, size_t start, th_str file, th_arena *a, th_findings *f)
{
	size_t end = object_end(l->s, start);
	int opened = l->number;
	if (end == 0 && l->s.n - start > YAML_MAX_FRONT)
		return fail_large(f, file, opened, a);
	if (end == 0) {
		finding_add(f, TH_RULE_FRONT_OPEN, (th_mark){file, opened, 1}, TH_S("{"), TH_S("}"),
		    TH_NONE);
		return -1;
	}
	th_str line;
	*out = (front){.format = FRONT_JSON, .text = th_str_sub(l->s, start, end), .line = opened};
	while (l->at < end && next_line(l, &line, &start))
		;
	out->body_at = end > l->at ? end : l->at;
	out->body_line = l->number + 1;
	return 0;
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
		; /* empty lines before the first --- are accepted */
	line = without_trailing_space(line);
	if (!any)
		return fail(f, TH_RULE_FRONT_MISSING, file, 1, TH_NONE);
	if (line.p[0] == '{')
		return split_object(out, &l, start, file, a, f);
	bool toml = th_str_eqz(line, "+++");
	if (!toml && !th_str_eqz(line, "---"))
		return fail(f, TH_RULE_FRONT_MISSING, file, l.number, TH_NONE);
	out->format = toml ? FRONT_TOML : FRONT_YAML;
	size_t from = l.at;
	int opened = l.number;
	out->line = l.number + 1;
	while (next_line(&l, &line, &start)) {
		line = without_trailing_space(line);
		bool ends = toml ? th_str_eqz(line, "+++")
				 : th_str_eqz(line, "---") || th_str_eqz(line, "...");
		if (ends) {
			out->text = th_str_sub(bytes, from, start);
			out->body_at = l.at;
			out->body_line = l.number + 1;
			return 0;
		}
		if (l.at - from > YAML_MAX_FRONT)
			return fail_large(f, file, opened, a);
	}
	return fail(f, TH_RULE_FRONT_OPEN, file, opened, toml ? TH_S("+++") : TH_S("---"));
}

int front_read(yaml_node **map, const front *split, th_str file, th_arena *a, th_findings *f)
{
	switch (split->format) {
	case FRONT_TOML:
		return toml_read(map, split->text, file, split->line, a, f);
	case FRONT_JSON:
		return json_read(map, split->text, file, split->line, a, f);
	default:
		if (split->data)
			return yaml_read_data(map, split->text, file, split->line, a, f);
		return split->last_counts
			   ? yaml_read_last(map, split->text, file, split->line, a, f)
			   : yaml_read(map, split->text, file, split->line, a, f);
	}
}
