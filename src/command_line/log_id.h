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
/* Two spaces and as many digits of a log's id as tell it from all others; nothing where that cannot be told. */
void log_id_print(struct command_context *context, struct ts_id id);
/* Both parts of it. The digits, 0 where they cannot be told, are of many logs asked for in one ts_read_together. */
int log_id_digits(struct command_context *context, struct ts_id id);
void log_id_print_digits(struct ts_id id, int digits);

#endif
