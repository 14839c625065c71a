/* publish_theme.c -- puts a theme into the edition: templates, words, and its assets as files that
 * nginx serves under a name with a hash. Called by publish. Checks every name in a template against
 * those that views have, so that a typo is a finding and not an empty place. */
#include "teamhub/digest.h"
#include "teamhub/encoding.h"
#include "teamhub/publish_steps.h"

#include "teamhub/edition.h"
#include "teamhub/face_html.h"
#include "teamhub/texts.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { THEME_FILE_MAX = 8 * 1024 * 1024 };

/* ---- finding it: never by the folder that the program was started in, which may be the content's
 * own; see themes/README.md ---- */

static bool is_dir(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* Beside the program: where it is installed, or built. */
static const char *beside_program(th_str name, th_arena *a)
{
	static const char *const ways[] = {"../share/teamhub/themes", "../themes", "../../themes"};
	char exe[PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", exe, sizeof exe);
	ptrdiff_t slash = n > 0 ? th_str_rchr(th_strn(exe, (size_t)n), '/') : -1;
	if (slash < 0)
		return NULL;
	for (size_t i = 0; i < TH_COUNT(ways); i++) {
		th_str path = th_str_fmt(a, "%.*s/%s/%.*s", (int)slash, exe, ways[i], TH_FMT(name));
		if (is_dir(path.p))
			return path.p;
	}
	return NULL;
}

static void hash_assets(theme *t)
{
	size_t n;
	const th_entry *entries = source_entries(t->source, &n);
	th_buf all = {0};
	for (size_t i = 0; i < n; i++)
		if (th_str_starts(entries[i].path, TH_S("assets/")))
			th_buf_addf(
			    &all, "%.*s %.*s\n", TH_FMT(entries[i].id), TH_FMT(entries[i].path));
	char hex[65];
	digest_sha256(hex, th_buf_str(&all));
	snprintf(t->assets, sizeof t->assets, "%.16s", hex);
	th_buf_free(&all);
}

/* "content:themes/ours" is a folder of the content; else TH_NONE. */
static th_str in_content(const char *given)
{
	th_str s = th_strz(given), mark = TH_S("content:");
	return th_str_starts(s, mark) ? th_str_sub(s, mark.n, s.n) : TH_NONE;
}

bool theme_is_content(const char *given)
{
	return in_content(given).n > 0;
}

static int open_folder(theme *t, const char *given, const th_source *content, th_str name,
    bool plain, th_arena *a, th_err *err)
{
	th_str own = in_content(given);
	const char *dir = given != NULL ? given : beside_program(name, a);
	if (own.n == 0 && given != NULL && !is_dir(given))
		return th_fail(err, "%s: no such folder of a theme", given);
	if (dir == NULL)
		return th_fail(err,
		    "theme: %.*s in hub.yml: no such theme is installed with the program: name one "
		    "that is, or give a folder with --theme or teamhub.theme",
		    TH_FMT(name));
	t->dir = own.n > 0 ? th_str_dup(a, own) : th_str_dup(a, th_strz(dir));
	return own.n > 0 ? source_open_below(&t->source, content, own, err)
	       : plain   ? source_open_plain(&t->source, dir, err)
			 : source_open(&t->source, dir, NULL, true, err);
}

int theme_open(
    theme *t, const char *given, const th_source *content, th_str name, th_arena *a, th_err *err)
{
	if (open_folder(t, given, content, name, false, a, err) != 0)
		return -1;
	hash_assets(t);
	return 0;
}

int theme_open_to_check(
    theme *t, const char *given, const th_source *content, th_str name, th_arena *a, th_err *err)
{
	return open_folder(t, given, content, name, true, a, err);
}

void theme_close(theme *t)
{
	source_close(t->source);
	face_html_free(t->face);
	th_arena_free(t->a);
}

/* ---- templates ---- */

typedef struct report_context {
	const theme *theme;
	th_findings *f;
	size_t faults;
	enum th_rule_id rule; /* the rule of the current sentence */
} report_context;

static void report(void *ctx, th_str file, int line, int column, const text_sentence *what)
{
	report_context *x = ctx;
	th_str path = th_str_fmt(x->f->arena, "%.*s/%.*s", TH_FMT(x->theme->dir), TH_FMT(file));
	th_mark at = {path, line, column};
	th_str sentence = catalogue_str(x->f->arena, TH_S("en"), what->id, what->args);
	x->faults++;
	/* A partial is reached from many layouts, once for each language. */
	for (size_t i = 0; i < x->f->list.n; i++) {
		const th_finding *have = &x->f->list.v[i];
		if (have->at.line == line && have->at.column == column &&
		    th_str_eq(have->at.file, path) && th_str_eq(have->words[0], sentence))
			return;
	}
	finding_add(x->f, x->rule, at, sentence, TH_NONE, TH_NONE)->said =
	    catalogue_keep(x->f->arena, what->id, what->args);
}

static int put_templates(
    const theme *t, face_html *face, edition_writer *w, report_context *x, th_arena *a, th_err *err)
{
	size_t n;
	const th_entry *entries = source_entries(t->source, &n);
	for (size_t i = 0; i < n; i++) {
		th_str name, text;
		if (!face_html_name(entries[i].path, &name))
			continue;
		if (source_read(t->source, &entries[i], THEME_FILE_MAX, a, &text, err) != 0)
			return -1;
		if (face_html_add_checked(face, name, text, report, x) == 0 && w != NULL)
			writer_put_template(w, name, text);
	}
	x->rule = TH_RULE_THEME_TEMPLATE;
	if (x->faults > 0)
		return th_fail(
		    err, "%.*s: templates with faults, listed above: fix them", TH_FMT(t->dir));
	return 0;
}

/* ---- words ---- */

static bool has_words(const theme *t)
{
	size_t n;
	const th_entry *entries = source_entries(t->source, &n);
	for (size_t i = 0; i < n; i++)
		if (th_str_starts(entries[i].path, TH_S("i18n/")))
			return true;
	return false;
}

/* The theme's words for a language; if it has none, those of another (a finding). NULL: it has no
 * words of its own. */
static const th_entry *words_of(const theme *t, const th_hub *hub, th_str ui, th_findings *f)
{
	if (!has_words(t)) {
		th_str have = catalogue_language(ui);
		if (!th_str_starts(ui, have))
			finding_add(
			    f, TH_RULE_THEME_WORDS, (th_mark){.file = t->dir}, ui, have, TH_NONE);
		return NULL;
	}
	const th_str tried[] = {ui, TH_S("en"), hub->languages.v[0], TH_S("de")};
	for (size_t i = 0; i < TH_COUNT(tried); i++) {
		th_str path = th_str_fmt(f->arena, "i18n/%.*s.yml", TH_FMT(tried[i]));
		const th_entry *e = source_find(t->source, path);
		if (e == NULL)
			continue;
		if (i > 0)
			finding_add(f, TH_RULE_THEME_WORDS, (th_mark){.file = t->dir}, ui, tried[i],
			    TH_NONE);
		return e;
	}
	return NULL;
}

const th_dict *theme_words(const theme *t, th_str ui)
{
	for (size_t i = 0; i < t->languages.n; i++)
		if (th_str_eq(t->languages.v[i].ui, ui))
			return &t->languages.v[i].words;
	return NULL;
}

static int put_words(theme *t, const face_html *face, edition_writer *w, const th_hub *hub,
    report_context *x, th_arena *a, th_err *err)
{
	for (size_t i = 0; i < hub->languages.n; i++) {
		th_str ui = hub->languages.v[i], text;
		const th_entry *e = words_of(t, hub, ui, x->f);
		th_pairs words = {0};
		if (e != NULL) {
			if (source_read(t->source, e, THEME_FILE_MAX, a, &text, err) != 0)
				return -1;
			th_str file = th_str_fmt(a, "%.*s/%.*s", TH_FMT(t->dir), TH_FMT(e->path));
			content_flatten(&words, text, file, a, x->f);
		}
		for (size_t k = 0; w != NULL && k < words.n; k++)
			writer_put_word(w, ui, words.v[k].key, words.v[k].value);
		th_dict dict = {words.v, th_dict_sort(words.v, words.n)};
		face_html_check(face, &dict, report, x);
		*TH_ADD(a, &t->languages) = (theme_language){ui, dict};
	}
	return 0;
}

/* ---- assets ---- */

static bool is_there(const char *path, uint64_t size)
{
	struct stat st;
	return stat(path, &st) == 0 && (size == 0 || (uint64_t)st.st_size == size);
}

/* Writes files again even if the folder exists: a publish that was killed may have left half of it,
 * and one of an earlier program no compressed copies. Their bytes are the same, so readers notice
 * nothing. */
static int put_assets(
    const theme *t, edition_writer *w, const char *assets_dir, th_arena *a, th_err *err)
{
	size_t n;
	const th_entry *entries = source_entries(t->source, &n);
	for (size_t i = 0; i < n; i++) {
		const th_entry *e = &entries[i];
		th_str name = e->path, bytes;
		if (!th_str_starts(name, TH_S("assets/")) || e->kind != TH_ENTRY_FILE)
			continue;
		name = th_str_sub(name, sizeof "assets/" - 1, name.n);
		writer_put_asset(
		    w, name, th_str_fmt(a, "/assets/%s/%.*s", t->assets, TH_FMT(name)));
		const char *to = th_str_fmt(a, "%s/%s/%.*s", assets_dir, t->assets, TH_FMT(name)).p;
		th_str copy = th_str_fmt(a, "%s%s", to, coding_suffix(TH_CODING_GZIP));
		if (is_there(to, e->size) &&
		    (!coding_wants_file(name, e->size) || is_there(copy.p, 0)))
			continue;
		if (source_read(t->source, e, THEME_FILE_MAX, a, &bytes, err) != 0)
			return -1;
		if (coding_put_file(to, strlen(assets_dir) + 1, bytes, err) != 0)
			return -1;
	}
	return 0;
}

/* For the check: the names in site.assets. */
static void note_assets(const theme *t, face_html *face, th_arena *a)
{
	size_t n;
	th_pairs names = {0};
	const th_entry *entries = source_entries(t->source, &n);
	for (size_t i = 0; i < n; i++)
		if (th_str_starts(entries[i].path, TH_S("assets/")))
			*TH_ADD(a, &names) = (th_pair){
			    edition_asset_name(
				a, th_str_sub(entries[i].path, sizeof "assets/" - 1, SIZE_MAX)),
			    TH_NONE};
	th_dict *dict = TH_NEW(a, th_dict);
	*dict = (th_dict){names.v, th_dict_sort(names.v, names.n)};
	face_html_assets(face, dict);
}

int theme_put(theme *t, edition_writer *w, const th_hub *hub, const char *assets_dir,
    th_findings *f, th_err *err)
{
	th_arena *a = t->a = th_arena_new();
	face_html *face = t->face = face_html_new();
	report_context x = {.theme = t, .f = f, .rule = TH_RULE_THEME_BROKEN};
	note_assets(t, face, a);
	int rc = put_templates(t, face, w, &x, a, err);
	if (rc == 0)
		rc = put_words(t, face, w, hub, &x, a, err);
	if (rc == 0 && !face_html_complete(face))
		rc = th_fail(err, "%.*s: layouts are missing, listed above: put them into layouts/",
		    TH_FMT(t->dir));
	if (rc == 0 && w != NULL)
		rc = put_assets(t, w, assets_dir, a, err);
	return rc;
}
