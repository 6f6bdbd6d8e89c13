/* Text with what was looked for marked in it. */
#include "ui/draw/marked.h"

#include "ui/draw/grapheme.h"

#include <string.h>

enum { ELLIPSIS = 0x2026 };

static int columns_between(const char *text, size_t size, size_t begin, size_t end)
{
	int columns = 0;

	while (begin < end && begin < size) {
		size_t next = grapheme_next(text, size, begin);
		columns += grapheme_width(text, begin, next);
		begin = next;
	}
	return columns;
}

/* Where to begin, so that the first mark shows with something around it. */
static size_t begin_find(const char *text, size_t size, int width, const struct ts_marks *marks)
{
	size_t begin = 0;

	if (marks->count == 0)
		return 0;
	size_t end = (size_t)marks->at[0].offset + marks->at[0].size;
	int columns = columns_between(text, size, 0, end);
	/* Room for the sign that something follows. */
	if (columns < width)
		return 0;
	while (begin < marks->at[0].offset && columns + 1 > width * 2 / 3) {
		size_t next = grapheme_next(text, size, begin);
		columns -= grapheme_width(text, begin, next);
		begin = next;
	}
	return begin;
}

static bool is_marked(const struct ts_marks *marks, size_t begin, size_t end)
{
	for (size_t i = 0; i < marks->count; i++) {
		if (begin < (size_t)marks->at[i].offset + marks->at[i].size && end > marks->at[i].offset)
			return true;
	}
	return false;
}

int draw_marked(struct surface *surface, int x, int y, int width, const char *text, const struct ts_marks *marks,
                struct look look)
{
	size_t size = strlen(text);
	int column = 0;

	if (width <= 0)
		return 0;
	size_t at = begin_find(text, size, width, marks);
	if (at > 0)
		surface_put(surface, x + column++, y, ELLIPSIS, look);
	int drawn = column + surface_text_cut(surface, x + column, y, width - column, text + at, look);
	bool cut = column + text_width(text + at) > width;
	while (at < size) {
		size_t next = grapheme_next(text, size, at);
		int step = grapheme_width(text, at, next);
		char shown[GRAPHEME_SIZE];

		if (column + step > (cut ? width - 1 : width))
			break;
		if (is_marked(marks, at, next)) {
			grapheme_shown(text, at, next, shown);
			(void)surface_text(surface, x + column, y, step, shown, look_of(STYLE_MATCH));
		}
		column += step;
		at = next;
	}
	return drawn;
}
