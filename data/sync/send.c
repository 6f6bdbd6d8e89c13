/* Frames of what is unsent. */
#include "data/sync/send.h"

#include "data/file/store.h"
#include "data/lookup/last_step.h"

#include <stdlib.h>
#include <string.h>

/* Changes that are looked at for one frame: mostly it is full before. */
enum { CHANGES_MOST = 512 };

/* ---- a row as it stands */

struct row_place {
	enum statement statement;
	int bucket, blob; /* columns; -1: it has none */
};

static const struct row_place places[] = {
	[OUTBOX_ACTIVITY] = { STATEMENT_ACTIVITY_READ, -1, 0 },
	[OUTBOX_LOG] = { STATEMENT_LOG_READ, 0, 1 },
	[OUTBOX_NOTE] = { STATEMENT_NOTE_READ, 0, 1 },
	[OUTBOX_SETTING] = { STATEMENT_SETTING_READ, -1, 0 },
};
static const struct row_place ledger_place = { STATEMENT_LEDGER_READ, -1, 0 };

/* NULL: no row of that kind is sent as it stands. */
static const struct row_place *place_of(int64_t kind)
{
	if (kind == OUTBOX_LEDGER)
		return &ledger_place;
	return kind >= OUTBOX_ACTIVITY && kind <= OUTBOX_SETTING ? &places[kind] : NULL;
}

/* Those that are not intact are not sent: they are no others' to have. */
static enum ts_status slots_add(struct turn *turn, struct frame_writer *writer)
{
	const struct detail kept = store_detail_keep(turn->store);
	struct record_arriving row = { .bucket = NULL };
	unsigned char *blob = NULL;
	enum ts_status status = keyring_slots_close(turn->store, &blob, &row.size);

	if (status == TS_DAMAGED) {
		store_detail_restore(turn->store, &kept);
		return TS_OK;
	}
	row.blob = blob;
	if (status == TS_OK)
		status = frame_add(writer, OUTBOX_SLOTS, &row);
	free(blob);
	turn->slots = turn->slots || status == TS_OK;
	return status;
}

/* A row that is not there any more was taken out by another hand: there is nothing to be sent of it. */
static enum ts_status row_add(struct turn *turn, struct frame_writer *writer, const struct queued *queued)
{
	struct record_arriving row = { .id = queued->id };
	size_t bucket_size = BUCKET_SIZE;

	if (queued->kind == OUTBOX_SLOTS)
		return slots_add(turn, writer);
	const struct row_place *place = place_of(queued->kind);
	if (!place)
		return TS_OK;
	struct query query = statement_start(turn->store, place->statement);
	statement_bind_id(&query, &turn->store->identity->user);
	if (queued->kind != OUTBOX_SETTING)
		statement_bind_id(&query, &queued->id);
	enum ts_status status = statement_step(&query);
	if (status == TS_OK) {
		row.bucket = place->bucket >= 0 ? statement_blob(&query, place->bucket, &bucket_size) : NULL;
		row.blob = statement_blob(&query, place->blob, &row.size);
		if (row.size > 0 && bucket_size == BUCKET_SIZE)
			status = frame_add(writer, (enum outbox_kind)queued->kind, &row);
	}
	statement_finish(&query);
	if (status == TS_TOO_LONG) {
		turn->hub.oversize++;
		turn->hub_dirty = true;
	}
	return status == TS_TOO_LONG || status == TS_NOT_FOUND ? TS_OK : status;
}

/* ---- the head */

static enum ts_status generation_read(ts_store *store, int64_t *out)
{
	struct query query = statement_start(store, STATEMENT_SLOT_GENERATION);

	statement_bind_id(&query, &store->identity->user);
	enum ts_status status = statement_step(&query);
	if (status == TS_OK)
		*out = statement_integer(&query, 0);
	statement_finish(&query);
	return status;
}

static enum ts_status head_make(const struct turn *turn, const struct sent_place *place, struct frame_head *head)
{
	const struct hub_row *hub = &turn->hub;

	*head = (struct frame_head){ .device = hub->device,
		                     .counter = place->counter,
		                     .previous = place->counter,
		                     .floor = hub->floor,
		                     .moment = turn->now };
	memcpy(head->name, hub->name, sizeof head->name);
	memcpy(head->before, place->before, sizeof head->before);
	frame_digest_sum(turn->store, turn->state.tally.sums[TALLY_TRAVELS], head->sum);
	for (size_t i = 0; i < turn->devices.count; i++) {
		const struct device_row *row = &turn->devices.at[i];
		if (row->counter > 0 || row->missing)
			head->seen[head->seen_count++] = (struct frame_seen){ row->id, row->counter, row->missing };
	}
	return generation_read(turn->store, &head->generation);
}

/* What stands in the history and does not verify is told elsewhere. */
static enum ts_status deed_read(const struct turn *turn, struct deed *out)
{
	const struct detail kept = store_detail_keep(turn->store);
	struct step *step = ts_secret_allocate(sizeof *step);
	bool back;
	enum ts_status status = step ? last_step_read(turn->store, &turn->state, step, &back) : TS_NO_MEMORY;

	if (status == TS_OK)
		*out = deed_of_step(step, back);
	ts_secret_free(step);
	if (status != TS_NOT_FOUND && status != TS_DAMAGED)
		return status;
	store_detail_restore(turn->store, &kept);
	return TS_OK;
}

/* ---- frames */

static enum ts_status frame_end(const struct turn *turn, struct frame_writer *writer, const struct frame_head *head,
                                struct sent_frame *out)
{
	struct sent_frame frame = { .through = head->counter, .settled = head->settled };
	enum ts_status status = frame_close(turn->store, writer, head, &frame.payload, &frame.size);

	if (status == TS_OK)
		*out = frame;
	return status;
}

/* Adds rows until the frame is full; through: the last one of them. */
static enum ts_status rows_add(struct turn *turn, struct frame_writer *writer, int64_t after, int64_t *through,
                               bool *all)
{
	struct queued list[CHANGES_MOST];
	size_t count = 0, added = 0;
	enum ts_status status = record_queue_list(turn->store, after, CHANGES_MOST, list, &count);

	while (status == TS_OK && added < count) {
		status = row_add(turn, writer, &list[added]);
		if (status == TS_OK)
			*through = list[added++].number;
	}
	*all = added == count && count < CHANGES_MOST;
	if (status == TS_FULL)
		return TS_OK;
	return status == TS_OK && added == 0 ? TS_NOT_FOUND : status;
}

enum ts_status send_rows(struct turn *turn, struct sent_place *place, struct sent_frame *out)
{
	struct frame_writer writer;
	struct frame_head head;
	struct sent_frame made;
	int64_t through = place->counter;
	bool all = false;
	enum ts_status status = frame_begin(&writer);

	if (status == TS_OK)
		status = rows_add(turn, &writer, place->counter, &through, &all);
	if (status == TS_OK)
		status = head_make(turn, place, &head);
	if (status != TS_OK) {
		frame_release(&writer);
		return status;
	}
	head.counter = through;
	head.settled = all;
	status = all ? deed_read(turn, &head.deed) : TS_OK;
	if (status == TS_OK)
		status = frame_end(turn, &writer, &head, &made);
	else
		frame_release(&writer);
	if (status != TS_OK)
		return status;
	place->counter = through;
	frame_digest(made.payload, made.size, place->before);
	*out = made;
	return TS_OK;
}

enum ts_status send_head(struct turn *turn, const struct sent_place *place, struct sent_frame *out)
{
	struct frame_writer writer;
	struct frame_head head;
	enum ts_status status = frame_begin(&writer);

	if (status == TS_OK)
		status = head_make(turn, place, &head);
	if (status != TS_OK) {
		frame_release(&writer);
		return status;
	}
	head.settled = true;
	return frame_end(turn, &writer, &head, out);
}
