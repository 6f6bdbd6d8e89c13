/* What all commands share: opening, logging in, words for failures, options. */
#include "command.h"

#include "../clock.h"
#include "../paths.h"
#include "../process.h"
#include "password.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

int complain(enum exit_status status, const char *format, ...)
{
	char text[TS_REASON_SIZE * 2], clean[TS_REASON_SIZE * 2];
	va_list arguments;
	va_start(arguments, format);
	(void)vsnprintf(text, sizeof text, format, arguments);
	va_end(arguments);
	(void)ts_text_clean(text, strlen(text), false, clean, sizeof clean);
	(void)fprintf(stderr, "timesheet: %s\n", clean);
	return (int)status;
}

enum exit_status exit_status_of(enum ts_status status)
{
	switch (status) {
	case TS_LOGGED_OUT:
	case TS_DENIED:
	case TS_WAIT:
		return EXIT_LOGGED_OUT;
	case TS_FOREIGN:
	case TS_NEWER:
	case TS_EMPTY:
	case TS_DAMAGED:
		return EXIT_DATABASE;
	default:
		return EXIT_FAILED;
	}
}

int command_fail(const struct command_context *context, enum ts_status status, const char *format, ...)
{
	char what[TS_REASON_SIZE];
	va_list arguments;
	va_start(arguments, format);
	(void)vsnprintf(what, sizeof what, format, arguments);
	va_end(arguments);
	const char *detail = context->store ? ts_detail(context->store) : "";
	const char *reason = ts_status_text(status);
	if (status == TS_LOGGED_OUT)
		return complain(EXIT_LOGGED_OUT, "%s: not logged in; 'timesheet login' stays logged in", what);
	bool more = detail[0] && status >= TS_BUSY;
	return complain(exit_status_of(status), "%s: %s%s%s%s", what, reason, more ? " (" : "", more ? detail : "",
	                more ? ")" : "");
}

int command_misused(const struct command_context *context, const char *format, ...)
{
	char what[TS_REASON_SIZE];
	va_list arguments;
	va_start(arguments, format);
	(void)vsnprintf(what, sizeof what, format, arguments);
	va_end(arguments);
	const struct command *command = context->command;
	return complain(EXIT_USAGE, "%s; usage: timesheet %s%s%s", what, command->name,
	                command->arguments[0] ? " " : "", command->arguments);
}

int command_finish_output(void)
{
	if (fflush(stdout) != 0 || ferror(stdout))
		return complain(EXIT_FAILED, "cannot write to standard output");
	return EXIT_DONE;
}

bool command_print_help(const struct command *command)
{
	int written = printf("usage: timesheet [--db FILE] [--user NAME] %s%s%s\n\n  %s\n", command->name,
	                     command->arguments[0] ? " " : "", command->arguments, command->summary);
	return written > 0 && (!command->details || printf("\n%s", command->details) > 0) && fflush(stdout) == 0;
}

bool command_print_list(void)
{
	for (size_t i = 0; i < command_count; i++) {
		if (printf("  %-9s %s\n", commands[i].name, commands[i].summary) < 0)
			return false;
	}
	return true;
}

/* Takes the value of an option out of the arguments. */
static int option_take(const struct command_context *context, int count, char **arguments, int *at,
                       const struct command_option *options, const char **inline_value)
{
	const char *argument = arguments[*at];
	for (const struct command_option *option = options; option->name; option++) {
		size_t size = strlen(option->name);
		if (strncmp(argument, option->name, size) != 0 || (argument[size] != '\0' && argument[size] != '='))
			continue;
		*inline_value = argument[size] == '=' ? argument + size + 1 : NULL;
		if (!option->value) {
			if (*inline_value)
				return (void)command_misused(context, "option '%s' takes no value", option->name), -1;
			*option->flag = true;
			return 0;
		}
		if (!*inline_value && *at + 1 >= count)
			return (void)command_misused(context, "option '%s' needs a value", option->name), -1;
		*option->value = *inline_value ? *inline_value : arguments[++*at];
		return 0;
	}
	return (void)command_misused(context, "unknown option '%s'", argument), -1;
}

int command_options(const struct command_context *context, int count, char **arguments,
                    const struct command_option *options)
{
	int kept = 0;
	bool ended = false;
	for (int i = 1; i < count; i++) {
		char *argument = arguments[i];
		/* "-15m" and "-1h" are times, and "-" is a word. */
		bool option = !ended && argument[0] == '-' && argument[1] == '-';
		const char *inline_value;
		if (!option) {
			arguments[kept++] = argument;
		} else if (argument[2] == '\0') {
			ended = true;
		} else if (option_take(context, count, arguments, &i, options, &inline_value) < 0) {
			return -1;
		}
	}
	return kept;
}

char *command_join(int count, char *const *words)
{
	size_t size = 1;
	for (int i = 0; i < count; i++)
		size += strlen(words[i]) + 1;
	char *joined = calloc(1, size);
	if (!joined)
		return NULL;
	for (int i = 0; i < count; i++) {
		if (i > 0)
			(void)strcat(joined, " ");
		(void)strcat(joined, words[i]);
	}
	return joined;
}

struct ts_when_context command_when_context(struct command_context *context)
{
	struct ts_span span;
	struct ts_when_context when = { .now = context->moment.now,
		                        .day_start = context->settings.day_start,
		                        .month_first = process_month_first() };
	when.day = ts_day_of(when.now, when.day_start);
	if (ts_logged_in(context->store) && ts_current_read(context->store, when.now, &span) == TS_OK)
		when.last_log = span.begin;
	return when;
}

/* The text again, a caret under what was not understood, and an example. */
static void point_at(const char *text, const struct ts_when_error *error)
{
	char clean[256], before[256];
	(void)ts_text_clean(text, strlen(text), false, clean, sizeof clean);
	size_t offset = error->offset < strlen(text) ? error->offset : strlen(text);
	(void)ts_text_clean(text, offset, false, before, sizeof before);
	(void)fprintf(stderr, "  %s\n  %*s^", clean, (int)strlen(before), "");
	for (size_t i = 1; i < error->size && i < 64; i++)
		(void)fputc('~', stderr);
	(void)fprintf(stderr, "\n  for example: %s\n", error->example ? error->example : "9:30");
}

bool command_when(struct command_context *context, const char *text, struct ts_when *out)
{
	struct ts_when_error error = { 0 };
	const struct ts_when_context when = command_when_context(context);
	if (ts_when_parse(text, &when, out, &error) == TS_OK)
		return true;
	(void)complain(EXIT_FAILED, "cannot understand '%s' as a time: %s", text, error.reason);
	point_at(text, &error);
	return false;
}

bool command_range(struct command_context *context, const char *text, struct ts_range *out)
{
	struct ts_when_error error = { 0 };
	const struct ts_when_context when = command_when_context(context);
	if (ts_range_parse(text, &when, out, &error) == TS_OK)
		return true;
	(void)complain(EXIT_FAILED, "cannot understand '%s' as a range of days: %s", text, error.reason);
	point_at(text, &error);
	return false;
}

/* The user named, or the only one. */
static bool user_choose(struct command_context *context, char name[TS_NAME_SIZE])
{
	struct ts_users users = { 0 };
	if (context->options->user) {
		context->user = context->options->user;
		return true;
	}
	if (ts_users_read(context->store, &users) == TS_OK && users.count == 1) {
		memcpy(name, users.names[0], TS_NAME_SIZE);
		context->user = name;
	}
	ts_users_release(&users);
	return context->user != NULL;
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
	if (status == TS_OK)
		return EXIT_DONE;
	if (status == TS_WAIT)
		return complain(EXIT_LOGGED_OUT, "too many wrong passwords for '%s': wait %lld s", context->user,
		                (long long)((ts_auth_wait(context->store, context->user, context->moment.now) + 999) /
		                            TS_SECOND));
	if (status == TS_DENIED)
		return complain(EXIT_LOGGED_OUT, "wrong password for '%s'", context->user);
	if (status == TS_NOT_FOUND)
		return complain(EXIT_LOGGED_OUT, "there is no user '%s'", context->user);
	return command_fail(context, status, "cannot log in '%s'", context->user);
}

/* By ticket, else by a configured password, else (if the command wants it) by asking. EXIT_DONE though not logged in:
 * the command tries, and looks. */
static int log_in(struct command_context *context, bool needed)
{
	char reason[TS_REASON_SIZE];
	char *password = NULL;
	if (!context->user)
		return needed ? complain(EXIT_LOGGED_OUT, "which user? name one with --user or TIMESHEET_USER")
		              : EXIT_DONE;
	enum ts_status status = ts_session_resume(context->store, context->user, &context->machine);
	if (status == TS_OK)
		return EXIT_DONE;
	if (status == TS_NOT_FOUND)
		return complain(EXIT_LOGGED_OUT, "there is no user '%s'", context->user);
	if (status != TS_LOGGED_OUT)
		return command_fail(context, status, "cannot log in '%s'", context->user);
	switch (password_configured(&password, reason, sizeof reason)) {
	case PASSWORD_GIVEN:
		return command_authenticate(context, password);
	case PASSWORD_FAILED:
		return complain(EXIT_LOGGED_OUT, "%s", reason);
	case PASSWORD_NONE:
		break;
	}
	if (!needed)
		return EXIT_DONE;
	return complain(EXIT_LOGGED_OUT, "'%s' is not logged in; run: timesheet login", context->user);
}

static int session_run(struct command_context *context, int count, char **arguments)
{
	char name[TS_NAME_SIZE];
	enum command_need need = context->command->need;
	(void)user_choose(context, name);
	if (need == COMMAND_NEEDS_LOGIN || need == COMMAND_TRIES_LOGIN) {
		int status = log_in(context, need == COMMAND_NEEDS_LOGIN);
		if (status != EXIT_DONE)
			return status;
		if (ts_logged_in(context->store)) {
			enum ts_status read = ts_settings_read(context->store, &context->settings);
			if (read != TS_OK)
				return command_fail(context, read, "cannot read the settings");
		}
	}
	return context->command->run(context, count, arguments);
}

/* Open screens tell who did it. */
static int signed_run(struct command_context *context, int count, char **arguments)
{
	char origin[TS_ORIGIN_SIZE];
	process_origin_command(origin);
	ts_set_origin(context->store, origin);
	return session_run(context, count, arguments);
}

int command_run(const struct options *options, int count, char **arguments)
{
	char reason[TS_REASON_SIZE] = "";
	struct command_context context = { .options = options,
		                           .command = command_find(arguments[0]),
		                           .moment = clock_now(),
		                           .settings = ts_settings_default() };
	if (!context.command) {
		const struct command *near = command_suggest(arguments[0]);
		return complain(EXIT_USAGE, "unknown command '%s'%s%s%s; timesheet --help lists what there is",
		                arguments[0], near ? ", did you mean '" : "", near ? near->name : "", near ? "'?" : "");
	}
	for (int i = 1; i < count && strcmp(arguments[i], "--") != 0; i++) {
		if (strcmp(arguments[i], "--help") == 0)
			return command_print_help(context.command)
			               ? EXIT_DONE
			               : complain(EXIT_FAILED, "cannot write to standard output");
	}
	process_describe_machine(&context.machine, context.moment.uptime);
	bool make = context.command->need == COMMAND_MAKES_FILE;
	char *path = paths_database(options->database, reason, sizeof reason);
	if (!path)
		return complain(EXIT_FAILED, "%s", reason);
	enum ts_status opened = ts_open(path, make, context.moment.now, reason, &context.store);
	int status;
	if (opened == TS_NOT_FOUND)
		status = complain(EXIT_FAILED, "there is no database '%s' yet; run: timesheet register", path);
	else if (opened != TS_OK)
		status = complain(exit_status_of(opened), "%s", reason[0] ? reason : ts_status_text(opened));
	else
		status = signed_run(&context, count, arguments);
	ts_close(context.store);
	free(path);
	return status;
}
