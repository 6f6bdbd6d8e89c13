/* The rows of which each user has one: state and settings. Private to data/; record.h says what holds for all rows. */
#ifndef TIMESHEET_DATA_RECORD_STATE_H
#define TIMESHEET_DATA_RECORD_STATE_H

#include "data/rows/record.h"
#include "data/rows/state.h"

/* TS_DAMAGED: it does not verify, or there is none. TS_LOGGED_OUT: it is sealed by a later key of the user's. */
enum ts_status record_state_read(ts_store *store, struct state *out) TS_MUST_CHECK;
/* Whether the rows say of themselves that they are sealed by another key of the user's than the one that is known: it
 * is asked of two of them, since one may be damaged. */
enum ts_status record_keys_strange(ts_store *store, bool *strange) TS_MUST_CHECK;
/* Of which key the state says that it is sealed by; 0: it says nothing. */
enum ts_status record_keys_epoch(ts_store *store, uint64_t *out) TS_MUST_CHECK;
/* TS_LOGGED_OUT: another program has exchanged the user's keys since the login; rows can neither be read nor written.
 */
enum ts_status record_keys_check(ts_store *store) TS_MUST_CHECK;
/* At the end of a transaction, before which all rows are written: takes into the state what they change, counts the
 * change, and writes it. */
enum ts_status record_state_write(ts_store *store, struct state *state) TS_MUST_CHECK;
/* Adds to strange how many of the user's key slots are not those that the state knows. */
enum ts_status record_slots_check(ts_store *store, const struct state *state, int64_t *strange) TS_MUST_CHECK;
/* Believes those that are there. */
enum ts_status record_slots_take(ts_store *store, struct state *state) TS_MUST_CHECK;
/* A row of a table with one row for each user (RECORD_STATE, RECORD_SETTING) as plain bytes. TS_NOT_FOUND, TS_DAMAGED.
 */
enum ts_status record_single_read(ts_store *store, enum record_table table, unsigned char *plain, size_t room,
                                  size_t *size) TS_MUST_CHECK;
/* The settings, which are added to found as they stand in the file. */
enum ts_status record_setting_read(ts_store *store, unsigned char *plain, size_t room, size_t *size,
                                   struct tally *found) TS_MUST_CHECK;
enum ts_status record_single_write(ts_store *store, enum record_table table, const unsigned char *plain,
                                   size_t size) TS_MUST_CHECK;
/* Settings that arrived, in place of those that do not verify; the sums still tell of them as they were. */
enum ts_status record_setting_heal(ts_store *store, const struct record_arriving *arriving) TS_MUST_CHECK;

#endif
