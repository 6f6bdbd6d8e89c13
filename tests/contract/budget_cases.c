/* Budgets of activities and projects: what they are of, how much is used, and what they keep. */
#include "contract.h"

#include <string.h>

/* Thu 1 Oct 2026: the week began on Monday 28 September, the month today. */
static void log_on(const struct contract *contract, const char *text, int day, int hour, int hours)
{
	struct ts_done done;
	const ts_time at = ts_time_local(contract->day + day, hour * 60, NULL);
	assert_int_equal(ts_log_insert(contract->store, text, NULL, at, at + hours * TS_HOUR, contract->now, &done),
	                 TS_OK);
}

static void worked(const struct contract *contract)
{
	log_on(contract, "acme: call", -4, 8, 2); /* Sunday: of the week before */
	log_on(contract, "acme: call", -3, 8, 3);
	log_on(contract, "Acme: offer", -2, 8, 4);
	log_on(contract, "parser", -2, 13, 2);
	log_on(contract, "parser", 0, 8, 1);
}

static enum ts_status set(const struct contract *contract, const char *text, int hours, enum ts_per per)
{
	struct ts_done done;
	return ts_budget_set(contract->store, text, hours * 60, per, contract->now, &done);
}

static struct ts_budgets budgets_of(const struct contract *contract)
{
	struct ts_budgets budgets;
	assert_int_equal(ts_budgets_read(contract->store, contract->now, &budgets), TS_OK);
	assert_int_equal(budgets.damaged, 0);
	return budgets;
}

static void assert_budget(const struct ts_budget *budget, const char *text, bool project, int minutes, int used)
{
	assert_string_equal(budget->text, text);
	assert_int_equal(budget->project, project);
	assert_int_equal(budget->minutes, minutes);
	assert_int_equal(budget->used / TS_MINUTE, used);
}

static void a_project_and_an_activity_have_what_is_theirs(void **state)
{
	struct contract *contract = *state;
	worked(contract);
	assert_int_equal(set(contract, "acme", 10, TS_PER_WEEK), TS_OK);
	assert_int_equal(set(contract, "acme: call", 4, TS_PER_WEEK), TS_OK);
	assert_int_equal(set(contract, "parser", 20, TS_PER_MONTH), TS_OK);
	struct ts_budgets budgets = budgets_of(contract);
	assert_int_equal(budgets.count, 3);
	assert_budget(&budgets.at[0], "acme", true, 600, 7 * 60);
	assert_budget(&budgets.at[1], "acme: call", false, 240, 3 * 60);
	/* October began today. */
	assert_budget(&budgets.at[2], "parser", false, 1200, 60);
	ts_budgets_release(&budgets);
	assert_int_equal(set(contract, "parser", 20, TS_PER_MONTH), TS_UNCHANGED);
	assert_int_equal(set(contract, "parser", 20, TS_PER_WEEK), TS_OK);
	budgets = budgets_of(contract);
	assert_budget(&budgets.at[2], "parser", false, 1200, 3 * 60);
	ts_budgets_release(&budgets);
}

static void what_is_of_nothing_or_of_too_much_is_refused(void **state)
{
	struct contract *contract = *state;
	worked(contract);
	assert_int_equal(set(contract, "nobody", 1, TS_PER_WEEK), TS_NOT_FOUND);
	assert_int_equal(set(contract, "", 1, TS_PER_WEEK), TS_NOT_FOUND);
	assert_int_equal(set(contract, "acme: nothing", 1, TS_PER_WEEK), TS_NOT_FOUND);
	assert_int_equal(set(contract, "off", 1, TS_PER_WEEK), TS_INVALID);
	assert_int_equal(set(contract, "parser", 745, TS_PER_MONTH), TS_INVALID);
	assert_int_equal(set(contract, "parser", -1, TS_PER_MONTH), TS_INVALID);
	assert_int_equal(set(contract, "parser", 0, TS_PER_MONTH), TS_UNCHANGED);
	struct ts_budgets budgets = budgets_of(contract);
	assert_int_equal(budgets.count, 0);
	ts_budgets_release(&budgets);
}

static void setting_and_taking_away_are_steps_of_undo(void **state)
{
	struct contract *contract = *state;
	struct ts_done done;
	worked(contract);
	assert_int_equal(ts_budget_set(contract->store, "acme", 630, TS_PER_WEEK, contract->now, &done), TS_OK);
	assert_int_equal(done.deed, TS_DEED_BUDGET);
	assert_string_equal(done.text, "acme, 10:30 a week");
	assert_int_equal(ts_budget_set(contract->store, "ACME", 0, TS_PER_WEEK, contract->now, &done), TS_OK);
	assert_string_equal(done.text, "acme, 10:30 a week");
	struct ts_budgets budgets = budgets_of(contract);
	assert_int_equal(budgets.count, 0);
	ts_budgets_release(&budgets);
	assert_int_equal(ts_undo(contract->store, contract->now, &done), TS_OK);
	assert_int_equal(done.deed, TS_DEED_BUDGET);
	budgets = budgets_of(contract);
	assert_int_equal(budgets.count, 1);
	ts_budgets_release(&budgets);
	assert_int_equal(ts_undo(contract->store, contract->now, &done), TS_OK);
	budgets = budgets_of(contract);
	assert_int_equal(budgets.count, 0);
	ts_budgets_release(&budgets);
}

static void an_activity_keeps_its_budget_whatever_it_is_called(void **state)
{
	struct contract *contract = *state;
	const struct ts_activity_change renamed = { .fields = TS_CHANGE_TEXT, .text = "lexer" };
	struct ts_done done;
	worked(contract);
	assert_int_equal(set(contract, "parser", 5, TS_PER_WEEK), TS_OK);
	struct ts_budgets budgets = budgets_of(contract);
	const struct ts_id id = budgets.at[0].activity;
	ts_budgets_release(&budgets);
	assert_int_equal(ts_activity_change(contract->store, id, &renamed, contract->now, &done), TS_OK);
	budgets = budgets_of(contract);
	assert_int_equal(budgets.count, 1);
	assert_budget(&budgets.at[0], "lexer", false, 300, 3 * 60);
	ts_budgets_release(&budgets);
	assert_int_equal(set(contract, "lexer", 6, TS_PER_WEEK), TS_OK);
	budgets = budgets_of(contract);
	assert_int_equal(budgets.count, 1);
	ts_budgets_release(&budgets);
}

static void all_of_it_needs_a_login(void **state)
{
	struct contract *contract = *state;
	struct ts_budgets budgets;
	ts_lock(contract->store);
	assert_int_equal(set(contract, "parser", 1, TS_PER_WEEK), TS_LOGGED_OUT);
	assert_int_equal(ts_budgets_read(contract->store, contract->now, &budgets), TS_LOGGED_OUT);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, contract_setup, contract_teardown)
const struct CMUnitTest budget_cases[] = {
	CASE(a_project_and_an_activity_have_what_is_theirs),
	CASE(what_is_of_nothing_or_of_too_much_is_refused),
	CASE(setting_and_taking_away_are_steps_of_undo),
	CASE(an_activity_keeps_its_budget_whatever_it_is_called),
	CASE(all_of_it_needs_a_login),
};
const size_t budget_case_count = sizeof budget_cases / sizeof budget_cases[0];
