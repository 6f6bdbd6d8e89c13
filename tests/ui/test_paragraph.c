/* Running text: broken between words, cut only when a word is wider than the line. */
#include "tests/ui/support.h"
#include "ui/draw/paragraph.h"

#include <string.h>

static int draw(struct surface *surface, struct rect rect, const char *text, enum paragraph_align align)
{
	surface_clear(surface);
	return paragraph_draw(surface, rect, text, look_of(STYLE_PLAIN), align);
}

static void expect_row(const struct surface *surface, int y, const char *expected)
{
	char row[256];
	assert_string_equal(surface_row_text(surface, y, row, sizeof row), expected);
}

static void words_are_set_as_long_as_they_fit(void **state)
{
	(void)state;
	struct surface *surface = surface_create(20, 5);
	assert_int_equal(draw(surface, (struct rect){ 1, 0, 11, 5 }, "one two three four", PARAGRAPH_LEFT), 2);
	expect_row(surface, 0, " one two");
	expect_row(surface, 1, " three four");
	assert_int_equal(draw(surface, (struct rect){ 0, 0, 13, 5 }, "one two three", PARAGRAPH_LEFT), 1);
	expect_row(surface, 0, "one two three");
	surface_destroy(surface);
}

static void lines_end_where_the_text_says(void **state)
{
	(void)state;
	struct surface *surface = surface_create(20, 5);
	assert_int_equal(draw(surface, (struct rect){ 0, 0, 20, 5 }, "one\n\ntwo", PARAGRAPH_LEFT), 3);
	expect_row(surface, 0, "one");
	expect_row(surface, 1, "");
	expect_row(surface, 2, "two");
	surface_destroy(surface);
}

static void centred_lines_have_equal_room_on_both_sides(void **state)
{
	(void)state;
	struct surface *surface = surface_create(20, 5);
	assert_int_equal(draw(surface, (struct rect){ 2, 1, 9, 2 }, "one two three", PARAGRAPH_CENTRED), 2);
	expect_row(surface, 1, "   one two");
	expect_row(surface, 2, "    three");
	surface_destroy(surface);
}

static void a_word_wider_than_the_line_is_cut_and_the_text_goes_on(void **state)
{
	(void)state;
	struct surface *surface = surface_create(20, 5);
	assert_int_equal(draw(surface, (struct rect){ 0, 0, 5, 5 }, "incomprehensible now", PARAGRAPH_LEFT), 2);
	expect_row(surface, 1, "now");
	char long_word[2048];
	memset(long_word, 'x', sizeof long_word - 1);
	long_word[sizeof long_word - 1] = '\0';
	assert_int_equal(draw(surface, (struct rect){ 0, 0, 20, 5 }, long_word, PARAGRAPH_LEFT), 1);
	surface_destroy(surface);
}

static void lines_can_be_counted_without_drawing_and_end_with_the_room(void **state)
{
	(void)state;
	struct look look = look_of(STYLE_PLAIN);
	assert_int_equal(paragraph_draw(NULL, (struct rect){ 0, 0, 3, 9 }, "one two", look, PARAGRAPH_LEFT), 2);
	assert_int_equal(paragraph_draw(NULL, (struct rect){ 0, 0, 3, 1 }, "one two", look, PARAGRAPH_LEFT), 1);
	assert_int_equal(paragraph_draw(NULL, (struct rect){ 0, 0, 3, 0 }, "one two", look, PARAGRAPH_LEFT), 0);
	assert_int_equal(paragraph_draw(NULL, (struct rect){ 0, 0, 0, 9 }, "one two", look, PARAGRAPH_LEFT), 2);
	assert_int_equal(paragraph_draw(NULL, (struct rect){ 0, 0, 3, 9 }, "", look, PARAGRAPH_LEFT), 0);
}

static void what_has_no_room_is_marked(void **state)
{
	(void)state;
	struct surface *surface = surface_create(20, 5);
	assert_int_equal(draw(surface, (struct rect){ 0, 0, 11, 2 }, "one two three four five", PARAGRAPH_LEFT), 2);
	expect_row(surface, 1, "three four\u2026");
	assert_int_equal(draw(surface, (struct rect){ 0, 0, 11, 2 }, "one two three four", PARAGRAPH_LEFT), 2);
	expect_row(surface, 1, "three four");
	surface_destroy(surface);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_are_set_as_long_as_they_fit),
		cmocka_unit_test(lines_end_where_the_text_says),
		cmocka_unit_test(centred_lines_have_equal_room_on_both_sides),
		cmocka_unit_test(a_word_wider_than_the_line_is_cut_and_the_text_goes_on),
		cmocka_unit_test(what_has_no_room_is_marked),
		cmocka_unit_test(lines_can_be_counted_without_drawing_and_end_with_the_room),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
