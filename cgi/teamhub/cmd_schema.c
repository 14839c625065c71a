/* cmd_schema.c -- `teamhub schema KIND`: the fields of a kind of document as JSON Schema, for
 * editors that complete and check front matter; without KIND, the table of all fields in
 * content/README.md. Both follow from fields.def. The schema accepts what the hub reads, and names
 * of a hub's own facets and fields: it forbids nothing unknown. */
#include "teamhub/cmd.h"
#include "teamhub/kind_bits.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

enum field_type {
#define TYPE(id, what, schema) F_##id,
#include "teamhub/field_types.def"
};

static const struct {
	const char *what, *schema;
} types[] = {
#define TYPE(id, what, schema) {what, schema},
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

static json_t *required(const char *name)
{
	return json_pack("{s:[s]}", "required", name);
}

/* What must be there, except in a draft or a withdrawn document. */
static json_t *needs(th_kind kind)
{
	json_t *names = json_array();
	for (size_t i = 0; i < TH_COUNT(needed); i++)
		if (needed[i].kinds & (1u << kind))
			json_array_append_new(names, json_string(needed[i].name));
	return json_pack(
	    "[{s:o},o,o]", "required", names, required("draft"), required("withdrawn"));
}

static json_t *schema_of(th_kind kind)
{
	json_t *properties = json_object();
	for (size_t i = 0; i < TH_COUNT(fields); i++)
		if (fields[i].kinds & (1u << kind))
			json_object_set_new(properties, fields[i].name,
			    json_loads(types[fields[i].type].schema, 0, NULL));
	return json_pack("{s:s, s:s+, s:s, s:o, s:o}", "$schema",
	    "https://json-schema.org/draft/2020-12/schema", "title",
	    "Teamhub: ", th_kind_name[kind], "type", "object", "properties", properties, "anyOf",
	    needs(kind));
}

static void print_kinds(unsigned kinds)
{
	unsigned others = (unsigned)ANY & ~kinds;
	bool most = __builtin_popcount(kinds) > __builtin_popcount(others);
	const char *between = most ? "all but " : "";
	if (others == 0)
		fputs("all", stdout);
	for (int k = 0; k < TH_KIND_COUNT; k++)
		if ((most ? others : kinds) & (1u << k)) {
			printf("%s%s", between, th_kind_name[k]);
			between = ", ";
		}
}

static void print_table(void)
{
	puts("| field | of | value |\n|---|---|---|");
	for (size_t i = 0; i < TH_COUNT(fields); i++) {
		printf("| `%s` | ", fields[i].name);
		print_kinds(fields[i].kinds);
		printf(" | %s |\n", types[fields[i].type].what);
	}
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
		fputs("teamhub schema: of what? One of", stderr);
		for (int k = 0; k < TH_KIND_COUNT; k++)
			fprintf(stderr, "%s %s", k ? "," : "", th_kind_name[k]);
		fputs("\n", stderr);
		return CMD_MISUSE;
	}
	json_t *schema = schema_of(kind);
	json_dumpf(schema, stdout, JSON_INDENT(2));
	json_decref(schema);
	puts("");
	return CMD_CLEAN;
}
