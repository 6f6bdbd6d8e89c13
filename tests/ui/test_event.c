/* How views ask for things. */
#include "tests/ui/support.h"

#include <string.h>
#include <utf8proc.h>

static void requests_are_kept_in_their_order(void **state)
{
	struct effects effects = { .count = 0 };
	struct view view = { .ops = NULL };
	struct answer answer = { .type = ANSWER_DAY, .day = 20000 };

	(void)state;
	effects_add(&effects, EFFECT_BELL);
	effects_open(&effects, &view);
	effects_replace(&effects, &view);
	effects_close(&effects, &answer);
	effects_close(&effects, NULL);
	assert_int_equal(effects.count, 5);
	assert_int_equal(effects.at[0].type, EFFECT_BELL);
	assert_int_equal(effects.at[1].type, EFFECT_OPEN);
	assert_ptr_equal(effects.at[1].view, &view);
	assert_int_equal(effects.at[2].type, EFFECT_REPLACE);
	assert_ptr_equal(effects.at[2].view, &view);
	assert_int_equal(effects.at[3].answer.type, ANSWER_DAY);
	assert_int_equal(effects.at[3].answer.day, 20000);
	assert_int_equal(effects.at[4].type, EFFECT_CLOSE);
	assert_int_equal(effects.at[4].answer.type, ANSWER_NONE);
}

static void messages_are_formatted(void **state)
{
	struct effects effects = { .count = 0 };

	(void)state;
	effects_message(&effects, MESSAGE_GOOD, "%s %d", "moved by", 5);
	assert_int_equal(effects.at[0].kind, MESSAGE_GOOD);
	assert_string_equal(effects.at[0].text, "moved by 5");
	assert_ptr_equal(effect_find(&effects, EFFECT_MESSAGE), &effects.at[0]);
	assert_null(effect_find(&effects, EFFECT_QUIT));
}

static void a_message_that_is_too_long_ends_with_a_whole_character(void **state)
{
	static const char *const characters[] = { "x", "\xc3\xa9", "\xe6\x97\xa5", "\xf0\x9f\x91\x8d" };

	(void)state;
	for (size_t i = 0; i < sizeof characters / sizeof characters[0]; i++) {
		for (size_t shift = 0; shift < 4; shift++) {
			struct effects effects = { .count = 0 };
			char text[1024] = "";
			const char *at = effects.at[0].text;

			memset(text, 'a', shift);
			for (int j = 0; j < 200; j++)
				memcpy(text + strlen(text), characters[i], strlen(characters[i]) + 1);
			effects_message(&effects, MESSAGE_PLAIN, "%s", text);
			assert_true(strlen(at) >= sizeof effects.at[0].text - 4 || strlen(at) == strlen(text));
			while (*at != '\0') {
				utf8proc_int32_t character;
				utf8proc_ssize_t size = utf8proc_iterate((const utf8proc_uint8_t *)at, -1, &character);

				assert_true(size > 0);
				at += size;
			}
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(requests_are_kept_in_their_order),
		cmocka_unit_test(messages_are_formatted),
		cmocka_unit_test(a_message_that_is_too_long_ends_with_a_whole_character),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
