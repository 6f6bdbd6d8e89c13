/* A file whose rows do not stand in the order of their keys: whatever goes through them page by page comes to an end,
 * and says that they are not all right. */
#include "support_rows.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS = 150, STEPS_MOST = 1000 };

/* The first page of a table's rows stands in the place of its third one, too. */
static void order_break(struct support *support, const char *table)
{
	char sql[256];
	size_t size;

	ts_close(support->store);
	support->store = NULL;
	/* A month's piece would do in place of its rows. */
	support_sql(support->path, "DELETE FROM piece");
	(void)snprintf(sql, sizeof sql,
	               "SELECT pageno FROM dbstat WHERE name = '%s' AND pagetype = 'leaf' ORDER BY path", table);
	int64_t first = support_sql_integer(support->path, sql);
	(void)snprintf(
	        sql, sizeof sql,
	        "SELECT pageno FROM dbstat WHERE name = '%s' AND pagetype = 'leaf' ORDER BY path LIMIT 1 OFFSET 2",
	        table);
	int64_t third = support_sql_integer(support->path, sql),
	        page = support_sql_integer(support->path, "PRAGMA page_size");
	assert_true(first > 0 && third > 0 && first != third);
	unsigned char *bytes = support_file_read(support->path, &size);
	memcpy(bytes + (third - 1) * page, bytes + (first - 1) * page, (size_t)page);
	support_file_write(support->path, bytes, size);
	free(bytes);
	(void)rows_reopen(support);
}

static void life_make(ts_store *store)
{
	char text[32];

	for (int i = 0; i < ROWS; i++) {
		struct ts_note note;
		struct ts_done done;
		(void)rows_log(store, i % 2 == 0 ? "parser" : "review", SUPPORT_NOW - (ROWS - i) * TS_MINUTE,
		               SUPPORT_NOW);
		assert_int_equal(ts_note_read(store, ts_day_of(SUPPORT_NOW, 0), &note), TS_OK);
		int size = snprintf(text, sizeof text, "parser %d", i);
		assert_int_equal(ts_note_save(store, &note, text, (size_t)size, SUPPORT_NOW, &done), TS_OK);
		ts_note_release(&note);
	}
}

/* What is refused with a word is not passed over. */
static bool went_on(ts_store *store, enum ts_status status)
{
	if (status != TS_OK) {
		assert_int_equal(status, TS_DAMAGED);
		assert_true(ts_detail(store)[0] != '\0');
	}
	return status == TS_OK;
}

/* How many rows are told to be damaged; or the search is refused. */
static size_t search_damage(ts_store *store)
{
	struct ts_progress progress = { .done = false };
	struct ts_hits hits = { 0 };
	ts_search *search = NULL;

	assert_int_equal(
	        ts_search_begin(store, "parser", &(struct ts_when_context){ .now = SUPPORT_NOW }, NULL, &search),
	        TS_OK);
	for (int i = 0; !progress.done; i++) {
		if (i == STEPS_MOST)
			fail_msg("the search has no end");
		if (!went_on(store, ts_search_step(search, 5, &hits, &progress)))
			progress = (struct ts_progress){ .done = true, .damaged = 1 };
	}
	size_t damaged = progress.damaged;
	ts_search_end(search);
	ts_hits_release(&hits);
	return damaged;
}

static bool audit_is_sound(ts_store *store)
{
	struct ts_audit_result result = { 0 };
	ts_audit *audit = NULL;

	assert_int_equal(ts_audit_begin(store, &audit), TS_OK);
	for (int i = 0; !result.done; i++) {
		if (i == STEPS_MOST)
			fail_msg("the audit has no end");
		assert_int_equal(ts_audit_step(audit, 5, &result), TS_OK);
	}
	ts_audit_end(audit);
	return result.sound;
}

static void logs_in_disorder_are_counted_and_come_to_an_end(void **state)
{
	struct support *support = *state;

	life_make(support->store);
	assert_int_equal(search_damage(support->store), 0);
	assert_true(audit_is_sound(support->store));
	order_break(support, "log");
	assert_true(search_damage(support->store) > 0);
	assert_false(audit_is_sound(support->store));
}

static void notes_in_disorder_are_counted_and_come_to_an_end(void **state)
{
	struct support *support = *state;

	life_make(support->store);
	order_break(support, "note");
	assert_true(search_damage(support->store) > 0);
	assert_false(audit_is_sound(support->store));
}

static void steps_in_disorder_come_to_an_end(void **state)
{
	struct support *support = *state;

	life_make(support->store);
	order_break(support, "history");
	assert_false(audit_is_sound(support->store));
}

static void what_was_put_into_the_inbox_in_disorder_comes_to_an_end(void **state)
{
	struct support *support = *state;
	size_t folded = 0, junk = 0;

	for (int i = 0; i < ROWS; i++)
		assert_int_equal(ts_inbox_log(support->store, "ada", -1, "standup", SUPPORT_NOW - i * TS_MINUTE),
		                 TS_OK);
	order_break(support, "inbox");
	for (int i = 0; i < 10; i++)
		(void)went_on(support->store, ts_inbox_fold(support->store, SUPPORT_NOW, &folded, &junk));
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, support_setup_login, support_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(logs_in_disorder_are_counted_and_come_to_an_end),
		CASE(notes_in_disorder_are_counted_and_come_to_an_end),
		CASE(steps_in_disorder_come_to_an_end),
		CASE(what_was_put_into_the_inbox_in_disorder_comes_to_an_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
