/* The only use of libsodium for rows and keys: thin, checked wrappers. Must not know rows, users or SQL. */
#include "data/seal/crypt.h"

#include <sodium.h>
#include <string.h>

/* The numbers of libsodium that the layouts of this project are made of. */
_Static_assert(KEY_SIZE == crypto_kdf_KEYBYTES, "data key");
_Static_assert(KEY_SIZE == crypto_aead_xchacha20poly1305_ietf_KEYBYTES, "row key");
_Static_assert(SEAL_OVERHEAD ==
                       crypto_aead_xchacha20poly1305_ietf_NPUBBYTES + crypto_aead_xchacha20poly1305_ietf_ABYTES,
               "seal");
_Static_assert(BOX_PUBLIC_SIZE == crypto_box_PUBLICKEYBYTES && BOX_SECRET_SIZE == crypto_box_SECRETKEYBYTES, "box");
_Static_assert(BOX_OVERHEAD == crypto_box_SEALBYTES, "sealed box");

enum { NONCE_SIZE = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES };

bool crypt_start(void)
{
	return sodium_init() >= 0;
}

void crypt_random(void *out, size_t size)
{
	randombytes_buf(out, size);
}

struct ts_id crypt_random_id(void)
{
	struct ts_id id;
	randombytes_buf(id.bytes, sizeof id.bytes);
	return id;
}

void crypt_derive_keys(struct keys *keys)
{
	static const char data[crypto_kdf_CONTEXTBYTES + 1] = "tsheet01";
	static const char lasting[crypto_kdf_CONTEXTBYTES + 1] = "tslast01";

	/* Fails only for sizes out of range, and these are constants in it. */
	(void)crypto_kdf_derive_from_key(keys->rows, KEY_SIZE, 1, data, keys->data);
	(void)crypto_kdf_derive_from_key(keys->state, KEY_SIZE, 4, data, keys->data);
	(void)crypto_kdf_derive_from_key(keys->tally, KEY_SIZE, 5, data, keys->data);
	(void)crypto_kdf_derive_from_key(keys->nonces, KEY_SIZE, 6, data, keys->data);
	(void)crypto_kdf_derive_from_key(keys->buckets, KEY_SIZE, 1, lasting, keys->lasting);
	(void)crypto_kdf_derive_from_key(keys->activities, KEY_SIZE, 2, lasting, keys->lasting);
	(void)crypto_kdf_derive_from_key(keys->anchors, KEY_SIZE, 3, lasting, keys->lasting);
}

void crypt_data_make(struct keys *keys)
{
	keys->epoch++;
	crypt_random(keys->data, KEY_SIZE);
	crypt_derive_keys(keys);
}

void crypt_box_make(struct keys *keys)
{
	/* Cannot fail: it multiplies a random number with a fixed point. */
	(void)crypto_box_keypair(keys->box_public, keys->box_secret);
}

void crypt_box_public(struct keys *keys)
{
	(void)crypto_scalarmult_base(keys->box_public, keys->box_secret);
}

bool crypt_equal(const void *left, const void *right, size_t size)
{
	return sodium_memcmp(left, right, size) == 0;
}

void crypt_add(unsigned char *sum, const unsigned char *addend, size_t size)
{
	sodium_add(sum, addend, size);
}

void crypt_subtract(unsigned char *sum, const unsigned char *subtrahend, size_t size)
{
	sodium_sub(sum, subtrahend, size);
}

size_t crypt_sealed_size(size_t size)
{
	return SEALED_SIZE(size);
}

size_t crypt_padme(size_t size)
{
	size_t least = size + 1;
	unsigned exponent = 0, digits = 0;

	while (least >> exponent > 1)
		exponent++;
	while (exponent >> digits > 0)
		digits++;
	size_t mask = exponent > digits ? ((size_t)1 << (exponent - digits)) - 1 : 0;
	return (least + mask) & ~mask;
}

/* Of what is bound and what is padded: both have a length that is hashed with them. */
static void nonce_make(const unsigned char key[KEY_SIZE], const void *associated, size_t associated_size,
                       const unsigned char *body, size_t size, unsigned char out[NONCE_SIZE])
{
	const uint64_t length = associated_size;
	crypto_generichash_state state;

	(void)crypto_generichash_init(&state, key, KEY_SIZE, NONCE_SIZE);
	(void)crypto_generichash_update(&state, (const unsigned char *)&length, sizeof length);
	(void)crypto_generichash_update(&state, associated, associated_size);
	(void)crypto_generichash_update(&state, body, size);
	(void)crypto_generichash_final(&state, out, NONCE_SIZE);
	sodium_memzero(&state, sizeof state);
}

size_t crypt_seal(const unsigned char key[KEY_SIZE], const void *associated, size_t associated_size, const void *plain,
                  size_t size, unsigned char *out)
{
	return crypt_seal_padded(key, NULL, associated, associated_size, plain, size,
	                         crypt_sealed_size(size) - SEAL_OVERHEAD, out);
}

size_t crypt_seal_padded(const unsigned char key[KEY_SIZE], const unsigned char *nonce_key, const void *associated,
                         size_t associated_size, const void *plain, size_t size, size_t padded, unsigned char *out)
{
	unsigned char *body = out + NONCE_SIZE;

	/* plain may be NULL when size is 0. */
	if (size > 0)
		memmove(body, plain, size);
	memset(body + size, 0, padded - size);
	body[size] = 0x80;
	if (nonce_key)
		nonce_make(nonce_key, associated, associated_size, body, padded, out);
	else
		randombytes_buf(out, NONCE_SIZE);
	/* In place, which libsodium allows; it fails only for messages over 256 GiB. */
	(void)crypto_aead_xchacha20poly1305_ietf_encrypt(body, NULL, body, padded, associated, associated_size, NULL,
	                                                 out, key);
	return padded + SEAL_OVERHEAD;
}

/* What is there has been verified: how long it is, its owner may find out in any time. */
static bool unpad(const unsigned char *plain, size_t padded, size_t *size)
{
	while (padded > 0 && plain[padded - 1] == 0)
		padded--;
	if (padded == 0 || plain[padded - 1] != 0x80)
		return false;
	*size = padded - 1;
	return true;
}

bool crypt_open(const unsigned char key[KEY_SIZE], const void *associated, size_t associated_size, const void *sealed,
                size_t sealed_size, unsigned char *plain, size_t *size)
{
	const unsigned char *nonce = sealed;
	unsigned long long opened = 0;
	size_t length = 0;

	if (!sealed || sealed_size <= SEAL_OVERHEAD)
		return false;
	if (crypto_aead_xchacha20poly1305_ietf_decrypt(plain, &opened, NULL, nonce + NONCE_SIZE,
	                                               sealed_size - NONCE_SIZE, associated, associated_size, nonce,
	                                               key) != 0 ||
	    !unpad(plain, (size_t)opened, &length)) {
		sodium_memzero(plain, sealed_size - SEAL_OVERHEAD);
		return false;
	}
	*size = length;
	return true;
}

void crypt_hash(const unsigned char key[KEY_SIZE], const void *input, size_t size, unsigned char *out, size_t out_size)
{
	/* BLAKE2b is asked for no less than libsodium's least; shorter results are its beginning. */
	unsigned char hash[crypto_generichash_BYTES_MAX];
	size_t hash_size = out_size < crypto_generichash_BYTES_MIN ? crypto_generichash_BYTES_MIN : out_size;

	if (hash_size > sizeof hash)
		hash_size = sizeof hash;
	(void)crypto_generichash(hash, hash_size, input, size, key, key ? KEY_SIZE : 0);
	memcpy(out, hash, out_size < hash_size ? out_size : hash_size);
	sodium_memzero(hash, sizeof hash);
}

void crypt_frame_key(const struct keys *keys, unsigned char out[KEY_SIZE])
{
	(void)crypto_kdf_derive_from_key(out, KEY_SIZE, 7, "tsheet01", keys->data);
}

void crypt_bucket(const struct keys *keys, int32_t month, unsigned char out[BUCKET_SIZE])
{
	uint32_t number = (uint32_t)month;
	unsigned char input[4] = { (unsigned char)(number >> 24), (unsigned char)(number >> 16),
		                   (unsigned char)(number >> 8), (unsigned char)number };

	crypt_hash(keys->buckets, input, sizeof input, out, BUCKET_SIZE);
}

void *ts_secret_allocate(size_t size)
{
	/* libsodium puts the end at a page's end: a round size keeps the beginning aligned for any type. */
	enum { ALIGNMENT = 16 };
	size_t rounded = size / ALIGNMENT * ALIGNMENT + ALIGNMENT;
	void *secret;

	if (rounded < size || !crypt_start())
		return NULL;
	secret = sodium_malloc(rounded);
	if (secret)
		sodium_memzero(secret, rounded);
	return secret;
}

void ts_secret_free(void *secret)
{
	sodium_free(secret);
}

void ts_wipe(void *secret, size_t size)
{
	sodium_memzero(secret, size);
}

/* Deeper than any of our functions goes, -Wstack-usage in mind. */
enum { STACK_LEFT = 128 * 1024 };

void crypt_wipe_stack(void)
{
	sodium_stackzero(STACK_LEFT);
}
