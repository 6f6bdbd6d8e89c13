/* Collects what is pasted. It may be a password, so nothing of it is left in freed memory. */
#include "ui/terminal/input_paste.h"

#include "ui/base/alloc.h"
#include "ui/terminal/input_character.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

enum { PASTE_MOST = 1024 * 1024, PASTE_LEAST = 4096 };

static const char paste_end[] = "\033[201~";

void paste_free(char *text, size_t size)
{
	volatile char *bytes = text;

	for (size_t i = 0; i < size; i++)
		bytes[i] = 0;
	free(text);
}

void paste_release(struct paste *paste)
{
	paste_free(paste->bytes, paste->size);
	*paste = (struct paste){ .bytes = NULL };
}

void paste_begin(struct paste *paste)
{
	paste_release(paste);
}

static void paste_append(struct paste *paste, char byte)
{
	if (paste->size == PASTE_MOST) {
		paste->cut = true;
		return;
	}
	if (paste->size == paste->capacity) {
		size_t capacity = paste->capacity == 0 ? PASTE_LEAST : paste->capacity * 2;
		/* Not reallocate: it would leave the old bytes behind. */
		char *grown = allocate(capacity, 1);

		if (paste->size > 0)
			memcpy(grown, paste->bytes, paste->size);
		paste_free(paste->bytes, paste->size);
		paste->bytes = grown;
		paste->capacity = capacity;
	}
	paste->bytes[paste->size++] = byte;
}

/* Line ends become \n, other control characters but tab go. */
static void paste_byte(struct paste *paste, unsigned char byte)
{
	bool after_return = paste->after_return;

	paste->after_return = byte == '\r';
	if (byte == '\r' || (byte == '\n' && !after_return))
		paste_append(paste, '\n');
	else if (byte == '\t' || (byte >= 0x20 && byte != 0x7f))
		paste_append(paste, (char)byte);
}

bool paste_feed(struct paste *paste, unsigned char byte)
{
	if (byte == (unsigned char)paste_end[paste->matched])
		return paste_end[++paste->matched] == '\0';
	/* Not the end after all. The end begins with ESC and holds no second one, so what matched cannot overlap
	 * another. */
	for (size_t i = 0; i < paste->matched; i++)
		paste_byte(paste, (unsigned char)paste_end[i]);
	paste->matched = 0;
	if (byte == (unsigned char)paste_end[0])
		paste->matched = 1;
	else
		paste_byte(paste, byte);
	return false;
}

bool paste_escaped(const struct paste *paste)
{
	return paste->matched == 1;
}

char paste_end_byte(size_t at)
{
	if (at >= sizeof paste_end)
		return '\0';
	return paste_end[at];
}

/* Appends a character; false: there is no room for it. */
static bool character_append(char *text, size_t *used, uint32_t character)
{
	utf8proc_uint8_t bytes[4];
	size_t size = (size_t)utf8proc_encode_char((utf8proc_int32_t)character, bytes);

	if (*used + size > PASTE_MOST)
		return false;
	memcpy(text + *used, bytes, size);
	*used += size;
	return true;
}

/* False: there is something in it that is no character. One that the cut went through is cut, not broken. */
static bool paste_decode(struct paste *paste, bool by_locale, char *text, size_t *used)
{
	struct character_reader reader = { .by_locale = by_locale };

	for (size_t i = 0; i < paste->size; i++) {
		unsigned char byte = (unsigned char)paste->bytes[i];
		uint32_t character = byte;
		enum character_step step = CHARACTER_WHOLE;

		if (byte >= 0x80 || reader.inside)
			step = character_feed(&reader, byte, &character);
		/* Controls above ASCII are dropped like those below. */
		if (step == CHARACTER_WHOLE && character >= 0x80 && character < 0xa0)
			continue;
		if (step == CHARACTER_NONE || step == CHARACTER_BROKEN)
			return false;
		if (step == CHARACTER_WHOLE && !character_append(text, used, character)) {
			paste->cut = true;
			return true;
		}
	}
	return !reader.inside || paste->cut;
}

char *paste_take(struct paste *paste, bool by_locale, size_t *size)
{
	char *text = allocate(PASTE_MOST + 1, 1);
	size_t used = 0;
	bool whole = paste_decode(paste, by_locale, text, &used), cut = paste->cut;

	paste_release(paste);
	paste->cut = cut;
	*size = used;
	if (whole)
		return text;
	paste_free(text, used);
	return NULL;
}
