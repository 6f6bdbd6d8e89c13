/* Drafts that no file could take: a list of sealed texts. Even the day stands inside. */
#include "data/actions/memory_draft.h"

#include "data/file/store.h"
#include "data/seal/bytes.h"

#include <stdlib.h>
#include <string.h>

static ts_day day_of(const unsigned char *bytes, size_t size)
{
	struct bytes_reader reader = { .at = bytes, .left = size };

	(void)bytes_take_number(&reader, 1);
	return (ts_day)(uint32_t)bytes_take_number(&reader, 4);
}

/* Opened, if it is this user's and of that day. After the keys were exchanged nobody can open it. */
static unsigned char *draft_open(const ts_store *store, const struct memory_draft *draft, ts_day day)
{
	const struct identity *identity = store->identity;
	unsigned char *plain = ts_id_equal(draft->owner, identity->user) ? malloc(draft->size + 1) : NULL;

	if (plain && crypt_box_open(&identity->keys, draft->sealed, draft->size + BOX_OVERHEAD, plain) &&
	    day_of(plain, draft->size) == day)
		return plain;
	if (plain)
		ts_wipe(plain, draft->size);
	free(plain);
	return NULL;
}

/* Where the one of a day hangs, opened; NULL: there is none. */
static struct memory_draft **draft_place(ts_store *store, ts_day day, unsigned char **plain)
{
	for (struct memory_draft **at = &store->drafts; *at; at = &(*at)->next) {
		*plain = draft_open(store, *at, day);
		if (*plain)
			return at;
	}
	return NULL;
}

enum ts_status memory_draft_keep(ts_store *store, ts_day day, const unsigned char *bytes, size_t size)
{
	const struct identity *identity = store->identity;
	struct memory_draft *draft = malloc(sizeof *draft + size + BOX_OVERHEAD);

	if (!draft)
		return TS_NO_MEMORY;
	*draft = (struct memory_draft){ .owner = identity->user, .size = size };
	if (!crypt_box_seal(identity->keys.box_public, bytes, size, draft->sealed)) {
		free(draft);
		return TS_NO_MEMORY;
	}
	memory_draft_drop(store, day);
	draft->next = store->drafts;
	store->drafts = draft;
	return TS_OK;
}

unsigned char *memory_draft_find(ts_store *store, ts_day day, size_t *size)
{
	unsigned char *plain = NULL;
	struct memory_draft **at = draft_place(store, day, &plain);

	if (!at)
		return NULL;
	*size = (*at)->size;
	return plain;
}

void memory_draft_drop(ts_store *store, ts_day day)
{
	unsigned char *plain = NULL;
	struct memory_draft **at = draft_place(store, day, &plain);

	if (!at)
		return;
	struct memory_draft *dropped = *at;
	ts_wipe(plain, dropped->size);
	free(plain);
	*at = dropped->next;
	free(dropped);
}

void memory_drafts_free(ts_store *store)
{
	while (store->drafts) {
		struct memory_draft *next = store->drafts->next;
		free(store->drafts);
		store->drafts = next;
	}
}
