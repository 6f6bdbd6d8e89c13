/* How well typed letters fit one folded text: the comparing behind ts_choice. Private to data/. */
#ifndef TIMESHEET_DATA_PURE_FUZZY_H
#define TIMESHEET_DATA_PURE_FUZZY_H

#include "data/timesheet.h"

/* Letters of a text, or typed, that are looked at: more is nothing that one chooses from. */
enum { FUZZY_LETTERS_MOST = 1024 };

/* A text as it is compared: folded characters, each with where it came from. */
struct fuzzy_letter {
	int32_t character;
	uint16_t offset;
	bool word; /* begins a word */
	bool space;
};
struct fuzzy_text {
	struct fuzzy_letter *at;
	size_t count;
};

enum ts_status fuzzy_text_fold(const char *text, struct fuzzy_text *out) TS_MUST_CHECK; /* TS_NO_MEMORY */
void fuzzy_text_release(struct fuzzy_text *text);                                       /* wipes */

/* What is typed: its letters without spaces; word tells where its words begin. */
enum ts_status fuzzy_typed_fold(const char *typed, struct fuzzy_text *out) TS_MUST_CHECK;

/* Room to work in, for typed letters and the longest text of count letters. */
struct fuzzy_table {
	int32_t *here, *best; /* typed x count */
	size_t *columns;      /* typed: where each letter was found */
};
enum ts_status fuzzy_table_make(struct fuzzy_table *table, size_t typed, size_t count) TS_MUST_CHECK;
void fuzzy_table_release(struct fuzzy_table *table);

/* Fills all of out but same. */
bool fuzzy_fits(const struct fuzzy_text *typed, const struct fuzzy_text *text, struct fuzzy_table *table,
                struct ts_fit *out);

#endif
