/* Names of users: two that look alike must not be two people. */
#include "data/pure/name.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

enum { BRAILLE_BLANK = 0x2800 };

/* The next character of UTF-8; 0 at its end, or where it is none. */
static utf8proc_int32_t next(const char **at)
{
	utf8proc_int32_t character = 0;
	utf8proc_ssize_t length = utf8proc_iterate((const utf8proc_uint8_t *)*at, -1, &character);

	if (length <= 0 || character <= 0)
		return 0;
	*at += length;
	return character;
}

bool name_visible(const char *name)
{
	utf8proc_int32_t character;

	while ((character = next(&name)) != 0) {
		const utf8proc_property_t *property = utf8proc_get_property(character);
		if (property->ignorable || property->category == UTF8PROC_CATEGORY_CF || character == BRAILLE_BLANK)
			return false;
	}
	return true;
}

enum ts_status name_key(const char *name, char *out, size_t size)
{
	const utf8proc_option_t options = (utf8proc_option_t)(UTF8PROC_NULLTERM | UTF8PROC_STABLE | UTF8PROC_COMPOSE |
	                                                      UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE);
	utf8proc_uint8_t *key = NULL;
	enum ts_status status = text_compose(name, out, size);

	if (status != TS_OK)
		return status;
	utf8proc_ssize_t length = utf8proc_map((const utf8proc_uint8_t *)out, 0, &key, options);
	if (length < 0)
		return length == UTF8PROC_ERROR_NOMEM ? TS_NO_MEMORY : TS_INVALID;
	if ((size_t)length >= size)
		status = TS_TOO_LONG;
	else
		memcpy(out, key, (size_t)length + 1);
	free(key);
	return status;
}

/* ---- alphabets */

enum { LATIN = 1, GREEK = 2, CYRILLIC = 4 };

/* Blocks of letters (Unicode's Blocks.txt); what is no letter of these belongs to none. */
static const struct {
	int32_t first, last;
	unsigned alphabet;
} blocks[] = {
	{ 'A', 'Z', LATIN },          { 'a', 'z', LATIN },       { 0x00C0, 0x024F, LATIN },
	{ 0x0250, 0x02AF, LATIN },    { 0x0370, 0x03FF, GREEK }, { 0x0400, 0x052F, CYRILLIC },
	{ 0x1C80, 0x1C8F, CYRILLIC }, { 0x1D00, 0x1D25, LATIN }, { 0x1E00, 0x1EFF, LATIN },
	{ 0x1F00, 0x1FFF, GREEK },    { 0x2C60, 0x2C7F, LATIN }, { 0x2DE0, 0x2DFF, CYRILLIC },
	{ 0xA640, 0xA69F, CYRILLIC }, { 0xA720, 0xA7FF, LATIN },
};

static unsigned alphabet_of(int32_t character)
{
	if (utf8proc_category(character) > UTF8PROC_CATEGORY_LO)
		return 0;
	for (size_t i = 0; i < sizeof blocks / sizeof blocks[0]; i++) {
		if (character >= blocks[i].first && character <= blocks[i].last)
			return blocks[i].alphabet;
	}
	return 0;
}

bool ts_name_mixed(const char *name)
{
	unsigned met = 0;
	utf8proc_int32_t character;

	while ((character = next(&name)) != 0)
		met |= alphabet_of(character);
	return (met & (met - 1)) != 0;
}
