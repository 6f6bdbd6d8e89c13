/* Time that looks forgotten: told by every command that counts it, and until when somebody says that it is right. */
#include "support_pipes.h"

#include <string.h>

/* A Friday that was not ended before Monday: 15 + 24 + 24 + 9 hours. */
static int setup(void **state)
{
	struct sandbox *sandbox = ada_logged_in();
	EXPECT(sandbox, 0, NULL, "", "log", "--at", "2026-09-25 9:00", "parser");
	EXPECT(sandbox, 0, NULL, "", "log", "--at", "2026-09-28 9:00", "email");
	EXPECT(sandbox, 0, NULL, "", "off", "--at", "2026-09-28 10:00");
	*state = sandbox;
	return 0;
}

static int teardown(void **state)
{
	ada_destroy(*state);
	return 0;
}

static void days_say_it_at_the_log_and_at_the_sum(void **state)
{
	struct run run = program_run(*state, NULL, WORDS("day", "2026-09-25"));
	assert_int_equal(ids_cut(run.output), 1);
	assert_string_equal(run.output, "Fri 25 Sep 2026\n"
	                                " 09:00  15:00  parser  (forgotten?)\n"
	                                " work 15:00?  rest 0:00  off 0:00\n"
	                                " forgotten? 15:00 since Fri 25 Sep 09:00\n");
	run_release(&run);
	run = program_run(*state, NULL, WORDS("day", "2026-09-26", "--json"));
	assert_int_equal(run.status, 0);
	assert_json(run.output, "$.logs[0].forgotten", "1");
	assert_json(run.output, "$.totals[0].forgotten_seconds", "86400");
	assert_json(run.output, "$.forgotten_seconds", "86400");
	assert_json(run.output, "$.forgotten_since", "2026-09-25T09:00:00+02:00");
	run_release(&run);
	run = program_run(*state, NULL, WORDS("day", "2026-09-29", "--json"));
	assert_null(strstr(run.output, "forgotten"));
	run_release(&run);
}

static void reports_say_it_at_the_rows_and_at_the_sum(void **state)
{
	EXPECT(*state, 0,
	       "Fri 25 Sep 2026 .. Mon 28 Sep 2026  by activity\n"
	       "\n"
	       " parser     72:00?   99%\n"
	       " email       1:00     1%\n"
	       "\n"
	       " work 73:00? of 16:00  rest 0:00\n"
	       " forgotten? 72:00 since Fri 25 Sep 09:00\n",
	       "", "report", "2026-09-25..2026-09-28");
	EXPECT(*state, 0,
	       "day,seconds,forgotten_seconds,forgotten_since\r\n"
	       "2026-09-27,86400,86400,2026-09-25T09:00:00+02:00\r\n"
	       "2026-09-28,36000,32400,2026-09-25T09:00:00+02:00\r\n",
	       "", "report", "2026-09-27..2026-09-28", "--by", "day", "--csv");
	EXPECT(*state, 0,
	       "[{\"project\": \"parser\", \"seconds\": 86400, \"forgotten_seconds\": 86400, "
	       "\"forgotten_since\": \"2026-09-25T09:00:00+02:00\"}]\n",
	       "", "report", "2026-09-26", "--by", "project", "--json");
}

static void the_balance_is_told_with_a_word(void **state)
{
	/* 73 hours on two working days and a weekend. */
	EXPECT(*state, 0, "+57:00?\n", "", "status", "--format", "%b");
	struct run run = program_run(*state, NULL, WORDS("report", "2026-09-29", "--flex"));
	assert_non_null(
	        strstr(run.output, "flex +57:00?\n forgotten? the balance holds time of before that looks so\n"));
	run_release(&run);
}

static void status_says_what_goes_on_for_too_long(void **state)
{
	EXPECT(*state, 0, NULL, "", "log", "--at", "1:00", "reading");
	EXPECT(*state, 0, "reading  13:37?  since 01:00  forgotten?\n", "", "status");
	EXPECT(*state, 0, "13:37? 13:37? forgotten?\n", "", "status", "--format", "%e %w %f");
	struct run run = program_run(*state, NULL, WORDS("status", "--json"));
	assert_json(run.output, "$.forgotten", "1");
	run_release(&run);
	EXPECT(*state, 0, "01:00 reading\n", "", "edit", "last", "--right");
	EXPECT(*state, 0, "reading  13:37  since 01:00\n", "", "status");
	EXPECT(*state, 0, "[]\n", "", "status", "--format", "[%f]");
}

static void what_is_right_is_told_without_a_word(void **state)
{
	struct run run = program_run(*state, NULL, WORDS("day", "2026-09-25", "--json"));
	const char *id = strstr(run.output, "\"id\": \"");
	char digits[33] = "";
	assert_non_null(id);
	memcpy(digits, id + 7, 32);
	run_release(&run);
	EXPECT(*state, 0, "Fri 25 Sep 2026 09:00 parser\n", "", "edit", digits, "--right");
	EXPECT(*state, 0, NULL, "nothing to change", "edit", digits, "--right");
	EXPECT(*state, 0, "+57:00\n", "", "status", "--format", "%b");
	run = program_run(*state, NULL, WORDS("report", "2026-09"));
	assert_int_equal(run.status, 0);
	assert_null(strstr(run.output, "?"));
	run_release(&run);
	EXPECT(*state, 0, NULL, "", "undo");
	EXPECT(*state, 0, "+57:00?\n", "", "status", "--format", "%b");
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(days_say_it_at_the_log_and_at_the_sum), CASE(reports_say_it_at_the_rows_and_at_the_sum),
		CASE(the_balance_is_told_with_a_word),       CASE(status_says_what_goes_on_for_too_long),
		CASE(what_is_right_is_told_without_a_word),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
