/* What stands for an activity: digits, and letters that no two activities of a view share. */
#include "tests/ui/support.h"
#include "ui/view/signs.h"

#include <stdio.h>
#include <string.h>

static struct ts_id id_of(int number)
{
	return (struct ts_id){ { (unsigned char)number, (unsigned char)(number / 256) } };
}

static void add(struct signs *signs, int number, const char *text, int slot)
{
	signs_add(signs, id_of(number), text, slot, false);
}

static void a_digit_is_the_slots_and_off_has_its_own(void **state)
{
	(void)state;
	struct signs signs = { 0 };
	add(&signs, 1, "parser", 1);
	signs_add(&signs, id_of(2), "off", 0, true);
	signs_settle(&signs);
	assert_int_equal(signs_find(&signs, id_of(1)), '1');
	assert_int_equal(signs_find(&signs, id_of(2)), '0');
	signs_release(&signs);
}

static void the_first_letter_that_is_free_stands_for_a_text(void **state)
{
	(void)state;
	struct signs signs = { 0 };
	add(&signs, 1, "réunion", 0);
	add(&signs, 2, "Review", 0);
	add(&signs, 3, "日本語の会議", 0);
	add(&signs, 4, "парсер", 0);
	add(&signs, 5, "#12: 34", 0);
	add(&signs, 6, "rr", 0);
	signs_settle(&signs);
	assert_int_equal(signs_find(&signs, id_of(2)), 'r');
	assert_int_equal(signs_find(&signs, id_of(1)), 'u');
	assert_int_equal(signs_find(&signs, id_of(4)), 0x43f);
	/* Nothing of these texts is free: letters that nobody has. */
	assert_int_equal(signs_find(&signs, id_of(5)), 'a');
	assert_int_equal(signs_find(&signs, id_of(6)), 'b');
	assert_int_equal(signs_find(&signs, id_of(3)), 'c');
	assert_int_equal(signs_find(&signs, id_of(7)), SIGN_NONE);
	signs_release(&signs);
}

static void the_order_in_which_they_come_changes_no_letter(void **state)
{
	(void)state;
	static const char *const texts[] = { "mail", "meeting", "mentoring", "email" };
	struct signs one = { 0 }, other = { 0 };
	for (int i = 0; i < 4; i++) {
		add(&one, i, texts[i], 0);
		add(&other, 3 - i, texts[3 - i], 0);
		add(&one, i, texts[i], 0);
	}
	signs_settle(&one);
	signs_settle(&other);
	for (int i = 0; i < 4; i++)
		assert_int_equal(signs_find(&one, id_of(i)), signs_find(&other, id_of(i)));
	signs_release(&one);
	signs_release(&other);
}

static void no_two_share_a_letter_as_long_as_there_are_any(void **state)
{
	(void)state;
	enum { MANY = 60 };
	struct signs signs = { 0 };
	char texts[MANY][16];
	int none = 0;
	for (int i = 0; i < MANY; i++) {
		(void)snprintf(texts[i], sizeof texts[i], "task %d", i);
		add(&signs, i, texts[i], 0);
	}
	signs_settle(&signs);
	for (int i = 0; i < MANY; i++) {
		uint32_t sign = signs_find(&signs, id_of(i));
		none += sign == SIGN_NONE;
		for (int other = 0; other < i; other++)
			assert_true(sign == SIGN_NONE || signs_find(&signs, id_of(other)) != sign);
	}
	assert_int_equal(none, MANY - 52);
	signs_release(&signs);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_digit_is_the_slots_and_off_has_its_own),
		cmocka_unit_test(the_first_letter_that_is_free_stands_for_a_text),
		cmocka_unit_test(the_order_in_which_they_come_changes_no_letter),
		cmocka_unit_test(no_two_share_a_letter_as_long_as_there_are_any),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
