/*
 * Texts that want to steer a terminal, turn the reading direction, run in a spreadsheet or break a parser; and a judge
 * of what comes out of the program, which is written apart from the code it judges.
 */
#ifndef TIMESHEET_TESTS_CAMPAIGN_HOSTILE_H
#define TIMESHEET_TESTS_CAMPAIGN_HOSTILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Chance that is the same in every run; state is any number. */
uint64_t hostile_random(uint64_t *state);
/* Fills out (room bytes, more than 8) with a hostile text and a NUL behind it. No NUL is in it. Returns its size. */
size_t hostile_text(uint64_t *state, char *out, size_t room);

enum hostile_place {
	HOSTILE_LINE,  /* a text shown in one line */
	HOSTILE_LINES, /* line feeds and tabs may be in it */
	HOSTILE_CRLF   /* the same, and line ends of two bytes: CSV and iCalendar */
};
/* What in a text could harm, in a few words: "an escape"; NULL: nothing. at (may be NULL) becomes its place. */
const char *hostile_find(const char *text, size_t size, enum hostile_place place, size_t *at);
/* The same of one character: NULL when it may stand in a cell of the screen. */
const char *hostile_character(uint32_t character);
/* True if a spreadsheet would run a cell of this CSV (RFC 4180); at becomes the cell's place. */
bool hostile_formula(const char *csv, size_t size, size_t *at);

#endif
