/* Whom a command is about, and logging them in: by ticket, or by a password that is configured. */
#include "src/command_line/login.h"

#include "src/command_line/complain.h"
#include "src/command_line/password.h"
#include "src/sync/join_run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum ts_status command_choose_user(struct command_context *context)
{
	struct ts_users users = { 0 };
	if (context->options->user) {
		context->user = context->options->user;
		return TS_OK;
	}
	enum ts_status status = ts_users_read(context->store, &users);
	if (status == TS_OK && users.count == 1) {
		memcpy(context->only_user, users.names[0], TS_NAME_SIZE);
		context->user = context->only_user;
	}
	ts_users_release(&users);
	return status;
}

/* What a login found exchanged in the file. */
static void pinned_warn(const struct command_context *context)
{
	enum ts_pinned pinned = ts_pinned_read(context->store);
	if (pinned != TS_PINNED_SAME)
		ts_read_release(context->store);
	if (pinned == TS_PINNED_KEY)
		(void)complain(EXIT_DONE,
		               "another key stood in the file for what is logged while logged out: what was logged so "
		               "since the last login may have been read by others ('%s')",
		               ts_path(context->store));
	else if (pinned == TS_PINNED_USER)
		(void)complain(EXIT_DONE, "the name '%s' belonged to another user when this machine saw it last ('%s')",
		               ts_user_name(context->store), ts_path(context->store));
}

/* After a login. It keeps no command from anything. */
static void older_look(struct command_context *context)
{
	enum command_older older = context->command->older;
	pinned_warn(context);
	if (ts_anchor_read(context->store, &context->behind) != TS_OK)
		context->behind = 0;
	bool told = older == OLDER_TOLD || (older == OLDER_TOLD_TO_TERMINAL && isatty(STDERR_FILENO) == 1);
	if (context->behind > 0 && told) {
		ts_read_release(context->store);
		command_warn_older(context);
	}
}

static enum ts_status password_try(struct command_context *context, const char *password)
{
	ts_auth *auth = NULL;
	enum ts_status status = ts_login_begin(context->store, context->user, password, context->moment.now, &auth);
	if (status == TS_OK) {
		ts_auth_run(auth);
		status = ts_auth_finish(context->store, auth);
	}
	ts_auth_destroy(auth);
	return status;
}

static int login_finish(struct command_context *context, enum ts_status status)
{
	if (status == TS_OK) {
		older_look(context);
		return EXIT_DONE;
	}
	if (status == TS_WAIT)
		return command_fail_wait(context);
	if (status == TS_DENIED)
		return complain(EXIT_LOGGED_OUT, "wrong password for '%s'", context->user);
	if (status == TS_NOT_FOUND)
		return complain(EXIT_LOGGED_OUT, "there is no user '%s'", context->user);
	return command_fail(context, status, "cannot log in '%s'", context->user);
}

int command_authenticate(struct command_context *context, char *password)
{
	enum ts_status status = password_try(context, password);
	ts_secret_free(password);
	return login_finish(context, status);
}

/* A password that is wrong here may have been set on another device while this one was off: the hub knows. True: there
 * is something to try it on. */
static bool hub_asked(struct command_context *context)
{
	char address[TS_URL_SIZE], trouble[TS_REASON_SIZE] = "";
	struct hub_url url;
	ts_join *join = NULL;
	if (ts_sync_url(context->store, context->user, address) != TS_OK ||
	    !hub_url_read(address, getenv("HOME"), &url, trouble, sizeof trouble) ||
	    ts_join_begin(context->store, context->user, &join) != TS_OK)
		return false;
	bool asked = join_ask(join, &url, trouble, sizeof trouble);
	if (!asked)
		(void)complain(EXIT_DONE, "cannot ask %s whether the password was changed on another device: %s",
		               url.shown, trouble);
	asked = asked && ts_join_state(join) == TS_JOIN_FOUND && ts_join_candidate(join) == TS_OK;
	ts_join_end(join);
	return asked;
}

/* Nobody is asked here: a status bar or a prompt that suddenly wants a password is worse than one that fails. */
static int log_in_configured(struct command_context *context, bool needed)
{
	char reason[TS_REASON_SIZE];
	char *password = NULL;
	enum ts_status status;
	switch (password_configured(&password, reason, sizeof reason)) {
	case PASSWORD_GIVEN:
		/* Who left a ticket has read the file through within hours, and a screen has it done every day; of who
		 * comes with a password that is not known. What is sealed into the inbox touches a page or two. */
		status = ts_check(context->store, false, &(struct ts_check){ 0 });
		if (status == TS_OK)
			return command_authenticate(context, password);
		ts_secret_free(password);
		return complain(exit_status_of(status), "%s", ts_detail(context->store));
	case PASSWORD_FAILED:
		return complain(EXIT_LOGGED_OUT, "%s", reason);
	case PASSWORD_NONE:
		break;
	}
	return needed ? complain(EXIT_LOGGED_OUT, "'%s' is not logged in; run: timesheet login", context->user)
	              : EXIT_DONE;
}

int command_log_in(struct command_context *context, bool needed)
{
	if (!context->user)
		return needed ? command_fail_user() : EXIT_DONE;
	enum ts_status status = ts_session_resume(context->store, context->user, &context->machine);
	if (status == TS_OK) {
		older_look(context);
		return EXIT_DONE;
	}
	if (status == TS_NOT_FOUND)
		return complain(EXIT_LOGGED_OUT, "there is no user '%s'", context->user);
	if (status != TS_LOGGED_OUT)
		return command_fail(context, status, "cannot log in '%s'", context->user);
	/* A password takes its time. */
	ts_read_release(context->store);
	return log_in_configured(context, needed);
}

int command_ask_login(struct command_context *context)
{
	char reason[TS_REASON_SIZE];
	char *password = NULL;

	if (!context->user)
		return command_fail_user();
	enum password_source source = password_configured(&password, reason, sizeof reason);
	if (source == PASSWORD_NONE) {
		char prompt[TS_NAME_SIZE + 32], name[TS_NAME_SIZE];
		(void)ts_text_clean(context->user, strlen(context->user), false, name, sizeof name);
		(void)snprintf(prompt, sizeof prompt, "Password of %s: ", name);
		source = password_ask(prompt, &password, reason, sizeof reason);
	}
	if (source != PASSWORD_GIVEN)
		return complain(EXIT_LOGGED_OUT, "cannot log in: %s", reason);
	enum ts_status status = password_try(context, password);
	if (status == TS_DENIED && hub_asked(context))
		status = password_try(context, password);
	ts_secret_free(password);
	return login_finish(context, status);
}
