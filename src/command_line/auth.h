/* A password job on the command line, and the recovery code that it may make. */
#ifndef TIMESHEET_SRC_COMMAND_LINE_AUTH_H
#define TIMESHEET_SRC_COMMAND_LINE_AUTH_H

#include "src/command_line/command.h"
#include "src/command_line/password.h"

/* The slow part and the end of a job that has begun. A code is printed on standard output; printed: it was, or there is
 * none. One that cannot be printed there goes to standard error: it is not to be had again. */
enum ts_status auth_run_to_end(struct command_context *context, ts_auth *auth, bool *printed);
/* What the code is for, on standard error. Returns the exit status that goes with printed. */
int auth_explain_code(bool printed);
/* The machine's half of every login: of the file's half nothing is left. */
void auth_end_logins(struct command_context *context);
/* The password as configured, else asked for; the caller's, of ts_secret_allocate. */
enum password_source auth_ask_password(const char *prompt, char **out, char *reason, size_t size);
/* The same for context->user, who is logged in by it: EXIT_DONE, or said why not, what coming first. */
int auth_prove(struct command_context *context, const char *prompt, const char *what, char **out);

#endif
