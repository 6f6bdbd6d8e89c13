/*
 * Finding words in a text, whatever their case and accents, and where they stand in it. Knows nothing of what the text
 * is for. Private to data/.
 */
#ifndef TIMESHEET_DATA_PURE_MATCH_H
#define TIMESHEET_DATA_PURE_MATCH_H

#include "data/pure/text.h"

enum { MATCH_WORDS = 16 };

/* A text as it is compared: decomposed, case folded, without marks (Unicode TR15, TR21). Grows as needed, may be used
 * again and again; begins zeroed. */
struct match_text {
	char *bytes;      /* UTF-8, size bytes, no NUL */
	uint32_t *origin; /* of each byte: the offset in the text of the character it comes from */
	size_t size, room;
	size_t text_size; /* bytes of the text itself */
};

/* The words that are looked for. */
struct match_query {
	struct match_text folded;
	struct {
		size_t offset, size; /* in folded */
	} words[MATCH_WORDS];
	size_t count;
};

/* TS_INVALID: there is no word in it, or it is not UTF-8; TS_TOO_LONG: more than MATCH_WORDS. */
enum ts_status match_query_init(struct match_query *query, const char *text) TS_MUST_CHECK;
void match_query_release(struct match_query *query);
/* One bit for each word, and that of a text in which all are found. */
uint32_t match_all(const struct match_query *query);
uint32_t match_found(const struct match_query *query, const struct match_text *text);
/* Where words stand in the text, in order and without overlaps; the first TS_MARKS. */
void match_mark(const struct match_query *query, const struct match_text *text, struct ts_marks *out);

/* What is not UTF-8 stands for itself as U+FFFD. TS_NO_MEMORY. */
enum ts_status match_fold(struct match_text *out, const char *text, size_t size) TS_MUST_CHECK;
void match_release(struct match_text *text); /* wipes */

#endif
