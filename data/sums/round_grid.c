/* A table rounded so that rows, columns and total still add up: a flow from the total through rows and columns. */
#include "data/sums/flow.h"

#include <stdlib.h>

/* Nodes: the rows, the columns, and the total at both ends. */
struct rounding {
	const struct ts_report_grid *grid;
	int64_t unit;
	size_t source, sink;
	struct flow flow;
};

static int64_t rest_of(const struct rounding *rounding, size_t cell)
{
	return rounding->grid->cells[cell] % rounding->unit;
}

/* A number between two multiples of unit: which of the two is what the flow decides. The cost is that of the greater
 * one: by how much the square of the difference changes, divided by unit. */
static void arc_add(struct rounding *rounding, size_t from, size_t to, int64_t value)
{
	const int64_t rest = value % rounding->unit;

	rounding->flow.excess[from] -= value / rounding->unit;
	rounding->flow.excess[to] += value / rounding->unit;
	if (rest != 0)
		rounding->flow.arcs[rounding->flow.arc_count++] =
		        (struct flow_arc){ .from = from, .to = to, .cost = rounding->unit - 2 * rest };
}

/* What is cut off the cells goes from the total to the rows, by the cells to the columns, and to the total. */
static void arcs_make(struct rounding *rounding, enum ts_rounding how)
{
	const size_t rows = rounding->grid->row_count, columns = rounding->grid->column_count;
	int64_t all = 0;

	for (size_t i = 0; i < rows; i++) {
		int64_t sum = 0;
		for (size_t j = 0; j < columns; j++) {
			const int64_t rest = rest_of(rounding, i * columns + j);
			sum += rest;
			arc_add(rounding, i, rows + j, rest);
		}
		arc_add(rounding, rounding->source, i, sum);
		all += sum;
	}
	for (size_t j = 0; j < columns; j++) {
		int64_t sum = 0;
		for (size_t i = 0; i < rows; i++)
			sum += rest_of(rounding, i * columns + j);
		arc_add(rounding, rows + j, rounding->sink, sum);
	}
	all = ts_round_parts(&all, 1, rounding->unit, how) / rounding->unit;
	rounding->flow.excess[rounding->source] += all;
	rounding->flow.excess[rounding->sink] -= all;
}

static bool rounding_make(struct rounding *rounding, const struct ts_report_grid *grid, int64_t unit)
{
	const size_t rows = grid->row_count, columns = grid->column_count;
	size_t cut = 0;

	for (size_t i = 0; i < rows * columns; i++)
		cut += grid->cells[i] % unit != 0;
	*rounding =
	        (struct rounding){ .grid = grid, .unit = unit, .source = rows + columns, .sink = rows + columns + 1 };
	rounding->flow.node_count = rows + columns + 2;
	rounding->flow.excess = calloc(rounding->flow.node_count, sizeof *rounding->flow.excess);
	rounding->flow.arcs = calloc(cut + rows + columns + 1, sizeof *rounding->flow.arcs);
	return rounding->flow.excess && rounding->flow.arcs;
}

/* So that they add up. */
static enum ts_status cells_round(struct ts_report_grid *grid, int64_t unit, enum ts_rounding how)
{
	struct rounding rounding;
	enum ts_status status = TS_NO_MEMORY;

	if (rounding_make(&rounding, grid, unit)) {
		arcs_make(&rounding, how);
		status = flow_settle(&rounding.flow);
	}
	for (size_t i = 0; status == TS_OK && i < grid->row_count * grid->column_count; i++)
		grid->cells[i] -= grid->cells[i] % unit;
	for (size_t i = 0; status == TS_OK && i < rounding.flow.arc_count; i++) {
		const struct flow_arc *arc = &rounding.flow.arcs[i];
		if (arc->carries && arc->from < grid->row_count)
			grid->cells[arc->from * grid->column_count + arc->to - grid->row_count] += unit;
	}
	free(rounding.flow.excess);
	free(rounding.flow.arcs);
	return status;
}

static void add_up(struct ts_report_grid *grid, bool rows, bool columns)
{
	for (size_t i = 0; rows && i < grid->row_count; i++)
		grid->rows[i].milliseconds = 0;
	for (size_t i = 0; columns && i < grid->column_count; i++)
		grid->columns[i].milliseconds = 0;
	for (size_t i = 0; i < grid->row_count * grid->column_count; i++) {
		if (rows)
			grid->rows[i / grid->column_count].milliseconds += grid->cells[i];
		if (columns)
			grid->columns[i % grid->column_count].milliseconds += grid->cells[i];
	}
}

/* The sums that cells of tags do not add up to. */
static enum ts_status others_round(struct ts_report_grid *grid, int64_t unit, enum ts_rounding how)
{
	struct ts_report_row *rows = grid->tag_rows ? grid->columns : grid->rows;
	const size_t count = grid->tag_rows ? grid->column_count : grid->row_count;
	int64_t *sums = calloc(count + 1, sizeof *sums);

	if (!sums)
		return TS_NO_MEMORY;
	for (size_t i = 0; i < count; i++)
		sums[i] = rows[i].milliseconds;
	grid->total = ts_round_parts(sums, count, unit, how);
	for (size_t i = 0; i < count; i++)
		rows[i].milliseconds = sums[i];
	free(sums);
	return TS_OK;
}

enum ts_status ts_report_grid_round(struct ts_report_grid *grid, int64_t unit, enum ts_rounding how)
{
	const size_t count = grid->row_count * grid->column_count;
	const bool alone = how == TS_ROUND_UP || how == TS_ROUND_DOWN;
	enum ts_status status = alone ? TS_OK : cells_round(grid, unit, how);

	if (alone)
		(void)ts_round_parts(grid->cells, count, unit, how);
	if (status == TS_OK && grid->overlap) {
		add_up(grid, grid->tag_rows, !grid->tag_rows);
		return others_round(grid, unit, how);
	}
	if (status != TS_OK)
		return status;
	add_up(grid, true, true);
	grid->total = 0;
	for (size_t i = 0; i < grid->row_count; i++)
		grid->total += grid->rows[i].milliseconds;
	return TS_OK;
}
