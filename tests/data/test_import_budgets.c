/* Budgets, and what somebody has called right, from files of ours: they come once, go by one undo, and all that is
 * exported comes into an empty timesheet as it was. */
#include "support_import.h"

#include "src/output/export.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const ts_time now = SUPPORT_NOW;

static struct ts_budgets budgets_of(ts_store *store)
{
	struct ts_budgets budgets;
	assert_int_equal(ts_budgets_read(store, now, &budgets), TS_OK);
	assert_int_equal(budgets.damaged, 0);
	return budgets;
}

static void assert_budgets(ts_store *store, const char *expected)
{
	struct ts_budgets budgets = budgets_of(store);
	char found[512] = "";
	size_t size = 0;
	for (size_t i = 0; i < budgets.count; i++) {
		const struct ts_budget *budget = &budgets.at[i];
		size += (size_t)snprintf(found + size, sizeof found - size, "%s%s%s %d %s", i > 0 ? ", " : "",
		                         budget->project ? "project " : "", budget->text, budget->minutes,
		                         ts_per_word(budget->per));
	}
	ts_budgets_release(&budgets);
	assert_string_equal(found, expected);
}

static const char file[] =
        "{\"logs\": [{\"id\": \"60494947db4bfd49136a80b8010f03db\", \"time\": \"2026-09-28T09:00:00+02:00\", \"end\": "
        "\"2026-09-28T10:00:00+02:00\", \"activity\": \"acme: parser\"}], \"notes\": [], \"budgets\": ["
        "{\"activity\": \"acme: parser\", \"per\": \"week\", \"minutes\": 600}, "
        "{\"project\": \"acme\", \"per\": \"month\", \"minutes\": 2400}, "
        "{\"activity\": \"reading\", \"per\": \"week\", \"minutes\": 60}]}";

static void budgets_come_once_and_one_undo_takes_them(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	struct ts_done done;

	struct ts_imported sum = imports_text(store, TS_FORMAT_JSON, file);
	assert_int_equal(sum.refused, 0);
	assert_int_equal(sum.owed, 3);
	/* Nobody has logged the last one. */
	assert_int_equal(sum.activities, 2);
	assert_budgets(store, "project acme 2400 month, acme: parser 600 week, reading 60 week");
	sum = imports_text(store, TS_FORMAT_JSON, file);
	assert_int_equal(sum.known, 4);
	assert_int_equal(sum.owed + sum.logs + sum.activities, 0);
	assert_int_equal(ts_undo(store, now, &done), TS_OK);
	assert_budgets(store, "");
	assert_int_equal(imports_text(store, TS_FORMAT_JSON, file).owed, 3);
	rows_assert_sound(store);
}

static void what_was_set_or_ended_here_stays(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	struct ts_done done;

	(void)imports_text(store, TS_FORMAT_JSON, file);
	assert_int_equal(ts_budget_set(store, "acme", 0, TS_PER_WEEK, now, &done), TS_OK);
	assert_int_equal(ts_budget_set(store, "reading", 120, TS_PER_MONTH, now, &done), TS_OK);
	assert_int_equal(imports_text(store, TS_FORMAT_JSON, file).owed, 0);
	assert_budgets(store, "acme: parser 600 week, reading 120 month");
}

static void what_is_no_budget_is_refused_and_named(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	static const struct {
		const char *budget, *reason;
	} cases[] = {
		{ "{\"activity\": \"a\", \"per\": \"day\", \"minutes\": 60}",
		  "this is no budget (its activity or its project, week or month, or its minutes)" },
		{ "{\"activity\": \"a\", \"project\": \"b\", \"per\": \"week\", \"minutes\": 60}",
		  "this is no budget (its activity or its project, week or month, or its minutes)" },
		{ "{\"activity\": \"a\", \"per\": \"week\"}",
		  "this is no budget (its activity or its project, week or month, or its minutes)" },
		{ "{\"activity\": \"a\", \"per\": \"week\", \"minutes\": 0}",
		  "its minutes are none that a budget can have" },
		{ "{\"activity\": \"a\", \"per\": \"week\", \"minutes\": 44641}",
		  "its minutes are none that a budget can have" },
		{ "{\"activity\": \" \", \"per\": \"week\", \"minutes\": 60}",
		  "its text is empty, longer than 255 bytes, or not UTF-8" },
		{ "{\"per\": \"week\", \"minutes\": 60}", "its text is empty, longer than 255 bytes, or not UTF-8" },
		{ "{\"activity\": \"off\", \"per\": \"week\", \"minutes\": 60}", "off has no budget" },
		{ "{\"project\": \"acme: parser\", \"per\": \"week\", \"minutes\": 60}",
		  "this is no name of a project" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		char text[512];
		(void)snprintf(text, sizeof text,
		               "{\"logs\": [{\"time\": \"2026-09-28T09:00:00+02:00\", \"end\": "
		               "\"2026-09-28T10:00:00+02:00\", \"activity\": \"x\"}], \"budgets\": [%s]}",
		               cases[i].budget);
		imports_assert_reason(store, TS_FORMAT_JSON, text, 1, cases[i].reason);
		assert_budgets(store, "");
	}
}

/* ---- what is right */

static void log_json(char *out, size_t size, const char *right)
{
	(void)snprintf(out, size,
	               "{\"logs\": [{\"id\": \"60494947db4bfd49136a80b8010f03db\", \"time\": "
	               "\"2026-09-27T09:00:00+02:00\", \"end\": \"2026-09-28T10:00:00+02:00\", \"activity\": "
	               "\"night\", \"comment\": \"\"%s%s%s}]}",
	               right ? ", \"right_until\": \"" : "", right ? right : "", right ? "\"" : "");
}

/* Until when the only log of two days is right; 0: nobody says so. */
static ts_time right_until(ts_store *store, bool *forgotten)
{
	struct ts_day_view view;
	ts_time sure = -1;
	assert_int_equal(ts_day_read(store, ts_day_from_civil(2026, 9, 27), now, &view), TS_OK);
	for (size_t i = 0; i < view.span_count; i++) {
		if (strcmp(view.spans[i].text, "night") != 0)
			continue;
		sure = view.spans[i].sure;
		*forgotten = view.spans[i].forgotten;
	}
	ts_day_release(&view);
	return sure;
}

static void what_was_called_right_comes_so_and_undo_takes_it(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	struct ts_done done;
	char with[512], without[512];
	bool forgotten = true;

	log_json(with, sizeof with, "2026-09-28T10:00:00+02:00");
	log_json(without, sizeof without, NULL);
	assert_int_equal(imports_text(store, TS_FORMAT_JSON, with).logs, 2);
	assert_int_equal(right_until(store, &forgotten), rows_at(2026, 9, 28, 10, 0));
	assert_false(forgotten);
	assert_int_equal(imports_text(store, TS_FORMAT_JSON, with).logs, 0);
	/* What is there stays, whatever another file says. */
	assert_int_equal(imports_text(store, TS_FORMAT_JSON, without).logs, 0);
	assert_int_equal(right_until(store, &forgotten), rows_at(2026, 9, 28, 10, 0));
	assert_int_equal(ts_undo(store, now, &done), TS_OK);
	assert_int_equal(right_until(store, &forgotten), -1);
	/* The same log from a file in which nobody says so. */
	assert_int_equal(imports_text(store, TS_FORMAT_JSON, without).logs, 2);
	assert_int_equal(right_until(store, &forgotten), 0);
	assert_true(forgotten);
	rows_assert_sound(store);
}

/* The first piece is from a file of before somebody said so. */
static void the_latest_word_of_the_pieces_of_a_log_counts(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	static const char pieces[] =
	        "{\"logs\": [{\"id\": \"60494947db4bfd49136a80b8010f03db\", \"time\": "
	        "\"2026-09-27T09:00:00+02:00\", \"end\": \"2026-09-28T00:00:00+02:00\", \"activity\": \"night\", "
	        "\"comment\": \"\"}, {\"id\": \"60494947db4bfd49136a80b8010f03db\", \"time\": "
	        "\"2026-09-28T00:00:00+02:00\", \"end\": \"2026-09-28T10:00:00+02:00\", \"activity\": \"night\", "
	        "\"comment\": \"\", \"carried\": true, \"right_until\": \"2026-09-28T10:00:00+02:00\"}]}";
	bool forgotten = true;

	assert_int_equal(imports_text(store, TS_FORMAT_JSON, pieces).joined, 1);
	assert_int_equal(right_until(store, &forgotten), rows_at(2026, 9, 28, 10, 0));
	assert_false(forgotten);
}

static void nobody_says_it_of_what_is_to_come_or_of_no_time(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	char text[512];
	bool forgotten;

	log_json(text, sizeof text, "2027-09-28T10:00:00+02:00");
	imports_assert_reason(store, TS_FORMAT_JSON, text, 0,
	                      "it is called right until a moment in the future: until now is taken");
	(void)imports_text(store, TS_FORMAT_JSON, text);
	assert_int_equal(right_until(store, &forgotten), now);
	log_json(text, sizeof text, "tomorrow");
	imports_assert_reason(store, TS_FORMAT_JSON, text, 0,
	                      "until when it is right is no time ('2026-10-01T08:00:00+02:00')");
}

/* ---- all of it */

static char *exported(ts_store *store)
{
	size_t size, damaged = 0;
	char *text = NULL;
	const struct export_request request = { .format = &export_json,
		                                .now = now,
		                                .stream = open_memstream(&text, &size) };

	assert_non_null(request.stream);
	assert_int_equal(export_write(store, &request, &damaged), TS_OK);
	assert_int_equal(damaged, 0);
	assert_int_equal(fclose(request.stream), 0);
	return text;
}

static void timesheet_fill(ts_store *store)
{
	const struct ts_log_change right = { .right = true };
	const struct ts_target target = { .from = ts_day_from_civil(2026, 9, 1),
		                          .minutes = { 480, 480, 480, 480, 360, 0, 0 } };
	struct ts_done done;

	assert_int_equal(ts_log_text(store, "acme: parser", NULL, now - 60 * TS_HOUR, now, &done), TS_OK);
	assert_int_equal(ts_log_text(store, "acme: lexer", "words", now - 30 * TS_HOUR, now, &done), TS_OK);
	assert_int_equal(ts_log_change(store, done.log, &right, now, &done), TS_OK);
	assert_int_equal(ts_budget_set(store, "acme", 2400, TS_PER_MONTH, now, &done), TS_OK);
	assert_int_equal(ts_budget_set(store, "acme: lexer", 90, TS_PER_WEEK, now, &done), TS_OK);
	assert_int_equal(ts_target_set(store, &target, now, &done), TS_OK);
}

static void a_whole_export_makes_an_empty_timesheet_the_same(void **state)
{
	ts_store *store = ((struct support *)*state)->store;

	timesheet_fill(store);
	char *first = exported(store);
	assert_non_null(strstr(first, "\"right_until\": \""));
	assert_non_null(strstr(first, "{\"project\": \"acme\", \"per\": \"month\", \"minutes\": 2400}"));
	assert_non_null(strstr(first, "{\"activity\": \"acme: lexer\", \"per\": \"week\", \"minutes\": 90}"));
	assert_int_equal(support_register(store, "another", SUPPORT_PASSWORD), TS_OK);
	assert_int_equal(imports_text(store, TS_FORMAT_JSON, first).refused, 0);
	char *second = exported(store);
	assert_string_equal(second, first);
	free(first);
	free(second);
}

#define LOGGED_IN(test) cmocka_unit_test_setup_teardown(test, support_setup_login, support_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		LOGGED_IN(budgets_come_once_and_one_undo_takes_them),
		LOGGED_IN(what_was_set_or_ended_here_stays),
		LOGGED_IN(what_is_no_budget_is_refused_and_named),
		LOGGED_IN(what_was_called_right_comes_so_and_undo_takes_it),
		LOGGED_IN(the_latest_word_of_the_pieces_of_a_log_counts),
		LOGGED_IN(nobody_says_it_of_what_is_to_come_or_of_no_time),
		LOGGED_IN(a_whole_export_makes_an_empty_timesheet_the_same),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
