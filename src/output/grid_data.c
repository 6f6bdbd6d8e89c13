/* A table of a report as JSON and as CSV: a contract. */
#include "src/output/grid_data.h"

#include "src/output/csv.h"
#include "src/output/json.h"

void grid_data_json(const struct report_print *print)
{
	const struct ts_report_grid *grid = print->grid;
	struct json json;
	json_begin(&json, stdout);
	json_array(&json, NULL);
	for (size_t i = 0; i < grid->row_count * grid->column_count; i++) {
		if (grid->cells[i] == 0)
			continue;
		json_object(&json, NULL);
		json_text(&json, report_words[print->by], grid->rows[i / grid->column_count].text);
		json_text(&json, report_words[print->across], grid->columns[i % grid->column_count].text);
		json_integer(&json, "seconds", grid->cells[i] / TS_SECOND);
		if (grid->forgotten[i] > 0)
			json_integer(&json, "forgotten_seconds", grid->forgotten[i] / TS_SECOND);
		json_object_end(&json);
	}
	json_array_end(&json);
	json_end(&json);
}

static void length_cell(const struct report_print *print, struct csv *csv, int64_t milliseconds)
{
	char text[FORMAT_SIZE];
	if (print->decimal)
		csv_text(csv, report_hours(print, milliseconds, text));
	else
		csv_integer(csv, milliseconds / TS_SECOND);
}

enum sums { WORK, TARGET, FORGOTTEN };

/* What columns add up to, or owe; and what of it may be wrong. */
static void sums_line(const struct report_print *print, struct csv *csv, enum sums which)
{
	static const char *const names[] = { "work", "target", "forgotten" };
	const struct ts_report_grid *grid = print->grid;
	const int64_t wholes[] = { grid->total, print->report->target, print->report->forgotten.milliseconds };
	csv_text(csv, names[which]);
	for (size_t i = 0; i < grid->column_count; i++) {
		const struct ts_report_row *column = &grid->columns[i];
		const int64_t sums[] = { column->milliseconds, column->target, column->forgotten.milliseconds };
		length_cell(print, csv, sums[which]);
	}
	length_cell(print, csv, wholes[which]);
	csv_end(csv);
}

void grid_data_csv(const struct report_print *print)
{
	const struct ts_report_grid *grid = print->grid;
	struct csv csv;
	csv_begin(&csv, stdout);
	csv_text(&csv, report_words[print->by]);
	for (size_t i = 0; i < grid->column_count; i++)
		csv_text(&csv, grid->columns[i].text);
	csv_text(&csv, "sum");
	csv_end(&csv);
	for (size_t i = 0; i < grid->row_count; i++) {
		csv_text(&csv, grid->rows[i].text);
		for (size_t j = 0; j < grid->column_count; j++)
			length_cell(print, &csv, grid->cells[i * grid->column_count + j]);
		length_cell(print, &csv, grid->rows[i].milliseconds);
		csv_end(&csv);
	}
	sums_line(print, &csv, WORK);
	if (report_of_days(print->across) && print->report->target > 0)
		sums_line(print, &csv, TARGET);
	if (print->report->forgotten.milliseconds > 0)
		sums_line(print, &csv, FORGOTTEN);
}
