/* Which hub there is, how far its exchange is, and who else takes part. */
#include "data/file/anchor_file.h"
#include "data/file/store.h"
#include "data/lookup/settings.h"
#include "data/pure/text.h"
#include "data/rows/record_activity.h"
#include "data/rows/record_log.h"
#include "data/rows/record_note.h"
#include "data/rows/record_state.h"
#include "data/sync/turn.h"

#include <stdlib.h>
#include <string.h>

/* ---- adding and removing */

static enum ts_status hub_make(ts_store *store, const char *url, const char *device, ts_time now)
{
	struct hub_row hub = { .paused = false };
	struct state state;
	enum ts_status status = hub_row_read(store, &hub);

	if (status != TS_NOT_FOUND)
		return status == TS_OK ? TS_EXISTS : status;
	status = record_state_read(store, &state);
	if (status != TS_OK)
		return status;
	hub = (struct hub_row){ .device = state_own(&state)->id };
	memcpy(hub.url, url, strlen(url));
	(void)ts_text_clean(device, strlen(device), false, hub.name, sizeof hub.name);
	/* Whoever writes after this transaction queues what is written. */
	status = hub_row_queue_all(store, &hub, &state, now);
	if (status == TS_OK)
		status = hub_row_write(store, &hub);
	return status == TS_OK ? record_state_write(store, &state) : status;
}

static bool hub_there(ts_store *store, const void *context)
{
	struct hub_row hub;

	return hub_row_read(store, &hub) == TS_OK && strcmp(hub.url, context) == 0;
}

enum ts_status ts_sync_add(ts_store *store, const char *url, const char *device, ts_time now)
{
	enum ts_status status = store_require_login(store);
	size_t url_size = strlen(url), device_size = strlen(device);

	if (status == TS_OK && (url_size >= TS_URL_SIZE || device_size >= TS_ORIGIN_SIZE))
		status = TS_TOO_LONG;
	if (status == TS_OK &&
	    (url_size == 0 || device_size == 0 || !text_valid(url, url_size) || !text_valid(device, device_size)))
		status = TS_INVALID;
	if (status == TS_OK)
		status = store_begin(store);
	return status == TS_OK ? store_end(store, hub_make(store, url, device, now), hub_there, url) : status;
}

static enum ts_status hub_forget(ts_store *store)
{
	struct hub_row hub;
	enum ts_status status = hub_row_read(store, &hub);

	/* One that does not verify is removed like any other. */
	if (status != TS_OK && status != TS_DAMAGED)
		return status;
	status = hub_row_delete(store);
	anchor_heads_forget(store);
	if (status == TS_OK)
		status = record_queue_clear(store);
	return status == TS_OK ? device_rows_clear(store) : status;
}

enum ts_status ts_sync_remove(ts_store *store)
{
	enum ts_status status = store_require_login(store);

	if (status == TS_OK)
		status = store_begin(store);
	return status == TS_OK ? store_end(store, hub_forget(store), NULL, NULL) : status;
}

static enum ts_status all_queue(ts_store *store, ts_time now)
{
	struct hub_row hub;
	struct state state;
	enum ts_status status = hub_row_read(store, &hub);

	if (status == TS_OK)
		status = record_state_read(store, &state);
	if (status == TS_OK)
		status = hub_row_queue_all(store, &hub, &state, now);
	if (status == TS_OK)
		status = hub_row_write(store, &hub);
	return status == TS_OK ? record_state_write(store, &state) : status;
}

enum ts_status ts_sync_again(ts_store *store, ts_time now)
{
	enum ts_status status = store_require_login(store);

	if (status == TS_OK)
		status = store_begin(store);
	return status == TS_OK ? store_end(store, all_queue(store, now), NULL, NULL) : status;
}

static enum ts_status hub_pause(ts_store *store, bool paused)
{
	struct hub_row hub;
	enum ts_status status = hub_row_read(store, &hub);

	if (status != TS_OK || hub.paused == paused)
		return status == TS_OK ? TS_UNCHANGED : status;
	hub.paused = paused;
	return hub_row_write(store, &hub);
}

enum ts_status ts_sync_pause(ts_store *store, bool paused)
{
	enum ts_status status = store_require_login(store);

	if (status == TS_OK)
		status = store_begin(store);
	return status == TS_OK ? store_end(store, hub_pause(store, paused), NULL, NULL) : status;
}

/* ---- how far it is */

static enum ts_status note_version(ts_store *store, const struct ts_id *id, uint64_t *version)
{
	unsigned char *plain = NULL;
	struct row_note row;
	enum ts_status status = record_note_read(store, id, &plain, &row);

	if (status == TS_OK)
		*version = row.version;
	free(plain);
	return status;
}

static enum ts_status queued_version(ts_store *store, const struct state *state, const struct queued *queued,
                                     uint64_t *version)
{
	struct row_activity activity;
	struct ts_settings settings;
	struct row_log log;
	enum ts_status status = TS_NOT_FOUND;

	switch (queued->kind) {
	case OUTBOX_ACTIVITY:
		status = record_activity_read(store, &queued->id, &activity);
		*version = status == TS_OK ? row_version_activity(&activity) : 0;
		break;
	case OUTBOX_LOG:
		status = record_log_read(store, &queued->id, &log);
		*version = status == TS_OK ? row_version_log(&log) : 0;
		break;
	case OUTBOX_NOTE:
		status = note_version(store, &queued->id, version);
		break;
	case OUTBOX_SETTING:
		status = settings_row_read(store, state, &settings, version);
		break;
	case OUTBOX_SLOTS:
		/* They have no version. */
		*version = state->clock;
		status = TS_OK;
		break;
	default:
		break;
	}
	return status;
}

/* When a row was changed is in its versions. What was queued for another reason waits since then. */
static enum ts_status since_read(ts_store *store, const struct state *state, const struct hub_row *hub, ts_time *out)
{
	const struct detail before = store_detail_keep(store);
	struct queued first;
	uint64_t version = 0;
	size_t count = 0;
	enum ts_status status = record_queue_list(store, 0, 1, &first, &count);

	if (status != TS_OK || count == 0)
		return status;
	status = queued_version(store, state, &first, &version);
	ts_time changed = (ts_time)(version >> 21);
	*out = changed > hub->queued ? changed : hub->queued;
	/* One that is damaged or gone was changed at some time. */
	if (status == TS_DAMAGED || status == TS_NOT_FOUND) {
		store_detail_restore(store, &before);
		status = TS_OK;
	}
	return status;
}

/* A keyring that no password has opened here yet says that there is a later key. */
static bool later_key_waits(ts_store *store)
{
	struct keyring candidate;

	return keyring_candidate_read(store, &store->identity->user, &candidate) == TS_OK &&
	       keyring_epoch(&candidate) > store->identity->keys.epoch;
}

static enum ts_status info_read(ts_store *store, struct ts_sync_info *out)
{
	struct hub_row hub;
	struct state state;
	struct ts_sync_info info = { .paused = false };
	enum ts_status status = hub_row_read(store, &hub);

	if (status == TS_OK)
		status = record_state_read(store, &state);
	if (status == TS_OK)
		status = record_queue_count(store, &info.unsent);
	if (status == TS_OK)
		status = since_read(store, &state, &hub, &info.unsent_since);
	if (status != TS_OK)
		return status;
	(void)ts_text_clean(hub.url, strlen(hub.url), false, info.url, sizeof info.url);
	memcpy(info.device, hub.name, sizeof info.device);
	memcpy(info.former, hub.former, sizeof info.former);
	info.paused = hub.paused;
	info.rows = state.tally.counts[TALLY_ACTIVITY] + state.tally.counts[TALLY_LOG] +
	            state.tally.counts[TALLY_NOTE] + state.tally.counts[TALLY_LEDGER];
	info.locked_out = later_key_waits(store);
	info.junk = hub.junk;
	info.healed = hub.healed;
	info.left = hub.left;
	info.oversize = hub.oversize;
	*out = info;
	return TS_OK;
}

enum ts_status ts_sync_read(ts_store *store, struct ts_sync_info *out)
{
	enum ts_status status = store_require_login(store);

	if (status == TS_OK)
		status = store_read_begin(store);
	if (status != TS_OK)
		return status;
	status = info_read(store, out);
	store_read_end(store);
	return status;
}

bool ts_sync_waits(const ts_store *store)
{
	return store->queued;
}

/* ---- devices */

static int devices_compare(const void *left, const void *right)
{
	const struct ts_device *a = left, *b = right;
	int order = strcmp(a->name, b->name);

	if (a->self != b->self)
		return a->self ? -1 : 1;
	return order != 0 ? order : memcmp(a->id.bytes, b->id.bytes, TS_ID_SIZE);
}

static struct ts_device device_of(const struct device_row *row)
{
	struct ts_device device = { .id = row->id,
		                    .heard = row->heard,
		                    .compared = row->compared,
		                    .same = row->compared && row->same,
		                    .missing = row->missing,
		                    .forked = row->forked,
		                    .forgotten = row->forgotten,
		                    .ahead = row->ahead,
		                    .generation = row->generation };

	(void)ts_text_clean(row->name, strlen(row->name), false, device.name, sizeof device.name);
	return device;
}

static enum ts_status devices_read(ts_store *store, struct device_rows *rows, struct ts_devices *out)
{
	struct hub_row hub;
	enum ts_status status = hub_row_read(store, &hub);

	if (status == TS_OK)
		status = device_rows_read(store, rows);
	if (status != TS_OK)
		return status;
	struct ts_devices devices = { .at = calloc(rows->count + 1, sizeof *devices.at), .count = rows->count + 1 };
	if (!devices.at)
		return TS_NO_MEMORY;
	devices.at[0] = (struct ts_device){ .id = hub.device, .self = true, .compared = true, .same = true };
	memcpy(devices.at[0].name, hub.name, sizeof hub.name);
	for (size_t i = 0; i < rows->count; i++)
		devices.at[i + 1] = device_of(&rows->at[i]);
	qsort(devices.at, devices.count, sizeof *devices.at, devices_compare);
	*out = devices;
	return TS_OK;
}

enum ts_status ts_devices_read(ts_store *store, struct ts_devices *out)
{
	enum ts_status status = store_require_login(store);
	struct device_rows *rows = status == TS_OK ? malloc(sizeof *rows) : NULL;

	if (status == TS_OK && !rows)
		status = TS_NO_MEMORY;
	if (status == TS_OK)
		status = store_read_begin(store);
	if (status == TS_OK) {
		status = devices_read(store, rows, out);
		store_read_end(store);
	}
	free(rows);
	return status;
}

void ts_devices_release(struct ts_devices *devices)
{
	free(devices->at);
	*devices = (struct ts_devices){ 0 };
}

static enum ts_status row_forget(ts_store *store, const struct ts_id *device, struct device_rows *rows)
{
	struct hub_row hub;
	enum ts_status status = hub_row_read(store, &hub);

	if (status == TS_OK && ts_id_equal(hub.device, *device))
		status = TS_INVALID;
	if (status == TS_OK)
		status = device_rows_read(store, rows);
	if (status != TS_OK)
		return status;
	struct device_row *row = device_row_find(rows, device);
	if (!row || row->forgotten)
		return row ? TS_UNCHANGED : TS_NOT_FOUND;
	row->forgotten = true;
	return device_row_write(store, row);
}

enum ts_status ts_device_forget(ts_store *store, struct ts_id device)
{
	enum ts_status status = store_require_login(store);
	struct device_rows *rows = status == TS_OK ? malloc(sizeof *rows) : NULL;

	if (status == TS_OK && !rows)
		status = TS_NO_MEMORY;
	if (status == TS_OK)
		status = store_begin(store);
	if (status == TS_OK)
		status = store_end(store, row_forget(store, &device, rows), NULL, NULL);
	free(rows);
	return status;
}
