/* The table of a page: rows with a bar each, columns with a bar each where they are days. */
#include "src/page/page_table.h"

#include "src/page/html.h"

#include <stdio.h>
#include <string.h>

/* Columns from..until of the table, all of them or a part. */
struct part {
	const struct page *page;
	const struct ts_report_grid *grid;
	size_t from, until;
	bool last;
	bool targets, owed; /* columns, or rows, owe something */
	int64_t most, tall; /* the longest row; the longest column, or target of one */
};

static const char *const months[] = {
	"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
};

bool page_lies(const struct page *page)
{
	const struct ts_report_grid *grid = page->print->grid;
	/* A month of rows wants the length of the paper. */
	return grid->column_count > (grid->row_count > PAGE_ROWS ? PAGE_TIGHT : PAGE_UPRIGHT);
}

const char *page_row_name(enum ts_report_by by, const struct ts_report_row *row, char out[REPORT_NAME_SIZE])
{
	char day[FORMAT_SIZE];
	(void)snprintf(out, REPORT_NAME_SIZE, "%s", by == TS_BY_DAY ? format_day_short(row->first, day) : row->text);
	return out;
}

/* A number, or nothing where there is none. */
static void cell_write(const struct part *part, const char *class, int64_t value, bool doubtful)
{
	(void)printf("<td%s%s%s>", class[0] != '\0' ? " class=\"" : "", class, class[0] != '\0' ? "\"" : "");
	if (value != 0)
		html_hours(part->page->print, value);
	(void)fputs(doubtful ? "?</td>" : "</td>", stdout);
}

/* Whether a day is one on which nothing was due: it is shaded. */
static bool is_free(const struct part *part, const struct ts_report_row *column)
{
	return part->page->print->across == TS_BY_DAY &&
	       (ts_day_weekday(column->first) >= 5 || column->mark == TS_MARK_HOLIDAY);
}

/* Work as a bar, what was owed as a line. */
static void column_draw(const struct part *part, const struct ts_report_row *column)
{
	const int work = (int)(column->milliseconds * 100 / part->tall),
	          owed = (int)(column->target * 100 / part->tall);
	(void)printf("<svg class=\"column\" viewBox=\"0 0 40 101\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"
	             "<rect x=\"6\" y=\"%d\" width=\"28\" height=\"%d\"/>",
	             101 - work, work);
	if (column->target > 0)
		(void)printf("<line x1=\"0\" y1=\"%d\" x2=\"40\" y2=\"%d\" vector-effect=\"non-scaling-stroke\"/>",
		             101 - owed, 101 - owed);
	(void)fputs("</svg>", stdout);
}

static void day_heading(const struct part *part, const struct ts_report_row *column)
{
	struct ts_civil civil;
	char day[FORMAT_SIZE];
	ts_day_to_civil(column->first, &civil);
	(void)format_day_short(column->first, day);
	switch (part->page->print->across) {
	case TS_BY_DAY:
		(void)printf("%.2s<b>%d</b>", day, civil.day);
		if (column->mark != TS_MARK_NONE)
			(void)printf("<span class=\"mark\">%s%c</span>", column->half ? "\xc2\xbd" : "",
			             format_mark_letter(column->mark));
		break;
	case TS_BY_WEEK:
		(void)printf("from %d %s<b>%s</b>", civil.day, months[civil.month - 1], column->text + 5);
		break;
	case TS_BY_MONTH:
		(void)printf("%d<b>%s</b>", civil.year, months[civil.month - 1]);
		break;
	default:
		(void)printf("<b>%s</b>", column->text);
	}
}

static void heading_write(const struct part *part, const struct ts_report_row *column)
{
	const bool days = report_of_days(part->page->print->across);
	(void)printf("<th scope=\"col\"%s>", is_free(part, column) ? " class=\"free\""
	                                     : days                ? ""
	                                                           : " class=\"words\"");
	if (days && part->tall > 0)
		column_draw(part, column);
	if (days)
		day_heading(part, column);
	else
		html_text(column->text);
	(void)fputs("</th>", stdout);
}

static void head_write(const struct part *part)
{
	const struct report_print *print = part->page->print;
	(void)printf("<thead><tr><th scope=\"col\" class=\"name\">%c%s</th>", report_words[print->by][0] - 'a' + 'A',
	             report_words[print->by] + 1);
	for (size_t i = part->from; i < part->until; i++)
		heading_write(part, &part->grid->columns[i]);
	if (part->last)
		(void)printf("<th scope=\"col\"><b>Sum</b></th>%s<td class=\"share\"></td>",
		             part->owed ? "<th scope=\"col\"><b>Target</b></th>" : "");
	(void)fputs("</tr></thead>\n", stdout);
}

static void row_write(const struct part *part, size_t index)
{
	const struct ts_report_grid *grid = part->grid;
	const struct ts_report_row *row = &grid->rows[index];
	char name[REPORT_NAME_SIZE], mark[FORMAT_SIZE];
	(void)fputs("<tr><th scope=\"row\">", stdout);
	html_text(page_row_name(part->page->print->by, row, name));
	if (row->mark != TS_MARK_NONE)
		(void)printf(" <span class=\"mark\">%s</span>", format_mark(row->mark, row->half, mark));
	(void)fputs("</th>", stdout);
	for (size_t i = part->from; i < part->until; i++)
		cell_write(part, is_free(part, &grid->columns[i]) ? "free" : "",
		           grid->cells[index * grid->column_count + i],
		           grid->forgotten[index * grid->column_count + i] > 0);
	if (part->last) {
		cell_write(part, "sum", row->milliseconds, row->forgotten.milliseconds > 0);
		if (part->owed)
			cell_write(part, "", row->target, false);
		(void)fputs("<td class=\"share\">", stdout);
		html_bar(row->milliseconds, part->most);
		(void)fputs("</td>", stdout);
	}
	(void)fputs("</tr>\n", stdout);
}

/* What columns add up to, or owe. */
static void sums_write(const struct part *part, const char *name, bool target)
{
	const struct ts_report *report = part->page->print->report;
	(void)printf("<tr><th scope=\"row\">%s</th>", name);
	for (size_t i = part->from; i < part->until; i++) {
		const struct ts_report_row *column = &part->grid->columns[i];
		cell_write(part, is_free(part, column) ? "free" : "", target ? column->target : column->milliseconds,
		           !target && column->forgotten.milliseconds > 0);
	}
	if (part->last) {
		cell_write(part, "sum", target ? report->target : part->grid->total,
		           !target && report->forgotten.milliseconds > 0);
		if (part->owed)
			cell_write(part, "", target ? 0 : report->target, false);
		(void)fputs("<td class=\"share\"></td>", stdout);
	}
	(void)fputs("</tr>\n", stdout);
}

static void part_write(const struct part *part)
{
	const bool narrow = part->until - part->from > PAGE_UPRIGHT;
	(void)printf("<table class=\"grid%s%s\">\n", narrow ? " narrow" : "",
	             part->grid->row_count > (page_lies(part->page) ? PAGE_LYING : PAGE_ROWS) ? " dense" : "");
	head_write(part);
	(void)fputs("<tbody>\n", stdout);
	for (size_t i = 0; i < part->grid->row_count; i++)
		row_write(part, i);
	if (part->grid->row_count == 0)
		(void)fputs("<tr><th scope=\"row\">nothing</th></tr>\n", stdout);
	(void)fputs("</tbody>\n<tbody class=\"sums\">\n", stdout);
	sums_write(part, "Work", false);
	if (part->targets)
		sums_write(part, "Target", true);
	(void)fputs("</tbody>\n</table>\n", stdout);
}

void page_table_write(const struct page *page)
{
	const struct ts_report_grid *grid = page->print->grid;
	struct part part = { .page = page, .grid = grid };
	for (size_t i = 0; i < grid->row_count; i++) {
		part.most = grid->rows[i].milliseconds > part.most ? grid->rows[i].milliseconds : part.most;
		part.owed = part.owed || grid->rows[i].target > 0;
	}
	for (size_t i = 0; i < grid->column_count; i++) {
		const struct ts_report_row *column = &grid->columns[i];
		part.tall = column->milliseconds > part.tall ? column->milliseconds : part.tall;
		part.tall = column->target > part.tall ? column->target : part.tall;
		part.targets = part.targets || column->target > 0;
	}
	for (size_t from = 0; from < grid->column_count || from == 0; from += PAGE_COLUMNS) {
		const size_t left = grid->column_count - from;
		part.from = from;
		part.until = from + (left > PAGE_COLUMNS ? PAGE_COLUMNS : left);
		part.last = part.until == grid->column_count;
		part_write(&part);
	}
}
