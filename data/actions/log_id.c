/* Finding a log by the first digits of its id, as people copy them from a screen. */
#include "data/actions/log.h"
#include "data/file/store.h"
#include "data/rows/row.h"

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

/* Counts the live logs between the bounds, up to two; the first is handed out. Damaged ones cannot be meant. */
static enum ts_status logs_between(ts_store *store, const struct ts_id *least, const struct ts_id *greatest,
                                   struct ts_id *found, int *count)
{
	struct query query = statement_start(store, STATEMENT_LOG_BETWEEN);
	enum ts_status status = TS_OK;

	statement_bind_id(&query, &store->identity->user);
	statement_bind_id(&query, least);
	statement_bind_id(&query, greatest);
	while (*count < 2 && (status = statement_step(&query)) == TS_OK) {
		struct ts_id id;
		struct row_log row;
		if (!statement_id(&query, 0, &id))
			continue;
		status = log_find(store, &id, &row);
		if (status == TS_OK && ++*count == 1)
			*found = id;
		if (status != TS_OK && status != TS_NOT_FOUND && status != TS_DAMAGED)
			break;
	}
	statement_finish(&query);
	return status == TS_OK || status == TS_NOT_FOUND || status == TS_DAMAGED ? TS_OK : status;
}

enum ts_status ts_log_find(ts_store *store, const char *digits, struct ts_id *out)
{
	struct ts_id least, greatest, found = { { 0 } };
	int count = 0;
	enum ts_status status = store_require_login(store);

	if (status == TS_OK && !bounds_of(digits, &least, &greatest))
		status = TS_INVALID;
	if (status == TS_OK)
		status = store_read_begin(store);
	if (status != TS_OK)
		return status;
	status = logs_between(store, &least, &greatest, &found, &count);
	store_read_end(store);
	if (status == TS_OK && count != 1)
		status = count == 0 ? TS_NOT_FOUND : TS_EXISTS;
	if (status == TS_OK)
		*out = found;
	return status;
}
