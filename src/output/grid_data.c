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

/* What columns add up to, or owe. */
static void sums_line(const struct report_print *print, struct csv *csv, const char *name, bool target)
{
	const struct ts_report_grid *grid = print->grid;
	csv_text(csv, name);
	for (size_t i = 0; i < grid->column_count; i++)
		length_cell(print, csv, target ? grid->columns[i].target : grid->columns[i].milliseconds);
	length_cell(print, csv, target ? print->report->target : grid->total);
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
	sums_line(print, &csv, "work", false);
	if (report_of_days(print->across) && print->report->target > 0)
		sums_line(print, &csv, "target", true);
}
