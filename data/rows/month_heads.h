/*
 * Which rows of months are the last that were written, told without adding up all of them: the row of heads, one more
 * row of a month, of a kind of its own, names those that were written last, and holds the sum of all others. It is
 * itself one of the rows that the state tells the sum of: if its own hash and the sum that it holds come to that, it is
 * the last one of its kind, and so are the rows that it names. So who needs a month or two reads those and this one,
 * whatever the length of history; where anything does not fit, nothing is told, and all rows are added up as before.
 * Private to data/.
 */
#ifndef TIMESHEET_DATA_MONTH_HEADS_H
#define TIMESHEET_DATA_MONTH_HEADS_H

#include "data/file/statement.h"
#include "data/seal/tally.h"

/* No other kind of months has it; older programs carry it along as any row, and see that it holds no more once they
 * have written another. */
enum { MONTH_HEADS_KIND = 3 };

/* Reads it; told: what the state tells in this transaction. What was known of an earlier transaction is forgotten, and
 * nothing has been met. */
enum ts_status month_heads_read(ts_store *store, const struct tally *told) TS_MUST_CHECK;
/* A reader rests on the row of a month, by its hash; all zero: on that there is none. */
void month_heads_meet(ts_store *store, int64_t kind, const unsigned char bucket[BUCKET_SIZE],
                      const unsigned char hash[TALLY_SIZE]);
/* A reader rests on which months there are. */
void month_heads_meet_all(ts_store *store);
/* True if all that was met in this state of the file is as it was last written; false proves nothing. */
bool month_heads_prove(ts_store *store);

/* The row of a month was written: the hashes of what stood there before and of what stands there now; all zero:
 * nothing. */
void month_heads_note(ts_store *store, int64_t kind, const unsigned char bucket[BUCKET_SIZE],
                      const unsigned char before[TALLY_SIZE], const unsigned char after[TALLY_SIZE]);
/* Any may have been. */
void month_heads_note_all(ts_store *store);
/* Writes it, if rows of months were, before the state is; told: what that told until now, without what is pending. */
enum ts_status month_heads_write(ts_store *store, const struct tally *told, uint64_t clock) TS_MUST_CHECK;

#endif
