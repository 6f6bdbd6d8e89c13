/* Whether this machine has seen more changes of a file than are in it: what the anchor says, and saying it anew. */
#include "data/care/anchor.h"

#include "data/file/anchor_file.h"
#include "data/file/store.h"
#include "data/rows/record_state.h"
#include "data/rows/state.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void anchor_look(ts_store *store)
{
	struct state state;

	store->behind = 0;
	store->anchor_looked = true;
	int descriptor = anchor_open(store, false);
	if (descriptor < 0)
		return;
	/* The anchor first: what is committed after it was read can only be more. */
	int64_t anchored = anchor_changes_read(store, descriptor);
	(void)close(descriptor);
	const struct detail kept = store_detail_keep(store);
	if (record_state_read(store, &state) == TS_OK && anchored > state.changes)
		store->behind = anchored - state.changes;
	store_detail_restore(store, &kept);
}

enum ts_status ts_anchor_use(ts_store *store, const char *directory)
{
	char *copy = directory ? strdup(directory) : NULL;

	if (directory && !copy)
		return store_fail(store, TS_NO_MEMORY, "cannot remember '%s': out of memory", directory);
	free(store->anchors);
	store->anchors = copy;
	store->behind = 0;
	store->anchor_looked = false;
	return TS_OK;
}

enum ts_status ts_anchor_read(ts_store *store, int64_t *behind)
{
	enum ts_status status = store_require_login(store);

	if (status != TS_OK)
		return status;
	/* The login has just looked: a command asks once. */
	if (!store->anchor_looked)
		anchor_look(store);
	store->anchor_looked = false;
	*behind = store->behind;
	return TS_OK;
}

enum ts_status ts_anchor_accept(ts_store *store)
{
	struct state state;
	enum ts_status status = store_require_login(store);

	if (status == TS_OK)
		status = record_state_read(store, &state);
	if (status != TS_OK)
		return status;
	bool behind = store->behind > 0;
	store->behind = 0;
	int descriptor = anchor_open(store, true);
	bool written = descriptor >= 0 && anchor_changes_write(store, descriptor, state.changes);
	if (descriptor >= 0)
		(void)close(descriptor);
	/* Where there can be no anchor, nothing has to be put right. */
	return written || !behind ? TS_OK
	                          : store_fail(store, TS_IO, "the anchor in '%s' cannot be written", store->anchors);
}
