/* What opens a user's timesheet at a moment: a password and a recovery code, each known by its number. */
#ifndef TIMESHEET_TESTS_POWER_ACCOUNT_H
#define TIMESHEET_TESTS_POWER_ACCOUNT_H

#include "data/timesheet.h"

#define ACCOUNT_NAME "ada"

enum { ACCOUNT_PASSWORD_SIZE = 32 };

struct account {
	int password; /* 0: there is no such user yet */
	int code;
	char code_text[TS_RECOVERY_SIZE];
};

void account_password(int number, char out[ACCOUNT_PASSWORD_SIZE]);
/* Logs in; waits, by the clock that is handed on, where wrong passwords were tried. */
enum ts_status account_login(ts_store *store, const struct account *account, ts_time now);
/* Whether the slot of a password or code opens, without logging in or changing it. */
bool account_password_opens(ts_store *store, int number, ts_time now);
bool account_code_opens(ts_store *store, const char *code, ts_time now);

#endif
