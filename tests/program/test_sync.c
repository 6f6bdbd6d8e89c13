/* Two databases of one user, and a hub between them: what is done in one is done in the other. */
#include "support_pipes.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* A desk with a database, and a laptop with a copy of it, which finds out that it is one. */
struct pair {
	struct sandbox *sandbox;
	char laptop[SANDBOX_PATH_SIZE], folder[SANDBOX_PATH_SIZE];
	char remembers[SANDBOX_PATH_SIZE + 32]; /* what the laptop remembers is its own */
};

static const char *const *at_laptop(const struct pair *pair, const char *const *words)
{
	static const char *all[16];
	size_t count = 0;

	all[count++] = "--db";
	all[count++] = pair->laptop;
	while (*words)
		all[count++] = *words++;
	all[count] = NULL;
	return all;
}

/* EXPECT_WITH puts the desk's database in front; a later one wins. */
#define DESK(pair, status, output, error, ...)                                                                         \
	EXPECT_WITH((pair)->sandbox, VARIABLES(password_variable((pair)->sandbox)), status, output, error, __VA_ARGS__)
#define LAPTOP(pair, status, output, error, ...)                                                                       \
	expect_run((pair)->sandbox, VARIABLES(password_variable((pair)->sandbox), (pair)->remembers), status, output,  \
	           error, at_laptop(pair, WORDS(__VA_ARGS__)))

static int setup(void **state)
{
	struct pair *pair = calloc(1, sizeof *pair);

	assert_non_null(pair);
	pair->sandbox = ada_create();
	sandbox_path(pair->sandbox, "laptop.db", pair->laptop);
	sandbox_path(pair->sandbox, "hub", pair->folder);
	(void)snprintf(pair->remembers, sizeof pair->remembers, "XDG_STATE_HOME=%s.state", pair->laptop);
	DESK(pair, 0, NULL, "", "log", "--at", "-50m", "parser");
	file_copy(pair->sandbox->database, pair->laptop);
	*state = pair;
	return 0;
}

static int teardown(void **state)
{
	struct pair *pair = *state;

	sandbox_destroy(pair->sandbox);
	free(pair);
	return 0;
}

static void both_add(const struct pair *pair)
{
	DESK(pair, 0, NULL, NULL, "sync", "add", pair->folder, "--name", "desk");
	LAPTOP(pair, 0, NULL, NULL, "sync", "add", pair->folder, "--name", "laptop");
}

static void without_a_hub_each_word_says_so(void **state)
{
	static const char *const deeds[] = { "now", "status", "devices", "pause", "resume", "remove", "run" };
	struct pair *pair = *state;

	for (size_t i = 0; i < sizeof deeds / sizeof deeds[0]; i++)
		DESK(pair, 1, "", "there is no hub yet", "sync", deeds[i]);
	DESK(pair, 1, "", "there is no hub yet", "sync");
}

static void what_is_no_place_for_a_hub_is_refused(void **state)
{
	struct pair *pair = *state;
	static const struct {
		const char *url;
		int status;
		const char *words;
	} places[] = {
		{ "ssh://-oProxyCommand=x", 2, "is no host" },
		{ "ssh://me@-x", 2, "is no host" },
		{ "ssh://", 2, "is no host" },
		{ "ssh://host:0", 2, "is no port" },
		{ "ssh://host:99999", 2, "is no port" },
		{ "ssh://host/a b", 2, "may have letters" },
		{ "ssh://host/$(x)", 2, "may have letters" },
		{ "ssh://host;x", 2, "is no host" },
		{ "postgres://ada:secret@db/sheet", 2, "no password in the URL" },
		{ "ftp://host", 2, "is no kind of hub" },
		{ "somewhere", 2, "neither a URL nor an absolute path" },
		{ "exec:", 2, "needs a program" },
	};

	for (size_t i = 0; i < sizeof places / sizeof places[0]; i++)
		DESK(pair, places[i].status, "", places[i].words, "sync", "add", places[i].url);
	/* What lies in a folder that is kept in step is overwritten while it is open. */
	DESK(pair, 1, "", "holds the database itself", "sync", "add", pair->sandbox->directory);
	DESK(pair, 1, "", "there is no hub yet", "sync", "status");
}

static void what_does_not_answer_as_a_hub_is_not_added(void **state)
{
	struct pair *pair = *state;

	DESK(pair, 1, "", NULL, "sync", "add", "exec:/nonexistent/program");
	DESK(pair, 1, "", NULL, "sync", "add", "exec:/bin/echo Welcome to this host");
	DESK(pair, 1, "", NULL, "sync", "add", "exec:/bin/false");
	DESK(pair, 1, "", "there is no hub yet", "sync", "status");
}

static void what_is_done_in_one_is_done_in_the_other(void **state)
{
	struct pair *pair = *state;

	both_add(pair);
	LAPTOP(pair, 0, NULL, "", "log", "--at", "-10m", "on the train");
	LAPTOP(pair, 0, NULL, "", "note", "--message", "written on the train");
	LAPTOP(pair, 0, NULL, "", "sync", "now");
	DESK(pair, 0, NULL, "", "sync", "now");
	DESK(pair, 0, "written on the train\n", "", "note");
	struct run run = program_run(pair->sandbox, VARIABLES(password_variable(pair->sandbox)), WORDS("day"));
	assert_non_null(strstr(run.output, "on the train"));
	assert_non_null(strstr(run.output, "parser"));
	run_release(&run);
	run = program_run(pair->sandbox, VARIABLES(password_variable(pair->sandbox)),
	                  WORDS("sync", "status", "--json"));
	assert_json(run.output, "$.device", "desk");
	assert_json(run.output, "$.unsent", "0");
	assert_json(run.output, "$.devices[1].name", "laptop");
	assert_json(run.output, "$.devices[1].same", "1");
	run_release(&run);
	DESK(pair, 1, "", "there is a hub already", "sync", "add", pair->folder);
	/* Each device takes back what was done there, and the taking back travels. */
	LAPTOP(pair, 0, NULL, "", "undo");
	LAPTOP(pair, 0, NULL, "", "sync", "now");
	DESK(pair, 0, NULL, "", "sync", "now");
	DESK(pair, 0, "", "", "note");
}

static void what_is_paused_waits_and_what_is_removed_stays(void **state)
{
	struct pair *pair = *state;

	both_add(pair);
	LAPTOP(pair, 0, "sync is paused: what changes waits here\n", "", "sync", "pause");
	LAPTOP(pair, 0, NULL, "", "log", "--at", "-10m", "waits");
	LAPTOP(pair, 1, "", "sync is paused", "sync", "now");
	DESK(pair, 0, NULL, "", "sync", "now");
	LAPTOP(pair, 0, "sync goes on\n", "", "sync", "resume");
	LAPTOP(pair, 0, NULL, "", "sync", "now");
	DESK(pair, 0, NULL, "", "sync", "now");
	struct run run = program_run(pair->sandbox, VARIABLES(password_variable(pair->sandbox)), WORDS("day"));
	assert_non_null(strstr(run.output, "waits"));
	run_release(&run);
	DESK(pair, 0, NULL, "", "sync", "remove");
	DESK(pair, 1, "", "there is no hub yet", "sync", "status");
	run = program_run(pair->sandbox, VARIABLES(password_variable(pair->sandbox)), WORDS("day"));
	assert_non_null(strstr(run.output, "waits"));
	run_release(&run);
}

static void a_second_device_joins_with_the_password_alone(void **state)
{
	struct pair *pair = *state;

	DESK(pair, 0, NULL, NULL, "sync", "add", pair->folder, "--name", "desk");
	assert_int_equal(unlink(pair->laptop), 0);
	LAPTOP(pair, 3, "", "there is no user 'bob'", "--user", "bob", "join", pair->folder);
	expect_run(pair->sandbox, VARIABLES("TIMESHEET_PASSWORD_COMMAND=echo wrong horse", pair->remembers), 3, "",
	           "wrong password for 'ada'", at_laptop(pair, WORDS("--user", "ada", "join", pair->folder)));
	LAPTOP(pair, 0, NULL, NULL, "--user", "ada", "join", pair->folder, "--name", "laptop");
	LAPTOP(pair, 1, "", "has joined already", "--user", "ada", "join", pair->folder);
	LAPTOP(pair, 0, NULL, "", "log", "--at", "-10m", "on the train");
	LAPTOP(pair, 0, NULL, "", "sync", "now");
	DESK(pair, 0, NULL, "", "sync", "now");
	struct run run = program_run(pair->sandbox, VARIABLES(password_variable(pair->sandbox)), WORDS("day"));
	assert_non_null(strstr(run.output, "on the train"));
	run_release(&run);
	/* Nothing that is true of one file is an alarm in the other. */
	LAPTOP(pair, 0, NULL, "", "check");
	DESK(pair, 0, NULL, "", "check");
}

/* The password is enough on the other one; what waited there goes on. */
static void a_key_that_is_exchanged_on_one_is_taken_by_the_other(void **state)
{
	struct pair *pair = *state;

	DESK(pair, 0, NULL, NULL, "sync", "add", pair->folder, "--name", "desk");
	assert_int_equal(unlink(pair->laptop), 0);
	LAPTOP(pair, 0, NULL, NULL, "--user", "ada", "join", pair->folder, "--name", "laptop");
	DESK(pair, 0, NULL, NULL, "rekey", "--remove-copies");
	DESK(pair, 0, NULL, "", "sync", "now");
	LAPTOP(pair, 0, NULL, "", "log", "--at", "-10m", "on the train");
	LAPTOP(pair, 1, "", "the key was exchanged on another device", "sync", "now");
	/* Each command is a login here. */
	LAPTOP(pair, 0, NULL, "", "sync", "now");
	DESK(pair, 0, NULL, "", "sync", "now");
	struct run run = program_run(pair->sandbox, VARIABLES(password_variable(pair->sandbox)), WORDS("day"));
	assert_non_null(strstr(run.output, "on the train"));
	run_release(&run);
	LAPTOP(pair, 0, NULL, "", "check");
	DESK(pair, 0, NULL, "", "check");
}

static void answer(struct terminal *terminal, const char *question, const char *text)
{
	terminal_wait_text(terminal, question);
	terminal_press(terminal, text);
	terminal_press(terminal, "<Enter>");
}

static void password_change(const struct pair *pair, const char *password)
{
	const char *const words[] = { "--db", pair->sandbox->database, "passwd", NULL };
	const char *const environment[] = { password_variable(pair->sandbox), NULL };
	struct terminal *terminal = terminal_start(
	        pair->sandbox, &(struct terminal_options){ .arguments = words, .environment = environment });

	answer(terminal, "New password:", password);
	answer(terminal, "Again:", password);
	assert_int_equal(terminal_wait_exit(terminal), 0);
	terminal_destroy(terminal);
}

/* The laptop was off meanwhile: login asks the hub. */
static void a_password_that_was_changed_on_one_opens_the_other(void **state)
{
	static const char opens[] = "TIMESHEET_PASSWORD_COMMAND=echo battery staple";
	struct pair *pair = *state;
	char gone[SANDBOX_PATH_SIZE];

	DESK(pair, 0, NULL, NULL, "sync", "add", pair->folder, "--name", "desk");
	assert_int_equal(unlink(pair->laptop), 0);
	LAPTOP(pair, 0, NULL, NULL, "--user", "ada", "join", pair->folder, "--name", "laptop");
	password_change(pair, "battery staple");
	EXPECT_WITH(pair->sandbox, VARIABLES(opens), 0, NULL, "", "sync", "now");
	expect_run(pair->sandbox, VARIABLES(opens, pair->remembers), 3, "", "wrong password",
	           at_laptop(pair, WORDS("day")));
	expect_run(pair->sandbox, VARIABLES(opens, pair->remembers), 0, NULL, "", at_laptop(pair, WORDS("login")));
	expect_run(pair->sandbox, VARIABLES(opens, pair->remembers), 0, NULL, "", at_laptop(pair, WORDS("logout")));
	/* A hub that cannot be asked is named. */
	sandbox_path(pair->sandbox, "gone", gone);
	assert_int_equal(rename(pair->folder, gone), 0);
	struct run run = program_run(pair->sandbox, VARIABLES(password_variable(pair->sandbox), pair->remembers),
	                             at_laptop(pair, WORDS("login")));
	assert_int_equal(run.status, 3);
	assert_non_null(strstr(run.error, "cannot ask ~/hub"));
	assert_non_null(strstr(run.error, "wrong password"));
	run_release(&run);
}

/* The most common first use: both machines have been used for a while. */
static void who_registered_on_both_machines_becomes_one(void **state)
{
	struct pair *pair = *state;

	DESK(pair, 0, NULL, NULL, "sync", "add", pair->folder, "--name", "desk");
	assert_int_equal(unlink(pair->laptop), 0);
	LAPTOP(pair, 0, NULL, NULL, "register", "ada");
	LAPTOP(pair, 0, NULL, "", "log", "--at", "-10m", "on the train");
	/* Nobody is asked in a script, and nothing is merged unasked. */
	LAPTOP(pair, 1, "", NULL, "--user", "ada", "join", pair->folder);
	LAPTOP(pair, 0, NULL, NULL, "--user", "ada", "join", pair->folder, "--name", "laptop", "--merge");
	DESK(pair, 0, NULL, "", "sync", "now");
	struct run run = program_run(pair->sandbox, VARIABLES(password_variable(pair->sandbox)), WORDS("day"));
	assert_non_null(strstr(run.output, "on the train"));
	assert_non_null(strstr(run.output, "parser"));
	run_release(&run);
}

enum { DEADLINE = 30 /* seconds */ };

/* Waits until nothing of the desk's is unsent. */
static void desk_wait_sent(const struct pair *pair)
{
	const time_t deadline = time(NULL) + DEADLINE;

	while (time(NULL) < deadline) {
		struct run run = program_run(pair->sandbox, VARIABLES(password_variable(pair->sandbox)),
		                             WORDS("sync", "status", "--json"));
		char *sent = sql_of("SELECT json_extract(?1, '$.unsent') = 0", run.output);
		bool done = strcmp(sent, "1") == 0;
		free(sent);
		run_release(&run);
		if (done)
			return;
	}
	fail_msg("something is unsent after %d seconds", DEADLINE);
}

static void what_a_command_does_is_sent_behind_it(void **state)
{
	struct pair *pair = *state;

	both_add(pair);
	EXPECT_WITH(pair->sandbox, VARIABLES(password_variable(pair->sandbox), "TIMESHEET_SEND_SOON=1"), 0, NULL, "",
	            "log", "--at", "-10m", "at the desk");
	desk_wait_sent(pair);
	/* It has ended, or is waited for. */
	DESK(pair, 0, NULL, "", "sync", "now");
	LAPTOP(pair, 0, NULL, "", "sync", "now");
	struct run run = program_run(pair->sandbox, VARIABLES(password_variable(pair->sandbox), pair->remembers),
	                             at_laptop(pair, WORDS("day")));
	assert_non_null(strstr(run.output, "at the desk"));
	run_release(&run);
}

/* What is typed when the name is asked for; the exit status. */
static int wipe_typed(const struct pair *pair, const char *keys, const char *says)
{
	const char *const words[] = { "--db", pair->sandbox->database, "sync", "remove", "--wipe-hub", NULL };
	struct terminal *terminal = terminal_start(
	        pair->sandbox, &(struct terminal_options){ .arguments = words,
	                                                   .environment = WORDS(password_variable(pair->sandbox)),
	                                                   .width = 200 });

	terminal_wait_text(terminal, "Type ada to go on:");
	terminal_press(terminal, keys);
	int status = terminal_wait_exit(terminal);
	terminal_assert_text(terminal, says);
	terminal_destroy(terminal);
	return status;
}

static void a_hub_keeps_nothing_once_the_name_is_typed(void **state)
{
	struct pair *pair = *state;

	both_add(pair);
	LAPTOP(pair, 0, NULL, "", "sync", "now");
	DESK(pair, 2, "", "has no such option", "sync", "pause", "--wipe-hub");
	/* Nobody is asked in a script. */
	DESK(pair, 1, "", "nothing is removed", "sync", "remove", "--wipe-hub");
	assert_int_equal(wipe_typed(pair, "bob<Enter>", "that is not 'ada'"), 1);
	DESK(pair, 0, NULL, "", "sync", "now");
	/* A hub that cannot be reached is left as it is, and the link too. */
	char aside[SANDBOX_PATH_SIZE + 8];
	(void)snprintf(aside, sizeof aside, "%s.aside", pair->folder);
	assert_int_equal(rename(pair->folder, aside), 0);
	assert_int_equal(wipe_typed(pair, "ada<Enter>", "it is not known whether"), 1);
	assert_int_equal(rename(aside, pair->folder), 0);
	DESK(pair, 0, NULL, "", "sync", "now");
	assert_int_equal(wipe_typed(pair, "ada<Enter>", "the hub keeps nothing"), 0);
	DESK(pair, 1, "", "there is no hub yet", "sync", "status");
	char spare[SANDBOX_PATH_SIZE], variable[SANDBOX_PATH_SIZE + 32];
	sandbox_path(pair->sandbox, "spare.db", spare);
	(void)snprintf(variable, sizeof variable, "XDG_STATE_HOME=%s.state", spare);
	expect_run(pair->sandbox, VARIABLES(password_variable(pair->sandbox), variable), 3, "",
	           "there is no user 'ada'", WORDS("--db", spare, "--user", "ada", "join", pair->folder));
	/* What is here stays, and who goes on with that hub sends everything again. */
	DESK(pair, 0, NULL, "", "day");
	LAPTOP(pair, 0, NULL, "", "sync", "now");
	expect_run(pair->sandbox, VARIABLES(password_variable(pair->sandbox), variable), 0, NULL, NULL,
	           WORDS("--db", spare, "--user", "ada", "join", pair->folder));
}

static void a_device_that_is_no_more_is_forgotten(void **state)
{
	struct pair *pair = *state;

	both_add(pair);
	DESK(pair, 0, NULL, "", "sync", "now");
	DESK(pair, 2, "", "which device?", "sync", "forget");
	DESK(pair, 1, "", "there is no device 'tablet'", "sync", "forget", "tablet");
	DESK(pair, 1, "", "is this device", "sync", "forget", "desk");
	DESK(pair, 0, NULL, "", "sync", "forget", "laptop");
	DESK(pair, 0, NULL, "", "sync", "forget", "laptop");
	struct run run = program_run(pair->sandbox, VARIABLES(password_variable(pair->sandbox)),
	                             WORDS("sync", "status", "--json"));
	assert_json(run.output, "$.devices[1].name", "laptop");
	assert_json(run.output, "$.devices[1].forgotten", "1");
	run_release(&run);
	/* Until it is kept out, it is as true as ever what it sends. */
	LAPTOP(pair, 0, NULL, "", "log", "--at", "-10m", "on the train");
	LAPTOP(pair, 0, NULL, "", "sync", "now");
	DESK(pair, 0, NULL, "", "sync", "now");
	run = program_run(pair->sandbox, VARIABLES(password_variable(pair->sandbox)), WORDS("day"));
	assert_non_null(strstr(run.output, "on the train"));
	run_release(&run);
	run = program_run(pair->sandbox, VARIABLES(password_variable(pair->sandbox)), WORDS("sync", "devices"));
	assert_non_null(strstr(run.output, "laptop: forgotten, heard of "));
	run_release(&run);
}

static void everything_is_sent_once_more_where_it_is_asked_for(void **state)
{
	struct pair *pair = *state;

	both_add(pair);
	DESK(pair, 0, NULL, "", "sync", "now");
	DESK(pair, 0, "0\n", "", "status", "--format", "%u");
	DESK(pair, 0, NULL, "", "sync", "pause");
	DESK(pair, 0, NULL, "", "log", "--at", "-10m", "waits");
	DESK(pair, 0, "2\n", "", "status", "--format", "%u");
	DESK(pair, 0, NULL, "", "sync", "resume");
	struct run run =
	        program_run(pair->sandbox, VARIABLES(password_variable(pair->sandbox)), WORDS("sync", "now", "--all"));
	assert_int_equal(run.status, 0);
	assert_non_null(strstr(run.output, "0 taken, 5 sent"));
	run_release(&run);
	DESK(pair, 2, "", "has no such option", "sync", "status", "--all");
}

static struct terminal *screen_open(const struct pair *pair, const char *database)
{
	const char *const words[] = { "--db", database, NULL };
	const char *const environment[] = { database == pair->laptop ? pair->remembers : "TIMESHEET_SPARE=", NULL };
	struct terminal *terminal = terminal_open(
	        pair->sandbox, &(struct terminal_options){ .arguments = words, .environment = environment });

	story_login(terminal);
	return terminal;
}

static void what_a_screen_sends_is_waited_for(void **state)
{
	struct pair *pair = *state;

	both_add(pair);
	struct terminal *desk = screen_open(pair, pair->sandbox->database);
	terminal_wait_text(desk, "synced");
	DESK(pair, 0, NULL, "", "log", "--at", "-10m", "at the desk");
	DESK(pair, 0, "another terminal of this user is linked: nothing waits here\n", "", "sync", "now");
	assert_int_equal(terminal_quit(desk), 0);
	terminal_destroy(desk);
}

/* As a screen that stands still has it. */
static int link_hold(const char *database)
{
	struct flock all = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	char path[SANDBOX_PATH_SIZE];

	(void)snprintf(path, sizeof path, "%s.sync", database);
	int descriptor = open(path, O_RDWR | O_CLOEXEC);
	assert_true(descriptor >= 0);
	assert_int_equal(fcntl(descriptor, F_OFD_SETLK, &all), 0);
	return descriptor;
}

static void what_nobody_sends_is_named(void **state)
{
	struct pair *pair = *state;

	both_add(pair);
	int held = link_hold(pair->sandbox->database);
	DESK(pair, 0, NULL, "", "log", "--at", "-5m", "later");
	DESK(pair, 1, "", "another terminal of this user is linked, and has not sent it yet; ", "sync", "now");
	assert_int_equal(close(held), 0);
	DESK(pair, 0, NULL, "", "sync", "now");
}

static void a_key_in_one_screen_is_drawn_in_the_other(void **state)
{
	struct pair *pair = *state;

	both_add(pair);
	struct terminal *desk = screen_open(pair, pair->sandbox->database), *laptop = screen_open(pair, pair->laptop);
	terminal_wait_text(desk, "synced");
	terminal_wait_text(laptop, "synced");
	story_log(desk, "standup");
	terminal_wait_text(laptop, "standup");
	terminal_wait_text(laptop, "desk> ");
	story_log(laptop, "review");
	terminal_wait_text(desk, "laptop> ");
	terminal_wait_text(desk, "review");
	/* It is not what would be taken back here. */
	terminal_keys(desk, "u");
	terminal_wait_text(desk, "u again takes back");
	terminal_keys(desk, "u");
	terminal_wait_text(desk, "took back");
	assert_int_equal(terminal_quit(desk), 0);
	assert_int_equal(terminal_quit(laptop), 0);
	terminal_destroy(desk);
	terminal_destroy(laptop);
}

/* What cannot be sent is logged all the same, and goes when the hub is back. */
static void a_hub_that_is_gone_keeps_nobody_from_logging(void **state)
{
	struct pair *pair = *state;
	char aside[SANDBOX_PATH_SIZE + 8];

	both_add(pair);
	(void)snprintf(aside, sizeof aside, "%s.aside", pair->folder);
	assert_int_equal(rename(pair->folder, aside), 0);
	LAPTOP(pair, 0, NULL, "", "log", "--at", "-10m", "alone");
	LAPTOP(pair, 1, "", "wait here", "sync", "now");
	struct terminal *desk = screen_open(pair, pair->sandbox->database);
	story_log(desk, "standup");
	terminal_wait_text(desk, "unsent");
	assert_int_equal(rename(aside, pair->folder), 0);
	/* Tried again by itself, at the latest when the user is back. */
	terminal_signal(desk, SIGCONT);
	terminal_wait_text(desk, "synced");
	LAPTOP(pair, 0, NULL, "", "sync", "now");
	terminal_wait_text(desk, "alone");
	assert_int_equal(terminal_quit(desk), 0);
	terminal_destroy(desk);
}

static struct terminal *first_screen_open(const struct pair *pair)
{
	const char *const words[] = { "--db", pair->laptop, NULL };
	const char *const environment[] = { pair->remembers, NULL };

	return terminal_open(pair->sandbox,
	                     &(struct terminal_options){ .arguments = words, .environment = environment });
}

static void join_press(struct terminal *terminal, const char *hub)
{
	terminal_keys(terminal, "<F5>");
	terminal_keys(terminal, hub);
	terminal_press(terminal, "<Enter>");
}

/* A new machine: the first screen is left for as long as the command asks its questions. */
static void who_opens_a_screen_on_nothing_joins_from_there(void **state)
{
	struct pair *pair = *state;

	DESK(pair, 0, NULL, NULL, "sync", "add", pair->folder, "--name", "desk");
	assert_int_equal(unlink(pair->laptop), 0);
	struct terminal *laptop = first_screen_open(pair);
	join_press(laptop, pair->folder);
	terminal_wait_text(laptop, "Name:");
	terminal_press(laptop, "ada<Enter>");
	terminal_wait_text(laptop, "Password of ada");
	terminal_press(laptop, PASSWORD "<Enter>");
	terminal_wait_text(laptop, "rows of ada are here");
	terminal_press(laptop, "<Enter>");
	terminal_wait_text(laptop, "log in");
	story_login(laptop);
	terminal_wait_text(laptop, "parser");
	assert_int_equal(terminal_quit(laptop), 0);
	terminal_destroy(laptop);
}

/* The key that ends a command, and what is wrong with an address, end no more than the command. */
static void who_does_not_join_is_back_on_the_screen(void **state)
{
	struct pair *pair = *state;

	DESK(pair, 0, NULL, NULL, "sync", "add", pair->folder, "--name", "desk");
	assert_int_equal(unlink(pair->laptop), 0);
	struct terminal *laptop = first_screen_open(pair);
	join_press(laptop, pair->folder);
	terminal_wait_text(laptop, "Name:");
	terminal_press(laptop, "<C-c>");
	terminal_wait_text(laptop, "back to the screen");
	terminal_press(laptop, "<Enter>");
	terminal_wait_text(laptop, "joins it");
	join_press(laptop, "somewhere");
	terminal_wait_text(laptop, "neither a URL nor an absolute path");
	terminal_press(laptop, "<Enter>");
	terminal_wait_text(laptop, "joins it");
	terminal_press(laptop, "<C-q>");
	assert_int_equal(terminal_wait_exit(laptop), 0);
	terminal_destroy(laptop);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(without_a_hub_each_word_says_so, setup, teardown),
		cmocka_unit_test_setup_teardown(what_is_no_place_for_a_hub_is_refused, setup, teardown),
		cmocka_unit_test_setup_teardown(what_does_not_answer_as_a_hub_is_not_added, setup, teardown),
		cmocka_unit_test_setup_teardown(what_is_done_in_one_is_done_in_the_other, setup, teardown),
		cmocka_unit_test_setup_teardown(a_second_device_joins_with_the_password_alone, setup, teardown),
		cmocka_unit_test_setup_teardown(a_key_that_is_exchanged_on_one_is_taken_by_the_other, setup, teardown),
		cmocka_unit_test_setup_teardown(a_password_that_was_changed_on_one_opens_the_other, setup, teardown),
		cmocka_unit_test_setup_teardown(who_registered_on_both_machines_becomes_one, setup, teardown),
		cmocka_unit_test_setup_teardown(what_is_paused_waits_and_what_is_removed_stays, setup, teardown),
		cmocka_unit_test_setup_teardown(a_device_that_is_no_more_is_forgotten, setup, teardown),
		cmocka_unit_test_setup_teardown(everything_is_sent_once_more_where_it_is_asked_for, setup, teardown),
		cmocka_unit_test_setup_teardown(what_a_command_does_is_sent_behind_it, setup, teardown),
		cmocka_unit_test_setup_teardown(what_a_screen_sends_is_waited_for, setup, teardown),
		cmocka_unit_test_setup_teardown(what_nobody_sends_is_named, setup, teardown),
		cmocka_unit_test_setup_teardown(a_hub_keeps_nothing_once_the_name_is_typed, setup, teardown),
		cmocka_unit_test_setup_teardown(a_key_in_one_screen_is_drawn_in_the_other, setup, teardown),
		cmocka_unit_test_setup_teardown(who_opens_a_screen_on_nothing_joins_from_there, setup, teardown),
		cmocka_unit_test_setup_teardown(who_does_not_join_is_back_on_the_screen, setup, teardown),
		cmocka_unit_test_setup_teardown(a_hub_that_is_gone_keeps_nobody_from_logging, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
