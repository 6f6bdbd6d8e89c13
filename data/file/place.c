/* Where a database lies: who else could replace it, or what SQLite would play back into it. */
#include "data/file/place.h"

#include "data/file/file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

char *place_directory(const char *path)
{
	const char *slash = strrchr(path, '/');
	if (!slash)
		return strdup(".");
	return slash != path ? strndup(path, (size_t)(slash - path)) : strdup("/");
}

bool place_is_foreign(const char *path)
{
	struct stat about;
	char *above = place_directory(path);
	bool foreign = above && stat(above, &about) == 0 && about.st_uid != 0 && about.st_uid != geteuid() &&
	               (about.st_mode & S_ISVTX) == 0;

	free(above);
	return foreign;
}

/* By custom a user's own group has the user's number, and nobody else is in it (Debian's adduser, Fedora's useradd). */
static bool group_is_own(gid_t group)
{
	return group == (gid_t)geteuid();
}

enum ts_status place_check_directory(const char *directory, const char *path, char reason[TS_REASON_SIZE])
{
	struct stat about;

	if (stat(directory, &about) != 0)
		return file_fail(reason, file_system_status(errno), "cannot look at '%s': %s", directory,
		                 strerror(errno));
	if (about.st_uid != geteuid() && about.st_uid != 0)
		return file_fail(reason, TS_INVALID, "cannot use '%s': '%s' belongs to another user of this machine",
		                 path, directory);
	if ((about.st_mode & S_ISVTX) != 0)
		return TS_OK;
	if ((about.st_mode & S_IWOTH) != 0)
		return file_fail(reason, TS_INVALID,
		                 "cannot open '%s': everybody may replace files in '%s'; chmod o-w makes it safe", path,
		                 directory);
	if ((about.st_mode & S_IWGRP) != 0 && !group_is_own(about.st_gid))
		return file_fail(reason, TS_INVALID,
		                 "cannot open '%s': a group may replace files in '%s'; chmod g-w makes it safe", path,
		                 directory);
	return TS_OK;
}

/* Where others may replace or remove files, the journal of a crash is not to be trusted. The sticky bit forbids it. */
static enum ts_status directory_check(const char *path, char reason[TS_REASON_SIZE])
{
	char *directory = place_directory(path);

	if (!directory)
		return file_fail(reason, TS_NO_MEMORY, "cannot open '%s': out of memory", path);
	enum ts_status status = place_check_directory(directory, path, reason);
	free(directory);
	return status;
}

/* What SQLite would play back is ours, and a file like any other, or is not there. */
static enum ts_status journals_check(const char *path, char reason[TS_REASON_SIZE])
{
	static const char *const endings[] = { "-journal", "-wal", "-shm" };
	enum ts_status status = TS_OK;

	for (size_t i = 0; i < sizeof endings / sizeof endings[0] && status == TS_OK; i++) {
		struct stat about;
		char *journal;
		if (asprintf(&journal, "%s%s", path, endings[i]) < 0)
			return file_fail(reason, TS_NO_MEMORY, "cannot open '%s': out of memory", path);
		if (lstat(journal, &about) == 0 && about.st_uid != geteuid())
			status = file_fail(reason, TS_INVALID,
			                   "cannot open '%s': '%s' belongs to another user of this machine", path,
			                   journal);
		free(journal);
	}
	return status;
}

enum ts_status place_check(const char *path, char reason[TS_REASON_SIZE])
{
	enum ts_status status = directory_check(path, reason);

	return status == TS_OK ? journals_check(path, reason) : status;
}
