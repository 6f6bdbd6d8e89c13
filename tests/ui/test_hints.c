/* The rows of keys at the foot of a screen, which the configuration makes fewer. */
#include "tests/ui/support_desk.h"
#include "ui/ui_state.h"

#include <string.h>

static struct config config;

static void open(struct desk *desk, const char *text)
{
	config_init(&config);
	config_read(&config, text, strlen(text));
	assert_int_equal(config.complaint_count, 0);
	desk_open_logged_in(desk);
	desk->ui->environment.config = &config;
	desk_key(desk, "a");
	desk_type(desk, "parser");
	desk_key(desk, "Enter");
	desk_resize(desk, 80, 24);
}

static void close(struct desk *desk)
{
	desk_close(desk);
	config_release(&config);
}

/* The key of a screen, and the hint that all rows of it end with. */
static const struct {
	const char *opens, *hint, *closes;
} screens[] = {
	{ NULL, "? help", NULL }, { "w", "? help", "q" },       { "m", "? help", "q" },
	{ "A", "? help", "q" },   { "/", "F1 help", "Escape" }, { "n", "F1 help", "Escape" },
};
enum { SCREENS = sizeof screens / sizeof screens[0] };

static void a_screen_ends_in_its_hints_but_not_where_they_are_off(void **state)
{
	static const char *const texts[] = { "hints = on\n", "hints = few\n", "hints = off\n" };
	struct desk desk;

	(void)state;
	for (int value = 0; value < 3; value++) {
		open(&desk, texts[value]);
		for (int i = 0; i < SCREENS; i++) {
			if (screens[i].opens)
				desk_key(&desk, screens[i].opens);
			assert_int_equal(desk_shows(&desk, screens[i].hint), value < 2);
			if (screens[i].closes)
				desk_key(&desk, screens[i].closes);
		}
		close(&desk);
	}
}

/* Of two rows, and what has their room then. */
static void the_room_of_fewer_hints_is_the_logs_or_the_notes(void **state)
{
	static const char *const texts[] = { "hints = on\n", "hints = few\n", "hints = off\n" };
	static const char *const names[] = { "hints_on", "hints_few", "hints_off" };
	struct desk desk;

	(void)state;
	for (int value = 0; value < 3; value++) {
		open(&desk, texts[value]);
		desk_golden(&desk, names[value]);
		close(&desk);
	}
}

static void a_key_that_does_nothing_says_which_one_shows_the_keys(void **state)
{
	struct desk desk;

	(void)state;
	open(&desk, "hints = off\n");
	desk_key(&desk, "C-c");
	desk_key(&desk, "C-x");
	assert_true(desk_shows(&desk, "shows the keys"));
	close(&desk);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_screen_ends_in_its_hints_but_not_where_they_are_off),
		cmocka_unit_test(the_room_of_fewer_hints_is_the_logs_or_the_notes),
		cmocka_unit_test(a_key_that_does_nothing_says_which_one_shows_the_keys),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
