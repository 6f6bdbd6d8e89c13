/* The day view's rectangles: at every size inside the screen, apart from each other, and worth having. */
#include "tests/ui/support.h"

#include "ui/day/day_layout.h"

enum { PARTS = 18, WIDTH_MOST = 200, HEIGHT_MOST = 60 };

static size_t parts_of(const struct day_layout *layout, struct rect out[PARTS])
{
	const struct rect all[] = { layout->title,        layout->ruler, layout->strip,          layout->marks,
		                    layout->logs_heading, layout->logs,  layout->totals_heading, layout->totals,
		                    layout->note_heading, layout->note,  layout->week_heading,   layout->week,
		                    layout->rule_above,   layout->event, layout->rule_below,     layout->slots,
		                    layout->grid_heading, layout->grid };
	size_t count = 0;
	for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
		if (all[i].width > 0 && all[i].height > 0)
			out[count++] = all[i];
	}
	return count;
}

static bool overlap(struct rect left, struct rect right)
{
	return left.x < right.x + right.width && right.x < left.x + left.width && left.y < right.y + right.height &&
	       right.y < left.y + left.height;
}

static void check(int width, int height, enum day_pane pane)
{
	struct day_layout layout;
	struct rect parts[PARTS];
	day_layout_fit(width, height, 2, pane, &layout);
	size_t count = parts_of(&layout, parts);
	int cells = 0;

	for (size_t i = 0; i < count; i++) {
		bool inside = parts[i].x >= 0 && parts[i].y >= 0 && parts[i].x + parts[i].width <= width &&
		              parts[i].y + parts[i].height <= height;
		if (!inside)
			fail_msg("%dx%d: part %zu leaves the screen", width, height, i);
		cells += parts[i].width * parts[i].height;
		for (size_t j = 0; j < i; j++) {
			if (overlap(parts[i], parts[j]))
				fail_msg("%dx%d: parts %zu and %zu overlap", width, height, i, j);
		}
		if (overlap(parts[i], layout.hints) && layout.hints.height > 0)
			fail_msg("%dx%d: part %zu and the hints overlap", width, height, i);
	}
	cells += layout.hints.width * layout.hints.height + layout.divider.height + layout.grid_divider.height;
	if (width > 0 && cells != width * height)
		fail_msg("%dx%d: %d cells of %d are used", width, height, cells, width * height);
}

static void parts_fill_the_screen_and_never_overlap_at_any_size(void **state)
{
	(void)state;
	for (int width = 0; width <= WIDTH_MOST; width++) {
		for (int height = 0; height <= HEIGHT_MOST; height++) {
			for (int pane = 0; pane < DAY_PANES; pane++)
				check(width, height, (enum day_pane)pane);
		}
	}
}

static void a_hundred_by_thirty_is_as_designed(void **state)
{
	(void)state;
	struct day_layout layout;
	day_layout_fit(100, 30, 2, DAY_LOGS, &layout);
	assert_true(layout.wide);
	assert_int_equal(layout.logs.y, 5);
	assert_int_equal(layout.logs.height, 13);
	assert_int_equal(layout.logs.width, 57);
	assert_int_equal(layout.divider.x, 57);
	assert_int_equal(layout.totals.x, 58);
	assert_int_equal(layout.totals.width, 42);
	assert_int_equal(layout.note_heading.y, 18);
	assert_int_equal(layout.note.height, 5);
	assert_int_equal(layout.event.y, 25);
	assert_int_equal(layout.slots.y, 27);
	assert_int_equal(layout.hints.height, 2);
}

static void with_fewer_rows_the_note_shrinks_first(void **state)
{
	(void)state;
	struct day_layout layout;
	int before = 0;
	for (int height = 29; height >= 27; height--) {
		day_layout_fit(80, height, 2, DAY_LOGS, &layout);
		assert_int_equal(layout.logs.height, 13);
		assert_true(before == 0 || layout.note.height == before - 1);
		before = layout.note.height;
	}
	day_layout_fit(80, 24, 2, DAY_LOGS, &layout);
	assert_int_equal(layout.logs.height, 10);
	assert_int_equal(layout.note.height, 2);
	assert_int_equal(layout.hints.height, 2);
}

static void the_smallest_screen_keeps_logs_slots_and_what_is_said(void **state)
{
	(void)state;
	struct day_layout layout;
	day_layout_fit(60, 16, 2, DAY_LOGS, &layout);
	assert_true(layout.logs.height >= 6);
	assert_int_equal(layout.title.height, 1);
	assert_int_equal(layout.strip.height, 1);
	assert_int_equal(layout.event.height, 1);
	assert_int_equal(layout.slots.height, 1);
	assert_int_equal(layout.hints.height, 1);
}

static void logs_never_lose_rows_as_the_screen_grows(void **state)
{
	(void)state;
	struct day_layout layout;
	int before = 0;
	for (int height = 24; height <= HEIGHT_MOST; height++) {
		day_layout_fit(100, height, 2, DAY_LOGS, &layout);
		assert_true(layout.logs.height >= before);
		before = layout.logs.height;
	}
}

static void in_one_column_only_the_chosen_pane_shows(void **state)
{
	(void)state;
	struct day_layout layout;
	day_layout_fit(80, 24, 2, DAY_TOTALS, &layout);
	assert_int_equal(layout.logs.height, 0);
	assert_int_equal(layout.week.height, 0);
	assert_int_equal(layout.totals.height, 10);
	assert_int_equal(layout.totals.width, 80);
	day_layout_fit(80, 24, 2, DAY_WEEK, &layout);
	assert_int_equal(layout.week.height, 10);
}

static void a_week_that_would_be_cut_gets_the_larger_place_with_the_focus(void **state)
{
	(void)state;
	struct day_layout layout;
	day_layout_fit(100, 24, 2, DAY_LOGS, &layout);
	assert_true(layout.week.height < 5);
	day_layout_fit(100, 24, 2, DAY_WEEK, &layout);
	assert_true(layout.week.height >= 7);
	day_layout_fit(100, 16, 2, DAY_WEEK, &layout);
	assert_true(layout.week.height >= 6);
	assert_int_equal(layout.totals.height, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(parts_fill_the_screen_and_never_overlap_at_any_size),
		cmocka_unit_test(a_hundred_by_thirty_is_as_designed),
		cmocka_unit_test(with_fewer_rows_the_note_shrinks_first),
		cmocka_unit_test(the_smallest_screen_keeps_logs_slots_and_what_is_said),
		cmocka_unit_test(logs_never_lose_rows_as_the_screen_grows),
		cmocka_unit_test(in_one_column_only_the_chosen_pane_shows),
		cmocka_unit_test(a_week_that_would_be_cut_gets_the_larger_place_with_the_focus),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
