/* Folding: what is left of a text when case and accents do not matter. */
#include "data/pure/fold.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

enum { REPLACEMENT = 0xFFFD };

size_t fold_character(const char *text, size_t size, int32_t out[FOLDED_MOST], size_t *length)
{
	const utf8proc_option_t options = (utf8proc_option_t)(UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD |
	                                                      UTF8PROC_STRIPMARK | UTF8PROC_IGNORE | UTF8PROC_STABLE);
	utf8proc_int32_t character = (unsigned char)text[0];
	int boundary = 0;

	*length = 1;
	if (character < 0x80) {
		out[0] = character >= 'A' && character <= 'Z' ? character - 'A' + 'a' : character;
		return 1;
	}
	/* No character has more than four bytes, so the cast cannot cut. */
	utf8proc_ssize_t read =
	        utf8proc_iterate((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)(size < 4 ? size : 4), &character);
	if (read > 0)
		*length = (size_t)read;
	else
		character = REPLACEMENT;
	utf8proc_ssize_t count = utf8proc_decompose_char(character, out, FOLDED_MOST, options, &boundary);
	if (count >= 0 && count <= FOLDED_MOST)
		return (size_t)count;
	/* What cannot be folded stands for itself. */
	out[0] = character;
	return 1;
}

static bool text_reserve(struct match_text *text, size_t more)
{
	if (text->room - text->size >= more)
		return true;
	size_t room = 2 * text->room + more;
	/* Not by realloc: what is left behind is somebody's notes. */
	char *bytes = malloc(room);
	uint32_t *origin = malloc(room * sizeof *origin);
	if (!bytes || !origin) {
		free(bytes);
		free(origin);
		return false;
	}
	if (text->size > 0) {
		memcpy(bytes, text->bytes, text->size);
		memcpy(origin, text->origin, text->size * sizeof *origin);
		explicit_bzero(text->bytes, text->size);
	}
	free(text->bytes);
	free(text->origin);
	text->bytes = bytes;
	text->origin = origin;
	text->room = room;
	return true;
}

static bool byte_add(struct match_text *text, char byte, size_t origin)
{
	if (text->size == text->room && !text_reserve(text, 256))
		return false;
	text->bytes[text->size] = byte;
	text->origin[text->size++] = (uint32_t)origin;
	return true;
}

static bool character_add(struct match_text *text, int32_t character, size_t origin)
{
	utf8proc_uint8_t bytes[4];
	utf8proc_ssize_t size = utf8proc_encode_char(character, bytes);

	for (utf8proc_ssize_t i = 0; i < size; i++) {
		if (!byte_add(text, (char)bytes[i], origin))
			return false;
	}
	return true;
}

/* Most texts are ASCII, or begin so: nothing else is looked at of them. There is room. Returns how far that goes. */
static size_t ascii_fold(struct match_text *out, const char *text, size_t size)
{
	size_t at = 0;

	for (; at < size && (unsigned char)text[at] < 0x80; at++) {
		const char byte = text[at];
		out->bytes[at] = (char)(byte >= 'A' && byte <= 'Z' ? byte - 'A' + 'a' : byte);
		out->origin[at] = (uint32_t)at;
	}
	out->size = at;
	return at;
}

enum ts_status match_fold(struct match_text *out, const char *text, size_t size)
{
	int32_t folded[FOLDED_MOST];
	size_t length = 0;

	out->size = 0;
	out->text_size = size;
	if (!text_reserve(out, size))
		return TS_NO_MEMORY;
	for (size_t at = ascii_fold(out, text, size); at < size; at += length) {
		size_t count = fold_character(text + at, size - at, folded, &length);

		for (size_t i = 0; i < count; i++) {
			bool added = folded[i] < 0x80 ? byte_add(out, (char)folded[i], at)
			                              : character_add(out, folded[i], at);
			if (!added)
				return TS_NO_MEMORY;
		}
	}
	return TS_OK;
}

void match_release(struct match_text *text)
{
	if (text->bytes)
		explicit_bzero(text->bytes, text->room);
	free(text->bytes);
	free(text->origin);
	*text = (struct match_text){ 0 };
}
