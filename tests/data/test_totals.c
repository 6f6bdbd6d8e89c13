/* Totals that are kept for past months: always what the rows say, noticed when another hand was at them. */
#include "support_rows.h"

#include "data/care/settle.h"
#include "data/file/statement.h"
#include "data/file/store.h"
#include "data/rows/month.h"
#include "data/rows/month_sum.h"
#include "data/rows/record_logs.h"
#include "data/rows/row.h"
#include "tests/campaign/campaign.h"
#include "tests/contract/totals.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const ts_time now = SUPPORT_NOW;

static const char *const texts[] = { "parser", "acme: call", "Acme: offer", "off", "lunch", "reading", "mail" };
enum { TEXTS = sizeof texts / sizeof texts[0], DAYS = 200 };

static ts_day today(void)
{
	return ts_day_from_civil(2026, 10, 1);
}

static struct ts_range all(void)
{
	return (struct ts_range){ today() - 10000, today() };
}

/* How many months of the logged-in user have one. */
static int sums(const struct support *support)
{
	ts_store *store = support->store;
	int found = 0;

	assert_int_equal(store_read_begin(store), TS_OK);
	for (int32_t month = month_of_day(all().first); month <= month_of_day(all().last) + 2; month++) {
		struct month_sum sum = { .any = false };
		found += record_month_total(store, month, &sum) == TS_OK;
		month_sum_release(&sum);
	}
	store_read_end(store);
	return found;
}

static void totals_read(ts_store *store, ts_time at)
{
	struct ts_report report;

	assert_int_equal(ts_totals_read(store, all(), at, &report), TS_OK);
	ts_report_release(&report);
}

static size_t damaged_of(ts_store *store)
{
	struct ts_report report;

	assert_int_equal(ts_totals_read(store, all(), now, &report), TS_OK);
	size_t damaged = report.damaged;
	ts_report_release(&report);
	return damaged;
}

/* Three months that are over, and the present one. */
static void months_fill(ts_store *store)
{
	for (int month = 7; month <= 9; month++) {
		(void)rows_log(store, "parser", rows_at(2026, month, 3, 8, 0), now);
		(void)rows_log(store, "mail", rows_at(2026, month, 3, 11, 0), now);
		(void)rows_log(store, "off", rows_at(2026, month, 28, 17, 0), now);
	}
	(void)rows_log(store, "parser", rows_at(2026, 10, 1, 8, 0), now);
}

/* ---- random changes ---- */

static void import_run(ts_store *store, uint64_t *chance)
{
	char csv[256];
	int month = 4 + rows_random_below(chance, 6), day = 1 + rows_random_below(chance, 28);
	struct ts_imported imported;
	ts_import *import = NULL;
	int size = snprintf(csv, sizeof csv,
	                    "start,end,activity\n2026-%02d-%02d 09:00,2026-%02d-%02d 10:00,imported\n"
	                    "2026-%02d-%02d 11:00,2026-%02d-%02d 23:59,mail\n",
	                    month, day, month, day, month, day, month, day);

	assert_int_equal(ts_import_create(TS_FORMAT_CSV, NULL, &import), TS_OK);
	assert_int_equal(ts_import_read(import, "a.csv", csv, (size_t)size), TS_OK);
	enum ts_status status = ts_import_run(store, import, false, now, NULL, NULL, &imported);
	assert_true(status == TS_OK || status == TS_UNCHANGED);
	ts_import_destroy(import);
}

static enum ts_status rest_toggle(ts_store *store, const char *text)
{
	struct ts_activity activity;
	struct ts_done done;

	if (strcmp(text, "off") == 0 || !rows_activity_find(store, text, now, &activity))
		return TS_NOT_FOUND;
	const struct ts_activity_change change = { .fields = TS_CHANGE_REST, .rest = !activity.rest };
	return ts_activity_change(store, activity.id, &change, now, &done);
}

static enum ts_status log_change(ts_store *store, uint64_t *chance)
{
	struct ts_day_view view;
	struct ts_done done;
	enum ts_status status = TS_OK;

	assert_int_equal(ts_day_read(store, today() - rows_random_below(chance, DAYS), now, &view), TS_OK);
	if (view.span_count > 0) {
		const struct ts_span *span = &view.spans[rows_random_below(chance, (int)view.span_count)];
		/* Into another month, as often as not. */
		const struct ts_log_change change = {
			.move = true, .at = span->logged + (rows_random_below(chance, 61) - 40) * 24 * TS_HOUR
		};
		if (rows_random_below(chance, 3) == 0)
			status = ts_log_delete(store, span->id, now, &done);
		else if (change.at < now)
			status = ts_log_change(store, span->id, &change, now, &done);
	}
	ts_day_release(&view);
	return status;
}

static void change(ts_store *store, uint64_t *chance)
{
	const char *text = texts[rows_random_below(chance, TEXTS)];
	struct ts_done done;
	enum ts_status status = TS_OK;
	size_t folded, junk;
	int kind = rows_random_below(chance, 12);

	switch (kind) {
	case 0:
	case 1:
		status = ts_undo(store, now, &done);
		break;
	case 2:
		status = ts_redo(store, now, &done);
		break;
	case 3:
	case 4:
	case 5:
		status = log_change(store, chance);
		break;
	case 6:
		import_run(store, chance);
		break;
	case 7:
		status = rest_toggle(store, text);
		break;
	case 8:
		if (strcmp(text, "off") != 0 && rows_activity_find(store, text, now, &(struct ts_activity){ .off = 0 }))
			status = rows_rename(store, text, rows_random_below(chance, 2) ? "reading" : "other", now);
		break;
	case 9:
		assert_int_equal(
		        ts_inbox_log(store, "ada", 0, text, now - rows_random_below(chance, DAYS) * 24 * TS_HOUR),
		        TS_OK);
		status = ts_inbox_fold(store, now, &folded, &junk);
		break;
	default:
		status = ts_log_text(store, text, NULL,
		                     now - (ts_time)rows_random_below(chance, DAYS * 86400) * TS_SECOND, now, &done);
	}
	if (status != TS_OK && status != TS_UNCHANGED && status != TS_NOT_FOUND)
		fail_msg("change %d failed: %s", kind, ts_status_text(status));
}

static struct ts_range range_any(uint64_t *chance)
{
	ts_day first = today() - rows_random_below(chance, DAYS + 20);

	if (rows_random_below(chance, 4) == 0)
		return all();
	return (struct ts_range){ first, first + rows_random_below(chance, DAYS) };
}

static void zone_set(const char *zone)
{
	assert_int_equal(setenv("TZ", zone, 1), 0);
	tzset();
}

/* Whatever is done, and whatever is kept of it: what is read by sums is what is read by rows. */
static void totals_are_what_the_rows_say_whatever_was_changed(void **state)
{
	static const char *const zones[] = { "UTC0", "XXX+9:30", "YYY-13", "CET-1CEST,M3.5.0,M10.5.0/3" };
	const long rounds = campaign_rounds(80, 10000);
	struct support *support = *state;
	struct ts_settings settings = ts_settings_default();
	uint64_t chance = 3;
	long kept = 0, wrong = 0;

	rows_hurry(support->store);
	for (int i = 0; i < DAYS; i++)
		change(support->store, &chance);
	for (long i = 0; i < rounds; i++) {
		if (i % 10 == 0) {
			settings.day_start = rows_random_below(&chance, 13) * 30;
			assert_in_range(ts_settings_write(support->store, &settings, now), TS_OK, TS_UNCHANGED);
			zone_set(zones[i / 10 % 4]);
		}
		change(support->store, &chance);
		if (rows_random_below(&chance, 3) == 0)
			settle_months(support->store, now);
		kept += sums(support) > 0;
		wrong += !totals_agree(support->store, range_any(&chance), now);
		if (rows_random_below(&chance, 3) == 0)
			wrong += !totals_agree(support->store, all(), now);
	}
	zone_set(zones[3]);
	assert_int_equal(wrong, 0);
	/* Mostly there was something to go wrong. */
	assert_true(kept > rounds / 2);
	rows_assert_sound(support->store);
	campaign_record("Totals", "random changes, each followed by totals of any days, kept and counted anew", rounds,
	                "changes", wrong, "wrong");
}

/* ---- what is kept ---- */

static void months_that_are_over_are_summed_up_and_the_present_one_is_not(void **state)
{
	struct support *support = *state;

	/* Each is summed up when the next begins. */
	months_fill(support->store);
	assert_int_equal(sums(support), 3);
	settle_months(support->store, rows_at(2026, 10, 31, 23, 59));
	assert_int_equal(sums(support), 3);
	settle_months(support->store, rows_at(2026, 11, 1, 1, 0));
	assert_int_equal(sums(support), 4);
	rows_assert_sound(support->store);
	assert_true(totals_agree(rows_reopen(support), all(), now));
}

static void a_change_drops_the_sums_of_the_months_it_leaves_and_enters(void **state)
{
	struct support *support = *state;
	ts_store *store = support->store;
	struct ts_done done;

	months_fill(store);
	struct ts_done made = rows_log(store, "reading", rows_at(2026, 8, 10, 9, 0), now);
	assert_int_equal(sums(support), 2);
	settle_months(store, now);
	const struct ts_log_change move = { .move = true, .at = rows_at(2026, 7, 10, 9, 0) };
	assert_int_equal(ts_log_change(store, made.log, &move, now, &done), TS_OK);
	assert_int_equal(sums(support), 1);
	settle_months(store, now);
	assert_int_equal(ts_undo(store, now, &done), TS_OK);
	assert_int_equal(sums(support), 1);
	settle_months(store, now);
	assert_int_equal(ts_log_delete(store, made.log, now, &done), TS_OK);
	assert_int_equal(sums(support), 2);
	/* Today, and what an activity is called, are in none of them. */
	(void)rows_log(store, "mail", rows_at(2026, 10, 1, 9, 0), now);
	assert_int_equal(rows_rename(store, "mail", "letters", now), TS_OK);
	assert_int_equal(sums(support), 2);
	assert_true(totals_agree(store, all(), now));
	rows_assert_sound(store);
}

static void a_month_whose_logs_were_all_deleted_is_not_read_again(void **state)
{
	struct support *support = *state;
	struct ts_done done;

	months_fill(support->store);
	struct ts_done made = rows_log(support->store, "mail", rows_at(2026, 5, 10, 9, 0), now);
	assert_int_equal(ts_log_delete(support->store, made.log, now, &done), TS_OK);
	settle_months(support->store, now);
	assert_int_equal(sums(support), 4);
	assert_true(totals_agree(support->store, all(), now));
}

static int64_t steps_taken(ts_store *store)
{
	int64_t steps = 0;

	for (int i = 0; i < STATEMENT_COUNT; i++) {
		if (store->statements[i])
			steps += sqlite3_stmt_status(store->statements[i], SQLITE_STMTSTATUS_VM_STEP, 1);
	}
	return steps;
}

static void what_was_added_up_is_not_read(void **state)
{
	struct support *support = *state;

	rows_hurry(support->store);
	for (int i = 0; i < 600; i++)
		(void)rows_log(support->store, i % 2 ? "parser" : "off", rows_at(2026, 1, 1, 10 * i, 0), now);
	support_sql(support->path, "DELETE FROM piece");
	(void)steps_taken(support->store);
	totals_read(support->store, now);
	int64_t by_rows = steps_taken(support->store);
	settle_months(support->store, now);
	(void)steps_taken(support->store);
	totals_read(support->store, now);
	assert_in_range(steps_taken(support->store), 1, by_rows / 4);
}

static void who_only_reads_writes_nothing(void **state)
{
	struct support *support = *state;

	months_fill(support->store);
	support_sql(support->path, "DELETE FROM piece");
	const int changes = sqlite3_total_changes(support->store->database);
	assert_true(totals_agree(support->store, all(), now));
	assert_int_equal(sqlite3_total_changes(support->store->database), changes);
	assert_int_equal(sums(support), 0);
}

static void nothing_is_kept_or_said_where_it_cannot_be_written(void **state)
{
	struct support *support = *state;
	ts_store *other = rows_second(support);
	char detail[TS_REASON_SIZE];

	months_fill(support->store);
	support_sql(support->path, "DELETE FROM piece");
	memcpy(detail, ts_detail(support->store), sizeof detail);
	assert_int_equal(store_begin(other), TS_OK);
	settle_months(support->store, now);
	store_rollback(other);
	support->store->read_only = true;
	settle_months(support->store, now);
	support->store->read_only = false;
	/* A reader who is in the way of the commit is not waited for either. */
	assert_int_equal(store_read_begin(other), TS_OK);
	assert_true(totals_agree(other, all(), now));
	settle_months(support->store, now);
	store_read_end(other);
	assert_int_equal(sums(support), 0);
	assert_string_equal(ts_detail(support->store), detail);
	assert_true(totals_agree(support->store, all(), now));
	settle_months(support->store, now);
	assert_int_equal(sums(support), 3);
	ts_close(other);
}

/* ---- as bytes ---- */

static struct month_sum sum_any(void)
{
	const ts_time first = month_first_moment(680);
	struct points points = { 0 };
	struct month_sum sum;

	for (unsigned char i = 0; i < 20; i++) {
		struct row_log row = { .id = { { i } }, .at = first + i * TS_HOUR, .activity = { { i } } };
		assert_int_equal(points_add(&points, &row), TS_OK);
	}
	points_sort(&points);
	assert_int_equal(month_sum_make(&points, &sum), TS_OK);
	points_release(&points);
	return sum;
}

/* Whatever is cut or turned over, a sum that is taken has all of its time in it, and is of its month. */
static void bytes_that_are_no_sum_of_the_month_are_refused(void **state)
{
	unsigned char bytes[MONTH_SUM_SIZE], again[MONTH_SUM_SIZE];
	struct month_sum sum = sum_any(), read;
	size_t size = month_sum_encode(&sum, bytes), taken = 0;

	(void)state;
	assert_true(size > 0);
	assert_int_equal(month_sum_decode(680, bytes, size, &read), TS_OK);
	assert_int_equal(read.first, sum.first);
	assert_int_equal(read.last, sum.last);
	assert_int_equal(read.lengths.count, 19);
	assert_int_equal(month_sum_encode(&read, again), size);
	month_sum_release(&read);
	month_sum_release(&sum);
	assert_int_equal(month_sum_decode(679, bytes, size, &read), TS_DAMAGED);
	for (size_t i = 0; i < size; i++)
		assert_int_equal(month_sum_decode(680, bytes, i, &read), TS_DAMAGED);
	for (size_t bit = 0; bit < 8 * size; bit++) {
		bytes[bit / 8] ^= (unsigned char)(1 << bit % 8);
		if (month_sum_decode(680, bytes, size, &read) == TS_OK) {
			int64_t whole = 0;
			taken++;
			for (size_t i = 0; i < read.lengths.room; i++)
				whole += read.lengths.at[i].milliseconds;
			assert_int_equal(whole, read.last - read.first);
			month_sum_release(&read);
		}
		bytes[bit / 8] ^= (unsigned char)(1 << bit % 8);
	}
	/* Nobody can tell which activities they are, how long the longest was within what they add up to, and what was
	 * said of the last log. */
	assert_in_range(taken, 1, 20 * 8 * TS_ID_SIZE + 19 * 64 + 64 + 32);
}

static void sums_of_a_few_activities_more_or_less_are_of_one_size(void **state)
{
	unsigned char bytes[MONTH_SUM_SIZE];
	struct month_sum sum = { .any = false };

	(void)state;
	size_t empty = month_sum_encode(&sum, bytes), size = empty;
	for (unsigned i = 1; size == empty; i++) {
		struct ts_id id = { { (unsigned char)i } };
		assert_int_equal(lengths_add(&sum.lengths, &id, 1, 1), TS_OK);
		size = month_sum_encode(&sum, bytes);
	}
	assert_int_equal(sum.lengths.count, MONTH_SUM_STEP + 1);
	month_sum_release(&sum);
}

static void a_month_of_too_many_activities_is_read_each_time(void **state)
{
	struct support *support = *state;
	char text[32];

	rows_hurry(support->store);
	for (int i = 0; i < MONTH_SUM_ACTIVITIES + 10; i++) {
		(void)snprintf(text, sizeof text, "activity %d", i);
		(void)rows_log(support->store, text, rows_at(2026, 8, 3, 0, i), now);
	}
	assert_true(totals_agree(support->store, all(), now));
	assert_int_equal(sums(support), 0);
	assert_true(totals_agree(support->store, all(), now));
}

/* ---- other hands ---- */

static void a_month_that_does_not_verify_is_told_and_its_total_not_believed(void **state)
{
	static const char *const deeds[] = {
		"UPDATE month SET blob = randomblob(length(blob))",
		"UPDATE month SET blob = x''",
		("UPDATE month SET blob = (SELECT blob FROM month ORDER BY bucket DESC LIMIT 1) WHERE bucket = "
		 "(SELECT min(bucket) FROM month)"),
		"DELETE FROM month WHERE bucket = (SELECT min(bucket) FROM month)",
		"DELETE FROM month",
	};
	struct support *support = *state;

	months_fill(support->store);
	settle_months(support->store, now);
	for (size_t i = 0; i < sizeof deeds / sizeof deeds[0]; i++) {
		support_sql(support->path, deeds[i]);
		assert_false(rows_audit(support->store).sound);
		assert_true(damaged_of(support->store) > 0);
		assert_true(totals_agree(support->store, all(), now));
		/* Nothing is made right by reading, nor by logging. */
		(void)rows_log(support->store, texts[i], rows_at(2026, 8, 11, 9, (int)i), now);
		assert_true(damaged_of(support->store) > 0);
		assert_int_equal(ts_audit_accept(support->store, now), TS_OK);
		rows_assert_sound(support->store);
		assert_int_equal(damaged_of(support->store), 0);
		assert_true(totals_agree(support->store, all(), now));
		assert_int_equal(sums(support), 4);
	}
}

/* Each verifies by itself. */
static void a_total_put_back_by_another_hand_is_told_and_not_believed(void **state)
{
	struct support *support = *state;
	char attach[2 * SUPPORT_PATH_SIZE], copy[SUPPORT_PATH_SIZE + 8];

	months_fill(support->store);
	settle_months(support->store, now);
	(void)snprintf(copy, sizeof copy, "%s.old", support->path);
	assert_int_equal(ts_backup(support->store, copy), TS_OK);
	(void)rows_log(support->store, "reading", rows_at(2026, 8, 10, 9, 0), now);
	settle_months(support->store, now);
	rows_assert_sound(support->store);
	assert_true(totals_agree(support->store, all(), now));
	(void)snprintf(attach, sizeof attach,
	               "ATTACH '%s' AS old; UPDATE month SET blob = (SELECT blob FROM old.month o "
	               "WHERE o.bucket = month.bucket)",
	               copy);
	support_sql(support->path, attach);
	assert_false(rows_audit(support->store).sound);
	assert_true(damaged_of(support->store) > 0);
	assert_true(totals_agree(support->store, all(), now));
}

/* What the month's row does not say yet is known where it was written. */
static void a_month_is_whole_in_the_transaction_that_writes_it(void **state)
{
	struct support *support = *state;
	ts_store *store = support->store;
	struct ts_day_view view;

	months_fill(store);
	assert_int_equal(store_begin(store), TS_OK);
	for (int month = 1; month <= 8; month += 7) {
		for (int i = 0; i < 3; i++) {
			(void)rows_log(store, texts[i], rows_at(2026, month, 20, 8 + i, 0), now);
			assert_int_equal(ts_day_read(store, ts_day_from_civil(2026, month, 20), now, &view), TS_OK);
			assert_int_equal(view.damaged, 0);
			ts_day_release(&view);
		}
	}
	assert_int_equal(store_commit(store, NULL, NULL), TS_OK);
	assert_int_equal(damaged_of(store), 0);
	rows_assert_sound(store);
}

static void a_month_with_a_damaged_row_has_no_sum(void **state)
{
	struct support *support = *state;
	unsigned char bucket[BUCKET_SIZE];
	char sql[256];

	months_fill(support->store);
	crypt_bucket(&support->store->identity->keys, month_of_day(ts_day_from_civil(2026, 8, 1)), bucket);
	(void)snprintf(sql, sizeof sql,
	               "UPDATE log SET blob = x'00' WHERE id = (SELECT min(id) FROM log WHERE hex(bucket) = "
	               "'%02X%02X%02X%02X%02X%02X%02X%02X')",
	               bucket[0], bucket[1], bucket[2], bucket[3], bucket[4], bucket[5], bucket[6], bucket[7]);
	support_sql(support->path, sql);
	support_sql(support->path, "DELETE FROM piece");
	assert_int_equal(damaged_of(support->store), 1);
	settle_months(support->store, now);
	assert_int_equal(damaged_of(support->store), 1);
	assert_int_equal(sums(support), 2);
	assert_true(totals_agree(support->store, all(), now));
}

static void each_user_has_sums_of_their_own(void **state)
{
	struct support *support = *state;

	months_fill(support->store);
	settle_months(support->store, now);
	assert_int_equal(support_register(support->store, "bob", SUPPORT_PASSWORD), TS_OK);
	(void)rows_log(support->store, "parser", rows_at(2026, 8, 3, 8, 0), now);
	assert_int_equal(sums(support), 0);
	settle_months(support->store, now);
	assert_int_equal(sums(support), 1);
	assert_true(totals_agree(support->store, all(), now));
	rows_assert_sound(support->store);
	assert_int_equal(support_login(support->store, "ada", SUPPORT_PASSWORD, now), TS_OK);
	assert_true(totals_agree(support->store, all(), now));
	rows_assert_sound(support->store);
}

#define LOGGED_IN(test) cmocka_unit_test_setup_teardown(test, support_setup_login, support_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		LOGGED_IN(totals_are_what_the_rows_say_whatever_was_changed),
		LOGGED_IN(months_that_are_over_are_summed_up_and_the_present_one_is_not),
		LOGGED_IN(a_change_drops_the_sums_of_the_months_it_leaves_and_enters),
		LOGGED_IN(a_month_whose_logs_were_all_deleted_is_not_read_again),
		LOGGED_IN(what_was_added_up_is_not_read),
		LOGGED_IN(who_only_reads_writes_nothing),
		LOGGED_IN(nothing_is_kept_or_said_where_it_cannot_be_written),
		cmocka_unit_test(bytes_that_are_no_sum_of_the_month_are_refused),
		cmocka_unit_test(sums_of_a_few_activities_more_or_less_are_of_one_size),
		LOGGED_IN(a_month_of_too_many_activities_is_read_each_time),
		LOGGED_IN(a_month_that_does_not_verify_is_told_and_its_total_not_believed),
		LOGGED_IN(a_total_put_back_by_another_hand_is_told_and_not_believed),
		LOGGED_IN(a_month_is_whole_in_the_transaction_that_writes_it),
		LOGGED_IN(a_month_with_a_damaged_row_has_no_sum),
		LOGGED_IN(each_user_has_sums_of_their_own),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
