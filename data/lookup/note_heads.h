/*
 * What a day's note is: its heads, the revisions that no other revision replaces, and their texts as one. Private to
 * data/.
 */
#ifndef TIMESHEET_DATA_NOTE_HEADS_H
#define TIMESHEET_DATA_NOTE_HEADS_H

#include "data/rows/row.h"

struct note_revision {
	struct ts_id id;
	uint64_t version;
	ts_day day;
};

/* Revisions of one day or of many, and the ids of those that any of them replaces. Begun all zero. */
struct note_revisions {
	struct note_revision *at;
	size_t count, room;
	struct ts_id *replaced;
	size_t replaced_count, replaced_room;
};
/* False: there is no memory for it. */
bool note_revisions_add(struct note_revisions *revisions, const struct row_note *row);
/* Leaves those that none replaces, by day, the oldest first: the order in which texts are joined. */
void note_revisions_keep_heads(struct note_revisions *revisions);
void note_revisions_release(struct note_revisions *revisions);

struct note_heads {
	struct note_revision *at; /* the oldest first */
	size_t count;
	size_t damaged; /* rows of its month that do not verify */
};

/* In a transaction of the caller, as all that reads here but ts_note_read. */
enum ts_status note_heads_read(ts_store *store, ts_day day, struct note_heads *out) TS_MUST_CHECK;
void note_heads_release(struct note_heads *heads);

/* A text that grows as more is joined to it; begun all zero. */
struct note_text {
	char *at; /* size bytes and a NUL; NULL: nothing yet */
	size_t size;
};
/* TS_NO_MEMORY; the text is as it was then. */
enum ts_status note_text_join(struct note_text *text, const char *more, size_t size) TS_MUST_CHECK;
enum ts_status note_text_join_revision(ts_store *store, const struct ts_id *id, struct note_text *text) TS_MUST_CHECK;
/* Makes it what may be handed out. */
enum ts_status note_text_clean(struct note_text *text) TS_MUST_CHECK;
/* Wipes. */
void note_text_release(struct note_text *text);

/* The texts of all heads as one, clean, as ts_note_read hands it out. */
enum ts_status note_heads_text(ts_store *store, const struct note_heads *heads, struct note_text *out) TS_MUST_CHECK;
/* The same of some revisions. */
enum ts_status note_revisions_text(ts_store *store, const struct note_revision *revisions, size_t count,
                                   struct note_text *out) TS_MUST_CHECK;
/* All heads of a day as its note; how many rows of the month do not verify is not said. */
enum ts_status note_of_revisions(ts_store *store, const struct note_revision *heads, size_t count,
                                 struct ts_note *out) TS_MUST_CHECK;

#endif
