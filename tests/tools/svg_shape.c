/* Box lines, blocks and braille as shapes within one cell, as a good terminal draws them itself. */
#include "svg_shape.h"

#include <stddef.h>

enum { UP = 1, RIGHT = 2, DOWN = 4, LEFT = 8 };

/* clang-format off */
static const struct {
	uint32_t character;
	unsigned arms;
} lines[] = {
	{ 0x2500, LEFT | RIGHT },      { 0x2502, UP | DOWN },           { 0x250c, RIGHT | DOWN },        { 0x2510, LEFT | DOWN },
	{ 0x2514, UP | RIGHT },        { 0x2518, UP | LEFT },           { 0x251c, UP | RIGHT | DOWN },   { 0x2524, UP | LEFT | DOWN },
	{ 0x252c, LEFT | RIGHT | DOWN }, { 0x2534, LEFT | RIGHT | UP }, { 0x253c, UP | RIGHT | DOWN | LEFT },
	{ 0x2574, LEFT },              { 0x2575, UP },                  { 0x2576, RIGHT },               { 0x2577, DOWN },
};
/* clang-format on */

static void rectangle(FILE *file, double x, double y, double width, double height, int32_t ink, double opacity)
{
	(void)fprintf(file, "<rect x=\"%g\" y=\"%g\" width=\"%g\" height=\"%g\" fill=\"#%06x\"", x, y, width, height,
	              (unsigned)ink);
	if (opacity < 1)
		(void)fprintf(file, " opacity=\"%g\"", opacity);
	(void)fputs("/>\n", file);
}

static bool line_draw(FILE *file, uint32_t character, double x, double y, int32_t ink)
{
	const double middle_x = x + SHAPE_WIDTH / 2.0, middle_y = y + SHAPE_HEIGHT / 2.0, half = 0.5;
	unsigned arms = 0;

	for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
		arms = lines[i].character == character ? lines[i].arms : arms;
	if (!arms)
		return false;
	if (arms & LEFT)
		rectangle(file, x, middle_y - half, SHAPE_WIDTH / 2.0 + half, 2 * half, ink, 1);
	if (arms & RIGHT)
		rectangle(file, middle_x - half, middle_y - half, SHAPE_WIDTH / 2.0 + half, 2 * half, ink, 1);
	if (arms & UP)
		rectangle(file, middle_x - half, y, 2 * half, SHAPE_HEIGHT / 2.0 + half, ink, 1);
	if (arms & DOWN)
		rectangle(file, middle_x - half, middle_y - half, 2 * half, SHAPE_HEIGHT / 2.0 + half, ink, 1);
	return true;
}

/* U+256D to U+2570, clockwise from the upper left: an arc between the middles of two sides. */
static void corner_draw(FILE *file, uint32_t character, double x, double y, int32_t ink)
{
	const double middle_x = x + SHAPE_WIDTH / 2.0, middle_y = y + SHAPE_HEIGHT / 2.0;
	double side = character == 0x256d || character == 0x2570 ? x + SHAPE_WIDTH : x;
	double end = character == 0x256d || character == 0x256e ? y + SHAPE_HEIGHT : y;
	double bend = character == 0x256d || character == 0x256e ? SHAPE_WIDTH / 2.0 : -SHAPE_WIDTH / 2.0;

	(void)fprintf(file, "<path d=\"M%g %gQ%g %g %g %gV%g\" fill=\"none\" stroke=\"#%06x\" stroke-width=\"1\"/>\n",
	              side, middle_y, middle_x, middle_y, middle_x, middle_y + bend, end, (unsigned)ink);
}

static void block_draw(FILE *file, uint32_t character, double x, double y, int32_t ink)
{
	const double width = SHAPE_WIDTH, height = SHAPE_HEIGHT;

	if (character == 0x2580)
		rectangle(file, x, y, width, height / 2, ink, 1);
	else if (character <= 0x2588)
		rectangle(file, x, y + height - height * (character - 0x2580) / 8, width,
		          height * (character - 0x2580) / 8, ink, 1);
	else if (character <= 0x258f)
		rectangle(file, x, y, width * (0x2590 - character) / 8, height, ink, 1);
	else if (character == 0x2590)
		rectangle(file, x + width / 2, y, width / 2, height, ink, 1);
	else if (character <= 0x2593)
		rectangle(file, x, y, width, height, ink, 0.25 * (character - 0x2590));
	else if (character == 0x2594)
		rectangle(file, x, y, width, height / 8, ink, 1);
	else
		rectangle(file, x + width * 7 / 8, y, width / 8, height, ink, 1);
}

static void braille_draw(FILE *file, uint32_t character, double x, double y, int32_t ink)
{
	/* Bits 0 to 2 and 6 are the left column from above, 3 to 5 and 7 the right one: The Unicode Standard, 21.1. */
	static const struct {
		int x, y;
	} dots[8] = { { 0, 0 }, { 0, 1 }, { 0, 2 }, { 1, 0 }, { 1, 1 }, { 1, 2 }, { 0, 3 }, { 1, 3 } };

	for (unsigned bit = 0; bit < 8; bit++) {
		if (character >> bit & 1)
			(void)fprintf(file, "<circle cx=\"%g\" cy=\"%g\" r=\"1.3\" fill=\"#%06x\"/>\n",
			              x + SHAPE_WIDTH * (0.28 + 0.44 * dots[bit].x),
			              y + SHAPE_HEIGHT * (0.17 + 0.22 * dots[bit].y), (unsigned)ink);
	}
}

bool shape_draw(FILE *file, uint32_t character, double x, double y, int32_t ink)
{
	if (line_draw(file, character, x, y, ink))
		return true;
	if (character >= 0x256d && character <= 0x2570)
		corner_draw(file, character, x, y, ink);
	else if (character >= 0x2580 && character <= 0x2595)
		block_draw(file, character, x, y, ink);
	else if (character >= 0x2800 && character <= 0x28ff)
		braille_draw(file, character, x, y, ink);
	else
		return false;
	return true;
}
