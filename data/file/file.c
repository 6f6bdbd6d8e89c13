/* The database as a file. Must not know SQL: it looks at bytes, before SQLite has the file open. */
#include "data/file/file.h"

#include "data/file/place.h"
#include "data/file/system.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* From https://www.sqlite.org/fileformat2.html: the database header's length and fields, the rollback journal's mark.
 */
enum {
	HEADER_SIZE = 100,
	HEADER_MAGIC_SIZE = 16,
	HEADER_PAGE_SIZE = 16,
	HEADER_VERSION = 60,
	HEADER_APPLICATION = 68,
	JOURNAL_MAGIC_SIZE = 8
};
static const unsigned char journal_magic[JOURNAL_MAGIC_SIZE] = { 0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7 };

enum ts_status file_fail(char reason[TS_REASON_SIZE], enum ts_status status, const char *format, ...)
{
	char line[TS_REASON_SIZE];
	va_list arguments;

	va_start(arguments, format);
	(void)vsnprintf(line, sizeof line, format, arguments);
	va_end(arguments);
	(void)ts_text_clean(line, strlen(line), false, reason, TS_REASON_SIZE);
	return status;
}

enum ts_status file_system_status(int error)
{
	switch (error) {
	case ENOSPC:
	case EDQUOT:
		return TS_FULL;
	case EACCES:
	case EPERM:
	case EROFS:
		return TS_READ_ONLY;
	case ENOMEM:
		return TS_NO_MEMORY;
	case EEXIST:
		return TS_EXISTS;
	case ENOENT:
		return TS_NOT_FOUND;
	case ELOOP:
	case ENOTDIR:
	case ENAMETOOLONG:
	case EISDIR:
		return TS_INVALID;
	default:
		return TS_IO;
	}
}

/* For a system call that has just failed; verb like "make" or "read". */
static enum ts_status system_fail(char reason[TS_REASON_SIZE], const char *verb, const char *path)
{
	int error = errno;
	return file_fail(reason, file_system_status(error), "cannot %s '%s': %s", verb, path, strerror(error));
}

/* One that exists may be refused for another reason first: on a read-only file system, say. */
static enum ts_status directory_make_one(const char *path, char reason[TS_REASON_SIZE])
{
	if (access(path, F_OK) != 0 && place_is_foreign(path))
		return file_fail(reason, TS_INVALID,
		                 "cannot make the directory '%s': the one above it belongs to another user (HOME is "
		                 "that user's?)",
		                 path);
	if (mkdir(path, 0700) == 0 || errno == EEXIST)
		return TS_OK;
	int error = errno;
	if (access(path, F_OK) == 0)
		return TS_OK;
	errno = error;
	return system_fail(reason, "make the directory", path);
}

/* Makes a directory and those above it, each 0700 when new. */
static enum ts_status directory_make(const char *path, char reason[TS_REASON_SIZE])
{
	enum ts_status status = TS_OK;
	char *partial = strdup(path);

	if (!partial)
		return file_fail(reason, TS_NO_MEMORY, "cannot make '%s': out of memory", path);
	for (char *at = partial + 1; status == TS_OK; at++) {
		if (*at != '/' && *at != '\0')
			continue;
		char end = *at;
		*at = '\0';
		status = directory_make_one(partial, reason);
		*at = end;
		if (end == '\0')
			break;
	}
	free(partial);
	return status;
}

/* Splits off the last component: "" and "." name no file. directory is the caller's to free. */
static enum ts_status path_split(const char *path, char **directory, const char **name, char reason[TS_REASON_SIZE])
{
	const char *slash = strrchr(path, '/');

	*name = slash ? slash + 1 : path;
	if (**name == '\0' || strcmp(*name, ".") == 0 || strcmp(*name, "..") == 0) {
		(void)file_fail(reason, TS_INVALID, "cannot use '%s': it names no file", path);
		return TS_INVALID;
	}
	if (!slash)
		*directory = strdup(".");
	else
		*directory = slash == path ? strdup("/") : strndup(path, (size_t)(slash - path));
	if (*directory)
		return TS_OK;
	(void)file_fail(reason, TS_NO_MEMORY, "cannot open '%s': out of memory", path);
	return TS_NO_MEMORY;
}

enum ts_status file_resolve(const char *path, bool create, char **out, char reason[TS_REASON_SIZE])
{
	char *directory = NULL, *real = NULL, *joined = NULL;
	const char *name;
	struct stat link;
	enum ts_status status = path_split(path, &directory, &name, reason);

	if (status != TS_OK)
		goto out;
	if (create)
		status = directory_make(directory, reason);
	if (status != TS_OK)
		goto out;
	/* An existing file is found through its links, so that one kept elsewhere and linked here works. */
	joined = realpath(path, NULL);
	if (joined)
		goto out;
	if (errno != ENOENT) {
		status = system_fail(reason, "open", path);
		goto out;
	}
	if (lstat(path, &link) == 0 && S_ISLNK(link.st_mode)) {
		status = file_fail(reason, TS_INVALID,
		                   "cannot open '%s': it is a symbolic link to a file that is missing", path);
		goto out;
	}
	real = realpath(directory, NULL);
	if (!real)
		status = system_fail(reason, "open", path);
	else if (asprintf(&joined, "%s/%s", strcmp(real, "/") == 0 ? "" : real, name) < 0)
		status = file_fail(reason, TS_NO_MEMORY, "cannot open '%s': out of memory", path);
out:
	free(directory);
	free(real);
	if (status == TS_OK)
		*out = joined;
	return status;
}

static uint32_t big_endian_read(const unsigned char *bytes)
{
	return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

/* Up to size bytes from the beginning; -1 with errno. */
static ssize_t bytes_read(int descriptor, unsigned char *bytes, size_t size)
{
	size_t filled = 0;

	while (filled < size) {
		ssize_t got = pread(descriptor, bytes + filled, size - filled, (off_t)filled);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return -1;
		if (got == 0)
			break;
		filled += (size_t)got;
	}
	return (ssize_t)filled;
}

/* True when a crash, or another process just now, left a rollback journal: then the file's bytes are no evidence yet.
 */
static bool journal_pending(const char *path)
{
	unsigned char magic[JOURNAL_MAGIC_SIZE];
	bool pending = false;
	char *journal;

	if (asprintf(&journal, "%s-journal", path) < 0)
		return false;
	int descriptor = open(journal, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	if (descriptor >= 0) {
		pending = bytes_read(descriptor, magic, sizeof magic) == JOURNAL_MAGIC_SIZE &&
		          memcmp(magic, journal_magic, sizeof magic) == 0;
		(void)close(descriptor);
	}
	free(journal);
	return pending;
}

static enum ts_status header_check(const char *path, const struct file_kind *kind, const unsigned char *header,
                                   off_t file_size, int version, char reason[TS_REASON_SIZE])
{
	size_t size = file_size < HEADER_SIZE ? (size_t)file_size : HEADER_SIZE;
	uint32_t found, page_size;

	if (size < HEADER_MAGIC_SIZE || memcmp(header, "SQLite format 3", HEADER_MAGIC_SIZE) != 0)
		return file_fail(reason, TS_FOREIGN, "cannot open '%s': it is not %s", path, kind->words);
	if (size < HEADER_SIZE)
		return file_fail(reason, TS_DAMAGED, "cannot open '%s': it is damaged, most of it is missing", path);
	if (big_endian_read(header + HEADER_APPLICATION) == FILE_APPLICATION_BEFORE)
		return file_fail(reason, TS_FOREIGN,
		                 "cannot open '%s': its format is of before the first release; it is left as it is: "
		                 "what made it "
		                 "writes it out ('export --format json'), and 'import --format json' takes it",
		                 path);
	if (big_endian_read(header + HEADER_APPLICATION) != kind->application)
		return file_fail(reason, TS_FOREIGN, "cannot open '%s': it is the database of another program", path);
	found = big_endian_read(header + HEADER_VERSION);
	if (found > INT32_MAX)
		return file_fail(reason, TS_DAMAGED, "cannot open '%s': it is damaged, it has no valid version", path);
	if (found > (uint32_t)version)
		return file_fail(
		        reason, TS_NEWER,
		        "cannot open '%s': it was made by a newer timesheet (its format is %u, this program knows %d)",
		        path, found, version);
	/* SQLite finds missing pages, but fills up a last one that is cut. 1 stands for 65536. */
	page_size = (uint32_t)header[HEADER_PAGE_SIZE] << 8 | header[HEADER_PAGE_SIZE + 1];
	if (page_size == 1)
		page_size = 65536;
	if (page_size < 512 || file_size % page_size != 0)
		return file_fail(reason, TS_DAMAGED, "cannot open '%s': it is damaged, its end is missing", path);
	return TS_OK;
}

enum ts_status file_examine(const char *path, int version, char reason[TS_REASON_SIZE])
{
	static const struct file_kind timesheet = { FILE_APPLICATION, "a timesheet database" };

	return file_examine_kind(path, &timesheet, version, reason);
}

enum ts_status file_examine_kind(const char *path, const struct file_kind *kind, int version,
                                 char reason[TS_REASON_SIZE])
{
	unsigned char header[HEADER_SIZE] = { 0 };
	struct stat about;
	enum ts_status status = place_check(path, reason);

	if (status != TS_OK)
		return status;
	/* Without O_NONBLOCK a named pipe would hold us for ever. */
	int descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	if (descriptor < 0)
		return system_fail(reason, "open", path);
	ssize_t size = -1;
	if (fstat(descriptor, &about) != 0) {
		status = system_fail(reason, "look at", path);
	} else if (!S_ISREG(about.st_mode)) {
		status = file_fail(reason, TS_INVALID, "cannot open '%s': it is not a regular file", path);
	} else if (about.st_uid != geteuid()) {
		status = file_fail(reason, TS_INVALID, "cannot open '%s': it belongs to another user of this machine",
		                   path);
	} else if (about.st_nlink > 1) {
		status = file_fail(
		        reason, TS_INVALID,
		        "cannot open '%s': it has another name too (a hard link), under which changes would be lost",
		        path);
	} else if (about.st_size == 0) {
		status =
		        file_fail(reason, TS_EMPTY,
		                  "cannot open '%s': it has 0 bytes, what was in it is lost; it was not touched", path);
	} else {
		size = bytes_read(descriptor, header, sizeof header);
		status = size < 0 ? system_fail(reason, "read", path) : TS_OK;
		/* Shorter than it was a moment ago: what was read is what counts. */
		if (size < (ssize_t)sizeof header)
			about.st_size = size;
	}
	(void)close(descriptor);
	if (status == TS_OK)
		status = header_check(path, kind, header, about.st_size, version, reason);
	/* Looked for after the header was read: a commit that ended between the two left a sound header anyway. */
	if ((status == TS_FOREIGN || status == TS_NEWER || status == TS_DAMAGED) && journal_pending(path))
		status = TS_OK;
	return status;
}

enum ts_status file_create(const char *path, char reason[TS_REASON_SIZE])
{
	int descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);

	if (descriptor < 0)
		return system_fail(reason, "make", path);
	if (close(descriptor) != 0)
		return system_fail(reason, "make", path);
	return TS_OK;
}

enum ts_status file_publish(const char *made, const char *path, char reason[TS_REASON_SIZE])
{
	int error = system_rename_new(made, path);

	if (error == 0)
		return file_sync_directory(path, reason);
	errno = error;
	if (error != ENOSYS)
		return system_fail(reason, "make", path);
	/* Links are known everywhere else. */
	if (link(made, path) != 0)
		return system_fail(reason, "make", path);
	if (unlink(made) != 0)
		return system_fail(reason, "remove", made);
	return file_sync_directory(path, reason);
}

/* fsync of anything that open can read. */
static enum ts_status descriptor_sync(const char *path, int flags, char reason[TS_REASON_SIZE])
{
	enum ts_status status = TS_OK;
	int descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | flags);

	if (descriptor < 0)
		return system_fail(reason, "open", path);
	if (fsync(descriptor) != 0)
		status = system_fail(reason, "save", path);
	(void)close(descriptor);
	return status;
}

enum ts_status file_sync(const char *path, char reason[TS_REASON_SIZE])
{
	return descriptor_sync(path, 0, reason);
}

bool file_sync_journal(const char *path)
{
	char *journal, reason[TS_REASON_SIZE];

	if (asprintf(&journal, "%s-journal", path) < 0)
		return false;
	enum ts_status status = descriptor_sync(journal, 0, reason);
	free(journal);
	return status == TS_OK || status == TS_NOT_FOUND;
}

enum ts_status file_make_directory(const char *path, char reason[TS_REASON_SIZE])
{
	enum ts_status status = directory_make_one(path, reason);

	/* Even if it was there: whoever made it may have been killed before this. */
	return status == TS_OK ? file_sync_directory(path, reason) : status;
}

enum ts_status file_sync_path(const char *path, char reason[TS_REASON_SIZE])
{
	enum ts_status status = TS_OK;
	char *above = place_directory(path);

	if (!above)
		return file_fail(reason, TS_NO_MEMORY, "cannot make '%s': out of memory", path);
	while (status == TS_OK && strcmp(above, "/") != 0) {
		char *slash = strrchr(above, '/');
		slash[slash == above] = '\0';
		int descriptor = open(above, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
		/* What we may not even read was there before us; and not every file system can sync. */
		if (descriptor >= 0 && fsync(descriptor) != 0 && errno != EINVAL && errno != EROFS)
			status = system_fail(reason, "save", above);
		if (descriptor >= 0)
			(void)close(descriptor);
	}
	free(above);
	return status;
}

enum ts_status file_sync_directory(const char *path_in_it, char reason[TS_REASON_SIZE])
{
	enum ts_status status;
	char *directory = place_directory(path_in_it);

	if (!directory)
		return file_fail(reason, TS_NO_MEMORY, "cannot save '%s': out of memory", path_in_it);
	status = descriptor_sync(directory, O_DIRECTORY, reason);
	free(directory);
	return status;
}

void file_remove(const char *path)
{
	char *journal;

	(void)unlink(path);
	if (asprintf(&journal, "%s-journal", path) < 0)
		return;
	(void)unlink(journal);
	free(journal);
}

bool file_is_backup(const char *path)
{
	static const char directory[] = "/backups";
	const char *name = strrchr(path, '/');
	size_t above = name ? (size_t)(name - path) : 0;

	if (strstr(name ? name : path, ".before-"))
		return true;
	return above >= sizeof directory - 1 &&
	       strncmp(name - (sizeof directory - 1), directory, sizeof directory - 1) == 0;
}

bool file_directory_writable(const char *path_in_it)
{
	char *directory = place_directory(path_in_it);
	/* Without memory for the question: the next write will answer it. */
	bool writable = !directory || faccessat(AT_FDCWD, directory, W_OK | X_OK, AT_EACCESS) == 0;

	free(directory);
	return writable;
}
