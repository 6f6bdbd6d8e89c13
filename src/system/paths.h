/* Where the database lives, and what is kept of it elsewhere. */
#ifndef TIMESHEET_SRC_SYSTEM_PATHS_H
#define TIMESHEET_SRC_SYSTEM_PATHS_H

#include <stddef.h>

/* The database's file: chosen if it is not NULL, else timesheet/timesheet.db in the user's data directory (XDG Base
 * Directory Specification 0.8: $XDG_DATA_HOME, or ~/.local/share). Nothing is made: who makes the file makes its
 * directories. The caller frees it. NULL: there is no home or no
 * memory, or an address was chosen; reason then says which in one line. */
char *paths_database(const char *chosen, char *reason, size_t size);

/* The directory of the anchors (ts_anchor_use): timesheet/anchors in the user's directory for what a program remembers
 * ($XDG_STATE_HOME, or ~/.local/state), which nobody backs up or syncs together with the database. Nothing is made. The
 * caller frees it. NULL: there is no home. */
char *paths_anchors(void);

/* The directory of this machine's hub: timesheet/hub in the user's data directory. Nothing is made. The caller frees
 * it. NULL: there is no home. */
char *paths_hub(void);
char *paths_config(void); /* the configuration file, which need not be there; NULL as for the others */

#endif
