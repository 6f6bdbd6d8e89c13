/* Password jobs on the command line. */
#include "src/command_line/auth.h"

#include "src/command_line/complain.h"
#include "src/command_line/login.h"

#include <stdio.h>
#include <string.h>

enum ts_status auth_run_to_end(struct command_context *context, ts_auth *auth, bool *printed)
{
	ts_auth_run(auth);
	enum ts_status status = ts_auth_finish(context->store, auth);
	const char *code = status == TS_OK ? ts_auth_recovery_code(auth) : NULL;
	*printed = true;
	if (!code)
		return status;
	*printed = printf("%s\n", code) > 0 && fflush(stdout) == 0;
	if (!*printed)
		(void)fprintf(stderr, "%s\n", code);
	return status;
}

int auth_explain_code(bool printed)
{
	(void)fprintf(stderr,
	              "Above is the recovery code: with it, and only with it, a forgotten password can be replaced.\n"
	              "It is shown this once. Write it down and keep it apart from this machine.\n");
	return printed ? EXIT_DONE : command_fail_output();
}

void auth_end_logins(struct command_context *context)
{
	(void)!ts_session_end(context->store, ts_user_name(context->store), &context->machine);
}

enum password_source auth_ask_password(const char *prompt, char **out, char *reason, size_t size)
{
	enum password_source source = password_configured(out, reason, size);
	return source == PASSWORD_NONE ? password_ask(prompt, out, reason, size) : source;
}

static char *secret_copy(const char *secret)
{
	size_t size = strlen(secret) + 1;
	char *copy = ts_secret_allocate(size);
	if (copy)
		memcpy(copy, secret, size);
	return copy;
}

int auth_prove(struct command_context *context, const char *prompt, const char *what, char **out)
{
	char reason[TS_REASON_SIZE];

	if (auth_ask_password(prompt, out, reason, sizeof reason) != PASSWORD_GIVEN)
		return complain(EXIT_LOGGED_OUT, "%s: %s", what, reason);
	char *proof = secret_copy(*out);
	return proof ? command_authenticate(context, proof) /* frees it */
	             : command_fail(context, TS_NO_MEMORY, "%s", what);
}
