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
		                format_clock(span->logged, span->offset, clock), deed_short(span->text, text));
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

/* Keys that act on the selected log need to show which one that is. */
static const struct ts_span *selected_or_say(struct day *day, struct effects *effects)
{
	struct day_layout layout;
	day_layout(day, &layout);
	if (layout.logs.height == 0 && day->pane != DAY_LOGS) {
		day->pane = DAY_LOGS;
		day_fit(day);
		effects_message(effects, MESSAGE_NOTICE, "this is the log that would be changed: press again");
		return NULL;
	}
	const struct ts_span *span = day_selected(day);
	if (!span)
		effects_message(effects, MESSAGE_NOTICE, "nothing is logged on this day");
	return span;
}

/* ---- undo, delete, move */

static void take_back(struct day *day, bool again, struct effects *effects)
{
	struct ts_done done;
	if (deed_take_back(day->view.environment, CONTEXT_DAY, again, &day->undo_asked, &done, effects) != TS_OK)
		return;
	bool of_log = format_is_of_log(done.deed);
	bool elsewhere = done.deed == TS_DEED_SETTINGS || done.deed == TS_DEED_TARGET ||
	                 done.deed == TS_DEED_ACTIVITY || done.deed == TS_DEED_BOOKING;
	day_show(day, elsewhere ? day->day : done.day, of_log ? &done.log : &day->selected, effects);
	/* A log that is no more has given its time back to the one before it. */
	if (of_log && !ts_id_equal(day->selected, done.log))
		day_select_at(day, done.at);
}

static void delete_selected(struct day *day, struct effects *effects)
{
	const struct ts_span *span = selected_or_say(day, effects);
	struct ts_done done;
	if (!span)
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

/* Why a log stays where it is: the neighbour or the present that is in its way. */
static void say_no_room(const struct day *day, bool earlier, struct effects *effects)
{
	const struct ts_day_view *content = &day->content;
	size_t at = (size_t)day->logs.cursor;
	char clock[FORMAT_SIZE], text[DEED_SHORT_SIZE];

	if (earlier && at > 0) {
		const struct ts_span *before = &content->spans[at - 1];
		effects_message(effects, MESSAGE_NOTICE, "cannot be earlier: %s %s is just before it",
		                format_clock(before->logged, before->offset, clock), deed_short(before->text, text));
	} else if (!earlier && at + 1 < content->span_count) {
		const struct ts_span *after = &content->spans[at + 1];
		effects_message(effects, MESSAGE_NOTICE, "cannot be later: %s %s is just after it",
		                format_clock(after->logged, after->offset, clock), deed_short(after->text, text));
	} else if (!earlier && day_is_today(day)) {
		effects_message(effects, MESSAGE_NOTICE, "cannot be later: a log cannot begin in the future");
	} else {
		effects_message(effects, MESSAGE_NOTICE, "cannot be %s: the log next to it is on another day",
		                earlier ? "earlier" : "later");
	}
}

static void shift_selected(struct day *day, int minutes, struct effects *effects)
{
	const struct ts_span *span = selected_or_say(day, effects);
	struct ts_done done;
	char from[FORMAT_SIZE], to[FORMAT_SIZE], text[DEED_SHORT_SIZE];

	if (!span)
		return;
	const struct errand errand = { .kind = ERRAND_SHIFT, .id = span->id, .by = minutes * TS_MINUTE };
	enum ts_status status = errand_try(day->view.environment, errand, &done, effects);
	if (status == TS_BUSY)
		return;
	if (status == TS_UNCHANGED) {
		say_no_room(day, minutes < 0, effects);
		return;
	}
	if (status != TS_OK) {
		day_say_failed(day, "cannot move it", status, effects);
		return;
	}
	format_clock(span->logged, span->offset, from);
	effects_message(effects, MESSAGE_GOOD, "%s %s -> %s   %s takes it back", deed_short(span->text, text), from,
	                format_clock(done.at, done.offset, to), day_key(day, ACTION_UNDO));
	day->follows = false;
	day_read(day, effects);
}

/* ---- pin */

static void pin_begin(struct day *day, struct effects *effects)
{
	char text[DEED_SHORT_SIZE];
	const struct ts_span *span = selected_or_say(day, effects);
	if (!span)
		return;
	if (span->off) {
		effects_message(effects, MESSAGE_NOTICE, "off has its key already: %s", day_key(day, ACTION_LOG_OFF));
		return;
	}
	day->pinning = true;
	day->pin_asked = day->view.environment->moment.uptime;
	effects_message(effects, MESSAGE_NOTICE, "pin \"%s\" to which slot? 1..9, 0 for none",
	                deed_short(span->text, text));
}

/* loser: what was on the slot before; "" nothing. */
static void say_pinned(const struct day *day, const char *text, int slot, const char *loser, struct effects *effects)
{
	const char *undo = day_key(day, ACTION_UNDO);
	if (slot == 0)
		effects_message(effects, MESSAGE_GOOD, "%s is on no slot now   %s takes it back", text, undo);
	else if (loser[0] != '\0')
		effects_message(effects, MESSAGE_GOOD, "%s is on %d now, %s on none   %s takes it back", text, slot,
		                loser, undo);
	else
		effects_message(effects, MESSAGE_GOOD, "%s is on %d now   %s takes it back", text, slot, undo);
}

static void pin_end(struct day *day, int slot, struct effects *effects)
{
	const struct ts_span *span = day_selected(day);
	struct ts_done done;

	day->pinning = false;
	if (!span)
		return;
	const struct errand errand = { .kind = ERRAND_ACTIVITY,
		                       .id = span->activity,
		                       .activity = { .fields = TS_CHANGE_SLOT, .slot = slot } };
	enum ts_status status = errand_try(day->view.environment, errand, &done, effects);
	if (status == TS_BUSY)
		return;
	char text[DEED_SHORT_SIZE], loser[DEED_SHORT_SIZE] = "";
	deed_short(span->text, text);
	if (slot >= 1 && slot <= TS_SLOTS)
		deed_short(day->slots[slot].text, loser);
	if (status == TS_UNCHANGED && slot > 0)
		effects_message(effects, MESSAGE_PLAIN, "%s is on %d already", text, slot);
	else if (status == TS_UNCHANGED)
		effects_message(effects, MESSAGE_PLAIN, "%s is on no slot", text);
	else if (status != TS_OK)
		day_say_failed(day, "cannot pin it", status, effects);
	else
		say_pinned(day, text, slot, loser, effects);
	if (status == TS_OK)
		day_read(day, effects);
}

/* True: the key was the answer to the question of the pin. */
static bool pin_answered(struct day *day, enum action action, int digit, struct effects *effects)
{
	if (!day->pinning)
		return false;
	/* The question has gone from the event line: a digit logs again. */
	if (day->view.environment->moment.uptime - day->pin_asked >= MESSAGE_STAYS) {
		day->pinning = false;
		return false;
	}
	if (action == ACTION_LOG_SLOT || action == ACTION_LOG_OFF) {
		pin_end(day, digit, effects);
		return true;
	}
	day->pinning = false;
	return action == ACTION_PIN;
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
		to = day->day - ts_day_weekday(day->day);
	else if (action == ACTION_LAST)
		to = day->day - ts_day_weekday(day->day) + 6;
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
	case ACTION_EDIT:
	case ACTION_INSERT:
		if (action == ACTION_INSERT && day->content.span_count == 0) {
			open_picker(day, effects);
			return true;
		}
		span = selected_or_say(day, effects);
		if (span)
			effects_open(effects, action == ACTION_EDIT ? view_edit_create(environment, span)
			                                            : view_insert_create(environment, span));
		return true;
	case ACTION_NOTE:
		effects_open(effects, view_notes_create(environment, day->day));
		return true;
	case ACTION_MARK_DAY:
		effects_open(effects, view_mark_create(environment, day->day));
		return true;
	case ACTION_GOTO:
		effects_open(effects, view_goto_create(environment, day->day));
		return true;
	case ACTION_SEARCH:
		effects_open(effects, view_search_create(environment));
		return true;
	case ACTION_ACTIVITIES:
		effects_open(effects, view_activities_create(environment));
		return true;
	case ACTION_SETTINGS:
		effects_open(effects, view_settings_create(environment));
		return true;
	case ACTION_HELP:
		effects_open(effects, view_help_create(environment, CONTEXT_DAY));
		return true;
	default:
		return effects_report(effects, action, day->day, false);
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
	case ACTION_DELETE:
		delete_selected(day, effects);
		break;
	case ACTION_EARLIER:
	case ACTION_LATER:
		shift_selected(day, action == ACTION_EARLIER ? -1 : 1, effects);
		break;
	case ACTION_EARLIER_MORE:
	case ACTION_LATER_MORE:
		shift_selected(day, action == ACTION_EARLIER_MORE ? -5 : 5, effects);
		break;
	case ACTION_PIN:
		pin_begin(day, effects);
		break;
	case ACTION_PANE:
		pane_next(day);
		break;
	case ACTION_LOCK:
		effects_add(effects, EFFECT_LOCK);
		break;
	case ACTION_QUIT:
		effects_add(effects, day->view.environment->below > 0 ? EFFECT_BACK : EFFECT_QUIT);
		break;
	default:
		break;
	}
}

void day_action(struct day *day, enum action action, const struct key *key, struct effects *effects)
{
	int digit = action == ACTION_LOG_SLOT ? keymap_digit(day->view.environment->keymap, *key) : 0;
	day->undo_asked = day->undo_asked && action == ACTION_UNDO;
	if (pin_answered(day, action, digit, effects))
		return;
	if (!move_in_pane(day, action, effects) && !go(day, action, effects) && !open_view(day, action, effects))
		act(day, action, digit, effects);
}
