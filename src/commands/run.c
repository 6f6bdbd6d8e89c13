/* Runs a command: what it needs is opened once it has understood its words. */
#include "src/commands/commands.h"

#include "src/command_line/arguments.h"
#include "src/command_line/complain.h"
#include "src/command_line/find.h"
#include "src/command_line/login.h"
#include "src/command_line/usage.h"
#include "src/sync/send_soon.h"
#include "src/system/charset.h"
#include "src/system/clock.h"
#include "src/system/paths.h"
#include "src/system/process.h"
#include "ui/base/alloc.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Milliseconds that other programs' locks are waited for: in all, by a prompt's command, and to fold in what was logged
 * while locked before something is read. */
enum { PATIENCE = 30000, PATIENCE_SOON = 500, PATIENCE_FOLD = 200 };

static bool need_is_reading(enum command_need need)
{
	return need == COMMAND_READS || need == COMMAND_READS_SOON;
}

static bool need_is_login(enum command_need need)
{
	return need_is_reading(need) || need == COMMAND_NEEDS_LOGIN;
}

static int patience_of(enum command_need need)
{
	return need == COMMAND_READS_SOON ? PATIENCE_SOON : PATIENCE;
}

/* What was logged while locked counts from now on: "status" would be wrong without it. That it cannot be folded in (a
 * read-only file, a lock) keeps nobody from reading, with a word. */
static enum ts_status inbox_fold(struct command_context *context)
{
	enum command_need need = context->command->need;
	size_t folded, junk;
	if (ts_read_only(context->store))
		return TS_OK;
	if (need_is_reading(need))
		ts_patience_set(context->store, PATIENCE_FOLD);
	enum ts_status status = ts_inbox_fold(context->store, context->moment.now, &folded, &junk);
	if (need_is_reading(need) && status == TS_BUSY) {
		ts_read_release(context->store);
		(void)complain(EXIT_DONE, "what was logged while locked is not in it yet: %s",
		               ts_detail(context->store));
		status = TS_OK;
	}
	if (need_is_reading(need))
		ts_patience_set(context->store, patience_of(need));
	return status;
}

/* What a logged-in user's commands begin with. */
static int user_begin(struct command_context *context)
{
	enum ts_status status = inbox_fold(context);
	if (status == TS_BUSY)
		return command_fail(context, status, "%s: not done", context->command->name);
	if (status == TS_OK)
		status = ts_settings_read(context->store, &context->settings);
	return status == TS_OK ? EXIT_DONE : command_fail(context, status, "cannot read the settings");
}

static int session_begin(struct command_context *context)
{
	enum command_need need = context->command->need;
	int status = EXIT_DONE;
	enum ts_status chosen = command_choose_user(context);
	if (chosen != TS_OK)
		return complain(exit_status_of(chosen), "%s", ts_detail(context->store));
	if (need_is_login(need) || need == COMMAND_TRIES_LOGIN)
		status = command_log_in(context, need_is_login(need));
	if (status == EXIT_DONE && ts_logged_in(context->store))
		status = user_begin(context);
	return status;
}

/* Those that log in read the whole file only by a password. */
static enum ts_status store_open(struct command_context *context, const char *path, char reason[TS_REASON_SIZE])
{
	enum command_need need = context->command->need;
	const struct ts_opening how = { .create = need == COMMAND_MAKES_FILE,
		                        .quickly = need_is_login(need) || need == COMMAND_TRIES_LOGIN ||
		                                   context->reads_itself,
		                        .hold = need_is_login(need) || need == COMMAND_TRIES_LOGIN,
		                        .patience = patience_of(need),
		                        .waiting = command_say_waiting };
	return ts_open_with(path, &how, context->moment.now, reason, &context->store);
}

static enum ts_status anchors_use(struct command_context *context)
{
	char *directory = paths_anchors();
	enum ts_status status = ts_anchor_use(context->store, directory);
	free(directory);
	return status;
}

int command_begin(struct command_context *context)
{
	char reason[TS_REASON_SIZE] = "", origin[TS_ORIGIN_SIZE];
	if (context->store) /* begun already */
		return EXIT_DONE;
	char *path = paths_database(context->options->database, reason, sizeof reason);
	if (!path)
		return complain(EXIT_FAILED, "%s", reason);
	process_describe_machine(&context->machine, context->moment.uptime);
	enum ts_status opened = store_open(context, path, reason);
	if (opened == TS_OK)
		opened = anchors_use(context);
	int status = EXIT_DONE;
	if (opened == TS_NOT_FOUND)
		status = complain(EXIT_FAILED, "there is no database '%s' yet; run: timesheet register", path);
	else if (opened != TS_OK)
		status = complain(exit_status_of(opened), "%s", reason[0] ? reason : ts_status_text(opened));
	free(path);
	if (status != EXIT_DONE)
		return status;
	/* Open screens tell who did it. */
	process_origin_command(origin);
	ts_set_origin(context->store, origin);
	status = session_begin(context);
	if (!context->reads_on)
		ts_read_release(context->store);
	return status;
}

int command_begin_wordless(struct command_context *context, int count, char **arguments,
                           const struct command_option *options)
{
	int words = command_options(context, count, arguments, options);
	if (words < 0)
		return EXIT_USAGE;
	if (words > 0)
		return command_misused(context, "unexpected '%s'", arguments[0]);
	return command_begin(context);
}

static void words_free(int count, char **words)
{
	for (int i = 0; words && i < count; i++)
		free(words[i]);
	free(words);
}

/* The arguments in UTF-8. NULL: said why not. */
static char **words_decode(int count, char *const *arguments)
{
	char **words = calloc((size_t)count, sizeof *words);
	for (int i = 0; words && i < count; i++) {
		words[i] = charset_decode_text(arguments[i]);
		if (words[i])
			continue;
		(void)complain(EXIT_USAGE, "the text '%s' has a byte that is no character in %s", arguments[i],
		               charset_name());
		words_free(count, words);
		return NULL;
	}
	return words;
}

static int decoded_run(struct command_context *context, int count, char **arguments)
{
	int status = arguments_check(context, count, arguments);
	if (status != EXIT_DONE)
		return status;
	/* The system knows a file by bytes, not by letters. */
	if (charset_is_utf8() || usage_names_file(context->command->arguments))
		return context->command->run(context, count, arguments);
	char **words = words_decode(count, arguments);
	if (!words)
		return EXIT_USAGE;
	/* The command moves them about. */
	for (int i = 0; i < count; i++)
		arguments[i] = words[i];
	status = context->command->run(context, count, arguments);
	words_free(count, words);
	return status;
}

int command_run_on(struct command_context *context, int count, char **arguments)
{
	context->command = command_find(context->table, arguments[0]);
	if (!context->command)
		return command_unknown(context->table, arguments[0]);
	int status = arguments_check(context, count, arguments);
	return status == EXIT_DONE ? context->command->run(context, count, arguments) : status;
}

/* What was not committed is rolled back by whoever opens the file next, as after a kill. */
static void memory_ran_out(void)
{
	_exit(complain(exit_status_of(TS_NO_MEMORY), "%s", ts_status_text(TS_NO_MEMORY)));
}

int command_run(const struct options *options, int count, char **arguments)
{
	struct command_context context = { .options = options,
		                           .command = command_find(commands, arguments[0]),
		                           .table = commands,
		                           .moment = clock_now(),
		                           .settings = ts_settings_default() };
	allocate_set_hook(memory_ran_out);
	if (!context.command)
		return command_unknown(commands, arguments[0]);
	if (arguments_ask_help(count, arguments))
		return help_print_command(context.command) ? EXIT_DONE : command_finish_output();
	int status = decoded_run(&context, count, arguments);
	if (status == EXIT_DONE && context.store)
		send_soon(context.store);
	ts_close(context.store);
	return status;
}
