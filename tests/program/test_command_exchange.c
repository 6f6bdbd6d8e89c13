/* import and export through pipes: ours is the same when it comes back, others get what they can read. */
#include "support_pipes.h"

#include "tests/campaign/campaign.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

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

/* ---- content by chance, as our own JSON ---- */

enum { LOGS = 300, LOGS_FULL = 10000, NOTES = 40, LOG_ROOM = 512 };

static uint64_t chance(uint64_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return *state >> 11;
}

static size_t text_put(char *out, uint64_t *state, bool lines)
{
	static const char *const pieces[] = {
		"a",         "parser", "\\\"",  "\\\\", ",",  ";", "=1+1",    "'",
		"''",        "-2",     "+3",    "@x",   "# ", "ä", "日本",    "\xf0\x9f\x91\xa9",
		"e\xcc\x81", ": ",     " and ", "<b>",  "%s", "|", "\xc2\xa0"
	};
	size_t size = 0, count = 1 + chance(state) % 8;

	for (size_t i = 0; i < count; i++) {
		const char *piece = lines && chance(state) % 4 == 0
		                            ? "\\n"
		                            : pieces[chance(state) % (sizeof pieces / sizeof pieces[0])];
		size += (size_t)snprintf(out + size, 64, "%s", piece);
	}
	return size;
}

static size_t moment_put(char *out, int64_t at)
{
	time_t seconds = (time_t)(at / 1000) + 7200;
	struct tm civil;

	assert_non_null(gmtime_r(&seconds, &civil));
	size_t size = strftime(out, 64, "%Y-%m-%dT%H:%M:%S", &civil);
	return size + (size_t)snprintf(out + size, 64, ".%03d+02:00", (int)(at % 1000));
}

static size_t log_put(char *out, uint64_t *state, int64_t at, int64_t end, bool last)
{
	size_t size = (size_t)snprintf(out, 128, "{\"id\": \"%016llx%016llx\", \"time\": \"",
	                               (unsigned long long)chance(state), (unsigned long long)chance(state));

	size += moment_put(out + size, at);
	size += (size_t)snprintf(out + size, 64, last ? "\", \"end\": null" : "\", \"end\": \"");
	size += last ? 0 : moment_put(out + size, end);
	size += (size_t)snprintf(out + size, 64, "%s, \"activity\": \"", last ? "" : "\"");
	size += last || chance(state) % 6 == 0 ? (size_t)snprintf(out + size, 8, "off")
	                                       : text_put(out + size, state, false);
	size += (size_t)snprintf(out + size, 64, "\", \"comment\": \"");
	size += chance(state) % 2 ? text_put(out + size, state, false) : 0;
	return size + (size_t)snprintf(out + size, 64, "\", \"locked\": %s}", chance(state) % 9 ? "false" : "true");
}

/* Moments from long ago up to the day before now, with milliseconds here and there, some of one moment. */
static char *document_make(uint64_t seed, long logs)
{
	const size_t room = (size_t)(logs + NOTES) * LOG_ROOM;
	char *out = malloc(room);
	size_t size = 0;
	int64_t at = INT64_C(1577836800000);
	uint64_t state = seed;

	assert_non_null(out);
	size += (size_t)snprintf(out, room, "{\"logs\": [");
	for (long i = 0; i < logs; i++) {
		int64_t end = at;
		end += chance(&state) % 10 == 0 ? 0
		                                : (int64_t)(chance(&state) % (uint64_t)(200000000L * LOGS / logs)) *
		                                          (1 + (int64_t)(chance(&state) % 6));
		end -= chance(&state) % 2 && end - end % 1000 >= at ? end % 1000 : 0;
		size += (size_t)snprintf(out + size, 8, "%s\n", i ? "," : "");
		size += log_put(out + size, &state, at, end, i + 1 == logs);
		at = end;
	}
	size += (size_t)snprintf(out + size, 64, "], \"notes\": [");
	for (int i = 0; i < NOTES; i++) {
		size += (size_t)snprintf(out + size, 64, "%s\n{\"date\": \"2024-%02d-%02d\", \"text\": \"x",
		                         i ? "," : "", 1 + i / 20, 1 + i % 20);
		size += text_put(out + size, &state, true);
		size += (size_t)snprintf(out + size, 8, "x\"}");
	}
	(void)snprintf(out + size, 8, "]}\n");
	assert_true(size + 8 < room && at < SANDBOX_NOW);
	return out;
}

static struct run exported(struct sandbox *sandbox, const char *format)
{
	struct run run = program_run(sandbox, NULL, WORDS("export", "--format", format));

	assert_int_equal(run.status, 0);
	assert_string_equal(run.error, "");
	return run;
}

static void import_text(struct sandbox *sandbox, const char *format, const char *text)
{
	const struct run_options options = { .input = text };
	struct run run = program_run(sandbox, &options, WORDS("import", "--format", format, "-"));

	assert_int_equal(run.status, 0);
	assert_string_equal(run.error, "");
	run_release(&run);
}

/* An export that is imported by somebody else and exported again is the same, byte for byte. */
static void assert_same_again(struct sandbox *first, const char *format)
{
	struct sandbox *second = ada_logged_in();
	struct run before = exported(first, format), before_json = exported(first, "json");

	import_text(second, format, before.output);
	struct run after = exported(second, format), after_json = exported(second, "json");
	assert_string_equal(before.output, after.output);
	assert_string_equal(before_json.output, after_json.output);
	run_release(&before);
	run_release(&before_json);
	run_release(&after);
	run_release(&after_json);
	ada_destroy(second);
}

static void ours_comes_back_the_same(void **state)
{
	(void)state;
	const long logs[] = { LOGS, campaign_rounds(LOGS, LOGS_FULL) };

	for (uint64_t seed = 1; seed <= 2; seed++) {
		struct sandbox *sandbox = ada_logged_in();
		char *document = document_make(seed * 7919, logs[seed - 1]);
		import_text(sandbox, "json", document);
		free(document);
		assert_same_again(sandbox, "json");
		assert_same_again(sandbox, "csv");
		ada_destroy(sandbox);
	}
	campaign_record("Export and import", "random logs and notes out, in and out again, as CSV and as JSON",
	                2 * (2 * logs[0] + logs[1]), "logs", 0, "changed");
}

static void importing_ours_where_it_came_from_adds_nothing(void **state)
{
	EXPECT(*state, 0, NULL, "", "log", "--at", "9:00", "--comment", "lexer", "parser");
	EXPECT(*state, 0, "", "", "note", "--message", "=1+1");
	struct run run = exported(*state, "csv");
	const struct run_options options = { .input = run.output };
	struct run again = program_run(*state, &options, WORDS("import", "--format", "csv", "-"));
	assert_non_null(strstr(again.output, "0 taken, 2 known"));
	assert_non_null(strstr(again.output, "nothing new: nothing was written"));
	run_release(&again);
	run_release(&run);
}

/* More than pipes hold: the export waits until it is read, with the database in its hands, and the import begins then.
 */
static void an_export_may_be_piped_into_an_import_of_the_same_file(void **state)
{
	static const char script[] = "\"$0\" export --format json | { read -r first && { echo \"$first\"; cat; } | "
	                             "\"$0\" import --dry-run --format json -; }";
	char *document = document_make(1, 4000);

	import_text(*state, "json", document);
	free(document);
	EXPECT(*state, 0, NULL, "", "logout");
	/* A login by password writes. */
	const struct run_options shell = { .program = "/bin/sh", .environment = WORDS(password_variable(*state)) };
	expect_run(*state, &shell, 0, NULL, "", WORDS("-c", script, test_program));
}

static void a_formula_is_text_in_csv(void **state)
{
	EXPECT(*state, 0, NULL, "", "log", "--at", "9:00", "--comment", "@SUM(A1)", "=HYPERLINK(\"x\")");
	struct run run = exported(*state, "csv");
	assert_non_null(strstr(run.output, ",\"'=HYPERLINK(\"\"x\"\")\",\"'@SUM(A1)\","));
	assert_non_null(strstr(run.output, "id,time,end,activity,comment,seconds,locked,note,rest,carried\r\n"));
	run_release(&run);
}

static void json_has_the_fields_of_a_log(void **state)
{
	EXPECT(*state, 0, NULL, "", "log", "--at", "9:00", "parser");
	EXPECT(*state, 0, NULL, "", "off", "--at", "10:00");
	struct run run = exported(*state, "json");
	assert_json(run.output, "$.logs[0].time", "2026-10-01T09:00:00+02:00");
	assert_json(run.output, "$.logs[0].end", "2026-10-01T10:00:00+02:00");
	assert_json(run.output, "$.logs[0].activity", "parser");
	assert_json(run.output, "$.logs[0].seconds", "3600");
	assert_json(run.output, "$.logs[1].activity", "off");
	assert_json_type(run.output, "$.logs[1].end", "null");
	assert_json_type(run.output, "$.notes", "array");
	run_release(&run);
}

static void off_has_no_entry_elsewhere(void **state)
{
	EXPECT(*state, 0, NULL, "", "log", "--at", "9:00", "--comment", "a; b  c", "acme: call");
	EXPECT(*state, 0, NULL, "", "off", "--at", "10:00");
	EXPECT(*state, 0, NULL, "", "log", "--at", "11:00", "mail");
	EXPECT(*state, 0,
	       "i 2026-10-01 09:00:00 acme:call  a, b c\no 2026-10-01 10:00:00\ni 2026-10-01 11:00:00 mail\n", "",
	       "export", "--format", "timeclock");
	struct run run = exported(*state, "timewarrior");
	assert_json(run.output, "$[0].start", "20261001T070000Z");
	assert_json(run.output, "$[0].end", "20261001T080000Z");
	assert_json(run.output, "$[0].tags[0]", "acme: call");
	assert_json(run.output, "$[0].annotation", "a; b c");
	assert_json(run.output, "$[1].start", "20261001T090000Z");
	assert_json_type(run.output, "$[1].end", NULL);
	assert_json_type(run.output, "$[2]", NULL);
	run_release(&run);
	run = exported(*state, "ical");
	assert_null(strstr(run.output, "SUMMARY:off"));
	assert_non_null(strstr(run.output, "DESCRIPTION:a\\; b c\r\n"));
	assert_non_null(strstr(run.output, "DTEND:20261001T080000Z\r\n"));
	run_release(&run);
}

/* No line over 75 octets, none that begins inside a character, every one ended by CR LF; unfolded it is all there. */
static void ical_folds_between_characters(void **state)
{
	char text[400] = "", plain[4096] = "";
	size_t size = 0;

	for (size_t i = 0, at = 0; i < 40; i++)
		at += (size_t)snprintf(text + at, sizeof text - at, "%s", i % 3 ? "\xe6\x97\xa5" : "x\xf0\x9f\x91\xa9");
	EXPECT(*state, 0, NULL, "", "log", "--at", "9:00", "--comment", text, "parser");
	EXPECT(*state, 0, "", "", "note", "--message", "one, two");
	EXPECT(*state, 0, "", "", "note", "--message", "three");
	struct run run = exported(*state, "ical");
	for (const char *line = run.output; *line;) {
		const char *end = strstr(line, "\r\n");
		assert_non_null(end);
		assert_true(end - line <= 75);
		assert_int_not_equal((unsigned char)line[*line == ' '] & 0xC0, 0x80);
		if (*line == ' ')
			size -= 2; /* the line end before it */
		size_t length = (size_t)(end - line) + 2 - (*line == ' ');
		assert_true(size + length < sizeof plain);
		memcpy(plain + size, line + (*line == ' '), length);
		size += length;
		line = end + 2;
	}
	plain[size] = '\0';
	assert_non_null(strstr(plain, text));
	assert_non_null(strstr(plain, "BEGIN:VJOURNAL\r\nUID:note-20261001-ada@timesheet\r\n"));
	assert_non_null(strstr(plain, "DTSTART;VALUE=DATE:20261001\r\nDESCRIPTION:one\\, two\\nthree\r\n"));
	run_release(&run);
}

static void a_range_is_cut_at_its_days(void **state)
{
	EXPECT(*state, 0, NULL, "", "log", "--at", "2026-09-29 23:00", "night");
	EXPECT(*state, 0, NULL, "", "log", "--at", "2026-10-01 01:00", "later");
	struct run run = program_run(*state, NULL, WORDS("export", "yesterday", "--format", "csv"));
	assert_non_null(
	        strstr(run.output, ",2026-09-30T00:00:00+02:00,2026-10-01T00:00:00+02:00,night,,86400,,,,true\r\n"));
	assert_null(strstr(run.output, "later"));
	run_release(&run);
	EXPECT(*state, 0, "", "", "export", "2020", "--format", "timeclock");
	EXPECT(*state, 1, "", NULL, "export", "whenever", "--format", "csv");
}

/* The night the clocks go back, and the days beside it; a log that was made where clocks are ahead. */
static void timeclock_names_the_zone_where_the_clock_alone_misleads(void **state)
{
	EXPECT_WITH(*state,
	            INPUT("start,end,activity\n"
	                  "2025-10-25T09:00:00+02:00,2025-10-25T10:00:00+02:00,a\n"
	                  "2025-10-25T20:00:00+09:00,2025-10-25T21:00:00+09:00,b\n"
	                  "2025-10-26T01:00:00+02:00,2025-10-26T01:30:00+02:00,c\n"
	                  "2025-10-26T02:30:00+02:00,2025-10-26T02:40:00+02:00,d\n"
	                  "2025-10-26T02:30:00+01:00,2025-10-26T02:40:00+01:00,e\n"
	                  "2025-10-26T12:00:00+01:00,2025-10-26T13:00:00+01:00,f\n"
	                  "2025-10-27T00:00:00+01:00,2025-10-27T00:30:00+01:00,g\n"),
	            0, NULL, "", "import", "--format", "csv", "-");
	EXPECT(*state, 0,
	       "i 2025-10-25 09:00:00 a\no 2025-10-25 10:00:00\n"
	       "i 2025-10-25 20:00:00+0900 b\no 2025-10-25 21:00:00+0900\n"
	       "i 2025-10-26 01:00:00 c\no 2025-10-26 01:30:00\n"
	       "i 2025-10-26 02:30:00+0200 d\no 2025-10-26 02:40:00+0200\n"
	       "i 2025-10-26 02:30:00+0100 e\no 2025-10-26 02:40:00+0100\n"
	       "i 2025-10-26 12:00:00 f\no 2025-10-26 13:00:00\n"
	       "i 2025-10-27 00:00:00 g\no 2025-10-27 00:30:00\n",
	       "", "export", "--format", "timeclock");
}

static void a_dry_run_leaves_every_byte(void **state)
{
	struct sandbox *sandbox = *state;
	size_t size, size_after;
	char *before = file_read(sandbox->database, &size);

	EXPECT_WITH(sandbox, INPUT("inc 20260901T060000Z - 20260901T073000Z # FOO\ninc nothing\n"), 0,
	            "standard input:1: taken  2026-09-01 08:00-09:30  FOO\n"
	            "standard input:2: refused  inc nothing: this is no line of timewarrior's ('inc 20261001T080000Z - "
	            "20261001T093000Z # tag')\n"
	            "1 taken, 0 known, 0 joined, 0 overlapping, 0 cut, 0 left out, 1 refused\n"
	            "would import 2 logs, 1 new activity, 0 notes; nothing was written\n",
	            "", "import", "--dry-run", "--format", "timewarrior", "-");
	char *after = file_read(sandbox->database, &size_after);
	assert_int_equal(size, size_after);
	assert_memory_equal(before, after, size);
	free(before);
	free(after);
}

static void several_files_are_one_step_and_the_zone_is_said(void **state)
{
	struct sandbox *sandbox = *state;
	char first[128], second[128];

	(void)snprintf(first, sizeof first, "%s/first.csv", sandbox->directory);
	(void)snprintf(second, sizeof second, "%s/second.csv", sandbox->directory);
	file_write(first, "start,end,activity\n2026-09-30 08:00,2026-09-30 09:00,a\n", 54);
	file_write(second, "start,end,activity\n2026-09-30 09:00,2026-09-30 10:00,b\n", 54);
	struct run run = program_run(sandbox, NULL, WORDS("import", "--format", "csv", "--zone", "UTC", first, second));
	assert_int_equal(run.status, 0);
	assert_non_null(strstr(run.output, "times without a zone are read as UTC's\n"));
	assert_non_null(strstr(run.output, "imported 3 logs, 2 new activities"));
	run_release(&run);
	EXPECT(sandbox, 0,
	       "i 2026-09-30 08:00:00+0000 a\no 2026-09-30 09:00:00+0000\n"
	       "i 2026-09-30 09:00:00+0000 b\no 2026-09-30 10:00:00+0000\n",
	       "", "export", "--format", "timeclock");
	EXPECT(sandbox, 0, "took back: import from csv\n", "", "undo");
	EXPECT(sandbox, 0, "", "", "export", "--format", "timeclock");
}

static void what_is_misused_or_missing_is_named(void **state)
{
	EXPECT(*state, 2, "", "which --format?", "import", "x");
	EXPECT(*state, 2, "", "there is no format 'excel'", "import", "--format", "excel", "x");
	EXPECT(*state, 2, "", "which file?", "import", "--format", "csv");
	EXPECT(*state, 2, "", "there is no time zone 'Mars/Olympus'", "import", "--format", "csv", "--zone",
	       "Mars/Olympus", "x");
	EXPECT(*state, 2, "", "there is no time zone '../../etc/passwd'", "import", "--format", "csv", "--zone",
	       "../../etc/passwd", "x");
	EXPECT(*state, 2, "", "--email is for Toggl", "import", "--format", "klog", "--email", "a@x", "x");
	static const char *const clocks[] = { "4", "4:5", "x", "13:00", "04:00:00", "-1:00", "04:60", "4: 05" };
	for (size_t i = 0; i < sizeof clocks / sizeof clocks[0]; i++)
		EXPECT(*state, 2, "", "--day-start is a time like 04:00", "import", "--format", "gtimelog",
		       "--day-start", clocks[i], "x");
	EXPECT(*state, 1, NULL, "cannot open '/nowhere/x'", "import", "--format", "gtimelog", "--day-start", "4:05",
	       "/nowhere/x");
	EXPECT(*state, 1, "", "cannot open '/nowhere/x'", "import", "--format", "watson", "/nowhere/x");
	EXPECT_WITH(*state, INPUT("{"), 1, "", "this is no JSON", "import", "--format", "watson", "-");
	EXPECT(*state, 2, "", "which --format?", "export");
	EXPECT(*state, 2, "", "there is no format 'xml'", "export", "--format", "xml");
}

static void what_is_not_understood_at_all_is_a_failure(void **state)
{
	struct sandbox *sandbox = *state;
	static const char refused[] = "start,end,activity\nsoon,later,a\n2026-09-01 09:00,later,b\n";
	static const char half[] = "start,end,activity\nsoon,later,a\n2026-09-01 09:00,2026-09-01 10:00,b\n";

	EXPECT_WITH(sandbox, INPUT(refused), 1, NULL, "nothing is imported: all 2 rows are refused", "import",
	            "--format", "csv", "-");
	EXPECT_WITH(sandbox, INPUT(refused), 1, NULL, "nothing is imported: all 2 rows are refused", "import",
	            "--dry-run", "--format", "csv", "-");
	EXPECT_WITH(sandbox, INPUT("Date,Start,Hours,Activity\n2026-09-01,,2,a\n2026-09-01,soon,2,a\n"), 1, NULL,
	            "nothing is imported: 1 row is refused, and 1 left out", "import", "--format", "csv", "-");
	EXPECT_WITH(sandbox, INPUT("Date,Start,Hours,Activity\n2026-09-01,,2,a\n2026-09-02,,2,a\n"), 1, NULL,
	            "nothing is imported: all 2 rows are left out", "import", "--format", "csv", "-");
	EXPECT_WITH(sandbox, INPUT("Date,Start,Hours,Activity\n2026-09-01,,2,a\n"), 1, NULL,
	            "nothing is imported: 1 row is left out", "import", "--format", "csv", "-");
	EXPECT_WITH(sandbox, INPUT("2026-09-01\n    8:00 - 9:00 a\n"), 1, NULL,
	            "cannot import 'standard input': this is no timewarrior: none of its 2 rows is understood (line 1:",
	            "import", "--format", "timewarrior", "-");
	EXPECT_WITH(sandbox, INPUT("2026-09-01\n    8:00 - 9:00 a\n"), 1, NULL, "it looks like klog (--format klog)",
	            "import", "--format", "bartib", "-");
	EXPECT_WITH(sandbox, INPUT("start,end,activity\n"), 1, NULL, "it looks like CSV (--format csv)", "import",
	            "--format", "org", "-");
	EXPECT_WITH(sandbox, INPUT(half), 0, NULL, "", "import", "--format", "csv", "-");
	/* Nothing new is no failure. */
	EXPECT_WITH(sandbox, INPUT(half), 0, NULL, "", "import", "--format", "csv", "-");
	EXPECT_WITH(sandbox, INPUT("* a headline\n"), 0, NULL, "", "import", "--format", "org", "-");
}

/* A megabyte of it is not read to its end, nor told line by line. */
static void junk_is_told_in_one_line(void **state)
{
	enum { LINES = 200000, LINE = 6 };
	char *junk = malloc((size_t)LINES * LINE + 1);

	assert_non_null(junk);
	for (size_t i = 0; i < LINES; i++)
		memcpy(junk + i * LINE, "junk!\n", LINE + 1);
	EXPECT_WITH(*state, INPUT(junk), 1, NULL, "none of its first 1000 rows is understood", "import", "--format",
	            "timeclock", "-");
	free(junk);
}

static void somebody_at_a_terminal_is_asked_for_the_zone_once(void **state)
{
	struct sandbox *sandbox = *state;
	static const char rows[] = "start,end,activity\n2026-09-30 09:00,2026-09-30 10:00,parser\n";
	char path[128];

	(void)snprintf(path, sizeof path, "%s/day.csv", sandbox->directory);
	file_write(path, rows, sizeof rows - 1);
	const char *const words[] = { "--db", sandbox->database, "import", "--format", "csv", "--dry-run", path, NULL };
	const struct terminal_options options = { .arguments = words };
	struct terminal *terminal = terminal_start(sandbox, &options);

	terminal_wait_text(terminal, "names no time zone. Which is meant? [CET-1CEST");
	terminal_press(terminal, "UTC<Enter>");
	terminal_wait_text(terminal, "read as UTC's");
	terminal_wait_text(terminal, "1 taken");
	assert_int_equal(terminal_wait_exit(terminal), 0);
	terminal_destroy(terminal);

	terminal = terminal_start(sandbox, &options);
	terminal_wait_text(terminal, "Which is meant?");
	terminal_press(terminal, "Atlantis<Enter>");
	terminal_wait_text(terminal, "there is no time zone 'Atlantis'");
	assert_int_equal(terminal_wait_exit(terminal), 2);
	terminal_destroy(terminal);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(somebody_at_a_terminal_is_asked_for_the_zone_once),
		CASE(ours_comes_back_the_same),
		CASE(importing_ours_where_it_came_from_adds_nothing),
		CASE(an_export_may_be_piped_into_an_import_of_the_same_file),
		CASE(a_formula_is_text_in_csv),
		CASE(json_has_the_fields_of_a_log),
		CASE(off_has_no_entry_elsewhere),
		CASE(ical_folds_between_characters),
		CASE(a_range_is_cut_at_its_days),
		CASE(timeclock_names_the_zone_where_the_clock_alone_misleads),
		CASE(a_dry_run_leaves_every_byte),
		CASE(several_files_are_one_step_and_the_zone_is_said),
		CASE(what_is_misused_or_missing_is_named),
		CASE(what_is_not_understood_at_all_is_a_failure),
		CASE(junk_is_told_in_one_line),
	};

	return cmocka_run_group_tests_name("exchange", tests, NULL, NULL);
}
