/* Every signal and the loss of the terminal, in every screen: the program goes at once, leaves nothing behind in the
 * terminal, and what was being typed into a note is kept. */
#include "support_leave.h"
#include "support_places.h"
#include "tests/campaign/campaign.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

static const char subject[] = "Signals";

/* NULL, or what is wrong. */
static const char *stop_and_continue(struct terminal *terminal, const struct place *place)
{
	terminal_signal(terminal, SIGTSTP);
	terminal_wait_stopped(terminal);
	const char *fault = terminal_not_given_back(terminal);
	terminal_signal(terminal, SIGCONT);
	terminal_fence(terminal);
	if (!fault && !terminal_find(terminal, place->shows, NULL, NULL))
		fault = "the screen is another one after a stop";
	return fault;
}

/* What the program takes without leaving. */
static const char *disturb(struct terminal *terminal, const struct place *place)
{
	terminal_signal(terminal, SIGPIPE);
	terminal_resize(terminal, 20, 5);
	terminal_fence(terminal);
	terminal_resize(terminal, 100, 30);
	terminal_fence(terminal);
	if (!terminal_find(terminal, place->shows, NULL, NULL))
		return "the screen is another one after a change of size";
	return stop_and_continue(terminal, place);
}

/* NULL, or what is wrong with the draft of a note that was being typed. */
static const char *draft_missing(struct sandbox *sandbox, const struct place *place)
{
	struct terminal *terminal = terminal_open(sandbox, NULL);

	story_login(terminal);
	terminal_keys(terminal, "n");
	bool found = terminal_find(terminal, place->note, NULL, NULL);
	terminal_destroy(terminal);
	return found ? NULL : "the note is lost";
}

static bool is_good(const struct place *place, const struct way *way, const char *fault)
{
	if (fault)
		print_error("%s, %s: %s\n", place->name, way ? way->name : "without leaving", fault);
	return !fault;
}

static void every_screen_is_left_by_every_signal_at_once_and_nothing_is_lost(void **state)
{
	const long rounds = campaign_rounds(1, 20);
	struct sandbox *sandbox = sandbox_create();
	struct morning morning;
	/* Outside of the campaign one way out of each screen, another one every day. */
	size_t ways = campaign_on() ? ways_to_leave_count : 1, first = (size_t)(time(NULL) / 86400);
	long left = 0, bad = 0, disturbed = 0, confused = 0;

	(void)state;
	morning_make(sandbox, &morning);
	for (size_t run = 0; run < (size_t)rounds * place_count * ways; run++) {
		const struct place *place = &places[run % place_count];
		const struct way *way = &ways_to_leave[(first + run + run / place_count) % ways_to_leave_count];
		morning_restore(sandbox, &morning);
		struct terminal *terminal = place_enter(sandbox, place);
		disturbed++;
		confused += !is_good(place, NULL, disturb(terminal, place));
		left++;
		const char *fault = terminal_leave(terminal, way);
		terminal_destroy(terminal);
		if (!fault && place->note)
			fault = draft_missing(sandbox, place);
		bad += !is_good(place, way, fault);
	}
	assert_int_equal(confused, 0);
	assert_int_equal(bad, 0);
	morning_release(&morning);
	sandbox_destroy(sandbox);
	campaign_record(subject, "each signal, or a terminal closed, in each screen", left, "times", bad,
	                "slow to leave, terminal not restored, or a note lost");
	campaign_record(subject, "stopped and continued, and two changes of size, in each screen", disturbed, "times",
	                confused, "confused");
}

/* Programs that leave badly. */
static void what_is_left_badly_is_seen(void **state)
{
	static const struct {
		const char *script;
		struct way way;
		const char *fault;
	} cases[] = {
		{ "trap '' TERM; echo up; while :; do sleep 1; done", { "", SIGTERM }, "not ended" },
		{ "trap 'i=0; while [ $i -lt 1500000 ]; do i=$((i+1)); done; exit 129' HUP; echo up; while :; do "
		  "sleep 0.01; done",
		  { "", SIGHUP },
		  "" /* too long, or too much, as the machine is */ },
		{ "trap 'exit 0' TERM; echo up; while :; do sleep 0.01; done", { "", SIGTERM }, "status" },
		{ "trap 'exit 143' TERM; stty raw -echo; echo up; while :; do sleep 0.01; done",
		  { "", SIGTERM },
		  "modes" },
		{ "trap 'exit 143' TERM; printf '\\033[?1049h'; echo up; while :; do sleep 0.01; done",
		  { "", SIGTERM },
		  "alternate screen" },
		{ "trap 'exit 143' TERM; printf '\\033[?25l'; echo up; while :; do sleep 0.01; done",
		  { "", SIGTERM },
		  "cursor" },
	};
	struct sandbox *sandbox = sandbox_create();

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		const char *const arguments[] = { "-c", cases[i].script, NULL };
		struct terminal *terminal = terminal_start(
		        sandbox, &(struct terminal_options){ .program = "/bin/sh", .arguments = arguments });
		terminal_wait_text(terminal, "up");
		const char *fault = terminal_leave(terminal, &cases[i].way);
		if (!fault || !strstr(fault, cases[i].fault))
			fail_msg("script %zu: %s", i, fault ? fault : "nothing is seen");
		terminal_destroy(terminal);
	}
	sandbox_destroy(sandbox);
}

/* What is not a screen's own: the place is kept when an hour passes while stopped, but locked. */
static void a_note_left_alone_while_stopped_is_locked_and_kept(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	struct terminal *terminal = story_begin(sandbox, NULL);

	(void)state;
	terminal_keys(terminal, "n");
	terminal_keys(terminal, "half a thought");
	terminal_press(terminal, "<C-z>");
	terminal_wait_stopped(terminal);
	sandbox_pass(sandbox, 60 * MINUTE);
	terminal_signal(terminal, SIGCONT);
	terminal_fence(terminal);
	terminal_assert_text(terminal, "locked - ada");
	terminal_assert_no_text(terminal, "half a thought");
	story_login(terminal);
	terminal_keys(terminal, "n");
	terminal_assert_text(terminal, "half a thought");
	terminal_keys(terminal, "<Escape>");
	assert_int_equal(terminal_quit(terminal), 0);
	terminal_destroy(terminal);
	sandbox_destroy(sandbox);
}

static void lock_now(struct sandbox *sandbox, struct terminal *terminal, bool idle)
{
	if (idle) {
		sandbox_pass(sandbox, 11 * MINUTE);
		terminal_fence(terminal);
	} else {
		terminal_keys(terminal, "<Escape>"); /* saves: z is a letter in a note */
		terminal_keys(terminal, "z");
	}
	terminal_assert_text(terminal, "locked - ada");
	terminal_assert_no_text(terminal, "thought number");
}

static void a_note_outlives_a_lock_and_three_wrong_passwords(void **state)
{
	const long rounds = campaign_rounds(2, 20);
	struct sandbox *sandbox = sandbox_create();
	struct terminal *terminal = story_begin(sandbox, NULL);
	long lost = 0;
	char text[64];

	(void)state;
	for (long round = 0; round < rounds; round++) {
		(void)snprintf(text, sizeof text, "thought number %ld.", round);
		terminal_keys(terminal, "n");
		terminal_keys(terminal, text);
		lock_now(sandbox, terminal, round % 2 == 0);
		terminal_keys(terminal, "<Enter>");
		for (int wrong = 0; wrong < 3; wrong++) {
			terminal_keys(terminal, "wrong horse<Enter>");
			terminal_assert_text(terminal, "locked - ada");
			sandbox_pass(sandbox, MINUTE); /* until it may be tried again */
			terminal_fence(terminal);
		}
		story_login(terminal);
		terminal_keys(terminal, "n");
		lost += !terminal_find(terminal, text, NULL, NULL);
		terminal_keys(terminal, "<Down><End><Enter><Escape>");
	}
	assert_int_equal(lost, 0);
	assert_int_equal(terminal_quit(terminal), 0);
	terminal_destroy(terminal);
	sandbox_destroy(sandbox);
	campaign_record(subject, "a note half typed, locked, three wrong passwords", rounds, "times", lost, "lost");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_left_badly_is_seen),
		cmocka_unit_test(every_screen_is_left_by_every_signal_at_once_and_nothing_is_lost),
		cmocka_unit_test(a_note_left_alone_while_stopped_is_locked_and_kept),
		cmocka_unit_test(a_note_outlives_a_lock_and_three_wrong_passwords),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
