/* What the tests of logs, days and notes have in common: moments by wall clock, days as one line of text, chance. */
#ifndef TIMESHEET_TESTS_DATA_SUPPORT_ROWS_H
#define TIMESHEET_TESTS_DATA_SUPPORT_ROWS_H

#include "support.h"

/* A moment by the clock of the tests' zone, CET and CEST. */
ts_time rows_at(int year, int month, int day, int hour, int minute);

/* Logs, and fails the test unless that is TS_OK. */
struct ts_done rows_log(ts_store *store, const char *text, ts_time at, ts_time now);
/* The id of the activity shown under a text; fails the test when there is none. */
struct ts_id rows_activity(ts_store *store, const char *text, ts_time now);
/* The same with all that is known of it; false when there is none. */
bool rows_activity_find(ts_store *store, const char *text, ts_time now, struct ts_activity *out);
/* Renames, merging if need be. */
enum ts_status rows_rename(ts_store *store, const char *text, const char *to, ts_time now);

/* "<23:40 reading, 09:00 parser (comment)": the spans of a day, each by the clock it was made in, "<" for carried over.
 */
void rows_assert_day(ts_store *store, ts_day day, ts_time now, const char *expected);
void rows_assert_note(ts_store *store, ts_day day, const char *expected);

/* All rows of the logged-in user, audited; and that none is missing, added or put back. */
struct ts_audit_result rows_audit(ts_store *store);
void rows_assert_sound(ts_store *store);

/* Another connection to the same file, with ada logged in. The caller closes it. */
ts_store *rows_second(const struct support *support);
/* Closes, opens, logs in again. */
ts_store *rows_reopen(struct support *support);
/* Commits of this store need not survive a power cut: for tests with very many. */
void rows_hurry(ts_store *store);

/* Chance that is the same in every run (splitmix64). */
uint64_t rows_random(uint64_t *state);
/* 0 .. below - 1 */
int rows_random_below(uint64_t *state, int below);

#endif
