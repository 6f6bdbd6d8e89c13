/* What can be seen of a file without a key: how long its rows are, and whether they stand in the order in which they
 * were made. What a scripted week comes to is held against the list of the page timesheet-security(7). */
#include "support_rows.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const ts_time now = SUPPORT_NOW;

/* Of fewer rows the order may be one by chance. */
enum { ROWS_MOST = 512, LINE_SIZE = 96, ORDER_LEAST = 9 };

/* Each table with sealed rows. key: by which its rows stand, in order. */
static const struct table {
	const char *name, *key;
} tables[] = {
	{ "activity", "id" },      { "log", "bucket, id" }, { "note", "bucket, id" }, { "month", "bucket, kind" },
	{ "history", "sequence" }, { "setting", "owner" },  { "state", "owner" },     { "draft", "day" },
	{ "inbox", "id" },         { "hub", "owner" },      { "ledger", "id" },
};
enum { TABLES = sizeof tables / sizeof tables[0] };

/* The keys of a table's rows in the order in which they were met. */
struct met {
	char keys[ROWS_MOST][80];
	size_t count;
};

/* Rows of a query, the first column of each. */
static size_t column_read(const struct support *support, const char *sql, char out[ROWS_MOST][80])
{
	sqlite3 *database = NULL;
	sqlite3_stmt *statement = NULL;
	size_t count = 0;

	assert_int_equal(sqlite3_open_v2(support->path, &database, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(database, sql, -1, &statement, NULL), SQLITE_OK);
	while (sqlite3_step(statement) == SQLITE_ROW) {
		assert_true(count < ROWS_MOST);
		(void)snprintf(out[count++], 80, "%s", (const char *)sqlite3_column_text(statement, 0));
	}
	(void)sqlite3_finalize(statement);
	assert_int_equal(sqlite3_close(database), SQLITE_OK);
	return count;
}

static size_t keys_read(const struct support *support, const struct table *table, char out[ROWS_MOST][80])
{
	char sql[256], key[64];
	const char *comma = strchr(table->key, ',');

	/* Numbers and blobs alike as text. */
	if (comma)
		(void)snprintf(key, sizeof key, "hex(%.*s) || hex(%s)", (int)(comma - table->key), table->key,
		               comma + 1);
	else
		(void)snprintf(key, sizeof key, "hex(%s)", table->key);
	(void)snprintf(sql, sizeof sql, "SELECT %s FROM %s ORDER BY %s", key, table->name, table->key);
	return column_read(support, sql, out);
}

static bool is_met(const struct met *met, const char *key)
{
	for (size_t i = 0; i < met->count; i++) {
		if (strcmp(met->keys[i], key) == 0)
			return true;
	}
	return false;
}

/* After each action: what is new. */
static void look(const struct support *support, struct met *met)
{
	static char keys[ROWS_MOST][80];

	for (size_t i = 0; i < TABLES; i++) {
		size_t count = keys_read(support, &tables[i], keys);
		for (size_t j = 0; j < count; j++) {
			if (!is_met(&met[i], keys[j]))
				memcpy(met[i].keys[met[i].count++], keys[j], sizeof keys[j]);
		}
	}
}

/* A week of somebody: texts and comments of all lengths, changes of all kinds. */
static void week(struct support *support, struct met *met)
{
	static const char *const texts[] = {
		"dev: parser", "x",     "a longer text, as people have them: with a comment in it",
		"off",         "lunch", "caf\xc3\xa9"
	};
	ts_store *store = support->store;
	struct ts_done done;
	char text[2000];

	assert_int_equal(ts_sync_add(store, "ssh://home", "desk", now), TS_OK);
	for (int i = 0; i < 35; i++) {
		ts_time at = rows_at(2026, 9, 21 + i / 6, 8 + i % 6 * 2, 5);
		const ts_day day = ts_day_of(at, 0);
		size_t size = (size_t)(i * 7 % 200);
		memset(text, 'c', sizeof text);
		text[size] = '\0';
		assert_int_equal(ts_log_text(store, texts[i % 6], i % 3 ? NULL : text, at, now, &done), TS_OK);
		look(support, met);
		const struct ts_id log = done.log;
		if (i % 5 == 1)
			assert_int_equal(
			        ts_log_change(store, log, &(struct ts_log_change){ .comment = "changed" }, now, &done),
			        TS_OK);
		if (i % 7 == 2)
			assert_int_equal(ts_log_delete(store, log, now, &done), TS_OK);
		if (i % 9 == 3)
			assert_int_equal(ts_undo(store, now, &done), TS_OK);
		look(support, met);
		if (i % 3 == 2) {
			struct ts_note note;
			memset(text, 'n', sizeof text);
			size = (size_t)(i * i % 1900) + 1;
			assert_int_equal(ts_note_read(store, day, &note), TS_OK);
			assert_int_equal(ts_note_save(store, &note, text, size, now, &done), TS_OK);
			ts_note_release(&note);
			look(support, met);
		}
	}
	for (int month = 8; month > 0; month--) {
		(void)rows_log(store, (char[]){ 'a', (char)('a' + month), '\0' }, rows_at(2026, month, 3, 9, 0), now);
		look(support, met);
	}
	struct ts_settings settings = ts_settings_default();
	settings.weekly_target = 11;
	settings.forgotten_after = 11;
	assert_int_equal(ts_settings_write(store, &settings, now), TS_OK);
	for (int i = 0; i < 12; i++) {
		const struct ts_day_mark mark = { .kind = TS_MARK_HOLIDAY, .text = "a day off" };
		const ts_day day = ts_day_of(now, 0) - 3 * i;
		assert_int_equal(ts_day_mark_set(store, (struct ts_range){ day, day }, &mark, now, &done), TS_OK);
		look(support, met);
	}
	const struct ts_note none = { .day = ts_day_of(now, 0) };
	for (int i = 0; i < 10; i++) {
		assert_int_equal(ts_draft_save(store, &(struct ts_note){ .day = none.day - i }, "typed", 5, 0, now),
		                 TS_OK);
		assert_int_equal(ts_inbox_log(store, "ada", i % 9, NULL, now - TS_HOUR + i), TS_OK);
		look(support, met);
	}
	assert_int_equal(ts_inbox_log(store, "ada", 0, "a text", now), TS_OK);
	look(support, met);
}

/* "log: 1 size, in no order". */
static void line_make(const struct support *support, const struct table *table, const struct met *met,
                      char out[LINE_SIZE])
{
	static char keys[ROWS_MOST][80];
	char sql[128];
	size_t count = keys_read(support, table, keys);
	bool ordered = true;

	for (size_t i = 0, from = 0; i < count && ordered; i++) {
		/* As met, but for those that are gone. */
		while (from < met->count && strcmp(met->keys[from], keys[i]) != 0)
			from++;
		ordered = from < met->count;
	}
	(void)snprintf(sql, sizeof sql, "SELECT DISTINCT length(blob) FROM %s ORDER BY 1", table->name);
	size_t sizes = column_read(support, sql, keys);
	(void)snprintf(out, LINE_SIZE, "%s: %s%s", table->name, sizes == 1 ? "one size" : "several sizes",
	               count < ORDER_LEAST ? ""
	               : ordered           ? ", in the order of making"
	                                   : ", in no order");
	print_message("%s (%zu rows:", out, count);
	for (size_t i = 0; i < sizes; i++)
		print_message(" %s", keys[i]);
	print_message(" bytes)\n");
}

static void what_is_visible_is_what_the_page_says(void **state)
{
	struct support *support = *state;
	struct met *met = calloc(TABLES, sizeof *met);
	char line[LINE_SIZE];
	size_t size;
	int missing = 0;

	assert_non_null(met);
	char *bytes = (char *)support_file_read(TEST_SOURCE_DIR "/src/manual/timesheet-security.7", &size);
	char *page = calloc(size + 1, 1);
	assert_non_null(page);
	memcpy(page, bytes, size);
	week(support, met);
	for (size_t i = 0; i < TABLES; i++) {
		line_make(support, &tables[i], &met[i], line);
		if (!strstr(page, line))
			print_error("timesheet-security.7 does not say '%s'\n", line);
		missing += strstr(page, line) == NULL;
	}
	assert_int_equal(missing, 0);
	free(met);
	free(page);
	free(bytes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(what_is_visible_is_what_the_page_says, support_setup_login,
		                                support_teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
