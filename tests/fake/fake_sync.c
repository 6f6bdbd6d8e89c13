/* The fake's hub: what is known of it, and a conversation in which it has not answered yet. */
#include "inside.h"

#include <stdlib.h>
#include <string.h>

struct ts_sync {
	ts_store *store;
	const struct user *user;
};

enum ts_status ts_sync_add(ts_store *store, const char *url, const char *device, ts_time now)
{
	size_t url_size = strlen(url), device_size = strlen(device);
	enum ts_status status = fake_write(store);
	if (status != TS_OK)
		return status;
	if (url_size >= TS_URL_SIZE || device_size >= TS_ORIGIN_SIZE)
		return TS_TOO_LONG;
	if (url_size == 0 || device_size == 0)
		return TS_INVALID;
	struct user *user = store->current;
	if (user->has_hub)
		return TS_EXISTS;
	const struct state *state = user->state;
	/* Besides the rows the password is sent. */
	int64_t rows = (int64_t)(state->log_count + state->revision_count);
	/* Off has no row. */
	for (size_t i = 0; i < state->activity_count; i++)
		rows += !state->activities[i].off;
	user->has_hub = true;
	user->hub = (struct ts_sync_info){ .unsent_since = now, .rows = rows, .unsent = rows + 1 };
	memcpy(user->hub.url, url, url_size);
	memcpy(user->hub.device, device, device_size);
	return TS_OK;
}

enum ts_status ts_sync_remove(ts_store *store)
{
	enum ts_status status = fake_write(store);
	if (status == TS_OK && !store->current->has_hub)
		status = TS_NOT_FOUND;
	if (status == TS_OK)
		store->current->has_hub = false;
	return status;
}

enum ts_status ts_sync_pause(ts_store *store, bool paused)
{
	enum ts_status status = fake_write(store);
	if (status == TS_OK && !store->current->has_hub)
		status = TS_NOT_FOUND;
	if (status == TS_OK && store->current->hub.paused == paused)
		status = TS_UNCHANGED;
	if (status == TS_OK)
		store->current->hub.paused = paused;
	return status;
}

enum ts_status ts_sync_read(ts_store *store, struct ts_sync_info *out)
{
	enum ts_status status = fake_read(store);
	if (status == TS_OK && !store->current->has_hub)
		status = TS_NOT_FOUND;
	if (status == TS_OK)
		*out = store->current->hub;
	return status;
}

enum ts_status ts_devices_read(ts_store *store, struct ts_devices *out)
{
	enum ts_status status = fake_read(store);
	if (status == TS_OK && !store->current->has_hub)
		status = TS_NOT_FOUND;
	if (status != TS_OK)
		return status;
	struct ts_devices devices = { calloc(1, sizeof *devices.at), 1 };
	if (!devices.at)
		return TS_NO_MEMORY;
	devices.at[0] = (struct ts_device){ .id = { { 1 } }, .self = true, .compared = true, .same = true };
	memcpy(devices.at[0].name, store->current->hub.device, sizeof devices.at[0].name);
	*out = devices;
	return TS_OK;
}

/* It has no others. */
enum ts_status ts_device_forget(ts_store *store, struct ts_id device)
{
	static const struct ts_id self = { { 1 } };
	enum ts_status status = fake_write(store);
	if (status == TS_OK && !store->current->has_hub)
		status = TS_NOT_FOUND;
	if (status != TS_OK)
		return status;
	return ts_id_equal(device, self) ? TS_INVALID : TS_NOT_FOUND;
}

enum ts_status ts_sync_again(ts_store *store, ts_time now)
{
	enum ts_status status = fake_write(store);
	if (status == TS_OK && !store->current->has_hub)
		status = TS_NOT_FOUND;
	if (status != TS_OK)
		return status;
	struct ts_sync_info *hub = &store->current->hub;
	hub->unsent = hub->rows + 1;
	hub->unsent_since = now;
	return TS_OK;
}

void ts_devices_release(struct ts_devices *devices)
{
	free(devices->at);
	*devices = (struct ts_devices){ 0 };
}

enum ts_status ts_sync_begin(ts_store *store, ts_sync **out)
{
	enum ts_status status = fake_read(store);
	if (status == TS_OK && !store->current->has_hub)
		status = TS_NOT_FOUND;
	if (status == TS_OK && store->current->hub.paused)
		status = TS_UNCHANGED;
	ts_sync *sync = status == TS_OK ? malloc(sizeof *sync) : NULL;
	if (status != TS_OK)
		return status;
	if (!sync)
		return TS_NO_MEMORY;
	*sync = (ts_sync){ store, store->current };
	*out = sync;
	return TS_OK;
}

enum ts_status ts_sync_receive(ts_sync *sync, const void *bytes, size_t size)
{
	(void)sync;
	(void)bytes;
	return size > 0 ? TS_INVALID : TS_OK;
}

enum ts_status ts_sync_step(ts_sync *sync, size_t rows, ts_time now, struct ts_sync_step *out)
{
	(void)rows;
	(void)now;
	enum ts_status status = fake_read(sync->store);
	if (status == TS_OK && sync->store->current != sync->user)
		status = TS_LOGGED_OUT;
	if (status == TS_OK && !sync->user->has_hub)
		status = TS_NOT_FOUND;
	if (status != TS_OK)
		return status;
	*out = (struct ts_sync_step){ .state = sync->user->hub.paused ? TS_SYNC_PAUSED : TS_SYNC_GREETING,
		                      .unsent = sync->user->hub.unsent };
	return TS_OK;
}

const void *ts_sync_output(const ts_sync *sync, size_t *size)
{
	(void)sync;
	*size = 0;
	return NULL;
}

void ts_sync_sent(ts_sync *sync, size_t size)
{
	(void)sync;
	(void)size;
}

void ts_sync_end(ts_sync *sync)
{
	free(sync);
}

enum ts_status ts_sync_url(ts_store *store, const char *user, char out[TS_URL_SIZE])
{
	const struct user *found = fake_user_find(store, user);
	if (!found || !found->has_hub)
		return TS_NOT_FOUND;
	memcpy(out, found->hub.url, TS_URL_SIZE);
	return TS_OK;
}
