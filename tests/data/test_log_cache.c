/* Months that are kept opened are what a new look at the file gives, whatever happens in between. */
#include "data/file/store.h"
#include "data/lookup/reading.h"
#include "data/lookup/walk.h"
#include "data/rows/month.h"
#include "support_fault.h"
#include "support_rows.h"

#include "data/rows/log_cache.h"
#include "data/rows/record_log.h"
#include "data/rows/record_logs.h"
#include "data/rows/row.h"
#include "tests/campaign/campaign.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const ts_time now = SUPPORT_NOW;

enum { MONTHS = 6 };

struct seen_logs {
	struct row_log rows[1024];
	size_t count, damaged;
};

static enum ts_status row_see(void *context, const struct row_log *row)
{
	struct seen_logs *seen = context;

	assert_true(seen->count < sizeof seen->rows / sizeof seen->rows[0]);
	seen->rows[seen->count++] = *row;
	return TS_OK;
}

/* Inside a transaction. */
static void month_see(ts_store *store, int32_t month, struct seen_logs *seen)
{
	seen->count = seen->damaged = 0;
	assert_int_equal(record_logs_visit(store, month, row_see, seen, &seen->damaged), TS_OK);
	if (seen->count > 1)
		qsort(seen->rows, seen->count, sizeof seen->rows[0], row_compare_log);
}

static bool row_same(const struct row_log *left, const struct row_log *right)
{
	return row_compare_log(left, right) == 0 && left->when_version == right->when_version &&
	       left->what_version == right->what_version && left->comment_version == right->comment_version &&
	       left->dead_version == right->dead_version && left->sure_version == right->sure_version &&
	       left->sure == right->sure && left->offset == right->offset &&
	       ts_id_equal(left->activity, right->activity) &&
	       memcmp(left->zone, right->zone, sizeof left->zone) == 0 &&
	       memcmp(left->comment, right->comment, sizeof left->comment) == 0 && left->dead == right->dead &&
	       left->unmade == right->unmade && left->locked == right->locked;
}

static bool logs_same(const struct seen_logs *left, const struct seen_logs *right)
{
	bool same = left->count == right->count && left->damaged == right->damaged;

	for (size_t i = 0; same && i < left->count; i++)
		same = row_same(&left->rows[i], &right->rows[i]);
	return same;
}

static int32_t present(void)
{
	return month_of_time(now);
}

/* Reads the last months, so that some of them are kept. */
static void months_warm(ts_store *store)
{
	static struct seen_logs seen;

	assert_int_equal(store_read_begin(store), TS_OK);
	for (int32_t i = MONTHS - 1; i >= 0; i--)
		month_see(store, present() - i, &seen);
	store_read_end(store);
}

/* How many months are another when they are read from the file; afterwards all are as there. */
static size_t months_stale(ts_store *store)
{
	static struct seen_logs kept[MONTHS], read;
	size_t stale = 0;

	assert_int_equal(store_read_begin(store), TS_OK);
	for (int32_t i = 0; i < MONTHS; i++)
		month_see(store, present() - i, &kept[i]);
	log_cache_forget(store);
	/* The latest last: they stay. */
	for (int32_t i = MONTHS - 1; i >= 0; i--) {
		month_see(store, present() - i, &read);
		stale += !logs_same(&kept[i], &read);
	}
	store_read_end(store);
	return stale;
}

static size_t months_kept(const ts_store *store)
{
	size_t kept = 0;

	for (size_t i = 0; store->logs && i < CACHED_MONTHS; i++)
		kept += store->logs->months[i].used > 0 && store->logs->months[i].count > 0;
	return kept;
}

static void what_was_read_is_kept_and_the_oldest_goes(void **state)
{
	struct support *support = *state;

	for (int i = 0; i < MONTHS; i++)
		rows_log(support->store, "parser", rows_at(2026, 10 - i, 1, 7, i), now);
	months_warm(support->store);
	assert_int_equal(months_kept(support->store), CACHED_MONTHS);
	assert_int_equal(months_stale(support->store), 0);
	ts_lock(support->store);
	assert_null(support->store->logs);
}

static enum ts_status part_pass_over(void *context, const struct walk_part *part)
{
	(void)context;
	(void)part;
	return TS_OK;
}

/* A year that is added up, and then the day that is on the screen again. */
static void a_long_walk_drives_out_nothing(void **state)
{
	struct support *support = *state;
	struct reading reading;

	for (int i = 0; i < 2 * MONTHS; i++)
		rows_log(support->store, "a", now - i * 20 * 24 * TS_HOUR, now);
	log_cache_forget(support->store);
	assert_int_equal(reading_begin(&reading, support->store, now), TS_OK);
	static struct seen_logs seen;
	month_see(support->store, present(), &seen);
	const ts_day today = ts_day_of(now, 0);
	assert_int_equal(walk_days(&reading, today - 240, today, part_pass_over, NULL, NULL), TS_OK);
	assert_int_equal(months_kept(support->store), 1);
	assert_non_null(log_cache_find(support->store, present()));
	/* A week is kept as ever. */
	assert_int_equal(walk_days(&reading, today - 60, today - 50, part_pass_over, NULL, NULL), TS_OK);
	assert_in_range(months_kept(support->store), 2, CACHED_MONTHS);
	reading_end(&reading);
}

static void what_another_commits_is_seen_at_the_next_look(void **state)
{
	struct support *support = *state;
	ts_store *there = rows_second(support);

	rows_log(support->store, "parser", now - TS_HOUR, now);
	months_warm(support->store);
	rows_log(there, "email", now - TS_MINUTE, now);
	rows_assert_day(support->store, ts_day_from_civil(2026, 10, 1), now, "09:00 parser, 09:59 email");
	/* A transaction begins with its first read, not with its begin. */
	months_warm(support->store);
	assert_int_equal(store_read_begin(support->store), TS_OK);
	rows_log(there, "call", now, now);
	assert_int_equal(months_stale(support->store), 0);
	rows_assert_day(support->store, ts_day_from_civil(2026, 10, 1), now, "09:00 parser, 09:59 email, 10:00 call");
	store_read_end(support->store);
	ts_close(there);
}

static void a_month_that_is_stale_would_be_found(void **state)
{
	struct support *support = *state;
	ts_store *there = rows_second(support);
	int64_t version = 0;

	rows_log(support->store, "parser", now - TS_HOUR, now);
	months_warm(support->store);
	rows_log(there, "email", now - TS_MINUTE, now);
	assert_int_equal(store_pragma(support->store, "PRAGMA data_version", &version), TS_OK);
	assert_int_not_equal(version, support->store->logs->epoch.version);
	support->store->logs->epoch.version = version;
	assert_int_equal(months_stale(support->store), 1);
	assert_int_equal(months_stale(support->store), 0);
	ts_close(there);
}

static void what_is_given_up_is_not_kept(void **state)
{
	struct support *support = *state;
	struct row_log row;
	struct ts_span span;

	rows_log(support->store, "parser", now - TS_HOUR, now);
	assert_int_equal(ts_current_read(support->store, now, &span), TS_OK);
	assert_int_equal(store_begin(support->store), TS_OK);
	assert_int_equal(record_log_read(support->store, &span.id, &row), TS_OK);
	row.at -= TS_HOUR;
	row.when_version++;
	assert_int_equal(record_log_merge(support->store, &row), TS_OK);
	months_warm(support->store);
	assert_int_equal(months_stale(support->store), 0);
	store_rollback(support->store);
	assert_int_equal(months_stale(support->store), 0);
	rows_assert_day(support->store, ts_day_from_civil(2026, 10, 1), now, "09:00 parser");
}

/* Its number of others' commits begins anew, and may be the old one's by chance. */
static void a_new_connection_begins_with_nothing(void **state)
{
	struct support *support = *state;
	ts_store *there = rows_second(support);
	int64_t version = 0;

	rows_log(support->store, "parser", now - TS_HOUR, now);
	months_warm(support->store);
	assert_int_equal(months_kept(support->store), 1);
	store_disconnect(support->store);
	rows_log(there, "email", now - TS_MINUTE, now);
	ts_close(there);
	assert_int_equal(store_connect(support->store), TS_OK);
	assert_int_equal(store_pragma(support->store, "PRAGMA data_version", &version), TS_OK);
	support->store->logs->epoch.version = version;
	assert_int_equal(months_stale(support->store), 0);
}

static void damaged_rows_are_counted_at_each_look(void **state)
{
	struct support *support = *state;
	struct ts_day_view view;

	rows_log(support->store, "parser", now - TS_HOUR, now);
	rows_log(support->store, "email", now, now);
	months_warm(support->store);
	support_sql(support->path, "UPDATE log SET blob = zeroblob(length(blob)) WHERE id = (SELECT min(id) FROM log)");
	for (int i = 0; i < 3; i++) {
		assert_int_equal(ts_day_read(support->store, ts_day_from_civil(2026, 10, 1), now, &view), TS_OK);
		assert_int_equal(view.damaged, 1);
		assert_int_equal(view.span_count, 1);
		ts_day_release(&view);
	}
}

static void another_user_sees_nothing_of_what_was_kept(void **state)
{
	struct support *support = *state;

	rows_log(support->store, "parser", now - TS_HOUR, now);
	months_warm(support->store);
	assert_int_equal(support_register(support->store, "bob", SUPPORT_PASSWORD), TS_OK);
	rows_assert_day(support->store, ts_day_from_civil(2026, 10, 1), now, "");
	assert_int_equal(support_login(support->store, "ada", SUPPORT_PASSWORD, now), TS_OK);
	rows_assert_day(support->store, ts_day_from_civil(2026, 10, 1), now, "09:00 parser");
}

static void an_import_and_its_undo_are_seen(void **state)
{
	static const char rows[] = "start,end,activity\n2026-08-03T09:00,2026-08-03T10:00,old\n"
	                           "2026-10-01T07:00,2026-10-01T07:30,new\n";
	struct support *support = *state;
	struct ts_imported imported;
	struct ts_done done;
	enum ts_format format;
	ts_import *import = NULL;

	rows_log(support->store, "parser", now - TS_HOUR, now);
	months_warm(support->store);
	assert_true(ts_format_find("csv", &format));
	assert_int_equal(ts_import_create(format, NULL, &import), TS_OK);
	assert_int_equal(ts_import_read(import, "a.csv", rows, sizeof rows - 1), TS_OK);
	assert_int_equal(ts_import_run(support->store, import, false, now, NULL, NULL, &imported), TS_OK);
	ts_import_destroy(import);
	assert_int_equal(months_stale(support->store), 0);
	rows_assert_day(support->store, ts_day_from_civil(2026, 8, 3), now, "09:00 old, 10:00 off");
	assert_int_equal(ts_undo(support->store, now, &done), TS_OK);
	assert_int_equal(months_stale(support->store), 0);
	rows_assert_day(support->store, ts_day_from_civil(2026, 8, 3), now, "");
}

/* ---- by chance */

static ts_time moment_by_chance(uint64_t *chance)
{
	return now - TS_MINUTE * rows_random_below(chance, (MONTHS - 1) * 30 * 24 * 60);
}

/* Whatever a screen may do with its logs; what of it succeeds is not asked. */
static void act_by_chance(ts_store *store, uint64_t *chance)
{
	static const char *const texts[] = { "a", "b", "c", "off" };
	ts_time at = moment_by_chance(chance);
	const struct ts_log_change change = { .move = true, .at = moment_by_chance(chance) };
	struct ts_span span;
	struct ts_done done;
	bool found = ts_current_read(store, at, &span) == TS_OK;
	enum ts_status status = TS_OK;

	switch (rows_random_below(chance, 7)) {
	case 0:
		status = ts_undo(store, now, &done);
		break;
	case 1:
		status = ts_redo(store, now, &done);
		break;
	case 2:
		status = found ? ts_log_change(store, span.id, &change, now, &done) : TS_OK;
		break;
	case 3:
		status = found ? ts_log_delete(store, span.id, now, &done) : TS_OK;
		break;
	default:
		status = ts_log_text(store, texts[rows_random_below(chance, 4)],
		                     rows_random_below(chance, 3) ? NULL : "with a comment", at, now, &done);
		break;
	}
	(void)status;
}

static void look_by_chance(ts_store *store, uint64_t *chance)
{
	struct ts_day_view view;
	ts_day day = ts_day_of(moment_by_chance(chance), 0);

	if (ts_day_read(store, day, now, &view) == TS_OK)
		ts_day_release(&view);
}

/* A write that the disk breaks off, or that lands although it says that it failed. */
static void fail_by_chance(ts_store *store, uint64_t *chance)
{
	fault_arm(1 + rows_random_below(chance, 40), rows_random_below(chance, 2) ? SQLITE_FULL : SQLITE_IOERR_WRITE,
	          false);
	act_by_chance(store, chance);
	fault_arm(0, 0, false);
}

static void two_stores_never_see_a_month_that_is_not_in_the_file(void **state)
{
	const long rounds = campaign_rounds(200, 10000);
	struct support *support = *state;
	ts_store *stores[] = { support->store, rows_second(support) };
	uint64_t chance = 20261001;
	long bad = 0;

	for (long i = 0; i < rounds; i++) {
		ts_store *store = stores[rows_random_below(&chance, 2)];
		int kind = rows_random_below(&chance, 8);
		if (kind == 0)
			fail_by_chance(store, &chance);
		else if (kind < 4)
			act_by_chance(store, &chance);
		else
			look_by_chance(store, &chance);
		bad += months_stale(stores[rows_random_below(&chance, 2)]) > 0;
	}
	ts_close(stores[1]);
	assert_int_equal(bad, 0);
	campaign_record("Kept months", "logs written, taken back and broken off by two screens, and read after each",
	                rounds, "looks", bad, "older or newer than the file");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(what_was_read_is_kept_and_the_oldest_goes, support_setup_login,
		                                support_teardown),
		cmocka_unit_test_setup_teardown(a_long_walk_drives_out_nothing, support_setup_login, support_teardown),
		cmocka_unit_test_setup_teardown(what_another_commits_is_seen_at_the_next_look, support_setup_login,
		                                support_teardown),
		cmocka_unit_test_setup_teardown(a_month_that_is_stale_would_be_found, support_setup_login,
		                                support_teardown),
		cmocka_unit_test_setup_teardown(what_is_given_up_is_not_kept, support_setup_login, support_teardown),
		cmocka_unit_test_setup_teardown(a_new_connection_begins_with_nothing, support_setup_login,
		                                support_teardown),
		cmocka_unit_test_setup_teardown(damaged_rows_are_counted_at_each_look, support_setup_login,
		                                support_teardown),
		cmocka_unit_test_setup_teardown(another_user_sees_nothing_of_what_was_kept, support_setup_login,
		                                support_teardown),
		cmocka_unit_test_setup_teardown(an_import_and_its_undo_are_seen, support_setup_login, support_teardown),
		cmocka_unit_test_setup_teardown(two_stores_never_see_a_month_that_is_not_in_the_file,
		                                support_setup_login, support_teardown),
	};

	/* The faults are ours, so that the disk below need not be one. */
	if (access("/dev/shm", W_OK) == 0 && setenv("TMPDIR", "/dev/shm", 0) != 0)
		return 1;
	if (setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", 1) != 0)
		return 1;
	fault_install();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
