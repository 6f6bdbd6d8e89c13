/*
 * The program's words and writers, from any bytes: options and arguments are taken or refused with a clean line, and
 * what is exported as CSV or JSON is read again as the same text. The first byte says which; words end with a line
 * feed.
 */
#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "data/exchange/readers.h"
#include "data/pure/text.h"
#include "src/command_line/arguments.h"
#include "src/command_line/find.h"
#include "src/command_line/options.h"
#include "src/command_line/usage.h"
#include "src/commands/commands.h"
#include "src/output/export.h"
#include "tests/campaign/hostile.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/store.h"
#include "ui/base/distance.h"

enum { WORDS_MOST = 12 };

struct words {
	char *text, *at[WORDS_MOST + 2];
	int count;
};

static void words_split(struct words *words, const uint8_t *data, size_t size)
{
	*words = (struct words){ .text = malloc(size + 1) };
	assert(words->text);
	memcpy(words->text, data, size);
	words->text[size] = '\0';
	words->at[words->count++] = (char *)(uintptr_t) "timesheet";
	for (char *at = words->text; at && words->count <= WORDS_MOST;) {
		words->at[words->count++] = at;
		at = strchr(at, '\n');
		if (at)
			*at++ = '\0';
	}
	words->at[words->count] = NULL;
}

static void options_check(const uint8_t *data, size_t size)
{
	struct options options;
	struct words words;
	char error[256] = "";

	words_split(&words, data, size);
	if (options_parse(words.count, words.at, &options, error, sizeof error))
		assert(options.wish != OPTIONS_COMMAND || (options.command > 0 && options.command < words.count));
	else
		assert(error[0] && !hostile_find(error, strlen(error), HOSTILE_LINE, NULL));
	(void)command_nearest(commands, words.at[words.count - 1]);
	free(words.text);
}

/* The first byte chooses the command whose usage is the grammar. */
static void arguments_try(const uint8_t *data, size_t size)
{
	const char *value = NULL;
	bool flag = false;
	struct words words;

	if (size == 0)
		return;
	struct command_context context = { .command = &commands.rows[data[0] % commands.count] };
	words_split(&words, data + 1, size - 1);
	(void)arguments_ask_help(words.count, words.at);
	(void)text_distance(words.at[words.count - 1], context.command->name);
	if (arguments_check(&context, words.count, words.at) == EXIT_DONE) {
		const char *usage = context.command->arguments;
		struct usage_option option;
		struct command_option options[16] = { 0 };
		for (int i = 0; i < 15 && usage_next(&usage, &option); i++) {
			char *name = strdup(option.name);
			assert(name);
			options[i] = (struct command_option){ name, option.takes_value ? &value : NULL, &flag };
		}
		int left = command_options(&context, words.count, words.at, options);
		/* What was checked is taken. */
		assert(left >= 0 && left < words.count);
		for (int i = 0; options[i].name; i++)
			free((void *)(uintptr_t)options[i].name);
	}
	free(words.text);
}

/* Any text as the module would hand it out. */
static void text_take(const uint8_t *data, size_t size, char *out, size_t room)
{
	char text[TS_COMMENT_SIZE];

	(void)ts_text_clean((const char *)data, size, false, text, sizeof text < room ? sizeof text : room);
	if (text_compose(text, out, room) != TS_OK)
		out[0] = '\0';
}

static char *written(const struct export_format *format, const struct ts_span *span, size_t *size)
{
	char *text = NULL;
	const struct ts_activities none = { .count = 0 };
	struct export export = { .now = FUZZ_NOW, .user = "ada", .activities = &none };
	FILE *stream = open_memstream(&text, size);

	assert(stream);
	export_begin(&export, stream);
	if (format->begin)
		format->begin(&export);
	format->span(&export, span);
	if (format->notes)
		format->notes(&export);
	if (format->end)
		format->end(&export);
	export_end(&export);
	assert(fclose(stream) == 0);
	return text;
}

static void round_trip(const struct export_format *format, exchange_reader *reader, const struct ts_span *span)
{
	struct exchange_rows rows = { 0 };
	size_t size, at;
	char *text = written(format, span, &size);
	const struct exchange_input input = { .bytes = text, .size = size };

	assert(!hostile_find(text, size, HOSTILE_CRLF, &at));
	assert(format != &export_csv || !hostile_formula(text, size, &at));
	assert(reader(&rows, &input) == TS_OK && rows.count == 1);
	const struct exchange_row row = exchange_get(&rows, 0);
	assert(strcmp(row.text, span->text) == 0 && strcmp(row.comment, span->comment) == 0);
	assert(row.begin == span->begin && row.has_offset && row.offset == span->offset);
	exchange_release(&rows);
	free(text);
}

/* The first bytes are the moment and the offset, the rest the texts. */
static void export_check(const uint8_t *data, size_t size)
{
	struct ts_span span = { .id = { { 7 } } };

	if (size < 8)
		return;
	span.begin = FUZZ_NOW - (ts_time)((uint64_t)data[0] << 32 | (uint64_t)data[1] << 20 | data[2]);
	span.end = span.begin + data[3] * TS_MINUTE;
	span.offset = ((int32_t)(data[4] % 105) - 48) * 900;
	size_t half = 8 + data[5] % (size - 7);
	text_take(data + 8, half - 8, span.text, sizeof span.text);
	text_take(data + half, size - half, span.comment, sizeof span.comment);
	if (span.text[0] == '\0')
		return;
	round_trip(&export_csv, read_csv, &span);
	round_trip(&export_json, read_own_json, &span);
	size_t at, written_size;
	static const struct export_format *const others[] = { &export_ical, &export_timeclock, &export_timewarrior };
	for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
		char *text = written(others[i], &span, &written_size);
		assert(!hostile_find(text, written_size, HOSTILE_CRLF, &at));
		free(text);
	}
}

/* status --format, printed to nowhere. */
static void format_check(const uint8_t *data, size_t size)
{
	struct command_context context = { .command = command_find(commands, "status"),
		                           .store = fuzz_store(),
		                           .moment = { .now = FUZZ_NOW },
		                           .settings = ts_settings_default() };
	char *format = malloc(size + 1), *words[] = { (char[]){ "status" }, (char[]){ "--format" }, format, NULL };

	assert(format);
	memcpy(format, data, size);
	format[size] = '\0';
	int status = command_status(&context, 3, words);
	assert(status == EXIT_DONE || status == EXIT_USAGE);
	free(format);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static void (*const checks[])(const uint8_t *, size_t) = { options_check, arguments_try, export_check,
		                                                   format_check };
	static FILE *nowhere;

	/* Complaints are not looked at here: tests of the program do. */
	if (!nowhere) {
		nowhere = fopen("/dev/null", "we");
		assert(nowhere);
		stdout = stderr = nowhere;
	}
	if (size == 0)
		return 0;
	checks[data[0] % (sizeof checks / sizeof checks[0])](data + 1, size - 1);
	return 0;
}
