/* A process that stands still with a lock on the database: screens live on, readers answer, nothing is lost. */
#include "support_holder.h"
#include "support_pipes.h"
#include "tests/campaign/campaign.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Milliseconds. What is measured is a tenth of that; a machine may be busy. */
enum { AT_ONCE = 1000 };

struct world {
	struct sandbox *sandbox;
	struct terminal *terminal;
	pid_t holder;
	int64_t worst; /* milliseconds that a key took */
};

/* Slot 1 is parser, slot 2 email, and goes on since the first minute of the world. */
static struct world world_make(void)
{
	struct world world = { .sandbox = sandbox_create() };

	world.terminal = story_begin(world.sandbox, NULL);
	story_log(world.terminal, "parser");
	sandbox_pass(world.sandbox, MINUTE);
	story_log(world.terminal, "email");
	sandbox_pass(world.sandbox, MINUTE);
	return world;
}

static void world_end(struct world *world)
{
	terminal_destroy(world->terminal);
	sandbox_destroy(world->sandbox);
}

/* Presses a key, and takes the time until what it does is seen. */
static void press_and_see(struct world *world, const char *key, const char *text)
{
	int64_t begin = holder_clock();

	terminal_press(world->terminal, key);
	terminal_wait_text(world->terminal, text);
	int64_t took = holder_clock() - begin;
	if (took > world->worst)
		world->worst = took;
	if (took > AT_ONCE)
		fail_msg("'%s' took %lld ms", key, (long long)took);
}

static void let_go(struct world *world)
{
	holder_end(world->holder);
	sandbox_pass(world->sandbox, 1000);
}

static void keys_are_answered(const char *begin)
{
	struct world world = world_make();
	char whom[96];

	world.holder = holder_start(world.sandbox, begin);
	(void)snprintf(whom, sizeof whom, "(process %d, stopped)", (int)world.holder);
	press_and_see(&world, "1", "14:39 log slot 1 waits for ");
	terminal_wait_text(world.terminal, whom);
	press_and_see(&world, "?", "Give up what waits");
	press_and_see(&world, "<Escape>", "TOTALS");
	press_and_see(&world, "u", "+1 wait for ");
	press_and_see(&world, "h", "30 Sep");
	press_and_see(&world, "t", "1 Oct 2026");
	press_and_see(&world, "z", "locked - ada");
	terminal_wait_text(world.terminal, "not saved: 14:39 undo");
	terminal_assert_no_text(world.terminal, "parser");
	press_and_see(&world, "2", "+1 wait for ");
	press_and_see(&world, "<Enter>" PASSWORD "<Enter>", "another program holds the database: ");
	press_and_see(&world, "<Escape>", "0 off");
	int64_t asked = holder_clock();
	terminal_signal(world.terminal, SIGTERM);
	assert_int_equal(terminal_wait_exit(world.terminal), 128 + SIGTERM);
	int64_t took = holder_clock() - asked;
	print_message("%s: the slowest key %lld ms, SIGTERM %lld ms\n", begin, (long long)world.worst, (long long)took);
	assert_true(took < AT_ONCE);
	terminal_assert_text(world.terminal, "not saved: 14:39 log slot 1; 14:39 log slot 2");
	holder_end(world.holder);
	world_end(&world);
}

static void no_key_waits_for_a_lock(void **state)
{
	(void)state;
	keys_are_answered("BEGIN IMMEDIATE");
	keys_are_answered("BEGIN EXCLUSIVE");
	/* Who reads is in the way of a commit. */
	keys_are_answered("BEGIN; SELECT count(*) FROM user");
}

static void what_cannot_be_read_is_said_and_read_after_it(void **state)
{
	struct world world = world_make();

	(void)state;
	world.holder = holder_start(world.sandbox, "BEGIN EXCLUSIVE");
	press_and_see(&world, "h", "30 Sep");
	press_and_see(&world, "t", "1 Oct 2026");
	sandbox_pass(world.sandbox, 1000);
	terminal_wait_text(world.terminal, "what is shown may be old: reading waits for ");
	terminal_assert_no_text(world.terminal, "14:37  1  parser");
	holder_end(world.holder);
	sandbox_pass(world.sandbox, 1000);
	terminal_wait_text(world.terminal, "14:37  1  parser");
	terminal_wait_gone(world.terminal, "what is shown may be old");
	assert_int_equal(terminal_quit(world.terminal), 0);
	world_end(&world);
}

static void what_waited_lands_with_the_moments_of_its_keys(void **state)
{
	struct world world = world_make();

	(void)state;
	world.holder = holder_start(world.sandbox, "BEGIN IMMEDIATE");
	press_and_see(&world, "1", "log slot 1 waits for ");
	sandbox_pass(world.sandbox, 3 * MINUTE);
	press_and_see(&world, "2", "log slot 1 +1 wait for ");
	sandbox_pass(world.sandbox, MINUTE);
	let_go(&world);
	terminal_wait_text(world.terminal, "log slot 2 and 1 before it: done now");
	assert_true(story_logged(world.terminal, "14:39", "parser"));
	assert_true(story_logged(world.terminal, "14:42", "email"));
	assert_int_equal(terminal_quit(world.terminal), 0);
	world_end(&world);
}

static void the_idle_lock_waits_for_no_lock_and_its_digit_lands(void **state)
{
	struct world world = world_make();

	(void)state;
	world.holder = holder_start(world.sandbox, "BEGIN IMMEDIATE");
	press_and_see(&world, "1", "log slot 1 waits for ");
	sandbox_pass(world.sandbox, 11 * MINUTE);
	terminal_wait_text(world.terminal, "locked - ada");
	terminal_wait_text(world.terminal, "log slot 1 waits for ");
	terminal_assert_no_text(world.terminal, "parser");
	holder_end(world.holder);
	terminal_hang_up(world.terminal);
	assert_int_equal(terminal_wait_exit(world.terminal), 128 + SIGHUP);
	terminal_destroy(world.terminal);
	world.terminal = terminal_open(world.sandbox, NULL);
	story_login(world.terminal);
	assert_true(story_logged(world.terminal, "14:39", "parser"));
	assert_int_equal(terminal_quit(world.terminal), 0);
	world_end(&world);
}

static void what_waits_when_the_screen_ends_is_tried_once_more(void **state)
{
	struct world world = world_make();

	(void)state;
	world.holder = holder_start(world.sandbox, "BEGIN IMMEDIATE");
	press_and_see(&world, "1", "log slot 1 waits for ");
	holder_end(world.holder);
	terminal_signal(world.terminal, SIGTERM);
	assert_int_equal(terminal_wait_exit(world.terminal), 128 + SIGTERM);
	terminal_assert_no_text(world.terminal, "not saved");
	terminal_destroy(world.terminal);
	world.terminal = terminal_open(world.sandbox, NULL);
	story_login(world.terminal);
	assert_true(story_logged(world.terminal, "14:39", "parser"));
	assert_int_equal(terminal_quit(world.terminal), 0);
	world_end(&world);
}

static void a_note_that_cannot_be_kept_is_told_at_the_end(void **state)
{
	struct world world = world_make();

	(void)state;
	terminal_keys(world.terminal, "na line that is kept<Escape>n");
	world.holder = holder_start(world.sandbox, "BEGIN IMMEDIATE");
	press_and_see(&world, ", and more", "kept, and more");
	press_and_see(&world, "<Escape>", "not saved: it waits for ");
	int64_t asked = holder_clock();
	terminal_signal(world.terminal, SIGTERM);
	assert_int_equal(terminal_wait_exit(world.terminal), 128 + SIGTERM);
	assert_true(holder_clock() - asked < AT_ONCE + 500);
	terminal_assert_text(world.terminal, "not saved: what was written last in the note of Thu 1 Oct");
	holder_end(world.holder);
	world_end(&world);
}

/* ---- commands */

/* How long it took, in milliseconds. */
static int64_t command_take(const struct sandbox *sandbox, int status, const char *error, const char *const *words)
{
	int64_t begin = holder_clock();

	expect_run(sandbox, NULL, status, NULL, error, words);
	return holder_clock() - begin;
}

static void status_and_day_wait_for_nobody(void **state)
{
	struct sandbox *sandbox = ada_logged_in();
	char whom[128];
	int64_t took;

	(void)state;
	EXPECT(sandbox, 0, NULL, "", "log", "parser");
	/* The ticket would be renewed now. */
	sandbox_pass(sandbox, 5 * MINUTE);
	pid_t holder = holder_start(sandbox, "BEGIN IMMEDIATE");
	took = command_take(sandbox, 0, "", WORDS("status"));
	took += command_take(sandbox, 0, "", WORDS("day"));
	took += command_take(sandbox, 0, "", WORDS("report", "today"));
	took += command_take(sandbox, 0, "", WORDS("export", "--format", "csv"));
	print_message("four that read beside a writer: %lld ms\n", (long long)took);
	assert_true(took < 4 * AT_ONCE);
	holder_end(holder);
	holder = holder_start(sandbox, "BEGIN EXCLUSIVE");
	(void)snprintf(whom, sizeof whom, "another program holds the database: ");
	took = command_take(sandbox, 1, whom, WORDS("status"));
	(void)snprintf(whom, sizeof whom, "(process %d, stopped)", (int)holder);
	took += command_take(sandbox, 1, whom, WORDS("day"));
	print_message("two that cannot read: %lld ms\n", (long long)took);
	assert_true(took < 2 * (AT_ONCE + 500));
	holder_end(holder);
	ada_destroy(sandbox);
}

/* A number that may be wrong is not told without a word. */
static void what_was_logged_while_locked_is_said_to_be_missing(void **state)
{
	struct world world = world_make();

	(void)state;
	terminal_keys(world.terminal, "z");
	command_login(world.sandbox);
	sandbox_pass(world.sandbox, MINUTE);
	terminal_keys(world.terminal, "1");
	world.holder = holder_start(world.sandbox, "BEGIN IMMEDIATE");
	expect_run(world.sandbox, NULL, 0, "email\n",
	           "what was logged while locked is not in it yet: ", WORDS("status", "--format", "%a"));
	holder_end(world.holder);
	EXPECT(world.sandbox, 0, "parser\n", "", "status", "--format", "%a");
	world_end(&world);
}

static void log_says_whom_it_waits_for_and_then_logs(void **state)
{
	struct sandbox *sandbox = ada_logged_in();
	const char *const words[] = { "--db", sandbox->database, "log", "parser", NULL };
	char whom[96];

	(void)state;
	pid_t holder = holder_start(sandbox, "BEGIN IMMEDIATE");
	struct terminal *terminal = terminal_start(sandbox, &(struct terminal_options){ .arguments = words });
	(void)snprintf(whom, sizeof whom, "(process %d, stopped), which holds the database", (int)holder);
	terminal_wait_text(terminal, whom);
	holder_end(holder);
	assert_int_equal(terminal_wait_exit(terminal), 0);
	terminal_assert_text(terminal, "parser");
	terminal_destroy(terminal);
	EXPECT(sandbox, 0, "parser\n", "", "status", "--format", "%a");
	ada_destroy(sandbox);
}

/* ---- many times */

/* How many moments have a log. */
static long moments_count(const struct world *world)
{
	struct run run = program_run(world->sandbox, VARIABLES(password_variable(world->sandbox)),
	                             WORDS("export", "--format", "json"));
	char *count =
	        sql_of("SELECT count(DISTINCT json_extract(value, '$.time')) FROM json_each(?1, '$.logs')", run.output);
	assert_int_equal(run.status, 0);
	assert_non_null(count);
	long moments = strtol(count, NULL, 10);
	free(count);
	run_release(&run);
	return moments;
}

static void no_key_that_waited_is_lost(void **state)
{
	long rounds = campaign_rounds(5, 1000);
	struct world world = world_make();

	(void)state;
	command_login(world.sandbox);
	long before = moments_count(&world);
	for (long round = 0; round < rounds; round++) {
		world.holder = holder_start(world.sandbox, "BEGIN IMMEDIATE");
		press_and_see(&world, round % 2 == 0 ? "1" : "2", " waits for ");
		sandbox_pass(world.sandbox, MINUTE);
		let_go(&world);
		terminal_wait_text(world.terminal, ": done now");
	}
	long lost = before + rounds - moments_count(&world);
	campaign_record("Locks",
	                "a key is pressed while a process stands still with the write lock, and lands after it", rounds,
	                "keys", lost, "lost");
	print_message("%ld keys, %ld lost, the slowest seen after %lld ms\n", rounds, lost, (long long)world.worst);
	assert_int_equal(lost, 0);
	/* One that is missing would be noticed. */
	terminal_keys(world.terminal, "u");
	assert_int_equal(moments_count(&world), before + rounds - 1);
	assert_int_equal(terminal_quit(world.terminal), 0);
	world_end(&world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_key_waits_for_a_lock),
		cmocka_unit_test(what_cannot_be_read_is_said_and_read_after_it),
		cmocka_unit_test(what_waited_lands_with_the_moments_of_its_keys),
		cmocka_unit_test(the_idle_lock_waits_for_no_lock_and_its_digit_lands),
		cmocka_unit_test(what_waits_when_the_screen_ends_is_tried_once_more),
		cmocka_unit_test(a_note_that_cannot_be_kept_is_told_at_the_end),
		cmocka_unit_test(status_and_day_wait_for_nobody),
		cmocka_unit_test(what_was_logged_while_locked_is_said_to_be_missing),
		cmocka_unit_test(log_says_whom_it_waits_for_and_then_logs),
		cmocka_unit_test(no_key_that_waited_is_lost),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
