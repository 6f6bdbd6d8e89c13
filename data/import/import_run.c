/* Running an import: one transaction, one step of undo, whatever its size. */
#include "data/import/import.h"

#include "data/actions/ledger.h"
#include "data/file/store.h"
#include "data/lookup/owed.h"
#include "data/pure/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* No reason of a row's own. */
static const char no_memory[] = "out of memory";

/* What nothing is to be made of says why already. */
static bool is_out(const struct exchange_row *row)
{
	return row->fate == TS_IMPORT_REFUSED || row->fate == TS_IMPORT_LEFT_OUT;
}

/* A comment that has no room in a log goes to the day's note. */
static void comments_move(struct exchange_rows *rows, int day_start)
{
	size_t count = rows->count;

	for (size_t i = 0; i < count; i++) {
		struct exchange_row row = exchange_get(rows, i);
		struct ts_civil civil;
		if (row.kind == EXCHANGE_NOTE || import_is_owed(&row) || is_out(&row) ||
		    strlen(row.comment) < TS_COMMENT_SIZE)
			continue;
		ts_civil_local(row.begin, &civil);
		const char *text =
		        exchange_keep_format(rows, "%02d:%02d %s: %s", civil.hour, civil.minute, row.text, row.comment);
		exchange_remark(rows, &row, "its comment is long: it goes to the note of the day");
		row.comment = "";
		(void)exchange_put(rows, i, &row);
		rows->source = row.source;
		rows->line = row.line;
		(void)exchange_note(rows, ts_day_of(row.begin, day_start), text);
	}
}

/* Why a row cannot be of an activity of its text; NULL: it can. */
static const char *text_refusal(const char *text)
{
	char composed[TS_TEXT_SIZE];

	switch (text_compose(text, composed, sizeof composed)) {
	case TS_OK:
		return composed[0] == '\0' ? "its text is empty" : NULL;
	case TS_NO_MEMORY:
		return no_memory;
	case TS_TOO_LONG:
		return "its text is longer than 255 bytes";
	default:
		return "its text is not UTF-8";
	}
}

static const char *comment_refusal(const char *comment)
{
	char composed[TS_COMMENT_SIZE];
	enum ts_status status = text_compose(comment, composed, sizeof composed);

	if (status == TS_OK)
		return NULL;
	return status == TS_NO_MEMORY ? no_memory : "its comment is not UTF-8, or has no room";
}

/* Before the plan, which must not end an interval where one begins that is refused later. */
static enum ts_status texts_judge(struct exchange_rows *rows)
{
	/* Rows that follow one another often share one copy of their text, in turns. */
	enum { RECENT = 256 };
	const char *sound[RECENT] = { NULL };

	for (size_t i = 0; i < rows->count; i++) {
		struct exchange_row kept = exchange_get(rows, i), *row = &kept;
		const char **recent = &sound[exchange_text_place(row->text, RECENT)];
		if (row->kind == EXCHANGE_NOTE || import_is_owed(row) || is_out(row))
			continue;
		const char *reason = comment_refusal(row->comment);
		if (!reason && *recent != row->text)
			reason = text_refusal(row->text);
		if (!reason)
			*recent = row->text;
		if (reason == no_memory)
			return TS_NO_MEMORY;
		if (!reason)
			continue;
		row->fate = TS_IMPORT_REFUSED;
		row->reason = reason;
		if (!exchange_put(rows, i, row))
			return TS_NO_MEMORY;
	}
	return TS_OK;
}

static void rows_count(struct import_run *run)
{
	struct exchange_rows *rows = &run->import->rows;
	size_t *const counts[] = {
		[TS_IMPORT_TAKEN] = &run->counts.taken,     [TS_IMPORT_KNOWN] = &run->counts.known,
		[TS_IMPORT_JOINED] = &run->counts.joined,   [TS_IMPORT_OVERLAPS] = &run->counts.overlapping,
		[TS_IMPORT_CUT] = &run->counts.cut,         [TS_IMPORT_LEFT_OUT] = &run->counts.left_out,
		[TS_IMPORT_REFUSED] = &run->counts.refused,
	};

	for (size_t i = 0; i < rows->count; i++)
		++*counts[exchange_get(rows, i).fate];
	run->counts.untold = rows->untold;
	run->counts.refused += rows->untold;
	/* They are in order but for notes that were made of comments. */
	exchange_sort(rows);
}

static enum ts_status rows_import(struct import_run *run)
{
	const struct ts_settings *settings = &run->action->settings;
	const struct plan_rule rule = { .now = run->action->now,
		                        .day_start = settings->day_start,
		                        .forgotten_after = settings->forgotten_after * TS_HOUR };
	struct plan_order order = { 0 };

	comments_move(&run->import->rows, run->action->settings.day_start);
	enum ts_status status = texts_judge(&run->import->rows);
	if (status == TS_OK)
		status = plan_order(&run->import->rows, &rule, &order);
	if (status == TS_OK)
		status = names_fill(run->action->catalogue, &run->names);
	if (status == TS_OK)
		status = import_activities(run);
	if (status == TS_OK)
		status = import_points(run, &order);
	if (status == TS_OK)
		status = import_notes(run);
	if (status == TS_OK)
		status = import_owed(run);
	plan_order_release(&order);
	names_release(&run->names);
	return status;
}

/* Nothing is written and no lock is held: a file that can only be read will do. */
static enum ts_status run_dry(struct import_run *run, ts_store *store, ts_time now)
{
	struct action action;
	enum ts_status status = action_look(&action, store, now);

	if (status != TS_OK)
		return status;
	run->action = &action;
	status = rows_import(run);
	run->action = NULL;
	action_look_end(&action);
	return status;
}

/* All of it, and what it means for the balance. */
static enum ts_status rows_take(struct import_run *run)
{
	struct action *action = run->action;
	size_t damaged = 0;
	ts_day before;
	enum ts_status status =
	        owed_first_log(action->store, action->settings.day_start, action->now, &before, &damaged);

	if (status == TS_OK)
		status = rows_import(run);
	/* What the file says of targets holds. */
	return status == TS_OK && run->counts.logs > 0 && !run->targets
	               ? ledger_import(action, before, run->counts.first)
	               : status;
}

static enum ts_status run_inside(struct import_run *run)
{
	struct action *action = run->action;

	action->step.log.bytes[0] = (unsigned char)run->import->format;
	enum ts_status status = action_parts_begin(action);
	if (status != TS_OK)
		return status;
	run->parts = action->parts;
	status = rows_take(run);
	if (status == TS_OK)
		status = parts_flush(run->parts);
	if (status == TS_OK && run->parts->number == 0)
		return TS_UNCHANGED;
	action->step.day = run->counts.first;
	return status == TS_OK ? action_parts_finish(action) : status;
}

static enum ts_status run_real(struct import_run *run, ts_store *store, ts_time now)
{
	struct action action;
	enum ts_status status = action_begin(&action, store, now, TS_DEED_IMPORT);

	if (status != TS_OK)
		return status;
	run->action = &action;
	status = action_end_silent(&action, run_inside(run));
	run->action = NULL;
	run->parts = NULL;
	return status;
}

enum ts_status ts_import_run(ts_store *store, ts_import *import, bool dry, ts_time now, ts_progress_tell *progress,
                             void *context, struct ts_imported *out)
{
	struct import_run run = { .import = import, .dry = dry, .progress = progress, .context = context };
	enum ts_status status = store_require_login(store);

	if (status == TS_OK && import->run)
		status = TS_INVALID;
	if (status != TS_OK)
		return status;
	import->run = true;
	status = dry ? run_dry(&run, store, now) : run_real(&run, store, now);
	if (status != TS_OK && status != TS_UNCHANGED)
		return status;
	rows_count(&run);
	*out = run.counts;
	if (dry && run.counts.logs + run.counts.notes + run.counts.activities + run.counts.owed == 0)
		status = TS_UNCHANGED;
	return status;
}
