/* The screen as libvterm 0.1 understands it: text, looks, cursor. */
#include "support_terminal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The bytes of a cell's characters and a NUL. */
enum { CELL_BYTES = 6 * 4 + 1 };

static int property_set(VTermProp property, VTermValue *value, void *context)
{
	struct terminal *terminal = context;

	if (property == VTERM_PROP_CURSORVISIBLE)
		terminal->cursor_shown = value->boolean;
	return 1;
}

static const VTermScreenCallbacks screen_callbacks = { .settermprop = property_set };

void screen_create(struct terminal *terminal, int width, int height)
{
	terminal->width = width;
	terminal->height = height;
	terminal->cursor_shown = true;
	terminal->emulator = vterm_new(height, width);
	assert_non_null(terminal->emulator);
	vterm_set_utf8(terminal->emulator, 1);
	terminal->screen = vterm_obtain_screen(terminal->emulator);
	vterm_screen_enable_altscreen(terminal->screen, 1);
	vterm_screen_set_callbacks(terminal->screen, &screen_callbacks, terminal);
	vterm_screen_reset(terminal->screen, 1);
}

void screen_destroy(struct terminal *terminal)
{
	vterm_free(terminal->emulator);
}

int terminal_width(const struct terminal *terminal)
{
	return terminal->width;
}

int terminal_height(const struct terminal *terminal)
{
	return terminal->height;
}

/* xterm's 256 colours. libvterm 0.1 spaces the cube evenly, which no terminal does. */
static int32_t colour_of_index(int index)
{
	static const int32_t first[16] = { 0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd,
		                           0x00cdcd, 0xe5e5e5, 0x7f7f7f, 0xff0000, 0x00ff00, 0xffff00,
		                           0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff };
	static const int step[6] = { 0, 95, 135, 175, 215, 255 };

	if (index < 16)
		return first[index];
	if (index >= 232)
		return (8 + 10 * (index - 232)) * 0x010101;
	index -= 16;
	return step[index / 36] << 16 | step[index / 6 % 6] << 8 | step[index % 6];
}

static int32_t colour(const VTermColor *colour)
{
	if (VTERM_COLOR_IS_DEFAULT_FG(colour) || VTERM_COLOR_IS_DEFAULT_BG(colour))
		return -1;
	if (VTERM_COLOR_IS_INDEXED(colour))
		return colour_of_index(colour->indexed.idx);
	return colour->rgb.red << 16 | colour->rgb.green << 8 | colour->rgb.blue;
}

struct shown terminal_cell(const struct terminal *terminal, int x, int y)
{
	VTermScreenCell cell;
	struct shown shown = { { 0 }, 1, -1, -1, false, false, false, false };

	if (!vterm_screen_get_cell(terminal->screen, (VTermPos){ y, x }, &cell))
		return shown;
	for (int i = 0; i < 6; i++) {
		/* The right half of a wide character. */
		shown.characters[i] = cell.chars[i] == UINT32_MAX ? 0 : cell.chars[i];
		if (!cell.chars[i])
			break;
	}
	shown.width = cell.chars[0] == UINT32_MAX ? 0 : cell.width;
	shown.ink = colour(&cell.fg);
	shown.paper = colour(&cell.bg);
	shown.bold = cell.attrs.bold;
	shown.underline = cell.attrs.underline != 0;
	shown.italic = cell.attrs.italic;
	shown.reverse = cell.attrs.reverse;
	return shown;
}

bool terminal_cursor(const struct terminal *terminal, int *x, int *y)
{
	VTermPos at;

	vterm_state_get_cursorpos(vterm_obtain_state(terminal->emulator), &at);
	*x = at.col;
	*y = at.row;
	return terminal->cursor_shown;
}

static size_t character_write(uint32_t character, char *out)
{
	if (character < 0x80) {
		out[0] = (char)character;
		return 1;
	}
	size_t size = character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
	for (size_t i = size - 1; i > 0; i--) {
		out[i] = (char)(0x80 | (character & 0x3f));
		character >>= 6;
	}
	out[0] = (char)(0xf00 >> size | character);
	return size;
}

const char *terminal_row(struct terminal *terminal, int y)
{
	size_t size = 0, kept = 0;

	for (int x = 0; x < terminal->width; x++) {
		struct shown shown = terminal_cell(terminal, x, y);
		if (size + CELL_BYTES >= sizeof terminal->row)
			break;
		if (shown.width == 0)
			continue;
		if (!shown.characters[0])
			shown.characters[0] = ' ';
		for (int i = 0; i < 6 && shown.characters[i]; i++)
			size += character_write(shown.characters[i], terminal->row + size);
		if (shown.characters[0] != ' ')
			kept = size;
	}
	terminal->row[kept] = '\0';
	return terminal->row;
}

/* The column of a byte offset in a row. */
static int column_of(const struct terminal *terminal, int y, size_t offset)
{
	size_t size = 0;
	int x = 0;

	for (; x < terminal->width && size < offset; x++) {
		struct shown shown = terminal_cell(terminal, x, y);
		char bytes[4];
		if (shown.width == 0)
			continue;
		if (!shown.characters[0])
			shown.characters[0] = ' ';
		for (int i = 0; i < 6 && shown.characters[i]; i++)
			size += character_write(shown.characters[i], bytes);
	}
	while (x < terminal->width && terminal_cell(terminal, x, y).width == 0)
		x++;
	return x;
}

bool terminal_find(struct terminal *terminal, const char *text, int *x, int *y)
{
	for (int row = 0; row < terminal->height; row++) {
		const char *line = terminal_row(terminal, row), *found = strstr(line, text);
		if (!found)
			continue;
		if (x)
			*x = column_of(terminal, row, (size_t)(found - line));
		if (y)
			*y = row;
		return true;
	}
	return false;
}

void screen_print(struct terminal *terminal)
{
	for (int y = 0; y < terminal->height; y++)
		print_error("|%s\n", terminal_row(terminal, y));
}

void terminal_assert_text(struct terminal *terminal, const char *text)
{
	if (terminal_find(terminal, text, NULL, NULL))
		return;
	screen_print(terminal);
	fail_msg("\"%s\" is not on the screen", text);
}

void terminal_assert_no_text(struct terminal *terminal, const char *text)
{
	if (!terminal_find(terminal, text, NULL, NULL))
		return;
	screen_print(terminal);
	fail_msg("\"%s\" is on the screen", text);
}
