/* Text to what a terminal shows of it, one column or two at a time. */
#ifndef TIMESHEET_UI_GLYPH_H
#define TIMESHEET_UI_GLYPH_H

#include "ui/draw/surface.h"

/* A base character with its combining marks. */
struct glyph {
	uint32_t characters[CELL_CHARACTERS]; /* 0-filled */
	int width;                            /* 1 or 2 */
};

/* The glyph at *text, which is moved behind it and its marks. False at the end of the text. */
bool glyph_next(const char **text, struct glyph *out);
/* One character on its own; U+FFFD for what cannot stand so. */
struct glyph glyph_of(uint32_t character);
/* What stands for a character where only ASCII can be shown. */
uint32_t glyph_ascii(uint32_t character);
/* The same for the Linux console, whose font has lines and two blocks, and neither other eighths nor round corners. */
uint32_t glyph_console(uint32_t character);

#endif
