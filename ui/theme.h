/* What styles look like: for direct and 256 colours, for 8, and without any. */
#ifndef TIMESHEET_UI_THEME_H
#define TIMESHEET_UI_THEME_H

#include "style.h"

#include <stddef.h>
#include <stdint.h>

enum { PALETTE_COUNT = 12 };
enum attribute { ATTRIBUTE_BOLD = 1, ATTRIBUTE_DIM = 2, ATTRIBUTE_UNDERLINE = 4, ATTRIBUTE_REVERSE = 8, ATTRIBUTE_ITALIC = 16 };

/* A colour: 0xRRGGBB, or THEME_DEFAULT for the terminal's own. */
#define THEME_DEFAULT (-1)

struct theme_style {
	int32_t ink, paper;       /* RGB or THEME_DEFAULT */
	signed char ink8, paper8; /* 0..7, or -1 */
	unsigned char attributes; /* with colours */
	unsigned char mono;       /* attributes without colours: the state must still be told */
};

struct theme {
	const char *name;
	struct theme_style styles[STYLE_COUNT];
	int32_t palette[PALETTE_COUNT + 1];    /* 1..12 */
	signed char palette8[PALETTE_COUNT + 1];
	int32_t palette_text;                  /* ink that reads on any palette colour as paper */
};

extern const struct theme themes[];
extern const size_t theme_count;
const struct theme *theme_find(const char *name); /* the first for an unknown name; never NULL */

#endif
