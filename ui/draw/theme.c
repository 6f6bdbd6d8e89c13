/*
 * The looks of styles and activities. The colours are all of the 256 that terminals agree about, so that the picture is
 * the same with 256 colours and with more. Tests hold the contrast of every text on every ground, and the distance of
 * the activity colours as people see them who cannot tell red from green.
 */
#include "ui/draw/theme.h"

#include <string.h>

enum {
	BOLD = ATTRIBUTE_BOLD,
	DIM = ATTRIBUTE_DIM,
	UNDERLINE = ATTRIBUTE_UNDERLINE,
	REVERSE = ATTRIBUTE_REVERSE,
	NONE = THEME_DEFAULT
};

/* clang-format off */
const struct theme themes[] = {
	{
		.name = "dark",
		.styles = {
			/*                          ink     paper  ink8 paper8 attributes, without colours */
			[STYLE_PLAIN]           = {     NONE,     NONE, -1, -1, 0, 0 },
			[STYLE_DIM]             = { 0xa8a8a8,     NONE, -1, -1, 0, DIM },
			[STYLE_TITLE_BAR]       = { 0xd0d0d0, 0x303030,  7,  4, 0, REVERSE },
			[STYLE_TITLE]           = { 0x87afd7, 0x303030,  7,  4, BOLD, REVERSE | BOLD },
			[STYLE_HEADING]         = { 0x87afd7,     NONE,  6, -1, BOLD, BOLD },
			[STYLE_FRAME]           = { 0x585858,     NONE, -1, -1, 0, DIM },
			[STYLE_SELECTED]        = { 0xffffff, 0x3a3a3a,  0,  6, BOLD, REVERSE },
			[STYLE_UNFOCUSED]       = { 0xd0d0d0, 0x303030,  7,  4, 0, UNDERLINE },
			[STYLE_RUNNING]         = { 0xafd787,     NONE,  2, -1, BOLD, BOLD },
			[STYLE_TIME]            = { 0xbcbcbc,     NONE, -1, -1, 0, 0 },
			[STYLE_DURATION]        = {     NONE,     NONE, -1, -1, 0, 0 },
			[STYLE_BAR]             = { 0x87afd7,     NONE,  6, -1, 0, 0 },
			[STYLE_TRACK]           = { 0x6c6c6c, 0x303030, -1, -1, 0, DIM },
			[STYLE_GOOD]            = { 0x87d787,     NONE,  2, -1, 0, BOLD },
			[STYLE_NOTICE]          = { 0xffd787,     NONE,  3, -1, 0, BOLD },
			[STYLE_ERROR]           = { 0xff8787,     NONE,  1, -1, BOLD, REVERSE },
			[STYLE_KEY]             = { 0x87afd7,     NONE,  6, -1, 0, BOLD },
			[STYLE_HINT]            = { 0xa8a8a8,     NONE, -1, -1, 0, 0 },
			[STYLE_SLOT]            = { 0x87afd7,     NONE,  6, -1, BOLD, BOLD },
			[STYLE_FIELD]           = { 0xd0d0d0, 0x303030,  7,  4, 0, UNDERLINE },
			[STYLE_FIELD_FOCUS]     = { 0xffffff, 0x3a3a3a,  0,  6, 0, UNDERLINE | BOLD },
			[STYLE_MATCH]           = { 0xffd75f,     NONE,  3, -1, BOLD, UNDERLINE | BOLD },
			[STYLE_DIALOG]          = { 0xd0d0d0, 0x262626, -1, -1, 0, 0 },
			[STYLE_EMPHASIS]        = { 0xffffff,     NONE, -1, -1, BOLD, BOLD },
			[STYLE_NOTE_HEADING]    = { 0x87afd7,     NONE,  6, -1, BOLD, BOLD },
			[STYLE_NOW]             = { 0xffaf5f,     NONE,  3, -1, BOLD, BOLD },
			[STYLE_HEAT_1]          = { 0x87afaf,     NONE,  6, -1, 0, 0 },
			[STYLE_HEAT_2]          = { 0x87afaf,     NONE,  6, -1, 0, 0 },
			[STYLE_HEAT_3]          = { 0x87d7af,     NONE,  2, -1, 0, 0 },
			[STYLE_HEAT_4]          = { 0xafd787,     NONE,  2, -1, 0, BOLD },
		},
		.palette = { NONE, 0x00afaf, 0xffafff, 0xd7875f, 0xafd787, 0xafafd7, 0xaf87d7,
			     0x5fafff, 0xd7af5f, 0x87d7d7, 0x87af87, 0xd787af, 0xffafaf },
		.palette8 = { -1, 6, 5, 1, 2, 7, 3, 4, 3, 6, 2, 5, 1 },
		.palette_text = 0x121212,
	},
	{
		.name = "light",
		.styles = {
			[STYLE_PLAIN]           = {     NONE,     NONE, -1, -1, 0, 0 },
			[STYLE_DIM]             = { 0x585858,     NONE, -1, -1, 0, DIM },
			[STYLE_TITLE_BAR]       = { 0x303030, 0xe4e4e4,  0,  7, 0, REVERSE },
			[STYLE_TITLE]           = { 0x005faf, 0xe4e4e4,  0,  7, BOLD, REVERSE | BOLD },
			[STYLE_HEADING]         = { 0x005faf,     NONE,  4, -1, BOLD, BOLD },
			[STYLE_FRAME]           = { 0xb2b2b2,     NONE, -1, -1, 0, DIM },
			[STYLE_SELECTED]        = { 0x000000, 0xd7d7ff,  7,  4, BOLD, REVERSE },
			[STYLE_UNFOCUSED]       = { 0x262626, 0xe4e4e4,  0,  7, 0, UNDERLINE },
			[STYLE_RUNNING]         = { 0x005f00,     NONE,  2, -1, BOLD, BOLD },
			[STYLE_TIME]            = { 0x444444,     NONE, -1, -1, 0, 0 },
			[STYLE_DURATION]        = {     NONE,     NONE, -1, -1, 0, 0 },
			[STYLE_BAR]             = { 0x005faf,     NONE,  4, -1, 0, 0 },
			[STYLE_TRACK]           = { 0x8a8a8a, 0xe4e4e4, -1, -1, 0, DIM },
			[STYLE_GOOD]            = { 0x005f00,     NONE,  2, -1, 0, BOLD },
			[STYLE_NOTICE]          = { 0x5f5f00,     NONE,  5, -1, 0, BOLD },
			[STYLE_ERROR]           = { 0xaf0000,     NONE,  1, -1, BOLD, REVERSE },
			[STYLE_KEY]             = { 0x005faf,     NONE,  4, -1, 0, BOLD },
			[STYLE_HINT]            = { 0x585858,     NONE, -1, -1, 0, 0 },
			[STYLE_SLOT]            = { 0x005faf,     NONE,  4, -1, BOLD, BOLD },
			[STYLE_FIELD]           = { 0x262626, 0xdadada,  0,  7, 0, UNDERLINE },
			[STYLE_FIELD_FOCUS]     = { 0x000000, 0xffffd7,  7,  4, 0, UNDERLINE | BOLD },
			[STYLE_MATCH]           = { 0xaf005f,     NONE,  1, -1, BOLD, UNDERLINE | BOLD },
			[STYLE_DIALOG]          = { 0x262626, 0xeeeeee, -1, -1, 0, 0 },
			[STYLE_EMPHASIS]        = { 0x000000,     NONE, -1, -1, BOLD, BOLD },
			[STYLE_NOTE_HEADING]    = { 0x005faf,     NONE,  4, -1, BOLD, BOLD },
			[STYLE_NOW]             = { 0xaf0000,     NONE,  1, -1, BOLD, BOLD },
			[STYLE_HEAT_1]          = { 0x005f87,     NONE,  6, -1, 0, 0 },
			[STYLE_HEAT_2]          = { 0x005f87,     NONE,  6, -1, 0, 0 },
			[STYLE_HEAT_3]          = { 0x005f5f,     NONE,  2, -1, 0, 0 },
			[STYLE_HEAT_4]          = { 0x005f00,     NONE,  2, -1, 0, BOLD },
		},
		.palette = { NONE, 0x005fff, 0x870000, 0x008700, 0x8700af, 0x875f5f, 0x005f87,
			     0x5f5f00, 0x87005f, 0x875faf, 0xd7005f, 0x5f0087, 0xaf0087 },
		.palette8 = { -1, 4, 1, 2, 5, 3, 6, 4, 1, 2, 5, 3, 6 },
		.palette_text = 0xffffff,
	},
};
/* clang-format on */

const size_t theme_count = sizeof themes / sizeof themes[0];

const struct theme *theme_find(const char *name)
{
	for (size_t i = 0; i < theme_count; i++) {
		if (name && strcmp(themes[i].name, name) == 0)
			return &themes[i];
	}
	return &themes[0];
}

static unsigned char palette_index(unsigned char colour)
{
	return colour <= PALETTE_COUNT ? colour : 0;
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
		out->ink = theme->palette_text;
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
	int channels[3] = { rgb >> 16 & 0xff, rgb >> 8 & 0xff, rgb & 0xff }, most = 0, least = 0xff, colour = 0;

	if (rgb == THEME_DEFAULT)
		return -1;
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
