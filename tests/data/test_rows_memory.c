/* Each allocation that fails, in every kind of call that a screen makes: the call says so or succeeds, all of it is
 * done or nothing, and nothing breaks. */
#include "data/file/statement.h"
#include "data/file/store.h"
#include "data/report/balance.h"
#include "data/rows/log_cache.h"
#include "data/rows/user.h"
#include "support_pieces.h"
#include "tests/campaign/campaign.h"
#include "tests/memory/allocation.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const ts_time now = SUPPORT_NOW;

enum { AT_MOST = 200000 };

static ts_day today(void)
{
	return ts_day_from_civil(2026, 10, 1);
}

static ts_time at(int hour, int minute)
{
	return rows_at(2026, 10, 1, hour, minute);
}

static enum ts_status note_write(ts_store *store)
{
	struct ts_note note;
	struct ts_done done;
	enum ts_status status = ts_note_read(store, today(), &note);

	if (status != TS_OK)
		return status;
	status = ts_note_save(store, &note, "text", 4, now, &done);
	ts_note_release(&note);
	return status;
}

static enum ts_status import(ts_store *store)
{
	static const char rows[] = "start,end,activity,comment\n2026-09-30 08:00,2026-09-30 09:00,imported,\n"
	                           "2026-09-30 10:00,2026-09-30 11:00,parser,lexer\n";
	struct ts_imported sum;
	ts_import *work;
	enum ts_status status = ts_import_create(TS_FORMAT_CSV, NULL, &work);

	if (status != TS_OK)
		return status;
	status = ts_import_read(work, "rows", rows, sizeof rows - 1);
	if (status == TS_OK)
		status = ts_import_run(store, work, false, now, NULL, NULL, &sum);
	ts_import_destroy(work);
	return status;
}

static enum ts_status search(ts_store *store)
{
	struct ts_hits hits = { 0 };
	struct ts_progress progress = { 0 };
	ts_search *work;
	enum ts_status status = ts_search_begin(store, "parser", &(struct ts_when_context){ .now = now }, NULL, &work);

	if (status != TS_OK)
		return status;
	status = ts_search_step(work, 1000, &hits, &progress);
	ts_hits_release(&hits);
	ts_search_end(work);
	return status;
}

static enum ts_status report(ts_store *store)
{
	struct ts_report read;
	struct ts_report_rows rows;
	struct ts_report_grid grid;
	enum ts_status status = ts_report_read(store, (struct ts_range){ today() - 30, today() }, now, &read);

	if (status != TS_OK)
		return status;
	status = ts_report_rows(&read, TS_BY_ACTIVITY, &rows);
	if (status == TS_OK)
		ts_report_rows_release(&rows);
	if (status == TS_OK)
		status = ts_report_grid(&read, TS_BY_PROJECT, TS_BY_DAY, &grid);
	if (status == TS_OK)
		ts_report_grid_release(&grid);
	ts_report_release(&read);
	return status;
}

static enum ts_status tags(ts_store *store)
{
	ts_filter *filter;
	struct ts_report read;
	struct ts_report_grid grid;
	enum ts_status status = ts_filter_create(&filter);

	if (status != TS_OK)
		return status;
	status = ts_report_filtered(store, (struct ts_range){ today() - 30, today() }, filter, now, &read);
	ts_filter_destroy(filter);
	if (status != TS_OK)
		return status;
	status = ts_report_grid(&read, TS_BY_TAG, TS_BY_WEEK, &grid);
	if (status == TS_OK)
		ts_report_grid_release(&grid);
	ts_report_release(&read);
	return status;
}

static enum ts_status totals(ts_store *store)
{
	struct ts_report read;
	enum ts_status status = ts_totals_read(store, (struct ts_range){ today() - 1000, today() }, now, &read);

	if (status == TS_OK)
		ts_report_release(&read);
	return status;
}

static enum ts_status usage(ts_store *store)
{
	struct ts_progress progress = { 0 };
	ts_usage *work;
	enum ts_status status = ts_usage_begin(store, now, &work);

	if (status != TS_OK)
		return status;
	status = ts_usage_step(work, 1000, &progress);
	ts_usage_end(work);
	return status;
}

static enum ts_status change(ts_store *store)
{
	const struct ts_log_change wish = { .comment = "changed" };
	struct ts_span span;
	struct ts_done done;
	enum ts_status status = ts_current_read(store, now, &span);

	return status == TS_OK ? ts_log_change(store, span.id, &wish, now, &done) : status;
}

enum { PARSER, EMAIL, CALL, NOTE, IMPORT, STATUSES = 24 };

/* Asks for a bit of everything, and goes on after a failure as a program would. */
static void live(ts_store *store, enum ts_status *statuses)
{
	struct ts_settings settings = ts_settings_default();
	struct ts_activities activities;
	struct ts_day_view view;
	struct ts_week week;
	struct ts_draft draft;
	struct ts_done done;
	const struct ts_note note = { .day = today() };
	size_t folded, junk;

	statuses[PARSER] = ts_log_text(store, "parser", NULL, at(8, 0), now, &done);
	statuses[EMAIL] = ts_log_text(store, "email", "c", at(9, 0), now, &done);
	statuses[CALL] = ts_log_insert(store, "call", NULL, at(8, 30), at(8, 40), now, &done);
	enum ts_status *others = statuses + IMPORT + 1;
	*others++ = ts_draft_save(store, &note, "typed", 5, 5, now);
	*others = ts_draft_read(store, today(), &draft);
	if (*others++ == TS_OK)
		ts_draft_release(&draft);
	statuses[NOTE] = note_write(store);
	statuses[IMPORT] = import(store);
	*others++ = change(store);
	*others++ = ts_inbox_log(store, "ada", 0, "locked", at(9, 30));
	*others++ = ts_inbox_fold(store, now, &folded, &junk);
	*others++ = ts_undo(store, now, &done);
	*others++ = ts_redo(store, now, &done);
	*others++ = ts_settings_write(store, &settings, now);
	*others++ = search(store);
	*others++ = report(store);
	*others++ = tags(store);
	*others++ = totals(store);
	*others++ = usage(store);
	*others++ = ts_week_read(store, today() - ts_day_weekday(today()), now, &week);
	*others = ts_activities_read(store, now, &activities);
	if (*others++ == TS_OK)
		ts_activities_release(&activities);
	*others = ts_day_read(store, today(), now, &view);
	if (*others++ == TS_OK)
		ts_day_release(&view);
}

static size_t spans_of(ts_store *store, ts_day day, const char *text)
{
	struct ts_day_view view;
	size_t count = 0;

	assert_int_equal(ts_day_read(store, day, now, &view), TS_OK);
	assert_int_equal(view.damaged, 0);
	for (size_t i = 0; i < view.span_count; i++)
		count += strcmp(view.spans[i].text, text) == 0;
	ts_day_release(&view);
	return count;
}

/* What succeeded is there, once, and what failed is not: none of the first steps is the one that is taken back. */
static void assert_true_to(ts_store *store, const enum ts_status *statuses, int allocation, bool for_good)
{
	struct ts_note note;

	for (size_t i = 0; i < STATUSES; i++) {
		if (statuses[i] != TS_OK && statuses[i] != TS_NO_MEMORY && statuses[i] != TS_UNCHANGED &&
		    statuses[i] != TS_NOT_FOUND)
			fail_msg("allocation %d%s: call %zu gives status %d: %s", allocation, for_good ? " and on" : "",
			         i, (int)statuses[i], ts_detail(store));
	}
	/* The call splits what it is put into. */
	assert_int_equal(spans_of(store, today(), "parser"),
	                 (statuses[PARSER] == TS_OK) + (statuses[PARSER] == TS_OK && statuses[CALL] == TS_OK));
	assert_int_equal(spans_of(store, today(), "email"), statuses[EMAIL] == TS_OK);
	assert_int_equal(spans_of(store, today(), "call"), statuses[CALL] == TS_OK);
	assert_int_equal(spans_of(store, today() - 1, "imported"), statuses[IMPORT] == TS_OK);
	assert_int_equal(ts_note_read(store, today(), &note), TS_OK);
	assert_string_equal(note.text, statuses[NOTE] == TS_OK ? "text" : "");
	ts_note_release(&note);
}

/* Every one in the campaign; else every one of the first, then ever fewer: all of the thousands would take minutes. */
static int allocation_next(int allocation)
{
	return campaign_on() ? allocation + 1 : allocation + 1 + allocation / 16;
}

static void memory_that_runs_out_once_or_for_good_breaks_nothing(void **state)
{
	struct support *support = *state;
	long failed = 0, tried = 0;
	size_t size;
	unsigned char *kept;

	ts_close(support->store);
	support->store = NULL;
	kept = support_file_read(support->path, &size);
	for (int for_good = 0; for_good < 2; for_good++) {
		bool reached = true;
		for (int allocation = 1; reached && allocation < AT_MOST; allocation = allocation_next(allocation)) {
			enum ts_status statuses[STATUSES] = { TS_OK };
			ts_close(support->store);
			support->store = NULL;
			support_file_write(support->path, kept, size);
			(void)rows_reopen(support);
			allocation_arm(allocation, for_good != 0);
			live(support->store, statuses);
			reached = allocation_count() >= allocation;
			allocation_arm(0, false);
			assert_true_to(support->store, statuses, allocation, for_good != 0);
			failed += statuses[PARSER] == TS_NO_MEMORY || statuses[NOTE] == TS_NO_MEMORY;
			tried++;
		}
		assert_false(reached);
	}
	free(kept);
	assert_true(failed >= 10);
	campaign_record("Memory", "any allocation of a screen's calls of the data module is refused, once and for good",
	                tried, "refusals", 0, "crashed or half done");
}

static void a_sound_file_is_not_called_broken_for_want_of_memory(void **state)
{
	static const char rows[] = "start,end,activity,comment\n2026-09-30 08:00,2026-09-30 09:00,\"quoted\",c\n";
	bool reached = true;

	(void)state;
	for (int allocation = 1; reached && allocation < 1000; allocation++) {
		ts_import *work;
		assert_int_equal(ts_import_create(TS_FORMAT_CSV, NULL, &work), TS_OK);
		allocation_arm(allocation, false);
		enum ts_status status = ts_import_read(work, "rows", rows, sizeof rows - 1);
		reached = allocation_count() >= allocation;
		allocation_arm(0, false);
		assert_int_equal(status, reached ? TS_NO_MEMORY : TS_OK);
		ts_import_destroy(work);
	}
	assert_false(reached);
}

/* Readers of all that was logged, each with what it comes to. */
typedef enum ts_status sum_reader(ts_store *store, int64_t *out);

static const struct ts_range year = { 20454, 20728 }; /* from the first day of 2026 to the first of October */

static int64_t sum_of(struct ts_report *report)
{
	int64_t sum = report->work + 3 * report->rest + 5 * report->off;

	for (size_t i = 0; i < report->activity_count; i++)
		sum += (int64_t)(i + 1) * report->activities[i].milliseconds;
	for (size_t i = 0; i < report->day_count; i++)
		sum += (int64_t)(i % 7) * report->days[i].work;
	for (size_t i = 0; i < report->part_count; i++)
		sum += (int64_t)(i % 11) * report->parts[i].milliseconds;
	for (size_t i = 0; i < report->tag_count; i++)
		sum += (int64_t)(i + 13) * report->tags[i].milliseconds;
	ts_report_release(report);
	return sum;
}

static enum ts_status report_sum(ts_store *store, int64_t *out)
{
	struct ts_report read;
	enum ts_status status = ts_report_read(store, year, now, &read);

	*out = status == TS_OK ? sum_of(&read) : 0;
	return status;
}

static enum ts_status days_sum(ts_store *store, int64_t *out)
{
	struct ts_report read;
	enum ts_status status = ts_report_days_read(store, year, now, &read);

	*out = status == TS_OK ? sum_of(&read) : 0;
	return status;
}

static enum ts_status totals_sum(ts_store *store, int64_t *out)
{
	struct ts_report read;
	enum ts_status status = ts_totals_read(store, year, now, &read);

	*out = status == TS_OK ? sum_of(&read) : 0;
	return status;
}

static enum ts_status tags_sum(ts_store *store, int64_t *out)
{
	struct ts_report read;
	ts_filter *filter;
	enum ts_status status = ts_filter_create(&filter);

	if (status != TS_OK)
		return status;
	status = ts_report_filtered(store, year, filter, now, &read);
	ts_filter_destroy(filter);
	*out = status == TS_OK ? sum_of(&read) : 0;
	return status;
}

static enum ts_status balance_sum(ts_store *store, int64_t *out)
{
	struct ts_balance balance = { .known = false };
	enum ts_status status = TS_OK;

	balance_forget(store);
	for (bool done = false; !done && status == TS_OK;)
		status = ts_flex_prepare(store, now, 3, &done);
	if (status == TS_OK)
		status = ts_balance_read(store, today(), now, &balance);
	*out = balance.milliseconds;
	return status;
}

/* Nobody is told a part of it as if it were all, whatever comes of points, rows, or both. */
static void what_is_added_up_is_all_of_it_or_fails(void **state)
{
	static sum_reader *const readers[] = { report_sum, days_sum, totals_sum, tags_sum, balance_sum };
	struct support *support = *state;
	ts_store *store = support->store;

	rows_hurry(store);
	pieces_fill(store, 100, 4, now);
	for (size_t i = 0; i < 2 * sizeof readers / sizeof readers[0]; i++) {
		sum_reader *const reader = readers[i / 2];
		int64_t expected, found;
		bool reached = true;
		support_sql(support->path, i % 2 ? "DELETE FROM piece" : "SELECT 1");
		log_cache_forget(store);
		assert_int_equal(reader(store, &expected), TS_OK);
		assert_true(expected != 0);
		for (int allocation = 1; reached && allocation < AT_MOST; allocation = allocation_next(allocation)) {
			log_cache_forget(store);
			allocation_arm(allocation, false);
			const enum ts_status status = reader(store, &found);
			reached = allocation_count() >= allocation;
			allocation_arm(0, false);
			assert_true(status == TS_NO_MEMORY || (status == TS_OK && found == expected));
		}
		assert_false(reached);
		assert_int_equal(ts_audit_accept(store, now), TS_OK);
	}
}

static enum ts_status failures_write(ts_store *store, int64_t failures)
{
	struct query query = statement_start(store, STATEMENT_USER_FAILURES);

	statement_bind_integer(&query, failures);
	statement_bind_integer(&query, 0);
	statement_bind_id(&query, &store->identity->user);
	enum ts_status status = statement_run(&query, 1);
	statement_finish(&query);
	return status;
}

/* Looks for ada while an allocation is refused, which fails for nothing else. False: there are not so many. */
static bool user_refused(ts_store *store, int allocation)
{
	struct user user;

	allocation_arm(allocation, false);
	const enum ts_status status = user_find(store, "ada", &user);
	const bool reached = allocation_count() >= allocation;
	allocation_arm(0, false);
	assert_int_equal(status, reached ? TS_NO_MEMORY : TS_OK);
	return reached;
}

/* Whoever thinks little of a reading that failed would go on writing, a transaction a row. */
static void nothing_is_written_after_sqlite_gave_a_transaction_up(void **state)
{
	struct support *support = *state;
	ts_store *store = support->store;
	struct user user;
	int given_up = 0;
	bool reached = true;

	for (int allocation = 1; reached && allocation < 1000; allocation++) {
		assert_int_equal(store_begin(store), TS_OK);
		assert_int_equal(failures_write(store, 7), TS_OK);
		reached = user_refused(store, allocation);
		if (sqlite3_get_autocommit(store->database)) {
			given_up++;
			assert_int_equal(failures_write(store, 8), TS_NO_MEMORY);
			assert_int_equal(user_find(store, "ada", &user), TS_NO_MEMORY);
			assert_int_equal(store_commit(store, NULL, NULL), TS_NO_MEMORY);
		} else {
			store_rollback(store);
		}
		assert_int_equal(user_find(store, "ada", &user), TS_OK);
		assert_int_equal(user.failures, 0);
	}
	assert_false(reached);
	assert_true(given_up > 0);
}

static void a_held_reading_that_was_given_up_is_begun_anew(void **state)
{
	struct support *support = *state;
	ts_store *store = support->store;
	struct user user;
	bool reached = true;

	ts_read_hold(store);
	for (int allocation = 1; reached && allocation < 1000; allocation++) {
		assert_int_equal(store_read_begin(store), TS_OK);
		reached = user_refused(store, allocation);
		store_read_end(store);
		assert_int_equal(store_read_begin(store), TS_OK);
		assert_int_equal(user_find(store, "ada", &user), TS_OK);
		store_read_end(store);
		assert_false(sqlite3_get_autocommit(store->database));
	}
	ts_read_release(store);
	assert_true(sqlite3_get_autocommit(store->database));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(memory_that_runs_out_once_or_for_good_breaks_nothing,
		                                support_setup_login, support_teardown),
		cmocka_unit_test_setup_teardown(what_is_added_up_is_all_of_it_or_fails, support_setup_login,
		                                support_teardown),
		cmocka_unit_test_setup_teardown(nothing_is_written_after_sqlite_gave_a_transaction_up,
		                                support_setup_login, support_teardown),
		cmocka_unit_test_setup_teardown(a_held_reading_that_was_given_up_is_begun_anew, support_setup_login,
		                                support_teardown),
		cmocka_unit_test(a_sound_file_is_not_called_broken_for_want_of_memory),
	};

	if (access("/dev/shm", W_OK) == 0 && setenv("TMPDIR", "/dev/shm", 0) != 0)
		return 1;
	if (!allocation_include_sqlite())
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
