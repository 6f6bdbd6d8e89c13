/* What is worth a notification, each once; and nothing of what is logged while locked. */
#include "tests/ui/support_desk.h"
#include "ui/ui_state.h"

#include <stdio.h>
#include <string.h>

struct fixture {
	struct desk desk;
	struct config config;
};

static int setup(void **state)
{
	static struct fixture fixture;
	static const char text[] = "title = on\nnotify = osc9\nnotify-off = 30\n";

	config_init(&fixture.config);
	config_read(&fixture.config, text, strlen(text));
	assert_int_equal(fixture.config.complaint_count, 0);
	desk_open_logged_in(&fixture.desk);
	fixture.desk.ui->environment.config = &fixture.config;
	*state = &fixture;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *fixture = *state;

	desk_close(&fixture->desk);
	config_release(&fixture->config);
	return 0;
}

static void log_text(struct desk *desk, const char *text)
{
	desk_key(desk, "a");
	desk_type(desk, text);
	desk_key(desk, "Enter");
}

/* Stays awake for so many minutes; the last notification, "" none. */
static const char *minutes(struct desk *desk, int count)
{
	static char said[200];
	char text[200];

	said[0] = '\0';
	for (int i = 0; i < count; i++) {
		desk_pass(desk, TS_MINUTE);
		desk_key(desk, "C-l");
		if (ui_notification(desk->ui, text, sizeof text)) {
			assert_string_equal(said, "");
			(void)snprintf(said, sizeof said, "%s", text);
		}
	}
	return said;
}

static void off_that_goes_on_is_said_once(void **state)
{
	struct desk *desk = &((struct fixture *)*state)->desk;

	log_text(desk, "parser");
	assert_string_equal(minutes(desk, 40), "");
	desk_key(desk, "0");
	assert_non_null(strstr(minutes(desk, 40), "nothing is logged since "));
	assert_string_equal(minutes(desk, 40), "");
}

static void a_target_that_is_met_is_said_once(void **state)
{
	struct desk *desk = &((struct fixture *)*state)->desk;

	log_text(desk, "parser");
	const char *said = minutes(desk, 9 * 60);
	assert_int_equal(strncmp(said, "the target is met, ", 19), 0);
	assert_string_equal(minutes(desk, 10), "");
}

static void a_forgotten_end_is_said_once(void **state)
{
	struct fixture *fixture = *state;
	struct desk *desk = &fixture->desk;

	fixture->config.values[CONFIG_NOTIFY_TARGET] = 0;
	log_text(desk, "parser");
	assert_non_null(strstr(minutes(desk, 13 * 60), "parser goes on since "));
	assert_string_equal(minutes(desk, 30), "");
}

static void budget(struct desk *desk, const char *text, int minutes, enum ts_per per)
{
	struct ts_done done;

	assert_int_equal(ts_budget_set(desk->store, text, minutes, per, desk->moment.now, &done), TS_OK);
}

static void a_budget_that_comes_to_its_end_is_said_at_80_and_at_100(void **state)
{
	struct desk *desk = &((struct fixture *)*state)->desk;

	log_text(desk, "parser");
	budget(desk, "parser", 120, TS_PER_WEEK);
	assert_string_equal(minutes(desk, 95), "");
	assert_string_equal(minutes(desk, 1), "parser: 1:36 of 2:00 this week");
	assert_string_equal(minutes(desk, 23), "");
	assert_string_equal(minutes(desk, 1), "parser: 2:00 of 2:00 this week");
	assert_string_equal(minutes(desk, 120), "");
}

static void a_budget_used_up_when_it_is_made_is_no_news(void **state)
{
	struct desk *desk = &((struct fixture *)*state)->desk;

	log_text(desk, "parser");
	assert_string_equal(minutes(desk, 100), "");
	budget(desk, "parser", 60, TS_PER_MONTH);
	assert_string_equal(minutes(desk, 10), "");
	/* With more room it is another one, which is told anew. */
	budget(desk, "parser", 120, TS_PER_MONTH);
	assert_string_equal(minutes(desk, 5), "");
	assert_string_equal(minutes(desk, 5), "parser: 2:00 of 2:00 this month");
}

static void budgets_that_end_together_are_said_one_after_the_other(void **state)
{
	struct desk *desk = &((struct fixture *)*state)->desk;

	log_text(desk, "acme: a");
	log_text(desk, "acme: b");
	budget(desk, "acme", 100, TS_PER_WEEK);
	budget(desk, "acme: b", 100, TS_PER_WEEK);
	assert_string_equal(minutes(desk, 80), "acme: 1:20 of 1:40 this week");
	assert_string_equal(minutes(desk, 1), "acme: b: 1:21 of 1:40 this week");
	assert_string_equal(minutes(desk, 10), "");
}

static void budgets_are_not_said_while_locked_but_after_it(void **state)
{
	struct desk *desk = &((struct fixture *)*state)->desk;

	log_text(desk, "acme: a");
	log_text(desk, "acme: b");
	budget(desk, "acme", 100, TS_PER_WEEK);
	assert_string_equal(minutes(desk, 10), "");
	desk_key(desk, "z");
	assert_string_equal(minutes(desk, 80), "");
	for (size_t i = 0; i < desk->ui->announced.budget_count; i++)
		assert_string_equal(desk->ui->announced.budgets[i].budget.text, "");
	desk_type(desk, CARD_PASSWORD);
	desk_key(desk, "Enter");
	desk_pump(desk);
	assert_string_equal(minutes(desk, 1), "acme: 1:31 of 1:40 this week");
	assert_string_equal(minutes(desk, 5), "");
}

static void a_budget_is_not_said_where_that_is_switched_off(void **state)
{
	struct fixture *fixture = *state;
	struct desk *desk = &fixture->desk;

	fixture->config.values[CONFIG_NOTIFY_BUDGET] = 0;
	log_text(desk, "parser");
	budget(desk, "parser", 60, TS_PER_WEEK);
	assert_string_equal(minutes(desk, 90), "");
}

static void nothing_is_said_where_none_is_wanted(void **state)
{
	struct fixture *fixture = *state;
	struct desk *desk = &fixture->desk;

	fixture->config.values[CONFIG_NOTIFY] = 0;
	log_text(desk, "parser");
	assert_string_equal(minutes(desk, 13 * 60), "");
}

static void the_title_tells_nothing_while_locked(void **state)
{
	struct desk *desk = &((struct fixture *)*state)->desk;
	char title[200];

	log_text(desk, "parser");
	(void)minutes(desk, 5);
	ui_title(desk->ui, title, sizeof title);
	assert_string_equal(title, "parser 0:05");
	desk_key(desk, "z");
	ui_title(desk->ui, title, sizeof title);
	assert_string_equal(title, "timesheet");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(off_that_goes_on_is_said_once, setup, teardown),
		cmocka_unit_test_setup_teardown(a_target_that_is_met_is_said_once, setup, teardown),
		cmocka_unit_test_setup_teardown(a_forgotten_end_is_said_once, setup, teardown),
		cmocka_unit_test_setup_teardown(a_budget_that_comes_to_its_end_is_said_at_80_and_at_100, setup,
		                                teardown),
		cmocka_unit_test_setup_teardown(a_budget_used_up_when_it_is_made_is_no_news, setup, teardown),
		cmocka_unit_test_setup_teardown(budgets_that_end_together_are_said_one_after_the_other, setup,
		                                teardown),
		cmocka_unit_test_setup_teardown(budgets_are_not_said_while_locked_but_after_it, setup, teardown),
		cmocka_unit_test_setup_teardown(a_budget_is_not_said_where_that_is_switched_off, setup, teardown),
		cmocka_unit_test_setup_teardown(nothing_is_said_where_none_is_wanted, setup, teardown),
		cmocka_unit_test_setup_teardown(the_title_tells_nothing_while_locked, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
