/* Titles, copies and notifications as bytes for a terminal. */
#include "ui/terminal/announce.h"

#include "data/timesheet.h"
#include "ui/base/alloc.h"

#include <stdio.h>
#include <string.h>

enum { TEXT_SIZE = 256 };

static const char *clean(const char *text, char out[TEXT_SIZE])
{
	(void)ts_text_clean(text, strlen(text), false, out, TEXT_SIZE);
	return out;
}

const char *announce_title(const char *text, char out[ANNOUNCE_SIZE])
{
	char title[TEXT_SIZE];

	(void)snprintf(out, ANNOUNCE_SIZE, "\033]2;%s\033\\", clean(text, title));
	return out;
}

/* RFC 4648, section 4. */
static char *base64(const unsigned char *bytes, size_t size, char *out)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

	for (size_t at = 0; at < size; at += 3) {
		size_t left = size - at;
		unsigned group = (unsigned)bytes[at] << 16 | (left > 1 ? (unsigned)bytes[at + 1] << 8 : 0) |
		                 (left > 2 ? bytes[at + 2] : 0);

		*out++ = letters[group >> 18];
		*out++ = letters[group >> 12 & 63];
		*out++ = (char)(left > 1 ? letters[group >> 6 & 63] : '=');
		*out++ = (char)(left > 2 ? letters[group & 63] : '=');
	}
	return out;
}

char *announce_copy(const char *text, size_t size)
{
	static const char begin[] = "\033]52;c;", end[] = "\033\\";
	char *sequence, *at;

	if (size > ANNOUNCE_COPY_MOST)
		return NULL;
	sequence = allocate(sizeof begin + (size + 2) / 3 * 4 + sizeof end, 1);
	memcpy(sequence, begin, sizeof begin - 1);
	at = base64((const unsigned char *)text, size, sequence + sizeof begin - 1);
	memcpy(at, end, sizeof end);
	return sequence;
}

const char *announce_notice(enum announce_way way, const char *text, char out[ANNOUNCE_SIZE])
{
	char words[TEXT_SIZE];

	(void)clean(text, words);
	switch (way) {
	case ANNOUNCE_BELL:
		(void)snprintf(out, ANNOUNCE_SIZE, "\a");
		break;
	case ANNOUNCE_OSC_9:
		/* Digits at its begin would mean something else there: progress, in Windows Terminal. */
		(void)snprintf(out, ANNOUNCE_SIZE, "\033]9;timesheet: %s\033\\", words);
		break;
	case ANNOUNCE_OSC_99:
		(void)snprintf(out, ANNOUNCE_SIZE, "\033]99;;timesheet: %s\033\\", words);
		break;
	case ANNOUNCE_OSC_777:
		(void)snprintf(out, ANNOUNCE_SIZE, "\033]777;notify;timesheet;%s\033\\", words);
		break;
	}
	return out;
}
