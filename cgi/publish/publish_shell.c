/* publish_shell.c -- the host site's layout: reads the host's page, has it made into a template,
 * and keeps the last good page beside the edition as shell.LANG.html, so that the hub does not
 * suffer when the host site is being built or was built wrongly. Called by publish_run.c. */
#include "teamhub/publish_shell.h"
#include "teamhub/digest.h"

#include "publish_design.h"

#include "teamhub/encoding.h"
#include "teamhub/face_html.h"
#include "teamhub/file.h"
#include "teamhub/shell.h"

#include <errno.h>
#include <stdlib.h>

enum { STYLE_MAX = 8 * 1024 * 1024 };

typedef struct wearing {
	shells *s;
	const th_source *source;
	const th_hub *hub;
	const char *roots;
	th_findings *f;
	th_map tried; /* file and url → shell_worn*: a page shared by several languages is reported
		       * once */
} wearing;

static th_str kept_path(const shells *s, th_str lang)
{
	return th_str_fmt(s->a, "%.*s/shell.%.*s.html", TH_FMT(s->folder), TH_FMT(lang));
}

static int refuse(wearing *x, th_str file, const char *why)
{
	th_mark at = {TH_S("hub.yml"), x->hub->shell_line, 1};
	th_str what = th_str_fmt(x->s->a, "%.*s: %s", TH_FMT(file), why);
	finding_add(x->f, TH_RULE_SHELL_ABSENT, at, what, TH_NONE, TH_NONE);
	return -1;
}

static bool is_below(th_str path, th_str folder)
{
	while (folder.n > 0 && folder.p[folder.n - 1] == '/')
		folder.n--;
	return path.n > folder.n && th_str_starts(path, folder) && path.p[folder.n] == '/';
}

/* Authors write hub.yml, and this process may read more than they may: an absolute path is read
 * only below folders that the operator named, after links are followed. A file that does not exist
 * (its site is being built) is judged by its spelling. */
static bool is_allowed(const wearing *x, const char **file)
{
	th_arena *a = x->s->a;
	char *whole = realpath(*file, NULL);
	th_str path = th_str_dup(a, th_strz(whole ? whole : *file)), roots = th_strz(x->roots), one;
	bool allowed = false, there = whole != NULL;
	free(whole);
	if (!there && th_str_find(path, TH_S("/../")) >= 0)
		return false;
	while (!allowed && roots.n > 0 && th_str_split(&roots, ':', &one)) {
		char *root =
		    th_str_starts(one, TH_S("/")) ? realpath(th_str_z(a, one), NULL) : NULL;
		allowed = (root != NULL && is_below(path, th_strz(root))) ||
			  (!there && one.n > 0 && is_below(path, one));
		free(root);
	}
	*file = path.p;
	return allowed;
}

static int read_page(wearing *x, th_str file, th_str *page)
{
	th_arena *a = x->s->a;
	th_err err = {""};
	size_t limit = SHELL_PAGE_MAX + 1; /* one more, so that the page is judged, not the file */
	if (th_str_starts(file, TH_S("/"))) {
		const char *path = th_str_z(a, file);
		if (!is_allowed(x, &path)) {
			finding_add(x->f, TH_RULE_SHELL_OUTSIDE,
			    (th_mark){TH_S("hub.yml"), x->hub->shell_line, 1}, file, TH_NONE,
			    TH_NONE);
			return -1;
		}
		if (file_read(path, limit, a, page) == 0)
			return 0;
		if (errno != EFBIG)
			return refuse(x, file, strerror(errno));
	} else {
		const th_entry *e = source_find(x->source, file);
		if (e == NULL || e->kind != TH_ENTRY_FILE)
			return refuse(x, file, strerror(ENOENT));
		if (source_size(x->source, e) <= limit)
			return source_read(x->source, e, limit, a, page, &err) == 0
				   ? 0
				   : refuse(x, file, err.msg);
	}
	th_mark at = {.file = file};
	finding_add(x->f, TH_RULE_SHELL_LARGE, at, TH_S("> 1 MB"), TH_S("1 MB"), TH_NONE);
	return -1;
}

static int prepare(wearing *x, shell_worn *one, th_str url, th_mark at, th_findings *f)
{
	th_buf out = {0};
	shell_options o = {.url = url, .origin = x->hub->origin};
	for (size_t i = 0; i < x->hub->languages.n; i++)
		*TH_ADD(x->s->a, &o.entries) =
		    publish_base(x->hub, x->hub->languages.v[i], x->s->a);
	int rc = shell_prepare(&out, one->page, &o, at, x->s->a, f);
	if (rc == 0)
		one->template = th_str_dup(x->s->a, th_buf_str(&out));
	th_buf_free(&out);
	return rc;
}

/* The page used last, if it is still usable. */
static int wear_kept(wearing *x, shell_worn *one, th_str url)
{
	th_str path = kept_path(x->s, one->lang);
	th_findings unheard = {.arena = x->s->a};
	one->fresh = false;
	if (file_read(path.p, SHELL_PAGE_MAX, x->s->a, &one->page) != 0)
		return -1;
	return prepare(x, one, url, (th_mark){.file = path}, &unheard);
}

static int wear(wearing *x, shell_worn *one, th_str file, th_str url)
{
	th_str key = th_str_fmt(x->s->a, "%.*s\n%.*s", TH_FMT(file), TH_FMT(url));
	const shell_worn *same = th_map_get(&x->tried, key);
	if (same != NULL) {
		one->page = same->page;
		one->template = same->template;
		one->fresh = same->fresh;
	} else {
		one->fresh = read_page(x, file, &one->page) == 0 &&
			     prepare(x, one, url, (th_mark){.file = file}, x->f) == 0;
		shell_worn *tried = TH_NEW(x->s->a, shell_worn);
		*tried = *one;
		th_map_put(&x->tried, key, tried);
	}
	return one->fresh ? 0 : wear_kept(x, one, url);
}

static void digest(shells *s)
{
	th_buf all = {0};
	for (size_t i = 0; i < s->worn.n; i++) {
		const shell_worn *one = &s->worn.v[i];
		char page[65];
		digest_sha256(page, one->template);
		th_buf_addf(&all, "%.*s %s %d\n", TH_FMT(one->lang), page, one->fresh);
	}
	digest_sha256(s->digest, th_buf_str(&all));
	th_buf_free(&all);
}

static bool theme_can(const theme *t, th_findings *f)
{
	static const char *const needed[] = {"head", "shell"};
	for (size_t i = 0; i < TH_COUNT(needed); i++) {
		th_str path = th_str_fmt(f->arena, "partials/%s.mustache", needed[i]);
		if (source_find(t->source, path) != NULL)
			continue;
		finding_add(f, TH_RULE_SHELL_THEME, (th_mark){.file = t->dir}, th_strz(needed[i]),
		    TH_NONE, TH_NONE);
		return false;
	}
	return true;
}

static th_str folder_of(const char *file, th_arena *a)
{
	th_str path = th_strz(file);
	ptrdiff_t slash = th_str_rchr(path, '/');
	return slash < 0 ? TH_S(".") : th_str_dup(a, th_str_sub(path, 0, (size_t)slash));
}

void shells_read(shells *s, const th_source *source, const th_hub *hub, const theme *t,
    const char *file, const char *roots, th_arena *a, th_findings *f)
{
	*s = (shells){.a = a, .hub = hub, .folder = folder_of(file, a)};
	wearing x = {.s = s, .source = source, .hub = hub, .roots = roots, .f = f};
	th_map_init(&x.tried, a);
	bool any = hub->shell.n > 0 && theme_can(t, f);
	for (size_t i = 0; i < hub->languages.n && any; i++) {
		th_str lang = hub->languages.v[i];
		th_str own = th_str_cat(a, publish_base(hub, lang, a), TH_S("/"));
		th_str page = texts_get(&hub->shell, lang, TH_NONE);
		th_str url = texts_get(&hub->shell_url, lang, TH_NONE);
		shell_worn one = {.lang = lang};
		if (wear(&x, &one, page, url.n ? url : own) == 0)
			*TH_ADD(a, &s->worn) = one;
	}
	digest(s);
}

/* ---- into the edition ---- */

/* Appends one of the theme's style sheets to `css`; nothing when the theme does not have it. */
static int add_sheet(const theme *t, const char *name, th_buf *css, th_arena *a, th_err *err)
{
	const th_entry *e = source_find(t->source, th_strz(name));
	th_str bytes = TH_NONE;
	if (e != NULL && source_read(t->source, e, STYLE_MAX, a, &bytes, err) != 0)
		return -1;
	th_buf_add(css, bytes);
	return 0;
}

/* Beside the theme's own, so that the fonts and pictures it names are found. */
static int write_style(const shells *s, const th_content *c, const theme *t, edition_writer *w,
    const char *assets_dir, th_buf *css, th_err *err)
{
	bool dark = true;
	char hex[65];
	th_buf out = {0};
	for (size_t i = 0; i < s->worn.n; i++)
		dark = dark && shell_is_dark(s->worn.v[i].page);
	design_write_css(css, c, dark);
	shell_style(&out, th_buf_str(css), dark);
	digest_sha256(hex, th_buf_str(&out));
	th_str name = th_str_fmt(s->a, "%s/shell-%.8s.css", t->assets, hex);
	th_str path = th_str_fmt(s->a, "%s/%s", assets_dir, name.p);
	int rc = coding_put_file(path.p, strlen(assets_dir) + 1, th_buf_str(&out), err);
	th_buf_free(&out);
	if (rc == 0)
		writer_put_asset(w, TH_S("/shell.css"), th_str_fmt(s->a, "/assets/%s", name.p));
	return rc;
}

static int put_style(const shells *s, const th_content *c, const theme *t, edition_writer *w,
    const char *assets_dir, th_err *err)
{
	th_buf css = {0};
	int rc = add_sheet(t, "assets/main.css", &css, s->a, err);
	if (rc == 0)
		rc = add_sheet(t, "assets/shell.css", &css, s->a, err);
	if (rc == 0)
		rc = write_style(s, c, t, w, assets_dir, &css, err);
	th_buf_free(&css);
	return rc;
}

int shells_put(const shells *s, const th_content *c, const theme *t, edition_writer *w,
    const char *assets_dir, th_err *err)
{
	for (size_t i = 0; i < s->worn.n; i++)
		writer_put_template(
		    w, face_html_shell_name(s->a, s->worn.v[i].lang), s->worn.v[i].template);
	return s->worn.n > 0 ? put_style(s, c, t, w, assets_dir, err) : 0;
}

int shells_keep(const shells *s, th_err *err)
{
	for (size_t i = 0; i < s->worn.n; i++) {
		const shell_worn *one = &s->worn.v[i];
		th_str path = kept_path(s, one->lang);
		if (one->fresh && file_put(path.p, path.n, one->page, err) != 0)
			return -1;
	}
	return 0;
}
