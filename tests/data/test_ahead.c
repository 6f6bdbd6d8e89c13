/* Work that a second thread does ahead. */
#include "support.h"

#include "data/rows/ahead.h"

#include <string.h>

struct numbers {
	size_t slots[AHEAD_SLOTS];
	size_t next; /* that is to be filled */
	bool skipped;
};

static void number_fill(void *context, size_t index)
{
	struct numbers *numbers = context;

	numbers->skipped = numbers->skipped || index != numbers->next;
	numbers->next = index + 1;
	numbers->slots[index % AHEAD_SLOTS] = 3 * index + 1;
}

/* needed: of so many slots, how many are looked at. Counts those that do not hold what they should. */
static size_t wrong_slots(size_t count, size_t needed)
{
	struct numbers numbers = { .next = 0 };
	struct ahead ahead;
	size_t wrong = 0;

	ahead_begin(&ahead, count, number_fill, &numbers);
	for (size_t i = 0; i < needed; i++) {
		ahead_wait(&ahead, i);
		wrong += numbers.slots[i % AHEAD_SLOTS] != 3 * i + 1;
	}
	ahead_end(&ahead);
	return wrong + numbers.skipped + (numbers.next < needed) + (numbers.next > count);
}

static void each_slot_is_filled_once_and_in_order(void **state)
{
	static const size_t counts[] = { 0,
		                         1,
		                         AHEAD_STEP,
		                         4 * AHEAD_STEP - 1,
		                         4 * AHEAD_STEP,
		                         AHEAD_SLOTS - 1,
		                         AHEAD_SLOTS,
		                         AHEAD_SLOTS + 1,
		                         100 * AHEAD_SLOTS + 7 };

	(void)state;
	for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++)
		assert_int_equal(wrong_slots(counts[i], counts[i]), 0);
}

static void who_needs_no_more_of_them_ends_it(void **state)
{
	enum { MANY = 20 * AHEAD_SLOTS };

	(void)state;
	for (size_t needed = 0; needed < MANY; needed += AHEAD_SLOTS / 2 + 13)
		assert_int_equal(wrong_slots(MANY, needed), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_slot_is_filled_once_and_in_order),
		cmocka_unit_test(who_needs_no_more_of_them_ends_it),
	};

	return cmocka_run_group_tests_name("work that is done ahead", tests, NULL, NULL);
}
