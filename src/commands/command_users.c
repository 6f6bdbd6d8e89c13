/* register, passwd, recover, users: who has rows in the file, and their passwords. Passwords come from the terminal or
 * as configured, never from the arguments. */
#include "src/commands/commands.h"

#include "src/command_line/arguments.h"
#include "src/command_line/auth.h"
#include "src/command_line/complain.h"
#include "src/command_line/login.h"
#include "src/command_line/password.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* As configured, else asked for twice. */
static enum password_source new_password(char **out, char *reason, size_t size)
{
	enum password_source source = password_configured(out, reason, size);
	return source == PASSWORD_NONE ? password_ask_new("New password: ", out, reason, size) : source;
}

/* A name or a new password that will not do, in the data module's words; else what fits any call. */
static int refused(const struct command_context *context, enum ts_status status, const char *what)
{
	const char *detail = ts_detail(context->store);
	if (status == TS_WAIT)
		return command_fail_wait(context);
	if (status == TS_NOT_FOUND)
		return complain(EXIT_LOGGED_OUT, "there is no user '%s'", context->user);
	if ((status == TS_INVALID || status == TS_TOO_LONG || status == TS_EXISTS) && detail[0])
		return complain(EXIT_FAILED, "%s: %s", what, detail);
	return command_fail(context, status, "%s", what);
}

static int register_as(struct command_context *context, const char *name)
{
	char reason[TS_REASON_SIZE];
	char *password = NULL;
	ts_auth *auth = NULL;
	bool printed = false;
	if (new_password(&password, reason, sizeof reason) != PASSWORD_GIVEN)
		return complain(EXIT_FAILED, "cannot register '%s': %s", name, reason);
	if (ts_name_mixed(name))
		(void)complain(EXIT_DONE, "'%s' mixes alphabets: somebody else's name may look the same", name);
	enum ts_status status = ts_register_begin(context->store, name, password, &auth);
	ts_secret_free(password);
	if (status == TS_OK)
		status = auth_run_to_end(context, auth, &printed);
	int result = status == TS_OK ? auth_explain_code(printed) : refused(context, status, "cannot register");
	ts_auth_destroy(auth);
	return result;
}

int command_register(struct command_context *context, int count, char **arguments)
{
	char reason[TS_REASON_SIZE];
	char *typed = NULL;
	int words = command_words(context, count, arguments, 1);
	if (words < 0)
		return EXIT_USAGE;
	int begun = command_begin(context);
	if (begun != EXIT_DONE)
		return begun;
	const char *name = words == 1 ? arguments[0] : context->options->user;
	if (!name && password_ask_line("Name: ", &typed, reason, sizeof reason) != PASSWORD_GIVEN)
		return complain(EXIT_FAILED, "cannot register: %s", reason);
	int result = register_as(context, name ? name : typed);
	ts_secret_free(typed);
	return result;
}

/* Where a password was set in place of an older one. */
static void copies_explain(void)
{
	(void)fprintf(stderr,
	              "Older copies of the file still open by what was before, and so does what is written from "
	              "now on for who\nhas one: 'timesheet rekey' ends that.\n");
}

/* For the user who has just proven the old password. */
static int password_change(struct command_context *context, const char *old)
{
	char reason[TS_REASON_SIZE];
	char *new = NULL;
	ts_auth *auth = NULL;
	bool printed;
	if (password_ask_new("New password: ", &new, reason, sizeof reason) != PASSWORD_GIVEN)
		return complain(EXIT_FAILED, "cannot change the password: %s", reason);
	enum ts_status status = ts_passwd_begin(context->store, old, new, context->moment.now, &auth);
	ts_secret_free(new);
	if (status == TS_OK)
		status = auth_run_to_end(context, auth, &printed);
	ts_auth_destroy(auth);
	if (status != TS_OK)
		return refused(context, status, "cannot change the password");
	auth_end_logins(context);
	(void)printf("the password of %s is changed, and every login has ended\n", ts_user_name(context->store));
	copies_explain();
	return command_finish_output();
}

/* Asks for the old one, proves it, asks for the new one. */
static int passwords_ask(struct command_context *context)
{
	char *old = NULL;
	int result = auth_prove(context, "Old password: ", "cannot change the password", &old);
	if (result == EXIT_DONE)
		result = password_change(context, old);
	ts_secret_free(old);
	return result;
}

int command_passwd(struct command_context *context, int count, char **arguments)
{
	if (command_words(context, count, arguments, 0) < 0)
		return EXIT_USAGE;
	int begun = command_begin(context);
	if (begun != EXIT_DONE)
		return begun;
	if (!context->user)
		return command_fail_user();
	struct quiet *quiet = password_hush();
	int result = passwords_ask(context);
	password_unhush(quiet);
	return result;
}

static int recover_with(struct command_context *context, const char *code)
{
	char reason[TS_REASON_SIZE];
	char *password = NULL;
	ts_auth *auth = NULL;
	bool printed = false;
	if (new_password(&password, reason, sizeof reason) != PASSWORD_GIVEN)
		return complain(EXIT_FAILED, "cannot recover '%s': %s", context->user, reason);
	enum ts_status status =
	        ts_recover_begin(context->store, context->user, code, password, context->moment.now, &auth);
	ts_secret_free(password);
	if (status == TS_OK)
		status = auth_run_to_end(context, auth, &printed);
	int result;
	if (status == TS_OK) {
		auth_end_logins(context);
		result = auth_explain_code(printed);
		copies_explain();
	} else if (status == TS_DENIED)
		result = complain(EXIT_LOGGED_OUT, "cannot recover '%s': this is not its recovery code", context->user);
	else
		result = refused(context, status, "cannot recover");
	ts_auth_destroy(auth);
	return result;
}

int command_recover(struct command_context *context, int count, char **arguments)
{
	char reason[TS_REASON_SIZE];
	char *code = NULL;
	if (command_words(context, count, arguments, 0) < 0)
		return EXIT_USAGE;
	int begun = command_begin(context);
	if (begun != EXIT_DONE)
		return begun;
	if (!context->user)
		return command_fail_user();
	if (password_ask_line("Recovery code: ", &code, reason, sizeof reason) != PASSWORD_GIVEN)
		return complain(EXIT_FAILED, "cannot recover '%s': %s", context->user, reason);
	int result = recover_with(context, code);
	ts_secret_free(code);
	return result;
}

int command_users(struct command_context *context, int count, char **arguments)
{
	struct ts_users users;
	if (command_words(context, count, arguments, 0) < 0)
		return EXIT_USAGE;
	int begun = command_begin(context);
	if (begun != EXIT_DONE)
		return begun;
	enum ts_status status = ts_users_read(context->store, &users);
	if (status != TS_OK)
		return command_fail(context, status, "cannot list the users");
	for (size_t i = 0; i < users.count; i++)
		(void)printf("%s\n", users.names[i]);
	ts_users_release(&users);
	return command_finish_output();
}
