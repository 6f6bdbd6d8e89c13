/* Writes three layers: the window, the grounds of the cells, and what stands on them. */
#include "svg.h"

#include <string.h>

#include "svg_shape.h"

enum {
	BAR = 38,   /* the title bar's height */
	EDGE = 14,  /* ground around the cells */
	ROUND = 10, /* the corners' radius */
	BASELINE = 16
};

/* DejaVu Sans Mono advances by 0.60205 em. */
#define FONT_SIZE (SHAPE_WIDTH / 0.60205)

struct look {
	int32_t ink, paper;
	bool bold, italic, underline;
};

static struct look look_of(const struct shown *shown, const struct svg_colours *colours)
{
	int32_t ink = shown->ink < 0 ? colours->ink : shown->ink;
	int32_t paper = shown->paper < 0 ? colours->paper : shown->paper;

	if (shown->reverse)
		return (struct look){ paper, ink, shown->bold, shown->italic, shown->underline };
	return (struct look){ ink, paper, shown->bold, shown->italic, shown->underline };
}

static bool look_equal(struct look left, struct look right)
{
	return left.ink == right.ink && left.paper == right.paper && left.bold == right.bold &&
	       left.italic == right.italic && left.underline == right.underline;
}

static void window_write(FILE *file, const struct svg_colours *colours, const char *title, int width, int height)
{
	static const unsigned dots[] = { 0xff5f57, 0xfebc2e, 0x28c840 };

	(void)fprintf(file,
	              "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\">\n",
	              width, height, width, height);
	(void)fprintf(file, "<rect width=\"%d\" height=\"%d\" rx=\"%d\" fill=\"#%06x\"/>\n", width, height, ROUND,
	              (unsigned)colours->paper);
	(void)fprintf(file, "<path d=\"M0 %dV%dQ0 0 %d 0H%dQ%d 0 %d %dV%dZ\" fill=\"#%06x\"/>\n", BAR, ROUND, ROUND,
	              width - ROUND, width, width, ROUND, BAR, (unsigned)colours->frame);
	for (int i = 0; i < 3; i++)
		(void)fprintf(file, "<circle cx=\"%d\" cy=\"%d\" r=\"6\" fill=\"#%06x\"/>\n", 20 + 20 * i, BAR / 2,
		              dots[i]);
	(void)fprintf(file,
	              "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\" font-family=\"DejaVu Sans, sans-serif\" "
	              "font-size=\"13\" fill=\"#%06x\" opacity=\"0.7\">%s</text>\n",
	              width / 2, BAR / 2 + 5, (unsigned)colours->ink, title);
}

static void grounds_write(FILE *file, const struct terminal *terminal, const struct svg_colours *colours, int y)
{
	int width = terminal_width(terminal), begin = 0;

	for (int x = 1; x <= width; x++) {
		struct shown first = terminal_cell(terminal, begin, y), shown = terminal_cell(terminal, x, y);
		struct look look = look_of(&first, colours);
		if (x < width && look_of(&shown, colours).paper == look.paper)
			continue;
		if (look.paper != colours->paper)
			(void)fprintf(file, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"#%06x\"/>\n",
			              EDGE + begin * SHAPE_WIDTH, BAR + EDGE + y * SHAPE_HEIGHT,
			              (x - begin) * SHAPE_WIDTH, SHAPE_HEIGHT, (unsigned)look.paper);
		begin = x;
	}
}

static void character_write(FILE *file, uint32_t character)
{
	if (character == '<' || character == '&' || character == '>' || character > 0x7e)
		(void)fprintf(file, "&#%u;", (unsigned)character);
	else
		(void)fputc((int)character, file);
}

static bool is_blank(const struct shown *shown)
{
	return shown->characters[0] == 0 || shown->characters[0] == ' ';
}

/* Letters whose advance the font gives exactly; all others are placed one by one. */
static bool is_plain(const struct shown *shown)
{
	return shown->width == 1 && shown->characters[0] < 0x250 && shown->characters[1] == 0;
}

static void text_begin(FILE *file, struct look look, int x, int y)
{
	(void)fprintf(file, "<text x=\"%d\" y=\"%d\" fill=\"#%06x\"", EDGE + x * SHAPE_WIDTH,
	              BAR + EDGE + y * SHAPE_HEIGHT + BASELINE, (unsigned)look.ink);
	if (look.bold)
		(void)fputs(" font-weight=\"bold\"", file);
	if (look.italic)
		(void)fputs(" font-style=\"italic\"", file);
	(void)fputs(">", file);
}

/* What stands in a row: shapes one by one, text in runs of one look. */
static void row_write(FILE *file, const struct terminal *terminal, const struct svg_colours *colours, int y)
{
	int width = terminal_width(terminal), x = 0;

	while (x < width) {
		struct shown shown = terminal_cell(terminal, x, y);
		struct look look = look_of(&shown, colours);
		int left = EDGE + x * SHAPE_WIDTH, top = BAR + EDGE + y * SHAPE_HEIGHT;
		if (look.underline)
			(void)fprintf(file, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"1\" fill=\"#%06x\"/>\n",
			              left, top + BASELINE + 2, SHAPE_WIDTH, (unsigned)look.ink);
		if (is_blank(&shown) || shape_draw(file, shown.characters[0], left, top, look.ink)) {
			x++;
			continue;
		}
		text_begin(file, look, x, y);
		do {
			for (int i = 0; i < 6 && shown.characters[i]; i++)
				character_write(file, shown.characters[i]);
			bool alone = !is_plain(&shown);
			x += shown.width > 0 ? shown.width : 1;
			shown = terminal_cell(terminal, x, y);
			if (alone || look.underline)
				break;
		} while (x < width && !is_blank(&shown) && is_plain(&shown) &&
		         look_equal(look_of(&shown, colours), look));
		(void)fputs("</text>\n", file);
	}
}

static void cursor_write(FILE *file, const struct terminal *terminal, const struct svg_colours *colours)
{
	int x, y;

	if (terminal_cursor(terminal, &x, &y))
		(void)fprintf(file,
		              "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"#%06x\" opacity=\"0.55\"/>\n",
		              EDGE + x * SHAPE_WIDTH, BAR + EDGE + y * SHAPE_HEIGHT, SHAPE_WIDTH, SHAPE_HEIGHT,
		              (unsigned)colours->ink);
}

bool svg_write(const struct terminal *terminal, const struct svg_colours *colours, const char *title, FILE *file)
{
	int width = terminal_width(terminal) * SHAPE_WIDTH + 2 * EDGE;
	int height = terminal_height(terminal) * SHAPE_HEIGHT + 2 * EDGE + BAR;

	window_write(file, colours, title, width, height);
	for (int y = 0; y < terminal_height(terminal); y++)
		grounds_write(file, terminal, colours, y);
	(void)fprintf(file,
	              "<g font-family=\"DejaVu Sans Mono, monospace\" font-size=\"%.4g\" xml:space=\"preserve\">\n",
	              FONT_SIZE);
	for (int y = 0; y < terminal_height(terminal); y++)
		row_write(file, terminal, colours, y);
	(void)fputs("</g>\n", file);
	cursor_write(file, terminal, colours);
	(void)fputs("</svg>\n", file);
	return !ferror(file);
}
