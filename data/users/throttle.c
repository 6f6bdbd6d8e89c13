/* The growing delay after wrong passwords. Must not know how they are checked. */
#include "data/users/throttle.h"

#include "data/file/store.h"

#include <string.h>

enum { FREE_FAILURES = 3, WAIT_MOST = 60, FAILURES_MOST = 1000000 };

int64_t throttle_wait(const struct user *user, ts_time now)
{
	ts_time wait = WAIT_MOST;

	/* Before any sum: a file may say anything. */
	if (user->failures < FREE_FAILURES)
		return 0;
	if (user->failures < FREE_FAILURES + 6)
		wait = (ts_time)1 << (user->failures - FREE_FAILURES);
	wait *= TS_SECOND;
	if (user->failed_at > now)
		return wait;
	return user->failed_at <= now - wait ? 0 : user->failed_at + wait - now;
}

static enum ts_status failures_write(ts_store *store, const struct ts_id *user, int64_t failures, ts_time failed_at)
{
	struct query query = statement_start(store, STATEMENT_USER_FAILURES);
	enum ts_status status;

	statement_bind_integer(&query, failures);
	statement_bind_integer(&query, failed_at);
	statement_bind_id(&query, user);
	status = statement_run(&query, 1);
	statement_finish(&query);
	return status;
}

enum ts_status throttle_count(ts_store *store, const struct user *user, ts_time now)
{
	int64_t wait = throttle_wait(user, now);
	int64_t failures = user->failures < 0 ? 0 : user->failures > FAILURES_MOST ? FAILURES_MOST : user->failures;

	if (wait > 0)
		return store_fail(store, TS_WAIT, "too many wrong passwords: wait %lld s",
		                  (long long)((wait + 999) / 1000));
	return failures_write(store, &user->id, failures + 1, now);
}

enum ts_status throttle_clear(ts_store *store, const struct ts_id *user)
{
	return failures_write(store, user, 0, 0);
}

enum ts_status throttle_forgive(ts_store *store, const struct user *user)
{
	return failures_write(store, &user->id, user->failures > 0 ? user->failures - 1 : 0, user->failed_at);
}

struct adjusting {
	const struct user *user;
	ts_time now;
};

static enum ts_status adjust(ts_store *store, const void *context)
{
	const struct adjusting *adjusting = context;

	return failures_write(store, &adjusting->user->id, adjusting->user->failures, adjusting->now);
}

void throttle_adjust(ts_store *store, const struct user *user, ts_time now)
{
	const struct adjusting adjusting = { user, now };

	/* The caller's words stay. */
	if (user->failed_at > now && !store->read_only)
		(void)store_write_quietly(store, adjust, &adjusting);
}
