/*
 * CSV with columns and cells by chance: each byte chooses a name for the header, then what stands in a cell. What is
 * planned is never longer than the file's own span, and nothing runs unless the newest row says so.
 */
#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "data/exchange/plan.h"
#include "data/exchange/readers.h"
#include "tests/fuzz/fuzz.h"

/* Thu 1 Oct 2026, 08:00 UTC. */
static const ts_time now = 1790841600000;

static const char *const names[] = { "start",       "end",
	                             "date",        "end date",
	                             "duration",    "activity",
	                             "Start (UTC)", "Stop time",
	                             "Hours",       "description",
	                             "project",     "Started At",
	                             "task",        "Date (mm/dd/yyyy)",
	                             "tags",        "duration minutes",
	                             "Pause",       "User",
	                             "Date",        "Duration (mm:ss)" };
static const char *const cells[] = { "",
	                             "2026-09-01",
	                             "2026-09-01 09:00",
	                             "9:00",
	                             "22:00",
	                             "09/05/2026",
	                             "13.09.2026",
	                             "9:00 PM",
	                             "1:30",
	                             "1,5",
	                             "90",
	                             "-",
	                             "a",
	                             "b: c",
	                             "2026-09-30T23:00:00Z",
	                             "24:00",
	                             "73:41",
	                             "2026-10-01 07:00",
	                             "30/9/26",
	                             "12am",
	                             "x",
	                             "Sep 5, 2026",
	                             "2026-10-01 10:00:30",
	                             "26-09-01",
	                             "3,600",
	                             "0.0625",
	                             "-0:30",
	                             "45:30",
	                             "2026-10-01 8:00 AM",
	                             "\"x\ny\"" };
enum {
	NAMES = sizeof names / sizeof names[0],
	CELLS = sizeof cells / sizeof cells[0],
	COLUMNS_MOST = 6,
	TEXT_ROOM = 16384
};

/* The span from the first begin to the last end, of what may be taken; what runs goes on until now. */
static ts_time span_of(const struct exchange_rows *rows, ts_time *newest)
{
	ts_time first = INT64_MAX, last = INT64_MIN;

	*newest = INT64_MIN;
	for (size_t i = 0; i < rows->count; i++) {
		const struct exchange_row kept = exchange_get(rows, i), *row = &kept;
		if (row->fate == TS_IMPORT_REFUSED || row->fate == TS_IMPORT_LEFT_OUT)
			continue;
		ts_time end = row->end == INT64_MAX ? now : row->end;
		first = row->begin < first ? row->begin : first;
		last = end > last ? end : last;
		*newest = row->begin > *newest ? row->begin : *newest;
	}
	return last > first ? last - first : 0;
}

/* What goes on is what the newest row says, though one that began earlier and is the same may have the point. */
static bool newest_runs(const struct exchange_rows *rows, ts_time newest, const char *text)
{
	for (size_t i = 0; i < rows->count; i++) {
		const struct exchange_row kept = exchange_get(rows, i), *row = &kept;
		if (row->ending == EXCHANGE_RUNS && row->begin == newest && ts_text_same(row->text, text) &&
		    row->fate != TS_IMPORT_REFUSED && row->fate != TS_IMPORT_LEFT_OUT)
			return true;
	}
	return false;
}

static void plan_check(const struct exchange_rows *rows, const struct plan *plan)
{
	ts_time newest, span = span_of(rows, &newest), sum = 0;

	for (size_t i = 0; i < plan->count; i++) {
		const struct plan_point *point = &plan->at[i];
		const struct exchange_row kept = exchange_get(rows, point->row), *row = &kept;
		bool last = i + 1 == plan->count;
		assert(point->at <= now || row->reason[0]);
		if (point->role == PLAN_END)
			continue;
		assert(!last || newest_runs(rows, newest, row->text));
		sum += (last ? now : plan->at[i + 1].at) - point->at;
	}
	assert(sum <= span + TS_MINUTE);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct exchange_rows rows = { 0 };
	const struct plan_rule rule = { .now = now, .forgotten_after = 12 * TS_HOUR };
	char text[TEXT_ROOM];
	size_t length = 0, columns, at = 2;
	struct plan plan;

	if (size < 4)
		return 0;
	setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", 1);
	tzset();
	columns = 1 + data[0] % COLUMNS_MOST;
	for (size_t column = 0; at < size && length < TEXT_ROOM - 64; at++, column++) {
		bool header = at < columns + 2, first = column % columns == 0;
		const char *word = header ? names[data[at] % NAMES] : cells[data[at] % CELLS];
		length += (size_t)snprintf(text + length, TEXT_ROOM - length, "%s%s", first ? column ? "\n" : "" : ";",
		                           word);
	}
	const struct exchange_input input = { .bytes = text,
		                              .size = length,
		                              .dates = (enum ts_date_order)(data[1] % 4),
		                              .dates_usual = (enum ts_date_order)(data[1] / 4 % 4) };
	enum ts_status status = (data[1] & 0x80 ? read_toggl : read_csv)(&rows, &input);
	assert(status == TS_OK || status == TS_INVALID || status == TS_NO_MEMORY);
	if (status == TS_OK && plan_make(&rows, &rule, &plan) == TS_OK) {
		plan_check(&rows, &plan);
		plan_release(&plan);
	}
	exchange_release(&rows);
	return 0;
}
