/*
 * A field and an editor under any keys and pastes, and the picker's matching: the text stays valid, the cursor stands
 * between characters, what is drawn is clean, and undo leads back to the start. Each byte is a key; some take the next
 * ones as text.
 */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "tests/campaign/hostile.h"
#include "tests/fuzz/fuzz.h"
#include "ui/draw/grapheme.h"
#include "ui/type/editor.h"
#include "ui/type/field.h"

enum { WIDTH = 17, HEIGHT = 5, FIELD_SIZE = 96, EDITOR_MOST = 600, PASTE_MOST = 40 };

static const enum action actions[] = {
	ACTION_CHAR_LEFT,  ACTION_CHAR_RIGHT, ACTION_WORD_LEFT, ACTION_WORD_RIGHT,  ACTION_LINE_START,
	ACTION_LINE_END,   ACTION_ERASE_BACK, ACTION_ERASE,     ACTION_KILL_WORD,   ACTION_KILL_WORD_AFTER,
	ACTION_KILL_START, ACTION_KILL_END,   ACTION_YANK,      ACTION_NEWLINE,     ACTION_TAB,
	ACTION_LINE_UP,    ACTION_LINE_DOWN,  ACTION_SCREEN_UP, ACTION_SCREEN_DOWN, ACTION_TEXT_START,
	ACTION_TEXT_END,   ACTION_TEXT_UNDO,  ACTION_TEXT_REDO, ACTION_MARK,        ACTION_COPY,
	ACTION_TICK,       ACTION_MOVE_UP,    ACTION_MOVE_DOWN, ACTION_ROW_START,   ACTION_ROW_END,
	ACTION_EXTEND,
};
enum { ACTIONS = sizeof actions / sizeof actions[0] };

/* Letters, marks, wide ones, joiners, flags, tones, what turns or hides, and what is none. */
static const uint32_t characters[] = { 'a',     'b',      ' ',    '-',    0x301,  0x65E5, 0x200D, 0x1F469,
	                               0x1F1E9, 0x1F3FB,  0xFE0F, 0x202E, 0x200B, 0x1100, 0x1161, 0xFFFD,
	                               0xAD,    0x10FFFF, 0x7F,   0x9B,   0x2028, 0xE0041 };
enum { CHARACTERS = sizeof characters / sizeof characters[0] };

struct desk {
	struct field field;
	struct editor *editor;
	struct surface *surface;
};

static void text_check(const char *text, size_t size, size_t cursor)
{
	assert(cursor <= size && grapheme_floor(text, size, cursor) == cursor);
	for (size_t at = 0, length; at < size; at += length) {
		uint32_t character;
		length = fuzz_character((const uint8_t *)text + at, size - at, &character);
		assert(length > 0);
	}
}

static void desk_check(struct desk *desk)
{
	size_t size;
	const char *text = editor_text(desk->editor, &size);
	int line, column, lines;

	assert(size <= EDITOR_MOST);
	text_check(text, size, editor_cursor(desk->editor));
	editor_position(desk->editor, &line, &column, &lines);
	assert(line >= 1 && line <= lines && column >= 1);
	assert(desk->field.size < desk->field.size_most && desk->field.text[desk->field.size] == '\0');
	text_check(desk->field.text, desk->field.size, desk->field.cursor);
	surface_clear(desk->surface);
	editor_draw(desk->editor, desk->surface, (struct rect){ 0, 0, WIDTH, HEIGHT - 1 }, true);
	field_draw(&desk->field, desk->surface, 0, HEIGHT - 1, WIDTH, true);
	for (int y = 0; y < HEIGHT; y++) {
		for (int x = 0; x < WIDTH; x++) {
			const struct cell *cell = surface_cell(desk->surface, x, y);
			for (int i = 0; i < CELL_CHARACTERS; i++)
				assert(cell->characters[i] == 0 || !hostile_character(cell->characters[i]));
		}
	}
}

static void desk_send(struct desk *desk, const struct event *event)
{
	bool full;

	(void)field_update(&desk->field, event);
	(void)editor_update(desk->editor, event, &full);
}

/* Takes what the bytes at hand mean. Returns how many they are. */
static size_t desk_take(struct desk *desk, const uint8_t *data, size_t size)
{
	char text[PASTE_MOST * 3 + 1];
	struct event event = { .type = EVENT_ACTION };
	size_t length;

	if (data[0] < 128) {
		event.as.action.action = actions[data[0] % ACTIONS];
		desk_send(desk, &event);
		return 1;
	}
	if (data[0] < 224) {
		event = (struct event){ .type = EVENT_TEXT, .as.character = characters[data[0] % CHARACTERS] };
		desk_send(desk, &event);
		return 1;
	}
	length = data[0] % PASTE_MOST;
	if (length > size - 1)
		length = size - 1;
	if (data[0] == 255) {
		editor_point(desk->editor, (int)length - 3, (int)(length % 9) - 2);
		editor_resize(desk->editor, 1 + (int)length, 1 + (int)(length % HEIGHT));
		return 1;
	}
	size_t clean = ts_text_clean((const char *)data + 1, length, true, text, sizeof text);
	event = (struct event){ .type = EVENT_PASTE, .as.paste = { text, clean } };
	desk_send(desk, &event);
	struct editor_found found;
	editor_look_for(desk->editor, text, (data[0] & 2) != 0);
	if (editor_find(desk->editor, (enum editor_find)(data[0] % 3), &found))
		assert(found.number > 0 && found.number <= found.count);
	return 1 + length;
}

static void match_check(const struct desk *desk)
{
	ts_choice *choice = NULL;
	struct ts_fit fit;
	size_t size;
	const char *text = editor_text(desk->editor, &size);

	if (ts_choice_create(&choice) != TS_OK || ts_choice_add(choice, text) != TS_OK ||
	    ts_choice_type(choice, desk->field.text) != TS_OK)
		abort();
	if (ts_choice_fits(choice, 0, &fit)) {
		assert(fit.count <= TS_FIT_LETTERS);
		for (size_t i = 0; i < fit.count; i++)
			assert(fit.letters[i] < size && (i == 0 || fit.letters[i] > fit.letters[i - 1]));
	}
	ts_choice_destroy(choice);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct desk desk = { .editor = editor_create("", 0, EDITOR_MOST), .surface = surface_create(WIDTH, HEIGHT) };
	const struct event undo = { .type = EVENT_ACTION, .as.action.action = ACTION_TEXT_UNDO };
	uint64_t revision;
	size_t left;

	field_init(&desk.field, FIELD_SIZE, false);
	editor_resize(desk.editor, WIDTH, HEIGHT);
	for (size_t at = 0; at < size && at < 400;) {
		at += desk_take(&desk, data + at, size - at);
		desk_check(&desk);
	}
	match_check(&desk);
	do {
		revision = editor_revision(desk.editor);
		(void)editor_update(desk.editor, &undo, NULL);
	} while (editor_revision(desk.editor) != revision);
	(void)editor_text(desk.editor, &left);
	assert(left == 0);
	field_release(&desk.field);
	editor_destroy(desk.editor);
	surface_destroy(desk.surface);
	return 0;
}
