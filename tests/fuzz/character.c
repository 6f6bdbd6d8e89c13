/*
 * UTF-8 as RFC 3629 has it, to check what others wrote.
 */
#include "tests/fuzz/fuzz.h"

size_t fuzz_character(const uint8_t *bytes, size_t size, uint32_t *out)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	size_t length = bytes[0] < 0x80       ? 1
	                : bytes[0] >> 5 == 6  ? 2
	                : bytes[0] >> 4 == 14 ? 3
	                : bytes[0] >> 3 == 30 ? 4
	                                      : 0;
	uint32_t character = length == 1 ? bytes[0] : bytes[0] & (0xFFu >> (length + 1));

	if (length == 0 || length > size)
		return 0;
	for (size_t i = 1; i < length; i++) {
		if (bytes[i] >> 6 != 2)
			return 0;
		character = character << 6 | (bytes[i] & 0x3Fu);
	}
	if (character < least[length] || character > 0x10FFFF || (character >= 0xD800 && character <= 0xDFFF))
		return 0;
	*out = character;
	return length;
}
