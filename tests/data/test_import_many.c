/* Imports of very many rows, whose logs are kept back and written in batches: nothing of it is to be seen. */
#include "support_import.h"

#include "data/import/made.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const ts_time now = SUPPORT_NOW;

/* Behind a batch, and beyond what is asked of the file one by one. */
enum { MANY = MADE_MOST + 3000, SOME = 3000, LENGTH = 300, LINE_ROOM = 64 };

/* timewarrior's lines, five minutes each, that follow one another; from and by: which of them. */
static char *lines_make(int from, int count)
{
	static const char *const texts[] = { "parser", "call", "review" };
	char *out = malloc((size_t)count * LINE_ROOM), *at = out;
	const time_t first = 1768435200; /* 2026-01-15 */

	assert_non_null(out);
	for (int i = from; i < from + count; i++) {
		for (int end = 0; end < 2; end++) {
			struct tm civil;
			time_t moment = first + (time_t)(i + end) * LENGTH;
			assert_non_null(gmtime_r(&moment, &civil));
			at += strftime(at, LINE_ROOM, end ? "%Y%m%dT%H%M%SZ" : "inc %Y%m%dT%H%M%SZ - ", &civil);
		}
		at += sprintf(at, " # %s\n", texts[i % 3]);
	}
	return out;
}

static struct ts_imported lines_import(ts_store *store, int from, int count)
{
	char *lines = lines_make(from, count);
	struct ts_imported sum = imports_text(store, TS_FORMAT_TIMEWARRIOR, lines);

	free(lines);
	return sum;
}

static void more_than_a_batch_is_there_whole_and_is_taken_back_whole(void **state)
{
	struct support *support = *state;
	ts_store *store = support->store;
	char expected[IMPORTS_ROOM];
	struct ts_done done;

	struct ts_imported sum = lines_import(store, 0, MANY);
	assert_int_equal(sum.taken, MANY);
	assert_int_equal(sum.logs, MANY + 1); /* and off at the end */
	(void)snprintf(expected, sizeof expected, "parser %d, call %d, review %d", (MANY + 2) / 3 * LENGTH,
	               (MANY + 1) / 3 * LENGTH, MANY / 3 * LENGTH);
	imports_assert(store, expected);
	rows_assert_sound(store);
	sum = lines_import(store, 0, MANY);
	assert_int_equal(sum.known, MANY);
	assert_int_equal(sum.logs, 0);
	assert_int_equal(ts_undo(store, now, &done), TS_OK);
	imports_assert(store, "");
	rows_assert_sound(store);
}

static void a_file_that_has_grown_adds_what_is_new(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	struct ts_done done;

	(void)lines_import(store, 0, SOME);
	struct ts_imported sum = lines_import(store, SOME / 2, SOME);
	assert_int_equal(sum.known, SOME / 2);
	assert_int_equal(sum.taken, SOME / 2);
	rows_assert_sound(store);
	/* What was taken back is there as such, and is made again. */
	assert_int_equal(ts_undo(store, now, &done), TS_OK);
	sum = lines_import(store, SOME / 2, SOME);
	assert_int_equal(sum.taken, SOME / 2);
	imports_assert(store, "call 450000, parser 450000, review 450000");
	rows_assert_sound(store);
}

static void rows_of_one_name_in_one_file_are_one_log_also_before_it_is_written(void **state)
{
	static const char frames[] =
	        "[[1790755200, 1790758800, \"parser\", \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\", [], 1790758800],"
	        " [1790762400, 1790766000, \"parser\", \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\", [], 1790766000]]";
	ts_store *store = ((struct support *)*state)->store;

	struct ts_imported sum = imports_text(store, TS_FORMAT_WATSON, frames);
	assert_int_equal(sum.taken, 1);
	assert_int_equal(sum.known, 1);
	rows_assert_sound(store);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, support_setup_login, support_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(more_than_a_batch_is_there_whole_and_is_taken_back_whole),
		CASE(a_file_that_has_grown_adds_what_is_new),
		CASE(rows_of_one_name_in_one_file_are_one_log_also_before_it_is_written),
	};

	return cmocka_run_group_tests_name("imports of very many rows", tests, NULL, NULL);
}
