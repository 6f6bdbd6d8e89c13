/* Cells: widths, clips, and what happens at every edge. */
#include "tests/ui/support.h"
#include "ui/draw/glyph.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct look plain = { STYLE_PLAIN, 0, 0, 0 };

static void expect_row(const struct surface *surface, int y, const char *expected)
{
	char row[1024];

	assert_string_equal(surface_row_text(surface, y, row, sizeof row), expected);
}

/* Every second half follows a first half, and every first half has its second. */
static void expect_whole(const struct surface *surface)
{
	for (int y = 0; y < surface_height(surface); y++) {
		int x = 0;

		while (x < surface_width(surface)) {
			int width = surface_cell(surface, x, y)->width;

			assert_in_range(width, 1, 2);
			assert_true(x + width <= surface_width(surface));
			if (width == 2)
				assert_int_equal(surface_cell(surface, x + 1, y)->width, 0);
			x += width;
		}
	}
}

static void text_is_written_and_counted(void **state)
{
	struct surface *surface = surface_create(10, 2);

	(void)state;
	assert_int_equal(surface_text(surface, 1, 0, -1, "abc", plain), 3);
	assert_int_equal(surface_text(surface, 7, 1, -1, "abcdef", plain), 3);
	assert_int_equal(surface_text(surface, 0, 1, 2, "xyz", plain), 2);
	expect_row(surface, 0, " abc");
	expect_row(surface, 1, "xy     abc");
	surface_destroy(surface);
}

static void wide_characters_take_two_cells(void **state)
{
	struct surface *surface = surface_create(6, 1);

	(void)state;
	assert_int_equal(surface_text(surface, 0, 0, -1, "日本", plain), 4);
	assert_int_equal(surface_cell(surface, 0, 0)->width, 2);
	assert_int_equal(surface_cell(surface, 1, 0)->width, 0);
	assert_int_equal(surface_cell(surface, 1, 0)->characters[0], 0);
	expect_row(surface, 0, "日本");
	surface_destroy(surface);
}

static void a_wide_character_that_is_cut_is_a_blank(void **state)
{
	struct surface *surface = surface_create(5, 2);

	(void)state;
	assert_int_equal(surface_text(surface, 0, 0, -1, "日本語", plain), 5);
	expect_row(surface, 0, "日本");
	surface_text(surface, -1, 1, -1, "日本語", plain);
	expect_row(surface, 1, " 本語");
	expect_whole(surface);
	surface_destroy(surface);
}

static void drawing_over_half_of_a_wide_character_blanks_the_other_half(void **state)
{
	struct surface *surface = surface_create(8, 1);

	(void)state;
	for (int x = 0; x < 8; x++) {
		surface_clear(surface);
		surface_text(surface, 0, 0, -1, "日本語字", plain);
		surface_put(surface, x, 0, 'x', plain);
		expect_whole(surface);
		surface_put(surface, x, 0, 0x8a9e, plain);
		expect_whole(surface);
	}
	surface_destroy(surface);
}

static void combining_marks_join_their_base(void **state)
{
	struct surface *surface = surface_create(6, 1);

	(void)state;
	assert_int_equal(surface_text(surface, 0, 0, -1, "e\xcc\x81x", plain), 2);
	assert_int_equal(surface_cell(surface, 0, 0)->characters[1], 0x301);
	/* More marks than a cell holds are left out, not spilled. */
	assert_int_equal(surface_text(surface, 0, 0, -1, "e\xcc\x81\xcc\x82\xcc\x83\xcc\x84y", plain), 2);
	assert_int_equal(surface_cell(surface, 1, 0)->characters[0], 'y');
	/* A mark alone stands on a blank. */
	assert_int_equal(surface_text(surface, 3, 0, -1, "\xcc\x81", plain), 1);
	assert_int_equal(surface_cell(surface, 3, 0)->characters[0], ' ');
	surface_destroy(surface);
}

static void what_terminals_disagree_about_is_not_drawn(void **state)
{
	static const struct {
		const char *text, *shown;
		int width;
	} cases[] = {
		{ "\xe2\x9d\xa4\xef\xb8\x8f!", "\xe2\x9d\xa4!", 2 },                           /* heart + VS16 */
		{ "\xf0\x9f\x91\x8d\xf0\x9f\x8f\xbd.", "\xf0\x9f\x91\x8d.", 3 },               /* thumb + skin tone */
		{ "\xf0\x9f\x91\xa8\xe2\x80\x8d\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7.", /* a family */
		  "\xf0\x9f\x91\xa8.", 3 },
		/* A joiner between letters of a script joins nothing away. */
		{ "\xe0\xa4\x95\xe0\xa5\x8d\xe2\x80\x8d\xe0\xa4\xb7", "\xe0\xa4\x95\xe0\xa5\x8d\xe0\xa4\xb7", 2 },
		{ "a\xe2\x80\x8b"
		  "b",
		  "ab", 2 }, /* zero width space */
		{ "a\xe2\x80\xae"
		  "b",
		  "a\xef\xbf\xbd"
		  "b",
		  3 },                            /* right-to-left override */
		{ "\xf0\x9f\xab\xa8", NULL, -1 }, /* newer than some C libraries: anything but nothing */
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct surface *surface = surface_create(12, 1);
		int width = surface_text(surface, 0, 0, -1, cases[i].text, plain);

		assert_int_equal(width, text_width(cases[i].text));
		assert_true(width > 0);
		if (cases[i].shown != NULL) {
			expect_row(surface, 0, cases[i].shown);
			assert_int_equal(width, cases[i].width);
		}
		surface_destroy(surface);
	}
}

static void controls_and_broken_bytes_become_the_replacement_character(void **state)
{
	struct surface *surface = surface_create(20, 1);

	(void)state;
	assert_int_equal(surface_text(surface, 0, 0, -1, "a\x1b\x7f\x01\xff\xc3z\xe2\x82", plain), 9);
	expect_row(surface, 0,
	           "a\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbdz\xef\xbf\xbd\xef\xbf\xbd");
	surface_put(surface, 0, 0, '\n', plain);
	assert_int_equal(surface_cell(surface, 0, 0)->characters[0], 0xfffd);
	surface_put(surface, 0, 0, 0x110000, plain);
	assert_int_equal(surface_cell(surface, 0, 0)->characters[0], 0xfffd);
	surface_destroy(surface);
}

static void long_texts_end_in_an_ellipsis(void **state)
{
	struct surface *surface = surface_create(8, 1);

	(void)state;
	assert_int_equal(surface_text_cut(surface, 0, 0, 6, "abcdef", plain), 6);
	expect_row(surface, 0, "abcdef");
	assert_int_equal(surface_text_cut(surface, 0, 0, 6, "abcdefg", plain), 6);
	expect_row(surface, 0, "abcde…");
	surface_clear(surface);
	assert_int_equal(surface_text_cut(surface, 0, 0, 4, "日本語", plain), 4);
	expect_row(surface, 0, "日 …");
	assert_int_equal(surface_text_cut(surface, 0, 0, 0, "x", plain), 0);
	surface_clear(surface);
	surface_set_ascii(surface, true);
	surface_text_cut(surface, 0, 0, -1, "abcdefghij", plain);
	expect_row(surface, 0, "abcdefg~");
	surface_destroy(surface);
}

static bool shows_latin(uint32_t character)
{
	return character < 0x100;
}

static void letters_of_the_terminals_code_set_are_shown_beside_stand_ins(void **state)
{
	struct surface *surface = surface_create(12, 1);

	(void)state;
	surface_set_ascii(surface, true);
	surface_set_shows(surface, shows_latin);
	surface_text(surface, 0, 0, -1, "caf\u00e9 \u2502\u2500 \u65e5\u00b7", plain);
	expect_row(surface, 0, "caf\u00e9 |- ??.");
	surface_destroy(surface);
}

static void right_aligned_text_ends_at_its_column(void **state)
{
	struct surface *surface = surface_create(8, 1);

	(void)state;
	surface_text_right(surface, 1, 0, 5, "ab", plain);
	expect_row(surface, 0, "    ab");
	surface_text_right(surface, 1, 0, 5, "abcdefgh", plain);
	expect_row(surface, 0, " abcd…");
	surface_destroy(surface);
}

static void drawing_is_cut_to_the_clip_and_relative_to_it(void **state)
{
	struct surface *surface = surface_create(8, 3);

	(void)state;
	surface_clip_push(surface, (struct rect){ 2, 1, 4, 1 });
	surface_text(surface, 0, 0, -1, "abcdefgh", plain);
	surface_text(surface, 0, 1, -1, "below", plain);
	surface_text(surface, 0, -1, -1, "above", plain);
	surface_clip_push(surface, (struct rect){ -3, 0, 4, 9 });
	surface_text(surface, 0, 0, -1, "XYZ!?", plain);
	surface_clip_pop(surface);
	surface_clip_pop(surface);
	surface_clip_pop(surface);
	expect_row(surface, 0, "");
	expect_row(surface, 1, "  !bcd");
	expect_row(surface, 2, "");
	surface_text(surface, 0, 0, -1, "12345678", plain);
	expect_row(surface, 0, "12345678");
	surface_destroy(surface);
}

static void styles_without_paper_stand_on_the_ground_below(void **state)
{
	struct surface *surface = surface_create(6, 1);

	(void)state;
	surface_fill(surface, (struct rect){ 0, 0, 4, 1 }, ' ', look_of(STYLE_SELECTED));
	surface_text(surface, 1, 0, -1, "ab", look_of(STYLE_TIME));
	assert_int_equal(surface_style(surface, 1, 0), STYLE_TIME);
	assert_int_equal(surface_cell(surface, 1, 0)->ground, STYLE_SELECTED);
	assert_int_equal(surface_cell(surface, 4, 0)->ground, STYLE_PLAIN);
	surface_paint(surface, (struct rect){ 2, 0, 9, 9 }, look_of(STYLE_DIM));
	assert_int_equal(surface_style(surface, 2, 0), STYLE_DIM);
	assert_int_equal(surface_cell(surface, 2, 0)->ground, STYLE_DIM);
	expect_row(surface, 0, " ab");
	surface_clear(surface);
	assert_int_equal(surface_cell(surface, 1, 0)->ground, STYLE_PLAIN);
	surface_destroy(surface);
}

static void the_cursor_shows_only_inside_the_clip(void **state)
{
	struct surface *surface = surface_create(6, 3);
	int x, y;

	(void)state;
	surface_cursor_at(surface, &x, &y);
	assert_int_equal(x, -1);
	surface_clip_push(surface, (struct rect){ 1, 1, 3, 1 });
	surface_cursor(surface, 2, 0);
	surface_cursor_at(surface, &x, &y);
	assert_int_equal(x, 3);
	assert_int_equal(y, 1);
	surface_cursor(surface, 3, 0);
	surface_cursor_at(surface, &x, &y);
	assert_int_equal(x, -1);
	surface_cursor(surface, 0, 0);
	surface_cursor(surface, -1, -1);
	surface_cursor_at(surface, &x, &y);
	assert_int_equal(x, -1);
	surface_destroy(surface);
}

static void ascii_mode_has_stand_ins(void **state)
{
	struct surface *surface = surface_create(20, 1);

	(void)state;
	surface_set_ascii(surface, true);
	assert_true(surface_ascii(surface));
	surface_text(surface, 0, 0, -1, "─│┬╭█▏…›日é", plain);
	expect_row(surface, 0, "-|++##~>???");
	expect_whole(surface);
	surface_destroy(surface);
}

static void every_stand_in_is_a_character_of_ascii(void **state)
{
	(void)state;
	for (uint32_t character = 0; character < 0x30000; character++)
		assert_in_range(glyph_ascii(character), 0, 0x7e + 1);
}

static void a_place_outside_reads_as_blank(void **state)
{
	struct surface *surface = surface_create(0, 0);

	(void)state;
	assert_int_equal(surface_cell(surface, 0, 0)->characters[0], ' ');
	assert_int_equal(surface_cell(surface, -1, 5)->width, 1);
	surface_resize(surface, -5, 3);
	assert_int_equal(surface_width(surface), 0);
	assert_int_equal(surface_height(surface), 3);
	surface_destroy(surface);
}

static void nothing_drawn_anywhere_leaves_the_grid(void **state)
{
	static const int extremes[] = { INT32_MIN, INT32_MIN + 1, -100, -1, 0, 1, 2, 7, 100, INT32_MAX - 1, INT32_MAX };
	enum { COUNT = sizeof extremes / sizeof extremes[0] };

	(void)state;
	for (int size = 0; size < 9; size++) {
		struct surface *surface = surface_create(size % 3, size / 3);

		for (int i = 0; i < COUNT * COUNT * COUNT; i++) {
			int x = extremes[i % COUNT], y = extremes[i / COUNT % COUNT],
			    width = extremes[i / COUNT / COUNT];

			surface_clip_push(surface, (struct rect){ x, y, width, width });
			surface_text(surface, y, x, width < 200 ? width : -1, "a日e\xcc\x81", plain);
			surface_text_cut(surface, x, 0, width < 200 ? width : -1, "a日e\xcc\x81", plain);
			surface_text_right(surface, x, 0, width < 200 ? width : -1, "a日", plain);
			surface_fill(surface, (struct rect){ y, x, width, width }, 0x65e5, plain);
			surface_paint(surface, (struct rect){ y, x, width, width }, plain);
			surface_put(surface, x, y, 0x65e5, plain);
			surface_cursor(surface, x, y);
			surface_clip_pop(surface);
			surface_printf(surface, x, y, plain, "%d", width);
		}
		expect_whole(surface);
		surface_destroy(surface);
	}
}

static void random_drawing_never_tears_a_wide_character(void **state)
{
	static const char *const texts[] = { "日本", "a", "e\xcc\x81", "語", "\xff", "xy", "👍" };
	struct surface *surface = surface_create(13, 4);
	unsigned seed = 42;

	(void)state;
	for (int i = 0; i < 20000; i++) {
		int x, y;

		seed = seed * 1664525u + 1013904223u;
		x = (int)(seed >> 8) % 18 - 3;
		y = (int)(seed >> 16) % 4;
		if (seed >> 30 == 0)
			surface_clip_push(surface, (struct rect){ x, 0, (int)(seed >> 12) % 9, 3 });
		else if (seed >> 30 == 1)
			surface_clip_pop(surface);
		surface_text(surface, x, y, -1, texts[(seed >> 20) % 7], plain);
		if (seed % 7 == 0)
			surface_fill(surface, (struct rect){ x, y, 3, 2 }, 0x8a9e, plain);
		if (seed % 101 == 0)
			surface_clear(surface);
	}
	expect_whole(surface);
	surface_destroy(surface);
}

static void widths_hold_in_the_c_locale_too(void **state)
{
	(void)state;
	assert_non_null(setlocale(LC_ALL, "C"));
	assert_int_equal(text_width("日本 é\xcc\x81x"), 7);
	assert_non_null(setlocale(LC_ALL, "C.UTF-8"));
	assert_int_equal(text_width("日本 é\xcc\x81x"), 7);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_is_written_and_counted),
		cmocka_unit_test(wide_characters_take_two_cells),
		cmocka_unit_test(a_wide_character_that_is_cut_is_a_blank),
		cmocka_unit_test(drawing_over_half_of_a_wide_character_blanks_the_other_half),
		cmocka_unit_test(combining_marks_join_their_base),
		cmocka_unit_test(what_terminals_disagree_about_is_not_drawn),
		cmocka_unit_test(controls_and_broken_bytes_become_the_replacement_character),
		cmocka_unit_test(long_texts_end_in_an_ellipsis),
		cmocka_unit_test(letters_of_the_terminals_code_set_are_shown_beside_stand_ins),
		cmocka_unit_test(right_aligned_text_ends_at_its_column),
		cmocka_unit_test(drawing_is_cut_to_the_clip_and_relative_to_it),
		cmocka_unit_test(styles_without_paper_stand_on_the_ground_below),
		cmocka_unit_test(the_cursor_shows_only_inside_the_clip),
		cmocka_unit_test(ascii_mode_has_stand_ins),
		cmocka_unit_test(every_stand_in_is_a_character_of_ascii),
		cmocka_unit_test(a_place_outside_reads_as_blank),
		cmocka_unit_test(nothing_drawn_anywhere_leaves_the_grid),
		cmocka_unit_test(random_drawing_never_tears_a_wide_character),
		cmocka_unit_test(widths_hold_in_the_c_locale_too),
	};

	if (setlocale(LC_ALL, "C.UTF-8") == NULL)
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
