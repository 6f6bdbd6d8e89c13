/*
 * Hostile texts on the screen: drawn as they are, typed into fields and editors, logged, noted, searched. No cell of
 * the surface holds what could steer the terminal that it is carried to.
 */
#include "tests/campaign/campaign.h"
#include "tests/campaign/hostile.h"
#include "tests/ui/support_desk.h"
#include "ui/type/editor.h"
#include "ui/type/field.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	DRAWN_USUAL = 2500,
	DRAWN_FULL = 100000,
	DESK_USUAL = 20,
	DESK_FULL = 1000,
	DESK_ROUNDS = 40,
	TEXT_ROOM = 300,
	WIDTH = 60,
	HEIGHT = 16
};

/* Cells that hold what they must not. */
static long surface_judge(const struct surface *surface, const char *where)
{
	long bad = 0;

	for (int y = 0; y < surface_height(surface); y++) {
		for (int x = 0; x < surface_width(surface); x++) {
			const struct cell *cell = surface_cell(surface, x, y);
			for (int i = 0; i < CELL_CHARACTERS; i++) {
				uint32_t character = cell->characters[i];
				bool none = character == 0 && (i > 0 || cell->width == 0);
				const char *found = none ? NULL : hostile_character(character);
				if (character > 0x10FFFF || (character >= 0xD800 && character <= 0xDFFF))
					found = "no character";
				if (found && bad++ == 0)
					print_error("%s: %s, U+%04X at %d,%d\n", where, found, character, x, y);
			}
		}
	}
	return bad;
}

static void the_judge_of_cells_sees_what_harms(void **state)
{
	struct surface *surface = surface_create(3, 1);

	(void)state;
	surface_text(surface, 0, 0, -1, "ab", (struct look){ 0 });
	assert_int_equal(surface_judge(surface, "sound"), 0);
	/* As if the surface had let it through. */
	((struct cell *)(uintptr_t)surface_cell(surface, 1, 0))->characters[1] = 0x202E;
	assert_int_equal(surface_judge(surface, "meant to be seen"), 1);
	surface_destroy(surface);
}

static void text_draw(struct surface *surface, const char *text, size_t size, uint64_t *chance)
{
	struct look look = { 0 };
	struct field field;
	struct editor *editor = editor_create(text, size, TS_NOTE_LIMIT);
	int width = 1 + (int)(hostile_random(chance) % WIDTH);

	(void)surface_text(surface, 0, 0, -1, text, look);
	(void)surface_text(surface, WIDTH - 3, 1, width, text, look);
	(void)surface_text_cut(surface, 1, 2, width, text, look);
	surface_text_right(surface, 0, 3, width, text, look);
	(void)surface_printf(surface, 0, 4, look, "a %s", text);
	surface_put(surface, 0, 5, (uint32_t)hostile_random(chance) & 0x3FF, look);
	surface_fill(surface, (struct rect){ 0, 6, 2, 1 }, (uint32_t)hostile_random(chance) & 0x3FFF, look);
	field_init(&field, TEXT_ROOM, false);
	field_set(&field, text);
	field_draw(&field, surface, 0, 7, width, true);
	field_release(&field);
	editor_resize(editor, width, HEIGHT - 8);
	editor_draw(editor, surface, (struct rect){ 0, 8, width, HEIGHT - 8 }, false);
	editor_destroy(editor);
}

static void cells_hold_nothing_that_steers_whatever_is_drawn(void **state)
{
	long rounds = campaign_rounds(DRAWN_USUAL, DRAWN_FULL), bad = 0;
	struct surface *surface = surface_create(WIDTH, HEIGHT);
	uint64_t chance = 3;
	char text[TEXT_ROOM];

	(void)state;
	for (long round = 0; round < rounds; round++) {
		size_t size = hostile_text(&chance, text, sizeof text);
		surface_set_ascii(surface, round % 5 == 0);
		surface_clear(surface);
		text_draw(surface, text, size, &chance);
		bad += surface_judge(surface, "drawn");
	}
	surface_destroy(surface);
	assert_int_equal(bad, 0);
	campaign_record("Hostile texts", "drawn, typed, pasted, logged and searched: every cell of the screen", rounds,
	                "texts", bad, "with something left");
}

/* Through the whole front end: where a person types or pastes. */
static void text_type(struct desk *desk, const char *text)
{
	desk_key(desk, "Enter");
	desk_paste(desk, text);
	desk_key(desk, "Enter");
	desk_key(desk, "Escape");
	desk_key(desk, "n");
	desk_paste(desk, text);
	desk_type(desk, "x");
	desk_key(desk, "Escape");
}

static long screens_judge(struct desk *desk)
{
	static const char *const keys[] = { "?",      "Escape", "w",      "Escape", "r",      "Escape", "A",
		                            "Escape", "/",      "Escape", "e",      "Escape", "Enter",  "Escape" };
	long bad = 0;

	for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
		desk_key(desk, keys[i]);
		struct surface *surface = surface_create(desk->width, desk->height);
		ui_draw(desk->ui, surface, desk->moment);
		bad += surface_judge(surface, keys[i]);
		surface_destroy(surface);
	}
	return bad;
}

static void every_screen_is_clean_whatever_was_typed_and_logged(void **state)
{
	long rounds = campaign_rounds(DESK_USUAL, DESK_FULL), bad = 0;
	uint64_t chance = 4;
	char text[TEXT_ROOM], comment[TEXT_ROOM], detail[TEXT_ROOM];
	struct ts_done done;
	struct desk desk;

	(void)state;
	for (long round = 0; round < rounds; round++) {
		/* The fake has no room for all of them. */
		if (round % DESK_ROUNDS == 0)
			desk_open_logged_in(&desk);
		/* A day of its own for some of them, so that one screen can show them. */
		if (round % 8 == 7)
			desk_sleep(&desk, 24 * TS_HOUR);
		ui_resumed(desk.ui, desk.moment);
		if (!ts_logged_in(desk.store)) {
			desk_type(&desk, CARD_PASSWORD);
			desk_key(&desk, "Enter");
		}
		(void)hostile_text(&chance, text, sizeof text);
		(void)hostile_text(&chance, comment, sizeof comment);
		(void)hostile_text(&chance, detail, sizeof detail);
		/* A row that another program wrote, whose text the module hands out as it is. */
		(void)!ts_log_text(desk.store, text, comment, desk.moment.now - TS_HOUR, desk.moment.now, &done);
		ui_changed(desk.ui, desk.moment);
		text_type(&desk, text);
		fake_set_detail(desk.store, detail);
		if (round % 3 == 0)
			fake_fail_next(desk.store, TS_DAMAGED);
		bad += screens_judge(&desk);
		if (round % DESK_ROUNDS == DESK_ROUNDS - 1 || round == rounds - 1)
			desk_close(&desk);
	}
	assert_int_equal(bad, 0);
	campaign_record("Hostile texts", "drawn, typed, pasted, logged and searched: every cell of the screen", rounds,
	                "texts", bad, "with something left");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_judge_of_cells_sees_what_harms),
		cmocka_unit_test(cells_hold_nothing_that_steers_whatever_is_drawn),
		cmocka_unit_test(every_screen_is_clean_whatever_was_typed_and_logged),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
