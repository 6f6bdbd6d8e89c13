/*
 * Rules that the data module and the tests' fake must both obey: the same cases are built twice, linked with each. They
 * see only the public header.
 */
#ifndef TIMESHEET_TESTS_CONTRACT_CONTRACT_H
#define TIMESHEET_TESTS_CONTRACT_CONTRACT_H

#include "data/timesheet.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* What each case starts with: a fresh store, ada logged in, and the day of the story. */
struct contract {
	char directory[64];
	char path[96];
	ts_store *store;
	ts_day day;  /* Thu 1 Oct 2026 */
	ts_time now; /* 14:37 on it */
};

#define PASSWORD "correct horse battery"

int contract_setup(void **state);
int contract_teardown(void **state);

/* Runs a job to its end and destroys it. */
enum ts_status contract_finish(ts_store *store, ts_auth *auth);
enum ts_status contract_login(ts_store *store, const char *name, const char *password, ts_time now);
/* A moment of the story's day, in minutes after midnight. */
ts_time contract_at(const struct contract *contract, int hour, int minute);
/* Logs a text at a moment of the story's day; must succeed. */
struct ts_done contract_log(const struct contract *contract, const char *text, int hour, int minute);
/* That activity is changed; must succeed. */
void contract_change(const struct contract *contract, const char *text, struct ts_activity_change change);
/* That activity counts as rest from here on. */
void contract_rest(const struct contract *contract, const char *text);
/* The story's day as one line: "07:52 email 08:15 sync ..." (moments of the logs, carried ones marked <). */
const char *contract_day(const struct contract *contract, char *out, size_t size);
#define assert_day(contract, expected)                                                                                 \
	do {                                                                                                           \
		char day_text[2048];                                                                                   \
		assert_string_equal(contract_day(contract, day_text, sizeof day_text), expected);                      \
	} while (0)

extern const struct CMUnitTest login_cases[], logging_cases[], day_cases[], note_cases[];
extern const size_t login_case_count, logging_case_count, day_case_count, note_case_count;
extern const struct CMUnitTest report_cases[], search_cases[];
extern const size_t report_case_count, search_case_count;
extern const struct CMUnitTest session_cases[];
extern const size_t session_case_count;
extern const struct CMUnitTest check_cases[], moment_cases[];
extern const size_t check_case_count, moment_case_count;
extern const struct CMUnitTest owed_cases[], filter_cases[];
extern const size_t owed_case_count, filter_case_count;
extern const struct CMUnitTest grid_cases[];
extern const size_t grid_case_count;
extern const struct CMUnitTest budget_cases[];
extern const size_t budget_case_count;
extern const struct CMUnitTest forgotten_cases[];
extern const size_t forgotten_case_count;
extern const struct CMUnitTest sync_cases[];
extern const size_t sync_case_count;

#endif
