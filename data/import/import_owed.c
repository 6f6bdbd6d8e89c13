/* Marks, targets, bookings and budgets from a file: made where there never was one. */
#include "data/import/import.h"

#include "data/actions/ledger.h"
#include "data/file/store.h"
#include "data/pure/text.h"
#include "data/rows/record_ledger.h"
#include "data/sums/report.h"

#include <stdlib.h>
#include <string.h>

enum { WEEK = 7, BETWEEN = 31, DAY_MINUTES = 24 * 60 };

/* Seven numbers with a byte between. */
static bool minutes_read(const char *text, uint16_t minutes[7])
{
	for (int i = 0; i < WEEK; i++) {
		char *end;
		long number = strtol(text, &end, 10);
		if (*text < '0' || *text > '9' || number > DAY_MINUTES || *end != (i < WEEK - 1 ? BETWEEN : '\0'))
			return false;
		minutes[i] = (uint16_t)number;
		text = end + 1;
	}
	return true;
}

/* What a budget is of. Like a log it makes an activity that is new. */
static enum ts_status subject_make(struct import_run *run, const struct exchange_row *row, struct row_ledger *out,
                                   const char **trouble)
{
	ts_store *store = run->action->store;
	struct report_project project;
	enum ts_status status = TS_OK;

	report_project_read(out->text, &project);
	if (row->project && strcmp(project.name, out->text) != 0)
		*trouble = "this is no name of a project";
	else if (row->project)
		out->subject = record_project_subject(store, project.normal);
	else if ((status = names_make(run, row)) == TS_OK)
		status = names_find(run, row, &out->subject);
	if (status == TS_OK && !row->project && ts_id_equal(out->subject, run->action->catalogue->off))
		*trouble = "off has no budget";
	out->id = record_budget_id(store, &out->subject, row->project);
	return status;
}

static enum ts_status budget_make(struct import_run *run, const struct exchange_row *row, struct row_ledger *out,
                                  const char **trouble)
{
	*out = (struct row_ledger){ .entry = ROW_BUDGET, .project = row->project, .monthly = row->monthly };
	if (text_compose(row->text, out->text, sizeof out->text) != TS_OK || out->text[0] == '\0')
		*trouble = "its text is empty, longer than 255 bytes, or not UTF-8";
	else if (row->known_until <= 0 || row->known_until > TS_BUDGET_MOST)
		*trouble = "its minutes are none that a budget can have";
	else
		out->booked = (int32_t)row->known_until;
	return *trouble ? TS_OK : subject_make(run, row, out, trouble);
}

/* Why it cannot be one; NULL: it can. */
static const char *row_make(const struct import_run *run, const struct exchange_row *row, struct row_ledger *out)
{
	const ts_store *store = run->action->store;
	bool ever = row->kind == EXCHANGE_TARGET && row->day == TS_TARGET_EVER;

	*out = (struct row_ledger){ .day = row->day, .entry = ROW_BOOKING, .id = row->id };
	if (!ever && !ledger_day_valid(row->day))
		return "its day is none that a timesheet has";
	if (row->kind == EXCHANGE_TARGET) {
		out->entry = ROW_TARGET;
		out->id = record_ledger_id(store, ROW_TARGET, row->day);
		return minutes_read(row->text, out->minutes) ? NULL : "it has not seven numbers of minutes";
	}
	if (text_compose(row->text, out->text, sizeof out->text) != TS_OK)
		return "its text is longer than 255 bytes, or not UTF-8";
	if (row->kind == EXCHANGE_MARK) {
		out->entry = ROW_MARK;
		out->id = record_ledger_id(store, ROW_MARK, row->day);
		out->mark = row->mark;
		out->half = row->half;
		return NULL;
	}
	if (row->known_until == 0 || llabs(row->known_until) > TS_BOOKING_MOST)
		return "its minutes are none that can be booked";
	out->booked = (int32_t)row->known_until;
	return NULL;
}

static enum ts_status row_take(struct import_run *run, struct exchange_row *row)
{
	struct row_ledger made;
	bool is_new = false;
	const char *trouble = NULL;
	enum ts_status status = TS_OK;

	if (row->kind == EXCHANGE_BUDGET)
		status = budget_make(run, row, &made, &trouble);
	else
		trouble = row_make(run, row, &made);
	if (status == TS_OK && trouble) {
		row->fate = TS_IMPORT_REFUSED;
		row->reason = trouble;
		return TS_OK;
	}
	if (status == TS_OK)
		status = ledger_make(run->action, &made, run->dry, &is_new);
	if (status == TS_OK && is_new && !run->dry)
		status = import_harvest(run);
	if (!is_new)
		row->fate = TS_IMPORT_KNOWN;
	run->counts.owed += is_new;
	run->targets = run->targets || made.entry == ROW_TARGET;
	if (is_new && !run->any_day && row->day != TS_TARGET_EVER) {
		run->counts.first = made.day;
		run->any_day = true;
	}
	return status;
}

enum ts_status import_owed(struct import_run *run)
{
	struct exchange_rows *rows = &run->import->rows;
	enum ts_status status = TS_OK;

	for (size_t i = 0; i < rows->count && status == TS_OK; i++) {
		struct exchange_row row = exchange_get(rows, i);
		if (!import_is_owed(&row) || row.fate != TS_IMPORT_TAKEN)
			continue;
		status = row_take(run, &row);
		(void)exchange_put(rows, i, &row);
	}
	return status == TS_OK && rows->failed ? TS_NO_MEMORY : status;
}
