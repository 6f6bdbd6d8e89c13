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
	for (size_t i = 0; i < picker->found.activities.count; i++) {
		if (picker->found.activities.at[i].slot == slot)
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

static void rows_find_fitting(struct picker *picker)
{
	const struct picker_query *query = &picker->query;
	struct activity_wish wish = { .slot = query->entry.slot, .nothing = query->refused, .rest = query->entry.rest };

	memcpy(wish.needle, query->needle, sizeof wish.needle);
	activity_list_find(&picker->found, &wish);
}

void picker_typed(struct picker *picker)
{
	picker_understand(picker);
	rows_find_fitting(picker);
	list_select(&picker->found.list, 0);
	picker->clicked = PICKER_NOWHERE;
	picker->doubted = false;
	picker->message[0] = '\0';
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
	const struct activity_row *row = activity_list_selected(&picker->found);
	const struct ts_activity *activity = activity_list_activity(&picker->found, row);

	struct selected selected = { .any = row != NULL, .new_text = row && !activity };

	if (activity)
		selected.activity = activity->id;
	return selected;
}

static bool is_selected(const struct picker *picker, const struct activity_row *row, const struct selected *selected)
{
	const struct ts_activity *activity = activity_list_activity(&picker->found, row);

	/* What was to be made may have been made elsewhere. */
	if (selected->new_text)
		return !activity || row->exact;
	return activity && ts_id_equal(activity->id, selected->activity);
}

/* Enter must not log what a change from elsewhere put under the cursor. */
static void select_again(struct picker *picker, const struct selected *selected)
{
	for (int i = 0; i < picker->found.list.count; i++) {
		if (is_selected(picker, &picker->found.rows[i], selected)) {
			list_select(&picker->found.list, i);
			return;
		}
	}
	list_select(&picker->found.list, 0);
	if (!selected->any)
		return;
	picker->kind = MESSAGE_NOTICE;
	(void)snprintf(picker->message, sizeof picker->message, "what was selected is not there any more");
}

void picker_load(struct picker *picker)
{
	const struct environment *environment = picker->view.environment;
	struct selected selected = selected_of(picker);
	enum ts_status status = activity_list_read(&picker->found, environment);

	if (status != TS_OK) {
		load_failed(picker, status);
		return;
	}
	if (picker->unread)
		picker->message[0] = '\0';
	picker->unread = false;
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
	const struct activity_row *row = activity_list_selected(&picker->found);
	const struct ts_activity *activity = activity_list_activity(&picker->found, row);
	int slot = lowest_free_slot(&picker->found.activities);
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
	} else if (activity && !picker->query.entry.timed && picker->found.has_running &&
	           ts_id_equal(activity->id, picker->found.running)) {
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
