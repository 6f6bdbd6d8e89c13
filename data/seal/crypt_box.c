/* Sealing to a public key, which needs no login. */
#include "data/seal/crypt.h"

#include <sodium.h>

bool crypt_box_seal(const unsigned char public_key[BOX_PUBLIC_SIZE], const void *plain, size_t size, unsigned char *out)
{
	return crypto_box_seal(out, plain, size, public_key) == 0;
}

bool crypt_box_open(const struct keys *keys, const void *sealed, size_t size, unsigned char *plain)
{
	return sealed && size >= BOX_OVERHEAD &&
	       crypto_box_seal_open(plain, sealed, size, keys->box_public, keys->box_secret) == 0;
}
