/* A file that another hand has been at: each command that shows what is damaged, missing, doubled or older ends in
 * status 4, and no other answers otherwise than before. */
#include "support_pipes.h"

#include "tests/campaign/campaign.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int setup(void **state)
{
	*state = ada_logged_in();
	return 0;
}

static int teardown(void **state)
{
	ada_destroy(*state);
	return 0;
}

#define FLIPPED(table, where)                                                                                          \
	"UPDATE " table " SET blob = CAST(substr(blob, 1, length(blob) - 1) || CASE substr(blob, -1) WHEN x'00' THEN " \
	"x'01' ELSE x'00' END AS BLOB)" where

/* One of a kind of row by its owner's only order: the first that there is. */
#define FIRST(table) " WHERE id = (SELECT id FROM " table " ORDER BY bucket, id LIMIT 1)"

/* What is done to the file; old is a copy of it from before each kind of row was written once more. */
static const struct damage {
	const char *name, *sql;
} damages[] = {
	{ "a log damaged", FLIPPED("log", FIRST("log")) },
	{ "all logs damaged", FLIPPED("log", "") },
	{ "a log deleted", "DELETE FROM log" FIRST("log") },
	{ "a log doubled", "INSERT INTO log SELECT owner, bucket, randomblob(16), blob FROM log LIMIT 1" },
	{ "logs put back", "INSERT OR REPLACE INTO log SELECT * FROM old.log" },
	{ "logs and their months put back",
	  "INSERT OR REPLACE INTO log SELECT * FROM old.log; INSERT OR REPLACE INTO month SELECT * FROM old.month" },
	{ "activities damaged", FLIPPED("activity", "") },
	{ "an activity deleted", "DELETE FROM activity WHERE id = (SELECT min(id) FROM activity)" },
	{ "activities put back", "INSERT OR REPLACE INTO activity SELECT * FROM old.activity" },
	{ "notes damaged", FLIPPED("note", "") },
	{ "a note deleted", "DELETE FROM note" FIRST("note") },
	{ "all notes deleted", "DELETE FROM note; DELETE FROM month WHERE kind = 2" },
	{ "months damaged", FLIPPED("month", "") },
	{ "a month deleted", "DELETE FROM month WHERE bucket = (SELECT min(bucket) FROM month)" },
	{ "months put back", "INSERT OR REPLACE INTO month SELECT * FROM old.month" },
	{ "the state damaged", FLIPPED("state", "") },
	{ "the state deleted", "DELETE FROM state" },
	{ "the state put back", "INSERT OR REPLACE INTO state SELECT * FROM old.state" },
	{ "settings damaged", FLIPPED("setting", "") },
	{ "settings deleted", "DELETE FROM setting" },
	{ "settings put back", "INSERT OR REPLACE INTO setting SELECT * FROM old.setting" },
};
/* Of this it is check that tells, and not who reads. */
static const char audited[] = "logs put back";
enum { DAMAGES = sizeof damages / sizeof damages[0], WORDS_MOST = 6 };

static const char *const commands[][WORDS_MOST] = {
	{ "day" },
	{ "day", "2026-08-03", "--json" },
	{ "report", "2026-07-01..2026-10-01" },
	{ "report", "2026-09-28..2026-10-01", "--by", "day", "--flex" },
	{ "report", "2026-09", "--by", "activity,tag" },
	{ "report", "2026-09-28..2026-10-01", "--html", "--logs", "--notes" },
	{ "export", "--format", "csv" },
	{ "export", "--format", "json", "2026-09" },
	{ "search", "parser" },
	{ "status" },
	{ "status", "--format", "%a %w" },
	{ "note" },
	{ "note", "2026-08-03" },
	{ "settings" },
};
enum { COMMANDS = sizeof commands / sizeof commands[0] };

static void story(struct sandbox *sandbox, char older[SANDBOX_PATH_SIZE])
{
	static const char *const days[] = { "2026-08-03", "2026-09-29", "2026-10-01" };
	char at[32];

	EXPECT(sandbox, 0, "", "", "settings", "target", "20");
	EXPECT(sandbox, 0, "", "", "settings", "forgotten-after", "13");
	for (size_t i = 0; i < sizeof days / sizeof days[0]; i++) {
		(void)snprintf(at, sizeof at, "%sT08:00", days[i]);
		EXPECT(sandbox, 0, NULL, "", "log", "--at", at, "parser");
		(void)snprintf(at, sizeof at, "%sT11:30", days[i]);
		EXPECT(sandbox, 0, NULL, "", "log", "--at", at, i < 2 ? "off" : "review");
		EXPECT(sandbox, 0, NULL, "", "note", days[i], "--message", "parser: of the day");
	}
	EXPECT(sandbox, 0, NULL, "", "log", "--at", "2026-10-01T12:00", "made");
	sandbox_path(sandbox, "older.db", older);
	file_copy(sandbox->database, older);
	/* An activity is unmade: its row is there, and another one. */
	EXPECT(sandbox, 0, NULL, "", "undo");
	EXPECT(sandbox, 0, NULL, "", "edit", "last", "--comment", "later");
	EXPECT(sandbox, 0, "", "", "settings", "target", "25");
	EXPECT(sandbox, 0, "", "", "settings", "forgotten-after", "14");
	EXPECT(sandbox, 0, NULL, "", "report", "2026-07-01..2026-10-01");
}

static void damage(struct sandbox *sandbox, const char *older, const char *sql)
{
	char whole[1024];

	(void)snprintf(whole, sizeof whole, "ATTACH '%s' AS old; %s", older, sql);
	sandbox_sql(sandbox, whole);
}

static void each_command_tells_of_damage_or_answers_as_before(void **state)
{
	struct sandbox *sandbox = *state;
	char older[SANDBOX_PATH_SIZE], *before[COMMANDS];
	size_t size;
	long told = 0, wrong = 0, runs = 0;

	story(sandbox, older);
	for (size_t i = 0; i < COMMANDS; i++) {
		struct run run = program_run(sandbox, NULL, commands[i]);
		assert_int_equal(run.status, 0);
		before[i] = strdup(run.output);
		run_release(&run);
	}
	EXPECT(sandbox, 0, NULL, "", "check", "--full");
	char *whole = file_read(sandbox->database, &size);
	for (size_t i = 0; i < DAMAGES; i++) {
		long of_this = 0;
		damage(sandbox, older, damages[i].sql);
		EXPECT(sandbox, 4, NULL, NULL, "check", "--full");
		for (size_t j = 0; j < COMMANDS; j++) {
			/* Every third pair, but in the campaign. */
			if (!campaign_on() && (i + j) % 3 != 0)
				continue;
			struct run run = program_run(sandbox, NULL, commands[j]);
			runs++;
			bool same = run.status == 0 && strcmp(run.output, before[j]) == 0;
			of_this += run.status == 4;
			if (run.status != 4 && !same && strcmp(damages[i].name, audited) != 0) {
				wrong++;
				print_error("%s: %s %s: status %d: %s%s\n", damages[i].name, commands[j][0],
				            commands[j][1] ? commands[j][1] : "", run.status, run.output, run.error);
			}
			run_release(&run);
		}
		if (of_this == 0 && campaign_on() && strcmp(damages[i].name, audited) != 0) {
			print_error("%s: nobody tells\n", damages[i].name);
			wrong++;
		}
		told += of_this;
		file_write(sandbox->database, whole, size);
	}
	print_message("%d damages, %d commands, %ld runs: %ld told, %ld wrong\n", DAMAGES, COMMANDS, runs, told, wrong);
	campaign_record("Manipulated files", "Commands on a file with one thing damaged, deleted, doubled or put back",
	                runs, "runs", wrong, "answered without a word");
	assert_int_equal(wrong, 0);
	assert_true(told > runs / 3);
	for (size_t i = 0; i < COMMANDS; i++)
		free(before[i]);
	free(whole);
}

/* The words, and what stands in place of a text that is lost. */
static void what_is_damaged_has_that_word_in_its_place(void **state)
{
	struct sandbox *sandbox = *state;

	EXPECT(sandbox, 0, NULL, "", "log", "--at", "8:00", "parser");
	EXPECT(sandbox, 0, NULL, "", "note", "--message", "a line");
	sandbox_sql(sandbox, FLIPPED("activity", ""));
	sandbox_sql(sandbox, FLIPPED("note", ""));
	EXPECT(sandbox, 4, "damaged\n", "1 row of this time does not verify: left out, or shown as \"damaged\"",
	       "status", "--format", "%a");
	EXPECT(sandbox, 4, "", "1 row of notes does not verify", "note");
	EXPECT(sandbox, 4, NULL, "1 row of settings and activities does not verify", "settings");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(each_command_tells_of_damage_or_answers_as_before, setup, teardown),
		cmocka_unit_test_setup_teardown(what_is_damaged_has_that_word_in_its_place, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
