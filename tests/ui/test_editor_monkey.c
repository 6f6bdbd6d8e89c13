/*
 * Random keys on the editor beside a plain string: after each the text is the same, the cursor stands at a border, the
 * rows are those of a whole new layout, and undo leads back to the start.
 */
#include "tests/ui/support.h"
#include "ui/draw/grapheme.h"
#include "ui/type/editor_inside.h"

#include <stdlib.h>
#include <string.h>

enum { MODEL_SIZE = 4096, LIMIT = 600, ROUNDS = 60, KEYS = 400 };

struct model {
	char text[MODEL_SIZE];
	size_t size, cursor;
	char killed[MODEL_SIZE * 4];
	size_t killed_size;
	bool killing;
};

static uint32_t random_next(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

static const char *const words[] = { "a",
	                             "word",
	                             " ",
	                             "  ",
	                             "\t",
	                             "\n",
	                             "- ",
	                             "# ",
	                             "- [ ] x",
	                             "\xE6\x97\xA5\xE6\x9C\xAC",
	                             "e\xCC\x81",
	                             "\xCC\x81",
	                             "\xF0\x9F\x87\xA9",
	                             "\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9",
	                             "averylongwordthatfitsnorowofthescreen",
	                             "\n\n",
	                             "x y z",
	                             "\xEF\xBF\xBD" };

static bool model_replace(struct model *model, size_t at, size_t removed, const char *text, size_t size)
{
	if (size > removed && model->size - removed + size > LIMIT)
		return false;
	memmove(model->text + at + size, model->text + at + removed, model->size - at - removed);
	if (size > 0)
		memcpy(model->text + at, text, size);
	model->size += size - removed;
	return true;
}

static void model_kill(struct model *model, size_t begin, size_t end, bool in_front)
{
	if (begin == end)
		return;
	if (!model->killing)
		model->killed_size = 0;
	if (in_front) {
		memmove(model->killed + (end - begin), model->killed, model->killed_size);
		memcpy(model->killed, model->text + begin, end - begin);
	} else {
		memcpy(model->killed + model->killed_size, model->text + begin, end - begin);
	}
	model->killed_size += end - begin;
	model->killing = true;
	(void)model_replace(model, begin, end - begin, NULL, 0);
}

static size_t model_line_begin(const struct model *model)
{
	size_t at = model->cursor;

	while (at > 0 && model->text[at - 1] != '\n')
		at--;
	return at;
}

static size_t model_line_end(const struct model *model)
{
	size_t at = model->cursor;

	while (at < model->size && model->text[at] != '\n')
		at++;
	return at;
}

/* What the action does to the plain text. The cursor is the editor's from before. */
static void model_act(struct model *model, enum action action)
{
	const char *text = model->text;
	size_t size = model->size;
	size_t cursor = model->cursor;
	size_t other = 0;

	switch (action) {
	case ACTION_ERASE_BACK:
		other = grapheme_previous(text, size, cursor);
		(void)model_replace(model, other, cursor - other, NULL, 0);
		break;
	case ACTION_ERASE:
		(void)model_replace(model, cursor, grapheme_next(text, size, cursor) - cursor, NULL, 0);
		break;
	case ACTION_KILL_WORD:
		model_kill(model, word_previous(text, size, cursor), cursor, true);
		break;
	case ACTION_KILL_WORD_AFTER:
		model_kill(model, cursor, word_next(text, size, cursor), false);
		break;
	case ACTION_KILL_START:
		model_kill(model, model_line_begin(model), cursor, true);
		break;
	case ACTION_KILL_END:
		other = model_line_end(model);
		model_kill(model, cursor, other == cursor && other < size ? other + 1 : other, false);
		break;
	case ACTION_YANK:
		(void)model_replace(model, cursor, 0, model->killed, model->killed_size);
		break;
	default:
		break;
	}
}

static void check_rows(const struct editor *editor, int width, int height)
{
	struct editor *fresh = editor_create(editor->text, editor->size, LIMIT);

	editor_resize(fresh, width, height);
	assert_int_equal(fresh->rows.count, editor->rows.count);
	assert_memory_equal(fresh->rows.begins, editor->rows.begins, editor->rows.count * sizeof *editor->rows.begins);
	editor_destroy(fresh);
}

static void check(const struct editor *editor, const struct model *model)
{
	size_t size = 0;
	const char *text = editor_text(editor, &size);
	size_t row = 0;

	assert_int_equal(size, model->size);
	assert_memory_equal(text, model->text, size);
	assert_int_equal(text[size], 0);
	assert_true(editor_cursor(editor) <= size);
	assert_int_equal(grapheme_floor(text, size, editor_cursor(editor)), editor_cursor(editor));
	row = rows_find(editor, editor_cursor(editor));
	assert_true(row >= editor->top && row - editor->top < (size_t)editor->height);
}

static const enum action edits[] = { ACTION_ERASE_BACK, ACTION_ERASE,    ACTION_KILL_WORD, ACTION_KILL_WORD_AFTER,
	                             ACTION_KILL_START, ACTION_KILL_END, ACTION_YANK };
static const enum action moves[] = { ACTION_CHAR_LEFT, ACTION_CHAR_RIGHT,  ACTION_WORD_LEFT,  ACTION_WORD_RIGHT,
	                             ACTION_LINE_UP,   ACTION_LINE_DOWN,   ACTION_LINE_START, ACTION_LINE_END,
	                             ACTION_SCREEN_UP, ACTION_SCREEN_DOWN, ACTION_TEXT_START, ACTION_TEXT_END };

static void random_key(struct editor *editor, struct model *model, uint32_t *seed)
{
	uint32_t choice = random_next(seed) % 10;
	struct event event = { .type = EVENT_ACTION };

	model->cursor = editor_cursor(editor);
	if (choice < 4) {
		const char *word = words[random_next(seed) % (sizeof words / sizeof words[0])];

		event = (struct event){ .type = EVENT_PASTE, .as.paste = { word, strlen(word) } };
		(void)model_replace(model, model->cursor, 0, word, strlen(word));
		model->killing = false;
	} else if (choice < 5) {
		char letter = (char)('a' + random_next(seed) % 26);

		event = (struct event){ .type = EVENT_TEXT, .as.character = (uint32_t)letter };
		(void)model_replace(model, model->cursor, 0, &letter, 1);
		model->killing = false;
	} else if (choice < 8) {
		size_t size = model->size;

		event.as.action.action = edits[random_next(seed) % (sizeof edits / sizeof edits[0])];
		model_act(model, event.as.action.action);
		if (event.as.action.action < ACTION_KILL_WORD || event.as.action.action == ACTION_YANK)
			model->killing = model->killing && size == model->size;
	} else {
		event.as.action.action = moves[random_next(seed) % (sizeof moves / sizeof moves[0])];
		model->killing = false;
	}
	assert_true(editor_update(editor, &event, NULL));
}

/* A refused text leaves the run of cuts alone in the editor; the model says the same. */
static void random_keys_do_what_they_do_to_a_plain_string(void **state)
{
	static struct model model;
	(void)state;

	for (uint32_t round = 1; round <= ROUNDS; round++) {
		uint32_t seed = round * 7919;
		int width = 1 + (int)(random_next(&seed) % 30);
		int height = 1 + (int)(random_next(&seed) % 8);
		struct editor *editor = editor_create("start\n", 6, LIMIT);

		model = (struct model){ .text = "start\n", .size = 6 };
		editor_resize(editor, width, height);
		for (int key = 0; key < KEYS; key++) {
			bool killing = editor->last == EDIT_KILL;

			model.killing = killing;
			random_key(editor, &model, &seed);
			check(editor, &model);
			if (key % 3 == 0)
				check_rows(editor, width, height);
		}
		for (size_t step = editor->steps.done; step > 0; step--) {
			struct event undo = { .type = EVENT_ACTION, .as.action.action = ACTION_TEXT_UNDO };

			assert_true(editor_update(editor, &undo, NULL));
			if (step % 8 == 0)
				check_rows(editor, width, height);
		}
		assert_int_equal(editor->size, 6);
		assert_memory_equal(editor->text, "start\n", 6);
		for (size_t step = editor->steps.count; step > 0; step--) {
			struct event redo = { .type = EVENT_ACTION, .as.action.action = ACTION_TEXT_REDO };

			assert_true(editor_update(editor, &redo, NULL));
		}
		check(editor, &model);
		check_rows(editor, width, height);
		editor_destroy(editor);
	}
}

static const enum action others[] = { ACTION_MARK,      ACTION_COPY,      ACTION_TICK,    ACTION_MOVE_UP,
	                              ACTION_MOVE_DOWN, ACTION_ROW_START, ACTION_ROW_END, ACTION_NEWLINE,
	                              ACTION_TAB,       ACTION_EXTEND };
static const enum key_name arrows[] = { KEYNAME_LEFT, KEYNAME_RIGHT, KEYNAME_UP, KEYNAME_DOWN };

static struct event random_event(uint32_t *seed)
{
	struct event event = { .type = EVENT_ACTION };
	struct key *key = &event.as.action.key;

	switch (random_next(seed) % 3) {
	case 0:
		event.as.action.action = moves[random_next(seed) % (sizeof moves / sizeof moves[0])];
		break;
	case 1:
		event.as.action.action = edits[random_next(seed) % (sizeof edits / sizeof edits[0])];
		break;
	default:
		event.as.action.action = others[random_next(seed) % (sizeof others / sizeof others[0])];
		*key = (struct key){ .name = arrows[random_next(seed) % 4], .modifiers = MODIFIER_SHIFT };
		break;
	}
	return event;
}

/* Now and then another text comes from elsewhere. */
static void random_outside(struct editor *editor, const char *bytes, size_t size, uint32_t *seed)
{
	size_t begin = random_next(seed) % size;

	if (random_next(seed) % 40 == 0)
		editor_replace_all(editor, bytes + begin, random_next(seed) % (size - begin + 1));
}

/* Any bytes at all: nothing to compare with but that borders hold and all can be drawn. */
static void random_bytes_never_break_it(void **state)
{
	struct surface *surface = surface_create(24, 6);
	(void)state;

	for (uint32_t round = 1; round <= ROUNDS; round++) {
		uint32_t seed = round * 104729;
		char bytes[300];
		struct editor *editor = NULL;

		for (size_t i = 0; i < sizeof bytes; i++)
			bytes[i] = (char)(random_next(&seed) % (i % 3 == 0 ? 256 : 48) + (i % 5 == 0 ? 0x80 : 0));
		editor = editor_create(bytes, sizeof bytes, LIMIT);
		editor_resize(editor, 1 + (int)(round % 24), 1 + (int)(round % 6));
		for (int key = 0; key < KEYS / 4; key++) {
			struct event event = random_event(&seed);
			size_t from, to;

			random_outside(editor, bytes, sizeof bytes, &seed);
			assert_true(editor_update(editor, &event, NULL));
			assert_int_equal(grapheme_floor(editor->text, editor->size, editor->cursor), editor->cursor);
			if (editor_region(editor, &from, &to))
				assert_true(from < to && to <= editor->size);
			if (key % 10 == 0)
				editor_look_for(editor, "a", key % 20 == 0);
			editor_draw(editor, surface, (struct rect){ 0, 0, editor->width, editor->height }, true);
		}
		check_rows(editor, editor->width, editor->height);
		while (editor->steps.done > 0)
			assert_true(editor_update(
			        editor, &(struct event){ .type = EVENT_ACTION, .as.action.action = ACTION_TEXT_UNDO },
			        NULL));
		assert_int_equal(editor->size, sizeof bytes);
		assert_memory_equal(editor->text, bytes, sizeof bytes);
		editor_destroy(editor);
	}
	surface_destroy(surface);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(random_keys_do_what_they_do_to_a_plain_string),
		cmocka_unit_test(random_bytes_never_break_it),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
