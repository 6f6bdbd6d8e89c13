/* Words for what went wrong, and the exit status that goes with them. */
#include "src/command_line/complain.h"

#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int complain(enum exit_status status, const char *format, ...)
{
	char text[TS_REASON_SIZE * 2], clean[TS_REASON_SIZE * 2];
	va_list arguments;
	va_start(arguments, format);
	/* NOLINTNEXTLINE(clang-analyzer-valist.Uninitialized): va_start stands above */
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
	/* NOLINTNEXTLINE(clang-analyzer-valist.Uninitialized): va_start stands above */
	(void)vsnprintf(what, sizeof what, format, arguments);
	va_end(arguments);
	const char *detail = context->store ? ts_detail(context->store) : "";
	const char *reason = ts_status_text(status);
	if (status == TS_LOGGED_OUT)
		return complain(EXIT_LOGGED_OUT, "%s: not logged in; 'timesheet login' stays logged in", what);
	/* A detail that begins with the reason needs it no second time. */
	if (status >= TS_BUSY && strncmp(detail, reason, strlen(reason)) == 0)
		return complain(exit_status_of(status), "%s: %s", what, detail);
	bool more = detail[0] && status >= TS_BUSY;
	return complain(exit_status_of(status), "%s: %s%s%s%s", what, reason, more ? " (" : "", more ? detail : "",
	                more ? ")" : "");
}

void command_say_waiting(void *context, const struct ts_holder *holder)
{
	char whom[96];

	(void)context;
	if (isatty(STDERR_FILENO) != 1)
		return;
	ts_holder_words(holder, whom, sizeof whom);
	(void)complain(EXIT_DONE, "waiting for %s, which holds the database", whom);
}

int command_fail_user(void)
{
	return complain(EXIT_LOGGED_OUT, "which user? name one with --user or TIMESHEET_USER");
}

int command_fail_wait(const struct command_context *context)
{
	int64_t left = ts_auth_wait(context->store, context->user, context->moment.now);
	return complain(EXIT_LOGGED_OUT, "too many wrong passwords for '%s': wait %lld s", context->user,
	                (long long)((left + TS_SECOND - 1) / TS_SECOND));
}

int command_fail_damaged(int finished, size_t rows, const char *of)
{
	if (finished != EXIT_DONE || rows == 0)
		return finished;
	return complain(EXIT_DATABASE, "%zu row%s%s %s: left out, or shown as \"damaged\"; see: timesheet check --full",
	                rows, rows == 1 ? "" : "s", of, rows == 1 ? "does not verify" : "do not verify");
}

int command_misused(const struct command_context *context, const char *format, ...)
{
	char what[TS_REASON_SIZE];
	va_list arguments;
	va_start(arguments, format);
	/* NOLINTNEXTLINE(clang-analyzer-valist.Uninitialized): va_start stands above */
	(void)vsnprintf(what, sizeof what, format, arguments);
	va_end(arguments);
	const struct command *command = context->command;
	return complain(EXIT_USAGE, "%s; usage: timesheet %s%s%s", what, command->name,
	                command->arguments[0] ? " " : "", command->arguments);
}

void command_older_words(const struct command_context *context, char *out, size_t size)
{
	if (context->behind == 1)
		(void)snprintf(out, size, "the last change seen on this machine");
	else
		(void)snprintf(out, size, "the last %lld changes seen on this machine", (long long)context->behind);
}

void command_warn_older(const struct command_context *context)
{
	char what[64];
	command_older_words(context, what, sizeof what);
	(void)complain(EXIT_DONE,
	               "the file lacks %s: a backup was put back, or an old copy; 'timesheet check --accept' ends this "
	               "warning ('%s')",
	               what, ts_path(context->store));
}

void command_print_given(const char *text)
{
	char clean[TS_PATH_SIZE];
	(void)ts_text_clean(text, strlen(text), false, clean, sizeof clean);
	(void)fputs(clean, stdout);
}

/* Nobody reads any more: "timesheet day | head -1". */
static bool output_is_closed(void)
{
	struct pollfd output = { .fd = STDOUT_FILENO, .events = POLLOUT };
	return poll(&output, 1, 0) == 1 && (output.revents & (POLLERR | POLLHUP)) != 0;
}

int command_fail_output(void)
{
	return output_is_closed() ? EXIT_OUTPUT_CLOSED : complain(EXIT_FAILED, "cannot write to standard output");
}

int command_finish_output(void)
{
	return fflush(stdout) != 0 || ferror(stdout) ? command_fail_output() : EXIT_DONE;
}
