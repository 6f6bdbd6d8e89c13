/* What stands for a user's name at a hub. */
#include "data/hub/name_hash.h"

#include "data/pure/name.h"

#include <sodium.h>
#include <string.h>

enum ts_status hub_name_hash(const char *name, unsigned char out[HUB_NAME_HASH_SIZE])
{
	static const char purpose[] = "timesheet name";
	char key[NAME_KEY_SIZE];
	crypto_generichash_state state;
	enum ts_status status = name_key(name, key, sizeof key);

	if (status != TS_OK)
		return status;
	/* They fail only on sizes out of range. */
	(void)crypto_generichash_init(&state, NULL, 0, HUB_NAME_HASH_SIZE);
	(void)crypto_generichash_update(&state, (const unsigned char *)purpose, sizeof purpose);
	(void)crypto_generichash_update(&state, (const unsigned char *)key, strlen(key));
	(void)crypto_generichash_final(&state, out, HUB_NAME_HASH_SIZE);
	return TS_OK;
}
