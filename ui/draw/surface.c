/* A clipped grid of cells. Knows characters and style names; neither colours nor terminals. */
#include "ui/draw/surface.h"

#include "ui/base/alloc.h"
#include "ui/draw/glyph.h"

#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* No terminal is larger; beyond it, width * height would leave int. */
enum { SIDE_MOST = 16384, PRINTF_SIZE = 1024 };

/* Where drawing goes: the origin may lie outside of the bounds. All in cells of the whole surface. */
struct clip {
	int x, y;
	int left, top, right, bottom; /* right and bottom are the first ones outside */
};

struct surface {
	int width, height;
	struct cell *cells;
	struct clip clip;
	struct clip *stack;
	size_t depth, capacity;
	int cursor_x, cursor_y;
	bool ascii, plain, tints;
	bool (*shows)(uint32_t character); /* beyond ASCII; NULL: nothing */
};

static const struct cell blank_cell = { .characters = { ' ' }, .width = 1 };

static int clamp(long long value, int least, int most)
{
	if (value < least)
		return least;
	return value > most ? most : (int)value;
}

/* A column that may lie anywhere, without overflow. */
static int column(int x, long long right)
{
	return clamp(x + right, INT_MIN, INT_MAX);
}

bool rect_holds(struct rect rect, int x, int y)
{
	return x >= rect.x && x < rect.x + rect.width && y >= rect.y && y < rect.y + rect.height;
}

struct surface *surface_create(int width, int height)
{
	struct surface *surface = allocate(1, sizeof *surface);

	surface_resize(surface, width, height);
	return surface;
}

void surface_destroy(struct surface *surface)
{
	if (!surface)
		return;
	free(surface->cells);
	free(surface->stack);
	free(surface);
}

void surface_resize(struct surface *surface, int width, int height)
{
	surface->width = clamp(width, 0, SIDE_MOST);
	surface->height = clamp(height, 0, SIDE_MOST);
	surface->cells =
	        reallocate(surface->cells, (size_t)surface->width * (size_t)surface->height, sizeof *surface->cells);
	surface->depth = 0;
	surface->clip = (struct clip){ .right = surface->width, .bottom = surface->height };
	surface_clear(surface);
}

int surface_width(const struct surface *surface)
{
	return surface->width;
}

int surface_height(const struct surface *surface)
{
	return surface->height;
}

const struct cell *surface_cell(const struct surface *surface, int x, int y)
{
	if (x < 0 || y < 0 || x >= surface->width || y >= surface->height)
		return &blank_cell;
	return &surface->cells[(size_t)y * (size_t)surface->width + (size_t)x];
}

static struct cell *cell_at(struct surface *surface, int x, int y)
{
	return &surface->cells[(size_t)y * (size_t)surface->width + (size_t)x];
}

/* The part of a rect of the clip that shows, in cells of the whole surface. */
static struct clip clip_of(const struct surface *surface, struct rect rect)
{
	const struct clip *now = &surface->clip;
	long long x = (long long)now->x + rect.x;
	long long y = (long long)now->y + rect.y;
	struct clip clip = {
		.x = clamp(x, -SIDE_MOST, 2 * SIDE_MOST),
		.y = clamp(y, -SIDE_MOST, 2 * SIDE_MOST),
		.left = clamp(x, now->left, now->right),
		.top = clamp(y, now->top, now->bottom),
	};

	clip.right = clamp(x + rect.width, clip.left, now->right);
	clip.bottom = clamp(y + rect.height, clip.top, now->bottom);
	return clip;
}

void surface_clip_push(struct surface *surface, struct rect rect)
{
	surface->stack = with_room(surface->stack, &surface->capacity, surface->depth + 1, sizeof *surface->stack);
	surface->stack[surface->depth++] = surface->clip;
	surface->clip = clip_of(surface, rect);
}

void surface_clip_pop(struct surface *surface)
{
	if (surface->depth > 0)
		surface->clip = surface->stack[--surface->depth];
}

/* Half of a wide character cannot be shown: what is left of it when the other half is drawn over becomes a blank. */
static void split_wide(struct surface *surface, int x, int y)
{
	struct cell *cell = cell_at(surface, x, y);
	struct cell *other = NULL;

	if (cell->width == 0 && x > 0)
		other = cell - 1;
	else if (cell->width == 2 && x + 1 < surface->width)
		other = cell + 1;
	if (other) {
		memset(other->characters, 0, sizeof other->characters);
		other->characters[0] = ' ';
		other->width = 1;
	}
}

/* Lines and blocks have stand-ins: such code sets have them in two columns, or not at all. */
static bool glyph_shown(const struct surface *surface, const struct glyph *glyph)
{
	uint32_t character = glyph->characters[0];

	if (!surface->ascii)
		return true;
	return surface->shows != NULL && glyph->characters[1] == 0 &&
	       (character < 0x80 || (glyph_ascii(character) == '?' && surface->shows(character)));
}

/* Lines, blocks and shades, and braille patterns, which are spinners here: no text has them. */
static bool glyph_ornament(const struct glyph *glyph)
{
	uint32_t character = glyph->characters[0];

	return (character >= 0x2500 && character <= 0x259f) || (character >= 0x2800 && character <= 0x28ff);
}

/* Puts a glyph at a place of the whole surface; keeps the ground. A wide one that the clip cuts is a blank. */
static void put_glyph(struct surface *surface, int x, int y, const struct glyph *glyph, struct look look)
{
	const struct clip *clip = &surface->clip;
	int first = x < clip->left ? clip->left : x;
	int end = x + glyph->width > clip->right ? clip->right : x + glyph->width;
	bool cut = end - first < glyph->width || (surface->plain && glyph_ornament(glyph)),
	     shown = glyph_shown(surface, glyph);

	if (y < clip->top || y >= clip->bottom)
		return;
	for (int i = first; i < end; i++)
		split_wide(surface, i, y);
	for (int i = first; i < end; i++) {
		struct cell *cell = cell_at(surface, i, y);

		*cell = (struct cell){ .width = 1, .ground = cell->ground, .look = look };
		if (cut) {
			cell->characters[0] = ' ';
		} else if (!shown) {
			cell->characters[0] = glyph_ascii(glyph->characters[0]);
		} else if (i == x) {
			memcpy(cell->characters, glyph->characters, sizeof cell->characters);
			cell->width = (unsigned char)glyph->width;
		} else {
			cell->width = 0;
		}
	}
}

void surface_put(struct surface *surface, int x, int y, uint32_t character, struct look look)
{
	struct glyph glyph = glyph_of(character);
	struct clip place = clip_of(surface, (struct rect){ x, y, glyph.width, 1 });

	put_glyph(surface, place.x, place.y, &glyph, look);
}

void surface_clear(struct surface *surface)
{
	for (int y = surface->clip.top; y < surface->clip.bottom; y++) {
		for (int x = surface->clip.left; x < surface->clip.right; x++) {
			split_wide(surface, x, y);
			*cell_at(surface, x, y) = blank_cell;
		}
	}
	surface->cursor_x = -1;
	surface->cursor_y = -1;
}

void surface_fill(struct surface *surface, struct rect rect, uint32_t character, struct look look)
{
	struct glyph glyph = glyph_of(character);
	struct clip part = clip_of(surface, rect);

	for (int y = part.top; y < part.bottom; y++) {
		for (int x = part.left; x < part.right; x++)
			cell_at(surface, x, y)->ground = look.style;
		for (int x = part.left; x + glyph.width <= part.right; x += glyph.width)
			put_glyph(surface, x, y, &glyph, look);
	}
}

void surface_paint(struct surface *surface, struct rect rect, struct look look)
{
	struct clip part = clip_of(surface, rect);

	for (int y = part.top; y < part.bottom; y++) {
		for (int x = part.left; x < part.right; x++) {
			struct cell *cell = cell_at(surface, x, y);

			cell->ground = look.style;
			cell->look = look;
		}
	}
}

/* -1 stands for as far as the clip goes. */
static int columns_left(const struct surface *surface, int x, int width)
{
	long long left = (long long)surface->clip.right - surface->clip.x - x;

	return width < 0 ? clamp(left, 0, 3 * SIDE_MOST) : width;
}

int surface_text(struct surface *surface, int x, int y, int width, const char *text, struct look look)
{
	struct clip place = clip_of(surface, (struct rect){ x, y, 0, 1 });
	struct glyph glyph;
	int taken = 0;

	width = columns_left(surface, x, width);
	while (taken < width && glyph_next(&text, &glyph)) {
		if (taken + glyph.width > width)
			glyph = glyph_of(' ');
		/* Past the clip nothing shows, but the columns count. */
		if (place.x <= surface->clip.right - taken)
			put_glyph(surface, place.x + taken, place.y, &glyph, look);
		taken += glyph.width;
	}
	return taken;
}

int surface_text_cut(struct surface *surface, int x, int y, int width, const char *text, struct look look)
{
	width = columns_left(surface, x, width);
	if (width <= 0)
		return 0;
	if (text_width(text) <= width)
		return surface_text(surface, x, y, width, text, look);
	surface_text(surface, x, y, width - 1, text, look);
	surface_put(surface, column(x, width - 1), y, 0x2026, look);
	return width;
}

void surface_text_right(struct surface *surface, int x, int y, int width, const char *text, struct look look)
{
	int need;

	width = columns_left(surface, x, width);
	need = text_width(text);
	if (need > width)
		surface_text_cut(surface, x, y, width, text, look);
	else
		surface_text(surface, column(x, (long long)width - need), y, need, text, look);
}

int surface_printf(struct surface *surface, int x, int y, struct look look, const char *format, ...)
{
	char text[PRINTF_SIZE];
	va_list arguments;
	int size;

	va_start(arguments, format);
	/* NOLINTNEXTLINE(clang-analyzer-valist.Uninitialized): va_start stands above */
	size = vsnprintf(text, sizeof text, format, arguments);
	va_end(arguments);
	return size < 0 ? 0 : surface_text(surface, x, y, -1, text, look);
}

void surface_cursor(struct surface *surface, int x, int y)
{
	struct clip place = clip_of(surface, (struct rect){ x, y, 1, 1 });
	bool shown = x >= 0 && y >= 0 && place.left < place.right && place.top < place.bottom;

	surface->cursor_x = shown ? place.left : -1;
	surface->cursor_y = shown ? place.top : -1;
}

void surface_cursor_at(const struct surface *surface, int *x, int *y)
{
	*x = surface->cursor_x;
	*y = surface->cursor_y;
}

void surface_set_shows(struct surface *surface, bool (*shows)(uint32_t character))
{
	surface->shows = shows;
}

void surface_set_plain(struct surface *surface, bool plain)
{
	surface->plain = plain;
}

bool surface_plain(const struct surface *surface)
{
	return surface->plain;
}

void surface_set_tints(struct surface *surface, bool tints)
{
	surface->tints = tints;
}

bool surface_tints(const struct surface *surface)
{
	return surface->tints;
}

void surface_set_ascii(struct surface *surface, bool ascii)
{
	surface->ascii = ascii;
}

bool surface_ascii(const struct surface *surface)
{
	return surface->ascii;
}
