/* What must hold of a database, whatever happened to it: all that a user sees of it, as one text to compare. */
#ifndef TIMESHEET_TESTS_POWER_PROBE_H
#define TIMESHEET_TESTS_POWER_PROBE_H

#include "account.h"

/* Opens a database as anybody would, and tells what it holds: which of the accounts' passwords and codes open it, what
 * ts_check counts in it and an audit finds, logs, activities, notes, drafts, settings; then what the last two steps of
 * undo and redo and the folding of the inbox make of it. What fails or is unsound stands in it behind a "!". For the
 * caller to free.
 *
 * The database is changed by it. */
char *probe(const char *path, const struct account *accounts, int count);
/* Nothing in it failed. */
bool probe_is_sound(const char *text);
/* What it says when an audit finds rows missing, or others than there were: after a migration down, until they are
 * accepted, and never else. */
#define PROBE_UNSOUND "unsound"
/* The version of its tables, old ones not migrated; -1: it cannot be read. */
int probe_version(const char *path);

#endif
