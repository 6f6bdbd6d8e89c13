/* The state row as bytes. */
#include "data/rows/state.h"

#include "data/seal/bytes.h"

#include <string.h>

enum { STATE_FIRST = 1, STATE_TALLIED = 2 }; /* formats of the row */

size_t state_encode(const struct state *state, unsigned char *out)
{
	struct bytes_writer writer = bytes_write_to(out, STATE_SIZE);

	bytes_put_number(&writer, STATE_TALLIED, 1);
	bytes_put_number(&writer, state->clock, 8);
	bytes_put_number(&writer, (uint64_t)state->done, 8);
	bytes_put_number(&writer, (uint64_t)state->changes, 8);
	for (size_t i = 0; i < TALLY_TABLES; i++)
		bytes_put_number(&writer, (uint64_t)state->tally.counts[i], 8);
	bytes_put(&writer, state->tally.sum, TALLY_SIZE);
	return writer.failed ? 0 : writer.size;
}

bool state_decode(const unsigned char *bytes, size_t size, struct state *out)
{
	struct bytes_reader reader = { .at = bytes, .left = size };
	uint64_t format = bytes_take_number(&reader, 1);
	struct state state = { .clock = bytes_take_number(&reader, 8) };

	state.done = (int64_t)bytes_take_number(&reader, 8);
	if (format == STATE_TALLIED) {
		state.tallied = true;
		state.changes = (int64_t)bytes_take_number(&reader, 8);
		for (size_t i = 0; i < TALLY_TABLES; i++)
			state.tally.counts[i] = (int64_t)bytes_take_number(&reader, 8);
		const unsigned char *sum = bytes_take(&reader, TALLY_SIZE);
		if (sum)
			memcpy(state.tally.sum, sum, TALLY_SIZE);
	}
	if (!bytes_finished(&reader) || (format != STATE_FIRST && format != STATE_TALLIED) || state.done < 0 ||
	    state.changes < 0)
		return false;
	*out = state;
	return true;
}
