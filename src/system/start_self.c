/* posix_spawn of what runs already. */
#include "src/system/start_self.h"

#include "src/system/process.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <unistd.h>

extern char **environ;

enum { WORDS_MOST = 16 };

static int detach(posix_spawnattr_t *attributes, posix_spawn_file_actions_t *files)
{
	int error = posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETSID);

	for (int descriptor = STDIN_FILENO; descriptor <= STDERR_FILENO && error == 0; descriptor++)
		error = posix_spawn_file_actions_addopen(files, descriptor, "/dev/null", O_RDWR, 0);
	return error;
}

static int set_beside(posix_spawnattr_t *attributes)
{
	sigset_t usual;
	int error = posix_spawnattr_setpgroup(attributes, 0);

	(void)sigemptyset(&usual);
	(void)sigaddset(&usual, SIGINT);
	(void)sigaddset(&usual, SIGQUIT);
	(void)sigaddset(&usual, SIGTTIN);
	(void)sigaddset(&usual, SIGTTOU);
	if (error == 0)
		error = posix_spawnattr_setsigdefault(attributes, &usual);
	return error == 0 ? posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF) : error;
}

static int start(const char *const *words, enum start_how how, posix_spawnattr_t *attributes,
                 posix_spawn_file_actions_t *files, pid_t *process)
{
	char program[PATH_MAX], *all[WORDS_MOST + 2] = { (char[]){ "timesheet" } };
	size_t count = 1;
	int error = how == START_DETACHED ? detach(attributes, files) : set_beside(attributes);

	/* It only reads them: its prototype is older than const. */
	for (; *words && count <= WORDS_MOST; words++)
		memcpy(&all[count++], words, sizeof *words);
	if (error != 0 || *words)
		return error != 0 ? error : E2BIG;
	process_own_path(program, sizeof program);
	return posix_spawn(process, program, files, attributes, all, environ);
}

int start_self(const char *const *words, enum start_how how, pid_t *process)
{
	posix_spawnattr_t attributes;
	posix_spawn_file_actions_t files;
	int error = posix_spawnattr_init(&attributes);

	if (error != 0)
		return error;
	error = posix_spawn_file_actions_init(&files);
	if (error == 0) {
		error = start(words, how, &attributes, &files, process);
		(void)posix_spawn_file_actions_destroy(&files);
	}
	(void)posix_spawnattr_destroy(&attributes);
	return error;
}
