/* What the keys of the day view do. */
#include "ui/day/day_inside.h"

#include "ui/base/format.h"
#include "ui/view/deed.h"
#include "ui/view/errand.h"

#include <string.h>

static ts_time now_of(const struct day *day)
{
	return day->view.environment->moment.now;
}

/* The clock was set back: what was logged ahead of now ends what is logged now, without a word once it comes. */
static void say_ahead(const struct day *day, struct effects *effects)
{
	const struct ts_day_view *content = &day->content;
	for (size_t i = 0; i < content->span_count; i++) {
		const struct ts_span *span = &content->spans[i];
		char clock[FORMAT_SIZE], text[DEED_SHORT_SIZE];
		if (span->logged <= now_of(day) + TS_MINUTE) /* several that log at once overtake each other */
			continue;
		effects_message(effects, MESSAGE_NOTICE,
		                "logged, but %s %s is ahead of now and ends it: was the clock set back?",
		                format_clock(day->view.environment->clock, span->logged, span->offset, clock),
		                deed_short(span->text, text));
		return;
	}
}

/* A new log is shown where it stands: on its day, selected. */
static void logged(struct day *day, enum ts_status status, struct effects *effects)
{
	if (status == TS_OK || status == TS_UNCHANGED)
		day_show(day, day->today, NULL, effects);
	if (status == TS_OK)
		say_ahead(day, effects);
}

static void log_slot(struct day *day, int slot, struct effects *effects)
{
	struct ts_done done;
	logged(day, deed_log_slot(day->view.environment, CONTEXT_DAY, slot, &done, effects), effects);
}

static void log_previous(struct day *day, struct effects *effects)
{
	struct ts_done done;
	logged(day, deed_log_previous(day->view.environment, CONTEXT_DAY, &done, effects), effects);
}

static void take_back(struct day *day, bool again, struct effects *effects)
{
	struct ts_done done;
	if (deed_take_back(day->view.environment, CONTEXT_DAY, again, &day->undo_asked, &done, effects) != TS_OK)
		return;
	bool of_log = format_is_of_log(done.deed);
	bool elsewhere = done.deed == TS_DEED_SETTINGS || done.deed == TS_DEED_TARGET ||
	                 done.deed == TS_DEED_ACTIVITY || done.deed == TS_DEED_BOOKING || done.deed == TS_DEED_BUDGET;
	day_show(day, elsewhere ? day->day : done.day, of_log ? &done.log : &day->selected, effects);
	/* A log that is no more has given its time back to the one before it. */
	if (of_log && !ts_id_equal(day->selected, done.log))
		day_select_at(day, done.at);
}

/* ---- moving about */

static void pane_next(struct day *day)
{
	day->pane = (enum day_pane)((day->pane + 1) % DAY_PANES);
	day_fit(day);
}

/* In the week's pane up and down go from day to day. */
static bool move_week(struct day *day, enum action action, struct effects *effects)
{
	ts_day to = day->day;
	if (action == ACTION_UP)
		to--;
	else if (action == ACTION_DOWN)
		to++;
	else if (action == ACTION_FIRST)
		to = environment_week(day->view.environment, day->day);
	else if (action == ACTION_LAST)
		to = environment_week(day->view.environment, day->day) + 6;
	else if (action == ACTION_PAGE_UP || action == ACTION_PAGE_DOWN)
		to += action == ACTION_PAGE_UP ? -7 : 7;
	else
		return false;
	day_show(day, to, NULL, effects);
	return true;
}

static bool move_in_pane(struct day *day, enum action action, struct effects *effects)
{
	if (day->pane == DAY_WEEK)
		return move_week(day, action, effects);
	if (day->pane == DAY_TOTALS)
		return list_action(&day->totals, action);
	if (!list_action(&day->logs, action))
		return false;
	day_select(day, day->logs.cursor);
	return true;
}

static bool go(struct day *day, enum action action, struct effects *effects)
{
	ts_day to = day->day;
	switch (action) {
	case ACTION_DAY_PREVIOUS:
		to--;
		break;
	case ACTION_DAY_NEXT:
		to++;
		break;
	case ACTION_WEEK_PREVIOUS:
		to -= 7;
		break;
	case ACTION_WEEK_NEXT:
		to += 7;
		break;
	case ACTION_TODAY:
		to = day->today;
		break;
	default:
		return false;
	}
	day_show(day, to, NULL, effects);
	return true;
}

/* ---- other views */

static void open_picker(struct day *day, struct effects *effects)
{
	ts_time last = day->has_current ? day->current.logged : 0;
	effects_open(effects, view_picker_create(day->view.environment, day->day, last));
}

static bool open_view(struct day *day, enum action action, struct effects *effects)
{
	const struct environment *environment = day->view.environment;
	const struct ts_span *span;

	switch (action) {
	case ACTION_PICK:
		open_picker(day, effects);
		return true;
	case ACTION_INSERT:
		if (day->content.span_count == 0)
			open_picker(day, effects);
		else if ((span = day_selected_or_say(day, effects)) != NULL)
			effects_open(effects, view_insert_create(environment, span));
		return true;
	case ACTION_COPY_OUT:
		day_copy(day, effects);
		return true;
	case ACTION_COPY_LINK:
		day_copy_link(day, effects);
		return true;
	case ACTION_GOTO:
		effects_open(effects, view_goto_create(environment, day->day));
		return true;
	case ACTION_SEARCH:
		effects_open(effects, view_search_create(environment));
		return true;
	default:
		return deed_open_screen(environment, CONTEXT_DAY, action, day->day, effects) ||
		       effects_report(effects, action, day->day, false);
	}
}

static void act(struct day *day, enum action action, int digit, struct effects *effects)
{
	switch (action) {
	case ACTION_LOG_SLOT:
	case ACTION_LOG_OFF:
		log_slot(day, digit, effects);
		break;
	case ACTION_LOG_PREVIOUS:
		log_previous(day, effects);
		break;
	case ACTION_UNDO:
	case ACTION_REDO:
		take_back(day, action == ACTION_REDO, effects);
		break;
	case ACTION_PANE:
		pane_next(day);
		break;
	case ACTION_STRETCH:
		day->other_stretch = !day->other_stretch;
		break;
	case ACTION_LOCK:
		effects_add(effects, EFFECT_LOCK);
		break;
	default:
		if (!day_correct(day, action, effects) && !day_mark_action(day, action, effects))
			day_ask(day, action, effects);
		break;
	}
}

void day_action(struct day *day, enum action action, const struct key *key, struct effects *effects)
{
	int digit = action == ACTION_LOG_SLOT ? keymap_digit(day->view.environment->keymap, *key) : 0;
	day->undo_asked = day->undo_asked && action == ACTION_UNDO;
	if (day_hit_step(day, action, effects))
		return;
	if (day_answered(day, action, key, effects))
		return;
	if (!move_in_pane(day, action, effects) && !go(day, action, effects) && !open_view(day, action, effects))
		act(day, action, digit, effects);
}
