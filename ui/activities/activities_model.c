/* What the activities screen lists: filtered, in order, counted a little at a time. Draws nothing. */
#include "ui/activities/activities_inside.h"

#include "ui/base/alloc.h"
#include "ui/type/choice.h"

#include <stdlib.h>
#include <string.h>

void activities_release(struct activities *activities)
{
	ts_activities_release(&activities->known);
	ts_choice_destroy(activities->choice);
	ts_usage_end(activities->counted);
	ts_usage_end(activities->counting);
	free(activities->rows);
	field_release(&activities->filter);
}

/* ---- counting */

static void count_begin(struct activities *activities)
{
	const struct environment *environment = activities->view.environment;

	ts_usage_end(activities->counting);
	activities->counting = NULL;
	activities->progress = (struct ts_progress){ .back = INT32_MAX };
	activities->arranged_at = environment->moment.uptime;
	/* Without it the columns stay empty; what is wrong with the store shows with every other call. */
	if (ts_usage_begin(environment->store, environment->moment.now, &activities->counting) == TS_OK)
		activities_count_step(activities);
}

/* Sorting all of them with each step would take longer than counting. */
static bool arranges_again(struct activities *activities)
{
	int64_t uptime = activities->view.environment->moment.uptime;

	if (activities->counting && uptime - activities->arranged_at < ACTIVITIES_ARRANGED_EACH)
		return false;
	activities->arranged_at = uptime;
	return true;
}

void activities_count_step(struct activities *activities)
{
	if (!activities->counting)
		return;
	if (ts_usage_step(activities->counting, ACTIVITIES_ROWS, &activities->progress) != TS_OK) {
		ts_usage_end(activities->counting);
		activities->counting = NULL;
	} else if (activities->progress.done) {
		ts_usage_end(activities->counted);
		activities->counted = activities->counting;
		activities->counting = NULL;
		activities->complete = true;
	}
	if (arranges_again(activities))
		activities_arrange(activities);
}

static struct ts_use use_of(const struct activities *activities, const struct ts_activity *activity)
{
	const ts_usage *usage = activities->complete ? activities->counted : activities->counting;
	struct ts_use use = { .activity = activity->id };

	if (usage)
		use = ts_usage_of(usage, activity->id);
	/* Known at once for the last months. */
	if (activity->last_used > 0 && (use.logs == 0 || use.last < activity->last_used))
		use.last = activity->last_used;
	return use;
}

/* ---- rows */

struct sortable {
	struct activity_row row;
	const struct ts_activity *activity;
	enum activities_order order;
};

static int sortable_compare(const void *left, const void *right)
{
	const struct sortable *a = left, *b = right;

	/* What is not offered any more comes last. */
	if (a->activity->archived != b->activity->archived)
		return a->activity->archived ? 1 : -1;
	if (a->order == BY_LAST_USE && a->row.use.last != b->row.use.last)
		return a->row.use.last > b->row.use.last ? -1 : 1;
	if (a->order == BY_LOGS && a->row.use.logs != b->row.use.logs)
		return a->row.use.logs > b->row.use.logs ? -1 : 1;
	int compared = strcasecmp(a->activity->text, b->activity->text);
	return compared != 0 ? compared : memcmp(a->activity->id.bytes, b->activity->id.bytes, TS_ID_SIZE);
}

const struct activity_row *activities_row(const struct activities *activities)
{
	return activities->list.count > 0 ? &activities->rows[activities->list.cursor] : NULL;
}

const struct ts_activity *activities_selected(const struct activities *activities)
{
	const struct activity_row *row = activities_row(activities);

	return row ? &activities->known.at[row->activity] : NULL;
}

void activities_select(struct activities *activities, int row)
{
	list_select(&activities->list, row);
	const struct ts_activity *selected = activities_selected(activities);
	if (selected)
		activities->selected = selected->id;
}

void activities_arrange(struct activities *activities)
{
	size_t count = 0;
	struct sortable *all = allocate(activities->known.count + 1, sizeof *all);
	int cursor = activities->list.cursor;

	if (activities->choice)
		choice_type(activities->choice, activities->filter.text);
	for (size_t i = 0; i < activities->known.count; i++) {
		const struct ts_activity *activity = &activities->known.at[i];
		struct ts_fit fit;
		if (activity->off || !ts_choice_fits(activities->choice, i, &fit))
			continue;
		struct sortable *each = &all[count++];
		*each = (struct sortable){ .activity = activity, .order = activities->order };
		each->row.activity = i;
		each->row.use = use_of(activities, activity);
		choice_marks(&fit, activity->text, &each->row.marks);
	}
	qsort(all, count, sizeof *all, sortable_compare);
	activities->rows = reallocate(activities->rows, count + 1, sizeof *activities->rows);
	for (size_t i = 0; i < count; i++) {
		activities->rows[i] = all[i].row;
		if (ts_id_equal(all[i].activity->id, activities->selected))
			cursor = (int)i;
	}
	free(all);
	list_set_count(&activities->list, (int)count);
	activities_select(activities, cursor);
	activities->clicked = -1;
}

enum ts_status activities_read(struct activities *activities)
{
	const struct environment *environment = activities->view.environment;
	struct ts_activities known;
	enum ts_status status = ts_activities_read(environment->store, environment->moment.now, &known);

	if (status != TS_OK)
		return status;
	ts_activities_release(&activities->known);
	activities->known = known;
	ts_choice_destroy(activities->choice);
	activities->choice = choice_of_activities(&activities->known);
	count_begin(activities);
	activities_arrange(activities);
	return TS_OK;
}
