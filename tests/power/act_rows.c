/* What a logged-in user does to logs, notes and activities. */
#include "act_rows.h"

#include "tests/data/support_rows.h"

#include <stdio.h>
#include <string.h>

enum { TEXTS = 12, EARLY = 25, MINUTES_A_DAY = 24 * 60, IMPORT_ROWS_MOST = 6, NOTE_LINES_MOST = 40 };

static ts_day today(void)
{
	return ts_day_of(act_now, 0);
}

/* On a minute. */
static ts_time moment_any(uint64_t *chance)
{
	return act_now - TS_MINUTE * rows_random_below(chance, ACT_DAYS * MINUTES_A_DAY);
}

static ts_day day_any(uint64_t *chance)
{
	return today() - rows_random_below(chance, ACT_DAYS);
}

static void text_any(uint64_t *chance, char out[32])
{
	(void)snprintf(out, 32, "activity %d", rows_random_below(chance, TEXTS));
}

static enum ts_status log_any(ts_store *store, uint64_t *chance, struct ts_span *out)
{
	enum ts_status status = ts_current_read(store, moment_any(chance), out);

	return status == TS_NOT_FOUND ? ts_current_read(store, act_now, out) : status;
}

static enum ts_status rows_edit(ts_store *store, uint64_t *chance)
{
	char text[32], comment[32];
	struct ts_span span;
	struct ts_done done;
	struct ts_log_change change = { .text = text, .comment = comment };
	enum ts_status status = log_any(store, chance, &span);

	text_any(chance, text);
	(void)snprintf(comment, sizeof comment, "comment %d", rows_random_below(chance, 1000));
	return status == TS_OK ? ts_log_change(store, span.id, &change, act_now, &done) : status;
}

static enum ts_status rows_move(ts_store *store, uint64_t *chance)
{
	struct ts_span span;
	struct ts_done done;
	enum ts_status status = log_any(store, chance, &span);
	/* A log of a moment has it alone. */
	const struct ts_log_change change = { .move = true, .at = moment_any(chance) + TS_SECOND };

	return status == TS_OK ? ts_log_change(store, span.id, &change, act_now, &done) : status;
}

static enum ts_status rows_shift(ts_store *store, uint64_t *chance)
{
	struct ts_span span;
	struct ts_done done;
	enum ts_status status = log_any(store, chance, &span);

	return status == TS_OK
	               ? ts_log_shift(store, span.id, TS_MINUTE * (rows_random_below(chance, 21) - 10), act_now, &done)
	               : status;
}

static enum ts_status rows_delete(ts_store *store, uint64_t *chance)
{
	struct ts_span span;
	struct ts_done done;
	enum ts_status status = log_any(store, chance, &span);

	return status == TS_OK ? ts_log_delete(store, span.id, act_now, &done) : status;
}

static enum ts_status rows_change_activity(ts_store *store, uint64_t *chance)
{
	char text[32];
	struct ts_span span;
	struct ts_done done;
	const struct ts_activity_change change = { .fields = TS_CHANGE_TEXT, .text = text };
	enum ts_status status = log_any(store, chance, &span);

	text_any(chance, text);
	return status == TS_OK ? ts_activity_change(store, span.activity, &change, act_now, &done) : status;
}

/* Some long enough for pages of their own. */
static enum ts_status rows_note(ts_store *store, uint64_t *chance)
{
	char text[NOTE_LINES_MOST * 128] = "";
	struct ts_note note;
	struct ts_done done;
	size_t size = 0;
	enum ts_status status = ts_note_read(store, day_any(chance), &note);

	if (status != TS_OK)
		return status;
	for (int i = rows_random_below(chance, NOTE_LINES_MOST); i >= 0; i--)
		size += (size_t)snprintf(text + size, sizeof text - size, "line %016llx %0100d\n",
		                         (unsigned long long)rows_random(chance), i);
	status = ts_note_save(store, &note, text, size, act_now, &done);
	ts_note_release(&note);
	return status;
}

/* Each terminal has its own: of several the newest is shown, so that no two may be of one moment. */
static enum ts_status rows_draft(ts_store *store, uint64_t *chance, int number)
{
	const struct ts_note note = { .day = day_any(chance) };
	char text[32];

	if (rows_random_below(chance, 4) == 0)
		return ts_draft_drop(store, note.day);
	int size = snprintf(text, sizeof text, "draft %d", rows_random_below(chance, 1000));
	return ts_draft_save(store, &note, text, (size_t)size, 0, act_now + number);
}

static enum ts_status rows_settings(ts_store *store, uint64_t *chance)
{
	struct ts_settings settings = ts_settings_default();

	settings.day_start = rows_random_below(chance, 12) * 60;
	return ts_settings_write(store, &settings, act_now);
}

static enum ts_status rows_import(ts_store *store, uint64_t *chance)
{
	char bytes[1024] = "start,end,activity,comment\n";
	struct ts_imported sum;
	ts_import *import = NULL;
	enum ts_status status = ts_import_create(TS_FORMAT_CSV, NULL, &import);

	for (int i = 1 + rows_random_below(chance, IMPORT_ROWS_MOST); i > 0; i--) {
		int hour = rows_random_below(chance, 22);
		size_t size = strlen(bytes);
		(void)snprintf(bytes + size, sizeof bytes - size,
		               "2026-09-%02d %02d:%02d,2026-09-%02d %02d:00,activity %d,\n",
		               28 + rows_random_below(chance, 2), hour, rows_random_below(chance, 60), 30, hour + 1,
		               rows_random_below(chance, TEXTS));
	}
	if (status == TS_OK)
		status = ts_import_read(import, "rows", bytes, strlen(bytes));
	if (status == TS_OK)
		status = ts_import_run(store, import, false, act_now, NULL, NULL, &sum);
	ts_import_destroy(import);
	return status;
}

static enum ts_status rows_inbox(ts_store *store, uint64_t *chance)
{
	char text[32];

	text_any(chance, text);
	if (rows_random_below(chance, 2))
		return ts_inbox_log(store, ACCOUNT_NAME, rows_random_below(chance, TS_SLOTS + 1), NULL,
		                    moment_any(chance));
	return ts_inbox_log(store, ACCOUNT_NAME, 0, text, moment_any(chance));
}

static enum ts_status rows_insert(ts_store *store, uint64_t *chance)
{
	char text[32];
	struct ts_done done;
	ts_time at = moment_any(chance);

	text_any(chance, text);
	return ts_log_insert(store, text, "inserted", at, at + TS_MINUTE * (1 + rows_random_below(chance, 9)), act_now,
	                     &done);
}

enum ts_status act_rows(ts_store *store, const struct act *act)
{
	uint64_t chance = act->seed;
	size_t folded, junk;
	struct ts_done done;
	char text[32];

	switch (act->kind) {
	case ACT_LOG_EARLY:
		return ts_log_text(store, "early", NULL, act_now - EARLY * 24 * TS_HOUR, act_now, &done);
	case ACT_SLOT:
		return ts_log_slot(store, rows_random_below(&chance, 4), moment_any(&chance), act_now, &done);
	case ACT_INSERT:
		return rows_insert(store, &chance);
	case ACT_EDIT:
		return rows_edit(store, &chance);
	case ACT_MOVE:
		return rows_move(store, &chance);
	case ACT_SHIFT:
		return rows_shift(store, &chance);
	case ACT_DELETE:
		return rows_delete(store, &chance);
	case ACT_UNDO:
		return ts_undo(store, act_now, &done);
	case ACT_REDO:
		return ts_redo(store, act_now, &done);
	case ACT_RENAME:
		return rows_change_activity(store, &chance);
	case ACT_NOTE:
		return rows_note(store, &chance);
	case ACT_DRAFT:
		return rows_draft(store, &chance, act->number);
	case ACT_SETTINGS:
		return rows_settings(store, &chance);
	case ACT_INBOX:
		return rows_inbox(store, &chance);
	case ACT_FOLD:
		return ts_inbox_fold(store, act_now, &folded, &junk);
	case ACT_IMPORT:
		return rows_import(store, &chance);
	default:
		text_any(&chance, text);
		return ts_log_text(store, text, "logged", moment_any(&chance), act_now, &done);
	}
}
