/* The mouse in the day view: what keys do, never more. */
#include "ui/day/day_inside.h"

enum { WHEEL_ROWS = 3 };

static void press_title(struct day *day, const struct day_layout *layout, int x, struct effects *effects)
{
	struct day_title title;
	day_title_fit(day, layout->title.width, &title);
	if (title.date >= 0 && (x == title.previous || x == title.previous + 1))
		day_show(day, day->day - 1, NULL, effects);
	else if (title.date >= 0 && (x == title.next || x == title.next - 1))
		day_show(day, day->day + 1, NULL, effects);
	else if (title.relative >= 0 && x >= title.relative && x < title.relative + text_width(title.relative_text))
		day_show(day, day->today, NULL, effects);
}

static void press_strip(struct day *day, const struct day_layout *layout, int x)
{
	struct strip strip;
	day_strip_fit(day, layout->strip.width, &strip);
	int span = strip_span_at(&strip, &day->content, x);
	if (span < 0)
		return;
	day->pane = DAY_LOGS;
	day_fit(day);
	day_select(day, span);
}

static void press_slots(struct day *day, const struct day_layout *layout, int x, struct effects *effects)
{
	struct slot_item items[DAY_SLOTS];
	size_t count = day_slots_fit(day, layout->slots.width, items);
	for (size_t i = 0; i < count; i++) {
		struct key key = { .character = (uint32_t)('0' + items[i].slot) };
		enum action action = items[i].slot == 0 ? ACTION_LOG_OFF : ACTION_LOG_SLOT;
		if (x >= items[i].x && x < items[i].x + items[i].width)
			day_action(day, action, &key, effects);
	}
}

static void focus(struct day *day, enum day_pane pane)
{
	day->pane = pane;
	day_fit(day);
}

static void press_panes(struct day *day, const struct day_layout *layout, int x, int y, struct effects *effects)
{
	ts_day shown;
	if (rect_holds(layout->logs, x, y)) {
		int row = y - layout->logs.y + day->logs.top;
		focus(day, DAY_LOGS);
		if (y - layout->logs.y < day->logs.height && row < day->logs.count)
			day_select(day, row);
	} else if (rect_holds(layout->totals, x, y)) {
		int row = y - layout->totals.y + day->totals.top;
		focus(day, DAY_TOTALS);
		if (y - layout->totals.y < day->totals.height && row < day->totals.count)
			list_select(&day->totals, row);
	} else if (rect_holds(layout->week, x, y)) {
		bool hit = day_week_at(day, layout->week, y, &shown);
		focus(day, DAY_WEEK);
		if (hit)
			day_show(day, shown, NULL, effects);
	} else if (rect_holds(layout->logs_heading, x, y) && !layout->wide) {
		enum day_pane pane = day_tab_at(day, layout, x);
		if (pane != DAY_PANES)
			focus(day, pane);
	}
}

static void press(struct day *day, int x, int y, struct effects *effects)
{
	struct day_layout layout;
	day_layout(day, &layout);
	if (rect_holds(layout.title, x, y))
		press_title(day, &layout, x, effects);
	else if (rect_holds(layout.strip, x, y))
		press_strip(day, &layout, x);
	else if (rect_holds(layout.slots, x, y))
		press_slots(day, &layout, x, effects);
	else if (rect_holds(layout.note, x, y) || rect_holds(layout.note_heading, x, y))
		effects_open(effects, view_notes_create(day->view.environment, day->day));
	else
		press_panes(day, &layout, x, y, effects);
}

/* The wheel moves what is under it, whatever has the focus. */
static void wheel(struct day *day, int x, int y, int by)
{
	struct day_layout layout;
	day_layout(day, &layout);
	if (rect_holds(layout.totals, x, y))
		list_select(&day->totals, day->totals.cursor + by);
	else
		day_select(day, day->logs.cursor + by);
}

void day_mouse(struct day *day, const struct mouse *mouse, struct effects *effects)
{
	if (mouse->action == MOUSE_WHEEL_UP || mouse->action == MOUSE_WHEEL_DOWN)
		wheel(day, mouse->x, mouse->y, mouse->action == MOUSE_WHEEL_UP ? -WHEEL_ROWS : WHEEL_ROWS);
	else if (mouse->action == MOUSE_PRESS && mouse->button == 1)
		press(day, mouse->x, mouse->y, effects);
}
