/* What is no character is told, never replaced: who types a password would not see that it is another one. */
#include "ui/terminal/input_character.h"

#include <string.h>

/* Takes the first byte of a character; sets what may follow (Unicode, table 3-7). */
static enum character_step utf8_begin(struct character_reader *reader, unsigned char byte)
{
	reader->second_least = byte == 0xe0 ? 0xa0 : byte == 0xf0 ? 0x90 : 0x80;
	reader->second_most = byte == 0xed ? 0x9f : byte == 0xf4 ? 0x8f : 0xbf;
	if (byte >= 0xc2 && byte <= 0xdf) {
		reader->missing = 1;
		reader->character = byte & 0x1fu;
	} else if (byte >= 0xe0 && byte <= 0xef) {
		reader->missing = 2;
		reader->character = byte & 0x0fu;
	} else if (byte >= 0xf0 && byte <= 0xf4) {
		reader->missing = 3;
		reader->character = byte & 0x07u;
	} else {
		return CHARACTER_NONE;
	}
	reader->inside = true;
	return CHARACTER_INSIDE;
}

static enum character_step utf8_continue(struct character_reader *reader, unsigned char byte)
{
	if (byte < reader->second_least || byte > reader->second_most) {
		reader->inside = false;
		return CHARACTER_BROKEN;
	}
	reader->second_least = 0x80;
	reader->second_most = 0xbf;
	reader->character = reader->character << 6 | (byte & 0x3fu);
	reader->inside = --reader->missing > 0;
	return reader->inside ? CHARACTER_INSIDE : CHARACTER_WHOLE;
}

/* By mbrtowc(3): wchar_t is Unicode's (C17 6.10.8.2, __STDC_ISO_10646__). */
static enum character_step locale_step(struct character_reader *reader, unsigned char byte)
{
	bool inside = reader->inside;
	wchar_t wide = 0;
	size_t taken = mbrtowc(&wide, (const char *)&byte, 1, &reader->state);

	if (taken == (size_t)-2) {
		reader->inside = true;
		return CHARACTER_INSIDE;
	}
	reader->inside = false;
	reader->character = (uint32_t)wide;
	if (taken != (size_t)-1)
		return CHARACTER_WHOLE;
	/* Its state is not defined any more. */
	memset(&reader->state, 0, sizeof reader->state);
	return inside ? CHARACTER_BROKEN : CHARACTER_NONE;
}

/* What a locale makes of bytes that it has no character for may be a surrogate. */
static bool is_character(uint32_t character)
{
	return character < 0xd800 || (character > 0xdfff && character <= 0x10ffff);
}

enum character_step character_feed(struct character_reader *reader, unsigned char byte, uint32_t *character)
{
	enum character_step step;

	if (reader->by_locale)
		step = locale_step(reader, byte);
	else
		step = reader->inside ? utf8_continue(reader, byte) : utf8_begin(reader, byte);
	if (step != CHARACTER_WHOLE)
		return step;
	*character = reader->character;
	return is_character(reader->character) ? step : CHARACTER_NONE;
}
