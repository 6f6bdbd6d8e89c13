/* Forms: focus, choices, errors, the mouse, and what happens without room. */
#include "tests/ui/support_card.h"
#include "ui/type/form.h"

#include <string.h>

static const char *const colours[] = { "red", "green", "blue" };
static const struct rect roomy = { 2, 1, 50, 10 };

enum { ROW_NAME, ROW_SECRET, ROW_COLOUR, ROW_HIDDEN, ROW_BUTTON };

static int setup(void **state)
{
	static struct form form;
	form_init(&form);
	assert_int_equal(form_add_text(&form, "name", 16, "ada"), ROW_NAME);
	assert_int_equal(form_add_secret(&form, "secret", 16), ROW_SECRET);
	assert_int_equal(form_add_choice(&form, "colour", colours, 3, 1), ROW_COLOUR);
	assert_int_equal(form_add_text(&form, "hidden", 16, "kept"), ROW_HIDDEN);
	assert_int_equal(form_add_button(&form, "more..."), ROW_BUTTON);
	form_hide(&form, ROW_HIDDEN, true);
	*state = &form;
	return 0;
}

static int teardown(void **state)
{
	form_release(*state);
	return 0;
}

static size_t bells;

static enum form_result update(struct form *form, const struct event *event, struct rect rect)
{
	struct effects effects = { .count = 0 };
	enum form_result result = form_update(form, event, rect, &effects);
	bells += effect_find(&effects, EFFECT_BELL) ? 1 : 0;
	return result;
}

static enum form_result act(struct form *form, enum action action)
{
	return update(form, &(struct event){ .type = EVENT_ACTION, .as.action.action = action }, roomy);
}

static enum form_result letter(struct form *form, char character)
{
	return update(form, &(struct event){ .type = EVENT_TEXT, .as.character = (uint32_t)character }, roomy);
}

static enum form_result paste(struct form *form, const char *text)
{
	return update(form, &(struct event){ .type = EVENT_PASTE, .as.paste = { text, strlen(text) } }, roomy);
}

static enum form_result press_at(struct form *form, struct rect rect, int x, int y)
{
	struct event event = { .type = EVENT_MOUSE };
	event.as.mouse = (struct mouse){ .action = MOUSE_PRESS, .x = x, .y = y, .button = 1 };
	return update(form, &event, rect);
}

static void the_focus_goes_round_and_past_hidden_rows(void **state)
{
	struct form *form = *state;
	static const size_t order[] = { ROW_SECRET, ROW_COLOUR, ROW_BUTTON, ROW_NAME };
	for (size_t i = 0; i < 4; i++) {
		assert_int_equal(act(form, ACTION_FIELD_NEXT), FORM_TAKEN);
		assert_int_equal(form->focus, order[i]);
	}
	assert_int_equal(act(form, ACTION_FIELD_PREVIOUS), FORM_TAKEN);
	assert_int_equal(form->focus, ROW_BUTTON);
	assert_int_equal(act(form, ACTION_FIELD_PREVIOUS), FORM_TAKEN);
	assert_int_equal(form->focus, ROW_COLOUR);
	form_focus(form, ROW_HIDDEN);
	assert_int_equal(form->focus, ROW_COLOUR);
	form_hide(form, ROW_COLOUR, true);
	assert_int_equal(form->focus, ROW_SECRET);
	assert_string_equal(form_text(form, ROW_HIDDEN), "kept");
}

static void typing_changes_the_focused_row_and_moving_does_not(void **state)
{
	struct form *form = *state;
	assert_int_equal(letter(form, '!'), FORM_CHANGED);
	assert_int_equal(act(form, ACTION_LINE_START), FORM_TAKEN);
	assert_int_equal(act(form, ACTION_ERASE), FORM_CHANGED);
	assert_string_equal(form_text(form, ROW_NAME), "da!");
	assert_int_equal(act(form, ACTION_ACCEPT), FORM_IGNORED);
	assert_int_equal(act(form, ACTION_CANCEL), FORM_IGNORED);
}

static void a_choice_is_changed_by_left_right_and_space(void **state)
{
	struct form *form = *state;
	form_focus(form, ROW_COLOUR);
	assert_int_equal(act(form, ACTION_CHAR_RIGHT), FORM_CHANGED);
	assert_int_equal(form->rows[ROW_COLOUR].choice, 2);
	assert_int_equal(letter(form, ' '), FORM_CHANGED);
	assert_int_equal(form->rows[ROW_COLOUR].choice, 0);
	assert_int_equal(act(form, ACTION_CHAR_LEFT), FORM_CHANGED);
	assert_int_equal(form->rows[ROW_COLOUR].choice, 2);
	assert_int_equal(letter(form, 'x'), FORM_TAKEN);
	assert_int_equal(paste(form, "red"), FORM_TAKEN);
	assert_int_equal(form->rows[ROW_COLOUR].choice, 2);
}

static void a_button_is_pressed_by_space(void **state)
{
	struct form *form = *state;
	form_focus(form, ROW_BUTTON);
	assert_int_equal(letter(form, 'x'), FORM_TAKEN);
	assert_int_equal(letter(form, ' '), FORM_PRESSED);
}

static void an_error_takes_the_focus_and_goes_when_the_row_changes(void **state)
{
	struct form *form = *state;
	form_focus(form, ROW_BUTTON);
	form_error(form, ROW_NAME, "no %s", "good");
	assert_int_equal(form->focus, ROW_NAME);
	assert_string_equal(form->rows[ROW_NAME].error, "no good");
	(void)act(form, ACTION_CHAR_LEFT);
	assert_string_equal(form->rows[ROW_NAME].error, "no good");
	(void)letter(form, 'x');
	assert_string_equal(form->rows[ROW_NAME].error, "");
}

static void a_paste_that_does_not_fit_a_secret_is_said(void **state)
{
	struct form *form = *state;
	form_focus(form, ROW_SECRET);
	assert_int_equal(paste(form, "longer than sixteen bytes"), FORM_TAKEN);
	assert_string_equal(form_text(form, ROW_SECRET), "");
	assert_non_null(strstr(form->rows[ROW_SECRET].error, "nothing was pasted"));
	assert_int_equal(paste(form, "fits"), FORM_CHANGED);
	assert_string_equal(form->rows[ROW_SECRET].error, "");
}

static void an_inert_form_takes_nothing(void **state)
{
	struct form *form = *state;
	form->inert = true;
	assert_int_equal(letter(form, 'x'), FORM_IGNORED);
	assert_int_equal(act(form, ACTION_FIELD_NEXT), FORM_IGNORED);
	assert_int_equal(press_at(form, roomy, 12, 3), FORM_IGNORED);
	assert_string_equal(form_text(form, ROW_NAME), "ada");
	assert_int_equal(form->focus, ROW_NAME);
}

/* Draws, finds the text, and presses there. */
static enum form_result press_on(struct form *form, struct rect rect, const char *text)
{
	struct surface *surface = surface_create(60, 14);
	form_draw(form, surface, rect);
	int x = 0;
	int y = 0;
	bool found = surface_find(surface, text, &x, &y);
	surface_destroy(surface);
	if (!found)
		fail_msg("'%s' is not on the screen", text);
	return press_at(form, rect, x, y);
}

static void the_mouse_finds_what_is_drawn_with_and_without_room(void **state)
{
	struct form *form = *state;
	for (int height = 10; height >= 4; height--) {
		struct rect rect = { 3, 2, 40, height };
		assert_int_equal(press_on(form, rect, "secret"), FORM_TAKEN);
		assert_int_equal(form->focus, ROW_SECRET);
		assert_int_equal(press_on(form, rect, "blue"), FORM_CHANGED);
		assert_int_equal(form->rows[ROW_COLOUR].choice, 2);
		assert_int_equal(press_on(form, rect, "red"), FORM_CHANGED);
		assert_int_equal(press_on(form, rect, "more..."), FORM_PRESSED);
		assert_int_equal(press_at(form, rect, 2, 2), FORM_IGNORED);
		assert_int_equal(press_at(form, rect, 3, 2 + height), FORM_IGNORED);
	}
}

static void the_focused_row_and_its_error_always_show(void **state)
{
	struct form *form = *state;
	struct surface *surface = surface_create(60, 14);
	for (int height = 1; height <= 3; height++) {
		struct rect rect = { 0, 0, 40, height };
		form_clear_errors(form);
		form_focus(form, ROW_COLOUR);
		surface_clear(surface);
		form_draw(form, surface, rect);
		assert_true(surface_shows(surface, "[green]"));
		form_error(form, ROW_COLOUR, "not that one");
		surface_clear(surface);
		form_draw(form, surface, rect);
		assert_true(surface_shows(surface, "not that one"));
	}
	surface_destroy(surface);
}

static void a_long_error_begins_further_left_before_it_is_cut(void **state)
{
	struct form *form = *state;
	struct surface *surface = surface_create(40, 14);
	form_error(form, ROW_NAME, "exactly forty columns of words stand here");
	form_draw(form, surface, (struct rect){ 0, 0, 41, 10 });
	assert_true(surface_shows(surface, "exactly forty columns of words stand"));
	surface_destroy(surface);
}

static void hints_stand_beside_or_below_while_focused(void **state)
{
	struct form *form = *state;
	struct surface *surface = surface_create(60, 14);
	form->rows[ROW_NAME].hint = "as others know you";
	form_draw(form, surface, roomy);
	int x = 0;
	int y = 0;
	assert_true(surface_find(surface, "as others know you", &x, &y));
	assert_int_equal(y, roomy.y + 1);
	form_focus(form, ROW_SECRET);
	surface_clear(surface);
	form_draw(form, surface, roomy);
	assert_false(surface_shows(surface, "as others know you"));
	form->rows[ROW_NAME].width = 8;
	form_draw(form, surface, roomy);
	assert_true(surface_find(surface, "as others know you", &x, &y));
	assert_int_equal(y, roomy.y);
	surface_destroy(surface);
}

static void what_is_refused_rings_the_bell(void **state)
{
	struct form *form = *state;
	bells = 0;
	for (int i = 0; i < 12; i++)
		assert_int_equal(letter(form, 'x'), FORM_CHANGED);
	assert_int_equal(bells, 0);
	assert_int_equal(letter(form, 'x'), FORM_TAKEN);
	assert_int_equal(bells, 1);
	act(form, ACTION_FIELD_NEXT);
	(void)paste(form, "much too long for a password");
	assert_int_equal(bells, 2);
	act(form, ACTION_FIELD_NEXT);
	assert_int_equal(letter(form, 'x'), FORM_TAKEN);
	assert_int_equal(bells, 3);
	assert_int_equal(letter(form, ' '), FORM_CHANGED);
	assert_int_equal(bells, 3);
}

static const char *row_of(const struct form *form, struct rect rect, int y)
{
	static char row[256];
	struct surface *surface = surface_create(60, 12);
	form_draw(form, surface, rect);
	(void)surface_row_text(surface, y, row, sizeof row);
	surface_destroy(surface);
	return row;
}

/* "red", "green" and "blue" take 18 columns behind a label of 8. */
static void choices_without_room_are_marked_and_the_chosen_one_shows(void **state)
{
	struct form *form = *state;
	struct rect narrow = { 0, 0, 8 + 13, 10 };
	form_focus(form, ROW_COLOUR);
	assert_string_equal(row_of(form, roomy, 1 + 4), "  colour   red [green] blue");
	assert_string_equal(row_of(form, narrow, 4), "colour   red [green]\u2026");
	(void)act(form, ACTION_CHAR_RIGHT);
	assert_string_equal(row_of(form, narrow, 4), "colour  \u2026[blue]");
	/* A press means what stands there. */
	(void)press_at(form, narrow, 8 + 2, 4);
	assert_int_equal(form->rows[ROW_COLOUR].choice, 2);
}

static void rows_without_room_are_marked(void **state)
{
	struct form *form = *state;
	struct rect low = { 0, 0, 40, 3 };
	form_focus(form, ROW_NAME);
	assert_non_null(strstr(row_of(form, low, 2), "\u2193"));
	assert_null(strstr(row_of(form, low, 0), "\u2191"));
	form_focus(form, ROW_BUTTON);
	assert_non_null(strstr(row_of(form, low, 0), "\u2191"));
	assert_null(strstr(row_of(form, low, 2), "\u2193"));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(the_focus_goes_round_and_past_hidden_rows),
		TEST(typing_changes_the_focused_row_and_moving_does_not),
		TEST(a_choice_is_changed_by_left_right_and_space),
		TEST(choices_without_room_are_marked_and_the_chosen_one_shows),
		TEST(rows_without_room_are_marked),
		TEST(a_button_is_pressed_by_space),
		TEST(an_error_takes_the_focus_and_goes_when_the_row_changes),
		TEST(a_paste_that_does_not_fit_a_secret_is_said),
		TEST(what_is_refused_rings_the_bell),
		TEST(an_inert_form_takes_nothing),
		TEST(the_mouse_finds_what_is_drawn_with_and_without_room),
		TEST(the_focused_row_and_its_error_always_show),
		TEST(a_long_error_begins_further_left_before_it_is_cut),
		TEST(hints_stand_beside_or_below_while_focused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
