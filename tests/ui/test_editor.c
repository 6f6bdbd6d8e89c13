/* The notes' editor: what keys do to the text and the cursor, how it wraps, undoes, finds and looks. */
#include "tests/ui/support.h"
#include "ui/type/editor.h"

#include <stdlib.h>
#include <string.h>

enum { LIMIT = 65536 };

static struct editor *editor_of(const char *text)
{
	struct editor *editor = editor_create(text, strlen(text), LIMIT);

	editor_resize(editor, 21, 6);
	return editor;
}

static bool act(struct editor *editor, enum action action)
{
	bool full = false;

	assert_true(editor_update(editor, &(struct event){ .type = EVENT_ACTION, .as.action.action = action }, &full));
	return full;
}

static bool paste(struct editor *editor, const char *text)
{
	bool full = false;

	assert_true(editor_update(editor, &(struct event){ .type = EVENT_PASTE, .as.paste = { text, strlen(text) } },
	                          &full));
	return full;
}

static bool type(struct editor *editor, const char *ascii)
{
	bool full = false;

	for (; *ascii; ascii++) {
		if (*ascii == '\n')
			full = act(editor, ACTION_NEWLINE);
		else
			assert_true(editor_update(
			        editor, &(struct event){ .type = EVENT_TEXT, .as.character = (unsigned char)*ascii },
			        &full));
	}
	return full;
}

static const char *text_of(const struct editor *editor)
{
	size_t size = 0;

	return editor_text(editor, &size);
}

static void check_rows(const struct editor *editor, const char *const rows[], int count)
{
	struct surface *surface = surface_create(21, count + 1);
	char row[256];

	editor_draw(editor, surface, (struct rect){ 0, 0, 21, count + 1 }, false);
	for (int y = 0; y < count; y++)
		assert_string_equal(surface_row_text(surface, y, row, sizeof row), rows[y]);
	assert_string_equal(surface_row_text(surface, count, row, sizeof row), "");
	surface_destroy(surface);
}

static void rows_break_at_words(void **state)
{
	struct editor *editor = editor_of("the quick brown fox jumps over the lazy dog");
	const char *const rows[] = { "the quick brown fox", "jumps over the lazy", "dog" };
	(void)state;

	check_rows(editor, rows, 3);
	editor_destroy(editor);
}

static void a_word_longer_than_a_row_is_broken(void **state)
{
	struct editor *editor = editor_of("see abcdefghijklmnopqrstuvwxyz ok");
	const char *const rows[] = { "see", "abcdefghijklmnopqrst", "uvwxyz ok" };
	(void)state;

	check_rows(editor, rows, 3);
	editor_destroy(editor);
}

static void wide_characters_are_not_cut_in_half(void **state)
{
	/* 11 characters of two columns: ten fit in the 20 columns beside the cursor's */
	struct editor *editor = editor_of("\xE6\x97\xA5\xE6\x97\xA5\xE6\x97\xA5\xE6\x97\xA5\xE6\x97\xA5\xE6\x97\xA5"
	                                  "\xE6\x97\xA5\xE6\x97\xA5\xE6\x97\xA5\xE6\x97\xA5\xE6\x97\xA5");
	const char *const rows[] = { "\xE6\x97\xA5\xE6\x97\xA5\xE6\x97\xA5\xE6\x97\xA5\xE6\x97\xA5\xE6\x97\xA5"
		                     "\xE6\x97\xA5\xE6\x97\xA5\xE6\x97\xA5\xE6\x97\xA5",
		                     "\xE6\x97\xA5" };
	const char *const moved[] = { "a\xE6\x97\xA5\xE6\x97\xA5\xE6\x97\xA5\xE6\x97\xA5\xE6\x97\xA5\xE6\x97\xA5"
		                      "\xE6\x97\xA5\xE6\x97\xA5\xE6\x97\xA5",
		                      "\xE6\x97\xA5\xE6\x97\xA5" };
	(void)state;

	check_rows(editor, rows, 2);
	type(editor, "a");
	check_rows(editor, moved, 2);
	editor_destroy(editor);
}

static void combining_marks_stay_with_their_letter(void **state)
{
	struct editor *editor = editor_of("12345678901234567 e\xCC\x81t e\xCC\x81");
	const char *const rows[] = { "12345678901234567 e\xCC\x81t", "e\xCC\x81" };
	(void)state;

	check_rows(editor, rows, 2);
	act(editor, ACTION_TEXT_END);
	act(editor, ACTION_ERASE_BACK);
	assert_string_equal(text_of(editor), "12345678901234567 e\xCC\x81t ");
	editor_destroy(editor);
}

static void tabs_reach_to_the_next_multiple_of_four_and_stay_tabs(void **state)
{
	struct editor *editor = editor_of("");
	const char *const rows[] = { "a   b   c" };
	(void)state;

	type(editor, "a");
	act(editor, ACTION_TAB);
	type(editor, "b");
	act(editor, ACTION_TAB);
	type(editor, "c");
	assert_string_equal(text_of(editor), "a\tb\tc");
	check_rows(editor, rows, 1);
	editor_destroy(editor);
}

static void spaces_at_the_end_of_a_row_do_not_begin_the_next(void **state)
{
	struct editor *editor = editor_of("12345678901234567890      next");
	const char *const rows[] = { "12345678901234567890", "next" };
	int x = 0;
	int y = 0;
	struct surface *surface = surface_create(21, 6);
	(void)state;

	check_rows(editor, rows, 2);
	editor_set_cursor(editor, 24);
	editor_draw(editor, surface, (struct rect){ 0, 0, 21, 6 }, false);
	surface_cursor_at(surface, &x, &y);
	assert_int_equal(x, 20);
	assert_int_equal(y, 0);
	surface_destroy(surface);
	editor_destroy(editor);
}

static void up_and_down_keep_their_column_over_short_rows(void **state)
{
	struct editor *editor = editor_of("long enough\nab\nlong again");
	(void)state;

	editor_set_cursor(editor, 8);
	act(editor, ACTION_LINE_DOWN);
	assert_int_equal(editor_cursor(editor), 14);
	act(editor, ACTION_LINE_DOWN);
	assert_int_equal(editor_cursor(editor), 23);
	act(editor, ACTION_LINE_DOWN);
	assert_int_equal(editor_cursor(editor), 23);
	act(editor, ACTION_LINE_UP);
	act(editor, ACTION_LINE_UP);
	assert_int_equal(editor_cursor(editor), 8);
	act(editor, ACTION_CHAR_LEFT);
	act(editor, ACTION_LINE_DOWN);
	act(editor, ACTION_LINE_DOWN);
	assert_int_equal(editor_cursor(editor), 22);
	editor_destroy(editor);
}

static void up_and_down_go_by_rows_of_the_screen(void **state)
{
	struct editor *editor = editor_of("the quick brown fox jumps over the lazy dog");
	(void)state;

	act(editor, ACTION_CHAR_RIGHT);
	act(editor, ACTION_LINE_DOWN);
	assert_int_equal(editor_cursor(editor), 21);
	act(editor, ACTION_LINE_DOWN);
	assert_int_equal(editor_cursor(editor), 41);
	act(editor, ACTION_LINE_END);
	act(editor, ACTION_LINE_START);
	assert_int_equal(editor_cursor(editor), 0);
	editor_destroy(editor);
}

static void a_column_inside_a_wide_character_is_its_begin(void **state)
{
	struct editor *editor = editor_of("abc\n\xE6\x97\xA5\xE6\x97\xA5");
	(void)state;

	editor_set_cursor(editor, 3);
	act(editor, ACTION_LINE_DOWN);
	assert_int_equal(editor_cursor(editor), 7);
	editor_destroy(editor);
}

static void pages_move_by_all_but_one_row(void **state)
{
	struct editor *editor = editor_of("1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12");
	int line = 0;
	int column = 0;
	int lines = 0;
	(void)state;

	act(editor, ACTION_SCREEN_DOWN);
	editor_position(editor, &line, &column, &lines);
	assert_int_equal(line, 6);
	act(editor, ACTION_SCREEN_DOWN);
	act(editor, ACTION_SCREEN_DOWN);
	editor_position(editor, &line, &column, &lines);
	assert_int_equal(line, 12);
	act(editor, ACTION_SCREEN_UP);
	editor_position(editor, &line, &column, &lines);
	assert_int_equal(line, 7);
	act(editor, ACTION_TEXT_END);
	editor_position(editor, &line, &column, &lines);
	assert_int_equal(line, 12);
	assert_int_equal(column, 3);
	assert_int_equal(lines, 12);
	act(editor, ACTION_TEXT_START);
	assert_int_equal(editor_cursor(editor), 0);
	editor_destroy(editor);
}

static void cuts_in_a_row_gather(void **state)
{
	struct editor *editor = editor_of("one\ntwo\nthree");
	(void)state;

	act(editor, ACTION_KILL_END);
	act(editor, ACTION_KILL_END);
	act(editor, ACTION_KILL_END);
	assert_string_equal(text_of(editor), "\nthree");
	act(editor, ACTION_TEXT_END);
	act(editor, ACTION_YANK);
	assert_string_equal(text_of(editor), "\nthreeone\ntwo");
	act(editor, ACTION_KILL_WORD);
	act(editor, ACTION_KILL_WORD);
	assert_string_equal(text_of(editor), "\n");
	act(editor, ACTION_YANK);
	assert_string_equal(text_of(editor), "\nthreeone\ntwo");
	act(editor, ACTION_KILL_START);
	act(editor, ACTION_KILL_START);
	assert_string_equal(text_of(editor), "\nthreeone\n");
	editor_destroy(editor);
}

static void typing_is_undone_by_words(void **state)
{
	struct editor *editor = editor_of("");
	(void)state;

	type(editor, "one two  three");
	act(editor, ACTION_TEXT_UNDO);
	assert_string_equal(text_of(editor), "one two  ");
	act(editor, ACTION_TEXT_UNDO);
	assert_string_equal(text_of(editor), "one ");
	act(editor, ACTION_TEXT_REDO);
	assert_string_equal(text_of(editor), "one two  ");
	assert_int_equal(editor_cursor(editor), 9);
	type(editor, "x");
	act(editor, ACTION_TEXT_REDO);
	assert_string_equal(text_of(editor), "one two  x");
	for (int i = 0; i < 10; i++)
		act(editor, ACTION_TEXT_UNDO);
	assert_string_equal(text_of(editor), "");
	editor_destroy(editor);
}

static void moving_between_two_keys_separates_their_steps(void **state)
{
	struct editor *editor = editor_of("");
	(void)state;

	type(editor, "ab");
	act(editor, ACTION_CHAR_LEFT);
	act(editor, ACTION_CHAR_RIGHT);
	type(editor, "cd");
	act(editor, ACTION_TEXT_UNDO);
	assert_string_equal(text_of(editor), "ab");
	editor_destroy(editor);
}

static void erasing_comes_back_in_one_step(void **state)
{
	struct editor *editor = editor_of("one two");
	(void)state;

	editor_set_cursor(editor, 7);
	for (int i = 0; i < 5; i++)
		act(editor, ACTION_ERASE_BACK);
	assert_string_equal(text_of(editor), "on");
	act(editor, ACTION_TEXT_UNDO);
	assert_string_equal(text_of(editor), "one two");
	assert_int_equal(editor_cursor(editor), 7);
	act(editor, ACTION_TEXT_START);
	for (int i = 0; i < 3; i++)
		act(editor, ACTION_ERASE);
	assert_string_equal(text_of(editor), " two");
	act(editor, ACTION_TEXT_UNDO);
	assert_string_equal(text_of(editor), "one two");
	editor_destroy(editor);
}

static void a_paste_is_one_step(void **state)
{
	struct editor *editor = editor_of("");
	(void)state;

	paste(editor, "many words\nand lines\nat once");
	act(editor, ACTION_TEXT_UNDO);
	assert_string_equal(text_of(editor), "");
	act(editor, ACTION_TEXT_REDO);
	assert_string_equal(text_of(editor), "many words\nand lines\nat once");
	editor_destroy(editor);
}

static void enter_goes_on_with_a_list_and_ends_it_on_an_empty_item(void **state)
{
	struct editor *editor = editor_of("");
	(void)state;

	type(editor, "- milk\nbread\n");
	assert_string_equal(text_of(editor), "- milk\n- bread\n- ");
	type(editor, "\n");
	assert_string_equal(text_of(editor), "- milk\n- bread\n");
	type(editor, "\n");
	assert_string_equal(text_of(editor), "- milk\n- bread\n\n");
	editor_destroy(editor);
}

static void a_task_is_followed_by_an_open_task(void **state)
{
	struct editor *editor = editor_of("");
	(void)state;

	type(editor, "  - [x] done\nopen");
	assert_string_equal(text_of(editor), "  - [x] done\n  - [ ] open");
	editor_destroy(editor);
}

static void the_kindness_of_lists_can_be_undone_alone(void **state)
{
	struct editor *editor = editor_of("");
	(void)state;

	type(editor, "- milk\n");
	act(editor, ACTION_TEXT_UNDO);
	assert_string_equal(text_of(editor), "- milk\n");
	act(editor, ACTION_TEXT_UNDO);
	assert_string_equal(text_of(editor), "- milk");
	editor_destroy(editor);
}

static void enter_before_an_item_begins_a_plain_line(void **state)
{
	struct editor *editor = editor_of("- milk");
	(void)state;

	type(editor, "\n");
	assert_string_equal(text_of(editor), "\n- milk");
	editor_destroy(editor);
}

static void text_over_the_limit_is_refused_and_nothing_is_lost(void **state)
{
	struct editor *editor = editor_create("12345", 5, 8);
	(void)state;

	editor_set_cursor(editor, 5);
	assert_true(paste(editor, "6789"));
	assert_string_equal(text_of(editor), "12345");
	assert_false(paste(editor, "678"));
	assert_true(type(editor, "9"));
	assert_true(act(editor, ACTION_NEWLINE));
	assert_string_equal(text_of(editor), "12345678");
	assert_false(act(editor, ACTION_ERASE_BACK));
	assert_false(type(editor, "x"));
	assert_string_equal(text_of(editor), "1234567x");
	editor_destroy(editor);
}

static void a_text_that_is_too_long_already_can_be_made_shorter(void **state)
{
	struct editor *editor = editor_create("0123456789", 10, 8);
	(void)state;

	assert_true(type(editor, "x"));
	act(editor, ACTION_ERASE);
	assert_string_equal(text_of(editor), "123456789");
	act(editor, ACTION_TEXT_UNDO);
	assert_string_equal(text_of(editor), "0123456789");
	editor_destroy(editor);
}

static struct editor_found found_by(struct editor *editor, enum editor_find which)
{
	struct editor_found found;
	bool any = editor_find(editor, which, &found);

	assert_int_equal(any, found.count > 0);
	return found;
}

static void finding_wraps_counts_and_minds_neither_case_nor_accents(void **state)
{
	struct editor *editor = editor_of("\xC3\x84rger, then more \xC3\xA4rger\nend of A\xCC\x88RGER");
	struct editor_found found;
	(void)state;

	editor_look_for(editor, "\xC3\xA4RGER", false);
	found = found_by(editor, EDITOR_FIND_HERE);
	assert_int_equal(editor_cursor(editor), 0);
	assert_int_equal(found.number, 1);
	assert_int_equal(found.count, 3);
	assert_false(found.wrapped);
	found = found_by(editor, EDITOR_FIND_NEXT);
	assert_int_equal(editor_cursor(editor), 18);
	assert_int_equal(found.number, 2);
	editor_look_for(editor, "arger", false);
	found = found_by(editor, EDITOR_FIND_NEXT);
	assert_int_equal(editor_cursor(editor), 32);
	assert_int_equal(found.count, 3);
	found = found_by(editor, EDITOR_FIND_NEXT);
	assert_int_equal(editor_cursor(editor), 0);
	assert_true(found.wrapped);
	found = found_by(editor, EDITOR_FIND_PREVIOUS);
	assert_int_equal(found.number, 3);
	assert_true(found.wrapped);
	found = found_by(editor, EDITOR_FIND_PREVIOUS);
	assert_int_equal(found.number, 2);
	assert_false(found.wrapped);
	editor_look_for(editor, "nowhere", false);
	assert_int_equal(found_by(editor, EDITOR_FIND_HERE).count, 0);
	assert_int_equal(editor_cursor(editor), 18);
	editor_look_for(editor, "", false);
	assert_int_equal(found_by(editor, EDITOR_FIND_NEXT).count, 0);
	editor_destroy(editor);
}

static void finding_goes_on_in_a_text_that_was_changed(void **state)
{
	struct editor *editor = editor_of("fox and fox");
	(void)state;

	editor_look_for(editor, "fox", false);
	act(editor, ACTION_TEXT_END);
	type(editor, " fox");
	assert_int_equal(found_by(editor, EDITOR_FIND_PREVIOUS).number, 3);
	assert_int_equal(editor_cursor(editor), 12);
	editor_destroy(editor);
}

static void all_matches_on_the_screen_are_marked(void **state)
{
	struct editor *editor = editor_of("the quick brown fox jumps over the fox");
	struct surface *surface = surface_create(21, 6);
	(void)state;

	editor_look_for(editor, "FOX", false);
	editor_draw(editor, surface, (struct rect){ 0, 0, 21, 6 }, true);
	assert_int_equal(surface_style(surface, 15, 0), STYLE_PLAIN);
	for (int x = 16; x < 19; x++) {
		assert_int_equal(surface_style(surface, x, 0), STYLE_MATCH);
		assert_int_equal(surface_style(surface, x - 1, 1), STYLE_MATCH);
	}
	/* also one that goes over the end of its row */
	editor_look_for(editor, "fox jumps", false);
	editor_draw(editor, surface, (struct rect){ 0, 0, 21, 6 }, true);
	assert_int_equal(surface_style(surface, 0, 1), STYLE_MATCH);
	assert_int_equal(surface_style(surface, 5, 1), STYLE_PLAIN);
	/* and each word of a search */
	editor_look_for(editor, "over -x jumps", true);
	editor_draw(editor, surface, (struct rect){ 0, 0, 21, 6 }, true);
	assert_int_equal(surface_style(surface, 0, 1), STYLE_MATCH);
	assert_int_equal(surface_style(surface, 5, 1), STYLE_PLAIN);
	assert_int_equal(surface_style(surface, 6, 1), STYLE_MATCH);
	editor_draw(editor, surface, (struct rect){ 0, 0, 21, 6 }, false);
	assert_int_equal(surface_style(surface, 6, 1), STYLE_PLAIN);
	surface_destroy(surface);
	editor_destroy(editor);
}

static void headings_and_boxes_have_their_looks(void **state)
{
	struct editor *editor =
	        editor_of("# a heading that takes more rows\n- [ ] open\n#none\n  - [x] done\n- [y] no");
	struct surface *surface = surface_create(21, 6);
	(void)state;

	editor_draw(editor, surface, (struct rect){ 0, 0, 21, 6 }, false);
	assert_int_equal(surface_style(surface, 0, 0), STYLE_NOTE_HEADING);
	assert_int_equal(surface_style(surface, 0, 1), STYLE_NOTE_HEADING);
	assert_int_equal(surface_style(surface, 0, 2), STYLE_PLAIN);
	assert_int_equal(surface_style(surface, 2, 2), STYLE_EMPHASIS);
	assert_int_equal(surface_style(surface, 4, 2), STYLE_EMPHASIS);
	assert_int_equal(surface_style(surface, 6, 2), STYLE_PLAIN);
	assert_int_equal(surface_style(surface, 0, 3), STYLE_PLAIN);
	assert_int_equal(surface_style(surface, 4, 4), STYLE_EMPHASIS);
	assert_int_equal(surface_style(surface, 2, 5), STYLE_PLAIN);
	surface_destroy(surface);
	editor_destroy(editor);
}

static void lines_between_joined_versions_stand_out(void **state)
{
	struct editor *editor = editor_of("~~~ one:\nmine\n~~~\n~~ no");
	struct surface *surface = surface_create(21, 6);
	(void)state;

	editor_draw(editor, surface, (struct rect){ 0, 0, 21, 6 }, false);
	assert_int_equal(surface_style(surface, 4, 0), STYLE_NOTICE);
	assert_int_equal(surface_style(surface, 0, 1), STYLE_PLAIN);
	assert_int_equal(surface_style(surface, 0, 2), STYLE_NOTICE);
	assert_int_equal(surface_style(surface, 0, 3), STYLE_PLAIN);
	surface_destroy(surface);
	editor_destroy(editor);
}

static void it_scrolls_with_the_cursor_and_shows_no_emptiness_below(void **state)
{
	struct editor *editor = editor_of("1\n2\n3\n4\n5\n6\n7\n8");
	struct surface *surface = surface_create(21, 6);
	char row[64];
	(void)state;

	act(editor, ACTION_TEXT_END);
	editor_draw(editor, surface, (struct rect){ 0, 0, 21, 6 }, false);
	assert_string_equal(surface_row_text(surface, 0, row, sizeof row), "3");
	act(editor, ACTION_ERASE_BACK);
	act(editor, ACTION_ERASE_BACK);
	editor_draw(editor, surface, (struct rect){ 0, 0, 21, 6 }, false);
	assert_string_equal(surface_row_text(surface, 0, row, sizeof row), "2");
	act(editor, ACTION_TEXT_START);
	editor_draw(editor, surface, (struct rect){ 0, 0, 21, 6 }, false);
	assert_string_equal(surface_row_text(surface, 0, row, sizeof row), "1");
	surface_destroy(surface);
	editor_destroy(editor);
}

static void it_draws_at_every_size(void **state)
{
	struct editor *editor =
	        editor_of("# t\xC3\xA9xt\n- [ ] \xE6\x97\xA5\xE6\x9C\xAC\xE8\xAA\x9E and e\xCC\x81\t more\n\n"
	                  "averyveryverylongwordthatisbroken \xFF\x1B end");
	(void)state;

	editor_look_for(editor, "an", false);
	for (int width = 0; width < 40; width++) {
		for (int height = 0; height < 10; height++) {
			struct surface *surface = surface_create(width, height);

			editor_resize(editor, width, height);
			act(editor, width % 2 ? ACTION_SCREEN_DOWN : ACTION_SCREEN_UP);
			act(editor, ACTION_LINE_UP);
			editor_draw(editor, surface, (struct rect){ 0, 0, width, height }, true);
			surface_destroy(surface);
		}
	}
	editor_destroy(editor);
}

static void only_changes_of_the_text_count_as_revisions(void **state)
{
	struct editor *editor = editor_of("abc");
	uint64_t revision = editor_revision(editor);
	(void)state;

	act(editor, ACTION_LINE_END);
	act(editor, ACTION_ERASE);
	act(editor, ACTION_KILL_END);
	act(editor, ACTION_YANK);
	act(editor, ACTION_TEXT_UNDO);
	assert_true(editor_revision(editor) == revision);
	type(editor, "d");
	assert_true(editor_revision(editor) > revision);
	editor_destroy(editor);
}

static void keys_of_the_view_are_left_to_it(void **state)
{
	struct editor *editor = editor_of("abc");
	(void)state;

	assert_false(
	        editor_update(editor, &(struct event){ .type = EVENT_ACTION, .as.action.action = ACTION_SAVE }, NULL));
	assert_false(editor_update(editor, &(struct event){ .type = EVENT_TICK }, NULL));
	editor_destroy(editor);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_break_at_words),
		cmocka_unit_test(a_word_longer_than_a_row_is_broken),
		cmocka_unit_test(wide_characters_are_not_cut_in_half),
		cmocka_unit_test(combining_marks_stay_with_their_letter),
		cmocka_unit_test(tabs_reach_to_the_next_multiple_of_four_and_stay_tabs),
		cmocka_unit_test(spaces_at_the_end_of_a_row_do_not_begin_the_next),
		cmocka_unit_test(up_and_down_keep_their_column_over_short_rows),
		cmocka_unit_test(up_and_down_go_by_rows_of_the_screen),
		cmocka_unit_test(a_column_inside_a_wide_character_is_its_begin),
		cmocka_unit_test(pages_move_by_all_but_one_row),
		cmocka_unit_test(cuts_in_a_row_gather),
		cmocka_unit_test(typing_is_undone_by_words),
		cmocka_unit_test(moving_between_two_keys_separates_their_steps),
		cmocka_unit_test(erasing_comes_back_in_one_step),
		cmocka_unit_test(a_paste_is_one_step),
		cmocka_unit_test(enter_goes_on_with_a_list_and_ends_it_on_an_empty_item),
		cmocka_unit_test(a_task_is_followed_by_an_open_task),
		cmocka_unit_test(the_kindness_of_lists_can_be_undone_alone),
		cmocka_unit_test(enter_before_an_item_begins_a_plain_line),
		cmocka_unit_test(text_over_the_limit_is_refused_and_nothing_is_lost),
		cmocka_unit_test(a_text_that_is_too_long_already_can_be_made_shorter),
		cmocka_unit_test(finding_wraps_counts_and_minds_neither_case_nor_accents),
		cmocka_unit_test(finding_goes_on_in_a_text_that_was_changed),
		cmocka_unit_test(all_matches_on_the_screen_are_marked),
		cmocka_unit_test(headings_and_boxes_have_their_looks),
		cmocka_unit_test(lines_between_joined_versions_stand_out),
		cmocka_unit_test(it_scrolls_with_the_cursor_and_shows_no_emptiness_below),
		cmocka_unit_test(it_draws_at_every_size),
		cmocka_unit_test(only_changes_of_the_text_count_as_revisions),
		cmocka_unit_test(keys_of_the_view_are_left_to_it),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
