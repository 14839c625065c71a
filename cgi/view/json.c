/* json.c -- a view as JSON, and the schema of that, both from the descriptors: for programs that
 * show the hub's contents in a way of their own. Called by answer/page.c and pages/openapi.c.
 *
 * An empty text and an absent object are left out; flags, numbers and lists are always there. Words
 * of the interface, navigation and markup for search engines are the page's own and no part of it;
 * nor are an author's own fields, which no page shows unless a theme names them. */
#include "teamhub/json.h"
#include "desc.h"

static const void *at(const void *object, const th_field *f)
{
	return (const char *)object + f->offset;
}

/* What only an HTML page needs. */
static bool is_of_page(const th_field *f)
{
	return f->type == TH_WORDS || f->type == TH_FIELDS || strcmp(f->name, "site") == 0 ||
	       strcmp(f->name, "jsonld") == 0;
}

static void write_members(th_json *j, const th_desc *d, const void *object);

static void write_object(th_json *j, const char *key, const th_desc *d, const void *object)
{
	json_begin(j, key, '{');
	write_members(j, d, object);
	json_end(j, '}');
}

static void write_list(th_json *j, const th_field *f, const void *list)
{
	const TH_LIST(char) *items = list;
	json_begin(j, f->name, '[');
	for (size_t i = 0; i < items->n; i++)
		write_object(j, NULL, f->of, items->v + i * f->of->size);
	json_end(j, ']');
}

static void write_member(th_json *j, const th_field *f, const void *value)
{
	switch (f->type) {
	case TH_TEXT:
	case TH_HTML:
		if (((const th_str *)value)->n > 0)
			json_text(j, f->name, *(const th_str *)value);
		return;
	case TH_FLAG:
		json_bool(j, f->name, *(const bool *)value);
		return;
	case TH_NUMBER:
		json_number(j, f->name, *(const int64_t *)value);
		return;
	case TH_OBJECT:
		if (*(const void *const *)value != NULL)
			write_object(j, f->name, f->of, *(const void *const *)value);
		return;
	case TH_PART:
		write_object(j, f->name, f->of, value);
		return;
	case TH_ITEMS:
		write_list(j, f, value);
		return;
	case TH_FIELDS:
	case TH_WORDS:
		return;
	}
}

static void write_members(th_json *j, const th_desc *d, const void *object)
{
	for (size_t i = 0; i < d->count; i++)
		if (!is_of_page(&d->fields[i]))
			write_member(j, &d->fields[i], at(object, &d->fields[i]));
}

void view_write_json(th_buf *out, const view *v)
{
	th_json j = {.out = out};
	json_begin(&j, NULL, '{');
	json_number(&j, "version", VIEW_JSON_VERSION);
	write_members(&j, &view_desc, v);
	json_end(&j, '}');
	th_buf_addc(out, '\n');
}

/* ---- the schema ---- */

static void write_meaning(th_json *j, const th_desc *d, const th_field *f)
{
	th_str text = desc_meaning(d, f, TH_S("en"));
	if (text.n > 0)
		json_text(j, "description", text);
}

static void write_ref(th_json *j, const th_desc *of)
{
	th_buf ref = {0};
	th_buf_addf(&ref, "#/components/schemas/%s", of->name);
	json_text(j, "$ref", th_buf_str(&ref));
	th_buf_free(&ref);
}

static void write_type(th_json *j, const th_field *f)
{
	static const char *const names[] = {[TH_TEXT] = "string",
	    [TH_HTML] = "string",
	    [TH_FLAG] = "boolean",
	    [TH_NUMBER] = "integer",
	    [TH_ITEMS] = "array"};
	if (f->type == TH_OBJECT || f->type == TH_PART) {
		write_ref(j, f->of);
		return;
	}
	json_text(j, "type", th_strz(names[f->type]));
	if (f->type == TH_HTML)
		json_text(j, "contentMediaType", TH_S("text/html"));
	if (f->type == TH_ITEMS) {
		json_begin(j, "items", '{');
		write_ref(j, f->of);
		json_end(j, '}');
	}
}

static bool is_always_there(const th_field *f)
{
	return !is_of_page(f) && f->type != TH_TEXT && f->type != TH_HTML && f->type != TH_OBJECT;
}

static void write_schema(th_json *j, const th_desc *d)
{
	bool root = d == &view_desc;
	json_begin(j, d->name, '{');
	json_text(j, "type", TH_S("object"));
	write_meaning(j, d, NULL);
	json_begin(j, "properties", '{');
	if (root) {
		json_begin(j, "version", '{');
		json_text(j, "type", TH_S("integer"));
		json_number(j, "const", VIEW_JSON_VERSION);
		json_end(j, '}');
	}
	for (size_t i = 0; i < d->count; i++) {
		const th_field *f = &d->fields[i];
		if (is_of_page(f))
			continue;
		json_begin(j, f->name, '{');
		write_type(j, f);
		write_meaning(j, d, f);
		json_end(j, '}');
	}
	json_end(j, '}');
	json_begin(j, "required", '[');
	if (root)
		json_text(j, NULL, TH_S("version"));
	for (size_t i = 0; i < d->count; i++)
		if (is_always_there(&d->fields[i]))
			json_text(j, NULL, th_strz(d->fields[i].name));
	json_end(j, ']');
	json_bool(j, "additionalProperties", false);
	json_end(j, '}');
}

void view_write_schemas(th_json *j)
{
	const th_desc *known[DESC_STRUCTS_MAX];
	size_t n = desc_structs(known, is_of_page);
	for (size_t i = 0; i < n; i++)
		write_schema(j, known[i]);
}
