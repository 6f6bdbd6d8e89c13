/* Running text: words are set as long as they fit a line. */
#include "ui/draw/paragraph.h"

#include <stdio.h>
#include <string.h>

enum { LINE_SIZE = 512 }; /* bytes: longer lines are cut, no screen is that wide */

/* The bytes of text that make the next line: whole words that fit, or the first word if that alone does not. */
static size_t line_take(const char *text, int width, char line[LINE_SIZE])
{
	size_t taken = 0;
	size_t size = 0;
	while (text[size] != '\0' && text[size] != '\n') {
		size_t word = size + strspn(text + size, " ");
		word += strcspn(text + word, " \n");
		if (word >= LINE_SIZE)
			break;
		memcpy(line, text, word);
		line[word] = '\0';
		if (taken > 0 && text_width(line) > width)
			break;
		taken = word;
		size = word;
	}
	if (taken == 0 && text[0] != '\0' && text[0] != '\n')
		taken = strcspn(text, " \n");
	(void)snprintf(line, LINE_SIZE, "%.*s", (int)(taken < LINE_SIZE ? taken : LINE_SIZE - 1), text);
	return taken;
}

int paragraph_draw(struct surface *surface, struct rect rect, const char *text, struct look look,
                   enum paragraph_align align)
{
	int lines = 0;
	while (*text != '\0' && lines < rect.height) {
		char line[LINE_SIZE];
		text += line_take(text, rect.width, line);
		text += *text == '\n' ? 1 : strspn(text, " ");
		int spare = rect.width - text_width(line);
		int x = rect.x + (align == PARAGRAPH_CENTRED && spare > 0 ? spare / 2 : 0);
		/* What has no room is marked. */
		if (lines + 1 == rect.height && *text != '\0' && strlen(line) + 4 < sizeof line)
			(void)snprintf(line + strlen(line), sizeof line - strlen(line), "\u2026");
		if (surface)
			surface_text_cut(surface, x, rect.y + lines, rect.x + rect.width - x, line, look);
		lines++;
	}
	return lines;
}
