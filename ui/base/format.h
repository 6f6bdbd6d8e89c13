/* Words and numbers as the screens write them. Each returns out. */
#ifndef TIMESHEET_UI_FORMAT_H
#define TIMESHEET_UI_FORMAT_H

#include "data/timesheet.h"

enum { FORMAT_SIZE = 64 };

/* How a time of day is written. Commands have 24 hours: scripts read them. */
enum clock { CLOCK_24 /* 09:05 */, CLOCK_12 /* 9:05am, 12:05am after midnight */ };
const char *format_clock(enum clock clock, ts_time at, int32_t offset, char out[FORMAT_SIZE]); /* in that zone */
const char *format_clock_local(enum clock clock, ts_time at, char out[FORMAT_SIZE]);           /* in the one here */
const char *format_clock_seconds(enum clock clock, ts_time at, char out[FORMAT_SIZE]);         /* the same, 09:05:30 */
int format_clock_width(enum clock clock);                                        /* columns of the longest */
const char *format_duration(int64_t milliseconds, char out[FORMAT_SIZE]);        /* 1:05, 10:00, whole minutes, -0:15 */
const char *format_duration_signed(int64_t milliseconds, char out[FORMAT_SIZE]); /* +1:25 */
/* The nearest hundredth of an hour: 1.75, +1.75. */
enum { FORMAT_HUNDREDTH = TS_HOUR / 100 }; /* in milliseconds */
const char *format_decimal(int64_t milliseconds, char out[FORMAT_SIZE]);
const char *format_decimal_signed(int64_t milliseconds, char out[FORMAT_SIZE]);
/* The same of a time of which some is forgotten, and may be wrong: "57:08?". */
const char *format_doubtful(int64_t milliseconds, bool forgotten, char out[FORMAT_SIZE]);
const char *format_doubtful_signed(int64_t milliseconds, bool forgotten, char out[FORMAT_SIZE]);
/* "forgotten? 33:08 since Fri 27 Nov 09:00"; "" where nothing is. */
const char *format_forgotten(enum clock clock, const struct ts_forgotten *forgotten, char out[FORMAT_SIZE]);
enum { FORMAT_LINE = 128 };
/* "acme: 33:10 of 40:00 this week", its text cut where it is long. */
const char *format_budget(const struct ts_budget *budget, char out[FORMAT_LINE]);
/* How a day is against a rule for breaks: "breaks: 6:40 without one, 0:15 of 0:30"; "" where it is kept. */
const char *format_passed(const struct ts_breaks *rule, int64_t work, const struct ts_pauses *pauses,
                          char out[FORMAT_LINE]);
const char *format_day(ts_day day, char out[FORMAT_SIZE]);        /* Thu 1 Oct 2026 */
const char *format_month(int month);                              /* Oct, of 1 to 12 */
const char *format_weekday(int weekday);                          /* "Mo", from 0; static */
const char *format_day_short(ts_day day, char out[FORMAT_SIZE]);  /* Thu 1 Oct */
const char *format_offset(int32_t offset, char out[FORMAT_SIZE]); /* +02, +05:30 */
const char *format_done(enum clock clock, const struct ts_done *done, char *out,
                        size_t size); /* "09:30 standup", "deleted 09:30 standup" */
/* Whether a deed is about one log, which done names. */
bool format_is_of_log(enum ts_deed deed);

/* "2026-10-01", as it may be typed in any locale. */
const char *format_day_typed(ts_day day, char out[FORMAT_SIZE]);
/* What a day is marked as: "leave", "half leave"; "" for none. */
const char *format_mark(enum ts_mark_kind kind, bool half, char out[FORMAT_SIZE]);
/* Its letter, where there is no room for more: 'L'. ' ' for none. */
char format_mark_letter(enum ts_mark_kind kind);

#endif
