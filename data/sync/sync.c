/*
 * A conversation with a hub: packets in, packets out, a transaction at a time. What is said to the hub is decided
 * inside of the transaction, and handed out once that is committed.
 */
#include "data/file/store.h"
#include "data/rows/record_state.h"
#include "data/sync/talk.h"

#include <stdlib.h>
#include <string.h>

/* How often a device says how far it is, while it has nothing else to say. */
#define HEAD_EVERY (60 * TS_SECOND)

/* ---- bytes */

enum ts_status ts_sync_receive(ts_sync *sync, const void *bytes, size_t size)
{
	unsigned char *room = size > 0 ? buffer_room(&sync->input, size) : NULL;
	struct packet packet;
	ptrdiff_t taken;

	if (!room)
		return size > 0 ? TS_NO_MEMORY : TS_OK;
	memcpy(room, bytes, size);
	buffer_grown(&sync->input, size);
	do {
		taken = packet_read(buffer_front(&sync->input) + sync->whole, buffer_size(&sync->input) - sync->whole,
		                    PACKET_HUB, &packet);
		sync->whole += taken > 0 ? (size_t)taken : 0;
	} while (taken > 0);
	return taken < 0 ? TS_INVALID : TS_OK;
}

const void *ts_sync_output(const ts_sync *sync, size_t *size)
{
	*size = buffer_size(&sync->output);
	return *size > 0 ? buffer_front(&sync->output) : NULL;
}

void ts_sync_sent(ts_sync *sync, size_t size)
{
	buffer_taken(&sync->output, size);
}

enum ts_status ts_sync_ping(ts_sync *sync)
{
	return talk_say(sync, &(struct packet){ .kind = PACKET_PING });
}

/* ---- what is unsent */

static enum ts_status push_say(ts_sync *sync, struct sent_frame *frame)
{
	struct talk *talk = &sync->talk;
	struct pending *pending = &talk->pending[talk->pending_count];
	struct packet packet = { .kind = PACKET_PUSH, .payload = { frame->payload, frame->size } };

	*pending = (struct pending){ .through = frame->through };
	crypt_random(pending->id, sizeof pending->id);
	memcpy(packet.id, pending->id, sizeof packet.id);
	frame_digest(frame->payload, frame->size, pending->digest);
	enum ts_status status = talk_say(sync, &packet);
	free(frame->payload);
	if (status == TS_OK)
		talk->pending_count++;
	return status;
}

static bool frame_possible(const ts_sync *sync)
{
	return sync->talk.state == TS_SYNC_LIVE && sync->talk.keyring.stage == KEYRING_SETTLED &&
	       sync->talk.pending_count < PENDING_MOST && buffer_size(&sync->output) < OUTPUT_MOST;
}

static enum ts_status frames_make(ts_sync *sync)
{
	struct talk *talk = &sync->talk;
	enum ts_status status = TS_OK;

	while (status == TS_OK && frame_possible(sync)) {
		struct sent_frame frame = { .payload = NULL };
		status = send_rows(&sync->turn, &talk->place, &frame);
		if (status != TS_OK)
			break;
		/* It says how far this device is, too. */
		talk->owes = talk->owes && !frame.settled;
		talk->told = frame.settled ? sync->turn.now : talk->told;
		status = push_say(sync, &frame);
	}
	return status == TS_NOT_FOUND ? TS_OK : status;
}

/* Whether there is something to be said of how far this device is, and nothing has to come before it. */
static bool head_possible(const struct talk *talk)
{
	return talk->owes && talk->state == TS_SYNC_LIVE && talk->keyring.stage == KEYRING_SETTLED &&
	       talk->pending_count == 0 && talk->unsent == 0;
}

static bool head_due(const struct talk *talk, ts_time now)
{
	return head_possible(talk) && (now >= talk->told + HEAD_EVERY || now < talk->told);
}

/* A long outbox is not counted at each step. */
static enum ts_status unsent_count(ts_sync *sync, ts_time now)
{
	enum { COUNTED_ALWAYS = 1000 };
	struct talk *talk = &sync->talk;

	if (talk->unsent > COUNTED_ALWAYS && now >= talk->counted && now - talk->counted < TS_SECOND)
		return TS_OK;
	talk->counted = now;
	return record_queue_count(sync->store, &talk->unsent);
}

static enum ts_status head_make(ts_sync *sync)
{
	struct talk *talk = &sync->talk;
	struct sent_frame frame;

	if (!head_due(talk, sync->turn.now))
		return TS_OK;
	enum ts_status status = send_head(&sync->turn, &talk->place, &frame);
	if (status != TS_OK)
		return status;
	talk->owes = false;
	talk->told = sync->turn.now;
	return push_say(sync, &frame);
}

/* ---- a step */

/* The hub's keyring is looked at before anything is pushed, which it may make a condition of, and when slots have come
 * or gone. */
static enum ts_status keyring_follow(ts_sync *sync)
{
	struct talk *talk = &sync->talk;

	if (sync->turn.slots && talk->keyring.stage == KEYRING_SETTLED)
		talk->keyring.stage = KEYRING_DUE;
	sync->turn.slots = false;
	return talk->state == TS_SYNC_LIVE ? talk_keyring_say(sync) : TS_OK;
}

static enum ts_status turn_run(ts_sync *sync, size_t rows)
{
	struct turn *turn = &sync->turn;
	struct talk *talk = &sync->talk;
	enum ts_status status = TS_OK;

	talk_renew(sync);
	if (turn->hub.paused) {
		talk->state = TS_SYNC_PAUSED;
		return TS_OK;
	}
	if (sync->again) {
		turn->hub.differed = turn->now;
		status = turn_queue_all(turn);
		talk_renew(sync);
	}
	if (status == TS_OK)
		status = talk_hear(sync, rows);
	talk->owes = talk->owes || turn->owes;
	turn->owes = false;
	if (status == TS_OK)
		turn_arrive(turn, talk->state == TS_SYNC_LIVE || talk->state == TS_SYNC_REFUSED);
	if (status == TS_OK)
		status = turn_settle(turn);
	if (status == TS_OK)
		status = keyring_follow(sync);
	if (status == TS_OK)
		status = frames_make(sync);
	if (status == TS_OK)
		status = keyring_follow(sync);
	if (status == TS_OK)
		status = unsent_count(sync, turn->now);
	if (status == TS_OK && talk->unsent == 0 && talk->pending_count == 0 && talk->state == TS_SYNC_LIVE)
		turn_compare(turn);
	talk->owes = talk->owes || turn->owes;
	return status == TS_OK ? head_make(sync) : status;
}

/* A hub may keep more than it hands out, and less than it said: what others send meanwhile comes, too. */
static int step_percent(const struct talk *talk)
{
	if (talk->state != TS_SYNC_PULLING || talk->due == 0)
		return 0;
	return talk->came >= talk->due ? 99 : (int)((double)talk->came / (double)talk->due * 100);
}

static void step_describe(const ts_sync *sync, size_t rows, struct ts_sync_step *out)
{
	const struct turn *turn = &sync->turn;
	const struct talk *talk = &sync->talk;

	*out = (struct ts_sync_step){ .state = talk->state,
		                      .held = buffer_size(&sync->input),
		                      .percent = step_percent(talk),
		                      .unsent = talk->unsent,
		                      .telling = talk->pending_count > 0,
		                      .changed = turn->changed,
		                      .events = turn->events };
	out->more = !talk_over(talk->state) && (sync->whole > 0 || turn->taken >= rows || sync->again);
	out->next = head_possible(talk) ? talk->told + HEAD_EVERY : 0;
	memcpy(out->device, turn->device, sizeof out->device);
	memcpy(out->refused, talk->refused, sizeof out->refused);
}

/* Whether anything is to be done, besides looking. */
static enum ts_status work_look(ts_sync *sync, ts_time now, bool *work)
{
	struct queued next;
	size_t count = 0;

	*work = sync->whole > 0 || sync->again || head_due(&sync->talk, now);
	if (*work)
		return TS_OK;
	enum ts_status status = store_read_begin(sync->store);
	if (status != TS_OK)
		return status;
	status = record_queue_list(sync->store, sync->talk.place.counter, 1, &next, &count);
	if (status == TS_OK)
		status = hub_row_read(sync->store, &sync->turn.hub);
	store_read_end(sync->store);
	*work = (count > 0 && frame_possible(sync)) || sync->turn.hub.paused;
	return status;
}

enum ts_status ts_sync_step(ts_sync *sync, size_t rows, ts_time now, struct ts_sync_step *out)
{
	const struct talk before = sync->talk;
	const size_t output = buffer_size(&sync->output);
	bool work = true;
	enum ts_status status = store_require_login(sync->store);

	if (status == TS_OK && !ts_id_equal(sync->store->identity->user, sync->user))
		status = TS_LOGGED_OUT;
	if (status == TS_OK && !talk_over(sync->talk.state))
		status = work_look(sync, now, &work);
	if (status == TS_OK && (!work || talk_over(sync->talk.state))) {
		sync->turn.changed = sync->turn.taken = 0;
		sync->turn.events = 0;
		sync->turn.device[0] = '\0';
		status = unsent_count(sync, now);
		if (status == TS_OK)
			step_describe(sync, rows, out);
		return status;
	}
	if (status == TS_OK)
		status = turn_begin(&sync->turn, sync->store, now);
	if (status != TS_OK)
		return status;
	status = turn_end(&sync->turn, turn_run(sync, rows));
	if (status != TS_OK) {
		sync->talk = before;
		buffer_cut(&sync->output, output);
		return status;
	}
	sync->again = sync->turn.different;
	buffer_taken(&sync->input, sync->talk.processed);
	sync->whole -= sync->talk.processed;
	sync->talk.processed = 0;
	step_describe(sync, rows, out);
	return TS_OK;
}

/* ---- beginning and end */

static enum ts_status hello_say(ts_sync *sync)
{
	struct packet packet = { .kind = PACKET_HELLO, .version = PACKET_VERSION };

	memcpy(packet.owner, sync->user.bytes, TS_ID_SIZE);
	memcpy(packet.device, sync->turn.hub.device.bytes, TS_ID_SIZE);
	return talk_say(sync, &packet);
}

static enum ts_status sync_make(ts_store *store, ts_sync *sync)
{
	struct hub_row *hub = &sync->turn.hub;
	enum ts_status status = store_read_begin(store);

	if (status != TS_OK)
		return status;
	status = hub_row_read(store, hub);
	store_read_end(store);
	if (status != TS_OK)
		return status;
	if (hub->paused)
		return TS_UNCHANGED;
	sync->store = store;
	sync->user = store->identity->user;
	sync->talk.place.counter = hub->counter;
	memcpy(sync->talk.place.before, hub->before, sizeof hub->before);
	return hello_say(sync);
}

enum ts_status ts_sync_begin(ts_store *store, ts_sync **out)
{
	enum ts_status status = store_require_login(store);
	ts_sync *sync = status == TS_OK ? calloc(1, sizeof *sync) : NULL;

	if (status != TS_OK)
		return status;
	status = sync ? sync_make(store, sync) : TS_NO_MEMORY;
	if (status == TS_OK)
		*out = sync;
	else
		ts_sync_end(sync);
	return status;
}

void ts_sync_end(ts_sync *sync)
{
	if (!sync)
		return;
	buffer_release(&sync->input);
	buffer_release(&sync->output);
	free(sync);
}
