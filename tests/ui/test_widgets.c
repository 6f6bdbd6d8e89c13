/* Headings, bars, dialogs, hints: what they look like, and that no size breaks them. */
#include "tests/ui/support.h"
#include "ui/draw/widgets.h"

#include <locale.h>
#include <string.h>

static void expect_row(const struct surface *surface, int y, const char *expected)
{
	char row[1024];

	assert_string_equal(surface_row_text(surface, y, row, sizeof row), expected);
}

static void a_heading_stands_in_its_rule(void **state)
{
	struct surface *surface = surface_create(30, 4);

	(void)state;
	draw_heading(surface, 0, 0, 30, "LOGS 9", "work 5:55");
	expect_row(surface, 0, "── LOGS 9 ──────── work 5:55 ─");
	draw_heading(surface, 0, 1, 30, "NOTE", NULL);
	expect_row(surface, 1, "── NOTE ──────────────────────");
	/* Too narrow for both: the heading stays. */
	draw_heading(surface, 0, 2, 18, "TOTALS", "work 5:55");
	expect_row(surface, 2, "── TOTALS ────────");
	draw_heading(surface, 0, 3, 8, "TOTALS", "");
	expect_row(surface, 3, "── TOT…");
	assert_int_equal(surface_style(surface, 0, 0), STYLE_FRAME);
	assert_int_equal(surface_style(surface, 3, 0), STYLE_HEADING);
	surface_destroy(surface);
}

static void rules_have_stand_ins(void **state)
{
	struct surface *surface = surface_create(6, 2);

	(void)state;
	surface_set_ascii(surface, true);
	draw_rule(surface, 0, 0, 6);
	draw_rule_down(surface, 2, 1, 1);
	expect_row(surface, 0, "------");
	expect_row(surface, 1, "  |");
	surface_destroy(surface);
}

static void bars_are_drawn_in_eighths(void **state)
{
	static const struct {
		double value, whole;
		const char *bar;
	} cases[] = {
		{ 0, 8, "" },        { 1, 8, "█" },        { 0.125, 8, "▏" },       { 0.5, 8, "▌" },
		{ 3.25, 8, "███▎" }, { 8, 8, "████████" }, { 99, 8, "████████" },   { 0.0001, 8, "▏" },
		{ -1, 8, "" },       { 1, 0, "" },         { 7.99, 8, "████████" }, { 4.875, 8, "████▉" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct surface *surface = surface_create(10, 1);

		draw_bar(surface, 0, 0, 8, cases[i].value, cases[i].whole, 3, false);
		expect_row(surface, 0, cases[i].bar);
		assert_int_equal(surface_cell(surface, 0, 0)->look.ink, cases[i].bar[0] == '\0' ? 0 : 3);
		surface_destroy(surface);
	}
}

static void a_bar_stands_on_its_track(void **state)
{
	struct surface *surface = surface_create(10, 2);

	(void)state;
	draw_bar(surface, 1, 0, 8, 2.5, 8, 0, true);
	expect_row(surface, 0, " ██▌");
	for (int x = 1; x <= 8; x++)
		assert_int_equal(surface_cell(surface, x, 0)->ground, STYLE_TRACK);
	assert_int_equal(surface_cell(surface, 9, 0)->ground, STYLE_PLAIN);
	assert_int_equal(surface_style(surface, 3, 0), STYLE_BAR);
	assert_int_equal(surface_style(surface, 4, 0), STYLE_TRACK);
	surface_set_ascii(surface, true);
	draw_bar(surface, 1, 1, 8, 2.5, 8, 0, true);
	expect_row(surface, 1, " ###-----");
	draw_bar(surface, 1, 1, 8, 0.01, 8, 0, true);
	expect_row(surface, 1, " #-------");
	surface_destroy(surface);
}

static void a_dialog_is_centred_with_its_title(void **state)
{
	struct surface *surface = surface_create(30, 7);
	struct rect inside;
	int x, y;

	(void)state;
	surface_fill(surface, (struct rect){ 0, 0, 30, 7 }, '.', look_of(STYLE_PLAIN));
	surface_cursor(surface, 3, 3);
	inside = draw_dialog(surface, 20, 5, "Go to");
	assert_int_equal(inside.x, 7);
	assert_int_equal(inside.y, 2);
	assert_int_equal(inside.width, 16);
	assert_int_equal(inside.height, 3);
	surface_text(surface, inside.x, inside.y, inside.width, "Date", look_of(STYLE_PLAIN));
	surface_cursor_at(surface, &x, &y);
	assert_int_equal(x, -1);
	golden_check(surface, "dialog");
	surface_destroy(surface);
}

static void hints_come_from_the_bindings(void **state)
{
	struct surface *surface = surface_create(100, 3);

	(void)state;
	draw_hints(surface, (struct rect){ 1, 0, 98, 3 }, test_keymap(), CONTEXT_DAY);
	golden_check(surface, "hints_day");
	surface_clear(surface);
	draw_hints(surface, (struct rect){ 1, 0, 98, 1 }, test_keymap(), CONTEXT_NOTES);
	golden_check(surface, "hints_notes");
	surface_destroy(surface);
}

static void keys_of_one_kind_share_a_hint(void **state)
{
	struct surface *surface = surface_create(120, 3);

	(void)state;
	draw_hints(surface, (struct rect){ 0, 0, 120, 3 }, test_keymap(), CONTEXT_DAY);
	assert_true(surface_shows(surface, "- + < > shift"));
	assert_true(surface_shows(surface, "h l day"));
	assert_true(surface_shows(surface, "H L week"));
	surface_destroy(surface);
}

static void lesser_hints_go_first_wherever_they_stand(void **state)
{
	struct surface *surface = surface_create(98, 2);

	(void)state;
	draw_hints(surface, (struct rect){ 0, 0, 98, 2 }, test_keymap(), CONTEXT_DAY);
	assert_true(surface_shows(surface, "w week  m month  y year  r report"));
	assert_true(surface_shows(surface, "z lock"));
	assert_true(surface_shows(surface, "q quit"));
	assert_false(surface_shows(surface, "H L week"));
	assert_false(surface_shows(surface, "' pin"));
	surface_destroy(surface);
}

static void hints_are_cut_whole_and_the_way_out_stays(void **state)
{
	(void)state;
	for (int width = 8; width < 130; width++) {
		for (int height = 1; height < 4; height++) {
			struct surface *surface = surface_create(width, height);
			char row[1024];

			draw_hints(surface, (struct rect){ 0, 0, width, height }, test_keymap(), CONTEXT_DAY);
			assert_true(surface_shows(surface, "? help"));
			assert_true(surface_shows(surface, "q quit") || width < 16);
			for (int y = 0; y < height; y++)
				assert_null(strstr(surface_row_text(surface, y, row, sizeof row), "…"));
			surface_destroy(surface);
		}
	}
}

/* Cards have hints of their own. */
static bool has_hints(enum context context)
{
	size_t count;
	const struct binding *table = keymap_bindings(test_keymap(), &count);

	for (size_t i = 0; i < count; i++) {
		if (table[i].context == context && action_hint(table[i].action)[0] != '\0')
			return true;
	}
	return false;
}

static void every_context_with_hints_shows_some(void **state)
{
	(void)state;
	assert_true(has_hints(CONTEXT_DAY) && has_hints(CONTEXT_REPORT));
	for (int context = CONTEXT_LOGIN; context < CONTEXT_COUNT; context++) {
		if (!has_hints((enum context)context))
			continue;
		struct surface *surface = surface_create(80, 1);
		char row[1024];

		draw_hints(surface, (struct rect){ 0, 0, 80, 1 }, test_keymap(), (enum context)context);
		assert_true(strlen(surface_row_text(surface, 0, row, sizeof row)) > 0);
		surface_destroy(surface);
	}
}

static void a_spinner_turns_with_time(void **state)
{
	struct surface *surface = surface_create(2, 1);
	uint32_t first;

	(void)state;
	draw_spinner(surface, 0, 0, 0);
	first = surface_cell(surface, 0, 0)->characters[0];
	draw_spinner(surface, 0, 0, 99);
	assert_int_equal(surface_cell(surface, 0, 0)->characters[0], first);
	draw_spinner(surface, 0, 0, 100);
	assert_int_not_equal(surface_cell(surface, 0, 0)->characters[0], first);
	draw_spinner(surface, 0, 0, -5);
	assert_int_equal(surface_cell(surface, 0, 0)->characters[0], first);
	surface_set_ascii(surface, true);
	for (int64_t uptime = 0; uptime < 2000; uptime += 50) {
		draw_spinner(surface, 0, 0, uptime);
		assert_non_null(strchr("|/-\\", (int)surface_cell(surface, 0, 0)->characters[0]));
	}
	surface_destroy(surface);
}

static void nothing_breaks_at_any_size(void **state)
{
	(void)state;
	for (int width = 0; width < 40; width++) {
		for (int height = 0; height < 8; height++) {
			struct surface *surface = surface_create(width, height);
			struct rect inside;

			draw_heading(surface, 0, 0, width, "LOGS 日本語", "work");
			draw_heading(surface, -3, 1, width, "", "");
			draw_bar(surface, -2, 0, width + 9, 3, 7, 5, true);
			draw_bar(surface, 0, 0, -4, 3, 7, 5, true);
			draw_rule(surface, 0, 0, -1);
			draw_hints(surface, (struct rect){ 0, 0, width, height }, test_keymap(), CONTEXT_DAY);
			draw_hints(surface, (struct rect){ -1, -1, -1, -1 }, test_keymap(), CONTEXT_DAY);
			inside = draw_dialog(surface, 30, 6, "A title that is long");
			assert_true(inside.width >= 0 && inside.height >= 0);
			inside = draw_dialog(surface, -3, -3, NULL);
			assert_true(inside.width >= 0 && inside.height >= 0);
			surface_destroy(surface);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_heading_stands_in_its_rule),
		cmocka_unit_test(rules_have_stand_ins),
		cmocka_unit_test(bars_are_drawn_in_eighths),
		cmocka_unit_test(a_bar_stands_on_its_track),
		cmocka_unit_test(a_dialog_is_centred_with_its_title),
		cmocka_unit_test(hints_come_from_the_bindings),
		cmocka_unit_test(keys_of_one_kind_share_a_hint),
		cmocka_unit_test(lesser_hints_go_first_wherever_they_stand),
		cmocka_unit_test(hints_are_cut_whole_and_the_way_out_stays),
		cmocka_unit_test(every_context_with_hints_shows_some),
		cmocka_unit_test(a_spinner_turns_with_time),
		cmocka_unit_test(nothing_breaks_at_any_size),
	};

	if (setlocale(LC_ALL, "C.UTF-8") == NULL)
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
