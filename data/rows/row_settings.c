/* Settings as bytes, whole and in halves, and how the shared half merges. */
#include "data/pure/settings.h"
#include "data/rows/local.h"
#include "data/rows/row.h"
#include "data/rows/version.h"
#include "data/seal/bytes.h"

#include <string.h>

enum { SWITCH_MOUSE = 1, SWITCH_STAY = 2, SWITCH_AZERTY = 4 };

/* Of later versions, and last: what nobody has changed is left out, so that such a row is as it was before. */
static void later_put(struct bytes_writer *writer, bool count_empty, int leave, const struct ts_breaks *breaks)
{
	const bool ruled = !breaks_equal(breaks, &(struct ts_breaks){ .most = 0 });

	if (!count_empty && leave == 0 && !ruled)
		return;
	bytes_put_number(writer, count_empty, 1);
	bytes_put_number(writer, (uint64_t)leave, 2);
	for (int i = 0; i < TS_BREAK_STEPS && ruled; i++) {
		bytes_put_number(writer, (uint64_t)breaks->after[i], 2);
		bytes_put_number(writer, (uint64_t)breaks->least[i], 2);
	}
	if (ruled)
		bytes_put_number(writer, (uint64_t)breaks->most, 2);
}

/* There is one way to say it. */
static void later_take(struct bytes_reader *reader, bool *count_empty, int *leave, struct ts_breaks *breaks)
{
	if (reader->failed || reader->left == 0)
		return;
	uint64_t count = bytes_take_number(reader, 1);
	*count_empty = count == 1;
	*leave = (int)bytes_take_number(reader, 2);
	const bool ruled = reader->left > 0;
	for (int i = 0; i < TS_BREAK_STEPS && ruled; i++) {
		breaks->after[i] = (int)bytes_take_number(reader, 2);
		breaks->least[i] = (int)bytes_take_number(reader, 2);
	}
	if (ruled)
		breaks->most = (int)bytes_take_number(reader, 2);
	reader->failed = reader->failed || count > 1 || (count == 0 && *leave == 0 && !ruled) ||
	                 (ruled && breaks_equal(breaks, &(struct ts_breaks){ .most = 0 }));
}

static void switches_take(struct bytes_reader *reader, struct ts_settings *out)
{
	uint64_t switches = bytes_take_number(reader, 1);

	out->mouse = switches & SWITCH_MOUSE;
	out->stay = switches & SWITCH_STAY;
	out->number_row = switches & SWITCH_AZERTY ? TS_NUMBER_ROW_AZERTY : TS_NUMBER_ROW_DIGITS;
}

static void switches_put(struct bytes_writer *writer, const struct ts_settings *settings)
{
	bytes_put_number(writer,
	                 (settings->mouse ? SWITCH_MOUSE : 0) | (settings->stay ? SWITCH_STAY : 0) |
	                         (settings->number_row == TS_NUMBER_ROW_AZERTY ? SWITCH_AZERTY : 0),
	                 1);
}

bool row_decode_settings(const unsigned char *bytes, size_t size, uint64_t *version, struct ts_settings *out)
{
	struct bytes_reader reader = { .at = bytes, .left = size };
	struct ts_settings settings = { 0 };
	uint64_t format = bytes_take_number(&reader, 1), written = bytes_take_number(&reader, 8);

	settings.day_start = (int)bytes_take_number(&reader, 2);
	settings.weekly_target = (int)bytes_take_number(&reader, 2);
	settings.idle_lock = (int)bytes_take_number(&reader, 2);
	settings.forgotten_after = (int)bytes_take_number(&reader, 2);
	switches_take(&reader, &settings);
	bytes_take_text(&reader, settings.theme, sizeof settings.theme);
	later_take(&reader, &settings.count_empty, &settings.leave, &settings.breaks);
	if (!bytes_finished(&reader) || format != ROW_FORMAT || !version_valid(written) || !settings_valid(&settings))
		return false;
	*version = written;
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
	switches_put(&writer, settings);
	bytes_put_text(&writer, settings->theme);
	later_put(&writer, settings->count_empty, settings->leave, &settings->breaks);
	return writer.failed ? 0 : writer.size;
}

/* ---- the machine's half */

void local_put(struct bytes_writer *writer, const struct ts_settings *settings)
{
	bytes_put_number(writer, (uint64_t)settings->idle_lock, 2);
	switches_put(writer, settings);
	bytes_put_text(writer, settings->theme);
}

void local_take(struct bytes_reader *reader, struct ts_settings *out)
{
	struct ts_settings settings = ts_settings_default();

	settings.idle_lock = (int)bytes_take_number(reader, 2);
	switches_take(reader, &settings);
	bytes_take_text(reader, settings.theme, sizeof settings.theme);
	if (!reader->failed && settings_valid(&settings))
		*out = settings;
	else
		reader->failed = true;
}

void row_local_copy(const struct ts_settings *from, struct ts_settings *out)
{
	out->idle_lock = from->idle_lock;
	out->mouse = from->mouse;
	out->stay = from->stay;
	out->number_row = from->number_row;
	memcpy(out->theme, from->theme, sizeof out->theme);
}

/* ---- the shared half */

struct row_shared row_shared_of(const struct ts_settings *settings, uint64_t version)
{
	return (struct row_shared){ .version = version,
		                    .day_start = settings->day_start,
		                    .weekly_target = settings->weekly_target,
		                    .forgotten_after = settings->forgotten_after,
		                    .count_empty = settings->count_empty,
		                    .leave = settings->leave,
		                    .breaks = settings->breaks };
}

void row_shared_get(const struct row_shared *row, struct ts_settings *out)
{
	out->day_start = row->day_start;
	out->weekly_target = row->weekly_target;
	out->forgotten_after = row->forgotten_after;
	out->count_empty = row->count_empty;
	out->leave = row->leave;
	out->breaks = row->breaks;
}

size_t row_encode_shared(const struct row_shared *row, unsigned char *out)
{
	struct bytes_writer writer = bytes_write_to(out, ROW_SETTINGS_SIZE);

	bytes_put_number(&writer, ROW_SHARED_FORMAT, 1);
	bytes_put_number(&writer, row->version, 8);
	bytes_put_number(&writer, (uint64_t)row->day_start, 2);
	bytes_put_number(&writer, (uint64_t)row->weekly_target, 2);
	bytes_put_number(&writer, (uint64_t)row->forgotten_after, 2);
	later_put(&writer, row->count_empty, row->leave, &row->breaks);
	return writer.failed || !version_valid(row->version) ? 0 : writer.size;
}

bool row_decode_shared(const unsigned char *bytes, size_t size, struct row_shared *out)
{
	struct bytes_reader reader = { .at = bytes, .left = size };
	struct ts_settings settings = ts_settings_default();
	uint64_t format = bytes_take_number(&reader, 1);
	struct row_shared row = { .version = bytes_take_number(&reader, 8) };

	row.day_start = (int)bytes_take_number(&reader, 2);
	row.weekly_target = (int)bytes_take_number(&reader, 2);
	row.forgotten_after = (int)bytes_take_number(&reader, 2);
	later_take(&reader, &row.count_empty, &row.leave, &row.breaks);
	row_shared_get(&row, &settings);
	if (!bytes_finished(&reader) || format != ROW_SHARED_FORMAT || !version_valid(row.version) ||
	    !settings_valid(&settings))
		return false;
	*out = row;
	return true;
}

static int breaks_compare(const struct ts_breaks *left, const struct ts_breaks *right)
{
	for (int i = 0; i < TS_BREAK_STEPS; i++) {
		if (left->after[i] != right->after[i])
			return left->after[i] - right->after[i];
		if (left->least[i] != right->least[i])
			return left->least[i] - right->least[i];
	}
	return left->most - right->most;
}

static int shared_compare(const struct row_shared *left, const struct row_shared *right)
{
	if (left->day_start != right->day_start)
		return left->day_start - right->day_start;
	if (left->weekly_target != right->weekly_target)
		return left->weekly_target - right->weekly_target;
	if (left->forgotten_after != right->forgotten_after)
		return left->forgotten_after - right->forgotten_after;
	if (left->count_empty != right->count_empty)
		return left->count_empty ? 1 : -1;
	if (left->leave != right->leave)
		return left->leave - right->leave;
	return breaks_compare(&left->breaks, &right->breaks);
}

void row_merge_shared(struct row_shared *row, const struct row_shared *other)
{
	if (other->version != row->version ? other->version > row->version : shared_compare(row, other) < 0)
		*row = *other;
}

bool row_equal_shared(const struct row_shared *row, const struct row_shared *other)
{
	return row->version == other->version && shared_compare(row, other) == 0;
}
