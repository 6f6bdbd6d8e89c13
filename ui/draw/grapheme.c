/* Grapheme and word borders with utf8proc. Knows nothing of fields, editors or screens. */
#include "ui/draw/grapheme.h"

#include "ui/draw/surface.h"

#include <string.h>
#include <utf8proc.h>

static const char replacement[] = "\xEF\xBF\xBD";

static bool is_ascii(const char *text, size_t at)
{
	return (unsigned char)text[at] < 0x80;
}

uint32_t character_read(const char *text, size_t size, size_t at, size_t *length)
{
	utf8proc_int32_t character = 0;
	utf8proc_ssize_t read = 0;

	if (is_ascii(text, at)) {
		*length = 1;
		return (unsigned char)text[at];
	}
	read = utf8proc_iterate((const utf8proc_uint8_t *)text + at, (utf8proc_ssize_t)(size - at), &character);
	if (read <= 0) {
		*length = 1;
		return 0xFFFD;
	}
	*length = (size_t)read;
	return (uint32_t)character;
}

size_t character_write(uint32_t character, char out[CHARACTER_SIZE])
{
	if (character < 0x20 || (character >= 0x7F && character < 0xA0) || character > 0x10FFFF ||
	    !utf8proc_codepoint_valid((utf8proc_int32_t)character))
		return 0;
	return (size_t)utf8proc_encode_char((utf8proc_int32_t)character, (utf8proc_uint8_t *)out);
}

size_t grapheme_next(const char *text, size_t size, size_t at)
{
	utf8proc_int32_t state = 0;
	size_t length = 0;
	uint32_t left = 0;

	if (at >= size)
		return size;
	left = character_read(text, size, at, &length);
	at += length;
	while (at < size) {
		uint32_t right = 0;

		if (is_ascii(text, at) && left < 0x80)
			return at;
		right = character_read(text, size, at, &length);
		if (utf8proc_grapheme_break_stateful((utf8proc_int32_t)left, (utf8proc_int32_t)right, &state))
			return at;
		left = right;
		at += length;
	}
	return size;
}

/* True if there is a border between two neighbours whatever stands before them. */
static bool breaks_for_sure(uint32_t left, uint32_t right)
{
	if (left < 0x80 && right < 0x80)
		return true;
	return utf8proc_get_property((utf8proc_int32_t)left)->boundclass == UTF8PROC_BOUNDCLASS_OTHER &&
	       utf8proc_get_property((utf8proc_int32_t)right)->boundclass == UTF8PROC_BOUNDCLASS_OTHER;
}

/* The begin of the character that holds the byte at at. */
static size_t character_floor(const char *text, size_t size, size_t at)
{
	for (size_t back = at < CHARACTER_SIZE - 1 ? at : CHARACTER_SIZE - 1; back > 0; back--) {
		size_t length = 0;

		(void)character_read(text, size, at - back, &length);
		if (length > back)
			return at - back;
	}
	return at;
}

/* A border at or before at from which stepping forward gives the same borders as from the start of the text. */
static size_t safe_border(const char *text, size_t size, size_t at)
{
	at = character_floor(text, size, at);
	while (at > 0) {
		size_t before = character_floor(text, size, at - 1);
		size_t length = 0;
		uint32_t left = character_read(text, size, before, &length);

		if (breaks_for_sure(left, character_read(text, size, at, &length)))
			return at;
		at = before;
	}
	return 0;
}

size_t grapheme_floor(const char *text, size_t size, size_t at)
{
	size_t border = 0;

	if (at >= size)
		return size;
	border = safe_border(text, size, at);
	for (;;) {
		size_t next = grapheme_next(text, size, border);

		if (next > at)
			return border;
		border = next;
	}
}

size_t grapheme_previous(const char *text, size_t size, size_t at)
{
	return at == 0 ? 0 : grapheme_floor(text, size, (at < size ? at : size) - 1);
}

static void grapheme_copy(const char *text, size_t begin, size_t end, char out[GRAPHEME_SIZE])
{
	size_t used = 0;

	while (begin < end) {
		size_t length = 0;
		uint32_t character = character_read(text, end, begin, &length);
		bool invalid = character == 0xFFFD || character < 0x20;
		size_t needed = invalid ? sizeof replacement - 1 : length;

		if (used + needed >= GRAPHEME_SIZE)
			break;
		memcpy(out + used, invalid ? replacement : text + begin, needed);
		used += needed;
		begin += length;
	}
	out[used] = '\0';
}

size_t grapheme_count(const char *text, size_t size, size_t at)
{
	size_t count = 0;

	for (at = grapheme_floor(text, size, at < size ? at : size); at < size; count++)
		at = grapheme_next(text, size, at);
	return count;
}

int grapheme_width(const char *text, size_t begin, size_t end)
{
	char shown[GRAPHEME_SIZE];
	int width = 0;

	if (end == begin + 1)
		return 1;
	grapheme_copy(text, begin, end, shown);
	width = text_width(shown);
	return width < 1 ? 1 : width;
}

void grapheme_shown(const char *text, size_t begin, size_t end, char out[GRAPHEME_SIZE])
{
	grapheme_copy(text, begin, end, out);
	if (text_width(out) < 1)
		memcpy(out, replacement, sizeof replacement);
}

static bool in_word(uint32_t character)
{
	if (character < 0x80)
		return (character >= '0' && character <= '9') || (character >= 'A' && character <= 'Z') ||
		       (character >= 'a' && character <= 'z') || character == '_';
	switch (utf8proc_category((utf8proc_int32_t)character)) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LT:
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_MC:
	case UTF8PROC_CATEGORY_ME:
	case UTF8PROC_CATEGORY_ND:
	case UTF8PROC_CATEGORY_NL:
	case UTF8PROC_CATEGORY_NO:
		return true;
	default:
		return false;
	}
}

static bool word_at(const char *text, size_t size, size_t at)
{
	size_t length = 0;

	return in_word(character_read(text, size, at, &length));
}

size_t word_next(const char *text, size_t size, size_t at)
{
	while (at < size && !word_at(text, size, at))
		at = grapheme_next(text, size, at);
	while (at < size && word_at(text, size, at))
		at = grapheme_next(text, size, at);
	return at;
}

size_t word_previous(const char *text, size_t size, size_t at)
{
	size_t before = at;

	while (at > 0 && !word_at(text, size, before = grapheme_previous(text, size, at)))
		at = before;
	while (at > 0 && word_at(text, size, before = grapheme_previous(text, size, at)))
		at = before;
	return at;
}
