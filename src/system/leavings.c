/* A directory that goes with the process that made it. Another process holds the other end of a pipe: the kernel closes
 * this one's end whatever becomes of it. */
#include "src/system/leavings.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { DESCRIPTORS = 8 /* that are open at once while it is taken away */ };

static int entry_remove(const char *path, const struct stat *status, int kind, struct FTW *place)
{
	(void)status;
	(void)kind;
	(void)place;
	(void)remove(path);
	return 0;
}

/* The other process: deaf to what a terminal or a shell says to all, since it has to be there afterwards. */
static _Noreturn void guard_run(const char *directory, int end)
{
	sigset_t all;
	char byte;

	(void)setsid();
	(void)sigfillset(&all);
	(void)sigprocmask(SIG_BLOCK, &all, NULL);
	for (int descriptor = STDIN_FILENO; descriptor <= STDERR_FILENO; descriptor++)
		(void)close(descriptor);
	while (read(end, &byte, 1) < 0 && errno == EINTR)
		continue;
	(void)nftw(directory, entry_remove, DESCRIPTORS, FTW_DEPTH | FTW_PHYS);
	_exit(0);
}

static bool guard_start(struct leavings *leavings)
{
	int ends[2];

	if (pipe2(ends, O_CLOEXEC) != 0)
		return false;
	leavings->guard = fork();
	if (leavings->guard == 0) {
		(void)close(ends[1]);
		guard_run(leavings->directory, ends[0]);
	}
	(void)close(ends[0]);
	if (leavings->guard < 0) {
		(void)close(ends[1]);
		return false;
	}
	leavings->held = ends[1];
	return true;
}

bool leavings_begin(struct leavings *leavings)
{
	const char *place = getenv("TMPDIR");
	int size = snprintf(leavings->directory, sizeof leavings->directory, "%s/timesheet-demo-XXXXXX",
	                    place && *place ? place : "/tmp");

	if (size < 0 || size >= (int)sizeof leavings->directory) {
		errno = ENAMETOOLONG;
		return false;
	}
	if (!mkdtemp(leavings->directory))
		return false;
	if (guard_start(leavings))
		return true;
	int error = errno;
	(void)rmdir(leavings->directory);
	errno = error;
	return false;
}

void leavings_end(struct leavings *leavings)
{
	(void)close(leavings->held);
	while (waitpid(leavings->guard, NULL, 0) < 0 && errno == EINTR)
		continue;
}
