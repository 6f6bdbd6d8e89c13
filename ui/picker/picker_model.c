/* What is typed into the picker and what fits it. Reads the store; neither changes nor draws anything. */
#include "ui/picker/picker_inside.h"

#include "ui/base/alloc.h"
#include "ui/base/format.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Bytes of "at 09:30": with a date behind it there is no room left to tell the slot. */
enum { SLOT_FITS = 9 };

static struct ts_when_context when_context(const struct picker *picker)
{
	const struct environment *environment = picker->view.environment;

	return (struct ts_when_context){ .now = environment->moment.now,
		                         .day = picker->day,
		                         .day_start = environment->settings.day_start,
		                         .last_log = picker->last_log,
		                         .order = environment->date_order,
		                         .want = TS_WANT_MOMENT };
}

static void problem_set(struct picker_query *query, const char *reason)
{
	(void)snprintf(query->problem, sizeof query->problem, "%.120s; in \"quotes\" it is a text", reason);
}

static bool slot_is_taken(const struct picker *picker, int slot)
{
	if (slot == 0)
		return true;
	for (size_t i = 0; i < picker->activities.count; i++) {
		if (picker->activities.at[i].slot == slot)
			return true;
	}
	return false;
}

/* What cannot be read is told when it is logged. */
static void cover_read(struct picker *picker)
{
	const struct environment *environment = picker->view.environment;
	const struct ts_entry *entry = &picker->query.entry;
	struct ts_cover cover;

	picker->cover = (struct ts_cover){ 0 };
	if (ts_cover_read(environment->store, entry->from.at, entry->until.at, environment->moment.now, &cover) ==
	    TS_OK)
		picker->cover = cover;
}

void picker_understand(struct picker *picker)
{
	struct picker_query *query = &picker->query;
	struct ts_when_context context = when_context(picker);
	struct ts_when_error error;
	const char *text = picker->field.text;
	char reason[PICKER_MESSAGE_SIZE];

	*query = (struct picker_query){ .entry = { .slot = -1 } };
	if (ts_entry_parse(text, &context, &query->entry, &error) != TS_OK) {
		query->refused = true;
		problem_set(query, error.reason);
		return;
	}
	const struct ts_entry *entry = &query->entry;
	if (picker->recasts && entry->timed) {
		(void)snprintf(reason, sizeof reason, "its time is changed by %s",
		               keymap_key(picker->view.environment->keymap, CONTEXT_DAY, ACTION_EDIT));
		problem_set(query, reason);
	} else if (picker->recasts && entry->rest) {
		(void)snprintf(reason, sizeof reason, "%s makes it rest afterwards",
		               keymap_key(picker->view.environment->keymap, CONTEXT_DAY, ACTION_REST));
		problem_set(query, reason);
	} else if (entry->ranged) {
		cover_read(picker);
	}
	if (entry->comment_at > 0)
		(void)snprintf(query->comment, sizeof query->comment, "%s", text + entry->comment_at);
	if (entry->slot < 0)
		(void)snprintf(query->needle, sizeof query->needle, "%.*s", (int)entry->text_size,
		               text + entry->text_at);
	else if (!slot_is_taken(picker, entry->slot)) {
		(void)snprintf(reason, sizeof reason, "slot %d is empty", entry->slot);
		problem_set(query, reason);
	}
}

ts_time picker_at(const struct picker *picker)
{
	return picker->query.entry.timed ? picker->query.entry.from.at : picker->view.environment->moment.now;
}

static int row_order(const void *left_row, const void *right_row)
{
	const struct picker_row *left = left_row;
	const struct picker_row *right = right_row;

	if (left->exact != right->exact)
		return left->exact ? -1 : 1;
	if (left->close != right->close)
		return left->close ? -1 : 1;
	if (left->score > right->score)
		return -1;
	if (left->score < right->score)
		return 1;
	return left->activity < right->activity ? -1 : left->activity > right->activity;
}

/* Whether a row is offered. What one cannot have meant yet is not: archived ones but for their whole text, and an "off"
 * that was never used while nothing is typed. */
static bool is_offered(const struct picker *picker, const struct ts_activity *activity, struct picker_row *row)
{
	int slot = picker->query.entry.slot;
	struct ts_fit fit;

	if (picker->query.refused || (slot >= 0 && (slot == 0 ? !activity->off : activity->slot != slot)))
		return false;
	bool fits = ts_choice_fits(picker->choice, row->activity, &fit);

	row->exact = fit.same && picker->query.needle[0] != '\0';
	row->close = fits && fit.close;
	row->score = fit.score;
	choice_marks(&fit, activity->text, &row->marks);
	if (!fits)
		return row->exact;
	if (activity->off && activity->last_used == 0 && picker->query.needle[0] == '\0' && slot != 0)
		return false;
	return !activity->archived || row->exact;
}

/* A new activity comes before those that the typed letters fit only by chance: Enter on a new text must not log
 * something else. Returns the count of rows. */
static size_t row_new_insert(struct picker_row *rows, size_t count)
{
	size_t at = 0;

	while (at < count && rows[at].close)
		at++;
	memmove(&rows[at + 1], &rows[at], (count - at) * sizeof *rows);
	rows[at] = (struct picker_row){ .activity = PICKER_NEW };
	return count + 1;
}

static void rows_find_fitting(struct picker *picker)
{
	const char *needle = picker->query.needle;
	struct picker_row *rows = NULL;
	size_t count = 0;
	bool exact = false;

	if (picker->choice)
		choice_type(picker->choice, needle);
	free(picker->rows);
	picker->rows = rows = allocate(picker->activities.count + 1, sizeof *rows);
	for (size_t i = 0; i < picker->activities.count; i++) {
		struct picker_row *row = &rows[count];

		row->activity = i;
		if (is_offered(picker, &picker->activities.at[i], row)) {
			exact = exact || row->exact;
			count++;
		}
	}
	qsort(rows, count, sizeof *rows, row_order);
	if (needle[0] != '\0' && !exact)
		count = row_new_insert(rows, count);
	list_set_count(&picker->list, (int)count);
}

void picker_typed(struct picker *picker)
{
	picker_understand(picker);
	rows_find_fitting(picker);
	list_select(&picker->list, 0);
	picker->clicked = PICKER_NOWHERE;
	picker->message[0] = '\0';
}

const struct picker_row *picker_selected(const struct picker *picker)
{
	return picker->list.count > 0 ? &picker->rows[picker->list.cursor] : NULL;
}

const struct ts_activity *picker_activity(const struct picker *picker, const struct picker_row *row)
{
	return row && row->activity != PICKER_NEW ? &picker->activities.at[row->activity] : NULL;
}

static void load_failed(struct picker *picker, enum ts_status status)
{
	picker->unread = true;
	picker->kind = MESSAGE_ERROR;
	(void)snprintf(picker->message, sizeof picker->message, "the activities cannot be read: %s",
	               ts_status_text(status));
}

/* What is selected, to find it again in what is read anew. */
struct selected {
	bool any, new_text; /* the row that makes what was typed */
	struct ts_id activity;
};

static struct selected selected_of(const struct picker *picker)
{
	const struct picker_row *row = picker_selected(picker);
	const struct ts_activity *activity = picker_activity(picker, row);

	struct selected selected = { .any = row != NULL, .new_text = row && !activity };

	if (activity)
		selected.activity = activity->id;
	return selected;
}

static bool is_selected(const struct picker *picker, const struct picker_row *row, const struct selected *selected)
{
	const struct ts_activity *activity = picker_activity(picker, row);

	/* What was to be made may have been made elsewhere. */
	if (selected->new_text)
		return !activity || row->exact;
	return activity && ts_id_equal(activity->id, selected->activity);
}

/* Enter must not log what a change from elsewhere put under the cursor. */
static void select_again(struct picker *picker, const struct selected *selected)
{
	for (int i = 0; i < picker->list.count; i++) {
		if (is_selected(picker, &picker->rows[i], selected)) {
			list_select(&picker->list, i);
			return;
		}
	}
	list_select(&picker->list, 0);
	if (!selected->any)
		return;
	picker->kind = MESSAGE_NOTICE;
	(void)snprintf(picker->message, sizeof picker->message, "what was selected is not there any more");
}

void picker_load(struct picker *picker)
{
	const struct environment *environment = picker->view.environment;
	struct selected selected = selected_of(picker);
	struct ts_activities activities = { 0 };
	struct ts_span current;
	enum ts_status status = ts_activities_read(environment->store, environment->moment.now, &activities);

	if (status != TS_OK) {
		load_failed(picker, status);
		return;
	}
	if (picker->unread)
		picker->message[0] = '\0';
	picker->unread = false;
	ts_activities_release(&picker->activities);
	picker->activities = activities;
	ts_choice_destroy(picker->choice);
	picker->choice = choice_of_activities(&picker->activities);
	status = ts_current_read(environment->store, environment->moment.now, &current);
	picker->has_running = status == TS_OK;
	if (status == TS_OK)
		picker->running = current.activity;
	picker_understand(picker);
	rows_find_fitting(picker);
	select_again(picker, &selected);
	picker->clicked = PICKER_NOWHERE;
}

/* ---- what Enter would do */

/* "from 10:00 to 11:00; parser goes on", with the day where it is not today, and with what it takes the place of. */
static void range_text(const struct picker *picker, char *out, size_t size)
{
	enum { NAME_SIZE = 17 };
	const struct environment *environment = picker->view.environment;
	const struct ts_entry *entry = &picker->query.entry;
	const struct ts_cover *cover = &picker->cover;
	int day_start = environment->settings.day_start;
	ts_day day = ts_day_of(entry->from.at, day_start);
	char from[FORMAT_SIZE], until[FORMAT_SIZE], name[FORMAT_SIZE], on[FORMAT_SIZE + 4] = "";
	char covered[NAME_SIZE], after[NAME_SIZE], over[64] = "", more[24] = "";

	if (day != ts_day_of(environment->moment.now, day_start))
		(void)snprintf(on, sizeof on, " on %s", format_day_short(day, name));
	(void)ts_text_clean(cover->text, strlen(cover->text), false, covered, sizeof covered);
	(void)ts_text_clean(cover->after, strlen(cover->after), false, after, sizeof after);
	if (cover->count > 1)
		(void)snprintf(more, sizeof more, " +%zu", cover->count - 1);
	if (cover->count > 0)
		(void)snprintf(over, sizeof over, " over %s%s", covered, more);
	(void)snprintf(out, size, "%s-%s%s%s%s%s%s",
	               format_clock_local(picker->view.environment->clock, entry->from.at, from),
	               format_clock_local(picker->view.environment->clock, entry->until.at, until), on, over,
	               after[0] != '\0' ? "; " : "", after, after[0] != '\0' ? " goes on" : "");
}

static void at_text(const struct picker *picker, char *out, size_t size)
{
	const struct environment *environment = picker->view.environment;
	int day_start = environment->settings.day_start;
	ts_day today = ts_day_of(environment->moment.now, day_start);
	ts_day day = ts_day_of(picker_at(picker), day_start);
	const char *fold = "";
	char clock[FORMAT_SIZE];
	char name[FORMAT_SIZE];

	if (picker->query.entry.ranged) {
		range_text(picker, out, size);
		return;
	}
	if (!picker->query.entry.timed) {
		(void)snprintf(out, size, picker->day == today ? "now" : "now, on %s", format_day_short(today, name));
		return;
	}
	if (picker->query.entry.from.fold == TS_FOLD_SKIPPED)
		fold = " (the clock skips what you typed)";
	else if (picker->query.entry.from.fold == TS_FOLD_AMBIGUOUS)
		fold = " (the first of two)";
	else if (picker->query.entry.from.fold == TS_FOLD_SECOND)
		fold = " (the second of two)";
	(void)format_clock_local(picker->view.environment->clock, picker_at(picker), clock);
	if (day == today)
		(void)snprintf(out, size, "at %s%s", clock, fold);
	else
		(void)snprintf(out, size, "at %s on %s%s", clock, format_day_short(day, name), fold);
}

/* The slot a new activity would take; 0: all are taken. */
static int lowest_free_slot(const struct ts_activities *activities)
{
	for (int slot = 1; slot <= TS_SLOTS; slot++) {
		bool taken = false;

		for (size_t i = 0; i < activities->count; i++)
			taken = taken || activities->at[i].slot == slot;
		if (!taken)
			return slot;
	}
	return 0;
}

static void recast_preview(const struct picker *picker, const struct ts_activity *activity, struct picker_preview *out)
{
	bool same = activity && ts_id_equal(activity->id, picker->span.activity);

	out->before = same ? "\"" : activity ? "Enter: it was \"" : "Enter makes \"";
	if (same)
		(void)snprintf(out->after, sizeof out->after, "\" is what it is");
	else
		(void)snprintf(out->after, sizeof out->after, "%s, not %.120s", activity ? "\"" : "\" and it was that",
		               picker->span.text);
	if (picker->id_count > 0)
		(void)snprintf(out->after, sizeof out->after, "\" for all %zu marked", picker->id_count);
}

void picker_preview(const struct picker *picker, struct picker_preview *out)
{
	const struct picker_row *row = picker_selected(picker);
	const struct ts_activity *activity = picker_activity(picker, row);
	int slot = lowest_free_slot(&picker->activities);
	char at[PICKER_MESSAGE_SIZE];

	*out = (struct picker_preview){ .before = "type what you do, with a time in front or without" };
	if (!row)
		return;
	at_text(picker, at, sizeof at);
	(void)snprintf(out->name, sizeof out->name, "%s", activity ? activity->text : picker->query.needle);
	out->before = activity ? "Enter logs \"" : "Enter makes \"";
	if (picker->pinning) {
		out->before = "a digit pins \"";
		(void)snprintf(out->after, sizeof out->after, "\" to that slot");
	} else if (picker->recasts) {
		recast_preview(picker, activity, out);
	} else if (activity && !picker->query.entry.timed && picker->has_running &&
	           ts_id_equal(activity->id, picker->running)) {
		out->before = "\"";
		(void)snprintf(out->after, sizeof out->after, "\" goes on already");
	} else if (activity && picker->query.entry.rest && !activity->rest && !activity->off) {
		(void)snprintf(out->after, sizeof out->after, "\" %s, as work: ~ is for new ones", at);
	} else if (!activity && picker->query.entry.rest) {
		(void)snprintf(out->after, sizeof out->after, "\", rest, %s", at);
	} else if (activity || picker->query.entry.ranged) {
		(void)snprintf(out->after, sizeof out->after, "\" %s", at);
	} else if (slot > 0 && strlen(at) < SLOT_FITS) {
		(void)snprintf(out->after, sizeof out->after, "\" (slot %d) and logs it %s", slot, at);
	} else {
		(void)snprintf(out->after, sizeof out->after, "\" and logs it %s", at);
	}
}
