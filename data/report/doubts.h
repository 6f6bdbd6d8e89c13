/* Which of the days that a balance has added up hold forgotten spans. Private to data/. */
#ifndef TIMESHEET_DATA_DOUBTS_H
#define TIMESHEET_DATA_DOUBTS_H

#include "data/lookup/walk.h"

/* A span: when it was logged, until when it is right, and how far it was met. */
struct doubt_span {
	ts_time logged, sure, end;
};

/* Begins zeroed. */
struct doubts {
	struct doubt_span *at;
	size_t count, room;
	struct doubt_span open; /* the last span of work: at the end of what is known it may go on */
	ts_time open_until;     /* and then it did until then; 0: that was not looked for */
};

/* A part of work: what is forgotten of it is, and what was and is no longer is not. False: there is no memory. */
bool doubts_add(struct doubts *doubts, const struct walk_part *part) TS_MUST_CHECK;
/* What was logged at a moment or later was changed: all of its day, which begins at from, is not known any more. */
void doubts_cut(struct doubts *doubts, ts_time from, ts_time changed);
/* Parts are added from a moment on: what has gone on there may end just then now. */
void doubts_reach(struct doubts *doubts, const struct ts_settings *settings, ts_time from);
/* Whether work between two moments is of forgotten spans; all is known up to a third one. */
enum ts_status doubts_find(struct doubts *doubts, const struct reading *reading, ts_time from, ts_time until,
                           ts_time known, bool *out) TS_MUST_CHECK;
void doubts_release(struct doubts *doubts);

#endif
