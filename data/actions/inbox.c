/*
 * What was logged while locked (inbox_log.c), folded into the logs at the next login. Whoever can write the file can
 * put things in the inbox; so nothing there is trusted beyond what a log could be.
 */
#include "data/actions/inbox.h"

#include "data/actions/log.h"
#include "data/file/store.h"
#include "data/pure/array.h"
#include "data/rows/inbox_record.h"
#include "data/rows/record_log.h"
#include "data/rows/record_step.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A row of the inbox; usable is false for what does not open. */
struct inbox_item {
	struct ts_id id, log; /* its own; of the log that it becomes */
	bool usable;
	struct inbox_record record;
};

struct inbox_items {
	struct inbox_item *at;
	size_t count, room;
	struct ts_id last; /* of them as they stand in the file */
};

/* Whoever can write the file can fill the inbox; that must not keep its owner from logging in. Opening one takes 0.1
 * ms, folding one in takes several times that. */
enum {
	LOOK_MOST = 4096, /* items that are opened in one call */
	FOLD_MOST = 512   /* items that are folded in */
};

/* Follows from the sealed bytes, of which nobody can make others that say the same without knowing what they say: an
 * item is one log however often it is put in, and under whatever id. No text of an activity has a NUL in it. */
static struct ts_id item_log(const ts_store *store, const void *sealed, size_t size)
{
	static const char domain[] = "inbox";
	unsigned char input[sizeof domain + INBOX_SIZE + BOX_OVERHEAD];
	struct ts_id id;

	memcpy(input, domain, sizeof domain);
	memcpy(input + sizeof domain, sealed, size);
	crypt_hash(store->identity->keys.activities, input, sizeof domain + size, id.bytes, sizeof id.bytes);
	return id;
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
	if (!array_room(&items->at, &items->room, items->count + 1, sizeof *items->at))
		return TS_NO_MEMORY;
	item.usable = size == INBOX_SIZE + BOX_OVERHEAD &&
	              crypt_box_open(&store->identity->keys, sealed, size, plain) &&
	              inbox_decode(plain, sizeof plain, &item.record);
	if (item.usable)
		item.log = item_log(store, sealed, size);
	items->at[items->count++] = item;
	if (memcmp(item.id.bytes, items->last.bytes, TS_ID_SIZE) > 0)
		items->last = item.id;
	return TS_OK;
}

static int item_compare(const void *left, const void *right)
{
	const struct inbox_item *a = left, *b = right;

	if (a->record.at != b->record.at)
		return a->record.at < b->record.at ? -1 : 1;
	return memcmp(a->id.bytes, b->id.bytes, TS_ID_SIZE);
}

static bool id_is_zero(const struct ts_id *id)
{
	return ts_id_equal(*id, (struct ts_id){ { 0 } });
}

/* The user's inbox from behind a row on (all zero: from the beginning), LOOK_MOST of it, the oldest first. */
static enum ts_status items_read(ts_store *store, const struct ts_id *after, struct inbox_items *out)
{
	struct inbox_items items = { 0 };
	struct query query = statement_start(store, STATEMENT_INBOX_LIST);
	enum ts_status status;

	statement_bind_id(&query, &store->identity->user);
	statement_bind_blob(&query, after->bytes, id_is_zero(after) ? 0 : TS_ID_SIZE);
	statement_bind_integer(&query, LOOK_MOST);
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
	/* The file's order is broken: there would be no end. */
	if (memcmp(items.last.bytes, after->bytes, TS_ID_SIZE) <= 0)
		items.last = (struct ts_id){ { 0 } };
	*out = items;
	return TS_OK;
}

static enum ts_status item_delete(ts_store *store, const struct inbox_item *item)
{
	struct query query = statement_start(store, STATEMENT_INBOX_DELETE);

	statement_bind_id(&query, &item->id);
	statement_bind_id(&query, &store->identity->user);
	enum ts_status status = statement_run(&query, 1);
	statement_finish(&query);
	return status;
}

/* What is ahead of now waits for its time. */
static bool item_waits(const struct inbox_item *item, ts_time now)
{
	return item->usable && log_check_moment(item->record.at, now) == TS_FUTURE;
}

/* What does not open, a text that no activity can have. */
static bool item_is_junk(const struct inbox_item *item)
{
	const struct catalogue none = { 0 };
	struct ts_id id;

	if (!item->usable)
		return true;
	if (item->record.text[0] == '\0')
		return false;
	enum ts_status status = catalogue_find(&none, item->record.text, &id);
	return status == TS_INVALID || status == TS_TOO_LONG;
}

/* The activity of a slot. An empty one was pressed blindly, at a time that counts: that is kept under a text that says
 * so, for the user to edit. */
static enum ts_status slot_activity(struct action *action, int slot, struct ts_id *out)
{
	char text[sizeof "empty slot 9"];

	if (slot > 0 && !action->catalogue->slots[slot]) {
		(void)snprintf(text, sizeof text, "empty slot %c", '0' + slot);
		return action_activity_slotless(action, text, out);
	}
	*out = slot == 0 ? action->catalogue->off : action->catalogue->slots[slot]->id;
	return TS_OK;
}

/* known: it was folded in before, whatever has become of its log since, and was put in again by another hand. */
static enum ts_status item_look(ts_store *store, const struct inbox_item *item, bool *known)
{
	struct row_log row;
	enum ts_status status = record_log_read(store, &item->log, &row);

	*known = status == TS_OK || status == TS_DAMAGED;
	return *known || status == TS_NOT_FOUND ? TS_OK : status;
}

/* Takes one item that is no junk out of the inbox and into the logs, as a step of its own inside the transaction of
 * all. id: of the step, if there was one. */
static enum ts_status item_fold(ts_store *store, const struct inbox_item *item, ts_time now, struct ts_id *id)
{
	const struct inbox_record *record = &item->record;
	struct log_wish wish = { .comment = "",
		                 .at = record->at,
		                 .locked = true,
		                 .zone = record->zone,
		                 .offset = record->offset,
		                 .id = &item->log };
	struct ts_done done;
	struct action action;
	enum ts_status status = action_begin(&action, store, now, TS_DEED_FOLD);

	if (status != TS_OK)
		return status;
	if (record->text[0] != '\0')
		status = action_activity_of_text(&action, record->text, &wish.activity);
	else
		status = slot_activity(&action, record->slot, &wish.activity);
	if (status == TS_OK)
		status = item_delete(store, item);
	if (status == TS_OK)
		status = log_add(&action, &wish, &done);
	/* It goes on already: the item is used up all the same. */
	if (status == TS_UNCHANGED)
		return action_end_silent(&action, TS_OK);
	*id = action.id;
	return action_end(&action, status);
}

static bool fold_confirm(ts_store *store, const void *context)
{
	return record_step_exists(store, context);
}

/* What a fold did. */
struct fold {
	size_t taken, junk;
	struct ts_id last; /* the last step */
};

/* Leaves of the items those that can be folded in now, and counts junk, which writes nothing, or each login would. */
static void items_sift(struct inbox_items *items, ts_time now, struct fold *fold)
{
	size_t kept = 0;

	for (size_t i = 0; i < items->count; i++) {
		if (item_waits(&items->at[i], now))
			continue;
		if (item_is_junk(&items->at[i]))
			fold->junk++;
		else
			items->at[kept++] = items->at[i];
	}
	items->count = kept;
}

/* Inside a transaction. */
static enum ts_status items_fold(ts_store *store, const struct inbox_items *items, ts_time now, struct fold *fold)
{
	enum ts_status status = TS_OK;

	for (size_t i = 0; i < items->count && i < FOLD_MOST && status == TS_OK; i++) {
		/* They were read before this transaction: another terminal may have been faster. */
		bool known = false;
		status = inbox_item_find(store, &items->at[i].id);
		if (status == TS_OK)
			status = item_look(store, &items->at[i], &known);
		if (status == TS_OK && known) {
			status = item_delete(store, &items->at[i]);
		} else if (status == TS_OK) {
			status = item_fold(store, &items->at[i], now, &fold->last);
			fold->taken++;
		}
		if (status == TS_NOT_FOUND)
			status = TS_OK;
	}
	return status;
}

/* What is foldable of the part of the inbox whose turn it is. */
static enum ts_status turn_read(ts_store *store, ts_time now, struct inbox_items *items, struct ts_id *next,
                                struct fold *fold)
{
	const struct ts_id none = { { 0 } };
	struct ts_id after = ts_id_equal(store->inbox_user, store->identity->user) ? store->inbox_at : none;
	enum ts_status status = store_read_begin(store);

	if (status != TS_OK)
		return status;
	status = items_read(store, &after, items);
	store_read_end(store);
	if (status != TS_OK)
		return status;
	*next = items->count == LOOK_MOST ? items->last : none;
	items_sift(items, now, fold);
	/* What is left of these comes first the next time. */
	if (items->count > FOLD_MOST)
		*next = after;
	return TS_OK;
}

enum ts_status ts_inbox_fold(ts_store *store, ts_time now, size_t *folded, size_t *junk)
{
	struct inbox_items items = { 0 };
	struct fold fold = { 0 };
	struct ts_id next = { { 0 } };
	enum ts_status status = store_require_login(store);

	if (status == TS_OK)
		status = turn_read(store, now, &items, &next, &fold);
	/* Most logins find nothing, and need not write then. */
	if (status == TS_OK && items.count > 0)
		status = store_begin(store);
	if (status == TS_OK && items.count > 0)
		status = store_end(store, items_fold(store, &items, now, &fold), fold_confirm, &fold.last);
	free(items.at);
	if (status != TS_OK)
		return status;
	store->inbox_user = store->identity->user;
	store->inbox_at = next;
	*folded = fold.taken;
	*junk = fold.junk;
	return TS_OK;
}

static enum ts_status item_reseal(ts_store *store, const struct inbox_item *item, const unsigned char *public_key)
{
	unsigned char plain[INBOX_SIZE], sealed[INBOX_SIZE + BOX_OVERHEAD];

	if (!item->usable)
		return TS_OK;
	bool known = false;
	enum ts_status looked = item_look(store, item, &known);
	/* Under another seal it would be another log. */
	if (looked != TS_OK || known)
		return looked != TS_OK ? looked : item_delete(store, item);
	inbox_encode(&item->record, plain);
	bool closed = crypt_box_seal(public_key, plain, sizeof plain, sealed);
	ts_wipe(plain, sizeof plain);
	if (!closed)
		return TS_INVALID;
	struct query query = statement_start(store, STATEMENT_INBOX_UPDATE);
	statement_bind_blob(&query, sealed, sizeof sealed);
	statement_bind_id(&query, &store->identity->user);
	statement_bind_id(&query, &item->id);
	enum ts_status status = statement_run(&query, 1);
	statement_finish(&query);
	return status;
}

/* Calls visit for each item there is; context is its own. */
typedef enum ts_status item_visit(ts_store *store, const struct inbox_item *item, const void *context);
static enum ts_status items_visit(ts_store *store, item_visit *visit, const void *context)
{
	struct ts_id after = { { 0 } };
	enum ts_status status;

	do {
		struct inbox_items items = { 0 };
		status = items_read(store, &after, &items);
		for (size_t i = 0; i < items.count && status == TS_OK; i++)
			status = visit(store, &items.at[i], context);
		after = items.count == LOOK_MOST ? items.last : (struct ts_id){ { 0 } };
		free(items.at);
	} while (status == TS_OK && !id_is_zero(&after));
	return status;
}

static enum ts_status reseal_visit(ts_store *store, const struct inbox_item *item, const void *context)
{
	return item_reseal(store, item, context);
}

enum ts_status inbox_reseal(ts_store *store, const unsigned char public_key[BOX_PUBLIC_SIZE])
{
	return items_visit(store, reseal_visit, public_key);
}

/* What is dropped, and what was. */
struct drop {
	ts_time now;
	struct ts_id *last;
};

static enum ts_status drop_visit(ts_store *store, const struct inbox_item *item, const void *context)
{
	const struct drop *drop = context;

	if (item_waits(item, drop->now) || !item_is_junk(item))
		return TS_OK;
	*drop->last = item->id;
	return item_delete(store, item);
}

/* Inside a transaction. */
static enum ts_status junk_drop(ts_store *store, ts_time now, struct ts_id *last)
{
	const struct drop drop = { now, last };

	return items_visit(store, drop_visit, &drop);
}

/* All were dropped together, so the last tells. */
static bool drop_confirm(ts_store *store, const void *context)
{
	return inbox_item_find(store, context) == TS_NOT_FOUND;
}

enum ts_status ts_inbox_drop_junk(ts_store *store, ts_time now)
{
	struct ts_id last = { 0 };
	enum ts_status status = store_require_login(store);

	if (status == TS_OK)
		status = store_begin(store);
	if (status != TS_OK)
		return status;
	return store_end(store, junk_drop(store, now, &last), drop_confirm, &last);
}
