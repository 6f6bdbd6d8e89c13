/*
 * What other programs' files become: rows with their place in the file, an interval, a log or a note each. Readers fill
 * them in; the plan and the import judge them. Knows no format, no database and no user. Private to data/.
 */
#ifndef TIMESHEET_DATA_EXCHANGE_ROWS_H
#define TIMESHEET_DATA_EXCHANGE_ROWS_H

#include "data/timesheet.h"

enum exchange_kind {
	EXCHANGE_INTERVAL, /* from begin to end */
	EXCHANGE_POINT,    /* a log of ours: from begin on, whatever end says */
	EXCHANGE_NOTE      /* text for a day */
};

struct exchange_row {
	enum exchange_kind kind;
	size_t source, line;        /* which file, and where in it; from 1 */
	ts_time begin, end;         /* end: INT64_MAX while it goes on */
	ts_day day;                 /* of a note */
	const char *text, *comment; /* never NULL; kept by the list */
	const char *key;            /* what the row is recognised by, besides its begin; NULL: its text */
	bool has_id;                /* of a log of ours: */
	struct ts_id id;            /* its own */
	bool has_offset;
	int32_t offset; /* of the clock it was made in; else the process's zone */
	bool locked, rest;
	enum ts_import_fate fate;
	const char *reason; /* never NULL; kept by the list */
};

struct exchange_block;
struct exchange_rows {
	struct exchange_row *at;
	size_t count, room;
	size_t source, line;           /* of the rows that are added next */
	struct exchange_block *blocks; /* the texts */
	bool failed;                   /* out of memory: nothing more is added */
	char trouble[TS_REASON_SIZE];  /* why a whole file cannot be read; "" */
};

/* A copy of size bytes with a NUL behind them, which lives as long as the list; "" when there is no memory. */
const char *exchange_keep(struct exchange_rows *rows, const char *text, size_t size);
const char *exchange_keep_format(struct exchange_rows *rows, const char *format, ...)
        __attribute__((format(printf, 2, 3)));
/* Appends a copy of row, with the list's source and line where it has none. NULL: out of memory. Valid until the next.
 */
struct exchange_row *exchange_add(struct exchange_rows *rows, const struct exchange_row *row);
struct exchange_row *exchange_interval(struct exchange_rows *rows, ts_time begin, ts_time end, const char *text,
                                       const char *comment);
struct exchange_row *exchange_note(struct exchange_rows *rows, ts_day day, const char *text);
/* Adds a row that cannot be taken; text is what stands there. */
void exchange_refuse(struct exchange_rows *rows, const char *text, const char *format, ...)
        __attribute__((format(printf, 3, 4)));
/* Says something about a row beside its fate. Later words follow earlier ones. */
void exchange_remark(struct exchange_rows *rows, struct exchange_row *row, const char *words);
/* The file as a whole is not what it should be: TS_INVALID. */
enum ts_status exchange_trouble(struct exchange_rows *rows, const char *format, ...)
        __attribute__((format(printf, 2, 3)));
void exchange_release(struct exchange_rows *rows);

/* ---- lines ---- */

struct exchange_lines {
	const char *at, *end;
	size_t number; /* of the line last taken, from 1 */
};
/* The bytes without a byte order mark. */
struct exchange_lines exchange_lines_of(const char *bytes, size_t size);
/* The next line without its end (LF or CRLF); false: there is none. */
bool exchange_line(struct exchange_lines *lines, const char **line, size_t *size);

/* ---- times ---- */

/* What a wall clock says. */
struct exchange_clock {
	ts_day day;
	int minute;       /* from 00:00 of the day; may be any number */
	int milliseconds; /* of the minute */
};

/* Reading a text from its left: each takes what it understands off text, and returns false and takes nothing else. */
struct exchange_text {
	const char *at, *end;
};
struct exchange_text exchange_text_of(const char *text, size_t size);
bool exchange_take(struct exchange_text *text, const char *word);
void exchange_skip_spaces(struct exchange_text *text);
/* least to most digits. */
bool exchange_number(struct exchange_text *text, int least, int most, int *out);
/* 2026-10-01, 2026/10/01, 2026.10.01; the year has four digits, the others one or two. */
bool exchange_date(struct exchange_text *text, ts_day *out);
/* 9:05, 09:05:07, 09:05:07.123: minutes of the day and milliseconds of the minute. 24:00 too. */
bool exchange_time_of_day(struct exchange_text *text, struct exchange_clock *out);
/* Z, +02, +0200, +02:00: seconds east of UTC. */
bool exchange_offset(struct exchange_text *text, int32_t *out);
/* 20220205T080000Z. */
bool exchange_utc(struct exchange_text *text, ts_time *out);
/* Date, T or spaces, time, perhaps a zone (has_offset). */
bool exchange_moment(struct exchange_text *text, struct exchange_clock *clock, bool *has_offset, int32_t *offset);

/* The moment of a wall clock in the process's zone. Where the clock shows it twice, the first that is not before after
 * (INT64_MIN: none). words is what is to be said about it, "" usually. */
ts_time exchange_local(struct exchange_clock clock, ts_time after, const char **words);
ts_time exchange_fixed(struct exchange_clock clock, int32_t offset);

#endif
