/*
 * Inside of "dates that people type": a text becomes tokens, tokens become parts (a date, a time of day, a distance
 * from now), and parts become a moment. Shared by when*.c, range.c and
 * entry*.c only.
 */
#ifndef TIMESHEET_DATA_WHEN_WHEN_H
#define TIMESHEET_DATA_WHEN_WHEN_H

#include "data/timesheet.h"

enum { WHEN_TOKENS = 32, WHEN_NUMBER_MOST = 99999999, WHEN_YEAR_FIRST = 1900, WHEN_YEAR_LAST = 9999 };

enum when_type { WHEN_END, WHEN_NUMBER, WHEN_WORD, WHEN_SYMBOL };

enum when_word {
	WORD_UNKNOWN,
	WORD_MONTH,   /* value: 1..12 */
	WORD_WEEKDAY, /* value: 0 Monday .. 6 */
	WORD_DAY,     /* today, yesterday: value is what to add to today */
	WORD_CLOCK,   /* noon, midnight: value in minutes */
	WORD_NOW,
	WORD_WHICH,   /* last -1, this 0, next 1 */
	WORD_UNIT,    /* value: enum when_unit */
	WORD_NUMERAL, /* a, an, one .. twelve */
	WORD_PART,    /* half, quarter: value in thousandths */
	WORD_AGO,
	WORD_AND,
	WORD_OF,
	WORD_AT,       /* at, on, the: carries no meaning */
	WORD_MERIDIEM, /* am 0, pm 12 */
	WORD_ORDINAL,  /* st, nd, rd, th */
	WORD_T,        /* between an ISO date and time */
	WORD_UTC,
	WORD_TO, /* between the ends of a range */
	WORD_SINCE
};

enum when_unit { UNIT_SECOND, UNIT_MINUTE, UNIT_HOUR, UNIT_DAY, UNIT_WEEK, UNIT_MONTH, UNIT_YEAR };

struct when_token {
	enum when_type type;
	enum when_word word;
	char symbol;         /* 0: a character that is in no date */
	bool glued;          /* nothing between it and the token before */
	int value;           /* of a number, at most WHEN_NUMBER_MOST; of a word, see above */
	size_t offset, size; /* bytes of the text; size of a number is its digits */
};

/* A length of time as typed. What is longer than a day is counted on the calendar. */
struct when_duration {
	int64_t seconds, days, months;
	bool fine;   /* seconds, minutes or hours were named */
	bool coarse; /* days, weeks, months or years were */
};

enum when_date_kind { DATE_NONE, DATE_CIVIL, DATE_DAY };
/* How plainly a time of day was one: only plain ones may stand in front of an activity. */
enum when_clock_kind { CLOCK_NONE, CLOCK_PLAIN, CLOCK_WORD, CLOCK_DOTTED, CLOCK_BARE };

struct when_span {
	size_t from, to; /* tokens, to not included */
};

struct when_reader {
	const char *text;
	struct ts_when_context context;
	ts_day today;
	ts_day reference; /* what "the latest past" is counted from: today, or the end of a range */
	struct when_token tokens[WHEN_TOKENS + 2];
	size_t count, next;
	bool dotted_is_date; /* 23.11 is a date, not a time */
	bool dotted;         /* there was one */

	enum when_date_kind date;
	int year, month, day; /* of DATE_CIVIL; year or month 0: none given */
	ts_day date_day;      /* of DATE_DAY */
	bool date_is_own;     /* a day as the user counts them: it begins at day_start */
	int weekday;          /* -1: none */
	int which;            /* of the weekday: last, this, next; 2: none given */
	struct when_span date_span, weekday_span;

	enum when_clock_kind clock;
	int minute, millisecond; /* of the day; within the minute */
	struct when_span clock_span;

	bool has_zone, zone_spaced;
	int32_t zone; /* seconds east of UTC */

	bool has_moment, moment_spaced; /* a distance from now; its sign stands apart from the number */
	ts_time moment;

	bool failed;
	struct ts_when_error error; /* its example may be of another kind than is wanted: see when_example_choose */
};

/* A reader that takes nothing passes; one that is wrong has filled the error. */
enum when_result { WHEN_PASSED, WHEN_TAKEN, WHEN_WRONG };

/* ---- when_words.c */

/* Cuts size bytes of text into tokens; at most WHEN_TOKENS of them, then one that fails wherever it is read. */
void when_tokens_read(struct when_reader *reader, const char *text, size_t size);
bool when_is_symbol(const struct when_token *token, char symbol); /* and it is glued to what stands before */
bool when_is_word(const struct when_token *token, enum when_word word);
const char *when_month_name(int month);
const char *when_weekday_name(int weekday);
/* Marks tokens from..to as what is wrong, once. Returns WHEN_WRONG. */
enum when_result when_fail(struct when_reader *reader, size_t from, size_t to, const char *example, const char *format,
                           ...) __attribute__((format(printf, 5, 6)));
/* The same; the reason begins with the marked text itself. */
enum when_result when_fail_quoting(struct when_reader *reader, size_t from, size_t to, const char *example,
                                   const char *reason);

/* ---- when_times.c */

enum when_result when_clock_read(struct when_reader *reader);
/* Z, UTC or +01:00 after a time of day. */
enum when_result when_zone_read(struct when_reader *reader);
enum when_result when_clock_set(struct when_reader *reader, size_t from, enum when_clock_kind kind, int minute);
/* Reads a length of time at *next and steps over it. A number without a unit is minutes, and read only if bare is true.
 */
bool when_duration_read(const struct when_reader *reader, size_t *next, bool bare, struct when_duration *out);

/* ---- when_dates.c */

enum when_result when_date_read_number(struct when_reader *reader);
enum when_result when_date_read_month(struct when_reader *reader);
/* Notes a date of tokens from..next; wrong if there is one. */
enum when_result when_date_set(struct when_reader *reader, size_t from, enum when_date_kind kind);
/* The Monday of an ISO week; false if the year has no such week. */
bool when_week_monday(int year, int week, ts_day *monday);
int when_month_days(int year, int month);
/* A day some months away, in a shorter month its last. */
ts_day when_months_add(ts_day day, int64_t months);
/* The date that was read, years and months that were left out filled in. */
enum when_result when_date_resolve(struct when_reader *reader, ts_day *out);

/* ---- when_resolve.c */

/* The first and last day that may be meant. */
ts_day when_day_first(void);
ts_day when_day_last(void);
/* A context with a broken clock in it must not lead to numbers that overflow. */
struct ts_when_context when_context_clamp(const struct ts_when_context *context);
/* The parts that were read become a moment. */
enum when_result when_resolve(struct when_reader *reader, struct ts_when *out);
/* Whether it is of the kind that the context wants. */
enum when_result when_want_check(struct when_reader *reader, const struct ts_when *when);
/* Makes the error's example one that is understood in its context, and of the kind that is wanted there. */
void when_example_choose(const struct ts_when_context *context, struct ts_when_error *error);

/* ---- range.c, range_quarter.c */

/* The week, month or year that contains today, or one before or after it. */
struct ts_range when_unit_range(ts_day today, enum when_unit unit, int which);
/* Quarters, the year up to today, all there is; "lastweek". */
enum when_result when_quarter_read(struct when_reader *reader, struct ts_range *out);

/* ---- entry_lead.c */

/* What stands in front of an activity. */
struct when_lead {
	size_t end; /* byte behind it; 0: nothing */
	bool ranged;
	struct ts_when from, until;
};
/* Finds the longest time or stretch of whole words at the beginning of size bytes of text. TS_INVALID: there is one,
 * but it cannot be meant, or something begins like one and is none; error is filled. */
enum ts_status when_lead_find(const char *text, size_t size, const struct ts_when_context *context,
                              struct when_lead *out, struct ts_when_error *error);
/* Whether size bytes of text begin like a time or a stretch, and are none, or are another behind the first; error is
 * filled if so. */
bool when_begins_like_time(const char *text, size_t size, const struct ts_when_context *context, bool behind,
                           struct ts_when_error *error);

/* ---- when.c */

/* Reads size bytes as WHEN, in a clamped context, whatever it wants. With a reference (see struct when_reader; NULL:
 * today) only dates are wanted, and 23.11 is one. On TS_INVALID reader->error is filled. */
enum ts_status when_read(struct when_reader *reader, const char *text, size_t size,
                         const struct ts_when_context *context, const ts_day *reference, struct ts_when *out);
/* The same, and of the kind that the context wants. */
enum ts_status when_read_wanted(struct when_reader *reader, const char *text, size_t size,
                                const struct ts_when_context *context, struct ts_when *out);

#endif
