/* Rounding: parts and tables that still add up, against every rounding there is. */
#include "data/timesheet.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static uint32_t below(uint64_t *seed, uint32_t bound)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(*seed >> 33) % bound;
}

static void parts_that_are_cut_most_get_what_is_left(void **state)
{
	int64_t parts[] = { 52, 38, 22, 8 };

	(void)state;
	assert_int_equal(ts_round_parts(parts, 4, 15, TS_ROUND_NEAREST), 120);
	assert_int_equal(parts[0], 45);
	assert_int_equal(parts[1], 45);
	assert_int_equal(parts[2], 15);
	assert_int_equal(parts[3], 15);
	assert_int_equal(ts_round_parts(parts, 0, 15, TS_ROUND_NEAREST), 0);
}

static void rounded_parts_add_up_to_the_rounded_sum(void **state)
{
	uint64_t seed = 3;

	(void)state;
	for (int i = 0; i < 20000; i++) {
		int64_t parts[12], before[12], sum = 0, after = 0;
		size_t count = below(&seed, 13);
		int64_t unit = 1 + below(&seed, 5) * below(&seed, 30);
		for (size_t j = 0; j < count; j++) {
			parts[j] = before[j] = below(&seed, 3) ? below(&seed, 1000) : unit * below(&seed, 9);
			sum += parts[j];
		}
		int64_t rounded = ts_round_parts(parts, count, unit, TS_ROUND_NEAREST);
		assert_int_equal(rounded % unit, 0);
		assert_true(2 * llabs(rounded - sum) <= unit);
		for (size_t j = 0; j < count; j++) {
			after += parts[j];
			assert_int_equal(parts[j] % unit, 0);
			/* None is changed by a unit or more, and what needs no rounding stays. */
			assert_true(llabs(parts[j] - before[j]) < unit);
		}
		assert_int_equal(after, rounded);
	}
}

static void up_and_down_round_each_part_for_itself(void **state)
{
	int64_t parts[] = { 1, 15, 29, 0 };

	(void)state;
	assert_int_equal(ts_round_parts(parts, 4, 15, TS_ROUND_UP), 60);
	assert_int_equal(parts[0], 15);
	assert_int_equal(parts[1], 15);
	assert_int_equal(parts[2], 30);
	assert_int_equal(parts[3], 0);
	parts[2] = 29;
	assert_int_equal(ts_round_parts(parts, 4, 15, TS_ROUND_DOWN), 45);
	assert_int_equal(parts[2], 15);
}

/* ---- tables */

static void grid_add_up(struct ts_report_grid *grid)
{
	grid->total = 0;
	for (size_t i = 0; i < grid->row_count; i++)
		grid->rows[i].milliseconds = 0;
	for (size_t i = 0; i < grid->column_count; i++)
		grid->columns[i].milliseconds = 0;
	for (size_t i = 0; i < grid->row_count * grid->column_count; i++) {
		grid->rows[i / grid->column_count].milliseconds += grid->cells[i];
		grid->columns[i % grid->column_count].milliseconds += grid->cells[i];
		grid->total += grid->cells[i];
	}
}

static struct ts_report_grid grid_make(size_t rows, size_t columns)
{
	struct ts_report_grid grid = { .row_count = rows, .column_count = columns };

	grid.rows = calloc(rows + 1, sizeof *grid.rows);
	grid.columns = calloc(columns + 1, sizeof *grid.columns);
	grid.cells = calloc(rows * columns + 1, sizeof *grid.cells);
	assert_true(grid.rows && grid.columns && grid.cells);
	return grid;
}

static struct ts_report_grid grid_random(uint64_t *seed, size_t rows, size_t columns, int64_t unit)
{
	struct ts_report_grid grid = grid_make(rows, columns);

	for (size_t i = 0; i < rows * columns; i++)
		grid.cells[i] = below(seed, 3) ? below(seed, 1000) : unit * below(seed, 4);
	grid_add_up(&grid);
	return grid;
}

static struct ts_report_grid grid_copy(const struct ts_report_grid *grid)
{
	struct ts_report_grid copy = grid_make(grid->row_count, grid->column_count);

	memcpy(copy.cells, grid->cells, grid->row_count * grid->column_count * sizeof *copy.cells);
	grid_add_up(&copy);
	return copy;
}

/* One of the two multiples next to it. */
static bool is_next(int64_t rounded, int64_t value, int64_t unit)
{
	return rounded % unit == 0 && llabs(rounded - value) < unit;
}

/* Whether all that is shown is next to what is true. */
static bool is_rounding(const struct ts_report_grid *rounded, const struct ts_report_grid *grid, int64_t unit)
{
	bool is = is_next(rounded->total, grid->total, unit);

	for (size_t i = 0; is && i < grid->row_count; i++)
		is = is_next(rounded->rows[i].milliseconds, grid->rows[i].milliseconds, unit);
	for (size_t i = 0; is && i < grid->column_count; i++)
		is = is_next(rounded->columns[i].milliseconds, grid->columns[i].milliseconds, unit);
	for (size_t i = 0; is && i < grid->row_count * grid->column_count; i++)
		is = is_next(rounded->cells[i], grid->cells[i], unit);
	return is;
}

static bool adds_up(const struct ts_report_grid *grid)
{
	struct ts_report_grid copy = grid_copy(grid);
	bool same = copy.total == grid->total;

	for (size_t i = 0; i < grid->row_count; i++)
		same = same && copy.rows[i].milliseconds == grid->rows[i].milliseconds;
	for (size_t i = 0; i < grid->column_count; i++)
		same = same && copy.columns[i].milliseconds == grid->columns[i].milliseconds;
	ts_report_grid_release(&copy);
	return same;
}

static int64_t squares(const struct ts_report_grid *rounded, const struct ts_report_grid *grid)
{
	int64_t sum = 0, off;

	for (size_t i = 0; i < grid->row_count; i++) {
		off = rounded->rows[i].milliseconds - grid->rows[i].milliseconds;
		sum += off * off;
	}
	for (size_t i = 0; i < grid->column_count; i++) {
		off = rounded->columns[i].milliseconds - grid->columns[i].milliseconds;
		sum += off * off;
	}
	for (size_t i = 0; i < grid->row_count * grid->column_count; i++) {
		off = rounded->cells[i] - grid->cells[i];
		sum += off * off;
	}
	return sum;
}

static void tables_add_up_and_no_number_is_off_by_a_unit(void **state)
{
	uint64_t seed = 17;

	(void)state;
	for (int i = 0; i < 3000; i++) {
		int64_t unit = 1 + below(&seed, 5) * below(&seed, 60);
		struct ts_report_grid grid = grid_random(&seed, below(&seed, 9), below(&seed, 9), unit);
		struct ts_report_grid rounded = grid_copy(&grid);
		assert_int_equal(ts_report_grid_round(&rounded, unit, TS_ROUND_NEAREST), TS_OK);
		if (!adds_up(&rounded) || !is_rounding(&rounded, &grid, unit) ||
		    2 * llabs(rounded.total - grid.total) > unit)
			fail_msg("table %d of %zu by %zu, to %lld", i, grid.row_count, grid.column_count,
			         (long long)unit);
		/* What is rounded already is left alone. */
		struct ts_report_grid again = grid_copy(&rounded);
		assert_int_equal(ts_report_grid_round(&again, unit, TS_ROUND_NEAREST), TS_OK);
		assert_int_equal(squares(&again, &rounded), 0);
		ts_report_grid_release(&again);
		ts_report_grid_release(&rounded);
		ts_report_grid_release(&grid);
	}
}

/* A length that is told by itself is cut to whole minutes; the total of a table is that. */
static void a_total_can_be_cut_and_the_table_adds_up_to_it(void **state)
{
	uint64_t seed = 41;
	int64_t parts[] = { 14, 14, 14 };

	(void)state;
	assert_int_equal(ts_round_parts(parts, 3, 15, TS_ROUND_CUT), 30);
	for (int i = 0; i < 1000; i++) {
		struct ts_report_grid grid = grid_random(&seed, below(&seed, 7), below(&seed, 7), 60);
		struct ts_report_grid rounded = grid_copy(&grid);
		assert_int_equal(ts_report_grid_round(&rounded, 60, TS_ROUND_CUT), TS_OK);
		assert_int_equal(rounded.total, grid.total / 60 * 60);
		assert_true(adds_up(&rounded) && is_rounding(&rounded, &grid, 60));
		ts_report_grid_release(&rounded);
		ts_report_grid_release(&grid);
	}
}

/* Every way to round each cell up or down is tried. */
static int64_t least_squares(const struct ts_report_grid *grid, int64_t unit)
{
	const size_t count = grid->row_count * grid->column_count;
	const int64_t total = (grid->total + unit / 2) / unit * unit;
	int64_t least = INT64_MAX;

	for (uint32_t ways = 0; ways < 1u << count; ways++) {
		struct ts_report_grid tried = grid_copy(grid);
		bool useless = false;
		for (size_t i = 0; i < count; i++) {
			const bool up = (ways >> i & 1) != 0;
			useless = useless || (up && grid->cells[i] % unit == 0);
			tried.cells[i] = (grid->cells[i] / unit + up) * unit;
		}
		grid_add_up(&tried);
		if (!useless && tried.total == total && is_rounding(&tried, grid, unit)) {
			int64_t off = squares(&tried, grid);
			least = off < least ? off : least;
		}
		ts_report_grid_release(&tried);
	}
	return least;
}

static void no_rounding_of_a_table_is_nearer_to_it(void **state)
{
	uint64_t seed = 29;

	(void)state;
	for (int i = 0; i < 150; i++) {
		/* An even unit: halves are met, and go up. */
		struct ts_report_grid grid = grid_random(&seed, 1 + below(&seed, 3), 1 + below(&seed, 3), 30);
		struct ts_report_grid rounded = grid_copy(&grid);
		assert_int_equal(ts_report_grid_round(&rounded, 30, TS_ROUND_NEAREST), TS_OK);
		assert_int_equal(squares(&rounded, &grid), least_squares(&grid, 30));
		ts_report_grid_release(&rounded);
		ts_report_grid_release(&grid);
	}
}

/* Twenty years of days and some hundred activities are a matter of a second. */
static void large_tables_add_up_too(void **state)
{
	struct ts_report_grid grid = grid_make(300, 5000);
	uint64_t seed = 31;

	(void)state;
	for (size_t i = 0; i < 25000; i++)
		grid.cells[below(&seed, 300 * 5000)] = below(&seed, 4 * 3600000);
	grid_add_up(&grid);
	struct ts_report_grid rounded = grid_copy(&grid);
	assert_int_equal(ts_report_grid_round(&rounded, 15 * TS_MINUTE, TS_ROUND_NEAREST), TS_OK);
	assert_true(adds_up(&rounded));
	assert_true(is_rounding(&rounded, &grid, 15 * TS_MINUTE));
	ts_report_grid_release(&rounded);
	ts_report_grid_release(&grid);
}

static void up_and_down_sums_are_those_of_the_cells(void **state)
{
	uint64_t seed = 37;

	(void)state;
	for (int i = 0; i < 300; i++) {
		const enum ts_rounding how = i % 2 ? TS_ROUND_UP : TS_ROUND_DOWN;
		struct ts_report_grid grid = grid_random(&seed, below(&seed, 6), below(&seed, 6), 15);
		struct ts_report_grid rounded = grid_copy(&grid);
		assert_int_equal(ts_report_grid_round(&rounded, 15, how), TS_OK);
		assert_true(adds_up(&rounded));
		for (size_t j = 0; j < grid.row_count * grid.column_count; j++) {
			assert_true(is_next(rounded.cells[j], grid.cells[j], 15));
			assert_true(how == TS_ROUND_UP ? rounded.cells[j] >= grid.cells[j]
			                               : rounded.cells[j] <= grid.cells[j]);
		}
		ts_report_grid_release(&rounded);
		ts_report_grid_release(&grid);
	}
}

/* Two tags of one log on a day of 50 minutes: the day is no sum of cells, and is rounded by itself. */
static void where_tags_overlap_the_true_sums_are_rounded_for_themselves(void **state)
{
	(void)state;
	for (int turned = 0; turned < 2; turned++) {
		struct ts_report_grid grid = grid_make(turned ? 1 : 2, turned ? 2 : 1);
		struct ts_report_row *tags = turned ? grid.columns : grid.rows;
		struct ts_report_row *days = turned ? grid.rows : grid.columns;
		grid.cells[0] = tags[0].milliseconds = 50;
		grid.cells[1] = tags[1].milliseconds = 20;
		grid.total = days[0].milliseconds = 50;
		grid.overlap = true;
		grid.tag_rows = !turned;
		assert_int_equal(ts_report_grid_round(&grid, 15, TS_ROUND_NEAREST), TS_OK);
		assert_int_equal(tags[0].milliseconds, grid.cells[0]);
		assert_int_equal(tags[1].milliseconds, grid.cells[1]);
		assert_int_equal(grid.cells[0] + grid.cells[1], 75);
		assert_int_equal(days[0].milliseconds, 45);
		assert_int_equal(grid.total, 45);
		ts_report_grid_release(&grid);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(parts_that_are_cut_most_get_what_is_left),
		cmocka_unit_test(rounded_parts_add_up_to_the_rounded_sum),
		cmocka_unit_test(up_and_down_round_each_part_for_itself),
		cmocka_unit_test(tables_add_up_and_no_number_is_off_by_a_unit),
		cmocka_unit_test(a_total_can_be_cut_and_the_table_adds_up_to_it),
		cmocka_unit_test(no_rounding_of_a_table_is_nearer_to_it),
		cmocka_unit_test(large_tables_add_up_too),
		cmocka_unit_test(up_and_down_sums_are_those_of_the_cells),
		cmocka_unit_test(where_tags_overlap_the_true_sums_are_rounded_for_themselves),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
