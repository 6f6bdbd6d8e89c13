/* Logs in lines of text, as the screen's clock has their times. */
#include "ui/view/as_text.h"

#include "ui/view/lines.h"

#include <stdio.h>

const char *as_text_log(enum clock clock, const struct ts_span *span, char out[AS_TEXT_LINE])
{
	char from[FORMAT_SIZE], until[FORMAT_SIZE], length[FORMAT_SIZE];

	(void)snprintf(out, AS_TEXT_LINE, "%s-%s  %s  %s%s%s", format_clock(clock, span->begin, span->offset, from),
	               span->running ? "" : format_clock(clock, span->end, span->offset, until),
	               format_duration(span->end - span->begin, length), span->text,
	               span->comment[0] != '\0' ? "  # " : "", span->comment);
	return out;
}

char *as_text_day(enum clock clock, ts_day day, const struct ts_day_view *content)
{
	char line[AS_TEXT_LINE], work[FORMAT_SIZE], rest[FORMAT_SIZE];
	struct lines lines = { .text = NULL };

	lines_put(&lines, format_day(day, work));
	lines_end(&lines);
	for (size_t i = 0; i < content->span_count; i++) {
		lines_put(&lines, as_text_log(clock, &content->spans[i], line));
		lines_end(&lines);
	}
	lines_add(&lines, "work %s  rest %s", format_duration(content->work, work),
	          format_duration(content->rest, rest));
	lines_end(&lines);
	return lines.text;
}
