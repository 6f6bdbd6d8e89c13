/* Borders of what a reader sees as one character, and of words, in any bytes. */
#include "tests/ui/support.h"
#include "ui/draw/grapheme.h"

#include <stdio.h>
#include <string.h>

static uint32_t random_next(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

static const char *const parts[] = { "a",
	                             " ",
	                             "\n",
	                             "\r",
	                             "e\xCC\x81",
	                             "\xCC\x81",
	                             "\xE6\x97\xA5",
	                             "\xF0\x9F\x87\xA9",
	                             "\xF0\x9F\x87\xAA",
	                             "\xF0\x9F\x91\xA8",
	                             "\xE2\x80\x8D",
	                             "\xEF\xB8\x8F",
	                             "\xE1\x84\x80",
	                             "\xE1\x85\xA1",
	                             "\xFF",
	                             "\xF0",
	                             "\x9F",
	                             "\xE6\x97",
	                             "\xE0\xA4\x95",
	                             "\xE0\xA4\xBF" };

/* Forward from the start is the truth: back from the end, and from any byte inside, must find the same borders. */
static void borders_are_the_same_from_both_sides(void **state)
{
	(void)state;

	for (uint32_t round = 1; round <= 2000; round++) {
		uint32_t seed = round * 7919;
		char text[128] = "";
		size_t size = 0;
		size_t border = 0;

		for (int i = 0; i < 20; i++) {
			const char *part = parts[random_next(&seed) % (sizeof parts / sizeof parts[0])];

			size += (size_t)snprintf(text + size, sizeof text - size, "%s", part);
		}
		while (border < size) {
			size_t next = grapheme_next(text, size, border);

			assert_true(next > border);
			for (size_t at = border; at < next; at++)
				assert_int_equal(grapheme_floor(text, size, at), border);
			assert_int_equal(grapheme_previous(text, size, next), border);
			border = next;
		}
		assert_int_equal(grapheme_floor(text, size, size), size);
		assert_int_equal(grapheme_previous(text, size, 0), 0);
	}
}

static void a_text_needs_no_end_behind_it(void **state)
{
	/* the first two bytes of a character of three: not to be completed by what follows */
	const char text[] = "a\xE6\x97\xA5";
	(void)state;

	assert_int_equal(grapheme_next(text, 3, 1), 2);
	assert_int_equal(grapheme_next(text, 3, 2), 3);
	assert_int_equal(grapheme_next(text, 3, 3), 3);
	assert_int_equal(grapheme_next(text, 0, 0), 0);
}

static int width_of(const char *text)
{
	return grapheme_width(text, 0, strlen(text));
}

static void every_character_takes_a_column_or_two(void **state)
{
	char shown[GRAPHEME_SIZE];
	char heap[200] = "e";
	(void)state;

	assert_int_equal(width_of("a"), 1);
	assert_int_equal(width_of("\xE6\x97\xA5"), 2);
	assert_int_equal(width_of("e\xCC\x81"), 1);
	assert_int_equal(width_of("\xCC\x81"), 1);
	assert_int_equal(width_of("\xE2\x80\x8B"), 1);
	assert_int_equal(width_of("\xFF"), 1);
	assert_int_equal(width_of("\x1B"), 1);
	grapheme_shown("\xCC\x81", 0, 2, shown);
	assert_int_equal(text_width(shown), 1);
	grapheme_shown("\xE2\x80\x8B", 0, 3, shown);
	assert_int_equal(text_width(shown), 1);
	grapheme_shown("\x1B", 0, 1, shown);
	assert_string_equal(shown, "\xEF\xBF\xBD");
	for (size_t i = 0; i < 90; i++)
		memcpy(heap + 1 + i * 2, "\xCC\x81", 3);
	assert_int_equal(width_of(heap), 1);
	grapheme_shown(heap, 0, strlen(heap), shown);
	assert_true(strlen(shown) < GRAPHEME_SIZE);
}

static void only_text_can_be_written(void **state)
{
	char out[CHARACTER_SIZE];
	(void)state;

	assert_int_equal(character_write('a', out), 1);
	assert_int_equal(character_write(0x65E5, out), 3);
	assert_int_equal(character_write(0x1F600, out), 4);
	assert_int_equal(character_write(0, out), 0);
	assert_int_equal(character_write('\n', out), 0);
	assert_int_equal(character_write(0x7F, out), 0);
	assert_int_equal(character_write(0x9B, out), 0);
	assert_int_equal(character_write(0xD800, out), 0);
	assert_int_equal(character_write(0x110000, out), 0);
}

static void words_hold_letters_digits_and_marks(void **state)
{
	const char text[] = "  na\xC3\xAFve_1, \xE6\x97\xA5\xE6\x9C\xAC e\xCC\x81t\xC3\xA9.";
	size_t size = sizeof text - 1;
	(void)state;

	assert_int_equal(word_next(text, size, 0), 10);
	assert_int_equal(word_next(text, size, 10), 18);
	assert_int_equal(word_next(text, size, 18), 25);
	assert_int_equal(word_next(text, size, 25), size);
	assert_int_equal(word_previous(text, size, size), 19);
	assert_int_equal(word_previous(text, size, 19), 12);
	assert_int_equal(word_previous(text, size, 12), 2);
	assert_int_equal(word_previous(text, size, 2), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(borders_are_the_same_from_both_sides),
		cmocka_unit_test(a_text_needs_no_end_behind_it),
		cmocka_unit_test(every_character_takes_a_column_or_two),
		cmocka_unit_test(only_text_can_be_written),
		cmocka_unit_test(words_hold_letters_digits_and_marks),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
