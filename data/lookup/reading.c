/* One look at what was logged. */
#include "data/lookup/reading.h"

#include "data/file/store.h"
#include "data/lookup/owed.h"
#include "data/lookup/settings.h"
#include "data/rows/record_all.h"
#include "data/rows/record_state.h"

#include <stdlib.h>
#include <string.h>

static size_t apart(int64_t left, int64_t right)
{
	return (size_t)(left > right ? left - right : right - left);
}

/* How many rows more or fewer than told; at least 1 if they are others. */
static size_t other(size_t count, const unsigned char *told, const unsigned char *found)
{
	return count > 0 || crypt_equal(told, found, TALLY_SIZE) ? count : 1;
}

/* What each reader rests on, whatever days it shows: activities, settings and rows of months are those that were last
 * written. */
static void damage_set(struct kept *kept, const struct tally *told, const struct tally *found)
{
	const struct record_activities *rows = &kept->catalogue.rows;
	size_t settings_missing = apart(told->counts[TALLY_SETTING], found->counts[TALLY_SETTING]);
	size_t count = rows->damaged + (size_t)kept->settings_damaged + settings_missing +
	               apart(told->counts[TALLY_ACTIVITY], found->counts[TALLY_ACTIVITY]);

	/* A new user's would be taken for hers. */
	kept->settings_damaged = kept->settings_damaged || settings_missing > 0;

	kept->damaged_months = other(apart(told->counts[TALLY_MONTH], found->counts[TALLY_MONTH]),
	                             told->sums[TALLY_MONTHS], found->sums[TALLY_MONTHS]);
	kept->damaged = other(count, told->sums[TALLY_COMMON], found->sums[TALLY_COMMON]) + kept->damaged_months;
	kept->ledger_told = true;
	kept->ledger_count = told->counts[TALLY_LEDGER];
	memcpy(kept->ledger_sum, told->sums[TALLY_OWED], sizeof kept->ledger_sum);
}

/* settings: as they were found. state: NULL when it does not verify. */
static enum ts_status damage_count(ts_store *store, struct kept *kept, struct state *state,
                                   const struct tally *settings)
{
	struct tally found = kept->catalogue.rows.found;

	/* What is there is shown all the same. */
	if (!state) {
		kept->damaged_months = 1;
		kept->damaged = 1 + kept->catalogue.rows.damaged + (size_t)kept->settings_damaged;
		/* The machine's half of them stood there. */
		kept->settings_damaged = true;
		return TS_OK;
	}
	tally_merge(&found, settings);
	enum ts_status status = record_all_of(store, TALLY_MONTH, &found);
	if (status != TS_OK)
		return status;
	/* In an action the state is written last. */
	if (store->writing)
		tally_merge(&state->tally, &store->identity->pending);
	damage_set(kept, &state->tally, &found);
	return TS_OK;
}

static enum ts_status kept_fill(ts_store *store, struct kept *kept)
{
	const struct detail before = store_detail_keep(store);
	struct tally settings = { .counts = { 0 } };
	struct state state;
	enum ts_status status = record_state_read(store, &state);
	struct state *whole = status == TS_OK ? &state : NULL;

	if (status == TS_DAMAGED) {
		store_detail_restore(store, &before);
		status = TS_OK;
	}
	if (status == TS_OK)
		status = settings_read(store, whole, &kept->settings, &kept->settings_damaged, &settings);
	if (status == TS_OK)
		status = catalogue_read(store, &kept->catalogue);
	return status == TS_OK ? damage_count(store, kept, whole, &settings) : status;
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
	status = kept_fill(store, kept);
	if (status != TS_OK) {
		kept_destroy(kept);
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
		status = owed_settings(store, reading.kept, out);
	reading_end(&reading);
	return status;
}
