/*
 * The live logs of a month as two runs of bytes, in their order: points, which are what those who add up need, and
 * logs, which are all else that readers need. Nothing stands in both. No versions are in it: who changes a log reads
 * its row. Pure: bytes and structs, no SQL, no keys. Private to data/.
 */
#ifndef TIMESHEET_DATA_PIECE_H
#define TIMESHEET_DATA_PIECE_H

#include "data/rows/numbers.h"
#include "data/rows/points.h"

/* Bytes that are allocated. */
struct piece_runs {
	unsigned char *points, *logs;
	size_t points_size, logs_size;
};

/* Of logs in the order of row_compare_log. TS_INVALID: of what no row can say. */
enum ts_status piece_encode(const struct row_log *logs, size_t count, struct piece_runs *out) TS_MUST_CHECK;
void piece_runs_release(struct piece_runs *piece);

/* Adds the points of a piece to an empty list. TS_DAMAGED: the bytes are none. TS_NO_MEMORY. */
enum ts_status piece_points(const unsigned char *bytes, size_t size, struct points *out) TS_MUST_CHECK;

/* Goes through the logs of a piece, whose points and bytes must outlive it. */
struct piece_reader {
	struct numbers numbers;
	const struct points *points;
	size_t next;
};
/* False: these are no logs for so many points. */
bool piece_begin(struct piece_reader *reader, const struct points *points, const unsigned char *bytes,
                 size_t size) TS_MUST_CHECK;
/* The next log: row is all zero at the first, and then as it was left. False: there is none, or what stands there is no
 * log. */
bool piece_next(struct piece_reader *reader, struct row_log *row) TS_MUST_CHECK;
/* All logs were read, and nothing is left. */
bool piece_finished(const struct piece_reader *reader) TS_MUST_CHECK;

#endif
