/*
 * Locks of bytes by which processes tell each other whose they are: in a file beside the database, into which nothing
 * is ever written. The kernel drops them when a process ends, however it ends.
 */
#ifndef TIMESHEET_SRC_SYSTEM_USER_LOCK_H
#define TIMESHEET_SRC_SYSTEM_USER_LOCK_H

#include <stdbool.h>

/* Places that each user has: the most that can be held of one user's. */
enum { USER_LOCK_PLACES = 64 };

/* A descriptor of the file "DATABASESUFFIX", for the caller to close; -1: there is none. It is made, 0600, if wanted.
 */
int user_lock_open(const char *database, const char *suffix, bool make);

enum user_lock { USER_LOCK_TAKEN, USER_LOCK_HELD /* by another process */, USER_LOCK_NONE /* no such locks here */ };
enum user_lock user_lock_take(int descriptor, const char *user, int place);
void user_lock_drop(int descriptor, const char *user, int place);
/* Whether somebody else holds it: another process, or another descriptor of this one. */
bool user_lock_is_held(int descriptor, const char *user, int place);
/* So that who watches the directory looks again. */
void user_lock_touch(int descriptor);

#endif
