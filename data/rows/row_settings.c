/* Settings as bytes. */
#include "data/pure/settings.h"
#include "data/rows/row.h"
#include "data/seal/bytes.h"

enum { SWITCH_MOUSE = 1, SWITCH_STAY = 2, SWITCH_AZERTY = 4 };

bool row_decode_settings(const unsigned char *bytes, size_t size, struct ts_settings *out)
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
	settings.number_row = switches & SWITCH_AZERTY ? TS_NUMBER_ROW_AZERTY : TS_NUMBER_ROW_DIGITS;
	bytes_take_text(&reader, settings.theme, sizeof settings.theme);
	if (!bytes_finished(&reader) || format != ROW_FORMAT || !settings_valid(&settings))
		return false;
	*out = settings;
	return true;
}

size_t row_encode_settings(const struct ts_settings *settings, uint64_t version, unsigned char *out)
{
	struct bytes_writer writer = bytes_write_to(out, ROW_SETTINGS_SIZE);

	bytes_put_number(&writer, ROW_FORMAT, 1);
	bytes_put_number(&writer, version, 8);
	bytes_put_number(&writer, (uint64_t)settings->day_start, 2);
	bytes_put_number(&writer, (uint64_t)settings->weekly_target, 2);
	bytes_put_number(&writer, (uint64_t)settings->idle_lock, 2);
	bytes_put_number(&writer, (uint64_t)settings->forgotten_after, 2);
	bytes_put_number(&writer,
	                 (settings->mouse ? SWITCH_MOUSE : 0) | (settings->stay ? SWITCH_STAY : 0) |
	                         (settings->number_row == TS_NUMBER_ROW_AZERTY ? SWITCH_AZERTY : 0),
	                 1);
	bytes_put_text(&writer, settings->theme);
	return writer.failed ? 0 : writer.size;
}
