/*
 * Hostile texts through the real program: as words, options, names, files and imports, and back by every command and
 * format. What it prints, on either stream, is UTF-8 without anything that steers a terminal; JSON is JSON, and no cell
 * of CSV is a formula.
 */
#include "support_pipes.h"

#include "tests/campaign/campaign.h"
#include "tests/campaign/hostile.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { ROUNDS_USUAL = 2, ROUNDS_FULL = 60, TEXT_ROOM = 160, TOLD_MOST = 10 };

enum shape { PLAIN, JSON, CSV };

struct tally {
	long outputs, bad;
};

static void told(struct tally *tally, const char *words, const char *found, const char *text, size_t at)
{
	if (tally->bad++ >= TOLD_MOST)
		return;
	print_error("%s: %s at %zu:", words, found, at);
	for (size_t i = at < 20 ? 0 : at - 20; i < at + 40 && text[i]; i++)
		print_error(text[i] >= ' ' && text[i] < 0x7f ? "%c" : "\\x%02x", (unsigned char)text[i]);
	print_error("\n");
}

static void stream_judge(struct tally *tally, const char *words, const char *text, size_t size)
{
	size_t at;
	const char *found = hostile_find(text, size, HOSTILE_CRLF, &at);

	tally->outputs++;
	if (found)
		told(tally, words, found, text, at);
}

static void run_judge(const struct sandbox *sandbox, struct tally *tally, enum shape shape,
                      const struct run_options *options, const char *const *words)
{
	struct run run = program_run(sandbox, options, words);
	size_t at;

	/* Done, refused, or not understood; never a crash. */
	if (run.status < 0 || run.status > 4)
		told(tally, words[0], "a bad end", run.error, 0);
	stream_judge(tally, words[0], run.output, run.output_size);
	stream_judge(tally, words[0], run.error, run.error_size);
	if (run.status == 0 && shape == CSV && hostile_formula(run.output, run.output_size, &at))
		told(tally, words[0], "a formula", run.output, at);
	if (run.status == 0 && shape == JSON) {
		char *valid = sql_of("SELECT json_valid(?1)", run.output);
		if (strcmp(valid, "1") != 0)
			told(tally, words[0], "no JSON", run.output, 0);
		free(valid);
	}
	run_release(&run);
}
#define RUN(shape, ...) run_judge(sandbox, tally, shape, NULL, WORDS(__VA_ARGS__))

static void texts_put(const struct sandbox *sandbox, struct tally *tally, uint64_t *chance)
{
	char text[TEXT_ROOM], comment[TEXT_ROOM], line[4 * TEXT_ROOM], variable[TEXT_ROOM + 8];
	const char *const variables[] = { variable, NULL };
	const struct run_options zone = { .environment = variables,
		                          .input = "start,end,activity\n2026-09-30 09:00,2026-09-30 10:00,x\n" };

	(void)hostile_text(chance, text, sizeof text);
	(void)hostile_text(chance, comment, sizeof comment);
	(void)snprintf(variable, sizeof variable, "TZ=%s", text);
	RUN(PLAIN, "log", "--at", "9:00", "--comment", comment, "--", text);
	RUN(PLAIN, "log", "--at", "10:00", "--", comment);
	RUN(PLAIN, "note", "--message", text);
	run_judge(sandbox, tally, PLAIN, INPUT(comment), WORDS("note", "yesterday", "--stdin"));
	(void)snprintf(line, sizeof line, "start,end,activity,comment\n2026-09-30 09:00,2026-09-30 10:00,%s,%s\n%s,x\n",
	               text, comment, comment);
	run_judge(sandbox, tally, PLAIN, INPUT(line), WORDS("import", "--format", "csv", "-"));
	(void)snprintf(line, sizeof line, "i 2026-09-29 09:00:00 %s\n%s\n", text, comment);
	run_judge(sandbox, tally, PLAIN, INPUT(line), WORDS("import", "--format", "timeclock", "--dry-run", "-"));
	/* Where a text has no business. */
	RUN(PLAIN, text);
	RUN(PLAIN, "log", "--at", text, "x");
	RUN(PLAIN, "day", comment);
	RUN(PLAIN, "report", comment, "--by", text);
	RUN(PLAIN, "settings", "theme", text);
	RUN(PLAIN, "settings", text);
	RUN(PLAIN, "edit", text, "--", comment);
	RUN(PLAIN, "import", "--format", text, comment);
	RUN(PLAIN, "activity", "--rest", "--", text);
	RUN(PLAIN, "activity", comment, "--rename", text);
	RUN(PLAIN, "activity", text, "--colour", comment);
	RUN(PLAIN, "completions", "--list", text);
	RUN(PLAIN, "completions", "--list", "words", "--", "log", text, comment);
	RUN(PLAIN, "completions", "--list", "words", "--", text, "");
	RUN(PLAIN, "demo", text);
	RUN(PLAIN, "delete", comment);
	/* Here, in the sandbox: a name may hold a way. */
	(void)snprintf(line, sizeof line, "./%s", comment);
	RUN(PLAIN, "backup", line);
	RUN(PLAIN, "--db", line, "migrate");
	run_judge(sandbox, tally, PLAIN, &zone, WORDS("import", "--format", "csv", "--dry-run", "-"));
	RUN(PLAIN, "--user",
	    "a\xe2\x80\xae"
	    "da\x1b",
	    "settings", "theme");
	RUN(PLAIN, "--user",
	    "a\xe2\x80\xae"
	    "da\x1b",
	    "day");
	RUN(PLAIN, "--user", text, "day");
	RUN(PLAIN, "--user", text, "logout");
	RUN(PLAIN, "--db", text, "day");
	RUN(PLAIN, "status", "--format", "%a %x");
	(void)snprintf(line, sizeof line, "--%s", text);
	RUN(PLAIN, "log", line);
}

static void texts_get(const struct sandbox *sandbox, struct tally *tally, uint64_t *chance)
{
	char text[TEXT_ROOM];

	(void)hostile_text(chance, text, sizeof text);
	RUN(PLAIN, "day");
	RUN(JSON, "day", "--json");
	RUN(PLAIN, "status");
	RUN(JSON, "status", "--json");
	RUN(PLAIN, "note");
	RUN(PLAIN, "activities", "--all");
	RUN(JSON, "activities", "--all", "--json");
	RUN(PLAIN, "completions", "--list", "activities");
	RUN(PLAIN, "completions", "--list", "ids");
	RUN(PLAIN, "completions", "--list", "words", "--", "edit", "last", "");
	RUN(PLAIN, "search", "--", "a");
	RUN(PLAIN, "search", "--", text);
	RUN(PLAIN, "users");
	RUN(PLAIN, "report", "month");
	RUN(PLAIN, "report", "month", "--by", "project");
	RUN(JSON, "report", "month", "--json");
	RUN(CSV, "report", "month", "--csv");
	RUN(CSV, "report", "month", "--by", "project", "--csv");
	RUN(CSV, "export", "--format", "csv");
	RUN(JSON, "export", "--format", "json");
	RUN(JSON, "export", "--format", "timewarrior");
	RUN(PLAIN, "export", "--format", "timeclock");
	RUN(PLAIN, "export", "--format", "ical");
	RUN(PLAIN, "undo");
	RUN(PLAIN, "redo");
}

static void what_the_program_prints_is_clean_whatever_it_was_given(void **state)
{
	const struct sandbox *sandbox = *state;
	struct tally counts = { 0 }, *tally = &counts;
	uint64_t chance = 5;

	for (long round = campaign_rounds(ROUNDS_USUAL, ROUNDS_FULL); round > 0; round--) {
		texts_put(sandbox, tally, &chance);
		texts_get(sandbox, tally, &chance);
	}
	assert_int_equal(counts.bad, 0);
	campaign_record("Hostile texts", "through the program's words, options and imports, and back by every command",
	                counts.outputs, "outputs", counts.bad, "with an escape, a formula, or broken JSON");
}

static int setup(void **state)
{
	struct sandbox *sandbox = ada_logged_in();

	*state = sandbox;
	return chdir(sandbox->directory);
}

static int teardown(void **state)
{
	int moved = chdir("/");

	ada_destroy(*state);
	return moved;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(what_the_program_prints_is_clean_whatever_it_was_given, setup,
		                                teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
