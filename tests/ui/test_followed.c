/* What a screen reader and a line of braille go by: the cursor on what is selected, and words for what is drawn. */
#include "tests/ui/support_day.h"
#include "tests/ui/support_desk.h"

#include <stdio.h>
#include <string.h>

static int setup(void **state)
{
	static struct desk desk;

	desk_open_logged_in(&desk);
	desk_key(&desk, "a");
	desk_type(&desk, "parser");
	desk_key(&desk, "Enter");
	desk_pass(&desk, 5 * 60000);
	desk_key(&desk, "a");
	desk_type(&desk, "lunch");
	desk_key(&desk, "Enter");
	*state = &desk;
	return 0;
}

static int teardown(void **state)
{
	desk_close(*state);
	return 0;
}

/* The row that the cursor stands at the begin of; its column goes to *x. */
static const char *cursor_row(struct desk *desk, int *x, char *out, size_t size)
{
	struct surface *surface = surface_create(desk->width, desk->height);
	int y;

	ui_draw(desk->ui, surface, desk->moment);
	surface_cursor_at(surface, x, &y);
	(void)snprintf(out, size, "hidden");
	if (y >= 0)
		(void)surface_row_text(surface, y, out, size);
	surface_destroy(surface);
	return out;
}

static void assert_cursor_on(struct desk *desk, const char *text)
{
	char row[512];
	int x;

	if (!strstr(cursor_row(desk, &x, row, sizeof row), text))
		fail_msg("the cursor is in '%s', not in '%s'", row, text);
}

static void it_stands_on_the_selected_log(void **state)
{
	struct desk *desk = *state;
	char row[512];
	int x;

	assert_cursor_on(desk, "lunch");
	desk_key(desk, "k");
	assert_cursor_on(desk, "parser");
	assert_non_null(cursor_row(desk, &x, row, sizeof row));
	assert_int_equal(x, 0);
}

static void it_goes_with_the_focus_and_into_other_lists(void **state)
{
	struct desk *desk = *state;

	desk_key(desk, "Tab");
	assert_cursor_on(desk, "parser");
	desk_key(desk, "A");
	assert_cursor_on(desk, "lunch");
	desk_key(desk, "j");
	assert_cursor_on(desk, "parser");
	desk_key(desk, "q");
	desk_key(desk, "w");
	assert_cursor_on(desk, "Oct");
}

static void in_a_calendar_it_stands_on_the_day(void **state)
{
	struct desk *desk = *state;
	char row[512];
	int before, after;

	desk_key(desk, "m");
	(void)cursor_row(desk, &before, row, sizeof row);
	assert_true(before >= 0);
	desk_key(desk, "Left");
	(void)cursor_row(desk, &after, row, sizeof row);
	assert_true(after >= 0 && after != before);
}

static void where_text_is_typed_it_stays_in_the_field(void **state)
{
	struct desk *desk = *state;

	desk_key(desk, "a");
	desk_type(desk, "par");
	assert_cursor_on(desk, "par");
	desk_key(desk, "Escape");
	assert_cursor_on(desk, "lunch");
}

static void plain_is_without_lines_and_signs_and_has_words(void **state)
{
	static const int sizes[][2] = { { 100, 30 }, { 80, 24 }, { 60, 16 } };
	struct stage *stage = *state;

	for (size_t i = 0; i < 3; i++) {
		struct surface *surface = surface_create(sizes[i][0], sizes[i][1]);
		char name[64];

		surface_set_plain(surface, true);
		stage_size(stage, sizes[i][0], sizes[i][1]);
		stage->view->ops->draw(stage->view, surface);
		(void)snprintf(name, sizeof name, "day_plain_%dx%d", sizes[i][0], sizes[i][1]);
		golden_check(surface, name);
		for (int y = 0; y < sizes[i][1]; y++) {
			for (int x = 0; x < sizes[i][0]; x++) {
				uint32_t character = surface_cell(surface, x, y)->characters[0];
				assert_false(character >= 0x2500 && character <= 0x28ff);
			}
		}
		assert_true(surface_shows(surface, "running"));
		surface_destroy(surface);
	}
}

static void a_plain_week_has_its_hours_and_no_bars(void **state)
{
	struct stage *stage = *state;
	struct view *week = view_week_create(&stage->environment, story_day(0));
	struct surface *surface = surface_create(100, 30);

	(void)send_event(week, EVENT_SHOWN);
	surface_set_plain(surface, true);
	week->ops->draw(week, surface);
	golden_check(surface, "week_plain_100x30");
	assert_true(surface_shows(surface, "8:10"));
	surface_destroy(surface);
	view_end(week);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(it_stands_on_the_selected_log, setup, teardown),
		cmocka_unit_test_setup_teardown(it_goes_with_the_focus_and_into_other_lists, setup, teardown),
		cmocka_unit_test_setup_teardown(in_a_calendar_it_stands_on_the_day, setup, teardown),
		cmocka_unit_test_setup_teardown(where_text_is_typed_it_stays_in_the_field, setup, teardown),
		cmocka_unit_test_setup_teardown(a_plain_week_has_its_hours_and_no_bars, stage_story, stage_end),
		cmocka_unit_test_setup_teardown(plain_is_without_lines_and_signs_and_has_words, stage_story, stage_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
