/*
 * Calendars, from any bytes: libical reads them. Every row has words where it is not taken, lies in time where it is,
 * and is over by now. An odd size says a zone.
 */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>

#include "data/exchange/plan.h"
#include "data/exchange/readers.h"
#include "tests/fuzz/fuzz.h"

/* Thu 1 Oct 2026, 08:00 UTC. */
static const ts_time now = 1790841600000;

static void row_check(const struct exchange_row *row)
{
	assert(row->text && row->comment && row->reason);
	assert(row->fate == TS_IMPORT_TAKEN || row->reason[0]);
	if (row->kind == EXCHANGE_NOTE || row->fate != TS_IMPORT_TAKEN)
		return;
	assert(row->kind == EXCHANGE_INTERVAL && row->ending == EXCHANGE_ENDS);
	assert(row->begin < row->end && row->begin <= now && row->end <= now + TS_MINUTE);
}

/* In order of time, and nothing goes on. */
static void plan_check(const struct plan *plan)
{
	for (size_t i = 0; i < plan->count; i++)
		assert(i == 0 || plan->at[i].at > plan->at[i - 1].at);
	assert(plan->count == 0 || plan->at[plan->count - 1].role == PLAN_END);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct plan_rule rule = { .now = now, .forgotten_after = 12 * TS_HOUR };
	struct exchange_rows rows = { 0 };
	struct plan plan;

	setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", 1);
	tzset();
	const struct exchange_input input = {
		.bytes = (const char *)data, .size = size, .now = now, .zone_said = size % 2 == 1
	};
	enum ts_status status = read_ical(&rows, &input);
	assert(status == TS_OK || status == TS_INVALID || status == TS_NO_MEMORY);
	assert((status == TS_INVALID) == (rows.trouble[0] != '\0'));
	for (size_t i = 0; i < rows.count && status == TS_OK; i++) {
		const struct exchange_row row = exchange_get(&rows, i);
		row_check(&row);
	}
	if (status == TS_OK && plan_make(&rows, &rule, &plan) == TS_OK) {
		plan_check(&plan);
		plan_release(&plan);
	}
	exchange_release(&rows);
	return 0;
}
