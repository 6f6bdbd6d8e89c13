/* Days, ranges and moments that are typed, and how a moment is told. */
#ifndef TIMESHEET_SRC_COMMAND_LINE_TIMES_H
#define TIMESHEET_SRC_COMMAND_LINE_TIMES_H

#include "src/command_line/command.h"

/* Each understands what was typed, or says with a caret and an example why not and returns false: a RANGE; the moment
 * of a log, of an end after its begin; a length; what stands behind "log". */
bool command_range(struct command_context *context, const char *text, struct ts_range *out);
bool command_moment(struct command_context *context, const char *text, ts_time *out);
bool command_end(struct command_context *context, const char *text, ts_time begin, ts_time *out);
bool command_length(const char *text, ts_time *out);
bool command_entry(struct command_context *context, const char *text, struct ts_entry *out);
/* "09:30 ", with its day in front when that is not today. */
void command_print_moment(const struct command_context *context, ts_time at, int32_t offset);
/* The day that words name: today without any. False: said why not. */
bool command_day_named(struct command_context *context, int count, char *const *words, ts_day *out);
/* On standard error: text again, a caret under what was not understood, and an example. */
void command_point(const char *text, const struct ts_when_error *error);
/* What is known where text is typed, which is to name what is wanted. */
struct ts_when_context command_when_context(struct command_context *context, const char *text, enum ts_want want);

#endif
