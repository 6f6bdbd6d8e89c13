/* register, passwd, recover, users. Passwords come from the terminal or as configured, never from the arguments. */
#include "command.h"

#include "../clock.h"
#include "password.h"

#include <stdlib.h>
#include <string.h>

static int run_to_end(struct command_context *context, ts_auth *auth, const char *what)
{
	ts_auth_run(auth);
	enum ts_status status = ts_auth_finish(context->store, auth, clock_now().now);
	if (status != TS_OK)
		return command_fail(context, status, "%s", what);
	const char *code = ts_auth_recovery_code(auth);
	if (code)
		(void)printf("%s\n", code);
	return command_finish_output();
}

static void code_explain(void)
{
	(void)fprintf(stderr,
	              "Above is the recovery code: with it, and only with it, a forgotten password can be replaced.\n"
	              "It is shown this once. Write it down and keep it apart from this machine.\n");
}

/* As configured, else asked for twice. */
static enum password_source new_password(char **out, char *reason, size_t size)
{
	enum password_source source = password_configured(out, reason, size);
	return source == PASSWORD_NONE ? password_ask_new("New password: ", out, reason, size) : source;
}

static int password_refused(const struct command_context *context, enum ts_status status, const char *what)
{
	if (status == TS_INVALID)
		return complain(EXIT_FAILED, "%s: a password has at least %d bytes; a few random words are good", what,
		                TS_PASSWORD_LEAST);
	if (status == TS_WAIT)
		return command_fail_wait(context);
	return command_fail(context, status, "%s", what);
}

int command_register(struct command_context *context, int count, char **arguments)
{
	char reason[TS_REASON_SIZE];
	char *password = NULL, *typed = NULL;
	ts_auth *auth = NULL;
	int words = command_words(context, count, arguments, 1);
	if (words < 0)
		return EXIT_USAGE;
	const char *name = words == 1 ? arguments[0] : context->options->user;
	if (!name) {
		if (password_ask_line("Name: ", &typed, reason, sizeof reason) != PASSWORD_GIVEN)
			return complain(EXIT_FAILED, "cannot register: %s", reason);
		name = typed;
	}
	int status = EXIT_FAILED;
	if (new_password(&password, reason, sizeof reason) != PASSWORD_GIVEN) {
		status = complain(EXIT_FAILED, "cannot register '%s': %s", name, reason);
		goto out;
	}
	enum ts_status begun = ts_register_begin(context->store, name, password, context->moment.now, &auth);
	if (begun == TS_EXISTS)
		status = complain(EXIT_FAILED, "the name '%s' is taken", name);
	else if (begun == TS_INVALID && strlen(password) < TS_PASSWORD_LEAST)
		status = password_refused(context, begun, "cannot register");
	else if (begun != TS_OK)
		status = command_fail(context, begun, "cannot register '%s'", name);
	else
		status = run_to_end(context, auth, "cannot register");
	if (status == EXIT_DONE)
		code_explain();
out:
	ts_auth_destroy(auth);
	ts_secret_free(password);
	ts_secret_free(typed);
	return status;
}

int command_passwd(struct command_context *context, int count, char **arguments)
{
	char reason[TS_REASON_SIZE];
	char *old = NULL, *new = NULL;
	ts_auth *auth = NULL;
	int status = EXIT_FAILED;
	if (command_words(context, count, arguments, 0) < 0)
		return EXIT_USAGE;
	if (!context->user)
		return command_fail_user();
	if (password_configured(&old, reason, sizeof reason) != PASSWORD_GIVEN &&
	    password_ask("Old password: ", &old, reason, sizeof reason) != PASSWORD_GIVEN) {
		status = complain(EXIT_FAILED, "cannot change the password: %s", reason);
		goto out;
	}
	if (password_ask_new("New password: ", &new, reason, sizeof reason) != PASSWORD_GIVEN) {
		status = complain(EXIT_FAILED, "cannot change the password: %s", reason);
		goto out;
	}
	char *copy = ts_secret_allocate(strlen(old) + 1);
	if (!copy) {
		status = command_fail(context, TS_NO_MEMORY, "cannot change the password");
		goto out;
	}
	memcpy(copy, old, strlen(old) + 1);
	status = command_authenticate(context, copy); /* frees it */
	if (status != EXIT_DONE)
		goto out;
	enum ts_status begun = ts_passwd_begin(context->store, old, new, context->moment.now, &auth);
	status = begun == TS_OK ? run_to_end(context, auth, "cannot change the password")
	                        : password_refused(context, begun, "cannot change the password");
out:
	ts_auth_destroy(auth);
	ts_secret_free(old);
	ts_secret_free(new);
	return status;
}

int command_recover(struct command_context *context, int count, char **arguments)
{
	char reason[TS_REASON_SIZE];
	char *code = NULL, *password = NULL;
	ts_auth *auth = NULL;
	int status;
	if (command_words(context, count, arguments, 0) < 0)
		return EXIT_USAGE;
	if (!context->user)
		return command_fail_user();
	if (password_ask_line("Recovery code: ", &code, reason, sizeof reason) != PASSWORD_GIVEN ||
	    new_password(&password, reason, sizeof reason) != PASSWORD_GIVEN) {
		status = complain(EXIT_FAILED, "cannot recover '%s': %s", context->user, reason);
		goto out;
	}
	enum ts_status begun =
	        ts_recover_begin(context->store, context->user, code, password, context->moment.now, &auth);
	if (begun == TS_INVALID && strlen(password) >= TS_PASSWORD_LEAST)
		status = complain(EXIT_FAILED, "cannot recover '%s': the code is mistyped", context->user);
	else if (begun != TS_OK)
		status = password_refused(context, begun, "cannot recover");
	else
		status = run_to_end(context, auth, "cannot recover: the code does not fit");
	if (status == EXIT_DONE)
		code_explain();
out:
	ts_auth_destroy(auth);
	ts_secret_free(code);
	ts_secret_free(password);
	return status;
}

int command_users(struct command_context *context, int count, char **arguments)
{
	struct ts_users users;
	if (command_words(context, count, arguments, 0) < 0)
		return EXIT_USAGE;
	enum ts_status status = ts_users_read(context->store, &users);
	if (status != TS_OK)
		return command_fail(context, status, "cannot list the users");
	for (size_t i = 0; i < users.count; i++)
		(void)printf("%s\n", users.names[i]);
	ts_users_release(&users);
	return command_finish_output();
}
