/*
 * The data module on arrays in memory: linked instead of the real one, so that the front end is tested alone. Obeys the
 * same contract tests. What stands here is for tests only: to make calls fail and to stage what is hard to reach
 * otherwise.
 */
#ifndef TIMESHEET_TESTS_FAKE_FAKE_H
#define TIMESHEET_TESTS_FAKE_FAKE_H

#include "data/timesheet.h"

/* A store with one user, logged in: the short way to a view's test. Ends the test program when that fails. */
ts_store *fake_open_logged_in(const char *user, ts_time now);

/* The next call that can fail returns status, once. */
void fake_fail_next(ts_store *store, enum ts_status status);
/* The same for the next call that writes; reads pass. */
void fake_fail_next_write(ts_store *store, enum ts_status status);
/* Somebody has the write lock from now on: calls that write return TS_BUSY. NULL: nobody any more. */
void fake_set_holder(ts_store *store, const struct ts_holder *holder);
/* The same for the next ts_session_keep. */
void fake_fail_keep(ts_store *store, enum ts_status status);
/* What ts_detail says after such a failure. */
void fake_set_detail(ts_store *store, const char *detail);
/* The next ts_changed says that another process committed. */
void fake_set_changed(ts_store *store);
/* And that it exchanged the logged-in user's key: until the next login. */
void fake_set_key_gone(ts_store *store);
/* What a hub answers from now on to who joins, whatever bytes come from it: TS_JOIN_FOUND, and words is the password
 * that opens; TS_JOIN_REFUSED, and words is why; TS_JOIN_UNKNOWN. TS_JOIN_ASKING: there is no hub. */
void fake_set_join(ts_store *store, enum ts_join_state answer, const char *words);
/* And what it did: told once by ts_news_read. */
void fake_set_news(ts_store *store, const struct ts_news *news);
/* The newest change is that one, of another device, until something is changed here: for ts_undo_peek. */
void fake_set_elsewhere(ts_store *store, const struct ts_news *news);
void fake_set_read_only(ts_store *store, bool read_only);
/* Rows that every read of a day reports as damaged. */
void fake_set_damaged(ts_store *store, size_t rows);
/* A text of the day's note that another device saved beside those that are there. */
void fake_add_note_head(ts_store *store, ts_day day, const char *text);
/* Gives a log another offset and zone, as if made elsewhere. */
void fake_set_zone(ts_store *store, struct ts_id log, int32_t offset, const char *zone);
/* Searches hand over a month with each step, uses are counted with the second, and audits look at a
 * row; else everything comes at once. */
void fake_set_slow(ts_store *store, bool slow);
/* The file is so many changes behind its anchor, until that is accepted. */
void fake_set_behind(ts_store *store, int64_t changes);
/* What an audit finds, until it is accepted; with neither, but altered, that older versions of rows stand there. */
void fake_set_audit(ts_store *store, int64_t missing, int64_t surplus, bool altered);
/* And how many wraps of the key are not those that were last set. */
void fake_set_slots(ts_store *store, int64_t slots);
/* Another file stands in the place of the one that is open (or none, or the right one again), from the next ts_changed
 * on. */
void fake_set_replaced(ts_store *store, enum ts_replaced_by by, int64_t changes, const char *reason);
/* How often an audit looked at rows. */
size_t fake_audit_steps(const ts_store *store);
/* The balance takes so many steps from now on. */
void fake_set_flex_steps(ts_store *store, int steps);
/* How often a call that writes returned TS_OK. */
size_t fake_writes(const ts_store *store);

#endif
