/*
 * The database as a file: its path, its making, what it is before SQLite sees it. Knows neither SQL nor users. Private
 * to data/.
 *
 * POSIX locks end when any descriptor of the file is closed: nothing here may be called for a database that this
 * process has open, but for file_make_directory, file_sync_directory, file_sync_path, file_sync_journal and
 * file_remove.
 */
#ifndef TIMESHEET_DATA_FILE_H
#define TIMESHEET_DATA_FILE_H

#include "data/timesheet.h"

enum {
	/* "tsh2", at offset 68 of the file (https://www.sqlite.org/fileformat2.html#application_id). */
	FILE_APPLICATION = 0x74736832,
	/* "tsht": of before the first release. Its rows are sealed in another way; it is left as it is. */
	FILE_APPLICATION_BEFORE = 0x74736874
};

/* What an errno means. */
enum ts_status file_system_status(int error);
/* Formats one clean line into reason and returns status. */
enum ts_status file_fail(char reason[TS_REASON_SIZE], enum ts_status status, const char *format, ...)
        __attribute__((format(printf, 3, 4)));

/* The path with its symbolic links resolved, for the caller to free. With create, missing directories are made, 0700.
 * The file itself may be missing. TS_INVALID, TS_NOT_FOUND (its directory), TS_READ_ONLY, TS_IO, TS_NO_MEMORY. */
enum ts_status file_resolve(const char *path, bool create, char **out, char reason[TS_REASON_SIZE]) TS_MUST_CHECK;

/* Whose a file is by its header, and what it is to people: "a timesheet database". */
struct file_kind {
	uint32_t application;
	const char *words;
};
/* Looks at a resolved path without changing it. TS_OK: a regular file of ours with our header, no newer than version
 * (or a crash left a journal beside it, and SQLite has to mend it before anybody can tell). TS_NOT_FOUND, TS_INVALID,
 * TS_EMPTY, TS_FOREIGN, TS_NEWER, TS_DAMAGED (cut short), TS_READ_ONLY (we may not even read it), TS_IO. */
enum ts_status file_examine(const char *path, int version, char reason[TS_REASON_SIZE]) TS_MUST_CHECK;
/* The same for a database of another kind than the timesheet's. */
enum ts_status file_examine_kind(const char *path, const struct file_kind *kind, int version,
                                 char reason[TS_REASON_SIZE]) TS_MUST_CHECK;

/* Makes a directory at a resolved path, 0700, unless it is there, and its name durable. TS_READ_ONLY, TS_FULL, TS_IO,
 * TS_NO_MEMORY. */
enum ts_status file_make_directory(const char *path, char reason[TS_REASON_SIZE]) TS_MUST_CHECK;
/* Makes an empty file, 0600. TS_EXISTS, TS_READ_ONLY, TS_FULL, TS_IO. */
enum ts_status file_create(const char *path, char reason[TS_REASON_SIZE]) TS_MUST_CHECK;
/* Gives a finished file its name, never over another one: TS_EXISTS. */
enum ts_status file_publish(const char *made, const char *path, char reason[TS_REASON_SIZE]) TS_MUST_CHECK;
/* Makes durable a file's content, and a directory's names. */
enum ts_status file_sync(const char *path, char reason[TS_REASON_SIZE]) TS_MUST_CHECK;
enum ts_status file_sync_directory(const char *path_in_it, char reason[TS_REASON_SIZE]) TS_MUST_CHECK;
/* Makes durable the names of the directories above a resolved path, which may all be new. */
enum ts_status file_sync_path(const char *path, char reason[TS_REASON_SIZE]) TS_MUST_CHECK;
/* Makes durable a database's rollback journal, if there is one. */
bool file_sync_journal(const char *path) TS_MUST_CHECK;
/* Removes a database that was never used, and its journal. */
void file_remove(const char *path);
/* Whether a journal could be made beside the file. */
bool file_directory_writable(const char *path_in_it);
/* True for what this program makes beside a database: a file in a directory "backups", or NAME.before-...: it is looked
 * into, and stays as it is. */
bool file_is_backup(const char *path);

#endif
