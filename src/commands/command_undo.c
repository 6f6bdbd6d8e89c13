/* undo, redo: the history is the user's, so that what a screen did is taken back here, and the other way round. */
#include "src/commands/commands.h"

#include "src/command_line/arguments.h"
#include "src/command_line/complain.h"
#include "ui/base/format.h"

#include <stdio.h>

/* Where the user's last change was made on another device, this is about an older one. */
static void say_elsewhere(struct command_context *context)
{
	char text[TS_TEXT_SIZE + 64];
	struct ts_news news;
	struct ts_done done;

	if (ts_undo_peek(context->store, context->moment.now, &done, &news) == TS_OK)
		(void)complain(EXIT_DONE, "the last change was made on %s%s%s, and stays", news.origin,
		               news.vague ? "" : ": ",
		               news.vague ? "" : format_done(CLOCK_24, &news.done, text, sizeof text));
}

static int step(struct command_context *context, int count, char **arguments, bool back)
{
	struct ts_done done;
	char text[TS_TEXT_SIZE + 64];
	const char *what = back ? "undo" : "redo";
	if (command_words(context, count, arguments, 0) < 0)
		return EXIT_USAGE;
	int begun = command_begin(context);
	if (begun != EXIT_DONE)
		return begun;
	if (back)
		say_elsewhere(context);
	enum ts_status status = back ? ts_undo(context->store, context->moment.now, &done)
	                             : ts_redo(context->store, context->moment.now, &done);
	if (status == TS_NOT_FOUND)
		return complain(EXIT_FAILED, "nothing to %s", what);
	if (status != TS_OK)
		return command_fail(context, status, "cannot %s", what);
	(void)printf("%s: %s\n", back ? "took back" : "did again", format_done(CLOCK_24, &done, text, sizeof text));
	return command_finish_output();
}

int command_undo(struct command_context *context, int count, char **arguments)
{
	return step(context, count, arguments, true);
}

int command_redo(struct command_context *context, int count, char **arguments)
{
	return step(context, count, arguments, false);
}
