/* Marks, targets and bookings between two devices: one balance on both, whoever wrote what. */
#include "data/file/store.h"
#include "support_pair.h"
#include "tests/data/support_rows.h"

#include <string.h>

static const ts_time now = SUPPORT_NOW;

static void mark(ts_store *store, int back, enum ts_mark_kind kind, ts_time at)
{
	const ts_day day = ts_day_of(now, 0) - back;
	const struct ts_day_mark wish = { .kind = kind };
	struct ts_done done;
	enum ts_status status = kind == TS_MARK_NONE
	                                ? ts_day_mark_clear(store, (struct ts_range){ day, day }, at, &done)
	                                : ts_day_mark_set(store, (struct ts_range){ day, day }, &wish, at, &done);

	assert_int_equal(status, TS_OK);
}

static enum ts_mark_kind marked(ts_store *store, int back)
{
	const ts_day day = ts_day_of(now, 0) - back;
	enum ts_mark_kind kind = TS_MARK_NONE;
	struct ts_day_marks marks;

	assert_int_equal(ts_day_marks_read(store, (struct ts_range){ day, day }, &marks), TS_OK);
	assert_int_equal(marks.damaged, 0);
	if (marks.count > 0)
		kind = marks.at[0].kind;
	ts_day_marks_release(&marks);
	return kind;
}

static int64_t balance(ts_store *store)
{
	struct ts_balance out;

	assert_int_equal(ts_balance_read(store, ts_day_of(now, 0), now, &out), TS_OK);
	assert_true(out.known && !out.damaged);
	return out.milliseconds;
}

static void what_days_owe_travels_and_the_later_holds(void **state)
{
	const struct ts_target target = { .from = ts_day_of(now, 0) - 5, .minutes = { 60, 60, 60, 60, 60 } };
	struct ts_booking booking = { .day = ts_day_of(now, 0) - 7, .minutes = 30, .text = "from the desk" };
	struct ts_news news;
	struct ts_done done;
	struct pair pair;
	struct ts_id id;
	uint64_t seen = 0;

	pair_begin(&pair, state);
	pair_exchange(&pair);
	assert_int_equal(ts_target_set(pair.desk, &target, now, &done), TS_OK);
	assert_int_equal(ts_booking_add(pair.desk, &booking, now, &id, &done), TS_OK);
	mark(pair.desk, 1, TS_MARK_FLEX, now);
	pair_exchange(&pair);
	pair_assert_same(&pair);
	assert_int_equal(balance(pair.desk), 30 * TS_MINUTE - TS_HOUR);
	assert_int_equal(balance(pair.laptop), balance(pair.desk));
	assert_int_equal(ts_news_read(pair.laptop, now, &seen, &news), TS_OK);
	assert_int_equal(news.done.deed, TS_DEED_MARK);
	assert_string_equal(news.done.text, "flex");
	assert_int_equal(news.done.day, ts_day_of(now, 0) - 1);
	/* Apart: of one day the later holds, and nothing else is touched. */
	mark(pair.desk, 1, TS_MARK_LEAVE, now + TS_MINUTE);
	mark(pair.laptop, 1, TS_MARK_NONE, now + 2 * TS_MINUTE);
	mark(pair.laptop, 2, TS_MARK_SICK, now);
	booking.id = id;
	booking.minutes = 90;
	assert_int_equal(ts_booking_change(pair.laptop, &booking, now, &done), TS_OK);
	pair_exchange(&pair);
	pair_assert_same(&pair);
	assert_int_equal(marked(pair.desk, 1), TS_MARK_NONE);
	assert_int_equal(marked(pair.laptop, 1), TS_MARK_NONE);
	assert_int_equal(marked(pair.desk, 2), TS_MARK_SICK);
	assert_int_equal(balance(pair.desk), 90 * TS_MINUTE);
	assert_int_equal(balance(pair.laptop), 90 * TS_MINUTE);
	/* What is taken back travels too. */
	assert_int_equal(ts_undo(pair.laptop, now, &done), TS_OK);
	assert_int_equal(done.deed, TS_DEED_BOOKING);
	pair_exchange(&pair);
	pair_assert_same(&pair);
	assert_int_equal(balance(pair.desk), 30 * TS_MINUTE);
	rows_assert_sound(pair.desk);
	rows_assert_sound(pair.laptop);
	pair_end(&pair);
}

/* Of a log with what is sure of it: an older row beside a newer one. */
static void what_is_said_to_be_right_travels(void **state)
{
	const struct ts_log_change right = { .right = true };
	const struct ts_log_change moved = { .move = true, .at = now - 20 * TS_HOUR };
	struct ts_done done, logged;
	struct pair pair;
	struct ts_span span;

	pair_begin(&pair, state);
	assert_int_equal(ts_log_text(pair.desk, "parser", NULL, now - 21 * TS_HOUR, now, &logged), TS_OK);
	pair_exchange(&pair);
	assert_int_equal(ts_current_read(pair.laptop, now, &span), TS_OK);
	assert_true(span.forgotten);
	assert_int_equal(ts_log_change(pair.laptop, logged.log, &right, now, &done), TS_OK);
	assert_int_equal(ts_log_change(pair.desk, logged.log, &moved, now + 1, &done), TS_OK);
	pair_exchange(&pair);
	pair_assert_same(&pair);
	assert_int_equal(ts_current_read(pair.desk, now, &span), TS_OK);
	assert_false(span.forgotten);
	assert_int_equal(span.sure, now);
	assert_int_equal(span.logged, now - 20 * TS_HOUR);
	pair_end(&pair);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(what_days_owe_travels_and_the_later_holds, support_setup_login,
		                                support_teardown),
		cmocka_unit_test_setup_teardown(what_is_said_to_be_right_travels, support_setup_login,
		                                support_teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
