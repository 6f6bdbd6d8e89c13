/* The activities that fit what is typed: found, ordered, selected. */
#include "ui/type/activity_list.h"

#include "ui/base/alloc.h"

#include <stdlib.h>
#include <string.h>

static int row_order(const void *left_row, const void *right_row)
{
	const struct activity_row *left = left_row;
	const struct activity_row *right = right_row;

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
static bool is_offered(const struct activity_list *list, const struct ts_activity *activity, struct activity_row *row)
{
	const struct activity_wish *wish = &list->wish;
	const bool typed = wish->needle[0] != '\0';
	struct ts_fit fit;

	if (wish->nothing || (wish->slot >= 0 && (wish->slot == 0 ? !activity->off : activity->slot != wish->slot)))
		return false;
	bool fits = ts_choice_fits(list->choice, row->activity, &fit);

	row->exact = fit.same && typed;
	row->close = fits && fit.close;
	row->score = fit.score;
	choice_marks(&fit, activity->text, &row->marks);
	if (!fits)
		return row->exact;
	if (activity->off && activity->last_used == 0 && !typed && wish->slot != 0)
		return false;
	return !activity->archived || row->exact;
}

/* A new activity comes before those that the typed letters fit only by chance: Enter on a new text must not log
 * something else. Returns the count of rows. */
static size_t row_new_insert(struct activity_row *rows, size_t count)
{
	size_t at = 0;

	while (at < count && rows[at].close)
		at++;
	memmove(&rows[at + 1], &rows[at], (count - at) * sizeof *rows);
	rows[at] = (struct activity_row){ .activity = ACTIVITY_NEW };
	return count + 1;
}

void activity_list_find(struct activity_list *list, const struct activity_wish *wish)
{
	struct activity_row *rows = NULL;
	size_t count = 0;
	bool exact = false;

	list->wish = *wish;
	if (list->choice)
		choice_type(list->choice, wish->needle);
	free(list->rows);
	list->rows = rows = allocate(list->activities.count + 1, sizeof *rows);
	for (size_t i = 0; i < list->activities.count; i++) {
		struct activity_row *row = &rows[count];

		row->activity = i;
		if (is_offered(list, &list->activities.at[i], row)) {
			exact = exact || row->exact;
			count++;
		}
	}
	qsort(rows, count, sizeof *rows, row_order);
	if (wish->needle[0] != '\0' && !exact)
		count = row_new_insert(rows, count);
	list_set_count(&list->list, (int)count);
}

enum ts_status activity_list_read(struct activity_list *list, const struct environment *environment)
{
	struct ts_activities activities = { 0 };
	struct ts_span current;
	enum ts_status status = ts_activities_read(environment->store, environment->moment.now, &activities);

	if (status != TS_OK)
		return status;
	ts_activities_release(&list->activities);
	list->activities = activities;
	ts_choice_destroy(list->choice);
	list->choice = choice_of_activities(&list->activities);
	list->has_running = ts_current_read(environment->store, environment->moment.now, &current) == TS_OK;
	if (list->has_running)
		list->running = current.activity;
	return TS_OK;
}

void activity_list_release(struct activity_list *list)
{
	ts_activities_release(&list->activities);
	ts_choice_destroy(list->choice);
	free(list->rows);
	ts_wipe(list, sizeof *list);
}

const struct activity_row *activity_list_selected(const struct activity_list *list)
{
	return list->list.count > 0 ? &list->rows[list->list.cursor] : NULL;
}

const struct ts_activity *activity_list_activity(const struct activity_list *list, const struct activity_row *row)
{
	return row && row->activity != ACTIVITY_NEW ? &list->activities.at[row->activity] : NULL;
}

bool activity_list_move(struct activity_list *list, enum action action)
{
	int last = list->list.count - 1, before = list->list.cursor;

	if (!list_action(&list->list, action))
		return false;
	/* Round at both ends: the row for a new activity is one step up from the first. */
	if (list->list.cursor == before && action == ACTION_UP)
		list_select(&list->list, last);
	else if (list->list.cursor == before && action == ACTION_DOWN)
		list_select(&list->list, 0);
	return true;
}
