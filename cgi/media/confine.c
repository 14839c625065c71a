/* confine.c -- gives up everything that decoding pictures does not need: first all files except
 * libraries and fonts (landlock), then, when everything is loaded, all system calls except those
 * for memory, time, threads and reading (seccomp). Each where the kernel supports it, which is
 * tested, not assumed. Called by main.c.
 *
 * An attacker who takes over a decoder through a picture can then read fonts, use the processor for
 * the time that helpers.c allows, and return a wrong picture. */
#include "make.h"

#include <errno.h>
#include <fcntl.h>
#include <fontconfig/fontconfig.h>
#include <linux/landlock.h>
#include <sched.h>
#include <seccomp.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

/* ---- files ---- */

/* Where libraries find what they load; only packages install files there. */
static const char *const system_folders[] = {"/usr/lib", "/usr/lib64", "/lib", "/lib64",
    "/usr/local/lib", "/usr/share", "/usr/local/share", "/etc/fonts", "/etc/ld.so.cache"};

static int allow_reading(int rules, const char *path)
{
	struct landlock_path_beneath_attr beneath = {
	    .allowed_access = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR,
	    .parent_fd = open(path, O_PATH | O_CLOEXEC)};
	if (beneath.parent_fd < 0)
		return 0; /* does not exist: nothing to allow */
	int rc =
	    (int)syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0);
	if (rc != 0 && errno == EINVAL) { /* a file is not a folder */
		beneath.allowed_access = LANDLOCK_ACCESS_FS_READ_FILE;
		rc = (int)syscall(
		    SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0);
	}
	close(beneath.parent_fd);
	return rc;
}

static void allow_all(int rules, FcStrList *list)
{
	const FcChar8 *path;
	while (list != NULL && (path = FcStrListNext(list)) != NULL)
		allow_reading(rules, (const char *)path);
	if (list != NULL)
		FcStrListDone(list);
}

/* All file access rights that this version of landlock knows. */
static uint64_t file_rights(int version)
{
	uint64_t rights = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1;
	if (version >= 2)
		rights |= 1ULL << 13; /* to link across folders */
	if (version >= 3)
		rights |= 1ULL << 14; /* to truncate */
	return rights;
}

int confine_files(void)
{
	int version =
	    (int)syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	if (version < 1)
		return 0;
	struct landlock_ruleset_attr attr = {.handled_access_fs = file_rights(version)};
	int rules = (int)syscall(SYS_landlock_create_ruleset, &attr, sizeof attr, 0);
	if (rules < 0)
		return 0;
	for (size_t i = 0; i < TH_COUNT(system_folders); i++)
		allow_reading(rules, system_folders[i]);
	FcConfig *config = FcInitLoadConfig(); /* reads settings, does not search for fonts yet */
	if (config != NULL) {
		allow_all(rules, FcConfigGetFontDirs(config));
		allow_all(rules, FcConfigGetCacheDirs(config));
		allow_all(rules, FcConfigGetConfigFiles(config));
		FcConfigDestroy(config);
	}
	int rc = (int)syscall(SYS_landlock_restrict_self, rules, 0);
	close(rules);
	return rc == 0 ? version : 0;
}

/* ---- system calls ---- */

static const int calls[] = {SCMP_SYS(read), SCMP_SYS(readv), SCMP_SYS(pread64), SCMP_SYS(lseek),
    SCMP_SYS(write), SCMP_SYS(writev), SCMP_SYS(close), SCMP_SYS(fstat), SCMP_SYS(stat),
    SCMP_SYS(lstat), SCMP_SYS(newfstatat), SCMP_SYS(statx), SCMP_SYS(fstatfs), SCMP_SYS(statfs),
    SCMP_SYS(access), SCMP_SYS(faccessat), SCMP_SYS(faccessat2), SCMP_SYS(readlink),
    SCMP_SYS(readlinkat), SCMP_SYS(getdents64), SCMP_SYS(fcntl), SCMP_SYS(fadvise64),
    SCMP_SYS(poll), SCMP_SYS(ppoll), SCMP_SYS(recvfrom), SCMP_SYS(sendto), SCMP_SYS(brk),
    SCMP_SYS(mmap), SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(mprotect), SCMP_SYS(madvise),
    SCMP_SYS(membarrier), SCMP_SYS(get_mempolicy), SCMP_SYS(set_mempolicy), SCMP_SYS(futex),
    SCMP_SYS(set_robust_list), SCMP_SYS(rseq), SCMP_SYS(sched_yield), SCMP_SYS(sched_getaffinity),
    SCMP_SYS(sched_setaffinity), SCMP_SYS(getcpu), SCMP_SYS(clock_gettime), SCMP_SYS(clock_getres),
    SCMP_SYS(clock_nanosleep), SCMP_SYS(nanosleep), SCMP_SYS(gettimeofday), SCMP_SYS(time),
    SCMP_SYS(getrusage), SCMP_SYS(times), SCMP_SYS(sysinfo), SCMP_SYS(uname), SCMP_SYS(getrandom),
    SCMP_SYS(getpid), SCMP_SYS(gettid), SCMP_SYS(getppid), SCMP_SYS(getuid), SCMP_SYS(geteuid),
    SCMP_SYS(getgid), SCMP_SYS(getegid), SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigreturn), SCMP_SYS(sigaltstack), SCMP_SYS(restart_syscall), SCMP_SYS(exit),
    SCMP_SYS(exit_group), SCMP_SYS(eventfd2)};

/* SCMP_A0 and the like leave a field uninitialised, which clang warns about. */
static struct scmp_arg_cmp equals(unsigned arg, scmp_datum_t value)
{
	return (struct scmp_arg_cmp){arg, SCMP_CMP_EQ, value, 0};
}

static int add(scmp_filter_ctx f, int call, struct scmp_arg_cmp only)
{
	int rc = seccomp_rule_add_array(f, SCMP_ACT_ALLOW, call, 1, &only);
	return rc == -EDOM ? 0 : rc; /* this machine has no such call */
}

static int add_rules(scmp_filter_ctx f)
{
	const scmp_datum_t writing = O_ACCMODE | O_CREAT | O_TRUNC | (O_TMPFILE & ~O_DIRECTORY);
	int rc = 0;
	for (size_t i = 0; rc == 0 && i < TH_COUNT(calls); i++)
		rc = seccomp_rule_add_array(f, SCMP_ACT_ALLOW, calls[i], 0, NULL);
	if (rc == 0)
		rc = add(f, SCMP_SYS(openat), SCMP_A2(SCMP_CMP_MASKED_EQ, writing, O_RDONLY));
	if (rc == 0)
		rc = add(f, SCMP_SYS(open), SCMP_A1(SCMP_CMP_MASKED_EQ, writing, O_RDONLY));
	/* Allows threads but not processes; the arguments of the newer call cannot be inspected. */
	if (rc == 0)
		rc = add(f, SCMP_SYS(clone),
		    SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD | CLONE_VM, CLONE_THREAD | CLONE_VM));
	if (rc == 0)
		rc = seccomp_rule_add_array(f, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0, NULL);
	if (rc == 0) /* for abort */
		rc = add(f, SCMP_SYS(tgkill), equals(0, (scmp_datum_t)getpid()));
	if (rc == 0) /* reading a limit, not setting one */
		rc = add(f, SCMP_SYS(prlimit64), equals(2, 0));
	if (rc == 0)
		rc = add(f, SCMP_SYS(prctl), equals(0, PR_SET_NAME));
	return rc;
}

bool confine_calls(void)
{
	scmp_filter_ctx f = seccomp_init(SCMP_ACT_ERRNO(EPERM));
	if (f == NULL)
		return false;
	/* For all threads, including those that a library has started. */
	bool done = seccomp_attr_set(f, SCMP_FLTATR_CTL_TSYNC, 1) == 0 && add_rules(f) == 0 &&
		    seccomp_load(f) == 0;
	seccomp_release(f);
	return done;
}
