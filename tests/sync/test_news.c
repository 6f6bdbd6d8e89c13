/* What another device did, as an open screen tells it, and as undo here must not mistake it for what was done here. */
#include "data/file/store.h"
#include "support_pair.h"
#include "tests/data/support_rows.h"

#include <string.h>

static const ts_time now = SUPPORT_NOW;

static struct ts_news news_read(ts_store *store, ts_time at, uint64_t *mark, enum ts_status expected)
{
	struct ts_news news = { .changes = -1 };

	assert_int_equal(ts_news_read(store, at, mark, &news), expected);
	return news;
}

static void what_a_device_did_is_told_once_with_its_name(void **state)
{
	struct pair pair;
	uint64_t mark = 0;

	pair_begin(&pair, state);
	pair_exchange(&pair);
	(void)news_read(pair.laptop, now, &mark, TS_UNCHANGED);
	(void)rows_log(pair.desk, "parser", now - TS_HOUR, now);
	pair_exchange(&pair);
	struct ts_news news = news_read(pair.laptop, now, &mark, TS_OK);
	assert_true(news.device);
	assert_string_equal(news.origin, "desk");
	assert_int_equal(news.changes, 1);
	assert_false(news.vague || news.back);
	assert_int_equal(news.done.deed, TS_DEED_LOG);
	assert_string_equal(news.done.text, "parser");
	assert_int_equal(news.done.at, now - TS_HOUR);
	(void)news_read(pair.laptop, now, &mark, TS_UNCHANGED);
	pair_end(&pair);
}

static void what_a_device_takes_back_is_told_as_taken_back(void **state)
{
	struct pair pair;
	struct ts_done done;
	uint64_t mark = 0;

	pair_begin(&pair, state);
	(void)rows_log(pair.desk, "parser", now - TS_HOUR, now);
	pair_exchange(&pair);
	assert_int_equal(ts_undo(pair.desk, now, &done), TS_OK);
	pair_exchange(&pair);
	struct ts_news news = news_read(pair.laptop, now, &mark, TS_OK);
	assert_true(news.back && news.device);
	assert_string_equal(news.done.text, "parser");
	pair_end(&pair);
}

static void settings_and_notes_of_a_device_are_told_as_such(void **state)
{
	struct pair pair;
	struct ts_settings settings;
	struct ts_done done;
	uint64_t mark = 0;

	pair_begin(&pair, state);
	assert_int_equal(ts_settings_read(pair.desk, &settings), TS_OK);
	settings.weekly_target = 60 * 38;
	assert_int_equal(ts_settings_write(pair.desk, &settings, now), TS_OK);
	pair_exchange(&pair);
	struct ts_news news = news_read(pair.laptop, now, &mark, TS_OK);
	assert_int_equal(news.done.deed, TS_DEED_SETTINGS);
	assert_non_null(strstr(news.done.text, "38"));
	assert_int_equal(ts_note_save(pair.desk, &(struct ts_note){ .day = 16000 }, "a note", 6, now, &done), TS_OK);
	pair_exchange(&pair);
	news = news_read(pair.laptop, now, &mark, TS_OK);
	assert_int_equal(news.done.deed, TS_DEED_NOTE);
	assert_int_equal(news.done.day, 16000);
	pair_end(&pair);
}

static void what_waited_for_long_is_counted(void **state)
{
	struct pair pair;
	uint64_t mark = 0;

	pair_begin(&pair, state);
	pair_exchange(&pair);
	for (int i = 0; i < 14; i++)
		(void)rows_log(pair.desk, i % 2 != 0 ? "parser" : "review", now - i * TS_HOUR, now);
	pair_visit(&pair.desk_link, &pair, pair.desk, now);
	/* A step takes only some of it. */
	link_open(&pair.laptop_link, &pair.hub, pair.laptop);
	link_pump(&pair.laptop_link, 0, 1, now, &pair.chance);
	link_close(&pair.laptop_link);
	struct ts_news news = news_read(pair.laptop, now, &mark, TS_OK);
	assert_int_equal(news.changes, 14);
	assert_string_equal(news.done.text, "parser");
	pair_end(&pair);
}

/* Between devices, too, an older thing may come later: it is news, but not what was done last. */
static void what_comes_late_is_news_all_the_same(void **state)
{
	struct pair pair;
	struct ts_done done;
	struct ts_news elsewhere;
	uint64_t mark = 0;

	pair_begin(&pair, state);
	pair_exchange(&pair);
	(void)rows_log(pair.desk, "parser", now - TS_HOUR, now);
	(void)rows_log(pair.laptop, "review", now - TS_MINUTE, now + TS_MINUTE);
	(void)news_read(pair.laptop, now + TS_MINUTE, &mark, TS_UNCHANGED);
	pair_exchange(&pair);
	struct ts_news news = news_read(pair.laptop, now + TS_MINUTE, &mark, TS_OK);
	assert_string_equal(news.done.text, "parser");
	assert_int_equal(ts_undo_peek(pair.laptop, now + TS_MINUTE, &done, &elsewhere), TS_UNCHANGED);
	pair_end(&pair);
}

static void undo_asks_when_the_newest_change_was_made_elsewhere(void **state)
{
	struct pair pair;
	struct ts_done done;
	struct ts_news elsewhere;

	pair_begin(&pair, state);
	(void)rows_log(pair.laptop, "parser", now - TS_HOUR, now);
	pair_exchange(&pair);
	assert_int_equal(ts_undo_peek(pair.laptop, now, &done, &elsewhere), TS_UNCHANGED);
	(void)rows_log(pair.desk, "review", now, now + TS_MINUTE);
	pair_exchange(&pair);
	assert_int_equal(ts_undo_peek(pair.laptop, now + 2 * TS_MINUTE, &done, &elsewhere), TS_OK);
	assert_string_equal(done.text, "parser");
	assert_string_equal(elsewhere.origin, "desk");
	assert_string_equal(elsewhere.done.text, "review");
	assert_int_equal(elsewhere.done.at, now);
	/* It is looked at, not done. */
	rows_assert_day(pair.laptop, ts_day_of(now, 0), now + TS_MINUTE, "09:00 parser, 10:00 review");
	/* After ten minutes one means what was done here; so does who has done something here since. */
	assert_int_equal(ts_undo_peek(pair.laptop, now + 12 * TS_MINUTE, &done, &elsewhere), TS_UNCHANGED);
	(void)rows_log(pair.laptop, "mail", now + 2 * TS_MINUTE, now + 3 * TS_MINUTE);
	assert_int_equal(ts_undo_peek(pair.laptop, now + 4 * TS_MINUTE, &done, &elsewhere), TS_UNCHANGED);
	pair_end(&pair);
}

/* A clock that is a year ahead does not make it ask for a year. */
static void a_clock_that_is_ahead_makes_undo_ask_no_longer(void **state)
{
	struct pair pair;
	struct ts_done done;
	struct ts_news elsewhere;

	pair_begin(&pair, state);
	(void)rows_log(pair.laptop, "parser", now - TS_HOUR, now);
	pair_exchange(&pair);
	(void)rows_log(pair.desk, "review", now, now + 365 * 24 * TS_HOUR);
	pair_exchange(&pair);
	assert_int_equal(ts_undo_peek(pair.laptop, now + TS_MINUTE, &done, &elsewhere), TS_OK);
	assert_int_equal(ts_undo_peek(pair.laptop, now + TS_HOUR, &done, &elsewhere), TS_UNCHANGED);
	/* What is done here from now on is the newer, all the same. */
	(void)rows_log(pair.laptop, "mail", now + TS_MINUTE / 2, now + TS_MINUTE);
	assert_int_equal(ts_undo_peek(pair.laptop, now + TS_MINUTE, &done, &elsewhere), TS_UNCHANGED);
	pair_end(&pair);
}

static void without_anything_to_take_back_undo_says_so(void **state)
{
	struct pair pair;
	struct ts_done done;
	struct ts_news elsewhere;

	pair_begin(&pair, state);
	(void)rows_log(pair.desk, "review", now, now);
	pair_exchange(&pair);
	assert_int_equal(ts_undo_peek(pair.laptop, now, &done, &elsewhere), TS_NOT_FOUND);
	pair_end(&pair);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(what_a_device_did_is_told_once_with_its_name, support_setup_login,
		                                support_teardown),
		cmocka_unit_test_setup_teardown(what_a_device_takes_back_is_told_as_taken_back, support_setup_login,
		                                support_teardown),
		cmocka_unit_test_setup_teardown(settings_and_notes_of_a_device_are_told_as_such, support_setup_login,
		                                support_teardown),
		cmocka_unit_test_setup_teardown(what_waited_for_long_is_counted, support_setup_login, support_teardown),
		cmocka_unit_test_setup_teardown(what_comes_late_is_news_all_the_same, support_setup_login,
		                                support_teardown),
		cmocka_unit_test_setup_teardown(undo_asks_when_the_newest_change_was_made_elsewhere,
		                                support_setup_login, support_teardown),
		cmocka_unit_test_setup_teardown(a_clock_that_is_ahead_makes_undo_ask_no_longer, support_setup_login,
		                                support_teardown),
		cmocka_unit_test_setup_teardown(without_anything_to_take_back_undo_says_so, support_setup_login,
		                                support_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
