/* Marking days. */
#include "data/actions/ledger.h"
#include "data/file/store.h"
#include "data/lookup/owed.h"
#include "data/pure/text.h"
#include "data/rows/record_ledger.h"

#include <stdlib.h>
#include <string.h>

struct mark_request {
	struct ts_range range;
	struct ts_day_mark mark; /* kind TS_MARK_NONE: the marks go */
};

static enum ts_status range_check(struct ts_range range)
{
	if (range.last < range.first || !ledger_day_valid(range.first) || !ledger_day_valid(range.last))
		return TS_INVALID;
	return range.last - range.first >= TS_MARK_DAYS ? TS_TOO_LONG : TS_OK;
}

static enum ts_status mark_put(struct action *action, ts_day day, const struct ts_day_mark *mark)
{
	struct row_ledger before, after;
	bool exists;
	enum ts_status status = ledger_row_read(action, ROW_MARK, day, &before, &exists);

	if (status != TS_OK)
		return status;
	bool stands = exists && before.holding == ROW_HOLDS;
	if (mark->kind == TS_MARK_NONE && !stands)
		return TS_OK;
	after = before;
	after.holding = mark->kind == TS_MARK_NONE ? ROW_REMOVED : ROW_HOLDS;
	if (mark->kind != TS_MARK_NONE) {
		after.mark = (uint8_t)mark->kind;
		after.half = mark->half;
		memset(after.text, 0, sizeof after.text);
		memcpy(after.text, mark->text, strlen(mark->text));
	}
	return action_ledger(action, exists ? &before : NULL, &after);
}

/* Whether the range has days that are not free: then those that are stay as they are. */
static bool leaves_out(const struct ledger *ledger, const struct mark_request *request)
{
	if (request->mark.kind == TS_MARK_HOLIDAY || request->mark.kind == TS_MARK_NONE)
		return false;
	for (ts_day day = request->range.first; day <= request->range.last; day++) {
		if (!ledger_is_free(ledger, day))
			return request->range.first != request->range.last;
	}
	return false;
}

/* Which days are marked is known before the first one is: what is written changes what is free. */
static enum ts_status days_choose(struct action *action, const struct mark_request *request, bool *chosen)
{
	const struct ledger *ledger;
	enum ts_status status = owed_ledger(action->store, action->kept, &ledger);

	if (status != TS_OK)
		return status;
	bool out = leaves_out(ledger, request);
	for (ts_day day = request->range.first; day <= request->range.last; day++)
		chosen[day - request->range.first] = !out || !ledger_is_free(ledger, day);
	return TS_OK;
}

static enum ts_status mark_run(struct action *action, const void *context, struct ts_done *done)
{
	const struct mark_request *request = context;
	bool chosen[TS_MARK_DAYS];
	enum ts_status status = days_choose(action, request, chosen);

	for (ts_day day = request->range.first; day <= request->range.last && status == TS_OK; day++) {
		if (chosen[day - request->range.first])
			status = mark_put(action, day, &request->mark);
	}
	if (status != TS_OK)
		return status;
	if (action->step.count == 0)
		return TS_UNCHANGED;
	action_describe_step(action, NULL, done);
	return TS_OK;
}

enum ts_status ts_day_mark_set(ts_store *store, struct ts_range range, const struct ts_day_mark *mark, ts_time now,
                               struct ts_done *done)
{
	struct mark_request request = { range, { .kind = mark->kind, .half = mark->half } };
	enum ts_status checked = range_check(range);

	if (checked == TS_OK && (mark->kind < TS_MARK_HOLIDAY || mark->kind > TS_MARK_WORK))
		checked = TS_INVALID;
	if (checked == TS_OK)
		checked = text_compose(mark->text, request.mark.text, sizeof request.mark.text);
	return action_do(store, checked, now, TS_DEED_MARK, mark_run, &request, done);
}

enum ts_status ts_day_mark_clear(ts_store *store, struct ts_range range, ts_time now, struct ts_done *done)
{
	const struct mark_request request = { .range = range };

	return action_do(store, range_check(range), now, TS_DEED_MARK, mark_run, &request, done);
}

struct import_request {
	const struct ts_day_mark *marks;
	size_t count;
	size_t *made;
};

/* What was marked before, whatever became of it, stays as it is. */
static enum ts_status import_run(struct action *action, const void *context, struct ts_done *done)
{
	const struct import_request *request = context;
	enum ts_status status = TS_OK;

	for (size_t i = 0; i < request->count && status == TS_OK; i++) {
		const struct ts_day_mark *mark = &request->marks[i];
		struct row_ledger row = { .id = record_ledger_id(action->store, ROW_MARK, mark->day),
			                  .entry = ROW_MARK,
			                  .day = mark->day,
			                  .mark = (uint8_t)mark->kind,
			                  .half = mark->half };
		bool made = false;
		status = text_compose(mark->text, row.text, sizeof row.text);
		if (status == TS_OK)
			status = ledger_make(action, &row, false, &made);
		*request->made += made;
	}
	if (status == TS_OK && action->step.count == 0)
		status = TS_UNCHANGED;
	if (status == TS_OK)
		action_describe_step(action, NULL, done);
	return status;
}

enum ts_status ts_day_marks_import(ts_store *store, const struct ts_day_mark *marks, size_t count, ts_time now,
                                   size_t *made)
{
	size_t new_ones = 0;
	const struct import_request request = { marks, count, &new_ones };
	struct ts_done done;
	enum ts_status checked = TS_OK;

	for (size_t i = 0; i < count; i++) {
		if (!ledger_day_valid(marks[i].day) || marks[i].kind < TS_MARK_HOLIDAY || marks[i].kind > TS_MARK_WORK)
			checked = TS_INVALID;
	}
	enum ts_status status = action_do(store, checked, now, TS_DEED_MARK, import_run, &request, &done);
	if (status == TS_OK)
		*made = new_ones;
	return status;
}

enum ts_status ts_day_marks_read(ts_store *store, struct ts_range range, struct ts_day_marks *out)
{
	struct ts_day_marks marks = { .at = NULL };
	const struct ledger *ledger;
	struct reading reading;
	enum ts_status status = reading_begin(&reading, store, 0);

	if (status != TS_OK)
		return status;
	status = owed_ledger(store, reading.kept, &ledger);
	if (status == TS_OK) {
		marks.damaged = reading.kept->ledger_damaged;
		marks.at = calloc(ledger->mark_count + 1, sizeof *marks.at);
		status = marks.at ? TS_OK : TS_NO_MEMORY;
	}
	for (size_t i = 0; status == TS_OK && i < ledger->mark_count; i++) {
		if (ledger->marks[i].day >= range.first && ledger->marks[i].day <= range.last)
			marks.at[marks.count++] = ledger->marks[i];
	}
	reading_end(&reading);
	if (status == TS_OK)
		*out = marks;
	return status;
}

enum ts_status ts_leave_read(ts_store *store, int year, ts_time now, struct ts_leave *out)
{
	const struct ts_range range = { ts_day_from_civil(year, 1, 1), ts_day_from_civil(year, 12, 31) };
	const struct ledger *ledger;
	struct reading reading;
	enum ts_status status = reading_begin(&reading, store, now);

	if (status != TS_OK)
		return status;
	status = owed_ledger(store, reading.kept, &ledger);
	if (status == TS_OK) {
		*out = (struct ts_leave){ .allowance = reading.settings->leave,
			                  .damaged = reading.kept->ledger_damaged };
		ledger_leave(ledger, range, ts_day_of(now, reading.settings->day_start), out);
	}
	reading_end(&reading);
	return status;
}
