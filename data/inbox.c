/*
 * Logging while locked: sealed to the user's public key now, folded into the logs at the next login. Whoever can write
 * the file can put things in the inbox; so nothing there is trusted beyond what a log could be.
 */
#include "inbox.h"

#include "log.h"
#include "pure/text.h"

#include <stdlib.h>
#include <string.h>

/* A row of the inbox; usable is false for what does not open. */
struct inbox_item {
	struct ts_id id;
	bool usable;
	struct inbox_record record;
};

struct inbox_items {
	struct inbox_item *at;
	size_t count;
};

static enum ts_status recipient_find(ts_store *store, const char *name, struct ts_id *user,
                                     unsigned char public_key[BOX_PUBLIC_SIZE])
{
	char folded[TEXT_NORMAL_SIZE];
	enum ts_status status = text_normalise(name, folded, sizeof folded);

	if (status == TS_NO_MEMORY)
		return status;
	/* A name that nobody can have. */
	if (status != TS_OK)
		return TS_NOT_FOUND;
	struct query query = statement_start(store, STATEMENT_USER_READ);
	statement_bind_text(&query, folded);
	status = statement_step(&query);
	if (status == TS_OK) {
		size_t size;
		const void *key = statement_blob(&query, 2, &size);
		if (statement_id(&query, 0, user) && size == BOX_PUBLIC_SIZE)
			memcpy(public_key, key, BOX_PUBLIC_SIZE);
		else
			status = TS_DAMAGED;
	}
	statement_finish(&query);
	return status;
}

static enum ts_status item_insert(ts_store *store, const char *name, const struct inbox_record *record)
{
	unsigned char public_key[BOX_PUBLIC_SIZE], plain[INBOX_SIZE], sealed[INBOX_SIZE + BOX_OVERHEAD];
	struct ts_id user, id = crypt_random_id();
	enum ts_status status = recipient_find(store, name, &user, public_key);

	if (status == TS_OK) {
		inbox_encode(record, plain);
		if (!crypt_box_seal(public_key, plain, sizeof plain, sealed))
			status = TS_DAMAGED;
		ts_wipe(plain, sizeof plain);
	}
	if (status == TS_DAMAGED)
		return store_fail(store, TS_DAMAGED, "the keys of '%s' in '%s' are damaged", name, store->path);
	if (status != TS_OK)
		return status;
	struct query query = statement_start(store, STATEMENT_INBOX_INSERT);
	statement_bind_id(&query, &id);
	statement_bind_id(&query, &user);
	statement_bind_blob(&query, sealed, sizeof sealed);
	status = statement_run(&query, 1);
	statement_finish(&query);
	return status;
}

enum ts_status ts_inbox_log(ts_store *store, const char *user, int slot, const char *text, ts_time at)
{
	struct inbox_record record = { .at = at };
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
	return store_end(store, item_insert(store, user, &record), NULL, NULL);
}

static enum ts_status items_add(const ts_store *store, const struct query *query, struct inbox_items *items)
{
	unsigned char plain[INBOX_SIZE];
	struct inbox_item item = { 0 };
	size_t size;
	const void *sealed = statement_blob(query, 1, &size);

	/* Without an id it could not be taken out again; there is none, the table sees to it. */
	if (!statement_id(query, 0, &item.id))
		return TS_OK;
	if ((items->count & (items->count - 1)) == 0) {
		size_t room = items->count == 0 ? 1 : 2 * items->count;
		struct inbox_item *grown = realloc(items->at, room * sizeof *grown);
		if (!grown)
			return TS_NO_MEMORY;
		items->at = grown;
	}
	item.usable = size == INBOX_SIZE + BOX_OVERHEAD &&
	              crypt_box_open(&store->identity->keys, sealed, size, plain) &&
	              inbox_decode(plain, sizeof plain, &item.record);
	items->at[items->count++] = item;
	return TS_OK;
}

static int item_compare(const void *left, const void *right)
{
	const struct inbox_item *a = left, *b = right;

	if (a->record.at != b->record.at)
		return a->record.at < b->record.at ? -1 : 1;
	return memcmp(a->id.bytes, b->id.bytes, TS_ID_SIZE);
}

/* All of the user's inbox, the oldest first. */
static enum ts_status items_read(ts_store *store, struct inbox_items *out)
{
	struct inbox_items items = { 0 };
	struct query query = statement_start(store, STATEMENT_INBOX_LIST);
	enum ts_status status;

	statement_bind_id(&query, &store->identity->user);
	while ((status = statement_step(&query)) == TS_OK) {
		status = items_add(store, &query, &items);
		if (status != TS_OK)
			break;
	}
	statement_finish(&query);
	if (status != TS_NOT_FOUND) {
		free(items.at);
		return status;
	}
	if (items.count > 1)
		qsort(items.at, items.count, sizeof *items.at, item_compare);
	*out = items;
	return TS_OK;
}

static enum ts_status item_delete(ts_store *store, const struct inbox_item *item, int exactly)
{
	struct query query = statement_start(store, STATEMENT_INBOX_DELETE);

	statement_bind_id(&query, &item->id);
	statement_bind_id(&query, &store->identity->user);
	enum ts_status status = statement_run(&query, exactly);
	statement_finish(&query);
	return status;
}

/* What an item says was begun. TS_NOT_FOUND: a slot that is empty, a text that none can have. */
static enum ts_status item_activity(struct action *action, const struct inbox_record *record, struct ts_id *out)
{
	const struct row_activity *holder = action->catalogue.slots[record->slot];

	if (record->text[0] != '\0') {
		enum ts_status status = action_activity_of_text(action, record->text, out);
		return status == TS_INVALID || status == TS_TOO_LONG ? TS_NOT_FOUND : status;
	}
	if (record->slot > 0 && !holder)
		return TS_NOT_FOUND;
	*out = record->slot == 0 ? action->catalogue.off : holder->id;
	return TS_OK;
}

/* Still there: another terminal that logs in at the same time folds too. */
static enum ts_status item_claim(ts_store *store, const struct inbox_item *item, bool *claimed)
{
	enum ts_status status = item_delete(store, item, -1);

	*claimed = status == TS_OK && sqlite3_changes(store->database) == 1;
	return status;
}

/* Takes one item out of the inbox and into the logs, in one transaction. */
static enum ts_status item_fold(ts_store *store, const struct inbox_item *item, ts_time now)
{
	struct log_wish wish = { .comment = "",
		                 .at = item->record.at,
		                 .locked = true,
		                 .zone = item->record.zone,
		                 .offset = item->record.offset };
	struct ts_done done;
	struct action action;
	bool claimed = false;
	enum ts_status status = action_begin(&action, store, now, TS_DEED_FOLD);

	if (status != TS_OK)
		return status;
	status = item_claim(store, item, &claimed);
	if (status == TS_OK && !claimed)
		return action_end_silent(&action, TS_UNCHANGED);
	if (status == TS_OK)
		status = item_activity(&action, &item->record, &wish.activity);
	if (status == TS_OK)
		status = log_add(&action, &wish, &done);
	/* It goes on already: the item is used up all the same. */
	if (status == TS_UNCHANGED)
		return action_end_silent(&action, TS_OK);
	return action_end(&action, status);
}

enum ts_status ts_inbox_fold(ts_store *store, ts_time now, size_t *folded, size_t *junk)
{
	struct inbox_items items = { 0 };
	size_t taken = 0, left = 0;
	enum ts_status status = store_require_login(store);

	if (status == TS_OK)
		status = store_read_begin(store);
	if (status != TS_OK)
		return status;
	status = items_read(store, &items);
	store_read_end(store);
	for (size_t i = 0; i < items.count && status == TS_OK; i++) {
		const struct inbox_item *item = &items.at[i];
		/* What is ahead of now waits for its time. */
		if (item->usable && log_check_moment(item->record.at, now) == TS_FUTURE)
			continue;
		enum ts_status outcome = item->usable ? item_fold(store, item, now) : TS_NOT_FOUND;
		if (outcome == TS_OK)
			taken++;
		else if (outcome == TS_NOT_FOUND)
			left++;
		else if (outcome != TS_UNCHANGED)
			status = outcome;
	}
	free(items.at);
	if (status != TS_OK)
		return status;
	*folded = taken;
	*junk = left;
	return TS_OK;
}

/* True for what a fold would count as junk. */
static bool item_is_junk(const struct catalogue *catalogue, const struct inbox_item *item)
{
	const struct inbox_record *record = &item->record;
	struct ts_id id;

	if (!item->usable)
		return true;
	if (record->text[0] == '\0')
		return record->slot > 0 && !catalogue->slots[record->slot];
	enum ts_status status = catalogue_find(catalogue, record->text, &id);
	return status == TS_INVALID || status == TS_TOO_LONG;
}

/* Inside a transaction. */
static enum ts_status junk_drop(ts_store *store, ts_time now)
{
	struct inbox_items items = { 0 };
	struct catalogue catalogue = { 0 };
	enum ts_status status = catalogue_read(store, &catalogue);

	if (status == TS_OK)
		status = items_read(store, &items);
	for (size_t i = 0; i < items.count && status == TS_OK; i++) {
		const struct inbox_item *item = &items.at[i];
		bool waits = item->usable && log_check_moment(item->record.at, now) == TS_FUTURE;
		if (!waits && item_is_junk(&catalogue, item))
			status = item_delete(store, item, 1);
	}
	free(items.at);
	catalogue_release(&catalogue);
	return status;
}

enum ts_status ts_inbox_drop_junk(ts_store *store, ts_time now)
{
	enum ts_status status = store_require_login(store);

	if (status == TS_OK)
		status = store_begin(store);
	if (status != TS_OK)
		return status;
	return store_end(store, junk_drop(store, now), NULL, NULL);
}
