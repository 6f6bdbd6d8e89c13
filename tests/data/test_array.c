/* Arrays that grow keep what is in them, and their room is true. */
#include "data/pure/array.h"
#include "tests/data/support.h"

#include <stdint.h>
#include <stdlib.h>

static void what_is_added_one_by_one_is_all_there(void **state)
{
	uint16_t *numbers = NULL;
	size_t room = 0, grown = 0;

	(void)state;
	for (size_t count = 0; count < 5000; count++) {
		size_t before = room;
		assert_true(array_room(&numbers, &room, count + 1, sizeof *numbers));
		assert_true(room > count);
		grown += room != before;
		numbers[count] = (uint16_t)count;
	}
	for (size_t i = 0; i < 5000; i++)
		assert_int_equal(numbers[i], i);
	/* Doubled: thousands that are added grow it a dozen times. */
	assert_in_range(grown, 2, 12);
	free(numbers);
}

static void there_is_room_for_as_many_as_are_needed_at_once(void **state)
{
	uint64_t *numbers = NULL;
	size_t room = 0;

	(void)state;
	assert_true(array_room(&numbers, &room, 0, sizeof *numbers));
	assert_null(numbers);
	assert_true(array_room(&numbers, &room, 777, sizeof *numbers));
	assert_in_range(room, 777, 2 * 777);
	numbers[776] = 1;
	free(numbers);
}

static void what_there_is_no_memory_for_leaves_all_as_it_was(void **state)
{
	uint64_t *numbers = NULL;
	size_t room = 0;

	(void)state;
	assert_true(array_room(&numbers, &room, 1, sizeof *numbers));
	uint64_t *before = numbers;
	const size_t before_room = room;
	numbers[0] = 7;
	assert_false(array_room(&numbers, &room, SIZE_MAX / 4, sizeof *numbers));
	assert_false(array_room(&numbers, &room, SIZE_MAX, sizeof *numbers));
	assert_ptr_equal(numbers, before);
	assert_int_equal(room, before_room);
	assert_int_equal(numbers[0], 7);
	free(numbers);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_added_one_by_one_is_all_there),
		cmocka_unit_test(there_is_room_for_as_many_as_are_needed_at_once),
		cmocka_unit_test(what_there_is_no_memory_for_leaves_all_as_it_was),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
