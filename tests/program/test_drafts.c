/* What is being typed into a note when the program dies. */
#include "support.h"

#include <signal.h>

/* A note that is being written: what was typed, then what came after the draft was due. */
static struct terminal *note_half_written(struct sandbox *sandbox)
{
	struct terminal *terminal = story_begin(sandbox, NULL);

	terminal_keys(terminal, "n");
	terminal_keys(terminal, "typed early");
	sandbox_pass(sandbox, 2000);
	terminal_fence(terminal);
	terminal_keys(terminal, " and typed late");
	return terminal;
}

static struct terminal *note_opened_again(struct sandbox *sandbox)
{
	struct terminal *terminal = terminal_open(sandbox, NULL);

	story_login(terminal);
	terminal_keys(terminal, "n");
	return terminal;
}

static void end(struct terminal *terminal, struct sandbox *sandbox)
{
	terminal_keys(terminal, "<Escape>");
	assert_int_equal(terminal_quit(terminal), 0);
	terminal_destroy(terminal);
	sandbox_destroy(sandbox);
}

static void a_kill_loses_at_most_two_seconds_of_a_note(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	struct terminal *terminal = note_half_written(sandbox);

	(void)state;
	terminal_signal(terminal, SIGKILL);
	assert_int_equal(terminal_wait_exit(terminal), -SIGKILL);
	terminal_destroy(terminal);
	terminal = note_opened_again(sandbox);
	terminal_assert_text(terminal, "typed early");
	end(terminal, sandbox);
}

static void a_signal_loses_nothing_of_a_note(void **state)
{
	static const int numbers[] = { SIGHUP, SIGTERM };

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct sandbox *sandbox = sandbox_create();
		struct terminal *terminal = note_half_written(sandbox);
		terminal_signal(terminal, numbers[i]);
		assert_int_equal(terminal_wait_exit(terminal), 128 + numbers[i]);
		terminal_destroy(terminal);
		terminal = note_opened_again(sandbox);
		terminal_assert_text(terminal, "typed early and typed late");
		end(terminal, sandbox);
	}
}

static void a_closed_window_loses_nothing_of_a_note(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	struct terminal *terminal = note_half_written(sandbox);

	(void)state;
	terminal_hang_up(terminal);
	assert_int_equal(terminal_wait_exit(terminal), 128 + SIGHUP);
	terminal_destroy(terminal);
	terminal = note_opened_again(sandbox);
	terminal_assert_text(terminal, "typed early and typed late");
	end(terminal, sandbox);
}

/* With the real clock: nothing but the program's own timer wakes it. */
static void a_draft_is_kept_without_another_key(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	const struct terminal_options real = { .real_clock = true };
	struct terminal *terminal = story_begin(sandbox, &real);

	(void)state;
	terminal_keys(terminal, "n");
	terminal_keys(terminal, "typed, then nothing");
	terminal_wait_text(terminal, "draft kept");
	terminal_signal(terminal, SIGKILL);
	assert_int_equal(terminal_wait_exit(terminal), -SIGKILL);
	terminal_destroy(terminal);
	terminal = terminal_open(sandbox, &real);
	story_login(terminal);
	terminal_keys(terminal, "n");
	terminal_assert_text(terminal, "typed, then nothing");
	end(terminal, sandbox);
}

static void a_lock_over_a_note_keeps_it_sealed_and_gives_it_back(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	struct terminal *terminal = note_half_written(sandbox);

	(void)state;
	sandbox_pass(sandbox, 11 * MINUTE);
	terminal_fence(terminal);
	terminal_assert_no_text(terminal, "typed");
	story_login(terminal);
	terminal_keys(terminal, "n");
	terminal_assert_text(terminal, "typed early and typed late");
	end(terminal, sandbox);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_kill_loses_at_most_two_seconds_of_a_note),
		cmocka_unit_test(a_signal_loses_nothing_of_a_note),
		cmocka_unit_test(a_closed_window_loses_nothing_of_a_note),
		cmocka_unit_test(a_draft_is_kept_without_another_key),
		cmocka_unit_test(a_lock_over_a_note_keeps_it_sealed_and_gives_it_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
