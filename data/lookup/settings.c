/* The user's settings: one sealed row for all devices, and this machine's own in the state. */
#include "data/lookup/settings.h"

#include "data/file/store.h"
#include "data/rows/record_outbox.h"
#include "data/rows/record_state.h"
#include "data/rows/version.h"

/* As they stand in the file. */
struct found {
	struct row_shared shared;
	struct ts_settings local; /* only that half */
	bool whole;               /* both are in the row */
};

enum ts_status settings_fail(ts_store *store)
{
	return store_fail(store, TS_DAMAGED, "the settings of '%s' in '%s' do not verify", store->identity->name,
	                  store->path);
}

static bool found_decode(const unsigned char *plain, size_t size, struct found *out)
{
	struct ts_settings settings;
	uint64_t version;

	if (row_decode_shared(plain, size, &out->shared))
		return true;
	if (!row_decode_settings(plain, size, &version, &settings))
		return false;
	out->whole = true;
	out->shared = row_shared_of(&settings, version);
	row_local_copy(&settings, &out->local);
	return true;
}

static enum ts_status found_read(ts_store *store, const struct state *state, struct found *out, struct tally *tally)
{
	const struct ts_settings usual = ts_settings_default();
	struct found found = { .shared = row_shared_of(&usual, 0), .local = usual };
	unsigned char plain[RECORD_ROOM(ROW_SETTINGS_SIZE)];
	size_t size;
	enum ts_status status = record_setting_read(store, plain, sizeof plain, &size, tally);

	if (status == TS_OK && !found_decode(plain, size, &found))
		status = TS_DAMAGED;
	if (status == TS_DAMAGED)
		return settings_fail(store);
	if (status != TS_OK && status != TS_NOT_FOUND)
		return status;
	if (state && state->has_local)
		row_local_copy(&state->local, &found.local);
	*out = found;
	return TS_OK;
}

static struct ts_settings found_whole(const struct found *found)
{
	struct ts_settings settings = found->local;

	row_shared_get(&found->shared, &settings);
	return settings;
}

enum ts_status settings_row_read(ts_store *store, const struct state *state, struct ts_settings *out, uint64_t *version)
{
	struct tally ignored = { .counts = { 0 } };
	struct found found = { .whole = false };
	enum ts_status status = found_read(store, state, &found, &ignored);

	if (status != TS_OK)
		return status;
	*out = found_whole(&found);
	*version = found.shared.version;
	return TS_OK;
}

enum ts_status settings_read(ts_store *store, const struct state *state, struct ts_settings *out, bool *damaged,
                             struct tally *tally)
{
	struct found found = { .whole = false };
	enum ts_status status = found_read(store, state, &found, tally);

	*damaged = status == TS_DAMAGED;
	if (status != TS_OK && status != TS_DAMAGED)
		return status;
	*out = status == TS_OK ? found_whole(&found) : ts_settings_default();
	return TS_OK;
}

static enum ts_status shared_write(ts_store *store, const struct row_shared *shared)
{
	unsigned char plain[ROW_SETTINGS_SIZE];
	size_t size = row_encode_shared(shared, plain);

	return size > 0 ? record_single_write(store, RECORD_SETTING, plain, size) : TS_INVALID;
}

static void local_keep(ts_store *store, struct state *state, const struct ts_settings *local)
{
	state->local = ts_settings_default();
	row_local_copy(local, &state->local);
	state->has_local = true;
	/* Who keeps the settings has others. */
	store->kept_writes++;
}

enum ts_status settings_row_write(ts_store *store, struct state *state, const struct ts_settings *settings,
                                  uint64_t version)
{
	struct tally ignored = { .counts = { 0 } };
	struct row_shared shared = row_shared_of(settings, version);
	struct found found = { .whole = false };
	enum ts_status status = found_read(store, state, &found, &ignored);

	if (status != TS_OK)
		return status;
	local_keep(store, state, settings);
	/* The same values keep their version: of the shared half nothing was changed. */
	shared.version = found.shared.version;
	if (row_equal_shared(&shared, &found.shared) && !found.whole)
		return TS_OK;
	if (!row_equal_shared(&shared, &found.shared))
		shared.version = version;
	status = shared_write(store, &shared);
	return status == TS_OK ? record_queue(store, OUTBOX_SETTING, NULL) : status;
}

enum ts_status settings_part(ts_store *store, struct state *state)
{
	struct tally ignored = { .counts = { 0 } };
	struct found found = { .whole = false };
	enum ts_status status = found_read(store, state, &found, &ignored);

	if (status != TS_OK || !found.whole)
		return status;
	local_keep(store, state, &found.local);
	return shared_write(store, &found.shared);
}

/* ---- what arrives */

static enum ts_status settings_heal(ts_store *store, const struct record_arriving *arriving, enum record_taken *out)
{
	bool queued = false;
	enum ts_status status = record_queued(store, OUTBOX_SETTING, NULL, &queued);

	*out = queued ? TAKEN_LEFT : TAKEN_HEALED;
	return status == TS_OK && !queued ? record_setting_heal(store, arriving) : status;
}

enum ts_status settings_take(ts_store *store, struct state *state, const struct record_arriving *arriving,
                             enum record_taken *out)
{
	const struct record_seal seal = record_seal_of(store, RECORD_SETTING, NULL, 0, NULL, 0);
	const struct detail before = store_detail_keep(store);
	unsigned char plain[RECORD_ROOM(ROW_SETTINGS_SIZE)];
	struct tally ignored = { .counts = { 0 } };
	struct row_shared row;
	struct found found = { .whole = false };
	size_t size;

	*out = TAKEN_REFUSED;
	if (!record_open_blob(&seal, arriving->blob, arriving->size, plain, sizeof plain, &size) ||
	    !row_decode_shared(plain, size, &row))
		return TS_OK;
	version_witness(&state->clock, row.version);
	enum ts_status status = found_read(store, state, &found, &ignored);
	if (status == TS_DAMAGED) {
		store_detail_restore(store, &before);
		return settings_heal(store, arriving, out);
	}
	if (status != TS_OK)
		return status;
	struct row_shared merged = found.shared;
	row_merge_shared(&merged, &row);
	*out = row_equal_shared(&merged, &found.shared) ? TAKEN_KNOWN : TAKEN_WHOLE;
	if (found.whole)
		local_keep(store, state, &found.local);
	return *out == TAKEN_WHOLE || found.whole ? shared_write(store, &merged) : TS_OK;
}
