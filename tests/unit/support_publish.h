/* support_publish.h -- a content repository in a temporary folder, published as an operator would:
 * by the command in a process of its own, with its status and output. */
#ifndef TESTS_SUPPORT_PUBLISH_H
#define TESTS_SUPPORT_PUBLISH_H

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "teamhub/cmd.h"
#include "teamhub/edition.h"

#define CONSENT                                                                                    \
	"consent: {public: 2026-01-10, portrait: 2026-01-10, story: 2026-01-10, feed: "            \
	"2026-01-10, kudos: 2026-01-10}\n"

/* A pattern of the last font that was asked for stays with fontconfig, in Pango's hands; Pango asks
 * in a thread of its own (pangofc-fontmap.c), and what that one holds when the program ends depends
 * on how busy the machine is. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
	return "leak:libfontconfig\nleak:libpangoft2";
}
const char *__lsan_default_options(void);
const char *__lsan_default_options(void)
{
	return "print_suppressions=0";
}

typedef struct tree {
	th_arena *a;
	char dir[64]; /* src/ the content, theme/ a theme, hub/current the edition */
	const char *source, *edition, *theme;
	int status;
	th_str out; /* both outputs of the last publish */
	edition *e;
	query q;
} tree;

static inline const char *tree_path(tree *t, const char *name)
{
	th_str left = th_str_cat(t->a, th_strz(t->dir), TH_S("/"));
	return th_str_cat(t->a, left, th_strz(name)).p;
}

static inline void tree_bytes(tree *t, const char *name, th_str bytes)
{
	char *path = th_str_z(t->a, th_strz(tree_path(t, name)));
	for (char *p = path + strlen(t->dir) + 1; *p != '\0'; p++)
		if (*p == '/') {
			*p = '\0';
			mkdir(path, 0755);
			*p = '/';
		}
	FILE *f = fopen(path, "wb");
	if (f == NULL || (bytes.n > 0 && fwrite(bytes.p, 1, bytes.n, f) != bytes.n) ||
	    fclose(f) != 0)
		abort();
}

static inline void tree_file(tree *t, const char *name, const char *text)
{
	tree_bytes(t, name, th_strz(text));
}

static inline th_str tree_read(tree *t, const char *path)
{
	th_buf b = {0};
	char chunk[8192];
	FILE *f = fopen(path, "rb");
	for (size_t n; f != NULL && (n = fread(chunk, 1, sizeof chunk, f)) > 0;)
		th_buf_add(&b, th_strn(chunk, n));
	if (f != NULL)
		fclose(f);
	th_str all = th_str_dup(t->a, th_buf_str(&b));
	th_buf_free(&b);
	return all;
}

static inline void tree_shell(tree *t, const char *command)
{
	th_str whole = th_str_fmt(t->a, "cd '%s' && { %s\n} >/dev/null 2>&1", t->dir, command);
	if (system(whole.p) != 0) {
		fprintf(stderr, "failed: %s\n", command);
		abort();
	}
}

/* A small theme: what the pipeline needs, and one layout that shows a title. */
static inline tree *tree_new(void)
{
	th_arena *a = th_arena_new();
	tree *t = TH_NEW(a, tree);
	t->a = a;
	snprintf(t->dir, sizeof t->dir, "/tmp/teamhub-tree-XXXXXX");
	if (mkdtemp(t->dir) == NULL)
		abort();
	t->source = tree_path(t, "src");
	t->edition = tree_path(t, "hub/current");
	t->theme = tree_path(t, "theme");
	tree_file(t, "src/hub.yml",
	    "title: {de: Menschen, en: People}\nbase_url: https://careers.example\nprefix: /team\n"
	    "languages: [de, en]\nfacets:\n  team:\n    path: teams\n    label: {de: Team, en: "
	    "Team}\n"
	    "    inherit: true\n");
	tree_file(t, "theme/layouts/page.mustache", "<h1>{{page.title}}</h1> {{t.hello}}\n");
	tree_file(t, "theme/i18n/de.yml", "hello: Hallo\nnested: {word: Wort}\n");
	tree_file(t, "theme/i18n/en.yml", "hello: Hello\nnested: {word: Word}\n");
	tree_file(t, "theme/assets/main.css", "body { color: red }\n");
	return t;
}

static inline void tree_person(tree *t, const char *slug, const char *more)
{
	th_str name = th_str_fmt(t->a, "src/people/%s.md", slug);
	th_str text = th_str_fmt(
	    t->a, "---\nname: Name of %s\n" CONSENT "%s---\nHello from %s.\n", slug, more, slug);
	tree_bytes(t, name.p, text);
}

static inline void tree_story(tree *t, const char *slug, const char *author, const char *more)
{
	th_str name = th_str_fmt(t->a, "src/stories/%s.md", slug);
	th_str text = th_str_fmt(t->a,
	    "---\ntitle: Title of %s\ndate: 2026-03-02\nauthors: [%s]\n%s---\nText of %s.\n", slug,
	    author, more, slug);
	tree_bytes(t, name.p, text);
}

static inline int tree_run(tree *t, int argc, char **argv)
{
	const char *log = tree_path(t, "log");
	fflush(NULL);
	pid_t child = fork();
	if (child == 0) {
		int fd = open(log, O_WRONLY | O_CREAT | O_TRUNC, 0644);
		dup2(fd, STDOUT_FILENO);
		dup2(fd, STDERR_FILENO);
		exit(cmd_publish(argc, argv)); /* with the sanitizers' own checks */
	}
	int status = 0;
	waitpid(child, &status, 0);
	t->status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
	t->out = tree_read(t, log);
	return t->status;
}

/* Publishes src/ (or `source`, of the tree's folder) and opens what came of it; returns the
 * status. Findings are in English. */
static inline int tree_publish_from(tree *t, const char *source, const char *more)
{
	char *argv[] = {(char *)"publish", (char *)"--source", (char *)tree_path(t, source),
	    (char *)"--edition", (char *)t->edition, (char *)"--theme", (char *)t->theme,
	    (char *)"--lang=en", (char *)more, NULL};
	int argc = 8 + (more != NULL);
	edition_close(t->e);
	t->e = NULL;
	int status = tree_run(t, argc, argv);
	th_err err;
	if (edition_open(&t->e, t->edition, &err) == 0)
		t->q = (query){.e = t->e,
		    .a = t->a,
		    .now = 1795478400, /* 2026-11-24 */
		    .ui = TH_S("de"),
		    .prefix = TH_S("/team"),
		    .base = TH_S("/team")};
	return status;
}

static inline int tree_publish(tree *t)
{
	return tree_publish_from(t, "src", NULL);
}

static inline bool tree_said(const tree *t, const char *words)
{
	return th_str_find(t->out, th_strz(words)) >= 0;
}

static inline void tree_free(tree *t)
{
	edition_close(t->e);
	char command[128];
	snprintf(command, sizeof command, "rm -rf '%s'", t->dir);
	if (system(command) != 0)
		abort();
	th_arena_free(t->a);
}

#endif
