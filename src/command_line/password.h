/*
 * Where a password comes from when there is no screen: a file, another program, or the terminal without echo. Never an
 * argument, never the environment itself.
 */
#ifndef TIMESHEET_SRC_COMMAND_LINE_PASSWORD_H
#define TIMESHEET_SRC_COMMAND_LINE_PASSWORD_H

#include <stdbool.h>
#include <stddef.h>

/* A password is TS_PASSWORD_MOST bytes of UTF-8 at most, decoded from the locale's code set; secrets here are of
 * ts_secret_allocate and the caller frees them so. */

enum password_source { PASSWORD_NONE, PASSWORD_GIVEN, PASSWORD_FAILED };

/* From TIMESHEET_PASSWORD_FILE (its first line) or TIMESHEET_PASSWORD_COMMAND (its first line of output; split into
 * words as a shell would, but run without one). NONE: neither is set. FAILED: reason says why. */
enum password_source password_configured(char **out, char *reason, size_t size);
/* Asks on the controlling terminal, without echo, whatever standard input is. FAILED: there is none, or it was
 * interrupted. */
enum password_source password_ask(const char *prompt, char **out, char *reason, size_t size);
/* Asks twice until both are the same. */
enum password_source password_ask_new(const char *prompt, char **out, char *reason, size_t size);
/* No echo from here on, for who asks more than once and has something to do in between: what is typed ahead then is a
 * part of a password, most likely. NULL: there is no terminal; unhush accepts it. */
struct quiet;
struct quiet *password_hush(void);
void password_unhush(struct quiet *quiet);
/* Asks for a line that may be seen: a name, a recovery code. */
enum password_source password_ask_line(const char *prompt, char **out, char *reason, size_t size);
/* True: the line began with a y. Without a terminal the answer is no. */
bool password_ask_yes(const char *prompt);

#endif
