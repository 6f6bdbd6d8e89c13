/*
 * What other programs' files become: rows with their place in the file, an interval, a log or a note each. Readers fill
 * them in; the plan and the import judge them. Knows no format, no database and no user. Private to data/.
 */
#ifndef TIMESHEET_DATA_EXCHANGE_ROWS_H
#define TIMESHEET_DATA_EXCHANGE_ROWS_H

#include "data/timesheet.h"

/* A byte: a file may have millions of rows. */
#define EXCHANGE_SMALL __attribute__((packed))

enum exchange_kind {
	EXCHANGE_INTERVAL, /* from begin to end */
	EXCHANGE_LOG,      /* a log of ours: the same, and known by its id */
	EXCHANGE_NOTE,     /* text for a day */
	EXCHANGE_ACTIVITY, /* of ours: how it looks */
	EXCHANGE_MARK,     /* of a day: its kind, whether half, a text */
	EXCHANGE_TARGET,   /* of ours, from a day on */
	EXCHANGE_BOOKING,  /* of ours */
	EXCHANGE_BUDGET    /* of ours: text is what it is of */
} EXCHANGE_SMALL;

/* What a row says of its end. Only what says that it goes on may go on; whether it does is the plan's to judge. */
enum exchange_ending {
	EXCHANGE_ENDS,
	EXCHANGE_RUNS,   /* it went on when the file was written */
	EXCHANGE_UNKNOWN /* not said */
} EXCHANGE_SMALL;

struct exchange_row {
	const char *text, *comment; /* never NULL; kept by the list */
	const char *key;            /* what the row is recognised by, besides its begin; NULL: its text */
	const char *reason;         /* never NULL; kept by the list */
	ts_time begin, end;         /* end: INT64_MAX unless it ends */
	ts_time known_until;        /* of one that runs: until when the file knows of it; begin: not said. Of a
	                             * booking, a budget its minutes */
	ts_time sure;               /* of a log of ours: until when it was said to be right; 0: nobody said so */
	struct ts_id id;            /* of a log of ours: its own */
	uint32_t source, line;      /* which file, and where in it; from 1 */
	union {
		ts_day day;     /* of a note, a mark, a target, a booking; of a budget TS_TARGET_EVER */
		int32_t offset; /* of an interval or a log, with has_offset: of the clock it was made in */
	};
	enum ts_import_fate fate;
	enum exchange_kind kind;
	enum exchange_ending ending;
	uint8_t slot, colour; /* of an activity */
	uint8_t mark;         /* of a mark: enum ts_mark_kind */
	bool half : 1;        /* of a mark */
	bool archived : 1;    /* of an activity */
	bool project : 1;     /* of a budget: not of an activity */
	bool monthly : 1;     /* of a budget */
	bool has_offset : 1, has_id : 1, locked : 1, rest : 1;
	bool carried : 1;        /* a log of ours that began before what the file holds of it */
	bool carried_unsaid : 1; /* the file does not tell that of its logs */
	bool minor : 1;          /* what there is to say of it interests only who asks for every row */
};

/* Of rows that are refused so many are kept, with their lines; further ones are counted. A file of which so many are
 * refused before one was taken is something else. */
enum { EXCHANGE_REFUSED_MOST = 1000 };

/* A text, from its first byte to the one behind its last. */
struct exchange_text {
	const char *at, *end;
};

/* How a row is kept: a file has millions, and mostly there is no more to say of one than this. */
struct exchange_kept {
	ts_time begin;
	uint32_t length;        /* of an interval that ends, in milliseconds */
	uint32_t text, comment; /* of the texts */
	uint32_t line;
	uint32_t whole; /* behind the index of one that is kept whole; 0: it is not, and the above says all */
	uint16_t source;
	uint8_t fate; /* enum ts_import_fate */
};

/* Of so many texts that came last it is kept what is known of them: a power of two. */
enum { EXCHANGE_RECENT = 1024 };

struct exchange_block;
struct exchange_rows {
	struct exchange_kept *kept;
	size_t count, room;
	struct exchange_row *whole;
	size_t whole_count, whole_room;
	struct exchange_row latest; /* the last one, which is not among the kept ones yet when it is open */
	bool open;
	const char **texts; /* of those that are not kept whole */
	size_t text_count, text_room;
	struct exchange_place {
		const char *text;
		uint32_t place;
	} recent[EXCHANGE_RECENT];           /* where among them texts are that came before: many rows share one copy */
	const char *shared[EXCHANGE_RECENT]; /* those that were kept last, by what they say; NULL: free */
	size_t source, line;                 /* of the rows that are added next */
	size_t refused, sound;               /* of this source: rows refused by its reader, and the others */
	size_t untold;                       /* refused, of all sources, and not kept */
	struct exchange_block *blocks;       /* the texts */
	const char **interned;               /* those that are kept once, by hash; NULL: free */
	size_t interned_count, interned_room;
	bool failed;                  /* out of memory: nothing more is added */
	bool has_nul;                 /* a text that was kept held a NUL: the row it belongs to is refused */
	char trouble[TS_REASON_SIZE]; /* why a whole file cannot be read; "" */
};

/* A copy of size bytes with a NUL behind them, which lives as long as the list; "" when there is no memory. Of what
 * came last nothing is kept twice: one text may stand in many rows. */
const char *exchange_keep(struct exchange_rows *rows, const char *text, size_t size);
/* The same for texts that stand in many rows for sure: each is kept once. */
const char *exchange_intern(struct exchange_rows *rows, const char *text);
/* Where among so many places (a power of two, 65536 at most) it is kept what is known of a text that rows share: by
 * where it stands, not by what it says. */
size_t exchange_text_place(const char *text, size_t places);
const char *exchange_keep_format(struct exchange_rows *rows, const char *format, ...)
        __attribute__((format(printf, 2, 3)));
/* Appends a copy of row, with the list's source and line. NULL: out of memory, or it is refused and only counted. Valid
 * until the next. */
struct exchange_row *exchange_add(struct exchange_rows *rows, const struct exchange_row *row);
/* A row of the list. Of millions of rows it is asked dozens of times: here, so that no more of it is made than is
 * asked for. */
static inline struct exchange_row exchange_get(const struct exchange_rows *rows, size_t index)
{
	if (rows->open && index == rows->count - 1)
		return rows->latest;
	const struct exchange_kept *kept = &rows->kept[index];
	if (kept->whole > 0)
		return rows->whole[kept->whole - 1];
	return (struct exchange_row){ .kind = EXCHANGE_INTERVAL,
		                      .text = rows->texts[kept->text],
		                      .comment = rows->texts[kept->comment],
		                      .reason = "",
		                      .begin = kept->begin,
		                      .end = kept->begin + kept->length,
		                      .source = kept->source,
		                      .line = kept->line,
		                      .fate = (enum ts_import_fate)kept->fate };
}
/* One that takes its place there; false: out of memory. */
bool exchange_put(struct exchange_rows *rows, size_t index, const struct exchange_row *row);
/* The end of exchange_add, which is what others call. */
struct exchange_row *exchange_append(struct exchange_rows *rows, const struct exchange_row *row);
/* By file, then line. */
void exchange_sort(struct exchange_rows *rows);
struct exchange_row *exchange_interval(struct exchange_rows *rows, ts_time begin, ts_time end, const char *text,
                                       const char *comment);
/* One whose end is not known: it runs, or nothing is said. */
struct exchange_row *exchange_open(struct exchange_rows *rows, ts_time begin, enum exchange_ending ending,
                                   const char *text, const char *comment);
struct exchange_row *exchange_note(struct exchange_rows *rows, ts_day day, const char *text);
struct exchange_row *exchange_mark(struct exchange_rows *rows, ts_day day, enum ts_mark_kind kind, bool half,
                                   const char *text);
/* Adds a row that cannot be taken; text is what stands there. */
void exchange_refuse(struct exchange_rows *rows, const char *text, const char *format, ...)
        __attribute__((format(printf, 3, 4)));
/* What is told of a line that is refused: its beginning, kept; "" when so many are that it will not be told. */
const char *exchange_shown(struct exchange_rows *rows, struct exchange_text line);
/* The same for a row that is understood and has no place in a timesheet. */
void exchange_leave_out(struct exchange_rows *rows, const char *text, const char *reason);
/* True when the file is something else: it need not be read to its end. */
bool exchange_is_hopeless(const struct exchange_rows *rows);
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
/* The next line without its end (LF or CRLF), under whose number rows are then added; false: there is none, or reading
 * on has no sense. A line with a NUL is refused and passed over. */
bool exchange_line(struct exchange_rows *rows, struct exchange_lines *lines, const char **line, size_t *size);

/* ---- times ---- */

/* What a wall clock says. */
struct exchange_clock {
	ts_day day;
	int minute;       /* from 00:00 of the day; may be any number */
	int milliseconds; /* of the minute */
};

/* Reading a text from its left: each takes what it understands off text, and returns false and takes nothing else. */
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
/* A date that the calendar has. */
bool exchange_day(int year, int month, int day, ts_day *out);

/* ---- as people's spreadsheets have them ---- */

/* Which orders a date of numbers can have, a bit each (1 << TS_DATES_DMY): 05/09/2026 two, 13/09/2026 one, 26-09-01
 * two others. 0: it is none, or needs no telling (2026-10-01, 05.09.2026), or lies behind the day last in
 * each: 26-09-32 is a slip, and not of 2032. */
unsigned exchange_date_orders(struct exchange_text text, ts_day last);
/* As exchange_date, and 5 Sep 2026, Sep 5, 2026, 05.09.2026 (the day first), 05/09/2026 by the order: none without one.
 */
bool exchange_date_any(struct exchange_text *text, enum ts_date_order order, ts_day *out);
/* As exchange_time_of_day, and 9:05 PM, 9am, 02:00:00 p.m. */
bool exchange_time_any(struct exchange_text *text, struct exchange_clock *out);
/* A length in milliseconds: 1:30, 73:41, 01:30:00, 1h 30m, 90 min, PT1H; 1.5 and 1,5 are hours unless unit (seconds; 0:
 * not said) says otherwise. A whole number without a unit is none, nor is 3,600 of minutes or seconds: which it is
 * cannot be known. */
bool exchange_length(const char *words, int64_t unit, int64_t *out);
/* 20220205T080000Z. */
bool exchange_utc(struct exchange_text *text, ts_time *out);
/* Date, T or spaces, time, perhaps a zone (has_offset). */
bool exchange_moment(struct exchange_text *text, struct exchange_clock *clock, bool *has_offset, int32_t *offset);

/* The moment of a wall clock in the process's zone. Where the clock shows it twice, the first that is not before after
 * (INT64_MIN: none). words is what is to be said about it, "" usually. */
ts_time exchange_local(struct exchange_clock clock, ts_time after, const char **words);
ts_time exchange_fixed(struct exchange_clock clock, int32_t offset);

#endif
