/* main.c -- `teamhub-media`: decodes and scales pictures and draws share cards for `teamhub`, which
 * starts it and talks to it over standard input (teamhub/media.h). Writes only to that socket,
 * makes no connection, and reads no files except fonts and libraries. */
#include "make.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

static const media_wire wire = {.fd = STDIN_FILENO};

#ifdef TH_SANITIZED
/* GLib, fontconfig and librsvg keep what they have looked up. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
	return "leak:libfontconfig\nleak:libglib\nleak:libgobject\nleak:librsvg\nleak:libpango";
}

const char *__lsan_default_options(void);
const char *__lsan_default_options(void)
{
	return "print_suppressions=0";
}
#endif

static int send_file(void *ctx, int width, int height, const char *suffix, th_str bytes)
{
	making *m = ctx;
	th_str head = th_str_fmt(m->a, "%d %d %s\n", width, height, suffix);
	return media_send(&wire, MEDIA_FILE, head, bytes);
}

static th_str ask_for(void *ctx, th_str name, th_arena *a)
{
	media_message m;
	(void)ctx;
	if (media_send(&wire, MEDIA_NEED, name, TH_NONE) != 0 || media_receive(&wire, &m, a) != 0 ||
	    m.kind != MEDIA_BYTES)
		return TH_NONE;
	return m.body;
}

static int answer(const making *m, int rc)
{
	if (rc == 0)
		return media_send(&wire, MEDIA_DONE,
		    th_str_fmt(
			m->a, "%s%s\n", m->colour[0] ? m->colour : "-", m->still ? " still" : ""),
		    TH_NONE);
	return media_send(&wire, MEDIA_REFUSED,
	    th_str_fmt(
		m->a, "%s %.*s\n", m->refused ? m->refused : MEDIA_BROKEN, TH_FMT(m->detail)),
	    TH_NONE);
}

static int do_job(const media_message *job, th_arena *a)
{
	making m = {.a = a, .file = send_file, .need = ask_for};
	th_str body = job->body, lang, prefix;
	m.ctx = &m;
	if (job->kind == MEDIA_PICTURE)
		return answer(&m, media_make_picture(&m, body));
	if (job->kind != MEDIA_CARD || !media_line(&body, &lang) || !media_line(&body, &prefix))
		return -1;
	return answer(&m, media_make_card(&m, lang, prefix, body));
}

static int work(void)
{
	th_arena *a = th_arena_new();
	media_message job;
	int rc = 0;
	while (rc == 0 && media_receive(&wire, &job, a) == 0) {
		rc = do_job(&job, a);
		th_arena_reset(a);
	}
	th_arena_free(a);
	return rc == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

/* For a person: the version, and how this kernel confines the program. */
static int show(int landlock, bool seccomp)
{
	printf(MEDIA_HELLO);
	if (landlock > 0)
		printf(
		    "landlock %d: it can read libraries and fonts, and no other file\n", landlock);
	else
		puts("no landlock: it can read what its user can read");
	puts(seccomp ? "seccomp: no network, no other program, no writing"
		     : "no seccomp: it could call others and write what its user can write");
	return EXIT_SUCCESS;
}

int main(int argc, char **argv)
{
	struct stat st;
	int landlock = 0;
	bool seccomp = false;
	bool by_hand = argc == 2 && strcmp(argv[1], "--version") == 0;
	if (!by_hand && (argc > 1 || fstat(STDIN_FILENO, &st) != 0 || !S_ISSOCK(st.st_mode))) {
		fputs("teamhub-media is started by teamhub; by hand: teamhub-media --version\n",
		    stderr);
		return 2;
	}
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN);
#ifndef TH_SANITIZED /* it inspects the process from outside at the end */
	landlock = confine_files();
#endif
	if (media_start() != 0)
		return EXIT_FAILURE;
#ifndef TH_SANITIZED
	seccomp = confine_calls();
#endif
	if (by_hand)
		return show(landlock, seccomp);
	th_str hello = TH_S(MEDIA_HELLO);
	if (media_send(&wire, MEDIA_HELLO_SAID, hello, TH_NONE) != 0)
		return EXIT_FAILURE;
	return work();
}
