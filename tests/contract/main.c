/* Set-up of the contract cases, and their run. */
#include "contract.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

int contract_setup(void **state)
{
	struct contract *contract = calloc(1, sizeof *contract);
	assert_non_null(contract);
	(void)snprintf(contract->directory, sizeof contract->directory, "/tmp/timesheet-contract-XXXXXX");
	assert_non_null(mkdtemp(contract->directory));
	(void)snprintf(contract->path, sizeof contract->path, "%s/timesheet.db", contract->directory);
	contract->day = ts_day_from_civil(2026, 10, 1);
	contract->now = contract_at(contract, 14, 37);
	char reason[TS_REASON_SIZE];
	assert_int_equal(ts_open(contract->path, true, contract->now, reason, &contract->store), TS_OK);
	ts_auth *auth = NULL;
	assert_int_equal(ts_register_begin(contract->store, "ada", PASSWORD, &auth), TS_OK);
	assert_int_equal(contract_finish(contract->store, auth), TS_OK);
	*state = contract;
	return 0;
}

int contract_teardown(void **state)
{
	struct contract *contract = *state;
	ts_close(contract->store);
	(void)unlink(contract->path);
	char journal[128];
	(void)snprintf(journal, sizeof journal, "%s-journal", contract->path);
	(void)unlink(journal);
	(void)rmdir(contract->directory);
	free(contract);
	return 0;
}

enum ts_status contract_finish(ts_store *store, ts_auth *auth)
{
	ts_auth_run(auth);
	enum ts_status status = ts_auth_finish(store, auth);
	ts_auth_destroy(auth);
	return status;
}

enum ts_status contract_login(ts_store *store, const char *name, const char *password, ts_time now)
{
	ts_auth *auth = NULL;
	enum ts_status status = ts_login_begin(store, name, password, now, &auth);
	return status == TS_OK ? contract_finish(store, auth) : status;
}

ts_time contract_at(const struct contract *contract, int hour, int minute)
{
	return ts_time_local(contract->day, hour * 60 + minute, NULL);
}

struct ts_done contract_log(const struct contract *contract, const char *text, int hour, int minute)
{
	struct ts_done done;
	assert_int_equal(
	        ts_log_text(contract->store, text, NULL, contract_at(contract, hour, minute), contract->now, &done),
	        TS_OK);
	return done;
}

void contract_change(const struct contract *contract, const char *text, struct ts_activity_change change)
{
	struct ts_activities activities;
	struct ts_done done;
	assert_int_equal(ts_activities_read(contract->store, contract->now, &activities), TS_OK);
	for (size_t i = 0; i < activities.count; i++) {
		if (strcmp(activities.at[i].text, text) == 0)
			assert_int_equal(
			        ts_activity_change(contract->store, activities.at[i].id, &change, contract->now, &done),
			        TS_OK);
	}
	ts_activities_release(&activities);
}

void contract_rest(const struct contract *contract, const char *text)
{
	contract_change(contract, text, (struct ts_activity_change){ .fields = TS_CHANGE_REST, .rest = true });
}

const char *contract_day(const struct contract *contract, char *out, size_t size)
{
	struct ts_day_view view;
	assert_int_equal(ts_day_read(contract->store, contract->day, contract->now, &view), TS_OK);
	size_t length = 0;
	out[0] = '\0';
	for (size_t i = 0; i < view.span_count && length < size; i++) {
		const struct ts_span *span = &view.spans[i];
		struct ts_civil civil;
		ts_civil_local(span->logged, &civil);
		int written = snprintf(out + length, size - length, "%s%s%02d:%02d %s", i ? ", " : "",
		                       span->carried ? "<" : "", civil.hour, civil.minute, span->text);
		assert_true(written > 0);
		length += (size_t)written;
	}
	ts_day_release(&view);
	return out;
}

int main(void)
{
	tzset();
	int failed = 0;
	failed += _cmocka_run_group_tests("login", login_cases, login_case_count, NULL, NULL);
	failed += _cmocka_run_group_tests("logging", logging_cases, logging_case_count, NULL, NULL);
	failed += _cmocka_run_group_tests("days", day_cases, day_case_count, NULL, NULL);
	failed += _cmocka_run_group_tests("notes", note_cases, note_case_count, NULL, NULL);
	failed += _cmocka_run_group_tests("reports", report_cases, report_case_count, NULL, NULL);
	failed += _cmocka_run_group_tests("grids", grid_cases, grid_case_count, NULL, NULL);
	failed += _cmocka_run_group_tests("search", search_cases, search_case_count, NULL, NULL);
	failed += _cmocka_run_group_tests("sessions", session_cases, session_case_count, NULL, NULL);
	failed += _cmocka_run_group_tests("check", check_cases, check_case_count, NULL, NULL);
	failed += _cmocka_run_group_tests("moments", moment_cases, moment_case_count, NULL, NULL);
	failed += _cmocka_run_group_tests("owed", owed_cases, owed_case_count, NULL, NULL);
	failed += _cmocka_run_group_tests("filters", filter_cases, filter_case_count, NULL, NULL);
	failed += _cmocka_run_group_tests("budgets", budget_cases, budget_case_count, NULL, NULL);
	failed += _cmocka_run_group_tests("forgotten", forgotten_cases, forgotten_case_count, NULL, NULL);
	failed += _cmocka_run_group_tests("sync", sync_cases, sync_case_count, NULL, NULL);
	return failed == 0 ? 0 : 1;
}
