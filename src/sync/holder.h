/*
 * Which process speaks with the hub: of all that have the database open, one for each user, by a lock that the kernel
 * drops when the process ends. Two at once would do no harm, and no good. Nothing is ever written into the file.
 */
#ifndef TIMESHEET_SRC_SYNC_HOLDER_H
#define TIMESHEET_SRC_SYNC_HOLDER_H

#include <stdbool.h>

/* The file's name is the database's and this. */
#define HOLDER_SUFFIX ".sync"

struct holder;

/* The file "DATABASE.sync" is made, 0600, if it is missing. Never NULL. */
struct holder *holder_create(const char *database);
void holder_destroy(struct holder *holder); /* lets go; accepts NULL */
/* True: this process has it for that user, whose it stays until holder_release. Where there are no locks, it has it. */
bool holder_take(struct holder *holder, const char *user);
/* Whether some process has it for that user. The file is not made. */
bool holder_found(const char *database, const char *user);
/* Lets go, and touches the file, so that who watches the directory tries. */
void holder_release(struct holder *holder);

#endif
