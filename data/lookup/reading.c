/* One look at what was logged. */
#include "data/lookup/reading.h"

#include "data/file/store.h"
#include "data/lookup/owed.h"
#include "data/lookup/settings.h"
#include "data/rows/month_heads.h"
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

/* What each reader rests on, whatever days it shows: activities and settings are those that were last written. */
static void damage_set(struct kept *kept, const struct tally *told, const struct tally *found)
{
	const struct record_activities *rows = &kept->catalogue.rows;
	size_t settings_missing = apart(told->counts[TALLY_SETTING], found->counts[TALLY_SETTING]);
	size_t count = rows->damaged + (size_t)kept->settings_damaged + settings_missing +
	               apart(told->counts[TALLY_ACTIVITY], found->counts[TALLY_ACTIVITY]);

	/* A new user's would be taken for hers. */
	kept->settings_damaged = kept->settings_damaged || settings_missing > 0;

	kept->damaged = other(count, told->sums[TALLY_COMMON], found->sums[TALLY_COMMON]);
	kept->ledger_told = true;
	kept->ledger_count = told->counts[TALLY_LEDGER];
	memcpy(kept->ledger_sum, told->sums[TALLY_OWED], sizeof kept->ledger_sum);
}

static void months_damage(struct kept *kept, size_t damaged)
{
	kept->damaged_months = damaged;
	kept->damaged += damaged;
	kept->months_added = true;
}

/* Whether all rows of months are those that the state told of. */
static enum ts_status months_compare(ts_store *store, struct kept *kept)
{
	struct tally found = { .counts = { 0 } };
	enum ts_status status = record_all_of(store, TALLY_MONTH, &found);

	if (status == TS_OK)
		months_damage(kept, other(apart(kept->months_count, found.counts[TALLY_MONTH]), kept->months_sum,
		                          found.sums[TALLY_MONTHS]));
	return status;
}

/* told: with what the transaction has written, for in an action the state is written last. */
static void months_tell(ts_store *store, struct kept *kept, const struct tally *told)
{
	kept->months_count = told->counts[TALLY_MONTH];
	memcpy(kept->months_sum, told->sums[TALLY_MONTHS], TALLY_SIZE);
	kept->changes = sqlite3_total_changes(store->database);
}

/* settings: as they were found. whole: all months are looked at. state: NULL when it does not verify. */
static enum ts_status damage_count(ts_store *store, struct kept *kept, struct state *state,
                                   const struct tally *settings, bool whole)
{
	struct tally found = kept->catalogue.rows.found;

	/* What is there is shown all the same. */
	if (!state) {
		kept->damaged = kept->catalogue.rows.damaged + (size_t)kept->settings_damaged;
		months_damage(kept, 1);
		/* The machine's half of them stood there. */
		kept->settings_damaged = true;
		return TS_OK;
	}
	tally_merge(&found, settings);
	/* In an action the state is written last. */
	if (store->writing)
		tally_merge(&state->tally, &store->identity->pending);
	damage_set(kept, &state->tally, &found);
	months_tell(store, kept, &state->tally);
	if (whole)
		return months_compare(store, kept);
	return month_heads_read(store, &state->tally);
}

/* The same for readers that come later: this store may have written since. */
static enum ts_status months_add(ts_store *store, struct kept *kept)
{
	const struct detail before = store_detail_keep(store);
	struct state state;

	if (kept->changes == sqlite3_total_changes(store->database))
		return months_compare(store, kept);
	enum ts_status status = record_state_read(store, &state);
	if (status == TS_DAMAGED) {
		store_detail_restore(store, &before);
		months_damage(kept, 1);
		return TS_OK;
	}
	if (status != TS_OK)
		return status;
	if (store->writing)
		tally_merge(&state.tally, &store->identity->pending);
	months_tell(store, kept, &state.tally);
	return months_compare(store, kept);
}

enum ts_status reading_prove(const struct reading *reading)
{
	if (reading->kept->months_added || month_heads_prove(reading->store))
		return TS_OK;
	return months_add(reading->store, reading->kept);
}

static enum ts_status kept_fill(ts_store *store, struct kept *kept, bool all)
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
	return status == TS_OK ? damage_count(store, kept, whole, &settings, all) : status;
}

static enum ts_status kept_hold(ts_store *store, bool all, struct kept **out)
{
	struct kept *kept = kept_find(store);
	enum ts_status status;

	if (kept) {
		status = all && !kept->months_added ? months_add(store, kept) : TS_OK;
		if (status == TS_OK)
			*out = kept;
		else
			kept_release(kept);
		return status;
	}
	kept = calloc(1, sizeof *kept);
	if (!kept)
		return TS_NO_MEMORY;
	status = kept_fill(store, kept, all);
	if (status != TS_OK) {
		kept_destroy(kept);
		return status;
	}
	kept_keep(store, kept);
	*out = kept;
	return TS_OK;
}

enum ts_status reading_hold(ts_store *store, struct kept **out)
{
	return kept_hold(store, false, out);
}

static enum ts_status begin(struct reading *reading, ts_store *store, ts_time now, bool all)
{
	struct kept *kept;
	enum ts_status status = store_require_login(store);

	if (status == TS_OK)
		status = store_read_begin(store);
	if (status != TS_OK)
		return status;
	status = kept_hold(store, all, &kept);
	if (status != TS_OK) {
		store_read_end(store);
		return status;
	}
	*reading = (struct reading){ store, now, &kept->settings, &kept->catalogue, kept };
	return TS_OK;
}

enum ts_status reading_begin(struct reading *reading, ts_store *store, ts_time now)
{
	return begin(reading, store, now, true);
}

enum ts_status reading_begin_near(struct reading *reading, ts_store *store, ts_time now)
{
	return begin(reading, store, now, false);
}

void reading_end(struct reading *reading)
{
	kept_release(reading->kept);
	store_read_end(reading->store);
}

enum ts_status ts_read_together(ts_store *store, ts_reader *read, void *context)
{
	struct reading reading;
	enum ts_status status = reading_begin_near(&reading, store, 0);

	if (status != TS_OK)
		return status;
	status = read(context);
	reading_end(&reading);
	return status;
}

enum ts_status ts_settings_read(ts_store *store, struct ts_settings *out)
{
	struct reading reading;
	enum ts_status status = reading_begin_near(&reading, store, 0);

	if (status != TS_OK)
		return status;
	if (reading.kept->settings_damaged)
		status = settings_fail(store);
	else
		status = owed_settings(store, reading.kept, out);
	reading_end(&reading);
	return status;
}
