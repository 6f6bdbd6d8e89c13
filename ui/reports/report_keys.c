/* What keys and time do on the screens of reports. */
#include "ui/reports/report_logs.h"
#include "ui/reports/report_screen.h"

#include "ui/base/alloc.h"
#include "ui/base/format.h"
#include "ui/view/deed.h"

#include <stdlib.h>
#include <string.h>

static struct report_screen *screen_of(struct view *view)
{
	return (struct report_screen *)view;
}

struct view *report_create(const struct environment *environment, const struct view_ops *ops,
                           const struct report_kind *kind, ts_day day)
{
	struct report_screen *screen = allocate(1, sizeof *screen);
	report_init(screen, environment, ops, kind, day);
	return &screen->view;
}

void report_init(struct report_screen *screen, const struct environment *environment, const struct view_ops *ops,
                 const struct report_kind *kind, ts_day day)
{
	screen->view = (struct view){ ops, environment };
	screen->kind = kind;
	screen->selected = day;
	screen->shown = REPORT_ACTIVITIES;
	memcpy(screen->filter, environment->filter, sizeof screen->filter);
}

void report_destroy(struct view *view)
{
	struct report_screen *screen = screen_of(view);
	ts_report_release(&screen->report);
	ts_report_release(&screen->tagged);
	ts_budgets_release(&screen->budgets);
	report_grid_release(screen);
	signs_release(&screen->signs);
	if (screen->typing)
		field_release(&screen->field);
	lines_release(&screen->copied);
	free(screen->total_rows);
	free(screen->project_of);
	free(screen->bars);
	ts_wipe(screen->filter, sizeof screen->filter);
	free(screen);
}

void report_focus(struct report_screen *screen, enum report_pane pane, struct effects *effects)
{
	screen->pane = pane;
	report_show_totals(screen, pane < REPORT_ACTIVITIES ? REPORT_ACTIVITIES : pane, effects);
}

/* The next one, or the one before. */
static void pane_step(struct report_screen *screen, int by, struct effects *effects)
{
	report_focus(screen, (enum report_pane)(((int)screen->pane + by + REPORT_PANES) % REPORT_PANES), effects);
}

/* By projects, or by activities again. */
static void group(struct report_screen *screen, struct effects *effects)
{
	enum report_pane other = screen->shown == REPORT_PROJECTS ? REPORT_ACTIVITIES : REPORT_PROJECTS;
	if (screen->pane >= REPORT_ACTIVITIES)
		screen->pane = other;
	report_show_totals(screen, other, effects);
}

/* In the list of totals. */
static enum action paged(enum action action)
{
	switch (action) {
	case ACTION_PAGE_OR_PERIOD_PREVIOUS:
		return ACTION_PAGE_UP;
	case ACTION_PAGE_OR_PERIOD_NEXT:
		return ACTION_PAGE_DOWN;
	default:
		return action;
	}
}

bool report_move(struct report_screen *screen, enum action action, struct effects *effects)
{
	ts_day day = screen->selected;
	if (screen->pane == REPORT_GRID && report_grid_move(screen, action, effects))
		return true;
	if (screen->pane >= REPORT_ACTIVITIES && list_action(&screen->totals, paged(action)))
		return true;
	if ((action == ACTION_CHAR_LEFT || action == ACTION_CHAR_RIGHT) &&
	    report_rows_open(screen, action == ACTION_CHAR_RIGHT))
		return true;
	switch (action) {
	case ACTION_UP:
	case ACTION_DOWN:
	case ACTION_CHAR_LEFT:
	case ACTION_CHAR_RIGHT:
	case ACTION_FIRST:
	case ACTION_LAST:
		day = screen->kind->move(screen, action);
		break;
	case ACTION_PERIOD_PREVIOUS:
	case ACTION_PAGE_OR_PERIOD_PREVIOUS:
		day = screen->kind->step(screen, day, -1);
		break;
	case ACTION_PERIOD_NEXT:
	case ACTION_PAGE_OR_PERIOD_NEXT:
		day = screen->kind->step(screen, day, 1);
		break;
	case ACTION_TODAY:
		day = screen->today;
		break;
	default:
		return false;
	}
	report_show(screen, day, effects);
	return true;
}

/* ---- what works as on the day: logged now, and told by the event line */

static void open_picker(struct report_screen *screen, struct effects *effects)
{
	const struct environment *environment = screen->view.environment;
	struct ts_span current;
	enum ts_status status = ts_current_read(environment->store, environment->moment.now, &current);

	effects_open(effects, view_picker_create(environment, screen->today, status == TS_OK ? current.logged : 0));
}

static bool open_view(struct report_screen *screen, enum action action, struct effects *effects)
{
	if (action == ACTION_PICK) {
		open_picker(screen, effects);
		return true;
	}
	return deed_open_screen(screen->view.environment, CONTEXT_REPORT, action, screen->selected, effects) ||
	       effects_report(effects, action, screen->selected, true);
}

static void act(struct report_screen *screen, const struct event *event, struct effects *effects)
{
	const enum action action = event->as.action.action;
	bool changed = false;

	if (deed_act(screen->view.environment, CONTEXT_REPORT, event, &screen->undo_asked, &changed, effects)) {
		if (changed)
			report_read(screen, effects);
		return;
	}
	if (report_move(screen, action, effects) || open_view(screen, action, effects))
		return;
	switch (action) {
	case ACTION_LOGS:
		report_open_logs(screen, effects);
		break;
	case ACTION_TASKS:
		if (!report_rows_open(screen, screen->opened.text[0] == '\0'))
			effects_add(effects, EFFECT_BELL);
		break;
	case ACTION_GROUP:
		group(screen, effects);
		break;
	case ACTION_ROUND:
		report_grid_rounding(screen, effects);
		break;
	case ACTION_COPY_OUT:
		report_copy(screen, effects);
		break;
	case ACTION_COPY_CSV:
		report_copy_csv(screen, effects);
		break;
	case ACTION_ONLY:
		report_filter_open(screen);
		break;
	case ACTION_PANE:
	case ACTION_PANE_PREVIOUS:
		pane_step(screen, action == ACTION_PANE ? 1 : -1, effects);
		break;
	case ACTION_LOCK:
		effects_add(effects, EFFECT_LOCK);
		break;
	case ACTION_CANCEL:
		/* What is left out comes back first. */
		if (screen->filter[0] != '\0')
			report_filter_end(screen, effects);
		else
			effects_close(effects, NULL);
		break;
	default:
		break;
	}
}

static void answered(struct report_screen *screen, const struct answer *answer, struct effects *effects)
{
	if (answer->type == ANSWER_RANGE)
		effects_report_range(effects, answer->range, true);
	else if (answer->type == ANSWER_DONE)
		deed_say_answer(screen->view.environment, CONTEXT_REPORT, answer, effects);
}

/* What goes on grows, minute by minute. */
static void advance(struct report_screen *screen, struct effects *effects)
{
	const struct environment *environment = screen->view.environment;
	ts_time now = environment->moment.now;
	ts_day today = ts_day_of(now, environment->settings.day_start);
	bool present = screen->range.first <= today && today <= screen->range.last;
	if (today != screen->today || (present && now / TS_MINUTE != screen->known / TS_MINUTE))
		report_read(screen, effects);
}

/* The balance rests on all logs, and comes when they are added up. */
static void add_up(struct report_screen *screen, struct effects *effects)
{
	const struct environment *environment = screen->view.environment;
	bool done = false;
	if (!screen->adds_up)
		return;
	enum ts_status status = ts_flex_prepare(environment->store, environment->moment.now, 1, &done);
	screen->adds_up = status == TS_OK;
	if (status == TS_OK && done)
		report_read(screen, effects);
}

int64_t report_wake(const struct view *view)
{
	return ((const struct report_screen *)view)->adds_up ? view->environment->moment.uptime + 1 : 0;
}

void report_update(struct view *view, const struct event *event, struct effects *effects)
{
	struct report_screen *screen = screen_of(view);
	switch (event->type) {
	case EVENT_SHOWN:
		if (!screen->has_report)
			report_show(screen, screen->selected, effects);
		else
			report_read(screen, effects);
		break;
	case EVENT_CHANGED:
		report_read(screen, effects);
		break;
	case EVENT_TICK:
		advance(screen, effects);
		add_up(screen, effects);
		break;
	case EVENT_ACTION:
		act(screen, event, effects);
		break;
	case EVENT_MOUSE:
		report_mouse(screen, &event->as.mouse, effects);
		break;
	case EVENT_RESIZE:
		report_fit(screen);
		break;
	case EVENT_ANSWER:
		answered(screen, &event->as.answer, effects);
		break;
	case EVENT_TEXT:
	case EVENT_PASTE:
	case EVENT_AUTH:
	case EVENT_SAVE:
	case EVENT_STEP:
		break;
	}
}
