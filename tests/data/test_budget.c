/* Budgets of activities that are merged: one that has none takes over, one that has its own keeps it. */
#include "support.h"

#include <string.h>

static const ts_time now = SUPPORT_NOW;

static struct ts_id id_of(struct support *support, const char *text)
{
	struct ts_activities list;
	struct ts_id id = { { 0 } };
	assert_int_equal(ts_activities_read(support->store, now, &list), TS_OK);
	for (size_t i = 0; i < list.count; i++) {
		if (strcmp(list.at[i].text, text) == 0)
			id = list.at[i].id;
	}
	ts_activities_release(&list);
	return id;
}

static void merged(struct support *support, const char *from, const char *into)
{
	const struct ts_activity_change change = { .fields = TS_CHANGE_TEXT, .text = into };
	struct ts_done done;
	assert_int_equal(ts_activity_change(support->store, id_of(support, from), &change, now, &done), TS_OK);
}

static void set(struct support *support, const char *text, int minutes)
{
	struct ts_done done;
	assert_int_equal(ts_budget_set(support->store, text, minutes, TS_PER_WEEK, now, &done), TS_OK);
}

static void logged(struct support *support)
{
	struct ts_done done;
	assert_int_equal(ts_log_text(support->store, "parser", NULL, now - 3 * TS_HOUR, now, &done), TS_OK);
	assert_int_equal(ts_log_text(support->store, "lexer", NULL, now - 2 * TS_HOUR, now, &done), TS_OK);
	assert_int_equal(ts_log_text(support->store, "off", NULL, now - TS_HOUR, now, &done), TS_OK);
}

static void one_without_takes_over(void **state)
{
	struct support *support = *state;
	struct ts_budgets budgets;
	struct ts_done done;
	logged(support);
	set(support, "parser", 300);
	merged(support, "parser", "lexer");
	assert_int_equal(ts_budgets_read(support->store, now, &budgets), TS_OK);
	assert_int_equal(budgets.count, 1);
	assert_string_equal(budgets.at[0].text, "lexer");
	assert_int_equal(budgets.at[0].minutes, 300);
	assert_int_equal(budgets.at[0].used, 2 * TS_HOUR);
	ts_budgets_release(&budgets);
	assert_int_equal(ts_undo(support->store, now, &done), TS_OK);
	assert_int_equal(ts_budgets_read(support->store, now, &budgets), TS_OK);
	assert_string_equal(budgets.at[0].text, "parser");
	assert_int_equal(budgets.at[0].used, TS_HOUR);
	ts_budgets_release(&budgets);
}

static void one_with_its_own_keeps_it(void **state)
{
	struct support *support = *state;
	struct ts_budgets budgets;
	logged(support);
	set(support, "parser", 300);
	set(support, "lexer", 600);
	merged(support, "parser", "lexer");
	assert_int_equal(ts_budgets_read(support->store, now, &budgets), TS_OK);
	assert_int_equal(budgets.count, 1);
	assert_int_equal(budgets.at[0].minutes, 600);
	ts_budgets_release(&budgets);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(one_without_takes_over, support_setup_login, support_teardown),
		cmocka_unit_test_setup_teardown(one_with_its_own_keeps_it, support_setup_login, support_teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
