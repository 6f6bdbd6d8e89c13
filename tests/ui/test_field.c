/* One-line fields: what keys do to the text, what a masked field keeps to itself, what is drawn. */
#include "tests/ui/support.h"
#include "ui/type/field.h"

#include <string.h>

static void act(struct field *field, enum action action)
{
	assert_true(field_update(field, &(struct event){ .type = EVENT_ACTION, .as.action.action = action }));
}

static void type(struct field *field, const char *ascii)
{
	for (; *ascii; ascii++)
		assert_true(field_update(field,
		                         &(struct event){ .type = EVENT_TEXT, .as.character = (unsigned char)*ascii }));
}

static void paste(struct field *field, const char *text)
{
	assert_true(field_update(field, &(struct event){ .type = EVENT_PASTE, .as.paste = { text, strlen(text) } }));
}

static void typing_puts_characters_at_the_cursor(void **state)
{
	struct field field;
	(void)state;

	field_init(&field, 64, false);
	type(&field, "stnd");
	act(&field, ACTION_CHAR_LEFT);
	act(&field, ACTION_CHAR_LEFT);
	type(&field, "a");
	assert_string_equal(field.text, "stand");
	assert_int_equal(field.cursor, 3);
	field_release(&field);
}

static void the_cursor_moves_and_erases_by_what_a_reader_sees_as_one_character(void **state)
{
	struct field field;
	(void)state;

	field_init(&field, 64, false);
	/* e with an acute as a mark of its own, a flag of two code points, a family joined by three joiners */
	field_set(&field, "ae\xCC\x81\xF0\x9F\x87\xA9\xF0\x9F\x87\xAA\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9"
	                  "\xE2\x80\x8D\xF0\x9F\x91\xA7z");
	act(&field, ACTION_CHAR_LEFT);
	act(&field, ACTION_ERASE_BACK);
	assert_string_equal(field.text, "ae\xCC\x81\xF0\x9F\x87\xA9\xF0\x9F\x87\xAAz");
	act(&field, ACTION_ERASE_BACK);
	assert_string_equal(field.text, "ae\xCC\x81z");
	act(&field, ACTION_CHAR_LEFT);
	assert_int_equal(field.cursor, 1);
	act(&field, ACTION_ERASE);
	assert_string_equal(field.text, "az");
	field_release(&field);
}

static void words_are_crossed_with_what_stands_between_them(void **state)
{
	struct field field;
	(void)state;

	field_init(&field, 64, false);
	field_set(&field, "review: auth-patch  \xC3\xBC"
	                  "ber");
	act(&field, ACTION_WORD_LEFT);
	assert_int_equal(field.cursor, 20);
	act(&field, ACTION_WORD_LEFT);
	assert_int_equal(field.cursor, 13);
	act(&field, ACTION_WORD_LEFT);
	act(&field, ACTION_WORD_LEFT);
	assert_int_equal(field.cursor, 0);
	act(&field, ACTION_WORD_RIGHT);
	assert_int_equal(field.cursor, 6);
	act(&field, ACTION_LINE_END);
	act(&field, ACTION_WORD_RIGHT);
	assert_int_equal(field.cursor, field.size);
	field_release(&field);
}

static void what_was_cut_can_be_put_back(void **state)
{
	struct field field;
	(void)state;

	field_init(&field, 64, false);
	field_set(&field, "one two three");
	act(&field, ACTION_KILL_WORD);
	assert_string_equal(field.text, "one two ");
	act(&field, ACTION_LINE_START);
	act(&field, ACTION_YANK);
	assert_string_equal(field.text, "threeone two ");
	act(&field, ACTION_KILL_END);
	act(&field, ACTION_KILL_START);
	assert_string_equal(field.text, "");
	act(&field, ACTION_KILL_START);
	act(&field, ACTION_YANK);
	assert_string_equal(field.text, "three");
	act(&field, ACTION_LINE_START);
	act(&field, ACTION_KILL_WORD_AFTER);
	assert_string_equal(field.text, "");
	field_release(&field);
}

static void a_full_field_takes_no_more(void **state)
{
	struct field field;
	(void)state;

	field_init(&field, 5, false);
	type(&field, "abcdef");
	assert_string_equal(field.text, "abcd");
	field_set(&field, "ab\xE6\x97\xA5");
	assert_string_equal(field.text, "ab");
	paste(&field, "xyz");
	assert_string_equal(field.text, "ab");
	paste(&field, "xy");
	assert_string_equal(field.text, "abxy");
	field_release(&field);
}

static void pasted_line_ends_become_spaces_and_the_last_one_goes(void **state)
{
	struct field field;
	(void)state;

	field_init(&field, 64, false);
	paste(&field, "one\ntwo\n\n");
	assert_string_equal(field.text, "one two");
	field_release(&field);
}

static void what_could_steer_a_terminal_is_not_taken(void **state)
{
	struct field field;
	(void)state;

	field_init(&field, 64, false);
	assert_true(field_update(&field, &(struct event){ .type = EVENT_TEXT, .as.character = 0x1B }));
	assert_true(field_update(&field, &(struct event){ .type = EVENT_TEXT, .as.character = 0x202E }));
	assert_true(field_update(&field, &(struct event){ .type = EVENT_TEXT, .as.character = 0xD800 }));
	assert_true(field_update(&field, &(struct event){ .type = EVENT_TEXT, .as.character = 0x110000 }));
	assert_int_equal(field.size, 0);
	field_release(&field);
}

static void invalid_bytes_are_stepped_over_one_by_one(void **state)
{
	struct field field;
	(void)state;

	field_init(&field, 64, false);
	field_set(&field, "a\xFF\xE6\x97z");
	assert_int_equal(field.cursor, 5);
	for (size_t left = 5; left > 0; left--) {
		assert_int_equal(field.cursor, left);
		act(&field, ACTION_CHAR_LEFT);
	}
	assert_int_equal(field.cursor, 0);
	field_release(&field);
}

static void a_masked_field_gives_away_neither_words_nor_what_was_cut(void **state)
{
	struct field field;
	(void)state;

	field_init(&field, 64, true);
	type(&field, "two words");
	act(&field, ACTION_WORD_LEFT);
	assert_int_equal(field.cursor, 0);
	act(&field, ACTION_WORD_RIGHT);
	assert_int_equal(field.cursor, 9);
	act(&field, ACTION_KILL_WORD);
	assert_int_equal(field.size, 0);
	assert_null(field.killed);
	act(&field, ACTION_YANK);
	assert_int_equal(field.size, 0);
	for (size_t i = 0; i < field.size_most; i++)
		assert_int_equal(field.text[i], 0);
	field_release(&field);
}

static void a_pasted_password_is_taken_whole_or_not_at_all(void **state)
{
	struct field field;
	(void)state;

	field_init(&field, 12, true);
	paste(&field, "correct horse battery");
	assert_int_equal(field.size, 0);
	paste(&field, "horse\n");
	assert_string_equal(field.text, "horse");
	field_release(&field);
}

static void erased_bytes_do_not_stay_behind_the_text(void **state)
{
	struct field field;
	(void)state;

	field_init(&field, 32, true);
	type(&field, "secret");
	act(&field, ACTION_ERASE_BACK);
	act(&field, ACTION_ERASE_BACK);
	assert_memory_equal(field.text, "secr\0\0\0\0", 8);
	field_set(&field, "x");
	assert_memory_equal(field.text, "x\0\0\0\0\0\0\0", 8);
	field_release(&field);
	field_release(&field);
}

static void other_keys_are_left_to_the_view(void **state)
{
	struct field field;
	(void)state;

	field_init(&field, 32, false);
	assert_false(field_update(&field, &(struct event){ .type = EVENT_ACTION, .as.action.action = ACTION_ACCEPT }));
	assert_false(field_update(&field, &(struct event){ .type = EVENT_TICK }));
	field_release(&field);
}

static void a_long_text_scrolls_so_that_the_cursor_shows(void **state)
{
	struct surface *surface = surface_create(20, 1);
	struct field field;
	char row[128];
	int x = 0;
	int y = 0;
	(void)state;

	field_init(&field, 64, false);
	field_set(&field, "abcdefghijklmnopqrstuvwxyz");
	field_draw(&field, surface, 2, 0, 10, true);
	surface_cursor_at(surface, &x, &y);
	assert_true(x >= 2 && x < 12);
	surface_row_text(surface, 0, row, sizeof row);
	assert_non_null(strstr(row, "xyz"));
	assert_non_null(strstr(row, "<"));
	act(&field, ACTION_LINE_START);
	field_draw(&field, surface, 2, 0, 10, true);
	assert_string_equal(surface_row_text(surface, 0, row, sizeof row), "  abcdefghi>");
	assert_int_equal(surface_style(surface, 3, 0), STYLE_FIELD_FOCUS);
	field_draw(&field, surface, 2, 0, 10, false);
	assert_int_equal(surface_style(surface, 3, 0), STYLE_FIELD);
	field_release(&field);
	surface_destroy(surface);
}

static void the_cursor_is_inside_at_every_place_and_width(void **state)
{
	struct surface *surface = surface_create(40, 1);
	struct field field;
	(void)state;

	field_init(&field, 256, false);
	field_set(&field, "wide \xE6\x97\xA5\xE6\x9C\xAC\xE8\xAA\x9E and e\xCC\x81 \xCC\x81 more, and more text");
	for (int width = 1; width < 40; width++) {
		act(&field, ACTION_LINE_START);
		for (size_t last = SIZE_MAX; last != field.cursor; act(&field, ACTION_CHAR_RIGHT)) {
			int x = 0;
			int y = 0;

			last = field.cursor;
			field_draw(&field, surface, 0, 0, width, true);
			surface_cursor_at(surface, &x, &y);
			assert_in_range(x, 0, width - 1);
			if (field.cursor == field.size)
				break;
		}
	}
	field_draw(&field, surface, 0, 0, 0, true);
	field_draw(&field, surface, 39, 0, 20, true);
	field_release(&field);
	surface_destroy(surface);
}

static void a_masked_field_shows_a_dot_for_each_character(void **state)
{
	struct surface *surface = surface_create(12, 1);
	struct field field;
	char row[64];
	(void)state;

	field_init(&field, 64, true);
	field_set(&field, "a\xE6\x97\xA5"
	                  "e\xCC\x81");
	field_draw(&field, surface, 0, 0, 12, true);
	assert_string_equal(surface_row_text(surface, 0, row, sizeof row), "\xE2\x80\xA2\xE2\x80\xA2\xE2\x80\xA2");
	surface_set_ascii(surface, true);
	field_draw(&field, surface, 0, 0, 12, true);
	assert_string_equal(surface_row_text(surface, 0, row, sizeof row), "***");
	field_release(&field);
	surface_destroy(surface);
}

static void what_is_typed_is_undone_by_words_and_done_again(void **state)
{
	struct field field;
	(void)state;

	field_init(&field, 64, false);
	field_set(&field, "start");
	type(&field, " two words");
	act(&field, ACTION_KILL_START);
	assert_string_equal(field.text, "");
	act(&field, ACTION_TEXT_UNDO);
	assert_string_equal(field.text, "start two words");
	act(&field, ACTION_TEXT_UNDO);
	assert_string_equal(field.text, "start two ");
	act(&field, ACTION_TEXT_UNDO);
	assert_string_equal(field.text, "start ");
	act(&field, ACTION_TEXT_UNDO);
	act(&field, ACTION_TEXT_UNDO);
	/* Not behind what it began with. */
	assert_string_equal(field.text, "start");
	act(&field, ACTION_TEXT_REDO);
	act(&field, ACTION_TEXT_REDO);
	assert_string_equal(field.text, "start two ");
	type(&field, "x");
	act(&field, ACTION_TEXT_REDO);
	assert_string_equal(field.text, "start two x");
	assert_true(field_replace(&field, "another"));
	act(&field, ACTION_TEXT_UNDO);
	assert_string_equal(field.text, "start two x");
	field_release(&field);
}

static void a_masked_field_keeps_nothing_to_undo(void **state)
{
	struct field field;
	(void)state;

	field_init(&field, 64, true);
	type(&field, "secret");
	act(&field, ACTION_KILL_START);
	act(&field, ACTION_TEXT_UNDO);
	assert_string_equal(field.text, "");
	assert_int_equal(field.history.count, 0);
	field_release(&field);
}

static void what_does_not_fit_is_refused_whole_and_counted_in_letters(void **state)
{
	struct field field;
	struct surface *surface = surface_create(40, 1);
	char row[128];
	(void)state;

	field_init(&field, 11, false);
	type(&field, "12345678");
	/* Two bytes each: one fits, two do not. */
	paste(&field, "\xC3\xA9\xC3\xA9\xC3\xA9");
	assert_string_equal(field.text, "12345678");
	assert_int_equal(field.refused, 2);
	field_draw(&field, surface, 0, 0, 40, true);
	assert_string_equal(surface_row_text(surface, 0, row, sizeof row), "12345678             2 letters too many");
	type(&field, "90");
	assert_int_equal(field.refused, 0);
	type(&field, "x");
	assert_int_equal(field.refused, 1);
	assert_false(field_replace(&field, "12345678901"));
	assert_string_equal(field.text, "1234567890");
	surface_destroy(surface);
	field_release(&field);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_typed_is_undone_by_words_and_done_again),
		cmocka_unit_test(a_masked_field_keeps_nothing_to_undo),
		cmocka_unit_test(what_does_not_fit_is_refused_whole_and_counted_in_letters),
		cmocka_unit_test(typing_puts_characters_at_the_cursor),
		cmocka_unit_test(the_cursor_moves_and_erases_by_what_a_reader_sees_as_one_character),
		cmocka_unit_test(words_are_crossed_with_what_stands_between_them),
		cmocka_unit_test(what_was_cut_can_be_put_back),
		cmocka_unit_test(a_full_field_takes_no_more),
		cmocka_unit_test(pasted_line_ends_become_spaces_and_the_last_one_goes),
		cmocka_unit_test(what_could_steer_a_terminal_is_not_taken),
		cmocka_unit_test(invalid_bytes_are_stepped_over_one_by_one),
		cmocka_unit_test(a_masked_field_gives_away_neither_words_nor_what_was_cut),
		cmocka_unit_test(a_pasted_password_is_taken_whole_or_not_at_all),
		cmocka_unit_test(erased_bytes_do_not_stay_behind_the_text),
		cmocka_unit_test(other_keys_are_left_to_the_view),
		cmocka_unit_test(a_long_text_scrolls_so_that_the_cursor_shows),
		cmocka_unit_test(the_cursor_is_inside_at_every_place_and_width),
		cmocka_unit_test(a_masked_field_shows_a_dot_for_each_character),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
