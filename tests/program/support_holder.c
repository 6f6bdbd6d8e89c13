/* A process that holds a lock on a sandbox's database. */
#include "support_holder.h"

#include <signal.h>
#include <sqlite3.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* The child: nothing of it comes back. */
_Noreturn static void hold(const char *path, const char *begin)
{
	sqlite3 *database = NULL;

	/* A test that fails leaves nobody behind who holds its output open. */
	if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 ||
	    sqlite3_open_v2(path, &database, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK ||
	    sqlite3_busy_timeout(database, 10000) != SQLITE_OK ||
	    sqlite3_exec(database, begin, NULL, NULL, NULL) != SQLITE_OK)
		_exit(1);
	(void)kill(getpid(), SIGSTOP);
	_exit(0);
}

pid_t holder_start(const struct sandbox *sandbox, const char *begin)
{
	int status;
	pid_t child = fork();

	assert_true(child >= 0);
	if (child == 0)
		hold(sandbox->database, begin);
	assert_int_equal(waitpid(child, &status, WUNTRACED), child);
	assert_true(WIFSTOPPED(status));
	return child;
}

void holder_end(pid_t holder)
{
	assert_int_equal(kill(holder, SIGKILL), 0);
	assert_int_equal(waitpid(holder, NULL, 0), holder);
}

int64_t holder_clock(void)
{
	struct timespec now;

	assert_int_equal(clock_gettime(CLOCK_MONOTONIC, &now), 0);
	return now.tv_sec * INT64_C(1000) + now.tv_nsec / 1000000;
}
