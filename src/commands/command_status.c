/* status: what goes on, for status bars and prompts. */
#include "command.h"

#include "json.h"

#include <string.h>

static void duration_print(FILE *stream, int64_t milliseconds)
{
	int64_t minutes = milliseconds / TS_MINUTE;
	(void)fprintf(stream, "%lld:%02lld", (long long)(minutes / 60), (long long)(minutes % 60));
}

/* Read only when the format asks for it. */
struct today {
	bool known;
	int64_t work, target;
};

static enum ts_status today_read(struct command_context *context, struct today *today)
{
	struct ts_day_view view;
	if (today->known)
		return TS_OK;
	ts_day day = ts_day_of(context->moment.now, context->settings.day_start);
	enum ts_status status = ts_day_read(context->store, day, context->moment.now, &view);
	if (status != TS_OK)
		return status;
	*today = (struct today){ true, view.work, view.target };
	ts_day_release(&view);
	return TS_OK;
}

static enum ts_status field_print(struct command_context *context, char letter, const struct ts_span *span,
                                  struct today *today)
{
	struct ts_civil civil;
	if (letter == 'w' || letter == 'g' || letter == 'T') {
		enum ts_status status = today_read(context, today);
		if (status != TS_OK)
			return status;
	}
	switch (letter) {
	case 'a':
		(void)fputs(span->text, stdout);
		break;
	case 'e':
		duration_print(stdout, span->end - span->begin);
		break;
	case 't':
		ts_civil_offset(span->begin, span->offset, &civil);
		(void)printf("%02d:%02d", civil.hour, civil.minute);
		break;
	case 's':
		if (span->slot || span->off)
			(void)printf("%d", span->slot);
		break;
	case 'w':
		duration_print(stdout, today->work);
		break;
	case 'g':
		duration_print(stdout, today->target > today->work ? today->target - today->work : 0);
		break;
	case 'T':
		duration_print(stdout, today->target);
		break;
	case 'n':
		(void)fputc('\n', stdout);
		break;
	default: /* '%': command_status has checked the rest */
		(void)fputc('%', stdout);
	}
	return TS_OK;
}

static int format_print(struct command_context *context, const char *format, const struct ts_span *span)
{
	struct today today = { 0 };
	for (const char *at = format; *at; at++) {
		if (*at != '%') {
			(void)fputc(*at, stdout);
			continue;
		}
		enum ts_status status = field_print(context, *++at, span, &today);
		if (status != TS_OK)
			return command_fail(context, status, "cannot read today");
	}
	(void)fputc('\n', stdout);
	return command_finish_output();
}

static bool format_check(const char *format, char bad[4])
{
	for (const char *at = format; *at; at++) {
		if (*at != '%')
			continue;
		at++;
		if (*at && strchr("aetswgTn%", *at))
			continue;
		(void)snprintf(bad, 4, "%%%.1s", at);
		return false;
	}
	return true;
}

static int json_print(const struct ts_span *span)
{
	struct json json;
	json_begin(&json, stdout);
	json_object(&json, NULL);
	json_text(&json, "activity", span ? span->text : NULL);
	if (span)
		json_time(&json, "since", span->begin, span->offset);
	else
		json_text(&json, "since", NULL);
	json_integer(&json, "seconds", span ? (span->end - span->begin) / TS_SECOND : 0);
	json_object_end(&json);
	json_end(&json);
	return command_finish_output();
}

int command_status(struct command_context *context, int count, char **arguments)
{
	const char *format = NULL;
	bool as_json = false;
	char bad[4];
	struct ts_span span = { 0 };
	const struct command_option options[] = { { "--format", &format, NULL },
		                                  { "--json", NULL, &as_json },
		                                  { NULL, NULL, NULL } };
	int words = command_options(context, count, arguments, options);
	if (words < 0)
		return EXIT_USAGE;
	if (words > 0)
		return command_misused(context, "unexpected '%s'", arguments[0]);
	if (format && as_json)
		return command_misused(context, "--format and --json exclude each other");
	if (format && !format_check(format, bad))
		return command_misused(context, "unknown '%s' in the format", bad);
	enum ts_status status = ts_current_read(context->store, context->moment.now, &span);
	if (status != TS_OK && status != TS_NOT_FOUND)
		return command_fail(context, status, "cannot tell what goes on");
	if (as_json)
		return json_print(status == TS_OK ? &span : NULL);
	if (status == TS_NOT_FOUND) {
		(void)snprintf(span.text, sizeof span.text, "%s", "nothing logged yet");
		if (!format)
			format = "%a";
	}
	return format_print(context, format ? format : "%a  %e  since %t", &span);
}
