/* What a hub says, taken in. */
#include "data/sync/talk.h"

#include "data/file/store.h"
#include "data/sync/packets.h"

#include <string.h>

enum ts_status talk_say(ts_sync *sync, const struct packet *packet)
{
	return packets_say(&sync->output, packet);
}

static void cursor_keep(struct turn *turn, const struct packet *packet)
{
	/* The one of an acknowledgement may be none. */
	if (packet->cursor.size == 0)
		return;
	memcpy(turn->hub.cursor, packet->cursor.bytes, packet->cursor.size);
	turn->hub.cursor_size = packet->cursor.size;
	turn->hub_dirty = true;
}

static enum ts_status pull_say(ts_sync *sync)
{
	const struct hub_row *hub = &sync->turn.hub;

	sync->talk.state = TS_SYNC_PULLING;
	return talk_say(sync, &(struct packet){ .kind = PACKET_PULL, .cursor = { hub->cursor, hub->cursor_size } });
}

/* A cursor is good for the hub that made it. The first greeting is answered by pulling; one more says that the hub
 * could not go on from the cursor, and begins anew by itself. */
static enum ts_status greeting_take(ts_sync *sync, const struct packet *packet)
{
	static const struct ts_id none = { { 0 } };
	struct turn *turn = &sync->turn;
	struct hub_row *hub = &turn->hub;
	bool first = sync->talk.state == TS_SYNC_GREETING, met = !ts_id_equal(hub->hub, none);
	bool same = memcmp(hub->hub.bytes, packet->hub, TS_ID_SIZE) == 0;
	enum ts_status status = TS_OK;

	if (packet->version != PACKET_VERSION) {
		static const char words[] = "the hub speaks another protocol: one of the two needs an update";
		sync->talk.state = TS_SYNC_ENDED;
		memcpy(sync->talk.refused, words, sizeof words);
		return TS_OK;
	}
	talk_keyring_greet(sync, packet, first && same);
	sync->talk.came = 0;
	if (!first || !same) {
		memcpy(hub->hub.bytes, packet->hub, TS_ID_SIZE);
		hub->cursor_size = 0;
		turn->hub_dirty = true;
	}
	sync->talk.due = hub->cursor_size == 0 ? packet->kept : 0;
	if (met && (!first || !same)) {
		turn->events |= same ? TS_SYNC_HUB_LOST : TS_SYNC_OTHER_HUB;
		status = turn_queue_all(turn);
	}
	if (status == TS_OK && first)
		return pull_say(sync);
	sync->talk.state = TS_SYNC_PULLING;
	return status;
}

static enum ts_status frame_take(ts_sync *sync, const struct packet *packet)
{
	struct turn *turn = &sync->turn;

	/* From here on nothing is passed over: all of it comes again. */
	if (frame_epoch(packet->payload.bytes, packet->payload.size) > sync->store->identity->keys.epoch)
		return talk_keyring_want(sync);
	enum ts_status status = turn_merge(turn, packet->payload.bytes, packet->payload.size);

	if (status == TS_NEWER) {
		sync->talk.state = TS_SYNC_NEWER;
		return TS_OK;
	}
	if (status == TS_OK) {
		cursor_keep(turn, packet);
		sync->talk.came += packet->payload.size;
	}
	return status;
}

/* Changes are done with in their order: those of a frame only when those before them are. */
static enum ts_status pending_pop(ts_sync *sync)
{
	struct talk *talk = &sync->talk;
	struct hub_row *hub = &sync->turn.hub;
	enum ts_status status = TS_OK;

	while (status == TS_OK && talk->pending_count > 0 && talk->pending[0].acknowledged) {
		const struct pending done = talk->pending[0];
		memmove(talk->pending, talk->pending + 1, --talk->pending_count * sizeof done);
		/* It only told how far this device is, or another process of this file has got it done. */
		if (done.through <= hub->counter)
			continue;
		int64_t rows = 0;
		status = record_queue_done(sync->turn.store, done.through, &rows);
		talk->unsent -= rows;
		hub->counter = done.through;
		memcpy(hub->before, done.digest, sizeof hub->before);
		sync->turn.hub_dirty = true;
	}
	return status;
}

static enum ts_status acknowledgement_take(ts_sync *sync, const struct packet *packet)
{
	struct talk *talk = &sync->talk;

	for (size_t i = 0; i < talk->pending_count; i++) {
		if (memcmp(talk->pending[i].id, packet->id, PACKET_ID_SIZE) == 0)
			talk->pending[i].acknowledged = true;
	}
	cursor_keep(&sync->turn, packet);
	return pending_pop(sync);
}

static enum ts_status refusal_take(ts_sync *sync, const struct packet *packet)
{
	struct talk *talk = &sync->talk;

	(void)ts_text_clean(packet->text.bytes ? packet->text.bytes : "", packet->text.size, false, talk->refused,
	                    sizeof talk->refused);
	switch (packet->code) {
	case PACKET_REFUSED_QUOTA:
	case PACKET_REFUSED_READ_ONLY:
	case PACKET_REFUSED_FULL:
	case PACKET_REFUSED_NOT_ALLOWED:
		talk->state = talk->state == TS_SYNC_LIVE ? TS_SYNC_REFUSED : talk->state;
		talk->pending_count = 0;
		break;
	default:
		talk->state = TS_SYNC_ENDED;
	}
	return TS_OK;
}

bool talk_over(enum ts_sync_state state)
{
	return state >= TS_SYNC_ENDED;
}

static enum ts_status packet_take(ts_sync *sync, const struct packet *packet)
{
	struct talk *talk = &sync->talk;

	if (talk->locked_out && packet->kind != PACKET_KEYRING && packet->kind != PACKET_REFUSED)
		return TS_OK;
	if (talk->state == TS_SYNC_GREETING && packet->kind != PACKET_HELLO && packet->kind != PACKET_REFUSED)
		return TS_OK;
	switch (packet->kind) {
	case PACKET_HELLO:
		return greeting_take(sync, packet);
	case PACKET_FRAME:
		return frame_take(sync, packet);
	case PACKET_ACK:
		return acknowledgement_take(sync, packet);
	case PACKET_KEYRING:
		return talk_keyring_hear(sync, packet);
	case PACKET_END:
		cursor_keep(&sync->turn, packet);
		talk->due = 0;
		if (talk->state != TS_SYNC_PULLING)
			return TS_OK;
		talk->state = talk->refused[0] ? TS_SYNC_REFUSED : TS_SYNC_LIVE;
		turn_heads_compare(&sync->turn);
		return TS_OK;
	case PACKET_PING:
		return talk_say(sync, &(struct packet){ .kind = PACKET_PONG });
	case PACKET_REFUSED:
		return refusal_take(sync, packet);
	default:
		return TS_OK;
	}
}

void talk_renew(ts_sync *sync)
{
	const struct hub_row *hub = &sync->turn.hub;

	if (!sync->turn.renewed)
		return;
	sync->turn.renewed = false;
	sync->talk.pending_count = 0;
	sync->talk.place.counter = hub->counter;
	memcpy(sync->talk.place.before, hub->before, sizeof hub->before);
}

enum ts_status talk_hear(ts_sync *sync, size_t rows)
{
	struct talk *talk = &sync->talk;
	enum ts_status status = TS_OK;

	while (status == TS_OK && talk->processed < sync->whole && sync->turn.taken < rows && !talk_over(talk->state)) {
		struct packet packet;
		ptrdiff_t taken = packet_read(buffer_front(&sync->input) + talk->processed,
		                              sync->whole - talk->processed, PACKET_HUB, &packet);
		if (taken <= 0)
			return TS_INVALID;
		status = packet_take(sync, &packet);
		talk_renew(sync);
		/* What cannot be understood waits for who can. */
		if (talk->state != TS_SYNC_NEWER)
			talk->processed += (size_t)taken;
	}
	return status;
}
