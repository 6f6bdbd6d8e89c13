/* The first lines of the day's note. */
#include "ui/day/day_inside.h"

#include "ui/base/format.h"
#include "ui/draw/widgets.h"

#include <stdio.h>
#include <string.h>

enum { LINE_SIZE = 1024, TAB_COLUMNS = 8 };

static size_t line_count(const struct ts_note *note)
{
	size_t lines = 0;
	for (size_t i = 0; i < note->size; i++)
		lines += note->text[i] == '\n';
	/* A last line without an end counts as well. */
	return lines + (note->size > 0 && note->text[note->size - 1] != '\n');
}

/* A line as it is shown: tabs are blanks, and no more than a screen could hold. */
static void line_copy(const char *from, size_t size, char out[LINE_SIZE])
{
	size_t used = 0;
	for (size_t i = 0; i < size && used + TAB_COLUMNS + 1 < LINE_SIZE; i++) {
		if (from[i] != '\t') {
			out[used++] = from[i];
			continue;
		}
		do
			out[used++] = ' ';
		while (used % TAB_COLUMNS != 0);
	}
	out[used] = '\0';
}

static void heading(const struct day *day, const struct day_layout *layout, char *out, size_t size)
{
	char date[FORMAT_SIZE], shown[FORMAT_SIZE] = "";
	size_t lines = line_count(&day->note);
	const char *key = day_key(day, ACTION_NOTE);

	format_day_short(day->day, date);
	if (day->note.damaged > 0) {
		(void)snprintf(out, size, "NOTE  %s  (%s edit, %zu damaged)", date, key, day->note.damaged);
		return;
	}
	if (day->note.head_count > 1) {
		(void)snprintf(out, size, "NOTE  %s  (%s edit, %zu versions merged)", date, key, day->note.head_count);
		return;
	}
	if (lines > (size_t)layout->note.height)
		(void)snprintf(shown, sizeof shown, ", %d %s of %zu", layout->note.height,
		               ts_counted(layout->note.height, "line", "lines"), lines);
	if (lines > 0)
		(void)snprintf(out, size, "NOTE  %s  (%s edit%s)", date, key, shown);
	else
		(void)snprintf(out, size, "NOTE  %s", date);
}

static void draw_lines(const struct ts_note *note, struct surface *surface, struct rect rect)
{
	const char *line = note->text;
	const char *end = note->text + note->size;
	char shown[LINE_SIZE];

	for (int y = 0; y < rect.height && line < end; y++) {
		const char *stop = memchr(line, '\n', (size_t)(end - line));
		if (!stop)
			stop = end;
		line_copy(line, (size_t)(stop - line), shown);
		surface_text_cut(surface, rect.x + 1, rect.y + y, rect.width - 2, shown,
		                 look_of(shown[0] == '#' ? STYLE_NOTE_HEADING : STYLE_PLAIN));
		line = stop + 1;
	}
}

void day_note_draw(const struct day *day, struct surface *surface, const struct day_layout *layout)
{
	struct rect rect = layout->note;
	char text[FORMAT_SIZE * 3];

	if (rect.height == 0)
		return;
	heading(day, layout, text, sizeof text);
	draw_heading(surface, layout->note_heading.x, layout->note_heading.y, layout->note_heading.width, text, NULL);
	surface_clip_push(surface, rect);
	if (day->note.size > 0)
		draw_lines(&day->note, surface, (struct rect){ 0, 0, rect.width, rect.height });
	else
		surface_printf(surface, 1, 0, look_of(STYLE_DIM), "press %s to write a note of this day",
		               day_key(day, ACTION_NOTE));
	surface_clip_pop(surface);
}
