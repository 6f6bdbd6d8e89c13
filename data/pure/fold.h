/*
 * Text as it is compared when words are looked for: decomposed, case folded, without marks (Unicode TR15, TR21), each
 * part with where it came from. The one folding of the program's searches. Private to data/.
 */
#ifndef TIMESHEET_DATA_PURE_FOLD_H
#define TIMESHEET_DATA_PURE_FOLD_H

#include "data/pure/text.h"

/* Characters that one character can fold to: Unicode has none with more than 18 (U+FDFA), 3 for case folding. */
enum { FOLDED_MOST = 64 };

/* Reads the character at text, which has size > 0 bytes: its length, and what it folds to. What is not UTF-8 is one
 * byte and stands for itself as U+FFFD. Returns how many characters out has; 0: it is a mark, or shows nothing. */
size_t fold_character(const char *text, size_t size, int32_t out[FOLDED_MOST], size_t *length);

/* A folded text. Grows as needed, may be used again and again; begins zeroed. */
struct match_text {
	char *bytes;      /* UTF-8, size bytes, no NUL */
	uint32_t *origin; /* of each byte: the offset in the text of the character it comes from */
	size_t size, room;
	size_t text_size; /* bytes of the text itself */
};

enum ts_status match_fold(struct match_text *out, const char *text, size_t size) TS_MUST_CHECK; /* TS_NO_MEMORY */
void match_release(struct match_text *text);                                                    /* wipes */

#endif
