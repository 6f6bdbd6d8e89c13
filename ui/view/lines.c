/* Lines of text that grow, with columns that line up. */
#include "ui/view/lines.h"

#include "data/timesheet.h"
#include "ui/base/alloc.h"
#include "ui/draw/surface.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ADDED_MOST = 512 };

static void bytes_add(struct lines *lines, const char *text, size_t size)
{
	lines->text = with_room(lines->text, &lines->room, lines->size + size + 1, 1);
	memcpy(lines->text + lines->size, text, size);
	lines->size += size;
	lines->text[lines->size] = '\0';
}

void lines_add(struct lines *lines, const char *format, ...)
{
	char text[ADDED_MOST];
	va_list arguments;

	va_start(arguments, format);
	(void)vsnprintf(text, sizeof text, format, arguments);
	va_end(arguments);
	lines_put(lines, text);
	ts_wipe(text, sizeof text);
}

void lines_put(struct lines *lines, const char *text)
{
	bytes_add(lines, text, strlen(text));
}

static void blanks_add(struct lines *lines, int count)
{
	for (int i = 0; i < count; i++)
		bytes_add(lines, " ", 1);
}

void lines_left(struct lines *lines, int width, const char *text)
{
	lines_put(lines, text);
	blanks_add(lines, width - text_width(text));
}

void lines_right(struct lines *lines, int width, const char *text)
{
	blanks_add(lines, width - text_width(text));
	lines_put(lines, text);
}

void lines_end(struct lines *lines)
{
	while (lines->size > 0 && lines->text[lines->size - 1] == ' ')
		lines->size--;
	bytes_add(lines, "\n", 1);
	lines->count++;
}

void lines_release(struct lines *lines)
{
	if (lines->text)
		ts_wipe(lines->text, lines->room);
	free(lines->text);
	*lines = (struct lines){ .text = NULL };
}
