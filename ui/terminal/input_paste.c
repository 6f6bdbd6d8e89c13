/* Collects what is pasted. It may be a password, so nothing of it is left in freed memory. */
#include "ui/terminal/input_paste.h"

#include "ui/base/alloc.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

enum { REPLACEMENT = 0xfffd, PASTE_MOST = 1024 * 1024, PASTE_LEAST = 4096 };

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

char *paste_take(struct paste *paste, size_t *size)
{
	char *text = allocate(PASTE_MOST + 1, 1);
	const char *at = paste->bytes, *end = at + paste->size;
	bool cut = paste->cut;
	size_t used = 0;

	while (at < end) {
		utf8proc_int32_t character;
		utf8proc_ssize_t taken = utf8proc_iterate((const utf8proc_uint8_t *)at, end - at, &character);
		utf8proc_uint8_t bytes[4];
		size_t encoded;

		/* A character that the cut went through is cut, not broken. */
		if (taken < 1 && cut && end - at < 4)
			break;
		at += taken < 1 ? 1 : taken;
		if (taken >= 1 && character >= 0x80 && character < 0xa0)
			continue;
		encoded = (size_t)utf8proc_encode_char(taken < 1 ? REPLACEMENT : character, bytes);
		if (used + encoded > PASTE_MOST) {
			cut = true;
			break;
		}
		memcpy(text + used, bytes, encoded);
		used += encoded;
	}
	paste_release(paste);
	paste->cut = cut;
	*size = used;
	return text;
}
