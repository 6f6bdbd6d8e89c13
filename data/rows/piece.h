/*
 * The live logs of a month as one run of bytes: what readers need of them, in their order, each as what differs from
 * the one before. No versions are in it: who changes a log reads its row. Pure: bytes and structs, no SQL, no keys.
 * Private to data/.
 */
#ifndef TIMESHEET_DATA_PIECE_H
#define TIMESHEET_DATA_PIECE_H

#include "data/rows/row.h"

/* Of logs in the order of row_compare_log; the bytes are allocated. TS_INVALID: of what no row can say. */
enum ts_status piece_encode(const struct row_log *logs, size_t count, unsigned char **out, size_t *size) TS_MUST_CHECK;

/* Goes through the logs of a piece, whose bytes must outlive it. */
struct piece_reader {
	const unsigned char *at, *end;
	const unsigned char *activities; /* ids one after the other */
	uint64_t activity_count, left;
	ts_time last;
	bool failed;
};
/* False: these are no piece. */
bool piece_begin(struct piece_reader *reader, const unsigned char *bytes, size_t size) TS_MUST_CHECK;
/* The next log: row is all zero at the first, and then as it was left. False: there is none, or what stands there is no
 * log. */
bool piece_next(struct piece_reader *reader, struct row_log *row) TS_MUST_CHECK;
/* All logs were read, and nothing is left. */
bool piece_finished(const struct piece_reader *reader) TS_MUST_CHECK;

#endif
