/* Hostile texts, and a judge of what became of them. */
#include "tests/campaign/hostile.h"

#include <string.h>

uint64_t hostile_random(uint64_t *state)
{
	uint64_t z = *state += 0x9E3779B97F4A7C15u;

	z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
	z = (z ^ z >> 27) * 0x94D049BB133111EBu;
	return z ^ z >> 31;
}

/* clang-format off */
static const char *const pieces[] = {
	/* sequences: colours, clearing, titles, answers that are typed back, keys, links, the clipboard */
	"\x1b[31m", "\x1b[2J", "\x1b]0;title\x07", "\x1b]8;;http://x\x1b\\", "\x1b]52;c;cm0=\x07", "\x1b[6n", "\x1bP$q\"p\x1b\\",
	"\x1b[?1049l", "\x1b" "c", "\x1b#8", "\x1b[21t", "\x1b_x\x1b\\", "\x1b", "\x1b[", "\x07", "\b", "\x0e", "\x0f", "\x7f", "\x18",
	/* the same in one character of C1, as UTF-8 and as a bare byte */
	"\xc2\x9b" "31m", "\xc2\x9d" "0;t\x07", "\xc2\x90", "\xc2\x85", "\x9b" "31m", "\x9d", "\x90", "\x84",
	/* the reading direction, invisible line ends, tags */
	"\xe2\x80\xae", "\xe2\x80\xad", "\xe2\x80\xaa", "\xe2\x80\xab", "\xe2\x80\xac", "\xe2\x81\xa6", "\xe2\x81\xa7", "\xe2\x81\xa8",
	"\xe2\x81\xa9", "\xe2\x80\x8e", "\xe2\x80\x8f", "\xd8\x9c", "\xe2\x80\xa8", "\xe2\x80\xa9", "\xf3\xa0\x80\x81",
	/* what is no UTF-8: cut, overlong, surrogates, beyond Unicode, bare bytes */
	"\xc3", "\xe2\x82", "\xf0\x9f\x98", "\xc0\x9b", "\xe0\x80\x9b", "\xf0\x80\x80\x9b", "\xed\xa0\x80", "\xed\xb0\x80",
	"\xf4\x90\x80\x80", "\xf8\x88\x80\x80\x80", "\xff", "\xfe", "\x80", "\xbf", "\xef\xbf\xbe", "\xef\xbf\xbf", "\xef\xbb\xbf",
	/* formulas */
	"=1+1", "=cmd|'/c calc'!A0", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "'=1", "=HYPERLINK(\"http://x\",\"x\")",
	/* what ends a field, a line, a string, a comment elsewhere */
	"\"", "\"\"", ",", ";", "\n", "\r\n", "\r", "\t", "'", "\\", "\\n", "\\u001b[31m", "\\u0000", "%s%n", "%", "$(x)", "`x`", "<b>", "--",
	"END:VEVENT", "\nBEGIN:VEVENT\n", "#", "|", ": ", "{", "}", "[", "]", "\n2026-10-01", "-- ", "//", "*/",
	/* letters: wide, combining, joined, right to left, long */
	"a", "call", "\xe6\x97\xa5\xe6\x9c\xac", "e\xcc\x81", "\xcc\x81\xcc\x82\xcc\x83", "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x92\xbb",
	"\xd7\xa9\xd7\x9c", "\xef\xb7\xba", "\xe2\x80\x8b", " ", "  ", "\xc2\xa0", "\xc2\xad", "\xc7\x85", "\xef\xac\x83", "\xcd\x85",
};
/* clang-format on */

size_t hostile_text(uint64_t *state, char *out, size_t room)
{
	size_t size = 0, count = 1 + (size_t)(hostile_random(state) % 12);

	while (count-- > 0) {
		const char *piece = pieces[hostile_random(state) % (sizeof pieces / sizeof pieces[0])];
		char byte[2] = { (char)(1 + hostile_random(state) % 255), '\0' };
		if (hostile_random(state) % 8 == 0)
			piece = byte;
		if (size + strlen(piece) >= room)
			break;
		memcpy(out + size, piece, strlen(piece));
		size += strlen(piece);
	}
	out[size] = '\0';
	return size;
}

const char *hostile_character(uint32_t character)
{
	if (character == 0x1B)
		return "an escape";
	if (character < 0x20 || character == 0x7F)
		return "a control character";
	if (character >= 0x80 && character < 0xA0)
		return "a C1 control character";
	if (character == 0x61C || character == 0x200E || character == 0x200F ||
	    (character >= 0x202A && character <= 0x202E) || (character >= 0x2066 && character <= 0x2069))
		return "a change of the reading direction";
	if (character == 0x2028 || character == 0x2029)
		return "an invisible line end";
	return NULL;
}

/* Bytes of the UTF-8 character (RFC 3629) at text; 0: there is none. */
static size_t character_size(const unsigned char *text, size_t size, uint32_t *out)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	size_t length = text[0] < 0x80       ? 1
	                : text[0] >> 5 == 6  ? 2
	                : text[0] >> 4 == 14 ? 3
	                : text[0] >> 3 == 30 ? 4
	                                     : 0;

	if (length == 0 || length > size)
		return 0;
	*out = length == 1 ? text[0] : text[0] & (0xFFu >> (length + 1));
	for (size_t i = 1; i < length; i++) {
		if (text[i] >> 6 != 2)
			return 0;
		*out = *out << 6 | (text[i] & 0x3Fu);
	}
	return *out < least[length] || *out > 0x10FFFF || (*out >= 0xD800 && *out <= 0xDFFF) ? 0 : length;
}

const char *hostile_find(const char *text, size_t size, enum hostile_place place, size_t *at)
{
	const unsigned char *bytes = (const unsigned char *)text;
	size_t nowhere = 0, *where = at ? at : &nowhere, length;

	for (*where = 0; *where < size; *where += length) {
		uint32_t character;
		length = character_size(bytes + *where, size - *where, &character);
		if (length == 0)
			return "no UTF-8";
		if (place != HOSTILE_LINE && (character == '\n' || character == '\t'))
			continue;
		if (place == HOSTILE_CRLF && character == '\r' && *where + 1 < size && bytes[*where + 1] == '\n')
			continue;
		const char *found = hostile_character(character);
		if (found)
			return found;
	}
	return NULL;
}

bool hostile_formula(const char *csv, size_t size, size_t *at)
{
	bool quoted = false, begins = true;

	for (*at = 0; *at < size; (*at)++) {
		char byte = csv[*at];
		if (begins && byte == '"') {
			quoted = true;
			begins = false;
			/* What stands behind the quote begins the cell. */
			if (*at + 1 < size && strchr("=+-@\t\r", csv[*at + 1]) && csv[*at + 1])
				return true;
			continue;
		}
		if (begins && byte && strchr("=+-@\t", byte))
			return true;
		if (quoted && byte == '"')
			quoted = false; /* or doubled: then the next one opens it again */
		else if (!quoted && byte == '"')
			quoted = true;
		begins = !quoted && (byte == ',' || byte == '\n');
	}
	return false;
}
