/*
 * A hub in a directory. Each writes in a transaction of its own, so frames become visible in the order of their
 * numbers: what is behind a number is all that a device has not seen.
 */
#include "data/hub/hub_sqlite.h"

#include "data/file/file.h"
#include "data/file/place.h"
#include "data/hub/hub_file.h"
#include "data/hub/hub_statement.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

static struct hub_sqlite *sqlite_of(struct hub *hub)
{
	return (struct hub_sqlite *)hub;
}

/* ---- positions */

static void position_set(struct hub_sqlite *hub, const struct hub_cursor *cursor)
{
	hub->position = *cursor;
	hub->hub.position_size = HUB_CURSOR_SIZE;
	hub_cursor_encode(cursor, hub->hub.position);
}

/* How many bytes the owner's frames are, and up to where they were dropped: nobody knows any more which those were. */
static enum ts_status owner_read(struct hub_sqlite *hub, int64_t *bytes, int64_t *compacted)
{
	sqlite3_stmt *row;
	enum ts_status status = hub_first(hub, &row, SQL_OWNER, "d", hub->hub.owner);

	*bytes = *compacted = 0;
	if (status != TS_OK)
		return status == TS_NOT_FOUND ? TS_OK : status;
	*bytes = sqlite3_column_int64(row, 0);
	*compacted = sqlite3_column_int64(row, 1);
	hub_stop(row);
	return TS_OK;
}

/* Where the owner's last frame stands, or what was dropped last. */
static enum ts_status head_read(struct hub_sqlite *hub, struct hub_cursor *out)
{
	sqlite3_stmt *row;
	int64_t bytes;

	*out = (struct hub_cursor){ .number = 0 };
	memcpy(out->hub, hub->id, sizeof out->hub);
	enum ts_status status = hub_first(hub, &row, SQL_HEAD, "d", hub->hub.owner);
	if (status == TS_OK) {
		out->number = sqlite3_column_int64(row, 0);
		if (!hub_id_column(row, 1, out->mark, sizeof out->mark))
			status = hub_fail(&hub->hub, TS_DAMAGED, "'%s': a frame without an id", hub->path);
		hub_stop(row);
		return status;
	}
	return status == TS_NOT_FOUND ? owner_read(hub, &bytes, &out->number) : status;
}

/* TS_NOT_FOUND: at that number stands another frame than when the cursor was made, or none. */
static enum ts_status cursor_check(struct hub_sqlite *hub, const struct hub_cursor *cursor)
{
	unsigned char mark[HUB_CURSOR_MARK] = { 0 };
	sqlite3_stmt *row;
	int64_t bytes, compacted;
	enum ts_status status = owner_read(hub, &bytes, &compacted);

	if (status != TS_OK || cursor->number <= compacted)
		return status;
	status = hub_first(hub, &row, SQL_MARK, "id", cursor->number, hub->hub.owner);
	if (status != TS_OK)
		return status;
	bool same = hub_id_column(row, 0, mark, sizeof mark) && memcmp(mark, cursor->mark, sizeof mark) == 0;
	hub_stop(row);
	return same ? TS_OK : TS_NOT_FOUND;
}

static enum ts_status sqlite_seek(struct hub *base, struct packet_view cursor)
{
	struct hub_sqlite *hub = sqlite_of(base);
	struct hub_cursor begin = { .number = 0 }, found;
	enum ts_status status = TS_OK;

	memcpy(begin.hub, hub->id, sizeof begin.hub);
	if (cursor.size > 0)
		status = hub_cursor_decode(cursor, hub->id, &found) ? cursor_check(hub, &found) : TS_NOT_FOUND;
	if (status == TS_OK || status == TS_NOT_FOUND)
		position_set(hub, cursor.size > 0 && status == TS_OK ? &found : &begin);
	return status;
}

/* ---- frames */

/* One more frame, or the same once more: then *number stays 0. */
static enum ts_status frame_insert(struct hub_sqlite *hub, const struct hub_frame *frame, int64_t *number)
{
	enum ts_status status = hub_run(hub, SQL_PUSH, "dddb", hub->hub.owner, frame->id, hub->hub.device,
	                                frame->payload.bytes, frame->payload.size);

	*number = 0;
	if (status == TS_OK && sqlite3_changes(hub->database) > 0)
		*number = sqlite3_last_insert_rowid(hub->database);
	return status;
}

static enum ts_status quota_check(struct hub_sqlite *hub)
{
	int64_t bytes, compacted;

	if (hub->hub.quota == 0)
		return TS_OK;
	enum ts_status status = owner_read(hub, &bytes, &compacted);
	if (status != TS_OK || bytes <= hub->hub.quota)
		return status;
	return hub_fail(&hub->hub, TS_TOO_LONG, "the quota of %lld bytes is used up", (long long)hub->hub.quota);
}

/* Within a transaction. head: where the last of them stands. TS_UNCHANGED: none of them is new. */
static enum ts_status frames_insert(struct hub_sqlite *hub, const struct hub_frame *frames, size_t count,
                                    struct hub_cursor *head)
{
	enum ts_status status = TS_OK;
	int64_t bytes = 0, number;
	bool anything = false;

	for (size_t i = 0; status == TS_OK && i < count; i++) {
		status = frame_insert(hub, &frames[i], &number);
		if (status != TS_OK || number == 0)
			continue;
		anything = true;
		bytes += (int64_t)frames[i].payload.size;
		head->number = number;
		memcpy(head->mark, frames[i].id, sizeof head->mark);
	}
	if (status == TS_OK && anything)
		status = hub_run(hub, SQL_OWNER_ADD, "di", hub->hub.owner, bytes);
	if (status == TS_OK)
		status = anything ? quota_check(hub) : TS_UNCHANGED;
	return status;
}

static enum ts_status sqlite_push(struct hub *base, const struct hub_frame *frames, size_t count)
{
	struct hub_sqlite *hub = sqlite_of(base);
	struct hub_cursor head;
	enum ts_status status = hub_run(hub, SQL_BEGIN, "");

	if (status != TS_OK)
		return status;
	status = head_read(hub, &head);
	bool behind = base->position_size > 0 && head.number == hub->position.number;
	if (status == TS_OK)
		status = frames_insert(hub, frames, count, &head);
	/* Nothing new is no news to anybody: it is not committed. */
	status = hub_transaction_end(hub, status);
	if (status == TS_OK && behind)
		position_set(hub, &head);
	return status == TS_UNCHANGED ? TS_OK : status;
}

static enum ts_status frame_read(struct hub_sqlite *hub, sqlite3_stmt *row, struct hub_frame *frame,
                                 struct hub_cursor *cursor)
{
	frame->payload.bytes = sqlite3_column_blob(row, 2);
	frame->payload.size = (size_t)sqlite3_column_bytes(row, 2);
	if (!hub_id_column(row, 1, frame->id, sizeof frame->id) || frame->payload.size > PACKET_PAYLOAD_MOST ||
	    (!frame->payload.bytes && frame->payload.size > 0))
		return hub_fail(&hub->hub, TS_DAMAGED, "'%s': a frame that nobody has pushed", hub->path);
	*cursor = hub->position;
	cursor->number = sqlite3_column_int64(row, 0);
	memcpy(cursor->mark, frame->id, sizeof cursor->mark);
	return TS_OK;
}

static enum ts_status sqlite_pull(struct hub *base, hub_sink *sink, void *context, bool *out)
{
	struct hub_sqlite *hub = sqlite_of(base);
	unsigned char bytes[HUB_CURSOR_SIZE];
	struct hub_cursor cursor;
	struct hub_frame frame;
	sqlite3_stmt *row;
	int code = SQLITE_ROW;
	enum ts_status status = hub_first(hub, &row, SQL_PULL, "di", base->owner, hub->position.number);

	*out = status == TS_NOT_FOUND;
	if (status != TS_OK)
		return status == TS_NOT_FOUND ? TS_OK : status;
	while (status == TS_OK && code == SQLITE_ROW) {
		status = frame_read(hub, row, &frame, &cursor);
		if (status != TS_OK)
			break;
		hub_cursor_encode(&cursor, bytes);
		if (!sink(context, &frame, (struct packet_view){ bytes, sizeof bytes }))
			break;
		position_set(hub, &cursor);
		code = sqlite3_step(row);
	}
	if (status == TS_OK && code != SQLITE_ROW && code != SQLITE_DONE)
		status = hub_sqlite_fail(hub, code);
	hub_stop(row);
	*out = status == TS_OK && code == SQLITE_DONE;
	return status;
}

static enum ts_status sqlite_compact(struct hub *base, struct packet_view bytes)
{
	struct hub_sqlite *hub = sqlite_of(base);
	struct hub_cursor cursor;
	sqlite3_stmt *row;
	int64_t dropped = 0;

	if (!hub_cursor_decode(bytes, hub->id, &cursor))
		return hub_fail(base, TS_NOT_FOUND, "that is a cursor of another hub");
	enum ts_status status = hub_run(hub, SQL_BEGIN, "");
	if (status != TS_OK)
		return status;
	status = cursor_check(hub, &cursor);
	if (status == TS_NOT_FOUND)
		(void)hub_fail(base, status, "that is a cursor of frames that this hub has not");
	if (status == TS_OK)
		status = hub_first(hub, &row, SQL_DROPPED, "di", base->owner, cursor.number);
	if (status == TS_OK) {
		dropped = sqlite3_column_int64(row, 0);
		hub_stop(row);
		status = hub_run(hub, SQL_DROP, "di", base->owner, cursor.number);
	}
	if (status == TS_OK && sqlite3_changes(hub->database) > 0)
		status = hub_run(hub, SQL_OWNER_COMPACT, "dii", base->owner, dropped, cursor.number);
	return hub_transaction_end(hub, status);
}

static enum ts_status sqlite_wipe(struct hub *base)
{
	static const enum hub_statement wipes[] = { SQL_WIPE_FRAMES, SQL_WIPE_OWNER, SQL_WIPE_KEYRING };
	struct hub_sqlite *hub = sqlite_of(base);
	enum ts_status status = hub_run(hub, SQL_BEGIN, "");

	if (status != TS_OK)
		return status;
	for (size_t i = 0; i < sizeof wipes / sizeof wipes[0] && status == TS_OK; i++)
		status = hub_run(hub, wipes[i], "d", base->owner);
	return hub_transaction_end(hub, status);
}

/* ---- keyrings */

static enum ts_status keyring_take(struct hub_sqlite *hub, sqlite3_stmt *row, struct hub_keyring *out)
{
	const void *blob = sqlite3_column_blob(row, 3);
	size_t size = (size_t)sqlite3_column_bytes(row, 3);

	if (!hub_id_column(row, 0, out->owner, sizeof out->owner) ||
	    !hub_id_column(row, 1, out->name, sizeof out->name))
		return hub_fail(&hub->hub, TS_DAMAGED, "'%s': a keyring that nobody has put", hub->path);
	out->generation = (uint64_t)sqlite3_column_int64(row, 2);
	out->blob = malloc(size ? size : 1);
	if (!out->blob)
		return hub_fail(&hub->hub, TS_NO_MEMORY, "%s", ts_status_text(TS_NO_MEMORY));
	if (size > 0)
		memcpy(out->blob, blob, size);
	out->size = size;
	return TS_OK;
}

static enum ts_status sqlite_keyring_read(struct hub *base, const unsigned char *name, struct hub_keyring *out)
{
	struct hub_sqlite *hub = sqlite_of(base);
	sqlite3_stmt *row;
	enum ts_status status = name ? hub_first(hub, &row, SQL_KEYRING_NAMED, "d", name)
	                             : hub_first(hub, &row, SQL_KEYRING, "d", base->owner);

	*out = (struct hub_keyring){ .generation = 0 };
	if (status != TS_OK)
		return status == TS_NOT_FOUND ? TS_OK : status;
	status = keyring_take(hub, row, out);
	hub_stop(row);
	return status;
}

/* Within a transaction: whether it may be put. */
static enum ts_status keyring_check(struct hub_sqlite *hub, const unsigned char *name, uint64_t expected)
{
	struct hub_keyring present, named = { .generation = 0 };
	enum ts_status status = sqlite_keyring_read(&hub->hub, NULL, &present);

	if (status == TS_OK)
		status = sqlite_keyring_read(&hub->hub, name, &named);
	free(present.blob);
	free(named.blob);
	if (status != TS_OK)
		return status;
	if (named.generation > 0 && memcmp(named.owner, hub->hub.owner, sizeof named.owner) != 0)
		return TS_EXISTS;
	return present.generation == expected ? TS_OK : TS_UNCHANGED;
}

static enum ts_status sqlite_keyring_write(struct hub *base, const unsigned char *name, uint64_t expected,
                                           struct packet_view blob)
{
	struct hub_sqlite *hub = sqlite_of(base);
	enum ts_status status = hub_run(hub, SQL_BEGIN, "");

	if (status != TS_OK)
		return status;
	status = keyring_check(hub, name, expected);
	if (status == TS_OK)
		status = hub_run(hub, SQL_KEYRING_WRITE, "ddib", base->owner, name, (int64_t)(expected + 1), blob.bytes,
		                 blob.size);
	return hub_transaction_end(hub, status);
}

/* ---- beginning and end */

static enum ts_status version_read(struct hub_sqlite *hub, int64_t *out)
{
	sqlite3_stmt *row;
	enum ts_status status = hub_first(hub, &row, SQL_VERSION, "");

	if (status != TS_OK)
		return status;
	*out = sqlite3_column_int64(row, 0);
	hub_stop(row);
	return TS_OK;
}

/* What cannot be looked at may have changed: the next read says why not. */
static bool sqlite_changed(struct hub *base)
{
	struct hub_sqlite *hub = sqlite_of(base);
	int64_t version;

	if (version_read(hub, &version) != TS_OK)
		return true;
	bool changed = version != hub->version;
	hub->version = version;
	return changed;
}

static enum ts_status sqlite_enter(struct hub *base, struct hub_about *out)
{
	struct hub_sqlite *hub = sqlite_of(base);
	struct hub_keyring keyring;
	struct hub_cursor head;
	int64_t bytes, compacted;
	enum ts_status status = head_read(hub, &head);

	if (status == TS_OK)
		status = owner_read(hub, &bytes, &compacted);
	if (status == TS_OK)
		status = sqlite_keyring_read(base, NULL, &keyring);
	if (status != TS_OK)
		return status;
	free(keyring.blob);
	base->position_size = 0;
	*out = (struct hub_about){ .generation = keyring.generation, .kept = bytes, .head_size = HUB_CURSOR_SIZE };
	memcpy(out->id, hub->id, sizeof out->id);
	hub_cursor_encode(&head, out->head);
	return TS_OK;
}

static struct hub_wait sqlite_wait(const struct hub *base)
{
	const struct hub_sqlite *hub = (const struct hub_sqlite *)base;

	return (struct hub_wait){ .directory = hub->directory, .descriptor = -1 };
}

static void sqlite_close(struct hub *base)
{
	struct hub_sqlite *hub = sqlite_of(base);

	for (int i = 0; i < SQL_COUNT; i++)
		(void)sqlite3_finalize(hub->statements[i]);
	(void)sqlite3_close(hub->database);
	free(hub->path);
	free(hub->directory);
	free(hub);
}

static const struct hub_operations operations = {
	.enter = sqlite_enter,
	.keyring_read = sqlite_keyring_read,
	.keyring_write = sqlite_keyring_write,
	.push = sqlite_push,
	.seek = sqlite_seek,
	.pull = sqlite_pull,
	.compact = sqlite_compact,
	.wipe = sqlite_wipe,
	.changed = sqlite_changed,
	.wait = sqlite_wait,
	.close = sqlite_close,
};

static enum ts_status id_read(struct hub_sqlite *hub)
{
	sqlite3_stmt *row;
	enum ts_status status = hub_first(hub, &row, SQL_ABOUT, "");

	if (status == TS_OK && !hub_id_column(row, 0, hub->id, sizeof hub->id))
		status = TS_NOT_FOUND;
	if (status == TS_NOT_FOUND)
		status = hub_fail(&hub->hub, TS_DAMAGED, "'%s' is damaged: it does not say which hub it is", hub->path);
	if (status == TS_OK)
		hub_stop(row);
	return status == TS_OK ? version_read(hub, &hub->version) : status;
}

enum ts_status hub_sqlite_open(const char *directory, char reason[TS_REASON_SIZE], struct hub **out)
{
	struct hub_sqlite *hub = calloc(1, sizeof *hub);
	enum ts_status status;

	if (!hub)
		return file_fail(reason, TS_NO_MEMORY, "cannot open '%s': out of memory", directory);
	hub->hub.operations = &operations;
	status = hub_file_open(directory, &hub->path, &hub->database, hub->hub.reason);
	if (status == TS_OK) {
		hub->directory = place_directory(hub->path);
		status = hub->directory ? id_read(hub) : hub_fail(&hub->hub, TS_NO_MEMORY, "out of memory");
	}
	if (status == TS_OK) {
		*out = &hub->hub;
		return TS_OK;
	}
	memcpy(reason, hub->hub.reason, TS_REASON_SIZE);
	sqlite_close(&hub->hub);
	return status;
}
