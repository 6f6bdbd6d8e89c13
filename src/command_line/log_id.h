/* The log that a command is about: by its id, the first digits of it, its time today, or as the last. */
#ifndef TIMESHEET_SRC_COMMAND_LINE_LOG_ID_H
#define TIMESHEET_SRC_COMMAND_LINE_LOG_ID_H

#include "src/command_line/command.h"

/* Whether text can name one, looked at before anything is opened. EXIT_DONE, or said why not. */
int log_id_check(const struct command_context *context, const char *text);
/* EXIT_DONE: out is the log meant. Where several are, they are named. */
int log_id_find(struct command_context *context, const char *text, struct ts_id *out);
/* As many digits as tell a log from all others; all of them where that cannot be told. Returns out. */
const char *log_id_short(struct command_context *context, struct ts_id id, char out[2 * TS_ID_SIZE + 1]);
/* A log, and how many digits of its id tell it from all others. */
struct log_digits {
	struct ts_id log;
	int digits;
};
/* How many it are for each of count logs, in one reading: a look at the file for each takes longer than all else. What
 * makes a reading fail; then none of them is known. */
enum ts_status log_id_digits(struct command_context *context, struct log_digits *logs, size_t count) TS_MUST_CHECK;
/* Two spaces and the digits. */
void log_id_print(const struct log_digits *log);

#endif
