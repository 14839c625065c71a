/* texts.c -- finds a text and fills its placeholders. catalogue.awk compiles the .yml files beside
 * this one into one string per language and an index of offsets, so a program that starts for a
 * single page reads and relocates nothing. */
#include "teamhub/texts.h"

#include <inttypes.h>

typedef struct catalogue {
	th_str lang;
	const char *bytes;
	const uint32_t *at;
} catalogue;

#include "catalogues.inc" /* keys_bytes, keys_at, catalogues, ENGLISH, plurals */

/* ---- languages ---- */

static const catalogue *catalogue_of(th_str code)
{
	for (size_t i = 0; i < TH_COUNT(catalogues); i++)
		if (th_str_caseeq(catalogues[i].lang, code))
			return &catalogues[i];
	return NULL;
}

/* Tries the tag, then the tag without its last part, and so on; English in the end. */
static const catalogue *catalogue_for(th_str tag)
{
	for (size_t n = tag.n; n > 0; n--) {
		if (n < tag.n && strchr("-_.@", tag.p[n]) == NULL)
			continue;
		const catalogue *c = catalogue_of(th_str_sub(tag, 0, n));
		if (c != NULL)
			return c;
	}
	return &catalogues[ENGLISH];
}

th_str catalogue_language(th_str tag)
{
	return catalogue_for(tag)->lang;
}

bool catalogue_has_language(th_str code)
{
	return catalogue_of(code) != NULL;
}

th_str catalogue_language_at(size_t i)
{
	return i < TH_COUNT(catalogues) ? catalogues[i].lang : TH_NONE;
}

th_str catalogue_languages(th_arena *a, const char *between)
{
	th_str all = TH_NONE;
	for (size_t i = 0; i < TH_COUNT(catalogues); i++)
		all = i == 0 ? catalogues[i].lang
			     : th_str_fmt(a, "%.*s%s%.*s", TH_FMT(all), between,
				   TH_FMT(catalogues[i].lang));
	return all;
}

/* ---- texts ---- */

static th_str string_at(const char *bytes, const uint32_t *at, size_t i)
{
	return th_strn(bytes + at[i], at[i + 1] - at[i] - 1);
}

th_str catalogue_get(th_str lang, enum text_id id)
{
	const catalogue *c = catalogue_for(lang);
	return string_at(c->bytes, c->at, id);
}

th_str catalogue_key(enum text_id id)
{
	return string_at(keys_bytes, keys_at, id);
}

bool catalogue_find(enum text_id *id, th_str key)
{
	size_t from = 0, to = TEXT_COUNT;
	while (from < to) {
		size_t mid = from + (to - from) / 2;
		int order = th_str_cmp(key, catalogue_key((enum text_id)mid));
		if (order == 0) {
			*id = (enum text_id)mid;
			return true;
		}
		if (order < 0)
			to = mid;
		else
			from = mid + 1;
	}
	return false;
}

/* ---- filling ---- */

static void add_arg(th_buf *out, const text_arg *arg)
{
	if (arg->is_number)
		th_buf_addf(out, "%" PRId64, arg->number);
	else
		th_buf_add(out, arg->text);
}

void catalogue_fill(th_buf *out, th_str text, const text_arg *args)
{
	ptrdiff_t open;
	while ((open = th_str_chr(text, '{')) >= 0) {
		th_str rest = th_str_sub(text, (size_t)open + 1, text.n);
		ptrdiff_t close = th_str_chr(rest, '}');
		th_str name = th_str_sub(rest, 0, close < 0 ? 0 : (size_t)close);
		const text_arg *arg = args;
		while (arg->name != NULL && !th_str_eqz(name, arg->name))
			arg++;
		th_buf_add(out, th_str_sub(text, 0, (size_t)open));
		if (arg->name != NULL) {
			add_arg(out, arg);
			text = th_str_sub(rest, name.n + 1, rest.n);
		} else {
			th_buf_addc(out, '{');
			text = rest;
		}
	}
	th_buf_add(out, text);
}

void catalogue_add(th_buf *out, th_str lang, enum text_id id, const text_arg *args)
{
	catalogue_fill(out, catalogue_get(lang, id), args);
}

void catalogue_add_line(th_buf *out, th_str lang, enum text_id id, const text_arg *args)
{
	catalogue_add(out, lang, id, args);
	th_buf_addc(out, '\n');
}

void catalogue_print(FILE *to, th_str lang, enum text_id id, const text_arg *args)
{
	th_buf b = {0};
	catalogue_add_line(&b, lang, id, args);
	fwrite(b.p, 1, b.n, to);
	th_buf_free(&b);
}

/* The text of that form, or of "other" when the catalogue does not have the form. */
static th_str form_for(th_str lang, enum text_plural what, int64_t n)
{
	static const char *const forms[] = {"zero", "one", "two", "few", "many", "other"};
	enum { OTHER = TH_COUNT(forms) - 1 };
	const char *form = plural_form(catalogue_language(lang), n);
	size_t i = 0;
	while (i < OTHER && strcmp(forms[i], form) != 0)
		i++;
	th_str text = TH_NONE;
	if (plurals[what][i] != TEXT_NONE)
		text = catalogue_get(lang, plurals[what][i]);
	return text.n > 0 ? text : catalogue_get(lang, plurals[what][OTHER]);
}

void catalogue_add_count(
    th_buf *out, th_str lang, enum text_plural what, int64_t n, const text_arg *args)
{
	enum { MOST = 8 };
	text_arg all[MOST + 2] = {TEXT_N("n", n)};
	for (size_t i = 0; i < MOST && args[i].name != NULL; i++)
		all[i + 1] = args[i];
	catalogue_fill(out, form_for(lang, what, n), all);
}

static th_str take(th_arena *a, th_buf *b)
{
	th_str s = th_str_dup(a, th_buf_str(b));
	th_buf_free(b);
	return s;
}

th_str catalogue_str(th_arena *a, th_str lang, enum text_id id, const text_arg *args)
{
	th_buf b = {0};
	catalogue_add(&b, lang, id, args);
	return take(a, &b);
}

th_str catalogue_count(
    th_arena *a, th_str lang, enum text_plural what, int64_t n, const text_arg *args)
{
	th_buf b = {0};
	catalogue_add_count(&b, lang, what, n, args);
	return take(a, &b);
}

const text_sentence *catalogue_keep(th_arena *a, enum text_id id, const text_arg *args)
{
	size_t n = 0;
	while (args[n].name != NULL)
		n++;
	text_arg *kept = th_alloc_array(a, n + 1, sizeof(text_arg)); /* the last one is empty */
	for (size_t i = 0; i < n; i++) {
		kept[i] = args[i];
		if (!args[i].is_number)
			kept[i].text = th_str_dup(a, args[i].text);
	}
	text_sentence *s = TH_NEW(a, text_sentence);
	*s = (text_sentence){id, kept};
	return s;
}
