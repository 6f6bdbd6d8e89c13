/*
 * What a terminal shows of a text. Emulators disagree about the width of variation selectors, skin tones and joined
 * emoji, so these are not shown at all; the text itself keeps them.
 */
#include "ui/draw/glyph.h"

#include <utf8proc.h>
#include <wchar.h>

enum {
	REPLACEMENT = 0xfffd,
	ZERO_WIDTH_JOINER = 0x200d,
	E_ACUTE = 0xe9 /* a letter every UTF-8 locale knows */
};

static bool is_skin_tone(uint32_t character)
{
	return character >= 0x1f3fb && character <= 0x1f3ff;
}

/* Ends a line, or turns the reading direction. */
static bool is_line_control(uint32_t character)
{
	return character == 0x061c || character == 0x200e || character == 0x200f ||
	       (character >= 0x2028 && character <= 0x202e) || (character >= 0x2066 && character <= 0x2069);
}

/* Columns of one character, -1 for what cannot be shown. */
static int character_width(uint32_t character)
{
	int width;

	if (character >= 0x20 && character < 0x7f)
		return 1;
	if (character < 0xa0)
		return -1;
	width = wcwidth((wchar_t)character);
	/* In the C locale wcwidth knows ASCII only. */
	if (width < 0 && wcwidth(E_ACUTE) < 0)
		width = utf8proc_charwidth((utf8proc_int32_t)character);
	return width;
}

static uint32_t character_next(const char **text)
{
	utf8proc_int32_t character;
	utf8proc_ssize_t size = utf8proc_iterate((const utf8proc_uint8_t *)*text, -1, &character);

	if (size < 1 || character < 0) {
		++*text;
		return REPLACEMENT;
	}
	*text += size;
	return (uint32_t)character;
}

/* A character that is left out: invisible, or shown differently by every terminal. */
static bool is_left_out(uint32_t character, bool joined)
{
	const utf8proc_property_t *property = utf8proc_get_property((utf8proc_int32_t)character);

	if (is_skin_tone(character) || (character >= 0xfe00 && character <= 0xfe0f))
		return true;
	if (joined && property->boundclass == UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC)
		return true;
	return property->category == UTF8PROC_CATEGORY_CF && character_width(character) == 0 &&
	       !is_line_control(character);
}

/* Most of all text: a character of ASCII, with no mark on it. */
static bool is_plain(const char *text)
{
	return text[0] >= 0x20 && text[0] < 0x7f && ((unsigned char)text[1] & 0x80) == 0;
}

bool glyph_next(const char **text, struct glyph *out)
{
	const char *at = *text;
	size_t count = 0;
	bool joined = false;

	*out = (struct glyph){ .width = 1 };
	if (is_plain(at)) {
		out->characters[0] = (unsigned char)*at;
		*text = at + 1;
		return true;
	}
	while (*at != '\0') {
		const char *next = at;
		uint32_t character = character_next(&next);
		bool left_out = character >= 0x80 && is_left_out(character, joined);
		int width;

		joined = character == ZERO_WIDTH_JOINER;
		if (left_out) {
			at = next;
			continue;
		}
		width = character_width(character);
		if (width < 0 || is_line_control(character)) {
			character = REPLACEMENT;
			width = 1;
		}
		if (count > 0 && width > 0)
			break;
		/* A mark with nothing before it stands on a blank. */
		if (count == 0 && width == 0)
			out->characters[count++] = ' ';
		else if (count == 0)
			out->width = width > 1 ? 2 : 1;
		if (count < CELL_CHARACTERS)
			out->characters[count++] = character;
		at = next;
	}
	*text = at;
	return count > 0;
}

struct glyph glyph_of(uint32_t character)
{
	int width = character_width(character);

	if (width < 1 || is_line_control(character)) {
		character = REPLACEMENT;
		width = 1;
	}
	return (struct glyph){ .characters = { character }, .width = width > 1 ? 2 : 1 };
}

int text_width(const char *text)
{
	struct glyph glyph;
	int width = 0;

	for (;;) {
		for (; is_plain(text); text++)
			width++;
		if (!glyph_next(&text, &glyph))
			return width;
		width += glyph.width;
	}
}

struct stand_in {
	uint32_t first, last;
	char ascii;
};

/* In order; the first that fits counts. */
static const struct stand_in stand_ins[] = {
	{ 0x00a0, 0x00a0, ' ' }, { 0x00ab, 0x00ab, '<' },  { 0x00b1, 0x00b1, '+' }, { 0x00b7, 0x00b7, '.' },
	{ 0x00bb, 0x00bb, '>' }, { 0x00d7, 0x00d7, 'x' },  { 0x2010, 0x2015, '-' }, { 0x2018, 0x201b, '\'' },
	{ 0x201c, 0x201f, '"' }, { 0x2022, 0x2022, '*' },  { 0x2026, 0x2026, '~' }, { 0x2039, 0x2039, '<' },
	{ 0x203a, 0x203a, '>' }, { 0x2190, 0x2190, '<' },  { 0x2191, 0x2191, '^' }, { 0x2192, 0x2192, '>' },
	{ 0x2193, 0x2193, 'v' }, { 0x21b5, 0x21b5, '<' },  { 0x2212, 0x2212, '-' }, { 0x2500, 0x2501, '-' },
	{ 0x2502, 0x2503, '|' }, { 0x2504, 0x2505, '-' },  { 0x2506, 0x2507, '|' }, { 0x2508, 0x2509, '-' },
	{ 0x250a, 0x250b, '|' }, { 0x250c, 0x254b, '+' },  { 0x254c, 0x254d, '-' }, { 0x254e, 0x254f, '|' },
	{ 0x2550, 0x2550, '=' }, { 0x2551, 0x2551, '|' },  { 0x2552, 0x256c, '+' }, { 0x256d, 0x2570, '+' },
	{ 0x2571, 0x2571, '/' }, { 0x2572, 0x2572, '\\' }, { 0x2573, 0x2573, 'x' }, { 0x2574, 0x257f, '-' },
	{ 0x2591, 0x2592, '.' }, { 0x2580, 0x259f, '#' },  { 0x25a0, 0x25a1, '#' }, { 0x25aa, 0x25ab, '.' },
	{ 0x25b2, 0x25b5, '^' }, { 0x25b6, 0x25bb, '>' },  { 0x25bc, 0x25bf, 'v' }, { 0x25c0, 0x25c5, '<' },
	{ 0x25c6, 0x25c7, '*' }, { 0x25cb, 0x25cb, 'o' },  { 0x25cf, 0x25cf, '*' }, { 0x2605, 0x2606, '*' },
	{ 0x2713, 0x2714, 'v' }, { 0x2715, 0x2718, 'x' },  { 0x276f, 0x276f, '>' },
};

uint32_t glyph_ascii(uint32_t character)
{
	if (character < 0x80)
		return character;
	for (size_t i = 0; i < sizeof stand_ins / sizeof stand_ins[0]; i++) {
		if (character >= stand_ins[i].first && character <= stand_ins[i].last)
			return (uint32_t)stand_ins[i].ascii;
	}
	return '?';
}

uint32_t glyph_console(uint32_t character)
{
	switch (character) {
	case 0x2589:
	case 0x258a:
		return 0x2588;
	case 0x258b:
	case 0x258d:
	case 0x258e:
	case 0x258f:
		return 0x258c;
	case 0x256d:
		return 0x250c;
	case 0x256e:
		return 0x2510;
	case 0x256f:
		return 0x2518;
	case 0x2570:
		return 0x2514;
	default:
		/* Braille patterns, as a spinner has them. */
		return character >= 0x2800 && character <= 0x28ff ? '*' : character;
	}
}
