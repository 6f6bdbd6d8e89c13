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
/* ts_log_text, but that an activity which it makes may be rest. */
enum ts_status log_text(ts_store *store, const char *text, bool rest, const char *comment, ts_time at, ts_time now,
                        struct ts_done *done) TS_MUST_CHECK;
/* Makes it for a stretch of time until a moment, 0 up to the next log, over what is there; and words it. TS_UNCHANGED:
 * that goes on there already. */
enum ts_status log_insert(struct action *action, const struct log_wish *wish, ts_time until,
                          struct ts_done *done) TS_MUST_CHECK;
/* Moves a log by milliseconds, as ts_log_shift. TS_UNCHANGED: there is no room. */
enum ts_status log_shift(struct action *action, const struct ts_id *id, int64_t by, struct ts_done *done) TS_MUST_CHECK;
/* Whether logs can be moved by that at all: more than all the time there is would overflow. */
bool log_can_shift(int64_t by);
/* Writes what differs between a log as it is and as it will be, and words it. TS_UNCHANGED when nothing does. */
enum ts_status log_write(struct action *action, const struct row_log *before, const struct row_log *after,
                         struct ts_done *done) TS_MUST_CHECK;
/* Puts a log at another moment. A log of the local clock stays in it, in summer time or not; one that was made in
 * another zone keeps that zone's clock. */
void log_put(struct row_log *row, ts_time at);
/* A log that is there to be changed. TS_NOT_FOUND also when it is dead. */
enum ts_status log_find(ts_store *store, const struct ts_id *id, struct row_log *out) TS_MUST_CHECK;

#endif
