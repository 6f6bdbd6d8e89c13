/* Sealing, opening, hashing. */
#include "data/seal/crypt.h"
#include "tests/data/support.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

static const unsigned char key[KEY_SIZE] = { 1, 2, 3 };
static const char associated[] = "what stands beside it";

/* Into an allocation of exactly the size, so that the sanitizer sees a byte too many. */
static unsigned char *sealed_make(const void *plain, size_t size, size_t *sealed_size)
{
	unsigned char *sealed = malloc(crypt_sealed_size(size));

	assert_non_null(sealed);
	*sealed_size = crypt_seal(key, associated, sizeof associated, plain, size, sealed);
	assert_int_equal(*sealed_size, crypt_sealed_size(size));
	return sealed;
}

static bool opens(const unsigned char *sealed, size_t sealed_size, const void *expected, size_t expected_size)
{
	unsigned char *plain = malloc(sealed_size + 1);
	size_t size = 0;

	assert_non_null(plain);
	bool opened = crypt_open(key, associated, sizeof associated, sealed, sealed_size, plain, &size);
	if (opened) {
		assert_int_equal(size, expected_size);
		assert_memory_equal(plain, expected, size);
	}
	free(plain);
	return opened;
}

static void what_is_sealed_opens_again_at_every_length(void **state)
{
	unsigned char plain[200];
	size_t sealed_size;

	(void)state;
	for (size_t size = 0; size <= sizeof plain; size++) {
		/* The end of padding and of text must not be confused. */
		memset(plain, size & 1 ? 0x80 : 0, size);
		unsigned char *sealed = sealed_make(plain, size, &sealed_size);
		assert_true(opens(sealed, sealed_size, plain, size));
		assert_int_equal((sealed_size - SEAL_OVERHEAD) % SEAL_PADDING, 0);
		free(sealed);
	}
	unsigned char *sealed = sealed_make(NULL, 0, &sealed_size);
	assert_true(opens(sealed, sealed_size, "", 0));
	free(sealed);
}

static void a_sealed_text_hides_its_length_and_never_repeats(void **state)
{
	size_t size;

	(void)state;
	assert_int_equal(crypt_sealed_size(0), crypt_sealed_size(31));
	assert_int_equal(crypt_sealed_size(32), crypt_sealed_size(63));
	unsigned char *first = sealed_make("text", 4, &size), *second = sealed_make("text", 4, &size);
	for (size_t at = 0; at + 16 <= size; at += 16)
		assert_memory_not_equal(first + at, second + at, 16);
	free(first);
	free(second);
}

static void every_changed_bit_is_noticed(void **state)
{
	size_t size;

	(void)state;
	unsigned char *sealed = sealed_make("09:35 standup", 13, &size);
	for (size_t bit = 0; bit < 8 * size; bit++) {
		sealed[bit / 8] ^= (unsigned char)(1 << bit % 8);
		assert_false(opens(sealed, size, "", 0));
		sealed[bit / 8] ^= (unsigned char)(1 << bit % 8);
	}
	assert_true(opens(sealed, size, "09:35 standup", 13));
	free(sealed);
}

static void what_is_cut_missing_or_too_long_does_not_open(void **state)
{
	unsigned char plain[256];
	size_t size, opened = 77;

	(void)state;
	unsigned char *sealed = sealed_make("a text that fills more than one block of padding", 48, &size);
	for (size_t cut = 0; cut < size; cut++)
		assert_false(opens(sealed, cut, "", 0));
	assert_false(crypt_open(key, associated, sizeof associated, NULL, 0, plain, &opened));
	assert_false(crypt_open(key, associated, sizeof associated, NULL, 100, plain, &opened));
	assert_int_equal(opened, 77);
	unsigned char *longer = calloc(1, size + SEAL_PADDING);
	assert_non_null(longer);
	memcpy(longer, sealed, size);
	assert_false(opens(longer, size + SEAL_PADDING, "", 0));
	free(longer);
	free(sealed);
}

static void another_key_or_neighbour_does_not_open_and_leaves_nothing(void **state)
{
	static const unsigned char other_key[KEY_SIZE] = { 1, 2, 4 };
	unsigned char plain[256], zero[256] = { 0 };
	size_t size, opened;

	(void)state;
	unsigned char *sealed = sealed_make("secret", 6, &size);
	memset(plain, 0xff, sizeof plain);
	assert_false(crypt_open(other_key, associated, sizeof associated, sealed, size, plain, &opened));
	assert_memory_equal(plain, zero, size - SEAL_OVERHEAD);
	assert_false(crypt_open(key, associated, sizeof associated - 1, sealed, size, plain, &opened));
	assert_false(crypt_open(key, "", 0, sealed, size, plain, &opened));
	assert_false(crypt_open(key, "What stands beside it", sizeof associated, sealed, size, plain, &opened));
	free(sealed);
}

static void a_verified_text_with_bad_padding_does_not_open(void **state)
{
	/* Sealed with the right key by a program that does not pad. */
	unsigned char sealed[SEAL_OVERHEAD + SEAL_PADDING] = { 0 }, plain[SEAL_PADDING] = { 0 };

	(void)state;
	assert_int_equal(crypto_aead_xchacha20poly1305_ietf_encrypt(sealed + 24, NULL, plain, sizeof plain,
	                                                            (const unsigned char *)associated,
	                                                            sizeof associated, NULL, sealed, key),
	                 0);
	assert_false(opens(sealed, sizeof sealed, "", 0));
}

static void keys_differ_from_each_other_and_follow_from_two(void **state)
{
	struct keys left = { .data = { 9 } }, right = left;
	unsigned char first[BUCKET_SIZE], second[BUCKET_SIZE];

	(void)state;
	crypt_derive_keys(&left);
	crypt_derive_keys(&right);
	assert_memory_equal(&left, &right, sizeof left);
	assert_memory_not_equal(left.rows, left.state, KEY_SIZE);
	assert_memory_not_equal(left.rows, left.buckets, KEY_SIZE);
	assert_memory_not_equal(left.activities, left.buckets, KEY_SIZE);
	crypt_bucket(&left, 681, first);
	crypt_bucket(&right, 681, second);
	assert_memory_equal(first, second, sizeof first);
	crypt_bucket(&left, 682, second);
	assert_memory_not_equal(first, second, sizeof first);
	crypt_bucket(&left, -1, second);
	crypt_bucket(&left, -257, first);
	assert_memory_not_equal(first, second, sizeof first);
	/* Where rows stand follows from the lasting key alone, what seals them from the data key alone. */
	right.data[0] = 8;
	crypt_derive_keys(&right);
	crypt_bucket(&left, -1, first);
	crypt_bucket(&right, -1, second);
	assert_memory_equal(first, second, sizeof first);
	assert_memory_equal(left.activities, right.activities, KEY_SIZE);
	assert_memory_equal(left.anchors, right.anchors, KEY_SIZE);
	assert_memory_not_equal(left.rows, right.rows, KEY_SIZE);
	assert_memory_not_equal(left.state, right.state, KEY_SIZE);
	assert_memory_not_equal(left.tally, right.tally, KEY_SIZE);
	assert_memory_not_equal(left.nonces, right.nonces, KEY_SIZE);
	right.lasting[0] = 8;
	crypt_derive_keys(&right);
	crypt_bucket(&right, -1, second);
	assert_memory_not_equal(first, second, sizeof first);
}

static void a_box_pair_seals_to_its_public_half(void **state)
{
	struct keys keys = { .data = { 0 } };
	unsigned char sealed[4 + BOX_OVERHEAD], opened[4], public_half[BOX_PUBLIC_SIZE];

	(void)state;
	crypt_box_make(&keys);
	assert_int_equal(crypto_box_seal(sealed, (const unsigned char *)"text", 4, keys.box_public), 0);
	assert_int_equal(crypto_box_seal_open(opened, sealed, sizeof sealed, keys.box_public, keys.box_secret), 0);
	assert_memory_equal(opened, "text", 4);
	memcpy(public_half, keys.box_public, sizeof public_half);
	memset(keys.box_public, 0, sizeof keys.box_public);
	crypt_box_public(&keys);
	assert_memory_equal(keys.box_public, public_half, sizeof public_half);
}

static int group_setup(void **state)
{
	(void)state;
	return crypt_start() ? 0 : -1;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_sealed_opens_again_at_every_length),
		cmocka_unit_test(a_sealed_text_hides_its_length_and_never_repeats),
		cmocka_unit_test(every_changed_bit_is_noticed),
		cmocka_unit_test(what_is_cut_missing_or_too_long_does_not_open),
		cmocka_unit_test(another_key_or_neighbour_does_not_open_and_leaves_nothing),
		cmocka_unit_test(a_verified_text_with_bad_padding_does_not_open),
		cmocka_unit_test(keys_differ_from_each_other_and_follow_from_two),
		cmocka_unit_test(a_box_pair_seals_to_its_public_half),
	};
	return cmocka_run_group_tests(tests, group_setup, NULL);
}
