/* parse.c -- the bytes of one file into one document.
 *
 * Called on any thread by content_load and by the fuzzer, with any input. Checks the characters of
 * the whole file, reads its front matter, and leaves the Markdown to the render step. Keeps no
 * pointer into the bytes; what reading needs temporarily is in an arena of its own. */
#include "fields.h"
#include "values.h"

static int line_at(th_str bytes, size_t at, int *column)
{
	int line = 1;
	size_t start = 0;
	for (size_t i = 0; i < at; i++)
		if (bytes.p[i] == '\n') {
			line++;
			start = i + 1;
		}
	*column = (int)(at - start) + 1;
	return line;
}

static int fail_at(const parsed_doc *doc, th_str bytes, size_t at, enum th_rule_id rule,
    th_str word, th_findings *f)
{
	th_mark mark = {.file = doc->path};
	mark.line = line_at(bytes, at, &mark.column);
	finding_add(f, rule, mark, word, TH_NONE, TH_NONE);
	return -1;
}

static th_str guess_encoding(th_str bytes)
{
	if (th_str_starts(bytes, TH_S("\xff\xfe")) || th_str_starts(bytes, TH_S("\xfe\xff")))
		return TH_S("UTF-16");
	return TH_S("Latin-1 (Windows-1252)");
}

/* Is it UTF-8 text of acceptable size? *clean: all of it is valid in XML. */
static int check_bytes(
    const parsed_doc *doc, th_str bytes, bool *clean, th_arena *a, th_findings *f)
{
	size_t bad;
	if (bytes.n > CONTENT_MAX_FILE) {
		finding_add(f, TH_RULE_FILE_LARGE, (th_mark){.file = doc->path},
		    th_str_fmt(a, "%zu KB", bytes.n / 1024),
		    th_str_fmt(a, "%d KB", CONTENT_MAX_FILE / 1024), TH_NONE);
		return -1;
	}
	*clean = th_xml_valid(bytes, &bad);
	if (*clean)
		return 0;
	size_t first = bad;
	if (!th_utf8_valid(bytes, &bad))
		return fail_at(doc, bytes, bad, TH_RULE_TEXT_ENCODING, guess_encoding(bytes), f);
	ptrdiff_t nul = th_str_chr(bytes, 0);
	if (nul >= 0)
		return fail_at(doc, bytes, (size_t)nul, TH_RULE_TEXT_NUL, TH_NONE, f);
	size_t i = first;
	int32_t cp = th_utf8_next(bytes, &i);
	fail_at(doc, bytes, first, TH_RULE_TEXT_CONTROL, th_str_fmt(a, "U+%04X", (unsigned)cp), f);
	return 0;
}

/* Characters that YAML does not allow unescaped, although UTF-8 has them. */
static bool yaml_refuses(int32_t cp)
{
	return (cp < 0x20 && cp != '\t' && cp != '\n' && cp != '\r') || cp == 0x7f ||
	       (cp >= 0x80 && cp < 0xa0 && cp != 0x85) || cp == 0xfeff || cp == 0xfffe ||
	       cp == 0xffff;
}

static th_str make_readable(th_str yaml, th_arena *a)
{
	size_t i = 0, at = 0;
	while (i < yaml.n) {
		at = i;
		if (yaml_refuses(th_utf8_next(yaml, &i)))
			break;
		at = yaml.n;
	}
	if (at >= yaml.n)
		return yaml;
	th_buf b = {0};
	for (i = 0; i < yaml.n;) {
		at = i;
		if (yaml_refuses(th_utf8_next(yaml, &i)))
			th_utf8_put(&b, 0xfffd);
		else
			th_buf_add(&b, th_str_sub(yaml, at, i));
	}
	yaml = th_str_dup(a, th_buf_str(&b));
	th_buf_free(&b);
	return yaml;
}

/* Generators take a page of HTML for a text when it has front matter; a template of theirs has some
 * as well, but no date, or it makes pages of others. */
static bool has_front(th_str bytes)
{
	th_str line = bytes;
	while (line.n > 0 && th_is_space(line.p[0]))
		line = th_str_sub(line, 1, line.n);
	return th_str_starts(line, TH_S("---\n")) || th_str_starts(line, TH_S("---\r")) ||
	       th_str_starts(line, TH_S("+++"));
}

static bool is_html_text(const parsed_doc *doc, const th_mapping *m, const yaml_node *map)
{
	static const char *const dates[] = {"date", "publishDate", "pubDate", "start"};
	bool dated = doc->date.at != TH_NEVER || (doc->kind != TH_STORY && doc->kind != TH_EVENT);
	for (const yaml_node *n = map->first; n != NULL; n = n->next) {
		if (th_str_caseeq(n->key, TH_S("pagination")) ||
		    th_str_caseeq(n->key, TH_S("paginate")))
			return false;
		th_str *ours = m != NULL ? th_map_get(&m->fields, n->key) : NULL;
		dated = dated || (ours != NULL && th_str_eqz(*ours, "date"));
		for (size_t i = 0; i < TH_COUNT(dates); i++)
			dated = dated || th_str_caseeq(n->key, th_strz(dates[i]));
	}
	return dated;
}

static int read_fields(field_job *job, const yaml_node *map)
{
	if (map->kind != YAML_MAP) {
		finding_add(job->findings, TH_RULE_YAML_SHAPE,
		    (th_mark){job->doc->path, map->line, map->column}, TH_NONE, TH_NONE, TH_NONE);
		return -1;
	}
	fields_read(job, map);
	fields_finish(job);
	if (job->bad)
		return -1;
	old_addresses(job, map);
	return 0;
}

static int parse(parsed_doc *doc, const th_hub *hub, th_str bytes, th_arena *a, th_arena *scratch,
    th_findings *f)
{
	front parts;
	yaml_node *map;
	bool clean;
	if (check_bytes(doc, bytes, &clean, scratch, f) < 0)
		return -1;
	if (th_str_starts(bytes, TH_S("version https://git-lfs.github.com/spec/"))) {
		th_finding *one = finding_add(
		    f, TH_RULE_FILE_LFS, (th_mark){doc->path, 1, 1}, TH_NONE, TH_NONE, TH_NONE);
		finding_set_severity(f, one, TH_ERROR);
		return -1;
	}
	bool html = path_is_html(doc->path);
	doc->no_document = html && !has_front(bytes);
	if (doc->no_document || front_split(&parts, bytes, doc->path, scratch, f) < 0)
		return -1;
	doc->body_at = parts.body_at;
	doc->body_line = parts.body_line;
	if (field_hidden_below(th_str_sub(bytes, parts.body_at, bytes.n), scratch)) {
		finding_add(f, TH_RULE_FRONT_TWICE, (th_mark){doc->path, parts.body_line, 1},
		    TH_NONE, TH_NONE, TH_NONE);
		return -1;
	}
	if (parts.format != FRONT_TOML)
		parts.text = make_readable(parts.text, scratch);
	const th_mapping *m = hub_mapping(hub, doc->kind);
	parts.last_counts = m != NULL && m->generator != TH_GENERATOR_NONE;
	if (front_read(&map, &parts, doc->path, scratch, f) < 0)
		return -1;
	doc->no_document = html && map->kind == YAML_MAP && !is_html_text(doc, m, map);
	if (doc->no_document)
		return -1;
	field_job job = {.doc = doc,
	    .hub = hub,
	    .mapping = hub_mapping(hub, doc->kind),
	    .arena = a,
	    .scratch = scratch,
	    .findings = f,
	    .line = parts.line - (parts.format != FRONT_JSON)};
	return read_fields(&job, map);
}

int content_parse(parsed_doc *doc, const th_hub *hub, th_str bytes, th_arena *a, th_findings *f)
{
	th_arena *scratch = th_arena_new();
	int rc = parse(doc, hub, bytes, a, scratch, f);
	th_arena_free(scratch);
	return rc;
}

int content_parse_data(
    parsed_doc *doc, const th_hub *hub, const yaml_node *map, th_arena *a, th_findings *f)
{
	th_arena *scratch = th_arena_new();
	field_job job = {.doc = doc,
	    .hub = hub,
	    .mapping = hub_mapping(hub, doc->kind),
	    .arena = a,
	    .scratch = scratch,
	    .findings = f,
	    .line = map->key_line ? map->key_line : map->line};
	int rc = read_fields(&job, map);
	th_arena_free(scratch);
	return rc;
}
