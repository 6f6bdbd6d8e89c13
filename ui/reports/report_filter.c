/* What of a timesheet a report counts: words typed into its event line, kept from one report to the next. */
#include "ui/reports/report_screen.h"

#include "ui/draw/widgets.h"

#include <string.h>

/* Over so many days it is read once the line is complete, not with each letter. */
enum { AT_ONCE_DAYS = 366 };

static void filter_update(struct view *view, const struct event *event, struct effects *effects);

ts_filter *report_filter_create(const char *text)
{
	ts_filter *filter = NULL;

	if (text[0] == '\0' || ts_filter_create(&filter) != TS_OK)
		return NULL;
	if (ts_filter_typed(filter, text) == TS_OK)
		return filter;
	ts_filter_destroy(filter);
	return NULL;
}

static void typing_end(struct report_screen *screen)
{
	screen->typing = false;
	screen->view.ops = screen->ops;
	field_release(&screen->field);
}

static void filter_set(struct report_screen *screen, const char *text, struct effects *effects)
{
	if (strcmp(screen->filter, text) == 0)
		return;
	(void)ts_text_clean(text, strlen(text), false, screen->filter, sizeof screen->filter);
	effects_text(effects, EFFECT_FILTER, screen->filter);
	list_select(&screen->totals, 0);
	report_read(screen, effects);
}

void report_filter_end(struct report_screen *screen, struct effects *effects)
{
	if (screen->typing)
		typing_end(screen);
	filter_set(screen, "", effects);
}

static void accept(struct report_screen *screen, struct effects *effects)
{
	char text[TS_TEXT_SIZE];

	(void)ts_text_clean(screen->field.text, screen->field.size, false, text, sizeof text);
	typing_end(screen);
	filter_set(screen, text, effects);
	if (screen->filter[0] == '\0' || screen->filtered)
		return;
	effects_message(effects, MESSAGE_NOTICE, "\"%.80s\" cannot be looked for: all is counted", text);
	filter_set(screen, "", effects);
}

static void edited(struct report_screen *screen, const struct event *event, struct effects *effects)
{
	if (!field_update(&screen->field, event))
		return;
	if (screen->field.refused > 0)
		effects_add(effects, EFFECT_BELL);
	if (screen->range.last - screen->range.first < AT_ONCE_DAYS)
		filter_set(screen, screen->field.text, effects);
}

static void filter_act(struct report_screen *screen, const struct event *event, struct effects *effects)
{
	enum action action = event->as.action.action;

	switch (action) {
	case ACTION_ACCEPT:
		accept(screen, effects);
		break;
	case ACTION_CANCEL:
		report_filter_end(screen, effects);
		break;
	case ACTION_HELP:
		effects_open(effects, view_help_create(screen->view.environment, CONTEXT_SEARCH));
		break;
	case ACTION_UP:
	case ACTION_DOWN:
	case ACTION_PAGE_UP:
	case ACTION_PAGE_DOWN:
		(void)report_move(screen, action, effects);
		break;
	default:
		edited(screen, event, effects);
		break;
	}
}

static void filter_update(struct view *view, const struct event *event, struct effects *effects)
{
	struct report_screen *screen = (struct report_screen *)view;

	if (event->type == EVENT_ACTION)
		filter_act(screen, event, effects);
	else if (event->type == EVENT_TEXT || event->type == EVENT_PASTE)
		edited(screen, event, effects);
	else
		report_update(view, event, effects);
}

/* The same screen while the filter is typed. */
static const struct view_ops filter_ops = {
	.title = "Filter",
	.context = CONTEXT_SEARCH,
	.update = filter_update,
	.draw = report_draw,
	.wake = report_wake,
	.destroy = report_destroy,
};

void report_filter_open(struct report_screen *screen)
{
	field_init(&screen->field, TS_TEXT_SIZE, false);
	field_set(&screen->field, screen->filter);
	screen->typing = true;
	screen->ops = screen->view.ops;
	screen->view.ops = &filter_ops;
}

void report_filter_draw(const struct report_screen *screen, struct surface *surface, struct rect line)
{
	static const char hint[] = "words, #tags; -word is left out";
	int width = line.width - 4, taken = width >= 2 * (int)sizeof hint ? (int)sizeof hint : 0;

	if (width <= 0)
		return;
	surface_put(surface, 1, line.y, '/', look_of(STYLE_KEY));
	if (taken > 0)
		surface_text(surface, line.width - taken, line.y, -1, hint, look_of(STYLE_HINT));
	field_draw(&screen->field, surface, 3, line.y, width - taken, true);
}
