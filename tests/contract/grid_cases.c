/* A report as a table with two keys, against a count that looks at each log of each day. */
#include "contract.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

static const enum ts_report_by keys[] = { TS_BY_ACTIVITY, TS_BY_PROJECT, TS_BY_DAY, TS_BY_WEEK,
	                                  TS_BY_MONTH,    TS_BY_YEAR,    TS_BY_TAG };
enum { KEYS = sizeof keys / sizeof keys[0] };

static uint32_t below(uint64_t *seed, uint32_t bound)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(*seed >> 33) % bound;
}

static void log_with(const struct contract *contract, ts_time at, const char *text, const char *comment)
{
	struct ts_done done;
	enum ts_status status = ts_log_text(contract->store, text, comment, at, contract->now, &done);
	assert_true(status == TS_OK || status == TS_UNCHANGED);
}

static void random_logs(const struct contract *contract, uint64_t *seed, int days)
{
	static const char *const texts[] = { "parser", "acme: call", "Acme: offer #core",
		                             "off",    "acme: bug",  "acme: lunch",
		                             "off",    "reading",    "12:30 #travel",
		                             "off" };
	static const char *const comments[] = { "", "#core", "#Core and #client=x", "plain", "#client=x #travel" };
	for (int i = 0; i < 3 * days; i++) {
		ts_time at = contract->now - (ts_time)below(seed, (uint32_t)days * 86400) * TS_SECOND;
		log_with(contract, at, texts[below(seed, 10)], comments[below(seed, 5)]);
	}
	contract_rest(contract, "acme: lunch");
}

static struct ts_report filtered(const struct contract *contract, struct ts_range range)
{
	ts_filter *filter = NULL;
	struct ts_report report;
	assert_int_equal(ts_filter_create(&filter), TS_OK);
	assert_int_equal(ts_report_filtered(contract->store, range, filter, contract->now, &report), TS_OK);
	ts_filter_destroy(filter);
	return report;
}

/* ---- the slow count */

static bool has_tag(const struct ts_span *span, const char *tag)
{
	const char *const texts[] = { span->text, span->comment };
	struct ts_place place;
	bool any = false;
	for (size_t i = 0; i < 2; i++) {
		for (size_t at = 0; ts_tag_next(texts[i], &at, &place);) {
			char own[TS_TEXT_SIZE] = "";
			memcpy(own, texts[i] + place.offset, place.size);
			any = true;
			if (ts_text_same(own, tag))
				return true;
		}
	}
	return !any && strcmp(tag, TS_NO_TAG) == 0;
}

static bool belongs(const struct ts_span *span, ts_day day, enum ts_report_by by, const struct ts_report_row *row)
{
	char text[TS_TEXT_SIZE] = "";
	time_t noon = ((time_t)day * 24 + 12) * 3600;
	struct tm parts;
	const char *colon = strstr(span->text, ": ");
	if (by == TS_BY_TAG)
		return has_tag(span, row->text);
	if (by == TS_BY_ACTIVITY || by == TS_BY_PROJECT) {
		size_t size = by == TS_BY_PROJECT && colon ? (size_t)(colon - span->text) : strlen(span->text);
		memcpy(text, span->text, size);
		return ts_text_same(text, row->text);
	}
	assert_non_null(gmtime_r(&noon, &parts));
	assert_true(by == TS_BY_WEEK ? strftime(text, sizeof text, "%G-W%V", &parts) > 0
	                             : strftime(text, sizeof text, "%Y-%m-%d", &parts) > 0);
	if (by == TS_BY_MONTH || by == TS_BY_YEAR)
		text[by == TS_BY_MONTH ? 7 : 4] = '\0';
	return strcmp(text, row->text) == 0;
}

/* What is added to cells that should hold it is taken away from them: what is left is wrong. */
static void day_take(const struct contract *contract, ts_day day, enum ts_report_by rows, enum ts_report_by columns,
                     const struct ts_report_grid *grid)
{
	struct ts_day_view view;
	assert_int_equal(ts_day_read(contract->store, day, contract->now, &view), TS_OK);
	for (size_t i = 0; i < view.span_count; i++) {
		const struct ts_span *span = &view.spans[i];
		bool met = span->off || span->rest || span->end == span->begin;
		for (size_t j = 0; !span->off && !span->rest && j < grid->row_count * grid->column_count; j++) {
			if (!belongs(span, day, rows, &grid->rows[j / grid->column_count]) ||
			    !belongs(span, day, columns, &grid->columns[j % grid->column_count]))
				continue;
			grid->cells[j] -= span->end - span->begin;
			met = true;
		}
		assert_true(met);
	}
	ts_day_release(&view);
}

static int64_t sum_of(const struct ts_report_row *rows, size_t count)
{
	int64_t sum = 0;
	for (size_t i = 0; i < count; i++) {
		assert_false(rows[i].rest);
		sum += rows[i].milliseconds;
	}
	return sum;
}

/* Rows and columns say what their cells add up to; but of tags the cells may be more. */
static void sums_agree(const struct ts_report_grid *grid, enum ts_report_by rows, enum ts_report_by columns)
{
	const bool tags = rows == TS_BY_TAG || columns == TS_BY_TAG;
	int64_t cells = 0;
	for (size_t i = 0; i < grid->row_count; i++) {
		int64_t sum = 0, forgotten = 0;
		for (size_t j = 0; j < grid->column_count; j++) {
			sum += grid->cells[i * grid->column_count + j];
			forgotten += grid->forgotten[i * grid->column_count + j];
		}
		assert_true(forgotten <= sum);
		assert_true(forgotten == grid->rows[i].forgotten.milliseconds ||
		            (columns == TS_BY_TAG && forgotten > grid->rows[i].forgotten.milliseconds));
		assert_true(sum == grid->rows[i].milliseconds ||
		            (columns == TS_BY_TAG && sum > grid->rows[i].milliseconds));
		cells += sum;
	}
	for (size_t j = 0; j < grid->column_count; j++) {
		int64_t sum = 0, forgotten = 0;
		for (size_t i = 0; i < grid->row_count; i++) {
			sum += grid->cells[i * grid->column_count + j];
			forgotten += grid->forgotten[i * grid->column_count + j];
		}
		assert_true(forgotten == grid->columns[j].forgotten.milliseconds ||
		            (rows == TS_BY_TAG && forgotten > grid->columns[j].forgotten.milliseconds));
		assert_true(sum == grid->columns[j].milliseconds ||
		            (rows == TS_BY_TAG && sum > grid->columns[j].milliseconds));
	}
	assert_int_equal(grid->overlap, cells > grid->total);
	assert_true(tags || !grid->overlap);
	if (rows != TS_BY_TAG)
		assert_int_equal(sum_of(grid->rows, grid->row_count), grid->total);
	if (columns != TS_BY_TAG)
		assert_int_equal(sum_of(grid->columns, grid->column_count), grid->total);
}

static bool grids_alike(const struct ts_report_grid *left, const struct ts_report_grid *right)
{
	bool alike = left->row_count == right->row_count && left->column_count == right->column_count &&
	             left->total == right->total;
	for (size_t i = 0; alike && i < left->row_count * left->column_count; i++)
		alike = left->cells[i] == right->cells[i];
	return alike;
}

static void grids_check(const struct contract *contract, struct ts_range range, enum ts_report_by rows,
                        enum ts_report_by columns)
{
	struct ts_report report, part = filtered(contract, range);
	struct ts_report_grid grid, plain;
	assert_int_equal(ts_report_read(contract->store, range, contract->now, &report), TS_OK);
	assert_int_equal(ts_report_grid(&part, rows, columns, &grid), TS_OK);
	assert_int_equal(grid.total, report.work);
	enum ts_status status = ts_report_grid(&report, rows, columns, &plain);
	if (rows == TS_BY_TAG || columns == TS_BY_TAG) {
		assert_int_equal(status, TS_INVALID);
	} else {
		assert_int_equal(status, TS_OK);
		assert_true(grids_alike(&grid, &plain));
		ts_report_grid_release(&plain);
	}
	sums_agree(&grid, rows, columns);
	for (ts_day day = range.first; day <= range.last; day++)
		day_take(contract, day, rows, columns, &grid);
	for (size_t i = 0; i < grid.row_count * grid.column_count; i++) {
		if (grid.cells[i] != 0)
			fail_msg("%lld too much in %s, %s", (long long)grid.cells[i],
			         grid.rows[i / grid.column_count].text, grid.columns[i % grid.column_count].text);
	}
	ts_report_grid_release(&grid);
	ts_report_release(&report);
	ts_report_release(&part);
}

static void any_two_keys_make_a_table_of_what_each_log_of_each_day_adds(void **state)
{
	struct contract *contract = *state;
	struct ts_settings settings = ts_settings_default();
	uint64_t seed = 23;
	random_logs(contract, &seed, 40);
	for (int start = 0; start <= 240; start += 240) {
		settings.day_start = start;
		assert_in_range(ts_settings_write(contract->store, &settings, contract->now), TS_OK, TS_UNCHANGED);
		for (size_t i = 0; i < (size_t)KEYS * KEYS; i++) {
			ts_day first = contract->day - (ts_day)below(&seed, 41);
			struct ts_range range = { first, first + (ts_day)below(&seed, 41) };
			if (i / KEYS != i % KEYS)
				grids_check(contract, range, keys[i / KEYS], keys[i % KEYS]);
		}
	}
}

static struct ts_report_grid grid_of(const struct contract *contract, int first, int last, enum ts_report_by rows,
                                     enum ts_report_by columns)
{
	struct ts_report report;
	struct ts_report_grid grid;
	const struct ts_range range = { contract->day + first, contract->day + last };
	assert_int_equal(ts_report_read(contract->store, range, contract->now, &report), TS_OK);
	assert_int_equal(ts_report_grid(&report, rows, columns, &grid), TS_OK);
	ts_report_release(&report);
	return grid;
}

/* The week of the story's Thursday has seven days, logs or not; so has no longer time. */
static void a_week_has_all_its_days_and_a_longer_time_those_with_something(void **state)
{
	struct contract *contract = *state;
	const struct ts_day_mark leave = { .kind = TS_MARK_LEAVE };
	struct ts_done done;
	contract_log(contract, "parser", 9, 0);
	contract_log(contract, "off", 12, 0);
	struct ts_report_grid grid = grid_of(contract, -3, 3, TS_BY_ACTIVITY, TS_BY_DAY);
	assert_int_equal(grid.column_count, 7);
	assert_int_equal(grid.row_count, 1);
	assert_string_equal(grid.columns[0].text, "2026-09-28");
	assert_int_equal(grid.columns[6].first, contract->day + 3);
	assert_int_equal(grid.columns[3].milliseconds, 3 * TS_HOUR);
	assert_int_equal(grid.columns[3].target, 8 * TS_HOUR);
	assert_int_equal(grid.cells[3], 3 * TS_HOUR);
	ts_report_grid_release(&grid);
	assert_int_equal(ts_day_mark_set(contract->store, (struct ts_range){ contract->day - 20, contract->day - 20 },
	                                 &leave, contract->now, &done),
	                 TS_OK);
	grid = grid_of(contract, -20, -7, TS_BY_ACTIVITY, TS_BY_DAY);
	assert_int_equal(grid.column_count, TS_GRID_ALL);
	assert_int_equal(grid.row_count, 0);
	assert_int_equal(grid.total, 0);
	ts_report_grid_release(&grid);
	grid = grid_of(contract, -20, 3, TS_BY_DAY, TS_BY_ACTIVITY);
	assert_int_equal(grid.row_count, 2);
	assert_int_equal(grid.rows[0].first, contract->day - 20);
	assert_int_equal(grid.rows[0].mark, TS_MARK_LEAVE);
	assert_int_equal(grid.rows[1].first, contract->day);
	assert_int_equal(grid.column_count, 1);
	ts_report_grid_release(&grid);
	/* The first of 2026 is the first day of its month and year, and no Monday. */
	grid = grid_of(contract, -273, 91, TS_BY_MONTH, TS_BY_YEAR);
	assert_int_equal(grid.row_count, 12);
	assert_string_equal(grid.rows[11].text, "2026-12");
	assert_int_equal(grid.column_count, 1);
	assert_string_equal(grid.columns[0].text, "2026");
	assert_int_equal(grid.columns[0].last - grid.columns[0].first, 364);
	assert_int_equal(grid.cells[9], 3 * TS_HOUR);
	ts_report_grid_release(&grid);
}

static void weeks_may_begin_on_another_day_and_are_then_called_by_it(void **state)
{
	struct contract *contract = *state;
	struct ts_report_rows rows;
	struct ts_report_grid grid;
	contract_log(contract, "parser", 9, 0);
	contract_log(contract, "off", 12, 0);
	/* September and October 2026 until Sunday the 4th: the story's Thursday is the first. */
	struct ts_report report = filtered(contract, (struct ts_range){ contract->day - 30, contract->day + 3 });
	assert_int_equal(report.week_begins, 0);
	report.week_begins = 6;
	assert_int_equal(ts_report_grid(&report, TS_BY_ACTIVITY, TS_BY_WEEK, &grid), TS_OK);
	assert_int_equal(grid.column_count, 6);
	assert_string_equal(grid.columns[4].text, "2026-09-27");
	assert_int_equal(grid.columns[4].first, contract->day - 4);
	assert_int_equal(grid.columns[4].last, contract->day + 2);
	assert_int_equal(grid.columns[4].milliseconds, 3 * TS_HOUR);
	assert_int_equal(grid.columns[5].first, contract->day + 3);
	ts_report_grid_release(&grid);
	assert_int_equal(ts_report_rows(&report, TS_BY_WEEK, &rows), TS_OK);
	assert_int_equal(rows.count, 1);
	assert_string_equal(rows.at[0].text, "2026-09-27");
	ts_report_rows_release(&rows);
	ts_report_release(&report);
}

static void tags_overlap_and_work_without_a_tag_has_a_row(void **state)
{
	struct contract *contract = *state;
	struct ts_report_grid grid;
	log_with(contract, contract_at(contract, 8, 0), "call", "#a and #b");
	log_with(contract, contract_at(contract, 10, 0), "mail", "#b");
	log_with(contract, contract_at(contract, 11, 0), "parser", "");
	log_with(contract, contract_at(contract, 11, 30), "off", "#a");
	struct ts_report report = filtered(contract, (struct ts_range){ contract->day, contract->day });
	assert_int_equal(ts_report_grid(&report, TS_BY_TAG, TS_BY_DAY, &grid), TS_OK);
	assert_int_equal(grid.row_count, 3);
	assert_string_equal(grid.rows[0].text, "#b");
	assert_string_equal(grid.rows[1].text, "#a");
	assert_string_equal(grid.rows[2].text, TS_NO_TAG);
	assert_int_equal(grid.cells[0], 3 * TS_HOUR);
	assert_int_equal(grid.cells[1], 2 * TS_HOUR);
	assert_int_equal(grid.cells[2], 30 * TS_MINUTE);
	assert_int_equal(grid.rows[2].milliseconds, 30 * TS_MINUTE);
	assert_int_equal(grid.columns[0].milliseconds, 3 * TS_HOUR + 30 * TS_MINUTE);
	assert_int_equal(grid.total, 3 * TS_HOUR + 30 * TS_MINUTE);
	assert_true(grid.overlap);
	ts_report_grid_release(&grid);
	ts_report_release(&report);
}

static void tables_that_cannot_be_are_refused(void **state)
{
	struct contract *contract = *state;
	const struct ts_range range = { contract->day, contract->day };
	struct ts_report report;
	struct ts_report_grid grid;
	assert_int_equal(ts_report_read(contract->store, range, contract->now, &report), TS_OK);
	assert_int_equal(ts_report_grid(&report, TS_BY_DAY, TS_BY_DAY, &grid), TS_INVALID);
	assert_int_equal(ts_report_grid(&report, TS_BY_TAG, TS_BY_DAY, &grid), TS_INVALID);
	assert_int_equal(ts_report_grid(&report, TS_BY_DAY, TS_BY_TAG, &grid), TS_INVALID);
	ts_report_release(&report);
	assert_int_equal(ts_totals_read(contract->store, range, contract->now, &report), TS_OK);
	assert_int_equal(ts_report_grid(&report, TS_BY_ACTIVITY, TS_BY_DAY, &grid), TS_INVALID);
	ts_report_release(&report);
	/* A filter that has taken nothing has looked for tags all the same. */
	report = filtered(contract, range);
	assert_int_equal(ts_report_grid(&report, TS_BY_TAG, TS_BY_DAY, &grid), TS_OK);
	assert_int_equal(grid.row_count, 0);
	assert_int_equal(grid.column_count, 1);
	ts_report_grid_release(&grid);
	ts_report_release(&report);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, contract_setup, contract_teardown)
const struct CMUnitTest grid_cases[] = {
	CASE(any_two_keys_make_a_table_of_what_each_log_of_each_day_adds),
	CASE(weeks_may_begin_on_another_day_and_are_then_called_by_it),
	CASE(a_week_has_all_its_days_and_a_longer_time_those_with_something),
	CASE(tags_overlap_and_work_without_a_tag_has_a_row),
	CASE(tables_that_cannot_be_are_refused),
};
const size_t grid_case_count = sizeof grid_cases / sizeof grid_cases[0];
