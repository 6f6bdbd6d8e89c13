/* What the program as it is released keeps in memory, and what it says when there is not enough of it. It answers no
 * fence: what is waited for is what it shows. */
#include "support_pipes.h"
#include "support_process.h"
#include "tests/campaign/campaign.h"

#include "data/file/store.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SECRET_PASSWORD "sturdy-walrus-of-1974"
#define SECRET_ACTIVITY "zebra canary crossing"
#define SECRET_COMMENT "a comment on ocelots"
#define SECRET_NOTE "what the heron said about it"

static const char subject[] = "Secrets";

/* Registered once, for all tests: each key derivation is half a second. */
static int ada_released(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	char path[96];

	(void)snprintf(path, sizeof path, "%s/password", sandbox->directory);
	file_write(path, SECRET_PASSWORD "\n", sizeof SECRET_PASSWORD);
	assert_int_equal(chmod(path, 0600), 0);
	const char *const variables[] = { password_variable(sandbox), NULL };
	EXPECT_WITH(sandbox, (&(const struct run_options){ .program = TEST_RELEASED, .environment = variables }), 0,
	            NULL, NULL, "register", "ada");
	*state = sandbox;
	return 0;
}

static int ada_released_ends(void **state)
{
	sandbox_destroy(*state);
	return 0;
}

static struct terminal *released_open(struct sandbox *sandbox)
{
	struct terminal *terminal = terminal_start(
	        sandbox, &(struct terminal_options){ .program = TEST_RELEASED, .width = 160, .real_clock = true });

	terminal_wait_text(terminal, "F3 forgot it");
	return terminal;
}

static int released_quit(struct terminal *terminal)
{
	terminal_press(terminal, "jqq");
	return terminal_wait_exit(terminal);
}

enum { PASSWORD_NEEDLE, ACTIVITY_NEEDLE, COMMENT_NEEDLE, NOTE_NEEDLE, DATA_KEY, ROW_KEY, STATE_KEY, BOX_KEY, NEEDLES };

static void needles_fill(struct needle needles[NEEDLES], const struct keys *keys)
{
	const struct needle all[NEEDLES] = {
		[PASSWORD_NEEDLE] = { "the password", SECRET_PASSWORD, strlen(SECRET_PASSWORD), true, 0 },
		[ACTIVITY_NEEDLE] = { "an activity", SECRET_ACTIVITY, strlen(SECRET_ACTIVITY), true, 0 },
		[COMMENT_NEEDLE] = { "a comment", SECRET_COMMENT, strlen(SECRET_COMMENT), true, 0 },
		[NOTE_NEEDLE] = { "the note", SECRET_NOTE, strlen(SECRET_NOTE), true, 0 },
		[DATA_KEY] = { "the data key", keys->data, KEY_SIZE, false, 0 },
		[ROW_KEY] = { "the key of rows", keys->rows, KEY_SIZE, false, 0 },
		[STATE_KEY] = { "the key of states", keys->state, KEY_SIZE, false, 0 },
		[BOX_KEY] = { "the key of the inbox", keys->box_secret, BOX_SECRET_SIZE, false, 0 },
	};

	memcpy(needles, all, sizeof all);
}

/* What the program derives and unwraps, by the same code in this process. */
static void keys_learn(const struct sandbox *sandbox, struct keys *keys)
{
	char reason[TS_REASON_SIZE];
	ts_store *store = NULL;
	ts_auth *auth = NULL;
	const ts_time now = SANDBOX_NOW;

	assert_int_equal(ts_open(sandbox->database, false, now, reason, &store), TS_OK);
	assert_int_equal(ts_login_begin(store, "ada", SECRET_PASSWORD, now, &auth), TS_OK);
	ts_auth_run(auth);
	assert_int_equal(ts_auth_finish(store, auth), TS_OK);
	ts_auth_destroy(auth);
	*keys = store->identity->keys;
	ts_close(store);
}

static void search(struct terminal *terminal, struct needle needles[NEEDLES])
{
	assert_true(process_search(terminal_process(terminal), needles, NEEDLES));
}

/* Logs, comments and writes a note, all of it by typing. */
static void write_secrets(struct terminal *terminal)
{
	terminal_press(terminal, "a");
	terminal_wait_text(terminal, "Log");
	terminal_press(terminal, SECRET_ACTIVITY);
	terminal_wait_text(terminal, "new \"" SECRET_ACTIVITY);
	terminal_press(terminal, "<Enter>");
	terminal_wait_text(terminal, "[LOGS] 1");
	terminal_press(terminal, "e");
	terminal_wait_text(terminal, "edit a log");
	terminal_press(terminal, "<Tab><Tab><Tab>" SECRET_COMMENT "<Enter>");
	terminal_wait_gone(terminal, "edit a log");
	terminal_press(terminal, "n");
	terminal_wait_text(terminal, "Note of");
	terminal_press(terminal, SECRET_NOTE);
	terminal_wait_text(terminal, SECRET_NOTE);
}

/* Wherever texts are read, drawn and dropped again, in a window that changes its size. A screen comes in pieces: what
 * was there before must have gone, too. */
static void look_around(struct terminal *terminal)
{
	static const struct {
		const char *keys, *shows, *goes;
	} steps[] = {
		{ "/", "Escape back", "LOGS" },       { "zebra", "FOUND 1", "FOUND 0" },
		{ "<Escape>", "LOGS", "FOUND" },      { "w", "this week", "LOGS" },
		{ "q", "LOGS", "this week" },         { "A", "ACTIVITIES 1", "LOGS" },
		{ "q", "LOGS", "ACTIVITIES 1" },      { "u", "took back", SECRET_NOTE },
		{ "U", SECRET_NOTE, "took back" },    { "h", "LOGS", SECRET_COMMENT },
		{ "l", SECRET_COMMENT, "[LOGS] 0" },  { "y", "this year", "LOGS" },
		{ "<Escape>", "LOGS", "this year" },  { "?", "Keys: Day", "LOGS" },
		{ "q", SECRET_COMMENT, "Keys: Day" },
	};

	for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
		if (i % 4 == 1)
			terminal_resize(terminal, 130 + (int)i, 30 + (int)i);
		terminal_press(terminal, steps[i].keys);
		terminal_wait_gone(terminal, steps[i].goes);
		terminal_wait_text(terminal, steps[i].shows);
	}
}

static void after_a_lock_no_password_key_or_text_is_in_memory(void **state)
{
	const long rounds = campaign_rounds(1, 20);
	struct needle needles[NEEDLES];
	struct sandbox *sandbox = *state;
	struct keys keys;
	long bad = 0;
	size_t size;

	if (geteuid() != 0) {
		print_message("only root may look into its memory\n");
		skip();
	}
	char *bytes = file_read(sandbox->database, &size);
	keys_learn(sandbox, &keys);
	needles_fill(needles, &keys);
	for (long round = 0; round < rounds; round++) {
		struct terminal *terminal = released_open(sandbox);
		terminal_press(terminal, SECRET_PASSWORD);
		terminal_wait_text(terminal, "\342\200\242\342\200\242\342\200\242\342\200\242");
		search(terminal, needles);
		assert_true(needles[PASSWORD_NEEDLE].found > 0);
		terminal_press(terminal, "<Enter>");
		terminal_wait_text(terminal, "LOGS");
		search(terminal, needles);
		assert_int_equal(needles[PASSWORD_NEEDLE].found, 0);
		assert_true(process_kilobytes(terminal_process(terminal), "VmLck") > 0);
		write_secrets(terminal);
		search(terminal, needles);
		/* Or the search sees nothing. */
		for (size_t i = ACTIVITY_NEEDLE; i < NEEDLES; i++) {
			if (needles[i].found == 0 && i != COMMENT_NEEDLE)
				fail_msg("%s is not found while unlocked", needles[i].name);
		}
		terminal_press(terminal, "<Escape>");
		terminal_wait_gone(terminal, "Note of");
		terminal_wait_text(terminal, "LOGS");
		look_around(terminal);
		terminal_press(terminal, "z");
		terminal_wait_text(terminal, "locked - ada");
		search(terminal, needles);
		for (size_t i = 0; i < NEEDLES; i++) {
			if (needles[i].found > 0)
				print_error("%s is found %ld times after the lock\n", needles[i].name,
				            needles[i].found);
			bad += needles[i].found > 0;
		}
		terminal_press(terminal, "<C-q>");
		assert_int_equal(terminal_wait_exit(terminal), 0);
		terminal_destroy(terminal);
		sandbox_put_back(sandbox, bytes, size);
	}
	free(bytes);
	assert_int_equal(bad, 0);
	campaign_record(subject, "all memory searched after a lock: password, four keys, three typed texts", rounds,
	                "locks", bad, "found");
}

/* 200,000 kilobytes of address space: enough for all but the 256 MiB of the key derivation. */
static struct terminal *short_of_memory(struct sandbox *sandbox, const char *word, const char *const *environment)
{
	const char *const arguments[] = {
		"-c", "ulimit -v 200000; exec \"$@\"", "sh", TEST_RELEASED, "--db", sandbox->database, word, NULL
	};

	return terminal_start(sandbox, &(struct terminal_options){ .program = "/bin/sh",
	                                                           .arguments = arguments,
	                                                           .environment = environment,
	                                                           .width = 200,
	                                                           .real_clock = true });
}

static void a_login_without_the_memory_for_it_says_so_and_blames_no_password(void **state)
{
	const long rounds = campaign_rounds(1, 5);
	struct sandbox *sandbox = *state;
	const char *const environment[] = { password_variable(sandbox), NULL };

	for (long round = 0; round < rounds; round++) {
		struct terminal *terminal = short_of_memory(sandbox, NULL, NULL);
		terminal_wait_text(terminal, "F3 forgot it");
		terminal_press(terminal, SECRET_PASSWORD "<Enter>");
		terminal_wait_text(terminal, "256 MiB");
		terminal_assert_no_text(terminal, "wrong");
		terminal_press(terminal, "<C-q>");
		assert_int_equal(terminal_wait_exit(terminal), 0);
		terminal_destroy(terminal);
		terminal = short_of_memory(sandbox, "login", environment);
		assert_int_equal(terminal_wait_exit(terminal), 1);
		terminal_assert_text(terminal, "256 MiB");
		terminal_assert_no_text(terminal, "wrong");
		terminal_destroy(terminal);
	}
	/* And nothing was counted against whoever has the right one. */
	struct terminal *terminal = released_open(sandbox);
	terminal_press(terminal, SECRET_PASSWORD "<Enter>");
	terminal_wait_text(terminal, "LOGS");
	assert_int_equal(released_quit(terminal), 0);
	terminal_destroy(terminal);
	campaign_record(subject, "unlocked with too little memory, by screen and by command", 2 * rounds, "times", 0,
	                "told of a wrong password");
}

/* Of the screen, and of the program that it asks for the password. */
static void no_password_is_in_arguments_or_environment(void **state)
{
	struct terminal *terminal = released_open(*state);
	static const char *const names[] = { "cmdline", "environ" };
	size_t size;

	terminal_press(terminal, SECRET_PASSWORD "<Enter>");
	terminal_wait_text(terminal, "LOGS");
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		char *bytes = process_read(terminal_process(terminal), names[i], &size);
		if (bytes)
			assert_null(memmem(bytes, size, SECRET_PASSWORD, strlen(SECRET_PASSWORD)));
		free(bytes);
	}
	assert_int_equal(released_quit(terminal), 0);
	terminal_destroy(terminal);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(after_a_lock_no_password_key_or_text_is_in_memory),
		cmocka_unit_test(a_login_without_the_memory_for_it_says_so_and_blames_no_password),
		cmocka_unit_test(no_password_is_in_arguments_or_environment),
	};

	return cmocka_run_group_tests(tests, ada_released, ada_released_ends);
}
