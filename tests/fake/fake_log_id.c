/* The fake's logs, found by the first digits of their ids. */
#include "tests/fake/inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static bool id_begins(struct ts_id id, const char *digits)
{
	char text[2 * TS_ID_SIZE + 1];
	for (size_t i = 0; i < TS_ID_SIZE; i++)
		(void)snprintf(text + 2 * i, 3, "%02x", id.bytes[i]);
	return strncasecmp(text, digits, strlen(digits)) == 0;
}

enum ts_status ts_log_find(ts_store *store, const char *digits, struct ts_id *out)
{
	enum ts_status status = fake_read(store);
	size_t found = 0, size = strlen(digits);
	struct ts_id id = { { 0 } };
	if (status != TS_OK)
		return status;
	if (size == 0 || size > 2 * TS_ID_SIZE || strspn(digits, "0123456789abcdefABCDEF") != size)
		return TS_INVALID;
	const struct state *state = store->current->state;
	for (size_t i = 0; i < state->log_count; i++) {
		if (state->logs[i].dead || !id_begins(state->logs[i].id, digits))
			continue;
		id = state->logs[i].id;
		found++;
	}
	if (found != 1)
		return found == 0 ? TS_NOT_FOUND : TS_EXISTS;
	*out = id;
	return TS_OK;
}

static int name_compare(const void *left, const void *right)
{
	const struct ts_log_name *a = left, *b = right;

	return memcmp(a->id.bytes, b->id.bytes, TS_ID_SIZE);
}

enum ts_status ts_log_candidates(ts_store *store, const char *digits, ts_time now, struct ts_log_name *out, size_t most,
                                 size_t *count)
{
	enum ts_status status = fake_read(store);
	size_t size = strlen(digits), found = 0;
	(void)now;
	if (status != TS_OK)
		return status;
	if (size == 0 || size > 2 * TS_ID_SIZE || strspn(digits, "0123456789abcdefABCDEF") != size)
		return TS_INVALID;
	struct state *state = store->current->state;
	struct ts_log_name *names = calloc(state->log_count + 1, sizeof *names);
	for (size_t i = 0; i < state->log_count; i++) {
		const struct fake_log *log = &state->logs[i];
		if (log->dead || !id_begins(log->id, digits))
			continue;
		names[found] = (struct ts_log_name){ .id = log->id, .at = log->at, .offset = log->offset };
		memcpy(names[found++].text, fake_activity(state, log->activity)->text, TS_TEXT_SIZE);
	}
	qsort(names, found, sizeof *names, name_compare);
	*count = found < most ? found : most;
	memcpy(out, names, *count * sizeof *names);
	free(names);
	return TS_OK;
}

enum ts_status ts_log_digits(ts_store *store, struct ts_id log, int *digits)
{
	enum ts_status status = fake_read(store);
	bool others = true;
	if (status != TS_OK)
		return status;
	const struct state *state = store->current->state;
	for (*digits = TS_DIGITS_LEAST - 1; others && *digits < 2 * TS_ID_SIZE;) {
		char text[2 * TS_ID_SIZE + 1];
		for (size_t i = 0; i < TS_ID_SIZE; i++)
			(void)snprintf(text + 2 * i, 3, "%02x", log.bytes[i]);
		text[++*digits] = '\0';
		others = false;
		for (size_t i = 0; i < state->log_count; i++)
			others = others || (!ts_id_equal(state->logs[i].id, log) && id_begins(state->logs[i].id, text));
	}
	return TS_OK;
}
