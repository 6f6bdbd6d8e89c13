/*
 * The pieces of months: what a month of logs comes to, and its live logs as points and all the rest, so that a reader
 * opens two or three seals instead of a month's. A piece is bound to the row of its month (record_month.h), which names
 * it by a tag and knows which rows were written since: it is in no tally, and one that is missing or does not verify is
 * no damage, since the rows are there. Private to data/; record.h says what holds for all rows.
 */
#ifndef TIMESHEET_DATA_RECORD_PIECE_H
#define TIMESHEET_DATA_RECORD_PIECE_H

#include "data/rows/month_sum.h"
#include "data/rows/piece.h"
#include "data/rows/record.h"

/* Which piece of a month: no other has ever had its tag. */
struct piece_key {
	unsigned char bucket[BUCKET_SIZE];
	struct ts_id tag;
};

/* Whether it can be read back; else the month has none. */
bool record_piece_fits(const struct piece_runs *logs, size_t rows);
struct piece_key record_piece_key(const ts_store *store, int32_t month, struct ts_id tag);

/* In place of the month's piece, if it has one. logs: all zero for none. rows: of the month, by which the size of what
 * is sealed goes. */
enum ts_status record_piece_write(ts_store *store, const struct piece_key *key, const struct month_sum *sum,
                                  const struct piece_runs *logs, size_t rows) TS_MUST_CHECK;
/* The points as piece_points reads them, alone or with the logs that piece_begin reads; allocated, out is left as it is
 * on failure. Points and logs of two pieces have two tags: they never come together. TS_NOT_FOUND: there is no such
 * piece, or nothing in it. TS_DAMAGED. */
enum ts_status record_piece_points(ts_store *store, const struct piece_key *key, struct piece_runs *out) TS_MUST_CHECK;
enum ts_status record_piece_logs(ts_store *store, const struct piece_key *key, struct piece_runs *out) TS_MUST_CHECK;
/* The same for what the month comes to. TS_NOT_FOUND: also where it is too much to be kept. */
enum ts_status record_piece_sum(ts_store *store, const struct piece_key *key, int32_t month,
                                struct month_sum *out) TS_MUST_CHECK;
/* TS_OK: there is none, or it opens. TS_DAMAGED. found: there is one. */
enum ts_status record_piece_check(ts_store *store, const struct piece_key *key, bool *found) TS_MUST_CHECK;
enum ts_status record_piece_delete(ts_store *store, const unsigned char bucket[BUCKET_SIZE]) TS_MUST_CHECK;
/* All of the logged-in user. */
enum ts_status record_pieces_delete(ts_store *store) TS_MUST_CHECK;

/* Which months have a piece, whether it holds or not. */
struct piece_list {
	int64_t *places; /* in order */
	size_t count, room;
};
enum ts_status record_pieces_list(ts_store *store, struct piece_list *out) TS_MUST_CHECK;
bool piece_list_has(const struct piece_list *list, const unsigned char bucket[BUCKET_SIZE]);
void piece_list_release(struct piece_list *list);

#endif
