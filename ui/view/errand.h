/*
 * An errand: something the user has asked for that writes, as data: which call with which arguments, and the moment of
 * the key. So it can be done later as if it were then, when another program holds the database now.
 */
#ifndef TIMESHEET_UI_ERRAND_H
#define TIMESHEET_UI_ERRAND_H

#include "ui/view/view.h"

enum errand_kind {
	ERRAND_LOG_SLOT,       /* slot at */
	ERRAND_LOG_PREVIOUS,   /* nothing else */
	ERRAND_LOG_TEXT,       /* text, rest, comment, at */
	ERRAND_INSERT,         /* text, rest, comment, at, until */
	ERRAND_UNDO,           /* nothing else */
	ERRAND_REDO,           /* nothing else */
	ERRAND_DELETE,         /* id */
	ERRAND_SHIFT,          /* id, by */
	ERRAND_LOG,            /* id, log, text, comment */
	ERRAND_LOGS,           /* ids, id_count, logs, text */
	ERRAND_ACTIVITY,       /* id, activity, text */
	ERRAND_SETTINGS,       /* settings */
	ERRAND_TARGET,         /* target */
	ERRAND_TARGET_REMOVE,  /* day */
	ERRAND_BOOKING,        /* day, minutes, text */
	ERRAND_BOOKING_CHANGE, /* the same, id */
	ERRAND_BOOKING_REMOVE, /* id */
	ERRAND_MARK,           /* range, mark (NONE: taken away), half, text */
	ERRAND_INBOX,          /* user, slot, at: sealed, and needs no login */
	ERRAND_FOLD            /* nothing else: what was sealed so becomes logs */
};

/* What a kind does not name is zero. */
struct errand {
	enum errand_kind kind;
	ts_time now; /* when it was asked for */
	ts_time at, until;
	struct ts_id id;
	int slot;
	bool rest; /* an activity that text makes is */
	int64_t by;
	const char *text, *comment, *user;  /* borrowed, but by errand_copy; NULL: none. Those in log and activity are
	                                       not  looked at */
	struct ts_log_change log;           /* without its texts */
	struct ts_activity_change activity; /* without its text */
	const struct ts_id *ids;            /* borrowed, but by errand_copy */
	size_t id_count;
	struct ts_logs_change logs; /* without its text */
	struct ts_settings settings;
	struct ts_range range;
	enum ts_mark_kind mark;
	bool half;
	struct ts_target target;
	ts_day day;
	int64_t minutes;
};

/* Does it. done is filled by those that have one. */
enum ts_status errand_run(ts_store *store, const struct errand *errand, struct ts_done *done);
/* Does it now, as of now. TS_BUSY: the front end keeps it and does it once it can, and says so; none overtakes those
 * that wait already. */
enum ts_status errand_try(const struct environment *environment, struct errand errand, struct ts_done *done,
                          struct effects *effects);

/* A copy with texts of its own; released by errand_destroy, which wipes, and accepts NULL. */
struct errand *errand_copy(const struct errand *errand);
void errand_destroy(struct errand *errand);

/* "14:12 log slot 3". With texts, if there are: "14:12 log standup". Returns out. */
const char *errand_words(enum clock clock, const struct errand *errand, bool texts, char *out, size_t size);

#endif
