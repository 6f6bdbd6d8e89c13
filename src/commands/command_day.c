/* day: the logs and totals of a day. */
#include "src/commands/commands.h"

#include "src/command_line/arguments.h"
#include "src/command_line/colours.h"
#include "src/command_line/complain.h"
#include "src/command_line/log_id.h"
#include "src/command_line/times.h"
#include "src/output/json.h"
#include "ui/base/alloc.h"
#include "ui/base/format.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LENGTH_WIDTH = 6 };

/* "CEST " where a day has several zones, as on the screen. */
static const char *zone_print(const struct ts_span *span, bool zones, char out[FORMAT_SIZE])
{
	char offset[FORMAT_SIZE];
	out[0] = '\0';
	if (zones)
		(void)snprintf(out, FORMAT_SIZE, " %-5.8s",
		               span->zone[0] ? span->zone : format_offset(span->offset, offset));
	return out;
}

/* How the row of a span begins, and what it is. */
static void span_print(const struct paint *paint, const struct ts_span *span, bool zones)
{
	char clock[FORMAT_SIZE], length[FORMAT_SIZE], zone[FORMAT_SIZE];
	(void)putchar(span->carried ? '<' : ' ');
	paint_text(paint, STYLE_TIME, format_clock(CLOCK_24, span->logged, span->offset, clock));
	(void)printf("%s ", zone_print(span, zones, zone));
	(void)printf("%*s", LENGTH_WIDTH - (int)strlen(format_duration(span->end - span->begin, length)), "");
	paint_text(paint, STYLE_DURATION, length);
	(void)fputs("  ", stdout);
	paint_begin(paint,
	            span->off ? look_of(STYLE_DIM) : (struct look){ STYLE_SLOT, (unsigned char)span->colour, 0, 0 });
	paint_linked(paint, span->text);
	paint_end(paint);
	paint_text(paint, STYLE_DIM, span->rest ? " ~" : "");
	paint_text(paint, STYLE_DIM, span->comment[0] ? "  # " : "");
	paint_begin(paint, look_of(STYLE_DIM));
	paint_linked(paint, span->comment);
	paint_end(paint);
	(void)fputs(span->locked ? "  (while locked)" : "", stdout);
	paint_text(paint, STYLE_RUNNING, span->running ? "  (running)" : "");
	paint_text(paint, STYLE_NOTICE, span->forgotten ? "  (forgotten?)" : "");
}

/* The longest work without a break, and what the breaks come to; and where that is against the rule. */
static void breaks_print(const struct ts_breaks *rule, const struct ts_day_view *view)
{
	char stretch[FORMAT_SIZE], breaks[FORMAT_SIZE], passed[FORMAT_LINE];
	(void)printf(" longest stretch %s  breaks %s\n", format_duration(view->pauses.stretch, stretch),
	             format_duration(view->pauses.breaks, breaks));
	if (format_passed(rule, view->work, &view->pauses, passed)[0] != '\0')
		(void)printf(" %s\n", passed);
}

/* logs: of the spans. */
static void text_print(struct command_context *context, const struct ts_day_view *view, const struct log_digits *logs)
{
	char words[FORMAT_SIZE];
	struct paint paint;
	command_paint(context, &paint);
	paint_text(&paint, STYLE_TITLE, format_day(view->day, words));
	(void)putchar('\n');
	for (size_t i = 0; i < view->span_count; i++) {
		span_print(&paint, &view->spans[i], view->several_zones);
		paint_begin(&paint, look_of(STYLE_DIM));
		log_id_print(&logs[i]);
		paint_end(&paint);
		(void)putchar('\n');
	}
	if (view->span_count == 0)
		(void)puts(" nothing logged");
	(void)printf(" work %s", format_doubtful(view->work, view->forgotten.milliseconds > 0, words));
	(void)printf("  rest %s", format_duration(view->rest, words));
	(void)printf("  off %s\n", format_duration(view->off, words));
	if (view->forgotten.milliseconds > 0)
		(void)printf(" %s\n", format_forgotten(CLOCK_24, &view->forgotten, words));
	if (ts_breaks_ruled(&context->settings.breaks))
		breaks_print(&context->settings.breaks, view);
}

static enum ts_status text_tell(struct command_context *context, const struct ts_day_view *view)
{
	struct log_digits *logs = allocate(view->span_count, sizeof *logs);
	for (size_t i = 0; i < view->span_count; i++)
		logs[i].log = view->spans[i].id;
	enum ts_status status = log_id_digits(context, logs, view->span_count);
	ts_read_release(context->store);
	if (status == TS_OK)
		text_print(context, view, logs);
	free(logs);
	return status;
}

static void span_json(struct json *json, const struct ts_span *span)
{
	json_object(json, NULL);
	json_id(json, "id", span->id);
	json_time(json, "time", span->begin, span->offset);
	json_time(json, "end", span->end, span->offset);
	json_text(json, "activity", span->text);
	json_text(json, "comment", span->comment);
	json_integer(json, "seconds", (span->end - span->begin) / TS_SECOND);
	if (span->locked)
		json_boolean(json, "locked", true);
	if (span->carried)
		json_boolean(json, "carried", true);
	if (span->forgotten)
		json_boolean(json, "forgotten", true);
	json_object_end(json);
}

static void json_print(struct command_context *context, const struct ts_day_view *view)
{
	struct json json;
	json_begin(&json, stdout);
	json_object(&json, NULL);
	json_day(&json, "date", view->day);
	json_array(&json, "logs");
	for (size_t i = 0; i < view->span_count; i++)
		span_json(&json, &view->spans[i]);
	json_array_end(&json);
	json_array(&json, "totals");
	for (size_t i = 0; i < view->total_count; i++) {
		json_object(&json, NULL);
		json_text(&json, "activity", view->totals[i].text);
		json_integer(&json, "seconds", view->totals[i].milliseconds / TS_SECOND);
		json_forgotten(&json, &view->totals[i].forgotten);
		json_object_end(&json);
	}
	json_array_end(&json);
	json_integer(&json, "work_seconds", view->work / TS_SECOND);
	json_integer(&json, "rest_seconds", view->rest / TS_SECOND);
	json_integer(&json, "off_seconds", view->off / TS_SECOND);
	json_forgotten(&json, &view->forgotten);
	if (ts_breaks_ruled(&context->settings.breaks))
		json_pauses(&json, &context->settings.breaks, view->work, &view->pauses);
	if (!view->no_target)
		json_integer(&json, "target_seconds", view->target / TS_SECOND);
	if (view->mark.kind != TS_MARK_NONE) {
		json_text(&json, "mark", ts_mark_word(view->mark.kind));
		json_boolean(&json, "half", view->mark.half);
	}
	json_object_end(&json);
	json_end(&json);
}

int command_day(struct command_context *context, int count, char **arguments)
{
	bool as_json = false;
	struct ts_day_view view;
	const struct command_option options[] = { { "--json", NULL, &as_json }, { NULL, NULL, NULL } };
	int words = command_options(context, count, arguments, options);
	if (words < 0)
		return EXIT_USAGE;
	/* A word that is not understood is told at once. */
	context->reads_on = words == 0;
	int begun = command_begin(context);
	if (begun != EXIT_DONE)
		return begun;
	ts_day day;
	if (!command_day_named(context, words, arguments, &day))
		return EXIT_FAILED;
	enum ts_status status = ts_day_read(context->store, day, context->moment.now, &view);
	if (status != TS_OK || as_json)
		ts_read_release(context->store);
	if (status != TS_OK)
		return command_fail(context, status, "cannot read the day");
	if (as_json)
		json_print(context, &view);
	else
		status = text_tell(context, &view);
	size_t damaged = view.damaged;
	ts_day_release(&view);
	if (status != TS_OK)
		return command_fail(context, status, "cannot tell the logs' ids");
	return command_fail_damaged(command_finish_output(), damaged, " of this time");
}
