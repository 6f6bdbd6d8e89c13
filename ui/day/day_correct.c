/* What changes the selected log, or its activity, without a dialog that asks everything: deleted, moved, its end, its
 * comment, rest. None acts on a log that has not the focus. */
#include "ui/day/day_inside.h"

#include "ui/base/format.h"
#include "ui/view/deed.h"
#include "ui/view/errand.h"

#include <string.h>

const struct ts_span *day_selected_or_say(struct day *day, struct effects *effects)
{
	const struct ts_span *span = day_selected(day);

	if (span && day->pane != DAY_LOGS) {
		day->pane = DAY_LOGS;
		day_fit(day);
		effects_message(effects, MESSAGE_NOTICE, "this is the log that would be changed: press again");
		return NULL;
	}
	if (!span)
		effects_message(effects, MESSAGE_NOTICE, "nothing is logged on this day");
	return span;
}

bool day_activity_or_say(struct day *day, struct day_activity *out, struct effects *effects)
{
	const struct ts_day_view *content = &day->content;

	if (day->pane == DAY_TOTALS && content->total_count > 0) {
		const struct ts_total *total = &content->totals[day->totals.cursor];
		*out = (struct day_activity){ .id = total->activity, .rest = total->rest };
		(void)deed_short(total->text, out->text);
		return true;
	}
	const struct ts_span *span = day_selected_or_say(day, effects);
	if (!span)
		return false;
	*out = (struct day_activity){ .id = span->activity, .rest = span->rest, .off = span->off };
	(void)deed_short(span->text, out->text);
	return true;
}

/* ---- delete and move */

static void delete_selected(struct day *day, struct effects *effects)
{
	const struct ts_span *span = day_selected_or_say(day, effects);
	struct ts_done done;
	if (!span || day_change_marked(day, (struct ts_logs_change){ .what = TS_LOGS_DELETE }, effects))
		return;
	const struct errand errand = { .kind = ERRAND_DELETE, .id = span->id };
	enum ts_status status = errand_try(day->view.environment, errand, &done, effects);
	if (status == TS_BUSY)
		return;
	if (status != TS_OK) {
		day_say_failed(day, "cannot delete it", status, effects);
		return;
	}
	day_say_done(day, &done, effects);
	day->follows = false;
	day_read(day, effects);
}

/* Why the log in a row stays where it is: the neighbour or the present that is in its way. */
static void say_no_room(const struct day *day, size_t at, bool earlier, struct effects *effects)
{
	const struct ts_day_view *content = &day->content;
	char clock[FORMAT_SIZE], text[DEED_SHORT_SIZE];

	if (earlier && at > 0) {
		const struct ts_span *before = &content->spans[at - 1];
		effects_message(effects, MESSAGE_NOTICE, "cannot be earlier: %s %s is just before it",
		                format_clock(day->view.environment->clock, before->logged, before->offset, clock),
		                deed_short(before->text, text));
	} else if (!earlier && at + 1 < content->span_count) {
		const struct ts_span *after = &content->spans[at + 1];
		effects_message(effects, MESSAGE_NOTICE, "cannot be later: %s %s is just after it",
		                format_clock(day->view.environment->clock, after->logged, after->offset, clock),
		                deed_short(after->text, text));
	} else if (!earlier && day_is_today(day)) {
		effects_message(effects, MESSAGE_NOTICE, "cannot be later: a log cannot begin in the future");
	} else {
		effects_message(effects, MESSAGE_NOTICE, "cannot be %s: the log next to it is on another day",
		                earlier ? "earlier" : "later");
	}
}

/* Moves the log in a row. False: it is said why not. */
static bool shift(struct day *day, size_t row, int minutes, struct ts_done *done, struct effects *effects)
{
	const struct errand errand = { .kind = ERRAND_SHIFT,
		                       .id = day->content.spans[row].id,
		                       .by = minutes * TS_MINUTE };
	enum ts_status status = errand_try(day->view.environment, errand, done, effects);

	if (status == TS_UNCHANGED)
		say_no_room(day, row, minutes < 0, effects);
	else if (status != TS_OK && status != TS_BUSY)
		day_say_failed(day, "cannot move it", status, effects);
	return status == TS_OK;
}

static void shift_begin(struct day *day, int minutes, struct effects *effects)
{
	const struct ts_span *span = day_selected_or_say(day, effects);
	struct ts_done done;
	char from[FORMAT_SIZE], to[FORMAT_SIZE], text[DEED_SHORT_SIZE];

	const struct ts_logs_change all = { .what = TS_LOGS_SHIFT, .by = minutes * TS_MINUTE };
	if (!span || day_change_marked(day, all, effects) ||
	    !shift(day, (size_t)day->logs.cursor, minutes, &done, effects))
		return;
	format_clock(day->view.environment->clock, span->logged, span->offset, from);
	effects_message(effects, MESSAGE_GOOD, "%s %s -> %s   %s takes it back", deed_short(span->text, text), from,
	                format_clock(day->view.environment->clock, done.at, done.offset, to),
	                day_key(day, ACTION_UNDO));
	day->follows = false;
	day_read(day, effects);
}

/* A log ends where the next one begins: that one moves. */
static void shift_end(struct day *day, int minutes, struct effects *effects)
{
	const struct ts_span *span = day_selected_or_say(day, effects);
	size_t next = (size_t)day->logs.cursor + 1;
	char text[DEED_SHORT_SIZE], after[DEED_SHORT_SIZE], to[FORMAT_SIZE];
	struct ts_done done;

	if (!span)
		return;
	deed_short(span->text, text);
	if (next >= day->content.span_count && span->running) {
		effects_message(effects, MESSAGE_NOTICE, "%s goes on, it has no end yet: %s ends it now", text,
		                day_key(day, ACTION_LOG_OFF));
		return;
	}
	if (next >= day->content.span_count) {
		effects_message(effects, MESSAGE_NOTICE, "%s ends on another day: %s sets its end", text,
		                day_key(day, ACTION_EDIT_END));
		return;
	}
	if (!shift(day, next, minutes, &done, effects))
		return;
	effects_message(effects, MESSAGE_GOOD, "%s ends at %s, %s begins there   %s takes it back", text,
	                format_clock(day->view.environment->clock, done.at, done.offset, to),
	                deed_short(done.text, after), day_key(day, ACTION_UNDO));
	day->follows = false;
	day_read(day, effects);
}

/* ---- its activity, its fields */

static void rest_toggle(struct day *day, struct effects *effects)
{
	struct day_activity activity;
	struct ts_done done;

	if (!day_activity_or_say(day, &activity, effects))
		return;
	if (activity.off) {
		effects_message(effects, MESSAGE_NOTICE, "off is neither work nor rest: nothing is tracked");
		return;
	}
	const struct errand errand = { .kind = ERRAND_ACTIVITY,
		                       .id = activity.id,
		                       .activity = { .fields = TS_CHANGE_REST, .rest = !activity.rest } };
	enum ts_status status = errand_try(day->view.environment, errand, &done, effects);
	if (status == TS_BUSY)
		return;
	if (status != TS_OK) {
		day_say_failed(day, "cannot change what it counts as", status, effects);
		return;
	}
	effects_message(effects, MESSAGE_GOOD, "%s counts as %s now, on all days   %s takes it back", activity.text,
	                activity.rest ? "work" : "rest", day_key(day, ACTION_UNDO));
	day_read(day, effects);
}

/* In the totals the activity is meant. */
static void edit_activity(const struct day *day, struct effects *effects)
{
	const struct environment *environment = day->view.environment;
	struct ts_id id = day->content.totals[day->totals.cursor].activity;
	struct ts_activities activities;
	enum ts_status status = ts_activities_read(environment->store, environment->moment.now, &activities);

	if (status != TS_OK) {
		day_say_failed(day, "cannot read the activities", status, effects);
		return;
	}
	for (size_t i = 0; i < activities.count; i++) {
		if (ts_id_equal(activities.at[i].id, id))
			effects_open(effects, view_activity_create(environment, &activities.at[i], false));
	}
	ts_activities_release(&activities);
}

static void edit(struct day *day, enum edit_part part, struct effects *effects)
{
	const struct ts_span *span;

	if (day->pane == DAY_TOTALS && part == EDIT_ALL && day->content.total_count > 0)
		edit_activity(day, effects);
	else if ((span = day_selected_or_say(day, effects)) != NULL)
		effects_open(effects, view_edit_create(day->view.environment, span, part));
}

bool day_correct(struct day *day, enum action action, struct effects *effects)
{
	switch (action) {
	case ACTION_EDIT:
	case ACTION_EDIT_END:
	case ACTION_COMMENT:
		edit(day,
		     action == ACTION_EDIT       ? EDIT_ALL
		     : action == ACTION_EDIT_END ? EDIT_END
		                                 : EDIT_COMMENT,
		     effects);
		return true;
	case ACTION_DELETE:
		delete_selected(day, effects);
		return true;
	case ACTION_EARLIER:
	case ACTION_LATER:
		shift_begin(day, action == ACTION_EARLIER ? -1 : 1, effects);
		return true;
	case ACTION_EARLIER_MORE:
	case ACTION_LATER_MORE:
		shift_begin(day, action == ACTION_EARLIER_MORE ? -5 : 5, effects);
		return true;
	case ACTION_END_EARLIER:
	case ACTION_END_LATER:
		shift_end(day, action == ACTION_END_EARLIER ? -5 : 5, effects);
		return true;
	case ACTION_REST:
		rest_toggle(day, effects);
		return true;
	default:
		return false;
	}
}
