/* The inside of a search, shared by what goes through logs and what goes through notes. Private to data/. */
#ifndef TIMESHEET_DATA_SEARCH_H
#define TIMESHEET_DATA_SEARCH_H

#include "data/lookup/met.h"
#include "data/lookup/note_heads.h"
#include "data/lookup/sweep.h"
#include "data/pure/day_at.h"
#include "data/pure/match.h"
#include "data/rows/record.h"
#include "data/rows/row.h"

/* Notes of the month being read. */
struct search_notes {
	struct note_revisions revisions;
	size_t next; /* once all are read: the first head of the next day */
};

/* When a log of the month being read was made: what one lasted is known once all of them are. */
struct search_moment {
	ts_time at, sure; /* sure: see row_log */
	struct ts_id log;
};

enum search_stage { SEARCH_LOGS, SEARCH_REVISIONS, SEARCH_NOTES };

struct ts_search {
	struct sweep sweep;
	struct match_query query;
	struct match_text folded; /* used again for each text */
	int day_start;
	const struct catalogue *catalogue;  /* in a step */
	const struct ts_settings *settings; /* in a step */
	ts_time from, until;                /* in which the days lie that were asked for */
	struct day_at reached;
	struct met met;      /* activities of the state of the file that is searched, */
	uint32_t *met_found; /* and words, as bits, in the text of each */
	size_t met_looked, met_room;
	/* Of the present month: how far it is read, and what was found in it. */
	enum search_stage stage;
	struct record_mark mark; /* how far the rows are read */
	struct search_notes notes;
	struct search_moment *moments;
	size_t moment_count, moment_room;
	struct ts_hits found;
	size_t kept;    /* the first of found are of months before; they wait for their day to be complete */
	size_t damaged; /* rows of the present month, and all that were opened of it */
	size_t opened;
};

/* An empty hit at the end; NULL without memory. */
struct ts_hit *search_add(struct ts_hits *hits);

/* Whether a day is one of those that were asked for. */
bool search_day_wanted(const struct ts_search *search, ts_day day);

/* Goes on with the notes of the present month for about *budget rows, which is counted down. *complete: all are read.
 */
enum ts_status search_notes_step(struct ts_search *search, size_t *budget, bool *complete) TS_MUST_CHECK;
void search_notes_clear(struct search_notes *notes);

/* A log of the present month, found or not; and once all are there, how long those that were found lasted. */
enum ts_status search_moment_add(struct ts_search *search, const struct row_log *row) TS_MUST_CHECK;
enum ts_status search_lengths_fill(struct ts_search *search, const struct ts_settings *settings) TS_MUST_CHECK;
void search_moments_clear(struct ts_search *search);

#endif
