/* cmd_new.c -- `teamhub new story "Title"`: a file to start from, with its fields explained and
 * filled from the repository's own people and facets. Run by authors in their working copy. Never
 * overwrites a file, and writes only that file (and its folder). */
#include "new_fields.h"
#include "teamhub/cmd.h"
#include "teamhub/file.h"
#include "teamhub/spawn.h"
#include "teamhub/texts.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

typedef struct creating {
	new_file n;
	const char *word, *title, *dir, *author, *to, *lang;
	char *root;
	th_source *source;
	th_content content;
	th_hub hub;
} creating;

/* A complete text, not just a file to fill in. */
static bool is_guidelines(const creating *c)
{
	return strcmp(c->word, "guidelines") == 0;
}

/* ---- the place ---- */

static bool has(const char *dir, const char *name, th_arena *a)
{
	struct stat st;
	return lstat(th_str_fmt(a, "%s/%s", dir, name).p, &st) == 0;
}

/* The folder with hub.yml: this one, or one above it in the same working copy. */
static int find_root(creating *c, th_err *err)
{
	c->root = realpath(c->dir ? c->dir : ".", NULL);
	if (c->root == NULL)
		return th_fail(err, "%s: %s", c->dir ? c->dir : ".", strerror(errno));
	char *at = th_str_z(c->n.a, th_strz(c->root));
	for (;;) {
		if (has(at, "hub.yml", c->n.a)) {
			c->root[strlen(at)] = 0; /* `at` begins it */
			return 0;
		}
		char *slash = strrchr(at, '/');
		if (has(at, ".git", c->n.a) || slash == NULL || slash == at)
			return 0;
		*slash = 0;
	}
}

static int load(creating *c, th_err *err)
{
	th_findings unused = {.arena = c->n.a};
	if (source_open(&c->source, c->root, NULL, true, err) != 0)
		return -1;
	c->content = (th_content){.now = time(NULL), .drafts = true};
	if (hub_load(&c->hub, c->source, c->n.a, &unused, err) != 0 && unused.errors == 0)
		return -1;
	return content_load(&c->content, c->source, &c->hub, cmd_threads(), c->n.a, &unused, err);
}

/* ---- the file name ---- */

static th_str first_folder(const creating *c)
{
	const th_mapping *m = c->n.mapping;
	return m->folders.n ? m->folders.v[0] : th_strz(th_kind_path[c->n.kind]);
}

/* The pattern of hub.yml that says most and can be filled; if no pattern has a date, stories get a
 * plain name in the year's folder. */
static th_str file_name(const creating *c, th_str slug)
{
	const th_mapping *m = c->n.mapping;
	th_str pattern = TH_S("{slug}");
	for (size_t i = 0; i < m->names.n; i++)
		if (th_str_eq(m->names.v[i], pattern))
			return c->n.kind != TH_STORY
				   ? slug
				   : th_str_fmt(c->n.a, "%.4s/%.*s", c->n.today.p, TH_FMT(slug));
	if (m->names.n > 0)
		pattern = m->names.v[0];
	th_buf b = {0};
	while (pattern.n > 0) {
		ptrdiff_t open = th_str_chr(pattern, '{'), end = th_str_chr(pattern, '}');
		if (open < 0 || end < open)
			break;
		th_str name = th_str_sub(pattern, (size_t)open + 1, (size_t)end);
		th_buf_add(&b, th_str_sub(pattern, 0, (size_t)open));
		if (th_str_eqz(name, "year"))
			th_buf_add(&b, th_str_sub(c->n.today, 0, 4));
		else if (th_str_eqz(name, "month"))
			th_buf_add(&b, th_str_sub(c->n.today, 5, 7));
		else if (th_str_eqz(name, "day"))
			th_buf_add(&b, th_str_sub(c->n.today, 8, 10));
		else if (th_str_eqz(name, "lang"))
			th_buf_add(&b, c->n.lang);
		else
			th_buf_add(&b, slug);
		pattern = th_str_sub(pattern, (size_t)end + 1, pattern.n);
	}
	th_buf_add(&b, pattern);
	th_str name = th_str_dup(c->n.a, th_buf_str(&b));
	th_buf_free(&b);
	return name;
}

/* Beside the file in the hub's first language: guidelines/spielregeln.en.md. */
static bool is_translation(const creating *c)
{
	const th_strs *all = &c->hub.languages;
	return is_guidelines(c) && c->title[0] == 0 && all->n > 0 &&
	       !th_str_eq(all->v[0], c->n.lang) && new_guidelines_in(all->v[0]);
}

static void choose_translation(creating *c)
{
	new_file first = c->n;
	first.speech = catalogue_language(c->hub.languages.v[0]);
	th_str slug = slug_of(c->n.a, new_guidelines_title(&first)), folder = first_folder(c);
	c->n.path = th_str_fmt(c->n.a, "%.*s%s%.*s.%.*s.md", TH_FMT(folder), folder.n ? "/" : "",
	    TH_FMT(slug), TH_FMT(c->n.lang));
}

/* A free slug, with a number when the title's slug is taken. */
static int choose_path(creating *c, th_err *err)
{
	th_arena *a = c->n.a;
	th_str title = is_guidelines(c) ? new_guidelines_title(&c->n) : th_strz(c->title);
	th_str slug = slug_of(a, title), plain = slug, folder = first_folder(c);
	if (slug.n == 0)
		return th_fail(err, "no address can be made from \"%.*s\": use letters or digits",
		    TH_FMT(title));
	for (int i = 2; i < 1000; i++) {
		c->n.path = th_str_fmt(a, "%.*s%s%.*s.md", TH_FMT(folder), folder.n ? "/" : "",
		    TH_FMT(file_name(c, slug)));
		const th_doc *taken = content_doc(&c->content, c->n.kind, TH_NONE, slug);
		if ((taken == NULL || taken->entry == NULL) && !has(c->root, c->n.path.p, a))
			return 0;
		slug = th_str_fmt(a, "%.*s-%d", TH_FMT(plain), i);
	}
	return th_fail(err, "\"%.*s\" exists a thousand times already", TH_FMT(title));
}

/* ---- the author ---- */

/* The person with the name that git knows, if there is one. */
static th_str own_name(creating *c)
{
	const char *const argv[] = {"git", "-C", c->root, "config", "user.name", NULL};
	th_buf out = {0};
	th_str slug = TH_NONE;
	if (spawn_run(argv, &(spawn_options){.seconds = 5}, &out, NULL) == 0)
		slug = slug_of(c->n.a, th_str_trim(th_buf_str(&out)));
	th_buf_free(&out);
	return slug.n && content_doc(&c->content, TH_PERSON, TH_NONE, slug) ? slug : TH_NONE;
}

/* ---- writing ---- */

static int write_new(creating *c, th_str text, th_err *err)
{
	const char *path = th_str_fmt(c->n.a, "%s/%.*s", c->root, TH_FMT(c->n.path)).p;
	if (file_make_folders(path, strlen(c->root) + 1, 0777) != 0)
		return th_fail(err, "%s: its folder cannot be made (%s)", path, strerror(errno));
	if (file_create(path, text) != 0)
		return th_fail(err,
		    errno == EEXIST ? "%s: already exists and is left as it is (%s)"
				    : "%s: cannot be written (%s)",
		    path, strerror(errno));
	return 0;
}

/* Findings about the new file: a misspelt name, for example. */
static void print_findings(creating *c)
{
	th_source *s;
	th_content content = {.now = time(NULL), .drafts = true};
	th_findings f = {.arena = c->n.a};
	th_buf out = {0};
	if (source_open(&s, c->root, NULL, true, NULL) != 0)
		return;
	content_load(&content, s, &c->hub, cmd_threads(), c->n.a, &f, NULL);
	for (size_t i = 0; i < f.list.n; i++)
		if (th_str_eq(f.list.v[i].at.file, c->n.path))
			finding_write_text(&out, &f.list.v[i], c->n.speech);
	if (out.n > 0)
		fwrite(out.p, 1, out.n, stderr);
	th_buf_free(&out);
	source_close(s);
}

static int create(creating *c, th_err *err)
{
	th_buf text = {0};
	int rc = -1;
	if (find_root(c, err) != 0)
		return -1;
	bool hub = strcmp(c->word, "hub") == 0, rules = is_guidelines(c);
	c->n.lang = th_strz(c->lang);
	if (hub) {
		c->n.path = TH_S("hub.yml");
		c->n.speech = cmd_lang(c->lang);
		new_write_hub(&text, &c->n);
	} else {
		if (load(c, err) != 0)
			return -1;
		if (c->lang == NULL)
			c->n.lang = c->hub.languages.n ? c->hub.languages.v[0] : cmd_lang(NULL);
		c->n.speech = catalogue_language(c->n.lang);
		c->n.content = &c->content;
		for (size_t i = 0; i < c->hub.mappings.n; i++)
			if (c->hub.mappings.v[i].kind == c->n.kind)
				c->n.mapping = &c->hub.mappings.v[i];
		th_time now = c->content.now;
		c->n.today =
		    th_str_sub(th_time_rfc3339(c->n.a, now, hub_date_offset(&c->hub, now)), 0, 10);
		c->n.author = c->author ? th_strz(c->author) : own_name(c);
		c->n.to = th_strz(c->to);
		if (rules && !new_guidelines_in(c->n.lang))
			return th_fail(err, "there are guidelines to start from in %.*s: --lang de",
			    TH_FMT(new_guidelines_languages(c->n.a)));
		if (is_translation(c))
			choose_translation(c);
		else if (choose_path(c, err) != 0)
			return -1;
		if (rules)
			new_write_guidelines(&text, &c->n);
		else
			new_write_fields(&text, &c->n);
	}
	rc = write_new(c, th_buf_str(&text), err);
	th_buf_free(&text);
	if (rc == 0 && !hub)
		print_findings(c);
	return rc;
}

static void next_step(const creating *c)
{
	bool here = c->dir == NULL || strcmp(c->dir, ".") == 0;
	printf("%s%s%.*s\n", here ? "" : c->root, here ? "" : "/", TH_FMT(c->n.path));
	catalogue_print(stdout, c->n.speech,
	    strcmp(c->word, "hub") == 0 ? TEXT_NEW_HUB_NEXT
	    : is_guidelines(c)          ? TEXT_NEW_GUIDELINES_NEXT
					: TEXT_NEW_NEXT,
	    TEXT_WITH(TEXT_S("file", c->n.path)));
}

int cmd_new(int argc, char **argv)
{
	creating c = {.n = {.a = th_arena_new()}, .word = argc > 1 ? argv[1] : ""};
	const cmd_option options[] = {{"author", &c.author, NULL}, {"to", &c.to, NULL},
	    {"dir", &c.dir, NULL}, {"lang", &c.lang, NULL}};
	th_err err;
	int rc = CMD_MISUSE;
	bool known = strcmp(c.word, "hub") == 0 || new_kind_of(th_strz(c.word), &c.n.kind);
	if (is_guidelines(&c)) {
		c.n.kind = TH_GUIDELINE;
		known = true;
	}
	if (!known) {
		th_str kinds = th_strz(th_kind_name[0]);
		for (int k = 1; k < TH_TERM; k++)
			kinds = th_str_fmt(c.n.a, "%.*s, %s", TH_FMT(kinds), th_kind_name[k]);
		cmd_say("new", TEXT_CMD_NEW_WHAT, TEXT_WITH(TEXT_S("kinds", kinds)));
		goto out;
	}
	argv[1] = argv[0];
	if (cmd_options(argc - 1, argv + 1, options, TH_COUNT(options), &c.title) != 0)
		goto out;
	if (c.title == NULL && is_guidelines(&c))
		c.title = "";
	if (c.title == NULL || !th_utf8_valid(th_strz(c.title), NULL)) {
		cmd_say("new", TEXT_CMD_NEW_TITLE, TEXT_WITH(TEXT_S("kind", th_strz(c.word))));
		goto out;
	}
	c.n.title = th_str_trim(th_strz(c.title));
	if (create(&c, &err) != 0) {
		rc = cmd_fail("new", &err);
		goto out;
	}
	next_step(&c);
	rc = CMD_CLEAN;
out:
	source_close(c.source);
	free(c.root);
	th_arena_free(c.n.a);
	return rc;
}
