/* Opens what a command needs, logs in, runs it, closes. */
#include "src/commands/command.h"

#include "src/commands/password.h"
#include "src/system/clock.h"
#include "src/system/paths.h"
#include "src/system/process.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The user named, or the only one; none if that cannot be told. */
static enum ts_status user_choose(struct command_context *context)
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

/* After a login. It keeps no command from anything. What runs every few seconds for a status bar tells a terminal only,
 * or nothing else would be left in somebody's journal; check tells it with what else it finds. */
static void older_look(struct command_context *context)
{
	int (*run)(struct command_context * context, int count, char **arguments) = context->command->run;
	if (ts_anchor_read(context->store, &context->behind) != TS_OK)
		context->behind = 0;
	bool quiet = run == command_check || (run == command_status && isatty(STDERR_FILENO) != 1);
	if (context->behind > 0 && !quiet)
		command_warn_older(context);
}

int command_authenticate(struct command_context *context, char *password)
{
	ts_auth *auth = NULL;
	enum ts_status status = ts_login_begin(context->store, context->user, password, context->moment.now, &auth);
	ts_secret_free(password);
	if (status == TS_OK) {
		ts_auth_run(auth);
		status = ts_auth_finish(context->store, auth, clock_now().now);
	}
	ts_auth_destroy(auth);
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

/* By ticket, else by a configured password. EXIT_DONE though not logged in: the command tries, and looks. */
static int log_in(struct command_context *context, bool needed)
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
	return log_in_configured(context, needed);
}

/* What a logged-in user's commands begin with. What was logged while locked counts from now on: "status" would be wrong
 * without it. That it cannot be folded in (a read-only file) keeps nobody from reading. */
static int user_begin(struct command_context *context)
{
	size_t folded, junk;
	enum ts_status status = ts_read_only(context->store)
	                                ? TS_OK
	                                : ts_inbox_fold(context->store, context->moment.now, &folded, &junk);
	if (status == TS_OK)
		status = ts_settings_read(context->store, &context->settings);
	return status == TS_OK ? EXIT_DONE : command_fail(context, status, "cannot read the settings");
}

static int session_run(struct command_context *context, int count, char **arguments)
{
	enum command_need need = context->command->need;
	int status = EXIT_DONE;
	enum ts_status chosen = user_choose(context);
	if (chosen != TS_OK)
		return complain(exit_status_of(chosen), "%s", ts_detail(context->store));
	if (need == COMMAND_NEEDS_LOGIN || need == COMMAND_TRIES_LOGIN)
		status = log_in(context, need == COMMAND_NEEDS_LOGIN);
	if (status == EXIT_DONE && ts_logged_in(context->store))
		status = user_begin(context);
	return status == EXIT_DONE ? context->command->run(context, count, arguments) : status;
}

/* Those that log in read the whole file only by a password. */
static enum ts_status store_open(struct command_context *context, const char *path, char reason[TS_REASON_SIZE])
{
	enum command_need need = context->command->need;
	ts_time now = context->moment.now;
	if (need == COMMAND_NEEDS_LOGIN || need == COMMAND_TRIES_LOGIN)
		return ts_open_quickly(path, false, now, reason, &context->store);
	return ts_open(path, need == COMMAND_MAKES_FILE, now, reason, &context->store);
}

static enum ts_status anchors_use(struct command_context *context)
{
	char *directory = paths_anchors();
	enum ts_status status = ts_anchor_use(context->store, directory);
	free(directory);
	return status;
}

/* Open screens tell who did it. */
static int signed_run(struct command_context *context, int count, char **arguments)
{
	char origin[TS_ORIGIN_SIZE];
	process_origin_command(origin);
	ts_set_origin(context->store, origin);
	return session_run(context, count, arguments);
}

static int opened_run(struct command_context *context, int count, char **arguments)
{
	char reason[TS_REASON_SIZE] = "";
	char *path = paths_database(context->options->database, reason, sizeof reason);
	if (!path)
		return complain(EXIT_FAILED, "%s", reason);
	process_describe_machine(&context->machine, context->moment.uptime);
	enum ts_status opened = store_open(context, path, reason);
	if (opened == TS_OK)
		opened = anchors_use(context);
	int status;
	if (opened == TS_NOT_FOUND)
		status = complain(EXIT_FAILED, "there is no database '%s' yet; run: timesheet register", path);
	else if (opened != TS_OK)
		status = complain(exit_status_of(opened), "%s", reason[0] ? reason : ts_status_text(opened));
	else
		status = signed_run(context, count, arguments);
	ts_close(context->store);
	free(path);
	return status;
}

int command_run(const struct options *options, int count, char **arguments)
{
	struct command_context context = { .options = options,
		                           .command = command_find(arguments[0]),
		                           .moment = clock_now(),
		                           .settings = ts_settings_default() };
	if (!context.command) {
		const struct command *near = command_suggest(arguments[0]);
		return complain(EXIT_USAGE, "unknown command '%s'%s%s%s; timesheet --help lists what there is",
		                arguments[0], near ? ", did you mean '" : "", near ? near->name : "", near ? "'?" : "");
	}
	if (arguments_ask_help(count, arguments))
		return command_print_help(context.command) ? EXIT_DONE : command_finish_output();
	/* Before anything is opened: wrong usage is that, whoever is logged in. */
	int status = arguments_check(&context, count, arguments);
	if (status != EXIT_DONE)
		return status;
	return context.command->need == COMMAND_NEEDS_NOTHING ? context.command->run(&context, count, arguments)
	                                                      : opened_run(&context, count, arguments);
}
