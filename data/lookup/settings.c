/* The user's settings: one sealed row. */
#include "data/lookup/settings.h"

#include "data/file/store.h"
#include "data/rows/record.h"
#include "data/rows/record_state.h"
#include "data/rows/row.h"

enum ts_status settings_fail(ts_store *store)
{
	return store_fail(store, TS_DAMAGED, "the settings of '%s' in '%s' do not verify", store->identity->name,
	                  store->path);
}

static enum ts_status row_read(ts_store *store, struct ts_settings *out, struct tally *found)
{
	unsigned char plain[RECORD_ROOM(ROW_SETTINGS_SIZE)];
	size_t size;
	enum ts_status status = record_setting_read(store, plain, sizeof plain, &size, found);

	if (status == TS_NOT_FOUND) {
		*out = ts_settings_default();
		return TS_OK;
	}
	if (status == TS_OK && !row_decode_settings(plain, size, out))
		status = TS_DAMAGED;
	return status == TS_DAMAGED ? settings_fail(store) : status;
}

enum ts_status settings_row_read(ts_store *store, struct ts_settings *out)
{
	struct tally ignored = { .counts = { 0 } };

	return row_read(store, out, &ignored);
}

enum ts_status settings_read(ts_store *store, struct ts_settings *out, bool *damaged, struct tally *found)
{
	enum ts_status status = row_read(store, out, found);

	*damaged = status == TS_DAMAGED;
	if (status != TS_DAMAGED)
		return status;
	*out = ts_settings_default();
	return TS_OK;
}

enum ts_status settings_row_write(ts_store *store, const struct ts_settings *settings, uint64_t version)
{
	unsigned char plain[ROW_SETTINGS_SIZE];

	return record_single_write(store, RECORD_SETTING, plain, row_encode_settings(settings, version, plain));
}
