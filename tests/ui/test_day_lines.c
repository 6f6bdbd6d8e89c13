/* The title and the line of slots at every width: inside the screen, apart, and the most important kept the longest. */
#include "tests/ui/support_day.h"

#include "ui/day/day_inside.h"

#include <string.h>

enum { WIDTH_MOST = 220 };

static const struct day *day_of(const struct stage *stage)
{
	return (const struct day *)stage->view;
}

static void slots_stand_inside_and_apart_at_every_width(void **state)
{
	(void)state;
	struct stage stage;
	struct slot_item items[DAY_SLOTS];
	stage_open(&stage, story_store(), story_now(), 0);
	for (int width = 0; width <= WIDTH_MOST; width++) {
		size_t count = day_slots_fit(day_of(&stage), width, items);
		int end = 0;
		for (size_t i = 0; i < count; i++) {
			assert_true(items[i].x > end || (i == 0 && items[i].x == 1));
			assert_true(items[i].name + text_width(items[i].text) <= items[i].width);
			assert_true(items[i].text[0] != '\0');
			end = items[i].x + items[i].width;
		}
		assert_true(end <= width || count == 0);
		/* From the smallest screen on every digit is there. */
		if (width >= 60)
			assert_int_equal(count, DAY_SLOTS);
	}
	stage_close(&stage);
}

static void names_of_slots_end_with_a_word_where_they_can(void **state)
{
	(void)state;
	struct stage stage;
	struct slot_item items[DAY_SLOTS];
	stage_open(&stage, story_store(), story_now(), 0);
	assert_int_equal(day_slots_fit(day_of(&stage), 100, items), DAY_SLOTS);
	assert_string_equal(items[1].text, "email");
	assert_string_equal(items[2].text, "review");
	assert_string_equal(items[6].text, "support");
	assert_true(items[5].rest);
	assert_int_equal(items[9].slot, 0);
	assert_int_equal(day_slots_fit(day_of(&stage), 200, items), DAY_SLOTS);
	assert_string_equal(items[1].text, "email & triage");
	stage_close(&stage);
}

static void slots_of_one_project_are_told_apart_by_their_tasks(void **state)
{
	static const char *const texts[] = { "proj: front work",  "proj: back work",      "support: acme",
		                             "standup meeting",   "email and the triage", "parser",
		                             "review of patches", "administration",       "reading of papers" };
	struct stage stage;
	struct slot_item items[DAY_SLOTS];

	(void)state;
	ts_store *store = story_new_user();
	for (int i = 0; i < 9; i++)
		story_log(store, 0, 8, i, texts[i]);
	stage_open(&stage, store, story_now(), 0);
	assert_int_equal(day_slots_fit(day_of(&stage), 100, items), DAY_SLOTS);
	assert_string_equal(items[0].text, "front");
	assert_string_equal(items[1].text, "back");
	assert_string_equal(items[2].text, "support");
	assert_int_equal(day_slots_fit(day_of(&stage), 250, items), DAY_SLOTS);
	assert_string_equal(items[0].text, "proj: front work");
	stage_close(&stage);
}

static void the_running_slot_stands_out(void **state)
{
	(void)state;
	struct stage stage;
	int x = 0, y = 0;
	stage_open(&stage, story_store(), story_now(), 0);
	struct surface *surface = draw_view(stage.view);
	assert_true(surface_find(surface, "review  4", &x, &y));
	assert_int_equal(surface_style(surface, x, y), STYLE_RUNNING);
	assert_true(surface_find(surface, "parser  2", &x, &y));
	assert_int_equal(surface_style(surface, x, y), STYLE_PLAIN);
	surface_destroy(surface);
	stage_close(&stage);
}

static void title_check(const struct day_title *title, int width)
{
	int end = 0;
	if (title->user >= 0) {
		assert_true(title->user >= end);
		end = title->user + text_width(title->user_text);
	}
	assert_true(title->previous >= end);
	assert_int_equal(title->date, title->previous + 2);
	end = title->next + 1;
	if (title->relative >= 0) {
		assert_true(title->relative > end);
		end = title->relative + text_width(title->relative_text);
	}
	if (title->read_only >= 0) {
		assert_true(title->read_only > end);
		end = title->read_only + (int)strlen("read-only");
	}
	if (title->clock >= 0) {
		assert_true(title->clock > end);
		assert_true(title->clock + text_width(title->clock_text) <= width);
	}
	/* From the smallest screen on the date and the time of day are there. */
	if (width >= 60)
		assert_true(title->clock >= 0 && title->date >= 0);
}

static void the_titles_parts_stand_apart_at_every_width(void **state)
{
	(void)state;
	struct stage stage;
	struct day_title title;
	ts_store *store = story_store();
	stage_open(&stage, store, story_now(), -21);
	for (int read_only = 0; read_only < 2; read_only++) {
		fake_set_read_only(store, read_only == 1);
		for (int width = 0; width <= WIDTH_MOST; width++) {
			day_title_fit(day_of(&stage), width, &title);
			title_check(&title, width);
			if (width >= 60 && read_only == 1)
				assert_true(title.read_only >= 0);
		}
	}
	stage_close(&stage);
}

static void days_are_named_from_today(void **state)
{
	(void)state;
	char text[RELATIVE_SIZE];
	assert_string_equal(day_relative(100, 100, text), "");
	assert_string_equal(day_relative(99, 100, text), "yesterday");
	assert_string_equal(day_relative(97, 100, text), "3 days ago");
	assert_string_equal(day_relative(101, 100, text), "tomorrow");
	assert_string_equal(day_relative(102, 100, text), "in 2 days");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(slots_stand_inside_and_apart_at_every_width),
		cmocka_unit_test(names_of_slots_end_with_a_word_where_they_can),
		cmocka_unit_test(slots_of_one_project_are_told_apart_by_their_tasks),
		cmocka_unit_test(the_running_slot_stands_out),
		cmocka_unit_test(the_titles_parts_stand_apart_at_every_width),
		cmocka_unit_test(days_are_named_from_today),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
