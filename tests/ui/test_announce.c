/* Titles, copies and notifications as bytes: nothing of a text steers the terminal. */
#include "tests/ui/support.h"
#include "ui/terminal/announce.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void assert_copy(const char *text, const char *encoded)
{
	char *sequence = announce_copy(text, strlen(text)), expected[128];

	(void)snprintf(expected, sizeof expected, "\033]52;c;%s\033\\", encoded);
	assert_string_equal(sequence, expected);
	free(sequence);
}

static void a_copy_is_base64(void **state)
{
	(void)state;
	/* RFC 4648, section 10. */
	assert_copy("", "");
	assert_copy("f", "Zg==");
	assert_copy("fo", "Zm8=");
	assert_copy("foo", "Zm9v");
	assert_copy("foobar", "Zm9vYmFy");
	assert_copy("\xff\xff\xff", "////");
}

static void what_is_too_long_is_not_copied(void **state)
{
	char *text = calloc(ANNOUNCE_COPY_MOST + 1, 1), *sequence;

	(void)state;
	assert_null(announce_copy(text, ANNOUNCE_COPY_MOST + 1));
	sequence = announce_copy(text, ANNOUNCE_COPY_MOST);
	assert_int_equal(strlen(sequence), strlen("\033]52;c;\033\\") + 99992);
	free(sequence);
	free(text);
}

static void no_text_leaves_its_string(void **state)
{
	static const char hostile[] = "a\033\\b\007c\x9c\nd\xc2\x9c"
	                              "e\u202ef";
	char out[ANNOUNCE_SIZE], long_text[2000];

	(void)state;
	assert_string_equal(announce_title("parser 1:05", out), "\033]2;parser 1:05\033\\");
	for (int way = ANNOUNCE_OSC_9; way <= ANNOUNCE_OSC_777; way++) {
		const char *sequence = announce_notice((enum announce_way)way, hostile, out);
		assert_ptr_equal(strchr(sequence + 1, '\033'), sequence + strlen(sequence) - 2);
		assert_null(strchr(sequence, '\a'));
		assert_null(strchr(sequence, '\n'));
		assert_null(strstr(sequence, "\xc2\x9c"));
	}
	const char *title = announce_title(hostile, out);
	assert_ptr_equal(strchr(title + 1, '\033'), title + strlen(title) - 2);
	memset(long_text, 'x', sizeof long_text - 1);
	long_text[sizeof long_text - 1] = '\0';
	title = announce_title(long_text, out);
	assert_string_equal(title + strlen(title) - 2, "\033\\");
	assert_string_equal(announce_notice(ANNOUNCE_BELL, hostile, out), "\a");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_copy_is_base64),
		cmocka_unit_test(what_is_too_long_is_not_copied),
		cmocka_unit_test(no_text_leaves_its_string),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
