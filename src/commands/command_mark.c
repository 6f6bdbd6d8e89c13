/* mark, marks: which days are holidays, leave, sick days, days in lieu or working days. */
#include "src/commands/commands.h"

#include "src/command_line/arguments.h"
#include "src/command_line/complain.h"
#include "src/command_line/times.h"
#include "src/output/json.h"
#include "ui/base/format.h"
#include "ui/base/hours.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What the range's words say, or the present year. */
static bool range_read(struct command_context *context, int count, char *const *words, struct ts_range *out)
{
	struct ts_civil civil;
	if (count == 0) {
		ts_day_to_civil(ts_day_of(context->moment.now, context->settings.day_start), &civil);
		*out = (struct ts_range){ ts_day_from_civil(civil.year, 1, 1), ts_day_from_civil(civil.year, 12, 31) };
		return true;
	}
	char *text = command_words_join(count, words);
	if (!text) {
		(void)command_fail(context, TS_NO_MEMORY, "cannot read the range");
		return false;
	}
	bool understood = command_range(context, text, out);
	free(text);
	return understood;
}

static void mark_print(const struct ts_day_mark *mark)
{
	char day[FORMAT_SIZE], text[TS_TEXT_SIZE];
	(void)ts_text_clean(mark->text, strlen(mark->text), false, text, sizeof text);
	(void)printf("%-16s %s%s%s%s\n", format_day(mark->day, day), ts_mark_word(mark->kind),
	             mark->half ? ", half" : "", text[0] ? "  " : "", text);
}

static enum ts_status mark_write(struct command_context *context, struct ts_range range, const struct ts_day_mark *mark,
                                 struct ts_done *done)
{
	if (mark->kind == TS_MARK_NONE)
		return ts_day_mark_clear(context->store, range, context->moment.now, done);
	return ts_day_mark_set(context->store, range, mark, context->moment.now, done);
}

/* What stands there now: of a range weekends and holidays may have been left out. */
static int marked_print(struct command_context *context, struct ts_range range, const struct ts_day_mark *mark)
{
	struct ts_day_marks marks;
	if (mark->kind == TS_MARK_NONE)
		return EXIT_DONE;
	enum ts_status status = ts_day_marks_read(context->store, range, &marks);
	if (status != TS_OK)
		return command_fail(context, status, "cannot read the marks");
	for (size_t i = 0; i < marks.count; i++)
		mark_print(&marks.at[i]);
	size_t damaged = marks.damaged;
	ts_day_marks_release(&marks);
	return command_fail_damaged(command_finish_output(), damaged, " of marks");
}

int command_mark(struct command_context *context, int count, char **arguments)
{
	struct ts_day_mark mark = { .kind = TS_MARK_NONE };
	const char *text = NULL;
	struct ts_range range;
	struct ts_done done;
	const struct command_option options[] = { { "--half", NULL, &mark.half },
		                                  { "--text", &text, NULL },
		                                  { NULL, NULL, NULL } };
	int words = command_options(context, count, arguments, options);
	if (words < 0)
		return EXIT_USAGE;
	if (words < 2)
		return command_misused(context, "which days, and as what?");
	const char *kind = arguments[words - 1];
	if (!ts_mark_find(kind, &mark.kind) && strcmp(kind, "none") != 0)
		return command_misused(context, "'%s' is not holiday, leave, sick, flex, work or none", kind);
	if (mark.kind == TS_MARK_NONE && (mark.half || text))
		return command_misused(context, "none takes neither --half nor --text");
	if (text && snprintf(mark.text, sizeof mark.text, "%s", text) >= (int)sizeof mark.text)
		return command_misused(context, "--text is longer than %d bytes", (int)sizeof mark.text - 1);
	int begun = command_begin(context);
	if (begun != EXIT_DONE)
		return begun;
	if (!range_read(context, words - 1, arguments, &range))
		return EXIT_FAILED;
	enum ts_status status = mark_write(context, range, &mark, &done);
	if (status == TS_UNCHANGED)
		return complain(EXIT_DONE, "nothing to change");
	if (status == TS_TOO_LONG)
		return complain(EXIT_FAILED, "cannot mark more than %d days at once", TS_MARK_DAYS);
	if (status != TS_OK)
		return command_fail(context, status, "cannot mark the days");
	return marked_print(context, range, &mark);
}

static void marks_print_json(const struct ts_day_marks *marks)
{
	struct json json;
	json_begin(&json, stdout);
	json_array(&json, NULL);
	for (size_t i = 0; i < marks->count; i++) {
		const struct ts_day_mark *mark = &marks->at[i];
		json_object(&json, NULL);
		json_day(&json, "date", mark->day);
		json_text(&json, "mark", ts_mark_word(mark->kind));
		json_boolean(&json, "half", mark->half);
		json_text(&json, "text", mark->text);
		json_object_end(&json);
	}
	json_array_end(&json);
	json_end(&json);
}

/* "leave 12.5 of 30 days, 4 to come", of the year the range ends in. */
static int leave_print(struct command_context *context, ts_day last)
{
	struct ts_civil civil;
	struct ts_leave leave;
	char taken[HOURS_SIZE], all[HOURS_SIZE], planned[HOURS_SIZE], left[HOURS_SIZE];
	ts_day_to_civil(last, &civil);
	enum ts_status status = ts_leave_read(context->store, civil.year, context->moment.now, &leave);
	if (status != TS_OK)
		return command_fail(context, status, "cannot count the leave");
	if (leave.allowance == 0)
		return EXIT_DONE;
	(void)printf("\nleave %d: %s of %s days taken, %s planned, %s left\n", civil.year,
	             hours_format_days(leave.taken, taken), hours_format_days(leave.allowance, all),
	             hours_format_days(leave.planned, planned),
	             hours_format_days(leave.allowance - leave.taken - leave.planned, left));
	return EXIT_DONE;
}

int command_marks(struct command_context *context, int count, char **arguments)
{
	bool as_json = false;
	struct ts_day_marks marks;
	struct ts_range range;
	const struct command_option options[] = { { "--json", NULL, &as_json }, { NULL, NULL, NULL } };
	int words = command_options(context, count, arguments, options);
	if (words < 0)
		return EXIT_USAGE;
	int result = command_begin(context);
	if (result != EXIT_DONE)
		return result;
	if (!range_read(context, words, arguments, &range))
		return EXIT_FAILED;
	enum ts_status status = ts_day_marks_read(context->store, range, &marks);
	if (status != TS_OK)
		return command_fail(context, status, "cannot read the marks");
	if (as_json)
		marks_print_json(&marks);
	for (size_t i = 0; !as_json && i < marks.count; i++)
		mark_print(&marks.at[i]);
	if (!as_json && marks.count == 0)
		(void)puts("no day is marked");
	size_t damaged = marks.damaged;
	ts_day_marks_release(&marks);
	result = as_json ? EXIT_DONE : leave_print(context, range.last);
	return result != EXIT_DONE ? result : command_fail_damaged(command_finish_output(), damaged, " of marks");
}
