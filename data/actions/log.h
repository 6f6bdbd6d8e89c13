/* Making logs (from this moment I do that), for those who do it in more than one way. Private to data/. */
#ifndef TIMESHEET_DATA_LOG_H
#define TIMESHEET_DATA_LOG_H

#include "data/actions/action.h"
#include "data/lookup/timeline.h"
#include "data/rows/row.h"

/* A log that is to be made. */
struct log_wish {
	struct ts_id activity;
	const char *comment; /* as log_comment leaves it */
	ts_time at;
	bool locked;
	const char *zone; /* of the clock it was made in; NULL: the process's, with its offset */
	int32_t offset;
	const struct ts_id *id; /* that it must have; NULL: a new one */
};

/* TS_FUTURE and TS_INVALID for moments no log can have. */
enum ts_status log_check_moment(ts_time at, ts_time now) TS_MUST_CHECK;
/* What a comment is stored as; NULL gives "". TS_TOO_LONG, TS_INVALID. */
enum ts_status log_comment(const char *comment, char out[TS_COMMENT_SIZE]) TS_MUST_CHECK;
/* True when that is what goes on at that moment already; present then is the log that says so. */
bool log_goes_on(const struct action *action, const struct timeline *timeline, const struct log_wish *wish,
                 const struct row_log **present);
/* Makes it, after all logs of the same moment. */
enum ts_status log_make(struct action *action, const struct timeline *timeline, const struct log_wish *wish,
                        struct row_log *out) TS_MUST_CHECK;
/* Logs of the very moment that another log was given have lasted no time: they go, and done tells of one. timeline
 * holds that moment as it was before. */
enum ts_status log_give_way(struct action *action, const struct timeline *timeline, const struct row_log *to,
                            struct ts_done *done) TS_MUST_CHECK;
/* Makes it unless it goes on already (TS_UNCHANGED), and words it either way. */
enum ts_status log_add(struct action *action, const struct log_wish *wish, struct ts_done *done) TS_MUST_CHECK;
/* Puts a log at another moment. A log of the local clock stays in it, in summer time or not; one that was made in
 * another zone keeps that zone's clock. */
void log_put(struct row_log *row, ts_time at);
/* A log that is there to be changed. TS_NOT_FOUND also when it is dead. */
enum ts_status log_find(ts_store *store, const struct ts_id *id, struct row_log *out) TS_MUST_CHECK;

#endif
