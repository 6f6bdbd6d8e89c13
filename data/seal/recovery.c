/* Recovery codes as text. Must not know what they open. */
#include "data/seal/recovery.h"

#include <string.h>

enum {
	SYMBOLS = 26, /* 130 bits; the last two are zero */
	CHECK_SYMBOLS = 2,
	GROUP = 4,
	CHECK_PRIME = 1021, /* the greatest prime two symbols can hold */
	SYMBOL_NONE = -1,
	SYMBOL_SKIP = -2
};

/* https://www.crockford.com/base32.html */
static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

static int symbol_value(char character)
{
	if (character == ' ' || character == '-')
		return SYMBOL_SKIP;
	if (character >= 'a' && character <= 'z')
		character = (char)(character - 'a' + 'A');
	if (character == 'O')
		character = '0';
	if (character == 'I' || character == 'L')
		character = '1';
	const char *found = character == '\0' ? NULL : strchr(alphabet, character);
	return found ? (int)(found - alphabet) : SYMBOL_NONE;
}

/* The code, read as one number in base 32, modulo the prime. */
static unsigned check_value(const unsigned char symbols[SYMBOLS])
{
	unsigned remainder = 0;

	for (int i = 0; i < SYMBOLS; i++)
		remainder = (remainder * 32 + symbols[i]) % CHECK_PRIME;
	return remainder;
}

void recovery_format(const unsigned char code[RECOVERY_BYTES], char out[TS_RECOVERY_SIZE])
{
	unsigned char symbols[SYMBOLS + CHECK_SYMBOLS];
	unsigned check;
	size_t written = 0;

	for (int i = 0; i < SYMBOLS; i++) {
		/* Five bits from bit 5 * i on, out of two neighbouring bytes. */
		int byte = 5 * i / 8, bit = 5 * i % 8;
		unsigned pair = (unsigned)code[byte] << 8 | (byte + 1 < RECOVERY_BYTES ? code[byte + 1] : 0u);
		symbols[i] = (unsigned char)(pair >> (11 - bit) & 31);
	}
	check = check_value(symbols);
	symbols[SYMBOLS] = (unsigned char)(check / 32);
	symbols[SYMBOLS + 1] = (unsigned char)(check % 32);
	for (int i = 0; i < SYMBOLS + CHECK_SYMBOLS; i++) {
		if (i > 0 && i % GROUP == 0)
			out[written++] = '-';
		out[written++] = alphabet[symbols[i]];
	}
	out[written] = '\0';
	ts_wipe(symbols, sizeof symbols);
}

/* Exactly all symbols, or false. */
static bool symbols_read(const char *typed, unsigned char symbols[SYMBOLS + CHECK_SYMBOLS])
{
	int count = 0;

	for (; *typed != '\0'; typed++) {
		int value = symbol_value(*typed);
		if (value == SYMBOL_SKIP)
			continue;
		if (value == SYMBOL_NONE || count == SYMBOLS + CHECK_SYMBOLS)
			return false;
		symbols[count++] = (unsigned char)value;
	}
	return count == SYMBOLS + CHECK_SYMBOLS;
}

bool recovery_parse(const char *typed, unsigned char code[RECOVERY_BYTES])
{
	unsigned char symbols[SYMBOLS + CHECK_SYMBOLS];
	bool valid = symbols_read(typed, symbols) &&
	             check_value(symbols) == symbols[SYMBOLS] * 32u + symbols[SYMBOLS + 1] &&
	             (symbols[SYMBOLS - 1] & 3) == 0;

	if (valid) {
		memset(code, 0, RECOVERY_BYTES);
		for (int i = 0; i < 8 * RECOVERY_BYTES; i++)
			code[i / 8] |= (unsigned char)((symbols[i / 5] >> (4 - i % 5) & 1) << (7 - i % 8));
	}
	ts_wipe(symbols, sizeof symbols);
	return valid;
}
