/* Whom a command is about, and how it logs in. */
#ifndef TIMESHEET_SRC_COMMAND_LINE_LOGIN_H
#define TIMESHEET_SRC_COMMAND_LINE_LOGIN_H

#include "src/command_line/command.h"

/* context->user: the one named, or the only one; NULL if that cannot be told. */
enum ts_status command_choose_user(struct command_context *context);
/* Checks a password (which it frees) and logs in context->user; says why not. */
int command_authenticate(struct command_context *context, char *password);
/* Logs in context->user by a configured password, or by one that is asked for on the terminal; says why not. */
int command_ask_login(struct command_context *context);
/* By ticket, else by a configured password. EXIT_DONE though not logged in, unless a login is needed: the command
 * tries, and looks. */
int command_log_in(struct command_context *context, bool needed);

#endif
