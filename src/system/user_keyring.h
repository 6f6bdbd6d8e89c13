/* The kernel's keyring of the user, as a vault for tickets. */
#ifndef TIMESHEET_SRC_SYSTEM_USER_KEYRING_H
#define TIMESHEET_SRC_SYSTEM_USER_KEYRING_H

#include "data/timesheet.h"

/* NULL: this system has none. */
const struct ts_vault *user_keyring(void);

#endif
