/* What opens a user's timesheet. */
#include "account.h"

#include "data/users/auth.h"

#include <stdio.h>

void account_password(int number, char out[ACCOUNT_PASSWORD_SIZE])
{
	(void)snprintf(out, ACCOUNT_PASSWORD_SIZE, "password number %d", number);
}

static enum ts_status login_begin(ts_store *store, int number, ts_time now, ts_auth **out)
{
	char password[ACCOUNT_PASSWORD_SIZE];

	account_password(number, password);
	return ts_login_begin(store, ACCOUNT_NAME, password, now + ts_auth_wait(store, ACCOUNT_NAME, now), out);
}

enum ts_status account_login(ts_store *store, const struct account *account, ts_time now)
{
	ts_auth *auth = NULL;
	enum ts_status status = login_begin(store, account->password, now, &auth);

	if (status != TS_OK)
		return status;
	ts_auth_run(auth);
	status = ts_auth_finish(store, auth);
	ts_auth_destroy(auth);
	return status;
}

/* What run found, for a job that begin began. */
static bool job_opens(enum ts_status begun, ts_auth *auth)
{
	if (begun != TS_OK)
		return false;
	ts_auth_run(auth);
	bool opens = auth->status == TS_OK;
	ts_auth_destroy(auth);
	return opens;
}

bool account_password_opens(ts_store *store, int number, ts_time now)
{
	ts_auth *auth = NULL;
	enum ts_status status = login_begin(store, number, now, &auth);

	return job_opens(status, auth);
}

bool account_code_opens(ts_store *store, const char *code, ts_time now)
{
	ts_auth *auth = NULL;
	enum ts_status status = ts_recover_begin(store, ACCOUNT_NAME, code, "never to be set",
	                                         now + ts_auth_wait(store, ACCOUNT_NAME, now), &auth);

	return job_opens(status, auth);
}
