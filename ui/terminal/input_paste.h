/* A bracketed paste on its way in. Inside of the decoder; nobody else includes it. */
#ifndef TIMESHEET_UI_INPUT_PASTE_H
#define TIMESHEET_UI_INPUT_PASTE_H

#include <stdbool.h>
#include <stddef.h>

struct paste {
	char *bytes;
	size_t size, capacity;
	size_t matched;    /* bytes of the closing sequence seen so far */
	bool cut;          /* more came than is kept */
	bool after_return; /* a \n that follows a \r is no second line end */
};

void paste_begin(struct paste *paste);
/* True when the byte ended the paste: then take the text. */
bool paste_feed(struct paste *paste, unsigned char byte);
/* True when an Escape came last: its end, were it whole, begins so. */
bool paste_escaped(const struct paste *paste);
/* The byte of the closing sequence at a place, 0 behind its end. */
char paste_end_byte(size_t at);
/* The whole paste as valid UTF-8, without control characters but tab and \n, at most 1 MiB; paste->cut says whether
 * that is not all. To be given back by paste_free. NULL: there are bytes in it that are no characters, in the locale's
 * code set or in UTF-8. The paste is empty afterwards. */
char *paste_take(struct paste *paste, bool by_locale, size_t *size);
void paste_free(char *text, size_t size);
void paste_release(struct paste *paste);

#endif
