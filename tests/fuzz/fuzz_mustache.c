/* fuzz_mustache.c -- templates of any bytes, compiled, checked and rendered with data that the
 * input's hash makes up. The input is one to four templates, a to d, with lines "%%" between them.
 * What must hold: no fault ends the process, and UTF-8 in gives UTF-8 out. */
#include <stdint.h>
#include <stdlib.h>

#include "../unit/support_template.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct made_up {
	uint64_t seed;
	size_t left; /* names that are still answered: bounds the time */
} made_up;

static void make_up(made_up *m, uint64_t pick, mu_value *out)
{
	static const char *const texts[] = {"", "a", "<&>\"'", "b", "{{c}}", "\n x\n"};
	*out = (mu_value){.ref = m};
	out->kind = (mu_kind)(pick % (MU_OBJECT + 1));
	out->truth = pick >> 8 & 1;
	out->num = (int64_t)(pick << 5);
	out->count = pick >> 16 & 3;
	if (out->kind == MU_TEXT || out->kind == MU_HTML)
		out->text = th_strz(texts[(pick >> 24) % TH_COUNT(texts)]);
}

static bool member(const mu_value *object, th_str name, mu_value *out)
{
	made_up *m = (made_up *)object->ref;
	uint64_t pick = th_str_hash(name) ^ m->seed;
	if (m->left == 0 || pick % 11 == 0)
		return false;
	m->left--;
	make_up(m, pick / 11, out);
	return true;
}

static void item(const mu_value *list, size_t i, mu_value *out)
{
	made_up *m = (made_up *)list->ref;
	make_up(m, m->seed * (i + 3) >> 7, out);
}

static const mu_data data_source = {member, item};

static const char types[4]; /* text, object, dictionary, list's item */

static const void *type_member(const void *type, th_str name, bool *list)
{
	uint64_t pick = th_str_hash(name);
	*list = pick % 4 == 3;
	if (type == &types[2])
		return &types[0];
	return type == &types[0] || pick % 5 == 0 ? NULL : &types[pick % 4];
}

static bool type_open(const void *type)
{
	return type == &types[2];
}

static th_str type_name(const void *type, size_t i)
{
	static const char *const names[] = {"title", "a", "href"};
	return type != &types[0] && i < TH_COUNT(names) ? th_strz(names[i]) : TH_NONE;
}

static bool type_unsafe(const void *type)
{
	return type == &types[0];
}

static void on_problem(void *ctx, th_str name, int line, int column, const text_sentence *what)
{
	th_buf sentence = {0};
	catalogue_add(&sentence, TH_S("de"), what->id, what->args);
	if (line < 1 || column < 1 || sentence.n == 0 || name.n == 0)
		abort();
	th_buf_free(&sentence);
	++*(size_t *)ctx;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const mu_typing typing = {type_member, type_open, type_name, type_unsafe};
	th_str rest = {(const char *)data, size};
	made_up m = {.seed = th_str_hash(rest), .left = 20000};
	mustache *set = mustache_new();
	for (char name = 'a'; name <= 'd' && rest.p != NULL; name++) {
		size_t faults = 0;
		ptrdiff_t cut = name < 'd' ? th_str_find(rest, TH_S("\n%%\n")) : -1;
		th_str text = cut < 0 ? rest : th_str_sub(rest, 0, (size_t)cut + 1);
		rest = cut < 0 ? TH_NONE : th_str_sub(rest, (size_t)cut + 4, rest.n);
		int done = mustache_compile(set, th_strn(&name, 1), text, on_problem, &faults);
		if ((done < 0) != (faults == 1))
			abort();
	}
	if (mustache_has(set, TH_S("a"))) {
		th_buf out = {0};
		th_err err = {{0}};
		size_t problems = 0;
		mu_value root = {.kind = MU_OBJECT, .ref = &m};
		int done = support_template_render(set, TH_S("a"), &data_source, &root, &out, &err);
		if (done < 0 ? out.n > 0 || err.msg[0] == '\0'
			     : !th_utf8_valid(th_buf_str(&out), NULL))
			abort();
		size_t n =
		    mustache_check(set, TH_S("a"), &typing, &types[1], on_problem, &problems);
		if (n != problems)
			abort();
		th_buf_free(&out);
	}
	mustache_free(set);
	return 0;
}
