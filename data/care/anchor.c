/* Whether this machine has seen more changes of a file than are in it: what the anchors say, and saying it anew. */
#include "data/care/anchor.h"

#include "data/file/anchor_file.h"
#include "data/file/store.h"
#include "data/rows/record_state.h"
#include "data/rows/state.h"

#include <stdlib.h>
#include <string.h>

/* How many changes of a device that this machine has seen are not in the file. As many, and others: 1. */
static int64_t device_lacks(const ts_store *store, const struct state *state, const struct state_device *device,
                            const struct anchor *anchor)
{
	unsigned char digest[ANCHOR_DIGEST_SIZE], unknown[ANCHOR_DIGEST_SIZE] = { 0 };

	if (anchor->changes != device->changes || device != state_own(state))
		return anchor->changes > device->changes ? anchor->changes - device->changes : 0;
	anchor_digest(store, state->tally.sums[TALLY_TRAVELS], digest);
	return memcmp(anchor->digest, unknown, sizeof unknown) != 0 &&
	       memcmp(anchor->digest, digest, sizeof digest) != 0;
}

/* A device whose file stood in this one's place, of which this one knows nothing. */
struct gone {
	const struct state *state;
	unsigned char place[ANCHOR_DIGEST_SIZE];
	bool forget;
};

static void gone_look(ts_store *store, const struct ts_id *device, void *context)
{
	const struct gone *gone = context;

	if (state_changes_of(gone->state, device) > 0)
		return;
	struct anchor anchor = anchor_read(store, device);
	if (anchor.changes == 0 || memcmp(anchor.place, gone->place, sizeof gone->place) != 0)
		return;
	if (gone->forget) {
		memset(anchor.place, 0, sizeof anchor.place);
		(void)anchor_write(store, device, &anchor);
	} else {
		store->behind += anchor.changes;
	}
}

static void gone_visit(ts_store *store, const struct state *state, bool forget)
{
	struct gone gone = { .state = state, .forget = forget };

	anchor_place(store, gone.place);
	anchor_visit_all(store, gone_look, &gone);
}

/* What a state says, compared with the anchors. */
static void compare(ts_store *store, const struct state *state)
{
	store->behind = 0;
	for (size_t i = 0; i < state->device_count; i++) {
		const struct state_device *device = &state->devices[i];
		const struct anchor anchor = anchor_read(store, &device->id);
		store->behind += device_lacks(store, state, device, &anchor);
		/* It comes from elsewhere, where it may go on: here it is another. */
		if (device == state_own(state))
			store->device_anew = anchor.changes == 0;
	}
	gone_visit(store, state, false);
}

void anchor_look(ts_store *store)
{
	enum { LOOKS_MOST = 100 };
	const struct detail kept = store_detail_keep(store);
	struct state state = { 0 }, again;

	store->behind = 0;
	store->anchor_looked = true;
	store->device_anew = false;
	if (!anchor_possible(store) || record_state_read(store, &again) != TS_OK)
		goto out;
	/* Others may commit between the look at the state and that at the anchors, which are then ahead of it. */
	for (int i = 0; i < LOOKS_MOST && again.changes != state.changes; i++) {
		state = again;
		compare(store, &state);
		if (store->behind == 0)
			break;
		store_read_anew(store);
		if (record_state_read(store, &again) != TS_OK)
			break;
	}
out:
	store_detail_restore(store, &kept);
}

void anchor_begin(ts_store *store)
{
	struct state state;
	const struct detail kept = store_detail_keep(store);

	if (anchor_possible(store) && record_state_read(store, &state) == TS_OK) {
		struct anchor anchor = { .changes = state_own(&state)->changes };
		anchor_digest(store, state.tally.sums[TALLY_TRAVELS], anchor.digest);
		anchor_place(store, anchor.place);
		(void)anchor_write(store, &state_own(&state)->id, &anchor);
	}
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

/* The file goes on as a device of its own: of those that it is behind it is no copy any more. */
static enum ts_status branch(ts_store *store, struct state *state)
{
	const struct ts_id device = crypt_random_id();
	size_t kept = 0;

	for (size_t i = 0; i < state->device_count; i++) {
		const struct anchor anchor = anchor_read(store, &state->devices[i].id);
		if (device_lacks(store, state, &state->devices[i], &anchor) == 0)
			state->devices[kept++] = state->devices[i];
	}
	state->device_count = kept;
	state_become(state, &device);
	return record_state_write(store, state);
}

static bool branch_confirm(ts_store *store, const void *context)
{
	const struct state *written = context;
	struct state present;

	return record_state_read(store, &present) == TS_OK &&
	       ts_id_equal(state_own(&present)->id, state_own(written)->id);
}

enum ts_status ts_anchor_accept(ts_store *store)
{
	struct state state;
	enum ts_status status = store_require_login(store);

	if (status == TS_OK && store->behind == 0)
		return TS_OK;
	if (status == TS_OK)
		status = store_begin(store);
	if (status != TS_OK)
		return status;
	status = record_state_read(store, &state);
	if (status == TS_OK)
		status = branch(store, &state);
	int64_t behind = store->behind;
	store->behind = 0;
	if (status == TS_OK)
		gone_visit(store, &state, true);
	status = store_end(store, status, branch_confirm, &state);
	if (status != TS_OK)
		store->behind = behind;
	else if (anchor_read(store, &state_own(&state)->id).changes == 0)
		/* Without it the file would be another one at each login. */
		status = store_fail(store, TS_IO, "the anchor in '%s' cannot be written", store->anchors);
	return status;
}
