/*
 * Logging while locked: sealed to the user's public key now, to be folded into the logs at the next login (inbox.c).
 */
#include "data/actions/inbox.h"

#include "data/file/pin_file.h"
#include "data/file/store.h"
#include "data/pure/text.h"
#include "data/rows/inbox_record.h"
#include "data/rows/row.h"
#include "data/rows/user.h"

#include <string.h>

enum ts_status inbox_item_find(ts_store *store, const struct ts_id *id)
{
	struct query query = statement_start(store, STATEMENT_INBOX_FIND);

	statement_bind_id(&query, id);
	enum ts_status status = statement_step(&query);
	statement_finish(&query);
	return status;
}

static enum ts_status item_insert(ts_store *store, const char *name, const struct ts_id *id,
                                  const struct inbox_record *record)
{
	unsigned char plain[INBOX_SIZE], sealed[INBOX_SIZE + BOX_OVERHEAD];
	struct user user;
	enum ts_status status = user_find(store, name, &user);

	if (status != TS_OK)
		return status;
	if (pin_compare(store, name, &user.id, user.box_public) != TS_PINNED_SAME)
		return store_fail(store, TS_DAMAGED,
		                  "'%s' in '%s' is not the user, or has not the key, that the last login on this "
		                  "machine saw; nothing is sealed to it until somebody logs in",
		                  name, store->path);
	inbox_encode(record, plain);
	/* Who has no whole pair of keys could never open what is put in. */
	bool closed = !user.box_damaged && crypt_box_seal(user.box_public, plain, sizeof plain, sealed);
	ts_wipe(plain, sizeof plain);
	if (!closed)
		return store_fail(store, TS_DAMAGED, "the keys of '%s' in '%s' are damaged", name, store->path);
	struct query query = statement_start(store, STATEMENT_INBOX_INSERT);
	statement_bind_id(&query, &user.id);
	statement_bind_id(&query, id);
	statement_bind_blob(&query, sealed, sizeof sealed);
	status = statement_run(&query, 1);
	statement_finish(&query);
	return status;
}

/* Asked when it is not known whether the commit reached the disk. */
static bool item_confirm(ts_store *store, const void *context)
{
	return inbox_item_find(store, context) == TS_OK;
}

enum ts_status ts_inbox_log(ts_store *store, const char *user, int slot, const char *text, ts_time at)
{
	struct inbox_record record = { .at = at };
	struct ts_id id = crypt_random_id();
	struct ts_civil civil;
	enum ts_status status = TS_OK;

	if (text) {
		status = text_compose(text, record.text, sizeof record.text);
		if (status == TS_OK && record.text[0] == '\0')
			status = TS_INVALID;
	} else if (slot < 0 || slot > TS_SLOTS) {
		status = TS_INVALID;
	} else {
		record.slot = slot;
	}
	if (status == TS_OK && (at < ROW_EARLIEST || at >= ROW_LATEST))
		status = TS_INVALID;
	if (status == TS_OK)
		status = store_begin(store);
	if (status != TS_OK)
		return status;
	ts_civil_local(at, &civil);
	record.offset = civil.offset;
	memcpy(record.zone, civil.zone, sizeof record.zone);
	return store_end(store, item_insert(store, user, &id, &record), item_confirm, &id);
}
