/* Cleaning text for a terminal, and deciding when two texts are the same. Knows nothing of what the text is for. */
#include "data/pure/text.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

enum { REPLACEMENT = 0xFFFD };

/* Reads one character at text, which has size > 0 bytes. What is not UTF-8 counts as one byte and gives REPLACEMENT. */
static size_t code_point_read(const char *text, size_t size, int32_t *out, bool *valid)
{
	utf8proc_int32_t character = -1;
	/* No character has more than four bytes, so the cast cannot cut. */
	utf8proc_ssize_t length =
	        utf8proc_iterate((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)(size < 4 ? size : 4), &character);
	*valid = length > 0;
	*out = *valid ? character : REPLACEMENT;
	return *valid ? (size_t)length : 1;
}

/* Characters that can steer a terminal or turn the reading direction (Unicode TR9: marks, embeddings, isolates). */
static bool character_steers(int32_t character)
{
	return character < 0x20 || (character >= 0x7F && character <= 0x9F) || character == 0x061C ||
	       character == 0x200E || character == 0x200F || (character >= 0x202A && character <= 0x202E) ||
	       (character >= 0x2066 && character <= 0x2069);
}

/* CR, LF, and Unicode's line and paragraph separators. */
static bool character_ends_line(int32_t character)
{
	return character == '\n' || character == '\r' || character == 0x2028 || character == 0x2029;
}

static bool character_is_space(int32_t character)
{
	return character == ' ' || character == '\t' || character_ends_line(character) ||
	       (character >= 0x80 && utf8proc_category(character) == UTF8PROC_CATEGORY_ZS);
}

/* How many bytes from the begin on are printable ASCII: most texts are nothing else, and clean. */
static size_t printable_size(const char *text, size_t size)
{
	size_t count = 0;

	while (count < size && text[count] >= 0x20 && text[count] < 0x7F)
		count++;
	return count;
}

size_t ts_text_clean(const char *text, size_t text_size, bool lines, char *out, size_t size)
{
	size_t written = 0;

	if (size == 0)
		return 0;
	for (size_t at = 0; at < text_size;) {
		size_t printable = printable_size(text + at, text_size - at), room = size - 1 - written;
		size_t copied = printable < room ? printable : room;
		memcpy(out + written, text + at, copied);
		written += copied;
		at += printable;
		if (at == text_size || copied < printable)
			break;

		int32_t character;
		bool valid;
		size_t length = code_point_read(text + at, text_size - at, &character, &valid);

		/* The two bytes of a DOS line end are one. */
		if (character == '\r' && at + 1 < text_size && text[at + 1] == '\n')
			length = 2;
		at += length;
		if (character_ends_line(character))
			character = lines ? '\n' : ' ';
		else if (character == '\t' && !lines)
			character = ' ';
		else if (character != '\t' && character_steers(character))
			continue;

		utf8proc_uint8_t bytes[4];
		size_t encoded = (size_t)utf8proc_encode_char(character, bytes);
		if (encoded >= size - written)
			break;
		memcpy(out + written, bytes, encoded);
		written += encoded;
	}
	out[written] = '\0';
	return written;
}

bool text_valid(const char *text, size_t size)
{
	for (size_t at = 0; at < size;) {
		int32_t character;
		bool valid;
		at += code_point_read(text + at, size - at, &character, &valid);
		if (!valid || character == 0)
			return false;
	}
	return true;
}

bool text_plain(const char *text, size_t size)
{
	for (size_t at = 0; at < size;) {
		int32_t character;
		bool valid;
		at += code_point_read(text + at, size - at, &character, &valid);
		if (!valid || character_steers(character) || character_ends_line(character))
			return false;
	}
	return true;
}

/* In place: drops what steers, trims, makes one space of a run of white space. */
static void spaces_collapse(char *text)
{
	size_t size = strlen(text), written = 0;
	bool gap = false;

	for (size_t at = 0; at < size;) {
		int32_t character;
		bool valid;
		size_t length = code_point_read(text + at, size - at, &character, &valid);

		if (character_is_space(character)) {
			gap = written > 0;
		} else if (!character_steers(character)) {
			if (gap)
				text[written++] = ' ';
			gap = false;
			memmove(text + written, text + at, length);
			written += length;
		}
		at += length;
	}
	text[written] = '\0';
}

/* utf8proc's own allocation; NULL with status set on failure. */
static char *text_map(const char *text, utf8proc_option_t options, enum ts_status *status)
{
	utf8proc_uint8_t *mapped = NULL;
	utf8proc_ssize_t size = utf8proc_map((const utf8proc_uint8_t *)text, 0, &mapped,
	                                     (utf8proc_option_t)(UTF8PROC_NULLTERM | UTF8PROC_STABLE | options));
	*status = mapped ? TS_OK : size == UTF8PROC_ERROR_NOMEM ? TS_NO_MEMORY : TS_INVALID;
	return (char *)mapped;
}

/* Such a text is composed already, and folds letter by letter: most texts are so, and there may be thousands of them.
 */
static bool is_ascii(const char *text)
{
	while (*text != '\0' && (unsigned char)*text < 0x80)
		text++;
	return *text == '\0';
}

/* How long a text is that is printable ASCII with single spaces between words, and so is composed as it stands, as
 * most of the millions are that an import brings; SIZE_MAX: it is not. */
static size_t tidy_size(const char *text)
{
	size_t size = 0;

	for (; text[size] != '\0'; size++) {
		if (text[size] < 0x20 || text[size] >= 0x7F ||
		    (text[size] == ' ' && (size == 0 || text[size - 1] == ' ')))
			return SIZE_MAX;
	}
	return size > 0 && text[size - 1] == ' ' ? SIZE_MAX : size;
}

enum ts_status text_compose(const char *text, char *out, size_t size)
{
	enum ts_status status;
	char *composed = NULL;
	size_t tidy = tidy_size(text);

	if (tidy < size) {
		memmove(out, text, tidy + 1);
		return TS_OK;
	}
	char *plain = strdup(text);

	if (!plain)
		return TS_NO_MEMORY;
	/* Spaces first: what is dropped must not keep a mark from its base. */
	if (text_valid(plain, strlen(plain)))
		spaces_collapse(plain);
	if (is_ascii(plain)) {
		composed = plain;
		plain = NULL;
		status = TS_OK;
	} else {
		composed = text_map(plain, UTF8PROC_COMPOSE, &status);
	}
	if (composed && strlen(composed) >= size)
		status = TS_TOO_LONG;
	else if (composed)
		memcpy(out, composed, strlen(composed) + 1);
	free(composed);
	free(plain);
	return status;
}

static char small_letter(char letter)
{
	return (char)(letter >= 'A' && letter <= 'Z' ? letter - 'A' + 'a' : letter);
}

enum ts_status text_normalise(const char *text, char *out, size_t size)
{
	/* Composing before folding makes equal what is canonically equal; the iota subscript would otherwise fold
	 * early. */
	enum ts_status status = text_compose(text, out, size);
	char *folded;

	if (status != TS_OK)
		return status;
	if (is_ascii(out)) {
		for (char *at = out; *at; at++)
			*at = small_letter(*at);
		return TS_OK;
	}
	folded = text_map(out, (utf8proc_option_t)(UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD), &status);
	if (folded && strlen(folded) >= size)
		status = TS_TOO_LONG;
	else if (folded)
		memcpy(out, folded, strlen(folded) + 1);
	free(folded);
	return status;
}

bool text_password(const char *password, int32_t scratch[TEXT_SCRATCH], char out[TS_PASSWORD_MOST + 1])
{
	const utf8proc_option_t options = (utf8proc_option_t)(UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT);
	size_t given = strnlen(password, TS_PASSWORD_MOST + 1);
	utf8proc_ssize_t size;

	if (given > TS_PASSWORD_MOST || !text_valid(password, given))
		return false;
	/* In our own memory: utf8proc_map would leave copies in its own. */
	size = utf8proc_decompose((const utf8proc_uint8_t *)password, (utf8proc_ssize_t)given, scratch,
	                          TEXT_SCRATCH - 1, options);
	if (size < 0 || size >= TEXT_SCRATCH)
		return false;
	size = utf8proc_reencode(scratch, size, options);
	if (size < 0 || size > TS_PASSWORD_MOST)
		return false;
	memcpy(out, scratch, (size_t)size);
	out[size] = '\0';
	return true;
}

const char *ts_counted(int64_t count, const char *one, const char *many)
{
	return count == 1 ? one : many;
}

/* Such a letter stays the first one whatever is done to a text, with or without marks. */
static bool is_plain_letter(char letter)
{
	return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9');
}

static bool begin_apart(const char *left, const char *right)
{
	const char first = small_letter(left[0]), other = small_letter(right[0]);

	return first != other && is_plain_letter(first) && is_plain_letter(other);
}

bool ts_text_same(const char *left, const char *right)
{
	if (begin_apart(left, right))
		return false;
	/* Longer texts than an activity may have are never the same as one. */
	char left_normal[TEXT_NORMAL_SIZE], right_normal[TEXT_NORMAL_SIZE];

	return text_normalise(left, left_normal, sizeof left_normal) == TS_OK &&
	       text_normalise(right, right_normal, sizeof right_normal) == TS_OK &&
	       strcmp(left_normal, right_normal) == 0;
}

size_t ts_text_project(const char *text)
{
	const char *colon = strchr(text, ':');

	/* "support: acme", but not "12:30 train" and not ": x". */
	if (!colon || colon == text || (colon[1] != ' ' && colon[1] != '\0'))
		return strlen(text);
	return (size_t)(colon - text);
}
