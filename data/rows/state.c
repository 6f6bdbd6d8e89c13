/* The state row as bytes. */
#include "data/rows/state.h"

#include "data/rows/local.h"
#include "data/seal/bytes.h"

#include <string.h>

/* 1 to 4 were those of files from before the first release; 5 has neither settings nor key slots; 6 has no ledger, and
 * is written for as long as there is none: so older programs can read it, once the file is brought back to their
 * version. */
enum { STATE_FORMAT = 7, STATE_FORMAT_PLAIN = 6, STATE_FORMAT_BARE = 5 };

static bool has_ledger(const struct tally *tally)
{
	static const unsigned char none[TALLY_SIZE] = { 0 };

	return tally->counts[TALLY_LEDGER] != 0 || memcmp(tally->sums[TALLY_OWED], none, TALLY_SIZE) != 0;
}

static void tally_put(struct bytes_writer *writer, const struct tally *tally, bool ledger)
{
	for (size_t i = 0; i < TALLY_LEDGER; i++)
		bytes_put_number(writer, (uint64_t)tally->counts[i], 8);
	for (size_t i = 0; i < TALLY_OWED; i++)
		bytes_put(writer, tally->sums[i], TALLY_SIZE);
	if (!ledger)
		return;
	bytes_put_number(writer, (uint64_t)tally->counts[TALLY_LEDGER], 8);
	bytes_put(writer, tally->sums[TALLY_OWED], TALLY_SIZE);
}

static void sum_take(struct bytes_reader *reader, unsigned char out[TALLY_SIZE])
{
	const unsigned char *sum = bytes_take(reader, TALLY_SIZE);

	if (sum)
		memcpy(out, sum, TALLY_SIZE);
}

static void tally_take(struct bytes_reader *reader, struct tally *tally, bool ledger)
{
	for (size_t i = 0; i < TALLY_LEDGER; i++)
		tally->counts[i] = (int64_t)bytes_take_number(reader, 8);
	for (size_t i = 0; i < TALLY_OWED; i++)
		sum_take(reader, tally->sums[i]);
	if (!ledger)
		return;
	tally->counts[TALLY_LEDGER] = (int64_t)bytes_take_number(reader, 8);
	sum_take(reader, tally->sums[TALLY_OWED]);
	reader->failed = reader->failed || !has_ledger(tally);
}

size_t state_encode(const struct state *state, unsigned char *out)
{
	struct bytes_writer writer = bytes_write_to(out, STATE_SIZE);
	const bool ledger = has_ledger(&state->tally);

	bytes_put_number(&writer, ledger ? STATE_FORMAT : STATE_FORMAT_PLAIN, 1);
	bytes_put_number(&writer, state->clock, 8);
	bytes_put_number(&writer, (uint64_t)state->done, 8);
	bytes_put_number(&writer, (uint64_t)state->steps, 8);
	bytes_put_number(&writer, (uint64_t)state->changes, 8);
	tally_put(&writer, &state->tally, ledger);
	bytes_put_number(&writer, state->device_count, 1);
	for (size_t i = 0; i < state->device_count; i++) {
		bytes_put_id(&writer, &state->devices[i].id);
		bytes_put_number(&writer, (uint64_t)state->devices[i].changes, 8);
	}
	bytes_put(&writer, state->slots, sizeof state->slots);
	bytes_put_number(&writer, state->has_local, 1);
	if (state->has_local)
		local_put(&writer, &state->local);
	return writer.failed ? 0 : writer.size;
}

const struct state_device *state_own(const struct state *state)
{
	return state->device_count > 0 ? &state->devices[state->device_count - 1] : NULL;
}

int64_t state_changes_of(const struct state *state, const struct ts_id *device)
{
	for (size_t i = 0; i < state->device_count; i++) {
		if (ts_id_equal(state->devices[i].id, *device))
			return state->devices[i].changes;
	}
	return 0;
}

bool state_knows_slot(const struct state *state, int64_t kind, const unsigned char commitment[STATE_SLOT_SIZE])
{
	static const unsigned char unknown[STATE_SLOT_SIZE] = { 0 };

	if (kind < 1 || kind > STATE_SLOTS)
		return false;
	const unsigned char *written = state->slots[kind - 1];
	return memcmp(written, unknown, STATE_SLOT_SIZE) == 0 || memcmp(written, commitment, STATE_SLOT_SIZE) == 0;
}

void state_become(struct state *state, const struct ts_id *device)
{
	if (state->device_count == STATE_DEVICES)
		memmove(state->devices, state->devices + 1, --state->device_count * sizeof *state->devices);
	state->devices[state->device_count++] = (struct state_device){ .id = *device };
}

static bool devices_take(struct bytes_reader *reader, struct state *state)
{
	uint64_t count = bytes_take_number(reader, 1);

	if (reader->failed || count == 0 || count > STATE_DEVICES)
		return false;
	for (; state->device_count < count; state->device_count++) {
		struct state_device *device = &state->devices[state->device_count];
		device->id = bytes_take_id(reader);
		device->changes = (int64_t)bytes_take_number(reader, 8);
		if (device->changes < 0)
			return false;
	}
	return true;
}

static bool local_decode(struct bytes_reader *reader, struct state *state)
{
	uint64_t has = bytes_take_number(reader, 1);

	state->has_local = has == 1;
	if (state->has_local)
		local_take(reader, &state->local);
	return has <= 1 && !reader->failed;
}

static bool slots_take(struct bytes_reader *reader, struct state *state)
{
	const unsigned char *slots = bytes_take(reader, sizeof state->slots);

	if (slots)
		memcpy(state->slots, slots, sizeof state->slots);
	return slots;
}

bool state_decode(const unsigned char *bytes, size_t size, struct state *out)
{
	struct bytes_reader reader = { .at = bytes, .left = size };
	uint64_t format = bytes_take_number(&reader, 1);
	struct state state = { .clock = bytes_take_number(&reader, 8) };

	state.done = (int64_t)bytes_take_number(&reader, 8);
	state.steps = (int64_t)bytes_take_number(&reader, 8);
	state.changes = (int64_t)bytes_take_number(&reader, 8);
	tally_take(&reader, &state.tally, format == STATE_FORMAT);
	bool whole = devices_take(&reader, &state);
	if (whole && format != STATE_FORMAT_BARE)
		whole = slots_take(&reader, &state) && local_decode(&reader, &state);
	if (!whole || format < STATE_FORMAT_BARE || format > STATE_FORMAT || !bytes_finished(&reader) ||
	    state.done < 0 || state.steps < 0 || state.changes < 0)
		return false;
	*out = state;
	return true;
}
