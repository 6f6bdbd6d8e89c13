/*
 * Bytes from a terminal, any at all: what is delivered is a key, a mouse event or clean text, and it is the same
 * however the reads cut the bytes. The first byte says how they are cut.
 */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "tests/fuzz/fuzz.h"
#include "ui/terminal/input.h"

/* All that was delivered, summed up (FNV-1a), and how much it was. */
struct record {
	uint64_t sum;
	size_t count;
};

static void record_add(struct record *record, const void *bytes, size_t size)
{
	for (size_t i = 0; i < size; i++)
		record->sum = (record->sum ^ ((const unsigned char *)bytes)[i]) * 1099511628211u;
}

static void record_number(struct record *record, uint64_t number)
{
	record_add(record, &number, sizeof number);
}

static void key_check(struct record *record, struct key key)
{
	char name[64];
	struct key again;

	assert(key.name >= KEYNAME_NONE && key.name < KEYNAME_COUNT);
	assert((key.modifiers & ~(unsigned)(MODIFIER_CONTROL | MODIFIER_ALT | MODIFIER_SHIFT)) == 0);
	if (key.name == KEYNAME_NONE) {
		assert(key.character >= ' ' && key.character <= 0x10FFFF &&
		       !(key.character >= 0x7F && key.character < 0xA0));
		assert(!(key.character >= 0xD800 && key.character <= 0xDFFF));
		assert((key.modifiers & MODIFIER_SHIFT) == 0);
	}
	/* Help can name it, and the name is that key's. */
	key_print(key, name, sizeof name);
	assert(name[0] != '\0' && strlen(name) < sizeof name);
	if (key_parse(name, &again))
		assert(key_equal(key, again));
	record_number(record, key.name);
	record_number(record, key.character);
	record_number(record, key.modifiers);
}

static void paste_check(struct record *record, const char *text, size_t size)
{
	assert(size <= (size_t)1024 * 1024);
	for (size_t at = 0; at < size;) {
		uint32_t character;
		size_t length = fuzz_character((const uint8_t *)text + at, size - at, &character);

		assert(length > 0 && character != '\r');
		at += length;
	}
	record_add(record, text, size);
}

static void input_take(void *context, const struct input *input)
{
	struct record *record = context;

	record->count++;
	record_number(record, input->type);
	record_number(record, input->cut);
	switch (input->type) {
	case INPUT_KEY:
		key_check(record, input->as.key);
		break;
	case INPUT_MOUSE:
		assert(input->as.mouse.x >= 0 && input->as.mouse.y >= 0);
		assert(input->as.mouse.button >= 0 && input->as.mouse.button <= 3);
		record_number(record, input->as.mouse.action);
		record_number(record, (uint64_t)input->as.mouse.x << 32 | (uint64_t)input->as.mouse.y);
		record_number(record, (uint64_t)input->as.mouse.button);
		break;
	case INPUT_PASTE:
		paste_check(record, input->as.paste.text, input->as.paste.size);
		break;
	case INPUT_FOCUS:
		record_number(record, input->as.focus);
		break;
	case INPUT_GROUND:
		assert(input->as.ground >= 0 && input->as.ground <= 0xffffff);
		record_number(record, (uint64_t)input->as.ground);
		break;
	case INPUT_REFUSED:
		record_number(record, input->as.pasted);
		break;
	default:
		abort();
	}
}

/* Feeds pieces of a size that the seed changes; seed 0: all at once. */
static struct record decode(const uint8_t *data, size_t size, unsigned seed)
{
	struct record record = { .sum = 14695981039346656037u };
	struct decoder *decoder = decoder_create(input_take, &record);

	decoder_define(decoder, "\x1b[99~", (struct key){ .name = KEYNAME_F5 });
	decoder_expect_ground(decoder);
	for (size_t at = 0; at < size;) {
		size_t piece = seed ? 1 + seed % 7 : size;
		if (piece > size - at)
			piece = size - at;
		decoder_feed(decoder, (const char *)data + at, piece);
		at += piece;
		seed = seed * 1103515245u + (seed ? 12345u : 0);
	}
	decoder_timeout(decoder);
	assert(!decoder_pending(decoder));
	decoder_destroy(decoder);
	return record;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size < 1)
		return 0;
	struct record whole = decode(data + 1, size - 1, 0);
	struct record cut = decode(data + 1, size - 1, data[0] + 1u);

	assert(whole.count == cut.count && whole.sum == cut.sum);
	return 0;
}
