/* Logs that are changed in months that are read from pieces, which tell less of a log than its row. */
#include "data/file/store.h"
#include "data/rows/record_log.h"
#include "data/rows/record_state.h"
#include "data/rows/row.h"
#include "support_pieces.h"

#include <string.h>

static const ts_time now = SUPPORT_NOW;

enum { DAYS = 20, A_DAY = 6 };

/* A month that is read from its piece, and the log in force some days back. */
static struct ts_span log_in_piece(ts_store *store)
{
	struct ts_span span;

	pieces_fill(store, DAYS, A_DAY, now);
	assert_true(pieces_count(store) > 0);
	assert_int_equal(ts_current_read(store, now - 5 * 24 * TS_HOUR, &span), TS_OK);
	return span;
}

static void assert_current(ts_store *store, ts_time at, const char *text)
{
	struct ts_span span;

	assert_int_equal(ts_current_read(store, at, &span), TS_OK);
	assert_string_equal(span.text, text);
}

static void assert_all_well(ts_store *store)
{
	rows_assert_sound(store);
	assert_true(pieces_agree(store, now));
}

/* What somebody has said of a log stands in its way no more than its comment. */
static void a_log_that_is_right_until_then_can_be_covered_ended_and_killed(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	const struct ts_log_change right = { .right = true };
	const struct ts_span span = log_in_piece(store);
	struct ts_done done;

	assert_int_equal(ts_log_change(store, span.id, &right, now, &done), TS_OK);
	/* Its begin is covered, so that it begins later. */
	assert_int_equal(
	        ts_log_insert(store, "call", NULL, span.logged - TS_MINUTE, span.logged + TS_MINUTE, now, &done),
	        TS_OK);
	assert_current(store, span.logged, "call");
	assert_current(store, span.logged + TS_MINUTE, span.text);
	/* The one before it ends later. */
	const struct ts_log_change later = { .end = true, .until = span.logged + 2 * TS_MINUTE };
	assert_int_equal(ts_log_change(store, done.log, &later, now, &done), TS_OK);
	assert_current(store, span.logged + TS_MINUTE, "call");
	/* All of it is covered, so that it is gone. */
	assert_int_equal(
	        ts_log_insert(store, "trip", NULL, span.logged - TS_MINUTE, span.logged + 12 * TS_HOUR, now, &done),
	        TS_OK);
	assert_current(store, span.logged + 3 * TS_MINUTE, "trip");
	assert_all_well(store);
	for (int i = 0; i < 4; i++)
		assert_int_equal(ts_undo(store, now, &done), TS_OK);
	assert_current(store, span.logged, span.text);
	assert_all_well(store);
}

/* As another device would have written it whose clock is a year ahead, but for the clock of versions, which was lost.
 */
static void versions_put_ahead(ts_store *store, const struct ts_id *id)
{
	struct state state;
	struct row_log row;

	assert_int_equal(store_begin(store), TS_OK);
	assert_int_equal(record_log_read(store, id, &row), TS_OK);
	row.when_version = row.what_version = row.dead_version = (uint64_t)(now + 365 * 24 * TS_HOUR) << 21;
	assert_int_equal(record_log_merge(store, &row), TS_OK);
	assert_int_equal(record_state_read(store, &state), TS_OK);
	assert_int_equal(record_state_write(store, &state), TS_OK);
	assert_int_equal(store_commit(store, NULL, NULL), TS_OK);
}

/* Else it would be told as done, and lose to what stood there. */
static void what_is_covered_outdoes_what_stands_there(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	const struct ts_span span = log_in_piece(store);
	struct ts_done done;

	versions_put_ahead(store, &span.id);
	assert_int_equal(
	        ts_log_insert(store, "trip", NULL, span.logged - TS_MINUTE, span.logged + TS_MINUTE, now, &done),
	        TS_OK);
	assert_current(store, span.logged, "trip");
	assert_current(store, span.logged + TS_MINUTE, span.text);
	assert_all_well(store);
}

#define LOGGED_IN(test) cmocka_unit_test_setup_teardown(test, support_setup_login, support_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		LOGGED_IN(a_log_that_is_right_until_then_can_be_covered_ended_and_killed),
		LOGGED_IN(what_is_covered_outdoes_what_stands_there),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
