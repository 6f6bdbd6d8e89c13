/*
 * A step of the undo history as bytes and a struct. Pure like row.h. A step holds each row
 * it touched as it was before and after; what was made is "before" a dead log or an unmade activity. Private to data/.
 */
#ifndef TIMESHEET_DATA_STEP_H
#define TIMESHEET_DATA_STEP_H

#include "data/rows/row.h"

enum {
	STEP_CHANGES = 6, /* a merge of two activities touches three rows, an insertion of a log three */
	STEP_CHANGE_SIZE = 2 * ROW_LOG_SIZE + 32,
	STEP_SIZE = STEP_CHANGES * STEP_CHANGE_SIZE + 160,
	STEP_BEFORE_UNKNOWN = -1
};

enum step_kind { STEP_ACTIVITY, STEP_LOG, STEP_NOTE, STEP_SETTINGS, STEP_LEDGER };

struct step_note {
	ts_day day;
	struct ts_id before[TS_NOTE_HEADS]; /* the revisions that were replaced */
	size_t before_count;
	struct ts_id after;
};

struct step_change {
	enum step_kind kind;
	union {
		struct {
			struct row_activity before, after;
		} activity;
		struct {
			struct row_log before, after;
		} log;
		struct step_note note;
		struct {
			struct ts_settings before, after;
		} settings;
		struct {
			struct row_ledger before, after; /* what was made is before a row that never was */
		} ledger;
	};
};

struct step {
	enum ts_deed deed;
	struct ts_id log;            /* what the step was about: a log, */
	struct ts_id activity;       /* an activity, */
	ts_day day;                  /* or a day's note; of several logs: how many */
	bool created;                /* a new activity was made */
	uint64_t stamp;              /* the version under which it was last done or taken back */
	uint64_t maker;              /* the process that did so, a random number */
	char origin[TS_ORIGIN_SIZE]; /* what that process calls itself */
	/* The number of the step before it, 0 if it was the first: so one that is missing is missed, and nothing older
	 * is taken back in its place. STEP_BEFORE_UNKNOWN: of before this was kept. */
	int64_t before;
	struct step_change changes[STEP_CHANGES];
	size_t count;
};

/* Bytes written to out (room for STEP_SIZE), 0 on a value that has no room. */
size_t step_encode(const struct step *step, unsigned char *out);
/* Checks every length and range; leaves out untouched when false. */
bool step_decode(const unsigned char *bytes, size_t size, struct step *out) TS_MUST_CHECK;

/* One change by itself (room for STEP_CHANGE_SIZE): what a part of a step is made of. As step_encode and step_decode.
 */
size_t step_encode_change(const struct step_change *change, unsigned char *out);
bool step_decode_change(const unsigned char *bytes, size_t size, struct step_change *out) TS_MUST_CHECK;

#endif
