/* A list's cursor and scroll. */
#include "tests/ui/support.h"
#include "ui/view/list.h"

static void expect(const struct list *list, int cursor, int top)
{
	assert_int_equal(list->cursor, cursor);
	assert_int_equal(list->top, top);
}

static struct list list_of(int count, int height)
{
	struct list list = { .count = 0 };

	list_set_height(&list, height);
	list_set_count(&list, count);
	return list;
}

static void the_cursor_stops_at_both_ends(void **state)
{
	struct list list = list_of(3, 10);

	(void)state;
	assert_true(list_action(&list, ACTION_UP));
	expect(&list, 0, 0);
	for (int i = 0; i < 5; i++)
		assert_true(list_action(&list, ACTION_DOWN));
	expect(&list, 2, 0);
	assert_true(list_action(&list, ACTION_FIRST));
	expect(&list, 0, 0);
	assert_true(list_action(&list, ACTION_LAST));
	expect(&list, 2, 0);
}

static void the_list_scrolls_just_so_far_that_the_cursor_shows(void **state)
{
	struct list list = list_of(100, 10);

	(void)state;
	list_select(&list, 9);
	expect(&list, 9, 0);
	list_select(&list, 10);
	expect(&list, 10, 1);
	list_action(&list, ACTION_LAST);
	expect(&list, 99, 90);
	list_action(&list, ACTION_PAGE_UP);
	expect(&list, 90, 90);
	list_action(&list, ACTION_PAGE_UP);
	expect(&list, 81, 81);
	list_action(&list, ACTION_PAGE_DOWN);
	expect(&list, 90, 81);
	list_action(&list, ACTION_FIRST);
	expect(&list, 0, 0);
}

static void an_empty_list_stays_at_nothing(void **state)
{
	static const enum action actions[] = { ACTION_UP,   ACTION_DOWN,    ACTION_FIRST,
		                               ACTION_LAST, ACTION_PAGE_UP, ACTION_PAGE_DOWN };
	struct list list = list_of(0, 5);

	(void)state;
	for (size_t i = 0; i < sizeof actions / sizeof actions[0]; i++) {
		assert_true(list_action(&list, actions[i]));
		expect(&list, 0, 0);
	}
	list_set_count(&list, -4);
	assert_int_equal(list.count, 0);
	list_select(&list, -7);
	expect(&list, 0, 0);
}

static void a_list_that_shrinks_keeps_its_cursor_inside(void **state)
{
	struct list list = list_of(50, 10);

	(void)state;
	list_select(&list, 45);
	expect(&list, 45, 36);
	list_set_count(&list, 20);
	expect(&list, 19, 10);
	list_set_count(&list, 5);
	expect(&list, 4, 0);
}

static void a_window_that_grows_leaves_no_hole_below(void **state)
{
	struct list list = list_of(20, 5);

	(void)state;
	list_action(&list, ACTION_LAST);
	expect(&list, 19, 15);
	list_set_height(&list, 10);
	expect(&list, 19, 10);
	list_set_height(&list, 40);
	expect(&list, 19, 0);
	list_set_height(&list, 0);
	expect(&list, 19, 19);
	list_set_height(&list, -3);
	assert_int_equal(list.height, 0);
	list_action(&list, ACTION_PAGE_UP);
	expect(&list, 18, 18);
}

static void other_actions_are_not_for_a_list(void **state)
{
	struct list list = list_of(3, 3);

	(void)state;
	assert_false(list_action(&list, ACTION_UNDO));
	assert_false(list_action(&list, ACTION_NONE));
	expect(&list, 0, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_cursor_stops_at_both_ends),
		cmocka_unit_test(the_list_scrolls_just_so_far_that_the_cursor_shows),
		cmocka_unit_test(an_empty_list_stays_at_nothing),
		cmocka_unit_test(a_list_that_shrinks_keeps_its_cursor_inside),
		cmocka_unit_test(a_window_that_grows_leaves_no_hole_below),
		cmocka_unit_test(other_actions_are_not_for_a_list),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
