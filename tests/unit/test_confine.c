/* test_confine.c -- what the picture decoder gives up. Each case is a process of its own, which
 * gives it up for good; on a kernel without landlock or seccomp the cases are skipped. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../cgi/media/make.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { FINE, SKIPPED = 77 };

static char private_file[] = "/tmp/teamhub-confine-XXXXXX";

static int make_file(void **state)
{
	(void)state;
	int fd = mkstemp(private_file);
	return fd < 0 || write(fd, "secret", 6) != 6 ? -1 : close(fd);
}

static int remove_file(void **state)
{
	(void)state;
	return unlink(private_file);
}

/* Runs `body` in a child; it returns the number of the line that went wrong, or FINE. */
static void in_child(int (*body)(void))
{
	int status;
	pid_t pid = fork();
	if (pid == 0)
		_exit(body());
	assert_int_equal(waitpid(pid, &status, 0), pid);
	if (WIFSIGNALED(status))
		fail_msg("ended by signal %d", WTERMSIG(status));
	if (WEXITSTATUS(status) == SKIPPED)
		skip();
	if (WEXITSTATUS(status) != FINE)
		fail_msg("case %d", WEXITSTATUS(status));
}

static bool opens(const char *path, int flags)
{
	int fd = open(path, flags | O_CLOEXEC, 0600);
	if (fd >= 0)
		close(fd);
	return fd >= 0;
}

static int read_files(void)
{
	if (confine_files() == 0)
		return SKIPPED;
	if (opens(private_file, O_RDONLY) || errno != EACCES)
		return 1;
	if (opens("/etc/passwd", O_RDONLY) || opens("/proc/self/environ", O_RDONLY))
		return 2;
	if (opens("/root", O_RDONLY | O_DIRECTORY) || opens("/home", O_RDONLY | O_DIRECTORY) ||
	    opens("/srv", O_RDONLY | O_DIRECTORY) || opens("/tmp", O_RDONLY | O_DIRECTORY))
		return 3;
	if (opens("/tmp/teamhub-confine-new", O_WRONLY | O_CREAT))
		return 4;
	if (opens("/usr/share/new", O_WRONLY | O_CREAT) || unlink(private_file) == 0)
		return 5;
	if (!opens("/usr/share/fonts", O_RDONLY | O_DIRECTORY))
		return 6;
	if (!opens("/etc/fonts/fonts.conf", O_RDONLY))
		return 7;
	return FINE;
}

static void only_libraries_and_fonts_can_be_read(void **state)
{
	(void)state;
	in_child(read_files);
}

static int call(void)
{
	struct rlimit more = {RLIM_INFINITY, RLIM_INFINITY};
	confine_files();
	if (!confine_calls())
		return SKIPPED;
	if (socket(AF_INET, SOCK_STREAM, 0) >= 0 || socket(AF_UNIX, SOCK_STREAM, 0) >= 0)
		return 1;
	if (fork() >= 0)
		return 2;
	execl("/bin/true", "true", (char *)NULL);
	if (errno != EPERM)
		return 3;
	if (opens("/usr/share/fonts/new", O_WRONLY | O_CREAT) || errno != EPERM)
		return 4;
	if (kill(getppid(), 0) == 0 || setrlimit(RLIMIT_CPU, &more) == 0)
		return 5;
	if (prctl(PR_SET_DUMPABLE, 1) == 0)
		return 6;
	if (truncate(private_file, 0) == 0 || rename(private_file, "/tmp/other") == 0)
		return 7;
	void *memory = malloc(50 << 20);
	if (memory == NULL)
		return 8;
	free(memory);
	return FINE;
}

static void no_other_call_than_for_memory_and_reading_is_let_through(void **state)
{
	(void)state;
	in_child(call);
}

static int abort_itself(void)
{
	confine_calls();
	signal(SIGABRT, SIG_DFL);
	abort();
}

static void it_can_still_abort(void **state)
{
	int status;
	(void)state;
	pid_t pid = fork();
	if (pid == 0)
		_exit(abort_itself());
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(only_libraries_and_fonts_can_be_read),
	    cmocka_unit_test(no_other_call_than_for_memory_and_reading_is_let_through),
	    cmocka_unit_test(it_can_still_abort),
	};
	return cmocka_run_group_tests(tests, make_file, remove_file);
}
