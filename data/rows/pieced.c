/* Months read from their pieces. */
#include "data/rows/pieced.h"

#include "data/file/store.h"
#include "data/rows/month.h"
#include "data/rows/record_log.h"
#include "data/rows/record_piece.h"

#include <stdlib.h>
#include <string.h>

/* A piece that is read, and what holds in place of what it says. */
struct pieced {
	int32_t number; /* of the month */
	struct month_piece month;
	struct points points;
	struct piece_runs piece;
	struct piece_reader reader;
	bool more; /* row is the next log of the piece that holds: */
	struct row_log row;
	struct row_log *written; /* in order, allocated: of which next is the next */
	size_t written_count, next;
};

void pieced_release(struct pieced *pieced)
{
	if (!pieced)
		return;
	points_release(&pieced->points);
	piece_runs_release(&pieced->piece);
	free(pieced->written);
	free(pieced);
}

/* Reads the rows that were written since. TS_DAMAGED: one of them is not as it was written last. */
static enum ts_status written_read(ts_store *store, struct pieced *pieced)
{
	const struct month_piece *piece = &pieced->month;
	enum ts_status status = TS_OK;

	pieced->written = calloc(piece->written_count + 1, sizeof *pieced->written);
	if (!pieced->written)
		return TS_NO_MEMORY;
	for (size_t i = 0; i < piece->written_count && status == TS_OK; i++) {
		struct row_log *row = &pieced->written[pieced->written_count];
		if (!piece->written[i].here)
			continue;
		status = record_log_read_in(store, pieced->number, &piece->written[i].id, row);
		if (status == TS_NOT_FOUND ||
		    (status == TS_OK && (row_versions_log(row) != piece->written[i].versions || row->dead ||
		                         month_of_time(row->at) != pieced->number)))
			status = TS_DAMAGED;
		row_drop_versions(row);
		pieced->written_count++;
	}
	if (status == TS_OK && pieced->written_count > 1)
		qsort(pieced->written, pieced->written_count, sizeof *pieced->written, row_compare_log);
	return status;
}

static bool written_has(const struct month_piece *piece, const struct ts_id *id)
{
	for (size_t i = 0; i < piece->written_count; i++) {
		if (ts_id_equal(piece->written[i].id, *id))
			return true;
	}
	return false;
}

static void pieced_advance(struct pieced *pieced)
{
	do
		pieced->more = piece_next(&pieced->reader, &pieced->row);
	while (pieced->more && written_has(&pieced->month, &pieced->row.id));
}

static enum ts_status pieced_fill(ts_store *store, int32_t month, const struct month_row *row, struct pieced *pieced)
{
	const struct piece_key key = record_piece_key(store, month, row->piece.tag);

	pieced->number = month;
	pieced->month = row->piece;
	enum ts_status status = record_piece_logs(store, &key, &pieced->piece);
	if (status == TS_OK)
		status = written_read(store, pieced);
	if (status == TS_OK)
		status = piece_points(pieced->piece.points, pieced->piece.points_size, &pieced->points);
	if (status == TS_OK &&
	    !piece_begin(&pieced->reader, &pieced->points, pieced->piece.logs, pieced->piece.logs_size))
		status = TS_DAMAGED;
	if (status == TS_OK)
		pieced_advance(pieced);
	return status;
}

enum ts_status pieced_begin(ts_store *store, int32_t month, const struct month_row *row, struct pieced **out)
{
	if (!row->piece.made || !row->piece.logs)
		return TS_NOT_FOUND;
	struct pieced *pieced = calloc(1, sizeof *pieced);
	if (!pieced)
		return TS_NO_MEMORY;
	enum ts_status status = pieced_fill(store, month, row, pieced);
	if (status == TS_OK)
		*out = pieced;
	else
		pieced_release(pieced);
	return status == TS_DAMAGED ? TS_NOT_FOUND : status;
}

/* The next log, in order; NULL: there is none. */
static const struct row_log *pieced_next(struct pieced *pieced, bool *of_piece)
{
	const struct row_log *written = pieced->next < pieced->written_count ? &pieced->written[pieced->next] : NULL;

	*of_piece = pieced->more && (!written || row_compare_log(&pieced->row, written) < 0);
	return *of_piece ? &pieced->row : written;
}

enum ts_status pieced_visit(struct pieced *pieced, record_log_visit *visit, void *context)
{
	const ts_time from = month_first_moment(pieced->number), until = month_first_moment(pieced->number + 1);
	enum ts_status status = TS_OK;
	bool of_piece;

	for (const struct row_log *row; status == TS_OK && (row = pieced_next(pieced, &of_piece)) != NULL;) {
		/* What was sealed by us and is no month of logs all the same is a fault of ours. */
		status = row->at < from || row->at >= until ? TS_DAMAGED : visit(context, row);
		if (of_piece)
			pieced_advance(pieced);
		else
			pieced->next++;
	}
	if (status == TS_OK && !piece_finished(&pieced->reader))
		status = TS_DAMAGED;
	return status;
}

/* ---- points alone */

/* They come in order: the first and the last tell. */
static bool points_are_of(const struct points *points, int32_t month)
{
	return points->count == 0 || (points->at[0].at >= month_first_moment(month) &&
	                              points->at[points->count - 1].at < month_first_moment(month + 1));
}

enum ts_status pieced_points(ts_store *store, int32_t month, const struct month_row *row, struct points *out)
{
	const struct piece_key key = record_piece_key(store, month, row->piece.tag);
	struct piece_runs piece = { .points = NULL };

	/* Without ids nobody knows which of them a row that was written since takes the place of. */
	if (!row->piece.made || !row->piece.logs || row->piece.written_count > 0)
		return TS_NOT_FOUND;
	enum ts_status status = record_piece_points(store, &key, &piece);
	if (status == TS_OK)
		status = piece_points(piece.points, piece.points_size, out);
	piece_runs_release(&piece);
	if (status == TS_OK && !points_are_of(out, month))
		status = TS_DAMAGED;
	if (status != TS_OK)
		out->count = 0;
	return status == TS_DAMAGED ? TS_NOT_FOUND : status;
}
