/*
 * Steps of the history, their changes, and the state row, as they stand inside their seal, from any bytes. What decodes
 * encodes to the same bytes. The first byte says which kind.
 */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "data/rows/state.h"
#include "data/rows/step.h"
#include "tests/fuzz/fuzz.h"

/* Those of before are written as they are now. */
static bool has_settings(const struct step *step)
{
	for (size_t i = 0; i < step->count; i++) {
		if (step->changes[i].kind == STEP_SETTINGS)
			return true;
	}
	return false;
}

static void step_check(const unsigned char *bytes, size_t size)
{
	struct step *step = malloc(sizeof *step);
	unsigned char *encoded = malloc(STEP_SIZE);

	assert(step && encoded);
	if (step_decode(bytes, size, step)) {
		assert(step->count <= STEP_CHANGES && memchr(step->origin, 0, sizeof step->origin));
		const size_t written = step_encode(step, encoded);
		if (has_settings(step))
			assert(written > 0 && step_decode(encoded, written, step));
		else
			assert(written == size && memcmp(encoded, bytes, size) == 0);
	}
	free(step);
	free(encoded);
}

static void change_check(const unsigned char *bytes, size_t size)
{
	unsigned char encoded[STEP_CHANGE_SIZE];
	struct step_change change;

	if (!step_decode_change(bytes, size, &change))
		return;
	assert(change.kind <= STEP_LEDGER);
	const size_t written = step_encode_change(&change, encoded);
	if (change.kind == STEP_SETTINGS)
		assert(written > 0 && step_decode_change(encoded, written, &change));
	else
		assert(written == size && memcmp(encoded, bytes, size) == 0);
}

enum { STATE_FORMAT = 6 };

static void state_check(const unsigned char *bytes, size_t size)
{
	unsigned char encoded[STATE_SIZE];
	struct state state;

	/* One of before is written as they are now. */
	if (state_decode(bytes, size, &state) && bytes[0] == STATE_FORMAT)
		assert(state_encode(&state, encoded) == size && memcmp(encoded, bytes, size) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static void (*const checks[])(const unsigned char *, size_t) = { step_check, change_check, state_check };

	if (size == 0)
		return 0;
	/* Exactly as large as it is said to be. */
	unsigned char *bytes = malloc(size - 1 ? size - 1 : 1);
	assert(bytes);
	memcpy(bytes, data + 1, size - 1);
	checks[data[0] % (sizeof checks / sizeof checks[0])](bytes, size - 1);
	free(bytes);
	return 0;
}
