/* A small disk and a disk that cannot be written, for this process and what it starts: a file system in memory, mounted
 * in a namespace of its own. */
#ifndef TIMESHEET_TESTS_PROGRAM_SUPPORT_MOUNT_H
#define TIMESHEET_TESTS_PROGRAM_SUPPORT_MOUNT_H

#include "support.h"

/* For main, before anything is mounted. False: this machine does not allow it; said why. */
bool mounts_begin(void);
/* A disk of so many KiB where the sandbox keeps its database. */
void disk_mount(const struct sandbox *sandbox, int kilobytes);
void disk_resize(const struct sandbox *sandbox, int kilobytes);
void disk_unmount(const struct sandbox *sandbox);
/* What stands at path can only be read from now on; until it is released. */
void read_only_mount(const char *path);
/* A file in such a directory that can be written nevertheless. Before the directory. */
void itself_mount(const char *path);
void itself_unmount(const char *path);
/* A file stands in the place of another until that is released. */
void file_mount(const char *file, const char *place);
/* From now on no process here can watch files. False: this kernel has no such limit. */
bool watches_forbid(void);

#endif
