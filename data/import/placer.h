/*
 * Going through a plan beside what is in the timesheet, moment by moment: what is there, what goes on, and the logs
 * that an import makes, moves and takes away. Private to data/import/.
 *
 * What is in the timesheet stays as it is: an interval ends where a log stands already, and where it ends before that,
 * what went on there goes on again. Logs of this very file that were imported before do not count as being there, nor
 * does an end that an earlier import gave to a row that now goes on longer.
 */
#ifndef TIMESHEET_DATA_IMPORT_PLACER_H
#define TIMESHEET_DATA_IMPORT_PLACER_H

#include "data/import/filter.h"
#include "data/import/import.h"
#include "data/import/made.h"
#include "data/lookup/timeline.h"
#include "data/rows/record_log.h"
#include "data/rows/row.h"

/* A log that is there: years of them, so no more than is asked for. */
struct present {
	ts_time at;
	struct ts_id id, activity;
	const char *comment; /* kept by the list of rows */
	uint32_t alive; /* behind the last living one before this, as an index; from when the placer has reached it */
	bool dead;      /* it gave way */
	bool own;       /* this file leads to it */
	bool end;       /* it is the end of one of its rows, whether that is met by another now or not */
};
struct presents {
	struct present *at; /* by moment, then id */
	size_t count, room;
};

/* What goes on at the moment that the placer has reached. */
struct force {
	struct ts_id activity;
	const char *comment;
	bool any;
	const struct present *log; /* that began it; NULL: a row did */
};

struct placer {
	struct import_run *run;
	size_t rows, told;       /* in order; of how many progress was told last, in steps */
	struct presents present; /* what is there, without what this file made */
	size_t next;             /* of present: the first after the moment reached */
	size_t alive;            /* behind the last of those before it that lives; 0: none does */
	size_t ahead;            /* the first from it on that lives */
	struct force force;
	struct exchange_row row; /* that began last, as it was then */
	bool open;               /* it is in the timesheet: its end is, too */
	bool beyond;             /* more of it is in the timesheet behind its end */
	struct filter filter;    /* of ids that are in the timesheet, for very many points */
	struct made made;        /* what is kept back */
	struct ts_id absent;     /* the id that was last found to be in neither */
	bool known;              /* a log of ours that was there, and none of whose ends gave way now */
};

enum ts_status placer_begin(struct placer *placer, const struct plan_order *order) TS_MUST_CHECK;
/* Writes what is kept back: from then on nothing is. */
enum ts_status placer_end(struct placer *placer) TS_MUST_CHECK;
void placer_release(struct placer *placer);
/* Brings the placer to a moment: what is there takes over, log by log. */
enum ts_status placer_advance(struct placer *placer, ts_time at) TS_MUST_CHECK;

/* What is there, the last until the moment reached; NULL: nothing. It may have given way. */
struct present *present_last(const struct placer *placer);
/* What is there next and lives; NULL: nothing. */
const struct present *present_ahead(struct placer *placer);
/* True when the timesheet has a log of its own after the row began, up to the moment reached. */
bool row_is_cut(const struct placer *placer, const struct exchange_row *row);
bool is_off(const struct placer *placer, const struct ts_id *activity);
/* From the moment reached on a row's activity goes on. */
void force_by_row(struct placer *placer, const struct ts_id *activity, const char *comment);
bool force_is(const struct placer *placer, const struct ts_id *activity, const char *comment);
/* What stands at the very moment: off, or an end of a row of this file, gives way; anything else stays (taken). */
enum ts_status moment_clear(struct placer *placer, ts_time at, bool *taken) TS_MUST_CHECK;
void row_refuse(struct exchange_row *row, const char *reason);

/* ---- single logs ---- */

enum standing { LOG_NONE, LOG_LIVES, LOG_DELETED, LOG_UNMADE };
/* One that does not verify lives: it is left alone. Of what cannot be read row has the id alone, and INT64_MIN for its
 * moment. */
enum ts_status standing_read(struct placer *placer, const struct ts_id *id, enum standing *out,
                             struct row_log *row) TS_MUST_CHECK;
/* The same, of its row the moment alone. */
enum ts_status standing_at(struct placer *placer, const struct ts_id *id, enum standing *out,
                           ts_time *at) TS_MUST_CHECK;
/* Makes a log of a row, whose standing has been read. comment: kept by the list of rows. */
enum ts_status log_make_row(struct placer *placer, const struct exchange_row *row, struct row_log *log,
                            const char *comment) TS_MUST_CHECK;
/* Changes one that is there: kills it, or moves it. */
enum ts_status log_change_row(struct placer *placer, const struct row_log *before,
                              const struct row_log *after) TS_MUST_CHECK;
/* One of those that are there gives way: it says only that something ended, or begins what goes on anyway. */
enum ts_status present_kill(struct placer *placer, struct present *log) TS_MUST_CHECK;

/* ---- kinds of rows ---- */

enum ts_status place_interval(struct placer *placer, const struct plan_point *point, struct exchange_row *row,
                              const struct ts_id *activity, const char *comment) TS_MUST_CHECK;
/* A log of ours, from a file of ours: it comes as it stands, with its own id. */
enum ts_status place_log(struct placer *placer, struct exchange_row *row, const struct ts_id *activity,
                         const char *comment) TS_MUST_CHECK;
/* What goes on when a row is over: what the timesheet has there, else off. */
enum ts_status place_end(struct placer *placer, const struct plan_point *point, struct exchange_row *row) TS_MUST_CHECK;

#endif
