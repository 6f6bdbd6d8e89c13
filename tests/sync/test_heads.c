/* What the head of a frame says of the device that sent it, beside what has come of it before. */
#include "data/sync/device_row.h"
#include "tests/data/support.h"

#include <string.h>

static const unsigned char first[FRAME_DIGEST_SIZE] = { 1 }, second[FRAME_DIGEST_SIZE] = { 2 },
                           unknown[FRAME_DIGEST_SIZE] = { 9 };

static struct frame_head head_of(int64_t previous, int64_t counter, const unsigned char before[FRAME_DIGEST_SIZE])
{
	struct frame_head head = { .device = { { 7 } }, .name = "desk", .previous = previous, .counter = counter };

	memcpy(head.before, before, FRAME_DIGEST_SIZE);
	return head;
}

static void hear(struct device_row *row, int64_t previous, int64_t counter, const unsigned char *before,
                 const unsigned char *digest)
{
	const struct frame_head head = head_of(previous, counter, before);

	(void)device_row_hear(row, &head, digest, SUPPORT_NOW);
}

static void a_frame_goes_on_from_one_of_those_that_came(void **state)
{
	struct device_row row = { .counter = 0 };

	(void)state;
	hear(&row, 0, 5, unknown, first);
	/* Sent again, since its acknowledgement was lost: either may be gone on from. */
	hear(&row, 0, 5, unknown, second);
	assert_false(row.forked || row.missing);
	hear(&row, 5, 6, first, unknown);
	assert_false(row.forked || row.missing);
	assert_int_equal(row.counter, 6);
}

static void one_that_goes_on_from_another_is_of_another_file(void **state)
{
	struct device_row row = { .counter = 0 };

	(void)state;
	hear(&row, 0, 5, unknown, first);
	hear(&row, 5, 6, unknown, second);
	assert_true(row.forked);
	assert_false(row.missing);
}

static void one_that_leaves_something_out_is_missed(void **state)
{
	struct device_row row = { .counter = 0 };

	(void)state;
	hear(&row, 0, 5, unknown, first);
	hear(&row, 7, 9, second, unknown);
	assert_true(row.missing);
	assert_int_equal(row.counter, 5);
	/* Whatever comes later between. */
	hear(&row, 5, 7, first, second);
	assert_false(row.missing);
	assert_int_equal(row.counter, 7);
}

/* Who only speaks says how far it is. */
static void what_was_sent_and_has_not_come_is_missed_by_the_head_alone(void **state)
{
	struct device_row row = { .counter = 0 };

	(void)state;
	hear(&row, 0, 5, unknown, first);
	hear(&row, 5, 5, first, second);
	assert_false(row.missing);
	hear(&row, 6, 6, second, unknown);
	assert_true(row.missing);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_frame_goes_on_from_one_of_those_that_came),
		cmocka_unit_test(one_that_goes_on_from_another_is_of_another_file),
		cmocka_unit_test(one_that_leaves_something_out_is_missed),
		cmocka_unit_test(what_was_sent_and_has_not_come_is_missed_by_the_head_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
