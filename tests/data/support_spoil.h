/* Ways in which a database file comes to harm, by chance or by another hand: its bytes, its pages, what lies beside it.
 */
#ifndef TIMESHEET_TESTS_DATA_SUPPORT_SPOIL_H
#define TIMESHEET_TESTS_DATA_SUPPORT_SPOIL_H

#include "support_judge.h"

enum spoil {
	SPOIL_FLIPS,   /* 1 to 16 bytes are others */
	SPOIL_HEADER,  /* a field of the file's first 100 bytes has another value */
	SPOIL_SWAP,    /* two pages have changed places */
	SPOIL_COPY,    /* a page stands at another's place too */
	SPOIL_ALIEN,   /* a page is that of another database */
	SPOIL_ZEROES,  /* a stretch is zero */
	SPOIL_NOISE,   /* a stretch is random */
	SPOIL_CUT,     /* bytes at the end are missing */
	SPOIL_PAGES,   /* pages at the end are missing */
	SPOIL_LONGER,  /* something stands behind the end */
	SPOIL_FOREIGN, /* another file altogether, or one that begins like ours */
	SPOIL_JOURNAL, /* a journal of another database lies beside it */
	SPOIL_RUBBISH, /* something that is no journal has its name */
	SPOIL_COUNT
};
const char *spoil_name(enum spoil spoil);

/* Two databases made the same way, and the journal of a commit of the second that was cut. */
struct spoiler {
	const struct original *original, *other;
	unsigned char *journal;
	size_t journal_size;
};
void spoiler_make(struct spoiler *spoiler, const struct original *original, const struct original *other,
                  struct support *support);
void spoiler_release(struct spoiler *spoiler);
/* Writes the spoilt file, and what lies beside it, in place of what is there. */
void spoil_write(const struct spoiler *spoiler, enum spoil spoil, uint64_t *chance, const char *path);

#endif
