/*
 * The outbox: which of the user's rows a hub has not got yet. Whoever changes a row that travels puts it here in the
 * same transaction; what came from the hub is not. A row that is here already moves to the end, under a new number.
 * Private to data/.
 */
#ifndef TIMESHEET_DATA_RECORD_OUTBOX_H
#define TIMESHEET_DATA_RECORD_OUTBOX_H

#include "data/timesheet.h"

/* Kinds of rows that travel, in the file and in frames. */
enum outbox_kind {
	OUTBOX_ACTIVITY = 1,
	OUTBOX_LOG = 2,
	OUTBOX_NOTE = 3,
	OUTBOX_SETTING = 4,
	OUTBOX_SLOTS = 5, /* the key slots, together */
	/* From FRAME_CRITICAL on (frame.h): who does not know what days owe must not pass it over, and tell another
	 * balance without a word. */
	OUTBOX_LEDGER = 129
};

/* Nothing is done for a user without a hub. id: NULL for the settings and the key slots, of which there is one row. The
 * state has been read in this transaction, which is when that is found out. */
enum ts_status record_queue(ts_store *store, enum outbox_kind kind, const struct ts_id *id) TS_MUST_CHECK;
/* Whether a row is here. */
enum ts_status record_queued(ts_store *store, enum outbox_kind kind, const struct ts_id *id, bool *out) TS_MUST_CHECK;
/* All rows of the user: activities first, then logs, notes, settings, key slots. */
enum ts_status record_queue_all(ts_store *store) TS_MUST_CHECK;
enum ts_status record_queue_count(ts_store *store, int64_t *out) TS_MUST_CHECK;
/* Takes out what stands under numbers up to this one: it is where it should be. rows: how many that were. */
enum ts_status record_queue_done(ts_store *store, int64_t number, int64_t *rows) TS_MUST_CHECK;
enum ts_status record_queue_clear(ts_store *store) TS_MUST_CHECK;

/* At most so many behind a number, in the order of their numbers. */
struct queued {
	int64_t number;
	int64_t kind;
	struct ts_id id;
};
enum ts_status record_queue_list(ts_store *store, int64_t after, size_t most, struct queued *out,
                                 size_t *count) TS_MUST_CHECK;

#endif
