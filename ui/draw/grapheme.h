/*
 * Steps over UTF-8 text by what a reader sees as one character, and by words. Any bytes will do: an invalid one is a
 * character of its own. Offsets and sizes are bytes; text needs no final NUL.
 */
#ifndef TIMESHEET_UI_GRAPHEME_H
#define TIMESHEET_UI_GRAPHEME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CHARACTER_SIZE = 4 };

/* Reads the code point at offset at (before size); *length is its bytes. U+FFFD for an invalid byte, which counts one.
 */
uint32_t character_read(const char *text, size_t size, size_t at, size_t *length);
/* Writes a code point without a NUL and returns its bytes; 0 for what cannot be text: surrogates, controls, beyond
 * Unicode. */
size_t character_write(uint32_t character, char out[CHARACTER_SIZE]);

/* The border after at (size at the end), and the one before (0 at the start). Between two ASCII bytes there is always
 * one. */
size_t grapheme_next(const char *text, size_t size, size_t at);
size_t grapheme_previous(const char *text, size_t size, size_t at);
/* The border at or before at. */
size_t grapheme_floor(const char *text, size_t size, size_t at);
/* How many there are behind the border at or before at. */
size_t grapheme_count(const char *text, size_t size, size_t at);
/* Columns of the grapheme from begin to end: 1 or 2; what has no width of its own is shown as a replacement of width 1.
 */
int grapheme_width(const char *text, size_t begin, size_t end);
/* Copies the grapheme as it is to be drawn: a NUL-terminated text of grapheme_width columns. A very long heap of
 * combining marks is cut. */
enum { GRAPHEME_SIZE = 64 };
void grapheme_shown(const char *text, size_t begin, size_t end, char out[GRAPHEME_SIZE]);

/* Past the word after at, and to the begin of the word before at. A word is letters, digits, marks and underscores. */
size_t word_next(const char *text, size_t size, size_t at);
size_t word_previous(const char *text, size_t size, size_t at);

#endif
