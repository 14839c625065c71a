/* report_formats.c -- findings as text, SARIF 2.1.0 and GitLab Code Quality JSON, through jansson.
 * Called by cmd_check.c; must never print bytes of a file that are not well-formed UTF-8. */
#include "report_formats.h"

#include <jansson.h>
#include <stdlib.h>

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

/* jansson refuses ill-formed UTF-8: such bytes become \xNN. */
static json_t *text(th_str s)
{
	th_buf b = {0};
	size_t i = 0;
	th_buf_addz(&b, "");
	while (i < s.n) {
		size_t at = i;
		if (th_utf8_next(s, &i) >= 0)
			th_buf_add(&b, th_str_sub(s, at, i));
		else
			th_buf_addf(&b, "\\x%02X", (unsigned char)s.p[at]);
	}
	json_t *json = json_stringn(b.n ? b.p : "", b.n);
	th_buf_free(&b);
	return json;
}

/* The sentence, and the remedy if wanted. */
static json_t *message(const th_finding *f, th_str lang, bool remedy)
{
	th_buf b = {0};
	finding_write_what(&b, f, lang);
	if (remedy) {
		th_buf_addc(&b, ' ');
		finding_write_remedy(&b, f, lang);
	}
	json_t *json = text(th_buf_str(&b));
	th_buf_free(&b);
	return json;
}

/* From rule, file, words, and the number of equal findings before it; not from the line. */
static json_t *fingerprint(const th_finding *f, th_map *seen)
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
	return json_string(hex);
}

/* ---- SARIF ---- */

static const char *const sarif_levels[] = {"note", "warning", "error"};

static json_t *sarif_rule(const th_rule *rule, th_str lang)
{
	th_finding whole = {.rule = rule}; /* its words are empty */
	json_t *json = json_object();
	json_object_set_new(json, "id", json_string(rule->name));
	json_object_set_new(
	    json, "shortDescription", json_pack("{s:o}", "text", message(&whole, lang, false)));
	json_object_set_new(json, "help", json_pack("{s:o}", "text", message(&whole, lang, true)));
	json_object_set_new(json, "defaultConfiguration",
	    json_pack("{s:s}", "level", sarif_levels[rule->severity]));
	return json;
}

static json_t *sarif_location(const th_finding *f)
{
	th_buf uri = {0};
	th_buf_add_url(&uri, f->at.file, "/");
	json_t *where = json_pack("{s:{s:o,s:s}}", "artifactLocation", "uri",
	    text(th_buf_str(&uri)), "uriBaseId", "%SRCROOT%");
	th_buf_free(&uri);
	if (f->at.line > 0) {
		json_t *region = json_pack("{s:i}", "startLine", f->at.line);
		if (f->at.column > 0)
			json_object_set_new(region, "startColumn", json_integer(f->at.column));
		json_object_set_new(where, "region", region);
	}
	return json_pack("[{s:o}]", "physicalLocation", where);
}

static json_t *sarif(const th_findings *f, th_str lang)
{
	json_t *rules = json_array(), *results = json_array();
	th_arena *a = th_arena_new();
	th_map index, seen; /* rule → its index in `rules`, from 1 */
	th_map_init(&index, a);
	th_map_init(&seen, a);
	for (size_t i = 0; i < f->list.n; i++) {
		const th_finding *one = &f->list.v[i];
		th_str name = th_strz(one->rule->name);
		uintptr_t place = (uintptr_t)th_map_get(&index, name);
		if (place == 0) {
			json_array_append_new(rules, sarif_rule(one->rule, lang));
			place = json_array_size(rules);
			th_map_put(&index, name, (void *)place);
		}
		json_array_append_new(
		    results, json_pack("{s:s, s:i, s:s, s:{s:o}, s:o, s:{s:o}}", "ruleId",
				 one->rule->name, "ruleIndex", (int)place - 1, "level",
				 sarif_levels[one->severity], "message", "text",
				 message(one, lang, true), "locations", sarif_location(one),
				 "partialFingerprints", "teamhub/v1", fingerprint(one, &seen)));
	}
	th_arena_free(a);
	return json_pack("{s:s, s:s, s:[{s:{s:{s:s, s:s, s:o}}, s:s, s:o}]}", "$schema",
	    "https://json.schemastore.org/sarif-2.1.0.json", "version", "2.1.0", "runs", "tool",
	    "driver", "name", "teamhub", "version", TH_VERSION, "rules", rules, "columnKind",
	    "unicodeCodePoints", "results", results);
}

/* ---- GitLab ---- */

static json_t *gitlab(const th_findings *f, th_str lang)
{
	static const char *const levels[] = {"info", "minor", "major"};
	json_t *all = json_array();
	th_arena *a = th_arena_new();
	th_map seen;
	th_map_init(&seen, a);
	for (size_t i = 0; i < f->list.n; i++) {
		const th_finding *one = &f->list.v[i];
		json_array_append_new(
		    all, json_pack("{s:o, s:s, s:o, s:s, s:{s:o, s:{s:i}}}", "description",
			     message(one, lang, true), "check_name", one->rule->name, "fingerprint",
			     fingerprint(one, &seen), "severity", levels[one->severity], "location",
			     "path", text(one->at.file), "lines", "begin",
			     one->at.line > 0 ? one->at.line : 1));
	}
	th_arena_free(a);
	return all;
}

void report_write(th_buf *out, const th_findings *f, report_format format, th_str lang)
{
	if (format == REPORT_TEXT) {
		for (size_t i = 0; i < f->list.n; i++)
			finding_write_text(out, &f->list.v[i], lang);
		return;
	}
	json_t *json = format == REPORT_SARIF ? sarif(f, lang) : gitlab(f, lang);
	char *dump = json_dumps(json, JSON_INDENT(2));
	if (dump != NULL)
		th_buf_addz(out, dump);
	th_buf_addc(out, '\n');
	free(dump);
	json_decref(json);
}
