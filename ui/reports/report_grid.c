/* The grid of a report: activities or projects by days, weeks, months or years; which cell is selected. */
#include "ui/reports/report_screen.h"

#include "ui/base/alloc.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The row of an activity; row_count: none. */
static size_t row_of(const struct report_screen *screen, size_t activity)
{
	const struct ts_report *report = &screen->report;
	const struct ts_report_grid *cells = &screen->grid.cells;
	const char *text = screen->shown == REPORT_PROJECTS ? report->projects[screen->project_of[activity]].text
	                                                    : report->activities[activity].text;
	size_t row = 0;

	while (row < cells->row_count && strcmp(cells->rows[row].text, text) != 0)
		row++;
	return row;
}

/* A number that may be wrong is not told without a word. */
static void doubts_find(struct report_screen *screen)
{
	const struct ts_report *report = &screen->report;
	const struct ts_report_grid *cells = &screen->grid.cells;

	free(screen->grid.doubtful);
	screen->grid.doubtful = allocate(cells->row_count * cells->column_count + 1, sizeof(bool));
	for (size_t i = 0; i < report->part_count; i++) {
		const struct ts_report_part *part = &report->parts[i];
		const ts_day day = report->range.first + (ts_day)part->day;
		size_t row = part->forgotten > 0 ? row_of(screen, part->activity) : cells->row_count, column = 0;
		while (column < cells->column_count && day > cells->columns[column].last)
			column++;
		if (row < cells->row_count && column < cells->column_count)
			screen->grid.doubtful[row * cells->column_count + column] = true;
	}
}

enum ts_status report_grid_make(const struct report_screen *screen, struct ts_report_grid *out)
{
	struct ts_report report = screen->report;

	report.week_begins = screen->view.environment->first_weekday;
	return ts_report_grid(&report, screen->shown == REPORT_PROJECTS ? TS_BY_PROJECT : TS_BY_ACTIVITY,
	                      screen->kind->columns(screen), out);
}

/* To what is shown, so that it adds up to the last minute. Without memory for that there is no table: it must not be
 * half rounded. */
static void cells_round(struct report_grid *grid)
{
	enum ts_status status =
	        grid->rounds ? ts_report_grid_round(&grid->cells, REPORT_ROUND_MINUTES * TS_MINUTE, TS_ROUND_NEAREST)
	                     : ts_report_grid_round(&grid->cells, TS_MINUTE, TS_ROUND_CUT);

	if (status != TS_OK)
		ts_report_grid_release(&grid->cells);
}

void report_grid_rounding(struct report_screen *screen, struct effects *effects)
{
	if (screen->pane != REPORT_GRID) {
		effects_message(effects, MESSAGE_PLAIN, "the grid is what rounds: %s leads to it",
		                keymap_key(screen->view.environment->keymap, CONTEXT_REPORT, ACTION_PANE));
		return;
	}
	screen->grid.rounds = !screen->grid.rounds;
	report_fit(screen);
	if (screen->grid.rounds)
		effects_message(effects, MESSAGE_PLAIN, "rounded to %d minutes; all of it adds up",
		                REPORT_ROUND_MINUTES);
	else
		effects_message(effects, MESSAGE_PLAIN, "to the minute again");
}

static bool is_made(const struct report_screen *screen)
{
	const struct report_grid *grid = &screen->grid;

	return grid->made && grid->made_at == screen->readings && grid->made_by == screen->shown &&
	       grid->made_rounds == grid->rounds;
}

void report_grid_arrange(struct report_screen *screen)
{
	struct report_grid *grid = &screen->grid;
	const bool wanted = screen->pane == REPORT_GRID && screen->has_report;

	if (wanted && is_made(screen))
		return;
	ts_report_grid_release(&grid->cells);
	if (wanted && report_grid_make(screen, &grid->cells) != TS_OK)
		grid->cells = (struct ts_report_grid){ .total = 0 };
	cells_round(grid);
	doubts_find(screen);
	list_set_count(&grid->rows, (int)grid->cells.row_count + 1);
	grid->made = wanted;
	grid->made_at = screen->readings;
	grid->made_by = screen->shown;
	grid->made_rounds = grid->rounds;
}

int report_grid_column(const struct report_screen *screen)
{
	const struct ts_report_grid *cells = &screen->grid.cells;
	int column = 0, count = (int)cells->column_count;

	if (screen->grid.sum)
		return count;
	while (column + 1 < count && screen->selected > cells->columns[column].last)
		column++;
	return column;
}

const struct ts_total *report_grid_total(const struct report_screen *screen, int row)
{
	const struct ts_report_grid *cells = &screen->grid.cells;
	const struct ts_report *report = &screen->report;
	bool projects = screen->shown == REPORT_PROJECTS;
	const struct ts_total *totals = projects ? report->projects : report->activities;
	size_t count = projects ? report->project_count : report->activity_count;

	if (row < 0 || row >= (int)cells->row_count)
		return NULL;
	for (size_t i = 0; i < count; i++) {
		if (!totals[i].rest && strcmp(totals[i].text, cells->rows[row].text) == 0)
			return &totals[i];
	}
	return NULL;
}

struct ts_range report_grid_days(const struct report_screen *screen, char name[REPORT_TEXT_SIZE])
{
	const struct ts_report_grid *cells = &screen->grid.cells;
	int column = report_grid_column(screen);
	char text[FORMAT_SIZE];

	if (column >= (int)cells->column_count) {
		screen->kind->title(screen, name);
		return screen->range;
	}
	const struct ts_report_row *of = &cells->columns[column];
	const struct report_bar bar = { .first = of->first, .last = of->last };
	(void)snprintf(name, REPORT_TEXT_SIZE, "%s",
	               of->first == of->last ? format_day(of->first, text) : report_bar_name(screen, &bar, text));
	return (struct ts_range){ of->first, of->last };
}

void report_grid_select(struct report_screen *screen, int row, int column, struct effects *effects)
{
	const struct ts_report_grid *cells = &screen->grid.cells;

	list_select(&screen->grid.rows, row);
	screen->grid.sum = column >= (int)cells->column_count;
	if (!screen->grid.sum && column != report_grid_column(screen))
		report_show(screen, cells->columns[column].first, effects);
}

/* Beyond the columns lie the sums, and beyond those the next period; before the first one is the period before. */
static void move_aside(struct report_screen *screen, int by, struct effects *effects)
{
	const struct ts_report_grid *cells = &screen->grid.cells;
	int count = (int)cells->column_count, column = report_grid_column(screen) + by;
	bool outside = column < 0 || column > count;

	if (outside && !screen->kind->unit)
		return;
	screen->grid.sum = column == count;
	if (outside)
		report_show(screen, by < 0 ? screen->range.first - 1 : screen->range.last + 1, effects);
	else if (!screen->grid.sum)
		report_show(screen, by < 0 ? cells->columns[column].last : cells->columns[column].first, effects);
}

bool report_grid_move(struct report_screen *screen, enum action action, struct effects *effects)
{
	switch (action) {
	case ACTION_CHAR_LEFT:
	case ACTION_PERIOD_PREVIOUS:
		move_aside(screen, -1, effects);
		return true;
	case ACTION_CHAR_RIGHT:
	case ACTION_PERIOD_NEXT:
		move_aside(screen, 1, effects);
		return true;
	case ACTION_TODAY:
		screen->grid.sum = false;
		return false;
	default:
		return list_action(&screen->grid.rows, action);
	}
}

void report_grid_release(struct report_screen *screen)
{
	ts_report_grid_release(&screen->grid.cells);
	free(screen->grid.doubtful);
}
