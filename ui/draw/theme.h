/* What styles look like: for direct and 256 colours, for 8, and without any. */
#ifndef TIMESHEET_UI_THEME_H
#define TIMESHEET_UI_THEME_H

#include "ui/draw/style.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { PALETTE_COUNT = 12 };
enum attribute {
	ATTRIBUTE_BOLD = 1,
	ATTRIBUTE_DIM = 2,
	ATTRIBUTE_UNDERLINE = 4,
	ATTRIBUTE_REVERSE = 8,
	ATTRIBUTE_ITALIC = 16
};

/* A colour: 0xRRGGBB, or THEME_DEFAULT for the terminal's own. */
#define THEME_DEFAULT (-1)

struct theme_style {
	int32_t ink, paper;       /* RGB or THEME_DEFAULT */
	short ink8, paper8;       /* 0..7, or -1 */
	unsigned char attributes; /* with colours */
	unsigned char mono;       /* attributes without colours: the state must still be told */
};

struct theme {
	const char *name;
	struct theme_style styles[STYLE_COUNT];
	int32_t palette[PALETTE_COUNT + 1]; /* 1..12 */
	short palette8[PALETTE_COUNT + 1];
	int32_t palette_text; /* ink that reads on any palette colour as paper */
};

/* What a terminal can do. */
enum theme_depth { THEME_MONO, THEME_8, THEME_RGB };

/* How a cell looks in the end. */
struct appearance {
	int32_t ink, paper;       /* RGB with THEME_RGB, 0..7 with THEME_8; THEME_DEFAULT for the terminal's own */
	unsigned char attributes; /* of enum attribute */
};

/* A style without a paper of its own stands on that of the ground. With 8 colours the mono attributes help to tell
 * styles apart, and what stands on a coloured ground has the ground's ink, since few of the 64 pairs can be read. */
struct appearance theme_resolve(const struct theme *theme, struct look look, enum style ground, enum theme_depth depth);
/* The nearest of the colours 16..255 that terminals of 256 colours agree about. */
int theme_colour_256(int32_t rgb);
int32_t theme_colour_of_256(int index); /* what such a one is, 16..255 */
/* The name of the theme for a ground of that colour, 0xRRGGBB: "dark" or "light". */
const char *theme_for_ground(int32_t rgb);
/* The one of the eight, 0..7, that is most like it; -1 for THEME_DEFAULT. */
int theme_colour_8(int32_t rgb);

extern const struct theme themes[];
extern const size_t theme_count;
const struct theme *theme_find(const char *name); /* the first for an unknown name; never NULL */
/* Whether each of the heat map's styles is a ground, so that days need no shades. */
bool theme_tints(const struct theme *theme, enum theme_depth depth);

#endif
