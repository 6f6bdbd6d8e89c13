/* The strip: cells, hours, marks, on days of 23, 24 and 25 hours. */
#include "tests/ui/support_day.h"

#include "ui/strip/strip.h"

#include <stdio.h>
#include <string.h>

static struct strip strip_of(int year, int month, int day, int day_start, int width)
{
	struct strip strip;
	ts_time from, until;
	ts_day_bounds(ts_day_from_civil(year, month, day), day_start, &from, &until);
	strip_fit(from, until, width, &strip);
	return strip;
}

static void cells_are_as_fine_as_the_width_allows(void **state)
{
	(void)state;
	assert_int_equal(strip_of(2026, 10, 1, 0, 100).cells, 96);
	assert_int_equal(strip_of(2026, 10, 1, 0, 100).x, 2);
	assert_int_equal(strip_of(2026, 10, 1, 0, 80).cells, 72);
	assert_int_equal(strip_of(2026, 10, 1, 0, 60).cells, 48);
	assert_int_equal(strip_of(2026, 10, 1, 0, 30).cells, 24);
	assert_int_equal(strip_of(2026, 10, 1, 0, 23).cells, 0);
	assert_int_equal(strip_of(2026, 10, 1, 0, 200).cells, 192);
}

static void a_short_and_a_long_day_have_as_many_hours_as_they_last(void **state)
{
	(void)state;
	assert_int_equal(strip_of(2026, 3, 29, 0, 100).cells, 92);
	assert_int_equal(strip_of(2026, 10, 25, 0, 100).cells, 100);
	assert_int_equal(strip_of(2026, 10, 25, 0, 80).cells, 75);
}

static void the_ruler_has_an_hour_over_its_cell(void **state)
{
	(void)state;
	char ruler[101];
	struct strip strip = strip_of(2026, 10, 1, 0, 100);
	strip_ruler(&strip, CLOCK_24, 100, ruler);
	assert_int_equal(strlen(ruler), 100);
	assert_memory_equal(ruler, "  00  01  02  03", 16);
	assert_memory_equal(&ruler[2 + 23 * 4], "23", 2);
}

static void the_ruler_skips_and_repeats_hours_as_the_clock_does(void **state)
{
	(void)state;
	char ruler[101];
	struct strip strip = strip_of(2026, 3, 29, 0, 100);
	strip_ruler(&strip, CLOCK_24, 100, ruler);
	assert_non_null(strstr(ruler, "01  03  04"));
	strip = strip_of(2026, 10, 25, 0, 100);
	strip_ruler(&strip, CLOCK_24, 100, ruler);
	assert_non_null(strstr(ruler, "01  02  02  03"));
}

static void the_ruler_begins_with_the_hour_the_day_begins(void **state)
{
	(void)state;
	char ruler[101];
	struct strip strip = strip_of(2026, 10, 1, 4 * 60, 100);
	strip_ruler(&strip, CLOCK_24, 100, ruler);
	assert_memory_equal(ruler, "  04  05", 8);
	strip = strip_of(2026, 10, 1, 4 * 60 + 30, 100);
	strip_ruler(&strip, CLOCK_24, 100, ruler);
	assert_memory_equal(ruler, "    05  06", 10);
}

static void hours_thin_out_when_they_would_touch(void **state)
{
	(void)state;
	char ruler[61];
	struct strip strip = strip_of(2026, 10, 1, 0, 60);
	strip_ruler(&strip, CLOCK_24, 60, ruler);
	assert_non_null(strstr(ruler, "00  02  04"));
	strip = strip_of(2026, 10, 1, 0, 40);
	strip_ruler(&strip, CLOCK_24, 40, ruler);
	assert_non_null(strstr(ruler, "00  04  08"));
}

static void a_moment_has_its_column_and_none_outside_the_day(void **state)
{
	(void)state;
	struct strip strip = strip_of(2026, 10, 1, 0, 100);
	assert_int_equal(strip_column(&strip, story_at(0, 0, 0)), 2);
	assert_int_equal(strip_column(&strip, story_at(0, 14, 37)), 60);
	assert_int_equal(strip_column(&strip, story_at(0, 23, 59)), 97);
	assert_int_equal(strip_column(&strip, story_at(1, 0, 0)), -1);
	assert_int_equal(strip_column(&strip, story_at(0, 0, 0) - 1), -1);
}

static void a_cell_belongs_to_what_took_most_of_it(void **state)
{
	(void)state;
	struct ts_span spans[] = {
		{ .begin = story_at(0, 9, 0), .end = story_at(0, 9, 5) },
		{ .begin = story_at(0, 9, 5), .end = story_at(0, 9, 20) },
		{ .begin = story_at(0, 9, 20), .end = story_at(0, 9, 20) },
	};
	struct ts_day_view day = { .spans = spans, .span_count = 3 };
	assert_int_equal(strip_span(&day, story_at(0, 9, 0), story_at(0, 9, 15)), 1);
	assert_int_equal(strip_span(&day, story_at(0, 9, 0), story_at(0, 9, 7)), 0);
	assert_int_equal(strip_span(&day, story_at(0, 9, 20), story_at(0, 9, 30)), -1);
	assert_int_equal(strip_span(&day, story_at(0, 8, 0), story_at(0, 9, 0)), -1);
	/* Equal shares: the later one. */
	assert_int_equal(strip_span(&day, story_at(0, 9, 0), story_at(0, 9, 10)), 1);
}

static int width_of(const struct mark *mark)
{
	return text_width(mark->text);
}

static void marks_are_inside_and_apart_wherever_they_fall(void **state)
{
	(void)state;
	struct mark now, target;
	for (int width = 1; width <= 120; width += 7) {
		for (int now_x = -1; now_x < width; now_x++) {
			for (int target_x = -1; target_x < width; target_x++) {
				strip_marks(width, now_x, "14:37", target_x, "16:42", "8:00 done", &now, &target);
				if (now.x >= 0)
					assert_true(now.x + width_of(&now) <= width);
				if (target.x >= 0)
					assert_true(target.x + width_of(&target) <= width);
				if (now.x >= 0 && target.x >= 0)
					assert_true(now.x < target.x ? now.x + width_of(&now) <= target.x
					                             : target.x + width_of(&target) <= now.x);
				/* Now is never given up for the target. */
				if (width >= 12 && now_x >= 0)
					assert_true(now.x >= 0);
			}
		}
	}
}

static void marks_stand_at_their_column_with_either_end(void **state)
{
	(void)state;
	struct mark now, target;
	strip_marks(100, 60, "14:37", 68, "16:42", "8:00 done", &now, &target);
	assert_int_equal(now.x, 60);
	assert_string_equal(now.text, "^14:37");
	assert_int_equal(target.x, 68);
	assert_string_equal(target.text, "|16:42 = 8:00 done");
	strip_marks(100, 60, "14:37", 62, "15:12", "8:00 done", &now, &target);
	assert_int_equal(now.x, 55);
	assert_string_equal(now.text, "14:37^");
	assert_int_equal(target.x, 62);
	strip_marks(100, -1, "", 90, "22:05", "8:00 done", &now, &target);
	assert_string_equal(target.text, "8:00 done = 22:05|");
	assert_int_equal(target.x + width_of(&target), 91);
	assert_int_equal(now.x, -1);
	strip_marks(100, 59, "14:25", 58, "14:00", "8:00 done", &now, &target);
	assert_string_equal(target.text, "8:00 done = 14:00|");
	assert_string_equal(now.text, "^14:25");
	assert_int_equal(now.x, 59);
	strip_marks(100, 97, "23:50", 95, "23:20", "8:00 done", &now, &target);
	assert_int_equal(now.x + width_of(&now), 98);
	assert_int_equal(target.x, -1);
}

/* Of a span that begins within a cell that is drawn as its own. */
static void a_name_in_the_strip_has_its_sign_once(void **state)
{
	struct stage stage;
	ts_store *store = story_new_user();
	(void)state;
	story_log(store, 0, 9, 0, "standup");
	story_log(store, 0, 10, 1, "parser");
	story_log(store, 0, 12, 0, "off");
	stage_open(&stage, store, story_now(), 0);
	stage_size(&stage, 140, 40);
	assert_true(stage_shows(&stage, "2parser"));
	assert_false(stage_shows(&stage, "22parser"));
	stage_close(&stage);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cells_are_as_fine_as_the_width_allows),
		cmocka_unit_test(a_short_and_a_long_day_have_as_many_hours_as_they_last),
		cmocka_unit_test(the_ruler_has_an_hour_over_its_cell),
		cmocka_unit_test(the_ruler_skips_and_repeats_hours_as_the_clock_does),
		cmocka_unit_test(the_ruler_begins_with_the_hour_the_day_begins),
		cmocka_unit_test(hours_thin_out_when_they_would_touch),
		cmocka_unit_test(a_moment_has_its_column_and_none_outside_the_day),
		cmocka_unit_test(a_cell_belongs_to_what_took_most_of_it),
		cmocka_unit_test(marks_are_inside_and_apart_wherever_they_fall),
		cmocka_unit_test(marks_stand_at_their_column_with_either_end),
		cmocka_unit_test(a_name_in_the_strip_has_its_sign_once),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
