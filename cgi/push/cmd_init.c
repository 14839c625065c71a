/* cmd_init.c -- `teamhub init-repo DIR`: makes the bare repository that authors push to, with hooks
 * and settings. Run by the operator once, and again after an upgrade, when it updates only what is
 * outdated. Never touches hooks that are not its own, nor anything in a repository but hooks and
 * settings. */
#include "hooks.h"
#include "teamhub/cmd.h"
#include "teamhub/file.h"
#include "teamhub/push.h"
#include "teamhub/spawn.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct init {
	const char *dir, *edition, *branch, *lang;
	bool shared;
	char *whole;   /* absolute path of dir */
	char *program; /* this program */
	th_arena *a;
	size_t kept; /* hooks of others, left alone */
} init;

/* Runs git on the repository; -1 with its output. */
static int git(init *in, th_buf *out, th_err *err, const char *const argv[])
{
	th_buf own = {0};
	th_buf *said = out ? out : &own;
	int rc = spawn_run(argv, &(spawn_options){.seconds = 60}, said, err);
	if (rc > 0 && out == NULL)
		rc = th_fail(
		    err, "%s: git said: %.*s", in->dir, TH_FMT(th_str_trim(th_buf_str(&own))));
	th_buf_free(&own);
	return rc;
}

static bool is_empty(const char *dir)
{
	DIR *d = opendir(dir);
	bool empty = true;
	if (d == NULL)
		return errno == ENOENT;
	for (struct dirent *x; (x = readdir(d)) != NULL;)
		empty &= strcmp(x->d_name, ".") == 0 || strcmp(x->d_name, "..") == 0;
	closedir(d);
	return empty;
}

static bool is_bare(init *in)
{
	th_buf out = {0};
	const char *const argv[] = {
	    "git", "-C", in->dir, "rev-parse", "--is-bare-repository", NULL};
	struct stat st;
	bool bare = stat(th_str_fmt(in->a, "%s/HEAD", in->dir).p, &st) == 0 &&
		    git(in, &out, NULL, argv) == 0 && th_str_starts(th_buf_str(&out), TH_S("true"));
	th_buf_free(&out);
	return bare;
}

static void say(enum text_id id, th_str what)
{
	catalogue_print(stdout, cmd_lang(NULL), id, TEXT_WITH(TEXT_S("what", what)));
}

static int make_repository(init *in, th_err *err)
{
	const char *branch = th_str_fmt(in->a, "--initial-branch=%s", in->branch).p;
	const char *const argv[] = {"git", "init", "--quiet", "--bare", branch,
	    in->shared ? "--shared=group" : "--shared=umask", "--", in->dir, NULL};
	bool there = !is_empty(in->dir);
	if (there && !is_bare(in))
		return th_fail(err,
		    "%s: exists but is not a bare repository: name another directory, or make it "
		    "one "
		    "with: git clone --bare OLD NEW",
		    in->dir);
	if (!there && git(in, NULL, err, argv) != 0)
		return -1;
	in->whole = realpath(in->dir, NULL);
	if (in->whole == NULL)
		return th_fail(err, "%s: %s", in->dir, strerror(errno));
	catalogue_print(stdout, cmd_lang(NULL),
	    there ? TEXT_INIT_REPO_KEPT : TEXT_INIT_REPO_CREATED,
	    TEXT_WITH(TEXT_S("repo", th_strz(in->whole)), TEXT_S("branch", th_strz(in->branch))));
	return 0;
}

/* ---- settings ---- */

/* Not from the user's own configuration: the repository must have it. */
static th_str configured(init *in, const char *name)
{
	th_buf out = {0};
	const char *const argv[] = {
	    "git", "-C", in->whole, "config", "--local", "--get", name, NULL};
	th_str value = git(in, &out, NULL, argv) == 0
			   ? th_str_dup(in->a, th_str_trim(th_buf_str(&out)))
			   : TH_NONE;
	th_buf_free(&out);
	return value;
}

static int set(init *in, const char *name, const char *value, bool over, th_err *err)
{
	const char *const argv[] = {"git", "-C", in->whole, "config", "--local", name, value, NULL};
	th_str is = configured(in, name);
	if (th_str_eqz(is, value) || (is.n > 0 && !over)) {
		say(TEXT_INIT_KEPT, th_str_fmt(in->a, "%s = %.*s", name, TH_FMT(is)));
		return 0;
	}
	if (git(in, NULL, err, argv) != 0)
		return -1;
	say(TEXT_INIT_SET, th_str_fmt(in->a, "%s = %s", name, value));
	return 0;
}

/* Makes the folder for FILE now, so that a failure does not wait for the first push. */
static int make_folder(const init *in, const char *edition, th_err *err)
{
	char *path = th_str_z(in->a, th_strz(edition));
	for (char *slash = path + 1; (slash = strchr(slash, '/')) != NULL; *slash++ = '/') {
		*slash = 0;
		if (mkdir(path, 0755) == 0)
			say(TEXT_INIT_CREATED, th_strz(path));
		else if (errno != EEXIST)
			return th_fail(err, "%s: cannot be made (%s)", path, strerror(errno));
	}
	*strrchr(path, '/') = 0;
	if (access(path[0] ? path : "/", W_OK | X_OK) != 0)
		return th_fail(err,
		    "%s: cannot be written (%s): the user who runs the hooks must own it", path,
		    strerror(errno));
	return 0;
}

/* Refuses broken or hostile objects: a tree that holds ".GIT", for example, does harm in clones.
 * Faults that old programs wrote into many honest histories are reported and accepted. */
static int set_fsck(init *in, th_err *err)
{
	static const char *const old_faults[] = {"receive.fsck.zeroPaddedFilemode",
	    "receive.fsck.badTimezone", "receive.fsck.missingSpaceBeforeDate"};
	int rc = set(in, "receive.fsckObjects", "true", false, err);
	for (size_t i = 0; rc == 0 && i < TH_COUNT(old_faults); i++)
		rc = set(in, old_faults[i], "warn", false, err);
	return rc;
}

static int set_all(init *in, th_err *err)
{
	char *edition = (char *)in->edition, here[PATH_MAX];
	if (edition != NULL && edition[0] != '/') {
		if (getcwd(here, sizeof(here)) == NULL)
			return th_fail(
			    err, "the current directory has no name (%s)", strerror(errno));
		edition = (char *)th_str_fmt(in->a, "%s/%s", here, edition).p;
	}
	if (edition != NULL && (make_folder(in, edition, err) != 0 ||
				   set(in, "teamhub.edition", edition, true, err) != 0))
		return -1;
	if (in->lang != NULL && set(in, "teamhub.lang", in->lang, true, err) != 0)
		return -1;
	if (set(in, "teamhub.branch", in->branch, true, err) != 0 ||
	    set(in, "teamhub.maxFileSize", "20m", false, err) != 0 ||
	    /* git's own limit, for a push as a whole; its message is less clear */
	    set(in, "receive.maxInputSize", "1g", false, err) != 0 ||
	    set(in, "receive.advertisePushOptions", "true", false, err) != 0 ||
	    set_fsck(in, err) != 0)
		return -1;
	return 0;
}

/* ---- hooks ---- */

/* The hook's text with this program's path in its line program=, quoted for the shell. */
static th_str filled_in(const init *in, th_str text)
{
	th_buf b = {0};
	th_str line = TH_S("\nprogram=teamhub\n");
	size_t at = (size_t)th_str_find(text, line);
	th_buf_add(&b, th_str_sub(text, 0, at));
	th_buf_addz(&b, "\nprogram='");
	for (const char *p = in->program; *p; p++) {
		if (*p == '\'')
			th_buf_addz(&b, "'\\'");
		th_buf_addc(&b, *p);
	}
	th_buf_addz(&b, "'\n");
	th_buf_add(&b, th_str_sub(text, at + line.n, text.n));
	th_str out = th_str_dup(in->a, th_buf_str(&b));
	th_buf_free(&b);
	return out;
}

static int install(init *in, const char *name, const char *command, th_str text, th_err *err)
{
	char *dir = (char *)th_str_fmt(in->a, "%s/hooks", in->whole).p;
	char *path = (char *)th_str_fmt(in->a, "%s/%s", dir, name).p;
	enum { MAX_HOOK = 64 * 1024 };
	th_str wanted = filled_in(in, text), is = TH_NONE;
	file_read(path, MAX_HOOK, in->a, &is);
	if (mkdir(dir, 0755) != 0 && errno != EEXIST)
		return th_fail(err, "%s: cannot be made (%s)", dir, strerror(errno));
	if (th_str_eq(is, wanted)) {
		say(TEXT_INIT_KEPT, th_str_fmt(in->a, "hooks/%s", name));
		return 0;
	}
	if (is.n > 0 && th_str_find(is, TH_S("# Teamhub, ")) < 0) {
		in->kept++;
		catalogue_print(stdout, cmd_lang(NULL), TEXT_INIT_LEFT,
		    TEXT_WITH(TEXT_S("what", th_str_fmt(in->a, "hooks/%s", name)),
			TEXT_S("call", th_str_fmt(in->a, "%s %s", in->program, command))));
		return 0;
	}
	if (file_write(path, wanted, 0755, 0) != 0)
		return th_fail(err, "%s: cannot be written (%s)", path, strerror(errno));
	say(is.n > 0 ? TEXT_INIT_RENEWED : TEXT_INIT_INSTALLED,
	    th_str_fmt(in->a, "hooks/%s", name));
	return 0;
}

static void next_step(const init *in)
{
	if (configured((init *)in, "teamhub.edition").n == 0)
		catalogue_print(stdout, cmd_lang(NULL), TEXT_INIT_MISSING,
		    TEXT_WITH(TEXT_S("repo", th_strz(in->dir))));
	catalogue_print(stdout, cmd_lang(NULL), TEXT_INIT_NEXT,
	    TEXT_WITH(TEXT_S("repo", th_strz(in->whole)), TEXT_S("branch", th_strz(in->branch))));
}

static char *own_path(th_arena *a)
{
	char path[PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", path, sizeof(path));
	return n > 0 && (size_t)n < sizeof(path) ? th_str_z(a, th_strn(path, (size_t)n))
						 : th_str_z(a, TH_S("teamhub"));
}

int cmd_init_repo(int argc, char **argv)
{
	init in = {.branch = "main", .a = th_arena_new()};
	const cmd_option options[] = {{"edition", &in.edition, NULL}, {"branch", &in.branch, NULL},
	    {"lang", &in.lang, NULL}, {"shared", NULL, &in.shared}};
	th_err err;
	int rc = CMD_MISUSE;
	if (cmd_options(argc, argv, options, TH_COUNT(options), &in.dir) != 0)
		goto out;
	if (in.dir == NULL || in.branch[0] == '\0' || in.branch[0] == '-') {
		cmd_say("init-repo", TEXT_CMD_INIT_WHERE, TEXT_ALONE);
		goto out;
	}
	if (!cmd_lang_known("init-repo", in.lang))
		goto out;
	in.program = own_path(in.a);
	if (make_repository(&in, &err) != 0 || set_all(&in, &err) != 0 ||
	    install(&in, "pre-receive", "receive-check", th_strz(hook_pre_receive), &err) != 0 ||
	    install(&in, "post-receive", "receive-publish", th_strz(hook_post_receive), &err) !=
		0) {
		fflush(stdout);
		rc = cmd_fail("init-repo", &err);
		goto out;
	}
	next_step(&in);
	rc = in.kept > 0 ? CMD_FINDINGS : CMD_CLEAN;
out:
	free(in.whole);
	th_arena_free(in.a);
	return rc;
}
