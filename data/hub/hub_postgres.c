/*
 * A hub at a PostgreSQL server. What may be done there is a function of the schema each (hub.sql), which gives numbers
 * in the order of commits; news come by LISTEN.
 */
#include "data/hub/hub_postgres.h"

#include "data/file/file.h"
#include "data/hub/hub_cursor.h"
#include "data/hub/postgres_link.h"

#include <stdlib.h>
#include <string.h>

enum { HEARTBEAT = 60000 /* milliseconds: finds a connection that is lost, and news that no notice came of */ };

struct hub_postgres {
	struct hub hub;
	struct postgres_link link;
	unsigned char id[PACKET_ID_SIZE];
	struct hub_cursor position;
	/* Frames that were fetched and not handed on yet: */
	PGresult *fetched;
	int next, count;
};

static struct hub_postgres *postgres_of(struct hub *hub)
{
	return (struct hub_postgres *)hub;
}

static struct postgres_value owner_value(const struct hub_postgres *hub)
{
	return (struct postgres_value){ hub->hub.owner, sizeof hub->hub.owner };
}

static void clear(struct hub_postgres *hub, PGresult *result)
{
	if (result)
		hub->link.library.PQclear(result);
}

static void fetched_forget(struct hub_postgres *hub)
{
	clear(hub, hub->fetched);
	hub->fetched = NULL;
	hub->next = hub->count = 0;
}

/* False: it is not of that size. */
static bool bytes_read(const struct hub_postgres *hub, const PGresult *result, int row, int column, unsigned char *out,
                       size_t size)
{
	struct packet_view view = postgres_bytes(&hub->link, result, row, column);

	if (view.size != size)
		return false;
	memcpy(out, view.bytes, size);
	return true;
}

/* The begin of a frame's id; zeroes where there is none. */
static void mark_read(const struct hub_postgres *hub, const PGresult *result, int column, struct hub_cursor *out)
{
	struct packet_view view = postgres_bytes(&hub->link, result, 0, column);

	memset(out->mark, 0, sizeof out->mark);
	if (view.size == PACKET_ID_SIZE)
		memcpy(out->mark, view.bytes, sizeof out->mark);
}

static void position_set(struct hub_postgres *hub, const struct hub_cursor *cursor)
{
	hub->position = *cursor;
	hub->hub.position_size = HUB_CURSOR_SIZE;
	hub_cursor_encode(cursor, hub->hub.position);
}

static enum ts_status strange(struct hub_postgres *hub)
{
	return hub_fail(&hub->hub, TS_DAMAGED, "PostgreSQL: the server answers what no hub does");
}

/* ---- whose frames */

/* A channel's name is ours: letters, digits, hyphens; anything else would be SQL. */
static enum ts_status listen(struct hub_postgres *hub, struct packet_view channel)
{
	static const char allowed[] = "abcdefghijklmnopqrstuvwxyz0123456789-";
	char sql[128] = "LISTEN \"";
	size_t size = strlen(sql);
	PGresult *result;

	if (channel.size == 0 || channel.size > 60)
		return strange(hub);
	memcpy(sql + size, channel.bytes, channel.size);
	sql[size + channel.size] = '\0';
	if (strspn(sql + size, allowed) != channel.size)
		return strange(hub);
	memcpy(sql + size + channel.size, "\"", 2);
	enum ts_status status = postgres_run(&hub->link, sql, NULL, 0, &result);
	clear(hub, result);
	return status;
}

static enum ts_status about_take(struct hub_postgres *hub, const PGresult *result, struct hub_about *out)
{
	struct hub_cursor head = { .number = postgres_number(&hub->link, result, 0, 2) };

	if (hub->link.library.PQntuples(result) != 1 || !bytes_read(hub, result, 0, 0, hub->id, sizeof hub->id))
		return strange(hub);
	memcpy(head.hub, hub->id, sizeof head.hub);
	mark_read(hub, result, 3, &head);
	*out = (struct hub_about){ .generation = (uint64_t)postgres_number(&hub->link, result, 0, 4),
		                   .kept = postgres_number(&hub->link, result, 0, 5),
		                   .head_size = HUB_CURSOR_SIZE };
	memcpy(out->id, hub->id, sizeof out->id);
	hub_cursor_encode(&head, out->head);
	return listen(hub, postgres_bytes(&hub->link, result, 0, 1));
}

static enum ts_status postgres_enter(struct hub *base, struct hub_about *out)
{
	struct hub_postgres *hub = postgres_of(base);
	const struct postgres_value values[] = { owner_value(hub) };
	PGresult *result;
	enum ts_status status = postgres_run(
	        &hub->link, "SELECT hub, channel, head, mark, generation, kept FROM hub.enter($1)", values, 1, &result);

	base->position_size = 0;
	fetched_forget(hub);
	if (status == TS_OK)
		status = about_take(hub, result, out);
	clear(hub, result);
	return status;
}

/* ---- keyrings */

static enum ts_status keyring_take(struct hub_postgres *hub, const PGresult *result, struct hub_keyring *out)
{
	struct packet_view blob = postgres_bytes(&hub->link, result, 0, 3);

	out->generation = (uint64_t)postgres_number(&hub->link, result, 0, 2);
	if (!bytes_read(hub, result, 0, 0, out->owner, sizeof out->owner) ||
	    !bytes_read(hub, result, 0, 1, out->name, sizeof out->name) || blob.size > PACKET_PAYLOAD_MOST)
		return strange(hub);
	out->blob = malloc(blob.size + 1);
	if (!out->blob)
		return hub_fail(&hub->hub, TS_NO_MEMORY, "%s", ts_status_text(TS_NO_MEMORY));
	memcpy(out->blob, blob.bytes, blob.size);
	out->size = blob.size;
	return TS_OK;
}

static enum ts_status postgres_keyring_read(struct hub *base, const unsigned char *name, struct hub_keyring *out)
{
	struct hub_postgres *hub = postgres_of(base);
	const struct postgres_value values[] = { owner_value(hub), { name, name ? PACKET_ID_SIZE : 0 } };
	PGresult *result;
	enum ts_status status = postgres_run(
	        &hub->link, "SELECT owner, name, generation, keyring FROM hub.keyring_of($1, $2)", values, 2, &result);

	*out = (struct hub_keyring){ .generation = 0 };
	if (status == TS_OK && hub->link.library.PQntuples(result) > 0)
		status = keyring_take(hub, result, out);
	clear(hub, result);
	return status;
}

static enum ts_status postgres_keyring_write(struct hub *base, const unsigned char *name, uint64_t expected,
                                             struct packet_view blob)
{
	struct hub_postgres *hub = postgres_of(base);
	unsigned char number[8];
	const struct postgres_value values[] = {
		owner_value(hub), { name, PACKET_ID_SIZE }, { number, sizeof number }, { blob.bytes, blob.size }
	};
	PGresult *result;

	postgres_number_put((int64_t)expected, number);
	enum ts_status status = postgres_run(&hub->link, "SELECT hub.keyring_put($1, $2, $3, $4)", values, 4, &result);
	if (status == TS_OK) {
		int64_t put = postgres_number(&hub->link, result, 0, 0);
		status = put == 0 ? TS_OK : put == 1 ? TS_UNCHANGED : TS_EXISTS;
	}
	clear(hub, result);
	return status;
}

/* ---- frames */

static struct packet_view frame_id(const void *context, size_t index)
{
	const struct hub_frame *frames = context;
	return (struct packet_view){ frames[index].id, sizeof frames[index].id };
}

static struct packet_view frame_payload(const void *context, size_t index)
{
	const struct hub_frame *frames = context;
	return frames[index].payload;
}

static enum ts_status postgres_push(struct hub *base, const struct hub_frame *frames, size_t count)
{
	struct hub_postgres *hub = postgres_of(base);
	size_t id_size = 0, payload_size = 0;
	unsigned char *ids = postgres_array_make(count, frame_id, frames, &id_size);
	unsigned char *payloads = postgres_array_make(count, frame_payload, frames, &payload_size);
	const struct postgres_value values[] = {
		owner_value(hub), { base->device, sizeof base->device }, { ids, id_size }, { payloads, payload_size }
	};
	PGresult *result = NULL;
	enum ts_status status = TS_NO_MEMORY;

	if (ids && payloads)
		status = postgres_run(&hub->link, "SELECT before, head, mark FROM hub.push($1, $2, $3, $4)", values, 4,
		                      &result);
	else
		(void)hub_fail(base, status, "%s", ts_status_text(status));
	if (status == TS_OK && base->position_size > 0 &&
	    postgres_number(&hub->link, result, 0, 0) == hub->position.number) {
		struct hub_cursor head = hub->position;
		head.number = postgres_number(&hub->link, result, 0, 1);
		mark_read(hub, result, 2, &head);
		position_set(hub, &head);
		fetched_forget(hub);
	}
	clear(hub, result);
	free(ids);
	free(payloads);
	return status;
}

static enum ts_status cursor_run(struct hub_postgres *hub, const char *sql, const struct hub_cursor *cursor, bool *out)
{
	unsigned char number[8];
	const struct postgres_value values[] = { owner_value(hub),
		                                 { number, sizeof number },
		                                 { cursor->mark, sizeof cursor->mark } };
	PGresult *result;

	postgres_number_put(cursor->number, number);
	enum ts_status status = postgres_run(&hub->link, sql, values, 3, &result);
	if (status == TS_OK) {
		struct packet_view answer = postgres_bytes(&hub->link, result, 0, 0);
		*out = answer.size == 1 && *(const char *)answer.bytes == 1;
	}
	clear(hub, result);
	return status;
}

static enum ts_status postgres_seek(struct hub *base, struct packet_view cursor)
{
	struct hub_postgres *hub = postgres_of(base);
	struct hub_cursor begin = { .number = 0 }, found = { .number = 0 };
	bool stands = cursor.size == 0;

	memcpy(begin.hub, hub->id, sizeof begin.hub);
	fetched_forget(hub);
	if (cursor.size > 0 && hub_cursor_decode(cursor, hub->id, &found)) {
		enum ts_status status = cursor_run(hub, "SELECT hub.stands($1, $2, $3)", &found, &stands);
		if (status != TS_OK)
			return status;
	}
	position_set(hub, cursor.size > 0 && stands ? &found : &begin);
	return stands ? TS_OK : TS_NOT_FOUND;
}

static enum ts_status fetch(struct hub_postgres *hub)
{
	unsigned char number[8];
	const struct postgres_value values[] = { owner_value(hub), { number, sizeof number } };

	fetched_forget(hub);
	postgres_number_put(hub->position.number, number);
	enum ts_status status =
	        postgres_run(&hub->link, "SELECT number, id, payload FROM hub.fetch($1, $2)", values, 2, &hub->fetched);
	if (status == TS_OK)
		hub->count = hub->link.library.PQntuples(hub->fetched);
	return status;
}

/* False: the sink takes no more. */
static enum ts_status fetched_tell(struct hub_postgres *hub, hub_sink *sink, void *context, bool *taken)
{
	unsigned char bytes[HUB_CURSOR_SIZE];
	struct hub_frame frame;

	*taken = true;
	while (hub->next < hub->count) {
		struct hub_cursor cursor = hub->position;
		cursor.number = postgres_number(&hub->link, hub->fetched, hub->next, 0);
		frame.payload = postgres_bytes(&hub->link, hub->fetched, hub->next, 2);
		if (!bytes_read(hub, hub->fetched, hub->next, 1, frame.id, sizeof frame.id) ||
		    cursor.number <= hub->position.number || frame.payload.size > PACKET_PAYLOAD_MOST)
			return strange(hub);
		memcpy(cursor.mark, frame.id, sizeof cursor.mark);
		hub_cursor_encode(&cursor, bytes);
		*taken = sink(context, &frame, (struct packet_view){ bytes, sizeof bytes });
		if (!*taken)
			return TS_OK;
		position_set(hub, &cursor);
		hub->next++;
	}
	return TS_OK;
}

static enum ts_status postgres_pull(struct hub *base, hub_sink *sink, void *context, bool *out)
{
	struct hub_postgres *hub = postgres_of(base);
	bool taken = true, only_own;
	enum ts_status status = fetched_tell(hub, sink, context, &taken);

	*out = false;
	while (status == TS_OK && taken) {
		status = fetch(hub);
		/* A notice that came with the answer would not be heard of again. */
		if (status == TS_OK && hub->count == 0 && !postgres_notified(&hub->link, &only_own)) {
			*out = true;
			break;
		}
		if (status == TS_OK)
			status = fetched_tell(hub, sink, context, &taken);
	}
	return status;
}

static enum ts_status postgres_compact(struct hub *base, struct packet_view bytes)
{
	struct hub_postgres *hub = postgres_of(base);
	struct hub_cursor cursor;
	bool done = false;
	enum ts_status status = TS_OK;

	if (hub_cursor_decode(bytes, hub->id, &cursor))
		status = cursor_run(hub, "SELECT hub.compact($1, $2, $3)", &cursor, &done);
	if (status == TS_OK && !done)
		return hub_fail(base, TS_NOT_FOUND, "that is a cursor of frames that this hub has not");
	return status;
}

static enum ts_status postgres_wipe(struct hub *base)
{
	struct hub_postgres *hub = postgres_of(base);
	const struct postgres_value values[] = { owner_value(hub) };
	PGresult *result;
	enum ts_status status = postgres_run(&hub->link, "SELECT hub.wipe($1)", values, 1, &result);

	clear(hub, result);
	fetched_forget(hub);
	return status;
}

/* Also where nothing was heard: then it is the heartbeat that asks. */
static bool postgres_changed(struct hub *base)
{
	bool only_own;

	(void)postgres_notified(&postgres_of(base)->link, &only_own);
	return !only_own;
}

/* ---- beginning and end */

static struct hub_wait postgres_wait(const struct hub *base)
{
	const struct hub_postgres *hub = (const struct hub_postgres *)base;

	return (struct hub_wait){ .descriptor = hub->link.library.PQsocket(hub->link.connection),
		                  .milliseconds = HEARTBEAT };
}

static void postgres_close(struct hub *base)
{
	struct hub_postgres *hub = postgres_of(base);

	fetched_forget(hub);
	postgres_disconnect(&hub->link);
	free(hub);
}

static const struct hub_operations operations = {
	.enter = postgres_enter,
	.keyring_read = postgres_keyring_read,
	.keyring_write = postgres_keyring_write,
	.push = postgres_push,
	.seek = postgres_seek,
	.pull = postgres_pull,
	.compact = postgres_compact,
	.wipe = postgres_wipe,
	.changed = postgres_changed,
	.wait = postgres_wait,
	.close = postgres_close,
};

enum ts_status hub_postgres_open(const char *url, char reason[TS_REASON_SIZE], struct hub **out)
{
	struct hub_postgres *hub = calloc(1, sizeof *hub);

	if (!hub)
		return file_fail(reason, TS_NO_MEMORY, "%s", ts_status_text(TS_NO_MEMORY));
	hub->hub.operations = &operations;
	hub->link.hub = &hub->hub;
	enum ts_status status = postgres_connect(&hub->link, url);
	if (status == TS_OK) {
		*out = &hub->hub;
		return TS_OK;
	}
	memcpy(reason, hub->hub.reason, TS_REASON_SIZE);
	postgres_close(&hub->hub);
	return status;
}
