/* What the mouse does on the screens of reports: no more than keys do. */
#include "ui/reports/report_logs.h"
#include "ui/reports/report_screen.h"

enum { WHEEL_ROWS = 3 };

static void press_cell(struct report_screen *screen, struct rect rect, int x, int y, struct effects *effects)
{
	int row, column;
	if (!report_grid_at(screen, rect, x, y, &row, &column))
		return;
	if (row == screen->grid.rows.cursor && column == report_grid_column(screen))
		report_open_logs(screen, effects);
	else
		report_grid_select(screen, row, column, effects);
}

static void press(struct report_screen *screen, int x, int y, struct effects *effects)
{
	struct report_layout layout;
	ts_day day;
	report_layout(screen, &layout);
	if (rect_holds(layout.title, x, y)) {
		int by = report_title_at(screen, layout.title.width, x);
		if (by != 0)
			report_show(screen, screen->kind->step(screen, screen->selected, by), effects);
	} else if (rect_holds(layout.days, x, y) && screen->pane == REPORT_GRID) {
		press_cell(screen, layout.days, x, y, effects);
	} else if (rect_holds(layout.days, x, y)) {
		screen->pane = REPORT_DAYS;
		if (!screen->kind->day_at(screen, layout.days, x, y, &day))
			report_fit(screen);
		else if (day == screen->selected)
			report_open_logs(screen, effects);
		else
			report_show(screen, day, effects);
	} else if (rect_holds(layout.totals, x, y)) {
		int row = y - layout.totals.y + screen->totals.top;
		bool again = screen->pane >= REPORT_ACTIVITIES && row == screen->totals.cursor;
		screen->pane = screen->shown;
		if (y - layout.totals.y >= screen->totals.height || row >= screen->totals.count)
			return;
		list_select(&screen->totals, row);
		if (again)
			report_open_logs(screen, effects);
	} else if (rect_holds(layout.heading, x, y) && layout.days.height > 0) {
		enum report_pane tab = report_days_tab_at(x);
		if (tab != REPORT_PANES)
			report_focus(screen, tab, effects);
	} else if (rect_holds(layout.totals_heading, x, y)) {
		int from = layout.divider >= 0 ? layout.divider : layout.totals_heading.x;
		enum report_pane tab = report_tab_at(x - from);
		if (tab == REPORT_PANES)
			return;
		screen->pane = screen->pane < REPORT_ACTIVITIES ? screen->pane : tab;
		report_show_totals(screen, tab, effects);
	}
}

void report_mouse(struct report_screen *screen, const struct mouse *mouse, struct effects *effects)
{
	struct report_layout layout;
	report_layout(screen, &layout);
	if (mouse->action == MOUSE_PRESS && mouse->button == 1) {
		press(screen, mouse->x, mouse->y, effects);
	} else if (mouse->action == MOUSE_WHEEL_UP || mouse->action == MOUSE_WHEEL_DOWN) {
		bool up = mouse->action == MOUSE_WHEEL_UP;
		if (rect_holds(layout.totals, mouse->x, mouse->y))
			list_select(&screen->totals, screen->totals.cursor + (up ? -WHEEL_ROWS : WHEEL_ROWS));
		else
			(void)report_move(screen, up ? ACTION_UP : ACTION_DOWN, effects);
	}
}
