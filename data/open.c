/* A store, opened and closed. */
#include "data/actions/memory_draft.h"
#include "data/care/replaced.h"
#include "data/file/file.h"
#include "data/file/safe.h"
#include "data/file/schema.h"
#include "data/file/store.h"
#include "data/users/lock.h"

#include <stdlib.h>
#include <string.h>

enum ts_status ts_open_with(const char *path, const struct ts_opening *how, ts_time now, char reason[TS_REASON_SIZE],
                            ts_store **out)
{
	ts_store *store = calloc(1, sizeof *store);
	enum ts_status status;

	if (!store)
		return file_fail(reason, TS_NO_MEMORY, "cannot open '%s': out of memory", path);
	safe_begin();
	if (!crypt_start()) {
		status = store_fail(store, TS_IO, "cannot open '%s': this machine gives no random numbers", path);
		goto out;
	}
	crypt_random(&store->maker, sizeof store->maker);
	store->waiting = how->waiting;
	store->lean = how->lean;
	store->waiting_context = how->context;
	if (how->patience > 0)
		ts_patience_set(store, how->patience);
	status = file_resolve(path, how->create, &store->path, store->detail);
	if (status != TS_OK)
		goto out;
	status = file_examine(store->path, SCHEMA_LATEST, store->detail);
	if (status == TS_NOT_FOUND && how->create) {
		status = file_sync_path(store->path, store->detail);
		if (status == TS_OK)
			status = schema_make(store);
		/* Another process was faster: then it is there. */
		if (status == TS_OK || status == TS_EXISTS)
			status = file_examine(store->path, SCHEMA_LATEST, store->detail);
	}
	if (status == TS_OK)
		status = store_connect(store);
	store->holds = how->hold;
	if (status == TS_OK)
		status = schema_admit(store, !how->quickly, now);
	if (status != TS_OK)
		goto out;
	store->detail[0] = '\0';
	store->follow = replaced_follow;
	store_note(store);
	*out = store;
out:
	if (status != TS_OK) {
		memcpy(reason, store->detail, TS_REASON_SIZE);
		ts_close(store);
	}
	return status;
}

enum ts_status ts_open(const char *path, bool create, ts_time now, char reason[TS_REASON_SIZE], ts_store **out)
{
	return ts_open_with(path, &(struct ts_opening){ .create = create }, now, reason, out);
}

enum ts_status ts_open_quickly(const char *path, bool create, ts_time now, char reason[TS_REASON_SIZE], ts_store **out)
{
	return ts_open_with(path, &(struct ts_opening){ .create = create, .quickly = true }, now, reason, out);
}

void ts_close(ts_store *store)
{
	if (!store)
		return;
	/* Mostly the process ends here: what is left on its stack goes with it. */
	identity_forget(store);
	store_rollback(store);
	store_disconnect(store);
	memory_drafts_free(store);
	free(store->month_changes);
	free(store->anchors);
	free(store->path);
	free(store);
}
