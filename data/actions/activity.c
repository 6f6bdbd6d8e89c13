/* Reading and changing activities. */
#include "data/actions/action.h"
#include "data/file/store.h"
#include "data/pure/text.h"
#include "data/rows/month.h"
#include "data/rows/record_logs.h"
#include "data/rows/row.h"

#include <stdlib.h>
#include <string.h>

/* Months back to which ts_activities_read looks for the last use, this one included. */
enum { USE_MONTHS = 3 };

/* Where a list has the activities of a catalogue: thousands of logs look for theirs. */
struct uses {
	const struct catalogue *catalogue;
	struct ts_activities *list;
	size_t *places; /* by row, 0: not in the list */
};

static enum ts_status use_take(void *context, const struct row_log *log)
{
	const struct uses *uses = context;
	struct ts_id root = catalogue_resolve(uses->catalogue, &log->activity);
	const struct row_activity *row = catalogue_row(uses->catalogue, &root);
	size_t place = row ? uses->places[row - uses->catalogue->rows.at] : 0;

	/* off stands first, with a row of its own or without. */
	if (place == 0 && !ts_id_equal(root, uses->catalogue->off))
		return TS_OK;
	struct ts_activity *activity = &uses->list->at[place];
	if (log->at > activity->last_used)
		activity->last_used = log->at;
	return TS_OK;
}

static enum ts_status uses_read(const struct reading *reading, struct ts_activities *list, size_t *places)
{
	struct uses uses = { reading->catalogue, list, places };
	int32_t month = month_of_time(reading->now);
	size_t ignored = 0;
	enum ts_status status = TS_OK;

	for (int i = 0; i < USE_MONTHS && status == TS_OK; i++)
		status = record_logs_visit(reading->store, month - i, use_take, &uses, &ignored);
	return status;
}

static int activity_compare(const void *left, const void *right)
{
	const struct ts_activity *a = left, *b = right;

	if (a->last_used != b->last_used)
		return a->last_used > b->last_used ? -1 : 1;
	int compared = strcmp(a->text, b->text);
	return compared != 0 ? compared : memcmp(a->id.bytes, b->id.bytes, TS_ID_SIZE);
}

static enum ts_status list_read(const struct reading *reading, struct ts_activities *out)
{
	const struct catalogue *catalogue = reading->catalogue;
	struct ts_activities list = { .damaged = reading->kept->damaged };
	enum ts_status status = TS_NO_MEMORY;

	list.at = calloc(catalogue->rows.count + 1, sizeof *list.at);
	size_t *places = calloc(catalogue->rows.count + 1, sizeof *places);
	if (!list.at || !places)
		goto out;
	(void)catalogue_show(catalogue, &catalogue->off, &list.at[list.count++]);
	for (size_t i = 0; i < catalogue->rows.count; i++) {
		const struct row_activity *row = &catalogue->rows.at[i];
		struct ts_id root = catalogue_resolve(catalogue, &row->id);
		if (row->standing == ROW_UNMADE || !ts_id_equal(root, row->id) || ts_id_equal(root, catalogue->off))
			continue;
		places[i] = list.count;
		(void)catalogue_show(catalogue, &row->id, &list.at[list.count++]);
	}
	status = uses_read(reading, &list, places);
	if (status != TS_OK)
		goto out;
	qsort(list.at, list.count, sizeof *list.at, activity_compare);
	*out = list;
	list.at = NULL;
out:
	free(places);
	free(list.at);
	return status;
}

enum ts_status ts_activities_read(ts_store *store, ts_time now, struct ts_activities *out)
{
	struct reading reading;
	enum ts_status status = reading_begin(&reading, store, now);

	if (status != TS_OK)
		return status;
	status = list_read(&reading, out);
	reading_end(&reading);
	return status;
}

void ts_activities_release(struct ts_activities *activities)
{
	free(activities->at);
	*activities = (struct ts_activities){ 0 };
}

/* Renames row in memory. When another activity shows that text already, row is merged into it. */
static enum ts_status rename_run(struct action *action, const char *text, struct row_activity *row)
{
	struct ts_id other;
	char composed[TS_TEXT_SIZE];
	enum ts_status status = catalogue_find(action->catalogue, text, &other);

	if (status == TS_OK && ts_id_equal(other, action->catalogue->off))
		return TS_INVALID;
	if (status == TS_OK && !ts_id_equal(other, row->id)) {
		row->merged = other;
		row->slot = 0;
		return TS_OK;
	}
	if (status != TS_OK && status != TS_NOT_FOUND)
		return status;
	status = text_compose(text, composed, sizeof composed);
	if (status == TS_OK) {
		memset(row->text, 0, sizeof row->text);
		memcpy(row->text, composed, strlen(composed));
	}
	return status;
}

/* Whom a row was merged into takes over the slot, if it has none. */
static enum ts_status slot_inherit(struct action *action, const struct row_activity *before,
                                   const struct row_activity *after)
{
	const struct row_activity *heir = catalogue_row(action->catalogue, &after->merged);
	bool held =
	        before->slot > 0 && before->standing == ROW_OFFERED && action->catalogue->slots[before->slot] == NULL;

	if (!heir || !held || heir->slot > 0 || heir->standing != ROW_OFFERED)
		return TS_OK;
	struct row_activity old = *heir, changed = *heir;
	changed.slot = before->slot;
	return action_activity(action, &old, &changed);
}

static enum ts_status slot_take(struct action *action, const struct ts_id *taker, int slot)
{
	const struct row_activity *holder = action->catalogue->slots[slot];

	if (slot == 0 || !holder || ts_id_equal(holder->id, *taker))
		return TS_OK;
	struct row_activity old = *holder, changed = *holder;
	changed.slot = 0;
	return action_activity(action, &old, &changed);
}

/* What the change makes of a row. */
static enum ts_status change_apply(struct action *action, const struct ts_activity_change *change,
                                   struct row_activity *row)
{
	bool was_archived = row->standing == ROW_ARCHIVED;

	if ((change->fields & TS_CHANGE_COLOUR) && change->colour > 0)
		row->colour = (uint8_t)change->colour;
	else if ((change->fields & TS_CHANGE_COLOUR) && row->colour > 0 && !(row->colour & ROW_COLOUR_GIVEN))
		row->colour = (uint8_t)(catalogue_free_colour(action->catalogue, &row->id) | ROW_COLOUR_GIVEN);
	if (change->fields & TS_CHANGE_REST)
		row->rest = change->rest;
	if (change->fields & TS_CHANGE_ARCHIVED)
		row->standing = change->archived ? ROW_ARCHIVED : ROW_OFFERED;
	/* A slot offers what it holds. What is archived keeps the number in mind, and has it again if nobody else
	 * took it. */
	bool held = action->catalogue->slots[row->slot] != NULL;
	if ((change->fields & TS_CHANGE_SLOT) && (row->standing != ROW_ARCHIVED || change->slot == 0))
		row->slot = (uint8_t)change->slot;
	else if (was_archived && row->standing == ROW_OFFERED && row->slot > 0 && held)
		row->slot = 0;
	if (change->fields & TS_CHANGE_TEXT)
		return rename_run(action, change->text, row);
	return TS_OK;
}

static bool change_valid(const struct ts_activity_change *change)
{
	return !((change->fields & TS_CHANGE_SLOT) && (change->slot < 0 || change->slot > TS_SLOTS)) &&
	       !((change->fields & TS_CHANGE_COLOUR) && (change->colour < 0 || change->colour > TS_COLOURS)) &&
	       !((change->fields & TS_CHANGE_TEXT) && !change->text);
}

static enum ts_status change_make(struct action *action, struct ts_id id, const struct ts_activity_change *change)
{
	struct ts_id root = catalogue_resolve(action->catalogue, &id);
	const struct row_activity *row = catalogue_row(action->catalogue, &root);

	if (ts_id_equal(root, action->catalogue->off) || !change_valid(change))
		return TS_INVALID;
	if (!row || row->standing == ROW_UNMADE)
		return TS_NOT_FOUND;
	struct row_activity before = *row, after = *row;
	enum ts_status status = change_apply(action, change, &after);
	if (status == TS_OK && after.slot != before.slot)
		status = slot_take(action, &root, after.slot);
	/* What holds a slot only by an older claim is shown without one; to ask for it is a change. */
	if (status == TS_OK && (change->fields & TS_CHANGE_SLOT) && after.slot > 0 && after.slot == before.slot)
		status = slot_take(action, &root, after.slot);
	if (status == TS_OK)
		status = action_activity(action, &before, &after);
	bool merged = !ts_id_equal(after.merged, before.merged);
	if (status == TS_OK && merged)
		status = slot_inherit(action, &before, &after);
	if (status == TS_OK && action->step.count == 0)
		status = TS_UNCHANGED;
	action->step.activity = merged ? after.merged : root;
	return status;
}

struct change_request {
	struct ts_id activity;
	const struct ts_activity_change *change;
};

static enum ts_status change_run(struct action *action, const void *context, struct ts_done *done)
{
	const struct change_request *request = context;
	enum ts_status status = change_make(action, request->activity, request->change);

	if (status == TS_OK || status == TS_UNCHANGED)
		action_describe_activity(action, &action->step.activity, done);
	return status;
}

enum ts_status ts_activity_change(ts_store *store, struct ts_id activity, const struct ts_activity_change *change,
                                  ts_time now, struct ts_done *done)
{
	const struct change_request request = { activity, change };

	return action_do(store, TS_OK, now, TS_DEED_ACTIVITY, change_run, &request, done);
}
