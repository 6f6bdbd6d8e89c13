/* edit, delete, undo, redo. */
#include "support_pipes.h"

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

/* The id of today's log at an index, as day --json shows it. */
static void log_id(const struct sandbox *sandbox, int index, char id[33])
{
	struct run run = program_run(sandbox, NULL, WORDS("day", "--json"));
	char sql[64];

	(void)snprintf(sql, sizeof sql, "SELECT json_extract(?1, '$.logs[%d].id')", index);
	char *found = sql_of(sql, run.output);
	assert_non_null(found);
	assert_int_equal(strlen(found), 32);
	memcpy(id, found, 33);
	free(found);
	run_release(&run);
}

static void a_log_is_changed_by_id_prefix_and_as_the_last(void **state)
{
	struct sandbox *sandbox = *state;
	char id[33], prefix[9];

	EXPECT(sandbox, 0, NULL, "", "log", "--at", "8:00", "parser");
	EXPECT(sandbox, 0, NULL, "", "log", "--at", "9:00", "standup");
	log_id(sandbox, 0, id);
	EXPECT(sandbox, 0, "08:00 review\n", "", "edit", id, "review");
	(void)snprintf(prefix, sizeof prefix, "%.8s", id);
	EXPECT(sandbox, 0, "08:15 review\n", "", "edit", prefix, "--at", "8:15");
	for (char *at = prefix; *at; at++)
		*at = (char)(*at >= 'a' ? *at - 'a' + 'A' : *at);
	EXPECT(sandbox, 0, "08:15 review\n", "", "edit", prefix, "--comment", "with care");
	EXPECT(sandbox, 0, "08:30 two words\n", "", "edit", "--at=8:30", id, "two", "words");
	EXPECT(sandbox, 0, "09:00 retro\n", "", "edit", "last", "retro");
	EXPECT(sandbox, 0, "09:00 -x\n", "", "edit", "last", "--", "-x");
	struct run run = program_run(sandbox, NULL, WORDS("day", "--json"));
	assert_json(run.output, "$.logs[0].comment", "with care");
	run_release(&run);
	EXPECT(sandbox, 0, NULL, "", "edit", id, "--comment", "");
	run = program_run(sandbox, NULL, WORDS("day", "--json"));
	assert_json(run.output, "$.logs[0].comment", "");
	run_release(&run);
	EXPECT(sandbox, 0, "", "nothing to change", "edit", id, "two words");
}

/* The id at the end of the first row of an output that holds a text. */
static void row_id(const char *output, const char *text, char id[33])
{
	const char *row = strstr(output, text);

	assert_non_null(row);
	const char *end = row + strcspn(row, "\n"), *begin = end;
	while (begin[-1] != ' ')
		begin--;
	assert_in_range(end - begin, 4, 32);
	(void)snprintf(id, 33, "%.*s", (int)(end - begin), begin);
}

static void what_a_row_of_day_or_search_ends_in_names_its_log(void **state)
{
	struct sandbox *sandbox = *state;
	char id[33];

	EXPECT(sandbox, 0, NULL, "", "log", "--at", "8:00", "parser", "--comment", "first");
	EXPECT(sandbox, 0, NULL, "", "log", "--at", "9:00", "standup", "--comment", "second");
	struct run run = program_run(sandbox, NULL, WORDS("day"));
	row_id(run.output, "parser", id);
	run_release(&run);
	EXPECT(sandbox, 0, "08:10 parser\n", "", "edit", id, "--at", "8:10");
	run = program_run(sandbox, NULL, WORDS("search", "second"));
	row_id(run.output, "standup", id);
	run_release(&run);
	EXPECT(sandbox, 0, "deleted 09:00 standup\n", "", "delete", id);
}

static void several_logs_of_one_id_or_minute_are_named_and_none_is_touched(void **state)
{
	struct sandbox *sandbox = *state;
	char digit[2] = "", id[33], where[64];

	for (int i = 0; i < 17; i++) {
		char at[16];
		(void)snprintf(at, sizeof at, "8:%02d", 10 + i);
		EXPECT(sandbox, 0, NULL, "", "log", "--at", at, i % 2 ? "parser" : "standup");
	}
	/* One digit that two begin with. */
	struct run run = program_run(sandbox, NULL, WORDS("day", "--json"));
	char *found = sql_of("SELECT substr(json_extract(value, '$.id'), 1, 1) FROM json_each(?1, '$.logs')"
	                     " GROUP BY 1 HAVING count(*) > 1",
	                     run.output);
	digit[0] = found[0];
	free(found);
	run_release(&run);
	run = program_run(sandbox, NULL, WORDS("delete", digit));
	assert_int_equal(run.status, 1);
	assert_non_null(strstr(run.error, "several logs have an id that begins with"));
	assert_non_null(strstr(run.error, "  Thu 1 Oct 2026 08:"));
	(void)snprintf(where, sizeof where, "\n  %s", digit);
	assert_non_null(strstr(run.error, where));
	run_release(&run);
	EXPECT(sandbox, 0, NULL, "", "edit", "last", "--at", "8:30:20");
	EXPECT(sandbox, 0, NULL, "", "log", "--at", "8:30:40", "call");
	run = program_run(sandbox, NULL, WORDS("edit", "8:30", "retro"));
	assert_int_equal(run.status, 1);
	assert_non_null(strstr(run.error, "several logs begin at '8:30':"));
	const char *named = strstr(run.error, "08:30  call");
	assert_non_null(named);
	while (named[-1] != '\n')
		named--;
	(void)sscanf(named, " %32s", id);
	run_release(&run);
	EXPECT(sandbox, 0, "08:30 retro\n", "", "edit", id, "retro");
}

static void a_log_of_long_ago_is_found_by_its_prefix(void **state)
{
	struct sandbox *sandbox = *state;
	char id[33], prefix[9];
	struct run run;

	EXPECT(sandbox, 0, NULL, "", "log", "--at", "2024-03-01 8:00", "long ago");
	run = program_run(sandbox, NULL, WORDS("day", "2024-03-01", "--json"));
	char *found = sql_of("SELECT json_extract(?1, '$.logs[0].id')", run.output);
	memcpy(id, found, 33);
	free(found);
	run_release(&run);
	(void)snprintf(prefix, sizeof prefix, "%.8s", id);
	EXPECT(sandbox, 0, "deleted Fri 1 Mar 2024 08:00 long ago\n", "", "delete", prefix);
	EXPECT(sandbox, 1, "", "no log has an id that begins with", "delete", prefix);
	EXPECT(sandbox, 1, "", "no log has an id that begins with", "delete", id);
}

static void a_delete_is_taken_back_and_done_again(void **state)
{
	struct sandbox *sandbox = *state;

	EXPECT(sandbox, 0, NULL, "", "log", "--at", "8:00", "parser");
	EXPECT(sandbox, 0, NULL, "", "log", "--at", "9:00", "standup");
	EXPECT(sandbox, 0, "deleted 09:00 standup\n", "", "delete", "last");
	EXPECT(sandbox, 0, "parser\n", "", "status", "--format", "%a");
	EXPECT(sandbox, 0, "took back: deleted 09:00 standup\n", "", "undo");
	EXPECT(sandbox, 0, "standup\n", "", "status", "--format", "%a");
	EXPECT(sandbox, 0, "did again: deleted 09:00 standup\n", "", "redo");
	EXPECT(sandbox, 1, "", "nothing to redo", "redo");
	EXPECT(sandbox, 0, NULL, "", "undo");
	EXPECT(sandbox, 0, NULL, "", "undo");
	EXPECT(sandbox, 0, NULL, "", "undo");
	EXPECT(sandbox, 1, "", "nothing to undo", "undo");
	EXPECT(sandbox, 0, "nothing logged yet\n", "", "status");
}

static void what_is_no_log_is_refused(void **state)
{
	struct sandbox *sandbox = *state;

	EXPECT(sandbox, 1, "", "nothing was logged yet", "edit", "last", "x");
	EXPECT(sandbox, 1, "", "nothing was logged yet", "delete", "last");
	EXPECT(sandbox, 0, NULL, "", "log", "--at", "8:00", "parser");
	EXPECT(sandbox, 1, "", "no log has an id that begins with '0123'", "edit", "0123", "x");
	EXPECT(sandbox, 1, "", "no log has an id that begins with", "delete", "0123456789abcdef0123456789abcdef");
	EXPECT(sandbox, 2, "", "'0x2' is not an id", "delete", "0x2");
	EXPECT(sandbox, 2, "", "is not an id", "delete", "0123456789abcdef0123456789abcdef0");
	EXPECT(sandbox, 2, "", "'' is not an id", "delete", "");
	EXPECT(sandbox, 2, "", "'parser' is not an id", "edit", "parser", "x");
	EXPECT(sandbox, 2, "", "no log named", "edit");
	EXPECT(sandbox, 2, "", "no log named", "delete");
	EXPECT(sandbox, 2, "", "unexpected 'b'", "delete", "last", "b");
	EXPECT(sandbox, 2, "", "nothing to change", "edit", "last");
	EXPECT(sandbox, 2, "", "unexpected 'x'", "undo", "x");
	EXPECT(sandbox, 2, "", "unexpected 'x'", "redo", "x");
}

static void a_change_that_cannot_be_made_is_refused(void **state)
{
	struct sandbox *sandbox = *state;
	char longer[301];

	memset(longer, 'y', sizeof longer);
	longer[sizeof longer - 1] = '\0';
	EXPECT(sandbox, 0, NULL, "", "log", "--at", "8:00", "parser");
	EXPECT(sandbox, 1, "", NULL, "edit", "last", "--at", "fri");
	EXPECT(sandbox, 1, "", NULL, "edit", "last", "--at", "15:00");
	EXPECT(sandbox, 1, "", NULL, "edit", "last", "--at", "9:60");
	EXPECT(sandbox, 1, "", "too long", "edit", "last", longer);
	EXPECT(sandbox, 1, "", "not understood or not allowed", "edit", "last", " ");
	EXPECT(sandbox, 0, "parser  6:37  since 08:00\n", "", "status");
}

static void the_end_is_edited_and_a_log_is_named_by_its_time(void **state)
{
	struct sandbox *sandbox = *state;

	EXPECT(sandbox, 0, NULL, "", "log", "--at", "8:00", "parser");
	EXPECT(sandbox, 0, NULL, "", "log", "--at", "9:15", "standup");
	EXPECT(sandbox, 0, "08:00 parser\n", "", "edit", "8:00", "--until", "9:30");
	EXPECT(sandbox, 0, "09:30 retro\n", "", "edit", "9:30", "retro");
	EXPECT(sandbox, 0, "09:30 retro\n", "", "edit", "last", "--until", "+45");
	EXPECT(sandbox, 0, "off  4:22  since 10:15\n", "", "status");
	EXPECT(sandbox, 1, "", "another one begins before that end", "edit", "8:00", "--until", "11:00");
	EXPECT(sandbox, 1, "", "no log begins at '9:31'", "edit", "9:31", "x");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_log_is_changed_by_id_prefix_and_as_the_last, setup, teardown),
		cmocka_unit_test_setup_teardown(the_end_is_edited_and_a_log_is_named_by_its_time, setup, teardown),
		cmocka_unit_test_setup_teardown(what_a_row_of_day_or_search_ends_in_names_its_log, setup, teardown),
		cmocka_unit_test_setup_teardown(several_logs_of_one_id_or_minute_are_named_and_none_is_touched, setup,
		                                teardown),
		cmocka_unit_test_setup_teardown(a_log_of_long_ago_is_found_by_its_prefix, setup, teardown),
		cmocka_unit_test_setup_teardown(a_delete_is_taken_back_and_done_again, setup, teardown),
		cmocka_unit_test_setup_teardown(what_is_no_log_is_refused, setup, teardown),
		cmocka_unit_test_setup_teardown(a_change_that_cannot_be_made_is_refused, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
