/* Finds the database's file by the rules of the desktop; opens nothing. */
#include "paths.h"

#include <errno.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../ui/alloc.h"
#include "process.h"

static char *path_join(const char *directory, const char *rest)
{
	size_t size = strlen(directory) + strlen(rest) + 1;
	char *path = allocate(size, 1);

	(void)snprintf(path, size, "%s%s", directory, rest);
	return path;
}

static const char *home_directory(void)
{
	const char *home = getenv("HOME");
	const struct passwd *entry;

	if (home && home[0] == '/')
		return home;
	entry = getpwuid(getuid());
	return entry && entry->pw_dir && entry->pw_dir[0] == '/' ? entry->pw_dir : NULL;
}

char *paths_database(const char *chosen, char *reason, size_t size)
{
	const char *data = getenv("XDG_DATA_HOME"), *home;
	char *path;

	if (chosen)
		return copy_text(chosen);
	/* The specification: a path that is not absolute is to be ignored. */
	if (data && data[0] == '/') {
		path = path_join(data, "/timesheet/timesheet.db");
	} else if ((home = home_directory())) {
		path = path_join(home, "/.local/share/timesheet/timesheet.db");
	} else {
		(void)snprintf(reason, size, "there is no home directory: name the database with --db");
		return NULL;
	}
	if (!process_make_directories(path)) {
		(void)snprintf(reason, size, "cannot make the directory of '%s': %s", path, strerror(errno));
		free(path);
		return NULL;
	}
	return path;
}
