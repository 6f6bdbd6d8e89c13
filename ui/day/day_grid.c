/* The week as a table, activities by days, beside a day that has the room. */
#include "ui/day/day_inside.h"

#include "ui/base/format.h"
#include "ui/draw/widgets.h"

#include <stdio.h>
#include <string.h>

enum {
	WEEK_DAYS = 7,
	WORK_DAYS = 5,
	TEXT_AT = 3,
	CELL_LEAST = 5, /* " 1:23" */
	FOOT_ROWS = 2   /* what the days came to, and their targets */
};

/* The days that have a column: those of the week, and of its end those with work or in view. */
struct grid_columns {
	int place[WEEK_DAYS];
	int count, text_width, cell_width, sum_width;
};

/* With a blank in front. */
static int length_width(int64_t length)
{
	char text[FORMAT_SIZE];
	int width = text_width(format_duration(length, text)) + 1;
	return width > CELL_LEAST ? width : CELL_LEAST;
}

static void columns_fit(const struct day *day, int width, struct grid_columns *out)
{
	*out = (struct grid_columns){ .count = 0 };
	for (int i = 0; i < WEEK_DAYS; i++) {
		bool shown = day->week.first + i == day->day;
		if (ts_day_weekday(day->week.first + i) < WORK_DAYS || day->week.work[i] > 0 || shown)
			out->place[out->count++] = i;
	}
	int64_t longest = 0;
	for (int i = 0; i < WEEK_DAYS; i++)
		longest = day->week.work[i] > longest ? day->week.work[i] : longest;
	out->cell_width = length_width(longest);
	out->sum_width =
	        length_width(day->week.total > day->week.total_target ? day->week.total : day->week.total_target);
	out->text_width = width - TEXT_AT - out->sum_width - out->count * out->cell_width;
}

/* The activity whose row it is, for its sign. */
static struct ts_id activity_of(const struct day *day, const char *text)
{
	const struct ts_report *report = &day->report;
	for (size_t i = 0; i < report->activity_count; i++) {
		if (strcmp(report->activities[i].text, text) == 0)
			return report->activities[i].activity;
	}
	return (struct ts_id){ { 0 } };
}

static struct look column_look(const struct day *day, int place, enum style style)
{
	ts_day date = day->week.first + place;
	return look_of(date == day->today ? STYLE_NOW : date == day->day ? STYLE_EMPHASIS : style);
}

static void draw_length(struct surface *surface, int x, int y, int width, int64_t length, struct look look)
{
	char text[FORMAT_SIZE];
	if (length > 0)
		surface_text_right(surface, x, y, width, format_duration(length, text), look);
}

static int column_at(const struct grid_columns *columns, int column)
{
	return TEXT_AT + columns->text_width + column * columns->cell_width;
}

static void draw_names(const struct day *day, struct surface *surface, const struct grid_columns *columns)
{
	for (int i = 0; i < columns->count; i++)
		surface_text_right(surface, column_at(columns, i), 0, columns->cell_width,
		                   format_weekday(ts_day_weekday(day->week.first + columns->place[i])),
		                   column_look(day, columns->place[i], STYLE_DIM));
	surface_text_right(surface, column_at(columns, columns->count), 0, columns->sum_width, "sum",
	                   look_of(STYLE_DIM));
}

static void draw_row(const struct day *day, struct surface *surface, const struct grid_columns *columns, int y,
                     size_t row)
{
	const struct ts_report_grid *grid = &day->grid;
	const struct ts_report_row *activity = &grid->rows[row];
	struct look slot = look_of(STYLE_SLOT);

	slot.ink = (unsigned char)activity->colour;
	surface_put(surface, 1, y, signs_find(&day->signs, activity_of(day, activity->text)), slot);
	surface_text_cut(surface, TEXT_AT, y, columns->text_width, activity->text, look_of(STYLE_PLAIN));
	for (int i = 0; i < columns->count; i++)
		draw_length(surface, column_at(columns, i), y, columns->cell_width,
		            grid->cells[row * grid->column_count + (size_t)columns->place[i]], look_of(STYLE_DURATION));
	draw_length(surface, column_at(columns, columns->count), y, columns->sum_width, activity->milliseconds,
	            look_of(STYLE_EMPHASIS));
}

static void draw_sums(struct surface *surface, const struct grid_columns *columns, int y, const char *name,
                      const int64_t lengths[WEEK_DAYS], int64_t sum, enum style style)
{
	surface_text_cut(surface, TEXT_AT, y, columns->text_width, name, look_of(style));
	for (int i = 0; i < columns->count; i++)
		draw_length(surface, column_at(columns, i), y, columns->cell_width, lengths[columns->place[i]],
		            look_of(style));
	draw_length(surface, column_at(columns, columns->count), y, columns->sum_width, sum, look_of(style));
}

void day_grid_draw(const struct day *day, struct surface *surface, const struct day_layout *layout)
{
	struct rect rect = layout->grid;
	struct grid_columns columns;
	int more = (int)day->grid.row_count - (rect.height - 1 - FOOT_ROWS);

	if (rect.height <= FOOT_ROWS + 1 || !day->has_grid)
		return;
	surface_clip_push(surface, rect);
	columns_fit(day, rect.width - 1, &columns);
	int rows = more > 0 ? rect.height - 2 - FOOT_ROWS : (int)day->grid.row_count, y = 1;
	draw_names(day, surface, &columns);
	for (int row = 0; row < rows; row++)
		draw_row(day, surface, &columns, y++, (size_t)row);
	if (more > 0)
		surface_printf(surface, TEXT_AT, y++, look_of(STYLE_DIM), "+ %d more", (int)day->grid.row_count - rows);
	draw_sums(surface, &columns, y++, "work", day->week.work, day->week.total, STYLE_EMPHASIS);
	if (day->week.total_target > 0)
		draw_sums(surface, &columns, y, "target", day->week.target, day->week.total_target, STYLE_DIM);
	surface_clip_pop(surface);
}
