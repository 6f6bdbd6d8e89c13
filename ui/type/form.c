/* Forms: focus, choices and layout. The layout is worked out anew for every draw and every press of the mouse, from the
 * same numbers, so nothing has to be remembered between them. */
#include "ui/type/form.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { LABEL_GAP = 2 }; /* columns between label and field */

void form_init(struct form *form)
{
	memset(form, 0, sizeof *form);
}

static bool row_is_field(const struct form_row *row)
{
	return row->type == FORM_TEXT || row->type == FORM_SECRET;
}

void form_release(struct form *form)
{
	for (size_t i = 0; i < form->count; i++) {
		if (row_is_field(&form->rows[i]))
			field_release(&form->rows[i].field);
	}
	memset(form, 0, sizeof *form);
}

static struct form_row *row_add(struct form *form, enum form_row_type type, const char *label)
{
	assert(form->count < FORM_ROWS_MOST);
	struct form_row *row = &form->rows[form->count++];
	memset(row, 0, sizeof *row);
	row->type = type;
	row->label = label;
	return row;
}

size_t form_add_text(struct form *form, const char *label, size_t size_most, const char *text)
{
	struct form_row *row = row_add(form, FORM_TEXT, label);
	field_init(&row->field, size_most, false);
	if (text)
		field_set(&row->field, text);
	return form->count - 1;
}

size_t form_add_secret(struct form *form, const char *label, size_t size_most)
{
	struct form_row *row = row_add(form, FORM_SECRET, label);
	field_init(&row->field, size_most, true);
	return form->count - 1;
}

size_t form_add_choice(struct form *form, const char *label, const char *const *choices, size_t count, size_t chosen)
{
	assert(count > 0);
	struct form_row *row = row_add(form, FORM_CHOICE, label);
	row->choices = choices;
	row->choice_count = count;
	row->choice = chosen < count ? chosen : 0;
	return form->count - 1;
}

size_t form_add_button(struct form *form, const char *label)
{
	row_add(form, FORM_BUTTON, label);
	return form->count - 1;
}

const char *form_text(const struct form *form, size_t row)
{
	assert(row < form->count && row_is_field(&form->rows[row]));
	return form->rows[row].field.text;
}

void form_set_text(struct form *form, size_t row, const char *text)
{
	assert(row < form->count && row_is_field(&form->rows[row]));
	field_set(&form->rows[row].field, text);
	form->rows[row].error[0] = '\0';
}

static void focus_move(struct form *form, int step)
{
	for (size_t i = 0; i < form->count; i++) {
		form->focus = (form->focus + (step > 0 ? 1 : form->count - 1)) % form->count;
		if (!form->rows[form->focus].hidden)
			return;
	}
}

void form_hide(struct form *form, size_t row, bool hidden)
{
	assert(row < form->count);
	form->rows[row].hidden = hidden;
	if (hidden)
		form->rows[row].error[0] = '\0';
	if (hidden && form->focus == row)
		focus_move(form, -1);
}

void form_focus(struct form *form, size_t row)
{
	assert(row < form->count);
	if (!form->rows[row].hidden)
		form->focus = row;
}

void form_error(struct form *form, size_t row, const char *format, ...)
{
	assert(row < form->count);
	va_list arguments;
	va_start(arguments, format);
	(void)vsnprintf(form->rows[row].error, sizeof form->rows[row].error, format, arguments);
	va_end(arguments);
	form_focus(form, row);
}

void form_clear_errors(struct form *form)
{
	for (size_t i = 0; i < form->count; i++)
		form->rows[i].error[0] = '\0';
}

/* ---- layout */

static int columns_at_least(int columns, int least)
{
	return columns > least ? columns : least;
}

static size_t rows_visible(const struct form *form)
{
	size_t visible = 0;
	for (size_t i = 0; i < form->count; i++)
		visible += !form->rows[i].hidden;
	return visible;
}

int form_height(const struct form *form)
{
	return 2 * (int)rows_visible(form);
}

static int label_width(const struct form *form)
{
	int width = 0;
	for (size_t i = 0; i < form->count; i++) {
		if (!form->rows[i].hidden && form->rows[i].type != FORM_BUTTON)
			width = columns_at_least(text_width(form->rows[i].label), width);
	}
	return width;
}

struct placement {
	int y;           /* of the row, relative to the rectangle; may lie outside of it */
	int x, width;    /* of the value */
	bool line_below; /* there is a line below for an error or a hint */
};

static void form_place(const struct form *form, struct rect rect, struct placement out[FORM_ROWS_MOST])
{
	bool roomy = rect.height >= form_height(form);
	int value_x = label_width(form) + LABEL_GAP;
	int y = 0;
	int needed = 0;
	for (size_t i = 0; i < form->count; i++) {
		const struct form_row *row = &form->rows[i];
		int width = columns_at_least(rect.width - value_x, 1);
		if (row->width > 0 && row->width < width)
			width = row->width;
		bool below = roomy || row->error[0] != '\0';
		out[i] = (struct placement){ y, value_x, width, below };
		if (row->hidden)
			continue;
		y += below ? 2 : 1;
		if (i == form->focus)
			needed = y;
	}
	if (needed <= rect.height)
		return;
	for (size_t i = 0; i < form->count; i++)
		out[i].y -= needed - rect.height;
}

/* The columns of one choice: its text and a bracket on either side. */
static int choice_width(const struct form_row *row, size_t choice)
{
	return row->alone && choice != row->choice ? 0 : text_width(row->choices[choice]) + 2;
}

/* Where there is no room for all choices: the first one that shows, so that the chosen one does, between two marks. */
static size_t choice_first(const struct form_row *row, int room)
{
	size_t first = 0;
	int taken = 0;
	for (size_t i = 0; i <= row->choice; i++)
		taken += choice_width(row, i);
	const bool last = row->choice + 1 == row->choice_count;
	while (first < row->choice && taken + (first > 0) + !last > room)
		taken -= choice_width(row, first++);
	return first;
}

/* ---- input */

static bool action_moves(enum action action)
{
	return action == ACTION_CHAR_LEFT || action == ACTION_CHAR_RIGHT || action == ACTION_WORD_LEFT ||
	       action == ACTION_WORD_RIGHT || action == ACTION_LINE_START || action == ACTION_LINE_END;
}

static enum form_result choice_set(struct form_row *row, size_t choice)
{
	if (row->choice == choice)
		return FORM_TAKEN;
	row->choice = choice;
	row->error[0] = '\0';
	return FORM_CHANGED;
}

static enum form_result choice_update(struct form_row *row, const struct event *event)
{
	size_t next = (row->choice + 1) % row->choice_count;
	size_t before = (row->choice + row->choice_count - 1) % row->choice_count;
	if (event->type == EVENT_TEXT)
		return event->as.character == ' ' ? choice_set(row, next) : FORM_TAKEN;
	if (event->type == EVENT_PASTE)
		return FORM_TAKEN;
	if (event->as.action.action == ACTION_CHAR_LEFT)
		return choice_set(row, before);
	if (event->as.action.action == ACTION_CHAR_RIGHT)
		return choice_set(row, next);
	return action_moves(event->as.action.action) ? FORM_TAKEN : FORM_IGNORED;
}

static enum form_result button_update(const struct event *event)
{
	if (event->type == EVENT_TEXT)
		return event->as.character == ' ' ? FORM_PRESSED : FORM_TAKEN;
	return event->type == EVENT_PASTE ? FORM_TAKEN : FORM_IGNORED;
}

static enum form_result row_update(struct form_row *row, const struct event *event)
{
	if (row->type == FORM_CHOICE)
		return choice_update(row, event);
	if (row->type == FORM_BUTTON)
		return button_update(event);
	size_t size = row->field.size;
	if (!field_update(&row->field, event))
		return FORM_IGNORED;
	/* A secret that is cut would be set without anybody seeing it; how long it is, is nobody's business. */
	if (row->type == FORM_SECRET && event->type == EVENT_PASTE && event->as.paste.size > 0 &&
	    row->field.size == size)
		(void)snprintf(row->error, sizeof row->error, "too long: nothing was pasted");
	if (row->field.refused > 0)
		return FORM_TAKEN;
	if (event->type == EVENT_ACTION && action_moves(event->as.action.action))
		return FORM_TAKEN;
	row->error[0] = '\0';
	return FORM_CHANGED;
}

static enum form_result choice_press(struct form_row *row, int x, int room)
{
	const size_t first = choice_first(row, room);
	int left = first > 0;
	for (size_t i = first; i < row->choice_count; i++) {
		int right = left + choice_width(row, i);
		if (x >= left && x < right)
			return choice_set(row, row->alone ? (i + 1) % row->choice_count : i);
		left = right;
	}
	return FORM_TAKEN;
}

static enum form_result mouse_update(struct form *form, const struct mouse *mouse, struct rect rect)
{
	if (mouse->action != MOUSE_PRESS || mouse->button != 1)
		return FORM_IGNORED;
	int x = mouse->x - rect.x;
	int y = mouse->y - rect.y;
	if (x < 0 || y < 0 || x >= rect.width || y >= rect.height)
		return FORM_IGNORED;
	struct placement places[FORM_ROWS_MOST] = { 0 };
	form_place(form, rect, places);
	for (size_t i = 0; i < form->count; i++) {
		struct form_row *row = &form->rows[i];
		if (row->hidden || places[i].y != y)
			continue;
		form->focus = i;
		if (row->type == FORM_CHOICE)
			return choice_press(row, x - places[i].x, places[i].width);
		bool pressed = row->type == FORM_BUTTON && x >= places[i].x;
		return pressed ? FORM_PRESSED : FORM_TAKEN;
	}
	return FORM_IGNORED;
}

/* Text that a choice or a button has no use for; and what is too long. */
static bool row_refuses(const struct form_row *row, const struct event *event, enum form_result result)
{
	bool text = event->type == EVENT_PASTE || (event->type == EVENT_TEXT && event->as.character != ' ');
	return row_is_field(row) ? row->field.refused > 0 : result == FORM_TAKEN && text;
}

enum form_result form_update(struct form *form, const struct event *event, struct rect rect, struct effects *effects)
{
	if (form->inert || form->count == 0)
		return FORM_IGNORED;
	form->rows[form->focus].field.refused = 0;
	if (event->type == EVENT_MOUSE)
		return mouse_update(form, &event->as.mouse, rect);
	if (event->type != EVENT_ACTION && event->type != EVENT_TEXT && event->type != EVENT_PASTE)
		return FORM_IGNORED;
	if (event->type == EVENT_ACTION && event->as.action.action == ACTION_FIELD_NEXT) {
		focus_move(form, 1);
		form->fresh = true;
		return FORM_TAKEN;
	}
	if (event->type == EVENT_ACTION && event->as.action.action == ACTION_FIELD_PREVIOUS) {
		focus_move(form, -1);
		form->fresh = true;
		return FORM_TAKEN;
	}
	struct form_row *row = &form->rows[form->focus];
	if (form->fresh && row->replaces && event->type != EVENT_ACTION)
		field_set(&row->field, "");
	form->fresh = form->fresh && event->type == EVENT_ACTION && event->as.action.action == ACTION_ACCEPT;
	enum form_result result = row_update(row, event);
	if (row_refuses(row, event, result))
		effects_add(effects, EFFECT_BELL);
	return result;
}

/* ---- drawing */

static void choice_draw(const struct form_row *row, struct surface *surface, const struct placement *place,
                        bool focused)
{
	const size_t first = choice_first(row, place->width);
	const int y = place->y, end = place->x + place->width;
	int x = place->x;
	if (first > 0)
		surface_put(surface, x++, y, 0x2026, look_of(STYLE_DIM));
	for (size_t i = first; i < row->choice_count; i++) {
		bool chosen = i == row->choice;
		if (choice_width(row, i) == 0)
			continue;
		/* The last one's blank is none that is missed. */
		if (!chosen && x + choice_width(row, i) + (i + 1 < row->choice_count ? 1 : -1) > end) {
			surface_put(surface, x, y, 0x2026, look_of(STYLE_DIM));
			return;
		}
		enum style style = !chosen ? STYLE_DIM : focused ? STYLE_FIELD_FOCUS : STYLE_FIELD;
		if (chosen && focused)
			surface_cursor(surface, x + 1, y);
		surface_printf(surface, x, y, look_of(style), chosen ? "[%s]" : " %s ", row->choices[i]);
		x += choice_width(row, i);
	}
}

static void row_draw(const struct form_row *row, struct surface *surface, const struct placement *place, int labels,
                     bool focused, bool inert, bool fresh)
{
	struct look label = look_of(inert ? STYLE_DIM : focused ? STYLE_EMPHASIS : STYLE_DIALOG);
	enum style ground = focused ? STYLE_FIELD_FOCUS : STYLE_FIELD;
	if (row->type != FORM_BUTTON)
		surface_text_right(surface, 0, place->y, labels, row->label, label);
	if (row->type == FORM_CHOICE) {
		choice_draw(row, surface, place, focused);
	} else if (row->type == FORM_BUTTON) {
		surface_printf(surface, place->x, place->y, look_of(ground), " %s ", row->label);
		if (focused)
			surface_cursor(surface, place->x + 1, place->y);
	} else {
		field_draw(&row->field, surface, place->x, place->y, place->width, focused);
		if (fresh && row->replaces && text_width(row->field.text) < place->width)
			surface_text(surface, place->x, place->y, -1, row->field.text, look_of(STYLE_SELECTED));
	}
}

static int row_value_width(const struct form_row *row, const struct placement *place)
{
	if (row_is_field(row))
		return place->width;
	if (row->type == FORM_BUTTON)
		return text_width(row->label) + 2;
	int width = 0;
	for (size_t i = 0; i < row->choice_count; i++)
		width += choice_width(row, i);
	return width;
}

static void row_draw_words(const struct form_row *row, struct surface *surface, const struct placement *place,
                           int right, bool focused)
{
	if (row->hint) {
		int beside = place->x + row_value_width(row, place) + LABEL_GAP;
		if (beside + text_width(row->hint) <= right)
			surface_text(surface, beside, place->y, -1, row->hint, look_of(STYLE_DIM));
		else if (focused && place->line_below && row->error[0] == '\0')
			surface_text_cut(surface, place->x, place->y + 1, right - place->x, row->hint,
			                 look_of(STYLE_DIM));
	}
	if (row->error[0] == '\0')
		return;
	/* A long one begins further left rather than lose its end. */
	int x = place->x;
	int over = x + text_width(row->error) - right;
	if (over > 0)
		x = over < x ? x - over : 0;
	surface_text_cut(surface, x, place->y + 1, right - x, row->error, look_of(STYLE_ERROR));
}

/* Rows without room are told of by an arrow. */
static void scroll_draw(struct surface *surface, struct rect rect, bool above, bool below)
{
	if (above && !surface_plain(surface))
		surface_put(surface, rect.width - 1, 0, 0x2191, look_of(STYLE_EMPHASIS));
	if (below && !surface_plain(surface))
		surface_put(surface, rect.width - 1, rect.height - 1, 0x2193, look_of(STYLE_EMPHASIS));
}

void form_draw(const struct form *form, struct surface *surface, struct rect rect)
{
	struct placement places[FORM_ROWS_MOST];
	form_place(form, rect, places);
	int labels = label_width(form);
	bool above = false, below = false;
	for (size_t i = 0; i < form->count; i++) {
		above = above || (!form->rows[i].hidden && places[i].y < 0);
		below = below || (!form->rows[i].hidden && places[i].y >= rect.height);
	}
	surface_clip_push(surface, rect);
	for (size_t i = 0; i < form->count; i++) {
		const struct form_row *row = &form->rows[i];
		if (row->hidden)
			continue;
		bool focused = i == form->focus && !form->inert;
		bool arrow = (above && places[i].y == 0) || (below && places[i].y == rect.height - 1);
		row_draw(row, surface, &places[i], labels, focused, form->inert, focused && form->fresh);
		row_draw_words(row, surface, &places[i], rect.width - (arrow ? 2 : 0), focused);
	}
	scroll_draw(surface, rect, above, below);
	surface_clip_pop(surface);
}
