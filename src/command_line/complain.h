/* Words for what went wrong, and the exit status that goes with them; the end of what a command prints. */
#ifndef TIMESHEET_SRC_COMMAND_LINE_COMPLAIN_H
#define TIMESHEET_SRC_COMMAND_LINE_COMPLAIN_H

#include "src/command_line/command.h"

/* One line on standard error, clean for a terminal: "timesheet: ...". Returns status. */
int complain(enum exit_status status, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The exit status that fits a failed call. */
enum exit_status exit_status_of(enum ts_status status);
/* The same for a failed call: "cannot WHAT: the disk is full" and its detail; the exit status that fits. */
int command_fail(const struct command_context *context, enum ts_status status, const char *format, ...)
        __attribute__((format(printf, 3, 4)));
/* For ts_open_with: a line on a terminal that says who is waited for. The context is not looked at. */
void command_say_waiting(void *context, const struct ts_holder *holder);
/* It cannot be told whom the command is about. */
int command_fail_user(void);
/* Too many wrong passwords: how long to wait. */
int command_fail_wait(const struct command_context *context);
/* After an answer that is not whole: rows of it were left out, or texts. EXIT_DATABASE, or finished if that is a
 * failure already or there are none. of: " of this time", or "". */
int command_fail_damaged(int finished, size_t rows, const char *of);
/* Wrong usage: names what is wrong and shows the command's line. */
int command_misused(const struct command_context *context, const char *format, ...)
        __attribute__((format(printf, 2, 3)));
/* That the file is older than it was on this machine: a line on standard error. */
void command_warn_older(const struct command_context *context);
/* What the file lacks then: "the last 3 changes seen on this machine". */
void command_older_words(const struct command_context *context, char *out, size_t size);
/* Prints a word or a path that somebody gave, with nothing in it that could steer a terminal. */
void command_print_given(const char *text);
/* Standard output was written whole; else the exit status says not, and a line does, unless nobody reads any more: that
 * is EXIT_OUTPUT_CLOSED in silence. */
int command_finish_output(void);
/* The same for an output that is known to have failed. */
int command_fail_output(void);

#endif
