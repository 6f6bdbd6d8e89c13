/* What the calls tell the disk's model, and what it answers. Private to disk*.c. */
#ifndef TIMESHEET_TESTS_POWER_DISK_MODEL_H
#define TIMESHEET_TESTS_POWER_DISK_MODEL_H

#include <stdbool.h>
#include <stddef.h>

enum disk_kind { DISK_WRITE, DISK_TRUNCATE, DISK_SYNC, DISK_MAKE, DISK_NAME, DISK_REMOVE };

/* An operation is about to be: the power may fail here, and the call may have to. Returns 0, or the error it fails
 * with. */
int disk_operation(enum disk_kind kind);

/* Whether a path, or what a descriptor is of, is on the disk. */
bool disk_has(const char *path);
bool disk_has_open(int descriptor);

/* What was done, after it was done. of: the descriptor of a regular file. */
void disk_wrote(int of, size_t offset, const void *bytes, size_t size);
void disk_truncated(int of, size_t size);
/* A file's bytes, or the names in a directory. */
void disk_synced(int of);
/* The sync failed: what it was for is there or not from now on, whatever is synced later. */
void disk_sync_failed(int of);
void disk_made(const char *path, bool directory);
void disk_renamed(const char *from, const char *to);
void disk_linked(const char *from, const char *to);
void disk_removed(const char *path);

/* Links disk_calls.c into whoever uses the disk. */
void disk_calls_take_over(void);

#endif
