/* The terminal's colours, and cells as ncurses wants them. */
#include "ui/terminal/curses/inside.h"

#include "ui/base/alloc.h"
#include "ui/draw/glyph.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

enum { ROW_MOST = 16384 };

static const char update_begins[] = "\033[?2026h";
static const char update_ends[] = "\033[?2026l";

void cells_find_colours(struct term *term, bool use_colour)
{
	term->colours = TERM_COLOURS_NONE;
	if (!use_colour || !has_colors() || start_color() == ERR || COLORS < 8)
		return;
	term->default_colours = use_default_colors() == OK;
	if (COLORS >= 1 << 24 && tigetflag("RGB") > 0)
		term->colours = TERM_COLOURS_DIRECT;
	else
		term->colours = COLORS >= 256 ? TERM_COLOURS_256 : TERM_COLOURS_8;
}

bool term_half_blocks(const struct term *term)
{
	return !term->ascii && term->colours >= TERM_COLOURS_256;
}

static enum theme_depth depth_of(const struct term *term)
{
	static const enum theme_depth depths[] = {
		[TERM_COLOURS_NONE] = THEME_MONO,
		[TERM_COLOURS_8] = THEME_8,
		[TERM_COLOURS_256] = THEME_RGB,
		[TERM_COLOURS_DIRECT] = THEME_RGB,
	};

	return depths[term->colours];
}

bool term_tints(const struct term *term)
{
	return theme_tints(term->theme, depth_of(term));
}

bool term_shows(uint32_t character)
{
	mbstate_t state = { 0 };
	char bytes[MB_LEN_MAX];

	return wcrtomb(bytes, (wchar_t)character, &state) != (size_t)-1 && wcwidth((wchar_t)character) > 0;
}

enum term_colours term_colours(const struct term *term)
{
	return term->colours;
}

void term_set_theme(struct term *term, const struct theme *theme)
{
	term->repaint = true;
	term->theme = theme;
}

void term_redraw(struct term *term)
{
	term->repaint = true;
}

/* Looking for the nearest of 240 takes longer than all else about a cell, and a theme has few colours. */
static int colour_nearest(struct term *term, int32_t rgb)
{
	size_t place = ((uint32_t)rgb * UINT32_C(0x9e3779b1)) >> 26;

	if (term->nearest[place].number == 0 || term->nearest[place].rgb != rgb) {
		term->nearest[place].rgb = rgb;
		term->nearest[place].number = (short)theme_colour_256(rgb);
	}
	return term->nearest[place].number;
}

/* The number ncurses knows a colour by. */
static int colour_number(struct term *term, int32_t colour, int instead)
{
	if (colour == THEME_DEFAULT)
		return term->default_colours ? -1 : instead;
	if (term->colours == TERM_COLOURS_256)
		return colour_nearest(term, colour);
	return colour;
}

static attr_t attributes_of(unsigned attributes)
{
	static const struct {
		unsigned ours;
		attr_t theirs;
	} pairs[] = {
		{ ATTRIBUTE_BOLD, A_BOLD },       { ATTRIBUTE_DIM, A_DIM },       { ATTRIBUTE_UNDERLINE, A_UNDERLINE },
		{ ATTRIBUTE_REVERSE, A_REVERSE }, { ATTRIBUTE_ITALIC, A_ITALIC },
	};
	attr_t all = A_NORMAL;

	for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
		if ((attributes & pairs[i].ours) != 0)
			all |= pairs[i].theirs;
	}
	return all;
}

/* The cell as ncurses wants it; returns how many cells of its row it takes. */
static int cell_convert(struct term *term, const struct cell *cell, cchar_t *out)
{
	struct appearance look = theme_resolve(term->theme, cell->look, (enum style)cell->ground, depth_of(term));
	wchar_t text[CELL_CHARACTERS + 1] = { 0 };
	int width = cell->width == 2 ? 2 : 1;
	int pair = 0;

	for (int i = 0; i < CELL_CHARACTERS; i++)
		text[i] = (wchar_t)(term->console ? glyph_console(cell->characters[i]) : cell->characters[i]);
	/* What ncurses would count differently must not reach it, or the row would shift. */
	if (wcwidth(text[0]) != width) {
		text[0] = term->ascii ? L'?' : L'\xfffd';
		text[1] = L'\0';
		width = 1;
	}
	if (term->colours != TERM_COLOURS_NONE) {
		pair = alloc_pair(colour_number(term, look.ink, COLOR_WHITE),
		                  colour_number(term, look.paper, COLOR_BLACK));
		if (pair < 0)
			pair = 0;
	}
	(void)setcchar(out, text, attributes_of(look.attributes), (short)(pair > 0x7fff ? 0x7fff : pair), &pair);
	return width;
}

/* Member by member: there is padding in a cell. */
static bool cell_equal(const struct cell *left, const struct cell *right)
{
	return memcmp(left->characters, right->characters, sizeof left->characters) == 0 &&
	       left->width == right->width && left->ground == right->ground && left->look.style == right->look.style &&
	       left->look.ink == right->look.ink && left->look.paper == right->look.paper &&
	       left->look.underline == right->look.underline;
}

/* Carries a row to ncurses if it differs from what was last flushed. True: it did. */
static bool row_flush(struct term *term, const struct surface *surface, int y)
{
	struct cell *before = &term->cells[(size_t)y * (size_t)term->width];
	bool changed = term->repaint;
	int count = 0;

	for (int x = 0; x < term->width; x++) {
		const struct cell *cell = surface_cell(surface, x, y);

		changed = changed || !cell_equal(cell, &before[x]);
	}
	if (!changed)
		return false;
	for (int x = 0; x < term->width;)
		x += cell_convert(term, surface_cell(surface, x, y), &term->row[count++]);
	for (int x = 0; x < term->width; x++)
		before[x] = *surface_cell(surface, x, y);
	(void)mvadd_wchnstr(y, 0, term->row, count);
	return true;
}

static void resize(struct term *term, int width, int height)
{
	/* The library gives its lines back as they are, and what is on them outlives a lock. All is drawn again anyway.
	 */
	(void)werase(stdscr);
	(void)werase(newscr);
	(void)werase(curscr);
	if (resizeterm(height, width) == ERR)
		return;
	term->width = width;
	term->height = height;
	free(term->cells);
	free(term->row);
	term->cells = allocate((size_t)width * (size_t)height, sizeof *term->cells);
	term->row = allocate((size_t)width, sizeof *term->row);
	term->repaint = true;
}

void term_flush(struct term *term, const struct surface *surface)
{
	int width = surface_width(surface), height = surface_height(surface);
	int x, y;
	bool changed = false;

	term_come_back(term);
	if (width < 1 || height < 1 || width > ROW_MOST || term->gone || term->away)
		return;
	if (width != term->width || height != term->height)
		resize(term, width, height);
	if (width != term->width || height != term->height)
		return;
	if (term->repaint)
		(void)clearok(curscr, TRUE);
	for (int i = 0; i < height; i++)
		changed = row_flush(term, surface, i) || changed;
	surface_cursor_at(surface, &x, &y);
	if (!changed && x == term->cursor_x && y == term->cursor_y)
		return;
	(void)curs_set(x >= 0 ? 1 : 0);
	(void)move(y >= 0 ? y : 0, x >= 0 ? x : 0);
	term->cursor_x = x;
	term->cursor_y = y;
	term->repaint = false;
	if (term->synchronized)
		term_write(term, update_begins);
	(void)wnoutrefresh(stdscr);
	(void)doupdate();
	if (term->synchronized)
		term_write(term, update_ends);
}
