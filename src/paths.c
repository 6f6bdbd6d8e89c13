/* Finds the database's file, and the anchors beside it, by the rules of the desktop; opens nothing. */
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

/* What rest names in a directory of the desktop: that of the variable, else one below home. NULL: there is no home. */
static char *path_of(const char *variable, const char *below_home, const char *rest)
{
	const char *directory = getenv(variable), *home;
	char *usual, *path;

	/* The specification: a path that is not absolute is to be ignored. */
	if (directory && directory[0] == '/')
		return path_join(directory, rest);
	home = home_directory();
	if (!home)
		return NULL;
	usual = path_join(home, below_home);
	path = path_join(usual, rest);
	free(usual);
	return path;
}

char *paths_anchors(void)
{
	return path_of("XDG_STATE_HOME", "/.local/state", "/timesheet/anchors");
}

char *paths_database(const char *chosen, char *reason, size_t size)
{
	char *path;

	if (chosen)
		return copy_text(chosen);
	path = path_of("XDG_DATA_HOME", "/.local/share", "/timesheet/timesheet.db");
	if (!path) {
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
