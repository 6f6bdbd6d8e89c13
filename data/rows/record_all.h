/* Adding up all rows of the logged-in user as they stand in the file. Private to data/. */
#ifndef TIMESHEET_DATA_RECORD_ALL_H
#define TIMESHEET_DATA_RECORD_ALL_H

#include "data/rows/state.h"
#include "data/seal/tally.h"
#include "data/timesheet.h"

/* How far the adding up has come. */
struct record_place {
	enum tally_table table; /* TALLY_TABLES: through */
	/* In a table that is read in pages, the row that was last read, by bucket and id: */
	unsigned char bucket[BUCKET_SIZE];
	size_t bucket_size, id_size; /* 0 at the first */
	struct ts_id id;
	/* or, of steps and parts, the number of the next: */
	int64_t first, second;
};
struct record_place record_all_begin(void);

/* Hands about so many rows more to visit, a row with its blob, which is borrowed for the call; anything but TS_OK ends
 * it. visit must not write these rows. In a transaction of the caller, as the next. */
typedef enum ts_status record_row_visit(ts_store *store, void *context, const struct tally_row *row);
enum ts_status record_all_visit(ts_store *store, struct record_place *place, size_t rows, record_row_visit *visit,
                                void *context) TS_MUST_CHECK;
/* Adds about so many rows more. */
enum ts_status record_all_add(ts_store *store, struct record_place *place, size_t rows,
                              struct tally *found) TS_MUST_CHECK;
/* All of a table that is small: TALLY_ACTIVITY, TALLY_SETTING, TALLY_MONTH. */
enum ts_status record_all_of(ts_store *store, enum tally_table table, struct tally *found) TS_MUST_CHECK;
/* Takes all rows as they stand from now on: what months have, the tally, and a state that tells of both, which is
 * written. state: the present one, or one to begin with. In a write transaction. */
enum ts_status record_all_retell(ts_store *store, struct state *state, ts_time now) TS_MUST_CHECK;
/* All at once, and the state that tells of them. TS_DAMAGED: they are not those that were last written, or the state
 * does not verify; what is missing must not be taken as it is by the way. */
enum ts_status record_all_check(ts_store *store, struct state *state, struct tally *found) TS_MUST_CHECK;
/* All at once. */
enum ts_status record_all_tally(ts_store *store, struct tally *out) TS_MUST_CHECK;

#endif
