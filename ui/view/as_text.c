/* Logs in lines of text, as the screen's clock has their times. */
#include "ui/view/as_text.h"

#include "ui/base/alloc.h"

#include <stdio.h>
#include <string.h>

const char *as_text_log(enum clock clock, const struct ts_span *span, char out[AS_TEXT_LINE])
{
	char from[FORMAT_SIZE], until[FORMAT_SIZE], length[FORMAT_SIZE];

	(void)snprintf(out, AS_TEXT_LINE, "%s-%s  %s  %s%s%s", format_clock(clock, span->begin, span->offset, from),
	               span->running ? "" : format_clock(clock, span->end, span->offset, until),
	               format_duration(span->end - span->begin, length), span->text,
	               span->comment[0] != '\0' ? "  # " : "", span->comment);
	return out;
}

static void line_add(char **text, size_t *size, const char *line)
{
	size_t length = strlen(line);

	*text = reallocate(*text, *size + length + 2, 1);
	memcpy(*text + *size, line, length);
	memcpy(*text + *size + length, "\n", 2);
	*size += length + 1;
}

char *as_text_day(enum clock clock, ts_day day, const struct ts_day_view *content)
{
	char line[AS_TEXT_LINE], work[FORMAT_SIZE], rest[FORMAT_SIZE], *text = NULL;
	size_t size = 0;

	line_add(&text, &size, format_day(day, work));
	for (size_t i = 0; i < content->span_count; i++)
		line_add(&text, &size, as_text_log(clock, &content->spans[i], line));
	(void)snprintf(line, sizeof line, "work %s  rest %s", format_duration(content->work, work),
	               format_duration(content->rest, rest));
	line_add(&text, &size, line);
	return text;
}
