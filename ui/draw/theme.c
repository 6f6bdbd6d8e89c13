/* A look and its ground to what a terminal shows, and colours to the nearest of those that it has. */
#include "ui/draw/theme.h"

#include <stdlib.h>
#include <string.h>

/* Where white reads as well as black; and how far apart a text and what it stands on are at least. */
enum { LUMA_MIDDLE = 127500, LUMA_APART = 60000 };

const struct theme *theme_find(const char *name)
{
	for (size_t i = 0; i < theme_count; i++) {
		if (name && strcmp(themes[i].name, name) == 0)
			return &themes[i];
	}
	return &themes[0];
}

bool theme_tints(const struct theme *theme, enum theme_depth depth)
{
	for (enum style style = STYLE_HEAT_1; style <= STYLE_HEAT_4; style++) {
		if (theme->styles[style].paper == THEME_DEFAULT)
			return false;
	}
	return depth == THEME_RGB;
}

static unsigned char palette_index(unsigned char colour)
{
	return colour <= PALETTE_COUNT ? colour : 0;
}

/* Luma (ITU-R BT.601), 0 to 255000. */
static int luma(int32_t rgb)
{
	return 299 * (rgb >> 16 & 0xff) + 587 * (rgb >> 8 & 0xff) + 114 * (rgb & 0xff);
}

/* The theme's text on a colour of activities; on one of somebody's own that is too like it, black or white. */
static int32_t text_on(const struct theme *theme, int32_t paper)
{
	if (abs(luma(theme->palette_text) - luma(paper)) >= LUMA_APART)
		return theme->palette_text;
	return luma(paper) > LUMA_MIDDLE ? 0x000000 : 0xffffff;
}

static void resolve_rgb(const struct theme *theme, struct look look, const struct theme_style *ground,
                        struct appearance *out)
{
	const struct theme_style *style = &theme->styles[look.style];

	out->attributes = style->attributes;
	out->ink = style->ink;
	out->paper = style->paper;
	if (out->paper == THEME_DEFAULT) {
		out->paper = ground->paper;
		if (out->ink == THEME_DEFAULT)
			out->ink = ground->ink;
	}
	if (look.paper != 0) {
		out->paper = theme->palette[look.paper];
		out->ink = text_on(theme, out->paper);
	}
	if (look.ink != 0)
		out->ink = theme->palette[look.ink];
}

/* The one of black and white that reads on a colour. */
static int32_t ink_on(int32_t paper)
{
	return paper == 2 || paper == 3 || paper == 6 || paper == 7 ? 0 : 7;
}

static void resolve_8(const struct theme *theme, struct look look, const struct theme_style *ground,
                      struct appearance *out)
{
	const struct theme_style *style = &theme->styles[look.style];
	unsigned helping = style->mono & ~(unsigned)ATTRIBUTE_REVERSE;

	if (style->paper8 >= 0)
		helping &= ~(unsigned)ATTRIBUTE_UNDERLINE;
	out->attributes = (unsigned char)(style->attributes | helping);
	out->ink = style->ink8;
	out->paper = style->paper8;
	if (look.ink != 0)
		out->ink = theme->palette8[look.ink];
	if (out->paper < 0 && ground->paper8 >= 0) {
		out->paper = ground->paper8;
		out->ink = ground->ink8;
	}
	if (look.paper != 0) {
		out->paper = theme->palette8[look.paper];
		out->ink = look.ink != 0 ? theme->palette8[look.ink] : ink_on(out->paper);
	}
	if (out->paper >= 0 && out->ink == out->paper)
		out->ink = ink_on(out->paper);
}

static void resolve_mono(const struct theme *theme, struct look look, const struct theme_style *ground,
                         struct appearance *out)
{
	unsigned ground_attributes = ground->mono & (ATTRIBUTE_REVERSE | ATTRIBUTE_UNDERLINE);

	out->ink = out->paper = THEME_DEFAULT;
	out->attributes = (unsigned char)(theme->styles[look.style].mono | ground_attributes);
	/* An activity's span is a block without colours too. */
	if (look.paper != 0)
		out->attributes |= ATTRIBUTE_REVERSE;
}

struct appearance theme_resolve(const struct theme *theme, struct look look, enum style ground, enum theme_depth depth)
{
	const struct theme_style *below = &theme->styles[ground < STYLE_COUNT ? ground : STYLE_PLAIN];
	struct appearance appearance;

	look.ink = palette_index(look.ink);
	look.paper = palette_index(look.paper);
	if (look.style >= STYLE_COUNT)
		look.style = STYLE_PLAIN;
	if (depth == THEME_RGB)
		resolve_rgb(theme, look, below, &appearance);
	else if (depth == THEME_8)
		resolve_8(theme, look, below, &appearance);
	else
		resolve_mono(theme, look, below, &appearance);
	if (look.underline != 0)
		appearance.attributes |= ATTRIBUTE_UNDERLINE;
	return appearance;
}

static int distance(int32_t left, int32_t right)
{
	int sum = 0;

	for (int shift = 0; shift <= 16; shift += 8) {
		int difference = ((left >> shift) & 0xff) - ((right >> shift) & 0xff);

		sum += difference * difference;
	}
	return sum;
}

/* The 6x6x6 cube from 16 and the greys from 232, as xterm has them. */
int32_t theme_colour_of_256(int index)
{
	static const int32_t levels[6] = { 0, 95, 135, 175, 215, 255 };

	if (index >= 232)
		return (8 + (index - 232) * 10) * 0x010101;
	index -= 16;
	return levels[index / 36] << 16 | levels[index / 6 % 6] << 8 | levels[index % 6];
}

int theme_colour_256(int32_t rgb)
{
	int best = 16;

	for (int i = 17; i < 256; i++) {
		if (distance(theme_colour_of_256(i), rgb) < distance(theme_colour_of_256(best), rgb))
			best = i;
	}
	return best;
}

int theme_colour_8(int32_t rgb)
{
	if (rgb == THEME_DEFAULT)
		return -1;
	int channels[3] = { rgb >> 16 & 0xff, rgb >> 8 & 0xff, rgb & 0xff }, most = 0, least = 0xff, colour = 0;
	for (int i = 0; i < 3; i++) {
		most = channels[i] > most ? channels[i] : most;
		least = channels[i] < least ? channels[i] : least;
	}
	/* Greys by their light, colours by what is in them, however dark. */
	if (most - least < 0x20)
		return most < 0x80 ? 0 : 7;
	for (int i = 0; i < 3; i++)
		colour |= channels[i] > (most + least) / 2 ? 1 << i : 0;
	return colour;
}

const char *theme_for_ground(int32_t rgb)
{
	return luma(rgb) > LUMA_MIDDLE ? "light" : "dark";
}
