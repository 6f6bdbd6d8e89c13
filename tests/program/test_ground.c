/* The terminal is asked which colour its ground has: what becomes of the answer, and of none. */
#include "support.h"

#include <string.h>

static const char question[] = "\033]11;?\033\\";

static bool was_asked(const struct terminal *terminal)
{
	size_t size;
	const char *output = terminal_output(terminal, &size);

	return memmem(output, size, question, strlen(question)) != NULL;
}

/* The ink of the program's name in its first line. */
static int32_t ink_of(struct terminal *terminal)
{
	int x, y;

	assert_true(terminal_find(terminal, "timesheet", &x, &y));
	return terminal_cell(terminal, x, y).ink;
}

static struct terminal *open_with(struct sandbox *sandbox, const char *variable)
{
	const char *const environment[] = { variable, NULL };

	return terminal_open(sandbox, &(struct terminal_options){ .environment = variable ? environment : NULL });
}

static void answer(struct terminal *terminal, const char *bytes)
{
	terminal_send(terminal, bytes, strlen(bytes));
	terminal_fence(terminal);
	terminal_assert_no_text(terminal, "rgb");
	terminal_assert_no_text(terminal, "ffff");
}

static void leave(struct terminal *terminal, struct sandbox *sandbox)
{
	terminal_press(terminal, "<C-q>");
	assert_int_equal(terminal_wait_exit(terminal), 0);
	terminal_destroy(terminal);
	sandbox_destroy(sandbox);
}

/* The inks of both themes, as they are chosen by name. */
static void inks_find(int32_t *dark, int32_t *light)
{
	static const char *const themes[] = { "TIMESHEET_THEME=dark", "TIMESHEET_THEME=light" };

	for (int i = 0; i < 2; i++) {
		struct sandbox *sandbox = sandbox_create();
		struct terminal *terminal = open_with(sandbox, themes[i]);

		assert_false(was_asked(terminal));
		*(i == 0 ? dark : light) = ink_of(terminal);
		leave(terminal, sandbox);
	}
	assert_int_not_equal(*dark, *light);
}

static void the_answer_colours_what_is_drawn_already(void **state)
{
	int32_t dark, light;

	(void)state;
	inks_find(&dark, &light);
	struct sandbox *sandbox = sandbox_create();
	struct terminal *terminal = open_with(sandbox, NULL);
	assert_true(was_asked(terminal));
	/* Nobody has answered yet, and all is there. */
	assert_int_equal(ink_of(terminal), dark);
	answer(terminal, "\033]11;rgb:ffff/ffff/f0f0\033\\");
	assert_int_equal(ink_of(terminal), light);
	leave(terminal, sandbox);
}

static void a_dark_answer_stands_over_the_environment(void **state)
{
	int32_t dark, light;

	(void)state;
	inks_find(&dark, &light);
	struct sandbox *sandbox = sandbox_create();
	struct terminal *terminal = open_with(sandbox, "COLORFGBG=0;15");
	assert_int_equal(ink_of(terminal), light);
	answer(terminal, "\033]11;rgb:1c1c/1c1c/1c1c\007");
	assert_int_equal(ink_of(terminal), dark);
	leave(terminal, sandbox);
}

static void an_answer_after_the_deadline_changes_nothing_and_types_nothing(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	struct terminal *terminal = open_with(sandbox, NULL);
	int32_t before = ink_of(terminal);

	(void)state;
	sandbox_pass(sandbox, 1001);
	terminal_keys(terminal, "ada");
	answer(terminal, "\033]11;rgb:ffff/ffff/ffff\033\\");
	assert_int_equal(ink_of(terminal), before);
	terminal_assert_text(terminal, "ada");
	leave(terminal, sandbox);
}

static void a_broken_answer_neither_types_nor_takes_keys(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	struct terminal *terminal = open_with(sandbox, NULL);
	int32_t before = ink_of(terminal);

	(void)state;
	answer(terminal, "\033]11;rgb:ffff/ffff/ffff");
	terminal_keys(terminal, "grace");
	answer(terminal, "\033]11;rgb:ffff/");
	terminal_keys(terminal, "x");
	terminal_assert_text(terminal, "gracex");
	assert_int_equal(ink_of(terminal), before);
	leave(terminal, sandbox);
}

static void terminals_that_would_show_the_question_are_not_asked(void **state)
{
	static const char *const types[] = { "linux", "vt100" };

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct sandbox *sandbox = sandbox_create();
		struct terminal *terminal = terminal_open(sandbox, &(struct terminal_options){ .term = types[i] });

		assert_false(was_asked(terminal));
		leave(terminal, sandbox);
	}
}

static int32_t title_ink(const char *colours)
{
	struct sandbox *sandbox = sandbox_create();
	const char *const environment[] = { colours, NULL };
	struct terminal *terminal =
	        terminal_open(sandbox, &(struct terminal_options){ .term = "xterm", .environment = environment });
	int32_t ink = ink_of(terminal);

	leave(terminal, sandbox);
	return ink;
}

static void a_terminal_that_says_it_has_all_colours_gets_256(void **state)
{
	int32_t few = title_ink("COLORTERM=");

	(void)state;
	assert_int_not_equal(title_ink("COLORTERM=truecolor"), few);
	assert_int_not_equal(title_ink("COLORTERM=24bit"), few);
	assert_int_equal(title_ink("COLORTERM=1"), few);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_answer_colours_what_is_drawn_already),
		cmocka_unit_test(a_dark_answer_stands_over_the_environment),
		cmocka_unit_test(an_answer_after_the_deadline_changes_nothing_and_types_nothing),
		cmocka_unit_test(a_broken_answer_neither_types_nor_takes_keys),
		cmocka_unit_test(terminals_that_would_show_the_question_are_not_asked),
		cmocka_unit_test(a_terminal_that_says_it_has_all_colours_gets_256),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
