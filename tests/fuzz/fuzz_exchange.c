/*
 * Other programs' files, from any bytes: the first chooses the reader, the rest is the file. What comes out is checked,
 * and planned.
 */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "data/exchange/plan.h"
#include "data/exchange/readers.h"
#include "tests/fuzz/fuzz.h"

/* Thu 1 Oct 2026, 08:00 UTC. */
static const ts_time now = 1790841600000;
static const struct plan_rule rule = { 1790841600000, 0, 12 * TS_HOUR };

static void rows_check(const struct exchange_rows *rows)
{
	for (size_t i = 0; i < rows->count; i++) {
		const struct exchange_row kept = exchange_get(rows, i), *row = &kept;
		assert(row->text && row->comment && row->reason);
		assert(row->fate == TS_IMPORT_TAKEN || row->fate == TS_IMPORT_LEFT_OUT ||
		       row->fate == TS_IMPORT_REFUSED);
		assert(row->fate == TS_IMPORT_TAKEN || row->reason[0]);
		assert((row->ending == EXCHANGE_ENDS) == (row->end != INT64_MAX) || row->kind == EXCHANGE_NOTE);
	}
}

/* In order of time, never two of one moment, every point of a row that is there, and off only after something. */
static void plan_check(const struct exchange_rows *rows, const struct plan *plan)
{
	for (size_t i = 0; i < plan->count; i++) {
		const struct plan_point *point = &plan->at[i], *last = i > 0 ? point - 1 : NULL;
		assert(point->row < rows->count);
		const struct exchange_row kept = exchange_get(rows, point->row), *row = &kept;
		assert(row->kind != EXCHANGE_NOTE && row->fate != TS_IMPORT_REFUSED && point->at <= now + TS_MINUTE);
		/* Nothing goes on but what is newest and says so. */
		assert(row->ending == EXCHANGE_ENDS || (row->ending == EXCHANGE_RUNS && point->role != PLAN_END));
		if (row->kind == EXCHANGE_LOG)
			continue;
		assert(!last || point->at > last->at);
		assert(point->role != PLAN_BEGIN || point->at == row->begin);
		assert(point->role != PLAN_RESUME || (point->at > row->begin && point->at < row->end));
		assert(point->role != PLAN_END || (point->at == row->end && last && last->role != PLAN_END));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static exchange_reader *const readers[] = { read_timewarrior, read_watson,    read_klog,  read_gtimelog,
		                                    read_timetrap,    read_timeclock, read_toggl, read_csv,
		                                    read_own_json,    read_bartib,    read_org };
	struct exchange_rows rows = { 0 };
	struct plan plan;

	if (size == 0)
		return 0;
	setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", 1);
	tzset();
	const struct exchange_input input = { .bytes = (const char *)data + 1,
		                              .size = size - 1,
		                              .person = data[0] & 0x80 ? "max@x.com" : NULL,
		                              .now = now };
	enum ts_status status = readers[(data[0] & 0x7F) % (sizeof readers / sizeof readers[0])](&rows, &input);
	assert(status == TS_OK || status == TS_INVALID || status == TS_NO_MEMORY);
	assert((status == TS_INVALID) == (rows.trouble[0] != '\0'));
	if (status == TS_OK && !rows.failed) {
		rows_check(&rows);
		if (plan_make(&rows, &rule, &plan) == TS_OK) {
			plan_check(&rows, &plan);
			plan_release(&plan);
		}
	}
	exchange_release(&rows);
	return 0;
}
