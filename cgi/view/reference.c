/* reference.c -- the reference for web designers, generated from the descriptors so that it is
 * never out of date. Called by `teamhub theme --reference`. */
#include "desc.h"
#include "teamhub/texts.h"

/* "[card](#card) or nothing", where `id` has {struct}. */
static void write_struct_kind(th_buf *out, const th_field *f, th_str lang, enum text_id id)
{
	th_buf link = {0};
	th_buf_addf(&link, "[%s](#%s)", f->of->name, f->of->name);
	catalogue_add(out, lang, id, TEXT_WITH(TEXT_S("struct", th_buf_str(&link))));
	th_buf_free(&link);
}

static void write_kind(th_buf *out, const th_field *f, th_str lang)
{
	switch (f->type) {
	case TH_TEXT:
		th_buf_add(out, catalogue_get(lang, TEXT_THEME_REFERENCE_TEXT));
		return;
	case TH_HTML:
		th_buf_add(out, catalogue_get(lang, TEXT_THEME_REFERENCE_HTML));
		return;
	case TH_FLAG:
		th_buf_add(out, catalogue_get(lang, TEXT_THEME_REFERENCE_FLAG));
		return;
	case TH_NUMBER:
		th_buf_add(out, catalogue_get(lang, TEXT_THEME_REFERENCE_NUMBER));
		return;
	case TH_OBJECT:
		write_struct_kind(out, f, lang, TEXT_THEME_REFERENCE_OBJECT);
		return;
	case TH_PART:
		th_buf_addf(out, "[%s](#%s)", f->of->name, f->of->name);
		return;
	case TH_ITEMS:
		write_struct_kind(out, f, lang, TEXT_THEME_REFERENCE_LIST);
		return;
	case TH_WORDS:
		th_buf_add(out, catalogue_get(lang, TEXT_THEME_REFERENCE_WORDS));
		return;
	case TH_FIELDS:
		th_buf_add(out, catalogue_get(lang, TEXT_THEME_REFERENCE_FIELDS));
		return;
	}
}

/* A test holds that each has its text. */
th_str desc_meaning(const th_desc *d, const th_field *f, th_str lang)
{
	th_buf key = {0};
	enum text_id id;
	if (f == NULL)
		th_buf_addf(&key, "theme_struct_%s", d->name);
	else
		th_buf_addf(&key, "theme_field_%s_%s", d->name, f->name);
	bool found = catalogue_find(&id, th_buf_str(&key));
	th_buf_free(&key);
	return found ? catalogue_get(lang, id) : TH_NONE;
}

static void write_struct(th_buf *out, const th_desc *d, th_str lang)
{
	th_buf_addf(out, "\n## %s\n\n", d->name);
	th_buf_add(out, desc_meaning(d, NULL, lang));
	th_buf_addf(out, "\n\n%.*s\n|---|---|---|\n",
	    TH_FMT(catalogue_get(lang, TEXT_THEME_REFERENCE_HEAD)));
	for (size_t i = 0; i < d->count; i++) {
		const th_field *f = &d->fields[i];
		th_buf_addf(out, "| `%s` | ", f->name);
		write_kind(out, f, lang);
		th_buf_addz(out, " | ");
		th_buf_add(out, desc_meaning(d, f, lang));
		th_buf_addz(out, " |\n");
	}
}

static bool is_known(const th_desc *const *known, size_t n, const th_desc *d)
{
	for (size_t i = 0; i < n; i++)
		if (known[i] == d)
			return true;
	return false;
}

size_t desc_structs(const th_desc *known[DESC_STRUCTS_MAX], bool (*skip)(const th_field *))
{
	size_t n = 1;
	known[0] = &view_desc;
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < known[i]->count; k++) {
			const th_field *f = &known[i]->fields[k];
			if (f->of != NULL && (skip == NULL || !skip(f)) && n < DESC_STRUCTS_MAX &&
			    !is_known(known, n, f->of))
				known[n++] = f->of;
		}
	return n;
}

void view_write_reference(th_buf *out, th_str lang)
{
	const th_desc *known[DESC_STRUCTS_MAX];
	size_t n = desc_structs(known, NULL);
	catalogue_add_line(out, lang, TEXT_THEME_REFERENCE, TEXT_ALONE);
	for (size_t i = 0; i < n; i++)
		write_struct(out, known[i], lang);
}
