/* Something the user has asked for, as data. */
#include "ui/view/errand.h"

#include "ui/base/alloc.h"
#include "ui/base/format.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static enum ts_status log_change(ts_store *store, const struct errand *errand, struct ts_done *done)
{
	struct ts_log_change change = errand->log;

	change.text = errand->text;
	change.comment = errand->comment;
	return ts_log_change(store, errand->id, &change, errand->now, done);
}

static enum ts_status logs_change(ts_store *store, const struct errand *errand, struct ts_done *done)
{
	struct ts_logs_change change = errand->logs;

	change.text = errand->text;
	return ts_logs_change(store, errand->ids, errand->id_count, &change, errand->now, done);
}

static enum ts_status activity_change(ts_store *store, const struct errand *errand, struct ts_done *done)
{
	struct ts_activity_change change = errand->activity;

	change.text = errand->text;
	return ts_activity_change(store, errand->id, &change, errand->now, done);
}

static enum ts_status booking_write(ts_store *store, const struct errand *errand, struct ts_done *done)
{
	struct ts_booking booking = { .id = errand->id, .day = errand->day, .minutes = errand->minutes };
	int size = snprintf(booking.text, sizeof booking.text, "%s", errand->text ? errand->text : "");
	struct ts_id made;

	if (size < 0 || size >= (int)sizeof booking.text)
		return TS_TOO_LONG;
	return errand->kind == ERRAND_BOOKING_CHANGE ? ts_booking_change(store, &booking, errand->now, done)
	                                             : ts_booking_add(store, &booking, errand->now, &made, done);
}

static enum ts_status days_mark(ts_store *store, const struct errand *errand, struct ts_done *done)
{
	struct ts_day_mark mark = { .kind = errand->mark, .half = errand->half };
	int size = snprintf(mark.text, sizeof mark.text, "%s", errand->text ? errand->text : "");

	if (errand->mark == TS_MARK_NONE)
		return ts_day_mark_clear(store, errand->range, errand->now, done);
	if (size < 0 || size >= (int)sizeof mark.text)
		return TS_TOO_LONG;
	return ts_day_mark_set(store, errand->range, &mark, errand->now, done);
}

enum ts_status errand_run(ts_store *store, const struct errand *errand, struct ts_done *done)
{
	size_t folded, junk;

	if (errand->rest && (errand->kind == ERRAND_LOG_TEXT || errand->kind == ERRAND_INSERT))
		return ts_log_rest(store, errand->text, errand->comment, errand->at, errand->until, errand->now, done);
	switch (errand->kind) {
	case ERRAND_LOG_SLOT:
		return ts_log_slot(store, errand->slot, errand->at, errand->now, done);
	case ERRAND_LOG_PREVIOUS:
		return ts_log_previous(store, errand->now, done);
	case ERRAND_LOG_TEXT:
		return ts_log_text(store, errand->text, errand->comment, errand->at, errand->now, done);
	case ERRAND_INSERT:
		return ts_log_insert(store, errand->text, errand->comment, errand->at, errand->until, errand->now,
		                     done);
	case ERRAND_UNDO:
		return ts_undo(store, errand->now, done);
	case ERRAND_REDO:
		return ts_redo(store, errand->now, done);
	case ERRAND_DELETE:
		return ts_log_delete(store, errand->id, errand->now, done);
	case ERRAND_SHIFT:
		return ts_log_shift(store, errand->id, errand->by, errand->now, done);
	case ERRAND_LOG:
		return log_change(store, errand, done);
	case ERRAND_LOGS:
		return logs_change(store, errand, done);
	case ERRAND_ACTIVITY:
		return activity_change(store, errand, done);
	case ERRAND_SETTINGS:
		return ts_settings_write(store, &errand->settings, errand->now);
	case ERRAND_MARK:
		return days_mark(store, errand, done);
	case ERRAND_TARGET:
		return ts_target_set(store, &errand->target, errand->now, done);
	case ERRAND_TARGET_REMOVE:
		return ts_target_remove(store, errand->day, errand->now, done);
	case ERRAND_BOOKING:
	case ERRAND_BOOKING_CHANGE:
		return booking_write(store, errand, done);
	case ERRAND_BOOKING_REMOVE:
		return ts_booking_remove(store, errand->id, errand->now, done);
	case ERRAND_INBOX:
		return ts_inbox_log(store, errand->user, errand->slot, NULL, errand->at);
	case ERRAND_FOLD:
		break;
	}
	return ts_inbox_fold(store, errand->now, &folded, &junk);
}

enum ts_status errand_try(const struct environment *environment, struct errand errand, struct ts_done *done,
                          struct effects *effects)
{
	errand.now = environment->moment.now;
	enum ts_status status = environment->waiting > 0 ? TS_BUSY : errand_run(environment->store, &errand, done);

	if (status == TS_BUSY)
		effects_wait(effects, errand_copy(&errand));
	return status;
}

static char *text_copy(const char *text)
{
	return text ? copy_text(text) : NULL;
}

struct errand *errand_copy(const struct errand *errand)
{
	struct errand *copy = allocate(1, sizeof *copy);

	*copy = *errand;
	copy->text = text_copy(errand->text);
	copy->comment = text_copy(errand->comment);
	copy->user = text_copy(errand->user);
	copy->log.text = copy->log.comment = copy->activity.text = copy->logs.text = NULL;
	copy->ids = NULL;
	if (errand->id_count > 0) {
		struct ts_id *ids = allocate(errand->id_count, sizeof *ids);
		memcpy(ids, errand->ids, errand->id_count * sizeof *ids);
		copy->ids = ids;
	}
	return copy;
}

/* Those of a copy are its own. */
static void text_free(const char *text)
{
	char *own = (char *)(uintptr_t)text;

	if (own)
		ts_wipe(own, strlen(own));
	free(own);
}

void errand_destroy(struct errand *errand)
{
	if (!errand)
		return;
	text_free(errand->text);
	text_free(errand->comment);
	text_free(errand->user);
	free((void *)(uintptr_t)errand->ids);
	ts_wipe(errand, sizeof *errand);
	free(errand);
}

static const char *verb_of(const struct errand *errand)
{
	switch (errand->kind) {
	case ERRAND_LOG_SLOT:
	case ERRAND_INBOX:
		return errand->slot == 0 ? "log off" : "log slot";
	case ERRAND_LOG_PREVIOUS:
		return "log the one before";
	case ERRAND_LOG_TEXT:
		return "log";
	case ERRAND_INSERT:
		return "insert";
	case ERRAND_UNDO:
		return "undo";
	case ERRAND_REDO:
		return "redo";
	case ERRAND_DELETE:
		return "delete a log";
	case ERRAND_SHIFT:
		return "move a log";
	case ERRAND_LOG:
		return "change a log";
	case ERRAND_LOGS:
		return "change several logs";
	case ERRAND_ACTIVITY:
		return "change an activity";
	case ERRAND_SETTINGS:
		return "change settings";
	case ERRAND_MARK:
		return "mark days";
	case ERRAND_TARGET:
	case ERRAND_TARGET_REMOVE:
		return "change a target";
	case ERRAND_BOOKING:
	case ERRAND_BOOKING_CHANGE:
	case ERRAND_BOOKING_REMOVE:
		return "change a booking";
	case ERRAND_FOLD:
		break;
	}
	return "take over what was logged while locked";
}

const char *errand_words(enum clock clock, const struct errand *errand, bool texts, char *out, size_t size)
{
	char moment[FORMAT_SIZE], what[48] = "";
	bool named = errand->kind == ERRAND_LOG_TEXT || errand->kind == ERRAND_INSERT;

	if ((errand->kind == ERRAND_LOG_SLOT || errand->kind == ERRAND_INBOX) && errand->slot > 0)
		(void)snprintf(what, sizeof what, "%d", errand->slot);
	else if (named && texts && errand->text)
		(void)ts_text_clean(errand->text, strlen(errand->text), false, what, sizeof what);
	(void)snprintf(out, size, "%s %s%s%s", format_clock_local(clock, errand->now, moment), verb_of(errand),
	               what[0] != '\0' ? " " : "", what);
	return out;
}
