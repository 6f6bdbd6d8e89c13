/* Memory that never is NULL. */
#include "tests/ui/support.h"
#include "ui/base/alloc.h"

#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static void memory_comes_zeroed_and_grows(void **state)
{
	unsigned char *bytes = allocate(10, 3);

	(void)state;
	for (int i = 0; i < 30; i++)
		assert_int_equal(bytes[i], 0);
	memset(bytes, 7, 30);
	bytes = reallocate(bytes, 100, 30);
	assert_int_equal(bytes[29], 7);
	free(bytes);
}

static void nothing_asked_for_is_still_memory(void **state)
{
	void *none = allocate(0, 8), *grown = reallocate(NULL, 0, 8);

	(void)state;
	assert_non_null(none);
	assert_non_null(grown);
	free(none);
	free(grown);
}

static void an_array_gets_room_before_it_is_needed_and_keeps_what_is_in_it(void **state)
{
	size_t room = 0, grown = 0;
	int *numbers = NULL;

	(void)state;
	for (size_t i = 0; i < 1000; i++) {
		size_t before = room;

		numbers = with_room(numbers, &room, i + 1, sizeof *numbers);
		assert_true(room > i);
		grown += room != before;
		numbers[i] = (int)i;
	}
	assert_in_range(grown, 1, 20);
	for (size_t i = 0; i < 1000; i++)
		assert_int_equal(numbers[i], i);
	assert_ptr_equal(with_room(numbers, &room, 1000, sizeof *numbers), numbers);
	free(numbers);
}

static void texts_are_copied_whole(void **state)
{
	char *copy = copy_text("standup"), *empty = copy_text("");

	(void)state;
	assert_string_equal(copy, "standup");
	assert_string_equal(empty, "");
	free(copy);
	free(empty);
}

enum { HOOK_STATUS = 42 };

static void hook(void)
{
	_exit(HOOK_STATUS);
}

static void the_hook_runs_when_memory_runs_out(void **state)
{
	int status;
	pid_t child = fork();

	(void)state;
	assert_true(child >= 0);
	if (child == 0) {
		allocate_set_hook(hook);
		/* More than there can be: the product does not even fit a size. */
		free(reallocate(NULL, SIZE_MAX / 2, 4));
		_exit(1);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), HOOK_STATUS);
}

static void without_memory_the_program_ends(void **state)
{
	int status;
	pid_t child = fork();

	(void)state;
	assert_true(child >= 0);
	if (child == 0) {
		struct rlimit none = { 0, 0 };

		(void)setrlimit(RLIMIT_CORE, &none);
		free(reallocate(NULL, SIZE_MAX / 2, 4));
		_exit(1);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_false(WIFEXITED(status) && WEXITSTATUS(status) <= 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(memory_comes_zeroed_and_grows),
		cmocka_unit_test(nothing_asked_for_is_still_memory),
		cmocka_unit_test(an_array_gets_room_before_it_is_needed_and_keeps_what_is_in_it),
		cmocka_unit_test(texts_are_copied_whole),
		cmocka_unit_test(the_hook_runs_when_memory_runs_out),
		cmocka_unit_test(without_memory_the_program_ends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
