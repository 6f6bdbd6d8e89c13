/* Finds the database's file, and the anchors beside it, by the rules of the desktop; opens nothing. */
#include "src/system/paths.h"

#include <errno.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Without memory there is no path: a command can still say so, which an abort cannot. */
static char *path_missing(char *reason, size_t size)
{
	(void)snprintf(reason, size, "cannot find the database: out of memory");
	return NULL;
}

static char *path_join(const char *directory, const char *rest)
{
	char *path = NULL;

	return asprintf(&path, "%s%s", directory, rest) < 0 ? NULL : path;
}

static const char *home_directory(void)
{
	const char *home = getenv("HOME");
	const struct passwd *entry;

	if (home && home[0] == '/')
		return home;
#ifdef TIMESHEET_STATIC
	/* The C library would look for libraries of its own to ask. */
	entry = NULL;
#else
	entry = getpwuid(getuid());
#endif
	return entry && entry->pw_dir && entry->pw_dir[0] == '/' ? entry->pw_dir : NULL;
}

/* What rest names in a directory of the desktop: that of the variable, else one below home. NULL: there is no home, or
 * no memory. */
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
	path = usual ? path_join(usual, rest) : NULL;
	free(usual);
	return path;
}

char *paths_anchors(void)
{
	return path_of("XDG_STATE_HOME", "/.local/state", "/timesheet/anchors");
}

char *paths_config(void)
{
	return path_of("XDG_CONFIG_HOME", "/.config", "/timesheet/config");
}

char *paths_hub(void)
{
	return path_of("XDG_DATA_HOME", "/.local/share", "/timesheet/hub");
}

char *paths_database(const char *chosen, char *reason, size_t size)
{
	if (chosen && strstr(chosen, "://")) {
		(void)snprintf(reason, size,
		               "'%.200s' is no file: the database is one, and other devices are reached by "
		               "'timesheet sync add'",
		               chosen);
		return NULL;
	}
	char *path;

	if (chosen) {
		path = strdup(chosen);
		if (!path)
			return path_missing(reason, size);
		return path;
	}
	errno = 0;
	path = path_of("XDG_DATA_HOME", "/.local/share", "/timesheet/timesheet.db");
	if (!path && errno == ENOMEM)
		return path_missing(reason, size);
	if (!path)
		(void)snprintf(reason, size, "there is no home directory: name the database with --db");
	return path;
}
