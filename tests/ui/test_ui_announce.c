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
		cmocka_unit_test_setup_teardown(nothing_is_said_where_none_is_wanted, setup, teardown),
		cmocka_unit_test_setup_teardown(the_title_tells_nothing_while_locked, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
