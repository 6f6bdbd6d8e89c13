/* Prints a report. A row is named by the word of --by in JSON and CSV: a contract. */
#include "src/output/report_print.h"

#include "src/output/columns.h"
#include "src/output/csv.h"
#include "src/output/grid_data.h"
#include "src/output/grid_print.h"
#include "src/output/json.h"
#include "src/output/stamp.h"
#include "ui/base/format.h"
#include "ui/draw/surface.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>

/* ---- for programs */

/* What is owed, and what it adds to the balance. */
static void balance_json(struct json *json, const struct ts_report_row *row)
{
	json_integer(json, "target_seconds", row->target / TS_SECOND);
	json_integer(json, "balance_seconds", row->change / TS_SECOND);
	if (row->mark != TS_MARK_NONE)
		json_text(json, "mark", ts_mark_word(row->mark));
	if (row->half)
		json_boolean(json, "half", true);
}

static bool pauses_told(const struct report_print *print)
{
	return print->by == TS_BY_DAY && print->breaks && !print->filter;
}

/* Before it was rounded. */
static int64_t day_work(const struct report_print *print, const struct ts_report_row *row)
{
	return print->report->days[row->first - print->report->days[0].day].work;
}

void report_print_json(const struct report_print *print)
{
	struct json json;
	if (print->grid) {
		grid_data_json(print);
		return;
	}
	json_begin(&json, stdout);
	json_array(&json, NULL);
	for (size_t i = 0; i < print->rows->count; i++) {
		const struct ts_report_row *row = &print->rows->at[i];
		json_object(&json, NULL);
		json_text(&json, report_words[print->by], row->text);
		json_integer(&json, "seconds", row->milliseconds / TS_SECOND);
		json_forgotten(&json, &row->forgotten);
		if (row->rest)
			json_boolean(&json, "rest", true);
		if (report_of_days(print->by))
			balance_json(&json, row);
		if (pauses_told(print))
			json_pauses(&json, print->breaks, day_work(print, row), &row->pauses);
		json_object_end(&json);
	}
	json_array_end(&json);
	json_end(&json);
}

/* Seconds, or hours. */
static void length_csv(const struct report_print *print, struct csv *csv, int64_t milliseconds)
{
	char hours[FORMAT_SIZE];
	if (print->decimal)
		csv_text(csv, report_hours(print, milliseconds, hours));
	else
		csv_integer(csv, milliseconds / TS_SECOND);
}

static void forgotten_csv(const struct report_print *print, struct csv *csv, const struct ts_forgotten *forgotten)
{
	char since[STAMP_SIZE] = "";

	length_csv(print, csv, forgotten->milliseconds);
	if (forgotten->milliseconds > 0)
		(void)stamp_time(forgotten->since, forgotten->offset, false, since);
	csv_text(csv, since);
}

void report_print_csv(const struct report_print *print)
{
	struct csv csv;
	if (print->grid) {
		grid_data_csv(print);
		return;
	}
	csv_begin(&csv, stdout);
	csv_text(&csv, report_words[print->by]);
	csv_text(&csv, print->decimal ? "hours" : "seconds");
	if (!report_of_days(print->by))
		csv_text(&csv, "rest");
	csv_text(&csv, print->decimal ? "forgotten_hours" : "forgotten_seconds");
	csv_text(&csv, "forgotten_since");
	if (pauses_told(print)) {
		csv_text(&csv, print->decimal ? "stretch_hours" : "stretch_seconds");
		csv_text(&csv, print->decimal ? "break_hours" : "break_seconds");
	}
	csv_end(&csv);
	for (size_t i = 0; i < print->rows->count; i++) {
		const struct ts_report_row *row = &print->rows->at[i];
		csv_text(&csv, row->text);
		length_csv(print, &csv, row->milliseconds);
		if (!report_of_days(print->by))
			csv_text(&csv, row->rest ? "true" : "false");
		forgotten_csv(print, &csv, &row->forgotten);
		if (pauses_told(print)) {
			length_csv(print, &csv, row->pauses.stretch);
			length_csv(print, &csv, row->pauses.breaks);
		}
		csv_end(&csv);
	}
}

/* ---- for people */

enum { NAME_MOST = 40, NAME_LEAST = 8, DURATION_WIDTH = 8, BAR_LEAST = 4, BAR_MOST = 40 };

static void bar_print(const struct report_print *print, int width, int64_t value, int64_t most)
{
	static const char *const eighths[] = { "",
		                               "\xe2\x96\x8f",
		                               "\xe2\x96\x8e",
		                               "\xe2\x96\x8d",
		                               "\xe2\x96\x8c",
		                               "\xe2\x96\x8b",
		                               "\xe2\x96\x8a",
		                               "\xe2\x96\x89" };
	if (value <= 0 || most <= 0)
		return;
	long parts = lround((double)value / (double)most * width * 8);
	if (parts == 0)
		parts = 1;
	if (!print->blocks)
		parts = parts < 8 ? 8 : (parts + 4) / 8 * 8;
	for (long i = 0; i < parts / 8; i++)
		(void)fputs(print->blocks ? "\xe2\x96\x88" : "#", stdout);
	(void)fputs(eighths[parts % 8], stdout);
}

struct table {
	int name, bar; /* columns */
	int64_t most;
	bool targets, forgotten;
};

enum { PAUSES_WIDTH = 32 }; /* stretch, breaks and the sign */

static struct table table_of(const struct report_print *print)
{
	struct table table = { .name = NAME_LEAST };
	char cell[REPORT_NAME_SIZE];
	for (size_t i = 0; i < print->rows->count; i++) {
		const struct ts_report_row *row = &print->rows->at[i];
		int width = text_width(report_row_name(print->by, row, cell));
		table.name = width > table.name ? width : table.name;
		table.most = row->milliseconds > table.most ? row->milliseconds : table.most;
		table.targets = table.targets || row->target > 0 || row->change != 0;
		table.forgotten = table.forgotten || row->forgotten.milliseconds > 0;
	}
	if (print->columns == 0)
		return table;
	if (table.name > NAME_MOST)
		table.name = NAME_MOST;
	int others = 1 + DURATION_WIDTH + table.forgotten + 2 + (pauses_told(print) ? PAUSES_WIDTH : 0) +
	             (!report_of_days(print->by) ? 6
	              : table.targets            ? 2 + DURATION_WIDTH
	                                         : 0) +
	             2;
	if (table.name + others > print->columns && print->columns > others + NAME_LEAST)
		table.name = print->columns - others;
	table.bar = print->columns - table.name - others;
	table.bar = table.bar > BAR_MOST ? BAR_MOST : table.bar < BAR_LEAST ? 0 : table.bar;
	return table;
}

/* The longest stretch and the breaks of a day; "!": the rule is passed. */
static void pauses_print(const struct report_print *print, const struct ts_report_row *row)
{
	char stretch[FORMAT_SIZE], breaks[FORMAT_SIZE];
	const bool passed = ts_breaks_passed(print->breaks, day_work(print, row), &row->pauses) != 0;
	(void)printf("  stretch %6s  breaks %6s %c", report_hours(print, row->pauses.stretch, stretch),
	             report_hours(print, row->pauses.breaks, breaks), passed ? '!' : ' ');
}

static void row_print(const struct report_print *print, const struct table *table, const struct ts_report_row *row)
{
	char name[REPORT_NAME_SIZE], duration[FORMAT_SIZE];
	int64_t whole = print->work + print->rest;
	(void)putchar(' ');
	columns_left(report_row_name(print->by, row, name), table->name, print->blocks);
	(void)printf("%*s", DURATION_WIDTH, report_hours(print, row->milliseconds, duration));
	if (table->forgotten)
		(void)putchar(row->forgotten.milliseconds > 0 ? '?' : ' ');
	if (!report_of_days(print->by) && whole > 0)
		(void)printf("  %3d%%", (int)((row->milliseconds * 200 + whole) / (2 * whole)));
	else if (table->targets)
		(void)printf("  %*s", DURATION_WIDTH, report_hours_signed(print, row->change, duration));
	if (pauses_told(print))
		pauses_print(print, row);
	if (table->bar > 0) {
		(void)fputs("  ", stdout);
		paint_begin(print->paint, (struct look){ STYLE_BAR, (unsigned char)row->colour, 0, 0 });
		bar_print(print, table->bar, row->milliseconds, table->most);
		paint_end(print->paint);
	}
	(void)putchar('\n');
}

/* Why there is none, for who asked. */
static void balance_miss(const struct report_print *print)
{
	if (print->flex && print->report->no_target)
		(void)fputs(" no target is set, so there is no balance: timesheet target 40\n", stdout);
}

/* Which of the numbers may be wrong, and since when. */
static void forgotten_print(const struct report_print *print)
{
	const struct ts_report *report = print->report;
	char words[FORMAT_SIZE];

	if (report->forgotten.milliseconds > 0)
		(void)printf(" %s\n", format_forgotten(CLOCK_24, &report->forgotten, words));
	else if (print->flex && report->flex_forgotten)
		(void)fputs(" forgotten? the balance holds time of before that looks so\n", stdout);
}

static void heading_print(const struct report_print *print)
{
	const struct ts_report *report = print->report;
	char first[FORMAT_SIZE], last[FORMAT_SIZE];
	bool all = report->range.first == ts_day_from_civil(1900, 1, 1); /* the first of all days */
	paint_begin(print->paint, look_of(STYLE_TITLE));
	(void)printf("%s", all ? "all up to" : format_day(report->range.first, first));
	if (report->range.last != report->range.first)
		(void)printf("%s%s", all ? " " : " .. ", format_day(report->range.last, last));
	paint_end(print->paint);
	(void)printf("  by %s%s%s%s%s\n\n", report_words[print->by], print->grid ? ", " : "",
	             print->grid ? report_words[print->across] : "", print->filter ? "  " : "",
	             print->filter ? print->filter : "");
}

static void rows_print(const struct report_print *print)
{
	const struct table table = table_of(print);
	for (size_t i = 0; i < print->rows->count; i++)
		row_print(print, &table, &print->rows->at[i]);
	if (print->rows->count == 0)
		(void)fputs(" nothing\n", stdout);
	for (size_t i = 0; i < print->rows->count && pauses_told(print); i++) {
		const struct ts_report_row *row = &print->rows->at[i];
		char words[FORMAT_LINE], day[FORMAT_SIZE];
		if (format_passed(print->breaks, day_work(print, row), &row->pauses, words)[0] != '\0')
			(void)printf(" %s: %s\n", format_day_short(row->first, day), words);
	}
}

/* What it all is, and is against. */
static void footing_print(const struct report_print *print)
{
	const struct ts_report *report = print->report;
	char words[FORMAT_SIZE];
	(void)printf("\n work %s%s", report_hours(print, print->work, words),
	             report->forgotten.milliseconds > 0 ? "?" : "");
	if (print->how == TS_ROUND_UP || print->how == TS_ROUND_DOWN)
		(void)printf(" (%s before it was rounded)", report_hours(print, report->work, words));
	if (report->target > 0)
		(void)printf(" of %s", report_hours(print, report->target, words));
	(void)printf("  rest %s", report_hours(print, print->rest, words));
	if (print->flex && !report->no_target)
		(void)printf("  flex %s%s", report_hours_signed(print, report->flex, words),
		             report->flex_forgotten ? "?" : "");
	(void)putchar('\n');
	forgotten_print(print);
	balance_miss(print);
}

void report_print_text(const struct report_print *print)
{
	heading_print(print);
	if (print->grid)
		grid_print(print);
	else
		rows_print(print);
	footing_print(print);
}
