/*
 * One reader a format: bytes to rows. A row that cannot be understood is added as refused, with its line and why;
 * TS_INVALID means that the file as a whole is something else, and rows->trouble says what. No reader knows of users,
 * of the database, or of what becomes of the rows. Private to data/.
 */
#ifndef TIMESHEET_DATA_EXCHANGE_READERS_H
#define TIMESHEET_DATA_EXCHANGE_READERS_H

#include "data/exchange/rows.h"

struct exchange_input {
	const char *bytes;
	size_t size;
	size_t lines;       /* of a file that comes in pieces: how many were before these bytes */
	const char *person; /* whose rows to take, where a file has several people's; NULL: not said */
	int day_start;      /* minutes; 0: not said */
	ts_time now;        /* what repeats does so until then */
	enum ts_date_order dates, dates_usual; /* how dates of numbers are meant, if that is said; if nothing tells */
	bool zone_said;                        /* the process's zone stands for those that are not known */
	enum ts_mark_kind marks; /* whole days of a calendar become such marks, and nothing else is read; NONE: not */
};

/* The lines of what is read. */
struct exchange_lines exchange_input_lines(const struct exchange_input *input);

typedef enum ts_status exchange_reader(struct exchange_rows *rows, const struct exchange_input *input);

exchange_reader read_timewarrior;
exchange_reader read_timewarrior_json;
exchange_reader read_watson;
exchange_reader read_klog;
exchange_reader read_gtimelog;
exchange_reader read_timetrap;
exchange_reader read_timetrap_csv;
exchange_reader read_timeclock;
exchange_reader read_toggl;
exchange_reader read_csv;
exchange_reader read_own_json;
exchange_reader read_ical;
exchange_reader read_bartib;
exchange_reader read_org;

/* ---- for the readers ---- */

/* A row from texts: moments of the process's zone, or of one that they name; end "": it goes on. Refuses what is no
 * time. */
void exchange_interval_texts(struct exchange_rows *rows, const char *start, const char *end, const char *text,
                             const char *comment);
/* Date, time and perhaps a zone, and nothing else; row takes the zone over unless after is said. */
bool exchange_moment_text(const char *text, ts_time after, struct exchange_row *row, ts_time *out);
/* A log of ours from what stands in its fields: an id (which may be none), when it begins and ends ("": it runs), and
 * its length (0: not said). False: one is no time. */
struct exchange_own {
	const char *id, *time, *end;
	int64_t seconds;
};
bool exchange_own_log(const struct exchange_own *own, struct exchange_row *out);
/* 32 hexadecimal digits. */
bool exchange_own_id(const char *text, struct ts_id *out);

/* What a row is called that says nothing of what was done. */
#define EXCHANGE_UNTITLED "untitled"

#endif
