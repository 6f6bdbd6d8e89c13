/* Sending behind a command. */
#include "src/sync/send_soon.h"

#include "src/sync/holder.h"
#include "src/system/process.h"

#include <fcntl.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

extern char **environ;

/* No terminal: neither a question nor a line of its may come between what is typed there later. */
static int attributes_make(posix_spawnattr_t *attributes, posix_spawn_file_actions_t *files)
{
	int error = posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETSID);

	for (int descriptor = STDIN_FILENO; descriptor <= STDERR_FILENO && error == 0; descriptor++)
		error = posix_spawn_file_actions_addopen(files, descriptor, "/dev/null", O_RDWR, 0);
	return error;
}

static void start(const char *database, const char *user)
{
	char program[TS_PATH_SIZE], name[TS_NAME_SIZE], *path = strdup(database);
	char *const words[] = {
		(char[]){ "timesheet" }, (char[]){ "--db" },    path, (char[]){ "--user" }, name, (char[]){ "sync" },
		(char[]){ "now" },       (char[]){ "--quiet" }, NULL
	};
	posix_spawnattr_t attributes;
	posix_spawn_file_actions_t files;
	pid_t process;

	(void)strncpy(name, user, sizeof name - 1);
	name[sizeof name - 1] = '\0';
	process_own_path(program, sizeof program);
	if (!path || posix_spawnattr_init(&attributes) != 0) {
		free(path);
		return;
	}
	if (posix_spawn_file_actions_init(&files) == 0) {
		if (attributes_make(&attributes, &files) == 0)
			(void)!posix_spawn(&process, program, &files, &attributes, words, environ);
		(void)posix_spawn_file_actions_destroy(&files);
	}
	(void)posix_spawnattr_destroy(&attributes);
	free(path);
}

void send_soon(ts_store *store)
{
	struct ts_sync_info info;

#ifdef TIMESHEET_TEST_BUILD
	if (!getenv("TIMESHEET_SEND_SOON")) /* tests say themselves when something is sent */
		return;
#endif
	if (!ts_sync_waits(store) || ts_sync_read(store, &info) != TS_OK || info.paused || info.unsent == 0)
		return;
	if (!holder_found(ts_path(store), ts_user_name(store)))
		start(ts_path(store), ts_user_name(store));
}
