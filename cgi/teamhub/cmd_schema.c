/* cmd_schema.c -- `teamhub schema KIND`: the fields of a kind of document as JSON Schema, for
 * editors that complete and check front matter; without KIND, the table of all fields in
 * content/README.md. Both follow from fields.def. The schema accepts what the hub reads, and names
 * of a hub's own facets and fields: it forbids nothing unknown. */
#include "manual.h"
#include "teamhub/cmd.h"
#include "teamhub/json.h"
#include "teamhub/kind_bits.h"
#include "teamhub/texts.h"

#include <stdio.h>

enum field_type {
#define TYPE(id, ...) F_##id,
#include "teamhub/field_types.def"
};

static const struct {
	const char *what, *schema;
} types[] = {
#define TYPE(id, member, read, what, schema) {what, schema},
#include "teamhub/field_types.def"
};

static const struct {
	const char *name;
	unsigned kinds;
	enum field_type type;
} fields[] = {
#define FIELD(name, kinds, type, where, flags, also) {#name, kinds, type},
#include "teamhub/fields.def"
};

static const struct {
	const char *name;
	unsigned kinds;
} needed[] = {
#define NEEDED(name, kinds, rule) {#name, kinds},
#include "teamhub/fields.def"
};

static void begin_required(th_json *j)
{
	json_begin(j, NULL, '{');
	json_begin(j, "required", '[');
}

static void end_required(th_json *j)
{
	json_end(j, ']');
	json_end(j, '}');
}

/* What must be there, except in a draft or a withdrawn document. */
static void write_needs(th_json *j, th_kind kind)
{
	json_begin(j, "anyOf", '[');
	begin_required(j);
	for (size_t i = 0; i < TH_COUNT(needed); i++)
		if (needed[i].kinds & (1u << kind))
			json_text(j, NULL, th_strz(needed[i].name));
	end_required(j);
	static const char *const instead[] = {"draft", "withdrawn"};
	for (size_t i = 0; i < TH_COUNT(instead); i++) {
		begin_required(j);
		json_text(j, NULL, th_strz(instead[i]));
		end_required(j);
	}
	json_end(j, ']');
}

static void write_schema(th_buf *out, th_kind kind)
{
	th_json j = {.out = out, .lines = 2};
	json_begin(&j, NULL, '{');
	json_text(&j, "$schema", TH_S("https://json-schema.org/draft/2020-12/schema"));
	th_buf title = {0};
	th_buf_addf(&title, "Teamhub: %s", th_kind_name[kind]);
	json_text(&j, "title", th_buf_str(&title));
	th_buf_free(&title);
	json_text(&j, "type", TH_S("object"));
	json_begin(&j, "properties", '{');
	for (size_t i = 0; i < TH_COUNT(fields); i++)
		if (fields[i].kinds & (1u << kind))
			json_raw(&j, fields[i].name, th_strz(types[fields[i].type].schema));
	json_end(&j, '}');
	write_needs(&j, kind);
	json_end(&j, '}');
	th_buf_addc(out, '\n');
}

void schema_add_kinds(th_buf *out, unsigned kinds)
{
	unsigned others = (unsigned)ANY & ~kinds;
	bool most = __builtin_popcount(kinds) > __builtin_popcount(others);
	const char *between = most ? "all but " : "";
	if (others == 0)
		th_buf_addz(out, "all");
	for (int k = 0; k < TH_KIND_COUNT; k++)
		if ((most ? others : kinds) & (1u << k)) {
			th_buf_addf(out, "%s%s", between, th_kind_name[k]);
			between = ", ";
		}
}

bool schema_field(size_t i, const char **name, const char **what, unsigned *kinds)
{
	if (i == TH_COUNT(fields))
		return false;
	*name = fields[i].name;
	*what = types[fields[i].type].what;
	*kinds = fields[i].kinds;
	return true;
}

static void print_table(void)
{
	th_buf out = {0};
	th_buf_addz(&out, "| field | of | value |\n|---|---|---|\n");
	for (size_t i = 0; i < TH_COUNT(fields); i++) {
		th_buf_addf(&out, "| `%s` | ", fields[i].name);
		schema_add_kinds(&out, fields[i].kinds);
		th_buf_addf(&out, " | %s |\n", types[fields[i].type].what);
	}
	fwrite(out.p, 1, out.n, stdout);
	th_buf_free(&out);
}

int cmd_schema(int argc, char **argv)
{
	const char *word = NULL;
	th_kind kind;
	if (cmd_options(argc, argv, NULL, 0, &word) != 0)
		return CMD_MISUSE;
	if (word == NULL) {
		print_table();
		return CMD_CLEAN;
	}
	if (!kind_named(&kind, th_strz(word))) {
		th_arena *a = th_arena_new();
		th_strs kinds = {0};
		for (int k = 0; k < TH_KIND_COUNT; k++)
			*TH_ADD(a, &kinds) = th_strz(th_kind_name[k]);
		cmd_say("schema", TEXT_CMD_SCHEMA_WHAT,
		    TEXT_WITH(TEXT_S("kinds", th_strs_join(a, &kinds, ", "))));
		th_arena_free(a);
		return CMD_MISUSE;
	}
	th_buf schema = {0};
	write_schema(&schema, kind);
	fwrite(schema.p, 1, schema.n, stdout);
	th_buf_free(&schema);
	return CMD_CLEAN;
}
