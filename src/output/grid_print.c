/* A table of a report for people: rows by the first key, columns by the second, sums at both ends. */
#include "src/output/grid_print.h"

#include "src/output/columns.h"
#include "ui/base/alloc.h"
#include "ui/draw/surface.h"

#include <stdio.h>
#include <stdlib.h>

enum {
	GAP = 2, /* between columns; one where that spares to print it in parts */
	NAME_LEAST = 10,
	NAME_MOST = 40,
	HEADING_MOST = 16,
	MONTH_MOST = 31 /* days */
};

/* How wide each column is: the cells', then that of the sums, then that of the targets. */
struct layout {
	int gap, name, sum, target; /* target 0: there is none */
	int *widths;                /* of the columns */
	bool parts;                 /* the whole does not fit */
};

/* A line of a table: a row, or what columns add up to or owe. */
struct line {
	const char *name;
	const int64_t *cells, *forgotten; /* of a row */
	bool targets;                     /* of them, not what they add up to */
	int64_t sum, target;              /* target: of a row of days */
	bool doubtful;                    /* the sum holds forgotten time */
};

static bool owes(const struct report_print *print, enum ts_report_by by)
{
	return report_of_days(by) && print->report->target > 0;
}

const char *grid_heading(const struct report_print *print, const struct ts_report_row *column,
                         char out[REPORT_NAME_SIZE])
{
	const struct ts_range range = print->report->range;
	struct ts_civil first, last;
	int first_year, last_year, week;
	char day[FORMAT_SIZE];
	ts_day_to_civil(range.first, &first);
	ts_day_to_civil(range.last, &last);
	ts_day_iso_week(range.first, &first_year, &week);
	ts_day_iso_week(range.last, &last_year, &week);
	(void)format_day_short(column->first, day); /* "Mon 28 Sep" */
	const char *month = day + 6 + (day[5] != ' ');
	if (print->across == TS_BY_DAY && range.last - range.first < MONTH_MOST)
		(void)snprintf(out, REPORT_NAME_SIZE, "%.2s %2.*s", day, (int)(month - day) - 5, day + 4);
	else if (print->across == TS_BY_DAY && first.year == last.year)
		(void)snprintf(out, REPORT_NAME_SIZE, "%s", day + 4);
	else if (print->across == TS_BY_MONTH && first.year == last.year)
		(void)snprintf(out, REPORT_NAME_SIZE, "%s", month);
	else if (print->across == TS_BY_WEEK && first_year == last_year)
		(void)snprintf(out, REPORT_NAME_SIZE, "%s", column->text + 5);
	else
		(void)snprintf(out, REPORT_NAME_SIZE, "%s", column->text);
	return out;
}

static int widest(int width, const char *text)
{
	const int own = text_width(text);
	return own > width ? own : width;
}

static int hours_width(const struct report_print *print, int width, int64_t milliseconds)
{
	char text[FORMAT_SIZE];
	return milliseconds != 0 ? widest(width, report_hours(print, milliseconds, text)) : width;
}

/* The longest of its numbers is the greatest. */
static int column_width(const struct report_print *print, size_t column)
{
	const struct ts_report_grid *grid = print->grid;
	const struct ts_report_row *row = &grid->columns[column];
	char heading[REPORT_NAME_SIZE];
	int64_t most = row->milliseconds;
	int width = widest(0, grid_heading(print, row, heading));
	width = print->columns > 0 && width > HEADING_MOST ? HEADING_MOST : width;
	/* Where tags overlap a cell may be more than the sum. */
	for (size_t i = 0; i < grid->row_count; i++) {
		const int64_t cell = grid->cells[i * grid->column_count + column];
		most = cell > most ? cell : most;
	}
	width = hours_width(print, width, most) + (row->forgotten.milliseconds > 0);
	return owes(print, print->across) ? hours_width(print, width, row->target) : width;
}

/* All but the names. */
static int rest_width(const struct report_print *print, const struct layout *layout)
{
	int width = 1 + layout->gap + layout->sum + (layout->target > 0 ? layout->gap + layout->target : 0);
	for (size_t i = 0; i < print->grid->column_count; i++)
		width += layout->gap + layout->widths[i];
	return width;
}

/* Into the terminal: shorter names first, then narrower gaps; what goes into parts has room for longer names. */
static void layout_fit(const struct report_print *print, struct layout *layout)
{
	const int most = layout->name > NAME_MOST ? NAME_MOST : layout->name;
	const int least = most < NAME_LEAST ? most : NAME_LEAST;
	if (least + rest_width(print, layout) > print->columns)
		layout->gap = 1;
	const int room = print->columns - rest_width(print, layout);
	layout->parts = room < least;
	if (layout->parts) {
		layout->gap = GAP;
		layout->name = most < print->columns / 4 ? most : print->columns / 4;
		layout->name = layout->name > least ? layout->name : least;
	} else {
		layout->name = most < room ? most : room;
	}
}

static struct layout layout_make(const struct report_print *print)
{
	const struct ts_report_grid *grid = print->grid;
	struct layout layout = { .gap = GAP, .name = 6, .widths = allocate(grid->column_count, sizeof *layout.widths) };
	char name[REPORT_NAME_SIZE];
	for (size_t i = 0; i < grid->row_count; i++)
		layout.name = widest(layout.name, report_row_name(print->by, &grid->rows[i], name));
	for (size_t i = 0; i < grid->column_count; i++)
		layout.widths[i] = column_width(print, i);
	layout.sum = hours_width(print, hours_width(print, 3, grid->total), print->report->target) +
	             (print->report->forgotten.milliseconds > 0);
	layout.target = owes(print, print->by) ? widest(layout.sum, "target") : 0;
	if (print->columns > 0)
		layout_fit(print, &layout);
	return layout;
}

/* A number in a column: where some of that are of forgotten time, there is a place for the sign behind them. */
struct number {
	int64_t milliseconds;
	int width;
	bool column_doubtful, doubtful;
};

static void hours_right(const struct report_print *print, const struct layout *layout, struct number number)
{
	char text[FORMAT_SIZE];
	(void)printf("%*s%*s%s", layout->gap, "", number.width - number.column_doubtful,
	             number.milliseconds != 0 ? report_hours(print, number.milliseconds, text) : "",
	             number.doubtful          ? "?"
	             : number.column_doubtful ? " "
	                                      : "");
}

/* Columns from..until, the sums with the last of them. */
static void line_print(const struct report_print *print, const struct layout *layout, const struct line *line,
                       size_t from, size_t until)
{
	(void)putchar(' ');
	columns_left(line->name, layout->name, print->blocks);
	for (size_t i = from; i < until; i++) {
		const struct ts_report_row *column = &print->grid->columns[i];
		const bool doubtful = column->forgotten.milliseconds > 0;
		struct number number = { .width = layout->widths[i], .column_doubtful = doubtful };
		number.milliseconds = line->cells     ? line->cells[i]
		                      : line->targets ? column->target
		                                      : column->milliseconds;
		number.doubtful = line->cells ? line->forgotten[i] > 0 : doubtful && !line->targets;
		hours_right(print, layout, number);
	}
	if (until == print->grid->column_count) {
		const bool doubtful = print->report->forgotten.milliseconds > 0;
		hours_right(print, layout, (struct number){ line->sum, layout->sum, doubtful, line->doubtful });
		if (layout->target > 0 && line->target != 0)
			hours_right(print, layout, (struct number){ line->target, layout->target, false, false });
	}
	(void)putchar('\n');
}

static void headings_print(const struct report_print *print, const struct layout *layout, size_t from, size_t until)
{
	char heading[REPORT_NAME_SIZE];
	(void)printf(" %*s", layout->name, "");
	for (size_t i = from; i < until; i++) {
		(void)printf("%*s", layout->gap, "");
		columns_right(grid_heading(print, &print->grid->columns[i], heading), layout->widths[i], print->blocks);
	}
	if (until == print->grid->column_count)
		(void)printf("%*s%*s", layout->gap, "", layout->sum, "sum");
	if (until == print->grid->column_count && layout->target > 0)
		(void)printf("%*s%*s", layout->gap, "", layout->target, "target");
	(void)putchar('\n');
}

static void part_print(const struct report_print *print, const struct layout *layout, size_t from, size_t until)
{
	const struct ts_report_grid *grid = print->grid;
	char name[REPORT_NAME_SIZE];
	headings_print(print, layout, from, until);
	for (size_t i = 0; i < grid->row_count; i++) {
		const struct line line = { .name = report_row_name(print->by, &grid->rows[i], name),
			                   .cells = grid->cells + i * grid->column_count,
			                   .forgotten = grid->forgotten + i * grid->column_count,
			                   .doubtful = grid->rows[i].forgotten.milliseconds > 0,
			                   .sum = grid->rows[i].milliseconds,
			                   .target = grid->rows[i].target };
		line_print(print, layout, &line, from, until);
	}
	const struct line work = { .name = "work",
		                   .sum = grid->total,
		                   .target = print->report->target,
		                   .doubtful = print->report->forgotten.milliseconds > 0 };
	(void)putchar('\n');
	line_print(print, layout, &work, from, until);
	if (!owes(print, print->across))
		return;
	const struct line target = { .name = "target", .targets = true, .sum = print->report->target };
	line_print(print, layout, &target, from, until);
}

/* Behind the last column that fits beside the names. */
static size_t part_end(const struct report_print *print, const struct layout *layout, size_t from)
{
	const size_t count = print->grid->column_count;
	const int sums = layout->gap + layout->sum + (layout->target > 0 ? layout->gap + layout->target : 0);
	int width = 1 + layout->name;
	size_t i = from;
	for (; i < count; i++) {
		width += layout->gap + layout->widths[i];
		if (i > from && width + (i + 1 == count ? sums : 0) > print->columns)
			break;
	}
	return i;
}

void grid_print(const struct report_print *print)
{
	const struct layout layout = layout_make(print);
	size_t parts = 0;
	for (size_t from = 0; from < print->grid->column_count || parts == 0; parts++) {
		const size_t until = layout.parts ? part_end(print, &layout, from) : print->grid->column_count;
		if (parts > 0)
			(void)putchar('\n');
		part_print(print, &layout, from, until);
		from = until;
	}
	if (print->grid->row_count == 0)
		(void)fputs(" nothing\n", stdout);
	if (layout.parts)
		(void)printf("\n in %zu parts: %d columns are too few\n in a pipe, with --csv and --html it is whole\n",
		             parts, print->columns);
	if (print->grid->overlap)
		(void)fputs("\n tags overlap: a log of several stands in each, so that cells are more than the work\n",
		            stdout);
	free(layout.widths);
}
