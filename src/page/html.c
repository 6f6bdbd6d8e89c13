/* Writes HTML: texts escaped, bars as drawings in the page. */
#include "src/page/html.h"

#include <stdio.h>
#include <string.h>

void html_text(const char *text)
{
	static const struct {
		char character;
		const char *entity;
	} escapes[] = { { '&', "&amp;" }, { '<', "&lt;" }, { '>', "&gt;" }, { '"', "&quot;" }, { '\'', "&#39;" } };

	while (*text != '\0') {
		const size_t plain = strcspn(text, "&<>\"'");
		(void)fwrite(text, 1, plain, stdout);
		text += plain;
		for (size_t i = 0; i < sizeof escapes / sizeof escapes[0] && *text != '\0'; i++) {
			if (*text != escapes[i].character)
				continue;
			(void)fputs(escapes[i].entity, stdout);
			text++;
			break;
		}
	}
}

static void minus_print(const char *text)
{
	(void)printf("%s%s", text[0] == '-' ? "\xe2\x88\x92" : "", text + (text[0] == '-'));
}

void html_hours(const struct report_print *print, int64_t milliseconds)
{
	char text[FORMAT_SIZE];
	minus_print(report_hours(print, milliseconds, text));
}

void html_hours_signed(const struct report_print *print, int64_t milliseconds)
{
	char text[FORMAT_SIZE];
	minus_print(report_hours_signed(print, milliseconds, text));
}

void html_bar(int64_t value, int64_t most)
{
	const int width = most > 0 ? (int)((value * 1000 + most / 2) / most) : 0;
	(void)printf("<svg class=\"bar\" viewBox=\"0 0 1000 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"
	             "<rect width=\"%d\" height=\"10\"/></svg>",
	             width == 0 && value > 0 ? 1 : width);
}
