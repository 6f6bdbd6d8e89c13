/*
 * How many screens of a user are open on a database: each holds a lock on a byte of a file beside it, which the kernel
 * drops when the process ends, however it ends. Nothing is ever written into the file.
 */
#ifndef TIMESHEET_SRC_SYSTEM_PRESENCE_H
#define TIMESHEET_SRC_SYSTEM_PRESENCE_H

#include <stdbool.h>

/* The file's name is the database's and this. */
#define PRESENCE_SUFFIX ".terminals"

struct presence;

/* The file "DATABASE.terminals" is made, 0600, if it is missing. Never NULL; where the file cannot be made or the file
 * system has no such locks, the count stays 0. */
struct presence *presence_create(const char *database);
void presence_destroy(struct presence *presence); /* leaves; accepts NULL */
/* From now on this process shows that user's timesheet; "" for nobody's. True: it showed another one's before; the file
 * is touched then, so that others look again. */
bool presence_show(struct presence *presence, const char *user);
/* Screens of that user, this one included; 0: not known. */
int presence_count(const struct presence *presence);

#endif
