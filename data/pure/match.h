/*
 * Finding words in a text, whatever their case and accents, and where they stand in it. Knows nothing of what the text
 * is for. Private to data/.
 */
#ifndef TIMESHEET_DATA_PURE_MATCH_H
#define TIMESHEET_DATA_PURE_MATCH_H

#include "data/pure/fold.h"

enum { MATCH_WORDS = 16 };

/* What is looked for, and what must not be there. */
struct match_query {
	struct match_text folded;
	struct {
		size_t offset, size; /* in folded; a phrase holds spaces */
	} words[MATCH_WORDS];
	size_t count;
	uint32_t without;    /* a bit for each word that must not be there */
	ts_day since, until; /* both included; INT32_MIN, INT32_MAX: any */
};

/*
 * Reads what people type (query.c): words, "a phrase" as it stands, -word and -"a phrase" that must not occur,
 * since:DAY and until:DAY, where DAY is what ts_range_parse takes, in quotes if it has spaces. A quote that is not
 * closed goes to the end; "-" alone is nothing yet. error (may be NULL) says what of text cannot be understood.
 * TS_INVALID: that, or there is no word to look for, or it is not UTF-8; TS_TOO_LONG: more than MATCH_WORDS.
 */
enum ts_status match_query_init(struct match_query *query, const char *text, const struct ts_when_context *context,
                                struct ts_when_error *error) TS_MUST_CHECK;
void match_query_release(struct match_query *query);

/* One bit for each word that is found in a text, those included that must not be. Texts that belong together may be
 * joined by |. */
uint32_t match_found(const struct match_query *query, const struct match_text *text);
/* Whether so much is what was looked for. */
bool match_fits(const struct match_query *query, uint32_t found);
bool match_spoiled(const struct match_query *query, uint32_t found); /* it has a word that must not be there */
/* Where words stand in the text, in order and without overlaps; the first TS_MARKS. */
void match_mark(const struct match_query *query, const struct match_text *text, struct ts_marks *out);
/* The first word at or after byte from of the folded text: which bytes of the text itself, and of the folded one where
 * to go on. False: none. */
bool match_next(const struct match_query *query, const struct match_text *text, size_t *from, size_t *begin,
                size_t *end);

#endif
