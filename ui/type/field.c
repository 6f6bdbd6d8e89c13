/*
 * One-line text fields. What a masked one holds is in locked memory and nowhere else: it is not killed into a buffer,
 * and neither its words nor its characters can be told from how the cursor moves or what is drawn.
 */
#include "ui/type/field.h"

#include "ui/base/alloc.h"
#include "ui/draw/grapheme.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DOT = 0x2022 };

void field_init(struct field *field, size_t size_most, bool masked)
{
	*field = (struct field){ .size_most = size_most, .masked = masked };
	if (!masked) {
		field->text = allocate(size_most, 1);
		return;
	}
	field->text = ts_secret_allocate(size_most);
	/* Without locked memory a password must not be typed: end like any failed allocation. */
	if (!field->text)
		field->text = allocate(SIZE_MAX, 1);
}

static void forget_killed(struct field *field)
{
	if (field->killed)
		ts_wipe(field->killed, strlen(field->killed));
	free(field->killed);
	field->killed = NULL;
}

void field_release(struct field *field)
{
	if (field->text) {
		ts_wipe(field->text, field->size_most);
		if (field->masked)
			ts_secret_free(field->text);
		else
			free(field->text);
	}
	forget_killed(field);
	field_history_release(&field->history);
	*field = (struct field){ 0 };
}

/* Takes out a part and wipes what is left behind the text. */
static void take_out(struct field *field, size_t begin, size_t end)
{
	memmove(field->text + begin, field->text + end, field->size - end);
	ts_wipe(field->text + field->size - (end - begin), end - begin);
	field->size -= end - begin;
	field->text[field->size] = '\0';
	field->cursor = grapheme_floor(field->text, field->size, begin);
}

/* Whole, or not at all. */
static bool put_in(struct field *field, const char *text, size_t size)
{
	size_t room = field->size_most - 1 - field->size;

	if (size > room) {
		field->refused = grapheme_count(text, size, room);
		return false;
	}
	memmove(field->text + field->cursor + size, field->text + field->cursor, field->size - field->cursor);
	memcpy(field->text + field->cursor, text, size);
	field->size += size;
	field->text[field->size] = '\0';
	field->cursor += size;
	/* A mark put before another may have joined it. */
	if (grapheme_floor(field->text, field->size, field->cursor) != field->cursor)
		field->cursor = grapheme_next(field->text, field->size,
		                              grapheme_floor(field->text, field->size, field->cursor));
	return true;
}

void field_set(struct field *field, const char *text)
{
	size_t size = strlen(text);

	take_out(field, 0, field->size);
	if (size > field->size_most - 1)
		size = grapheme_floor(text, size, field->size_most - 1);
	(void)put_in(field, text, size);
	field->refused = 0;
	if (!field->masked)
		field_history_begin(&field->history, field->text);
}

bool field_replace(struct field *field, const char *text)
{
	size_t size = strlen(text), cursor = field->cursor;

	field->refused = 0;
	if (size > field->size_most - 1) {
		field->refused = grapheme_count(text, size, field->size_most - 1);
		return false;
	}
	take_out(field, 0, field->size);
	(void)put_in(field, text, size);
	if (!field->masked)
		field_history_add(&field->history, FIELD_OTHER, cursor, field->text, field->cursor);
	return true;
}

static void insert_character(struct field *field, uint32_t character)
{
	char bytes[CHARACTER_SIZE];
	char clean[CHARACTER_SIZE * 2];
	size_t size = character_write(character, bytes);

	/* A masked field takes any character: a password is never shown, and must be what was typed. */
	if (field->masked) {
		(void)put_in(field, bytes, size);
	} else {
		size = ts_text_clean(bytes, size, false, clean, sizeof clean);
		(void)put_in(field, clean, size);
	}
	ts_wipe(bytes, sizeof bytes);
	ts_wipe(clean, sizeof clean);
}

static bool is_line_end(char byte)
{
	return byte == '\n' || byte == '\r';
}

/* A pasted password is taken whole or not at all: half of one would be set without anybody seeing it. */
static void paste_masked(struct field *field, const char *text, size_t size)
{
	size_t begin = field->cursor;

	if (!put_in(field, text, size))
		return;
	for (size_t i = begin; i < begin + size; i++) {
		if (is_line_end(field->text[i]) || field->text[i] == '\t')
			field->text[i] = ' ';
	}
}

static void paste(struct field *field, const char *text, size_t size)
{
	char *clean = NULL;

	/* What is copied from elsewhere often ends with a line end that nobody meant. */
	while (size > 0 && is_line_end(text[size - 1]))
		size--;
	if (field->masked) {
		paste_masked(field, text, size);
		return;
	}
	/* An invalid byte grows to the three of U+FFFD. */
	clean = allocate(size * 3 + 1, 1);
	size_t clean_size = ts_text_clean(text, size, false, clean, size * 3 + 1);
	(void)put_in(field, clean, clean_size);
	ts_wipe(clean, size * 3 + 1);
	free(clean);
}

static void kill_part(struct field *field, size_t begin, size_t end)
{
	if (begin == end)
		return;
	if (!field->masked) {
		forget_killed(field);
		field->killed = allocate(end - begin + 1, 1);
		memcpy(field->killed, field->text + begin, end - begin);
	}
	take_out(field, begin, end);
}

static size_t word_left(const struct field *field)
{
	return field->masked ? 0 : word_previous(field->text, field->size, field->cursor);
}

static size_t word_right(const struct field *field)
{
	return field->masked ? field->size : word_next(field->text, field->size, field->cursor);
}

static bool edit(struct field *field, enum action action)
{
	size_t cursor = field->cursor;

	switch (action) {
	case ACTION_ERASE_BACK:
		take_out(field, grapheme_previous(field->text, field->size, cursor), cursor);
		return true;
	case ACTION_ERASE:
		take_out(field, cursor, grapheme_next(field->text, field->size, cursor));
		return true;
	case ACTION_KILL_WORD:
		kill_part(field, word_left(field), cursor);
		return true;
	case ACTION_KILL_WORD_AFTER:
		kill_part(field, cursor, word_right(field));
		return true;
	case ACTION_KILL_START:
		kill_part(field, 0, cursor);
		return true;
	case ACTION_KILL_END:
		kill_part(field, cursor, field->size);
		return true;
	case ACTION_YANK:
		if (field->killed)
			(void)put_in(field, field->killed, strlen(field->killed));
		return true;
	default:
		return false;
	}
}

static bool move(struct field *field, enum action action)
{
	switch (action) {
	case ACTION_CHAR_LEFT:
		field->cursor = grapheme_previous(field->text, field->size, field->cursor);
		return true;
	case ACTION_CHAR_RIGHT:
		field->cursor = grapheme_next(field->text, field->size, field->cursor);
		return true;
	case ACTION_WORD_LEFT:
		field->cursor = word_left(field);
		return true;
	case ACTION_WORD_RIGHT:
		field->cursor = word_right(field);
		return true;
	case ACTION_LINE_START:
		field->cursor = 0;
		return true;
	case ACTION_LINE_END:
		field->cursor = field->size;
		return true;
	default:
		return false;
	}
}

static bool travel(struct field *field, enum action action)
{
	const struct field_state *state = NULL;

	if (action != ACTION_TEXT_UNDO && action != ACTION_TEXT_REDO)
		return false;
	if (!field->masked)
		state = field_history_go(&field->history, action == ACTION_TEXT_UNDO);
	if (!state)
		return true;
	take_out(field, 0, field->size);
	(void)put_in(field, state->text, strlen(state->text));
	field->cursor = grapheme_floor(field->text, field->size, state->cursor);
	return true;
}

static enum field_edit edit_of(const struct event *event)
{
	if (event->type == EVENT_TEXT)
		return FIELD_TYPED;
	bool erases = event->type == EVENT_ACTION &&
	              (event->as.action.action == ACTION_ERASE_BACK || event->as.action.action == ACTION_ERASE);
	return erases ? FIELD_ERASED : FIELD_OTHER;
}

static bool take(struct field *field, const struct event *event)
{
	switch (event->type) {
	case EVENT_TEXT:
		insert_character(field, event->as.character);
		return true;
	case EVENT_PASTE:
		paste(field, event->as.paste.text, event->as.paste.size);
		return true;
	case EVENT_ACTION:
		return travel(field, event->as.action.action) || move(field, event->as.action.action) ||
		       edit(field, event->as.action.action);
	default:
		return false;
	}
}

bool field_update(struct field *field, const struct event *event)
{
	size_t from = field->cursor;

	field->refused = 0;
	if (!take(field, event))
		return false;
	if (!field->masked)
		field_history_add(&field->history, edit_of(event), from, field->text, field->cursor);
	return true;
}

static int width_at(const struct field *field, size_t begin, size_t end)
{
	return field->masked ? 1 : grapheme_width(field->text, begin, end);
}

/* Columns from begin to end of the text. */
static int columns(const struct field *field, size_t begin, size_t end)
{
	int total = 0;

	while (begin < end) {
		size_t next = grapheme_next(field->text, field->size, begin);

		total += width_at(field, begin, next);
		begin = next;
	}
	return total;
}

/* The column of the text that stands at the left edge. A long text moves by half the width at a time, so that there is
 * always something to see on both sides of the cursor. */
static int scroll_column(int cursor, int total, int width)
{
	int half = (width - 1) / 2;

	if (total < width)
		return 0;
	if (half < 2)
		return cursor >= width ? cursor - width + 1 : 0;
	return cursor / half > 1 ? (cursor / half - 1) * half : 0;
}

static void draw_text(const struct field *field, struct surface *surface, int y, int scroll, int width,
                      struct look look)
{
	int column = -scroll;
	uint32_t dot = surface_ascii(surface) ? '*' : DOT;

	for (size_t at = 0; at < field->size && column < width;) {
		size_t next = grapheme_next(field->text, field->size, at);
		int step = width_at(field, at, next);
		char shown[GRAPHEME_SIZE];

		if (column >= 0 && field->masked) {
			surface_put(surface, column, y, dot, look);
		} else if (column >= 0) {
			grapheme_shown(field->text, at, next, shown);
			(void)surface_text(surface, column, y, width - column, shown, look);
		}
		column += step;
		at = next;
	}
}

/* Says at the right end what was not taken; returns the columns that are left. */
static int draw_refused(const struct field *field, struct surface *surface, int width)
{
	char text[64];

	if (field->masked)
		(void)snprintf(text, sizeof text, " too long ");
	else
		(void)snprintf(text, sizeof text, " %zu letter%s too many ", field->refused,
		               field->refused == 1 ? "" : "s");
	int size = text_width(text);
	if (size > width - 2)
		return width;
	(void)surface_text(surface, width - size, 0, size, text, look_of(STYLE_ERROR));
	return width - size;
}

void field_draw(const struct field *field, struct surface *surface, int x, int y, int width, bool focused)
{
	struct look look = look_of(focused ? STYLE_FIELD_FOCUS : STYLE_FIELD);
	int cursor = columns(field, 0, field->cursor);
	int total = cursor + columns(field, field->cursor, field->size);

	if (width <= 0)
		return;
	surface_clip_push(surface, (struct rect){ x, y, width, 1 });
	surface_fill(surface, (struct rect){ 0, 0, width, 1 }, ' ', look);
	if (field->refused > 0)
		width = draw_refused(field, surface, width);
	int scroll = scroll_column(focused ? cursor : 0, total, width);
	surface_clip_push(surface, (struct rect){ 0, 0, width, 1 });
	draw_text(field, surface, 0, scroll, width, look);
	if (width > 4 && scroll > 0)
		surface_put(surface, 0, 0, '<', look);
	if (width > 4 && total - scroll > width)
		surface_put(surface, width - 1, 0, '>', look);
	if (focused)
		surface_cursor(surface, cursor - scroll, 0);
	surface_clip_pop(surface);
	surface_clip_pop(surface);
}
