/* One look at what was logged. */
#include "data/lookup/reading.h"

#include "data/file/store.h"
#include "data/lookup/settings.h"
#include "data/rows/record_month.h"
#include "data/rows/record_state.h"

#include <stdlib.h>

static size_t apart(int64_t left, int64_t right)
{
	return (size_t)(left > right ? left - right : right - left);
}

static enum ts_status damage_count(ts_store *store, struct kept *kept)
{
	const struct record_activities *rows = &kept->catalogue.rows;
	const struct detail before = store_detail_keep(store);
	struct state state;
	int64_t months = 0;
	enum ts_status status = record_state_read(store, &state);

	/* What is there is shown all the same. */
	if (status == TS_DAMAGED) {
		store_detail_restore(store, &before);
		kept->damaged = 1 + rows->damaged;
		return TS_OK;
	}
	if (status == TS_OK)
		status = record_month_count(store, &months);
	if (status != TS_OK)
		return status;
	kept->damaged = rows->damaged +
	                apart(state.tally.counts[TALLY_ACTIVITY], (int64_t)(rows->count + rows->damaged)) +
	                apart(state.tally.counts[TALLY_MONTH], months);
	return TS_OK;
}

enum ts_status reading_hold(ts_store *store, struct kept **out)
{
	struct kept *kept = kept_find(store);
	enum ts_status status;

	if (kept) {
		*out = kept;
		return TS_OK;
	}
	kept = calloc(1, sizeof *kept);
	if (!kept)
		return TS_NO_MEMORY;
	status = settings_read(store, &kept->settings, &kept->settings_damaged);
	if (status == TS_OK)
		status = catalogue_read(store, &kept->catalogue);
	if (status == TS_OK)
		status = damage_count(store, kept);
	if (status != TS_OK) {
		free(kept);
		return status;
	}
	kept_keep(store, kept);
	*out = kept;
	return TS_OK;
}

enum ts_status reading_begin(struct reading *reading, ts_store *store, ts_time now)
{
	struct kept *kept;
	enum ts_status status = store_require_login(store);

	if (status == TS_OK)
		status = store_read_begin(store);
	if (status != TS_OK)
		return status;
	status = reading_hold(store, &kept);
	if (status != TS_OK) {
		store_read_end(store);
		return status;
	}
	*reading = (struct reading){ store, now, &kept->settings, &kept->catalogue, kept };
	return TS_OK;
}

void reading_end(struct reading *reading)
{
	kept_release(reading->kept);
	store_read_end(reading->store);
}

enum ts_status ts_read_together(ts_store *store, ts_reader *read, void *context)
{
	struct reading reading;
	enum ts_status status = reading_begin(&reading, store, 0);

	if (status != TS_OK)
		return status;
	status = read(context);
	reading_end(&reading);
	return status;
}

enum ts_status ts_settings_read(ts_store *store, struct ts_settings *out)
{
	struct reading reading;
	enum ts_status status = reading_begin(&reading, store, 0);

	if (status != TS_OK)
		return status;
	if (reading.kept->settings_damaged)
		status = settings_fail(store);
	else
		*out = *reading.settings;
	reading_end(&reading);
	return status;
}
