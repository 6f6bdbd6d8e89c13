/* One transaction of a conversation with a hub. */
#include "data/sync/turn.h"

#include "data/file/store.h"
#include "data/rows/record_state.h"

#include <stdio.h>
#include <string.h>

enum ts_status turn_queue_all(struct turn *turn)
{
	turn->hub_dirty = turn->state_dirty = turn->renewed = true;
	return hub_row_queue_all(turn->store, &turn->hub, &turn->state, turn->now);
}

/* "desk 2", or the first of such names. */
void turn_rename(struct turn *turn)
{
	struct hub_row *hub = &turn->hub;
	size_t stem = strlen(hub->name), digits = 0;

	while (digits < stem && hub->name[stem - digits - 1] >= '0' && hub->name[stem - digits - 1] <= '9')
		digits++;
	if (digits > 0 && digits < stem && hub->name[stem - digits - 1] == ' ')
		stem -= digits + 1;
	for (int number = 2; number < 2 + FRAME_DEVICES + 1; number++) {
		char name[TS_ORIGIN_SIZE];
		size_t room = sizeof name - sizeof " 99";
		bool taken = false;
		(void)snprintf(name, sizeof name, "%.*s %d", (int)(stem < room ? stem : room), hub->name, number);
		for (size_t i = 0; i < turn->devices.count && !taken; i++)
			taken = strcmp(turn->devices.at[i].name, name) == 0;
		if (taken)
			continue;
		memcpy(hub->name, name, sizeof hub->name);
		turn->hub_dirty = true;
		return;
	}
}

/* The device that this file was is one of the others from now on. */
static void former_keep(struct turn *turn)
{
	struct hub_row *hub = &turn->hub;
	/* Who has never sent anything is nobody to be heard of. */
	struct device_row *row = hub->counter > 0 ? device_row_make(&turn->devices, &hub->device) : NULL;

	if (!row)
		return;
	row->counter = hub->counter;
	memcpy(row->frames[0], hub->before, sizeof hub->before);
	memcpy(row->name, hub->name, sizeof row->name);
	row->settled = row->compared = false;
	turn->device_dirty[row - turn->devices.at] = true;
}

enum ts_status turn_become(struct turn *turn, bool copied)
{
	struct hub_row *hub = &turn->hub;

	former_keep(turn);
	if (copied) {
		const struct ts_id device = crypt_random_id();
		state_become(&turn->state, &device);
		memcpy(hub->former, hub->name, sizeof hub->former);
		turn_rename(turn);
		turn->events |= TS_SYNC_COPY;
	}
	hub->device = state_own(&turn->state)->id;
	hub->counter = 0;
	memset(hub->before, 0, sizeof hub->before);
	return turn_queue_all(turn);
}

/* A file that was brought here from elsewhere, or taken from a backup, is another device from its first change on. */
static enum ts_status device_follow(struct turn *turn)
{
	ts_store *store = turn->store;

	if (store->device_anew || !state_own(&turn->state)) {
		const struct ts_id device = crypt_random_id();
		state_become(&turn->state, &device);
		turn->anew = store->device_anew;
		store->device_anew = false;
		turn->state_dirty = true;
	}
	return ts_id_equal(turn->hub.device, state_own(&turn->state)->id) ? TS_OK : turn_become(turn, false);
}

enum ts_status turn_begin(struct turn *turn, ts_store *store, ts_time now)
{
	enum ts_status status = store_begin(store);

	if (status != TS_OK)
		return status;
	memset(turn, 0, sizeof *turn);
	turn->store = store;
	turn->now = now;
	status = record_state_read(store, &turn->state);
	if (status == TS_OK)
		status = hub_row_read(store, &turn->hub);
	if (status == TS_OK)
		status = device_rows_read(store, &turn->devices);
	turn->clock = turn->state.clock;
	if (status == TS_OK)
		status = device_follow(turn);
	return status == TS_OK ? TS_OK : turn_end(turn, status);
}

enum ts_status turn_settle(struct turn *turn)
{
	bool dirty = turn->state_dirty || turn->state.clock != turn->clock;

	turn->state_dirty = false;
	turn->clock = turn->state.clock;
	return dirty ? record_state_write(turn->store, &turn->state) : TS_OK;
}

enum ts_status turn_end(struct turn *turn, enum ts_status status)
{
	for (size_t i = 0; i < turn->devices.count && status == TS_OK; i++) {
		if (!turn->device_dirty[i])
			continue;
		status = device_row_write(turn->store, &turn->devices.at[i]);
	}
	if (status == TS_OK && turn->hub_dirty)
		status = hub_row_write(turn->store, &turn->hub);
	/* Whoever asks again merges the same: what is not known to be committed is as good as not. */
	status = store_end(turn->store, status, NULL, NULL);
	if (status == TS_OK)
		turn_heads_keep(turn);
	turn->store->device_anew = turn->store->device_anew || (turn->anew && status != TS_OK);
	return status;
}
