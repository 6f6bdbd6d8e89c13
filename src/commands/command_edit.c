/* edit, delete: one log, named by its id, by the first digits of it, by its time today, or as the last. */
#include "src/commands/commands.h"

#include "src/command_line/arguments.h"
#include "src/command_line/complain.h"
#include "src/command_line/log_id.h"
#include "src/command_line/times.h"

#include <stdio.h>
#include <stdlib.h>

static int answer(struct command_context *context, enum ts_status status, const struct ts_done *done, const char *what)
{
	if (status == TS_UNCHANGED)
		return complain(EXIT_DONE, "nothing to change");
	if (status != TS_OK)
		return command_fail(context, status, "cannot %s the log", what);
	(void)printf("%s", done->deed == TS_DEED_DELETE ? "deleted " : "");
	command_print_moment(context, done->at, done->offset);
	(void)printf("%s%s%s\n", done->text, done->gone[0] != '\0' ? ", in place of " : "", done->gone);
	return command_finish_output();
}

/* The moments that are to be set. */
static bool ends_read(struct command_context *context, struct ts_id log, const char *at, const char *until,
                      struct ts_log_change *change)
{
	struct ts_around around;
	change->move = at != NULL;
	change->end = until != NULL;
	if (at && !command_moment(context, at, &change->at))
		return false;
	if (!until)
		return true;
	enum ts_status status = at ? TS_OK : ts_around_read(context->store, log, context->moment.now, &around);
	if (status != TS_OK) {
		(void)command_fail(context, status, "cannot find the log");
		return false;
	}
	return command_end(context, until, at ? change->at : around.at, &change->until);
}

int command_edit(struct command_context *context, int count, char **arguments)
{
	const char *at = NULL, *until = NULL, *comment = NULL;
	bool right = false;
	struct ts_id log;
	struct ts_done done = { 0 };
	struct ts_log_change change = { 0 };
	const struct command_option options[] = { { "--at", &at, NULL },
		                                  { "--until", &until, NULL },
		                                  { "--comment", &comment, NULL },
		                                  { "--right", NULL, &right },
		                                  { NULL, NULL, NULL } };
	int words = command_options(context, count, arguments, options);
	if (words < 0)
		return EXIT_USAGE;
	if (words == 0)
		return command_misused(context, "no log named");
	if (words == 1 && !at && !until && !comment && !right)
		return command_misused(context, "nothing to change");
	int result = log_id_check(context, arguments[0]);
	if (result == EXIT_DONE)
		result = command_begin(context);
	if (result == EXIT_DONE)
		result = log_id_find(context, arguments[0], &log);
	if (result != EXIT_DONE)
		return result;
	if (!ends_read(context, log, at, until, &change))
		return EXIT_FAILED;
	char *text = words > 1 ? command_words_join(words - 1, arguments + 1) : NULL;
	if (words > 1 && !text)
		return command_fail(context, TS_NO_MEMORY, "cannot edit the log");
	change.text = text;
	change.comment = comment;
	change.right = right;
	enum ts_status status = ts_log_change(context->store, log, &change, context->moment.now, &done);
	free(text);
	if (status == TS_INVALID && until)
		return complain(EXIT_FAILED, "cannot edit the log: another one begins before that end");
	return answer(context, status, &done, "edit");
}

int command_delete(struct command_context *context, int count, char **arguments)
{
	struct ts_id log;
	struct ts_done done = { 0 };
	int words = command_words(context, count, arguments, 1);
	if (words < 0)
		return EXIT_USAGE;
	if (words == 0)
		return command_misused(context, "no log named");
	int result = log_id_check(context, arguments[0]);
	if (result == EXIT_DONE)
		result = command_begin(context);
	if (result == EXIT_DONE)
		result = log_id_find(context, arguments[0], &log);
	if (result != EXIT_DONE)
		return result;
	return answer(context, ts_log_delete(context->store, log, context->moment.now, &done), &done, "delete");
}
