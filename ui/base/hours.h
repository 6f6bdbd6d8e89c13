/* Hours that are typed: of a week, of a day, of a booking. */
#ifndef TIMESHEET_UI_HOURS_H
#define TIMESHEET_UI_HOURS_H

#include "data/timesheet.h"

/* In minutes: 8, 8:30, 8.5, 8h, 8h30, 30m. False: it is none, or not in whole minutes. */
bool hours_parse(const char *text, int64_t *minutes);
/* The same with a sign in front, or none; a number alone is refused, since it could be minutes. */
bool hours_parse_signed(const char *text, int64_t *minutes);
/* A target's week: hours over Monday to Friday, or five to seven numbers with commas between, from Monday. */
bool hours_parse_week(const char *text, int minutes[7]);
/* "8:30", "-0:15". */
enum { HOURS_SIZE = 32 };
const char *hours_format(int64_t minutes, char out[HOURS_SIZE]);

/* Half days as days, as leave is told: "30", "27.5", "-0.5". */
const char *hours_format_days(int halves, char out[HOURS_SIZE]);

#endif
