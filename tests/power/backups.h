/* The copies beside a database: which there are, and whether they are whole. */
#ifndef TIMESHEET_TESTS_POWER_BACKUPS_H
#define TIMESHEET_TESTS_POWER_BACKUPS_H

#include "account.h"

#include <stdbool.h>
#include <stddef.h>

/* The directory is not there at first. */
#define BACKUPS_HOME "home"
#define BACKUPS_NAME "timesheet.db"
#define BACKUPS_DATABASE BACKUPS_HOME "/" BACKUPS_NAME

enum { BACKUPS_MOST = 64, BACKUPS_NAME_SIZE = 96, BACKUPS_REASON_SIZE = 256 };

/* By their paths below the directory of the database. */
struct backups {
	char names[BACKUPS_MOST][BACKUPS_NAME_SIZE];
	size_t count;
};

/* All files that bear the name of a backup, those not finished left out. */
void backups_list(const char *directory, struct backups *out);
/* Whether a cut left each backup that there was as it was (or, unless all must stay, not at all if it is gone now), and
 * any new one whole: with what the database held. now: the directory as it is with the power on. */
bool backups_check(const struct backups *were, const char *now, const char *left, bool stay, const char *held,
                   const struct account *account, char reason[BACKUPS_REASON_SIZE]);
/* A cut left a database of the version that was, or a backup of that version beside it. */
bool backups_check_version(const char *left, int was, char reason[BACKUPS_REASON_SIZE]);

#endif
