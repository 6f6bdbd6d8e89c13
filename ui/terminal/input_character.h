/* Bytes to one character after another, in UTF-8 or in the locale's code set. Inside of the decoder; nobody else
 * includes it. */
#ifndef TIMESHEET_UI_INPUT_CHARACTER_H
#define TIMESHEET_UI_INPUT_CHARACTER_H

#include <stdbool.h>
#include <stdint.h>
#include <wchar.h>

/* All zero: UTF-8, between two characters. */
struct character_reader {
	bool by_locale;                          /* else UTF-8 */
	bool inside;                             /* a character has begun */
	mbstate_t state;                         /* of the locale's */
	uint32_t character;                      /* UTF-8 so far */
	unsigned char missing;                   /* continuation bytes still to come */
	unsigned char second_least, second_most; /* what the next continuation byte may be */
};

enum character_step {
	CHARACTER_INSIDE, /* more bytes are needed */
	CHARACTER_WHOLE,
	CHARACTER_NONE,  /* this byte is no character, nor is what came before it */
	CHARACTER_BROKEN /* what came before is no character; this byte has not been taken yet */
};

/* For a byte above ASCII, or any after CHARACTER_INSIDE. */
enum character_step character_feed(struct character_reader *reader, unsigned char byte, uint32_t *character);

#endif
