/* What days owe, in one list: the targets by the day they hold from, then what is booked on the balance; and below it,
 * what that comes to. */
#include "ui/base/alloc.h"
#include "ui/base/failure.h"
#include "ui/base/format.h"
#include "ui/base/hours.h"
#include "ui/draw/widgets.h"
#include "ui/owed/owed.h"
#include "ui/view/card.h"
#include "ui/view/errand.h"
#include "ui/view/list.h"
#include "ui/view/undo_ask.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WIDTH = 72, HEIGHT = 20, OTHER_ROWS = 5 /* headings above; a rule, the balance and hints below */ };
enum { NAME_AT = 2, NAME_WIDTH = 16, DAY_WIDTH = 6, WEEK_WIDTH = 8, BALANCE_MONTHS = 24 };

struct view_owed {
	struct view view;
	struct ts_targets targets;
	struct ts_bookings bookings;
	struct ts_balance balance;
	struct ts_leave leave;
	int year;
	struct list list; /* targets, then bookings */
	bool adds_up;     /* the balance is not known yet */
	bool undo_asked;
	char error[160];
};

static struct view_owed *owed_of(struct view *view)
{
	return (struct view_owed *)view;
}

static const struct ts_target *selected_target(const struct view_owed *owed)
{
	return owed->list.cursor < (int)owed->targets.count ? &owed->targets.at[owed->list.cursor] : NULL;
}

static const struct ts_booking *selected_booking(const struct view_owed *owed)
{
	int place = owed->list.cursor - (int)owed->targets.count;

	return place >= 0 && place < (int)owed->bookings.count ? &owed->bookings.at[place] : NULL;
}

static void failed(struct view_owed *owed, const char *what, enum ts_status status)
{
	(void)snprintf(owed->error, sizeof owed->error, "%s: %s", what,
	               failure_words(owed->view.environment->store, status));
}

/* ---- reading */

static void balance_look(struct view_owed *owed)
{
	const struct environment *environment = owed->view.environment;
	const ts_time now = environment->moment.now;
	ts_day today = ts_day_of(now, environment->settings.day_start);

	if (ts_balance_read(environment->store, today, now, &owed->balance) != TS_OK)
		owed->balance = (struct ts_balance){ .known = false };
	owed->adds_up = !owed->balance.known && !owed->balance.no_target;
}

static void load(struct view_owed *owed)
{
	const struct environment *environment = owed->view.environment;
	struct ts_targets targets = { 0 };
	struct ts_bookings bookings = { 0 };
	struct ts_civil civil;
	enum ts_status status = ts_targets_read(environment->store, &targets);

	if (status == TS_OK)
		status = ts_bookings_read(environment->store, &bookings);
	if (status != TS_OK) {
		ts_targets_release(&targets);
		failed(owed, "cannot read what days owe", status);
		return;
	}
	ts_targets_release(&owed->targets);
	ts_bookings_release(&owed->bookings);
	owed->targets = targets;
	owed->bookings = bookings;
	if (targets.damaged > 0)
		(void)snprintf(owed->error, sizeof owed->error, "%zu %s damaged or missing: see 'timesheet check'",
		               targets.damaged, ts_counted((int64_t)targets.damaged, "row is", "rows are"));
	list_set_count(&owed->list, (int)(targets.count + bookings.count));
	ts_civil_local(environment->moment.now, &civil);
	owed->year = civil.year;
	if (ts_leave_read(environment->store, civil.year, environment->moment.now, &owed->leave) != TS_OK)
		owed->leave = (struct ts_leave){ 0 };
	balance_look(owed);
}

/* It rests on all logs: a step at a time, between keys. */
static void add_up(struct view_owed *owed)
{
	const struct environment *environment = owed->view.environment;
	bool done = false;

	if (!owed->adds_up)
		return;
	owed->adds_up =
	        ts_flex_prepare(environment->store, environment->moment.now, BALANCE_MONTHS, &done) == TS_OK && !done;
	if (done)
		balance_look(owed);
}

/* ---- what is asked for */

static void done_say(const struct view_owed *owed, const struct ts_done *done, struct effects *effects)
{
	char text[TS_TEXT_SIZE + FORMAT_SIZE];

	effects_message(effects, MESSAGE_GOOD, "%s   %s takes it back",
	                format_done(owed->view.environment->clock, done, text, sizeof text),
	                keymap_key(owed->view.environment->keymap, CONTEXT_OWED, ACTION_UNDO));
	/* The target of today is a setting, too. */
	effects_add(effects, EFFECT_SETTINGS);
}

static void run(struct view_owed *owed, struct errand errand, const char *what, struct effects *effects)
{
	struct ts_done done;
	enum ts_status status = errand_try(owed->view.environment, errand, &done, effects);
	char text[TS_TEXT_SIZE + FORMAT_SIZE];

	if (status == TS_BUSY)
		return;
	if (status == TS_NOT_FOUND)
		effects_message(effects, MESSAGE_PLAIN, "nothing to take back");
	else if (status != TS_OK)
		failed(owed, what, status);
	else if (errand.kind == ERRAND_UNDO) {
		effects_message(effects, MESSAGE_GOOD, "took back: %s",
		                format_done(owed->view.environment->clock, &done, text, sizeof text));
		effects_add(effects, EFFECT_SETTINGS);
	} else
		done_say(owed, &done, effects);
	load(owed);
}

static void remove_selected(struct view_owed *owed, struct effects *effects)
{
	const struct ts_target *target = selected_target(owed);
	const struct ts_booking *booking = selected_booking(owed);

	if (target && target->usual)
		effects_message(effects, MESSAGE_PLAIN, "nobody has set it: a new target takes its place");
	else if (target)
		run(owed, (struct errand){ .kind = ERRAND_TARGET_REMOVE, .day = target->from }, "not removed", effects);
	else if (booking)
		run(owed, (struct errand){ .kind = ERRAND_BOOKING_REMOVE, .id = booking->id }, "not removed", effects);
	else
		effects_add(effects, EFFECT_BELL);
}

static void change_selected(struct view_owed *owed, struct effects *effects)
{
	const struct environment *environment = owed->view.environment;
	const struct ts_target *target = selected_target(owed);
	const struct ts_booking *booking = selected_booking(owed);

	if (booking)
		effects_open(effects, owed_booking_create(environment, booking));
	else
		effects_open(effects, owed_target_create(environment, target));
}

static void acted(struct view_owed *owed, enum action action, struct effects *effects)
{
	const struct environment *environment = owed->view.environment;

	owed->undo_asked = owed->undo_asked && action == ACTION_UNDO;
	owed->error[0] = '\0';
	switch (action) {
	case ACTION_CHANGE:
		change_selected(owed, effects);
		break;
	case ACTION_TARGET_NEW:
		effects_open(effects, owed_target_create(environment, NULL));
		break;
	case ACTION_BOOK:
		effects_open(effects, owed_booking_create(environment, NULL));
		break;
	case ACTION_DELETE:
		remove_selected(owed, effects);
		break;
	case ACTION_UNDO:
		if (!undo_ask(environment, CONTEXT_OWED, &owed->undo_asked, effects))
			run(owed, (struct errand){ .kind = ERRAND_UNDO }, "cannot take it back", effects);
		break;
	case ACTION_HELP:
		effects_open(effects, view_help_create(environment, CONTEXT_OWED));
		break;
	case ACTION_CANCEL:
		effects_close(effects, NULL);
		break;
	default:
		(void)list_action(&owed->list, action);
		break;
	}
}

/* ---- drawing */

/* Where there is no room for each weekday, the week's sum is all that shows. */
static bool has_days(int width)
{
	return width >= NAME_AT + NAME_WIDTH + 7 * DAY_WIDTH + WEEK_WIDTH;
}

static void target_draw(const struct ts_target *target, struct surface *surface, int y, int width, struct look look)
{
	char text[FORMAT_SIZE], hours[HOURS_SIZE];
	int x = NAME_AT + NAME_WIDTH, week = 0;

	surface_text_cut(surface, NAME_AT, y, NAME_WIDTH - 1,
	                 target->from == TS_TARGET_EVER ? "from the first" : format_day(target->from, text), look);
	for (int i = 0; i < 7; i++) {
		week += target->minutes[i];
		if (!has_days(width))
			continue;
		surface_text_right(surface, x, y, DAY_WIDTH - 1,
		                   target->minutes[i] > 0 ? hours_format(target->minutes[i], hours) : "-", look);
		x += DAY_WIDTH;
	}
	surface_text_right(surface, x, y, WEEK_WIDTH, hours_format(week, hours), look);
}

static void booking_draw(const struct ts_booking *booking, struct surface *surface, int y, int width, struct look look)
{
	char text[FORMAT_SIZE], hours[HOURS_SIZE], sum[HOURS_SIZE + 1];

	surface_text_cut(surface, NAME_AT, y, NAME_WIDTH - 1, format_day(booking->day, text), look);
	(void)snprintf(sum, sizeof sum, "%s%s", booking->minutes > 0 ? "+" : "", hours_format(booking->minutes, hours));
	surface_text_right(surface, NAME_AT + NAME_WIDTH, y, 2 * DAY_WIDTH - 1, sum, look);
	surface_text_cut(surface, NAME_AT + NAME_WIDTH + 2 * DAY_WIDTH + 1, y,
	                 width - (NAME_AT + NAME_WIDTH + 2 * DAY_WIDTH + 2), booking->text, look);
}

static void row_draw(const struct view_owed *owed, struct surface *surface, int y, int width, int place)
{
	bool here = place == owed->list.cursor;
	struct look look = look_of(here ? STYLE_SELECTED : STYLE_DIALOG);
	int booking = place - (int)owed->targets.count;

	if (here) {
		surface_fill(surface, (struct rect){ 0, y, width, 1 }, ' ', look);
		draw_sign(surface, 0, y, '>', look);
	}
	if (booking < 0)
		target_draw(&owed->targets.at[place], surface, y, width, look);
	else
		booking_draw(&owed->bookings.at[booking], surface, y, width, look);
}

static void heading_draw(struct surface *surface, int width)
{
	static const char *const names[] = { "Mo", "Tu", "We", "Th", "Fr", "Sa", "Su" };
	int x = NAME_AT + NAME_WIDTH;

	surface_text(surface, NAME_AT, 0, -1, "from", look_of(STYLE_DIM));
	for (int i = 0; i < 7 && has_days(width); i++, x += DAY_WIDTH)
		surface_text_right(surface, x, 0, DAY_WIDTH - 1, names[i], look_of(STYLE_DIM));
	surface_text_right(surface, x, 0, WEEK_WIDTH, "a week", look_of(STYLE_DIM));
}

static void sum_words(const struct view_owed *owed, char *out, size_t size)
{
	const struct ts_leave *leave = &owed->leave;
	char balance[FORMAT_SIZE], left[HOURS_SIZE], all[HOURS_SIZE];

	if (owed->balance.no_target)
		(void)snprintf(out, size, "no target, so no balance");
	else if (!owed->balance.known)
		(void)snprintf(out, size, "the balance is being added up");
	else
		(void)snprintf(out, size, "balance %s up to yesterday%s",
		               format_duration_signed(owed->balance.milliseconds, balance),
		               owed->balance.damaged ? ", of damaged rows" : "");
	if (leave->allowance == 0)
		return;
	size_t used = strlen(out);
	(void)snprintf(out + used, size - used, ";  leave of %d: %s of %s left", owed->year,
	               hours_format_days(leave->allowance - leave->taken - leave->planned, left),
	               hours_format_days(leave->allowance, all));
}

static void owed_draw(const struct view *view, struct surface *surface)
{
	static const struct card_hint hints[] = { { ACTION_TARGET_NEW, NULL }, { ACTION_BOOK, NULL },
		                                  { ACTION_CHANGE, NULL },     { ACTION_DELETE, NULL },
		                                  { ACTION_UNDO, NULL },       { ACTION_CANCEL, NULL } };
	const struct view_owed *owed = (const struct view_owed *)view;
	struct rect inside = draw_dialog(surface, WIDTH, HEIGHT, "targets and bookings");
	struct list shown = owed->list;
	char words[160];

	surface_clip_push(surface, inside);
	heading_draw(surface, inside.width);
	list_set_height(&shown, inside.height > OTHER_ROWS ? inside.height - OTHER_ROWS : 0);
	for (int i = 0; i < shown.height && shown.top + i < shown.count; i++)
		row_draw(owed, surface, 1 + i, inside.width, shown.top + i);
	if (shown.count == 0)
		surface_text(surface, NAME_AT, 2, -1, "no target, and nothing booked", look_of(STYLE_DIM));
	draw_rule(surface, 0, inside.height - 3, inside.width);
	sum_words(owed, words, sizeof words);
	surface_text_cut(surface, NAME_AT, inside.height - 2, inside.width - NAME_AT,
	                 owed->error[0] != '\0' ? owed->error : words,
	                 look_of(owed->error[0] != '\0' ? STYLE_ERROR : STYLE_EMPHASIS));
	card_hints(surface, (struct rect){ 0, inside.height - 1, inside.width, 1 }, view->environment->keymap,
	           CONTEXT_OWED, hints, sizeof hints / sizeof hints[0]);
	surface_clip_pop(surface);
	card_message(view->environment, surface);
}

/* ---- the view */

static void clicked(struct view_owed *owed, const struct mouse *mouse, struct effects *effects)
{
	const struct environment *environment = owed->view.environment;
	struct rect inside = dialog_inside(environment->width, environment->height, WIDTH, HEIGHT);
	int row = owed->list.top + mouse->y - inside.y - 1;

	if (mouse->action == MOUSE_WHEEL_UP || mouse->action == MOUSE_WHEEL_DOWN)
		(void)list_action(&owed->list, mouse->action == MOUSE_WHEEL_UP ? ACTION_UP : ACTION_DOWN);
	if (mouse->action != MOUSE_PRESS || mouse->button != 1 || mouse->y <= inside.y || row >= owed->list.count ||
	    mouse->y >= inside.y + inside.height - OTHER_ROWS + 1 || mouse->x < inside.x ||
	    mouse->x >= inside.x + inside.width)
		return;
	if (row == owed->list.cursor)
		change_selected(owed, effects);
	list_select(&owed->list, row);
}

static void owed_update(struct view *view, const struct event *event, struct effects *effects)
{
	struct view_owed *owed = owed_of(view);
	struct rect inside = dialog_inside(view->environment->width, view->environment->height, WIDTH, HEIGHT);

	list_set_height(&owed->list, inside.height > OTHER_ROWS ? inside.height - OTHER_ROWS : 0);
	switch (event->type) {
	case EVENT_SHOWN:
	case EVENT_CHANGED:
		load(owed);
		break;
	case EVENT_ANSWER:
		if (event->as.answer.type == ANSWER_DONE && event->as.answer.status == TS_OK)
			done_say(owed, &event->as.answer.done, effects);
		break;
	case EVENT_ACTION:
		acted(owed, event->as.action.action, effects);
		break;
	case EVENT_MOUSE:
		clicked(owed, &event->as.mouse, effects);
		break;
	case EVENT_TICK:
		add_up(owed);
		break;
	default:
		break;
	}
}

static int64_t owed_wake(const struct view *view)
{
	return ((const struct view_owed *)view)->adds_up ? view->environment->moment.uptime + 1 : 0;
}

static void owed_destroy(struct view *view)
{
	struct view_owed *owed = owed_of(view);

	ts_targets_release(&owed->targets);
	ts_bookings_release(&owed->bookings);
	free(owed);
}

static const struct view_ops owed_ops = {
	.title = "Targets and bookings",
	.context = CONTEXT_OWED,
	.overlay = true,
	.update = owed_update,
	.draw = owed_draw,
	.wake = owed_wake,
	.destroy = owed_destroy,
};

struct view *view_owed_create(const struct environment *environment)
{
	struct view_owed *owed = allocate(1, sizeof *owed);

	owed->view = (struct view){ &owed_ops, environment };
	load(owed);
	return &owed->view;
}
