/* report_formats.c -- findings as text, SARIF 2.1.0 and GitLab Code Quality JSON. Called by
 * cmd_check.c; must never print bytes of a file that are not well-formed UTF-8. */
#include "report_formats.h"

#include "teamhub/digest.h"
#include "teamhub/json.h"
#include "teamhub/source.h"

bool report_format_of(th_str name, report_format *out)
{
	static const char *const names[] = {"text", "sarif", "gitlab"};
	for (size_t i = 0; i < TH_COUNT(names); i++)
		if (th_str_eqz(name, names[i])) {
			*out = (report_format)i;
			return true;
		}
	return false;
}

/* Bytes that are not UTF-8 become \xNN. */
static void text(th_json *j, const char *key, th_str s)
{
	th_buf b = {0};
	size_t i = 0;
	while (i < s.n) {
		size_t at = i;
		if (th_utf8_next(s, &i) >= 0)
			th_buf_add(&b, th_str_sub(s, at, i));
		else
			th_buf_addf(&b, "\\x%02X", (unsigned char)s.p[at]);
	}
	json_text(j, key, th_buf_str(&b));
	th_buf_free(&b);
}

/* The sentence, and the remedy where it is wanted. */
static void message(th_json *j, const char *key, const th_finding *f, th_str lang, bool remedy)
{
	th_buf b = {0};
	finding_write_what(&b, f, lang);
	if (remedy) {
		th_buf_addc(&b, ' ');
		finding_write_remedy(&b, f, lang);
	}
	text(j, key, th_buf_str(&b));
	th_buf_free(&b);
}

/* From rule, file and words, and how many equal ones came before: not from the line. */
static void fingerprint(th_json *j, const char *name, const th_finding *f, th_map *seen)
{
	th_buf b = {0};
	char hex[65];
	th_buf_addz(&b, f->rule->name);
	th_buf_addc(&b, 0);
	th_buf_add(&b, f->at.file);
	for (size_t i = 0; i < TH_COUNT(f->words); i++) {
		th_buf_addc(&b, 0);
		th_buf_add(&b, f->words[i]);
	}
	th_str key = th_str_dup(seen->arena, th_buf_str(&b));
	uintptr_t before = (uintptr_t)th_map_get(seen, key);
	th_map_put(seen, key, (void *)(before + 1));
	if (before > 0)
		th_buf_addf(&b, "%c%zu", 0, (size_t)before);
	digest_sha256(hex, th_buf_str(&b));
	th_buf_free(&b);
	json_text(j, name, th_strz(hex));
}

/* ---- SARIF ---- */

static const char *const sarif_levels[] = {"note", "warning", "error"};

static void sarif_message(
    th_json *j, const char *key, const th_finding *f, th_str lang, bool remedy)
{
	json_begin(j, key, '{');
	message(j, "text", f, lang, remedy);
	json_end(j, '}');
}

static void sarif_rule(th_json *j, const th_rule *rule, th_str lang)
{
	th_finding whole = {.rule = rule}; /* its words are empty */
	json_begin(j, NULL, '{');
	json_text(j, "id", th_strz(rule->name));
	sarif_message(j, "shortDescription", &whole, lang, false);
	sarif_message(j, "help", &whole, lang, true);
	json_begin(j, "defaultConfiguration", '{');
	json_text(j, "level", th_strz(sarif_levels[rule->severity]));
	json_end(j, '}');
	json_end(j, '}');
}

static void sarif_location(th_json *j, const th_finding *f)
{
	th_buf uri = {0};
	th_buf_add_url(&uri, f->at.file, "/");
	json_begin(j, "locations", '[');
	json_begin(j, NULL, '{');
	json_begin(j, "physicalLocation", '{');
	json_begin(j, "artifactLocation", '{');
	text(j, "uri", th_buf_str(&uri));
	json_text(j, "uriBaseId", TH_S("%SRCROOT%"));
	json_end(j, '}');
	if (f->at.line > 0) {
		json_begin(j, "region", '{');
		json_number(j, "startLine", f->at.line);
		if (f->at.column > 0)
			json_number(j, "startColumn", f->at.column);
		json_end(j, '}');
	}
	json_end(j, '}');
	json_end(j, '}');
	json_end(j, ']');
	th_buf_free(&uri);
}

static void sarif_result(th_json *j, const th_finding *f, size_t rule, th_map *seen, th_str lang)
{
	json_begin(j, NULL, '{');
	json_text(j, "ruleId", th_strz(f->rule->name));
	json_number(j, "ruleIndex", (int64_t)rule);
	json_text(j, "level", th_strz(sarif_levels[f->severity]));
	sarif_message(j, "message", f, lang, true);
	sarif_location(j, f);
	json_begin(j, "partialFingerprints", '{');
	fingerprint(j, "teamhub/v1", f, seen);
	json_end(j, '}');
	json_end(j, '}');
}

/* The rules that findings name, in their order; each is known by its place from now on. */
static void sarif_rules(th_json *j, const th_findings *f, th_map *places, th_str lang)
{
	json_begin(j, "rules", '[');
	for (size_t i = 0; i < f->list.n; i++) {
		const th_rule *rule = f->list.v[i].rule;
		if (th_map_get(places, th_strz(rule->name)) != NULL)
			continue;
		sarif_rule(j, rule, lang);
		th_map_put(places, th_strz(rule->name), (void *)(uintptr_t)(places->n + 1));
	}
	json_end(j, ']');
}

static void sarif(th_json *j, const th_findings *f, th_str lang, th_arena *a)
{
	th_map places, seen; /* rule → its place in `rules`, counted from 1 */
	th_map_init(&places, a);
	th_map_init(&seen, a);
	json_begin(j, NULL, '{');
	json_text(j, "$schema", TH_S("https://json.schemastore.org/sarif-2.1.0.json"));
	json_text(j, "version", TH_S("2.1.0"));
	json_begin(j, "runs", '[');
	json_begin(j, NULL, '{');
	json_begin(j, "tool", '{');
	json_begin(j, "driver", '{');
	json_text(j, "name", TH_S("teamhub"));
	json_text(j, "version", TH_S(TH_VERSION));
	sarif_rules(j, f, &places, lang);
	json_end(j, '}');
	json_end(j, '}');
	json_text(j, "columnKind", TH_S("unicodeCodePoints"));
	json_begin(j, "results", '[');
	for (size_t i = 0; i < f->list.n; i++) {
		const th_finding *one = &f->list.v[i];
		uintptr_t place = (uintptr_t)th_map_get(&places, th_strz(one->rule->name));
		sarif_result(j, one, place - 1, &seen, lang);
	}
	json_end(j, ']');
	json_end(j, '}');
	json_end(j, ']');
	json_end(j, '}');
}

/* ---- GitLab ---- */

static void gitlab(th_json *j, const th_findings *f, th_str lang, th_arena *a)
{
	static const char *const levels[] = {"info", "minor", "major"};
	th_map seen;
	th_map_init(&seen, a);
	json_begin(j, NULL, '[');
	for (size_t i = 0; i < f->list.n; i++) {
		const th_finding *one = &f->list.v[i];
		json_begin(j, NULL, '{');
		message(j, "description", one, lang, true);
		json_text(j, "check_name", th_strz(one->rule->name));
		fingerprint(j, "fingerprint", one, &seen);
		json_text(j, "severity", th_strz(levels[one->severity]));
		json_begin(j, "location", '{');
		text(j, "path", one->at.file);
		json_begin(j, "lines", '{');
		json_number(j, "begin", one->at.line > 0 ? one->at.line : 1);
		json_end(j, '}');
		json_end(j, '}');
		json_end(j, '}');
	}
	json_end(j, ']');
}

void report_write(th_buf *out, const th_findings *f, report_format format, th_str lang)
{
	if (format == REPORT_TEXT) {
		for (size_t i = 0; i < f->list.n; i++)
			finding_write_text(out, &f->list.v[i], lang);
		return;
	}
	th_arena *a = th_arena_new();
	th_json j = {.out = out, .lines = 99};
	if (format == REPORT_SARIF)
		sarif(&j, f, lang, a);
	else
		gitlab(&j, f, lang, a);
	th_buf_addc(out, '\n');
	th_arena_free(a);
}
