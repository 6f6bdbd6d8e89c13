/* A screen and three commands write to one database at once, and all are killed at random moments: what was
 * acknowledged is there, once, and nobody was turned away. */
#include "support_pipes.h"
#include "support_tally.h"
#include "support_terminal.h"
#include "tests/campaign/campaign.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum {
	WRITERS = 3,
	WORLD = 25, /* rounds on one database: a new one is a smaller one */
	SEED = 1
};

struct writer {
	struct running *running;
	int end; /* readable once it has ended */
	size_t number;
	int64_t until; /* when it is killed */
};

struct world {
	struct sandbox *sandbox;
	struct tally tally;
	struct terminal *screen;
	size_t typed; /* what the screen was told last */
	struct writer writers[WRITERS];
	int64_t command_time, screen_time; /* nanoseconds that a command takes, and a screen with a log or two */
	long killed, shown;                /* processes; logs acknowledged on the screen */
	unsigned random;
};

static int64_t nanoseconds_now(void)
{
	struct timespec time;

	assert_int_equal(clock_gettime(CLOCK_MONOTONIC, &time), 0);
	return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

static int64_t moment_within(struct world *world, int64_t span)
{
	return nanoseconds_now() + (int64_t)((double)span * rand_r(&world->random) / RAND_MAX);
}

/* ---- commands */

static void writer_start(struct world *world, struct writer *writer)
{
	writer->number = tally_try(&world->tally);
	writer->running = program_start(world->sandbox, VARIABLES(leaks_variable(world->sandbox)),
	                                WORDS("log", tally_text(&world->tally, writer->number)));
	writer->end = (int)syscall(SYS_pidfd_open, program_process(writer->running), 0);
	assert_true(writer->end >= 0);
	writer->until = moment_within(world, world->command_time * 3 / 2);
}

static void writer_finish(struct world *world, struct writer *writer)
{
	struct run run = program_finish(writer->running);

	(void)close(writer->end);
	writer->running = NULL;
	if (run.status != -SIGKILL && (run.status != 0 || run.error[0]))
		fail_msg("exit %d, '%s'", run.status, run.error);
	if (run.status == 0)
		tally_acknowledge(&world->tally, writer->number);
	world->killed += run.status == -SIGKILL;
	run_release(&run);
}

static void writer_kill(struct writer *writer)
{
	(void)kill(program_process(writer->running), SIGKILL);
	writer->until = INT64_MAX;
}

/* ---- the screen */

static void screen_type(struct world *world)
{
	world->typed = tally_try(&world->tally);
	terminal_press(world->screen, "<Enter>");
	terminal_press(world->screen, tally_text(&world->tally, world->typed));
	terminal_press(world->screen, "<Enter>");
}

/* In the day's list, whose rows begin "> 14:37  1  task 7.". To the right of it the picker stands over the same rows,
 * with what is only typed in it. */
static bool screen_lists(struct world *world, const char *text)
{
	enum { TIME = 2, TEXT = 12 };

	for (int y = 0; y < terminal_height(world->screen); y++) {
		const char *row = terminal_row(world->screen, y);
		if (strlen(row) > TEXT && strncmp(row + TIME, "14:", 3) == 0 &&
		    strncmp(row + TEXT, text, strlen(text)) == 0)
			return true;
	}
	return false;
}

/* The line that says so, or the day's list. */
static bool screen_shows(struct world *world)
{
	const char *text = tally_text(&world->tally, world->typed);
	char line[TALLY_TEXT + 32];

	(void)snprintf(line, sizeof line, "%s (new)   u takes it back", text);
	return terminal_find(world->screen, line, NULL, NULL) || screen_lists(world, text);
}

static bool screen_look(struct world *world)
{
	terminal_take(world->screen);
	if (world->typed == SIZE_MAX) {
		if (!terminal_find(world->screen, "LOGS", NULL, NULL))
			return false;
	} else if (screen_shows(world)) {
		tally_acknowledge(&world->tally, world->typed);
		world->shown++;
	} else {
		return false;
	}
	return true;
}

static void screen_start(struct world *world)
{
	world->screen = terminal_start(
	        world->sandbox,
	        &(struct terminal_options){ .height = 60, .environment = WORDS(leaks_variable(world->sandbox)) });
	world->typed = SIZE_MAX;
}

static void screen_kill(struct world *world)
{
	terminal_signal(world->screen, SIGKILL);
	assert_int_equal(terminal_wait_exit(world->screen), -SIGKILL);
	world->killed++;
	(void)screen_look(world);
	terminal_assert_no_text(world->screen, "locked");
	terminal_assert_no_text(world->screen, "another program");
	terminal_assert_no_text(world->screen, "cannot");
	terminal_destroy(world->screen);
	world->screen = NULL;
}

/* ---- rounds */

static struct timespec until(int64_t moment)
{
	int64_t left = moment - nanoseconds_now();

	if (left < 0)
		left = 0;
	return (struct timespec){ .tv_sec = left / 1000000000, .tv_nsec = left % 1000000000 };
}

static void round_wait(struct world *world, int64_t screen_until)
{
	struct pollfd waits[WRITERS + 1];
	int64_t next = screen_until;

	for (int i = 0; i < WRITERS; i++) {
		waits[i] = (struct pollfd){ world->writers[i].end, POLLIN, 0 };
		next = world->writers[i].until < next ? world->writers[i].until : next;
	}
	waits[WRITERS] = (struct pollfd){ world->screen->master, POLLIN, 0 };
	struct timespec left = until(next);
	(void)ppoll(waits, WRITERS + 1, &left, NULL);
	for (int i = 0; i < WRITERS; i++) {
		struct writer *writer = &world->writers[i];
		if (waits[i].revents) {
			writer_finish(world, writer);
			writer_start(world, writer);
		} else if (nanoseconds_now() >= writer->until) {
			writer_kill(writer);
		}
	}
}

static void round_run(struct world *world)
{
	sandbox_pass(world->sandbox, 1000);
	screen_start(world);
	for (int i = 0; i < WRITERS; i++)
		writer_start(world, &world->writers[i]);
	int64_t screen_until = moment_within(world, world->screen_time * 5);
	while (nanoseconds_now() < screen_until) {
		round_wait(world, screen_until);
		if (screen_look(world))
			screen_type(world);
	}
	screen_kill(world);
	for (int i = 0; i < WRITERS; i++) {
		writer_kill(&world->writers[i]);
		writer_finish(world, &world->writers[i]);
	}
	tally_assert(&world->tally, world->sandbox, NULL);
}

/* ada stays logged in, and it is known how long things take here. */
static void world_begin(struct world *world)
{
	world->sandbox = ada_logged_in();
	EXPECT(world->sandbox, 0, NULL, "", "settings", "stay", "on");
	int64_t begin = nanoseconds_now();
	EXPECT(world->sandbox, 0, NULL, "", "log", "a first one");
	world->command_time = nanoseconds_now() - begin;
	begin = nanoseconds_now();
	struct terminal *screen = terminal_open(world->sandbox, NULL);
	terminal_assert_text(screen, "LOGS");
	story_log(screen, "a second one");
	world->screen_time = nanoseconds_now() - begin;
	assert_int_equal(terminal_quit(screen), 0);
	terminal_destroy(screen);
}

static void world_end(struct world *world)
{
	tally_release(&world->tally);
	ada_destroy(world->sandbox);
}

static void killed_programs_lose_nothing_that_they_acknowledged(void **state)
{
	long rounds = campaign_rounds(10, 2000);
	struct world world = { .random = SEED };

	(void)state;
	for (long round = 0; round < rounds; round++) {
		if (round % WORLD == 0)
			world_begin(&world);
		round_run(&world);
		if (round % WORLD == WORLD - 1 || round == rounds - 1)
			world_end(&world);
	}
	assert_true(world.killed >= rounds);
	if (rounds >= 100)
		assert_true(world.killed >= 2 * rounds && world.shown >= rounds / 4);
	campaign_record("Kills", "a screen and three commands that write at once are killed at random moments",
	                world.killed, "kills", 0, "lost, doubled or turned away");
}

/* The judge itself. */
static void what_is_lost_or_doubled_or_unsound_is_seen(void **state)
{
	struct sandbox *sandbox = ada_logged_in();
	struct tally tally = { 0 };

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		size_t number = tally_try(&tally);
		EXPECT(sandbox, 0, NULL, "", "log", tally_text(&tally, number));
		tally_acknowledge(&tally, number);
		sandbox_pass(sandbox, 1000);
	}
	tally_assert(&tally, sandbox, NULL);
	EXPECT(sandbox, 0, NULL, "", "log", tally_text(&tally, 1));
	assert_int_equal(tally_judge(&tally, sandbox, NULL).doubled, 1);
	EXPECT(sandbox, 0, NULL, "", "undo");
	EXPECT(sandbox, 0, NULL, "", "delete", "last");
	assert_int_equal(tally_judge(&tally, sandbox, NULL).lost, 1);
	EXPECT(sandbox, 0, NULL, "", "undo");
	tally_assert(&tally, sandbox, NULL);
	sandbox_sql(sandbox, "UPDATE log SET blob = zeroblob(length(blob)) WHERE id = (SELECT min(id) FROM log)");
	assert_false(tally_judge(&tally, sandbox, NULL).sound);
	tally_release(&tally);
	ada_destroy(sandbox);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_lost_or_doubled_or_unsound_is_seen),
		cmocka_unit_test(killed_programs_lose_nothing_that_they_acknowledged),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
