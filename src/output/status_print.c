/* What goes on, as a line of one's own format, as JSON, or as what a status bar takes. */
#include "src/output/status_print.h"

#include "src/output/json.h"
#include "ui/base/format.h"

#include <stdlib.h>
#include <string.h>

static const struct {
	const char *letters;
	unsigned parts;
} needs[] = {
	{ "ef", STATUS_TIME },
	{ "wgT", STATUS_TODAY | STATUS_TIME },
	{ "b", STATUS_BALANCE | STATUS_TIME /* a day more each day */ },
	{ "u", STATUS_UNSENT },
};

unsigned status_parts(const char *format)
{
	unsigned parts = 0;

	for (const char *at = format; (at = strchr(at, '%')) && at[1] != '\0'; at += 2) {
		for (size_t i = 0; i < sizeof needs / sizeof needs[0]; i++)
			parts |= strchr(needs[i].letters, at[1]) ? needs[i].parts : 0;
	}
	return parts;
}

bool status_format_check(const char *format, char bad[4])
{
	for (const char *at = format; *at; at++) {
		if (*at != '%')
			continue;
		at++;
		if (*at && strchr("aetsfwgTbun%", *at))
			continue;
		(void)snprintf(bad, 4, "%%%.1s", at);
		return false;
	}
	return true;
}

/* out is FORMAT_SIZE bytes; what is returned may stand elsewhere. */
static const char *field(char letter, const struct status_shown *shown, char *out)
{
	const struct ts_span *span = &shown->span;
	switch (letter) {
	case 'a':
		return span->text;
	case 'e':
		return format_doubtful(span->end - span->begin, span->forgotten, out);
	case 'f':
		return span->forgotten ? "forgotten?" : "";
	case 't':
		return shown->logged ? format_clock(CLOCK_24, span->begin, span->offset, out) : "--:--";
	case 's':
		out[0] = (char)('0' + span->slot);
		out[1] = '\0';
		return span->slot || span->off ? out : "";
	case 'w':
		return format_doubtful(shown->work, shown->forgotten.milliseconds > 0, out);
	case 'g':
		return format_doubtful(shown->target > shown->work ? shown->target - shown->work : 0,
		                       shown->forgotten.milliseconds > 0, out);
	case 'b':
		return shown->no_target || shown->balance.no_target
		               ? ""
		               : format_doubtful_signed(shown->balance.milliseconds, shown->balance.forgotten, out);
	case 'T':
		return format_duration(shown->target, out);
	case 'u':
		(void)snprintf(out, FORMAT_SIZE, "%lld", (long long)shown->unsent);
		return out;
	case 'n':
		return "\n";
	default: /* '%': status_format_check has looked at the rest */
		return "%";
	}
}

static void format_fill(FILE *out, const char *format, const struct status_shown *shown)
{
	char room[FORMAT_SIZE];

	for (const char *at = format; *at; at++) {
		if (*at == '%')
			(void)fputs(field(*++at, shown, room), out);
		else
			(void)fputc(*at, out);
	}
}

void status_print(FILE *out, const char *format, const struct status_shown *shown)
{
	format_fill(out, format, shown);
	(void)fputc('\n', out);
}

static void today_json(struct json *json, const struct status_shown *shown)
{
	json_integer(json, "work_seconds", shown->work / TS_SECOND);
	json_forgotten(json, &shown->forgotten);
	if (shown->no_target)
		return;
	json_integer(json, "target_seconds", shown->target / TS_SECOND);
	if (shown->balance.known && !shown->balance.no_target && !shown->balance.damaged)
		json_integer(json, "balance_seconds", shown->balance.milliseconds / TS_SECOND);
	if (shown->balance.forgotten)
		json_boolean(json, "balance_forgotten", true);
}

static void budget_json(struct json *json, const struct ts_budget *budget)
{
	json_object(json, "budget");
	json_text(json, budget->project ? "project" : "activity", budget->text);
	json_integer(json, "seconds", (int64_t)budget->minutes * 60);
	json_integer(json, "used_seconds", budget->used / TS_SECOND);
	json_text(json, "period", ts_per_word(budget->per));
	json_forgotten(json, &budget->forgotten);
	json_object_end(json);
}

void status_print_json(FILE *out, const struct status_shown *shown)
{
	const struct ts_span *span = &shown->span;
	struct json json;

	json_begin(&json, out);
	json_object(&json, NULL);
	json_text(&json, "activity", shown->logged ? span->text : NULL);
	if (shown->logged)
		json_time(&json, "since", span->begin, span->offset);
	else
		json_text(&json, "since", NULL);
	json_integer(&json, "seconds", (span->end - span->begin) / TS_SECOND);
	if (span->slot > 0 || span->off)
		json_integer(&json, "slot", span->slot);
	size_t project = ts_text_project(span->text);
	if (span->text[project] != '\0') {
		char name[TS_TEXT_SIZE];
		(void)snprintf(name, sizeof name, "%.*s", (int)project, span->text);
		json_text(&json, "project", name);
	}
	if (span->rest)
		json_boolean(&json, "rest", true);
	if (span->forgotten)
		json_boolean(&json, "forgotten", true);
	today_json(&json, shown);
	if (shown->budget.minutes > 0)
		budget_json(&json, &shown->budget);
	json_object_end(&json);
	json_end(&json);
}

static const char *class_of(const struct status_shown *shown)
{
	const struct ts_span *span = &shown->span;

	return !shown->logged    ? "none"
	       : span->off       ? "off"
	       : span->forgotten ? "forgotten"
	       : span->rest      ? "rest"
	                         : "work";
}

/* "parser # arena\nsince 14:12\nwork 5:55 of 8:00, 2:05 to go" */
static void tooltip_fill(FILE *out, const struct status_shown *shown)
{
	const struct ts_span *span = &shown->span;
	char since[FORMAT_SIZE], work[FORMAT_SIZE], target[FORMAT_SIZE], left[FORMAT_SIZE];

	if (shown->logged)
		(void)fprintf(out, "%s%s%s\nsince %s%s\n", span->text, span->comment[0] ? "  # " : "", span->comment,
		              format_clock(CLOCK_24, span->begin, span->offset, since),
		              span->forgotten ? ": was its end forgotten?" : "");
	else
		(void)fputs("nothing logged yet\n", out);
	(void)fprintf(out, "work %s", format_doubtful(shown->work, shown->forgotten.milliseconds > 0, work));
	if (!shown->no_target && shown->target > 0)
		(void)fprintf(out, " of %s", format_duration(shown->target, target));
	if (!shown->no_target && shown->target > shown->work)
		(void)fprintf(out, ", %s to go", format_duration(shown->target - shown->work, left));
	if (shown->damaged > 0)
		(void)fprintf(out, "\n%zu %s not verify: left out", shown->damaged,
		              ts_counted((int64_t)shown->damaged, "row does", "rows do"));
}

/* The text of a format has whatever its writer wrote there. */
static void clean_text_json(struct json *json, const char *text)
{
	size_t size = strlen(text), room = 3 * size + 1;
	char *clean = malloc(room);

	if (clean)
		(void)ts_text_clean(text, size, true, clean, room);
	json_text(json, "text", clean ? clean : "");
	free(clean);
}

static void bar_json(FILE *out, const char *text, const char *tooltip, const char *class, const char *alt)
{
	struct json json;

	json_begin(&json, out);
	json_object(&json, NULL);
	clean_text_json(&json, text);
	json_text(&json, "tooltip", tooltip);
	json_text(&json, "class", class);
	json_text(&json, "alt", alt);
	json_object_end(&json);
	json_end(&json);
}

void status_print_bar(FILE *out, const char *format, const struct status_shown *shown)
{
	const char *class = class_of(shown);
	char *both = NULL;
	size_t size;
	FILE *memory = open_memstream(&both, &size);

	if (!memory)
		return;
	format_fill(memory, format, shown);
	(void)fputc('\0', memory);
	tooltip_fill(memory, shown);
	if (fclose(memory) == 0)
		bar_json(out, both, both + strlen(both) + 1, class, shown->logged ? shown->span.text : class);
	free(both);
}

void status_print_bar_locked(FILE *out)
{
	bar_json(out, "locked", "nobody is logged in: timesheet login", "locked", "locked");
}
