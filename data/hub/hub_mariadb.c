/*
 * A hub at a MariaDB server. What may be done there is a procedure each (hub_mariadb.sql), which gives numbers in the
 * order of commits. The server tells nobody of news: it is asked for the last number every two seconds.
 */
#include "data/hub/hub_mariadb.h"

#include "data/file/file.h"
#include "data/hub/hub_cursor.h"
#include "data/hub/mariadb_link.h"

#include <stdlib.h>
#include <string.h>

enum { LOOK_EVERY = 2000 /* milliseconds */ };

struct hub_mariadb {
	struct hub hub;
	struct mariadb_link link;
	unsigned char id[PACKET_ID_SIZE];
	bool entered;
	int64_t head; /* the number of the last frame when it was asked for last */
	struct hub_cursor position;
	/* Frames that were fetched; the present row was not handed on yet. */
	struct mariadb_rows fetched;
};

static struct hub_mariadb *mariadb_of(struct hub *hub)
{
	return (struct hub_mariadb *)hub;
}

static struct mariadb_argument owner_value(const struct hub_mariadb *hub)
{
	return mariadb_argument_bytes(hub->hub.owner, sizeof hub->hub.owner);
}

/* False: it is not of that size. */
static bool bytes_read(const struct mariadb_rows *rows, unsigned column, unsigned char *out, size_t size)
{
	struct packet_view view = mariadb_bytes(rows, column);

	if (view.size != size)
		return false;
	memcpy(out, view.bytes, size);
	return true;
}

/* The begin of a frame's id; zeroes where there is none. */
static void mark_read(const struct mariadb_rows *rows, unsigned column, struct hub_cursor *out)
{
	struct packet_view view = mariadb_bytes(rows, column);

	memset(out->mark, 0, sizeof out->mark);
	if (view.size == PACKET_ID_SIZE)
		memcpy(out->mark, view.bytes, sizeof out->mark);
}

static void position_set(struct hub_mariadb *hub, const struct hub_cursor *cursor)
{
	hub->position = *cursor;
	hub->hub.position_size = HUB_CURSOR_SIZE;
	hub_cursor_encode(cursor, hub->hub.position);
}

static enum ts_status strange(struct hub_mariadb *hub)
{
	return hub_fail(&hub->hub, TS_DAMAGED, "MariaDB: the server answers what no hub does");
}

/* The one row that a call answers with. TS_DAMAGED: there is none. */
static enum ts_status row_call(struct hub_mariadb *hub, const char *procedure, const struct mariadb_argument *values,
                               size_t count, struct mariadb_rows *out)
{
	enum ts_status status = mariadb_call(&hub->link, procedure, values, count, out);

	return status == TS_OK && !mariadb_rows_next(&hub->link, out) ? strange(hub) : status;
}

/* ---- whose frames */

static enum ts_status about_take(struct hub_mariadb *hub, const struct mariadb_rows *rows, struct hub_about *out)
{
	struct hub_cursor head = { .number = mariadb_number(rows, 1) };

	if (!bytes_read(rows, 0, hub->id, sizeof hub->id))
		return strange(hub);
	memcpy(head.hub, hub->id, sizeof head.hub);
	mark_read(rows, 2, &head);
	*out = (struct hub_about){ .generation = (uint64_t)mariadb_number(rows, 3),
		                   .kept = mariadb_number(rows, 4),
		                   .head_size = HUB_CURSOR_SIZE };
	memcpy(out->id, hub->id, sizeof out->id);
	hub_cursor_encode(&head, out->head);
	hub->head = head.number;
	hub->entered = true;
	return TS_OK;
}

static enum ts_status mariadb_enter(struct hub *base, struct hub_about *out)
{
	struct hub_mariadb *hub = mariadb_of(base);
	const struct mariadb_argument values[] = { owner_value(hub) };
	struct mariadb_rows rows;
	enum ts_status status = row_call(hub, "hub_enter", values, 1, &rows);

	base->position_size = 0;
	mariadb_rows_forget(&hub->link, &hub->fetched);
	if (status == TS_OK)
		status = about_take(hub, &rows, out);
	mariadb_rows_forget(&hub->link, &rows);
	return status;
}

/* ---- keyrings */

static enum ts_status keyring_take(struct hub_mariadb *hub, const struct mariadb_rows *rows, struct hub_keyring *out)
{
	struct packet_view blob = mariadb_bytes(rows, 3);

	out->generation = (uint64_t)mariadb_number(rows, 2);
	if (!bytes_read(rows, 0, out->owner, sizeof out->owner) || !bytes_read(rows, 1, out->name, sizeof out->name) ||
	    blob.size > PACKET_PAYLOAD_MOST)
		return strange(hub);
	out->blob = malloc(blob.size + 1);
	if (!out->blob)
		return hub_fail(&hub->hub, TS_NO_MEMORY, "%s", ts_status_text(TS_NO_MEMORY));
	memcpy(out->blob, blob.bytes, blob.size);
	out->size = blob.size;
	return TS_OK;
}

static enum ts_status mariadb_keyring_read(struct hub *base, const unsigned char *name, struct hub_keyring *out)
{
	struct hub_mariadb *hub = mariadb_of(base);
	const struct mariadb_argument values[] = { owner_value(hub),
		                                   mariadb_argument_bytes(name, name ? PACKET_ID_SIZE : 0) };
	struct mariadb_rows rows;
	enum ts_status status = mariadb_call(&hub->link, "hub_keyring_of", values, 2, &rows);

	*out = (struct hub_keyring){ .generation = 0 };
	if (status == TS_OK && mariadb_rows_next(&hub->link, &rows))
		status = keyring_take(hub, &rows, out);
	mariadb_rows_forget(&hub->link, &rows);
	return status;
}

static enum ts_status mariadb_keyring_write(struct hub *base, const unsigned char *name, uint64_t expected,
                                            struct packet_view blob)
{
	struct hub_mariadb *hub = mariadb_of(base);
	const struct mariadb_argument values[] = { owner_value(hub), mariadb_argument_bytes(name, PACKET_ID_SIZE),
		                                   mariadb_argument_number((int64_t)expected),
		                                   mariadb_argument_bytes(blob.bytes, blob.size) };
	struct mariadb_rows rows;
	enum ts_status status = row_call(hub, "hub_keyring_put", values, 4, &rows);

	if (status == TS_OK) {
		int64_t put = mariadb_number(&rows, 0);
		status = put == 0 ? TS_OK : put == 1 ? TS_UNCHANGED : TS_EXISTS;
	}
	mariadb_rows_forget(&hub->link, &rows);
	return status;
}

/* ---- frames */

/* As hub_push takes them, for the caller to free; NULL without memory. */
static unsigned char *frames_pack(const struct hub_frame *frames, size_t count, size_t *size)
{
	size_t total = 0;

	for (size_t i = 0; i < count; i++)
		total += PACKET_ID_SIZE + 4 + frames[i].payload.size;
	unsigned char *bytes = malloc(total + 1), *at = bytes;
	for (size_t i = 0; i < count && bytes; i++) {
		size_t payload = frames[i].payload.size;
		memcpy(at, frames[i].id, PACKET_ID_SIZE);
		at += PACKET_ID_SIZE;
		for (int shift = 24; shift >= 0; shift -= 8)
			*at++ = (unsigned char)(payload >> shift);
		memcpy(at, frames[i].payload.bytes, payload);
		at += payload;
	}
	*size = total;
	return bytes;
}

static enum ts_status mariadb_push(struct hub *base, const struct hub_frame *frames, size_t count)
{
	struct hub_mariadb *hub = mariadb_of(base);
	size_t size = 0;
	unsigned char *packed = frames_pack(frames, count, &size);
	const struct mariadb_argument values[] = { owner_value(hub),
		                                   mariadb_argument_bytes(base->device, sizeof base->device),
		                                   mariadb_argument_bytes(packed, size) };
	struct mariadb_rows rows;

	if (!packed)
		return hub_fail(base, TS_NO_MEMORY, "%s", ts_status_text(TS_NO_MEMORY));
	enum ts_status status = row_call(hub, "hub_push", values, 3, &rows);
	free(packed);
	if (status == TS_OK && base->position_size > 0 && mariadb_number(&rows, 0) == hub->position.number) {
		struct hub_cursor head = hub->position;
		head.number = mariadb_number(&rows, 1);
		mark_read(&rows, 2, &head);
		position_set(hub, &head);
		mariadb_rows_forget(&hub->link, &hub->fetched);
	}
	mariadb_rows_forget(&hub->link, &rows);
	return status;
}

static enum ts_status cursor_call(struct hub_mariadb *hub, const char *procedure, const struct hub_cursor *cursor,
                                  bool *out)
{
	const struct mariadb_argument values[] = { owner_value(hub), mariadb_argument_number(cursor->number),
		                                   mariadb_argument_bytes(cursor->mark, sizeof cursor->mark) };
	struct mariadb_rows rows;
	enum ts_status status = row_call(hub, procedure, values, 3, &rows);

	*out = status == TS_OK && mariadb_number(&rows, 0) == 1;
	mariadb_rows_forget(&hub->link, &rows);
	return status;
}

static enum ts_status mariadb_seek(struct hub *base, struct packet_view cursor)
{
	struct hub_mariadb *hub = mariadb_of(base);
	struct hub_cursor begin = { .number = 0 }, found = { .number = 0 };
	bool stands = cursor.size == 0;

	memcpy(begin.hub, hub->id, sizeof begin.hub);
	mariadb_rows_forget(&hub->link, &hub->fetched);
	if (cursor.size > 0 && hub_cursor_decode(cursor, hub->id, &found)) {
		enum ts_status status = cursor_call(hub, "hub_stands", &found, &stands);
		if (status != TS_OK)
			return status;
	}
	position_set(hub, cursor.size > 0 && stands ? &found : &begin);
	return stands ? TS_OK : TS_NOT_FOUND;
}

/* none: there are no more. */
static enum ts_status fetch(struct hub_mariadb *hub, bool *none)
{
	const struct mariadb_argument values[] = { owner_value(hub), mariadb_argument_number(hub->position.number) };

	mariadb_rows_forget(&hub->link, &hub->fetched);
	enum ts_status status = mariadb_call(&hub->link, "hub_fetch", values, 2, &hub->fetched);
	*none = status == TS_OK && !mariadb_rows_next(&hub->link, &hub->fetched);
	return status;
}

/* taken: false, the sink takes no more. */
static enum ts_status fetched_tell(struct hub_mariadb *hub, hub_sink *sink, void *context, bool *taken)
{
	unsigned char bytes[HUB_CURSOR_SIZE];
	struct hub_frame frame;

	*taken = true;
	while (hub->fetched.row) {
		struct hub_cursor cursor = hub->position;
		cursor.number = mariadb_number(&hub->fetched, 0);
		frame.payload = mariadb_bytes(&hub->fetched, 2);
		if (!bytes_read(&hub->fetched, 1, frame.id, sizeof frame.id) || cursor.number <= hub->position.number ||
		    frame.payload.size > PACKET_PAYLOAD_MOST)
			return strange(hub);
		memcpy(cursor.mark, frame.id, sizeof cursor.mark);
		hub_cursor_encode(&cursor, bytes);
		*taken = sink(context, &frame, (struct packet_view){ bytes, sizeof bytes });
		if (!*taken)
			return TS_OK;
		position_set(hub, &cursor);
		(void)mariadb_rows_next(&hub->link, &hub->fetched);
	}
	return TS_OK;
}

static enum ts_status mariadb_pull(struct hub *base, hub_sink *sink, void *context, bool *out)
{
	struct hub_mariadb *hub = mariadb_of(base);
	bool taken = true;
	enum ts_status status = fetched_tell(hub, sink, context, &taken);

	*out = false;
	while (status == TS_OK && taken && !*out) {
		status = fetch(hub, out);
		if (status == TS_OK && !*out)
			status = fetched_tell(hub, sink, context, &taken);
	}
	return status;
}

static enum ts_status mariadb_compact(struct hub *base, struct packet_view bytes)
{
	struct hub_mariadb *hub = mariadb_of(base);
	struct hub_cursor cursor;
	bool done = false;
	enum ts_status status = TS_OK;

	if (hub_cursor_decode(bytes, hub->id, &cursor))
		status = cursor_call(hub, "hub_compact", &cursor, &done);
	if (status == TS_OK && !done)
		return hub_fail(base, TS_NOT_FOUND, "that is a cursor of frames that this hub has not");
	return status;
}

static enum ts_status mariadb_wipe(struct hub *base)
{
	struct hub_mariadb *hub = mariadb_of(base);
	const struct mariadb_argument values[] = { owner_value(hub) };
	struct mariadb_rows rows;
	enum ts_status status = row_call(hub, "hub_wipe", values, 1, &rows);

	mariadb_rows_forget(&hub->link, &rows);
	mariadb_rows_forget(&hub->link, &hub->fetched);
	return status;
}

static bool mariadb_changed(struct hub *base)
{
	struct hub_mariadb *hub = mariadb_of(base);
	const struct mariadb_argument values[] = { owner_value(hub) };
	struct mariadb_rows rows;

	if (!hub->entered || base->lost)
		return false;
	base->lost = row_call(hub, "hub_head", values, 1, &rows) != TS_OK;
	int64_t head = base->lost ? hub->head : mariadb_number(&rows, 0);
	mariadb_rows_forget(&hub->link, &rows);
	bool changed = head != hub->head;
	hub->head = head;
	return changed;
}

/* ---- beginning and end */

static struct hub_wait mariadb_wait(const struct hub *base)
{
	(void)base;
	return (struct hub_wait){ .descriptor = -1, .milliseconds = LOOK_EVERY };
}

static void mariadb_close(struct hub *base)
{
	struct hub_mariadb *hub = mariadb_of(base);

	if (hub->link.connection)
		mariadb_rows_forget(&hub->link, &hub->fetched);
	mariadb_link_close(&hub->link);
	free(hub);
}

static const struct hub_operations operations = {
	.enter = mariadb_enter,
	.keyring_read = mariadb_keyring_read,
	.keyring_write = mariadb_keyring_write,
	.push = mariadb_push,
	.seek = mariadb_seek,
	.pull = mariadb_pull,
	.compact = mariadb_compact,
	.wipe = mariadb_wipe,
	.changed = mariadb_changed,
	.wait = mariadb_wait,
	.close = mariadb_close,
};

enum ts_status hub_mariadb_open(const char *url, char reason[TS_REASON_SIZE], struct hub **out)
{
	struct hub_mariadb *hub = calloc(1, sizeof *hub);

	if (!hub)
		return file_fail(reason, TS_NO_MEMORY, "%s", ts_status_text(TS_NO_MEMORY));
	hub->hub.operations = &operations;
	hub->link.hub = &hub->hub;
	enum ts_status status = mariadb_link_open(&hub->link, url);
	if (status == TS_OK) {
		*out = &hub->hub;
		return TS_OK;
	}
	memcpy(reason, hub->hub.reason, TS_REASON_SIZE);
	mariadb_close(&hub->hub);
	return status;
}
