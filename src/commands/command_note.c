/* note: prints a day's note, adds a line to it, or replaces it by standard input. */
#include "src/commands/commands.h"

#include "src/command_line/arguments.h"
#include "src/command_line/complain.h"
#include "src/command_line/times.h"
#include "src/system/charset.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* From the locale's code set; takes text. NULL: said why not. */
static char *input_decode(char *text, size_t *size)
{
	if (charset_is_utf8())
		return text;
	size_t room = 4 * *size + 1;
	char *decoded = malloc(room);
	if (decoded && charset_decode(text, *size, decoded, room, size)) {
		free(text);
		return decoded;
	}
	(void)complain(EXIT_FAILED,
	               decoded ? "cannot write the note: it has a byte that is no character in %s"
	                       : "cannot read the note: out of memory (%s)",
	               charset_name());
	free(decoded);
	free(text);
	return NULL;
}

/* All of standard input without the line ends behind it, TS_NOTE_LIMIT bytes at most; the caller frees. NULL: too long,
 * or not readable (said). */
static char *input_read(size_t *size)
{
	enum {
		ROOM = TS_NOTE_LIMIT + 2
	}; /* for the line end that editors add, and one byte more to know that it is over */
	char *text = malloc(ROOM + 1);
	if (!text) {
		(void)complain(EXIT_FAILED, "cannot read the note: out of memory");
		return NULL;
	}
	*size = fread(text, 1, ROOM, stdin);
	bool over = *size == ROOM;
	while (*size > 0 && text[*size - 1] == '\n')
		--*size;
	if (!ferror(stdin) && !over && *size <= TS_NOTE_LIMIT) {
		text[*size] = '\0';
		return input_decode(text, size);
	}
	if (ferror(stdin))
		(void)complain(EXIT_FAILED, "cannot read standard input");
	else
		(void)complain(EXIT_FAILED, "a note holds %d bytes at most", TS_NOTE_LIMIT);
	free(text);
	return NULL;
}

/* The note with a line more; the caller frees. */
static char *line_added(const struct ts_note *note, const char *line, size_t *size)
{
	size_t most = note->size + strlen(line) + 2;
	char *text = malloc(most);
	if (!text)
		return NULL;
	bool fresh = note->size == 0 || note->text[note->size - 1] == '\n';
	int written = snprintf(text, most, "%s%s%s", note->text, fresh ? "" : "\n", line);
	*size = written > 0 ? (size_t)written : 0;
	return text;
}

static int note_write(struct command_context *context, const struct ts_note *note, const char *message, bool from_input)
{
	size_t size = 0;
	struct ts_done done;
	char *text = from_input ? input_read(&size) : line_added(note, message, &size);
	if (!text)
		return from_input ? EXIT_FAILED : command_fail(context, TS_NO_MEMORY, "cannot write the note");
	enum ts_status status = ts_note_save(context->store, note, text, size, context->moment.now, &done);
	free(text);
	if (status == TS_INVALID)
		return complain(EXIT_FAILED, "cannot write the note: it is not UTF-8 text");
	if (status == TS_TOO_LONG)
		return complain(EXIT_FAILED, "cannot write the note: it holds %d bytes at most", TS_NOTE_LIMIT);
	return status == TS_OK || status == TS_UNCHANGED ? EXIT_DONE
	                                                 : command_fail(context, status, "cannot write the note");
}

int command_note(struct command_context *context, int count, char **arguments)
{
	const char *message = NULL;
	bool from_input = false;
	struct ts_note note;
	const struct command_option options[] = { { "--message", &message, NULL },
		                                  { "--stdin", NULL, &from_input },
		                                  { NULL, NULL, NULL } };
	int words = command_options(context, count, arguments, options);
	if (words < 0)
		return EXIT_USAGE;
	if (message && from_input)
		return command_misused(context, "--message and --stdin exclude each other");
	int begun = command_begin(context);
	if (begun != EXIT_DONE)
		return begun;
	ts_day day;
	if (!command_day_named(context, words, arguments, &day))
		return EXIT_FAILED;
	enum ts_status status = ts_note_read(context->store, day, &note);
	if (status != TS_OK)
		return command_fail(context, status, "cannot read the note");
	int result;
	if (message || from_input) {
		result = note_write(context, &note, message, from_input);
	} else {
		if (note.size > 0)
			(void)printf("%s%s", note.text, note.text[note.size - 1] == '\n' ? "" : "\n");
		result = command_fail_damaged(command_finish_output(), note.damaged, " of notes");
	}
	ts_note_release(&note);
	return result;
}
