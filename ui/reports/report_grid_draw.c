/* The grid of a report as a table: a column for each day, week, month or year, sums at both ends. */
#include "ui/reports/report_screen.h"

#include "ui/draw/widgets.h"

#include <stdio.h>

enum {
	NAME_AT = 3, /* behind the sign */
	NAME_LEAST = 8,
	NAME_USUAL = 10,
	LENGTH_LEAST = 5, /* 10:35 */
	CELL_MORE = 3,    /* columns that a cell gets beyond what it needs */
	LINES_OTHER = 2   /* the names of the columns, the work of all */
};

/* Where things stand. */
struct places {
	int name_width, cell_width, sum_width;
	int first, count; /* columns that show: of more there is a part around the selected one */
	int sum_at;
};

static int length_width(int64_t length)
{
	char text[FORMAT_SIZE];
	int width = text_width(format_duration(length, text));

	return width > LENGTH_LEAST ? width : LENGTH_LEAST;
}

static int name_longest(const struct ts_report_grid *cells)
{
	int longest = NAME_USUAL;

	for (size_t i = 0; i < cells->row_count; i++) {
		int width = text_width(cells->rows[i].text);
		longest = width > longest ? width : longest;
	}
	return longest;
}

/* What a cell needs: that of the column with the most. */
static int cell_least(const struct ts_report_grid *cells)
{
	int64_t most = 0;

	for (size_t i = 0; i < cells->column_count; i++) {
		const struct ts_report_row *each = &cells->columns[i];
		most = each->milliseconds > most ? each->milliseconds : most;
		most = each->target > most ? each->target : most;
	}
	return length_width(most) + 1;
}

static struct places places_of(const struct report_screen *screen, int width)
{
	const struct ts_report_grid *cells = &screen->grid.cells;
	int64_t whole = screen->report.target > cells->total ? screen->report.target : cells->total;
	int count = (int)cells->column_count, longest = name_longest(cells), column = report_grid_column(screen);
	struct places places = { .cell_width = cell_least(cells), .sum_width = length_width(whole) + 1 };
	int room = width - NAME_AT - places.sum_width - 1, last = column < count ? column : count - 1;

	places.count = (room - NAME_LEAST) / places.cell_width;
	places.count = places.count > count ? count : places.count > 0 ? places.count : 0;
	places.name_width = room - places.count * places.cell_width;
	if (places.name_width > longest && places.count > 0) {
		int more = (places.name_width - longest) / places.count;
		places.cell_width += more < CELL_MORE ? more : CELL_MORE;
		places.name_width = longest;
	}
	places.name_width = places.name_width > 0 ? places.name_width : 0;
	places.first = last >= places.count ? last - places.count + 1 : 0;
	places.sum_at = NAME_AT + places.name_width + places.count * places.cell_width;
	return places;
}

int report_grid_rows(const struct report_screen *screen, struct rect rect)
{
	int rows = rect.height - LINES_OTHER - (screen->report.target > 0 ? 1 : 0);

	return rows > 0 ? rows : 0;
}

bool report_grid_at(const struct report_screen *screen, struct rect rect, int x, int y, int *row, int *column)
{
	const struct list *rows = &screen->grid.rows;
	struct places places = places_of(screen, rect.width);
	int all = rows->count - 1, shown = all - rows->top < rows->height ? all - rows->top : rows->height;
	int cells = places.count * places.cell_width;

	x -= rect.x + NAME_AT + places.name_width;
	y -= rect.y + 1;
	if (x < 0 || y < 0 || y > shown || x >= cells + places.sum_width)
		return false;
	*row = y == shown ? all : rows->top + y;
	*column = x >= cells ? (int)screen->grid.cells.column_count : places.first + x / places.cell_width;
	return true;
}

const char *report_grid_column_name(const struct report_screen *screen, const struct ts_report_row *column,
                                    char out[FORMAT_SIZE])
{
	char text[FORMAT_SIZE];
	struct ts_civil civil;
	int year, week;

	ts_day_to_civil(column->first, &civil);
	enum ts_report_by by = screen->kind->columns(screen);
	/* Weeks that do not begin on Monday have no number. */
	if (by == TS_BY_WEEK && screen->view.environment->first_weekday != 0)
		by = TS_BY_DAY;
	switch (by) {
	case TS_BY_DAY:
		(void)snprintf(out, FORMAT_SIZE, "%.2s %2d", format_day_short(column->first, text), civil.day);
		break;
	case TS_BY_WEEK:
		ts_day_iso_week(column->first, &year, &week);
		(void)snprintf(out, FORMAT_SIZE, "W%02d", week);
		break;
	case TS_BY_MONTH:
		(void)snprintf(out, FORMAT_SIZE, "%s", format_month(civil.month));
		break;
	default:
		(void)snprintf(out, FORMAT_SIZE, "%d", civil.year);
		break;
	}
	return out;
}

static void draw_name(const struct report_screen *screen, struct surface *surface, int x, int width, int column)
{
	const struct ts_report_row *of = &screen->grid.cells.columns[column];
	bool today = screen->today >= of->first && screen->today <= of->last;
	bool selected = column == report_grid_column(screen);
	char name[FORMAT_SIZE];
	int taken = text_width(report_grid_column_name(screen, of, name));

	surface_text_right(surface, x, 0, width, name,
	                   look_of(today      ? STYLE_NOW
	                           : selected ? STYLE_EMPHASIS
	                                      : STYLE_DIM));
	if (of->mark != TS_MARK_NONE && taken + 1 < width)
		surface_put(surface, x + width - taken - 2, 0, (uint32_t)format_mark_letter(of->mark),
		            look_of(STYLE_EMPHASIS));
}

static void draw_names(const struct report_screen *screen, struct surface *surface, const struct places *places)
{
	int x = NAME_AT + places->name_width, columns = (int)screen->grid.cells.column_count;

	for (int i = 0; i < places->count; i++)
		draw_name(screen, surface, x + i * places->cell_width, places->cell_width, places->first + i);
	/* There is more at that side. */
	if (places->first > 0)
		surface_put(surface, x - 1, 0, '<', look_of(STYLE_HINT));
	if (places->first + places->count < columns)
		surface_put(surface, places->sum_at + 1, 0, '>', look_of(STYLE_HINT));
	surface_text_right(surface, places->sum_at, 0, places->sum_width, "sum",
	                   look_of(report_grid_column(screen) == columns ? STYLE_EMPHASIS : STYLE_DIM));
}

/* What stands in a cell. */
struct length {
	int64_t milliseconds;
	bool forgotten, selected;
};

/* Nothing is blank, but where the cursor stands. */
static void draw_length(struct surface *surface, int x, int y, int width, struct length length, struct look look)
{
	const bool selected = length.selected;
	char text[FORMAT_SIZE];

	if (selected) {
		look = look_of(STYLE_SELECTED);
		surface_fill(surface, (struct rect){ x + 1, y, width - 1, 1 }, ' ', look);
		surface_cursor(surface, x + width - 1, y);
	}
	if (length.milliseconds > 0)
		surface_text_right(surface, x, y, width, format_duration(length.milliseconds, text), look);
	else if (selected)
		surface_put(surface, x + width - 1, y, 0x00b7, look);
	if (length.forgotten)
		surface_put(surface, x + width, y, '?', look_of(STYLE_NOTICE));
}

/* The lengths of a row, one for each column that shows, and their sum; those of all of it below the rows. */
static void draw_lengths(const struct report_screen *screen, struct surface *surface, const struct places *places,
                         int y, int row, struct look look)
{
	const struct ts_report_grid *cells = &screen->grid.cells;
	bool all = row == (int)cells->row_count, selected = row == screen->grid.rows.cursor;
	int x = NAME_AT + places->name_width, column = report_grid_column(screen);

	for (int i = places->first; i < places->first + places->count; i++, x += places->cell_width) {
		size_t at = (size_t)row * cells->column_count + (size_t)i;
		const struct ts_report_row *of = &cells->columns[i];
		struct length length = { of->milliseconds, of->forgotten.milliseconds > 0, selected && i == column };
		if (!all) {
			length.milliseconds = cells->cells[at];
			length.forgotten = screen->grid.doubtful[at];
		}
		draw_length(surface, x, y, places->cell_width, length, look);
	}
	const struct ts_forgotten *forgotten = all ? &screen->report.forgotten : &cells->rows[row].forgotten;
	const struct length sum = { all ? cells->total : cells->rows[row].milliseconds, forgotten->milliseconds > 0,
		                    selected && column == (int)cells->column_count };
	draw_length(surface, places->sum_at, y, places->sum_width, sum, look_of(STYLE_DURATION));
}

static void draw_row(const struct report_screen *screen, struct surface *surface, const struct places *places, int y,
                     int row)
{
	const struct ts_report_row *of = &screen->grid.cells.rows[row];
	const struct ts_total *total = report_grid_total(screen, row);
	bool selected = row == screen->grid.rows.cursor;
	struct look sign = look_of(STYLE_SLOT);

	sign.ink = (unsigned char)of->colour;
	if (screen->shown != REPORT_PROJECTS && total)
		surface_put(surface, 1, y, signs_find(&screen->signs, total->activity), sign);
	else if (of->slot > 0)
		surface_put(surface, 1, y, (uint32_t)('0' + of->slot), sign);
	surface_text_cut(surface, NAME_AT, y, places->name_width, of->text,
	                 look_of(selected ? STYLE_EMPHASIS : STYLE_PLAIN));
	draw_lengths(screen, surface, places, y, row, look_of(STYLE_PLAIN));
}

static void draw_targets(const struct report_screen *screen, struct surface *surface, const struct places *places,
                         int y)
{
	const struct ts_report_grid *cells = &screen->grid.cells;
	int x = NAME_AT + places->name_width;

	surface_text_cut(surface, NAME_AT, y, places->name_width, "target", look_of(STYLE_DIM));
	for (int i = places->first; i < places->first + places->count; i++, x += places->cell_width)
		draw_length(surface, x, y, places->cell_width,
		            (struct length){ cells->columns[i].target, false, false }, look_of(STYLE_DIM));
	draw_length(surface, places->sum_at, y, places->sum_width,
	            (struct length){ screen->report.target, false, false }, look_of(STYLE_DIM));
}

void report_grid_draw(const struct report_screen *screen, struct surface *surface, struct rect rect)
{
	const struct list *rows = &screen->grid.rows;
	struct places places = places_of(screen, rect.width);
	int all = rows->count - 1, y = 1;

	draw_names(screen, surface, &places);
	for (int row = rows->top; row < all && row - rows->top < rows->height; row++)
		draw_row(screen, surface, &places, y++, row);
	surface_text_cut(surface, NAME_AT, y, places.name_width, "work",
	                 look_of(rows->cursor == all ? STYLE_EMPHASIS : STYLE_DIM));
	draw_lengths(screen, surface, &places, y, all, look_of(STYLE_DURATION));
	if (screen->report.target > 0)
		draw_targets(screen, surface, &places, y + 1);
}
