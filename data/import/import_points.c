/* From the plan of an import to logs among those that are there, point by point. */
#include "data/import/placer.h"

#include "data/actions/log.h"

#include <string.h>

/* How often progress is told. */
enum { PROGRESS_STEP = 256 };

static enum ts_status begin_place(struct placer *placer, const struct plan_point *point, struct exchange_row *row)
{
	struct exchange_rows *rows = &placer->run->import->rows;
	char comment[TS_COMMENT_SIZE];
	struct ts_id activity;
	enum ts_status status = log_comment(row->comment, comment);

	if (status == TS_OK)
		status = names_find(placer->run, row, &activity);
	if (status != TS_OK)
		return status;
	/* Another's of one moment keeps what it says in a copy of its own. */
	const char *kept = comment[0] == '\0'                   ? ""
	                   : strcmp(comment, row->comment) == 0 ? row->comment
	                                                        : exchange_keep(rows, comment, strlen(comment));
	placer->row = *row;
	placer->beyond = placer->known = false;
	if (row->kind == EXCHANGE_LOG && point->role == PLAN_BEGIN)
		return place_log(placer, row, &activity, kept);
	activity = catalogue_resolve(placer->run->action->catalogue, &activity);
	return place_interval(placer, point, row, &activity, kept);
}

static enum ts_status point_place(void *context, const struct plan_point *point, size_t done)
{
	struct placer *placer = context;
	struct import_run *run = placer->run;
	struct exchange_rows *rows = &run->import->rows;
	enum ts_status status = placer_advance(placer, point->at);

	if (status != TS_OK)
		return status;
	struct exchange_row row = exchange_get(rows, point->row);
	if (point->role == PLAN_END)
		status = place_end(placer, point, &row);
	else if (row.fate == TS_IMPORT_REFUSED)
		placer->open = false;
	else
		status = begin_place(placer, point, &row);
	if (run->progress && done / PROGRESS_STEP > placer->told) {
		placer->told = done / PROGRESS_STEP;
		run->progress(run->context, done, placer->rows);
	}
	return exchange_put(rows, point->row, &row) || status != TS_OK ? status : TS_NO_MEMORY;
}

enum ts_status import_points(struct import_run *run, const struct plan_order *order)
{
	struct placer placer = { .run = run, .rows = order->count };
	struct exchange_rows *rows = &run->import->rows;

	if (order->count == 0)
		return TS_OK;
	enum ts_status status = placer_begin(&placer, order);
	if (status == TS_OK)
		status = plan_sweep(rows, order, false, point_place, &placer);
	/* What runs goes on over ends that it once had. */
	if (status == TS_OK)
		status = placer_advance(&placer, INT64_MAX - 1);
	if (status == TS_OK)
		status = placer_end(&placer);
	if (run->progress && status == TS_OK)
		run->progress(run->context, order->count, order->count);
	placer_release(&placer);
	return status == TS_OK && rows->failed ? TS_NO_MEMORY : status;
}
