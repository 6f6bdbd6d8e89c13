/* Recovery codes as people type them. */
#include "data/seal/crypt.h"
#include "data/seal/recovery.h"
#include "tests/data/support.h"

#include <string.h>

/* Lower case, o for 0, l or I for 1, spaces for hyphens. */
static char typed_as(char character, bool ell)
{
	static const char shown[] = "01-ABCDEFGHJKMNPQRSTVWXYZ", as_ell[] = "ol abcdefghjkmnpqrstvwxyz",
	                  as_i[] = "oI abcdefghjkmnpqrstvwxyz";
	const char *found = strchr(shown, character);

	if (!found)
		return character;
	return (ell ? as_ell : as_i)[found - shown];
}

static void a_recovery_code_reads_back_however_it_is_typed(void **state)
{
	unsigned char code[RECOVERY_BYTES], read[RECOVERY_BYTES];
	char text[TS_RECOVERY_SIZE], typed[2 * TS_RECOVERY_SIZE];

	(void)state;
	for (int round = 0; round < 1000; round++) {
		crypt_random(code, sizeof code);
		recovery_format(code, text);
		assert_int_equal(strlen(text), 34);
		assert_true(recovery_parse(text, read));
		assert_memory_equal(read, code, sizeof code);
		size_t size = 0;
		for (const char *at = text; *at; at++) {
			typed[size++] = typed_as(*at, round & 1);
			if (at[1] && round & 1)
				typed[size++] = ' ';
		}
		typed[size] = '\0';
		assert_true(recovery_parse(typed, read));
		assert_memory_equal(read, code, sizeof code);
	}
}

static void one_wrong_character_and_two_exchanged_are_noticed(void **state)
{
	static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
	unsigned char code[RECOVERY_BYTES], read[RECOVERY_BYTES];
	char text[TS_RECOVERY_SIZE], plain[29];

	(void)state;
	for (int round = 0; round < 20; round++) {
		crypt_random(code, sizeof code);
		recovery_format(code, text);
		size_t size = 0;
		for (const char *at = text; *at; at++)
			if (*at != '-')
				plain[size++] = *at;
		plain[size] = '\0';
		assert_int_equal(size, 28);
		for (size_t at = 0; at < size; at++) {
			char was = plain[at];
			for (const char *other = alphabet; *other; other++) {
				plain[at] = *other;
				assert_int_equal(recovery_parse(plain, read), *other == was);
			}
			plain[at] = was;
		}
		for (size_t at = 0; at + 1 < size; at++) {
			if (plain[at] == plain[at + 1])
				continue;
			char was = plain[at];
			plain[at] = plain[at + 1];
			plain[at + 1] = was;
			assert_false(recovery_parse(plain, read));
			plain[at + 1] = plain[at];
			plain[at] = was;
		}
	}
}

static void what_is_no_code_is_refused(void **state)
{
	unsigned char read[RECOVERY_BYTES];

	(void)state;
	assert_true(recovery_parse("0000-0000-0000-0000-0000-0000-0000", read));
	assert_false(recovery_parse("", read));
	assert_false(recovery_parse("0000-0000-0000-0000-0000-0000-000", read));
	assert_false(recovery_parse("0000-0000-0000-0000-0000-0000-0000-0", read));
	assert_false(recovery_parse("0000-0000-0000-0000-0000-0000-000U", read));
	assert_false(recovery_parse("0000-0000-0000-0000-0000-0000-000\xc3\xa9", read));
	/* The last two of 130 bits are always zero, whatever the check says: 1 mod 1021 is 1. */
	assert_false(recovery_parse("0000-0000-0000-0000-0000-0000-0101", read));
}

static int group_setup(void **state)
{
	(void)state;
	return crypt_start() ? 0 : -1;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_recovery_code_reads_back_however_it_is_typed),
		cmocka_unit_test(one_wrong_character_and_two_exchanged_are_noticed),
		cmocka_unit_test(what_is_no_code_is_refused),
	};
	return cmocka_run_group_tests(tests, group_setup, NULL);
}
