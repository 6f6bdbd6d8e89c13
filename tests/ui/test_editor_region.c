/* The notes' editor: what is marked, whole lines, and what outlives a change from elsewhere. */
#include "tests/ui/support.h"
#include "ui/type/editor_inside.h"

#include <stdlib.h>
#include <string.h>

enum { LIMIT = 600 };

/* With the cursor at the end, in rows of 20 columns. */
static struct editor *editor_of(const char *text)
{
	struct editor *editor = editor_create(text, strlen(text), LIMIT);

	editor_resize(editor, 21, 6);
	editor_set_cursor(editor, strlen(text));
	return editor;
}

static void act(struct editor *editor, enum action action)
{
	assert_true(editor_update(editor, &(struct event){ .type = EVENT_ACTION, .as.action.action = action }, NULL));
}

static void type(struct editor *editor, const char *ascii)
{
	for (; *ascii; ascii++)
		assert_true(editor_update(
		        editor, &(struct event){ .type = EVENT_TEXT, .as.character = (unsigned char)*ascii }, NULL));
}

static const char *text_of(const struct editor *editor)
{
	size_t size = 0;

	return editor_text(editor, &size);
}

static void extend(struct editor *editor, enum key_name name)
{
	struct key key = { .name = name, .modifiers = MODIFIER_SHIFT };

	assert_true(editor_update(editor, &(struct event){ .type = EVENT_ACTION, .as.action = { ACTION_EXTEND, key } },
	                          NULL));
}

static void a_marked_region_is_cut_copied_and_erased(void **state)
{
	struct editor *editor = editor_of("one two three");
	struct surface *surface = surface_create(21, 2);
	size_t begin = 0, end = 0;
	(void)state;

	act(editor, ACTION_TEXT_START);
	act(editor, ACTION_WORD_RIGHT);
	act(editor, ACTION_MARK);
	act(editor, ACTION_WORD_RIGHT);
	assert_true(editor_region(editor, &begin, &end));
	assert_int_equal(begin, 3);
	assert_int_equal(end, 7);
	editor_draw(editor, surface, (struct rect){ 0, 0, 21, 2 }, false);
	assert_int_equal(surface_style(surface, 2, 0), STYLE_PLAIN);
	assert_int_equal(surface_style(surface, 3, 0), STYLE_SELECTED);
	assert_int_equal(surface_style(surface, 7, 0), STYLE_PLAIN);
	act(editor, ACTION_CUT);
	assert_string_equal(text_of(editor), "one three");
	assert_false(editor_region(editor, &begin, &end));
	/* The next cut does not gather with it. */
	act(editor, ACTION_KILL_END);
	act(editor, ACTION_YANK);
	assert_string_equal(text_of(editor), "one three");
	/* From the end back, by Shift. */
	extend(editor, KEYNAME_LEFT);
	extend(editor, KEYNAME_LEFT);
	act(editor, ACTION_COPY);
	act(editor, ACTION_YANK);
	assert_string_equal(text_of(editor), "one threeee");
	act(editor, ACTION_TEXT_START);
	extend(editor, KEYNAME_END);
	act(editor, ACTION_ERASE_BACK);
	assert_string_equal(text_of(editor), "");
	act(editor, ACTION_TEXT_UNDO);
	assert_string_equal(text_of(editor), "one threeee");
	surface_destroy(surface);
	editor_destroy(editor);
}

static void a_movement_without_shift_ends_what_shift_marked(void **state)
{
	struct editor *editor = editor_of("one two");
	size_t begin = 0, end = 0;
	(void)state;

	act(editor, ACTION_TEXT_START);
	extend(editor, KEYNAME_RIGHT);
	act(editor, ACTION_CHAR_RIGHT);
	assert_false(editor_region(editor, &begin, &end));
	act(editor, ACTION_ERASE);
	assert_string_equal(text_of(editor), "on two");
	/* A mark that was set stays, until the text changes. */
	act(editor, ACTION_MARK);
	act(editor, ACTION_CHAR_RIGHT);
	assert_true(editor_region(editor, &begin, &end));
	type(editor, "x");
	assert_false(editor_region(editor, &begin, &end));
	editor_destroy(editor);
}

static void nothing_marked_the_line_is_copied(void **state)
{
	struct editor *editor = editor_of("one\ntwo\nthree");
	(void)state;

	act(editor, ACTION_TEXT_START);
	act(editor, ACTION_LINE_DOWN);
	act(editor, ACTION_COPY);
	act(editor, ACTION_YANK);
	assert_string_equal(text_of(editor), "one\ntwo\ntwo\nthree");
	editor_destroy(editor);
}

static void a_line_moves_up_and_down_with_the_cursor(void **state)
{
	struct editor *editor = editor_of("one\ntwo\nthree");
	(void)state;

	act(editor, ACTION_MOVE_UP);
	assert_string_equal(text_of(editor), "one\nthree\ntwo");
	assert_int_equal(editor_cursor(editor), 9);
	act(editor, ACTION_MOVE_UP);
	act(editor, ACTION_MOVE_UP);
	assert_string_equal(text_of(editor), "three\none\ntwo");
	assert_int_equal(editor_cursor(editor), 5);
	act(editor, ACTION_MOVE_DOWN);
	act(editor, ACTION_MOVE_DOWN);
	act(editor, ACTION_MOVE_DOWN);
	assert_string_equal(text_of(editor), "one\ntwo\nthree");
	/* Marked ones together, again and again. */
	extend(editor, KEYNAME_UP);
	act(editor, ACTION_MOVE_UP);
	assert_string_equal(text_of(editor), "two\nthree\none");
	act(editor, ACTION_MOVE_DOWN);
	assert_string_equal(text_of(editor), "one\ntwo\nthree");
	for (int i = 0; i < 8; i++)
		act(editor, ACTION_TEXT_UNDO);
	assert_string_equal(text_of(editor), "one\ntwo\nthree");
	editor_destroy(editor);
}

static void a_box_is_made_and_ticked_by_one_key(void **state)
{
	struct editor *editor = editor_of("  call Lin");
	(void)state;

	act(editor, ACTION_TICK);
	assert_string_equal(text_of(editor), "  - [ ] call Lin");
	assert_int_equal(editor_cursor(editor), editor->size);
	act(editor, ACTION_TICK);
	assert_string_equal(text_of(editor), "  - [x] call Lin");
	act(editor, ACTION_TICK);
	assert_string_equal(text_of(editor), "  - [ ] call Lin");
	act(editor, ACTION_TEXT_UNDO);
	act(editor, ACTION_TEXT_UNDO);
	act(editor, ACTION_TEXT_UNDO);
	assert_string_equal(text_of(editor), "  call Lin");
	editor_destroy(editor);
	editor = editor_of("* item");
	act(editor, ACTION_TICK);
	assert_string_equal(text_of(editor), "* [ ] item");
	editor_destroy(editor);
	editor = editor_of("");
	act(editor, ACTION_TICK);
	assert_string_equal(text_of(editor), "- [ ] ");
	editor_destroy(editor);
}

static void home_and_end_go_by_rows_and_then_by_lines(void **state)
{
	/* Rows of 20: "word1 word2 word3 " and "word4 word5". */
	struct editor *editor = editor_of("word1 word2 word3 word4 word5");
	(void)state;

	act(editor, ACTION_ROW_START);
	assert_int_equal(editor_cursor(editor), 18);
	act(editor, ACTION_ROW_START);
	assert_int_equal(editor_cursor(editor), 0);
	act(editor, ACTION_ROW_END);
	assert_int_equal(editor_cursor(editor), 17);
	act(editor, ACTION_ROW_END);
	assert_int_equal(editor_cursor(editor), 29);
	act(editor, ACTION_LINE_START);
	assert_int_equal(editor_cursor(editor), 0);
	editor_destroy(editor);
}

static void a_text_from_elsewhere_is_one_step_and_what_was_cut_stays(void **state)
{
	struct editor *editor = editor_of("first words");
	char longer[LIMIT + 200];
	(void)state;

	type(editor, " here");
	act(editor, ACTION_KILL_WORD);
	editor_replace_all(editor, "first words \nfrom outside", 25);
	assert_string_equal(text_of(editor), "first words \nfrom outside");
	assert_int_equal(editor_cursor(editor), 25);
	act(editor, ACTION_TEXT_UNDO);
	assert_string_equal(text_of(editor), "first words ");
	act(editor, ACTION_TEXT_UNDO);
	assert_string_equal(text_of(editor), "first words here");
	act(editor, ACTION_TEXT_UNDO);
	act(editor, ACTION_TEXT_UNDO);
	assert_string_equal(text_of(editor), "first words");
	assert_int_equal(editor_steps(editor, false), 0);
	assert_int_equal(editor_steps(editor, true), 4);
	act(editor, ACTION_YANK);
	assert_string_equal(text_of(editor), "first wordshere");
	/* However long it is. */
	memset(longer, 'x', sizeof longer);
	editor_replace_all(editor, longer, sizeof longer);
	assert_int_equal(editor->size, sizeof longer);
	act(editor, ACTION_TEXT_UNDO);
	act(editor, ACTION_TEXT_REDO);
	assert_int_equal(editor->size, sizeof longer);
	assert_memory_equal(editor->text, longer, sizeof longer);
	editor_destroy(editor);
}

static void what_was_cut_outlives_the_editor(void **state)
{
	struct piece cut = { 0 };
	struct editor *editor = editor_of("one two");
	(void)state;

	editor_share_cut(editor, &cut);
	act(editor, ACTION_KILL_WORD);
	editor_destroy(editor);
	editor = editor_of("");
	editor_share_cut(editor, &cut);
	act(editor, ACTION_YANK);
	assert_string_equal(text_of(editor), "two");
	editor_destroy(editor);
	piece_release(&cut);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_marked_region_is_cut_copied_and_erased),
		cmocka_unit_test(a_movement_without_shift_ends_what_shift_marked),
		cmocka_unit_test(nothing_marked_the_line_is_copied),
		cmocka_unit_test(a_line_moves_up_and_down_with_the_cursor),
		cmocka_unit_test(a_box_is_made_and_ticked_by_one_key),
		cmocka_unit_test(home_and_end_go_by_rows_and_then_by_lines),
		cmocka_unit_test(a_text_from_elsewhere_is_one_step_and_what_was_cut_stays),
		cmocka_unit_test(what_was_cut_outlives_the_editor),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
