/* The logs of a month. */
#include "data/rows/record_logs.h"

#include "data/file/store.h"
#include "data/pure/array.h"
#include "data/rows/log_cache.h"
#include "data/rows/month.h"
#include "data/rows/pieced.h"
#include "data/rows/record_log.h"
#include "data/rows/record_month.h"
#include "data/rows/record_piece.h"

#include <stdlib.h>
#include <string.h>

/* The row of a month, by which it is told whether all was found. */
struct looked {
	struct month_row row;
	bool damaged; /* it does not verify */
};

/* Whatever the row is: without one, or with one that does not verify, there is no piece. */
static enum ts_status month_look(ts_store *store, int32_t month, struct looked *out)
{
	*out = (struct looked){ .damaged = false };
	enum ts_status status = record_month_read(store, MONTH_LOGS, month, &out->row);
	out->damaged = status == TS_DAMAGED;
	return status == TS_NOT_FOUND || status == TS_DAMAGED ? TS_OK : status;
}

/* TS_NOT_FOUND: the rows are to be read. */
static enum ts_status pieced_look(ts_store *store, int32_t month, struct looked *looked, struct pieced **out)
{
	enum ts_status status = month_look(store, month, looked);

	return status == TS_OK ? pieced_begin(store, month, &looked->row, out) : status;
}

/* ---- row by row */

/* A log of a query for a month; a log stands where its moment is looked for. */
static bool log_take(const ts_store *store, const struct query *query, int32_t month, const unsigned char *bucket,
                     struct row_log *out)
{
	struct ts_id id;

	return statement_id(query, 0, &id) && record_log_open(store, query, 1, &id, bucket, out) &&
	       month_of_time(out->at) == month;
}

/* A statement about the user's rows of a month; bucket, which it is bound to, must outlive it. */
static struct query month_query(ts_store *store, enum statement statement, int32_t month,
                                unsigned char bucket[BUCKET_SIZE])
{
	struct query query = statement_start(store, statement);

	crypt_bucket(&store->identity->keys, month, bucket);
	statement_bind_id(&query, &store->identity->user);
	statement_bind_blob(&query, bucket, BUCKET_SIZE);
	return query;
}

/* The row that a query stands on: counted, and shown if it is a live log. */
static enum ts_status row_visit(const ts_store *store, const struct query *query, int32_t month,
                                const unsigned char *bucket, record_log_visit *visit, void *context,
                                struct record_found *found, size_t *damaged)
{
	struct row_log row;
	const bool taken = log_take(store, query, month, bucket, &row);

	found->count++;
	*damaged += !taken;
	if (!taken)
		return TS_OK;
	found->versions += row_versions_log(&row);
	row_drop_versions(&row);
	return row.dead ? TS_OK : visit(context, &row);
}

static enum ts_status rows_visit(ts_store *store, int32_t month, const struct looked *looked, record_log_visit *visit,
                                 void *context, size_t *damaged)
{
	unsigned char bucket[BUCKET_SIZE];
	struct query query = month_query(store, STATEMENT_LOG_LIST, month, bucket);
	struct record_found found = { .count = 0 };
	size_t broken = 0;
	enum ts_status status, visited = TS_OK;

	while (visited == TS_OK && (status = statement_step(&query)) == TS_OK)
		visited = row_visit(store, &query, month, bucket, visit, context, &found, &broken);
	statement_finish(&query);
	/* All rows there are, whoever took some away. */
	if (visited == TS_OK && status == TS_NOT_FOUND)
		record_month_judge(MONTH_LOGS, looked->damaged ? NULL : &looked->row, &found, &broken);
	else if (visited == TS_OK)
		visited = status;
	*damaged += broken;
	return visited;
}

/* ---- both */

/* How rows are visited where there is no piece: as they come, or in order. */
typedef enum ts_status rows_way(ts_store *store, int32_t month, const struct looked *looked, record_log_visit *visit,
                                void *context, size_t *damaged);

/* TS_NOT_FOUND comes from visit alone. */
static enum ts_status month_visit_by(rows_way *rows, ts_store *store, int32_t month, const struct looked *looked,
                                     record_log_visit *visit, void *context, size_t *damaged)
{
	struct pieced *pieced = NULL;
	enum ts_status status = pieced_begin(store, month, &looked->row, &pieced);

	if (status == TS_NOT_FOUND)
		return rows(store, month, looked, visit, context, damaged);
	if (status == TS_OK)
		status = pieced_visit(pieced, visit, context);
	pieced_release(pieced);
	return status;
}

static enum ts_status month_visit(ts_store *store, int32_t month, const struct looked *looked, record_log_visit *visit,
                                  void *context, size_t *damaged)
{
	return month_visit_by(rows_visit, store, month, looked, visit, context, damaged);
}

enum ts_status record_logs_append(void *context, const struct row_log *row)
{
	struct record_logs *logs = context;

	if (!array_room(&logs->at, &logs->room, logs->count + 1, sizeof *logs->at))
		return TS_NO_MEMORY;
	logs->at[logs->count++] = *row;
	return TS_OK;
}

/* Mostly they come in the order in which they were made, and that is the order of time. */
void record_logs_sort(const struct record_logs *logs)
{
	size_t sorted = 1;

	while (sorted < logs->count && row_compare_log(&logs->at[sorted - 1], &logs->at[sorted]) <= 0)
		sorted++;
	if (sorted < logs->count)
		qsort(logs->at, logs->count, sizeof *logs->at, row_compare_log);
}

enum ts_status record_logs_read(ts_store *store, int32_t month, struct record_logs *logs)
{
	struct looked looked;
	enum ts_status status = month_look(store, month, &looked);

	if (status == TS_OK)
		status = month_visit(store, month, &looked, record_logs_append, logs, &logs->damaged);
	if (status == TS_OK)
		record_logs_sort(logs);
	return status;
}

void record_logs_release(struct record_logs *logs)
{
	free(logs->at);
	*logs = (struct record_logs){ 0 };
}

static enum ts_status rows_in_order(ts_store *store, int32_t month, const struct looked *looked,
                                    record_log_visit *visit, void *context, size_t *damaged)
{
	struct record_logs logs = { 0 };
	enum ts_status status = rows_visit(store, month, looked, record_logs_append, &logs, damaged);

	if (status == TS_OK)
		record_logs_sort(&logs);
	for (size_t i = 0; i < logs.count && status == TS_OK; i++)
		status = visit(context, &logs.at[i]);
	record_logs_release(&logs);
	return status;
}

enum ts_status record_logs_in_order(ts_store *store, int32_t month, record_log_visit *visit, void *context,
                                    size_t *damaged)
{
	struct looked looked;
	enum ts_status status = month_look(store, month, &looked);

	return status == TS_OK ? month_visit_by(rows_in_order, store, month, &looked, visit, context, damaged) : status;
}

/* Keeps what it hands on. */
struct keeping {
	record_log_visit *visit;
	void *context;
	struct cached_month *kept;
};

static enum ts_status log_keep(void *context, const struct row_log *row)
{
	struct keeping *keeping = context;

	cached_month_add(keeping->kept, row);
	return keeping->visit(keeping->context, row);
}

/* Reads what is not kept. */
static enum ts_status month_keep(ts_store *store, int32_t month, const struct looked *looked, record_log_visit *visit,
                                 void *context, size_t *damaged)
{
	struct cached_month kept = { .month = month, .failed = store->holds };
	struct keeping keeping = { visit, context, &kept };
	enum ts_status status = month_visit(store, month, looked, log_keep, &keeping, &kept.damaged);

	*damaged += kept.damaged;
	/* What has not been read to its end is no month. */
	kept.failed = kept.failed || status != TS_OK;
	log_cache_keep(store, &kept);
	return status;
}

enum ts_status record_logs_visit(ts_store *store, int32_t month, record_log_visit *visit, void *context,
                                 size_t *damaged)
{
	const struct cached_month *found = log_cache_find(store, month);
	struct looked looked;
	enum ts_status status;

	if (found) {
		*damaged += found->damaged;
		status = log_cache_visit(store, found, visit, context);
	} else {
		status = month_look(store, month, &looked);
		if (status == TS_OK)
			status = month_keep(store, month, &looked, visit, context, damaged);
	}
	return status == TS_NOT_FOUND ? TS_OK : status;
}

/* ---- as points */

static enum ts_status points_of_month(ts_store *store, int32_t month, bool keep, struct points *out, size_t *damaged)
{
	struct looked looked;
	enum ts_status status = month_look(store, month, &looked);

	if (status != TS_OK)
		return status;
	status = pieced_points(store, month, &looked.row, out);
	if (status != TS_NOT_FOUND)
		return status;
	status = keep ? month_keep(store, month, &looked, points_add, out, damaged)
	              : month_visit(store, month, &looked, points_add, out, damaged);
	points_sort(out);
	return status;
}

enum ts_status record_points_read(ts_store *store, int32_t month, bool keep, struct points *out, size_t *damaged)
{
	const struct cached_month *found = keep ? log_cache_find(store, month) : NULL;

	out->count = out->place_count = 0;
	if (!found)
		return points_of_month(store, month, keep, out, damaged);
	*damaged += found->damaged;
	enum ts_status status = log_cache_visit(store, found, points_add, out);
	points_sort(out);
	return status;
}

enum ts_status record_points_piece(ts_store *store, int32_t month, struct points *out, int64_t *rows)
{
	struct looked looked;
	enum ts_status status = month_look(store, month, &looked);

	out->count = out->place_count = 0;
	if (status == TS_OK)
		status = pieced_points(store, month, &looked.row, out);
	if (status == TS_OK)
		*rows = looked.row.count;
	return status;
}

/* ---- in pages */

static enum ts_status rows_page(ts_store *store, int32_t month, struct record_mark *mark, size_t most,
                                record_log_visit *visit, void *context, struct record_paged *out)
{
	unsigned char bucket[BUCKET_SIZE];
	struct query query = month_query(store, STATEMENT_LOG_PAGE, month, bucket);
	enum ts_status status;

	const struct record_mark from = *mark;
	record_mark_bind(&query, &from);
	statement_bind_integer(&query, (int64_t)most);
	while ((status = statement_step(&query)) == TS_OK) {
		status = row_visit(store, &query, month, bucket, visit, context, &mark->found, &out->damaged);
		if (status != TS_OK)
			break;
		if (!record_mark_move(mark, &query)) {
			out->damaged++;
			break;
		}
		out->read++;
	}
	statement_finish(&query);
	out->complete = out->read < most;
	/* The last page: all of the month was read. */
	if (status == TS_NOT_FOUND && out->complete)
		return record_month_compare(store, MONTH_LOGS, month, &mark->found, &out->damaged);
	return status == TS_NOT_FOUND ? TS_OK : status;
}

enum ts_status record_logs_page(ts_store *store, int32_t month, struct record_mark *mark, size_t most,
                                record_log_visit *visit, void *context, struct record_paged *out)
{
	struct record_paged page = { .read = 0 };
	struct looked looked;
	struct pieced *pieced = NULL;
	enum ts_status status = mark->found.count == 0 ? pieced_look(store, month, &looked, &pieced) : TS_NOT_FOUND;

	if (status == TS_NOT_FOUND) {
		status = rows_page(store, month, mark, most, visit, context, &page);
	} else if (status == TS_OK) {
		page = (struct record_paged){ .read = (size_t)looked.row.count, .complete = true };
		status = pieced_visit(pieced, visit, context);
	}
	pieced_release(pieced);
	*out = page;
	return status;
}

/* ---- what a month comes to */

enum ts_status record_month_total(ts_store *store, int32_t month, struct month_sum *out)
{
	struct month_row row;
	enum ts_status status = record_month_read(store, MONTH_LOGS, month, &row);

	if (status == TS_OK && (!row.piece.made || row.piece.written_count > 0))
		status = TS_NOT_FOUND;
	if (status != TS_OK)
		return status;
	const struct piece_key key = record_piece_key(store, month, row.piece.tag);
	return record_piece_sum(store, &key, month, out);
}
