/* What comes from a keyboard before it means anything: bytes that are no characters, Escape and a key in one read. */
#include "tests/ui/support_desk.h"

#include <string.h>

static int setup(void **state)
{
	static struct desk desk;
	desk_open_logged_in(&desk);
	*state = &desk;
	return 0;
}

static int teardown(void **state)
{
	desk_close(*state);
	return 0;
}

static void refuse(struct desk *desk, bool pasted)
{
	const struct input input = { .type = INPUT_REFUSED, .as.pasted = pasted };
	ui_input(desk->ui, &input, desk->moment);
	desk_pump(desk);
}

/* The byte shows to be none with the key behind it: the words must outlive that. */
static void what_is_no_character_is_said_and_the_words_outlive_the_key_that_follows(void **state)
{
	struct desk *desk = *state;
	desk_key(desk, "n");
	desk_type(desk, "caf");
	refuse(desk, false);
	assert_true(desk_shows(desk, "no character in this terminal's code set"));
	desk_type(desk, "x");
	assert_true(desk_shows(desk, "no character in this terminal's code set"));
	assert_true(desk_shows(desk, "cafx"));
	desk_type(desk, "y");
	assert_false(desk_shows(desk, "no character in this terminal's code set"));
	refuse(desk, true);
	assert_true(desk_shows(desk, "not pasted"));
}

/* Nobody sees what is missing. */
static void a_password_that_something_was_refused_of_is_not_handed_on(void **state)
{
	(void)state;
	struct desk desk;
	desk_open(&desk, store_without_users());
	desk_type(&desk, "ada");
	desk_key(&desk, "Tab");
	for (int field = 0; field < 2; field++) {
		desk_type(&desk, CARD_PASSWORD);
		refuse(&desk, false);
		if (field == 0)
			desk_key(&desk, "Tab");
	}
	desk_key(&desk, "Enter");
	assert_true(desk_shows(&desk, "empties the field: type it anew"));
	assert_false(desk_shows(&desk, "recovery code is"));
	/* Another field's being emptied mends nothing. */
	desk_key(&desk, "S-Tab");
	desk_key(&desk, "C-u");
	desk_type(&desk, CARD_PASSWORD);
	desk_key(&desk, "Enter");
	assert_true(desk_shows(&desk, "empties the field: type it anew"));
	desk_key(&desk, "Tab");
	desk_key(&desk, "C-u");
	desk_type(&desk, CARD_PASSWORD);
	desk_key(&desk, "Enter");
	assert_true(desk_shows(&desk, "7K3M-9QXR"));
	desk_close(&desk);
}

static void a_locked_screen_asks_for_the_password_again(void **state)
{
	struct desk *desk = *state;
	desk_key(desk, "z");
	desk_type(desk, "x");
	refuse(desk, false);
	desk_key(desk, "Enter");
	assert_false(ts_logged_in(desk->store));
	assert_true(desk_shows(desk, "empties the field"));
	desk_key(desk, "C-u");
	desk_type(desk, CARD_PASSWORD);
	desk_key(desk, "Enter");
	assert_true(ts_logged_in(desk->store));
}

/* tmux waits half a second after an Escape: what comes within is Alt and that key. */
static void escape_and_a_key_in_one_read_are_both(void **state)
{
	struct desk *desk = *state;
	struct ts_done done;
	assert_int_equal(ts_log_text(desk->store, "mail", NULL, CARD_NOW - TS_HOUR, CARD_NOW, &done), TS_OK);
	assert_int_equal(ts_log_text(desk->store, "parser", NULL, CARD_NOW - TS_MINUTE, CARD_NOW, &done), TS_OK);
	struct ts_span span;
	/* With a text typed, and with none. */
	desk_key(desk, "Enter");
	desk_type(desk, "abc");
	desk_key(desk, "M-1");
	assert_false(desk_shows(desk, "abc"));
	assert_int_equal(ts_current_read(desk->store, desk->moment.now, &span), TS_OK);
	assert_string_equal(span.text, "mail");
	desk_pass(desk, TS_MINUTE);
	desk_key(desk, "Enter");
	desk_key(desk, "M-2");
	assert_int_equal(ts_current_read(desk->store, desk->moment.now, &span), TS_OK);
	assert_string_equal(span.text, "parser");
	assert_int_equal(span.slot, 2);
	desk_pass(desk, TS_MINUTE);
	desk_key(desk, "M-1");
	assert_int_equal(ts_current_read(desk->store, desk->moment.now, &span), TS_OK);
	assert_string_equal(span.text, "mail");
	/* On the day nothing is left to close, and the key acts. */
	desk_key(desk, "M-2");
	assert_int_equal(ts_current_read(desk->store, desk->moment.now, &span), TS_OK);
	assert_string_equal(span.text, "parser");
	/* Alt and a key that means something stay that. */
	desk_key(desk, "n");
	desk_type(desk, "one two");
	desk_key(desk, "M-Backspace");
	assert_true(desk_shows(desk, "one"));
	assert_false(desk_shows(desk, "two"));
	assert_true(desk_shows(desk, "C-s"));
}

static void escape_ends_the_question_of_the_pin(void **state)
{
	struct desk *desk = *state;
	desk_key(desk, "Enter");
	desk_type(desk, "mail");
	desk_key(desk, "Enter");
	desk_pass(desk, TS_MINUTE);
	desk_key(desk, "Enter");
	desk_type(desk, "parser");
	desk_key(desk, "Enter");
	desk_key(desk, "'");
	assert_true(desk_shows(desk, "to which slot?"));
	desk_key(desk, "Escape");
	assert_true(desk_shows(desk, "nothing is pinned"));
	desk_key(desk, "1");
	struct ts_span span;
	assert_int_equal(ts_current_read(desk->store, desk->moment.now, &span), TS_OK);
	assert_string_equal(span.text, "mail");
	assert_int_equal(span.slot, 1);
}

static void row_set(struct desk *desk, enum ts_number_row row)
{
	struct ts_settings settings;
	assert_int_equal(ts_settings_read(desk->store, &settings), TS_OK);
	settings.number_row = row;
	assert_int_equal(ts_settings_write(desk->store, &settings, desk->moment.now), TS_OK);
	ui_changed(desk->ui, desk->moment);
}

static void assert_going(struct desk *desk, const char *text)
{
	struct ts_span span;
	assert_int_equal(ts_current_read(desk->store, desk->moment.now, &span), TS_OK);
	assert_string_equal(span.text, text);
	desk_pass(desk, TS_MINUTE);
}

/* & is 1, and the quote and the minus are 4 and 6. */
static void on_an_azerty_keyboard_no_digit_needs_shift(void **state)
{
	struct desk *desk = *state;
	struct ts_done done;
	for (int i = 0; i < 4; i++) {
		const char text[] = { (char)('a' + i), '\0' };
		assert_int_equal(ts_log_text(desk->store, text, NULL, CARD_NOW - (5 - i) * TS_MINUTE, CARD_NOW, &done),
		                 TS_OK);
	}
	row_set(desk, TS_NUMBER_ROW_AZERTY);
	desk_type(desk, "&");
	assert_going(desk, "a");
	desk_type(desk, "'");
	assert_going(desk, "d");
	desk_type(desk, "\u00e9");
	assert_going(desk, "b");
	desk_type(desk, "3");
	assert_going(desk, "c");
	desk_type(desk, "\u00e0");
	assert_going(desk, "off");
	desk_key(desk, "?");
	assert_true(desk_shows(desk, "1..9 & \u00e9 \" ' ( - \u00e8 _ \u00e7"));
	assert_false(desk_shows(desk, "a minute earlier"));
	desk_key(desk, "q");
	/* A note is a text. */
	desk_key(desk, "n");
	desk_type(desk, "l'\u00e9t\u00e9 - (\u00e0 voir)");
	assert_true(desk_shows(desk, "l'\u00e9t\u00e9 - (\u00e0 voir)"));
	desk_key(desk, "Escape");
	/* The lock screen knows it, too, until a password is typed. */
	desk_key(desk, "z");
	desk_type(desk, "&");
	assert_true(desk_shows(desk, "slot 1 is logged, sealed"));
	desk_key(desk, "Enter");
	desk_type(desk, CARD_PASSWORD);
	desk_key(desk, "Enter");
	assert_going(desk, "a");
	row_set(desk, TS_NUMBER_ROW_DIGITS);
	desk_type(desk, "'");
	assert_true(desk_shows(desk, "to which slot?"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(what_is_no_character_is_said_and_the_words_outlive_the_key_that_follows,
		                                setup, teardown),
		cmocka_unit_test(a_password_that_something_was_refused_of_is_not_handed_on),
		cmocka_unit_test_setup_teardown(a_locked_screen_asks_for_the_password_again, setup, teardown),
		cmocka_unit_test_setup_teardown(escape_ends_the_question_of_the_pin, setup, teardown),
		cmocka_unit_test_setup_teardown(on_an_azerty_keyboard_no_digit_needs_shift, setup, teardown),
		cmocka_unit_test_setup_teardown(escape_and_a_key_in_one_read_are_both, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
