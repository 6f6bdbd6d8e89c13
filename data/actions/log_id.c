/* Finding a log by the first digits of its id, as people copy them from a screen. */
#include "data/actions/log.h"
#include "data/file/store.h"
#include "data/lookup/reading.h"
#include "data/rows/row.h"

#include <stdlib.h>
#include <string.h>

enum { DIGITS_MOST = 2 * TS_ID_SIZE };

static int digit_value(char digit)
{
	if (digit >= '0' && digit <= '9')
		return digit - '0';
	if (digit >= 'a' && digit <= 'f')
		return digit - 'a' + 10;
	return digit >= 'A' && digit <= 'F' ? digit - 'A' + 10 : -1;
}

/* The least and the greatest id that begin with these digits. */
static bool bounds_of(const char *digits, struct ts_id *least, struct ts_id *greatest)
{
	size_t size = strlen(digits);

	if (size == 0 || size > DIGITS_MOST)
		return false;
	memset(least->bytes, 0, TS_ID_SIZE);
	memset(greatest->bytes, 0xff, TS_ID_SIZE);
	for (size_t i = 0; i < size; i++) {
		int value = digit_value(digits[i]), shift = i % 2 ? 0 : 4;
		if (value < 0)
			return false;
		least->bytes[i / 2] = (unsigned char)(least->bytes[i / 2] | value << shift);
		greatest->bytes[i / 2] = (unsigned char)(greatest->bytes[i / 2] & ~((15 ^ value) << shift));
	}
	return true;
}

/* The live logs between the bounds, up to so many; damaged ones cannot be meant. */
static enum ts_status logs_between(ts_store *store, const struct ts_id *least, const struct ts_id *greatest,
                                   struct row_log *out, size_t most, size_t *count)
{
	struct query query = statement_start(store, STATEMENT_LOG_BETWEEN);
	enum ts_status status = TS_OK;

	*count = 0;
	statement_bind_id(&query, &store->identity->user);
	statement_bind_id(&query, least);
	statement_bind_id(&query, greatest);
	while (*count < most && (status = statement_step(&query)) == TS_OK) {
		struct ts_id id;
		if (!statement_id(&query, 0, &id))
			continue;
		status = log_find(store, &id, &out[*count]);
		*count += status == TS_OK;
		if (status != TS_OK && status != TS_NOT_FOUND && status != TS_DAMAGED)
			break;
	}
	statement_finish(&query);
	return status == TS_OK || status == TS_NOT_FOUND || status == TS_DAMAGED ? TS_OK : status;
}

enum ts_status ts_log_find(ts_store *store, const char *digits, struct ts_id *out)
{
	struct ts_id least, greatest;
	struct row_log found[2];
	size_t count = 0;
	enum ts_status status = store_require_login(store);

	if (status == TS_OK && !bounds_of(digits, &least, &greatest))
		status = TS_INVALID;
	if (status == TS_OK)
		status = store_read_begin(store);
	if (status != TS_OK)
		return status;
	status = logs_between(store, &least, &greatest, found, 2, &count);
	store_read_end(store);
	if (status == TS_OK && count != 1)
		status = count == 0 ? TS_NOT_FOUND : TS_EXISTS;
	if (status == TS_OK)
		*out = found[0].id;
	return status;
}

static void name_make(const struct reading *reading, const struct row_log *row, struct ts_log_name *out)
{
	struct ts_activity activity;

	(void)catalogue_show(reading->catalogue, &row->activity, &activity);
	*out = (struct ts_log_name){ .id = row->id, .at = row->at, .offset = row->offset };
	memcpy(out->text, activity.text, sizeof out->text);
}

enum ts_status ts_log_candidates(ts_store *store, const char *digits, ts_time now, struct ts_log_name *out, size_t most,
                                 size_t *count)
{
	struct ts_id least, greatest;
	struct reading reading;
	enum ts_status status = store_require_login(store);

	if (status == TS_OK && !bounds_of(digits, &least, &greatest))
		status = TS_INVALID;
	struct row_log *rows = status == TS_OK ? calloc(most + 1, sizeof *rows) : NULL;
	if (status == TS_OK && !rows)
		status = TS_NO_MEMORY;
	if (status == TS_OK)
		status = reading_begin(&reading, store, now);
	if (status != TS_OK) {
		free(rows);
		return status;
	}
	status = logs_between(store, &least, &greatest, rows, most, count);
	for (size_t i = 0; status == TS_OK && i < *count; i++)
		name_make(&reading, &rows[i], &out[i]);
	reading_end(&reading);
	free(rows);
	return status;
}

/* Whether any other row of the user's begins as these bounds do. */
static enum ts_status others_between(ts_store *store, const struct ts_id *least, const struct ts_id *greatest,
                                     const struct ts_id *self, bool *others)
{
	struct query query = statement_start(store, STATEMENT_LOG_BETWEEN);
	enum ts_status status;

	*others = false;
	statement_bind_id(&query, &store->identity->user);
	statement_bind_id(&query, least);
	statement_bind_id(&query, greatest);
	while (!*others && (status = statement_step(&query)) == TS_OK) {
		struct ts_id id;
		*others = statement_id(&query, 0, &id) && !ts_id_equal(id, *self);
	}
	statement_finish(&query);
	return *others || status == TS_NOT_FOUND ? TS_OK : status;
}

static void digits_of(const struct ts_id *id, int count, char out[DIGITS_MOST + 1])
{
	for (int i = 0; i < count; i++)
		out[i] = "0123456789abcdef"[id->bytes[i / 2] >> (i % 2 ? 0 : 4) & 15];
	out[count] = '\0';
}

enum ts_status ts_log_digits(ts_store *store, struct ts_id log, int *digits)
{
	char text[DIGITS_MOST + 1];
	struct ts_id least, greatest;
	bool others = true;
	int count = TS_DIGITS_LEAST - 1;
	enum ts_status status = store_require_login(store);

	if (status == TS_OK)
		status = store_read_begin(store);
	if (status != TS_OK)
		return status;
	while (status == TS_OK && others && count < DIGITS_MOST) {
		digits_of(&log, ++count, text);
		(void)bounds_of(text, &least, &greatest);
		status = others_between(store, &least, &greatest, &log, &others);
	}
	store_read_end(store);
	if (status == TS_OK)
		*digits = count;
	return status;
}
