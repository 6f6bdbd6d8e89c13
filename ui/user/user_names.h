/* The names of a database's users, as the login offers them. Case does not matter. */
#ifndef TIMESHEET_UI_USER_NAMES_H
#define TIMESHEET_UI_USER_NAMES_H

#include "data/timesheet.h"

bool user_names_hold(const struct ts_users *users, const char *name);
/* Those that begin with what is typed, two spaces between them; where they need more columns, as many as fit whole, and
 * then more. */
void user_names_list(const struct ts_users *users, const char *typed, int columns, const char *more, char *out,
                     size_t size);
/* The only one that begins with what is typed, and is more; else NULL. Borrowed from users. */
const char *user_names_complete(const struct ts_users *users, const char *typed);

#endif
