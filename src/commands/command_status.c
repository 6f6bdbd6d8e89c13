/* status: what goes on, for status bars and prompts. */
#include "src/commands/commands.h"

#include "src/command_line/arguments.h"
#include "src/command_line/complain.h"
#include "src/output/json.h"
#include "ui/base/format.h"

#include <stdio.h>
#include <string.h>

/* What a format may ask for beside what goes on. */
struct today {
	int64_t work, target;
	size_t damaged;
	struct ts_balance balance;
	int64_t unsent; /* changes that wait for a hub */
};
enum { FLEX_MONTHS = 10000 }; /* added up at once: no key waits */

/* The letters that ask for more than what goes on. */
static const char today_letters[] = "wgT", balance_letters[] = "b";

static bool format_needs(const char *format, const char *letters)
{
	for (const char *at = format; at && (at = strchr(at, '%')); at += 2) {
		if (strchr(letters, at[1]))
			return true;
	}
	return false;
}

static enum ts_status balance_read(struct command_context *context, struct today *today)
{
	const ts_time now = context->moment.now;
	enum ts_status status = TS_OK;
	for (bool done = false; !done && status == TS_OK;)
		status = ts_flex_prepare(context->store, now, FLEX_MONTHS, &done);
	if (status == TS_OK)
		status = ts_balance_read(context->store, ts_day_of(now, context->settings.day_start), now,
		                         &today->balance);
	today->damaged += status == TS_OK && today->balance.damaged;
	return status;
}

/* Without a hub nothing waits for it. */
static enum ts_status unsent_read(struct command_context *context, struct today *today)
{
	struct ts_sync_info info = { .unsent = 0 };
	enum ts_status status = ts_sync_read(context->store, &info);

	today->unsent = info.unsent;
	return status == TS_NOT_FOUND ? TS_OK : status;
}

static enum ts_status today_read(struct command_context *context, struct today *today)
{
	struct ts_day_view view;
	ts_day day = ts_day_of(context->moment.now, context->settings.day_start);
	enum ts_status status = ts_day_read(context->store, day, context->moment.now, &view);
	if (status != TS_OK)
		return status;
	*today = (struct today){ .work = view.work, .target = view.target, .damaged = view.damaged };
	ts_day_release(&view);
	return TS_OK;
}

/* out is FORMAT_SIZE bytes; what is returned may stand elsewhere. */
static const char *field(char letter, const struct ts_span *span, const struct today *today, char *out)
{
	bool logged = span->text[0] != '\0';
	switch (letter) {
	case 'a':
		return span->text;
	case 'e':
		return format_duration(span->end - span->begin, out);
	case 't':
		return logged ? format_clock(span->begin, span->offset, out) : "--:--";
	case 's':
		out[0] = (char)('0' + span->slot);
		out[1] = '\0';
		return span->slot || span->off ? out : "";
	case 'w':
		return format_duration(today->work, out);
	case 'g':
		return format_duration(today->target > today->work ? today->target - today->work : 0, out);
	case 'b':
		return today->balance.no_target ? "" : format_duration_signed(today->balance.milliseconds, out);
	case 'T':
		return format_duration(today->target, out);
	case 'u':
		(void)snprintf(out, FORMAT_SIZE, "%lld", (long long)today->unsent);
		return out;
	case 'n':
		return "\n";
	default: /* '%': command_status has checked the rest */
		return "%";
	}
}

static void format_print(const char *format, const struct ts_span *span, const struct today *today)
{
	char out[FORMAT_SIZE];
	for (const char *at = format; *at; at++) {
		if (*at == '%')
			(void)fputs(field(*++at, span, today, out), stdout);
		else
			(void)fputc(*at, stdout);
	}
	(void)fputc('\n', stdout);
}

static bool format_check(const char *format, char bad[4])
{
	for (const char *at = format; *at; at++) {
		if (*at != '%')
			continue;
		at++;
		if (*at && strchr("aetswgTbun%", *at))
			continue;
		(void)snprintf(bad, 4, "%%%.1s", at);
		return false;
	}
	return true;
}

static void json_print(const struct ts_span *span)
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
	int begun = command_begin(context);
	if (begun != EXIT_DONE)
		return begun;
	struct today today = { 0 };
	enum ts_status status = ts_current_read(context->store, context->moment.now, &span);
	const bool logged = status == TS_OK;
	/* Where nothing was ever logged, something may be missing. */
	if (status == TS_NOT_FOUND || (logged && format_needs(format, today_letters)))
		status = today_read(context, &today);
	if (status == TS_OK && format_needs(format, balance_letters))
		status = balance_read(context, &today);
	if (status == TS_OK && format_needs(format, "u"))
		status = unsent_read(context, &today);
	if (status != TS_OK)
		return command_fail(context, status, "cannot tell what goes on");
	if (as_json)
		json_print(logged ? &span : NULL);
	else if (!format && !logged)
		(void)puts("nothing logged yet");
	else
		format_print(format ? format : "%a  %e  since %t", &span, &today);
	return command_fail_damaged(command_finish_output(),
	                            today.damaged > span.damaged ? today.damaged : span.damaged, " of this time");
}
