/* A report as text for the clipboard: what its screen shows, none of it cut; the grid also as CSV. */
#include "ui/reports/report_screen.h"

#include "ui/base/alloc.h"
#include "ui/base/csv_cell.h"
#include "ui/base/format.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { GAP = 2, INDENT = 2, NAME_SIZE = TS_TEXT_SIZE + FORMAT_SIZE };

/* ---- what stands around the rows */

/* "Mon 28 Sep 2026 .. Sun 4 Oct 2026", as a command prints it. */
static void heading_add(struct lines *lines, const struct report_screen *screen)
{
	char day[FORMAT_SIZE];

	lines_put(lines, format_day(screen->range.first, day));
	if (screen->range.last != screen->range.first)
		lines_add(lines, " .. %s", format_day(screen->range.last, day));
	if (screen->filtered) {
		lines_put(lines, "  / ");
		lines_put(lines, screen->filter);
	}
	lines_end(lines);
	lines_end(lines);
}

static void footing_add(struct lines *lines, const struct report_screen *screen, int64_t work)
{
	const struct ts_report *report = &screen->report;
	char words[FORMAT_SIZE];

	lines_end(lines);
	lines_add(lines, "work %s", format_doubtful(work, report->forgotten.milliseconds > 0, words));
	if (report->target > 0)
		lines_add(lines, " of %s", format_duration(report->target, words));
	lines_add(lines, "  rest %s", format_duration(report->rest, words));
	if (report->flex_known && !report->no_target)
		lines_add(lines, "  flex %s", report_flex(report, words));
	lines_end(lines);
	if (report->forgotten.milliseconds > 0) {
		lines_put(lines, format_forgotten(screen->view.environment->clock, &report->forgotten, words));
		lines_end(lines);
	}
	if (report->damaged > 0) {
		lines_add(lines, "%zu %s left out", report->damaged,
		          ts_counted((int64_t)report->damaged, "row does not verify and is",
		                     "rows do not verify and are"));
		lines_end(lines);
	}
}

/* ---- days, or bars of several */

struct days_row {
	char name[NAME_SIZE];
	int64_t work;
	bool forgotten;
};

/* "2026-10-01  Thu  leave, half", "2026-09-28 .. 2026-10-04" */
static void day_name(struct ts_range days, enum ts_mark_kind mark, bool half, char out[NAME_SIZE])
{
	char first[FORMAT_SIZE], last[FORMAT_SIZE];

	(void)format_day_typed(days.first, first);
	if (days.first != days.last)
		(void)snprintf(out, NAME_SIZE, "%s .. %s", first, format_day_typed(days.last, last));
	else
		(void)snprintf(out, NAME_SIZE, "%s  %.3s%s%s%s", first, format_day_short(days.first, last),
		               mark != TS_MARK_NONE ? "  " : "", ts_mark_word(mark), half ? ", half" : "");
}

/* The row of bars, or of the days of a screen without; false: there is nothing in it to tell. */
static bool days_row(const struct report_screen *screen, size_t at, struct days_row *out)
{
	if (screen->bars) {
		const struct report_bar *bar = &screen->bars[at];
		day_name((struct ts_range){ bar->first, bar->last }, bar->mark, bar->half, out->name);
		out->work = bar->work;
		out->forgotten = bar->forgotten;
		return bar->work > 0 || bar->mark != TS_MARK_NONE;
	}
	const struct ts_report_day *day = &screen->report.days[at];
	day_name((struct ts_range){ day->day, day->day }, day->mark, day->half, out->name);
	out->work = day->work;
	out->forgotten = day->forgotten.milliseconds > 0;
	return day->work > 0 || day->mark != TS_MARK_NONE;
}

static int widest(int width, const char *text)
{
	int own = text_width(text);

	return own > width ? own : width;
}

static size_t days_add(struct lines *lines, const struct report_screen *screen)
{
	const size_t count = screen->bars ? (size_t)screen->rows.count : screen->report.day_count;
	char hours[FORMAT_SIZE];
	struct days_row row;
	int name = 0, length = 0;
	size_t rows = 0;

	for (size_t i = 0; i < count; i++) {
		if (!days_row(screen, i, &row))
			continue;
		name = widest(name, row.name);
		length = widest(length, format_duration(row.work, hours));
	}
	for (size_t i = 0; i < count; i++) {
		if (!days_row(screen, i, &row))
			continue;
		lines_left(lines, name + GAP, row.name);
		lines_right(lines, length, format_duration(row.work, hours));
		lines_put(lines, row.forgotten ? "?" : "");
		lines_end(lines);
		rows++;
	}
	return rows;
}

/* ---- activities, projects with the tasks that show, tags */

static void total_name(const struct report_total *row, char out[NAME_SIZE])
{
	(void)snprintf(out, NAME_SIZE, "%*s%s%s", row->task ? INDENT : 0, "", report_total_text(row),
	               row->total->rest ? " ~" : "");
}

static size_t totals_add(struct lines *lines, const struct report_screen *screen)
{
	const int64_t whole = screen->report.work + screen->report.rest;
	char name[NAME_SIZE], hours[FORMAT_SIZE];
	int names = 0, length = 0;

	for (int i = 0; i < screen->totals.count; i++) {
		const struct report_total *row = &screen->total_rows[i];
		total_name(row, name);
		names = widest(names, name);
		length = widest(length, format_duration(row->total->milliseconds, hours));
	}
	for (int i = 0; i < screen->totals.count; i++) {
		const struct report_total *row = &screen->total_rows[i];
		total_name(row, name);
		lines_left(lines, names + GAP, name);
		lines_right(lines, length, format_duration(row->total->milliseconds, hours));
		lines_put(lines, row->total->forgotten.milliseconds > 0 ? "?" : " ");
		lines_add(lines, " %3d%%", report_percent(row->total->milliseconds, whole));
		lines_end(lines);
	}
	return (size_t)screen->totals.count;
}

/* ---- the grid */

/* What a cell says; nothing of nothing. */
static const char *cell_text(int64_t milliseconds, bool forgotten, char out[FORMAT_SIZE])
{
	out[0] = '\0';
	return milliseconds > 0 ? format_doubtful(milliseconds, forgotten, out) : out;
}

/* A line of the table: a row of cells, then what columns add up to, then what they owe. */
static const char *grid_cell(const struct report_screen *screen, size_t row, size_t column, char out[FORMAT_SIZE])
{
	const struct ts_report_grid *cells = &screen->grid.cells;
	const struct ts_report_row *of = column < cells->column_count ? &cells->columns[column] : NULL;
	const bool forgotten = screen->report.forgotten.milliseconds > 0;

	if (row > cells->row_count)
		return cell_text(of ? of->target : screen->report.target, false, out);
	if (row == cells->row_count)
		return of ? cell_text(of->milliseconds, of->forgotten.milliseconds > 0, out)
		          : cell_text(cells->total, forgotten, out);
	if (!of)
		return cell_text(cells->rows[row].milliseconds, cells->rows[row].forgotten.milliseconds > 0, out);
	const size_t at = row * cells->column_count + column;
	return cell_text(cells->cells[at], screen->grid.doubtful[at], out);
}

static size_t grid_lines(const struct report_screen *screen)
{
	return screen->grid.cells.row_count + (screen->report.target > 0 ? 2 : 1);
}

static const char *grid_heading(const struct report_screen *screen, size_t column, char out[FORMAT_SIZE])
{
	const struct ts_report_grid *cells = &screen->grid.cells;

	if (column >= cells->column_count)
		return strcpy(out, "sum");
	return report_grid_column_name(screen, &cells->columns[column], out);
}

static const char *grid_name(const struct report_screen *screen, size_t row)
{
	const struct ts_report_grid *cells = &screen->grid.cells;

	return row < cells->row_count ? cells->rows[row].text : row == cells->row_count ? "work" : "target";
}

static int grid_column_width(const struct report_screen *screen, size_t column)
{
	char text[FORMAT_SIZE];
	int width = text_width(grid_heading(screen, column, text));

	for (size_t row = 0; row < grid_lines(screen); row++)
		width = widest(width, grid_cell(screen, row, column, text));
	return width;
}

static void grid_line_add(struct lines *lines, const struct report_screen *screen, const int *widths, size_t row)
{
	const size_t count = screen->grid.cells.column_count;
	char text[FORMAT_SIZE];

	for (size_t column = 0; column <= count; column++) {
		lines_add(lines, "%*s", GAP, "");
		lines_right(lines, widths[column],
		            row == SIZE_MAX ? grid_heading(screen, column, text)
		                            : grid_cell(screen, row, column, text));
	}
	lines_end(lines);
}

static size_t grid_add(struct lines *lines, const struct report_screen *screen)
{
	const size_t count = screen->grid.cells.column_count;
	int *widths = allocate(count + 1, sizeof *widths), name = 0;

	for (size_t column = 0; column <= count; column++)
		widths[column] = grid_column_width(screen, column);
	for (size_t row = 0; row < grid_lines(screen); row++)
		name = widest(name, grid_name(screen, row));
	lines_left(lines, name, "");
	grid_line_add(lines, screen, widths, SIZE_MAX);
	for (size_t row = 0; row < grid_lines(screen); row++) {
		if (row == screen->grid.cells.row_count)
			lines_end(lines);
		lines_left(lines, name, grid_name(screen, row));
		grid_line_add(lines, screen, widths, row);
	}
	if (screen->grid.rounds) {
		lines_end(lines);
		lines_add(lines, "rounded to %d minutes", REPORT_ROUND_MINUTES);
		lines_end(lines);
	}
	free(widths);
	return screen->grid.cells.row_count;
}

/* ---- the grid as CSV: what "report --by activity,day --csv --decimal" prints */

static void csv_add(struct lines *lines, const char *text)
{
	const struct csv_cell cell = csv_cell_of(text);

	lines_put(lines, cell.quoted ? "\"" : "");
	lines_put(lines, cell.formula ? "'" : "");
	for (const char *at = text; *at != '\0';) {
		const size_t size = strcspn(at, "\"");
		lines_add(lines, "%.*s%s", (int)size, at, at[size] == '"' ? "\"\"" : "");
		at += size + (at[size] == '"');
	}
	lines_put(lines, cell.quoted ? "\"" : "");
}

static void csv_hours_add(struct lines *lines, int64_t milliseconds)
{
	char hours[FORMAT_SIZE];

	lines_add(lines, ",%s", format_decimal(milliseconds, hours));
}

/* What is owed adds up in hundredths, too. */
static void targets_round(struct ts_report_grid *grid)
{
	int64_t *targets = allocate(grid->column_count + 1, sizeof *targets);

	for (size_t i = 0; i < grid->column_count; i++)
		targets[i] = grid->columns[i].target;
	(void)ts_round_parts(targets, grid->column_count, FORMAT_HUNDREDTH, TS_ROUND_NEAREST);
	for (size_t i = 0; i < grid->column_count; i++)
		grid->columns[i].target = targets[i];
	free(targets);
}

/* So that hundredths of hours add up. */
static enum ts_status hundredths_make(const struct report_screen *screen, struct ts_report_grid *out)
{
	enum ts_status status = report_grid_make(screen, out);

	if (status == TS_OK && screen->grid.rounds)
		status = ts_report_grid_round(out, REPORT_ROUND_MINUTES * TS_MINUTE, TS_ROUND_NEAREST);
	if (status == TS_OK)
		status = ts_report_grid_round(out, FORMAT_HUNDREDTH, TS_ROUND_NEAREST);
	if (status == TS_OK)
		targets_round(out);
	return status;
}

enum sums { WORK, TARGET, FORGOTTEN };

static void csv_sums_add(struct lines *lines, const struct report_screen *screen, const struct ts_report_grid *grid,
                         enum sums which)
{
	static const char *const names[] = { "work", "target", "forgotten" };
	const struct ts_report *report = &screen->report;
	const int64_t wholes[] = { grid->total, report->target, report->forgotten.milliseconds };

	lines_put(lines, names[which]);
	for (size_t i = 0; i < grid->column_count; i++) {
		const struct ts_report_row *column = &grid->columns[i];
		const int64_t sums[] = { column->milliseconds, column->target, column->forgotten.milliseconds };
		csv_hours_add(lines, sums[which]);
	}
	csv_hours_add(lines, wholes[which]);
	lines_put(lines, "\r");
	lines_end(lines);
}

static void csv_table_add(struct lines *lines, const struct report_screen *screen, const struct ts_report_grid *grid)
{
	lines_put(lines, screen->shown == REPORT_PROJECTS ? "project" : "activity");
	for (size_t i = 0; i < grid->column_count; i++) {
		lines_put(lines, ",");
		csv_add(lines, grid->columns[i].text);
	}
	lines_put(lines, ",sum\r");
	lines_end(lines);
	for (size_t i = 0; i < grid->row_count; i++) {
		csv_add(lines, grid->rows[i].text);
		for (size_t j = 0; j < grid->column_count; j++)
			csv_hours_add(lines, grid->cells[i * grid->column_count + j]);
		csv_hours_add(lines, grid->rows[i].milliseconds);
		lines_put(lines, "\r");
		lines_end(lines);
	}
	csv_sums_add(lines, screen, grid, WORK);
	if (screen->report.target > 0)
		csv_sums_add(lines, screen, grid, TARGET);
	if (screen->report.forgotten.milliseconds > 0)
		csv_sums_add(lines, screen, grid, FORGOTTEN);
}

/* ---- keys */

/* What is on the screen: of the days also the totals beside them. */
static size_t rows_add(struct lines *lines, const struct report_screen *screen)
{
	size_t rows = 0;

	if (screen->pane == REPORT_GRID)
		return grid_add(lines, screen);
	if (screen->pane == REPORT_DAYS)
		rows = days_add(lines, screen);
	if (rows > 0 && screen->totals.count > 0)
		lines_end(lines);
	return rows + totals_add(lines, screen);
}

static void say_copied(struct report_screen *screen, size_t rows, const char *as, struct effects *effects)
{
	char title[REPORT_TEXT_SIZE];

	screen->kind->title(screen, title);
	effects_message(effects, MESSAGE_GOOD, "%s copied%s: %zu %s", title, as, rows,
	                ts_counted((int64_t)rows, "row", "rows"));
	effects_copy(effects, screen->copied.text);
}

void report_copy(struct report_screen *screen, struct effects *effects)
{
	const int64_t work = screen->pane == REPORT_GRID ? screen->grid.cells.total : screen->report.work;

	lines_release(&screen->copied);
	heading_add(&screen->copied, screen);
	const size_t rows = rows_add(&screen->copied, screen);
	if (!screen->has_report || rows == 0) {
		effects_message(effects, MESSAGE_PLAIN, "there is nothing to copy");
		return;
	}
	footing_add(&screen->copied, screen, work);
	say_copied(screen, rows, "", effects);
}

void report_copy_csv(struct report_screen *screen, struct effects *effects)
{
	const struct environment *environment = screen->view.environment;
	struct ts_report_grid grid = { .total = 0 };

	if (screen->pane != REPORT_GRID) {
		effects_message(effects, MESSAGE_PLAIN, "CSV is of the grid: %s leads to it; %s copies this as text",
		                keymap_key(environment->keymap, CONTEXT_REPORT, ACTION_PANE),
		                keymap_key(environment->keymap, CONTEXT_REPORT, ACTION_COPY_OUT));
		return;
	}
	lines_release(&screen->copied);
	if (!screen->has_report || screen->grid.cells.row_count == 0)
		effects_message(effects, MESSAGE_PLAIN, "there is nothing to copy");
	else if (hundredths_make(screen, &grid) != TS_OK)
		effects_message(effects, MESSAGE_ERROR, "not copied: this table is too large");
	else {
		csv_table_add(&screen->copied, screen, &grid);
		say_copied(screen, grid.row_count, " as CSV, in hours", effects);
	}
	ts_report_grid_release(&grid);
}
