/* Who is logged in, and that nobody is any more. */
#include "data/users/lock.h"

#include "data/file/store.h"
#include "data/lookup/kept.h"
#include "data/report/balance.h"
#include "data/rows/log_cache.h"

void identity_caches_forget(ts_store *store)
{
	balance_forget(store);
	kept_forget(store);
	log_cache_forget(store);
}

void identity_forget(ts_store *store)
{
	ts_secret_free(store->identity);
	store->identity = NULL;
	/* Another file that was not this user's may be the next one's. */
	store->judged = (struct file_mark){ 0 };
	identity_caches_forget(store);
}

void ts_lock(ts_store *store)
{
	bool unlocked = store->identity != NULL;

	identity_forget(store);
	if (unlocked)
		crypt_wipe_stack();
}

bool ts_key_gone(const ts_store *store)
{
	return store->identity && store->identity->gone;
}

bool ts_logged_in(const ts_store *store)
{
	return store->identity != NULL;
}

const char *ts_user_name(const ts_store *store)
{
	return store->identity ? store->identity->name : "";
}
