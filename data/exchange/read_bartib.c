/*
 * bartib: "2026-10-01 09:00 - 2026-10-01 10:30 | project | description", an activity a line; what runs has no end, and
 * several may. A pipe or a backslash of a field stands behind a backslash.
 */
#include "data/exchange/readers.h"

#include <stdio.h>
#include <string.h>

enum { FIELD_ROOM = 1024 };

/* Takes what stands before the next pipe, without blanks around it and without what escapes; false: it is too long. */
static bool field_take(struct exchange_text *text, char out[FIELD_ROOM], size_t *size)
{
	bool escaped = false, fits = true;

	exchange_skip_spaces(text);
	for (*size = 0; text->at < text->end && (escaped || *text->at != '|'); text->at++) {
		escaped = !escaped && *text->at == '\\';
		if (!escaped && *size < FIELD_ROOM - 1)
			out[(*size)++] = *text->at;
		else
			fits = fits && escaped;
	}
	while (*size > 0 && (out[*size - 1] == ' ' || out[*size - 1] == '\t'))
		--*size;
	out[*size] = '\0';
	return fits;
}

/* A pipe behind the description is part of it: people write the file by hand. */
static bool description_take(struct exchange_text *text, char out[FIELD_ROOM])
{
	size_t size;
	bool fits = field_take(text, out, &size);

	while (fits && exchange_take(text, "|")) {
		char more[FIELD_ROOM];
		size_t length;
		fits = field_take(text, more, &length) && size + length + 4 < FIELD_ROOM;
		if (!fits || length == 0)
			continue;
		size += (size_t)snprintf(out + size, FIELD_ROOM - size, " | %s", more);
	}
	return fits;
}

static void activity_add(struct exchange_rows *rows, char *times, const char *text)
{
	char *between = strstr(times, " -");
	const char *end = "";

	if (between) {
		*between = '\0';
		end = between + 2 + strspn(between + 2, " \t");
	}
	if (between && !end[0])
		exchange_refuse(rows, text, "its end is no time ('')");
	else
		exchange_interval_texts(rows, times, end, text, "");
}

static void line_read(struct exchange_rows *rows, struct exchange_text line)
{
	char times[FIELD_ROOM], project[FIELD_ROOM], description[FIELD_ROOM] = "";
	struct exchange_text text = line;
	size_t size;
	bool fits = field_take(&text, times, &size);

	if (!exchange_take(&text, "|")) {
		exchange_refuse(rows, exchange_shown(rows, line),
		                "this is no activity ('2026-10-01 09:00 - 2026-10-01 10:30 | project | description')");
		return;
	}
	fits = field_take(&text, project, &size) && fits;
	if (exchange_take(&text, "|"))
		fits = description_take(&text, description) && fits;
	if (!fits) {
		exchange_refuse(rows, exchange_shown(rows, line), "a field is longer than %d bytes", FIELD_ROOM - 1);
		return;
	}
	const char *between = project[0] && description[0] ? ": " : "";
	activity_add(rows, times, exchange_keep_format(rows, "%s%s%s", project, between, description));
}

enum ts_status read_bartib(struct exchange_rows *rows, const struct exchange_input *input)
{
	struct exchange_lines lines = exchange_input_lines(input);
	const char *line;
	size_t size;

	while (exchange_line(rows, &lines, &line, &size)) {
		struct exchange_text text = exchange_text_of(line, size);
		exchange_skip_spaces(&text);
		/* bartib passes over what it does not understand; people write remarks so. */
		if (text.at < text.end && *text.at != '#')
			line_read(rows, text);
	}
	return TS_OK;
}
