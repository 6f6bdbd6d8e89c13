/* The user's settings: one sealed row. */
#include "data/lookup/settings.h"

#include "data/file/store.h"
#include "data/rows/record.h"
#include "data/rows/record_state.h"
#include "data/rows/row.h"
#include "data/rows/state.h"
#include "data/rows/version.h"
#include "data/seal/bytes.h"

#include <string.h>

enum { SETTINGS_SIZE = 64, SWITCH_MOUSE = 1, SWITCH_STAY = 2 };

struct ts_settings ts_settings_default(void)
{
	return (struct ts_settings){
		.weekly_target = 40 * 60, .idle_lock = 10, .forgotten_after = 12, .mouse = true, .theme = "dark"
	};
}

static bool within(int value, int least, int most)
{
	return value >= least && value <= most;
}

static bool settings_valid(const struct ts_settings *settings)
{
	return within(settings->day_start, 0, 720) && within(settings->weekly_target, 0, 10080) &&
	       within(settings->idle_lock, 0, 1440) && within(settings->forgotten_after, 0, 48) &&
	       memchr(settings->theme, 0, sizeof settings->theme) &&
	       (strcmp(settings->theme, "dark") == 0 || strcmp(settings->theme, "light") == 0);
}

static bool settings_decode(const unsigned char *bytes, size_t size, struct ts_settings *out)
{
	struct bytes_reader reader = { .at = bytes, .left = size };
	struct ts_settings settings = { 0 };
	uint64_t format = bytes_take_number(&reader, 1);

	(void)bytes_take_number(&reader, 8); /* the version, for merging */
	settings.day_start = (int)bytes_take_number(&reader, 2);
	settings.weekly_target = (int)bytes_take_number(&reader, 2);
	settings.idle_lock = (int)bytes_take_number(&reader, 2);
	settings.forgotten_after = (int)bytes_take_number(&reader, 2);
	uint64_t switches = bytes_take_number(&reader, 1);
	settings.mouse = switches & SWITCH_MOUSE;
	settings.stay = switches & SWITCH_STAY;
	bytes_take_text(&reader, settings.theme, sizeof settings.theme);
	if (!bytes_finished(&reader) || format != ROW_FORMAT || !settings_valid(&settings))
		return false;
	*out = settings;
	return true;
}

static size_t settings_encode(const struct ts_settings *settings, uint64_t version, unsigned char *out)
{
	struct bytes_writer writer = bytes_write_to(out, SETTINGS_SIZE);

	bytes_put_number(&writer, ROW_FORMAT, 1);
	bytes_put_number(&writer, version, 8);
	bytes_put_number(&writer, (uint64_t)settings->day_start, 2);
	bytes_put_number(&writer, (uint64_t)settings->weekly_target, 2);
	bytes_put_number(&writer, (uint64_t)settings->idle_lock, 2);
	bytes_put_number(&writer, (uint64_t)settings->forgotten_after, 2);
	bytes_put_number(&writer, (settings->mouse ? SWITCH_MOUSE : 0) | (settings->stay ? SWITCH_STAY : 0), 1);
	bytes_put_text(&writer, settings->theme);
	return writer.size;
}

enum ts_status settings_fail(ts_store *store)
{
	return store_fail(store, TS_DAMAGED, "the settings of '%s' in '%s' do not verify", store->identity->name,
	                  store->path);
}

/* TS_DAMAGED when the row does not verify. */
static enum ts_status settings_row_read(ts_store *store, struct ts_settings *out)
{
	unsigned char plain[SEALED_SIZE(SETTINGS_SIZE)];
	size_t size;
	enum ts_status status = record_single_read(store, RECORD_SETTING, plain, sizeof plain, &size);

	if (status == TS_NOT_FOUND) {
		*out = ts_settings_default();
		return TS_OK;
	}
	if (status == TS_OK && !settings_decode(plain, size, out))
		status = TS_DAMAGED;
	return status == TS_DAMAGED ? settings_fail(store) : status;
}

enum ts_status settings_read(ts_store *store, struct ts_settings *out, bool *damaged)
{
	enum ts_status status = settings_row_read(store, out);

	*damaged = status == TS_DAMAGED;
	if (status != TS_DAMAGED)
		return status;
	*out = ts_settings_default();
	return TS_OK;
}

/* Asked when it is not known whether the commit reached the disk: the clock is then at this writing's version. */
static bool settings_confirm(ts_store *store, const void *context)
{
	const struct state *written = context;
	struct state present;

	return record_state_read(store, &present) == TS_OK && present.clock == written->clock;
}

enum ts_status ts_settings_write(ts_store *store, const struct ts_settings *settings, ts_time now)
{
	unsigned char plain[SETTINGS_SIZE];
	enum ts_status status = store_require_login(store);
	struct ts_settings present;
	struct state state = { 0 };
	uint16_t random;

	if (status == TS_OK && !settings_valid(settings))
		status = TS_INVALID;
	if (status == TS_OK)
		status = store_begin(store);
	if (status != TS_OK)
		return status;
	/* What does not verify is not written over: it may yet be put right from a backup. */
	status = settings_row_read(store, &present);
	if (status == TS_OK)
		status = record_state_begin(store, &state);
	if (status == TS_OK) {
		crypt_random(&random, sizeof random);
		size_t size = settings_encode(settings, version_next(&state.clock, now, random), plain);
		status = record_single_write(store, RECORD_SETTING, plain, size);
	}
	if (status == TS_OK)
		status = record_state_write(store, &state);
	return store_end(store, status, settings_confirm, &state);
}
