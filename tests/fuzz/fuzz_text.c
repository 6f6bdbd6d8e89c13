/*
 * Cleaning text for a terminal, from any bytes: what comes out is valid UTF-8 with nothing in it that steers a
 * terminal, fits its room, and is not changed by cleaning it again. Two bytes choose the room and whether lines are
 * kept.
 */
#include <assert.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "data/timesheet.h"
#include "tests/fuzz/fuzz.h"

static bool steers(uint32_t character, bool lines)
{
	if (lines && (character == '\n' || character == '\t'))
		return false;
	return character < 0x20 || (character >= 0x7F && character < 0xA0) || character == 0x61C ||
	       character == 0x200E || character == 0x200F || character == 0x2028 || character == 0x2029 ||
	       (character >= 0x202A && character <= 0x202E) || (character >= 0x2066 && character <= 0x2069);
}

static void clean_check(const char *text, size_t size, bool lines)
{
	for (size_t at = 0; at < size;) {
		uint32_t character;
		size_t length = fuzz_character((const uint8_t *)text + at, size - at, &character);

		assert(length > 0);
		assert(!steers(character, lines));
		at += length;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size < 2)
		return 0;
	bool lines = data[0] & 1;
	size_t room = (size_t)(data[0] >> 1) * (data[1] & 1 ? 1 : 64);
	size_t text_size = size - 2;
	/* Exactly as large as said, so that one byte too far is noticed; a block of none has one all the same. */
	char *out = malloc(room ? room : 1), *again = malloc(room ? room : 1),
	     *text = malloc(text_size ? text_size : 1);

	assert(out && again && text);
	memcpy(text, data + 2, text_size);
	size_t written = ts_text_clean(text, text_size, lines, out, room);
	if (room > 0) {
		assert(written < room && out[written] == '\0');
		clean_check(out, written, lines);
		assert(ts_text_clean(out, written, lines, again, room) == written);
		assert(memcmp(out, again, written) == 0);
		/* What is longer is no activity, and the same as none. */
		assert(written >= TS_TEXT_SIZE || ts_text_same(out, again));
	} else {
		assert(written == 0);
	}
	free(out);
	free(again);
	free(text);
	return 0;
}
