/* What an import makes of rows among the logs that are there: overlaps, repeats, undo, dry runs. */
#include "support_rows.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const ts_time now = SUPPORT_NOW; /* 10:00 by the clock */
static const char header[] = "start,end,activity,comment\n";

static ts_day today(void)
{
	return ts_day_from_civil(2026, 10, 1);
}

/* Runs an import of CSV rows; the caller destroys it. */
static ts_import *import_run(ts_store *store, const char *rows, bool dry, enum ts_status expected,
                             struct ts_imported *sum)
{
	char bytes[8192];
	ts_import *import;

	(void)snprintf(bytes, sizeof bytes, "%s%s", header, rows);
	assert_int_equal(ts_import_create(TS_FORMAT_CSV, NULL, &import), TS_OK);
	assert_int_equal(ts_import_read(import, "rows", bytes, strlen(bytes)), TS_OK);
	assert_int_equal(ts_import_run(store, import, dry, now, NULL, NULL, sum), expected);
	return import;
}

static struct ts_imported import_rows(ts_store *store, const char *rows)
{
	struct ts_imported sum;

	ts_import_destroy(import_run(store, rows, false, TS_OK, &sum));
	return sum;
}

static void assert_nothing_new(ts_store *store, const char *rows)
{
	struct ts_imported sum;

	ts_import_destroy(import_run(store, rows, false, TS_UNCHANGED, &sum));
	assert_int_equal(sum.logs + sum.notes + sum.activities, 0);
}

static void an_interval_is_a_log_and_off_where_nothing_follows(void **state)
{
	ts_store *store = ((struct support *)*state)->store;

	(void)import_rows(store, "2026-10-01 08:00,2026-10-01 09:00,parser,lexer\n"
	                         "2026-10-01 09:00,2026-10-01 09:30,call,\n");
	rows_assert_day(store, today(), now, "08:00 parser (lexer), 09:00 call, 09:30 off");
}

static void what_was_undone_comes_again_even_if_the_clock_of_versions_was_lost(void **state)
{
	static const char rows[] = "2026-10-01 08:00,2026-10-01 09:00,parser,lexer\n";
	struct support *support = *state;
	struct ts_done done;

	(void)rows_log(support->store, "parser", rows_at(2026, 9, 30, 8, 0), now);
	(void)rows_log(support->store, "off", rows_at(2026, 9, 30, 9, 0), now);
	(void)import_rows(support->store, rows);
	assert_int_equal(ts_undo(support->store, now, &done), TS_OK);
	rows_assert_day(support->store, today(), now, "<09:00 off");
	support_sql(support->path, "DELETE FROM state");
	assert_int_equal(ts_audit_accept(support->store, now), TS_OK);
	(void)import_rows(support->store, rows);
	rows_assert_day(support->store, today(), now, "<09:00 off, 08:00 parser (lexer), 09:00 off");
}

static void damage_to_what_an_import_may_undo_is_found(void **state)
{
	struct support *support = *state;
	struct ts_check check;

	(void)import_rows(support->store, "2026-10-01 08:00,2026-10-01 09:00,parser,\n");
	assert_int_equal(ts_check(support->store, true, &check), TS_OK);
	assert_int_equal(check.damaged, 0);
	int64_t parts = support_sql_integer(support->path, "SELECT count(*) FROM part");
	assert_true(parts >= 1);
	support_sql(support->path, "UPDATE part SET blob = zeroblob(length(blob))");
	assert_int_equal(ts_check(support->store, true, &check), TS_OK);
	assert_int_equal(check.damaged, parts);
}

static void what_runs_goes_on(void **state)
{
	ts_store *store = ((struct support *)*state)->store;

	(void)import_rows(store, "2026-10-01 08:00,,parser,\n");
	rows_assert_day(store, today(), now, "08:00 parser");
	/* Later the file says when it ended. */
	struct ts_imported sum = import_rows(store, "2026-10-01 08:00,2026-10-01 09:00,parser,\n");
	assert_int_equal(sum.logs, 1);
	assert_int_equal(sum.known, 1);
	rows_assert_day(store, today(), now, "08:00 parser, 09:00 off");
}

static void a_file_that_has_grown_adds_what_is_new_and_its_old_end_gives_way(void **state)
{
	struct support *support = *state;
	static const char first[] = "2026-10-01 08:00,2026-10-01 09:00,parser,\n";
	static const char grown[] =
	        "2026-10-01 08:00,2026-10-01 09:00,parser,\n2026-10-01 09:00,2026-10-01 09:30,call,\n";

	(void)import_rows(support->store, first);
	assert_nothing_new(support->store, first);
	assert_int_equal(import_rows(support->store, grown).known, 1);
	rows_assert_day(support->store, today(), now, "08:00 parser, 09:00 call, 09:30 off");
	assert_nothing_new(support->store, grown);
	assert_nothing_new(support->store, first);
	rows_assert_day(support->store, today(), now, "08:00 parser, 09:00 call, 09:30 off");
}

static void of_overlapping_rows_the_later_begin_counts_and_the_earlier_goes_on_again(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	struct ts_imported sum = import_rows(store, "2026-10-01 08:00,2026-10-01 09:30,long,\n"
	                                            "2026-10-01 08:30,2026-10-01 08:45,call,\n"
	                                            "2026-10-01 09:00,2026-10-01 09:45,mail,\n");

	assert_int_equal(sum.overlapping, 2);
	rows_assert_day(store, today(), now, "08:00 long, 08:30 call, 08:45 long, 09:00 mail, 09:45 off");
}

static void rows_that_begin_together_all_show(void **state)
{
	ts_store *store = ((struct support *)*state)->store;

	struct ts_imported sum =
	        import_rows(store, "2026-10-01 08:00,2026-10-01 08:15,short,\n2026-10-01 08:00,2026-10-01 09:30,long,\n"
	                           "2026-10-01 08:00,2026-10-01 08:15,short,\n");
	/* Each says that it is not alone; the one that is there twice counts once. */
	assert_int_equal(sum.overlapping, 2);
	assert_int_equal(sum.known, 1);
	rows_assert_day(store, today(), now, "08:00 short, 08:15 long, 09:30 off");
}

static void touching_rows_of_one_text_are_one_log(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	struct ts_imported sum = import_rows(store, "2026-10-01 08:00,2026-10-01 08:30,parser,a\n"
	                                            "2026-10-01 08:30,2026-10-01 09:00,Parser,\n"
	                                            "2026-10-01 09:00,2026-10-01 09:30,parser,b\n");

	assert_int_equal(sum.joined, 1);
	assert_int_equal(sum.activities, 1);
	rows_assert_day(store, today(), now, "08:00 parser (a), 09:00 parser (b), 09:30 off");
}

static void what_the_timesheet_has_stays_and_goes_on_again_after_a_row(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	static const char rows[] = "2026-10-01 08:30,2026-10-01 08:45,call,\n2026-10-01 09:15,2026-10-01 09:45,mail,\n";

	(void)rows_log(store, "parser", rows_at(2026, 10, 1, 8, 0), now);
	(void)rows_log(store, "review", rows_at(2026, 10, 1, 9, 30), now);
	assert_int_equal(import_rows(store, rows).overlapping, 2);
	rows_assert_day(store, today(), now, "08:00 parser, 08:30 call, 08:45 parser, 09:15 mail, 09:30 review");
	assert_nothing_new(store, rows);
}

static void a_row_at_the_very_moment_of_a_log_is_refused_and_off_gives_way(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	struct ts_imported sum;
	struct ts_done done;

	(void)rows_log(store, "parser", rows_at(2026, 10, 1, 8, 0), now);
	(void)rows_log(store, "off", rows_at(2026, 10, 1, 9, 0), now);
	ts_import *import =
	        import_run(store, "2026-10-01 08:00,2026-10-01 08:30,call,\n2026-10-01 09:00,2026-10-01 09:30,mail,\n",
	                   false, TS_OK, &sum);
	assert_int_equal(sum.refused, 1);
	assert_int_equal(ts_import_line(import, 0).fate, TS_IMPORT_REFUSED);
	assert_non_null(strstr(ts_import_line(import, 0).reason, "very moment"));
	ts_import_destroy(import);
	rows_assert_day(store, today(), now, "08:00 parser, 09:00 mail, 09:30 off");
	assert_int_equal(ts_undo(store, now, &done), TS_OK);
	rows_assert_day(store, today(), now, "08:00 parser, 09:00 off");
}

static void undo_takes_all_of_it_back_and_redo_does_it_again(void **state)
{
	struct support *support = *state;
	ts_store *store = support->store;
	static const char rows[] =
	        "2026-10-01 08:00,2026-10-01 08:30,parser,\n2026-10-01 08:30,2026-10-01 09:00,call,\n";
	struct ts_done done;
	struct ts_activity activity;

	(void)import_rows(store, rows);
	assert_int_equal(support_sql_integer(support->path, "SELECT count(*) FROM history"), 1);
	assert_int_equal(ts_undo(store, now, &done), TS_OK);
	assert_int_equal(done.deed, TS_DEED_IMPORT);
	assert_string_equal(done.text, "csv");
	assert_int_equal(done.day, today());
	rows_assert_day(store, today(), now, "");
	assert_true(!rows_activity_find(store, "call", now, &activity) || activity.archived);
	store = rows_reopen(support);
	assert_int_equal(ts_redo(store, now, &done), TS_OK);
	rows_assert_day(store, today(), now, "08:00 parser, 08:30 call, 09:00 off");
	assert_int_equal(ts_undo(store, now, &done), TS_OK);
	/* What was taken back can be imported again, also when redo is gone. */
	(void)rows_log(store, "other", rows_at(2026, 10, 1, 7, 0), now);
	assert_int_equal(support_sql_integer(support->path, "SELECT count(*) FROM part"), 0);
	(void)import_rows(store, rows);
	rows_assert_day(store, today(), now, "07:00 other, 08:00 parser, 08:30 call, 09:00 other");
}

static void a_log_that_was_deleted_after_an_import_stays_deleted(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	static const char rows[] = "2026-10-01 08:00,2026-10-01 08:30,parser,\n2026-10-01 09:00,,call,\n";
	struct ts_span span;
	struct ts_done done;

	(void)import_rows(store, rows);
	assert_int_equal(ts_current_read(store, now, &span), TS_OK);
	assert_int_equal(ts_log_delete(store, span.id, now, &done), TS_OK);
	assert_nothing_new(store, rows);
	rows_assert_day(store, today(), now, "08:00 parser, 08:30 off");
	/* Nor does taking the import back and doing it again bring it back. */
	assert_int_equal(ts_undo(store, now, &done), TS_OK);
	rows_assert_day(store, today(), now, "08:00 parser, 08:30 off, 09:00 call");
}

static void a_row_that_was_moved_here_is_still_known(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	static const char rows[] = "2026-10-01 09:00,,call,\n";
	struct ts_span span;
	struct ts_done done;

	(void)import_rows(store, rows);
	assert_int_equal(ts_current_read(store, now, &span), TS_OK);
	assert_int_equal(ts_log_shift(store, span.id, -5 * TS_MINUTE, now, &done), TS_OK);
	assert_nothing_new(store, rows);
	rows_assert_day(store, today(), now, "08:55 call");
}

static void a_dry_run_says_the_same_and_leaves_every_byte(void **state)
{
	struct support *support = *state;
	static const char rows[] =
	        "2026-10-01 08:00,2026-10-01 08:30,parser,\n2026-10-01 08:10,2026-10-01 08:20,call,\n"
	        "2026-10-01 12:00,2026-10-01 13:00,future,\nbad,,x,\n";
	struct ts_imported dry, real;
	size_t size, size_after;

	(void)rows_log(support->store, "own", rows_at(2026, 10, 1, 7, 0), now);
	unsigned char *before = support_file_read(support->path, &size);
	ts_import *import = import_run(support->store, rows, true, TS_OK, &dry);
	unsigned char *after = support_file_read(support->path, &size_after);
	assert_int_equal(size, size_after);
	assert_memory_equal(before, after, size);
	free(before);
	free(after);
	ts_import *second = import_run(support->store, rows, false, TS_OK, &real);
	assert_memory_equal(&dry, &real, sizeof dry);
	assert_int_equal(ts_import_count(import), ts_import_count(second));
	for (size_t i = 0; i < ts_import_count(import); i++) {
		assert_int_equal(ts_import_line(import, i).fate, ts_import_line(second, i).fate);
		assert_string_equal(ts_import_line(import, i).reason, ts_import_line(second, i).reason);
	}
	ts_import_destroy(import);
	ts_import_destroy(second);
}

static void rows_at_their_limits_are_refused_or_find_room(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	char rows[4096], text[300], comment[800];
	struct ts_imported sum;

	memset(text, 't', sizeof text);
	text[TS_TEXT_SIZE] = '\0';
	memset(comment, 'c', sizeof comment);
	comment[sizeof comment - 1] = '\0';
	(void)snprintf(rows, sizeof rows,
	               "2026-10-01 08:00,2026-10-01 08:30,%s,\n2026-10-01 08:30,2026-10-01 09:00,call,%s\n"
	               "2026-10-01 09:00,2026-10-01 09:10,\xff\xfe,\n",
	               text, comment);
	ts_import *import = import_run(store, rows, false, TS_OK, &sum);
	assert_int_equal(sum.refused, 2);
	assert_int_equal(sum.notes, 1);
	assert_non_null(strstr(ts_import_line(import, 0).reason, "longer"));
	ts_import_destroy(import);
	rows_assert_day(store, today(), now, "08:30 call, 09:00 off");
	(void)snprintf(rows, sizeof rows, "08:30 call: %s", comment);
	rows_assert_note(store, today(), rows);
	(void)snprintf(rows, sizeof rows, "2026-10-01 08:30,2026-10-01 09:00,call,%s\n", comment);
	assert_nothing_new(store, rows);
}

static void notes_are_added_once_and_what_was_edited_since_is_left(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	static const char klog[] = "2026-10-01\nfirst line\nsecond line\n";
	struct ts_imported sum;
	struct ts_note note;
	struct ts_done done;
	static const enum ts_status expected[] = { TS_OK, TS_UNCHANGED, TS_UNCHANGED };

	assert_int_equal(ts_note_read(store, today(), &note), TS_OK);
	assert_int_equal(ts_note_save(store, &note, "mine", 4, now, &done), TS_OK);
	ts_note_release(&note);
	for (int i = 0; i < 3; i++) {
		ts_import *import;
		assert_int_equal(ts_import_create(TS_FORMAT_KLOG, NULL, &import), TS_OK);
		assert_int_equal(ts_import_read(import, "klog", klog, sizeof klog - 1), TS_OK);
		assert_int_equal(ts_import_run(store, import, false, now, NULL, NULL, &sum), expected[i]);
		ts_import_destroy(import);
		if (i != 1)
			continue;
		assert_int_equal(ts_note_read(store, today(), &note), TS_OK);
		assert_string_equal(note.text, "mine\nfirst line\nsecond line");
		assert_int_equal(ts_note_save(store, &note, "mine\nfirst line", 15, now, &done), TS_OK);
		ts_note_release(&note);
	}
	rows_assert_note(store, today(), "mine\nfirst line");
	assert_int_equal(ts_undo(store, now, &done), TS_OK);
	assert_int_equal(ts_undo(store, now, &done), TS_OK);
	rows_assert_note(store, today(), "mine");
}

static void an_import_needs_a_login_and_runs_once(void **state)
{
	struct support *support = *state;
	struct ts_imported sum;
	ts_import *import = import_run(support->store, "2026-10-01 08:00,,a,\n", true, TS_OK, &sum);

	assert_int_equal(ts_import_run(support->store, import, false, now, NULL, NULL, &sum), TS_INVALID);
	ts_import_destroy(import);
	ts_lock(support->store);
	ts_import_destroy(import_run(support->store, "2026-10-01 08:00,,a,\n", false, TS_LOGGED_OUT, &sum));
}

static void progress_tell(void *context, size_t done, size_t total)
{
	size_t *last = context;

	assert_true(done >= *last && done <= total);
	*last = done;
}

/* The bulk path: a month's logs are not read anew for each row, so this takes no time to speak of. */
static void thousands_of_rows_are_one_step(void **state)
{
	struct support *support = *state;
	enum { ROWS = 5000 };
	enum { LINE = 64 };
	char *bytes = malloc((size_t)ROWS * LINE);
	size_t size = 0, told = 0;
	ts_import *import;
	struct ts_imported sum;
	struct ts_done done;

	assert_non_null(bytes);
	for (int i = 0; i < ROWS; i++) {
		struct ts_civil civil;
		ts_civil_offset(now - (ts_time)(ROWS - i) * 2 * TS_HOUR, 0, &civil);
		size += (size_t)snprintf(
		        bytes + size, LINE, "inc %04d%02d%02dT%02d0000Z - %04d%02d%02dT%02d3000Z # t%d\n", civil.year,
		        civil.month, civil.day, civil.hour, civil.year, civil.month, civil.day, civil.hour, i % 50);
	}
	assert_int_equal(ts_import_create(TS_FORMAT_TIMEWARRIOR, NULL, &import), TS_OK);
	assert_int_equal(ts_import_read(import, "big", bytes, size), TS_OK);
	assert_int_equal(ts_import_run(support->store, import, false, now, progress_tell, &told, &sum), TS_OK);
	assert_int_equal(sum.taken, ROWS);
	assert_int_equal(sum.logs, 2 * ROWS);
	assert_int_equal(sum.activities, 50);
	assert_int_equal(told, ROWS);
	ts_import_destroy(import);
	free(bytes);
	assert_int_equal(support_sql_integer(support->path, "SELECT count(*) FROM history"), 1);
	struct ts_check check;
	assert_int_equal(ts_check(support->store, true, &check), TS_OK);
	assert_int_equal(check.damaged, 0);
	assert_int_equal(ts_undo(support->store, now, &done), TS_OK);
	struct ts_span span;
	assert_int_equal(ts_current_read(support->store, now, &span), TS_NOT_FOUND);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, support_setup_login, support_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(an_interval_is_a_log_and_off_where_nothing_follows),
		CASE(damage_to_what_an_import_may_undo_is_found),
		CASE(what_runs_goes_on),
		CASE(what_was_undone_comes_again_even_if_the_clock_of_versions_was_lost),
		CASE(a_file_that_has_grown_adds_what_is_new_and_its_old_end_gives_way),
		CASE(of_overlapping_rows_the_later_begin_counts_and_the_earlier_goes_on_again),
		CASE(rows_that_begin_together_all_show),
		CASE(touching_rows_of_one_text_are_one_log),
		CASE(what_the_timesheet_has_stays_and_goes_on_again_after_a_row),
		CASE(a_row_at_the_very_moment_of_a_log_is_refused_and_off_gives_way),
		CASE(undo_takes_all_of_it_back_and_redo_does_it_again),
		CASE(a_log_that_was_deleted_after_an_import_stays_deleted),
		CASE(a_row_that_was_moved_here_is_still_known),
		CASE(a_dry_run_says_the_same_and_leaves_every_byte),
		CASE(rows_at_their_limits_are_refused_or_find_room),
		CASE(notes_are_added_once_and_what_was_edited_since_is_left),
		CASE(an_import_needs_a_login_and_runs_once),
		CASE(thousands_of_rows_are_one_step),
	};

	return cmocka_run_group_tests_name("import", tests, NULL, NULL);
}
