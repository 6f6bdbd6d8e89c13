/* Settings: as values, as bytes, and as steps that reach other terminals. */
#include "data/file/store.h"
#include "data/lookup/settings.h"
#include "data/pure/settings.h"
#include "data/rows/record_all.h"
#include "data/rows/record_state.h"
#include "data/rows/row.h"
#include "data/rows/step.h"
#include "support_rows.h"

#include <stdlib.h>
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
	                    "day-start 00:00, target 40:00, theme auto, idle-lock 10, forgotten-after 12, mouse on, "
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
	strcpy(expected.theme, "dark");
	expected.idle_lock = 5;
	assert_true(settings_carry(&settings, &strange, &before));
	assert_same(&settings, &expected);
	assert_false(settings_carry(&settings, &strange, &before));
}

static void they_come_back_from_bytes_and_those_of_before_have_digits(void **state)
{
	unsigned char bytes[ROW_SETTINGS_SIZE];
	struct ts_settings read = { 0 };
	uint64_t version = 0;
	enum { SWITCHES = 1 + 8 + 4 * 2 };

	(void)state;
	size_t size = row_encode_settings(&strange, 7, bytes);
	assert_true(row_decode_settings(bytes, size, &version, &read));
	assert_int_equal(version, 7);
	assert_same(&read, &strange);
	for (size_t cut = 0; cut < size; cut++)
		assert_false(row_decode_settings(bytes, cut, &version, &read));
	bytes[SWITCHES] &= 3;
	assert_true(row_decode_settings(bytes, size, &version, &read));
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
	/* Older ones do not tell which step was before them. */
	for (size_t cut = 0; cut < size; cut++)
		assert_int_equal(step_decode(bytes, cut, &read), cut == size - sizeof step.before);
	assert_true(step_decode(bytes, size - sizeof step.before, &read));
	assert_int_equal(read.before, STEP_BEFORE_UNKNOWN);
}

/* What a new user gets would be taken for hers: another target, another start of the day. */
static void settings_that_are_gone_are_not_a_new_users(void **state)
{
	struct support *support = *state;
	struct ts_settings settings = ts_settings_default();

	assert_int_equal(ts_settings_read(support->store, &settings), TS_OK);
	settings.forgotten_after = 14;
	assert_int_equal(ts_settings_write(support->store, &settings, now), TS_OK);
	support_sql(support->path, "DELETE FROM setting");
	ts_store *store = rows_reopen(support);
	assert_int_equal(ts_settings_read(store, &settings), TS_DAMAGED);
	assert_non_null(strstr(ts_detail(store), "the settings of 'ada'"));
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

static void the_halves_come_back_from_bytes(void **state)
{
	unsigned char bytes[ROW_SETTINGS_SIZE], again[STATE_SIZE];
	const struct row_shared shared = row_shared_of(&strange, 9);
	struct state row = { .done = 1, .local = strange, .has_local = true }, back;
	struct row_shared read;
	struct ts_settings settings = ts_settings_default();

	(void)state;
	size_t size = row_encode_shared(&shared, bytes);
	assert_true(row_decode_shared(bytes, size, &read));
	assert_true(row_equal_shared(&read, &shared));
	for (size_t cut = 0; cut < size; cut++)
		assert_false(row_decode_shared(bytes, cut, &read));
	bytes[size - 2] = 49;
	assert_false(row_decode_shared(bytes, size, &read));
	state_become(&row, &(struct ts_id){ { 1 } });
	size = state_encode(&row, again);
	assert_true(state_decode(again, size, &back));
	row_local_copy(&back.local, &settings);
	row_shared_get(&read, &settings);
	assert_same(&settings, &strange);
	for (size_t cut = 0; cut < size; cut++)
		assert_false(state_decode(again, cut, &back));
}

/* Of one version the greater value holds, whatever comes first. */
static void shared_settings_merge_in_any_order(void **state)
{
	const struct row_shared rows[] = { { 1, 0, 2400, 12, false, 0, { { 0 }, { 0 }, 0 } },
		                           { 2, 60, 0, 0, false, 60, { { 360 }, { 30 }, 600 } },
		                           { 2, 0, 2400, 48, true, 0, { { 360 }, { 30 }, 0 } },
		                           { 2, 60, 0, 1, false, 0, { { 0 }, { 0 }, 540 } } };

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		struct row_shared merged = rows[i];
		for (size_t j = 0; j < 4; j++)
			row_merge_shared(&merged, &rows[(i + j) % 4]);
		assert_true(row_equal_shared(&merged, &rows[3]));
	}
}

/* All settings in one row, as they were written once. */
static void whole_put(ts_store *store, const struct ts_settings *settings, uint64_t version)
{
	unsigned char plain[ROW_SETTINGS_SIZE], *sealed = NULL;
	const struct record_seal seal = record_seal_of(store, RECORD_SETTING_WHOLE, NULL, 0, NULL, 0);
	struct state state;
	size_t size;

	assert_int_equal(store_begin(store), TS_OK);
	assert_int_equal(record_close(&seal, plain, row_encode_settings(settings, version, plain), &sealed, &size),
	                 TS_OK);
	struct query query = statement_start(store, STATEMENT_SETTING_WRITE);
	statement_bind_id(&query, &store->identity->user);
	statement_bind_blob(&query, sealed, size);
	assert_int_equal(statement_run(&query, 1), TS_OK);
	statement_finish(&query);
	free(sealed);
	assert_int_equal(record_state_read(store, &state), TS_OK);
	state.has_local = false;
	assert_int_equal(record_all_retell(store, &state, now), TS_OK);
	assert_int_equal(store_commit(store, NULL, NULL), TS_OK);
}

static void a_row_of_before_they_were_parted_is_read_as_both(void **state)
{
	struct support *support = *state;
	struct ts_settings read, changed = strange;
	struct ts_check check;
	struct state row;
	struct ts_done done;

	ts_auth *auth = NULL;

	whole_put(support->store, &strange, 7);
	/* Also when it was sealed anew. */
	assert_int_equal(ts_rekey_begin(support->store, SUPPORT_PASSWORD, NULL, NULL, now, &auth), TS_OK);
	ts_auth_run(auth);
	assert_int_equal(ts_auth_finish(support->store, auth), TS_OK);
	ts_auth_destroy(auth);
	ts_store *store = rows_reopen(support);
	assert_int_equal(ts_settings_read(store, &read), TS_OK);
	assert_same(&read, &strange);
	assert_int_equal(ts_check(store, true, &check), TS_OK);
	assert_int_equal(check.damaged, 0);
	/* The machine's half alone: the shared one keeps its version. */
	changed.idle_lock = 3;
	assert_int_equal(ts_settings_write(store, &changed, now), TS_OK);
	assert_int_equal(ts_settings_read(store, &read), TS_OK);
	assert_same(&read, &changed);
	uint64_t version = 0;
	assert_int_equal(store_read_begin(store), TS_OK);
	assert_int_equal(record_state_read(store, &row), TS_OK);
	assert_int_equal(settings_row_read(store, &row, &read, &version), TS_OK);
	store_read_end(store);
	assert_int_equal(version, 7);
	assert_true(row.has_local);
	rows_assert_sound(store);
	store = rows_reopen(support);
	assert_int_equal(ts_settings_read(store, &read), TS_OK);
	assert_same(&read, &changed);
	assert_int_equal(ts_undo(store, now, &done), TS_OK);
	assert_int_equal(ts_settings_read(store, &read), TS_OK);
	assert_same(&read, &strange);
	assert_int_equal(ts_check(store, true, &check), TS_OK);
	assert_int_equal(check.damaged, 0);
	rows_assert_sound(store);
}

/* A version that stands there goes before the clock of versions, which may have been lost. */
static void what_is_written_outdoes_what_stands_there(void **state)
{
	struct support *support = *state;
	const uint64_t ahead = (uint64_t)(now + 365 * 24 * TS_HOUR) << 21;
	struct ts_settings settings = strange, read;
	struct state row;
	uint64_t version = 0;

	whole_put(support->store, &strange, ahead);
	settings.day_start = 30;
	assert_int_equal(ts_settings_write(support->store, &settings, now), TS_OK);
	assert_int_equal(store_read_begin(support->store), TS_OK);
	assert_int_equal(record_state_read(support->store, &row), TS_OK);
	assert_int_equal(settings_row_read(support->store, &row, &read, &version), TS_OK);
	store_read_end(support->store);
	assert_true(version > ahead);
	assert_true(row.clock >= version);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_name_what_changed_and_are_cut_where_there_is_no_room),
		cmocka_unit_test(what_somebody_else_set_meanwhile_stays),
		cmocka_unit_test(they_come_back_from_bytes_and_those_of_before_have_digits),
		cmocka_unit_test(a_step_of_settings_comes_back_as_it_was_written),
		cmocka_unit_test(the_halves_come_back_from_bytes),
		cmocka_unit_test(shared_settings_merge_in_any_order),
		cmocka_unit_test_setup_teardown(a_row_of_before_they_were_parted_is_read_as_both, support_setup_login,
		                                support_teardown),
		cmocka_unit_test_setup_teardown(what_is_written_outdoes_what_stands_there, support_setup_login,
		                                support_teardown),
		cmocka_unit_test_setup_teardown(settings_that_are_gone_are_not_a_new_users, support_setup_login,
		                                support_teardown),
		cmocka_unit_test_setup_teardown(another_terminal_hears_of_a_change_and_of_its_being_taken_back,
		                                support_setup_login, support_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
