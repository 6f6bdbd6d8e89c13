/* A report as a table with two keys. */
#include "data/sums/report.h"

#include <stdlib.h>
#include <string.h>

#define NOWHERE SIZE_MAX

/* The rows of one key, and which of them a day, an activity or a tag of the report belongs to. */
struct side {
	enum ts_report_by by;
	struct ts_report_rows rows;
	size_t *places; /* by day, activity or tag of the report; NOWHERE: in none */
};

static void side_release(struct side *side)
{
	ts_report_rows_release(&side->rows);
	free(side->places);
	side->places = NULL;
}

static bool of_days(enum ts_report_by by)
{
	return by == TS_BY_DAY || by == TS_BY_WEEK || by == TS_BY_MONTH || by == TS_BY_YEAR;
}

static void row_add(struct side *side, const struct ts_total *total)
{
	report_row_of_total(total, &side->rows.at[side->rows.count++]);
}

static void activities_place(const struct ts_report *report, struct side *side)
{
	for (size_t i = 0; i < report->activity_count; i++) {
		side->places[i] = report->activities[i].rest ? NOWHERE : side->rows.count;
		if (!report->activities[i].rest)
			row_add(side, &report->activities[i]);
	}
}

static void projects_place(const struct ts_report *report, struct side *side)
{
	struct report_project own, row;

	for (size_t i = 0; i < report->project_count; i++) {
		if (!report->projects[i].rest)
			row_add(side, &report->projects[i]);
	}
	for (size_t i = 0; i < report->activity_count; i++) {
		side->places[i] = NOWHERE;
		report_project_read(report->activities[i].text, &own);
		for (size_t j = 0; j < side->rows.count && !report->activities[i].rest; j++) {
			report_project_read(side->rows.at[j].text, &row);
			if (strcmp(own.normal, row.normal) == 0)
				side->places[i] = j;
		}
	}
}

static void tags_place(const struct ts_report *report, struct side *side)
{
	struct ts_total none = { .text = TS_NO_TAG };

	for (size_t i = 0; i < report->tag_count; i++) {
		side->places[i] = side->rows.count;
		row_add(side, &report->tags[i]);
	}
	for (size_t i = 0; i < report->by_tag_count; i++) {
		if (report->by_tags[i].tag != report->tag_count)
			continue;
		none.milliseconds += report->by_tags[i].milliseconds;
		none.forgotten.milliseconds += report->by_tags[i].forgotten;
	}
	side->places[report->tag_count] = side->rows.count;
	if (none.milliseconds > 0)
		row_add(side, &none);
}

static enum ts_status side_make(const struct ts_report *report, enum ts_report_by by, struct side *side)
{
	const size_t count = (of_days(by)       ? report->day_count
	                      : by == TS_BY_TAG ? report->tag_count
	                                        : report->activity_count) +
	                     1;

	*side = (struct side){ .by = by, .places = calloc(count, sizeof *side->places) };
	if (!side->places)
		return TS_NO_MEMORY;
	if (of_days(by))
		return report_stretches(report, by, report_stretch_count(report, by) <= TS_GRID_ALL, &side->rows,
		                        side->places);
	side->rows.at = calloc(count, sizeof *side->rows.at);
	if (!side->rows.at)
		return TS_NO_MEMORY;
	if (by == TS_BY_ACTIVITY)
		activities_place(report, side);
	else if (by == TS_BY_PROJECT)
		projects_place(report, side);
	else
		tags_place(report, side);
	return TS_OK;
}

static size_t side_place(const struct side *side, const struct ts_report_tagged *part)
{
	return side->places[of_days(side->by) ? part->day : side->by == TS_BY_TAG ? part->tag : part->activity];
}

static void cell_add(struct ts_report_grid *grid, const struct side *down, const struct side *across,
                     const struct ts_report_tagged *part)
{
	const size_t row = side_place(down, part), column = side_place(across, part);

	if (row != NOWHERE && column != NOWHERE) {
		grid->cells[row * grid->column_count + column] += part->milliseconds;
		grid->forgotten[row * grid->column_count + column] += part->forgotten;
	}
}

static void cells_fill(const struct ts_report *report, const struct side *down, const struct side *across,
                       struct ts_report_grid *grid)
{
	int64_t sum = 0;

	if (down->by == TS_BY_TAG || across->by == TS_BY_TAG) {
		for (size_t i = 0; i < report->by_tag_count; i++)
			cell_add(grid, down, across, &report->by_tags[i]);
	} else {
		for (size_t i = 0; i < report->part_count; i++) {
			const struct ts_report_part *part = &report->parts[i];
			const struct ts_report_tagged of = { part->day, part->activity, 0, part->milliseconds,
				                             part->forgotten };
			if (!report->activities[part->activity].rest)
				cell_add(grid, down, across, &of);
		}
	}
	for (size_t i = 0; i < grid->row_count * grid->column_count; i++)
		sum += grid->cells[i];
	grid->overlap = sum > grid->total;
}

static bool possible(const struct ts_report *report, enum ts_report_by rows, enum ts_report_by columns)
{
	return rows != columns && report->day_count > 0 &&
	       (report->tagged || (rows != TS_BY_TAG && columns != TS_BY_TAG));
}

static enum ts_status grid_make(const struct ts_report *report, struct side *down, struct side *across,
                                struct ts_report_grid *out)
{
	const size_t rows = down->rows.count, columns = across->rows.count;

	if (rows > 0 && columns > TS_GRID_CELLS / rows)
		return TS_TOO_LONG;
	int64_t *cells = calloc(rows * columns + 1, sizeof *cells);
	int64_t *forgotten = calloc(rows * columns + 1, sizeof *forgotten);
	if (!cells || !forgotten) {
		free(cells);
		free(forgotten);
		return TS_NO_MEMORY;
	}
	*out = (struct ts_report_grid){ .rows = down->rows.at,
		                        .columns = across->rows.at,
		                        .row_count = rows,
		                        .column_count = columns,
		                        .cells = cells,
		                        .forgotten = forgotten,
		                        .total = report->work,
		                        .tag_rows = down->by == TS_BY_TAG };
	cells_fill(report, down, across, out);
	down->rows = across->rows = (struct ts_report_rows){ 0 };
	return TS_OK;
}

enum ts_status ts_report_grid(const struct ts_report *report, enum ts_report_by rows, enum ts_report_by columns,
                              struct ts_report_grid *out)
{
	struct side down = { 0 }, across = { 0 };
	enum ts_status status = possible(report, rows, columns) ? side_make(report, rows, &down) : TS_INVALID;

	if (status == TS_OK)
		status = side_make(report, columns, &across);
	if (status == TS_OK)
		status = grid_make(report, &down, &across, out);
	side_release(&down);
	side_release(&across);
	return status;
}

void ts_report_grid_release(struct ts_report_grid *grid)
{
	free(grid->rows);
	free(grid->columns);
	free(grid->cells);
	free(grid->forgotten);
	*grid = (struct ts_report_grid){ 0 };
}
