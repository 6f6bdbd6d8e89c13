/* The copies of a file that were made beside it without anybody giving them a name. */
#include "data/file/backup.h"
#include "data/file/file.h"
#include "data/file/store.h"
#include "data/pure/array.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Which names a directory's copies have. */
struct place {
	const char *within;             /* of the database's own directory */
	const char *after;              /* stands behind the database's name */
	bool (*fits)(const char *rest); /* what follows; NULL: anything */
};

/* "2026-10-01", and what a backup is called until it is finished. */
static bool begins_as_date(const char *rest)
{
	static const char form[] = "dddd-dd-dd";

	for (size_t i = 0; i < sizeof form - 1; i++) {
		bool digit = rest[i] >= '0' && rest[i] <= '9';
		if (form[i] == 'd' ? !digit : rest[i] != form[i])
			return false;
	}
	const char *end = rest + sizeof form - 1;
	return *end == '\0' || strncmp(end, BACKUP_PART, sizeof BACKUP_PART - 1) == 0;
}

static const struct place places[] = {
	{ "backups", ".", begins_as_date },
	{ ".", ".before-", NULL },
};

static bool is_file(int directory, const char *name)
{
	struct stat about;

	return fstatat(directory, name, &about, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(about.st_mode);
}

static enum ts_status path_add(struct ts_copies *copies, size_t *room, const char *directory, const char *name)
{
	if (!array_room(&copies->paths, room, copies->count + 1, sizeof *copies->paths) ||
	    asprintf(&copies->paths[copies->count], "%s/%s", directory, name) < 0)
		return TS_NO_MEMORY;
	copies->count++;
	return TS_OK;
}

static enum ts_status place_list(const char *directory, const char *base, const struct place *place,
                                 struct ts_copies *copies, size_t *room)
{
	const size_t base_size = strlen(base), after_size = strlen(place->after);
	DIR *stream = opendir(directory);
	enum ts_status status = TS_OK;
	const struct dirent *entry;

	/* A directory that is not there has no copies. */
	if (!stream)
		return errno == ENOENT ? TS_OK : TS_IO;
	while (status == TS_OK && (entry = readdir(stream))) {
		const char *name = entry->d_name;
		if (strncmp(name, base, base_size) != 0 || strncmp(name + base_size, place->after, after_size) != 0 ||
		    (place->fits && !place->fits(name + base_size + after_size)) || !is_file(dirfd(stream), name))
			continue;
		status = path_add(copies, room, directory, name);
	}
	(void)closedir(stream);
	return status;
}

static int path_compare(const void *left, const void *right)
{
	return strcmp(*(char *const *)left, *(char *const *)right);
}

enum ts_status ts_copies_read(ts_store *store, struct ts_copies *out)
{
	const char *slash = strrchr(store->path, '/'), *base = slash ? slash + 1 : store->path;
	struct ts_copies copies = { 0 };
	size_t room = 0;
	enum ts_status status = TS_OK;

	for (size_t i = 0; i < sizeof places / sizeof places[0] && status == TS_OK; i++) {
		char *directory;
		if (asprintf(&directory, "%.*s/%s", slash ? (int)(slash - store->path) : 1, slash ? store->path : ".",
		             places[i].within) < 0) {
			status = TS_NO_MEMORY;
			break;
		}
		status = place_list(directory, base, &places[i], &copies, &room);
		if (status == TS_IO)
			status = store_fail(store, TS_IO, "cannot read '%s'", directory);
		free(directory);
	}
	if (status != TS_OK) {
		ts_copies_release(&copies);
		return status == TS_NO_MEMORY ? store_fail(store, status, "cannot look for copies: out of memory")
		                              : status;
	}
	if (copies.count > 1)
		qsort(copies.paths, copies.count, sizeof *copies.paths, path_compare);
	*out = copies;
	return TS_OK;
}

enum ts_status ts_copies_remove(ts_store *store, const struct ts_copies *copies, size_t *removed)
{
	enum ts_status status = TS_OK;

	*removed = 0;
	for (size_t i = 0; i < copies->count; i++) {
		file_remove(copies->paths[i]);
		if (access(copies->paths[i], F_OK) == 0)
			status = store_fail(store, TS_IO, "cannot remove '%s'", copies->paths[i]);
		else
			++*removed;
	}
	return status;
}

void ts_copies_release(struct ts_copies *copies)
{
	for (size_t i = 0; i < copies->count; i++)
		free(copies->paths[i]);
	free(copies->paths);
	*copies = (struct ts_copies){ 0 };
}
