/* cmd_token.c -- `teamhub token add|list|revoke`: tokens with which people's feed readers can read
 * the internal edition. The file has only digests, one per line; it is not content and is kept
 * outside git. A new version is written beside it and moved into place, so that workers, which read
 * it for each request, see either the old or the new one; owner and mode stay. */
#include "teamhub/cmd.h"
#include "teamhub/digest.h"
#include "teamhub/file.h"
#include "teamhub/publish.h"
#include "teamhub/source.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FILE_MAX = 1 << 20, HEX = 64, SHOWN = 8, DAY = 10 };

typedef struct tokens {
	th_arena *a;
	const char *path;
	int lock; /* on the folder, so that two writers take turns */
	th_strs lines;
} tokens;

typedef struct line {
	th_str digest, day, person;
} line;

/* "DIGEST DAY PERSON"; false for comments and anything else, which is kept as it is. */
static bool split(th_str text, line *out)
{
	*out = (line){0};
	if (text.n <= HEX + DAY + 2 || text.p[HEX] != ' ' || text.p[HEX + 1 + DAY] != ' ')
		return false;
	out->digest = th_str_sub(text, 0, HEX);
	out->day = th_str_sub(text, HEX + 1, HEX + 1 + DAY);
	out->person = th_str_sub(text, HEX + DAY + 2, text.n);
	return true;
}

static int open_tokens(tokens *t, th_err *err)
{
	th_str text, one;
	ptrdiff_t slash = th_str_rchr(th_strz(t->path), '/');
	const char *dir =
	    slash < 0 ? "." : th_str_z(t->a, th_strn(t->path, slash > 0 ? (size_t)slash : 1));
	t->lock = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (t->lock < 0 || flock(t->lock, LOCK_EX) != 0)
		return th_fail(err,
		    "%s: %s: publish with internal: in hub.yml first, or name "
		    "another place with --file",
		    dir, strerror(errno));
	if (access(t->path, F_OK) != 0)
		return 0;
	if (file_read(t->path, FILE_MAX, t->a, &text) != 0)
		return th_fail(err, "%s: cannot be read (%s)", t->path, strerror(errno));
	while (text.n > 0 && th_str_split(&text, '\n', &one))
		if (one.n > 0)
			*TH_ADD(t->a, &t->lines) = one;
	return 0;
}

static int save(const tokens *t, th_err *err)
{
	struct stat st = {.st_mode = 0600};
	th_buf b = {0};
	for (size_t i = 0; i < t->lines.n; i++)
		th_buf_addf(&b, "%.*s\n", TH_FMT(t->lines.v[i]));
	stat(t->path, &st); /* never readable by all, whatever it was */
	int rc =
	    file_write(t->path, th_buf_str(&b), st.st_mode & 0640, FILE_SYNCED | FILE_SAME_OWNER);
	if (rc != 0)
		rc = th_fail(err, "%s: cannot be written (%s)", t->path, strerror(errno));
	th_buf_free(&b);
	return rc;
}

/* 32 random bytes as 43 characters that need no escaping in an address. */
static int make_token(char out[44], th_err *err)
{
	static const char digit[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
	unsigned char bytes[33] = {0};
	if (getrandom(bytes, 32, 0) != 32)
		return th_fail(err, "no random bytes (%s)", strerror(errno));
	for (size_t i = 0; i < 43; i++) {
		size_t bit = i * 6;
		unsigned two = (unsigned)bytes[bit / 8] << 8 | bytes[bit / 8 + 1];
		out[i] = digit[two >> (10 - bit % 8) & 63];
	}
	out[43] = '\0';
	return 0;
}

static int add(tokens *t, th_str person, th_err *err)
{
	char token[44], hex[65];
	if (person.n == 0 || person.n > 100 || th_str_chr(person, '\n') >= 0)
		return th_fail(err, "whose token? teamhub token add jana-weber");
	if (make_token(token, err) != 0)
		return -1;
	digest_sha256(hex, th_strz(token));
	th_str day = th_str_sub(th_time_rfc3339(t->a, publish_now(), 0), 0, DAY);
	*TH_ADD(t->a, &t->lines) =
	    th_str_fmt(t->a, "%s %.*s %.*s", hex, TH_FMT(day), TH_FMT(person));
	if (save(t, err) != 0)
		return -1;
	printf("%s\n", token);
	catalogue_print(stderr, cmd_lang(NULL), TEXT_TOKEN_ADDED,
	    TEXT_WITH(TEXT_S("token", th_strn(hex, SHOWN)), TEXT_S("person", person)));
	return 0;
}

static void list(const tokens *t)
{
	for (size_t i = 0; i < t->lines.n; i++) {
		line x;
		if (split(t->lines.v[i], &x))
			printf("%.*s  %.*s  %.*s\n", SHOWN, x.digest.p, TH_FMT(x.day),
			    TH_FMT(x.person));
	}
}

/* By person (all of their tokens), or by the first digits, as `list` shows them. */
static int take_back(tokens *t, th_str which, th_err *err)
{
	size_t kept = 0, gone = 0;
	for (size_t i = 0; i < t->lines.n; i++) {
		line x;
		bool is = split(t->lines.v[i], &x) &&
			  (th_str_eq(x.person, which) ||
			      (which.n >= SHOWN && th_str_starts(x.digest, which)));
		gone += is;
		if (!is)
			t->lines.v[kept++] = t->lines.v[i];
	}
	t->lines.n = kept;
	if (which.n == 0 || gone == 0)
		return th_fail(
		    err, "%.*s: there is no such token: see teamhub token list", TH_FMT(which));
	if (save(t, err) != 0)
		return -1;
	catalogue_print(stderr, cmd_lang(NULL), TEXT_TOKEN_REVOKED, TEXT_WITH(TEXT_N("n", gone)));
	return 0;
}

static int run(tokens *t, const char *what, const char *whose)
{
	th_err err = {""};
	th_str name = whose != NULL ? th_str_trim(th_strz(whose)) : TH_NONE;
	int rc = open_tokens(t, &err);
	if (rc == 0 && strcmp(what, "add") == 0)
		rc = add(t, name, &err);
	else if (rc == 0 && strcmp(what, "revoke") == 0)
		rc = take_back(t, name, &err);
	else if (rc == 0)
		list(t);
	if (t->lock >= 0)
		close(t->lock);
	return rc == 0 ? CMD_CLEAN : cmd_fail("token", &err);
}

int cmd_token(int argc, char **argv)
{
	static const char *const words[] = {"add", "list", "revoke"};
	const char *what = argc > 1 ? argv[1] : "", *file = NULL, *live = NULL, *whose = NULL;
	const cmd_option options[] = {{"edition", &live, NULL}, {"file", &file, NULL}};
	bool known = false;
	for (size_t i = 0; i < TH_COUNT(words); i++)
		known = known || strcmp(what, words[i]) == 0;
	if (!known) {
		return cmd_say("token", TEXT_CMD_TOKEN_WHAT, TEXT_ALONE);
	}
	if (cmd_options(argc - 1, argv + 1, options, TH_COUNT(options), &whose) != 0)
		return CMD_MISUSE;
	if ((file == NULL) == (live == NULL)) {
		return cmd_say("token", TEXT_CMD_TOKEN_WHERE, TEXT_ALONE);
	}
	th_arena *a = th_arena_new();
	tokens t = {.a = a, .path = file, .lock = -1};
	if (file == NULL) {
		ptrdiff_t slash = th_str_rchr(th_strz(live), '/');
		t.path = th_str_fmt(a, "%.*sinternal/tokens", (int)(slash + 1), live).p;
	}
	int rc = run(&t, what, whose);
	th_arena_free(a);
	return rc;
}
