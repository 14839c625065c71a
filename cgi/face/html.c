/* html.c -- the HTML face: gives views to the theme's templates through their descriptors. Called
 * by web/ for each page, and by publish and check to check a theme. Uses no field by name except
 * page.kind; makes no markup. */
#include "teamhub/face_html.h"
#include "teamhub/mustache.h"
#include "teamhub/texts.h"

struct face_html {
	th_arena *arena;
	mustache *set;
	th_strs layouts;       /* names of templates */
	const th_dict *assets; /* for the check; NULL: any name passes */
};

/* ---- the theme ---- */

static const char *const kinds[] = {
    "start",
    "stories",
    "story",
    "people",
    "person",
    "terms",
    "term",
    "items",
    "item",
    "versions",
    "feeds",
    "error",
};

static const th_str layouts = {"layouts/", 8}, partials = {"partials/", 9};

bool face_html_name(th_str path, th_str *name)
{
	const th_str ending = TH_S(".mustache");
	if (!th_str_ends(path, ending))
		return false;
	*name = th_str_sub(path, 0, path.n - ending.n);
	if (th_str_starts(*name, partials))
		*name = th_str_sub(*name, partials.n, name->n);
	else if (!th_str_starts(*name, layouts) || name->n == layouts.n)
		return false;
	return name->n > 0;
}

/* The file of the template with that name. */
static th_str file_of(th_arena *a, th_str name)
{
	const char *folder = th_str_starts(name, layouts) ? "" : "partials/";
	return th_str_fmt(a, "%s%.*s.mustache", folder, TH_FMT(name));
}

/* Turns the engine's template names into the file names that a theme's author knows. */
typedef struct reporter {
	face_problem report;
	void *ctx;
	th_arena *arena;
	th_map said; /* "FILE:LINE:COLUMN" */
} reporter;

static void pass_on(void *ctx, th_str name, int line, int column, const text_sentence *what)
{
	reporter *r = ctx;
	th_str file = file_of(r->arena, name);
	th_str place = th_str_fmt(r->arena, "%.*s:%d:%d", TH_FMT(file), line, column);
	if (th_map_get(&r->said, place) != NULL)
		return;
	th_map_put(&r->said, place, r);
	if (r->report)
		r->report(r->ctx, file, line, column, what);
}

static reporter reporter_of(th_arena *a, face_problem report, void *ctx)
{
	reporter r = {.report = report, .ctx = ctx, .arena = a};
	th_map_init(&r.said, a);
	return r;
}

face_html *face_html_new(void)
{
	th_arena *a = th_arena_new();
	face_html *f = TH_NEW(a, face_html);
	f->arena = a;
	f->set = mustache_new();
	return f;
}

void face_html_free(face_html *f)
{
	if (f == NULL)
		return;
	mustache_free(f->set);
	th_arena_free(f->arena);
}

int face_html_add_checked(face_html *f, th_str name, th_str text, face_problem report, void *ctx)
{
	th_arena *a = th_arena_new();
	reporter r = reporter_of(a, report, ctx);
	int done = mustache_compile(f->set, name, text, pass_on, &r);
	th_arena_free(a);
	if (done < 0 || !th_str_starts(name, layouts))
		return done;
	name = th_str_dup(f->arena, name);
	*TH_ADD(f->arena, &f->layouts) = name;
	/* {{< base}} means layouts/base unless there is a partial of that name. */
	mustache_alias(f->set, th_str_sub(name, layouts.n, name.n), name);
	return 0;
}

/* For the operator, in English. */
static void put_in_err(void *ctx, th_str file, int line, int column, const text_sentence *what)
{
	th_buf b = {0};
	catalogue_add(&b, TH_S("en"), what->id, what->args);
	th_fail(ctx, "%.*s:%d:%d: %.*s", TH_FMT(file), line, column, TH_FMT(th_buf_str(&b)));
	th_buf_free(&b);
}

int face_html_add(face_html *f, th_str name, th_str text, th_err *err)
{
	return face_html_add_checked(f, name, text, put_in_err, err);
}

/* ---- views as data: ref is the struct, type is its descriptor ---- */

/* The type of values that are dictionaries. */
static const th_desc dictionary = {.name = "dictionary"}, word_list = {.name = "words"};

typedef TH_LIST(char) any_list;

static void put_text(mu_value *out, mu_kind kind, const char *at)
{
	out->kind = kind;
	memcpy(&out->text, at, sizeof(out->text));
}

static void put_object(mu_value *out, const void *ref, const th_desc *type)
{
	out->kind = ref ? MU_OBJECT : MU_NULL;
	out->ref = ref;
	out->type = type;
}

static void put_field(mu_value *out, const th_field *f, const char *at)
{
	const void *pointer;
	any_list list;
	switch (f->type) {
	case TH_TEXT:
		put_text(out, MU_TEXT, at);
		return;
	case TH_HTML:
		put_text(out, MU_HTML, at);
		return;
	case TH_FLAG:
		out->kind = MU_BOOL;
		memcpy(&out->truth, at, sizeof(out->truth));
		return;
	case TH_NUMBER:
		out->kind = MU_NUM;
		out->text = TH_NONE;
		memcpy(&out->num, at, sizeof(out->num));
		out->truth = out->num != 0;
		return;
	case TH_OBJECT:
		memcpy(&pointer, at, sizeof(pointer));
		put_object(out, pointer, f->of);
		return;
	case TH_PART:
		put_object(out, at, f->of);
		return;
	case TH_ITEMS:
		memcpy(&list, at, sizeof(list));
		out->kind = MU_LIST;
		out->count = list.n;
		out->ref = list.v;
		out->type = f->of;
		return;
	case TH_WORDS:
		memcpy(&pointer, at, sizeof(pointer));
		put_object(out, pointer, &word_list);
		return;
	case TH_FIELDS:
		memcpy(&pointer, at, sizeof(pointer));
		if (pointer != NULL && ((const th_dict *)pointer)->n == 0)
			pointer = NULL;
		put_object(out, pointer, &dictionary);
		return;
	}
}

/* The list that `has_NAME` is about, or NULL. A field that really has that name takes
 * precedence. */
static const th_field *list_of_flag(const th_desc *d, th_str name)
{
	const th_str has = TH_S("has_");
	if (!th_str_starts(name, has))
		return NULL;
	const th_field *f = th_desc_find(d, th_str_sub(name, has.n, name.n));
	return f != NULL && f->type == TH_ITEMS ? f : NULL;
}

static th_str word_of(const view_words *w, th_str key)
{
	th_str word = th_dict_get(w->theme, key);
	enum text_id id;
	return word.p == NULL && catalogue_find(&id, key) ? catalogue_get(w->lang, id) : word;
}

static bool member(const mu_value *object, th_str name, mu_value *out)
{
	const th_desc *d = object->type;
	if (d == &dictionary || d == &word_list) {
		th_str word =
		    d == &word_list ? word_of(object->ref, name) : th_dict_get(object->ref, name);
		if (word.p == NULL)
			return false;
		out->kind = MU_TEXT;
		out->text = word;
		return true;
	}
	const th_field *f = th_desc_find(d, name);
	const th_field *field = f ? f : list_of_flag(d, name);
	if (field == NULL)
		return false;
	put_field(out, field, (const char *)object->ref + field->offset);
	if (f == NULL)
		*out = (mu_value){.kind = MU_BOOL, .truth = out->count > 0};
	return true;
}

static void item(const mu_value *list, size_t i, mu_value *out)
{
	const th_desc *d = list->type;
	put_object(out, (const char *)list->ref + i * d->size, d);
}

static const mu_data views = {.member = member, .item = item};

/* ---- the host's layout ---- */

static const th_str shell_prefix = {"/shell.", 7};

th_str face_html_shell_name(th_arena *a, th_str lang)
{
	return th_str_cat(a, shell_prefix, lang);
}

/* The name goes into the buffer; a language too long for it has no shell. */
static th_str shell_name(char name[64], th_str lang)
{
	if (lang.n > 64 - shell_prefix.n)
		return TH_NONE;
	memcpy(name, shell_prefix.p, shell_prefix.n);
	memcpy(name + shell_prefix.n, lang.p ? lang.p : "", lang.n);
	return th_strn(name, shell_prefix.n + lang.n);
}

bool face_html_has_shell(const face_html *f, th_str lang)
{
	char name[64];
	return mustache_has(f->set, shell_name(name, lang));
}

void face_html_assets(face_html *f, const th_dict *assets)
{
	f->assets = assets;
}

bool face_html_has(const face_html *f, th_str kind)
{
	char name[64];
	if (kind.n > sizeof(name) - layouts.n)
		return false;
	memcpy(name, layouts.p, layouts.n);
	memcpy(name + layouts.n, kind.p, kind.n);
	return mustache_has(f->set, th_strn(name, layouts.n + kind.n));
}

int face_html_write(const face_html *f, const view *v, th_buf *out, th_err *err)
{
	char name[64], shell[64];
	th_str kind = v->page ? v->page->kind : TH_NONE;
	if (kind.n == 0 || kind.n > sizeof(name) - layouts.n)
		return th_fail(err, "the page names no kind");
	memcpy(name, layouts.p, layouts.n);
	memcpy(name + layouts.n, kind.p, kind.n);
	th_str layout = th_strn(name, layouts.n + kind.n);
	if (!mustache_has(f->set, layout))
		layout = TH_S("layouts/page");
	if (!mustache_has(f->set, layout))
		return th_fail(err,
		    "the theme has neither layouts/%.*s.mustache nor layouts/page.mustache: add "
		    "one and publish",
		    TH_FMT(kind));
	mu_value root = {.kind = MU_OBJECT, .ref = v, .type = &view_desc};
	return mustache_render(f->set, layout, TH_S("layouts/base"),
	    shell_name(shell, v->page->lang), &views, &root, out, err);
}

/* ---- views as types: each is a descriptor; these are for values without one ---- */

static const th_desc type_text = {.name = "text"}, type_word = {.name = "word"},
		     type_plain = {.name = "plain"}, type_fields = {.name = "fields"};

static const void *type_of_member(const void *type, th_str name, bool *list)
{
	*list = false;
	if (type == &type_fields)
		return &type_text;
	const th_field *f = th_desc_find(type, name);
	if (f == NULL)
		return list_of_flag(type, name) ? &type_plain : NULL;
	*list = f->type == TH_ITEMS;
	switch (f->type) {
	case TH_TEXT:
		return f->of ? f->of : &type_text;
	case TH_HTML:
	case TH_FLAG:
	case TH_NUMBER:
		return &type_plain;
	case TH_OBJECT:
	case TH_PART:
	case TH_ITEMS:
		return f->of;
	case TH_WORDS:
		return f->of ? f->of : &type_fields;
	case TH_FIELDS:
		return &type_fields;
	}
	return NULL;
}

static bool type_is_open(const void *type)
{
	return type == &type_fields;
}

static th_str type_member_name(const void *type, size_t i)
{
	const th_desc *d = type;
	return i < d->count ? th_strn(d->fields[i].name, d->fields[i].length) : TH_NONE;
}

static bool type_is_unsafe(const void *type)
{
	return type == &type_text;
}

/* A struct whose fields are the keys of a dictionary. */
static const th_desc *struct_of(th_arena *a, const char *name, const th_dict *dict)
{
	th_field *names = th_alloc_array(a, dict->n, sizeof(*names));
	for (size_t i = 0; i < dict->n; i++) {
		names[i].name = th_str_z(a, dict->pairs[i].key);
		names[i].length = dict->pairs[i].key.n;
		names[i].type = TH_TEXT;
		names[i].of = &type_word;
	}
	th_desc *t = TH_NEW(a, th_desc);
	*t = (th_desc){.name = name, .fields = names, .count = dict->n};
	return t;
}

/* A copy of `d` with another type for one field. */
static const th_desc *with_field(
    th_arena *a, const th_desc *d, const char *name, th_type type, const th_desc *of)
{
	th_desc *copy = TH_NEW(a, th_desc);
	th_field *fields = th_alloc_array(a, d->count, sizeof(*fields));
	memcpy(fields, d->fields, d->count * sizeof(*fields));
	for (size_t i = 0; i < d->count; i++)
		if (strcmp(fields[i].name, name) == 0) {
			fields[i].type = type;
			fields[i].of = of;
		}
	*copy = *d;
	copy->fields = fields;
	return copy;
}

/* The theme's words and the catalogue's. */
static const th_desc *struct_of_words(th_arena *a, const th_dict *theme)
{
	size_t n = 0;
	th_pair *all = th_alloc_array(a, TEXT_COUNT + theme->n, sizeof(*all));
	for (; n < TEXT_COUNT; n++)
		all[n].key = catalogue_key((enum text_id)n);
	for (size_t i = 0; i < theme->n; i++)
		all[n++] = theme->pairs[i];
	return struct_of(a, "t", &(th_dict){all, th_dict_sort(all, n)});
}

/* view_desc, with `t` as a struct of words and `site.assets` as one of its assets. */
static const th_desc *root_of(th_arena *a, const th_dict *words, const th_dict *assets)
{
	const th_desc *root = &view_desc;
	if (words != NULL)
		root = with_field(a, root, "t", TH_WORDS, struct_of_words(a, words));
	if (assets == NULL)
		return root;
	const th_desc *site = th_desc_find(root, TH_S("site"))->of;
	site = with_field(a, site, "assets", TH_WORDS, struct_of(a, "assets", assets));
	return with_field(a, root, "site", TH_OBJECT, site);
}

/* Would this kind of page have no layout at all? */
static bool lacks(const face_html *f, const char *kind)
{
	return !mustache_has(f->set, TH_S("layouts/page")) && !face_html_has(f, th_strz(kind));
}

bool face_html_complete(const face_html *f)
{
	for (size_t i = 0; i < TH_COUNT(kinds); i++)
		if (lacks(f, kinds[i]))
			return false;
	return true;
}

size_t face_html_check(const face_html *f, const th_dict *words, face_problem report, void *ctx)
{
	const mu_typing typing = {
	    .member = type_of_member,
	    .open = type_is_open,
	    .name = type_member_name,
	    .unsafe = type_is_unsafe,
	};
	th_arena *a = th_arena_new();
	reporter r = reporter_of(a, report, ctx);
	const th_desc *root = root_of(a, words, f->assets);
	for (size_t i = 0; i < f->layouts.n; i++)
		mustache_check(f->set, f->layouts.v[i], &typing, root, pass_on, &r);
	if (mustache_has(f->set, TH_S("shell"))) /* only pages of the host use it */
		mustache_check(f->set, TH_S("shell"), &typing, root, pass_on, &r);
	const text_sentence lacking = {TEXT_TEMPLATE_LAYOUT, TEXT_ALONE};
	for (size_t i = 0; i < TH_COUNT(kinds); i++)
		if (lacks(f, kinds[i]))
			pass_on(&r, th_str_fmt(a, "layouts/%s", kinds[i]), 1, 1, &lacking);
	size_t problems = r.said.n;
	th_arena_free(a);
	return problems;
}
