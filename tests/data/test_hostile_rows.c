/*
 * Rows that somebody with SQL was at: sealed bytes exchanged, doubled, moved between people, months and tables, cut,
 * swollen, put back to what they were, and columns that are NULL or of another type. None of it is believed.
 */
#include "support_judge.h"
#include "support_rows.h"

#include "tests/campaign/campaign.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { ROUNDS_USUAL = 5, ROUNDS_FULL = 200, SQL_SIZE = 1024, TOLD_MOST = 20 };

/* Tables of sealed rows, and the columns that may stand beside the seal. */
static const struct table {
	const char *name, *key;
	bool bucketed, numbered;
} tables[] = {
	{ "log", "id", true, false },       { "note", "id", true, false },    { "activity", "id", false, false },
	{ "draft", "day", false, false },   { "history", "id", false, true }, { "setting", "owner", false, false },
	{ "state", "owner", false, false }, { "ledger", "id", false, false },
};
enum { TABLES = sizeof tables / sizeof tables[0] };

static const struct table *table_any(uint64_t *chance, int most)
{
	return &tables[rows_random_below(chance, most)];
}

/* A row by its place, whichever it is today. */
static void row_any(const struct table *table, uint64_t *chance, char out[160])
{
	(void)snprintf(out, 160, "(SELECT %s FROM %s ORDER BY %s LIMIT 1 OFFSET %d %% (SELECT count(*) FROM %s))",
	               table->key, table->name, table->key, rows_random_below(chance, 1000), table->name);
}

/* What is done to a database: SQL for one of the kinds. */
enum kind {
	SWAPPED,
	DOUBLED,
	BORROWED,
	MONTH,
	OTHER_TABLE,
	SHORT,
	LONG,
	FLIPPED,
	RENAMED,
	RENUMBERED,
	GIVEN,
	REMOVED,
	KINDS
};

static void sql_make(enum kind kind, uint64_t *chance, char out[SQL_SIZE])
{
	const struct table *table = table_any(chance, kind == DOUBLED ? 2 : kind == MONTH ? 2 : TABLES), *other;
	char left[160], right[160];

	row_any(table, chance, left);
	row_any(table, chance, right);
	switch (kind) {
	case SWAPPED:
		(void)snprintf(out, SQL_SIZE,
		               "CREATE TEMP TABLE t AS SELECT %s AS k, blob FROM %s WHERE k IN (%s, %s); "
		               "UPDATE %s SET blob = (SELECT blob FROM t WHERE t.k <> %s.%s) WHERE %s IN "
		               "(SELECT k FROM t) AND (SELECT count(*) FROM t) = 2",
		               table->key, table->name, left, right, table->name, table->name, table->key, table->key);
		break;
	case DOUBLED:
		(void)snprintf(out, SQL_SIZE,
		               "INSERT INTO %s SELECT owner, bucket, randomblob(16), blob FROM %s WHERE id = %s",
		               table->name, table->name, left);
		break;
	case BORROWED: /* the sealed bytes of another row, who knows whose */
		(void)snprintf(out, SQL_SIZE, "UPDATE %s SET blob = (SELECT blob FROM %s WHERE %s = %s) WHERE %s = %s",
		               table->name, table->name, table->key, right, table->key, left);
		break;
	case MONTH:
		(void)snprintf(
		        out, SQL_SIZE,
		        "UPDATE %s SET bucket = (SELECT bucket FROM %s ORDER BY bucket LIMIT 1 OFFSET %d %% (SELECT "
		        "count(*) FROM %s)) WHERE id = %s",
		        table->name, table->name, rows_random_below(chance, 1000), table->name, left);
		break;
	case OTHER_TABLE:
		other = table_any(chance, TABLES);
		row_any(other, chance, right);
		(void)snprintf(out, SQL_SIZE, "UPDATE %s SET blob = (SELECT blob FROM %s WHERE %s = %s) WHERE %s = %s",
		               table->name, other->name, other->key, right, table->key, left);
		break;
	case SHORT:
		(void)snprintf(out, SQL_SIZE, "UPDATE %s SET blob = substr(blob, 1, %d) WHERE %s = %s", table->name,
		               rows_random_below(chance, 90), table->key, left);
		break;
	case LONG:
		(void)snprintf(out, SQL_SIZE, "UPDATE %s SET blob = CAST(blob || zeroblob(%d) AS BLOB) WHERE %s = %s",
		               table->name, 1 + rows_random_below(chance, 300000), table->key, left);
		break;
	case FLIPPED:
		(void)snprintf(out, SQL_SIZE,
		               "UPDATE %s SET blob = CAST(substr(blob, 1, %d) || randomblob(2) || substr(blob, %d) AS "
		               "BLOB) WHERE %s = %s",
		               table->name, 10, 13, table->key, left);
		break;
	case RENAMED: /* another id, the same seal */
		(void)snprintf(out, SQL_SIZE, "UPDATE %s SET id = randomblob(16) WHERE id = %s",
		               table->bucketed ? table->name : "log",
		               table->bucketed ? left : "(SELECT max(id) FROM log)");
		break;
	default:
		(void)snprintf(
		        out, SQL_SIZE,
		        "UPDATE history SET sequence = -sequence; UPDATE history SET sequence = 1000 + sequence");
	}
}

static void original_only(struct original *original, struct support *support)
{
	original_make(original, support, 1);
	assert_int_equal(unlink(support->path), 0);
}

static void rows_that_were_moved_or_changed_are_counted_and_never_believed(void **state)
{
	struct support *support = *state;
	struct original original;
	struct verdicts verdicts = { 0 };
	char detail[JUDGE_DETAIL], sql[SQL_SIZE];
	long rounds = campaign_rounds(ROUNDS_USUAL, ROUNDS_FULL) * KINDS, told = 0;

	original_only(&original, support);
	for (long round = 0; round < rounds; round++) {
		uint64_t chance = (uint64_t)round * 7919 + 11;
		sql_make((enum kind)(round % KINDS), &chance, sql);
		support_file_write(support->path, original.bytes, original.size);
		support_sql(support->path, sql);
		enum verdict verdict = judge(support->path, &original, rows_random_below(&chance, 2), detail);
		verdicts.counts[verdict]++;
		if (verdict >= VERDICT_LOST && told++ < TOLD_MOST)
			print_error("round %ld: %s: %s: %s\n", round, sql, verdict_name(verdict), detail);
	}
	verdicts_print(&verdicts, "rows");
	assert_true(verdicts.counts[VERDICT_NAMED] > rounds / 3);
	assert_int_equal(verdicts_wrong(&verdicts), 0);
	campaign_record("Hostile files",
	                "sealed rows exchanged, doubled, renamed, cut, swollen, removed, moved between people, months "
	                "and tables",
	                rounds, "changes", verdicts_wrong(&verdicts), "believed");
	original_release(&original);
}

/* Columns, and their types in the tables' texts. (Those of activity stand in an index alone.) */
static const struct column {
	const char *table, *name, *type;
} columns[] = {
	{ "user", "id", "BLOB" },
	{ "user", "name", "TEXT" },
	{ "user", "folded", "TEXT" },
	{ "user", "box_public", "BLOB" },
	{ "user", "box_secret", "BLOB" },
	{ "user", "failures", "INTEGER" },
	{ "user", "failed_at", "INTEGER" },
	{ "slot", "owner", "BLOB" },
	{ "slot", "kind", "INTEGER" },
	{ "slot", "copy", "INTEGER" },
	{ "slot", "generation", "INTEGER" },
	{ "slot", "algorithm", "INTEGER" },
	{ "slot", "operations", "INTEGER" },
	{ "slot", "memory", "INTEGER" },
	{ "slot", "salt", "BLOB" },
	{ "slot", "nonce", "BLOB" },
	{ "slot", "wrapped", "BLOB" },
	{ "slot", "commitment", "BLOB" },
	{ "slot", "checksum", "BLOB" },
	{ "state", "blob", "BLOB" },
	{ "setting", "blob", "BLOB" },
	{ "log", "id", "BLOB" },
	{ "log", "bucket", "BLOB" },
	{ "log", "blob", "BLOB" },
	{ "note", "bucket", "BLOB" },
	{ "note", "blob", "BLOB" },
	{ "draft", "day", "BLOB" },
	{ "draft", "blob", "BLOB" },
	{ "history", "id", "BLOB" },
	{ "history", "blob", "BLOB" },
};
enum { COLUMNS = sizeof columns / sizeof columns[0] };

static const char *const values[] = { "NULL",
	                              "''",
	                              "'text'",
	                              "7",
	                              "-1",
	                              "9223372036854775807",
	                              "1.5",
	                              "x''",
	                              "x'00'",
	                              "zeroblob(15)",
	                              "zeroblob(17)",
	                              "zeroblob(200000)",
	                              "zeroblob(15000000)",
	                              "zeroblob(20000000)" };
enum { VALUES = sizeof values / sizeof values[0] };

static void schema_texts(const char *path, char out[2][SQL_SIZE], const struct column *column)
{
	sqlite3 *database = NULL;
	sqlite3_stmt *statement = NULL;
	char sql[SQL_SIZE];

	(void)snprintf(
	        sql, sizeof sql,
	        "SELECT sql, replace(replace(replace(sql, '%s %s NOT NULL', '%s'), ' CHECK (length(id) = 16)', ''), "
	        "') STRICT', ')') FROM sqlite_schema WHERE name = '%s'",
	        column->name, column->type, column->name, column->table);
	assert_int_equal(sqlite3_open_v2(path, &database, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(database, sql, -1, &statement, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
	for (int i = 0; i < 2; i++)
		(void)snprintf(out[i], SQL_SIZE, "%s", (const char *)sqlite3_column_text(statement, i));
	assert_string_not_equal(out[0], out[1]);
	assert_int_equal(sqlite3_finalize(statement), SQLITE_OK);
	assert_int_equal(sqlite3_close(database), SQLITE_OK);
}

static void schema_write(const char *path, const char *table, const char *text)
{
	char sql[2 * SQL_SIZE];

	(void)snprintf(sql, sizeof sql,
	               "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = '%s' WHERE name = '%s'", text,
	               table);
	support_sql(path, sql);
}

/* Puts a value where the table has none such: its text is another for as long as that takes. A connection each, since
 * one that is open has understood the text already. */
static void column_set(const char *path, const struct column *column, const char *value)
{
	char texts[2][SQL_SIZE], sql[SQL_SIZE];

	schema_texts(path, texts, column);
	schema_write(path, column->table, texts[1]);
	(void)snprintf(sql, sizeof sql,
	               "WITH first AS (SELECT * FROM %s LIMIT 1) UPDATE OR IGNORE %s SET %s = %s WHERE %s IS (SELECT "
	               "%s FROM first)",
	               column->table, column->table, column->name, value, column->name, column->name);
	support_sql(path, sql);
	schema_write(path, column->table, texts[0]);
}

static void columns_of_any_kind_and_size_are_refused_or_named(void **state)
{
	struct support *support = *state;
	struct original original;
	struct verdicts verdicts = { 0 };
	char detail[JUDGE_DETAIL];
	long rounds = campaign_rounds(COLUMNS, (long)COLUMNS * VALUES), told = 0;

	original_only(&original, support);
	for (long round = 0; round < rounds; round++) {
		const struct column *column = &columns[round % COLUMNS];
		const char *value = values[(round / COLUMNS + round % COLUMNS) % VALUES];
		support_file_write(support->path, original.bytes, original.size);
		column_set(support->path, column, value);
		enum verdict verdict = judge(support->path, &original, false, detail);
		verdicts.counts[verdict]++;
		if (verdict >= VERDICT_LOST && told++ < TOLD_MOST)
			print_error("%s.%s = %s: %s: %s\n", column->table, column->name, value, verdict_name(verdict),
			            detail);
	}
	verdicts_print(&verdicts, "columns");
	assert_true(verdicts.counts[VERDICT_REFUSED] > rounds / 3);
	assert_int_equal(verdicts_wrong(&verdicts), 0);
	campaign_record("Hostile files", "columns that are NULL, of another type, or up to 20 MB", rounds, "changes",
	                verdicts_wrong(&verdicts), "believed, or taking memory");
	original_release(&original);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, support_setup, support_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(rows_that_were_moved_or_changed_are_counted_and_never_believed),
		CASE(columns_of_any_kind_and_size_are_refused_or_named),
	};

	judge_in_memory();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
