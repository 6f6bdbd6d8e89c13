/* Settings: as values, as bytes, and as steps that reach other terminals. */
#include "data/pure/settings.h"
#include "data/rows/row.h"
#include "data/rows/step.h"
#include "support_rows.h"

#include <string.h>

static const ts_time now = SUPPORT_NOW;

static const struct ts_settings strange = { .day_start = 720,
	                                    .weekly_target = 10080,
	                                    .idle_lock = 1440,
	                                    .forgotten_after = 48,
	                                    .mouse = false,
	                                    .stay = true,
	                                    .number_row = TS_NUMBER_ROW_AZERTY,
	                                    .theme = "light" };

static void assert_same(const struct ts_settings *left, const struct ts_settings *right)
{
	char words[TS_TEXT_SIZE];

	ts_settings_words(left, right, words, sizeof words);
	assert_string_equal(words, "");
}

static void words_name_what_changed_and_are_cut_where_there_is_no_room(void **state)
{
	const struct ts_settings usual = ts_settings_default();
	static const char all[] = "day-start 12:00, target 168:00, theme light, idle-lock 1440, forgotten-after 48, "
	                          "mouse off, stay on, number-row azerty";
	char words[TS_TEXT_SIZE], few[20];

	(void)state;
	assert_same(&usual, &usual);
	ts_settings_words(&usual, &strange, words, sizeof words);
	assert_string_equal(words, all);
	ts_settings_words(&strange, &usual, words, sizeof words);
	assert_string_equal(words,
	                    "day-start 00:00, target 40:00, theme dark, idle-lock 10, forgotten-after 12, mouse on, "
	                    "stay off, number-row digits");
	for (size_t size = 1; size <= sizeof few; size++) {
		ts_settings_words(&usual, &strange, few, size);
		assert_int_equal(strlen(few), size - 1);
		assert_memory_equal(few, all, size - 1);
	}
}

static void what_somebody_else_set_meanwhile_stays(void **state)
{
	const struct ts_settings before = ts_settings_default();
	struct ts_settings settings = strange, expected = before;

	(void)state;
	settings.idle_lock = 5;
	strcpy(settings.theme, "dark");
	expected.idle_lock = 5;
	assert_true(settings_carry(&settings, &strange, &before));
	assert_same(&settings, &expected);
	assert_false(settings_carry(&settings, &strange, &before));
}

static void they_come_back_from_bytes_and_those_of_before_have_digits(void **state)
{
	unsigned char bytes[ROW_SETTINGS_SIZE];
	struct ts_settings read = { 0 };
	enum { SWITCHES = 1 + 8 + 4 * 2 };

	(void)state;
	size_t size = row_encode_settings(&strange, 7, bytes);
	assert_true(row_decode_settings(bytes, size, &read));
	assert_same(&read, &strange);
	for (size_t cut = 0; cut < size; cut++)
		assert_false(row_decode_settings(bytes, cut, &read));
	bytes[SWITCHES] &= 3;
	assert_true(row_decode_settings(bytes, size, &read));
	assert_int_equal(read.number_row, TS_NUMBER_ROW_DIGITS);
	assert_true(read.stay);
}

static void a_step_of_settings_comes_back_as_it_was_written(void **state)
{
	static unsigned char bytes[STEP_SIZE];
	struct step step = { .deed = TS_DEED_SETTINGS, .count = 1 }, read;

	(void)state;
	step.changes[0] = (struct step_change){ .kind = STEP_SETTINGS, .settings = { ts_settings_default(), strange } };
	size_t size = step_encode(&step, bytes);
	assert_true(step_decode(bytes, size, &read));
	assert_int_equal(read.deed, TS_DEED_SETTINGS);
	assert_same(&read.changes[0].settings.before, &step.changes[0].settings.before);
	assert_same(&read.changes[0].settings.after, &strange);
	for (size_t cut = 0; cut < size; cut++)
		assert_false(step_decode(bytes, cut, &read));
}

static void another_terminal_hears_of_a_change_and_of_its_being_taken_back(void **state)
{
	struct support *support = *state;
	ts_store *other = rows_second(support);
	struct ts_settings settings = ts_settings_default();
	struct ts_news news;
	struct ts_done done;
	uint64_t mark = 0;

	settings.idle_lock = 5;
	assert_int_equal(ts_settings_write(support->store, &settings, now), TS_OK);
	assert_int_equal(ts_news_read(other, now, &mark, &news), TS_OK);
	assert_int_equal(news.done.deed, TS_DEED_SETTINGS);
	assert_string_equal(news.done.text, "idle-lock 5");
	assert_false(news.back);
	assert_int_equal(ts_undo(support->store, now, &done), TS_OK);
	assert_int_equal(ts_news_read(other, now, &mark, &news), TS_OK);
	assert_string_equal(news.done.text, "idle-lock 5");
	assert_true(news.back);
	/* And may do it again. */
	assert_int_equal(ts_redo(other, now, &done), TS_OK);
	assert_int_equal(ts_settings_read(support->store, &settings), TS_OK);
	assert_int_equal(settings.idle_lock, 5);
	rows_assert_sound(other);
	ts_close(other);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_name_what_changed_and_are_cut_where_there_is_no_room),
		cmocka_unit_test(what_somebody_else_set_meanwhile_stays),
		cmocka_unit_test(they_come_back_from_bytes_and_those_of_before_have_digits),
		cmocka_unit_test(a_step_of_settings_comes_back_as_it_was_written),
		cmocka_unit_test_setup_teardown(another_terminal_hears_of_a_change_and_of_its_being_taken_back,
		                                support_setup_login, support_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
