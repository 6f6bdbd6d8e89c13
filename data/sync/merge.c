/* What a frame holds, merged with what stands here; and whether two devices that have followed each other have the
 * same. */
#include "data/sync/turn.h"

#include "data/file/store.h"
#include "data/lookup/settings.h"
#include "data/rows/record_activity.h"
#include "data/rows/record_ledger.h"
#include "data/rows/record_log.h"
#include "data/rows/record_note.h"
#include "data/rows/version.h"

#include <string.h>

/* How often two devices that do not have the same send everything once more. */
#define AGAIN_AFTER (24 * TS_HOUR)

/* A moment that is still to come is of a clock that was set back since: it is no reason to wait for. */
static bool lately(ts_time then, ts_time now)
{
	return now >= then && now - then < AGAIN_AFTER;
}

enum ts_status turn_slots_take(struct turn *turn, const struct key_slot slots[KEY_SLOT_KINDS], bool *changed)
{
	struct keyring_taken taken = { .password = false };
	enum ts_status status = keyring_slots_take(turn->store, &turn->state, slots, &taken);

	if (status != TS_OK)
		return status;
	*changed = taken.password || taken.code;
	turn->state_dirty = turn->state_dirty || *changed;
	turn->slots = turn->slots || *changed;
	turn->events |= taken.password ? TS_SYNC_PASSWORD : 0;
	return TS_OK;
}

static enum ts_status slots_merge(struct turn *turn, const struct record_arriving *row, enum record_taken *taken)
{
	struct key_slot slots[KEY_SLOT_KINDS];
	bool changed = false;

	*taken = TAKEN_REFUSED;
	if (!keyring_slots_open(turn->store, row->blob, row->size, slots))
		return TS_OK;
	enum ts_status status = turn_slots_take(turn, slots, &changed);
	*taken = changed ? TAKEN_WHOLE : TAKEN_KNOWN;
	return status;
}

static enum ts_status row_merge(struct turn *turn, enum outbox_kind kind, const struct record_arriving *row,
                                enum record_taken *taken)
{
	switch (kind) {
	case OUTBOX_ACTIVITY:
		return record_activity_take(turn->store, row, &turn->state.clock, taken);
	case OUTBOX_LOG:
		return record_log_take(turn->store, row, &turn->state.clock, taken);
	case OUTBOX_NOTE:
		return record_note_take(turn->store, row, &turn->state.clock, taken);
	case OUTBOX_LEDGER:
		return record_ledger_take(turn->store, row, &turn->state.clock, taken);
	case OUTBOX_SETTING:
		return settings_take(turn->store, &turn->state, row, taken);
	case OUTBOX_SLOTS:
		return slots_merge(turn, row, taken);
	}
	*taken = TAKEN_REFUSED;
	return TS_OK;
}

/* Also tells the version that the row says of itself. */
static enum ts_status row_witness(struct turn *turn, enum outbox_kind kind, const struct record_arriving *row,
                                  enum record_taken *taken, uint64_t *version)
{
	uint64_t clock = turn->state.clock;

	turn->state.clock = 0;
	enum ts_status status = row_merge(turn, kind, row, taken);
	*version = turn->state.clock;
	version_witness(&clock, *version);
	turn->state.clock = clock;
	return status;
}

static void taken_count(struct turn *turn, enum record_taken taken, uint64_t version)
{
	struct hub_row *hub = &turn->hub;

	if (version > 0 && (taken == TAKEN_WHOLE || taken == TAKEN_MIXED))
		turn_count(turn, version);

	turn->taken++;
	turn->changed += taken == TAKEN_WHOLE || taken == TAKEN_MIXED;
	turn->state_dirty = turn->state_dirty || taken == TAKEN_WHOLE || taken == TAKEN_MIXED;
	hub->healed += taken == TAKEN_HEALED;
	hub->left += taken == TAKEN_LEFT;
	hub->junk += taken == TAKEN_REFUSED;
	if (taken == TAKEN_REFUSED)
		turn->events |= TS_SYNC_JUNK;
}

static enum ts_status rows_merge(struct turn *turn, struct frame *frame)
{
	struct record_arriving row;
	enum outbox_kind kind;
	enum ts_status status = TS_OK;

	while (status == TS_OK && frame_next(frame, &kind, &row)) {
		enum record_taken taken = TAKEN_REFUSED;
		uint64_t version;
		status = row_witness(turn, kind, &row, &taken, &version);
		if (status == TS_OK)
			taken_count(turn, taken, version);
	}
	return status;
}

/* Somebody knows of a frame of ours that the hub has not handed out. */
static enum ts_status missing_answer(struct turn *turn, const struct frame_head *head)
{
	const struct hub_row *hub = &turn->hub;

	for (size_t i = 0; i < head->seen_count; i++) {
		const struct frame_seen *seen = &head->seen[i];
		if (!ts_id_equal(seen->device, hub->device) || !seen->missing)
			continue;
		/* What was sent since then once more has still to reach it. */
		if (seen->counter < hub->floor && lately(hub->queued, turn->now))
			continue;
		turn->events |= TS_SYNC_MISSING;
		return turn_queue_all(turn);
	}
	return TS_OK;
}

/* Two devices of one name: the one with the greater id takes another. */
static void name_part(struct turn *turn, const struct frame_head *head)
{
	const struct hub_row *hub = &turn->hub;

	if (strcmp(head->name, hub->name) == 0 && memcmp(head->device.bytes, hub->device.bytes, TS_ID_SIZE) < 0)
		turn_rename(turn);
}

/* What another device says of itself. */
static enum ts_status head_hear(struct turn *turn, const struct frame_head *head,
                                const unsigned char digest[FRAME_DIGEST_SIZE])
{
	struct device_row *row = device_row_make(&turn->devices, &head->device);

	/* There are as many as can be told of: its rows are merged all the same. */
	if (!row)
		return TS_OK;
	const struct device_row before = *row;
	bool newest = head->counter >= row->counter;
	(void)device_row_hear(row, head, digest, turn->now);
	turn->device_dirty[row - turn->devices.at] = true;
	if (row->forgotten)
		return TS_OK;
	turn->events |= (row->missing && !before.missing ? TS_SYNC_MISSING : 0) |
	                (row->forked && !before.forked ? TS_SYNC_FORKED : 0) |
	                (row->ahead > 0 && before.ahead == 0 ? TS_SYNC_AHEAD : 0);
	memcpy(turn->device, row->name, sizeof turn->device);
	name_part(turn, head);
	return newest ? missing_answer(turn, head) : TS_OK;
}

static enum ts_status frame_merge(struct turn *turn, struct frame *frame, const unsigned char digest[FRAME_DIGEST_SIZE])
{
	size_t changed = turn->changed, taken = turn->taken;
	bool own = ts_id_equal(frame->head.device, turn->hub.device);
	turn->newest = 0;
	enum ts_status status = rows_merge(turn, frame);

	if (status != TS_OK)
		return status;
	if (!own) {
		turn_arrived(turn, &frame->head);
		turn->owes = turn->owes || turn->taken > taken;
		return head_hear(turn, &frame->head, digest);
	}
	/* What this file has sent it has: another one sends in its name. */
	if (turn->changed == changed)
		return TS_OK;
	status = turn_become(turn, true);
	turn_arrived(turn, &frame->head);
	return status == TS_OK ? head_hear(turn, &frame->head, digest) : status;
}

enum ts_status turn_merge(struct turn *turn, const void *payload, size_t size)
{
	unsigned char digest[FRAME_DIGEST_SIZE];
	struct frame frame;
	enum ts_status status = frame_open(turn->store, payload, size, &frame);

	turn->hub_dirty = true;
	if (status == TS_DAMAGED) {
		turn->hub.junk++;
		turn->taken++;
		turn->events |= TS_SYNC_JUNK;
		return TS_OK;
	}
	/* Its device sends all it has once more, when it has the present key. */
	if (status == TS_UNCHANGED) {
		turn->taken++;
		return TS_OK;
	}
	if (status != TS_OK)
		return status;
	frame_digest(payload, size, digest);
	turn->taken++;
	status = frame_merge(turn, &frame, digest);
	frame_forget(&frame);
	return status;
}

/* ---- the same on both */

/* How far a device says it has followed another; NULL: it does not know it. */
static const struct frame_seen *seen_find(const struct device_row *row, const struct ts_id *device)
{
	for (size_t i = 0; i < row->seen_count; i++) {
		if (ts_id_equal(row->seen[i].device, *device))
			return &row->seen[i];
	}
	return NULL;
}

static bool seen_is(const struct frame_seen *seen, int64_t counter)
{
	return seen ? seen->counter == counter && !seen->missing : counter == 0;
}

/* Whether a device has got what this one has, frame by frame. */
static bool comparable(const struct turn *turn, const struct device_row *row)
{
	bool equal = row->settled && !row->missing && seen_is(seen_find(row, &turn->hub.device), turn->hub.counter);
	size_t known = seen_find(row, &turn->hub.device) != NULL;

	for (size_t i = 0; i < turn->devices.count && equal; i++) {
		const struct device_row *other = &turn->devices.at[i];
		if (other == row)
			continue;
		equal = !other->missing && seen_is(seen_find(row, &other->id), other->counter);
		known += seen_find(row, &other->id) != NULL;
	}
	return equal && known == row->seen_count;
}

/* What it said last differs: it is told what is here, and will say once more what it has. Only then it counts. */
static bool difference_sure(struct turn *turn, struct device_row *row)
{
	bool sure = row->doubt == DOUBT_ANSWERED;

	turn->owes = turn->owes || row->doubt == DOUBT_NONE;
	row->doubt = DOUBT_ASKED;
	return sure;
}

static void difference_tell(struct turn *turn, struct device_row *row)
{
	bool known = row->compared && !row->same;

	row->compared = true;
	row->same = false;
	memcpy(turn->device, row->name, sizeof turn->device);
	turn->events |= known ? 0 : TS_SYNC_DIFFERENT;
	turn->different = turn->different || !lately(turn->hub.differed, turn->now);
}

static void row_compare(struct turn *turn, struct device_row *row, const unsigned char sum[FRAME_DIGEST_SIZE])
{
	if (memcmp(row->sum, sum, FRAME_DIGEST_SIZE) == 0) {
		row->compared = row->same = true;
		row->doubt = DOUBT_NONE;
	} else if (difference_sure(turn, row)) {
		difference_tell(turn, row);
	}
}

void turn_compare(struct turn *turn)
{
	unsigned char sum[FRAME_DIGEST_SIZE];

	frame_digest_sum(turn->store, turn->state.tally.sums[TALLY_TRAVELS], sum);
	for (size_t i = 0; i < turn->devices.count; i++) {
		struct device_row *row = &turn->devices.at[i];
		const struct device_row before = *row;
		if (row->forgotten || !comparable(turn, row))
			continue;
		row_compare(turn, row, sum);
		turn->device_dirty[i] = turn->device_dirty[i] || row->compared != before.compared ||
		                        row->same != before.same || row->doubt != before.doubt;
	}
}
